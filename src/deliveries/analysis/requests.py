"""Every request of a case, its scenarios compared with one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from deliveries.analysis.comparison import Comparison, compare_scenarios
from deliveries.results import Result

if TYPE_CHECKING:
    from deliveries.case import Case


@dataclass(frozen=True)
class Requests(Result):
    """The comparisons of a case, one a request. What differs between requests is not compared."""

    result: ClassVar[str] = "requests"
    case: Case
    comparisons: tuple[Comparison, ...]


def compare_requests(
    case: Case, *, every: bool = False, whole: bool = False, counting: bool = True
) -> Requests:
    """Compare the scenarios of each request; ``every`` takes all, not only those shown unasked.

    Raises `LotError`, and, where ``counting``, `RangeError` as `compare_scenarios` does.
    """
    found = []
    for name, request in case.requests.items():
        names = [*request.scenarios] if every else ()
        found.append(compare_scenarios(case, names, request=name, whole=whole, counting=counting))
    return Requests(case, tuple(found))
