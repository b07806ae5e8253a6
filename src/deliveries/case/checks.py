"""Checks of what must hold between the parts of a case, and of what a case owes its reader.

A case without a document or an assumption behind every figure still loads; ``deliveries check
--sources`` lists what is wanting.
"""

from collections.abc import Mapping, Sequence

from deliveries.case.models import Item, Limit, Model, Request, Scenario, Source, Tranche
from deliveries.case.resolve import resolve_all
from deliveries.case.scenario_checks import Found, lot_faults, scenario_faults, unknown
from deliveries.errors import Fault, Path, did_you_mean


def case_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Yield every fault of a case, check by check."""
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        yield from _counted_faults(path, request)
        resolved, circles = resolve_all(request)
        yield from _name_faults(path, request, circles)
        for name, scenario in request.scenarios.items():
            yield from scenario_faults((*path, "scenarios", name), request, scenario, resolved)
        for inner, part in request.parts():
            where = (*path, *inner)
            for at, citation in enumerate(part.source):
                if (name := citation.source) not in sources:
                    yield unknown((*where, "source", at), "source", name, sources, ("sources",))
            fields = type(part).model_fields
            for name in () if isinstance(part, Item) else part.assumed:
                if name not in fields:
                    message = f"'{name}' is not a field that could be assumed"
                    hint = did_you_mean(name, fields)
                    yield Fault((*where, "assumed", name), "unknown-assumed", message, hint)


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
        trail = [*circle, circle[0]]
        shown = trail if len(trail) <= 12 else [*trail[:10], "...", trail[-1]]
        message = f"this goes in a circle: {' -> '.join(shown)}"
        where = (*path, "scenarios", circle[0], "based_on")
        yield Fault(where, "circular", message, "one of them needs tranches of its own")


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
