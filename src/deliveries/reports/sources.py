"""What each source of a case says, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports import Report as Base
from deliveries.reports.case import sources_table
from deliveries.reports.words import capital
from deliveries.tables import Notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.analysis.answers import Sources
    from deliveries.case import Case
    from deliveries.reports import View
    from deliveries.tables import Table

_GRADES = {
    "primary": "primary document",
    "primary-part": "primary document, read in part",
    "secondary": "scholarly work or memoir",
    "ours": "our own",
}


class Report(Base):
    """What is said of a case's sources."""

    result = "sources"
    called = "a list of sources"

    def __init__(self, sources: Sources, _: View) -> None:
        self._case = sources.case
        self.title = sources.case.title

    @property
    def case(self) -> Case:
        return self._case

    @property
    def verdict(self) -> str:
        return self._case.title

    @property
    def tables(self) -> dict[str, Table]:
        return {"sources": sources_table(self._case.sources)}

    @property
    def parts(self) -> Sequence[Notes]:
        parts = []
        for name, source in self._case.sources.items():
            dated = f", {source.date.long()}" if source.date else ""
            note = f" {source.note}" if source.note else ""
            lines = [f"{capital(_GRADES[source.grade])}{dated}.{note}"]
            lines += [source.url] if source.url else []
            for paragraph, says in source.says.items():
                lines.append(f"§{paragraph} {says}" if paragraph else says)
            parts.append(Notes(f"{name}: {source.title}", tuple(lines)))
        return parts
