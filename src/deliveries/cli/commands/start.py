"""``deliveries`` alone: the verdict, the bars, and what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.analysis.comparison import compare_scenarios
from deliveries.cli.options import Written
from deliveries.cli.output import choose_outlet
from deliveries.read import load_case
from deliveries.reports import Report, report
from deliveries.tables import Gauges, Notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.tables import Chapter, Part

NEXT = (
    "deliveries compare: month by month, with the measures",
    "deliveries list: what else there is to compare",
    "deliveries new my-case.yaml: a case file of your own",
)


class Short(Report):
    """The beginning of a report, and what to try next."""

    def __init__(self, whole: Report) -> None:
        self.whole = whole

    @property
    def verdict(self) -> str:
        """The verdict of the whole."""
        return self.whole.verdict

    @property
    def parts(self) -> Sequence[Part | Chapter]:
        """The bars alone."""
        bars = [part for part in self.whole.parts if isinstance(part, Gauges)]
        return (*bars, Notes("Try next", NEXT))


def run() -> None:
    """Show the case that ships in short."""
    whole = report(compare_scenarios(load_case()))
    choose_outlet(Written(), None).write(Short(whole))
