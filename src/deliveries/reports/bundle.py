"""What goes with an exported table: its description as a Data Package, and a page to read.

Convention: nothing here knows a clock, a path or a machine, so that the same case gives the same
bytes everywhere. The format is Data Package v2, https://datapackage.org.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from deliveries.reports.notes import (
    assumed_lines,
    capacity_lines,
    figure_lines,
    notes,
    reading_lines,
    source_lines,
    top_up_lines,
    unlike_lines,
)
from deliveries.reports.verdict import verdict
from deliveries.tables import Cell, Column, Notes, Report, Row, Sheet
from deliveries.tidy import TIDY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case, Request
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule

BUNDLE_SCHEMA = "deliveries/bundle/1"
PACKAGE, TABLE, CASE, README = "datapackage.json", "schedule.csv", "case.yaml", "README.md"
FILES = (TABLE, CASE, README, PACKAGE)
_MEDIA = {TABLE: "text/csv", CASE: "application/yaml", README: "text/markdown"}
_WHAT = (
    (TABLE, "one row a scenario, item, recipient, organisation and month"),
    (CASE, "the case it was made from, with every scenario written out"),
    (PACKAGE, "what each column is, for programs (Data Package v2)"),
)


class Written(NamedTuple):
    """A file of the bundle, as it was written."""

    size: int
    """In bytes."""
    sha256: str


def data_package(case: Case, request_id: str, files: Mapping[str, Written]) -> Record:
    """Describe the files of a bundle; ``case`` is the part of the case that was exported."""
    request = case.requests[request_id]
    package: Record = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "generator": BUNDLE_SCHEMA,
        "name": re.sub(r"[^a-z0-9._-]+", "-", request_id.lower()),
        "title": request.title,
        "description": _description(case, request),
    }
    if case.licence:
        package["licenses"] = [{"name": case.licence}]
    if case.sources:
        package["sources"] = [
            {"title": source.title, **({"path": source.url} if source.url else {})}
            for source in case.sources.values()
        ]
    package["resources"] = [_resource(name, written) for name, written in files.items()]
    return package


def is_bundle(package: object) -> bool:
    """Whether the content of a ``datapackage.json`` is a bundle's."""
    return isinstance(package, dict) and package.get("generator") == BUNDLE_SCHEMA


def _description(case: Case, request: Request) -> str:
    names = (scenario.title or name for name, scenario in request.scenarios.items())
    return f"{case.title}. {request.supplier} to {request.recipient}: {'; '.join(names)}."


def _resource(name: str, written: Written) -> Record:
    """One file; the table with its columns."""
    stem, _, ending = name.partition(".")
    resource: Record = {
        "name": stem.lower(),
        "path": name,
        "format": ending,
        "mediatype": _MEDIA[name],
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
    }
    if name == TABLE:
        fields = [_field(key) for key in TIDY_FIELDS]
        resource |= {"type": "table", "schema": {"fields": fields, "missingValues": [""]}}
    return resource


def _field(name: str) -> Record:
    field = TIDY_FIELDS[name]
    described = {"name": name, "type": field.kind, "description": field.what}
    return {**described, "constraints": {"required": True}} if field.always else described


def readme_report(
    case: Case,
    comparison: Comparison | None,
    schedules: Sequence[Schedule],
    command: str,
    say: Say,
) -> Report:
    """The page: the verdict, the files, the columns, how to read them, what is behind them.

    ``comparison`` is None if nothing counts towards the request, or too much to sum it up.
    """
    request = schedules[0].request
    columns = (
        Column("column", "column", align="left"),
        Column("what", "what it says", align="left"),
    )
    rows = tuple(Row((Cell(name), Cell(field.what))) for name, field in TIDY_FIELDS.items())
    return Report(
        verdict(comparison, say) if comparison else _summary(request, schedules),
        (
            Notes("What is here", tuple(_files(case))),
            Sheet(f"The columns of {TABLE}", columns, rows),
            Notes("How to read it", tuple(_reading(comparison, schedules, say))),
            *notes("Assumed", assumed_lines(request, schedules)),
            *notes("Sources", source_lines(request, schedules, case.sources)),
            Notes("How it was made", (command,)),
        ),
    )


def _summary(request: Request, schedules: Sequence[Schedule]) -> str:
    """What there is, where there is no verdict."""
    items, scenarios = len(request.items), len(schedules)
    of_items = f"{items:,} item{'s' if items != 1 else ''} in " if items else ""
    return f"{of_items}{scenarios} scenario{'s' if scenarios != 1 else ''}."


def _files(case: Case) -> Iterator[str]:
    for name, what in _WHAT:
        yield f"{name}: {what}."
    if case.licence:
        yield f"Licence: {case.licence}."
    else:
        yield "The case file names no licence."


def _reading(
    comparison: Comparison | None, schedules: Sequence[Schedule], say: Say
) -> Iterator[str]:
    yield "An empty cell: nothing is planned, or nobody knows. It is never nought."
    yield (
        "The band: 'at_most' is the most and 'at_least' the least that the sources allow by then; "
        "'to_date' is the central reading."
    )
    yield "A text that a spreadsheet could take for a formula has an apostrophe before it."
    yield "Read centrally: a ceiling in full, and evenly where no source says how a quantity falls."
    if comparison:
        yield from reading_lines(comparison, marked=False)
        yield from unlike_lines(comparison)
    yield from figure_lines(schedules)
    yield from capacity_lines(schedules, say)
    yield from top_up_lines(schedules, say)
