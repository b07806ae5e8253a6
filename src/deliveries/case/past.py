"""A case as it stood on a day: only what had been said by then.

Convention: what is dated by a month or a year had been said by its last day, what is dated
``{before: ...}`` by that day itself. Of what has no date nobody can tell, so it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliveries.case.models import Accepted, Case, Model, Request
from deliveries.case.resolve import find_request, revising, written_out
from deliveries.errors import RangeError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from deliveries.months import Date


def said_by(case: Case, date: Date, request: str | None = None) -> Case:
    """Return the case with what had been said of a request by the end of a day.

    Later scenarios and those without a date are left out, and so is each later ``accepted``, and
    what cites a later source, or one without a date. A scenario that rests on one that is left out
    is written out; a baseline that is left out gives way to the first scenario. The request is the
    first unless another is named. Raises `UnknownNameError` for one that the case does not have,
    `RangeError` if nothing had been said.
    """
    name = find_request(case.requests, request)
    asked = case.requests[name]
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
    cut = _without(asked.model_copy(update=update), later, date)
    return case.model_copy(update={"requests": {**case.requests, name: cut}})


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
