"""Scenarios as they are scheduled: names looked up, ``based_on`` carried out, parts taken out.

Convention: a resolved scenario has tranches and no ``based_on``. Its citations and assumptions are
its own; those of what it is based on are in its `lineage`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from deliveries.case.models import TRANCHE_CHANGES, Request, Scenario, Tranche
from deliveries.errors import UnknownNameError, UnreadableError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Window

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from deliveries.case.models import Case


def find_request(case: Case, name: str | None = None) -> tuple[str, Request]:
    """Return the request of that id, or the first, and its id. Raises `UnknownNameError`."""
    if name is None:
        name = next(iter(case.requests))
    if name not in case.requests:
        raise unknown_name("request", name, case.requests)
    return name, case.requests[name]


def find_scenario(request: Request, name: str) -> Scenario:
    """Return the scenario of that id, resolved, in a request that has passed its checks.

    Raises `UnknownNameError`; `UnreadableError` if a shift leaves the years that can be written.
    """
    return limited(request, changed_from(request, name))


def changed_from(request: Request, name: str) -> Scenario:
    """Return a scenario with its changes carried out, and those of all that it is based on.

    Raises as `find_scenario` does.
    """
    if name not in request.scenarios:
        raise unknown_name("scenario", name, request.scenarios)
    resolved, *changing = lineage(request, name).values()
    for scenario in changing:
        resolved = carried_out(request, resolved, scenario)
    return resolved


def limited(request: Request, scenario: Scenario) -> Scenario:
    """Return a resolved scenario with the request's limits, where it has none of its own.

    A record is what came, and of a quantity that is not known nobody can tell what waits: these
    stay as they are.
    """
    own = {limit.item for limit in scenario.capacity}
    more = [
        limit
        for limit in request.capacity
        if scenario.kind != "record"
        and limit.item not in own
        and is_known(request, scenario, limit.item)
    ]
    if not more:
        return scenario
    return scenario.model_copy(update={"capacity": (*scenario.capacity, *more)})


def is_known(request: Request, scenario: Scenario, item: str | None) -> bool:
    """Tell if a scenario says how much it brings of an item, or of the request's unit (None)."""
    thing = request.things.get(item)
    for tranche in scenario.tranches:
        if tranche.counted and tranche.share is not None and thing and thing.quantity is None:
            return False
        if tranche.counted and tranche.item in (item, None) and tranche.openness == "unknown":
            return False
    return True


def unknown_name(what: str, name: str, known: Mapping[str, object]) -> UnknownNameError:
    """Phrase an unknown name, with the nearest one and the list."""
    near, names = did_you_mean(name, known), f"the {what}s are: {', '.join(known)}"
    hint = f"{near}\n{names}" if near else names
    return UnknownNameError(f"there is no {what} '{name}'", hint)


def lineage(request: Request, name: str) -> dict[str, Scenario]:
    """Return the scenario and all that it is based on, the first of them first, as written."""
    chain = {name: request.scenarios[name]}
    while (base := chain[name].based_on) is not None:
        name, chain = base, {base: request.scenarios[base], **chain}
    return chain


def revised_among(request: Request, name: str, kept: Container[str]) -> str | None:
    """Return the last of some promises that one takes the place of; None if there is none.

    That is what the promise before it revised, where that one is not among them.
    """
    earlier = request.scenarios[name].revises
    while earlier is not None and earlier not in kept:
        earlier = request.scenarios[earlier].revises
    return earlier


def only_item(request: Request, item: str) -> Request:
    """Return a request with one of its items alone, or with the items of one of its sums.

    All else stays where it is, for places count. Raises `UnknownNameError` for an item that it does
    not have.
    """
    if item not in (known := {**request.items, **request.sums}):
        hint = did_you_mean(item, known, "one of: ") if known else "the request has no items"
        raise UnknownNameError(f"there is no item '{item}' in the request", hint)
    held = request.sums[item].items if item in request.sums else (item,)
    update = {
        "items": {name: each for name, each in request.items.items() if name in held},
        "sums": {name: each for name, each in request.sums.items() if name == item},
    }
    return request.model_copy(update=update)


def with_items(scenario: Scenario, items: Container[str | None]) -> Scenario:
    """Return a resolved scenario with what it has of some items alone, shares of all included."""
    tranches = (each for each in scenario.tranches if each.item in items or each.share is not None)
    before = scenario.not_complete_before.items()
    update = {
        "tranches": tuple(tranches),
        "capacity": tuple(each for each in scenario.capacity if each.item in items),
        "not_complete_before": {item: month for item, month in before if item in items},
    }
    return scenario.model_copy(update=update)


