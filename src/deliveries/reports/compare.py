"""The comparison as a report: verdict, bars, month by month, measures, notes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.reports.measures import measures_sheet
from deliveries.reports.notes import (
    assumed_lines,
    capacity_lines,
    figure_lines,
    notes,
    quantity_words,
    reading_lines,
    source_lines,
    top_up_lines,
    unlike_lines,
)
from deliveries.reports.periods import (
    View,
    at_end,
    brought_cell,
    shown_periods,
    to_date_cell,
    whole_years,
)
from deliveries.reports.verdict import verdict
from deliveries.reports.words import band, heading, sheet_title
from deliveries.tables import Bar, Bars, Cell, Column, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.analysis.comparison import Compared, Comparison, Entry
    from deliveries.case import Source
    from deliveries.months import By, Window
    from deliveries.reports.words import Say

NEED_MARK = "◂"
OPEN_MARK = "?"


def comparison_report(
    comparison: Comparison, sources: Mapping[str, Source], view: View, say: Say
) -> Report:
    """Everything a reader needs, verdict first. Raises `RangeError` if the view is empty."""
    request = comparison.request
    schedules = [entry.schedule for entry in comparison.entries]
    periods = shown_periods(comparison.window, view)
    items = [
        item for item in request.things if any(item in entry.items for entry in comparison.entries)
    ]
    tables = [period_sheet(comparison, item, periods, view) for item in items]
    marked = any(
        cell.mark == OPEN_MARK for table in tables for row in table.rows for cell in row.cells
    )
    return Report(
        verdict(comparison, say),
        (
            *need_bars(comparison, say),
            *tables,
            *(measures_sheet(comparison, item, say) for item in items),
            *notes(
                "Reading the table",
                [
                    *_need_line(comparison, periods),
                    *reading_lines(comparison, marked=marked),
                    *figure_lines(schedules),
                    *unlike_lines(comparison),
                    *capacity_lines(schedules, say),
                    *top_up_lines(schedules, say),
                ],
            ),
            *notes("Assumed", assumed_lines(request, schedules)),
            *notes("Sources", source_lines(request, schedules, sources)),
        ),
    )


def need_bars(comparison: Comparison, say: Say) -> Iterator[Bars]:
    """What has come by the need, as bars: the certain part and the possible one."""
    request = comparison.request
    if request.quantity is None or request.needed_by is None:
        return
    bars = []
    for entry in comparison.entries:
        if None not in entry.items:
            continue
        measures = entry.items[None].measures
        least, most = measures.least_by_need, measures.most_by_need
        if least is None or most is None:
            continue
        shares = [min(Fraction(1), each / request.quantity) for each in (least, most)]
        name = heading(entry.id, entry.schedule.scenario)
        bars.append(Bar(name, shares[0], shares[1], band(least, most, say)))
    if bars:
        yield Bars(f"Of {quantity_words(request, say)}", tuple(bars))


def period_sheet(
    comparison: Comparison, item: str | None, periods: list[Window], view: View
) -> Sheet:
    """One row a period, with the years' subtotals between them."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    columns = [Column("period", "", align="left")]
    for entry in entries:
        columns += _columns(entry, comparison.baseline, view.by)
    rows = []
    years = whole_years(periods, comparison.window)
    for at, period in enumerate(periods):
        rows.append(_period_row(comparison, entries, item, period))
        if year := years.get(at):
            rows.append(_year_row(comparison, entries, item, year))
    what = f"{view.by.value} by {view.by.value}"
    title = sheet_title(item, comparison.request.things[item], what)
    return Sheet(title, tuple(columns), tuple(rows))


def _columns(entry: Entry, baseline: str, by: By) -> list[Column]:
    group = heading(entry.id, entry.schedule.scenario)
    columns = [
        Column(f"{entry.id}.delivered", by.value, group),
        Column(f"{entry.id}.to_date", "to date", group),
    ]
    if entry.id != baseline:
        columns.append(Column(f"{entry.id}.gap", "gap", group))
    return columns


def _period_row(
    comparison: Comparison, entries: list[Entry], item: str | None, period: Window
) -> Row:
    need = comparison.request.needed_by
    cells = [Cell(period, NEED_MARK if need and need in period else "")]
    for entry in entries:
        compared = entry.items[item]
        series = compared.series
        cells += [brought_cell(series, period), to_date_cell(series, period)]
        if entry.id != comparison.baseline:
            cells.append(_gap_cell(comparison, compared, period))
    return Row(tuple(cells))


def _gap_cell(comparison: Comparison, compared: Compared, period: Window) -> Cell:
    """The gap at the end of a period, marked where its sign is our reading."""
    gap = at_end(comparison.window, period, compared.gap)
    if gap is None:
        return Cell()
    is_behind = at_end(comparison.window, period, compared.behind)
    return Cell(
        gap,
        OPEN_MARK if is_behind == "possible" else "",
        "open" if is_behind == "possible" else "behind" if gap < 0 else "ahead" if gap > 0 else "",
    )


def _year_row(comparison: Comparison, entries: list[Entry], item: str | None, year: Window) -> Row:
    """The year's deliveries; a running total or a gap has no sum."""
    cells = [Cell(f"Year {year}")]
    for entry in entries:
        series = entry.items[item].series
        cells += [brought_cell(series, year), Cell()]
        if entry.id != comparison.baseline:
            cells.append(Cell())
    return Row(tuple(cells), "subtotal")


def _need_line(comparison: Comparison, periods: list[Window]) -> Iterator[str]:
    need = comparison.request.needed_by
    if need and any(need in period for period in periods):
        yield f"{NEED_MARK} The month of need, {need.long()}."
