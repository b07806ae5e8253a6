"""Whether what a capacity holds back would ever all come: asked without placing anything.

What begins in a month or later can only come from that month on. If the limits from there let less
through than that, in all the months that a schedule may have, no placement helps.
"""

from fractions import Fraction

from deliveries.case.checks.parts import Found
from deliveries.case.models import Limit, Request, Scenario, Tranche
from deliveries.errors import Fault, Path
from deliveries.months import Month, longest_from, too_long

_NONE = Fraction(0)


def never_ends(path: Path, request: Request, scenario: Scenario) -> Found:
    """Capacities through which the scenario would never come to its end."""
    for item, thing in request.things.items():
        limits = [limit for limit in scenario.capacity if limit.item == item]
        begins = _begins(request, scenario, item) if limits else {}
        if begins and not any(lets_nothing_through(each, thing.lot) for each in limits):
            yield from _too_low(path, limits, thing.lot, begins)


def lets_nothing_through(limit: Limit, lot: Fraction | None) -> bool:
    """Whether it is a limit for all time to come, and less than one lot can come at it."""
    forever = limit.window is None or limit.window.last is None
    return forever and (limit.limit < lot if lot else not limit.limit)


def _begins(request: Request, scenario: Scenario, item: str | None) -> dict[Month, Fraction]:
    """How much is to come of an item by the month in which it may first come."""
    asked = request.things[item].quantity
    amounts: dict[Month, Fraction] = {}
    balances: list[Month] = []
    for tranche in scenario.tranches:
        first = tranche.window.first
        if not tranche.counted or (request.opens and first < request.opens):
            continue
        if tranche.item == item and tranche.openness == "balance":
            balances.append(first)
        elif tranche.item == item or tranche.share is not None:
            amounts[first] = amounts.get(first, _NONE) + _amount(tranche, asked)
    for first in balances:
        left = max((asked or _NONE) - sum(amounts.values(), start=_NONE), _NONE)
        amounts[first] = amounts.get(first, _NONE) + left
    return amounts


def _amount(tranche: Tranche, asked: Fraction | None) -> Fraction:
    """The quantity of a tranche, at its most."""
    if tranche.share is not None:
        return tranche.share * (asked or _NONE)
    return (tranche.nominal and tranche.nominal.amount) or _NONE


def _too_low(
    path: Path, limits: list[Limit], lot: Fraction | None, begins: dict[Month, Fraction]
) -> Found:
    """Let all come as soon as it may, month by month, and see whether it ends."""
    first, waits = min(begins), _NONE
    longest = longest_from(first)
    for month in (first + at for at in range(longest)):
        waits += begins.get(month, _NONE)
        waits -= min(waits, _most(month, limits, lot, waits))
        if not waits and month >= max(begins):
            return
    yield Fault(
        (*path, "capacity"),
        "never-ends",
        f"at this capacity it would take {too_long(longest)}",
        "write a higher limit, or one for fewer months",
        ((*path, "tranches"), (*path, "capacity")),
    )


def _most(month: Month, limits: list[Limit], lot: Fraction | None, all_of_it: Fraction) -> Fraction:
    """What may come in a month: all of it, where the month has no limit."""
    of_month = (each.limit for each in limits if each.window is None or month in each.window)
    if (limit := next(of_month, None)) is None:
        return all_of_it
    return limit // lot * lot if lot else limit
