"""Checks of what must hold between the parts of a case, and of what a case owes its reader.

A case without a document or an assumption behind every figure still loads; ``deliveries check
--sources`` lists what is wanting.
"""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from deliveries.case.derived import reason_of
from deliveries.case.models import (
    NO_PROMISES,
    Accepted,
    Item,
    Limit,
    Model,
    Request,
    Scenario,
    Source,
    Tranche,
    keys_of,
)
from deliveries.case.readings import Choice, Replaced, choices, named_place, replaced
from deliveries.case.resolve import limited, resolve_all, trails
from deliveries.case.scenario_checks import (
    HIGHER,
    Found,
    Resolved,
    limit_faults,
    lot_faults,
    never_ending,
    scenario_faults,
    unknown,
)
from deliveries.errors import Fault, Path, did_you_mean
from deliveries.months import too_long

MOST_ALTERNATIVES = 30
"""The most alternatives in a request: each is checked with all else that the request has."""


def case_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Yield every fault of a case, check by check."""
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        yield from request_faults(path, request)
        yield from _reading_faults(path, request)
        for inner, part in request.parts():
            where = (*path, *inner)
            for at, citation in enumerate(part.source):
                if (name := citation.source) not in sources:
                    yield unknown((*where, "source", at), "source", name, sources, ("sources",))
        for inner, of, name, _ in request.assumptions():
            if name not in (keys := keys_of(type(of))):
                message = f"'{name}' is not a field that could be assumed"
                where = (*path, *inner, "assumed", name)
                yield Fault(where, "unknown-assumed", message, did_you_mean(name, keys))


def request_faults(path: Path, request: Request) -> Found:
    """Yield every fault within a request, its citations and its other readings aside."""
    yield from _counted_faults(path, request)
    yield from _sum_faults(path, request)
    resolved, circles = resolve_all(request)
    yield from _name_faults(path, request, circles)
    yield from _revision_faults(path, request)
    yield from _capacity_faults(path, request, resolved)
    for name, scenario in request.scenarios.items():
        yield from scenario_faults((*path, "scenarios", name), request, scenario, resolved)


def added_faults(path: Path, request: Request, name: str, resolved: Resolved) -> Found:
    """Yield every fault of one scenario of a request in which all else has passed its checks.

    ``resolved`` has it, and what it is based on, as `resolve_all` does. How it goes with other
    readings is not asked.
    """
    yield from _capacity_faults(path, request, {name: resolved[name]})
    where, scenario = (*path, "scenarios", name), request.scenarios[name]
    yield from scenario_faults(where, request, scenario, resolved)


def _reading_faults(path: Path, request: Request) -> Found:
    """Check that what could be taken instead fits with all else, each alternative by itself."""
    found = choices(request)
    if sum(choice.size for choice in found) > MOST_ALTERNATIVES:
        message = f"more than {MOST_ALTERNATIVES} other readings in a request"
        yield Fault(path, "too-many-alternatives", message, "give those that matter most")
        return
    known = {fault.message for fault in request_faults(path, request)} if found else set()
    for choice in found:
        for place in choice.places:
            if len(place.values) != choice.size:
                counts = f"{len(place.values)} other readings here and {choice.size} elsewhere"
                message = f"the choice '{choice.id}' has {counts}"
                hint = "what is one choice has the same number everywhere"
                yield Fault(_written_at(path, place), "uneven-choice", message, hint)
        for number in range(1, choice.size + 1):
            try:
                read = replaced(request, [(choice, number)])
            except ValidationError as error:
                reason, hint = reason_of(error.errors()[0])
                yield _unfit(path, choice, number, Fault((), "", reason, hint))
                continue
            faults = (each for each in request_faults(path, read) if each.message not in known)
            if fault := next(faults, None):
                yield _unfit(path, choice, number, fault)


def _written_at(path: Path, place: Replaced) -> Path:
    """Return where the alternatives of a field stand."""
    return (*path, *place.path, "assumed", place.key, "or")


def _unfit(path: Path, choice: Choice, number: int, fault: Fault) -> Fault:
    """Phrase an alternative that does not fit, at the place that the fault is nearest to."""
    wheres = [(*path, *place.path) for place in choice.places]
    near = (at for at, where in enumerate(wheres) if fault.path[: len(where)] == where)
    place = choice.places[next(near, 0)]
    message = f"this cannot be taken as '{place.key}': {fault.message}"
    where = (*_written_at(path, place), number - 1)
    return Fault(where, "bad-alternative", message, fault.hint, (*wheres, *fault.rests_on))


def _counted_faults(path: Path, request: Request) -> Found:
    """Check that something is counted, in whole lots: the request's own unit, or its items."""
    if not request.items and request.unit is None:
        message = "the request has neither a unit nor items"
        hint = "say what is counted: `unit: division set`"
        rests_on = ((*path, "unit"), (*path, "items"))
        yield Fault(path, "no-unit", message, hint, rests_on)
    for key in ("unit", "plural", "quantity", "lot"):
        if request.items and getattr(request, key) is not None:
            message = f"an itemised request has no '{key}' of its own"
            hint = "items never add up: give each its own unit and quantity"
            yield Fault((*path, key), "unit-beside-items", message, hint)
    yield from lot_faults((*path, "quantity"), request.quantity, request.lot)
    for name, item in request.items.items():
        yield from lot_faults((*path, "items", name, "quantity"), item.quantity, item.lot)