def resolve_all(request: Request) -> tuple[dict[str, Scenario | UnreadableError], list[list[str]]]:
    """Return every scenario with its changes carried out, or why they leave the calendar.

    Those are left out whose base, or a base of it, is not there or goes in a circle. Every circle
    of scenarios based on one another comes second, the first in the file first.
    """
    found: dict[str, Scenario | UnreadableError] = {}
    circles: list[list[str]] = []
    for trail, circle in trails({name: each.based_on for name, each in request.scenarios.items()}):
        circles += [circle] if circle else []
        for each in reversed(trail):
            scenario = request.scenarios[each]
            base = scenario if scenario.based_on is None else found.get(scenario.based_on)
            if base is None:
                continue
            found[each] = base
            if base is not scenario and isinstance(base, Scenario):
                try:
                    found[each] = carried_out(request, base, scenario)
                except UnreadableError as reason:
                    found[each] = reason
    return found, circles


def trails(after: Mapping[str, str | None]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the names in trails, each from a name to what comes after it, and every name once.

    The circle that a trail ends in comes with it, its first name first; empty if there is none.
    """
    place = {name: at for at, name in enumerate(after)}
    seen: set[str] = set()
    for first in after:
        trail: list[str] = []
        name: str | None = first
        while name is not None and name in after and name not in seen:
            seen.add(name)
            trail.append(name)
            name = after[name]
        circle: list[str] = []
        if name in trail:
            circle = trail[trail.index(name) :]
            start = circle.index(min(circle, key=place.__getitem__))
            circle = [*circle[start:], *circle[:start]]
        yield trail, circle


def carried_out(request: Request, base: Scenario, scenario: Scenario) -> Scenario:
    """Return the scenario, with the tranches of its base changed as it says.

    Another quantity falls in the same proportions by month, and nobody says who receives it. In
    another window an even share stays even. Another share each month goes over as many months as
    make the whole. What the base assumed of a figure that is changed goes with the figure, and
    so do other readings: they are of the tranche as it was. The base's limits are kept of what the
    scenario has no limit of its own for. What the base says of months before which it is not
    complete moves along; if other months are given, it goes. What comes earlier was asked for
    earlier, too; a shift to later is a delay of what was asked for when it was.
    """
    tranches = list(base.tranches)
    if tranches and set(scenario.changes) & set(TRANCHE_CHANGES):
        at = min(scenario.tranche or 1, len(tranches)) - 1
        tranche = tranches[at]
        changed: dict[str, Any]
        if scenario.quantity is not None:
            changed = {"quantity": scenario.quantity, "recipients": {}}
            if amounts := tranche.amounts:
                changed["weights"] = tuple(
                    amounts.get(month, Fraction(0)) for month in tranche.window
                )
                changed["amounts"] = None
            tranche = tranche.model_copy(update=changed)
        if scenario.window is not None:
            profile = "even" if tranche.monthly is not None else tranche.profile
            tranche = _moved(tranche, scenario.window)
            tranche = tranche.model_copy(update={"monthly": None, "profile": profile})
        if scenario.monthly is not None:
            window, months = tranche.window, 1 / scenario.monthly
            if scenario.window is None and months.denominator == 1 and months <= LONGEST_WINDOW:
                window = Window(window.first, window.first + (int(months) - 1))
            changed = {"quantity": tranche.nominal, "window": window, "monthly": scenario.monthly}
            changed |= dict.fromkeys(("profile", "weights", "amounts"))
            tranche = tranche.model_copy(update=changed)
        kept = {
            key: why.settled for key, why in tranche.assumed.items() if key not in scenario.changes
        }
        tranches[at] = tranche.model_copy(update={"assumed": kept})
    if scenario.shift:
        tranches = [_moved(each, each.window.shifted(scenario.shift)) for each in tranches]
    limited = {limit.item for limit in scenario.capacity}
    limits = [limit for limit in base.capacity if limit.item not in limited]
    update: dict[str, Any] = dict.fromkeys(("based_on", "tranche", *TRANCHE_CHANGES, "shift"))
    update |= {"tranches": tuple(tranches), "capacity": (*limits, *scenario.capacity)}
    update["exceeds"] = scenario.exceeds or base.exceeds
    asked = base.asked
    if scenario.shift and scenario.shift < 0:
        asked = asked or (request.dated.month if request.dated else None)
        asked = asked + scenario.shift if asked else None
    update["asked"] = scenario.asked or asked
    if scenario.window is None and scenario.monthly is None:
        later = scenario.shift or 0
        before = {item: month + later for item, month in base.not_complete_before.items()}
        update["not_complete_before"] = before | scenario.not_complete_before
    return scenario.model_copy(update=update)


def _moved(tranche: Tranche, window: Window) -> Tranche:
    """Return the tranche in another window; amounts by month move along, other readings do not."""
    later = window.first - tranche.window.first
    amounts = tranche.amounts
    if amounts is not None:
        amounts = {month + later: amount for month, amount in amounts.items()}
    assumed = {
        key: why.settled if key in ("window", "amounts") else why
        for key, why in tranche.assumed.items()
    }
    return tranche.model_copy(update={"window": window, "amounts": amounts, "assumed": assumed})
