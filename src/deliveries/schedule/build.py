"""Schedules a scenario: from its tranches to items with lines, in grains.

The central reading takes ``at_most`` n as n, ``balance`` as what that leaves, and spreads evenly
where the source does not say how a quantity falls.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from deliveries.case import find_request, find_scenario, lineage
from deliveries.case.models import all_but_one
from deliveries.case.resolve import only_item, with_items
from deliveries.case.rows import grain_of, scopes
from deliveries.errors import LotError, RangeError
from deliveries.numbers import MOST_HANDED_OUT, handed_out, in_grains
from deliveries.results import Frozen
from deliveries.schedule.item import ItemSchedule, Schedule
from deliveries.schedule.model import GrainLimit, Line
from deliveries.schedule.placement import all_at, finest, line_band, running_weights, spread
from deliveries.schedule.rests import rest_of
from deliveries.schedule.sums import sum_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deliveries.case import Case, Item, Limit, Request, Tranche
    from deliveries.schedule.rests import Rest


class _Portion(NamedTuple):
    """A tranche's part of one item, before it is placed."""

    number: int
    tranche: Tranche
    openness: str
    counts: bool
    """False if it comes before the request is open: then it is shown, never counted."""
    weights: Sequence[int]
    """Running weights, as `spread` wants them."""
    amount: Fraction | None = None
    """Its quantity in the central reading; None if it is not known."""


def schedule_scenario(
    case: Case,
    name: str,
    *,
    request: str | None = None,
    whole: bool = False,
    item: str | None = None,
) -> Schedule:
    """Schedule a scenario month by month; of the first request unless another is named.

    ``whole`` counts in whole units where no lot is stated. ``item`` is the one item to schedule, or
    the sum with its items; all of them otherwise. Raises `UnknownNameError` for a request, scenario
    or item that the case does not have, `RangeError` if the scenario has nothing of the item,
    `LotError` for a quantity that is not a whole number of lots, `CapacityError` for a capacity
    through which it never comes to its end.
    """
    scheduler = ScenarioScheduler(case, name, request=request, whole=whole, item=item)
    if item is not None and not scheduler.scenario.tranches:
        raise nothing_of(item, [scheduler])
    items = {name: scheduler.item(name) for name in scheduler.request.things}
    found = {name: item for name, item in items.items() if item}
    sums = [scheduler.sum(name, found) for name in scheduler.request.sums]
    return scheduler.schedule_of([*found.values(), *filter(None, sums)])


