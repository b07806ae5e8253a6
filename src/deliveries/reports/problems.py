"""The problems of a case file as plain records for JSON: for an editor, or for a check elsewhere.

Convention: null is what does not apply; a problem of the whole file has neither line nor column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.errors import Problem
    from deliveries.reports.records import Record

PROBLEMS_SCHEMA = "deliveries/check/1"


def problems_record(file: str, problems: Sequence[Problem]) -> Record:
    """Every problem found, in the order of the file."""
    return {
        "schema": PROBLEMS_SCHEMA,
        "file": file,
        "problems": [_problem(each) for each in problems],
    }


def _problem(problem: Problem) -> Record:
    return {
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint or None,
    }
