"""Schedules and comparisons as plain tables of values, for CSV.

Convention: rows are periods (``1951-07``, ``1951-Q3``), numbers are exact values in their unit,
and an empty cell is what nobody planned or nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.periods import View, at_end, at_end_of, brought, shown_periods
from deliveries.schedule import parts
from deliveries.tables import Cell, Column, Row, Sheet

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.months import Window
    from deliveries.schedule import ItemSchedule, Part, Schedule

_MEASURED = ("delivered", "to_date", "gap", "at_most", "at_least")
LINE_COLUMNS = (
    "month", "item", "unit", "tranche", "recipient", "establishment", "counted",
    "delivered", "to_date", "at_most", "at_least", "source",
)  # fmt: skip
"""The columns of a schedule's table: one row a month and line, within the line's window."""


def comparison_table(comparison: Comparison, view: View) -> Sheet:
    """One row a period (and item): each scenario's deliveries. Raises `RangeError`."""
    periods = shown_periods(comparison.window, view)
    keys = ["month", *(["item", "unit"] if comparison.request.items else [])]
    for entry in comparison.entries:
        keys += [f"{entry.id}.{name}" for name in _MEASURED]
    rows = []
    for item, thing in comparison.request.things.items():
        named = [] if item is None else [Cell(item), Cell(thing.unit)]
        for period in periods:
            cells = [Cell(period), *named]
            for entry in comparison.entries:
                cells += _cells(comparison, entry, item, period)
            rows.append(Row(tuple(cells)))
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def _cells(comparison: Comparison, entry: Entry, item: str | None, period: Window) -> list[Cell]:
    compared = entry.items.get(item)
    if compared is None:
        return [Cell()] * len(_MEASURED)
    series = compared.series
    return [
        Cell(brought(series, period)),
        Cell(at_end_of(series, period, series.to_date)),
        Cell(at_end(comparison.window, period, compared.gap)),
        Cell(at_end_of(series, period, series.at_most)),
        Cell(at_end_of(series, period, series.at_least)),
    ]


def schedule_table(schedule: Schedule, view: View) -> Sheet:
    """One row a period and line. Raises `RangeError`."""
    periods = shown_periods(schedule.window, view)
    rows = [
        row
        for item in schedule.items.values()
        for part in parts(item)
        for row in _part_rows(item, part, periods)
    ]
    return Sheet("", tuple(map(Column, LINE_COLUMNS)), tuple(rows))


def _part_rows(item: ItemSchedule, part: Part, periods: list[Window]) -> list[Row]:
    """The part's periods; a period beyond its window has no row."""
    series = part.series
    named = [
        Cell(item.id),
        Cell(item.thing.unit),
        Cell(part.number),
        Cell(part.recipient),
        Cell(part.establishment),
        Cell("yes" if part.counted else "no"),
    ]
    along = (series.to_date, series.at_most, series.at_least)
    source = Cell("; ".join(map(str, part.source)) or None)
    return [
        Row(
            (
                Cell(period),
                *named,
                Cell(brought(series, period)),
                *(Cell(at_end_of(series, period, numbers)) for numbers in along),
                source,
            )
        )
        for period in periods
        if series.window.overlaps(period)
    ]
