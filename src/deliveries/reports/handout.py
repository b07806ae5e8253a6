"""A comparison as a paper for a class: the question, who proposed what, the numbers, the sources.

Convention: a paper is read from top to bottom by somebody who knows nothing of the case; with
``blank`` cells are taken out and questions asked, with ``key`` both are answered.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.analysis.readings import Readings
from deliveries.errors import RangeError
from deliveries.reports import View
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.measures import gauges, measures_sheet
from deliveries.reports.notes import figure_lines, reading_lines
from deliveries.reports.readings import Report as ReadingsReport
from deliveries.reports.schedule import scenario_notes
from deliveries.reports.schedules import signs_of
from deliveries.reports.words import listed, quantity_words
from deliveries.reports.worksheet import blanked, choose_blanks, questions, workings
from deliveries.tables import Chapter, Links, Notes, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison, Handout
    from deliveries.reports.words import Say
    from deliveries.tables import Part, Table

MOST_ITEMS = 20
"""Of how many items there are tables; a class reads no more."""
_SUBTITLES = {"handout": "Handout", "blank": "Worksheet {}", "key": "Worksheet {}, answers"}


class Report(ComparisonReport):
    """What is handed out to a class: the comparison in chapters."""

    result = "handout"
    called = "a handout"

    def __init__(self, handout: Handout, view: View) -> None:
        super().__init__(handout.comparison, View(decimals=view.decimals))
        self.kind, self.seed = handout.kind, handout.seed
        self.subtitle = _SUBTITLES[self.kind].format(self.seed)
        items, sums = handout.comparison.items, self.asked.sums
        self.items = [item for item in items if item not in sums][:MOST_ITEMS]
        self.items += [item for item in items if item in sums]

    @property
    def verdict(self) -> str:
        return "" if self.kind == "blank" else super().verdict

    @property
    def tables(self) -> dict[str, Table]:
        return {} if self.kind == "blank" else super().tables

    @cached_property
    def parts(self) -> Sequence[Chapter]:
        """Return the chapters of the paper. Raises what `deliveries.explain` does."""
        comparison, say, answered = self.comparison, self.view.say, self.kind != "blank"
        proposals = tuple(scenario_notes(schedule, say) for schedule in self.schedules)
        chapters = [
            Chapter("The question", (Notes("", tuple(_question(comparison, say))),)),
            Chapter("Who proposed what", proposals),
        ]
        if answered:
            chapters.append(Chapter("At a glance", (*self._picture(), *gauges(comparison, say))))
        tables = [self.pivot(item) for item in self.items]
        blanks = []
        if self.kind != "handout":
            blanks = choose_blanks(comparison, self.items[0], tables[0], self.seed)
            tables[0] = blanked(tables[0], blanks, say=self.view.exactly if answered else None)
        chapters.append(Chapter("Month by month", tuple(tables)))
        if answered:
            sheets = (measures_sheet(comparison, item) for item in self.items)
            chapters.append(Chapter("Measures", tuple(sheets)))
        lines = tuple(self._reading(signs_of(tables)))
        chapters.append(Chapter("How to read it", (Notes("", lines),)))
        if self.kind == "key":
            cells = workings(comparison, self.items[0], blanks, self.view.exactly)
            chapters.append(Chapter("The cells", tuple(cells)))
        elif blanks:
            letters = f"({blanks[0].letter}) to ({blanks[-1].letter})"
            line = f"Work out the cells {letters} of the table, from what the sources say."
            chapters.append(Chapter("The cells", (Notes("", (line,)),)))
        if self.kind != "handout":
            notes = []
            for number, each in enumerate(questions(comparison, self.items[0], self.view), 1):
                lines = (each.answer, *each.working) if answered else ("",)
                notes.append(Notes(f"{number}. {each.text}", lines))
            chapters += [Chapter("Questions", tuple(notes))] if notes else []
        if answered:
            unsaid = Notes("", tuple(self._unsaid()))
            chapters.append(Chapter("What the documents do not say", (unsaid,)))
            readings = ReadingsReport(Readings(comparison), self.view)
            if readings.parts:
                said = Notes("", (readings.verdict, *readings.notes))
                chapters.append(Chapter("Read otherwise", (said, *readings.parts)))
        links = Links("", tuple(self._links()))
        return [*chapters, Chapter("Sources", (links,))]

    def sections(self, *, full: bool = True) -> list[Part | Chapter]:  # noqa: ARG002  # a paper is always full
        """Return the chapters: a paper has all of it in them."""
        return list(self.parts)

    def _picture(self) -> Iterator[Picture]:
        """Yield the chart; the page says by itself what the chart's words do."""
        try:
            chart = self.chart
        except RangeError:  # nothing of it is known well enough to be drawn
            return
        bare = chart._replace(title="", subtitle="", notes=(), cites="", sources=())
        yield Picture(bare, f"{bare.up}, by month.")

    def _links(self) -> Iterator[tuple[str, str]]:
        """Yield the documents, each with where it can be read."""
        for each in self.sources:
            note = f" {each.note}" if each.note else ""
            yield f"{each.cited}: {each.named}.{note}" if each.title else each.cited, each.url

    def _reading(self, signs: set[str]) -> Iterator[str]:
        comparison, base = self.comparison, self.comparison.base
        yield "To date: all of it up to the end of the month."
        if len(comparison.entries) > 1:
            name = base.schedule.name
            yield f"The gap: that, less what {name} has by then; behind is negative."
        if any(each.series.banded for entry in comparison.entries for each in entry.items.values()):
            yield (
                "The band: where a source does not say how a quantity falls within its months, it "
                "may all have come in the first of them or in the last. The band holds all of "
                "that; the table reads it evenly."
            )
        yield from reading_lines(comparison, marked=True)
        yield from figure_lines(self.schedules, signs)
        yield from self.notes

    def _unsaid(self) -> Iterator[str]:
        yield from self.assumptions
        for schedule in self.schedules:
            windows = dict.fromkeys(
                tranche.window.long()
                for tranche in schedule.scenario.tranches
                if not tranche.stated and tranche.openness != "unknown"
            )
            if windows and schedule.scenario.kind != "record":
                name = schedule.name
                yield f"No source says how what {name} has falls within {listed(windows)}."


def _question(comparison: Comparison, say: Say) -> Iterator[str]:
    """Yield what was asked of whom, and what the comparison is about."""
    request = comparison.request
    dated = f" When: {request.dated.long()}." if request.dated else ""
    yield f"Who asked: {request.recipient}. Whom: {request.supplier}.{dated}"
    if request.quantity:
        yield f"What was asked for: {quantity_words(request, say)}."
    elif request.needed_by:
        yield f"It was needed by {request.needed_by.long()}."
    if request.items:
        alone = "; they never add up" if not request.sums else ""
        if len(request.items) > 1:
            yield f"{len(request.items)} items, each in its own unit{alone}."
    if request.goods:
        yield f"What it covers: {listed(request.goods)}."
    if request.note:
        yield request.note
    for key, assumed in request.assumed.items():
        yield f"Assumed, {key.replace('_', ' ')}: {assumed.why}."
    names = [entry.schedule.name for entry in comparison.entries]
    if len(names) > 1:
        yield f"How do {listed(names)} compare, month by month?"
