r"""A report as an Excel workbook: what it says, its tables as people read them, and its data.

Convention: numbers are numbers, everything else is text, never a formula or an address: a month is
``1951-07`` or, in a table for people, ``Jul 1951``. Beside a month of the data stands the day on
which it begins, as a date of Excel's own, to sort, group and draw by. Excel keeps 15 digits of a
number; one that needs more is written as text, in full. The same report gives the same bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, cast

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from deliveries.errors import WriteError
from deliveries.formats.cells import Style, drawn
from deliveries.formats.table import wrapped
from deliveries.months import Month
from deliveries.numbers import RoundedUp, ends_after, places_of, plain
from deliveries.reports.case import sources_table
from deliveries.tables import Cell, Gauges, Links, Notes, Share, Table
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Column, Value

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel can hold."""
MOST_CELLS = 1_000_000
"""What a workbook is written with: more takes minutes and gigabytes, here and in Excel."""
MOST_TABLES = 250
"""How many tables for people a workbook is written with, a sheet each."""
LONGEST_TEXT, LONGEST_NAME = 32_767, 31
"""The characters that a cell, and the name of a sheet, can hold."""
MOST_CHARTS = 50
"""Of how many tables there are charts; the first ones. Excel takes seconds to open more."""
MOST_CURVES = 255
"""What a chart of Excel can hold; a table that has more is without one."""
_DIGITS, _LARGEST = 15, 10**300
"""The digits that a number has in Excel, and near the greatest that it knows."""
_NOTES_WIDTH, _WIDEST = 100, 48
"""Of columns, in characters."""
_LINE, _HIGHEST = 15, 409
"""Of rows, in points: that of a line, and the most that there is."""
_FIRST_DATE = Month.parse("1900-03")
"""Before it dates of Excel are a day off, and before 1900 there are none.

Where a column has an earlier one, all of it is text.
"""
_LINES = (
    ("#1b1b1b", "solid", "circle"),
    ("#0072b2", "dash", "square"),
    ("#d55e00", "round_dot", "triangle"),
    ("#009e73", "long_dash", "diamond"),
    ("#7f7f7f", "dash_dot", "x"),
    ("#cc79a7", "square_dot", "plus"),
)
"""Of a chart: colour, dash and marker, so that lines do without colour."""
_ROLES: dict[str, dict[str, object]] = {
    "body": {},
    "subtotal": {"bold": True, "bottom": 1},
    "heading": {"italic": True},
    "aside": {"font_color": "#6b6b6b"},
}


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the workbook. Raises `WriteError` for what a workbook cannot hold."""
    stream = BytesIO()
    workbook = _Book(Workbook(stream, {"in_memory": True}), Style(options.decimals))
    parts = report.flat()
    shown = [part for part in parts if isinstance(part, Table)]
    if len(shown) > MOST_TABLES:
        reason = f"this has {len(shown):,} tables; a workbook is written with at most {MOST_TABLES}"
        raise WriteError(reason, "write CSV or SQLite instead, which have no such limit")
    title = f"{report.title} ({report.subtitle})" if report.subtitle else report.title
    words = [part for part in parts if isinstance(part, Notes | Gauges | Links)]
    workbook.add_notes("Read me", [Notes(title, (report.verdict,)), *words])
    for table in shown:
        workbook.count(table.title, 1 + bool(table.groups()) + len(table.rows), len(table.columns))
    data: dict[str, list[tuple[Value, ...]]] = {}
    for name, table in report.tables.items():
        data[name] = []
        dates = sum(column.kind == "month" for column in table.columns)
        for values in table.values():  # as long as a workbook can hold them
            workbook.count(name, 1, len(values) + dates)
            data[name].append(values)
    for at, table in enumerate(shown):
        sheet = workbook.add_table(table.title or report.result, table)
        none = f"only the first {MOST_CHARTS} tables of a workbook have one"
        for keys in table.curves:
            workbook.add_chart(sheet, table, keys, none=none if at >= MOST_CHARTS else "")
    for name, table in report.tables.items():
        workbook.add_data(f"Data, {name}", table.columns, data.pop(name))
    if report.case and report.case.sources and "sources" not in report.tables:
        workbook.add_table("Sources", sources_table(report.case.sources))
    workbook.workbook.close()
    yield stream.getvalue()


class _Book:
    """A workbook that keeps each look of a cell once, and no two sheets of one name."""

    def __init__(self, workbook: Workbook, style: Style) -> None:
        self.workbook = workbook
        self.style = style
        self.names = {"history"}  # Excel keeps it for itself
        self.cells = 0
        self.look = cache(lambda **look: workbook.add_format(look))
        self.laid_out = lru_cache(10_000)(self._laid_out)  # most cells are like others
        workbook.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})  # not now

    def count(self, name: str, rows: int, columns: int) -> None:
        """Take note of what will be written. Raises `WriteError` if it is too much."""
        self.cells += rows * columns
        for count, most, what in ((rows, MOST_ROWS, "rows"), (columns, MOST_COLUMNS, "columns")):
            if count > most:
                reason = f"'{name}' has {count:,} {what}; a sheet of Excel has {most:,}"
                raise WriteError(reason, "write CSV instead, which has no such limit")
        if self.cells > MOST_CELLS:
            reason = f"this has more than {MOST_CELLS:,} cells, too many for a workbook"
            raise WriteError(reason, "write CSV instead, which has no such limit")

    def _sheet(self, name: str, above: int = 0) -> Worksheet:
        """Add a sheet under a name that Excel accepts; one that is taken gets a number.

        The headings ``above`` its numbers, so many rows of them, stay in sight.
        """
        wanted = _shortened(re.sub(r"[\[\]:*?/\\]", "-", _legal(name)), LONGEST_NAME) or "Sheet"
        chosen, number = wanted, 2
        while chosen.casefold() in self.names:
            suffix = f" ({number})"
            chosen = _shortened(wanted, LONGEST_NAME - len(suffix)) + suffix
            number += 1
        self.names.add(chosen.casefold())
        sheet = self.workbook.add_worksheet(chosen)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        if above:
            sheet.freeze_panes(above, 1)
            sheet.repeat_rows(0, above - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        return sheet

    def add_notes(self, name: str, notes: Sequence[Notes | Gauges | Links]) -> None:
        """Add one column of sentences under their titles."""
        sheet = self._sheet(name)
        sheet.set_column(0, 0, _NOTES_WIDTH)
        sheet.hide_gridlines(2)  # on the screen, too
        row = 0
        for each in notes:
            match each:
                case Notes() | Links():
                    lines = list(each.lines)
                case Gauges():
                    value = self.style.value
                    lines = [f"{drawn(bar)}  {bar.label}: {value(bar.value)}" for bar in each.bars]
            for at, line in enumerate((each.title, *lines)):
                look = self.look(bold=not at, text_wrap=True, valign="top")
                if line or at:
                    sheet.write_string(row, 0, _checked(line), look)
                    lines_of = len(wrapped(line, _NOTES_WIDTH)) or 1
                    sheet.set_row(row, min(lines_of * _LINE, _HIGHEST))  # not all find it out
                    row += 1
            row += 1

    def add_table(self, name: str, table: Table) -> Worksheet:
        """Add a table for people; `count` has found that it can be held."""
        above = 1 + bool(table.groups())
        sheet = self._sheet(name, above)
        for at, (column, cells) in enumerate(table.down()):
            values = [cell.value for cell in cells if column.align == "number"]
            numbers = [each for each in values if isinstance(each, Fraction | int) and _fits(each)]
            places = max(map(places_of, numbers), default=0)
            side = "left" if column.align == "left" else "right"
            heading = self.look(bold=True, text_wrap=True, valign="bottom", bottom=1, align=side)
            if column.heading:
                sheet.write_string(above - 1, at, _checked(column.heading), heading)
            else:
                sheet.write_blank(above - 1, at, None, heading)
            for number, (row, cell) in enumerate(zip(table.rows, cells, strict=True), above):
                self._cell(sheet, (number, at), cell, row.role, side, places)
        sheet.autofit(_WIDEST * 8)
        start = 0
        for group, count in table.groups():
            if group:
                look = self.look(bold=True, text_wrap=True, bottom=1, align="center")
                if count > 1:
                    sheet.merge_range(0, start, 0, start + count - 1, "", look)
                sheet.write_string(0, start, _checked(group), look)
            start += count
        return sheet

    def add_data(
        self, name: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """Add a table that can be sorted and filtered; `count` has found that it can be held."""
        sheet = self._sheet(name, 1)
        along: Sequence[Sequence[Value]] = list(zip(*rows, strict=True)) or [()] * len(columns)
        headings: list[tuple[str, Format]] = []
        for column, values in zip(columns, along, strict=True):
            side = "left" if column.kind == "text" else "right"
            for at, value in enumerate(values, 1):
                self._cell(sheet, (at, len(headings)), Cell(value), "body", side, 0)
            bold = self.look(bold=True, valign="bottom", bottom=1, align=side)
            headings.append((_checked(column.key), bold))
            if column.kind == "month":
                months = [Month.parse(str(each)) for each in values]
                as_text = min(months, default=_FIRST_DATE) < _FIRST_DATE
                look = self.look(align="right", num_format="yyyy-mm-dd", valign="top")
                for at, month in enumerate(months, 1):
                    if as_text:
                        sheet.write_string(at, len(headings), f"{month}-01", look)
                    else:
                        day = datetime(month.year, month.number, 1)  # noqa: DTZ001  # a day, wherever it is read
                        sheet.write_datetime(at, len(headings), day, look)
                headings.append((_checked(f"{column.key}_begins"), bold))
        if rows:
            heads = [{"header": heading, "header_format": bold} for heading, bold in headings]
            options = {"columns": heads, "style": "Table Style Light 1"}
            sheet.add_table(0, 0, len(rows), len(headings) - 1, options)
        else:  # a table of Excel has at least one row
            for at, (heading, bold) in enumerate(headings):
                sheet.write_string(0, at, heading, bold)
        sheet.autofit(_WIDEST * 8)

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], cell: Cell, role: str, side: str, places: int
    ) -> None:
        """Write a cell as number or text; nothing if it is empty."""
        value, look = self.laid_out(cell, role, side, places)
        if isinstance(value, float):
            sheet.write_number(*at, value, look)
        elif value:
            sheet.write_string(*at, value, look)
        elif role == "subtotal":
            sheet.write_blank(*at, None, look)

    def _laid_out(
        self, cell: Cell, role: str, side: str, places: int
    ) -> tuple[float | str, Format]:
        """Return what is written of a cell, a number or a text, and its look."""
        look: dict[str, object] = {**_ROLES[role], "valign": "top"}
        value = cell.value.value if isinstance(cell.value, Share) else cell.value
        if isinstance(value, Fraction | int) and _fits(value):
            mark = _legal(cell.mark).replace('"', "'").replace(";", ",")
            mark = f'" {mark}"' if mark else ""
            if isinstance(cell.value, Share):
                form = "0%" if (value * 100).denominator == 1 else "0.0%"
            else:
                own = places_of(value)
                if isinstance(value, RoundedUp):
                    value = Fraction(ceil(value * 10**own), 10**own)
                room = max(own, places)
                form = "#,##0" + (f".{'0' * room}" if own else f"_.{'_0' * room}" if room else "")
            look |= {"align": "right", "num_format": form + mark}
            return float(value), self.look(**look)
        if isinstance(cell.value, Fraction | int):  # more than one can be: in full
            text = str(cell.value) if ends_after(cell.value) is None else plain(cell.value)
        else:
            text = cell.value if isinstance(cell.value, str) else self.style.value(cell.value)
        text = _checked(" ".join(filter(None, (text, cell.mark))))
        label = text.lstrip(" ")
        if text:
            look |= {"align": side, "text_wrap": side == "left"}
            look |= {"indent": (len(text) - len(label)) // 2} if len(label) < len(text) else {}
        return label, self.look(**look)

    def add_chart(
        self, sheet: Worksheet, table: Table, keys: tuple[str, ...], *, none: str
    ) -> None:
        """Draw lines of the rows but the subtotals beside the table.

        Or say that there are ``none``, and why, if it is not empty.
        """
        above = 1 + bool(table.groups())
        columns = {column.key: at for at, column in enumerate(table.columns)}
        rows = [at for at, row in enumerate(table.rows, above) if row.role == "body"]
        if len(rows) < 2:
            none = "there is only one period" if rows else "there is no period"
        if len(keys) > MOST_CURVES:
            none = f"it would have {len(keys):,} lines, and Excel draws at most {MOST_CURVES}"
        beside = len(table.columns) + 1
        if none:
            sheet.write_string(above, beside, f"No chart: {none}.", self.look(**_ROLES["aside"]))
            return

        def cells(column: int) -> str:
            """Return the cells as runs between the subtotals: (a,b)."""
            name = str(sheet.name).replace("'", "''")
            parts = []
            for _, along in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
                run = [row for _, row in along]
                parts.append(f"'{name}'!{xl_range_abs(run[0], column, run[-1], column)}")
            return f"=({','.join(parts)})" if len(parts) > 1 else f"={parts[0]}"

        chart = cast("Chart", self.workbook.add_chart({"type": "line"}))
        names = [_caption(table.columns[columns[key]].group or key) for key in keys]
        for at, (key, name) in enumerate(zip(keys, names, strict=True)):
            colour, dash, marker = _LINES[at % len(_LINES)]
            ink = {"color": colour}
            chart.add_series(
                {
                    "name": name,
                    "categories": cells(0),
                    "values": cells(columns[key]),
                    "line": {**ink, "width": 1.75, "dash_type": dash},
                    "marker": {"type": marker, "size": 5, "border": ink, "fill": ink},
                }
            )
        chart.set_title({"name": _caption(table.title), "name_font": {"size": 12}})
        chart.set_x_axis(
            {"text_axis": True, "interval_unit": -(-len(rows) // 12), "label_position": "low"}
        )
        grid = {"visible": True, "line": {"color": "#d0d0d0"}}
        drawn = [columns[key] for key in keys]
        values = [row.cells[at].value for row in table.rows for at in drawn]
        highest = max((each for each in values if isinstance(each, Fraction)), default=Fraction(0))
        room = places_of(highest / 10) if highest < 10 else 0  # some ten steps to the highest
        form = f"#,##0.{'0' * room}" if room else "#,##0"
        chart.set_y_axis({"name": "to date", "num_format": form, "min": 0, "major_gridlines": grid})
        chart.set_legend({"position": "bottom"})
        chart.show_blanks_as("gap")  # what is not known is no nought
        chart.set_size({"width": 640, "height": 380})
        first, last = (
            self.style.value(table.rows[at - above].cells[0].value) for at in (rows[0], rows[-1])
        )
        about = f"{_caption(table.title)}: lines of {', '.join(names)}, {first} to {last}."
        about = f"{_shortened(about, 1_000)} Their numbers are in the table beside it."
        sheet.insert_chart(above, beside, chart, {"description": about})


def _legal(text: str) -> str:
    """Return the text without what would act, or what no XML file may hold."""
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", harmless(text))


def _checked(text: str) -> str:
    """Return a legal text for a cell. Raises `WriteError` if it is longer than a cell holds."""
    legal = _legal(text)
    if len(legal) > LONGEST_TEXT:
        reason = f"a text has {len(legal):,} characters; a cell of Excel holds {LONGEST_TEXT:,}"
        raise WriteError(reason, "write CSV instead, which has no such limit")
    return legal


def _caption(text: str) -> str:
    """Return a name that cannot be taken for a reference to a cell, such as ``A!B1``."""
    return re.sub(r"!(?=\S)", "! ", _checked(text)).lstrip("=")


def _shortened(name: str, longest: int) -> str:
    """Return as much of a name as fits, in UTF-16, without the apostrophes at its ends."""
    kept = name.strip(" '")
    while len(kept.encode("utf-16-le")) > 2 * longest:
        kept = kept[:-1]
    return kept.strip(" '")


def _fits(value: Fraction | int) -> bool:
    """Return whether Excel keeps all the digits of a number; without an end, all that are shown."""
    end = ends_after(value)
    scale: int = 10 ** (places_of(value) if end is None else end)
    digits = str(abs(value.numerator) * scale // value.denominator).rstrip("0")
    return abs(value.numerator) < _LARGEST * value.denominator and len(digits) <= _DIGITS
