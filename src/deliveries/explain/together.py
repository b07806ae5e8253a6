"""Everything behind the cells of one scenario, item and month, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.explain.capacity import capacity_sections
from deliveries.explain.measures import gap_section, measure_sections
from deliveries.explain.model import Explanation
from deliveries.explain.shares import division_sections, recipient_sections
from deliveries.explain.sums import sum_sections
from deliveries.explain.tranches import tranche_sections

if TYPE_CHECKING:
    from fractions import Fraction

    from deliveries.months import Month
    from deliveries.schedule import Schedule, Series


def explain(
    schedule: Schedule, month: Month, *, item: str | None = None, baseline: Schedule | None = None
) -> Explanation:
    """Explain what a scenario brings in a month, and what is there at its end.

    ``item`` is needed for an itemised request. Any month can be asked about: before the scenario
    begins nothing is there, after it ends all of it. Raises `UnknownNameError` for an item that the
    scenario does not have.
    """
    thing = schedule.item(item)
    series = thing.series
    there = None if series is None else series.at(month)
    sections = [*tranche_sections(thing, month), *sum_sections(thing, month)]
    sections += capacity_sections(schedule, thing, month)
    sections += recipient_sections(thing, month)
    sections += division_sections(schedule, month)
    gap = None
    if baseline is not None and there is not None:
        gap, section = gap_section(thing, baseline, month, there)
        sections += section
    if series is not None:
        sections += measure_sections(schedule, thing, series)
    return Explanation(
        schedule,
        thing,
        month,
        _in_month(series, month),
        there,
        None if series is None else series.at(month, "at_least"),
        None if series is None else series.at(month, "at_most"),
        gap,
        tuple(sections),
    )


def _in_month(series: Series | None, month: Month) -> Fraction | None:
    if series is None or month not in series.window:
        return None
    return series.exact(series.delivered[month - series.window.first])
