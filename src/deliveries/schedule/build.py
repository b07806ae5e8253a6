"""Schedules a scenario: grains, lines, sums.

The central reading takes ``at_most`` n as n, ``balance`` as what that leaves, and spreads evenly
where the source does not say how a quantity falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from deliveries.case import find_request, find_scenario
from deliveries.errors import LotError
from deliveries.quantities import in_grains
from deliveries.schedule.model import ItemSchedule, Line, Schedule
from deliveries.schedule.placement import all_at, divided, finest, month_weights, spread
from deliveries.schedule.sums import sum_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Case, Item, Request, Scenario, Tranche
    from deliveries.schedule.placement import Grains


@dataclass(frozen=True, slots=True)
class _Portion:
    """A tranche's part of one item, before it is placed."""

    number: int
    tranche: Tranche
    amount: Fraction | None
    """Its quantity in the central reading; None if it is not known."""
    weights: list[int]


def schedule_scenario(
    case: Case, name: str, *, request: str | None = None, whole: bool = False
) -> Schedule:
    """Schedule a scenario month by month; of the first request unless another is named.

    ``whole`` counts in whole units where no lot is stated. Raises `UnknownNameError` for a request
    or scenario that the case does not have, `LotError` for a quantity that is not a whole number
    of lots.
    """
    request_id = find_request(case.requests, request)
    asked = case.requests[request_id]
    scenario = find_scenario(asked, name)
    items = {}
    for item, thing in asked.things.items():
        portions = _portions(scenario, item, thing)
        if portions:
            items[item] = _schedule_item(item, thing, portions, whole=whole)
    return Schedule(request_id, asked, name, scenario, items)


def _portions(scenario: Scenario, item: str | None, thing: Request | Item) -> list[_Portion]:
    """The tranches that are of this item, with their quantities."""
    of_item = [
        (number, tranche)
        for number, tranche in enumerate(scenario.tranches, 1)
        if tranche.share is not None or tranche.item == item
    ]
    known = [_amount(tranche, thing) for _, tranche in of_item if tranche.counted]
    left = (thing.quantity or Fraction(0)) - sum((each for each in known if each), Fraction(0))
    return [
        _Portion(
            number,
            tranche,
            left if tranche.openness == "balance" else _amount(tranche, thing),
            month_weights(tranche),
        )
        for number, tranche in of_item
    ]


def _amount(tranche: Tranche, thing: Request | Item) -> Fraction | None:
    """The quantity that the tranche itself states; a share is of the item's quantity."""
    if tranche.share is not None:
        return None if thing.quantity is None else tranche.share * thing.quantity
    return tranche.nominal.amount if tranche.nominal else None


def _schedule_item(
    item: str | None, thing: Request | Item, portions: Sequence[_Portion], *, whole: bool
) -> ItemSchedule:
    lot = thing.lot or (Fraction(1) if whole else None)
    grain = _grain(portions, lot)
    lot_grains = None if lot is None else in_grains(lot, grain)
    left_open = _left_open(portions)
    lines = tuple(
        line for portion in portions for line in _lines(portion, grain, lot_grains, left_open)
    )
    return ItemSchedule(
        item,
        thing,
        grain,
        lot_grains,
        lines,
        sum_lines([line for line in lines if line.tranche.counted], lot_grains),
        sum_lines([line for line in lines if not line.tranche.counted], lot_grains),
    )


def _left_open(portions: Sequence[_Portion]) -> list[Fraction]:
    """The ceilings of the ``at_most`` tranches: what they leave out, a balance brings."""
    return [each.amount for each in portions if each.amount and each.tranche.openness == "at_most"]


def _grain(portions: Sequence[_Portion], lot: Fraction | None) -> int:
    """The grains in a unit that hold every number of the portions. Raises `LotError`."""
    grain = 1
    left_open = _left_open(portions)
    for portion in portions:
        if portion.amount is None:
            continue
        parts = [portion.amount, *portion.tranche.recipients.values()]
        if lot is not None:
            _check_lots(portion.number, parts, lot)
            grain = lcm(grain, lot.denominator)
            continue
        if (
            portion.tranche.openness == "balance"
        ):  # what an `at_most` leaves out falls as the balance does
            parts += left_open
        grain = lcm(grain, finest(parts, portion.weights))
    return grain


def _check_lots(number: int, parts: Sequence[Fraction], lot: Fraction) -> None:
    for part in parts:
        if (part / lot).denominator != 1:
            message = f"tranche {number}: {part} is not a whole number of lots of {lot}"
            raise LotError(message, "leave out --whole" if lot == 1 else "")


def _lines(
    portion: _Portion, grain: int, lot: int | None, left_open: Sequence[Fraction]
) -> Iterator[Line]:
    """One line for each recipient; one for all of it if the recipients are not stated."""
    tranche = portion.tranche
    if portion.amount is None:
        yield Line(tranche, portion.number, None, tranche.window, grain, None, None, None)
        return
    total = in_grains(portion.amount, grain)
    running = spread(total, portion.weights, lot)
    if not tranche.recipients:
        most = total
        if tranche.openness == "balance":
            most += sum(in_grains(amount, grain) for amount in left_open)
        yield _line(portion, None, grain, running, spread(most, portion.weights, lot))
        return
    shares = [in_grains(amount, grain) for amount in tranche.recipients.values()]
    each = divided(running, shares, lot)
    for recipient, to_date in zip(tranche.recipients, each, strict=True):
        yield _line(portion, recipient, grain, to_date, to_date)


def _line(
    portion: _Portion, recipient: str | None, grain: int, running: Grains, most: Grains
) -> Line:
    """A line with its band: what is not stated may come all at once, first or last.

    ``running`` is the central reading to date; ``most`` the same if as much comes as can.
    """
    tranche, months = portion.tranche, len(running)
    earliest, latest = most, running
    if not tranche.stated:
        earliest = all_at(most[-1], months, 0)
        latest = all_at(running[-1], months, months - 1)
    if tranche.openness == "at_most":
        latest = (0,) * months
    delivered = tuple([now - then for now, then in zip(running, (0, *running), strict=False)])
    return Line(
        tranche, portion.number, recipient, tranche.window, grain, delivered, earliest, latest
    )
