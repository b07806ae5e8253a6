"""A part of a case that stands by itself: one request, some scenarios, the sources they cite.

Convention: ``based_on`` is carried out, so each scenario has its own tranches; the citations and
assumptions of all that it was based on are its own then.
"""

from collections.abc import Iterable, Iterator, Sequence

from deliveries.case.case import Case, find_request
from deliveries.case.fields import Citation
from deliveries.case.models import Request, Scenario
from deliveries.case.resolve import find_scenario, lineage


def extract(
    case: Case, request: str, scenarios: Sequence[str], baseline: str | None = None
) -> Case:
    """Return the case of one request with these scenarios, written out.

    They are measured against the baseline, if it is among them, else against the request's own or
    the first. Raises `UnknownNameError` for a request or scenario that the case does not have.
    """
    asked = case.requests[find_request(case.requests, request)]
    base = baseline or asked.baseline
    written_out = {name: _written_out(asked, name) for name in scenarios}
    kept = asked.model_copy(
        update={
            "scenarios": written_out,
            "baseline": base if base in written_out else None,
            "compare": asked.compare if set(asked.compare) <= set(written_out) else (),
        }
    )
    cited = {citation.source for citation in _citations(kept)}
    sources = {name: source for name, source in case.sources.items() if name in cited}
    return case.model_copy(update={"requests": {request: kept}, "sources": sources})


def _written_out(request: Request, name: str) -> Scenario:
    """The scenario with tranches of its own."""
    resolved, written = find_scenario(request, name), request.scenarios[name]
    if written.based_on is None:
        return resolved
    chain = lineage(request, name)
    note = f"Written out; it was based on {written.based_on}."
    return resolved.model_copy(
        update={
            "source": tuple(dict.fromkeys(each for part in chain for each in part.source)),
            "assumed": {key: why for part in chain for key, why in part.assumed.items()},
            "note": f"{written.note} {note}" if written.note else note,
        }
    )


def _citations(request: Request) -> Iterator[Citation]:
    """Everything that a request and its parts cite."""
    parts: list[Iterable[Citation]] = [request.source]
    parts += [item.source for item in request.items.values()]
    for scenario in request.scenarios.values():
        parts.append(scenario.source)
        parts += [tranche.source for tranche in scenario.tranches]
        parts += [limit.source for limit in scenario.capacity]
    for part in parts:
        yield from part
