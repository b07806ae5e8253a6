"""The measures of one schedule: what had come by the need, when it was complete, how long it took.

Convention: only the request's own unit counts (top-ups never do), the central reading is measured,
ties take the first month, and a measure that its inputs do not give is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from deliveries.months import Month
    from deliveries.schedule import Series
    from deliveries.schedule.model import Known

PARTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
"""The parts of the request at which two scenarios are set side by side."""

Certainty = Literal["certain", "possible", "impossible"]


class Need(NamedTuple):
    """What the measures are taken against. Whatever the request does not say is None."""

    quantity: Fraction | None
    """In the unit of the request or item."""
    by: Month | None
    """The last month in which it serves."""
    asked: Month | None
    """The month of the request."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A schedule by itself and against the baseline. Quantities are in its unit."""

    total: Fraction | None
    """All that the scenario brings, read centrally."""
    least_total: Fraction | None
    """The least that the sources allow in all."""
    most_total: Fraction | None
    """The most that the sources allow in all."""
    delivered_by_need: Fraction | None
    """Cumulative at the month of need."""
    least_by_need: Fraction | None
    """The least that the sources allow by then."""
    most_by_need: Fraction | None
    """The most that the sources allow by then."""
    share_by_need: Fraction | None
    """Delivered by the need, as a share of the request."""
    all_by_need: Certainty | None
    """Whether the whole request is there by the need."""
    shortfall_at_need: Fraction | None
    """The request less what has come by the need, if positive."""
    completed: Month | None
    """The first month with the whole request there."""
    months_behind_baseline: dict[Fraction, int | None]
    """By part of the request: months after the baseline had as much (before, if negative)."""
    peak: Fraction | None
    """The most in one month."""
    peak_month: Month | None
    """The first month of the peak."""
    worst_gap: Fraction | None
    """The lowest of scenario less baseline; 0 if never below."""
    worst_gap_month: Month | None
    """Its first month; None if never below."""
    set_months_short: Fraction | None
    """What is missing at the end of each month, added up from the need to completion."""
    mean_wait_months: Fraction | None
    """Months from the request to the delivery of a unit, on average."""


def measure(series: Series, baseline: Series | None, need: Need) -> Measures:
    """Measure a schedule against the need and a baseline, both along one calendar.

    Without a baseline, the measures against it are None.
    """
    by_need = _by_need(series, series.to_date, need)
    least, most = (_by_need(series, bound, need) for bound in (series.at_least, series.at_most))
    completed = need.quantity and first_month(series, need.quantity)
    peak, peak_month = _peak(series)
    worst, worst_month = _worst_gap(series, baseline) if baseline else (None, None)
    return Measures(
        total=series.total,
        least_total=series.exact(series.at_least[-1]),
        most_total=series.exact(series.at_most[-1]),
        delivered_by_need=by_need,
        least_by_need=least,
        most_by_need=most,
        share_by_need=by_need / need.quantity if need.quantity and by_need is not None else None,
        all_by_need=certainty(least, most, need.quantity),
        shortfall_at_need=_short(need.quantity, by_need),
        completed=completed or None,
        months_behind_baseline=_months_behind(series, baseline, need.quantity) if baseline else {},
        peak=peak,
        peak_month=peak_month,
        worst_gap=worst,
        worst_gap_month=worst_month,
        set_months_short=_set_months_short(series, need, completed or None),
        mean_wait_months=_mean_wait(series, need.asked),
    )


def first_month(series: Series, amount: Fraction) -> Month | None:
    """Return the first month with at least so much there, read centrally; None if never.

    None, too, where a record's coarse figure leaves the month open.
    """
    if series.coarse and _reached(series, series.at_most, amount) != _reached(
        series, series.at_least, amount
    ):
        return None
    return _reached(series, series.to_date, amount)


def _reached(series: Series, numbers: Known, amount: Fraction) -> Month | None:
    wanted = ceil(amount * series.grain)  # whole grains compare ten times as fast
    for place, grains in enumerate(numbers):
        if grains is not None and grains >= wanted:
            return series.window.first + place
    return None


