"""The periods that are shown, and what a series holds in each.

Convention: ``--by`` and ``--from/--to`` change what is shown, never a measure. A period is shown
whole if any of its months is asked for; a cumulative is that of its last month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries.errors import RangeError
from deliveries.months import By, Month, Window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.schedule import Series
    from deliveries.schedule.model import Known


T = TypeVar("T")


class View(NamedTuple):
    """What part of a calendar is shown, and how finely."""

    by: By = By.month
    first: Month | None = None
    """The first month asked for; the calendar's when left out."""
    last: Month | None = None
    """The last month asked for; the calendar's when left out."""


def shown_periods(calendar: Window, view: View) -> list[Window]:
    """Return the periods to show, in order. Raises `RangeError` if there are none."""
    first, last = view.first or calendar.first, view.last or calendar.last
    if view.first and view.last and last < first:
        raise RangeError(f"{last.long()} is before {first.long()}: there is nothing to show")
    if last < calendar.first or calendar.last < first:
        when = f"up to {last.long()}" if last < calendar.first else f"from {first.long()} on"
        hint = f"the schedules run from {calendar.first.long()} to {calendar.last.long()}"
        raise RangeError(f"nothing is planned {when}", hint)
    asked = Window(first, last)
    return [period for period in calendar.periods(view.by) if period.overlaps(asked)]


def is_unknown(series: Series, period: Window) -> bool:
    """Whether some of what a period brings is not known."""
    return any(gap.overlaps(period) for gap in series.unknown)


def brought(series: Series, period: Window) -> Fraction | None:
    """Sum what the months of a period bring; None if nothing is planned, or some is not known."""
    if is_unknown(series, period):
        return None
    start, end = period.first - series.window.first, period.last - series.window.first + 1
    months = series.delivered[max(start, 0) : max(end, 0)]
    planned = [grains for grains in months if grains is not None]
    return series.exact(sum(planned)) if planned else None


def at_end(window: Window, period: Window, along: Sequence[T]) -> T:
    """Of the values along a window, the one at the end of a period."""
    return along[min(period.last, window.last) - window.first]


def to_date(series: Series, period: Window, numbers: Known) -> Fraction | None:
    """A cumulative of the series at the end of a period."""
    return series.at(period.last, numbers)


def whole_years(periods: Sequence[Window], calendar: Window) -> dict[int, Window]:
    """The years whose planned months are all shown, by the index of the last period of each."""
    shown: dict[int, list[int]] = {}
    for at, period in enumerate(periods):
        shown.setdefault(period.first.year, []).append(at)
    ends: dict[int, Window] = {}
    for year in calendar.periods(By.year):
        within = shown.get(year.first.year, [])
        planned = Window(max(year.first, calendar.first), min(year.last, calendar.last))
        if len(within) > 1 and sum(len(periods[at]) for at in within) >= len(planned):
            ends[within[-1]] = year
    return ends
