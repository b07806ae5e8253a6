"""Schedules a scenario: grains, lines, sums.

The central reading takes ``at_most`` n as n, ``balance`` as what that leaves, and spreads evenly
where the source does not say how a quantity falls.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from deliveries.case import find_request, find_scenario, lineage
from deliveries.errors import LotError
from deliveries.numbers import MOST_HANDED_OUT, handed_out, in_grains
from deliveries.schedule.capacity import in_whole_lots
from deliveries.schedule.item import ItemSchedule, Schedule
from deliveries.schedule.model import Line
from deliveries.schedule.placement import all_at, finest, line_band, running_weights, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.case import Case, Citation, Item, Limit, Request, Scenario, Tranche


class _Portion(NamedTuple):
    """A tranche's part of one item, before it is placed."""

    number: int
    tranche: Tranche
    openness: str
    amount: Fraction | None
    """Its quantity in the central reading; None if it is not known."""
    weights: Sequence[int]
    """Running weights, as `spread` wants them."""


class _Terms:
    """What holds for all items of a scenario, looked up once however long their list."""

    def __init__(
        self, request: Request, scenario: Scenario, source: tuple[Citation, ...], *, whole: bool
    ) -> None:
        self.opens = request.opens
        self.source = source
        self.is_record = scenario.kind == "record"
        self.least_lot = Fraction(1) if whole else None
        self.limits: dict[str | None, list[Limit]] = {}
        for limit in scenario.capacity:
            self.limits.setdefault(limit.item, []).append(limit)
        self.shared: list[_Portion] = []
        self.own: dict[str | None, list[_Portion]] = {}
        for number, tranche in enumerate(scenario.tranches, 1):
            weights = running_weights(tranche)
            portion = _Portion(number, tranche, tranche.openness, None, weights)
            of_item = self.own.setdefault(tranche.item, [])
            (of_item if tranche.share is None else self.shared).append(portion)

    def portions(self, item: str | None, thing: Request | Item) -> list[_Portion]:
        """The tranches that are of this item, in order, with their quantities."""
        of_item = sorted([*self.shared, *self.own.get(item, ())])  # by their numbers
        portions = [each._replace(amount=_amount(each.tranche, thing)) for each in of_item]
        for at, portion in enumerate(portions):
            if portion.openness == "balance":
                counting = [each for each in portions if self.counts(each.tranche)]
                portions[at] = portion._replace(amount=_left(counting, thing))
        return portions

    def counts(self, tranche: Tranche) -> bool:
        """Whether it counts towards the request, by what it is and by when it comes."""
        return tranche.counted and self.is_open(tranche)

    def is_open(self, tranche: Tranche) -> bool:
        """Whether it comes when the request is open; before that it is shown, never counted."""
        return self.opens is None or tranche.window.first >= self.opens

    def marked(self, line: Line) -> Line:
        """The line, marked as coarse or as before the opening; a coarse one stays one figure."""
        tranche = line.tranche
        counts = self.is_open(tranche)
        coarse = self.is_record and line.to_date is not None
        coarse = coarse and (not tranche.stated or tranche.through is not None)
        if coarse and line.to_date is not None:
            months = len(line.window)
            at_once = all_at(line.to_date[-1], months, months - 1)
            line = line._replace(to_date=at_once)
        return line if counts and not coarse else line._replace(coarse=coarse, counts=counts)


def schedule_scenario(
    case: Case, name: str, *, request: str | None = None, whole: bool = False
) -> Schedule:
    """Schedule a scenario month by month; of the first request unless another is named.

    ``whole`` counts in whole units where no lot is stated. Raises `UnknownNameError` for a request
    or scenario that the case does not have, `LotError` for a quantity that is not a whole number
    of lots, `CapacityError` for a capacity through which it never comes to its end.
    """
    scheduler = ScenarioScheduler(case, name, request=request, whole=whole)
    items = map(scheduler.item, scheduler.request.things)
    return scheduler.schedule_of([item for item in items if item])


