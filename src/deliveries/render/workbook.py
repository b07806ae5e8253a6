"""Pages as an Excel workbook: numbers are numbers, everything else is text.

Convention: a month is text (``1951-07``), never a date; a text is never a formula, an address or a
number; what is empty stays empty. The same pages give the same bytes, whenever they are written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from deliveries.errors import WriteError
from deliveries.render.table import wrapped
from deliveries.render.worksheet_charts import add_chart
from deliveries.render.worksheet_names import legal_names
from deliveries.render.worksheet_values import Values, column_width, heading_rows, places_of
from deliveries.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from deliveries.sheets import Notes, Page

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a worksheet of Excel can hold."""
_NO_CLOCK = datetime(1980, 1, 1, tzinfo=UTC)
_A4 = 9
_LINE_HEIGHT = 15
_EVERYWHERE = f"A1:XFD{MOST_ROWS}"
_NOTES_WIDTH = 100
"""How wide a page of notes is, in characters."""


def workbook_bytes(pages: Sequence[Page]) -> bytes:
    """Write each page as a worksheet. Raises `WriteError` for a page that Excel cannot hold."""
    for page in pages:
        _refuse_too_large(page)
    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": _NO_CLOCK})
    values = Values(workbook)
    for page, name in zip(pages, legal_names([page.name for page in pages]), strict=True):
        worksheet = workbook.add_worksheet(name)
        _set_up(worksheet)
        if isinstance(page.content, Sheet):
            _write_sheet(worksheet, page.content, values)
            for at, chart in enumerate(page.charts):
                add_chart(workbook, worksheet, chart, page.content, at)
        else:
            _write_notes(worksheet, page.content, values)
    workbook.close()
    return stream.getvalue()


def _refuse_too_large(page: Page) -> None:
    if not isinstance(page.content, Sheet):
        return
    rows, columns = len(page.content.rows) + heading_rows(page.content), len(page.content.columns)
    for count, most, what in ((rows, MOST_ROWS, "rows"), (columns, MOST_COLUMNS, "columns")):
        if count > most:
            reason = f"'{page.name}' has {count:,} {what}; a worksheet of Excel has {most:,}"
            raise WriteError(reason, "write CSV instead, which has no such limit")


def _set_up(worksheet: Worksheet) -> None:
    """How it is printed: across A4, as wide as the paper."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)


def _write_sheet(worksheet: Worksheet, sheet: Sheet, values: Values) -> None:
    """Headings that stay in sight and are printed on every sheet of paper, then the rows."""
    above = heading_rows(sheet)
    worksheet.freeze_panes(above, 1)
    worksheet.repeat_rows(0, above - 1)
    worksheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
    columns = [[row.cells[at] for row in sheet.rows] for at in range(len(sheet.columns))]
    widths = list(map(column_width, sheet.columns, columns))
    _write_headings(worksheet, sheet, widths, values)
    for at, (column, cells) in enumerate(zip(sheet.columns, columns, strict=True)):
        worksheet.set_column(at, at, widths[at])
        places = places_of(cells)
        for number, row in enumerate(sheet.rows, above):
            values.write(worksheet, (number, at), row.cells[at], row.role, column.align, places)


def _write_headings(
    worksheet: Worksheet, sheet: Sheet, widths: Sequence[int], values: Values
) -> None:
    """The columns' headings, and over them those of their groups, in a row that is high enough."""
    foot = heading_rows(sheet) - 1
    for at, column in enumerate(sheet.columns):
        values.write_heading(worksheet, (foot, at), column.heading, column.align)
    start, lines = 0, 1
    for name, members in groupby(sheet.columns, key=lambda column: column.group):
        end = start + len(list(members)) - 1
        if name:
            values.write_group(worksheet, start, end, name)
            lines = max(lines, len(wrapped(name, sum(widths[start : end + 1]) - 2, fold=True)))
        start = end + 1
    if foot:
        worksheet.set_row(0, _LINE_HEIGHT * lines)


def _write_notes(worksheet: Worksheet, content: Sequence[Notes], values: Values) -> None:
    """One column of sentences under their titles, an empty row before each title but the first."""
    worksheet.set_column(0, 0, _NOTES_WIDTH)
    worksheet.hide_gridlines(2)
    row = 0
    for notes in content:
        row += bool(row)
        row += values.write_note(worksheet, row, notes.title, bold=True)
        for line in notes.lines:
            row += values.write_note(worksheet, row, line)