def _sum_faults(path: Path, request: Request) -> Found:
    """Check that each sum is of items that there are, once each, all in one unit."""
    if request.sums and not request.items:
        message = "the request has no items to add up"
        hint = "give it `items:`, or take the sums out"
        yield Fault((*path, "sums"), "not-itemised", message, hint, ((*path, "items"),))
        return
    items_at = (*path, "items")
    for name, total in request.sums.items():
        where = (*path, "sums", name)
        if name in request.items:
            message = f"there is an item '{name}', so a sum cannot be called that"
            yield Fault(where, "sum-named-like-item", message, "give the sum another id")
        first: Item | None = None
        for at, item in enumerate(total.items):
            here = (*where, "items", at)
            if item in total.items[:at]:
                message = f"'{item}' is here for the second time"
                yield Fault(here, "repeated", message, "an item is added up once")
            elif item in request.sums and item not in request.items:
                message = f"'{item}' is a sum: a sum is of items"
                yield Fault(here, "sum-of-sums", message, "list the items of that sum")
            elif item not in request.items:
                yield unknown(here, "item", item, request.items, items_at)
            elif first is None:
                first = request.items[item]
            elif request.items[item].unit != first.unit:
                other = request.items[item].unit
                message = f"'{item}' is counted in '{other}', and this sum in '{first.unit}'"
                hint = "unlike units never add up: take it out, or write one unit alike in both"
                units_at = tuple((*items_at, each, "unit") for each in total.items[: at + 1])
                yield Fault(here, "unlike-units", message, hint, units_at)


def _name_faults(path: Path, request: Request, circles: Sequence[Sequence[str]]) -> Found:
    """Check that no name is listed twice, and that scenarios rest on ones that there are."""
    for key in ("recipients", "compare"):
        first: dict[str, int] = {}
        for at, name in enumerate(getattr(request, key)):
            if first.setdefault(name, at) != at:
                yield Fault((*path, key, at), "repeated", f"'{name}' is here for the second time")
    named: list[tuple[Path, str | None]] = [((*path, "baseline"), request.baseline)]
    named += [((*path, "compare", at), name) for at, name in enumerate(request.compare)]
    for scenario_id, scenario in request.scenarios.items():
        named.append(((*path, "scenarios", scenario_id, "based_on"), scenario.based_on))
    for where, other in named:
        if other is not None and other not in request.scenarios:
            scenarios_at = (*path, "scenarios")
            yield unknown(where, "scenario", other, request.scenarios, scenarios_at)
    for circle in circles:
        where = (*path, "scenarios", circle[0], "based_on")
        yield _circle_fault(where, circle, "one of them needs tranches of its own")


def _circle_fault(where: Path, circle: Sequence[str], hint: str) -> Fault:
    """Phrase a circle of scenarios, the first of them first."""
    trail = [*circle, circle[0]]
    shown = trail if len(trail) <= 12 else [*trail[:10], "...", trail[-1]]
    return Fault(where, "circular", f"this goes in a circle: {' -> '.join(shown)}", hint)


