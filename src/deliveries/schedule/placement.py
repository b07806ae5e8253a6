"""Places quantities within their windows, in grains, and finds the bounds of what may have come.

Convention: everything is a running total along the months of a window; what a month brings is the
difference of two of them. So sums are exact, and with lots every total is within half a lot.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from operator import add, sub
from typing import TYPE_CHECKING

from deliveries.numbers import in_grains

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.case import Tranche
    from deliveries.months import Window
    from deliveries.schedule.model import Grains, Line

MOST_TRIED = 4096
"""The most divisions tried, month by month, where rounding to lots ties the parts together."""
MOST_PLACED = 2**18
"""The same, times their months: of a century fewer divisions are tried than of five years."""


def running_weights(tranche: Tranche) -> Sequence[int]:
    """Return whole numbers, in lowest terms, in the proportions of what is due by each month's end.

    1, 2, 3... where the source says even, states one share for each month, or says nothing at all.
    """
    stated: Sequence[Fraction]
    if tranche.weights is not None:
        stated = tranche.weights
    elif tranche.amounts is not None and any(tranche.amounts.values()):
        stated = [tranche.amounts.get(month, Fraction(0)) for month in tranche.window]
    elif tranche.window.span is tranche.window:
        return range(1, len(tranche.window) + 1)
    else:
        stated = [Fraction(1)] * len(tranche.window)
    if tranche.window.span is not tranche.window:  # in a hole nothing comes
        shares = dict(zip(tranche.window, stated, strict=True))
        stated = [shares.get(month, Fraction(0)) for month in tranche.window.span]
    common = lcm(*(weight.denominator for weight in stated))
    whole = [in_grains(weight, common) for weight in stated]
    return [to_date // gcd(*whole) for to_date in accumulate(whole)]


def spread(total: int, weights: Sequence[int], lot: int | None) -> Grains:
    """Return running totals of a quantity in proportion to running weights.

    With a lot, the ideal running total is rounded to whole lots, half a lot up. Without one, the
    last of the weights must divide the total (see `finest`). All in grains.

    >>> spread(16, range(1, 7), 1)
    (3, 5, 8, 11, 13, 16)
    """
    if lot is None:
        part = total // weights[-1]
        if part > 0 and isinstance(weights, range):  # evenly, as most are: three times as fast
            return tuple(range(part, total + 1, part))
        return tuple([part * weight for weight in weights])
    half, full = lot * weights[-1], 2 * lot * weights[-1]
    return tuple([(2 * total * weight + half) // full * lot for weight in weights])


def finest(quantities: Iterable[Fraction], weights: Sequence[int]) -> int:
    """Return the common denominator of every month's part of each of the quantities."""
    grain = 1
    for quantity in quantities:
        parts = quantity.denominator * weights[-1]  # of quantity / weights[-1], in lowest terms
        grain = lcm(grain, parts // gcd(quantity.numerator, parts))
    return grain


def all_at(total: int, months: int, place: int) -> Grains:
    """Return running totals of a quantity that comes all in one month."""
    return (0,) * place + (total,) * (months - place)


def divided(running: Grains, shares: Sequence[int], lot: int | None) -> list[Grains]:
    """Return running totals of each recipient; the shares make the line's total. All in grains.

    Without a lot, each gets its proportion. With one, each lot in order goes to the recipient
    furthest behind its share (the largest share x lots so far - lots given; ties in file order).
    The pattern of lots begins again after a cycle, so one cycle is gone through at most; of two
    recipients the first has its proportion rounded, half a lot up, which is the same.
    """
    total = sum(shares)
    if not total:
        return [(0,) * len(running) for _ in shares]
    if lot is None:
        return [tuple([to_date * share // total for to_date in running]) for share in shares]
    in_lots = [share // lot for share in shares]
    wanted = [share // gcd(*in_lots) for share in in_lots]
    cycle = sum(wanted)
    if len(wanted) == 2:
        first = [(2 * wanted[0] * (each // lot) + cycle) // (2 * cycle) * lot for each in running]
        return [tuple(first), tuple(map(sub, running, first))]
    turns = [divmod(to_date // lot, cycle) for to_date in running]
    asked = {lots for _, lots in turns}
    so_far = [0] * len(shares)
    given = {0: [*so_far]}
    for lots in range(1, max(asked) + 1):
        behind = [want * lots - got * cycle for want, got in zip(wanted, so_far, strict=True)]
        so_far[behind.index(max(behind))] += 1
        if lots in asked:
            given[lots] = [*so_far]
    return [
        tuple([(full * want + given[lots][place]) * lot for full, lots in turns])
        for place, want in enumerate(wanted)
    ]


def monthly(running: Sequence[int]) -> Iterable[int]:
    """Return what each month adds to a running total."""
    return map(sub, running, (0, *running))


def added(window: Window, tracks: Iterable[tuple[Window, Sequence[int] | None]]) -> list[int]:
    """Add up running totals of windows within one window along it; None adds nothing."""
    brought = [0] * len(window)
    for own, running in tracks:
        if running is not None:
            start = own.first - window.first
            months = slice(start, start + len(running))
            brought[months] = map(add, brought[months], monthly(running))
    return [*accumulate(brought)]


def line_band(tranche: Tranche, running: Grains, most: Grains) -> tuple[Grains, Grains]:
    """Return at_most and at_least: what is not stated may come all at once, first or last.

    ``running`` is the central reading to date; ``most`` the same if as much comes as can. What goes
    back is at its least when it goes first.
    """
    months = len(running)
    at_most, at_least = most, running
    if not tranche.stated:
        soonest, latest = (0, months - 1) if running[-1] >= 0 else (months - 1, 0)
        at_most = all_at(most[-1], months, soonest)
        at_least = all_at(running[-1], months, latest)
    if tranche.openness == "at_most":
        at_least = (0,) * months
    return at_most, at_least


def bound(
    window: Window,
    lines: Sequence[Line],
    lot: int | None,
    outside: Sequence[Line] = (),
    *,
    at_most: bool,
) -> list[int]:
    """Return the greatest (or the least) running total of what is known of the lines, in grains.

    What an ``at_most`` tranche leaves out, the balance brings, so the two are weighed against one
    another, also where the ceiling is ``outside`` of what is added up; without a balance it never
    comes. Exact, but for rounding to lots where a balance with a stated profile stands beside
    ceilings of more than `MOST_TRIED` divisions: there within a lot for each of them.
    """
    balance = next((line for line in lines if line.openness == "balance"), None)
    if balance is None:
        bands = ((line.window, line.at_most if at_most else line.at_least) for line in lines)
        return added(window, bands)
    further = max if at_most else min
    ceilings = [*(line for line in lines if line.openness == "at_most"), *outside]
    not_added = {line.number for line in outside}
    settled = [line for line in lines if line.openness not in ("at_most", "balance")]

    def placed(line: Line, total: int) -> list[int]:
        """Place so much along the window, as early or late as the line's source allows."""
        if line.number in not_added:
            return [0] * len(window)
        months = len(line.window)
        running = all_at(total, months, 0 if at_most else months - 1)
        if line.tranche.stated:
            running = spread(total, running_weights(line.tranche), lot)
        return added(window, [(line.window, running)])

    left, *most = [line.total or 0 for line in (balance, *ceilings)]
    parts = [bound(window, settled, lot, at_most=at_most)]
    divisions = min(MOST_TRIED, MOST_PLACED // len(window))
    if lot and ceilings and balance.tranche.stated and 2 ** len(ceilings) <= divisions:
        room = max(2, int(divisions ** (1 / len(ceilings))))
        # the furthest tracks, by how much comes under the ceilings that are placed so far
        reached = {0: [0] * len(window)}
        for line, total in zip(ceilings, most, strict=True):
            larger: dict[int, list[int]] = {}
            for came in _multiples(total, lot, room):
                own = placed(line, came)
                for before, track in reached.items():
                    tried = [*map(add, track, own)]
                    known = larger.get(before + came, tried)
                    larger[before + came] = [*map(further, known, tried)]
            reached = larger
        whole = left + sum(most)
        tracks = [map(add, placed(balance, whole - came), track) for came, track in reached.items()]
        parts.append([*map(further, *tracks)] if len(tracks) > 1 else [*tracks[0]])
    else:
        parts.append(placed(balance, left))
        for line, total in zip(ceilings, most, strict=True):
            # all of it comes by itself, or all of it with the balance
            parts.append([*map(further, placed(line, total), placed(balance, total))])
    return [*map(sum, zip(*parts, strict=True))]


def _multiples(total: int, lot: int, room: int) -> list[int]:
    """Return the multiples of a lot up to a total: all, or so many of those next to its ends."""
    lots = total // lot
    half = room // 2
    few = range(lots + 1) if lots < room else (*range(half), *range(lots - half + 1, lots + 1))
    return [many * lot for many in few]
