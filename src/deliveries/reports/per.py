"""What a scenario brings in all, divided by a number: so much for each of 36 divisions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports.notes import ScheduleReport
from deliveries.reports.words import capital, short_name, units
from deliveries.tables import Band, Cell, Column, Row, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.analysis.answers import Divided
    from deliveries.reports import View
    from deliveries.schedule import Schedule
    from deliveries.tables import Value


class Report(ScheduleReport):
    """What is said of totals and their quotients."""

    result = "per"
    called = "a division by a number"

    def __init__(self, divided: Divided, view: View) -> None:
        schedule = divided.schedule
        super().__init__(schedule.case, schedule.request_id, view)
        self.divided = divided

    @cached_property
    def schedules(self) -> list[Schedule]:
        return [self.divided.schedule]

    @property
    def verdict(self) -> str:
        schedule = self.divided.schedule
        name = capital(short_name(schedule.scenario_id, schedule.scenario))
        parts = self.view.say(self.divided.parts)
        return f"{name}, divided by {parts}. The quotients are our arithmetic."

    @property
    def tables(self) -> dict[str, Table]:
        ends = ("total", "total_at_least", "total_at_most", "each", "each_at_least", "each_at_most")
        keys = ("scenario", "item", "unit", *ends)
        scenario = self.divided.schedule.scenario_id
        rows = [
            (scenario, item.id, item.thing.unit, *total, *each)
            for item, total, each in self.divided.answers
        ]
        return {"per": table_of("", keys, rows)}

    @property
    def parts(self) -> Sequence[Table]:
        columns = (
            Column("item", "", align="left"),
            Column("total", "in all"),
            Column("each", f"each of {self.view.say(self.divided.parts)}"),
            Column("unit", "unit", align="left"),
        )
        rows = []
        for item, total, each in self.divided.answers:
            thing = item.thing
            name = capital(units(thing)) if item.id is None else thing.title or item.id
            cells = (name, _known(total), _known(each), units(thing))
            rows.append(Row(tuple(map(Cell, cells))))
        return [Table("In all, and for each", columns, tuple(rows))]


def _known(triple: tuple[Fraction | None, Fraction | None, Fraction | None]) -> Value:
    """Return the number read evenly, or what is known of it."""
    value, least, most = triple
    return Band(least, most) if value is None else value
