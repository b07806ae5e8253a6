"""Values as text, for every format that people read."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from deliveries.months import Date, Month, Window
from deliveries.numbers import RoundedUp, decimal, for_people, percent, places_of
from deliveries.tables import Band, Share
from deliveries.text import to_ascii, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliveries.tables import Cell, Column, Gauge, Value

SIGNS = "⅔−≈▁▇–─█▒·◂§●■▲◆○□△◦░│└┬┤┊━↑"
"""What an encoding must carry to be written to without falling back to ASCII."""
BAR = 30
"""The length of a whole bar, in cells."""


class Style(NamedTuple):
    """The way in which a report is written."""

    decimals: bool = False
    """``2.67`` instead of ``2⅔``."""
    encoding: str = ""
    """Where the output cannot carry our signs: write them in ASCII, the rest in this encoding."""

    def number(self, value: Fraction | int, places: int | None = None) -> str:
        """Write a number; a decimal has `places_of` it unless another number of places is given."""
        return _written(self, *value.as_integer_ratio(), places, type(value) is RoundedUp)

    def places(self, column: Column, cells: Iterable[Cell]) -> int | None:
        """Return the decimal places that all numbers down a column have.

        None where none are written, and where a row is not of the same kind as the next.
        """
        if not self.decimals or "number" not in (column.align, column.kind):
            return None
        numbers: list[object] = []
        for cell in cells:
            numbers += cell.value if isinstance(cell.value, Band) else [cell.value]
        return max((places_of(each) for each in numbers if isinstance(each, Fraction)), default=0)

    def text(self, text: str) -> str:
        """Write a piece of text, harmlessly and within the encoding."""
        shown = visible(text)
        return to_ascii(shown, self.encoding) if self.encoding else shown

    def value(self, value: Value, places: int | None = None) -> str:
        """Write any value of a cell."""
        match value:
            case None:
                return ""
            case str():
                return self.text(value)
            case Share():
                return percent(value.value)
            case Band():
                return self.band(value, places)
            case Month() | Window():
                return self.text(value.short())
            case Date():
                return value.long()
            case Fraction() | int():  # last, as what is no fraction takes its time to say so
                return self.number(value, places)

    def band(self, band: Band, places: int | None = None) -> str:
        """Write what a value may be: ``at most 10``, ``4 to 10``, ``at least 70``, ``unknown``.

        A month with one end open is ``Jan 1951 or later``, ``by Dec 1953``.
        """
        least, most = self.value(band.least, places), self.value(band.most, places)
        if band.least == band.most:
            return "unknown" if band.least is None else most
        if isinstance(band.least, Month) and band.most is None:
            return f"{least} or later"
        if isinstance(band.most, Month) and band.least is None:
            return f"by {most}"
        if band.most is None:
            return f"at least {least}"
        is_nought = not (band.least.value if isinstance(band.least, Share) else band.least)
        if is_nought and not isinstance(band.most, str):  # as a month that is not reached
            return f"at most {most}"
        return f"{least} to {most}"

    def cell(self, cell: Cell, places: int | None = None) -> str:
        """Write a cell and its mark."""
        text = self.value(cell.value, places)
        return f"{text} {self.text(cell.mark)}" if cell.mark else text

    def pieces(self, cell: Cell, places: int | None = None) -> tuple[str, str, str]:
        """Return a cell as what stands before the point, after it, and its mark."""
        value, mark = cell.value, self.text(cell.mark) if cell.mark else ""
        if value is None or not isinstance(value, Fraction | int):
            return self.value(value, places), "", mark
        return *_at_point(self.number(value, places)), mark


@lru_cache(maxsize=4096)
def _written(style: Style, numerator: int, denominator: int, places: int | None, up: bool) -> str:
    """Write a number: long lists have few, and its halves are found faster than itself."""
    value = (RoundedUp if up else Fraction)(numerator, denominator)
    return style.text(decimal(value, places) if style.decimals else for_people(value))


@lru_cache(maxsize=4096)
def _at_point(number: str) -> tuple[str, str]:
    """Part a number at its point, or where its fraction begins."""
    whole = len(number.rstrip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"))
    if point := re.search(r"\.|(?<=[0-9]) ", number):
        whole = point.start()
    return number[:whole], number[whole:]


def drawn(gauge: Gauge) -> str:
    """Return a bar in signs: solid for what is certain, shaded for what is only possible."""
    solid, possible = round(gauge.sure * BAR), round(gauge.possible * BAR)
    return "█" * solid + "▒" * (possible - solid) + "·" * (BAR - possible)
