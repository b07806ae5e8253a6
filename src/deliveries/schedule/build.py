"""Schedules a scenario: grains, lines, sums.

The central reading takes ``at_most`` n as n, ``balance`` as what that leaves, and spreads evenly
where the source does not say how a quantity falls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from deliveries.case import find_request, find_scenario, lineage
from deliveries.errors import LotError
from deliveries.quantities import MOST_HANDED_OUT, handed_out, in_grains
from deliveries.schedule.capacity import in_whole_lots, through, waiting
from deliveries.schedule.model import ItemSchedule, Line, Schedule
from deliveries.schedule.placement import all_at, divided, finest, running_weights, spread
from deliveries.schedule.series import sum_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Case, Item, Request, Scenario, Tranche
    from deliveries.months import Month
    from deliveries.schedule.placement import Grains


@dataclass(slots=True)
class _Portion:
    """A tranche's part of one item, before it is placed."""

    number: int
    tranche: Tranche
    openness: str
    amount: Fraction | None
    """Its quantity in the central reading; None if it is not known."""
    weights: Sequence[int]
    """Running weights, as `spread` wants them."""


class _Terms(NamedTuple):
    """What holds for all tranches of a scenario."""

    scenario: Scenario
    opens: Month | None
    whole: bool

    def marked(self, line: Line) -> Line:
        """The line, marked as coarse or as before the opening; a coarse one stays one figure."""
        counts = self.opens is None or line.window.first >= self.opens
        tranche = line.tranche
        coarse = self.scenario.kind == "record" and line.cumulative is not None
        coarse = coarse and (not tranche.stated or tranche.through is not None)
        if coarse and line.cumulative is not None:
            months = len(line.window)
            at_once = all_at(line.cumulative[-1], months, months - 1)
            line = line._replace(cumulative=at_once)
        return line._replace(coarse=coarse, counts=counts)


def schedule_scenario(
    case: Case, name: str, *, request: str | None = None, whole: bool = False
) -> Schedule:
    """Schedule a scenario month by month; of the first request unless another is named.

    ``whole`` counts in whole units where no lot is stated. Raises `UnknownNameError` for a request
    or scenario that the case does not have, `LotError` for a quantity that is not a whole number
    of lots, `CapacityError` for a capacity through which it never comes to its end.
    """
    request_id = find_request(case.requests, request)
    asked = case.requests[request_id]
    scenario = find_scenario(asked, name)
    items = {}
    for item, thing in asked.things.items():
        portions = _portions(scenario, item, thing)
        if portions:
            items[item] = _schedule_item(
                item, thing, portions, _Terms(scenario, asked.opens, whole=whole)
            )
    return Schedule(request_id, asked, name, scenario, lineage(asked, name), items)


def _portions(scenario: Scenario, item: str | None, thing: Request | Item) -> list[_Portion]:
    """The tranches that are of this item, with their quantities."""
    of_item = [
        (number, tranche)
        for number, tranche in enumerate(scenario.tranches, 1)
        if tranche.share is not None or tranche.item == item
    ]
    portions = [
        _Portion(
            number, tranche, tranche.openness, _amount(tranche, thing), running_weights(tranche)
        )
        for number, tranche in of_item
    ]
    for portion in portions:
        if portion.openness == "balance":
            portion.amount = _left(portions, thing)
    return portions


def _left(portions: Sequence[_Portion], thing: Request | Item) -> Fraction:
    """What the other counted tranches leave of the request."""
    taken = (each.amount for each in portions if each.amount and each.tranche.counted)
    return (thing.quantity or Fraction(0)) - sum(taken, Fraction(0))


def _amount(tranche: Tranche, thing: Request | Item) -> Fraction | None:
    """The quantity that the tranche itself states; a share is of the item's quantity."""
    if tranche.share is not None:
        return None if thing.quantity is None else tranche.share * thing.quantity
    return tranche.nominal.amount if tranche.nominal else None


