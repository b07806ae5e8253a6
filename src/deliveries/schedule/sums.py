"""Adds lines up along one calendar, and finds the band of the sum.

Pointwise: the earliest (latest) at a month is the greatest (least) cumulative over every placement
that the sources allow. What an ``at_most`` tranche leaves out, the balance brings, so the two are
weighed against one another; without a balance it never comes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from deliveries.months import Window
from deliveries.schedule.model import Series
from deliveries.schedule.placement import all_at, month_weights, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.schedule.model import Grains, ItemSchedule, Known, Line


def sum_lines(lines: Sequence[Line], lot: int | None) -> Series | None:
    """Add the lines up; None if there are none. The lot is in the grains that all lines share."""
    if not lines:
        return None
    window = Window(min(line.window.first for line in lines), max(li.window.last for li in lines))
    known = [line for line in lines if line.delivered is not None]
    unknown = [line.window for line in lines if line.delivered is None]
    delivered = _delivered(window, known)
    cumulative = list(accumulate(each or 0 for each in delivered))
    for gap in unknown:
        start = gap.first - window.first
        delivered[start : start + len(gap)] = [None] * len(gap)
    end = min((gap.first - window.first for gap in unknown), default=len(window))
    return Series(
        window,
        lines[0].grain,
        tuple(delivered),
        _until(end, cumulative),
        _until(end, _bound(window, known, lot, earliest=True)),
        _until(end, _bound(window, known, lot, earliest=False)),
        tuple(unknown),
    )


def line_series(line: Line) -> Series:
    """One line by itself, with the band of its own tranche."""
    unknown = (None,) * len(line.window)
    return Series(
        line.window,
        line.grain,
        line.delivered or unknown,
        line.cumulative or unknown,
        line.earliest or unknown,
        line.latest or unknown,
        () if line.delivered else (line.window,),
    )


def by_recipient(item: ItemSchedule) -> dict[str | None, Series]:
    """The counted lines added up by recipient; under None what the sources leave open."""
    names = dict.fromkeys(line.recipient for line in item.lines if line.tranche.counted)
    sums = {
        name: sum_lines(
            [line for line in item.lines if line.tranche.counted and line.recipient == name],
            item.lot,
        )
        for name in names
    }
    return {name: each for name, each in sums.items() if each}


def _delivered(window: Window, lines: Sequence[Line]) -> list[int | None]:
    """What each month brings; None in a month that is in no line's window."""
    brings: list[int | None] = [None] * len(window)
    for line in lines:
        start = line.window.first - window.first
        for at, grains in enumerate(line.delivered or (), start):
            brings[at] = (brings[at] or 0) + grains
    return brings


def _until(end: int, numbers: Sequence[int]) -> Known:
    """The numbers before an index; from there on, nothing is known."""
    return (*numbers[:end], *(None,) * (len(numbers) - end))


def _bound(window: Window, lines: Sequence[Line], lot: int | None, *, earliest: bool) -> list[int]:
    """The greatest or the least cumulative of the sum."""
    bound = [0] * len(window)
    balance = next((line for line in lines if line.tranche.openness == "balance"), None)
    for line in lines:
        if line.tranche.openness == "at_most":
            placed = _open_part(window, line, balance, lot, earliest=earliest)
        elif line is balance:
            own = _placed(line, sum(line.delivered or ()), lot, earliest=earliest)
            placed = _along(window, line, own)
        else:
            placed = _along(window, line, (line.earliest if earliest else line.latest) or ())
        bound = [so_far + more for so_far, more in zip(bound, placed, strict=True)]
    return bound


def _open_part(
    window: Window, line: Line, balance: Line | None, lot: int | None, *, earliest: bool
) -> list[int]:
    """What an ``at_most`` line adds to a bound: its own coming, or its coming with the balance."""
    total = sum(line.delivered or ())
    own = _along(window, line, _placed(line, total, lot, earliest=earliest))
    if balance is None:
        return own if earliest else [0] * len(window)
    instead = _along(window, balance, _placed(balance, total, lot, earliest=earliest))
    pick = max if earliest else min
    return [pick(one, other) for one, other in zip(own, instead, strict=True)]


def _placed(line: Line, total: int, lot: int | None, *, earliest: bool) -> Grains:
    """Running totals of so much, as early or late as the line's source allows."""
    if line.tranche.stated:
        return spread(total, month_weights(line.tranche), lot)
    months = len(line.window)
    return all_at(total, months, 0 if earliest else months - 1)


def _along(window: Window, line: Line, running: Sequence[int]) -> list[int]:
    """The line's running totals along a window that holds the line's own."""
    before = line.window.first - window.first
    after = window.last - line.window.last
    return [*[0] * before, *running, *[running[-1]] * after]
