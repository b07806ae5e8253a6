"""The problems of a case file: where and what, the line itself, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.sheets import Notes, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.errors import Problem


def problems_report(problems: Sequence[Problem]) -> Report:
    """Each problem under its place, in the order of the file."""
    count = len(problems)
    return Report(f"{count} problem{'s' if count != 1 else ''}", tuple(map(_problem, problems)))


def _problem(problem: Problem) -> Notes:
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    lines = filter(None, (problem.excerpt.strip(), problem.hint))
    return Notes(f"{where}: {problem.message}", tuple(lines))
