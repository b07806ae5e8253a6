"""What one asks of a schedule: which capacity it needs, and by which month so many are there.

Convention: an answer keeps the schedule it is about, so that it can be written out; what the
sources do not let us say is None.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from deliveries.results import as_html
from deliveries.schedule import smallest_limit

if TYPE_CHECKING:
    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Schedule, Series
    from deliveries.schedule.model import Known


class Needed(NamedTuple):
    """The smallest constant capacity that brings by a month what is scheduled by then."""

    schedule: Schedule
    item: ItemSchedule
    due: Month | None
    """The month; None where none was named and the schedule's end is not known."""
    scheduled: Fraction | None = None
    """What is scheduled by then, in the item's unit."""
    capacity: Fraction | None = None
    """The capacity, in that unit a month; None if how much is scheduled is not known."""
    short: Fraction | None = None
    """How much the schedule itself lacks of the request by then; None if nothing."""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)


class Reached(NamedTuple):
    """The month at whose end so many are there."""

    schedule: Schedule
    item: ItemSchedule
    amount: Fraction
    """How many, in the item's unit."""
    month: Month | None = None
    """Read centrally; None if never, or if no source says when."""
    earliest: Month | None = None
    """The earliest that the sources allow."""
    latest: Month | None = None
    """The latest that the sources allow; None if perhaps never."""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)


def needed_capacity(
    schedule: Schedule, due: Month | None = None, *, item: str | None = None
) -> Needed:
    """Find the smallest capacity that loses no time: as much there by a month as is scheduled.

    The month is the first with all of it there, unless another is named. ``item`` is needed for an
    itemised request. Raises `UnknownNameError` for an item that the scenario does not have.
    """
    thing = schedule.item(item)
    series = thing.scheduled
    if series is None or series.total is None:
        return Needed(schedule, thing, due)
    month = due or _planned_end(series)
    scheduled = series.at(month, series.to_date)
    if scheduled is None:
        return Needed(schedule, thing, due)
    wanted = thing.thing.quantity
    short = wanted - scheduled if wanted is not None and wanted > scheduled else None
    capacity = smallest_limit(series, month, thing.lot)
    return Needed(schedule, thing, month, scheduled, capacity, short)


def _planned_end(series: Series) -> Month:
    """The first month with all of it there, as scheduled."""
    return series.window.first + series.to_date.index(series.to_date[-1])


def when_reached(schedule: Schedule, amount: Fraction | int, *, item: str | None = None) -> Reached:
    """Find the month by which so many are there, in the unit of the item.

    ``item`` is needed for an itemised request. Raises `UnknownNameError` for an item that the
    scenario does not have.
    """
    thing, wanted = schedule.item(item), Fraction(amount)
    series = thing.series
    if series is None:
        return Reached(schedule, thing, wanted)
    tracks = (series.to_date, series.at_most, series.at_least)
    return Reached(schedule, thing, wanted, *(_first(series, each, wanted) for each in tracks))


def _first(series: Series, numbers: Known, amount: Fraction) -> Month | None:
    """The first month with at least so much there; None if never, or not known."""
    wanted = amount * series.grain
    reached = (at for at, each in enumerate(numbers) if each is not None and each >= wanted)
    at = next(reached, None)
    return None if at is None else series.window.first + at
