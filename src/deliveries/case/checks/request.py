"""What must hold between the parts of a request."""

from collections.abc import Callable, Iterator

from deliveries.case.checks.parts import Found, is_whole, not_whole
from deliveries.case.models import Item, Request
from deliveries.case.resolve import circles
from deliveries.errors import Fault, Path, did_you_mean


def _unit_or_items(path: Path, request: Request) -> Found:
    if not request.items and request.unit is None:
        yield Fault(
            path,
            "no-unit",
            "the request has neither a unit nor items",
            "say what is counted: `unit: division set`",
            ((*path, "unit"), (*path, "items")),
        )
    for key in ("unit", "plural", "quantity", "lot"):
        if request.items and getattr(request, key) is not None:
            yield Fault(
                (*path, key),
                "unit-beside-items",
                f"an itemised request has no '{key}' of its own",
                "items never add up: give each its own unit and quantity",
            )


def _lots(path: Path, request: Request) -> Found:
    things: dict[Path, Request | Item] = {path: request}
    things |= {(*path, "items", name): item for name, item in request.items.items()}
    for where, thing in things.items():
        if thing.quantity is not None and not is_whole(thing.quantity, thing.lot):
            yield not_whole((*where, "quantity"), thing.quantity, thing.lot)


def _named_scenarios(path: Path, request: Request) -> Iterator[tuple[Path, str]]:
    """Every place that names a scenario."""
    if request.baseline is not None:
        yield (*path, "baseline"), request.baseline
    for number, name in enumerate(request.compare):
        yield (*path, "compare", number), name
    for scenario_id, scenario in request.scenarios.items():
        if scenario.based_on is not None:
            yield (*path, "scenarios", scenario_id, "based_on"), scenario.based_on


def _repeated_names(path: Path, request: Request) -> Found:
    for key in ("recipients", "compare"):
        names: tuple[str, ...] = getattr(request, key)
        seen: set[str] = set()
        for at, name in enumerate(names):
            if name in seen:
                yield Fault((*path, key, at), "repeated", f"'{name}' is here for the second time")
            seen.add(name)


def _unknown_scenarios(path: Path, request: Request) -> Found:
    for where, name in _named_scenarios(path, request):
        if name not in request.scenarios:
            yield Fault(
                where,
                "unknown-scenario",
                f"there is no scenario '{name}'",
                did_you_mean(name, request.scenarios, "the scenarios are: "),
                ((*path, "scenarios", name),),
            )


def _circles(path: Path, request: Request) -> Found:
    for circle in circles(request):
        yield Fault(
            (*path, "scenarios", circle[0], "based_on"),
            "circular",
            f"this goes in a circle: {' -> '.join(_shortened([*circle, circle[0]]))}",
            "one of them needs tranches of its own",
        )


def _shortened(trail: list[str]) -> list[str]:
    return trail if len(trail) <= 12 else [*trail[:10], "...", trail[-1]]


REQUEST_CHECKS: tuple[Callable[[Path, Request], Found], ...] = (
    _unit_or_items,
    _lots,
    _repeated_names,
    _unknown_scenarios,
    _circles,
)
