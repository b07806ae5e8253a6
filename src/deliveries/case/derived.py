"""Cases made of another: a part of it, as it stood on a day, with one capacity for all.

Convention: what is dated by a month or a year had been said by its last day, what is dated
``{before: ...}`` by that day itself. Of what has no date nobody can tell, so it had not been said.
A record stays what came, whatever the capacity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from deliveries.case.models import (
    CHANGES,
    Accepted,
    Assumption,
    Case,
    Model,
    Request,
    Scenario,
    in_own_years,
)
from deliveries.case.resolve import changed_from, find_request, lineage, revised_among
from deliveries.case.rows import rests_on_others
from deliveries.errors import ChangeError, RangeError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from deliveries.case.models import Limit
    from deliveries.months import Date


def extract(
    case: Case, request: str, scenarios: Sequence[str], baseline: str | None = None
) -> Case:
    """Return the case of one request with these scenarios, written out, and the sources they cite.

    Each has tranches of its own, and the citations and assumptions of all that it was based on.
    They are measured against the baseline, if it is among them, else against the request's own or
    the first. Raises `UnknownNameError` for a request or scenario that the case does not have.
    """
    _, asked = find_request(case, request)
    parts = {name: written_out(asked, name) for name in scenarios}
    compare = asked.compare if set(asked.compare) <= set(parts) else ()
    base = baseline or asked.baseline
    return _with_only(case, request, parts, compare, base if base in parts else None)


def as_written(case: Case, request: str, scenarios: Sequence[str], baseline: str) -> Case:
    """Return the case of one request that compares these scenarios, as they are written.

    It has all that they are based on, and the sources that they cite.
    """
    asked = case.requests[request]
    kept: dict[str, Scenario] = {}
    for name in scenarios:
        kept |= lineage(asked, name)
    return _with_only(case, request, kept, tuple(scenarios), baseline)


def _with_only(
    case: Case,
    request: str,
    kept: Mapping[str, Scenario],
    compare: tuple[str, ...],
    baseline: str | None,
) -> Case:
    """Return the case of one request with some of its scenarios, and the sources that they cite.

    Where a milestone of theirs may reach back to a month that only another scenario names, all of
    the request stays as it is.
    """
    asked = case.requests[request]
    if rests_on_others(asked, kept.values()):
        kept = asked.scenarios
    update = {"scenarios": revising(asked, kept), "compare": compare, "baseline": baseline}
    return only_request(case.with_request(request, asked.model_copy(update=update)), request)


def with_a_record(part: Case, case: Case, request: str) -> Case:
    """Return a part of a case with a record of the request, if the case has any and it has none."""
    own, asked = part.requests[request], case.requests[request]
    records = [name for name, each in asked.scenarios.items() if each.kind == "record"]
    if not records or any(each.kind == "record" for each in own.scenarios.values()):
        return part
    scenarios = {**own.scenarios, records[0]: written_out(asked, records[0])}
    own = own.model_copy(update={"scenarios": scenarios})
    return only_request(case.with_request(request, own), request)


def revising(request: Request, kept: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Return scenarios of a request that are kept; each revises the last of them before it."""
    return {
        name: scenario.model_copy(update={"revises": revised_among(request, name, kept)})
        for name, scenario in kept.items()
    }


def written_out(request: Request, name: str) -> Scenario:
    """Return a scenario with tranches of its own, and the documents of all that it was based on."""
    resolved, written = changed_from(request, name), request.scenarios[name]
    if written.based_on is None:
        return resolved
    chain = lineage(request, name).values()
    note = f"Written out; it was based on {written.based_on}."
    changed = {
        "source": tuple(dict.fromkeys(each for part in chain for each in part.source)),
        "assumed": {
            key: why.settled if key in CHANGES else why  # there is nothing left to change
            for part in chain
            for key, why in part.assumed.items()
        },
        "note": f"{written.note} {note}" if written.note else note,
    }
    return resolved.model_copy(update=changed)


def only_request(case: Case, request: str) -> Case:
    """Return the case of one request that it has, and the sources that it cites."""
    kept = case.requests[request]
    cited = {citation.source for _, part in kept.parts() for citation in part.source}
    sources = {name: source for name, source in case.sources.items() if name in cited}
    return case.model_copy(update={"requests": {request: kept}, "sources": sources})


