"""What a capacity lets through, and what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from tests.oracle.plain import CENTURY, NONE, Known, Limit, NeverEndsError
from tests.oracle.schedule import Series

if TYPE_CHECKING:
    from fractions import Fraction


def cap(series: Series, limits: list[Limit], lot: Fraction | None, opens: int | None) -> Series:
    """Delivered is the less of what waits with what is scheduled, and the capacity."""
    first = series.months[0]
    tracks = (series.to_date, series.at_most, series.at_least)
    paths = [capped(track, limits, lot, first) for track in tracks]
    months = range(first, first + max(map(len, paths)))
    found = Series(months, stated=series.stated)
    for path, track in zip(paths, (found.to_date, found.at_most, found.at_least), strict=True):
        track.update({when: path[min(when - first, len(path) - 1)] for when in months})
    for when in months:
        came = (found.by(when) or NONE) - (found.by(when - 1) or NONE)
        planned = series.delivered.get(when)
        found.delivered[when] = came if came or planned is not None else None
        if opens is not None and when < opens:
            found.delivered[when] = planned
    return found


def capped(track: Known, limits: list[Limit], lot: Fraction | None, first: int) -> list[Fraction]:
    due = [each or NONE for each in track.values()]
    there: list[Fraction] = []
    while len(there) < len(due) or there[-1] < due[-1]:
        if len(there) >= CENTURY:
            raise NeverEndsError
        scheduled, so_far = due[min(len(there), len(due) - 1)], there[-1] if there else NONE
        came = scheduled - so_far
        for limit in limits:
            if limit.holds(first + len(there)):
                came = min(came, floor(limit.most / lot) * lot if lot else limit.most)
        there.append(so_far + came)
    return there


@dataclass(frozen=True)
class Waiting:
    binding: list[int]
    most: Fraction
    most_month: int | None
    longest: int


def wait(due: Series, there: Series) -> Waiting:
    arrears = {when: (due.by(when) or NONE) - (there.by(when) or NONE) for when in there.months}
    most = max(arrears.values())
    longest = 0
    for when in there.months:
        wanted = due.by(when) or NONE
        longest = max(
            longest, next(m for m in there.months if (there.by(m) or NONE) >= wanted) - when
        )
    return Waiting(
        [when for when, waits in arrears.items() if waits > 0],
        most,
        next(when for when, waits in arrears.items() if waits == most) if most else None,
        longest,
    )


def smallest_capacity(
    due: Series, by: int, lot: Fraction | None, *, worst: bool = False
) -> Fraction | None:
    """The maximum over j of (S(T) - S(j-1)) / (T - j + 1); the next whole number of lots.

    None where a total is not known; at ``worst``, nothing of that came before.
    """
    months = range(min(due.months[0], by), by + 1)
    before = [due.by(j - 1) for j in months]
    if None in before and not worst:
        return None
    rates = [
        ((due.by(by) or NONE) - (there or NONE)) / (by - j + 1)
        for j, there in zip(months, before, strict=True)
    ]
    return ceil(max(rates) / lot) * lot if lot else max(rates)
