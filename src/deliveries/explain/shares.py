"""The steps of a division: among recipients, and as divisions by organisation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.divisions import sets_by
from deliveries.errors import ConversionError
from deliveries.explain.model import Section, Step, joined
from deliveries.schedule import by_recipient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Schedule


def recipient_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """Who has how much by then, where a source says who receives."""
    shares = by_recipient(item)
    if not any(shares):
        return
    known = {name: each.at(month) for name, each in shares.items()}
    steps = [
        Step(f"for {name}" if name else "for whom is not stated", (there,), there)
        for name, there in known.items()
        if there is not None
    ]
    values = [each for each in known.values() if each is not None]
    if len(values) == len(known):
        steps.append(Step("for all of them", joined("+", values), sum(values, Fraction(0))))
    if steps:
        yield Section("For whom, by then", tuple(steps))


def division_sections(schedule: Schedule, month: Month) -> Iterator[Section]:
    """What the sets make of divisions, where a source says for which organisation they are."""
    if not any(tranche.establishment for tranche in schedule.scenario.tranches):
        return
    try:
        sets = {each: sets_by(schedule, each, month) for each in ("existing", "new", "top-up")}
    except ConversionError:
        return
    existing, new, top_ups = sets["existing"], sets["new"], sets["top-up"]
    turned = min(existing, top_ups)
    steps = (
        Step("sets for the existing organisation", (existing,), existing),
        Step("turned by top-ups", (existing, "or if less", top_ups), turned),
        Step("divisions on the existing one", (existing, "−", turned), existing - turned),
        Step("divisions on the new one", (new, "+", turned), new + turned),
    )
    yield Section("Divisions by then", steps)
