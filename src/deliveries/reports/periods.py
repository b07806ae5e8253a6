"""The periods that are shown, and what a series holds in each.

Convention: ``--by`` and ``--from/--to`` change what is shown, never a measure. A period is shown
whole if any of its months is asked for; a running total is that of its last month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries.errors import RangeError
from deliveries.months import By, Month, Window
from deliveries.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.schedule import Series
    from deliveries.schedule.model import Known


T = TypeVar("T")

WITHIN = "…"
"""Stands where a record has one figure for these months and others together."""
TOGETHER = "‡"
"""Marks such a figure in the period that holds all of its months."""
AT_LEAST = "+"
"""Marks a lower bound."""


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


def is_within_a_figure(series: Series, period: Window) -> bool:
    """Whether a record has only one figure for these months and others together."""
    return any(
        figure.window.overlaps(period) and not _holds(period, figure.window)
        for figure in series.figures
    )


def _holds(outer: Window, inner: Window) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _that_counts(series: Series, period: Window) -> Window:
    """The part of a period from the opening on, if the request opens within it."""
    if series.opens is not None and period.first < series.opens <= period.last:
        return Window(series.opens, period.last)
    return period


def is_unknown(series: Series, period: Window) -> bool:
    """Whether some of what a period brings is not known."""
    return any(gap.overlaps(period) for gap in series.unknown)


def brought(series: Series, period: Window) -> Fraction | None:
    """Sum what the months of a period bring; None if nothing is planned, or some is not known."""
    period = _that_counts(series, period)
    if is_unknown(series, period) or is_within_a_figure(series, period):
        return None
    start, end = period.first - series.window.first, period.last - series.window.first + 1
    months = series.delivered[max(start, 0) : max(end, 0)]
    planned = [grains for grains in months if grains is not None]
    planned += [each.grains for each in series.figures if _holds(period, each.window)]
    return series.exact(sum(planned)) if planned else None


def brought_cell(series: Series, period: Window) -> Cell:
    """What a period brings, marked where it is a figure for several months or a lower bound."""
    if is_unknown(series, period):
        return Cell("unknown")
    if is_within_a_figure(series, period):
        return Cell(WITHIN)
    figures = [each for each in series.figures if _holds(period, each.window)]
    marks = {
        AT_LEAST if each.open_ended else TOGETHER
        for each in figures
        if each.open_ended or len(each.window) > 1
    }
    return Cell(brought(series, period), "".join(sorted(marks)))


def to_date_cell(series: Series, period: Window) -> Cell:
    """What is there by the end of a period, as far as it is known."""
    known = at_end_of(series, period, series.to_date)
    if known is not None:
        return Cell(known)
    last = min(period.last, series.window.last)
    if any(each.open_ended and each.window.last <= last for each in series.figures):
        return Cell(at_end_of(series, period, series.at_least), AT_LEAST)
    if any(last in each.window for each in series.figures):
        return Cell(WITHIN)
    return Cell("unknown")


def at_end(window: Window, period: Window, along: Sequence[T]) -> T:
    """Of the values along a window, the one at the end of a period."""
    return along[min(period.last, window.last) - window.first]


def at_end_of(series: Series, period: Window, numbers: Known) -> Fraction | None:
    """Return a running total of the series at the end of a period."""
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
