"""How a quantity falls within its window, in grains.

Convention: everything is a running total along the months of the window; what a month brings is
the difference of two of them. So sums are exact, and with lots every total is within half a lot.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import gcd, lcm
from typing import TYPE_CHECKING

from deliveries.numbers import in_grains

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.case import Tranche

Grains = tuple[int, ...]


def running_weights(tranche: Tranche) -> Sequence[int]:
    """Whole numbers, in lowest terms, in the proportions of what is due by each month's end.

    1, 2, 3... where the source says even, states one share for each month, or says nothing at all.
    """
    stated: Sequence[Fraction]
    if tranche.weights is not None:
        stated = tranche.weights
    elif tranche.amounts is not None and any(tranche.amounts.values()):
        stated = [tranche.amounts.get(month, Fraction(0)) for month in tranche.window]
    else:
        return range(1, len(tranche.window) + 1)
    common = lcm(*(weight.denominator for weight in stated))
    whole = [in_grains(weight, common) for weight in stated]
    return [to_date // gcd(*whole) for to_date in accumulate(whole)]


def spread(total: int, weights: Sequence[int], lot: int | None) -> Grains:
    """Running totals of a quantity in proportion to running weights.

    With a lot, the ideal running total is rounded to whole lots, half a lot up. Without one, the
    last of the weights must divide the total (see `finest`). All in grains.

    >>> spread(16, range(1, 7), 1)
    (3, 5, 8, 11, 13, 16)
    """
    if lot is None:
        part = total // weights[-1]
        if part and isinstance(weights, range):  # evenly, as most are: three times as fast
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


def line_band(tranche: Tranche, running: Grains, most: Grains) -> tuple[Grains, Grains]:
    """Return at_most and at_least: what is not stated may come all at once, first or last.

    ``running`` is the central reading to date; ``most`` the same if as much comes as can.
    """
    months = len(running)
    at_most, at_least = most, running
    if not tranche.stated:
        at_most = all_at(most[-1], months, 0)
        at_least = all_at(running[-1], months, months - 1)
    if tranche.openness == "at_most":
        at_least = (0,) * months
    return at_most, at_least


def all_at(total: int, months: int, place: int) -> Grains:
    """Running totals of a quantity that comes all in one month."""
    return (0,) * place + (total,) * (months - place)


def divided(running: Grains, shares: Sequence[int], lot: int | None) -> list[Grains]:
    """Running totals of each recipient. All in grains; the shares make the line's total.

    Without a lot, each gets its proportion. With one, each lot in order goes to the recipient
    furthest behind its share (the largest share x lots so far - lots given; ties in file order).
    """
    total = sum(shares)
    if not total:
        return [(0,) * len(running) for _ in shares]
    if lot is None:
        return [tuple([to_date * share // total for to_date in running]) for share in shares]
    lots = [to_date // lot for to_date in running]
    given = _lots_given([share // lot for share in shares], lots)
    return [tuple([each[at] * lot for each in given]) for at in range(len(shares))]


def _lots_given(shares: Sequence[int], after: Sequence[int]) -> list[list[int]]:
    """Lots given to each recipient after so many lots: one pass over a cycle of the pattern."""
    cycle = sum(shares) // gcd(*shares)
    wanted = [share * cycle // sum(shares) for share in shares]
    given: list[list[int]] = [[]] * len(after)
    so_far, lots = [0] * len(wanted), 0
    for rest, at in sorted((many % cycle, at) for at, many in enumerate(after)):
        for lot in range(lots + 1, rest + 1):
            behind = [want * lot - got * cycle for want, got in zip(wanted, so_far, strict=True)]
            so_far[behind.index(max(behind))] += 1
        lots, turns = rest, after[at] // cycle
        given[at] = [turns * want + got for want, got in zip(wanted, so_far, strict=True)]
    return given
