"""What a value is to Excel: a number or a text, how it is shown, and how much room it takes.

Convention: Excel keeps 15 digits of a number. What needs more is written as text, in full, rather
than as another number. All numbers of a column leave the same room after the point.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deliveries.errors import WriteError
from deliveries.formats.cells import Style
from deliveries.formats.table import wrapped
from deliveries.numbers import ends_after, plain
from deliveries.tables import Cell, Share, Span
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.tables import Column, Value

DIGITS = 15
"""The digits that a number has in Excel."""
LARGEST = 10**300
"""Near the greatest number that it knows."""
LONGEST_TEXT = 32_767
"""The characters that a cell can hold."""
_UNENDING, _MOST = 2, 6
"""The decimals shown of a number that has no end, and the most of any."""
_NARROWEST, _WIDEST = 9, 48
"""Of columns, in characters."""
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold."""


class Laid(NamedTuple):
    """A column as it is laid out."""

    column: Column
    width: int
    """In characters."""
    places: int
    """The decimals that its numbers leave room for; none unless they are aligned at the point."""


class Number(NamedTuple):
    """A number as Excel has it, and the format it is shown in."""

    value: float
    form: str


def number_of(cell: Cell, places: int) -> Number | None:
    """The cell as a number with its mark in the format; None if it is text, or empty."""
    mark = f'" {_quotable(cell.mark)}"' if cell.mark else ""
    if isinstance(cell.value, Share):
        is_whole = (cell.value.value * 100).denominator == 1
        return Number(float(cell.value.value), f"{'0%' if is_whole else '0.0%'}{mark}")
    if not isinstance(cell.value, Fraction | int) or not fits(cell.value):
        return None
    own = decimals_of(cell.value)
    room = max(own, places)
    point = f".{'0' * room}" if own else f"_.{'_0' * room}" if room else ""
    return Number(float(cell.value), f"#,##0{point}{mark}")


def _quotable(mark: str) -> str:
    """A mark without what would end it within a format, or the format itself for some readers."""
    return legal_text(mark).replace('"', "'").replace(";", ",")


def fits(value: Fraction | int) -> bool:
    """Whether Excel keeps all the digits of a number; of one without end, all that are shown."""
    end = ends_after(value)
    scale: int = 10 ** (_UNENDING if end is None else end)
    digits = str(abs(value.numerator) * scale // value.denominator).rstrip("0")
    return abs(value.numerator) < LARGEST * value.denominator and len(digits) <= DIGITS


def decimals_of(value: Fraction | int) -> int:
    """How many decimals are shown of a number."""
    end = ends_after(value)
    return _UNENDING if end is None else min(end, _MOST)


def places_of(cells: Iterable[Cell]) -> int:
    """How many decimals the numbers of a column need."""
    numbers = (cell.value for cell in cells if isinstance(cell.value, Fraction | int))
    return max((decimals_of(number) for number in numbers if fits(number)), default=0)


def legal_text(text: str) -> str:
    """The text without what would act, or could not stand in a file."""
    return _ILLEGAL.sub("\ufffd", harmless(text))


def checked_text(text: str) -> str:
    """The same for a cell. Raises `WriteError` if it is longer than a cell can hold."""
    if len(legal := legal_text(text)) > LONGEST_TEXT:
        reason = f"a text has {len(legal):,} characters; a cell of Excel holds {LONGEST_TEXT:,}"
        raise WriteError(reason, "write CSV instead, which has no such limit")
    return legal


def cell_text(cell: Cell) -> str:
    """What a cell says as text: months as ``1951-07``, a number in full, its mark after it."""
    return checked_text(" ".join(filter(None, (_value_text(cell.value), cell.mark))))


def _value_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case Fraction() | int():
            return str(value) if ends_after(value) is None else plain(value)
        case Share() | Span():
            return Style().value(value)
    return str(value)


def laid_out(column: Column, cells: Sequence[Cell]) -> Laid:
    """As wide as what stands in it and as the longest word of its heading, within bounds."""
    places = places_of(cells) if column.align == "number" else 0
    widest = max((_width(cell, places) for cell in cells), default=0)
    words = map(cell_len, legal_text(column.heading).split())
    width = min(max(widest + 3, max(words, default=0) + 3, _NARROWEST), _WIDEST)
    return Laid(column, width, places)


def _width(cell: Cell, places: int) -> int:
    """The width of a cell as it is shown, in characters."""
    if isinstance(cell.value, Fraction | int) and fits(cell.value):
        sign, point = cell.value < 0, places + bool(places)
        return len(f"{abs(cell.value.numerator) // cell.value.denominator:,}") + sign + point
    return cell_len(cell_text(cell))


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width, whose unit is a wide digit."""
    room = max(width * 11 // 10 - 2, 1)
    legal = legal_text(text)
    return 1 if cell_len(legal) <= room else len(wrapped(legal, room, fold=True))
