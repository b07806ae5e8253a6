"""Alters a scenario, and compares it with its base: all changes together, and each alone.

Convention: an altered scenario is one that a case file could hold (``based_on`` and its changes);
it is put into a copy of the case, checked like any other, and compared with its base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import ValidationError

from deliveries.analysis.comparison import Comparison, compare_scenarios
from deliveries.case import Case, Scenario, find_request
from deliveries.case.derived import standing_alone, unfit
from deliveries.case.fields import read_id
from deliveries.case.models import TRANCHE_CHANGES, Assumption, in_own_years
from deliveries.case.resolve import carried_out, unknown_name
from deliveries.errors import ChangeError, DeliveriesError, Fault, UnreadableError
from deliveries.numbers import mixed
from deliveries.read.writing import case_yaml, entry_yaml
from deliveries.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliveries.case import Request
    from deliveries.schedule import Schedule


@dataclass(frozen=True)
class WhatIf(Result):
    """An altered scenario, compared with its base."""

    result: ClassVar[str] = "whatif"
    base: str
    """The id of the scenario that is changed."""
    id: str
    """The id of the altered one."""
    scenario: Scenario
    """The altered one, as a case file would have it."""
    comparison: Comparison
    """The base, then the altered one."""
    alone: dict[str, Comparison | None]
    """Each change by itself, compared with the base; empty if there is only one.

    None for a change that is not possible by itself.
    """

    @property
    def schedule(self) -> Schedule:
        """Return the schedule of the altered one."""
        return self.comparison.entries[1].schedule


def what_if(
    case: Case,
    name: str,
    changes: Mapping[str, Any],
    *,
    request: str | None = None,
    scenario_id: str = "what-if",
    whole: bool = False,
    item: str | None = None,
) -> WhatIf:
    """Change a scenario and compare it with its base.

    ``changes`` has the keys of a scenario in a case file: ``quantity``, ``window``, ``monthly`` (of
    ``tranche``, where there are several), ``shift`` (months) and ``capacity`` (a number a month, or
    limits). ``item`` is the one item that is compared; all of them otherwise. Raises
    `UnknownNameError`, `RangeError`, `LotError`, `CapacityError`, or `ChangeError` if the changes
    do not fit.
    """
    request_id, asked = find_request(case, request)
    scenario = altered(asked, name, changes)
    made = unused_id(asked, scenario_id)

    def compared(changed: Scenario) -> Comparison:
        larger = with_scenario(case, request_id, made, changed)
        return compare_scenarios(
            larger, [name, made], request=request, baseline=name, whole=whole, item=item
        )

    alone: dict[str, Comparison | None] = {}
    for key in scenario.changes if len(scenario.changes) > 1 else ():
        of_tranche = {"tranche": changes.get("tranche")} if key in TRANCHE_CHANGES else {}
        try:
            alone[key] = compared(altered(asked, name, {key: changes[key], **of_tranche}))
        except DeliveriesError:
            alone[key] = None
    return WhatIf(name, made, scenario, compared(scenario), alone)


def with_change(
    case: Case,
    name: str,
    changes: Mapping[str, Any],
    *,
    request: str | None = None,
    baseline: str | None = None,
) -> tuple[Case, str]:
    """Return the case with an altered scenario in the place of its base, and the altered one's id.

    The base is still there, but is neither what is compared nor what the others are measured
    against, be that the request's own or another ``baseline``. The altered one is of the same day,
    so that what was said by a day has both or neither. ``changes`` and what is raised are those of
    `what_if`.
    """
    request_id, asked = find_request(case, request)
    made = unused_id(asked, "what-if")
    scenario = altered(asked, name, changes)
    scenario = scenario.model_copy(update={"dated": asked.scenarios[name].dated})
    larger = with_scenario(case, request_id, made, scenario)
    compared = [made if each == name else each for each in asked.compare or asked.scenarios]
    baseline = baseline or asked.against
    if made not in compared and baseline != name:  # a baseline is added by itself, and first
        compared.append(made)
    update = {
        "compare": tuple(compared),
        "baseline": made if baseline == name else baseline,
    }
    changed = larger.requests[request_id].model_copy(update=update)
    return larger.with_request(request_id, changed), made


def with_scenario(case: Case, request: str, name: str, scenario: Scenario) -> Case:
    """Return the case with one more scenario in a request.

    Raises `UnknownNameError` for a request that it does not have, and `ChangeError` if the scenario
    does not fit, or if its name is taken or no id.
    """
    request, asked = find_request(case, request)
    try:
        read_id(name)
    except UnreadableError as reason:
        raise ChangeError([(str(reason), reason.hint)]) from None
    if name in asked.scenarios:
        raise ChangeError([(f"there is a scenario '{name}'", "take another name")])
    scenarios = {**asked.scenarios, name: scenario}
    requests = {**case.requests, request: asked.model_copy(update={"scenarios": scenarios})}
    try:
        return Case.model_validate({**dict(case), "requests": requests})
    except ValidationError as error:
        faults: list[Fault] = error.errors()[0]["ctx"]["faults"]
        raise ChangeError([(each.message, each.hint) for each in faults]) from None


def with_variant(  # what it is made of
    case: Case,
    request: str,
    name: str,
    made: str,
    changes: Mapping[str, Any],
    resolved: Mapping[str, Scenario | UnreadableError],
) -> Case:
    """Return a case that has passed its checks with one more scenario: ``made``, altered ``name``.

    Of many variants of one case each costs only its own checks: ``resolved`` is what `resolve_all`
    makes of the request. How a variant goes with other readings is not asked. Raises `ChangeError`
    if the changes do not fit.
    """
    from deliveries.case.checks import added_faults  # which takes its time to import

    asked = case.requests[request]
    scenario = altered(asked, name, changes)
    asked = asked.model_copy(update={"scenarios": {**asked.scenarios, made: scenario}})
    found: Scenario | UnreadableError
    try:
        found = carried_out(asked, resolved[name], scenario)  # type: ignore[arg-type]  # it has passed
    except UnreadableError as reason:
        found = reason
    if faults := list(added_faults(("requests", request), asked, made, {**resolved, made: found})):
        raise ChangeError([(each.message, each.hint) for each in faults])
    return case.with_request(request, asked)


def unused_id(request: Request, wanted: str) -> str:
    """Return the id that is wanted, or with a number behind it where a scenario has it already."""
    made, number = wanted, 2
    while made in request.scenarios:
        made, number = f"{wanted}-{number}", number + 1
    return made


def scenario_yaml(what: WhatIf, name: str | None = None) -> str:
    """Write the altered scenario for a case file, as an entry under ``scenarios:``.

    It has the id that `what_if` gave it, or another name. Raises `UnreadableError` for a name that
    cannot be an id.
    """
    return entry_yaml(
        what.id if name is None else read_id(name), what.scenario.model_copy(update={"short": None})
    )


def saved_case(case: Case, what: WhatIf, name: str) -> str:
    """Write a case file of the request with the altered scenario, under a name that is not taken.

    It needs no other file, and compares the altered scenario, too.
    """
    request = what.comparison.request_id
    scenario = what.scenario.model_copy(update={"short": None})
    larger = standing_alone(with_scenario(case, request, name, scenario), request)
    asked = larger.requests[request]
    if asked.compare:
        asked = asked.model_copy(update={"compare": (*asked.compare, name)})
    return case_yaml(larger.with_request(request, asked))


def altered(request: Request, name: str, changes: Mapping[str, Any]) -> Scenario:
    """Make the scenario that these changes make of another.

    Raises `UnknownNameError` for one that the request does not have, and `ChangeError` for changes
    that cannot be read, or for none.
    """
    if name not in request.scenarios:
        raise unknown_name("scenario", name, request.scenarios)
    given = {key: value for key, value in changes.items() if value is not None}
    given = in_own_years(given, request.year_begins)
    try:
        scenario = Scenario(kind="counterfactual", based_on=name, **given)
    except ValidationError as error:
        raise unfit(error) from None
    if not scenario.changes:
        raise ChangeError([("nothing is changed", "give a shift, a capacity, a quantity...")])
    words = " and ".join(_said(scenario, key) for key in scenario.changes)
    base = request.scenarios[name]
    short = f"{base.short or base.title or name} {words}"
    own = Assumption(why="the user's own")  # no document states them
    assumed = dict.fromkeys(scenario.changes, own)
    return scenario.model_copy(update={"short": short, "assumed": assumed})


def _said(scenario: Scenario, key: str) -> str:
    """Say a change in words after a name: ``3 months earlier``, ``at 4 a month``."""
    if key == "shift" and scenario.shift is not None:
        months = abs(scenario.shift)
        way = "later" if scenario.shift > 0 else "earlier"
        return f"{months} month{'s' if months != 1 else ''} {way}"
    if key == "capacity":
        first, *others = scenario.capacity
        of = f" of {first.item}" if first.item else ""
        return "under limits" if others or first.window else f"at {mixed(first.limit)} a month{of}"
    if key == "window" and scenario.window:
        return f"in {scenario.window.long()}"
    if key == "monthly":
        return f"by {mixed(scenario.monthly or 0)} a month"
    quantity = scenario.quantity
    if quantity and quantity.amount is not None:
        at_most = "at most " if quantity.kind == "at_most" else ""
        return f"of {at_most}{mixed(quantity.amount)}"
    is_balance = quantity and quantity.kind == "balance"
    return "of the balance" if is_balance else "of an unknown quantity"
