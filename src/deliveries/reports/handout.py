"""A comparison as a paper for a class: the question, who proposed what, the numbers, the sources.

Convention: a paper is read from top to bottom by somebody who knows nothing of the case, so that a
word is explained where it first stands; printed, that of the case that ships is two pages. With
``blank`` cells are taken out and questions asked, with ``key`` both are answered.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.analysis.readings import Readings
from deliveries.errors import RangeError
from deliveries.months import By
from deliveries.reports import View
from deliveries.reports.chart import chosen_item
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.measures import (
    definitions,
    gauges,
    measured_cell,
    measures_sheet,
)
from deliveries.reports.notes import assumed_lines, figure_lines, reading_lines
from deliveries.reports.readings import Report as ReadingsReport
from deliveries.reports.schedule import scenario_notes
from deliveries.reports.schedules import NEED, OPEN, signs_of, to_date_cells
from deliveries.reports.words import capital, listed, quantity_words, units
from deliveries.reports.worksheet import (
    Place,
    blanked,
    cell_questions,
    choose_blanks,
    open_questions,
    pivot_places,
    questions,
    workings,
)
from deliveries.tables import Cell, Chapter, Column, Links, Notes, Picture, Row, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison, Handout
    from deliveries.reports import Question
    from deliveries.reports.words import Say
    from deliveries.reports.worksheet import Blank, Places
    from deliveries.tables import Part

MOST_ITEMS = 20
"""Of how many items there are rows; a class reads no more."""
MOST_ROWS = 18
"""How many periods a table has rows for, unless months are asked for."""
MOST_COLUMNS = 6
"""How many periods a table of many items has columns for."""
ROOM, MUCH_ROOM = 1, 2
"""How many lines there are to write an answer on, and an answer that is open."""
NAME = f"Name {'_' * 40} Date {'_' * 16}"
_SUBTITLES = {"handout": "Handout", "blank": "Worksheet {}", "key": "Worksheet {}, answers"}
_OF_ITEMS = {
    "total": "In all",
    "by_need": "By {}",
    "complete": "Complete in",
    "mean_wait": "Mean wait, months",
}
"""The measures in the table of many items, and what they are called there."""


class Report(ComparisonReport):
    """What is handed out to a class: the comparison in chapters."""

    result = "handout"
    called = "a handout"

    def __init__(self, handout: Handout, view: View) -> None:
        comparison = handout.comparison
        self.items = [item for item in comparison.items if item not in comparison.request.sums]
        self.has_many = len(self.items) > 1
        self.items = self.items[:MOST_ITEMS]
        self.items += [item for item in comparison.items if item in comparison.request.sums]
        by = handout.by or _finest(comparison, MOST_COLUMNS if self.has_many else MOST_ROWS)
        super().__init__(comparison, View(by, decimals=view.decimals))
        self.kind, self.seed = handout.kind, handout.seed
        self.subtitle = _SUBTITLES[self.kind].format(self.seed)

    @property
    def verdict(self) -> str:
        return "" if self.kind == "blank" else super().verdict

    @property
    def tables(self) -> dict[str, Table]:
        if self.kind == "handout":
            return super().tables
        if self.kind == "blank":
            return {}
        rows = [(each.text, each.answer) for each in self.questions]
        return {"questions": table_of("", ("question", "answer"), rows), **super().tables}

    @property
    def questions(self) -> Sequence[Question]:
        if self.kind != "key":
            return ()
        _, _, _, cells = self._taken_out
        return [*cells, *self._asked, *self._open]

    @cached_property
    def parts(self) -> Sequence[Part | Chapter]:
        """Return the chapters of the paper. Raises what `deliveries.explain` does."""
        is_key, say = self.kind == "key", self.view.say
        chapters = []
        if not is_key:
            question = Notes("", tuple(_question(self.comparison, say)))
            chapters.append(Chapter("The question", (question,)))
            proposals = tuple(scenario_notes(schedule, say) for schedule in self.schedules)
            chapters.append(Chapter("Who proposed what", proposals))
        if self.kind == "handout":
            lines = (*self._unsaid(), *self._reread)
            unsaid = (Notes("", lines),) if lines else ()
            chapters.append(Chapter("What the documents do not say", unsaid))
            glance: list[Part] = [*self._picture(), *gauges(self.comparison, say)]
            if glance and (band := tuple(self._band())):
                glance.append(Notes("", band))
            chapters.append(Chapter("At a glance", tuple(glance)))
        table, _, blanks, cells = self._taken_out
        by = self.view.by.value
        title = "Item by item" if self.has_many else f"{capital(by)} by {by}"
        chapters.append(Chapter(title, (table, Notes("", tuple(self._reading(table))))))
        if self.kind == "handout":
            chapters.append(Chapter("Measures", tuple(self._measures_parts())))
        if is_key:
            chapters.append(Chapter("The cells", tuple(workings(blanks, cells))))
        elif blanks:
            letters = f"({blanks[0].letter}) to ({blanks[-1].letter})"
            line = f"Work out the cells {letters} of the table, from what the sources say."
            chapters.append(Chapter("The cells", (Notes("", (line,)),)))
        if self.kind != "handout":
            chapters.append(self._questioned("Questions", self._asked, ROOM))
        opened = self._questioned("To discuss", self._open, 0 if is_key else MUCH_ROOM)
        chapters.append(opened)
        links = Chapter("Sources", (Links("", tuple(self._links())),))
        chapters = [each for each in (*chapters, links) if each.parts]
        if is_key:
            return chapters
        return [Notes("", (NAME,)), *chapters]

    def sections(self, *, full: bool = True) -> list[Part | Chapter]:  # noqa: ARG002  # a paper is always full
        """Return the chapters: a paper has all of it in them."""
        return list(self.parts)

    @cached_property
    def _taken_out(self) -> tuple[Table, Places, list[Blank], list[Question]]:
        """Return the table, what its cells say, and the cells taken out with what they ask."""
        if self.has_many:
            table, places = self._of_items()
        else:
            table = self.pivot(self.items[0])
            places = pivot_places(self.comparison, self.items[0], table)
        if self.kind == "handout":
            return table, places, [], []
        blanks = choose_blanks(table, places, self.seed)
        exactly = self.view.exactly
        table = blanked(table, blanks, say=exactly if self.kind == "key" else None)
        return table, places, blanks, list(cell_questions(self.comparison, blanks, exactly))

    @cached_property
    def _asked(self) -> list[Question]:
        return list(questions(self.comparison, self.items[0], self.view))

    @cached_property
    def _open(self) -> list[Question]:
        unsaid = self.kind != "handout"  # which says it itself
        return list(open_questions(self.comparison, " ".join(self._reread), unsaid=unsaid))

    def _questioned(self, title: str, asked: Sequence[Question], room: int) -> Chapter:
        """Return a chapter of questions: with room to write, or in the key with the answers."""
        notes = []
        for number, each in enumerate(asked, 1):
            lines = (each.answer, *each.working) if self.kind == "key" else ("",) * room
            notes.append(Notes(f"{number}. {each.text}", lines))
        return Chapter(title, tuple(notes))

    def _of_items(self) -> tuple[Table, Places]:
        """Return a table of all items: a row an item and scenario, a column a period."""
        calendar, need = self.calendar, self.asked.needed_by
        group = "there by the end of"
        columns = self._names()
        beside = len(columns)
        for period in calendar.periods:
            mark = f" {NEED}" if need and need in period else ""
            columns.append(Column(str(period), f"{period.short()}{mark}", group))
        rows: list[Row] = []
        places: Places = {}
        for item in self.items:
            named = self._item_name(item)
            for entry in self.comparison.entries:
                if item in entry.items:
                    cells = to_date_cells(entry.items[item].series, calendar)
                    for at, period in enumerate(calendar.periods, beside):
                        places[len(rows), at] = Place(entry, item, "to_date", period)
                    names = (Cell(named), Cell(capital(entry.schedule.name)))[:beside]
                    is_sum = item in self.asked.sums
                    rows.append(Row((*names, *cells), "subtotal" if is_sum else "body"))
                    named = ""
        return Table(self._alone, tuple(columns), tuple(rows)), places

    @property
    def _alone(self) -> str:
        """Return the name of the scenario if there is but one: it stands over a table, once."""
        first, *others = self.comparison.entries
        return "" if others else capital(first.schedule.name)

    def _names(self) -> list[Column]:
        """Return the columns of a table of many items that say what a row is of."""
        columns = [Column("item", "", align="left"), Column("scenario", "", align="left")]
        return columns[:1] if self._alone else columns

    def _item_name(self, item: str | None) -> str:
        """Write an item with its unit, where its name does not say it."""
        thing = self.asked.thing(item)
        name, counted = thing.title or item or "", units(thing)
        return capital(name if name.lower() == counted.lower() else f"{name} ({counted})")

    def _measures_parts(self) -> Iterator[Part]:
        """Yield the measures, and what each of them says."""
        if not self.has_many:
            yield measures_sheet(self.comparison, self.items[0])
            yield Notes("", tuple(definitions(self.comparison, self.items[0])))
            return
        need = self.asked.needed_by
        columns = self._names()
        beside = len(columns)
        for name, heading in _OF_ITEMS.items():
            text = heading.format(need.short() if need else "")
            columns.append(Column(name, text, align="right"))
        rows = []
        said: dict[str, None] = {}
        for item in self.items:
            named = self._item_name(item)
            said |= dict.fromkeys(definitions(self.comparison, item, _OF_ITEMS))
            for entry in self.comparison.entries:
                if item in entry.items:
                    found = entry.items[item].measures
                    cells = [measured_cell(name, found[name]) for name in _OF_ITEMS]
                    names = (Cell(named), Cell(capital(entry.schedule.name)))[:beside]
                    rows.append(Row((*names, *cells)))
                    named = ""
        shown = [*range(beside)]
        shown += [
            at
            for at in range(beside, len(columns))
            if any(row.cells[at].value is not None for row in rows)
        ]
        kept = [row._replace(cells=tuple(row.cells[at] for at in shown)) for row in rows]
        yield Table(self._alone, tuple(columns[at] for at in shown), tuple(kept))
        yield Notes("", tuple(said))

    def _picture(self) -> Iterator[Picture]:
        """Yield the chart; the page says by itself what the chart's words do."""
        try:
            chart = self.chart
        except RangeError:  # nothing of it is known well enough to be drawn
            return
        bare = chart._replace(title="", subtitle="", notes=(), cites="", sources=(), small=True)
        if self.has_many:
            item = chosen_item(self.comparison, self.view.item)
            thing = self.asked.thing(item)
            named = thing.title or item or ""
            if named.lower() != units(thing).lower():
                bare = bare._replace(up=f"{named}: {bare.up}")
        yield Picture(bare, f"{bare.up}, by month.")

    def _links(self) -> Iterator[tuple[str, str]]:
        """Yield the documents, each with where it can be read."""
        for each in self.sources:
            note = f" {each.note}" if each.note else ""
            yield f"{each.cited}: {each.named}.{note}" if each.title else each.cited, each.url

    def _band(self) -> Iterator[str]:
        banded = {
            entry.schedule.scenario.kind == "record"
            for entry in self.comparison.entries
            for each in entry.items.values()
            if each.series.banded
        }
        if banded:
            line = " The line reads it evenly." if False in banded else ""
            bar = " The bar along them is a record's one figure." if True in banded else ""
            yield (
                "The band, shaded: where a source does not say how a quantity falls within its "
                f"months, it may all have come in the first of them or in the last.{line}{bar}"
            )

    def _reading(self, table: Table) -> Iterator[str]:
        """Yield what the words and the signs of the table mean."""
        comparison, base, signs = self.comparison, self.comparison.base, signs_of([table])
        need = self.asked.needed_by
        if need and (NEED in signs or self.has_many):
            yield f"{NEED} The month of need, {need.long()}."
        if not self.has_many:
            yield f"To date: all that is there by the end of the {self.view.by.value}."
        if len(comparison.entries) > 1 and not self.has_many:
            name = base.schedule.name
            yield f"The gap: that, less what {name} has by then; behind is negative."
        yield from reading_lines(comparison, marked=OPEN in signs)
        yield from figure_lines(self.schedules, signs)
        yield from self.notes

    @cached_property
    def _reread(self) -> tuple[str, ...]:
        """Return what other readings of the documents would change, if there are any."""
        readings = ReadingsReport(Readings(self.comparison), self.view)
        return (readings.verdict,) if readings.parts else ()

    def _unsaid(self) -> Iterator[str]:
        """Yield what is assumed of the scenarios; what is of the request stands in the question."""
        alone = self.asked.model_copy(update={"assumed": {}})
        yield from assumed_lines(alone, self.schedules)
        for schedule in self.schedules:
            windows = dict.fromkeys(
                tranche.window.long()
                for tranche in schedule.scenario.tranches
                if not tranche.stated and tranche.openness != "unknown"
            )
            if windows and schedule.scenario.kind != "record":
                name = schedule.name
                yield f"No source says how the quantities of {name} fall within {listed(windows)}."


def _finest(comparison: Comparison, most: int) -> By:
    """Return the shortest kind of period of which there are no more than so many; else years."""
    begins = comparison.request.year_begins
    for by in By:
        if len(comparison.window.periods(by, begins)) <= most:
            return by
    return By.year


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
