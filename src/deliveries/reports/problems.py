"""The problems of a case file as a table: where, what, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.sheets import Cell, Column, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.errors import Problem

_COLUMNS = ("where", "problem", "remedy", "line")


def problems_report(problems: Sequence[Problem]) -> Report:
    """One row a problem, in the order of the file."""
    count = len(problems)
    columns = tuple(Column(name, name, align="left") for name in _COLUMNS)
    rows = tuple(Row(tuple(map(Cell, _values(problem)))) for problem in problems)
    lead = f"{count} problem{'s' if count != 1 else ''}"
    return Report(lead, (Sheet("", columns, rows),))


def _values(problem: Problem) -> tuple[str, ...]:
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return where, problem.message, problem.hint, problem.excerpt.strip()
