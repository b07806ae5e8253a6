"""The steps of the measures of a whole scenario, and of the gap to a baseline."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.measures import first_month
from deliveries.explain.model import Section, Step, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Schedule, Series


def measure_sections(schedule: Schedule, item: ItemSchedule, series: Series) -> Iterator[Section]:
    """The measures of the whole scenario, whatever the month: need, completion, wait."""
    steps = [*_need_steps(schedule, item, series), *_wait_steps(schedule, series)]
    if steps:
        yield Section("Measures of the whole scenario", tuple(steps))


def _need_steps(schedule: Schedule, item: ItemSchedule, series: Series) -> Iterator[Step]:
    """Shortfall and share at the need, completion, and what is short until then."""
    need, wanted = schedule.request.needed_by, item.thing.quantity
    if wanted is None:
        return
    if need and (there := series.at(need)) is not None:
        yield Step(f"there by {need.long()}, the month of need", (there,), there)
        if there <= wanted:
            yield Step("shortfall there", (wanted, "−", there), wanted - there)
        yield Step("its share of the request", (there, "÷", wanted), there / wanted)
    completed = first_month(series, wanted)
    if completed is None:
        return
    yield Step(f"complete in {completed.long()}, the first month with all of it there")
    if need and completed > need:
        months = [need + at for at in range(completed - need)]
        there_then = [series.at(month) for month in months]
        short = [wanted - each for each in there_then if each is not None]
        if len(short) == len(months):
            label = "short at the end of each month from the need to completion"
            yield Step(label, joined("+", short), sum(short, Fraction(0)))


def _wait_steps(schedule: Schedule, series: Series) -> Iterator[Step]:
    """The mean wait: what each month brings, times the months since the request."""
    asked = schedule.request.dated.month if schedule.request.dated else None
    if asked is None or not series.total or series.coarse:
        return
    months = zip(series.window, map(series.exact, series.counting), strict=True)
    waits = [each * (month - asked) for month, each in months if each]
    waited = sum(waits, Fraction(0))
    label = "waited in all, each month's delivery times the months since the request"
    yield Step(label, joined("+", waits), waited)
    yield Step("mean wait in months", (waited, "÷", series.total), waited / series.total)


def gap_section(
    item: ItemSchedule, baseline: Schedule, month: Month, there: Fraction
) -> tuple[Fraction | None, list[Section]]:
    """The gap to the baseline."""
    base = baseline.items.get(item.id)
    if base is None or base.series is None:
        return None, []
    theirs = base.series.at(month)
    if theirs is None:
        return None, []
    step = Step("there by then, less the baseline", (there, "−", theirs), there - theirs)
    return there - theirs, [Section(f"Against {baseline.scenario_id}", (step,))]
