"""What a command is about, as it was typed: a case file, a request of it, some scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliveries.analysis.comparison import compare_scenarios
from deliveries.read import load_case

if TYPE_CHECKING:
    from pathlib import Path

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case


class Chosen(NamedTuple):
    """The options that say which scenarios are meant."""

    file: Path | None
    scenarios: tuple[str, ...]
    request: str | None
    baseline: str | None
    whole: bool

    def compared(self) -> tuple[Case, Comparison]:
        """The case and the comparison. Raises `CaseError` and what `compare_scenarios` does."""
        case = load_case(self.file)
        _, names, request, baseline, whole = self
        return case, compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)