def standing_alone(case: Case, request: str) -> Case:
    """Return the case of one request that it has, which needs no file beside it.

    What a ledger has is written out as tranches; one that has nothing, as none of its rows is
    chosen, is left out.
    """
    asked = case.requests[request]
    scenarios = {
        name: each.model_copy(update={"ledger": None})
        for name, each in asked.scenarios.items()
        if each.tranches or not each.ledger
    }
    update = {
        "scenarios": scenarios,
        "compare": tuple(name for name in asked.compare if name in scenarios),
        "baseline": asked.baseline if asked.baseline in scenarios else None,
    }
    return only_request(case.with_request(request, asked.model_copy(update=update)), request)


def said_by(case: Case, date: Date, request: str | None = None) -> Case:
    """Return the case with what had been said of a request by the end of a day.

    Later scenarios and those without a date are left out, and so is each later ``accepted``, and
    what cites a later source, or one without a date. A scenario that rests on one that is left out
    is written out; a baseline that is left out gives way to the first scenario. The request is the
    first unless another is named. Raises `UnknownNameError` for one that the case does not have,
    `RangeError` if nothing had been said.
    """
    name, asked = find_request(case, request)
    shown = [each for each, scenario in asked.scenarios.items() if had_come(scenario.dated, date)]
    if not shown:
        raise nothing_said(asked, asked.scenarios, date)
    later = {each for each, source in case.sources.items() if not had_come(source.date, date)}
    scenarios = {}
    for each in shown:
        scenario = asked.scenarios[each]
        if scenario.based_on is not None and scenario.based_on not in shown:
            scenario = written_out(asked, each)
        scenarios[each] = scenario
    update: dict[str, Any] = {"scenarios": revising(asked, scenarios)}
    update["compare"] = tuple(each for each in asked.compare if each in shown)
    update["baseline"] = asked.baseline if asked.baseline in shown else None
    return case.with_request(name, _without(asked.model_copy(update=update), later, date))


def had_come(dated: Date | None, date: Date) -> bool:
    """Tell if something of a date had come for certain by the end of another."""
    return dated is not None and dated.last_day <= date.last_day


def nothing_said(request: Request, names: Iterable[str], date: Date) -> RangeError:
    """Phrase that none of these scenarios had been said, with the dates that they have."""
    dates = {name: request.scenarios[name].dated for name in names}
    dated = sorted((each.last_day, name, each) for name, each in dates.items() if each)
    said = [f"{name}, {each.long()}" for _, name, each in dated]
    undated = [name for name, each in dates.items() if each is None]
    said += [f"without a date: {', '.join(undated)}"] if undated else []
    return RangeError(f"nothing had been said by {date.long()}", f"there are: {'; '.join(said)}")


def _without(part: Any, later: Collection[str], date: Date) -> Any:
    """Return a part of a case, and every part within it, without later agreements and citations."""
    if isinstance(part, Accepted) and not had_come(part.dated, date):
        return None
    if isinstance(part, Model):
        changed = {}
        for key, value in part:
            if key == "source":
                changed[key] = tuple(each for each in value if each.source not in later)
            elif isinstance(value, Model | dict) or (isinstance(value, tuple) and value):
                changed[key] = _without(value, later, date)
        return part.model_copy(update=changed)
    if isinstance(part, dict):
        return {key: _without(each, later, date) for key, each in part.items()}
    if type(part) is tuple:
        return tuple(_without(each, later, date) for each in part)
    return part


def under_capacity(case: Case, capacity: Any, request: str | None = None) -> Case:
    """Return the case with a capacity for all scenarios of a request, but for its records.

    ``capacity`` is a number a month, in the unit of the request, or limits as a case file has them;
    it takes the place of other limits of the same item, and is assumed to be the user's own. The
    request is the first unless another is named. Raises `UnknownNameError` for one that the case
    does not have, `ChangeError` if the limits do not fit.
    """
    name, asked = find_request(case, request)
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
    return checked(case, name, asked.model_copy(update=update))


def checked(case: Case, name: str, request: Request) -> Case:
    """Return the case with another request of that id. Raises `ChangeError` if it has a fault."""
    from deliveries.case.checks import request_faults  # which takes its time to import

    if faults := list(request_faults(("requests", name), request)):
        raise ChangeError([(fault.message, fault.hint) for fault in faults])
    return case.with_request(name, request)


def unfit(error: ValidationError) -> ChangeError:
    """Return what to raise of values that cannot be read, each with its remedy."""
    found = [(str(each["loc"][0]), *reason_of(each)) for each in error.errors()]
    return ChangeError([(f"{key}: {reason}", hint) for key, reason, hint in found])


def reason_of(error: ErrorDetails) -> tuple[str, str]:
    """Return why a value cannot be read, in our words where we have any, and its remedy."""
    reason = error.get("ctx", {}).get("error", error["msg"])
    return str(reason), getattr(reason, "hint", "")
