"""A comparison as the pages of a workbook: how to read it, the numbers, the measures, the sources.

Convention: one row a month, months as they are in data; numbers are numbers, and beside what is
delivered stands the exact fraction as text. What nobody planned or nobody knows is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.months import By
from deliveries.numbers import mixed
from deliveries.reports.listing import sources_sheet
from deliveries.reports.measures import measures_sheet
from deliveries.reports.notes import all_citations
from deliveries.reports.periods import View, at_end, at_end_of, brought
from deliveries.reports.tables import LINE_COLUMNS, schedule_table
from deliveries.reports.words import capital, heading, sheet_title, units
from deliveries.reports.workbook_notes import read_me
from deliveries.tables import Cell, Column, Curve, LineChart, Page, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.case import Source
    from deliveries.months import Window
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule

MOST_CHARTS = 3
"""Of how many items there are charts; the first ones."""
_NUMBERS = ("tranche", "delivered", "to_date", "at_most", "at_least")
_DELIVERED = LINE_COLUMNS.index("delivered")


def workbook_pages(
    comparison: Comparison, sources: Mapping[str, Source], say: Say = mixed
) -> list[Page]:
    """How to read it, the comparison, a page for each scenario, the measures, the sources."""
    schedules = [entry.schedule for entry in comparison.entries]
    cites = all_citations(comparison.request, schedules)
    cited = dict.fromkeys(each.source for each in cites)
    known = {name: sources[name] for name in cited if name in sources}
    return [
        Page("Read me", tuple(read_me(comparison, schedules, say))),
        Page("Comparison", _comparison(comparison), tuple(_charts(comparison))),
        *(Page(heading(each.scenario_id, each.scenario), _lines(each)) for each in schedules),
        Page("Measures", _measures(comparison, say)),
        Page("Sources", sources_sheet(known)),
    ]


def _comparison(comparison: Comparison) -> Sheet:
    """One row a month, and item where there are items."""
    columns = [Column("month", "month", align="left")]
    if comparison.request.items:
        columns += [Column(key, key, align="left") for key in ("item", "unit")]
    for entry in comparison.entries:
        columns += _columns(comparison, entry)
    rows = []
    for item, thing in comparison.request.things.items():
        named = [] if item is None else [Cell(thing.title or item), Cell(thing.unit)]
        for period in comparison.window.periods(By.month):
            cells = [Cell(period), *named]
            for entry in comparison.entries:
                cells += _cells(comparison, entry, item, period)
            rows.append(Row(tuple(cells)))
    return Sheet("", tuple(columns), tuple(rows))


def _columns(comparison: Comparison, entry: Entry) -> Iterator[Column]:
    group = heading(entry.id, entry.schedule.scenario)
    yield Column(f"{entry.id}.delivered", "delivered", group)
    yield Column(f"{entry.id}.to_date", "to date", group)
    if entry.id != comparison.baseline:
        yield Column(f"{entry.id}.gap", "gap", group)


def _cells(
    comparison: Comparison, entry: Entry, item: str | None, period: Window
) -> Iterator[Cell]:
    compared = entry.items.get(item)
    is_base = entry.id == comparison.baseline
    if compared is None:
        yield from (Cell() for _ in range(2 if is_base else 3))
        return
    series = compared.series
    yield Cell(brought(series, period))
    yield Cell(at_end_of(series, period, series.to_date))
    if not is_base:
        yield Cell(at_end(comparison.window, period, compared.gap))


def _charts(comparison: Comparison) -> Iterator[LineChart]:
    """The running totals of the request's unit, or of the first few items."""
    months = len(comparison.window)
    for at, (item, thing) in enumerate(comparison.request.things.items()):
        curves = tuple(
            Curve(f"{entry.id}.to_date", heading(entry.id, entry.schedule.scenario))
            for entry in comparison.entries
            if item in entry.items
        )
        if at < MOST_CHARTS and curves:
            title = sheet_title(item, thing, "to date")
            up, first = capital(units(thing)), at * months
            yield LineChart(title, "Month", up, "month", curves, first, first + months - 1)


def _lines(schedule: Schedule) -> Sheet:
    """One row a month and line, top-ups among them; the exact fraction beside what is delivered."""
    table = schedule_table(schedule, View())
    columns = [
        Column(key, key, align="number" if key in _NUMBERS else "left") for key in LINE_COLUMNS
    ]
    columns.insert(_DELIVERED + 1, Column("exact", "exact", align="right"))
    rows = tuple(Row(tuple(_with_exact(row.cells))) for row in table.rows)
    return Sheet("", tuple(columns), rows)


def _with_exact(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    for at, cell in enumerate(cells):
        yield cell
        if at == _DELIVERED:
            yield Cell(None if cell.value is None else str(cell.value))


def _measures(comparison: Comparison, say: Say) -> Sheet:
    """One row a measure, and item where there are items; one column a scenario."""
    request = comparison.request
    columns = [Column("measure", "measure", align="left")]
    if request.items:
        columns.insert(0, Column("item", "item", align="left"))
    for entry in comparison.entries:
        name = heading(entry.id, entry.schedule.scenario)
        columns.append(Column(entry.id, name, align="right"))
    rows = []
    for item, thing in request.things.items():
        own = measures_sheet(comparison, item, say)
        for row in own.rows:
            found = {each.key: cell for each, cell in zip(own.columns, row.cells, strict=True)}
            found["item"] = Cell(thing.title or item)
            cells = tuple(found.get(column.key, Cell()) for column in columns)
            rows.append(Row(cells, row.role))
    return Sheet("", tuple(columns), tuple(rows))
