"""The months by which so many are there, as a report: a sentence an item, and a row."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports.notes import ScheduleReport
from deliveries.reports.words import capital, of_item, read_evenly, short_name, with_unit
from deliveries.tables import table_of

if TYPE_CHECKING:
    from deliveries.analysis.answers import When, Whens
    from deliveries.reports import View
    from deliveries.schedule import Schedule
    from deliveries.tables import Table


class Report(ScheduleReport):
    """What is said of the months by which so many are there."""

    result = "when"
    called = "an answer"

    def __init__(self, whens: Whens, view: View) -> None:
        super().__init__(whens.schedule.case, whens.schedule.request_id, view)
        self.whens = whens

    @cached_property
    def schedules(self) -> list[Schedule]:
        return [self.whens.schedule]

    @property
    def verdict(self) -> str:
        return " ".join(map(self._sentence, self.whens.answers))

    @property
    def tables(self) -> dict[str, Table]:
        keys = ("scenario", "item", "unit", "amount", "month", "earliest", "latest")
        scenario, amount = self.whens.schedule.scenario_id, self.whens.amount
        rows = [
            (scenario, item.id, item.thing.unit, amount, *months)
            for item, *months in self.whens.answers
        ]
        return {"when": table_of("", keys, rows)}

    def _sentence(self, when: When) -> str:
        item, central, earliest, latest = when
        scenario = self.whens.schedule.scenario
        name = capital(short_name(self.whens.schedule.scenario_id, scenario))
        what = with_unit(item.thing, self.whens.amount, self.view.say)
        what += of_item(item.id, item.thing)
        if central is None and latest is not None:
            return f"{name} has brought {what} by {latest.long()} at the latest."
        if central is None:
            never = item.series is None or item.series.at_most[-1] is not None
            return f"{name} {'never brings' if never else 'may or may not bring'} {what}."
        said = f"{name} has brought {what} by {central.long()}"
        if earliest != latest:
            evenly = ", read evenly" if read_evenly(scenario) else ""
            until = f"{latest.long()} at the latest" if latest else "perhaps never"
            first = f"{earliest.long()} at the earliest, " if earliest else ""
            said += f"{evenly}; the sources allow {first}{until}"
        return f"{said}."
