"""The steps through a capacity: what is due, what can come, what waits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.explain.model import Section, Step, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.case import Limit
    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Schedule


def capacity_sections(schedule: Schedule, item: ItemSchedule, month: Month) -> Iterator[Section]:
    """What the capacity lets through, and what waits."""
    if item.waiting is None or item.series is None or item.scheduled is None:
        return
    due = item.scheduled.at(month) or Fraction(0)
    there = item.series.at(month) or Fraction(0)
    before = Fraction(0)
    if month > item.series.window.first:
        before = item.series.at(month + -1) or before
    limit = _limit(schedule, item, month)
    if limit is None:
        steps = [Step("there by then, as the month has no limit", (due,), there)]
    else:
        most = _through(item, limit)
        steps = []
        if most != limit.limit:
            lot = Fraction(item.lot or 1, item.grain)
            steps.append(
                Step("the limit in whole lots", (limit.limit, "down to lots of", lot), most)
            )
        steps.append(Step("could be there by then", (before, "+", most), before + most))
        both: tuple[Term, ...] = (due, "or if less", before + most)
        steps.append(Step("there by then, the scheduled or what can come", both, there))
    steps.append(Step("so in the month", (there, "−", before), there - before))
    steps.append(Step("waiting", (due, "−", there), due - there))
    yield Section("Capacity", tuple(steps), limit.source if limit else ())


def _limit(schedule: Schedule, item: ItemSchedule, month: Month) -> Limit | None:
    """The limit of the month, if it has one."""
    for limit in schedule.scenario.capacity:
        if limit.item == item.id and (limit.window is None or month in limit.window):
            return limit
    return None


def _through(item: ItemSchedule, limit: Limit) -> Fraction:
    """What a limit lets through: as many whole lots as it holds."""
    if item.lot is None:
        return limit.limit
    return limit.limit // _lot(item) * _lot(item)


def _lot(item: ItemSchedule) -> Fraction:
    return Fraction(item.lot or 1, item.grain)
