"""Pages as an Excel workbook: numbers are numbers, everything else is text.

Convention: a month is text (``1951-07``), never a date; a text is never a formula, an address or a
number; what is empty stays empty. The same pages give the same bytes, whenever they are written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from deliveries.errors import WriteError
from deliveries.formats.worksheet_cells import Writer
from deliveries.formats.worksheet_charts import add_charts, heading_rows
from deliveries.formats.worksheet_names import legal_names
from deliveries.formats.worksheet_values import cell_text, laid_out, lines_of
from deliveries.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from deliveries.formats.worksheet_values import Laid
    from deliveries.tables import Notes, Page, Row

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a worksheet of Excel can hold."""
_NO_CLOCK = datetime(1980, 1, 1, tzinfo=UTC)
_A4 = 9
_LINE_HEIGHT = 15
"""In points."""
_ALL_GRIDLINES: Final = 2
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
    writer = Writer(workbook)
    for page, name in zip(pages, legal_names([page.name for page in pages]), strict=True):
        worksheet = workbook.add_worksheet(name)
        _set_up(worksheet)
        if isinstance(page.content, Sheet):
            _write_sheet(worksheet, page.content, writer)
            add_charts(workbook, worksheet, page.content, page.charts)
        else:
            _write_notes(worksheet, page.content, writer)
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


def _write_sheet(worksheet: Worksheet, sheet: Sheet, writer: Writer) -> None:
    """Headings that stay in sight and are printed on every sheet of paper, then the rows."""
    above = heading_rows(sheet)
    rows = list(enumerate(sheet.rows, above))
    worksheet.freeze_panes(above, 1)
    worksheet.repeat_rows(0, above - 1)
    worksheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
    columns = [
        laid_out(column, [row.cells[at] for row in sheet.rows])
        for at, column in enumerate(sheet.columns)
    ]
    _write_headings(worksheet, sheet, [column.width for column in columns], writer)
    for at, column in enumerate(columns):
        worksheet.set_column(at, at, column.width)
    heights = [_set_height(worksheet, at, _texts(row, columns)) for at, row in rows]
    tall = max(heights, default=1) > 1
    for number, row in rows:
        for at, column in enumerate(columns):
            writer.cell(worksheet, (number, at), row, column, tall=tall)


def _texts(row: Row, columns: Sequence[Laid]) -> Iterator[tuple[str, int]]:
    """The texts of a row that may take several lines, with the widths they have."""
    for cell, laid in zip(row.cells, columns, strict=True):
        if laid.column.align == "left":
            yield cell_text(cell), laid.width


def _set_height(worksheet: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> int:
    """Make a row as high as its lines need, as not every program does by itself; count them."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    if lines > 1:
        worksheet.set_row(row, _LINE_HEIGHT * lines)
    return lines


def _write_headings(
    worksheet: Worksheet, sheet: Sheet, widths: Sequence[int], writer: Writer
) -> None:
    """The columns' headings, and over them those of their groups."""
    foot = heading_rows(sheet) - 1
    for at, column in enumerate(sheet.columns):
        writer.heading(worksheet, (foot, at), column)
    headings = [column.heading for column in sheet.columns]
    _set_height(worksheet, foot, zip(headings, widths, strict=True))
    start, over = 0, []
    for name, members in groupby(sheet.columns, key=lambda column: column.group):
        end = start + len(list(members))
        if name:
            writer.group(worksheet, start, end - 1, name)
            over.append((name, sum(widths[start:end])))
        start = end
    _set_height(worksheet, 0, over)


def _write_notes(worksheet: Worksheet, content: Sequence[Notes], writer: Writer) -> None:
    """One column of sentences under their titles, an empty row before each title but the first."""
    worksheet.set_column(0, 0, _NOTES_WIDTH)
    worksheet.hide_gridlines(_ALL_GRIDLINES)
    row = 0
    for notes in content:
        row += bool(row)
        for at, line in enumerate((notes.title, *notes.lines)):
            writer.note(worksheet, row, line, bold=not at)
            _set_height(worksheet, row, [(line, _NOTES_WIDTH)])
            row += 1
