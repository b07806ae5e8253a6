"""An exploration as a report: the comparison as it is, and that of every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.charts import Chart, Curve, Level
from deliveries.explanation import explain
from deliveries.reports.chart import curve, drawn, months_shown
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.explanation import Report as ExplanationReport

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from deliveries.analysis.comparison import Entry
    from deliveries.analysis.explore import Exploration, Explored, State
    from deliveries.months import Month, Window
    from deliveries.reports import View


MOST_STEPS = 10_000
"""The tranches of a scenario, in all months together, that a page explains."""


class Report(ComparisonReport):
    """Reports scenarios as they are; a page can have all that may be chosen, too."""

    result = "exploration"
    called = "an exploration"

    def __init__(self, exploration: Exploration, view: View) -> None:
        """Take the exploration, and how numbers are written. Raises `RangeError` for no months."""
        super().__init__(exploration.comparison, view)
        self.exploration = exploration
        self._drawn: dict[Hashable, Curve] = {}

    def states(self, explored: Explored) -> Iterator[tuple[State, ComparisonReport | None]]:
        """Yield the comparison of every state of an item; None for what is not possible."""
        view = self.view._replace(item=explored.item)
        for state, comparison in explored.states():
            yield state, ComparisonReport(comparison, view) if comparison else None

    def lines(self, found: ComparisonReport, explored: Explored) -> Chart:
        """Return the totals to date of a state; what is said around them stands elsewhere.

        A line that is alike in two states is one object. Raises `RangeError` if there is nothing to
        draw.
        """
        view, item = self.view._replace(item=explored.item, chart="to-date"), explored.item
        comparison = found.comparison
        across = months_shown(found.calendar, comparison.request.needed_by, view)
        curves, _ = drawn(comparison, view, item, across, self._curve)
        quantity = comparison.request.things[item].quantity
        level = None if quantity is None else Level(quantity, "")
        return Chart("to-date", "", "", "", across, curves, level=level)

    def _curve(self, entry: Entry, item: str | None, across: Window, base: Entry | None) -> Curve:
        """Return a scenario's line, the same one if it has been drawn before."""
        key = (entry.schedule.name, item, entry.items[item].series, across)
        if key not in self._drawn:
            self._drawn[key] = curve(entry, item, across, base)
        return self._drawn[key]

    def explanations(self, explored: Explored) -> dict[str, dict[Month, list[str]]]:
        """Return how every number of the scenarios as they are came to be, line by line.

        Those of a scenario are left out where they would be longer than all else on the page.
        """
        found: dict[str, dict[Month, list[str]]] = {}
        for entry in explored.comparison.entries:
            lines_of = found.setdefault(entry.id, {})
            steps = len(entry.schedule.item(explored.item).tranches)
            if steps * len(explored.comparison.window) > MOST_STEPS:
                continue
            for month in explored.comparison.window:
                found_of = explain(entry.schedule, month, item=explored.item, measures=False)
                report = ExplanationReport(found_of, self.view)
                lines_of[month] = [report.verdict]
                for part in report.steps:
                    lines_of[month] += ["", part.title, *part.lines]
        return found
