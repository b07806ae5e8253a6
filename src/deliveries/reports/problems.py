"""The problems of a case file: for people, and as rows for an editor or another program.

Convention: empty is what does not apply; a problem of the whole file has neither line nor column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports import Report as Base
from deliveries.tables import Notes, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.errors import CaseError
    from deliveries.reports import View
    from deliveries.tables import Table


class Report(Base):
    """What is said of a case file that does not hold together."""

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
        rows = [
            (
                each.file,
                each.line or None,
                each.column or None,
                each.code,
                each.message,
                each.hint or None,
            )
            for each in self._problems
        ]
        return {"problems": table_of("", keys, rows)}

    @property
    def parts(self) -> Sequence[Notes]:
        parts = []
        for each in self._problems:
            where = f"{each.file}:{each.line}:{each.column}" if each.line else each.file
            lines = filter(None, (each.excerpt.strip(), each.hint))
            parts.append(Notes(f"{where}: {each.message}", tuple(lines)))
        return parts
