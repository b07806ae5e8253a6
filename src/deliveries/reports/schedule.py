"""One scenario as a report: what the source says, then all that it makes month by month."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports import View
from deliveries.reports.notes import (
    OneScheduleReport,
    capacity_lines,
    exceeding_lines,
    figure_lines,
    item_lines,
    sum_lines,
    year_lines,
)
from deliveries.reports.schedules import (
    Calendar,
    LongTables,
    Strip,
    band_cells,
    delivered_cells,
    pivot,
    signs_of,
    to_date_cells,
)
from deliveries.reports.words import (
    base_name,
    capital,
    cited,
    listed,
    of_item,
    sheet_title,
    units,
    with_unit,
)
from deliveries.schedule import ItemSchedule, Schedule, Series, by_recipient
from deliveries.tables import Band, Cell, Column, Notes, Part, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Item, Request, Tranche
    from deliveries.charts import Chart
    from deliveries.reports.schedules import Track
    from deliveries.reports.words import Say

ALL = "All"
"""The heading over all that counts of an item."""


class Report(OneScheduleReport):
    """Reports one scenario."""

    result = "schedule"
    called = "a schedule"

    def __init__(self, schedule: Schedule, view: View) -> None:
        """Take the schedule, and which part of it is shown. Raises `RangeError` for no months."""
        super().__init__(schedule, view)
        self.calendar = Calendar(schedule.window, view, self.asked.year_begins)

    @property
    def verdict(self) -> str:
        return said_of(self.schedule)

    @property
    def tables(self) -> dict[str, Table]:
        calendar, name, scenario = self.calendar, self.schedule.scenario_id, self.schedule.scenario
        every = [Strip(name, scenario, item) for item in self.schedule.items.values()]

        def strips(sums: bool) -> list[Strip]:
            return [strip for strip in every if bool(strip.item.of) == sums]

        long = LongTables(self.request, self.asked, strips, calendar, self.view, against=False)
        tables = {"schedule": long.schedule(calendar), **long.sums()}
        tables |= long.beside(is_recorded=scenario.kind == "record")
        rows = []
        for item in self.schedule.items.values():
            for column, cells, _ in self._tracks(item):
                if column.group != ALL:
                    of = (name, item.id, column.group, column.heading)
                    for period, (value, _, _) in zip(calendar.named, cells, strict=True):
                        known = (None, *value) if isinstance(value, Band) else (value, None, None)
                        rows.append((*of, period, *known))
        if rows:
            keys = ("scenario", "item", "what", "column", calendar.by.value)
            tables["beside"] = table_of("", (*keys, "value", "at_least", "at_most"), rows)
        return tables

    @cached_property
    def parts(self) -> Sequence[Part]:
        lines = tuple(tranche_lines(self.schedule, self.view.say))
        return [Notes("As the sources have it", lines), *map(self.pivot, self.schedule.items)]

    def pivot(self, item_id: str | None) -> Table:
        """Return the table of an item with a row a period, as people read it."""
        item, by = self.schedule.items[item_id], self.calendar.by.value
        title = sheet_title(item_id, item.thing, f"{by} by {by}")
        return pivot(title, self.calendar, self._tracks(item))

    def _tracks(self, item: ItemSchedule) -> Iterator[Track]:
        """Yield the whole, what waits, each recipient where any is stated, the top-ups."""
        if item.series:
            yield from self._whole(ALL, "", item.series)
            if item.waiting and item.scheduled:
                due, there = self._to_date(item.scheduled), self._to_date(item.series)
                yield Column("scheduled", "to date", "Scheduled"), due, []
                waiting = [
                    Cell(one.value - other.value)
                    if isinstance(one.value, Fraction) and isinstance(other.value, Fraction)
                    else Cell()
                    for one, other in zip(due, there, strict=True)
                ]
                yield Column("waiting", "to date", "Waiting"), waiting, []
            shares = by_recipient(item)
            for name, series in shares.items() if any(shares) else ():
                column = Column(f"for.{name}", name or "not stated", "For whom, to date")
                yield column, self._to_date(series), []
        if item.top_ups:
            yield from self._whole("Top-up sets (not counted)", "top_ups.", item.top_ups)

    def _whole(self, name: str, key: str, series: Series) -> Iterator[Track]:
        """Yield what comes, what is there, and how far the sources leave that open."""
        calendar = self.calendar
        along = series.over(calendar.window)
        comes = delivered_cells(along, calendar, calendar.periods)
        of_years = delivered_cells(along, calendar, list(calendar.years.values()))
        yield Column(f"{key}delivered", calendar.by.value, name), comes, of_years
        yield Column(f"{key}to_date", "to date", name), self._to_date(series), []
        may_be = band_cells(along, calendar)
        if any(cell.value for cell in may_be):  # over whole years it may all be known
            yield Column(f"{key}band", "may be", name, "right", "number"), may_be, []

    def _to_date(self, series: Series) -> list[Cell]:
        """Return what is there by the end of each period; nothing before the series begins."""
        cells = to_date_cells(series.over(self.calendar.window), self.calendar)
        return [
            Cell() if period.last < series.window.first else cell
            for period, cell in zip(self.calendar.periods, cells, strict=True)
        ]

    @property
    def legend(self) -> Sequence[str]:
        tranches = self.schedule.scenario.tranches
        series = [each for item in self.schedule.items.values() for each in item.sums if each]
        lines = [*year_lines(self.calendar, self.asked)]
        if any(each.banded for each in series) and self.schedule.scenario.kind != "record":
            lines.append(
                "Where the source does not say how a quantity falls within its months, it is "
                "read evenly."
            )
        tables = (part for part in self.parts if isinstance(part, Table))
        if any(column.heading == "may be" for table in tables for column in table.columns):
            lines.append("'May be' gives the least and the most that could be there by then.")
        if any(tranche.openness == "at_most" for tranche in tranches):
            lines.append("At most: the source gives a ceiling; the table has the ceiling itself.")
        return [*lines, *figure_lines([self.schedule], signs_of(self.parts))]

    @property
    def notes(self) -> Sequence[str]:
        tranches = self.schedule.scenario.tranches
        lines = [] if self.asked.sums else [*item_lines(self.schedule, self.schedule.only)]
        lines += sum_lines(self.schedules)
        if any(not tranche.counted for tranche in tranches):
            lines.append(
                "A top-up set turns a division from the existing organisation to the new one. It "
                "is not a set of its own and is never added to the others."
            )
        if len({tranche.establishment for tranche in tranches if tranche.counted}) > 1:
            lines.append("Sets of different organisations are not like for like.")
        for each in (exceeding_lines, capacity_lines):
            lines += each(self.schedules, self.view.say)
        return lines

    @property
    def chart(self) -> Chart:
        from deliveries.analysis.comparison import compare_scenarios
        from deliveries.reports.chart import comparison_chart

        name, item = self.schedule.scenario_id, self.schedule.only
        alone = compare_scenarios(
            self.about.case, [name], request=self.request, baseline=name, item=item
        )
        return comparison_chart(alone, self.view)


def scenario_parts(schedule: Schedule, view: View) -> Iterator[Part]:
    """Yield what a scenario says and makes, under its name, as parts of a larger report."""
    notes = scenario_notes(schedule, view.say)
    yield notes
    for table in map(Report(schedule, View(decimals=view.decimals)).pivot, schedule.items):
        yield table._replace(title=f"{notes.title}: {table.title}")


def scenario_notes(schedule: Schedule, say: Say) -> Notes:
    """Return what the sources say of a scenario, under its name."""
    lines = (said_of(schedule), *tranche_lines(schedule, say))
    return Notes(capital(schedule.name), lines)


def said_of(schedule: Schedule) -> str:
    """Write ``Title. A proposal by Mao Zedong, 21 June 1951. Note``."""
    scenario = schedule.scenario
    article = "An" if scenario.kind[0] in "aeiou" else "A"
    by = f" by {scenario.by}" if scenario.by else ""
    dated = f", {scenario.dated.long()}" if scenario.dated else ""
    title = (scenario.title or schedule.scenario_id).rstrip(".")
    note = f" {scenario.note}" if scenario.note else ""
    base = base_name(schedule, schedule.lineage[-1])
    based = f", based on {base}" if base else ""
    return f"{title}. {article} {scenario.kind}{by}{dated}{based}{cited(scenario.source)}.{note}"


def tranche_lines(schedule: Schedule, say: Say) -> Iterator[str]:
    """Yield each tranche in a sentence; the rows of a ledger in one."""
    ledger = schedule.scenario.ledger
    if ledger and ledger.content:
        rows = sum(map(len, ledger.content.rows))
        count = f"{rows:,} row{'s' if rows > 1 else ''}"
        yield f"{count} of {ledger.file}, {schedule.window.long()}."
        return
    numbers = sorted({line.number for item in schedule.own_items for line in item.tranches})
    for number, tranche in zip(numbers, schedule.scenario.tranches, strict=True):
        thing = schedule.request.items.get(tranche.item or "") or schedule.request
        parts = [capital(_amount(tranche, thing, say)), tranche.window.long()]
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
    if tranche.mark is not None:
        by = (
            f" in all by {tranche.date.long()}" if tranche.date else " in all, with the rows within"
        )
        return f"{with_unit(thing, tranche.mark, say)}{what}{by}"
    quantity = tranche.nominal
    if quantity is None or quantity.kind == "unknown":
        return f"an unknown quantity of {units(thing)}{what}"
    if quantity.amount is None:
        return f"the balance{what}"
    if quantity.to is not None:
        return f"{say(quantity.amount)} to {with_unit(thing, quantity.to, say)}{what}"
    bound = {"at_most": "at most ", "at_least": "at least "}.get(quantity.kind, "")
    return f"{bound}{with_unit(thing, quantity.amount, say)}{what}"


def _profile(tranche: Tranche, say: Say) -> str:  # noqa: PLR0911  # one a way to fall
    """Say how it falls."""
    if tranche.monthly is not None:
        return f"{say(tranche.monthly)} of it each month"
    if tranche.weights is not None:
        return f"in the proportions {', '.join(map(say, tranche.weights))}"
    if tranche.amounts is not None:
        months = tranche.amounts.items()
        return listed(f"{say(each)} in {month.long()}" for month, each in months)
    if tranche.profile:
        return "evenly"
    if tranche.to_date is not None:
        return "the rows up to then among them"
    if tranche.total is not None:
        return "how the rest fell is not said"
    if tranche.date and tranche.date.day:
        return f"on {tranche.date.long()}"
    if tranche.through:
        return f"through {tranche.through.long()} only"
    return "all in that month" if tranche.stated else "how it falls is not said"
