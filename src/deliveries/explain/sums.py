"""The steps of a sum: what is there together, and what came before the request opened."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.explain.model import Section, Step, joined
from deliveries.explain.tranches import is_bound, there_at, total_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule


def sum_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """The tranches together; under a capacity, what is scheduled."""
    if item.scheduled is None:
        return
    yield from early_sections(item, month)
    lines = [line for line in item.tranches if line.tranche.counted and line.counts]
    if not lines:
        yield Section("Together", (Step("nothing of it counts"),))
        return
    what = "scheduled" if item.waiting else "there"
    if item.scheduled.at(month) is None:
        least = item.scheduled.at(month, "at_least")
        if least is not None and any(
            is_bound(line) and line.window.last <= month for line in lines
        ):
            bounds = [there_at(line, month) for line in lines]
            step = Step("at least, by then", joined("+", bounds), sum(bounds, Fraction(0)))
            yield Section("Together", (step,))
        else:
            yield Section("Together", (Step("what is not known cannot be added"),))
        return
    known = [line for line in lines if line.to_date is not None]
    to_date = [there_at(line, month) for line in known]
    before = [there_at(line, month, before=True) for line in known]
    both = [now - then for now, then in zip(to_date, before, strict=True)]
    steps = [Step(f"{what} by then", joined("+", to_date), sum(to_date, Fraction(0)))]
    if not any(line.coarse and month in line.window for line in lines):
        steps.append(Step(f"{what} in the month", joined("+", both), sum(both, Fraction(0))))
    yield Section("Together", tuple(steps))


def early_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """What comes before the request opens: shown, never counted."""
    steps = []
    for line in item.tranches:
        amount = total_of(line)
        if not line.tranche.counted or line.counts or month not in line.window or amount is None:
            continue
        if line.coarse and len(line.window) > 1:
            steps.append(Step(f"shown, for {line.window.long()} together", (amount,), amount))
        else:
            before = there_at(line, month, before=True)
            due = there_at(line, month)
            steps.append(Step("shown for the month", (due, "−", before), due - before))
    if steps:
        yield Section("Before the request opens", tuple(steps))
