"""Answers about one schedule: the capacity it needs, when so many are there, so much for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.notes import OneScheduleReport
from deliveries.reports.words import Say, band, capital, of_item, read_evenly, units, with_unit
from deliveries.tables import Band, Cell, Column, Row, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.analysis.answers import Divided, Need, Needs, When, Whens
    from deliveries.reports import View
    from deliveries.schedule import ItemSchedule, Schedule


class AnswerReport(OneScheduleReport):
    """Gives what the answers share: a table named like the result, with a row an item."""

    def __init__(self, found: Needs | Whens | Divided, view: View) -> None:
        super().__init__(found.schedule, view)
        self.found = found

    def table(
        self, keys: Sequence[str], rows: Iterable[tuple[ItemSchedule, Sequence[Value]]]
    ) -> dict[str, Table]:
        """Return the table, with what each row is about."""
        name = self.schedule.scenario_id
        full = [(name, item.id, item.thing.unit, *values) for item, values in rows]
        return {self.result: table_of("", ("scenario", "item", "unit", *keys), full)}


class NeedReport(AnswerReport):
    """Says what is known of the capacity that is needed."""

    result = "need"
    called = "a needed capacity"
    found: Needs

    @property
    def verdict(self) -> str:
        say, answers = self.view.say, self.found.answers
        return " ".join(need_sentence(self.schedule, each, say) for each in answers)

    @property
    def tables(self) -> dict[str, Table]:
        keys = ("due", "scheduled", "capacity", "at_least", "at_most", "short")
        return self.table(keys, ((each.item, each[1:]) for each in self.found.answers))


def need_sentence(schedule: Schedule, need: Need, say: Say) -> str:
    """Say which constant capacity delivers by a month what is scheduled by then."""
    item, due, scheduled, capacity, least, most, short = need
    name, of = schedule.name, of_item(item.id, item.thing)
    if item.scheduled is None:
        return f"{capital(name)} has nothing that counts{of}."
    if due is None or scheduled is None:
        by = f" by {due.long()}" if due else ""
        return f"How much {name} has{by} is not known{of}."
    if not scheduled:
        return f"Nothing that counts is due by {due.long()}{of}, so no capacity is needed."
    evenly = ", read evenly," if read_evenly(schedule.scenario) else ""
    said = (
        f"To bring by {due.long()} the {with_unit(item.thing, scheduled, say)}{of} that "
        f"{name}{evenly} schedules by then, "
    )
    if capacity is None:
        said += (
            f"it takes a capacity of {band(least, most, say)} a month: when they came is not known."
        )
    else:
        said += f"a capacity of {say(capacity)} a month is enough and nothing less is."
        if least != most:
            said += f" Over all that the sources allow it is {band(least, most, say)}."
    if short:
        said += f" The schedule itself is {say(short)} short of the request there."
    return said


class WhenReport(AnswerReport):
    """Says what is known of the months by which so many are there."""

    result = "when"
    called = "an answer"
    found: Whens

    @property
    def verdict(self) -> str:
        return " ".join(map(self._sentence, self.found.answers))

    @property
    def tables(self) -> dict[str, Table]:
        amount, answers = self.found.amount, self.found.answers
        keys = ("amount", "month", "earliest", "latest")
        return self.table(keys, ((each.item, (amount, *each[1:])) for each in answers))

    def _sentence(self, when: When) -> str:
        item, central, earliest, latest = when
        name = capital(self.name)
        what = with_unit(item.thing, self.found.amount, self.view.say)
        what += of_item(item.id, item.thing)
        if central is None and latest is not None:
            return f"{name} has {what} by {latest.long()} at the latest."
        if central is None:
            if item.series and item.series.at_most[-1] is None:
                return f"{name} may or may not have {what}."
            if item.ends:
                return f"{name} did not have {what} by {item.ends.long()}, where the record ends."
            return f"{name} does not have {what}."
        said = f"{name} has {what} by {central.long()}"
        if earliest != latest:
            evenly = ", read evenly" if read_evenly(self.schedule.scenario) else ""
            until = f"{latest.long()} at the latest" if latest else "perhaps never"
            first = f"{earliest.long()} at the earliest, " if earliest else ""
            said += f"{evenly}; the sources allow {first}{until}"
        return f"{said}."


class PerReport(AnswerReport):
    """Says what is known of totals and their quotients."""

    result = "per"
    called = "a division by a number"
    found: Divided

    @property
    def verdict(self) -> str:
        parts = self.view.say(self.found.parts)
        return f"{capital(self.name)}, divided by {parts}. The quotients are our arithmetic."

    @property
    def tables(self) -> dict[str, Table]:
        ends = ("total", "total_at_least", "total_at_most", "each", "each_at_least", "each_at_most")
        answers = self.found.answers
        return self.table(ends, ((item, (*total, *each)) for item, total, each in answers))

    @property
    def parts(self) -> Sequence[Table]:
        columns = (
            Column("item", "", align="left"),
            Column("total", "in all"),
            Column("each", f"each of {self.view.say(self.found.parts)}"),
            Column("unit", "unit", align="left"),
        )
        rows = []
        for item, *triples in self.found.answers:
            thing = item.thing
            name = units(thing) if item.id is None else thing.title or item.id
            known = [Band(*ends) if value is None else value for value, *ends in triples]
            rows.append(Row(tuple(map(Cell, (name, *known, units(thing))))))
        return [Table("In all, and for each", columns, tuple(rows))]
