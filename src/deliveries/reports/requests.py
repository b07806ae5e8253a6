"""Every request of a case as one report: a chapter for each, and the tables of all in one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.case.extract import extract
from deliveries.errors import RangeError
from deliveries.reports import Cited
from deliveries.reports import Report as Base
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.tables import Chapter, Chunk, Column, Notes, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.requests import Requests
    from deliveries.case import Case
    from deliveries.reports import View
    from deliveries.tables import Part

REQUEST = Column("request", kind="text", about="The request's id.", required=True)


class Report(Base):
    """What is said of every request."""

    result = "requests"

    def __init__(self, requests: Requests, view: View) -> None:
        """Take the comparisons, and which part of each is shown."""
        if view.wide:
            hint = "name one --request, or leave out --wide"
            raise RangeError("requests have months of their own, so no columns in common", hint)
        self.requests = requests
        self.reports = [ComparisonReport(each, view) for each in requests.comparisons]
        self.title = requests.case.title

    @property
    def case(self) -> Case:
        """Return the case, every scenario written out."""
        requests, sources = {}, {}
        for each in self.requests.comparisons:
            part = extract(self.requests.case, each.request_id, list(each.schedulers))
            requests |= part.requests
            sources |= part.sources
        return self.requests.case.model_copy(update={"requests": requests, "sources": sources})

    @property
    def verdict(self) -> str:
        """Return how many requests and scenarios there are."""
        scenarios = sum(len(each.schedulers) for each in self.requests.comparisons)
        return f"{len(self.reports)} requests with {scenarios} scenarios."

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Return the tables of all requests, one under another; each row names its request."""
        found: dict[str, list[tuple[str, Table]]] = {}
        for report in self.reports:
            for name, table in report.tables.items():
                found.setdefault(name, []).append((report.request_id, table))
        return {name: _joined(tables) for name, tables in found.items()}

    @property
    def parts(self) -> Sequence[Chapter]:
        """Return a chapter for each request."""
        chapters = []
        for report in self.reports:
            parts: list[Part] = [Notes("", (report.verdict,))]
            for part in report.parts:
                parts += part.parts if isinstance(part, Chapter) else (part,)
            chapters.append(Chapter(report.title, tuple(parts)))
        return chapters

    @property
    def legend(self) -> Sequence[str]:
        """Return what the marks in the tables mean."""
        return list(dict.fromkeys(line for report in self.reports for line in report.legend))

    @property
    def notes(self) -> Sequence[str]:
        """Return what is to be known of each comparison."""
        return list(dict.fromkeys(line for report in self.reports for line in report.notes))

    @property
    def assumptions(self) -> Sequence[str]:
        """Return what is assumed for each request, and why."""
        lines = (line for report in self.reports for line in report.assumptions)
        return list(dict.fromkeys(lines))

    @property
    def sources(self) -> Sequence[Cited]:
        """Return the documents behind all of it."""
        return list(dict.fromkeys(each for report in self.reports for each in report.sources))


def _joined(tables: list[tuple[str, Table]]) -> Table:
    """Return tables of the same columns as one, each row with its request."""
    first = tables[0][1]
    named = first.columns[0].key == REQUEST.key

    def chunks() -> Iterator[Chunk]:
        for request, table in tables:
            for length, columns in table.chunks():
                yield Chunk(length, columns if named else (request, *columns))

    return Table(first.title, first.columns if named else (REQUEST, *first.columns), long=chunks)
