"""What milestones and totals of a record bring beyond the rows that are scheduled by themselves.

Convention: a rest is a series of its own, from the bounds that `deliveries.case.rows` finds. Where
these leave a running total open it is not known; what came between two ends of months at which it
is known is one figure, and so is what a total between them leaves. The last may be a lower bound.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from deliveries.case.rows import MONTH, bounds, month_at
from deliveries.months import Month, Window, joined
from deliveries.schedule.model import Figure, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case.rows import Bounds, Row, Scope


class Rest(NamedTuple):
    """The content of a scope's marks, but for its settled rows."""

    scope: Scope
    series: Series
    numbers: frozenset[int]
    """The tranches that are part of it: marks, and rows that are not scheduled by themselves."""
    settled: frozenset[int]
    """The tranches that are scheduled by themselves."""


def rest_of(scope: Scope, grain: int) -> Rest:
    """Return the rest of a scope whose rows do not contradict one another."""
    found = bounds(scope, grain)
    if found is None:  # which the case's checks refuse
        raise ValueError
    marks = {mark.number for mark in scope.marks}
    settled = frozenset(row.number for row in scope.rows) - found.numbers
    return Rest(scope, _series(scope, found, grain), found.numbers | marks, settled)


class _Told:
    """Holds what is known of months by themselves, and of several together."""

    def __init__(self, goes_back: set[Month]) -> None:
        self.goes_back = goes_back
        self.delivered: dict[Month, int] = {}
        self.figures: list[Figure] = []

    def add(self, months: Sequence[Month], came: int, *, or_more: bool = False) -> None:
        """Say what some months bring together: by month where that leaves nothing open."""
        is_clear = len(months) == 1 or not (came or self.goes_back & set(months))
        if is_clear and not or_more:
            self.delivered.update(zip(months, [came, *[0] * len(months)], strict=False))
        elif months:
            runs = joined([Window(month, month) for month in months])
            self.figures.append(Figure(runs, came, or_more))


def _series(scope: Scope, found: Bounds, grain: int) -> Series:
    """Return the series of what is loose."""
    window = Window(Month(1, 1) + found.points[0] // MONTH, month_at(found.points[-1]))
    begin = found.points[0]
    ends = [at for at, tick in enumerate(found.points) if tick % MONTH == 0 and tick > begin]
    least, most = [found.least[at] for at in ends], [found.most[at] for at in ends]
    told = _told(scope, found, window, least, most)
    series = Series(
        window,
        grain,
        tuple([told.delivered.get(month) for month in window]),
        tuple([low if low == high else None for low, high in zip(least, most, strict=True)]),
        tuple(most),
        tuple(least),
        figures=tuple(sorted(told.figures, key=lambda figure: figure.window.first)),
    )
    if scope.counts:
        return series
    none = (0,) * len(window)  # what comes before the request opens is shown only
    return replace(series, to_date=none, at_most=none, at_least=none)


def _told(
    scope: Scope, found: Bounds, window: Window, least: Sequence[int], most: Sequence[int | None]
) -> _Told:
    """Return what is known of the months between those at whose ends the total is known."""
    may_bring = {month_at(tick) for tick, may in zip(found.points, found.may_bring, strict=True)
                 if may}  # fmt: skip
    told = _Told({month_at(tick) for tick, may in zip(found.points, found.goes_back, strict=True)
                  if may})  # fmt: skip
    known = [at for at, there in enumerate(most) if least[at] == there]
    for before, last in zip([-1, *known], [*known, len(most) - 1], strict=True):
        inside = [month for month in [*window][before + 1 : last + 1] if month in may_bring]
        came = least[last] - (least[before] if before >= 0 else 0)
        nets: list[tuple[Row, int]] = []
        for mark in scope.totals if len(inside) > 1 else ():  # those within others come first
            months = [month for month in inside if _holds(mark, month)]
            if months and _between(mark, window, before, last):
                net = found.left[mark.number] - sum(n for each, n in nets if mark.holds(each))
                nets.append((mark, net))
                came -= net
                inside = [month for month in inside if month not in months]
                told.add(months, net)
        told.add(inside, came, or_more=last not in known)
    return told


def _holds(mark: Row, month: Month) -> bool:
    """Tell if a month is in the window of a total."""
    begins = (month - Month(1, 1)) * MONTH
    return any(first <= begins < last for first, last in mark.spans)


def _between(mark: Row, window: Window, before: int, last: int) -> bool:
    """Tell if a total lies between the ends of two months, which are known by their places."""
    return window.first + before < month_at(mark.first + 1) and month_at(mark.last) <= (
        window.first + last
    )
