"""A report's table with all that is needed to understand it, as the files of a folder.

Convention: the same case gives the same bytes everywhere: nothing here knows a clock, a path or a
machine. The description is a Data Package v2 (https://datapackage.org); it comes last, as it has
the size and the hash of the others.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from deliveries.errors import FormatError
from deliveries.formats import markdown
from deliveries.formats.cells import Style
from deliveries.formats.csv import write_table
from deliveries.formats.json import json_text
from deliveries.read.writing import case_yaml
from deliveries.reports import report as report_of
from deliveries.tables import Notes, table_of
from deliveries.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliveries.analysis.recipe import Recipe
    from deliveries.case import Case
    from deliveries.case.models import LedgerContent
    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Column, Table

BUNDLE = "deliveries/bundle/3"
PACKAGE, TABLE, CASE, README = "datapackage.json", "schedule.csv", "case.yaml", "README.md"
FILES = (TABLE, CASE, README, PACKAGE)
"""The names of the files, in the order in which they are written; ledgers come before the last."""
SUMS = "sums.csv"
"""The file after the first, where a request has sums."""
MOST_COMPARED = 500
"""Of how many items there is a verdict at most: nobody reads it of more, and it takes its time."""
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{of}{n}" for of in ("com", "lpt") for n in "0123456789¹²³"
}
"""What no file may be called under Windows, whatever its ending."""
_LONGEST = 240
"""Of how many bytes a file's name may be: systems have 255, some of which a number needs."""
_MEDIA = {CASE: "application/yaml", README: "text/markdown"}
_KINDS = {"month": "yearmonth", "number": "number", "integer": "integer"}


def files(report: Report, command: str = "") -> dict[str, Iterator[bytes]]:
    """Return what each file is made of, by its name; they are to be written in order.

    ``command`` is what was typed. Raises `FormatError` for a report that has no schedules.
    """
    found, case = report.tables, report.case
    if "schedule" not in found or case is None:
        raise FormatError(f"{report.called} has no schedules for a folder")
    tables = {f"{name}.csv": found[name] for name in ("schedule", "sums") if name in found}
    written: dict[str, tuple[int, str]] = {}
    case, ledgers = with_ledgers(case, (*FILES, SUMS))
    readme = _readme(report, case, tables, command, ledgers)
    return {
        **{name: _measured(written, name, write_table(each)) for name, each in tables.items()},
        CASE: _measured(written, CASE, iter([case_yaml(case).encode()])),
        README: _measured(written, README, readme),
        **{name: _measured(written, name, iter([each.raw])) for name, each in ledgers.items()},
        PACKAGE: _package(case, tables, ledgers, written, report.recipe),
    }


def bundle(result: Result | Report, view: View | None = None) -> dict[str, bytes]:
    """Return the files that ``deliveries export -o FOLDER/`` writes, by their names.

    Raises `FormatError` for a result that has no schedules, and what its report raises.
    """
    made = files(report_of(result, view))
    return {name: b"".join(chunks) for name, chunks in made.items()}


