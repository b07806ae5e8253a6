"""Values as text, for every renderer that people read."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from deliveries.months import Date, Month, Window
from deliveries.numbers import decimal, mixed, percent
from deliveries.tables import Bar, Cell, Share, Span, Value
from deliveries.text import to_ascii, visible

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
            case Span():
                return self.text(f"{self.number(value.least)}–{self.number(value.most)}")
            case Fraction() | int():
                return self.number(value)
            case Month() | Window():
                return self.text(value.short())
            case Date():
                return value.long()

    def cell(self, cell: Cell) -> str:
        """Write a cell and its mark."""
        mark = self.text(cell.mark)
        return f"{self.value(cell.value)} {mark}" if mark else self.value(cell.value)

    def pieces(self, cell: Cell) -> tuple[str, str, str]:
        """A cell as what stands before the point, after it, and its mark."""
        text, mark = self.value(cell.value), self.text(cell.mark)
        if not isinstance(cell.value, Fraction | int):
            return text, "", mark
        whole = len(text.rstrip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"))
        whole = min([whole, *(text.index(sign) for sign in ". " if sign in text)])
        return text[:whole], text[whole:], mark


def drawn(bar: Bar) -> str:
    """A bar in signs: solid for what is certain, shaded for what is only possible."""
    solid, possible = round(bar.sure * BAR), round(bar.possible * BAR)
    return "█" * solid + "▒" * (possible - solid) + "·" * (BAR - possible)