class ScenarioScheduler:
    """Schedules one item of a scenario after another, so that a long list needs no more memory.

    As `schedule_scenario`, and raises what it raises.
    """

    def __init__(
        self, case: Case, name: str, *, request: str | None = None, whole: bool = False
    ) -> None:
        """Look the scenario up, with all that it is based on."""
        self.case = case
        self.request_id = find_request(case.requests, request)
        self.request = case.requests[self.request_id]
        self.scenario_id = name
        self.scenario = find_scenario(self.request, name)
        self.lineage = lineage(self.request, name)
        self.whole = whole
        source = dict.fromkeys(each for part in self.lineage for each in part.source)
        self._terms = _Terms(self.request, self.scenario, tuple(source), whole=whole)

    def item(self, item: str | None) -> ItemSchedule | None:
        """Schedule one item; None if the scenario has nothing of it."""
        thing = self.request.things[item]
        portions = self._terms.portions(item, thing)
        return _schedule_item(item, thing, portions, self._terms) if portions else None

    def schedule_of(self, items: Iterable[ItemSchedule]) -> Schedule:
        """Return the schedule that these items make."""
        return Schedule(
            self.case,
            self.request_id,
            self.request,
            self.scenario_id,
            self.scenario,
            self.lineage,
            {item.id: item for item in items},
            self.whole,
        )


def _left(portions: Sequence[_Portion], thing: Request | Item) -> Fraction:
    """What the tranches that count leave of the request."""
    taken = (each.amount for each in portions if each.amount)
    return (thing.quantity or Fraction(0)) - sum(taken, Fraction(0))


def _amount(tranche: Tranche, thing: Request | Item) -> Fraction | None:
    """The quantity that the tranche itself states; a share is of the item's quantity."""
    if tranche.share is not None:
        if thing.quantity is None or tranche.share == 1:
            return thing.quantity
        return tranche.share * thing.quantity
    return tranche.nominal.amount if tranche.nominal else None


def _schedule_item(
    item: str | None, thing: Request | Item, portions: Sequence[_Portion], terms: _Terms
) -> ItemSchedule:
    """Place every tranche of an item. Raises `LotError` and `CapacityError`."""
    lot = thing.lot or terms.least_lot
    limits = terms.limits.get(item, [])
    left_open = [
        portion.amount
        for portion in portions
        if portion.openness == "at_most" and portion.amount and terms.counts(portion.tranche)
    ]
    if lot is None:
        finer = (limit.limit.denominator for limit in limits)
        grain = lcm(_grain(portions, left_open), *finer)
    else:
        grain = lot.denominator
        if thing.lot is None:
            _check_lots(portions, lot)
    lot_grains = None if lot is None else in_grains(lot, grain)
    more = sum(in_grains(amount, grain) for amount in left_open)
    lines = [terms.marked(_whole_line(portion, grain, lot_grains, more)) for portion in portions]
    held_back = tuple(in_whole_lots(limits, grain, lot_grains))
    placed = ItemSchedule(
        item,
        thing,
        grain,
        lot_grains,
        tuple(lines),
        held_back,
        terms.opens,
        terms.source,
        terms.is_record,
    )
    if limits:
        placed.series  # noqa: B018  # a capacity that never comes to an end is refused here
    return placed


def _grain(portions: Sequence[_Portion], left_open: Sequence[Fraction]) -> int:
    """The grains in a unit that hold every number of the portions.

    ``left_open`` has the ceilings of what is ``at_most``: what they leave out falls as a balance.
    """
    grain = 1
    for portion in portions:
        if portion.amount is None:
            continue
        parts = [portion.amount, *portion.tranche.recipients.values()]
        if portion.openness == "balance":
            parts += left_open
        grain = lcm(grain, finest(parts, portion.weights))
    return grain


def _check_lots(portions: Sequence[_Portion], lot: Fraction) -> None:
    """Raise `LotError` where a lot that the case does not state, and so has not checked, fails."""
    for portion in portions:
        of_tranche, recipients = f"tranche {portion.number}", portion.tranche.recipients.values()
        for part in () if portion.amount is None else (portion.amount, *recipients):
            if (part / lot).denominator != 1:
                message = f"{of_tranche}: {part} is not a whole number of lots of {lot}"
                raise LotError(message, "leave out --whole")
        if handed_out(recipients, lot) > MOST_HANDED_OUT:
            message = f"{of_tranche} has too many recipients' lots to hand out one by one"
            raise LotError(message, "leave out --whole")


def _whole_line(portion: _Portion, grain: int, lot: int | None, more: int) -> Line:
    """The line of a whole tranche; ``more`` is what the ceilings may leave to a balance."""
    tranche = portion.tranche
    if portion.amount is None:
        running = at_most = at_least = None
    else:
        total = in_grains(portion.amount, grain)
        running = most = spread(total, portion.weights, lot)
        if portion.openness == "balance":
            most = spread(total + more, portion.weights, lot)
        at_most, at_least = line_band(tranche, running, most)
    return Line(
        tranche,
        portion.number,
        None,
        tranche.window,
        grain,
        portion.openness,
        running,
        at_most,
        at_least,
    )
