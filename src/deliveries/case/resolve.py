"""Scenarios as they are scheduled: names looked up, ``based_on`` carried out.

Convention: a resolved scenario has tranches and no ``based_on``. Its citations and assumptions are
its own; those of what it is based on are in its `lineage`.
"""

from collections.abc import Iterable
from fractions import Fraction

from deliveries.case.fields import Quantity
from deliveries.case.models import TRANCHE_CHANGES, Limit, Request, Scenario, Tranche
from deliveries.errors import UnknownNameError, UnreadableError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Window


def find_scenario(request: Request, name: str) -> Scenario:
    """Return the scenario of that id, resolved. Raises `UnknownNameError`."""
    if name not in request.scenarios:
        raise unknown("scenario", name, request.scenarios)
    return resolve(request, name)


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Phrase an unknown name, with the nearest one and the list."""
    names = list(known)
    hint = did_you_mean(name, names)
    there_are = f"the {what}s are: {', '.join(names)}"
    return UnknownNameError(
        f"there is no {what} '{name}'", f"{hint}\n{there_are}" if hint else there_are
    )


def circles(request: Request) -> list[list[str]]:
    """Every circle of scenarios that are based on one another, the first in the file first."""
    place = {name: at for at, name in enumerate(request.scenarios)}
    found: list[list[str]] = []
    settled: set[str | None] = set()
    for first in request.scenarios:
        trail: list[str] = []
        name: str | None = first
        while name in request.scenarios and name not in settled:
            settled.add(name)
            trail.append(name)
            name = request.scenarios[name].based_on
        if name in trail:
            circle = trail[trail.index(name) :]
            start = min(range(len(circle)), key=lambda at: place[circle[at]])
            found.append([*circle[start:], *circle[:start]])
    return found


def resolve_all(request: Request) -> dict[str, Scenario | UnreadableError]:
    """Every scenario with its changes carried out, or why they leave the calendar.

    Those are left out whose base, or a base of it, is not there or goes in a circle.
    """
    found: dict[str, Scenario | UnreadableError] = {}
    left: dict[str, list[str]] = {}
    ready: list[str] = []
    for name, scenario in request.scenarios.items():
        (ready if scenario.based_on is None else left.setdefault(scenario.based_on, [])).append(
            name
        )
    while ready:
        name = ready.pop()
        scenario = request.scenarios[name]
        base = scenario.based_on
        found[name] = scenario if base is None else _resolved(found[base], scenario)
        ready += left.pop(name, [])
    return found


def _resolved(base: Scenario | UnreadableError, scenario: Scenario) -> Scenario | UnreadableError:
    if isinstance(base, UnreadableError):
        return base
    try:
        return _changed(base, scenario)
    except UnreadableError as reason:
        return reason


def resolve(request: Request, name: str) -> Scenario:
    """Carry out ``based_on`` and its changes, from the first scenario of the chain to this one.

    The request must have passed its checks. Raises `UnreadableError` if a shift leaves the years
    that can be written.
    """
    resolved, *changing = lineage(request, name)
    for scenario in changing:
        resolved = _changed(resolved, scenario)
    return resolved


def lineage(request: Request, name: str) -> tuple[Scenario, ...]:
    """The scenario and all that it is based on, the first of them first, as they are written."""
    chain = [request.scenarios[name]]
    while (base := chain[-1].based_on) is not None:
        chain.append(request.scenarios[base])
    return tuple(reversed(chain))


def _changed(base: Scenario, scenario: Scenario) -> Scenario:
    """The scenario, with the tranches of its base changed as it says."""
    tranches = list(base.tranches)
    if tranches and set(scenario.changes) & set(TRANCHE_CHANGES):
        at = min(scenario.tranche or 1, len(tranches)) - 1
        tranches[at] = _altered(tranches[at], scenario)
    months = scenario.shift or 0
    return scenario.model_copy(
        update={
            "tranches": tuple(_shifted(tranche, months) for tranche in tranches),
            "capacity": (*_kept_limits(base, scenario), *scenario.capacity),
            **dict.fromkeys(("based_on", "tranche", *TRANCHE_CHANGES, "shift")),
        }
    )


def _kept_limits(base: Scenario, scenario: Scenario) -> list[Limit]:
    """The base's limits of what the scenario has no limit of its own for."""
    changed = {limit.item for limit in scenario.capacity}
    return [limit for limit in base.capacity if limit.item not in changed]


def _altered(tranche: Tranche, scenario: Scenario) -> Tranche:
    """The tranche with another quantity, window and monthly share, in this order.

    What the base assumed of a figure that is changed goes with the figure.
    """
    if scenario.quantity is not None:
        tranche = _requantified(tranche, scenario.quantity)
    if scenario.window is not None:
        tranche = _rewindowed(tranche, scenario.window)
    if scenario.monthly is not None:
        tranche = _respread(tranche, scenario.monthly, keep_window=scenario.window is not None)
    kept = {key: why for key, why in tranche.assumed.items() if key not in scenario.changes}
    return tranche.model_copy(update={"assumed": kept})


def _requantified(tranche: Tranche, quantity: Quantity) -> Tranche:
    """Another quantity in the same proportions by month; nobody says who receives it."""
    weights = tranche.weights
    if tranche.amounts is not None:
        weights = tuple(tranche.amounts.get(month, Fraction(0)) for month in tranche.window)
    return tranche.model_copy(
        update={"quantity": quantity, "recipients": {}, "weights": weights, "amounts": None}
    )


def _rewindowed(tranche: Tranche, window: Window) -> Tranche:
    """Other months; an even share stays even, and amounts by month move along."""
    later = window.first - tranche.window.first
    amounts = tranche.amounts
    return tranche.model_copy(
        update={
            "window": window,
            "amounts": amounts and {month + later: each for month, each in amounts.items()},
            "monthly": None,
            "profile": "even" if tranche.monthly is not None else tranche.profile,
        }
    )


def _respread(tranche: Tranche, monthly: Fraction, *, keep_window: bool) -> Tranche:
    """Another share each month, over as many months as make the whole."""
    window, months = tranche.window, 1 / monthly
    if not keep_window and months.denominator == 1 and months <= LONGEST_WINDOW:
        window = Window(window.first, window.first + (int(months) - 1))
    return tranche.model_copy(
        update={
            "quantity": tranche.nominal,
            "window": window,
            "monthly": monthly,
            "profile": None,
            "weights": None,
            "amounts": None,
        }
    )


def _shifted(tranche: Tranche, months: int) -> Tranche:
    amounts = tranche.amounts
    return tranche.model_copy(
        update={
            "window": tranche.window.shifted(months),
            "amounts": amounts and {month + months: each for month, each in amounts.items()},
        }
    )
