"""One scenario as a report: what the source says, then every line month by month."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from deliveries.reports.notes import (
    assumed_lines,
    capacity_lines,
    figure_lines,
    notes,
    source_lines,
)
from deliveries.reports.periods import (
    View,
    at_end_of,
    brought_cell,
    shown_periods,
    to_date_cell,
    whole_years,
)
from deliveries.reports.words import (
    capital,
    cited,
    heading,
    listed,
    of_item,
    sheet_title,
    units,
    with_unit,
)
from deliveries.schedule import by_recipient
from deliveries.tables import Cell, Column, Notes, Report, Row, Sheet, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from deliveries.case import Item, Request, Source, Tranche
    from deliveries.months import Window
    from deliveries.reports.words import Say
    from deliveries.schedule import ItemSchedule, Schedule, Series


class _Strand(NamedTuple):
    """A column, and what stands in it at a period and in the subtotal of a year."""

    column: Column
    at_period: Callable[[Window], Cell]
    of_year: Callable[[Window], Cell] = lambda _: Cell()
    """Empty for a running total, which has no sum."""


def schedule_report(
    schedule: Schedule, sources: Mapping[str, Source], view: View, say: Say
) -> Report:
    """What a scenario says and what it makes month by month. Raises `RangeError`."""
    periods = shown_periods(schedule.window, view)
    both = figure_lines([schedule]), capacity_lines([schedule], say)
    reading = [*_reading(schedule), *(line for lines in both for line in lines)]
    tables = [_table(schedule, item, periods, view) for item in schedule.items.values()]
    return Report(
        _lead(schedule),
        (
            Notes("As the sources have it", tuple(_tranche_lines(schedule, say))),
            *tables,
            *notes("Reading the table", reading),
            *notes("Assumed", assumed_lines(schedule.request, [schedule])),
            *notes("Sources", source_lines(schedule.request, [schedule], sources)),
        ),
    )


def scenario_parts(schedule: Schedule, say: Say) -> Iterator[Notes | Sheet]:
    """What a scenario says and makes, under its name, as a part of a larger report."""
    name = heading(schedule.scenario_id, schedule.scenario)
    yield Notes(name, (_lead(schedule), *_tranche_lines(schedule, say)))
    periods = shown_periods(schedule.window, View())
    for item in schedule.items.values():
        table = _table(schedule, item, periods, View())
        yield table._replace(title=f"{name}: {table.title}")


def _lead(schedule: Schedule) -> str:
    """``Title. A proposal by Mao Zedong, 21 June 1951. Note``."""
    scenario = schedule.scenario
    article = "An" if scenario.kind[0] in "aeiou" else "A"
    by = f" by {scenario.by}" if scenario.by else ""
    dated = f", {scenario.dated.long()}" if scenario.dated else ""
    title = (scenario.title or schedule.scenario_id).rstrip(".")
    note = f" {scenario.note}" if scenario.note else ""
    written = schedule.lineage[-1].based_on
    based = f", based on {written}" if written else ""
    return f"{title}. {article} {scenario.kind}{by}{dated}{based}{cited(scenario.source)}.{note}"


def _tranche_lines(schedule: Schedule, say: Say) -> Iterator[str]:
    """Each tranche in a sentence."""
    for number, tranche in enumerate(schedule.scenario.tranches, 1):
        thing = schedule.request.items.get(tranche.item or "") or schedule.request
        parts = [_amount(tranche, thing, say), tranche.window.long()]
        if tranche.establishment:
            parts.append(f"{tranche.establishment} organisation" if tranche.counted else "top-up")
        if tranche.recipients:
            of = tranche.recipients.items()
            parts.append(listed(f"{say(amount)} for {name}" for name, amount in of))
        note = f" {tranche.note}" if tranche.note else ""
        line = f"{number}. {', '.join(parts)}; {_profile(tranche, say)}{cited(tranche.source)}."
        yield line + note


def _amount(tranche: Tranche, thing: Request | Item, say: Say) -> str:
    what = of_item(tranche.item, thing)
    if tranche.share is not None:
        return f"{'all' if tranche.share == 1 else say(tranche.share)} of every item"
    quantity = tranche.nominal
    if quantity is None or quantity.kind == "unknown":
        return f"an unknown quantity of {units(thing)}{what}"
    if quantity.amount is None:
        return f"the balance{what}"
    bound = "at most " if quantity.kind == "at_most" else ""
    return f"{bound}{with_unit(thing, quantity.amount, say)}{what}"


def _profile(tranche: Tranche, say: Say) -> str:
    """How it falls, in words."""
    if tranche.monthly is not None:
        return f"{say(tranche.monthly)} of it each month"
    if tranche.weights is not None:
        return f"in the proportions {', '.join(map(say, tranche.weights))}"
    if tranche.amounts is not None:
        months = tranche.amounts.items()
        return listed(f"{say(each)} in {month.long()}" for month, each in months)
    if tranche.profile:
        return "evenly"
    if tranche.through:
        return f"through {tranche.through.long()} only"
    return "all in that month" if tranche.stated else "how it falls is not said"


def _strands(item: ItemSchedule, view: View) -> Iterator[_Strand]:
    """The whole, each recipient where any is stated, the top-ups."""
    if item.series:
        yield from _whole("All", item.series, view)
        if item.waiting and item.scheduled:
            due = partial(_to_date, item.scheduled)
            yield _Strand(Column("scheduled", "to date", "Scheduled"), due)
            yield _Strand(Column("waiting", "to date", "Waiting"), partial(_arrears, item))
        shares = by_recipient(item)
        for name, series in shares.items() if any(shares) else ():
            column = Column(f"for.{name}", name or "not stated", "For whom, to date")
            yield _Strand(column, partial(_to_date, series))
    if item.top_ups:
        yield from _whole("Top-up sets (not counted)", item.top_ups, view)


def _whole(name: str, series: Series, view: View) -> Iterator[_Strand]:
    """What comes, what is there, and how far the sources leave that open."""
    comes = partial(_brought, series)
    yield _Strand(Column(f"{name}.delivered", view.by.value, name), comes, comes)
    yield _Strand(Column(f"{name}.to_date", "to date", name), partial(_to_date, series))
    if series.banded:
        yield _Strand(Column(f"{name}.band", "may be", name, "right"), partial(_band, series))


def _table(schedule: Schedule, item: ItemSchedule, periods: list[Window], view: View) -> Sheet:
    strands = list(_strands(item, view))
    rows = []
    years = whole_years(periods, schedule.window)
    for at, period in enumerate(periods):
        rows.append(Row((Cell(period), *(strand.at_period(period) for strand in strands))))
        if year := years.get(at):
            cells = (strand.of_year(year) for strand in strands)
            rows.append(Row((Cell(f"Year {year}"), *cells), "subtotal"))
    title = sheet_title(item.id, item.thing, f"{view.by.value} by {view.by.value}")
    columns = (Column("period", "", align="left"), *(strand.column for strand in strands))
    return Sheet(title, columns, tuple(rows))


def _brought(series: Series, period: Window) -> Cell:
    return brought_cell(series, period)


def _to_date(series: Series, period: Window) -> Cell:
    """What is there by then; nothing before the series begins."""
    if period.last < series.window.first:
        return Cell()
    return to_date_cell(series, period)


def _arrears(item: ItemSchedule, period: Window) -> Cell:
    """What is scheduled to date and has not come."""
    if item.scheduled is None or item.series is None:
        return Cell()
    due = at_end_of(item.scheduled, period, item.scheduled.to_date)
    there = at_end_of(item.series, period, item.series.to_date)
    return Cell() if due is None or there is None else Cell(due - there)


def _band(series: Series, period: Window) -> Cell:
    """The least and the most to date, where they differ."""
    least, most = (at_end_of(series, period, each) for each in (series.at_least, series.at_most))
    return Cell() if least == most or least is None or most is None else Cell(Span(least, most))


def _reading(schedule: Schedule) -> Iterator[str]:
    tranches = schedule.scenario.tranches
    if any(each and each.banded for item in schedule.items.values() for each in item.sums):
        if schedule.scenario.kind != "record":
            yield (
                "Where the source does not say how a quantity falls within its months, it is read "
                "evenly."
            )
        yield "'May be' gives the least and the most that could be there by then."
    if any(tranche.openness == "at_most" for tranche in tranches):
        yield "At most: the source gives a ceiling; the table has the ceiling itself."
    if any(not tranche.counted for tranche in tranches):
        yield (
            "A top-up set turns a division from the existing organisation to the new one. It is "
            "not a set of its own and is never added to the others."
        )
    if len({tranche.establishment for tranche in tranches if tranche.counted}) > 1:
        yield capital("sets of different organisations are not like for like.")
