"""What must hold between the parts of a case: small checks, in one visible list a part.

Every check yields all the faults it finds. A fault names the path to mend and, where it only means
something if another part is sound, the paths that it rests on.
"""

from collections.abc import Iterator, Mapping

from deliveries.case.checks.parts import Found
from deliveries.case.checks.request import REQUEST_CHECKS
from deliveries.case.checks.scenario import CHANGE_CHECKS, SCENARIO_CHECKS
from deliveries.case.checks.tranche import TRANCHE_CHECKS
from deliveries.case.models import Item, Limit, Request, Scenario, Source, Tranche
from deliveries.case.resolve import resolve_all
from deliveries.errors import Fault, Path, did_you_mean

Citing = Request | Item | Scenario | Tranche | Limit


def case_faults(sources: Mapping[str, Source], requests: Mapping[str, Request]) -> Found:
    """Every fault of a case, check by check."""
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        for check in REQUEST_CHECKS:
            yield from check(path, request)
        resolved = resolve_all(request)
        for scenario_id, scenario in request.scenarios.items():
            inner = (*path, "scenarios", scenario_id)
            for change_check in CHANGE_CHECKS if scenario.based_on is not None else ():
                yield from change_check(inner, request, scenario, resolved)
            yield from _scenario_faults(inner, request, scenario)
    for path, citing in _citing(requests):
        yield from _unknown_sources(path, citing, sources)
        yield from _unknown_assumed(path, citing)


def _scenario_faults(path: Path, request: Request, scenario: Scenario) -> Found:
    for check in SCENARIO_CHECKS:
        yield from check(path, request, scenario)
    for number, tranche in enumerate(scenario.tranches):
        for tranche_check in TRANCHE_CHECKS:
            yield from tranche_check((*path, "tranches", number), request, tranche)


def _citing(requests: Mapping[str, Request]) -> Iterator[tuple[Path, Citing]]:
    """Every part of a case that may cite a source."""
    for request_id, request in requests.items():
        path: Path = ("requests", request_id)
        yield path, request
        for item_id, item in request.items.items():
            yield (*path, "items", item_id), item
        for scenario_id, scenario in request.scenarios.items():
            inner = (*path, "scenarios", scenario_id)
            yield inner, scenario
            for number, tranche in enumerate(scenario.tranches):
                yield (*inner, "tranches", number), tranche
            for number, limit in enumerate(scenario.capacity):
                yield (*inner, "capacity", number), limit


def _unknown_sources(path: Path, citing: Citing, sources: Mapping[str, Source]) -> Found:
    for at, citation in enumerate(citing.source):
        if citation.source not in sources:
            yield Fault(
                (*path, "source", at),
                "unknown-source",
                f"there is no source '{citation.source}'",
                did_you_mean(citation.source, sources, "the sources are: "),
                (("sources", citation.source),),
            )


def _unknown_assumed(path: Path, citing: Citing) -> Found:
    fields = type(citing).model_fields
    for name in () if isinstance(citing, Item) else citing.assumed:
        if name not in fields:
            yield Fault(
                (*path, "assumed", name),
                "unknown-assumed",
                f"'{name}' is not a field that could be assumed",
                did_you_mean(name, fields),
            )
