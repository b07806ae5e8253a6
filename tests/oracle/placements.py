"""Every way for a few small tranches to fall that their sources allow, one after another.

Where nothing is indivisible, a quantity is tried in halves: enough to prove a range too narrow.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import comb, prod
from typing import TYPE_CHECKING

from tests.oracle.measures import PARTS
from tests.oracle.plain import NONE
from tests.oracle.schedule import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.schedule import Line

Path = list[Fraction]
"""A running total along the months."""
Placement = dict[int, Path]
"""One way for each line to come, by the numbers of the tranches."""


def pieces(lot: Fraction | None, amount: Fraction) -> list[Fraction]:
    """What of a quantity falls together."""
    return [lot] * int(amount / lot) if lot else [amount / 2] * 2


def falls(line: Line, lot: Fraction | None, amount: Fraction, months: range) -> Iterator[Path]:
    """Every way for so much of a tranche to come."""
    tranche = line.tranche
    if tranche.stated:
        running = spread(amount, tranche, lot)
        padded = [
            NONE if when < tranche.first else running[min(when, tranche.last) - tranche.first]
            for when in months
        ]
        yield padded
        return
    parts = pieces(lot, amount)
    for chosen in combinations_with_replacement(tranche.months, len(parts)):
        yield [
            sum((part for part, own in zip(parts, chosen, strict=True) if own <= when), NONE)
            for when in months
        ]


def ways(lines: list[Line], lot: Fraction | None) -> int:
    """How many placements there are, at most."""
    count = 1
    for line in lines:
        amount = line.amount or NONE
        many = int(amount / lot) if lot else 2
        span = 1 if line.tranche.stated else comb(many + len(line.tranche.months) - 1, many)
        count *= span * (many + 1 if line.tranche.kind == "at_most" else 1)
    return count


def placements(lines: list[Line], lot: Fraction | None, months: range) -> Iterator[Placement]:
    """Go through all that the lines may bring; a balance takes what ceilings leave out."""
    ceilings = [line for line in lines if line.tranche.kind == "at_most"]
    amounts = [
        [lot * many for many in range(int((line.amount or NONE) / lot) + 1)]
        if lot
        else [NONE, (line.amount or NONE) / 2, line.amount or NONE]
        for line in ceilings
    ]
    for came in product(*amounts):
        of_line = {line.number: amount for line, amount in zip(ceilings, came, strict=True)}
        left = sum((line.amount or NONE for line in ceilings), NONE) - sum(came, NONE)
        for line in lines:
            if line.tranche.kind != "at_most":
                more = left if line.tranche.kind == "balance" else NONE
                of_line[line.number] = (line.amount or NONE) + more
        each = [[*falls(line, lot, of_line[line.number], months)] for line in lines]
        assert prod(map(len, each)) < 10**6
        for chosen in product(*each):
            yield {line.number: path for line, path in zip(lines, chosen, strict=True)}


def total(placement: Placement, numbers: set[int] | None = None) -> Path:
    """The running total of some of the lines, or of all."""
    paths = [path for number, path in placement.items() if numbers is None or number in numbers]
    return [sum(each, NONE) for each in zip(*paths, strict=True)]


def first_at(path: Path, amount: Fraction) -> int | None:
    return next((at for at, there in enumerate(path) if there >= amount), None)


def measured(
    path: Path, base: Path | None, wanted: Fraction, need: int, asked: int
) -> dict[str, Fraction | int | None]:
    """The measures of one way to come; months are counted along the calendar, as `need` is.

    ``asked`` is how many months before the calendar the request was.
    """
    changes = [there - before for there, before in zip(path, [NONE, *path], strict=False)]
    at_need = NONE if need < 0 else path[min(need, len(path) - 1)]
    complete = first_at(path, wanted)
    found: dict[str, Fraction | int | None] = {
        "total": path[-1],
        "by_need": at_need,
        "by_need_share": at_need / wanted,
        "shortfall": max(NONE, wanted - at_need),
        "complete": complete,
        "peak": max(changes),
        "peak_month": changes.index(max(changes)),
    }
    if complete is not None:
        missing = [
            max(NONE, wanted - (NONE if at < 0 else path[at])) for at in range(need, complete)
        ]
        found["unit_months_short"] = sum(missing, NONE)
    if path[-1]:
        waited = sum((each * (at + asked) for at, each in enumerate(changes)), NONE)
        found["mean_wait"] = waited / path[-1]
    if base is None:
        return found
    gaps = [there - theirs for there, theirs in zip(path, base, strict=True)]
    found["widest_gap"] = min(NONE, *gaps)
    if min(gaps) < 0:
        found["widest_gap_month"] = gaps.index(min(gaps))
    names = ("late_quarter", "late_half", "late_three_quarters", "late_whole")
    for name, part in zip(names, PARTS, strict=True):
        ours, theirs = first_at(path, part * wanted), first_at(base, part * wanted)
        found[name] = None if ours is None or theirs is None else ours - theirs
    return found


def on_organisations(
    placement: Placement, lines: list[Line], top_ups: Path
) -> tuple[Path, Path, Path]:
    """Divisions on the existing and on the new organisation, and sets of neither."""
    paths = [
        total(placement, {line.number for line in lines if line.tranche.establishment == each})
        or [NONE] * len(top_ups)
        for each in ("existing", "new", None)
    ]
    matched = [min(old, more) for old, more in zip(paths[0], top_ups, strict=True)]
    existing = [old - turned for old, turned in zip(paths[0], matched, strict=True)]
    new = [own + turned for own, turned in zip(paths[1], matched, strict=True)]
    return existing, new, paths[2]


def even(base: tuple[Fraction, Fraction], other: Fraction) -> Fraction | bool | None:
    """The worth of a new set that makes two sides equal; False if any does, None if none."""
    (existing, own), more = base, other
    if existing == 0:
        return NONE if more != own else False
    return existing / (more - own) if more > own else None
