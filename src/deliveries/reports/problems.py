"""The problems of a case file: for people, and as plain records for an editor or another program.

Convention: null is what does not apply; a problem of the whole file has neither line nor column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.tables import Cell, Column, Notes, Report, Row, Sheet

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
        "problems": [_record(each) for each in problems],
    }


def _record(problem: Problem) -> Record:
    return {
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint or None,
    }


def problems_table(problems: Sequence[Problem]) -> Sheet:
    """One row a problem, with the keys of the record."""
    keys = ("file", "line", "column", "code", "message", "hint")
    rows = [Row(tuple(Cell(each[key]) for key in keys)) for each in map(_record, problems)]
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def problems_report(problems: Sequence[Problem]) -> Report:
    """Each problem under its place, in the order of the file."""
    count = len(problems)
    return Report(f"{count} problem{'s' if count != 1 else ''}", tuple(map(_problem, problems)))


def _problem(problem: Problem) -> Notes:
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    lines = filter(None, (problem.excerpt.strip(), problem.hint))
    return Notes(f"{where}: {problem.message}", tuple(lines))
