"""Comparisons of several requests as one report: tables that go on, a chapter a request."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports import Report as Base
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.schedules import REQUEST
from deliveries.tables import Chapter, Chunk, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparisons
    from deliveries.case import Case
    from deliveries.reports import Cited, View


class Report(Base):
    """What is said of several requests."""

    result = "comparisons"
    called = "a list of comparisons"

    def __init__(self, found: Comparisons, view: View) -> None:
        self.reports = [ComparisonReport(each, view) for each in found.comparisons]
        self.title = self.reports[0].whole.title

    @property
    def case(self) -> Case:
        cases = [each.case for each in self.reports]
        requests = {name: each for case in cases for name, each in case.requests.items()}
        sources = {name: each for case in cases for name, each in case.sources.items()}
        return cases[0].model_copy(update={"requests": requests, "sources": sources})

    @property
    def verdict(self) -> str:
        return " ".join(f"{each.title}: {each.verdict}" for each in self.reports)

    @property
    def tables(self) -> dict[str, Table]:
        found: dict[str, list[tuple[str, Table]]] = {}
        for each in self.reports:
            for name, table in each.tables.items():
                found.setdefault(name, []).append((each.request_id, table))
        return {name: _joined(tables) for name, tables in found.items()}

    @cached_property
    def parts(self) -> Sequence[Chapter]:
        return [Chapter(each.title, tuple(each.parts)) for each in self.reports]  # type: ignore[arg-type]

    @property
    def legend(self) -> Sequence[str]:
        return list(dict.fromkeys(line for each in self.reports for line in each.legend))

    @property
    def notes(self) -> Sequence[str]:
        return list(dict.fromkeys(line for each in self.reports for line in each.notes))

    @property
    def assumptions(self) -> Sequence[str]:
        return [f"{each.title}. {line}" for each in self.reports for line in each.assumptions]

    @property
    def sources(self) -> Sequence[Cited]:
        return list(dict.fromkeys(each for report in self.reports for each in report.sources))


def _joined(tables: list[tuple[str, Table]]) -> Table:
    """Return one table of all; each row names its request."""
    _, first = tables[0]
    named = first.columns[0].key == "request"

    def chunks() -> Iterator[Chunk]:
        for request, table in tables:
            for chunk in table.chunks():
                yield chunk if named else Chunk(chunk.length, (request, *chunk.columns))

    columns = first.columns if named else (REQUEST, *first.columns)
    return Table(first.title, columns, long=chunks)
