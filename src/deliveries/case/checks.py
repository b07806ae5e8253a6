"""Checks of what must hold between the parts of a case, and of what a case owes its reader.

A case without a document or an assumption behind every figure still loads; ``deliveries check
--sources`` lists what is wanting.
"""

from collections.abc import Mapping

from deliveries.case.models import Item, Limit, Model, Request, Scenario, Source, Tranche
from deliveries.case.resolve import circles, resolve_all
from deliveries.case.scenario_checks import Found, is_whole, not_whole, scenario_faults
from deliveries.errors import Fault, Path, did_you_mean


def case_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Yield every fault of a case, check by check."""
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        yield from _counted_faults(path, request)
        yield from _name_faults(path, request)
        resolved = resolve_all(request)
        for name, scenario in request.scenarios.items():
            yield from scenario_faults((*path, "scenarios", name), request, scenario, resolved)
    for request_id, request in requests.items():
        for inner, part in request.parts():
            path = ("requests", request_id, *inner)
            for at, citation in enumerate(part.source):
                if citation.source not in sources:
                    where, message = (
                        (*path, "source", at),
                        f"there is no source '{citation.source}'",
                    )
                    hint = did_you_mean(citation.source, sources, "the sources are: ")
                    rests_on = (("sources", citation.source),)
                    yield Fault(where, "unknown-source", message, hint, rests_on)
            fields = type(part).model_fields
            for name in () if isinstance(part, Item) else part.assumed:
                if name not in fields:
                    message = f"'{name}' is not a field that could be assumed"
                    hint = did_you_mean(name, fields)
                    yield Fault((*path, "assumed", name), "unknown-assumed", message, hint)


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
    things: dict[Path, Request | Item] = {path: request}
    things |= {(*path, "items", name): item for name, item in request.items.items()}
    for where, thing in things.items():
        if thing.quantity is not None and not is_whole(thing.quantity, thing.lot):
            yield not_whole((*where, "quantity"), thing.quantity, thing.lot)


def _name_faults(path: Path, request: Request) -> Found:
    """Check that no name is listed twice, and that scenarios rest on ones that there are."""
    for key in ("recipients", "compare"):
        names: tuple[str, ...] = getattr(request, key)
        seen: set[str] = set()
        for at, name in enumerate(names):
            if name in seen:
                yield Fault((*path, key, at), "repeated", f"'{name}' is here for the second time")
            seen.add(name)
    named: list[tuple[Path, str | None]] = [((*path, "baseline"), request.baseline)]
    named += [((*path, "compare", at), name) for at, name in enumerate(request.compare)]
    for scenario_id, scenario in request.scenarios.items():
        named.append(((*path, "scenarios", scenario_id, "based_on"), scenario.based_on))
    for where, other in named:
        if other is not None and other not in request.scenarios:
            message = f"there is no scenario '{other}'"
            hint = did_you_mean(other, request.scenarios, "the scenarios are: ")
            rests_on = ((*path, "scenarios", other),)
            yield Fault(where, "unknown-scenario", message, hint, rests_on)
    for circle in circles(request):
        trail = [*circle, circle[0]]
        shown = trail if len(trail) <= 12 else [*trail[:10], "...", trail[-1]]
        where, message = (*path, "scenarios", circle[0], "based_on"), " -> ".join(shown)
        hint = "one of them needs tranches of its own"
        yield Fault(where, "circular", f"this goes in a circle: {message}", hint)


_FIGURES: dict[type[Model], tuple[str, ...]] = {
    Request: ("dated", "quantity", "needed_by", "opens"),
    Item: ("quantity",),
    Scenario: ("quantity", "window", "monthly", "shift"),
    Tranche: (
        "quantity", "share", "window", "profile", "monthly", "weights", "amounts", "establishment",
        "recipients", "through",
    ),
    Limit: ("limit",),
}  # fmt: skip
"""The keys of each part that stand on a document or an assumption."""


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
            whole = set(inner[-2:-1]) & {"items", "capacity"} & set(holder.assumed)
            if part.source or whole or (holder is not part and holder.source):
                continue
            assumed = {} if isinstance(part, Item) else part.assumed
            for key in _FIGURES[type(part)]:
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
