"""The capacity that a schedule needs, as a report: a sentence an item, and a row."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports.notes import ScheduleReport
from deliveries.reports.words import band, capital, of_item, read_evenly, short_name, with_unit
from deliveries.tables import table_of

if TYPE_CHECKING:
    from deliveries.analysis.answers import Need, Needs
    from deliveries.reports import View
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule
    from deliveries.tables import Table


class Report(ScheduleReport):
    """What is said of the capacity that is needed."""

    result = "need"
    called = "a needed capacity"

    def __init__(self, needs: Needs, view: View) -> None:
        super().__init__(needs.schedule.case, needs.schedule.request_id, view)
        self.needs = needs

    @cached_property
    def schedules(self) -> list[Schedule]:
        return [self.needs.schedule]

    @property
    def verdict(self) -> str:
        schedule, say = self.needs.schedule, self.view.say
        return " ".join(need_sentence(schedule, each, say) for each in self.needs.answers)

    @property
    def tables(self) -> dict[str, Table]:
        amounts = ("scheduled", "capacity", "at_least", "at_most", "short")
        keys = ("scenario", "item", "unit", "due", *amounts)
        scenario = self.needs.schedule.scenario_id
        rows = [
            (scenario, item.id, item.thing.unit, *values) for item, *values in self.needs.answers
        ]
        return {"need": table_of("", keys, rows)}


def need_sentence(schedule: Schedule, need: Need, say: Say) -> str:
    """Say which constant capacity delivers by a month what is scheduled by then."""
    item, due, scheduled, capacity, least, most, short = need
    name, of = short_name(schedule.scenario_id, schedule.scenario), of_item(item.id, item.thing)
    if item.scheduled is None:
        return f"{capital(name)} has nothing that counts{of}."
    if due is None or scheduled is None or capacity is None:
        return f"How much {name} brings is not known{of}."
    if not scheduled:
        return f"Nothing that counts is due by {due.long()}{of}, so no capacity is needed."
    evenly = ", read evenly," if read_evenly(schedule.scenario) else ""
    said = (
        f"To bring by {due.long()} the {with_unit(item.thing, scheduled, say)}{of} that "
        f"{name}{evenly} schedules by then, a capacity of {say(capacity)} a month is enough and "
        "nothing less is."
    )
    if least != most:
        said += f" Over all that the sources allow it is {band(least, most, say)}."
    if short:
        said += f" The schedule itself is {say(short)} short of the request there."
    return said
