"""What a case owes its reader: a document or an assumption behind every figure, no idle source.

A case without them still loads; ``deliveries check --sources`` lists what is wanting.
"""

from collections.abc import Iterator, Mapping

from deliveries.case.checks.parts import Found
from deliveries.case.models import Limit, Request, Scenario, Source, Tranche
from deliveries.errors import Fault, Path

_OF_A_REQUEST = ("dated", "quantity", "needed_by", "opens")
_OF_A_TRANCHE = (
    "quantity", "share", "window", "profile", "monthly", "weights", "amounts", "establishment",
    "recipients", "through",
)  # fmt: skip
_REMEDY = "give it a `source`, or say under `assumed` why it is taken"


def source_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Every figure with neither a document nor an assumption, and every source never cited."""
    cited: set[str] = set()
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        cited |= {each.source for each in request.source}
        cited |= {each.source for item in request.items.values() for each in item.source}
        yield from _wanting(path, request, _OF_A_REQUEST)
        yield from _of_items(path, request)
        for name, scenario in request.scenarios.items():
            cited |= set(_cited(scenario))
            yield from _of_scenario((*path, "scenarios", name), scenario)
    for name in sources:
        if name not in cited:
            yield Fault(
                ("sources", name),
                "unused-source",
                f"no figure cites the source '{name}'",
                "cite it where it belongs, or take it out",
            )


def _of_items(path: Path, request: Request) -> Found:
    """The request's own source, or its assumption about ``items``, stands for what has none."""
    if request.source or "items" in request.assumed:
        return
    for name, item in request.items.items():
        if item.quantity is not None and not item.source:
            message = "'quantity' has neither a source nor an assumption"
            yield Fault((*path, "items", name, "quantity"), "no-source", message, _REMEDY)


def _cited(scenario: Scenario) -> Iterator[str]:
    """The ids of the sources that a scenario cites."""
    yield from (each.source for each in scenario.source)
    parts: list[Tranche | Limit] = [*scenario.tranches, *scenario.capacity]
    for part in parts:
        yield from (each.source for each in part.source)


def _of_scenario(path: Path, scenario: Scenario) -> Found:
    """A scenario's own source stands for its tranches, changes and limits, too."""
    if scenario.source:
        return
    yield from _wanting(path, scenario, ("quantity", "window", "monthly", "shift"))
    for at, tranche in enumerate(scenario.tranches):
        yield from _wanting((*path, "tranches", at), tranche, _OF_A_TRANCHE)
    for at, limit in enumerate(scenario.capacity):
        if "capacity" not in scenario.assumed:
            yield from _wanting((*path, "capacity", at), limit, ("limit",))


def _wanting(
    path: Path, part: Request | Scenario | Tranche | Limit, keys: tuple[str, ...]
) -> Found:
    if part.source:
        return
    for key in keys:
        if getattr(part, key) not in (None, {}, ()) and key not in part.assumed:
            message = f"'{key}' has neither a source nor an assumption"
            yield Fault((*path, key), "no-source", message, _REMEDY)
