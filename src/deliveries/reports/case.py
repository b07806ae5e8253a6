"""What a case holds, what its sources say, and the problems of a file that does not hold together.

Convention: empty is what does not apply; a problem of the whole file has neither line nor column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.numbers import mixed
from deliveries.reports import Cited, View
from deliveries.reports import Report as Base
from deliveries.reports.notes import cite_source
from deliveries.reports.words import capital, quantity_words
from deliveries.tables import Chapter, Notes, Part, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliveries.analysis.answers import Sources
    from deliveries.case import Case, Source
    from deliveries.errors import CaseError

_GRADES = {
    "primary": "primary document",
    "primary-part": "primary document, read in part",
    "secondary": "scholarly work or memoir",
    "ours": "our own",
}


class Report(Base):
    """Reports a case."""

    result = "case"
    called = "a list of a case"

    def __init__(self, case: Case, _: View) -> None:
        self._case = case
        self.title = case.title

    @property
    def case(self) -> Case:
        return self._case

    @property
    def verdict(self) -> str:
        return self._case.title

    @property
    def tables(self) -> dict[str, Table]:
        return case_tables(self._case)

    @property
    def parts(self) -> Sequence[Part]:
        parts = []
        for name, request in self._case.requests.items():
            dated = f", {request.dated.long()}" if request.dated else ""
            words = quantity_words(request, mixed)
            title = f"{name}: {request.title} ({request.supplier} to {request.recipient}{dated})"
            title += f": {words}" if words else ""
            rows = []
            for scenario_id, scenario in request.scenarios.items():
                by = f" ({scenario.by})" if scenario.by else ""
                called = f"{scenario.title or scenario_id}{by}"
                rows.append((scenario_id, scenario.kind, scenario.dated, called))
            parts.append(table_of(title, ("scenario", "kind", "dated", "title"), rows))
        if self._case.sources:
            keys = ("source", "dated", "grade", "title")
            documents = [
                (name, source.date, source.grade, source.title)
                for name, source in self._case.sources.items()
            ]
            parts.append(table_of("Sources", keys, documents))
        return parts

    @property
    def sources(self) -> Sequence[Cited]:
        return [cite_source(name, name, each) for name, each in self._case.sources.items()]

    def sections(self, *, full: bool = True) -> list[Part | Chapter]:  # noqa: ARG002  # it is always full
        """Return the parts, which have the sources among them."""
        return list(self.parts)


class SourcesReport(Report):
    """Reports a case's sources."""

    result = "sources"
    called = "a list of sources"

    def __init__(self, sources: Sources, view: View) -> None:
        super().__init__(sources.case, view)

    @property
    def tables(self) -> dict[str, Table]:
        return {"sources": sources_table(self._case.sources)}

    @property
    def parts(self) -> Sequence[Part]:
        parts = []
        for name, source in self._case.sources.items():
            dated = f", {source.date.long()}" if source.date else ""
            note = f" {source.note}" if source.note else ""
            lines = [f"{capital(_GRADES[source.grade])}{dated}.{note}"]
            lines += [source.url] if source.url else []
            for paragraph, says in source.says.items():
                lines.append(f"§{paragraph} {says}" if paragraph else says)
            parts.append(Notes(f"{name}: {source.title}", tuple(lines)))
        return parts or [Notes("", ("The case has no sources.",))]


class ProblemsReport(Base):
    """Reports a case file that does not hold together."""

    result = "problems"
    called = "a list of problems"

    def __init__(self, error: CaseError, _: View) -> None:
        self._problems = error.problems

    @property
    def verdict(self) -> str:
        count = len(self._problems)
        return f"{count} problem{'s' if count != 1 else ''}"

    @property
    def tables(self) -> dict[str, Table]:
        keys = ("file", "line", "column", "code", "message", "hint")
        rows = []
        for each in self._problems:
            place = (each.file, each.line or None, each.column or None)
            rows.append((*place, each.code, each.message, each.hint or None))
        return {"problems": table_of("", keys, rows)}

    @property
    def parts(self) -> Sequence[Notes]:
        parts = []
        for each in self._problems:
            where = f"{each.file}:{each.line}:{each.column}" if each.line else each.file
            lines = filter(None, (each.excerpt.strip(), each.hint))
            parts.append(Notes(f"{where}: {each.message}", tuple(lines)))
        return parts


def case_tables(case: Case) -> dict[str, Table]:
    """Return the scenarios of a case, its requests, their items and the sources as tables."""
    scenarios: list[tuple[Value, ...]] = []
    requests: list[tuple[Value, ...]] = []
    items: list[tuple[Value, ...]] = []
    added_up: list[tuple[Value, ...]] = []
    for name, asked in case.requests.items():
        between = (asked.recipient, asked.supplier, asked.dated)
        requests.append((name, asked.title, *between, asked.unit, asked.quantity, asked.needed_by))
        for item, thing in asked.items.items():
            items.append((name, item, thing.title or item, thing.unit, thing.quantity))
        for each, of in asked.sums.items():
            added_up += [(name, each, of.title or each, item) for item in of.items]
        for each, scenario in asked.scenarios.items():
            row = (name, each, scenario.kind, scenario.by, scenario.dated)
            scenarios.append((*row, scenario.title or each, scenario.based_on))
    named = ("request", "scenario", "kind", "by", "dated", "title", "based_on")
    tables = {"scenarios": table_of("", named, scenarios)}
    keys = ("request", "title", "recipient", "supplier", "dated", "unit", "quantity", "needed_by")
    tables["requests"] = table_of("", keys, requests)
    tables["items"] = table_of("", ("request", "item", "title", "unit", "quantity"), items)
    if added_up:
        tables["added_up"] = table_of("", ("request", "sum", "title", "item"), added_up)
    return tables | {"sources": sources_table(case.sources)}


def sources_table(sources: Mapping[str, Source]) -> Table:
    """Return one row a paragraph; one for a source of which nothing is said."""
    keys = ("source", "title", "dated", "grade", "url", "note", "paragraph", "says")
    rows = [
        (name, each.title, each.date, each.grade, each.url, each.note, at or None, says)
        for name, each in sources.items()
        for at, says in each.says.items() or [("", None)]
    ]
    return table_of("", keys, rows)
