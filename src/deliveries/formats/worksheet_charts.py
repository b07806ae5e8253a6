"""Charts of a worksheet: lines that differ in dash and marker, so that they do without colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from deliveries.formats.worksheet_values import legal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from deliveries.tables import LineChart, Sheet

_WIDTH, _HEIGHT, _LOWER = 640, 380, 280
"""Of a chart, in pixels; where there are several they are lower."""
_ROWS = 15
"""The rows from one lower chart to the next."""
_LABELS = 12
"""About how many months the axis names."""
_PALE = "#d0d0d0"


class _Look(NamedTuple):
    colour: str
    dash: str
    marker: str


_LOOKS = (
    _Look("#1b1b1b", "solid", "circle"),
    _Look("#0072b2", "dash", "square"),
    _Look("#d55e00", "round_dot", "triangle"),
    _Look("#009e73", "long_dash", "diamond"),
    _Look("#7f7f7f", "dash_dot", "x"),
    _Look("#cc79a7", "square_dot", "plus"),
)


def heading_rows(sheet: Sheet) -> int:
    """How many rows the headings take: two where columns stand in groups."""
    return 1 + any(column.group for column in sheet.columns)


def add_charts(
    workbook: Workbook, worksheet: Worksheet, sheet: Sheet, charts: Sequence[LineChart]
) -> None:
    """Draw charts beside the table, one under the other."""
    height = _HEIGHT if len(charts) == 1 else _LOWER
    for at, chart in enumerate(charts):
        drawn = _chart(workbook, worksheet, chart, sheet)
        drawn.set_size({"width": _WIDTH, "height": height})
        worksheet.insert_chart(heading_rows(sheet) + at * _ROWS, len(sheet.columns) + 1, drawn)


def _chart(workbook: Workbook, worksheet: Worksheet, chart: LineChart, sheet: Sheet) -> Chart:
    """A chart of some rows of the table."""
    above = heading_rows(sheet)
    rows = chart.first + above, chart.last + above
    columns = {column.key: at for at, column in enumerate(sheet.columns)}

    def cells(key: str) -> list[str | int]:
        return [str(worksheet.name), rows[0], columns[key], rows[1], columns[key]]

    drawn = cast("Chart", workbook.add_chart({"type": "line"}))
    for at, curve in enumerate(chart.curves):
        places = {"categories": cells(chart.along), "values": cells(curve.key)}
        drawn.add_series({"name": _caption(curve.name), **places, **_look(at)})
    _set_up(drawn, chart)
    return drawn


def _look(at: int) -> dict[str, object]:
    """How the line of this number is drawn."""
    colour, dash, marker = _LOOKS[at % len(_LOOKS)]
    points = {"type": marker, "size": 5, "border": {"color": colour}, "fill": {"color": colour}}
    return {"line": {"color": colour, "width": 1.75, "dash_type": dash}, "marker": points}


def _set_up(drawn: Chart, chart: LineChart) -> None:
    """Title, axes and size; what is not known is a gap in a line, not nought."""
    drawn.set_title({"name": _caption(chart.title), "name_font": {"size": 12}})
    named = -(-(chart.last - chart.first + 1) // _LABELS)
    across = {"name": _caption(chart.across), "text_axis": True, "interval_unit": named}
    drawn.set_x_axis({**across, "label_position": "low"})
    grid = {"visible": True, "line": {"color": _PALE}}
    up = {"name": _caption(chart.up), "num_format": "#,##0", "min": 0, "major_gridlines": grid}
    drawn.set_y_axis(up)
    drawn.set_legend({"position": "bottom"})
    drawn.show_blanks_as("gap")


def _caption(text: str) -> str:
    """A name that cannot be taken for a reference to a cell, such as ``A!B1``."""
    return re.sub(r"!(?=\S)", "! ", legal_text(text))
