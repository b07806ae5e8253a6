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
        scheduled = add_up([line for line in lines if line.tranche.counted], lot)
        limits = [limit for limit in plan.limits if limit.item == item]
        told_until = max(line.tranche.last for line in lines)
        if scheduled and plan.record and not limits:
            scheduled.told_until = told_until
        counted, waiting = scheduled, None
        if scheduled and limits:
            counted = cap(scheduled, limits, lot, opens)
            waiting = wait(scheduled, counted)
        top_ups = add_up([line for line in lines if not line.tranche.counted], lot)
        if top_ups and plan.record and not limits:
            top_ups.told_until = told_until
        found[item] = Item(lines, lot, scheduled, counted, waiting, top_ups)
    return found


def add_items_up(request: Raw, found: dict[str | None, Item]) -> dict[str | None, Item]:
    """Every sum of a request that the scenario has an item of."""
    sums: dict[str | None, Item] = {}
    for name, each in request.get("sums", {}).items():
        if own := [found[item] for item in each["items"] if item in found]:
            scheduled, series, top_ups = (
                summed([part for part in parts if part])
                for parts in (
                    [item.scheduled for item in own],
                    [item.series for item in own],
                    [item.top_ups for item in own],
                )
            )
            sums[name] = Item([], None, scheduled, series, None, top_ups)
    return sums


def summed(found: list[Series]) -> Series | None:
    """Series added up month by month; what one of them does not know the sum does not."""
    if not found:
        return None
    months = range(
        min(each.months[0] for each in found), max(each.months[-1] for each in found) + 1
    )
    told = [each.told_until for each in found if each.told_until is not None]
    series = Series(
        months,
        vague=any(each.vague for each in found),
        unknown=any(each.unknown for each in found),
        stated=all(each.stated for each in found),
        told_until=min(told, default=None),
    )
    for when in months:
        there = [each.by(when) for each in found]
        most = [each.by(when, each.at_most) for each in found]
        least = [each.by(when, each.at_least) for each in found]
        came = [q for each in found if (q := each.delivered.get(when)) is not None]
        series.to_date[when] = None if None in there else sum(filter(None, there), NONE)
        series.at_most[when] = None if None in most else sum(filter(None, most), NONE)
        known = sum(filter(None, least), NONE)
        series.at_least[when] = known if known or None not in least else None
        series.delivered[when] = sum(came, NONE) if came else None
    return series


def check_whole(lines: list[Line], lot: Fraction) -> None:
    for line in lines:
        parts = [each for _, each in line.tranche.recipients]
        if any(each is not None and each % lot for each in (line.amount, *parts)):
            raise BrokenLotError
