"""Writes cells into the worksheets of one workbook, each in the format of its kind.

Convention: text is written as strings only, so that nothing in it is ever a formula, an address or
a number. Text at the left stands a little off the edge, apart from a number before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.formats.worksheet_values import cell_text, checked_text, number_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from deliveries.formats.worksheet_values import Laid
    from deliveries.tables import Cell, Column, Row

Place = tuple[int, int]
"""A row and a column, from 0."""
Look = dict[str, object]

_RIGHT: Look = {"align": "right"}
_LEFT: Look = {"align": "left", "text_wrap": True}
_HEADING: Look = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
_ROLES: dict[str, Look] = {
    "body": {},
    "subtotal": {"bold": True, "bottom": 1},
    "heading": {"italic": True},
}


class Writer:
    """Writes into the worksheets of a workbook, which keeps each format once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def cell(self, worksheet: Worksheet, place: Place, row: Row, laid: Laid, *, tall: bool) -> None:
        """Write a cell of a row as number or text; nothing if it is empty.

        In a sheet with rows of several lines (``tall``) everything stands at the top.
        """
        cell = row.cells[place[1]]
        look = {**_ROLES[row.role], "valign": "top" if tall else "vcenter"}
        number = number_of(cell, laid.places)
        if number is not None:
            style = self._format({**look, **_RIGHT, "num_format": number.form})
            worksheet.write_number(*place, number.value, style)
        elif cell_text(cell):
            self._text(worksheet, place, cell, laid.column, look)
        elif row.role == "subtotal":
            worksheet.write_blank(*place, None, self._format(look))

    def _text(
        self, worksheet: Worksheet, place: Place, cell: Cell, column: Column, look: Look
    ) -> None:
        """Write text; the spaces that indent a label become an indent of the cell."""
        text = cell_text(cell)
        label = text.lstrip(" ")
        side = _side(column, place, (len(text) - len(label)) // 2)
        worksheet.write_string(*place, label, self._format({**look, **side}))

    def heading(self, worksheet: Worksheet, place: Place, column: Column) -> None:
        """Write the heading of a column, over the side where its values stand."""
        style = self._format({**_HEADING, **_side(column, place)})
        if column.heading:
            worksheet.write_string(*place, checked_text(column.heading), style)
        else:
            worksheet.write_blank(*place, None, style)

    def group(self, worksheet: Worksheet, start: int, end: int, text: str) -> None:
        """Write the heading of neighbouring columns over all of them."""
        style = self._format({**_HEADING, "align": "center"})
        if end > start:
            worksheet.merge_range(0, start, 0, end, "", style)
        worksheet.write_string(0, start, checked_text(text), style)

    def note(self, worksheet: Worksheet, row: int, text: str, *, bold: bool = False) -> None:
        """Write a sentence over the width of the page."""
        style = self._format({**_LEFT, "valign": "top", "bold": bold})
        worksheet.write_string(row, 0, checked_text(text), style)

    def _format(self, look: Look) -> Format:
        """The workbook's format of this look."""
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def _side(column: Column, place: Place, indent: int = 0) -> Look:
    """Where text stands; at the left of a further column it is indented by one."""
    return {**_LEFT, "indent": indent + bool(place[1])} if column.align == "left" else _RIGHT
