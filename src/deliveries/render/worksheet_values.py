"""Cells of a worksheet: what is a number to Excel, what is text, and how each is shown.

Convention: Excel keeps 15 digits of a number. What needs more is written as text, in full, rather
than as another number. All numbers of a column leave the same room after the point.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deliveries.errors import WriteError
from deliveries.plaintext import harmless
from deliveries.quantities import ends_after, plain
from deliveries.render.cells import Style
from deliveries.sheets import Cell, Share, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from deliveries.sheets import Column, Sheet, Value

Place = tuple[int, int]
"""A row and a column, from 0."""

DIGITS = 15
"""The digits that a number has in Excel."""
_LARGEST = 10**300
LONGEST_TEXT = 32_767
"""The characters that a cell can hold."""
_FEWEST, _MOST = 2, 6
"""The decimals shown of a number that has no end, and of any."""
_NARROWEST, _WIDEST = 9, 70
"""Of columns, in characters."""
_ROLES = {"body": {}, "subtotal": {"bold": True, "top": 1}, "heading": {"italic": True}}
_HEADING = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold."""


class _Shown(NamedTuple):
    """A number as Excel has it, and the format it is shown in."""

    number: float
    form: str


class Values:
    """Writes values into the worksheets of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def write(
        self, worksheet: Worksheet, place: Place, cell: Cell, role: str, align: str, places: int
    ) -> None:
        """Write a cell as number or text; nothing if it is empty.

        A number that is not aligned at the point shows its own decimals, no ``places``.
        """
        look = {**_ROLES[role], "valign": "top"}
        shown = _number(cell, places if align == "number" else 0)
        if shown is not None:
            style = self._format({**look, "num_format": shown.form, "align": "right"})
            worksheet.write_number(*place, shown.number, style)
        elif text := cell_text(cell):
            side = {"align": "left", "text_wrap": True} if align == "left" else {"align": "right"}
            indent = (len(text) - len(text.lstrip(" "))) // 2
            style = self._format({**look, **side, **({"indent": indent} if indent else {})})
            worksheet.write_string(*place, text.lstrip(" "), style)
        elif role == "subtotal":
            worksheet.write_blank(*place, None, self._format(look))

    def write_heading(self, worksheet: Worksheet, place: Place, text: str, align: str) -> None:
        """Write the heading of a column, over the side where its values stand."""
        side = {"align": "left" if align == "left" else "right"}
        style = self._format({**_HEADING, **side})
        if text:
            worksheet.write_string(*place, checked_text(text), style)
        else:
            worksheet.write_blank(*place, None, style)

    def write_group(self, worksheet: Worksheet, start: int, end: int, text: str) -> None:
        """Write the heading of neighbouring columns over all of them."""
        style = self._format({**_HEADING, "align": "center"})
        if end > start:
            worksheet.merge_range(0, start, 0, end, "", style)
        worksheet.write_string(0, start, checked_text(text), style)

    def write_note(self, worksheet: Worksheet, row: int, text: str, *, bold: bool = False) -> int:
        """Write a sentence over the width of the page; say how many rows it took."""
        if not text:
            return 0
        style = self._format({"text_wrap": True, "valign": "top", "bold": bold})
        worksheet.write_string(row, 0, checked_text(text), style)
        return 1

    def _format(self, look: dict[str, object]) -> Format:
        """The workbook's format of this look, made once."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def heading_rows(sheet: Sheet) -> int:
    """How many rows the headings take: two where columns stand in groups."""
    return 1 + any(column.group for column in sheet.columns)


def legal_text(text: str) -> str:
    """The text without what would act, or could not stand in a file."""
    return _ILLEGAL.sub("\ufffd", harmless(text))


def checked_text(text: str) -> str:
    """The same for a cell. Raises `WriteError` if it is longer than a cell can hold."""
    if len(legal := legal_text(text)) > LONGEST_TEXT:
        reason = f"a text of {len(legal):,} characters; a cell of Excel holds {LONGEST_TEXT:,}"
        raise WriteError(reason, "write CSV instead, which has no such limit")
    return legal


def cell_text(cell: Cell) -> str:
    """What a cell says as text: months as ``1951-07``, a number in full, its mark after it."""
    parts = [_value_text(cell.value), cell.mark]
    return checked_text(" ".join(filter(None, parts)))


def _value_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case Fraction() | int():
            return str(value) if ends_after(value) is None else plain(value)
        case Share() | Span():
            return Style().value(value)
    return str(value)


def _number(cell: Cell, places: int) -> _Shown | None:
    """The cell as a number with its mark in the format; None if it is text, or empty."""
    mark = f'" {_quotable(cell.mark)}"' if cell.mark else ""
    if isinstance(cell.value, Share):
        whole = (cell.value.value * 100).denominator == 1
        return _Shown(float(cell.value.value), f"{'0%' if whole else '0.0%'}{mark}")
    if not isinstance(cell.value, Fraction | int) or not fits(cell.value):
        return None
    own = decimals_of(cell.value)
    places = max(places, own)
    point = f".{'0' * places}" if own else "".join(["_.", "_0" * places]) if places else ""
    return _Shown(float(cell.value), f"#,##0{point}{mark}")


def _quotable(mark: str) -> str:
    return legal_text(mark).replace('"', "'")


def fits(value: Fraction | int) -> bool:
    """Whether Excel keeps all the digits of a number; of one without end, all that are shown."""
    end = ends_after(value)
    shown = int(abs(value) * 10 ** (_FEWEST if end is None else end))
    return abs(value) < _LARGEST and len(str(shown).rstrip("0")) <= DIGITS


def decimals_of(value: Fraction | int) -> int:
    """How many decimals are shown of a number."""
    end = ends_after(value)
    return _FEWEST if end is None else min(end, _MOST)


def places_of(cells: Sequence[Cell]) -> int:
    """How many decimals the numbers of a column need."""
    numbers = (cell.value for cell in cells if isinstance(cell.value, Fraction | int))
    return max((decimals_of(number) for number in numbers if fits(number)), default=0)


def column_width(column: Column, cells: Sequence[Cell]) -> int:
    """As wide as what stands in it and as the longest word of its heading, within bounds."""
    places = places_of(cells)
    widest = max((_cells_of(cell, places) for cell in cells), default=0)
    words = map(cell_len, legal_text(column.heading).split())
    return min(max(widest + 2, max(words, default=0) + 2, _NARROWEST), _WIDEST)


def _cells_of(cell: Cell, places: int) -> int:
    """The width of a cell as it is shown, roughly; in characters."""
    if isinstance(cell.value, Fraction | int) and fits(cell.value):
        return len(f"{int(abs(cell.value)):,}") + (cell.value < 0) + places + bool(places)
    return cell_len(cell_text(cell))
