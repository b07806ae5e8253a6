"""Every way for the rows of a small record to be right, tried one after another.

Time is in halves of months: a row of a day, a milestone or the end of a record is at the 15th, at
the end of a month, or (a row) before either. Units are whole, and only what counts is looked at.
"""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Way = tuple[int, ...]
"""What comes in each half month."""
MORE = 2
"""How much more than the least is tried where there is no upper bound."""


class Row(NamedTuple):
    """So much in some halves of months."""

    halves: tuple[int, ...]
    least: int
    most: int | None
    """None where nobody says."""
    whole: bool
    """It is of all these halves: nothing else came then."""


class Milestone(NamedTuple):
    """So much by the end of a half month."""

    half: int
    amount: int


class Total(NamedTuple):
    """So much in some months, rows within them among it."""

    halves: tuple[int, ...]
    amount: int


class Record(NamedTuple):
    """A record in halves of months, from 0."""

    halves: int
    rows: list[Row]
    milestones: list[Milestone]
    totals: list[Total]
    begins: int = 0
    """Where what a first milestone has beyond its rows may have come from."""


def starts(record: Record) -> int:
    """The half month with which the record begins."""
    own = [row.halves[0] for row in record.rows] + [each.halves[0] for each in record.totals]
    if not record.milestones:
        return min(own)
    first = min(record.milestones, key=lambda each: each.half)
    month = first.half // 2 * 2
    before = [half for half in own if half <= first.half]
    begun = min([*own, month])
    covered = {half for row in record.rows if row.whole for half in row.halves}
    free = before and any(half not in covered for half in range(min(before), first.half + 1))
    sure = sum(r.least for r in record.rows if r.halves[-1] <= first.half and not loose(record, r))
    touching = [r for r in record.rows if r.halves[0] <= first.half and loose(record, r)]
    bounded = all(row.most is not None for row in touching)
    most = sum(
        row.most or 0 if row.halves[-1] <= first.half else max(0, row.most or 0) for row in touching
    )
    if not free and bounded and first.amount > sure + most:
        return min(begun, record.begins)
    return begun


def cut(record: Record, row: Row) -> bool:
    """A milestone stands in the middle of it."""
    return any(row.halves[0] <= each.half < row.halves[-1] for each in record.milestones)


def loose(record: Record, row: Row) -> bool:
    """A milestone cuts it, or it is open and a mark holds it."""
    held = any(set(row.halves) <= set(each.halves) for each in record.totals)
    held |= any(row.halves[-1] <= each.half for each in record.milestones)
    return cut(record, row) or (row.least != row.most and held)


def stretches(record: Record) -> list[tuple[range, int]]:
    """The halves between one milestone and the next, and what they bring in all."""
    found, before, so_far = [], starts(record), 0
    for each in sorted(record.milestones):
        found.append((range(before, each.half + 1), each.amount - so_far))
        before, so_far = each.half + 1, each.amount
    return found


def allowed(record: Record) -> tuple[set[int], set[int]]:
    """The halves in which something that no row has may have come, or been taken back."""
    covered = {half for row in record.rows if row.whole for half in row.halves}
    last = max((each.half for each in record.milestones), default=-1)
    held = set(range(starts(record), last + 1))
    held |= {half for each in record.totals for half in each.halves}
    ends = [each.half for each in record.milestones]
    ends += [row.halves[-1] for row in record.rows if row.whole]
    held |= {half + 1 for half in ends if half % 2 == 0}
    more, less = held - covered, set[int]()
    for halves, amount in stretches(record):
        within = [row for row in record.rows if set(row.halves) <= set(halves)]
        touching = [row for row in record.rows if set(row.halves) & set(halves)]
        low = sum(row.least if row in within else min(0, row.least) for row in touching)
        most = [row.most if row in within or row.most is None else max(0, row.most)
                for row in touching]  # fmt: skip
        if amount < low:
            less |= set(halves)
            more -= set(halves)
        elif not more & set(halves) and None not in most and amount > sum(filter(None, most)):
            more |= set(halves)
    return more, less


def quantities(row: Row, ceiling: int) -> list[int]:
    """How much a row may have brought."""
    if row.most is not None:
        return [*range(row.least, row.most + 1)]
    return [*range(row.least, max(row.least, ceiling) + MORE + 1)]


def spreads(halves: tuple[int, ...], amount: int) -> Iterator[dict[int, int]]:
    """Every way for so many units to fall in some halves of months; also if they go back."""
    sign = 1 if amount >= 0 else -1
    for chosen in combinations_with_replacement(halves, abs(amount)):
        yield {half: sign * chosen.count(half) for half in set(chosen)}


def ways(record: Record, most: int) -> set[tuple[int, ...]] | None:
    """The running totals by the ends of months in every way that fits; None if they are too many.

    Where nothing bounds what came, some more than the greatest number in the record is tried.
    """
    more, less = allowed(record)
    amounts = [each.amount for each in record.milestones]
    amounts += [each.amount for each in record.totals]
    ceiling = sum(amounts) if less and record.totals else max(amounts, default=0)
    ceiling += sum(abs(row.least) for row in record.rows)
    of_rows = [
        [way for many in quantities(row, ceiling) for way in spreads(row.halves, many)]
        for row in record.rows
    ]
    if prod(map(len, of_rows)) > most:
        return None
    found: set[tuple[int, ...]] = set()
    seen: set[Way] = set()
    for chosen in product(*of_rows):
        came = tuple(sum(way.get(half, 0) for way in chosen) for half in range(record.halves))
        if came in seen:
            continue
        seen.add(came)
        found |= completed(record, came, more, less, ceiling)
        if len(found) > most:
            return None
    return found


def completed(
    record: Record, came: Way, more: set[int], less: set[int], ceiling: int
) -> set[tuple[int, ...]]:
    """All that what no row has makes of what the rows bring, half month by half month."""
    states: set[tuple[tuple[int, ...], int, tuple[int, ...]]] = {((), 0, (0,) * len(record.totals))}
    at = {each.half: each.amount for each in record.milestones}
    for half in range(record.halves):
        after: set[Any] = set()
        for ends, there, totals in states:
            other: tuple[int, ...] = (0,)
            if half in more:
                other = tuple(range(ceiling + MORE + 1))
            elif half in less:
                other = tuple(range(-ceiling - MORE, 1))
            for extra in other:
                now = there + came[half] + extra
                back = (min(0, r.least) for r in record.rows if r.halves[0] <= half)
                if less and now < sum(back):
                    continue  # nobody takes back what never came
                if half in at and now != at[half]:
                    continue
                if any(each.half == half and each.amount != now for each in record.milestones):
                    continue
                sums = tuple(
                    so_far + (came[half] + extra if half in each.halves else 0)
                    for so_far, each in zip(totals, record.totals, strict=True)
                )
                done = (
                    half == each.halves[-1] and so_far != each.amount
                    for so_far, each in zip(sums, record.totals, strict=True)
                )
                if not any(done) and abs(now) <= 3 * ceiling + 9:
                    after.add(((*ends, now) if half % 2 else ends, now, sums))
        states = after
    return {ends for ends, _, _ in states}