def _revision_faults(path: Path, request: Request) -> Found:
    """Check that promises revise earlier promises, and none of them itself in the end."""
    scenarios_at = (*path, "scenarios")
    revised = {name: each.revises for name, each in request.scenarios.items()}
    circles = [circle for _, circle in trails(revised) if circle]
    for circle in circles:
        where = (*scenarios_at, circle[0], "revises")
        yield _circle_fault(where, circle, "one of them revises nothing: the first promise")
    for name, scenario in request.scenarios.items():
        where, other = (*scenarios_at, name, "revises"), scenario.revises
        if other is None or any(name in circle for circle in circles):
            continue
        if other not in request.scenarios:
            yield unknown(where, "scenario", other, request.scenarios, scenarios_at)
            continue
        earlier = request.scenarios[other]
        for each, of in ((scenario, name), (earlier, other)):
            if each.kind in NO_PROMISES:
                message = f"'{of}' is a {each.kind}: only a promise revises another"
                hint = "a record is what came, and a counterfactual is ours: take this out"
                yield Fault(where, "no-promise", message, hint, ((*scenarios_at, of, "kind"),))
        if earlier.dated and scenario.dated and earlier.dated.is_after(scenario.dated):
            message = (
                f"'{name}' is of {scenario.dated.long()} and cannot revise '{other}' of "
                f"{earlier.dated.long()}"
            )
            hint = "a promise revises an earlier one: turn it round, or mend a date"
            dates = tuple((*scenarios_at, each, "dated") for each in (name, other))
            yield Fault(where, "revises-later", message, hint, dates)


def _capacity_faults(path: Path, request: Request, resolved: Resolved) -> Found:
    """Check the limits for all scenarios, and that each that they limit comes to its end."""
    yield from limit_faults(path, request, request.capacity)
    where = (*path, "capacity")
    for name, scenario in resolved.items():
        if isinstance(scenario, Scenario):
            added = limited(request, scenario).capacity[len(scenario.capacity) :]
            for longest in never_ending(request, scenario, added):
                message = f"at this capacity '{name}' would take {too_long(longest)}"
                rests_on = ((*path, "scenarios", name), where)
                yield Fault(where, "never-ends", message, HIGHER, rests_on)


_FIGURES: dict[type[Model], tuple[str, ...]] = {
    Request: ("dated", "quantity", "needed_by", "opens"),
    Item: ("quantity",),
    Scenario: ("quantity", "window", "monthly", "shift", "not_complete_before", "ledger"),
    Accepted: (),
    Tranche: (
        "quantity", "share", "window", "profile", "monthly", "weights", "amounts", "establishment",
        "recipients", "through", "to_date", "total", "date",
    ),
    Limit: ("limit",),
}  # fmt: skip
"""The keys of each part that stand on a document or an assumption."""


def _is_of_others(part: Model, key: str) -> bool:
    """Tell if a figure is looked at elsewhere: a ledger in its rows, a day's month in the day."""
    if isinstance(part, Scenario):
        return key == "ledger" and all(each.source for each in part.tranches)
    return isinstance(part, Tranche) and key == "window" and part.date is not None


def source_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Yield every figure with neither a document nor an assumption, and every idle source.

    A scenario's own source stands for its tranches, changes and limits, too; the request's own
    source, or its assumption about ``items``, stands for the items that have none.
    """
    cited: set[str] = set()
    for request_id, request in requests.items():
        for inner, part in request.parts():
            cited |= {each.source for each in part.source}
            holder = request.scenarios[str(inner[1])] if inner[:1] == ("scenarios",) else request
            if isinstance(holder, Scenario) and holder.ledger and inner[2:3] == ("tranches",):
                continue  # they are one figure, the scenario's
            within = set(inner[-2:-1]) & {"items", "capacity"}
            whole = within & set(holder.assumed)
            if part.source or whole or (holder is not part and holder.source):
                continue
            assumed = {} if isinstance(part, Item | Accepted) else part.assumed
            for key in _FIGURES[type(part)]:
                if _is_of_others(part, key):
                    continue
                if getattr(part, key) not in (None, {}, ()) and key not in assumed:
                    where = ("requests", request_id, *inner, key)
                    message = f"'{key}' has neither a source nor an assumption"
                    hint = "give it a `source`, or say under `assumed` why it is taken"
                    yield Fault(where, "no-source", message, hint)
    for name in sources:
        if name not in cited:
            message = f"no figure cites the source '{name}'"
            hint = "cite it where it belongs, or take it out"
            yield Fault(("sources", name), "unused-source", message, hint)


def settled_faults(requests: Mapping[str, Request]) -> Found:
    """Yield what is assumed without another reading: nothing is wrong with it."""
    for request_id, request in requests.items():
        for inner, _, key, assumption in request.assumptions():
            if not assumption.or_:
                where = ("requests", request_id, *inner, "assumed", key)
                message = f"assumed without another reading: {named_place(inner, key)}"
                yield Fault(where, "no-alternative", message, "write others under `or`")
