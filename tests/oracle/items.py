"""An item of a scenario, whole: its lines, sums and recipients."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.capacity import Waiting, cap, wait
from tests.oracle.plain import NONE, BrokenLotError, Raw, month, resolve
from tests.oracle.schedule import Line, Series, add_up, central, lines_of, optional, things


@dataclass
class Item:
    """An item of a scenario."""

    lines: list[Line]
    lot: Fraction | None
    scheduled: Series | None
    series: Series | None
    """As it arrives."""
    waiting: Waiting | None
    top_ups: Series | None


def divided(line: Line, lot: Fraction | None) -> dict[str, list[Fraction]]:
    """Running totals of each recipient; each lot goes to the one furthest behind its share."""
    return divided_path(line, central(line, lot), lot)


def divided_path(
    line: Line, running: list[Fraction], lot: Fraction | None
) -> dict[str, list[Fraction]]:
    """Running totals of each recipient of a tranche that comes in one way."""
    shares = dict(line.tranche.recipients)
    whole = sum(shares.values(), NONE)
    if lot is None or not whole:
        return {name: [each * q / (whole or 1) for each in running] for name, q in shares.items()}
    given = dict.fromkeys(shares, NONE)
    found: dict[str, list[Fraction]] = {name: [] for name in shares}
    for there in running:
        while sum(given.values()) < there:
            t = sum(given.values()) + lot
            behind = {name: q * t / whole - given[name] for name, q in shares.items()}
            given[max(behind, key=lambda name: behind[name])] += lot
        for name, got in given.items():
            found[name].append(got)
    return found


def work_out(request: Raw, name: str, *, whole: bool = False) -> dict[str | None, Item]:
    """Every item of a scenario that has a tranche of it."""
    plan = resolve(request, name)
    opens = month(request["opens"]) if "opens" in request else None
    found = {}
    for item, thing in things(request).items():
        if not (lines := lines_of(request, plan, item)):
            continue
        lot = optional(thing, "lot") or (Fraction(1) if whole else None)
        if lot:
            check_whole(lines, lot)
        scheduled = add_up(
            [line for line in lines if line.tranche.counted], lot, record=plan.record
        )
        limits = [limit for limit in plan.limits if limit.item == item]
        told_until = max(line.tranche.last for line in lines)
        if scheduled and plan.record and not limits:
            scheduled.told_until = told_until
        counted, waiting = scheduled, None
        if scheduled and limits:
            counted = cap(scheduled, limits, lot, opens)
            waiting = wait(scheduled, counted)
        top_ups = add_up(
            [line for line in lines if not line.tranche.counted], lot, record=plan.record
        )
        if top_ups and plan.record and not limits:
            top_ups.told_until = told_until
        found[item] = Item(lines, lot, scheduled, counted, waiting, top_ups)
    return found


def check_whole(lines: list[Line], lot: Fraction) -> None:
    for line in lines:
        parts = [each for _, each in line.tranche.recipients]
        if any(each is not None and each % lot for each in (line.amount, *parts)):
            raise BrokenLotError