def _schedule_item(
    item: str | None, thing: Request | Item, portions: Sequence[_Portion], terms: _Terms
) -> ItemSchedule:
    lot = thing.lot or (Fraction(1) if terms.whole else None)
    limits = [limit for limit in terms.scenario.capacity if limit.item == item]
    left_open = [
        portion.amount
        for portion in portions
        if portion.amount and portion.openness == "at_most" and portion.tranche.counted
    ]
    grain = _grain(portions, left_open, lot)
    if lot is None:
        grain = lcm(grain, *(limit.limit.denominator for limit in limits))
    lot_grains = None if lot is None else in_grains(lot, grain)
    more = sum(in_grains(amount, grain) for amount in left_open)
    tranches = [terms.marked(_whole_line(portion, grain, lot_grains, more)) for portion in portions]
    scheduled = sum_lines([line for line in tranches if line.tranche.counted], lot_grains)
    if scheduled and terms.opens:
        scheduled = replace(scheduled, opens=terms.opens)
    counted, waits = scheduled, None
    if scheduled and limits:
        counted = through(scheduled, in_whole_lots(limits, grain, lot_grains))
        waits = waiting(scheduled, counted)
    return ItemSchedule(
        item,
        thing,
        grain,
        lot_grains,
        tuple(tranches),
        tuple(line for tranche in tranches for line in _lines(tranche, lot_grains)),
        scheduled,
        counted,
        waits,
        sum_lines([line for line in tranches if not line.tranche.counted], lot_grains),
    )


def _grain(
    portions: Sequence[_Portion], left_open: Sequence[Fraction], lot: Fraction | None
) -> int:
    """The grains in a unit that hold every number of the portions. Raises `LotError`.

    ``left_open`` has the ceilings of what is ``at_most``: what they leave out falls as a balance.
    """
    grain = 1
    for portion in portions:
        if portion.amount is None:
            continue
        parts = [portion.amount, *portion.tranche.recipients.values()]
        if lot is not None:
            _check_lots(portion, parts, lot)
            grain = lcm(grain, lot.denominator)
            continue
        if portion.openness == "balance":
            parts += left_open
        grain = lcm(grain, finest(parts, portion.weights))
    return grain


def _check_lots(portion: _Portion, parts: Sequence[Fraction], lot: Fraction) -> None:
    """Raise `LotError` where a lot that the case does not state, and so has not checked, fails."""
    for part in parts:
        if (part / lot).denominator != 1:
            message = f"tranche {portion.number}: {part} is not a whole number of lots of {lot}"
            raise LotError(message, "leave out --whole")
    if handed_out(portion.tranche.recipients.values(), lot) > MOST_HANDED_OUT:
        message = f"tranche {portion.number} has too many recipients' lots to hand out one by one"
        raise LotError(message, "leave out --whole")


def _whole_line(portion: _Portion, grain: int, lot: int | None, more: int) -> Line:
    """The line of a whole tranche; ``more`` is what the ceilings may leave to a balance."""
    tranche = portion.tranche
    if portion.amount is None:
        running = earliest = latest = None
    else:
        total = in_grains(portion.amount, grain)
        running = most = spread(total, portion.weights, lot)
        if portion.openness == "balance":
            most = spread(total + more, portion.weights, lot)
        earliest, latest = _line_band(tranche, running, most)
    return Line(
        tranche,
        portion.number,
        None,
        tranche.window,
        grain,
        portion.openness,
        running,
        earliest,
        latest,
    )


def _line_band(tranche: Tranche, running: Grains, most: Grains) -> tuple[Grains, Grains]:
    """Earliest and latest: what is not stated may come all at once, first or last.

    ``running`` is the central reading to date; ``most`` the same if as much comes as can.
    """
    months = len(running)
    earliest, latest = most, running
    if not tranche.stated:
        earliest = all_at(most[-1], months, 0)
        latest = all_at(running[-1], months, months - 1)
    if tranche.openness == "at_most":
        latest = (0,) * months
    return earliest, latest


def _lines(tranche_line: Line, lot: int | None) -> Iterator[Line]:
    """One line for each recipient; the whole one if they are not stated."""
    tranche, running = tranche_line.tranche, tranche_line.cumulative
    if not tranche.recipients or running is None:
        yield tranche_line
        return
    shares = [in_grains(amount, tranche_line.grain) for amount in tranche.recipients.values()]
    each = divided(running, shares, lot)
    for recipient, to_date in zip(tranche.recipients, each, strict=True):
        earliest, latest = _line_band(tranche, to_date, to_date)
        yield tranche_line._replace(
            recipient=recipient,
            cumulative=to_date,
            earliest=earliest,
            latest=latest,
        )
