"""What must hold of any bytes given as a case: a case that works, or problems with their places."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.case.derived import standing_alone
from deliveries.errors import CaseError, DeliveriesError
from deliveries.read import decoded, load_case, parse_case
from deliveries.read.tree import BREAKS, ROW_ENDS
from deliveries.read.writing import case_yaml
from deliveries.schedule import schedule_scenario

MOST_PLANNED = 400
"""The most tranches, items and months of a request that is scheduled on the way."""


def look(file: Path) -> Case | None:
    """Read a case file, whatever is in it; None if it has problems."""
    try:
        case = load_case(file)
    except CaseError as error:
        check_problems(error)
        return None
    try_out(case)
    return case


def check_problems(error: CaseError) -> None:
    """Every problem says what is wrong, in a line and a column that there are."""
    assert error.problems
    assert str(error)
    for problem in error.problems:
        assert problem.message
        text = decoded(Path(problem.file).read_bytes().removeprefix(BOM_UTF8))[0]
        lines = re.split(ROW_ENDS if problem.file.endswith(".csv") else BREAKS, text)
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2, problem


def try_out(case: Case) -> None:
    """A sound case is written and read as the same, scheduled and compared, or refused in words."""
    for name, request in case.requests.items():
        alone = standing_alone(case, name)  # a ledger is a file of its own
        assert not alone.requests[name].scenarios or parse_case(case_yaml(alone)) == alone
        planned = [tranche for each in request.scenarios.values() for tranche in each.tranches]
        months = sum(len(tranche.window) for tranche in planned)
        if max(len(planned) * len(request.things), months) > MOST_PLANNED:
            continue
        for scenario in request.scenarios:
            with refused_in_words():
                schedule_scenario(case, scenario, request=name)
        with refused_in_words():
            compare_scenarios(case, request=name)


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Let the package's own refusals pass, and no other exception."""
    try:
        yield
    except DeliveriesError as refusal:
        if not str(refusal):
            raise