def gaps(series: Series, baseline: Series) -> tuple[Fraction | None, ...]:
    """Scenario less baseline at the end of each month, along one calendar. Behind is negative."""
    grain = series.grain * baseline.grain
    differences = _differences(series, series.to_date, baseline, baseline.to_date)
    return tuple(None if each is None else Fraction(each, grain) for each in differences)


def behind(series: Series, baseline: Series) -> tuple[Certainty | None, ...]:
    """Whether the scenario is behind the baseline at each month, over all that is allowed."""
    best = _differences(series, series.at_most, baseline, baseline.at_least)
    worst = _differences(series, series.at_least, baseline, baseline.at_most)
    return tuple(map(_below_nought, worst, best))


def _below_nought(least: int | None, most: int | None) -> Certainty | None:
    if least is None or most is None:
        return None
    return "certain" if most < 0 else "impossible" if least >= 0 else "possible"


def _differences(
    one: Series, numbers: Known, other: Series, others: Known
) -> tuple[int | None, ...]:
    """One less the other, in parts of the product of their grains."""
    return tuple(
        None if mine is None or theirs is None else mine * other.grain - theirs * one.grain
        for mine, theirs in zip(numbers, others, strict=True)
    )


def _by_need(series: Series, numbers: Known, need: Need) -> Fraction | None:
    return series.at(need.by, numbers) if need.by else None


def certainty(
    least: Fraction | None, most: Fraction | None, wanted: Fraction | None
) -> Certainty | None:
    """Whether at least so much is there."""
    if least is None or most is None or wanted is None:
        return None
    return "certain" if least >= wanted else "possible" if most >= wanted else "impossible"


def _short(wanted: Fraction | None, there: Fraction | None) -> Fraction | None:
    """What is missing, if anything."""
    return None if wanted is None or there is None else max(Fraction(0), wanted - there)


def _months_behind(
    series: Series, baseline: Series, quantity: Fraction | None
) -> dict[Fraction, int | None]:
    """Whole months between the first months with each part there; nothing is interpolated."""
    later: dict[Fraction, int | None] = {}
    for part in PARTS if quantity else ():
        ours = first_month(series, part * (quantity or 0))
        theirs = first_month(baseline, part * (quantity or 0))
        later[part] = ours - theirs if ours and theirs else None
    return later


def _peak(series: Series) -> tuple[Fraction | None, Month | None]:
    most = max((grains for grains in series.counting if grains is not None), default=None)
    if most is None or series.coarse or None in series.at_least:
        return None, None
    return series.exact(most), series.window.first + series.counting.index(most)


def _worst_gap(series: Series, baseline: Series) -> tuple[Fraction | None, Month | None]:
    differences = _differences(series, series.to_date, baseline, baseline.to_date)
    found = [each for each in differences if each is not None]
    if len(found) < len(differences):  # what is not known may be the worst
        return None, None
    worst = min(found)
    if worst >= 0:
        return Fraction(0), None
    month = series.window.first + found.index(worst)
    return Fraction(worst, series.grain * baseline.grain), month


def _set_months_short(series: Series, need: Need, completed: Month | None) -> Fraction | None:
    if need.quantity is None or need.by is None or completed is None:
        return None
    short = Fraction(0)
    for months in range(completed - need.by):
        missing = _short(need.quantity, series.at(need.by + months, series.to_date))
        if missing is None:  # a figure for several months does not say
            return None
        short += missing
    return short


def _mean_wait(series: Series, asked: Month | None) -> Fraction | None:
    """Sum of q(m) x (m - month of the request), over sum of q(m)."""
    if asked is None or not series.total or series.coarse:
        return None
    first = series.window.first - asked
    waited = sum((grains or 0) * (first + at) for at, grains in enumerate(series.counting))
    return Fraction(waited, sum(grains or 0 for grains in series.counting))
