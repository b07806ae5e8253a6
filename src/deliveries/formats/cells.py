"""Values as text, for every format that people read."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from deliveries.months import Date, Month, Window
from deliveries.numbers import decimal, mixed, percent
from deliveries.tables import Band, Share
from deliveries.text import to_ascii, visible

if TYPE_CHECKING:
    from deliveries.tables import Cell, Gauge, Value

SIGNS = "⅔−–─█▒·◂§●■▲◆○□△◦░│└┬┤┊━↑"
"""What an encoding must carry to be written to without falling back to ASCII."""
BAR = 30
"""The length of a whole bar, in cells."""


class Style(NamedTuple):
    """How a report is written."""

    decimals: bool = False
    """``2.67`` instead of ``2⅔``."""
    encoding: str = ""
    """Where the output cannot carry our signs: write them in ASCII, the rest in this encoding."""

    @lru_cache(maxsize=4096)  # noqa: B019  # a style is a value, and a long list has few numbers
    def number(self, value: Fraction | int) -> str:
        """Write a number."""
        return self.text(decimal(value) if self.decimals else mixed(value))

    def text(self, text: str) -> str:
        """Write a piece of text, harmlessly and within the encoding."""
        shown = visible(text)
        return to_ascii(shown, self.encoding) if self.encoding else shown

    def value(self, value: Value) -> str:
        """Write any value of a cell."""
        match value:
            case None:
                return ""
            case str():
                return self.text(value)
            case Share():
                return percent(value.value)
            case Band():
                return self.band(value)
            case Fraction() | int():
                return self.number(value)
            case Month() | Window():
                return self.text(value.short())
            case Date():
                return value.long()

    def band(self, band: Band) -> str:
        """Write what a value may be: ``at most 10``, ``4 to 10``, ``at least 70``, ``unknown``.

        A month with one end open is ``Jan 1951 or later``, ``by Dec 1953``.
        """
        least, most = self.value(band.least), self.value(band.most)
        if band.least == band.most:
            return "unknown" if band.least is None else most
        if isinstance(band.least, Month) and band.most is None:
            return f"{least} or later"
        if isinstance(band.most, Month) and band.least is None:
            return f"by {most}"
        if band.most is None:
            return f"at least {least}"
        if band.least in (None, 0, Share(Fraction(0))):
            return f"at most {most}"
        return f"{least} to {most}"

    def cell(self, cell: Cell) -> str:
        """Write a cell and its mark."""
        mark = self.text(cell.mark)
        return f"{self.value(cell.value)} {mark}" if mark else self.value(cell.value)

    def pieces(self, cell: Cell) -> tuple[str, str, str]:
        """Return a cell as what stands before the point, after it, and its mark."""
        text, mark = self.value(cell.value), self.text(cell.mark)
        if not isinstance(cell.value, Fraction | int):
            return text, "", mark
        whole = len(text.rstrip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"))
        whole = min([whole, *(text.index(sign) for sign in ". " if sign in text)])
        return text[:whole], text[whole:], mark


def drawn(gauge: Gauge) -> str:
    """Return a bar in signs: solid for what is certain, shaded for what is only possible."""
    solid, possible = round(gauge.sure * BAR), round(gauge.possible * BAR)
    return "█" * solid + "▒" * (possible - solid) + "·" * (BAR - possible)
