"""A case with one capacity for all scenarios of a request, as if they came by the same railway.

Convention: a record stays what came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from deliveries.case.models import Assumption, Case, Scenario, in_own_years
from deliveries.case.resolve import find_request
from deliveries.errors import ChangeError

if TYPE_CHECKING:
    from deliveries.case.models import Limit


def under_capacity(case: Case, capacity: Any, request: str | None = None) -> Case:
    """Return the case with a capacity for all scenarios of a request, but for its records.

    ``capacity`` is a number a month, in the unit of the request, or limits as a case file has them;
    it takes the place of other limits of the same item, and is assumed to be the user's own. The
    request is the first unless another is named. Raises `UnknownNameError` for one that the case
    does not have, `ChangeError` if the limits do not fit.
    """
    from deliveries.case.checks import request_faults  # which takes its time to import

    name = find_request(case.requests, request)
    asked = case.requests[name]
    try:
        given = in_own_years({"capacity": capacity}, asked.year_begins)
        limits = Scenario(kind="counterfactual", **given).capacity
    except ValidationError as error:
        raise unfit(error) from None
    items = {limit.item for limit in limits}

    def others(kept: tuple[Limit, ...]) -> tuple[Limit, ...]:
        return tuple(each for each in kept if each.item not in items)

    scenarios, replaced = {}, []
    for each, scenario in asked.scenarios.items():
        scenarios[each] = scenario
        if (kept := others(scenario.capacity)) != scenario.capacity:
            scenarios[each] = scenario.model_copy(update={"capacity": kept})
            replaced.append(asked.called(each))
    why = "the user's own"
    if replaced:
        why += f", in place of that of {', '.join(replaced)}"
    assumed = {"assumed": {"limit": Assumption(why=why)}}
    own = tuple(limit.model_copy(update=assumed) for limit in limits)
    update = {"scenarios": scenarios, "capacity": (*others(asked.capacity), *own)}
    limited = asked.model_copy(update=update)
    path = ("requests", name)
    if faults := list(request_faults(path, limited)):
        raise ChangeError([(fault.message, fault.hint) for fault in faults])
    return case.model_copy(update={"requests": {**case.requests, name: limited}})


def unfit(error: ValidationError) -> ChangeError:
    """Return what to raise of values that cannot be read, each with its remedy."""
    said: list[tuple[str, str]] = []
    for each in error.errors():
        reason = each.get("ctx", {}).get("error")
        said.append((f"{each['loc'][0]}: {reason or each['msg']}", getattr(reason, "hint", "")))
    return ChangeError(said)
