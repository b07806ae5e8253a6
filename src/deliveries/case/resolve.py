"""Scenarios as they are scheduled: names looked up, ``based_on`` carried out.

Convention: a resolved scenario has tranches and no ``based_on``; its citations and assumptions
come after those of the scenario it is based on.
"""

from collections.abc import Iterable

from deliveries.case.models import Request, Scenario, Tranche
from deliveries.errors import UnknownNameError, did_you_mean


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


def goes_round(request: Request, name: str) -> list[str]:
    """Return the names from ``name`` along ``based_on`` up to the first that comes again.

    Empty if none does.
    """
    trail, seen = [name], {name}
    while (base := request.scenarios[trail[-1]].based_on) in request.scenarios:
        trail.append(base)
        if base in seen:
            return trail
        seen.add(base)
    return []


def resolve(request: Request, name: str) -> Scenario:
    """Carry out ``based_on`` and ``shift``, from the first scenario of the chain to this one.

    The request must have passed its checks. Raises `UnreadableError` if a shift leaves the years
    that can be written.
    """
    chain = [request.scenarios[name]]
    while (base := chain[-1].based_on) is not None:
        chain.append(request.scenarios[base])
    resolved = chain.pop()
    while chain:
        resolved = _changed(resolved, chain.pop())
    return resolved


def _changed(base: Scenario, scenario: Scenario) -> Scenario:
    """The scenario, with the tranches of its base moved as it says."""
    months = scenario.shift or 0
    return scenario.model_copy(
        update={
            "tranches": tuple(_shifted(tranche, months) for tranche in base.tranches),
            "based_on": None,
            "shift": None,
            "source": (*base.source, *scenario.source),
            "assumed": {**base.assumed, **scenario.assumed},
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
