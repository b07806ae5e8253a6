"""What a case holds: its requests with their scenarios, and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.numbers import mixed
from deliveries.reports.notes import quantity_words
from deliveries.reports.records import exact
from deliveries.reports.words import capital
from deliveries.tables import Cell, Column, Notes, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.case import Case, Request, Source
    from deliveries.reports.records import Record

CASE_SCHEMA = "deliveries/case/1"
SOURCES_SCHEMA = "deliveries/sources/1"
_GRADES = {
    "primary": "primary document",
    "primary-part": "primary document, read in part",
    "secondary": "scholarly work or memoir",
    "ours": "our own",
}
SCENARIO_COLUMNS = (
    Column("scenario", "scenario", align="left"),
    Column("kind", "kind", align="left"),
    Column("dated", "dated", align="left"),
    Column("title", "title", align="left"),
)


def case_report(case: Case) -> Report:
    """The requests, their scenarios, the sources."""
    requests = [_request(name, request) for name, request in case.requests.items()]
    sources = Sheet(
        "Sources",
        (
            Column("source", "source", align="left"),
            Column("dated", "dated", align="left"),
            Column("grade", "grade", align="left"),
            Column("title", "title", align="left"),
        ),
        tuple(
            Row((Cell(name), Cell(source.date), Cell(source.grade), Cell(source.title)))
            for name, source in case.sources.items()
        ),
    )
    return Report(case.title, (*requests, *([sources] if case.sources else [])))


def _request(name: str, request: Request) -> Sheet:
    dated = f", {request.dated.long()}" if request.dated else ""
    between = f"{request.supplier} to {request.recipient}{dated}"
    words = quantity_words(request, mixed)
    asked = f": {words}" if words else ""
    rows = [
        Row(
            (
                Cell(scenario_id),
                Cell(scenario.kind),
                Cell(scenario.dated),
                Cell(
                    f"{scenario.title or scenario_id}{f' ({scenario.by})' if scenario.by else ''}"
                ),
            )
        )
        for scenario_id, scenario in request.scenarios.items()
    ]
    title = f"{name}: {request.title} ({between}){asked}"
    return Sheet(title, SCENARIO_COLUMNS, tuple(rows))


def case_table(case: Case) -> Sheet:
    """One row a scenario, for data."""
    keys = ("request", "scenario", "kind", "by", "dated", "title")
    rows = [
        Row(
            tuple(
                map(
                    Cell,
                    (
                        name,
                        scenario_id,
                        scenario.kind,
                        scenario.by,
                        scenario.dated,
                        scenario.title or scenario_id,
                    ),
                )
            )
        )
        for name, request in case.requests.items()
        for scenario_id, scenario in request.scenarios.items()
    ]
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def sources_report(case: Case) -> Report:
    """What each source says, in our words."""
    parts = [
        Notes(f"{name}: {source.title}", tuple(_source_lines(source)))
        for name, source in case.sources.items()
    ]
    return Report(case.title, tuple(parts))


def _source_lines(source: Source) -> Iterator[str]:
    dated = f", {source.date.long()}" if source.date else ""
    yield f"{capital(_GRADES[source.grade])}{dated}.{f' {source.note}' if source.note else ''}"
    if source.url:
        yield source.url
    for paragraph, says in source.says.items():
        yield f"§{paragraph} {says}" if paragraph else says


def sources_table(case: Case) -> Sheet:
    """One row a paragraph, for data; one for a source of which nothing is said."""
    return sources_sheet(case.sources)


def sources_sheet(sources: Mapping[str, Source]) -> Sheet:
    """The same of these sources."""
    keys = ("source", "title", "dated", "grade", "url", "paragraph", "says")
    rows = [
        Row(tuple(map(Cell, (name, each.title, each.date, each.grade, each.url, at or None, says))))
        for name, each in sources.items()
        for at, says in each.says.items() or [("", None)]
    ]
    columns = tuple(Column(key, key, align="left") for key in keys)
    return Sheet("", columns, tuple(rows))


def sources_record(case: Case) -> Record:
    """The sources with what they say, for JSON."""
    sources = [
        {
            "id": name,
            "title": source.title,
            "dated": source.date and str(source.date),
            "grade": source.grade,
            "url": source.url,
            "note": source.note,
            "says": source.says,
        }
        for name, source in case.sources.items()
    ]
    return {"schema": SOURCES_SCHEMA, "title": case.title, "sources": sources}


def case_record(case: Case) -> Record:
    """Requests with their scenarios, and sources, for JSON."""
    return {
        "schema": CASE_SCHEMA,
        "title": case.title,
        "requests": [_request_record(name, each) for name, each in case.requests.items()],
        "sources": [
            {
                "id": name,
                "title": source.title,
                "dated": source.date and str(source.date),
                "grade": source.grade,
                "url": source.url,
            }
            for name, source in case.sources.items()
        ],
    }


def _request_record(name: str, request: Request) -> Record:
    return {
        "id": name,
        "title": request.title,
        "recipient": request.recipient,
        "supplier": request.supplier,
        "dated": request.dated and str(request.dated),
        "unit": request.unit,
        "quantity": exact(request.quantity),
        "needed_by": request.needed_by and str(request.needed_by),
        "items": [
            {"id": item, "unit": each.unit, "quantity": exact(each.quantity)}
            for item, each in request.items.items()
        ],
        "scenarios": [
            {
                "id": scenario_id,
                "title": scenario.title or scenario_id,
                "kind": scenario.kind,
                "by": scenario.by,
                "dated": scenario.dated and str(scenario.dated),
                "based_on": scenario.based_on,
            }
            for scenario_id, scenario in request.scenarios.items()
        ],
    }
