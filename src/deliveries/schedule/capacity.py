"""What a limit a month makes of a schedule: what cannot come waits, and comes as soon as it can.

Convention: the limit is of the counted sum as one pool, oldest first; months without a limit are
unlimited, and what waits comes past the planned end if it must. All in grains.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from deliveries.errors import CapacityError
from deliveries.months import Month, Window, longest_from, too_long
from deliveries.schedule.model import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Limit
    from deliveries.schedule.model import Grains, Series


class GrainLimit(NamedTuple):
    """A limit in grains."""

    limit: Limit
    grains: int

    def holds(self, month: Month) -> bool:
        """Whether it is a limit of this month."""
        return self.limit.window is None or month in self.limit.window


def in_whole_lots(limits: Sequence[Limit], grain: int, lot: int | None) -> list[GrainLimit]:
    """Count limits in grains; with a lot, as many whole lots as they let through."""
    lot = lot or 1
    return [GrainLimit(each, int(each.limit * grain) // lot * lot) for each in limits]


def through(series: Series, limits: Sequence[GrainLimit]) -> Series:
    """Take a series, its band with it, through limits. Raises `CapacityError` if it never ends."""
    first = series.window.first
    paths = [
        _capped(first, _known(numbers), limits)
        for numbers in (series.to_date, series.at_most, series.at_least)
    ]
    months = max(map(len, paths))
    to_date, at_most, at_least = ((*path, *path[-1:] * (months - len(path))) for path in paths)
    brought = map(sub, to_date, (0, *to_date))
    planned = (*series.delivered, *(None,) * (months - len(series.delivered)))
    window = Window(first, first + (months - 1))
    delivered = [
        due if _only_shown(series, month) else came if came or due is not None else None
        for month, came, due in zip(window, brought, planned, strict=True)
    ]
    return replace(
        series,
        window=window,
        delivered=tuple(delivered),
        to_date=to_date,
        at_most=at_most,
        at_least=at_least,
    )


def _only_shown(series: Series, month: Month) -> bool:
    """Whether what comes in the month is before the opening: it is not counted, nor limited."""
    return series.opens is not None and month < series.opens


def _known(numbers: Sequence[int | None]) -> Grains:
    return tuple(each or 0 for each in numbers)


def _capped(first: Month, due: Grains, limits: Sequence[GrainLimit]) -> Grains:
    """Running totals of what arrives: min(arrears + scheduled, limit), month by month."""
    there: list[int] = []
    so_far = 0
    longest = longest_from(first)
    while len(there) < len(due) or so_far < due[-1]:
        at = len(there)
        if at >= longest:
            raise CapacityError(
                f"at this capacity it would take {too_long(longest)}",
                "a higher limit, or one for fewer months, would end",
            )
        so_far = min(due[min(at, len(due) - 1)], so_far + _limit_at(first, at, due, limits))
        there.append(so_far)
    return tuple(there)


def _limit_at(first: Month, at: int, due: Grains, limits: Sequence[GrainLimit]) -> int:
    """The limit of a month; all there is to come, where it has none."""
    month = first + at
    return next((each.grains for each in limits if each.holds(month)), due[-1])


def waiting(scheduled: Series, delivered: Series) -> Waiting:
    """Measure what waits: in which months, how much at most, and how long at the longest.

    The longest wait is the maximum over scheduled months j of (the first month with as much there
    as was scheduled by j) - j.
    """
    due = scheduled.over(delivered.window)
    arrears = [*map(sub, _known(due.to_date), _known(delivered.to_date))]
    months = list(delivered.window)
    most = max(arrears)
    return Waiting(
        tuple(month for month, grains in zip(months, arrears, strict=True) if grains),
        Fraction(most, delivered.grain),
        months[arrears.index(most)] if most else None,
        _longest(_known(due.to_date), _known(delivered.to_date)),
    )


def _longest(due: Grains, there: Grains) -> int:
    longest = at = 0
    for month, wanted in enumerate(due):
        while there[at] < wanted:
            at += 1
        longest = max(longest, at - month)
    return longest


def smallest_limit(
    series: Series, due: Month, lot: int | None = None
) -> tuple[Fraction, Fraction | None, Fraction | None]:
    """Return the smallest constant limit that lets through by a month what is scheduled by then.

    The maximum over months j up to it of (S(T) - S(j-1)) / (T - j + 1), S being the scheduled
    running total: whatever is scheduled from j on has the months from j to T to come in. Read
    evenly, then the least and the most over all that the sources allow: the least if all that may
    have come before j had, the most if nothing of it had; None where that is not known. In units a
    month, with a lot (in grains) the next whole number of lots; nought if nothing is scheduled.
    """
    if due < series.window.first:
        return Fraction(0), Fraction(0), Fraction(0)
    along = series.over(Window(series.window.first, max(due, series.window.last)))
    months = due - series.window.first + 1
    found: list[Fraction | None] = []
    for there, gone in (
        (along.to_date, along.to_date),
        (along.at_least, along.at_most),
        (along.at_most, along.at_least),
    ):
        end, before = there[months - 1], (0, *gone[: months - 1])
        if end is None or None in before:
            found.append(None)
            continue
        rates = [Fraction(end - (each or 0), months - at) for at, each in enumerate(before)]
        needed = max(Fraction(0), *rates)
        if lot is not None:
            needed = Fraction(-(-needed // lot) * lot)
        found.append(needed / series.grain)
    evenly, least, most = found
    return evenly or Fraction(0), least, most