class ScenarioScheduler:
    """Schedules one item of a scenario after another, so that a long list needs no more memory.

    As `schedule_scenario`, and raises what it raises.
    """

    def __init__(
        self,
        case: Case,
        name: str,
        *,
        request: str | None = None,
        whole: bool = False,
        item: str | None = None,
    ) -> None:
        """Look up what holds for all items of the scenario, with all that it is based on."""
        self.case = case
        self.request_id, self.request = find_request(case, request)
        self.scenario_id = name
        self.scenario = find_scenario(self.request, name)
        self.lineage = tuple(lineage(self.request, name).values())
        self.whole = whole
        self.tranches = self.scenario.tranches
        """All that the scenario has, also of items that are not asked for: they are numbered."""
        self.only = item
        if item is not None:
            self.request = only_item(self.request, item)
            self.scenario = with_items(self.scenario, self.request.items)
        self._source = tuple(dict.fromkeys(each for part in self.lineage for each in part.source))
        self._limits: dict[str | None, list[Limit]] = {}
        for limit in self.scenario.capacity:
            self._limits.setdefault(limit.item, []).append(limit)
        self._shared: list[_Portion] = []
        self._own: dict[str | None, list[_Portion]] = {}
        opens = self.request.opens
        for number, tranche in enumerate(self.tranches, 1):
            counts = opens is None or tranche.window.first >= opens
            weights = running_weights(tranche)
            portion = _Portion(number, tranche, tranche.openness, counts, weights)
            of_item = self._own.setdefault(tranche.item, [])
            (of_item if tranche.share is None else self._shared).append(portion)

    @property
    def reaches_out(self) -> bool:
        """Tell if it may have months outside its windows: it waits, or a milestone reaches back."""
        has_milestones = any(each.to_date is not None for each in self.scenario.tranches)
        return bool(self.scenario.capacity) or has_milestones

    def item(self, item: str | None) -> ItemSchedule | None:
        """Schedule one item; None if the scenario has nothing of it."""
        thing = self.request.things[item]
        portions = self._portions(item, thing)
        if not portions:
            return None
        limits = self._limits.get(item, [])
        ceilings = [
            each.amount
            for each in portions
            if each.openness == "at_most" and each.amount and each.counts and each.tranche.counted
        ]
        lot = thing.lot or (Fraction(1) if self.whole else None)
        if lot is None:
            grain = lcm(*(limit.limit.denominator for limit in limits))
            for portion in portions:
                if portion.amount is not None:
                    amounts = [portion.amount, *portion.tranche.recipients.values()]
                    if portion.openness == "balance":
                        amounts += ceilings  # what they leave out falls as a balance
                    if portion.tranche.quantity and portion.tranche.quantity.to is not None:
                        amounts.append(portion.tranche.quantity.to)
                    grain = lcm(grain, finest(amounts, portion.weights))
            lot_grains = None
        else:
            lot_grains, grain = lot.as_integer_ratio()
            if thing.lot is None:
                _check_lots(portions, lot)
        incomplete = self.scenario.incomplete_before(item)
        if incomplete:
            grain = lcm(grain, all_but_one(thing).denominator)
        is_record = self.scenario.kind == "record"
        own = [(each.number, each.tranche) for each in self._own.get(item, ())]
        held = scopes(self.request, own) if is_record else []
        grain = lcm(grain, *map(grain_of, held))
        rests = tuple([rest_of(scope, grain) for scope in held])
        more = sum(in_grains(amount, grain) for amount in ceilings)
        in_lots = lot_grains or 1
        scheduled = ItemSchedule(
            item,
            thing,
            grain,
            lot_grains,
            tuple([self._line(portion, grain, lot_grains, more, rests) for portion in portions]),
            tuple([GrainLimit(e, int(e.limit * grain) // in_lots * in_lots) for e in limits]),
            self.request.opens,
            self._source,
            is_record,
            incomplete,
            rests,
        )
        if limits:
            scheduled.series  # noqa: B018  # a capacity that never comes to an end is refused here
        return scheduled

    def sum(self, name: str, items: Mapping[str | None, ItemSchedule]) -> ItemSchedule | None:
        """Add up the items of a sum, scheduled already or not; None if the scenario has none."""
        of = self.request.sums[name].items
        own = [found for item in of if (found := items.get(item) or self.item(item))]
        thing = self.request.sums[name].as_item(self.request.items)
        return sum_up(name, thing, own) if own else None

    def schedule_of(self, items: Iterable[ItemSchedule]) -> Schedule:
        """Return the schedule that these items make."""
        return Schedule(
            self.case,
            self.request_id,
            self.request,
            self.scenario_id,
            self.scenario,
            self.lineage,
            Frozen((item.id, item) for item in items),
            self.whole,
            self.only,
        )

    def _line(
        self,
        portion: _Portion,
        grain: int,
        lot: int | None,
        more: int,
        rests: Sequence[Rest],
    ) -> Line:
        """Place a whole tranche; ``more`` is what the ceilings may leave to a balance.

        What ``rests`` hold is not placed. Where a record goes on only within a scope of them, they
        say what may have come in the rest of its last month.
        """
        tranche, is_record = portion.tranche, self.scenario.kind == "record"
        openness, running, at_most, at_least = portion.openness, None, None, None
        if any(portion.number in rest.numbers for rest in rests):
            openness = "loose"
        elif portion.amount is not None:
            total = in_grains(portion.amount, grain)
            running = most = spread(total, portion.weights, lot)
            if openness == "balance":
                most = spread(total + more, portion.weights, lot)
            elif tranche.quantity and tranche.quantity.to is not None:
                most = spread(in_grains(tranche.quantity.to, grain), portion.weights, lot)
            at_most, at_least = line_band(tranche, running, most)
            if openness == "at_least":
                at_most = None
            if is_record and not tranche.stated:  # it stays one figure
                running = all_at(total, len(running), len(running) - 1)
            if tranche.through and any(portion.number in rest.settled for rest in rests):
                tranche = tranche.model_copy(update={"through": None})
        return Line(
            tranche,
            portion.number,
            None,
            tranche.window.span,
            grain,
            openness,
            running,
            at_most,
            at_least,
            is_record,
            portion.counts,
        )

    def _portions(self, item: str | None, thing: Request | Item) -> list[_Portion]:
        """Return the tranches that are of this item, in order, with their quantities."""
        portions: list[_Portion] = []
        for portion in sorted([*self._shared, *self._own.get(item, ())]):  # by their numbers
            tranche = portion.tranche
            amount = tranche.nominal.amount if tranche.nominal else None
            if tranche.share is not None:
                amount = thing.quantity and tranche.share * thing.quantity
            portions.append(portion._replace(amount=amount))
        for at, portion in enumerate(portions):
            if portion.openness == "balance":
                counting = [each for each in portions if each.counts and each.tranche.counted]
                taken = sum((each.amount for each in counting if each.amount), Fraction(0))
                portions[at] = portion._replace(amount=(thing.quantity or Fraction(0)) - taken)
        return portions


def nothing_of(item: str, schedulers: Sequence[ScenarioScheduler]) -> RangeError:
    """Phrase that none of these scenarios has an item, with those that they have."""
    having = dict.fromkeys(each.item for of in schedulers for each in of.tranches if each.item)
    names = ", ".join(having)
    if len(schedulers) == 1:
        alone = schedulers[0].scenario_id
        return RangeError(f"'{alone}' has nothing of '{item}'", f"it has: {names}")
    return RangeError(f"none of these scenarios has '{item}'", f"they have: {names}")


def _check_lots(portions: Sequence[_Portion], lot: Fraction) -> None:
    """Raise `LotError` where a lot that the case does not state, and so has not checked, fails."""
    for portion in portions:
        of_tranche, recipients = f"tranche {portion.number}", portion.tranche.recipients.values()
        quantity = portion.tranche.quantity
        stated = (portion.amount, quantity and quantity.to, portion.tranche.mark, *recipients)
        for part in stated:
            if part is not None and (part / lot).denominator != 1:
                message = f"{of_tranche}: {part} is not a whole number of lots of {lot}"
                raise LotError(message, "leave out --whole")
        is_one = len(portion.tranche.window) == 1  # then all of it is given at once
        if not is_one and handed_out(recipients, lot) > MOST_HANDED_OUT:
            message = f"{of_tranche} has too many recipients' lots to hand out one by one"
            raise LotError(message, "leave out --whole")
