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


MOST_SAID = 3
"""Of how many items there is a sentence each; of more there is a table."""


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

    def shown(self, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Sequence[Table]:
        """Return what a person is shown of many items: a row each, no column that is empty."""
        names = [each.item.thing.title or each.item.id for each in self.found.answers]
        full = [(name, *row) for name, row in zip(names, rows, strict=True)]
        filled = [
            at
            for at, column in enumerate(zip(*full, strict=True))
            if any(value is not None for value in column)
        ]
        columns = (Column("item", align="left"), *columns)
        kept = [Row(tuple(Cell(row[at]) for at in filled)) for row in full]
        return [Table("Item by item", tuple(columns[at] for at in filled), tuple(kept))]


class NeedReport(AnswerReport):
    """Says what is known of the capacity that is needed."""

    result = "need"
    called = "a needed capacity"
    found: Needs

    @property
    def verdict(self) -> str:
        say, answers = self.view.say, self.found.answers
        if len(answers) > MOST_SAID:
            evenly = ", read evenly," if read_evenly(self.schedule.scenario) else ""
            dues = {each.due for each in answers}
            due = dues.pop() if len(dues) == 1 else None
            by = f" by {due.long()}" if due else ""
            return f"The smallest capacity a month by which {self.name}{evenly} loses no time{by}."
        return " ".join(need_sentence(self.schedule, each, say) for each in answers)

    @property
    def parts(self) -> Sequence[Table]:
        answers = self.found.answers
        if len(answers) <= MOST_SAID:
            return ()
        there = "came" if self.schedule.scenario.kind == "record" else "scheduled"
        due, allowed = len({each.due for each in answers}) > 1, "the sources allow"
        columns = (
            Column("due", "by", align="right"),
            Column("scheduled", there),
            Column("capacity", "a month"),
            Column("at_least", "at least", allowed),
            Column("at_most", "at most", allowed),
            Column("short", "short of the request"),
        )
        rows = []
        for each in answers:
            scheduled = "not known" if each.scheduled is None else each.scheduled
            ends = (each.at_least, each.at_most)
            if ends[0] == ends[1]:
                ends = (None, None)
            rows.append((each.due if due else None, scheduled, each.capacity, *ends, each.short))
        return self.shown(columns, rows)

    @property
    def tables(self) -> dict[str, Table]:
        keys = ("due", "scheduled", "capacity", "at_least", "at_most", "short")
        return self.table(keys, ((each.item, each[1:]) for each in self.found.answers))


def need_sentence(schedule: Schedule, need: Need, say: Say) -> str:
    """Say which constant capacity delivers by a month what is scheduled by then, or had come."""
    item, due, scheduled, capacity, least, most, short = need
    name, of = schedule.name, of_item(item.id, item.thing)
    is_record = schedule.scenario.kind == "record"
    if item.scheduled is None:
        return f"{capital(name)} has nothing that counts{of}."
    if due is None or scheduled is None:
        comes = "came" if is_record else "comes"
        by = f"by {due.long()}" if due else "in all"
        return f"{capital(name)}{of}: how much {comes} {by} is not known."
    if not scheduled:
        is_due = "came" if is_record else "is due"
        return f"Nothing that counts {is_due} by {due.long()}{of}, so no capacity is needed."
    evenly = ", read evenly," if read_evenly(schedule.scenario) else ""
    verb, itself = ("brought", "What came") if is_record else ("schedules", "The schedule itself")
    said = (
        f"To bring by {due.long()} the {with_unit(item.thing, scheduled, say)}{of} that "
        f"{name}{evenly} {verb} by then, "
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
        said += f" {itself} is then {say(short)} short of the request."
    return said


class WhenReport(AnswerReport):
    """Says what is known of the months by which so many are there."""

    result = "when"
    called = "an answer"
    found: Whens

    @property
    def verdict(self) -> str:
        amount, answers = self.found.amount, self.found.answers
        if len(answers) > MOST_SAID:
            evenly = ", read evenly," if read_evenly(self.schedule.scenario) else ""
            said = self.view.say(amount)
            has = "had" if self.schedule.scenario.kind == "record" else "has"
            return f"The month by whose end {self.name}{evenly} {has} {said} of each item."
        return " ".join(map(self._sentence, answers))

    @property
    def parts(self) -> Sequence[Table]:
        answers = self.found.answers
        if len(answers) <= MOST_SAID:
            return ()
        columns = (
            Column("month", "by", align="right"),
            Column("earliest", "at the earliest", align="right"),
            Column("latest", "at the latest", align="right"),
        )
        rows = []
        for _, month, earliest, latest in answers:
            by = month or (None if earliest or latest else "not reached")
            last = latest or ("perhaps never" if earliest else None)
            rows.append((by, None, None) if earliest == latest else (by, earliest, last))
        return self.shown(columns, rows)

    @property
    def tables(self) -> dict[str, Table]:
        amount, answers = self.found.amount, self.found.answers
        keys = ("amount", "month", "earliest", "latest")
        return self.table(keys, ((each.item, (amount, *each[1:])) for each in answers))

    def _sentence(self, when: When) -> str:
        item, central, earliest, latest = when
        is_record = self.schedule.scenario.kind == "record"
        name, has = capital(self.name), "had" if is_record else "has"
        what = with_unit(item.thing, self.found.amount, self.view.say)
        what += of_item(item.id, item.thing)
        if central is None and latest is not None:
            said = f"{name} {has} {what} by {latest.long()} at the latest"
            return f"{said}, by {earliest.long()} at the earliest." if earliest else f"{said}."
        if earliest is None:
            return f"{name} does not have {what}."
        if central is None and item.ends and earliest > item.ends:
            return f"{name} did not have {what} by {item.ends.long()}, where the record ends."
        if central is None:
            have = "have had" if is_record else "have"
            return f"{name} may or may not {have} {what}."
        said = f"{name} {has} {what} by {central.long()}"
        if earliest != latest:
            evenly = ", read evenly" if read_evenly(self.schedule.scenario) else ""
            until = f"{latest.long()} at the latest" if latest else "perhaps never"
            said += f"{evenly}; the sources allow {earliest.long()} at the earliest, {until}"
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
