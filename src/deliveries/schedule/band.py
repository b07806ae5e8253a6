"""The band of a sum: the most and the least that the sources allow to date, month by month.

What an ``at_most`` tranche leaves out, the balance brings, so the two are weighed against one
another; without a balance it never comes.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from deliveries.schedule.placement import all_at, running_weights, spread
from deliveries.schedule.sums import added, by_window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.months import Window
    from deliveries.schedule.model import Grains, Line

MOST_CEILINGS = 12
"""The most ceilings whose divisions are tried."""
MOST_TRIED = 4096
"""The most divisions tried, month by month, where rounding to lots ties the parts together."""


def bound(window: Window, lines: Sequence[Line], lot: int | None, *, at_most: bool) -> list[int]:
    """The greatest (or the least) running total of lines whose quantities are known, in grains.

    Exact, but for rounding to lots where a balance with a stated profile stands beside more than
    `MOST_CEILINGS`, or beside ceilings of more than `MOST_TRIED` divisions: there within a lot for
    each of them.
    """
    ceilings = [line for line in lines if line.openness == "at_most"]
    balance = next((line for line in lines if line.openness == "balance"), None)
    if balance is None:
        return _own(window, lines, at_most=at_most)
    settled = [line for line in lines if line is not balance and line.openness != "at_most"]
    total = _own(window, settled, at_most=at_most)
    if lot and ceilings and balance.tranche.stated and len(ceilings) <= MOST_CEILINGS:
        return _sum(window, [total, _tried(window, balance, ceilings, lot, at_most=at_most)])
    own = _placed(window, balance, _total(balance), lot, at_most=at_most)
    parts = [_weighed(window, balance, line, lot, at_most=at_most) for line in ceilings]
    return _sum(window, [total, own, *parts])


def _own(window: Window, lines: Iterable[Line], *, at_most: bool) -> list[int]:
    """The sum of the lines' own bounds, where none takes up what another leaves out."""
    tracks = (
        (own, [(line.at_most if at_most else line.at_least) or () for line in group])
        for own, group in by_window(lines)
    )
    return added(window, tracks)


def _weighed(
    window: Window, balance: Line, line: Line, lot: int | None, *, at_most: bool
) -> list[int]:
    """A ceiling's part of a bound: all of it comes by itself, or all of it with the balance."""
    ways = [_placed(window, each, _total(line), lot, at_most=at_most) for each in (line, balance)]
    return [*map(max if at_most else min, *ways)]


def _tried(
    window: Window, balance: Line, ceilings: Sequence[Line], lot: int, *, at_most: bool
) -> list[int]:
    """The bound of balance and ceilings over every division between them, in whole lots."""
    room = max(2, int(MOST_TRIED ** (1 / len(ceilings))))
    best: list[int] | None = None
    whole = _total(balance) + sum(map(_total, ceilings))
    for came in product(*(_steps(_total(line), lot, room) for line in ceilings)):
        amounts = zip([balance, *ceilings], [whole - sum(came), *came], strict=True)
        parts = [_placed(window, *each, lot, at_most=at_most) for each in amounts]
        track = _sum(window, parts)
        best = track if best is None else [*map(max if at_most else min, best, track)]
    return best or []


def _steps(total: int, lot: int, room: int) -> Iterable[int]:
    """So many multiples of the lot up to the total; those next to its ends if that is not all."""
    lots = total // lot
    if lots < room:
        return range(0, total + 1, lot)
    return [lots_ * lot for lots_ in (*range(room // 2), *range(lots - room // 2 + 1, lots + 1))]


def _placed(window: Window, line: Line, total: int, lot: int | None, *, at_most: bool) -> list[int]:
    """So much along the window, as early or late as the line's source allows."""
    running: Grains
    if line.tranche.stated:
        running = spread(total, running_weights(line.tranche), lot)
    else:
        months = len(line.window)
        running = all_at(total, months, 0 if at_most else months - 1)
    return added(window, [(line.window, [running])])


def _sum(window: Window, parts: Sequence[Sequence[int]]) -> list[int]:
    return added(window, [(window, parts)])


def _total(line: Line) -> int:
    return line.to_date[-1] if line.to_date else 0