def is_bundle(package: object) -> bool:
    """Return whether the content of a ``datapackage.json`` is that of a bundle."""
    made = package.get("generator") if isinstance(package, dict) else None
    return isinstance(made, str) and made.startswith("deliveries/bundle/")


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return what a file or folder can be called under every system, in none of which it is taken.

    That is what is wanted, as far as it can be; a number tells it from others.

    >>> free_name("came.csv", []), free_name("Came.csv", ["came.csv"]), free_name("con.csv", [])
    ('came.csv', 'Came-2.csv', 'con-2.csv')
    """
    used = {each.lower() for each in taken}
    whole = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", wanted)
    whole = whole.encode()[:_LONGEST].decode(errors="ignore").rstrip(" .") or "file"
    first, dot, rest = whole.partition(".")
    name, number = whole, 1
    while name.lower() in used or name.lower().split(".")[0].rstrip() in _RESERVED:
        number += 1
        name = f"{first}-{number}{dot}{rest}"
    return name


def with_ledgers(case: Case, taken: Sequence[str]) -> tuple[Case, dict[str, LedgerContent]]:
    """Return a case that names its ledgers in the folder, and what each is made of, by name.

    They keep their names without the folders that they are in, as far as they can. ``taken`` are
    the names of other files there.
    """
    ledgers: dict[str, LedgerContent] = {}
    requests = dict(case.requests)
    for request_id, request in case.requests.items():
        scenarios = dict(request.scenarios)
        for scenario_id, scenario in request.scenarios.items():
            ledger = scenario.ledger
            if ledger is None or ledger.content is None:
                continue
            wanted = PurePosixPath(ledger.file.replace("\\", "/")).name
            others = [n for n, each in ledgers.items() if each.raw != ledger.content.raw]
            name = free_name(wanted, [*taken, *others])
            ledgers[name] = ledger.content
            moved = ledger.model_copy(update={"file": name})
            scenarios[scenario_id] = scenario.model_copy(update={"ledger": moved})
        requests[request_id] = request.model_copy(update={"scenarios": scenarios})
    return case.model_copy(update={"requests": requests}), ledgers


def _measured(
    written: dict[str, tuple[int, str]], name: str, chunks: Iterator[bytes]
) -> Iterator[bytes]:
    """Pass a file on, noting how large it is, and its hash."""
    size, found = 0, sha256()
    for chunk in chunks:
        size += len(chunk)
        found.update(chunk)
        yield chunk
    written[name] = size, found.hexdigest()


def _package(
    case: Case,
    tables: dict[str, Table],
    ledgers: dict[str, LedgerContent],
    written: dict[str, tuple[int, str]],
    recipe: Recipe | None,
) -> Iterator[bytes]:
    """Yield the description of the files that are written by now."""
    requests = list(case.requests.items())
    described = [
        f"{asked.supplier} to {asked.recipient}: "
        + "; ".join(each.title or name for name, each in asked.scenarios.items())
        for _, asked in requests
    ]
    name = requests[0][0] if len(requests) == 1 else case.title
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "generator": BUNDLE,
        "name": re.sub(r"[^a-z0-9._-]+", "-", name.lower()),
        "title": requests[0][1].title if len(requests) == 1 else case.title,
        "description": f"{case.title}. {'. '.join(described)}.",
    }
    if recipe:
        package["made"] = recipe.model_dump(exclude_defaults=True)
    if case.licence:
        package["licenses"] = [{"name": case.licence}]
    if case.sources:
        package["sources"] = [
            {"title": source.title, **({"path": source.url} if source.url else {})}
            for source in case.sources.values()
        ]
    package["resources"] = resources = []
    for name, (size, found) in written.items():
        stem, _, ending = name.partition(".")
        resource: dict[str, Any] = {
            "name": stem.lower(),
            "path": name,
            "format": ending,
            "mediatype": _MEDIA.get(name, "text/csv"),
            "encoding": "utf-8",
            "bytes": size,
            "hash": f"sha256:{found}",
        }
        if name in tables:
            fields = [_field(column) for column in tables[name].columns]
            resource |= {"type": "table", "schema": {"fields": fields, "missingValues": [""]}}
        if name in ledgers:
            ledger = ledgers[name]
            dialect = {"delimiter": ledger.delimiter, "headerRows": [ledger.heading]}
            resource |= {"name": name.lower(), "format": "csv", "dialect": dialect}
        resources.append(resource)
    yield json_text(package).encode()


def _field(column: Column) -> dict[str, Any]:
    kind = _KINDS.get(column.kind, "string")
    field = {"name": column.key, "type": kind, "description": column.about}
    return {**field, "constraints": {"required": True}} if column.required else field


def _readme(
    report: Report, case: Case, tables: dict[str, Table], command: str, ledgers: Iterable[str]
) -> Iterator[bytes]:
    """Yield the page to read: the verdict, the files, the columns, what is behind them."""
    requests = case.requests.values()
    items = max(len(each.items) for each in requests)
    if items <= MOST_COMPARED:
        verdict = report.verdict
    else:
        scenarios = sum(len(each.scenarios) for each in requests)
        verdict = f"{items:,} items in {scenarios:,} scenarios."
    sums = f"{SUMS}: the same of items added up; its rows are no part of {TABLE}."
    what = (
        f"{TABLE}: one row a scenario, item and period.",
        *([sums] if SUMS in tables else []),
        f"{CASE}: the part of the case it was made from.",
        *(f"{name}: the rows of a record, as they were found." for name in ledgers),
        f"{PACKAGE}: what each column is, for programs (Data Package v2).",
        f"Licence: {case.licence}." if case.licence else "The case file names no licence.",
    )
    columns = [(column.key, column.about) for column in tables[TABLE].columns]
    reading = (
        "An empty cell: nobody knows. It is never nought.",
        (
            "The band: 'at_most' is the most and 'at_least' the least that the sources allow "
            "by then; 'to_date' is read evenly. An empty 'at_most' has no upper bound."
        ),
        "A text that a spreadsheet could take for a formula has an apostrophe before it.",
        "A ceiling is read in full, and evenly where no source says how a quantity falls.",
        *(line for line in report.legend if line[0].isalpha()),  # no sign is in the data
        *report.notes,
        *report.background,
    )
    parts: list[Notes | Table] = [
        Notes("What is here", what),
        table_of(f"The columns of {TABLE}", ("column", "what it says"), columns),
        Notes("How to read it", reading),
        Notes("Assumed", tuple(report.assumptions)),
        Notes("Sources", tuple(each.line for each in report.sources)),
        Notes("How it was made", (f"With deliveries {__version__}: {command or 'Python'}",)),
    ]
    shown = [part for part in parts if not isinstance(part, Notes) or part.lines]
    yield markdown.page(report.title, verdict, shown, Style())
