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
from deliveries.reports import Question, View
from deliveries.reports.chart import chosen_item
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.measures import definitions, gauges, measured_cell, measures_sheet
from deliveries.reports.notes import assumed_lines, figure_lines, reading_lines
from deliveries.reports.readings import Report as ReadingsReport
from deliveries.reports.schedule import scenario_notes
from deliveries.reports.schedules import NEED, OPEN, signs_of, to_date_cells
from deliveries.reports.words import Say, capital, item_title, listed, quantity_words, units
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

    from deliveries.analysis.comparison import Comparison, Entry, Handout
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
        most, begins = MOST_COLUMNS if self.has_many else MOST_ROWS, comparison.request.year_begins
        fitting = (by for by in By if len(comparison.window.periods(by, begins)) <= most)
        by = handout.by or next(fitting, By.year)
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
        _, _, cells = self._taken_out
        return [*cells, *self._asked, *self._open]

    @cached_property
    def parts(self) -> Sequence[Part | Chapter]:
        """Return the chapters of the paper. Raises what `deliveries.explain` does."""
        is_key, say = self.kind == "key", self.view.say
        chapters: dict[str, Sequence[Part]] = {}
        if not is_key:
            chapters["The question"] = [Notes("", tuple(_question(self.comparison, say)))]
            chapters["Who proposed what"] = [scenario_notes(each, say) for each in self.schedules]
        if self.kind == "handout":
            lines = tuple(filter(None, (*self._unsaid(), self._reread)))
            chapters["What the documents do not say"] = [Notes("", lines)] if lines else []
            glance: list[Part] = [*self._picture(), *gauges(self.comparison, say)]
            if glance and (band := self._band()):
                glance.append(Notes("", (band,)))
            chapters["At a glance"] = glance
        table, blanks, cells = self._taken_out
        by = self.view.by.value
        title = "Item by item" if self.has_many else f"{capital(by)} by {by}"
        chapters[title] = [table, Notes("", tuple(self._reading(table)))]
        if self.kind == "handout":
            chapters["Measures"] = [*self._measures_parts()]
        if is_key:
            chapters["The cells"] = [*workings(blanks, cells)]
        elif blanks:
            letters = f"({blanks[0].letter}) to ({blanks[-1].letter})"
            line = f"Work out the cells {letters} of the table, from what the sources say."
            chapters["The cells"] = [Notes("", (line,))]
        if self.kind != "handout":
            chapters["Questions"] = self._questioned(self._asked, ROOM)
        chapters["To discuss"] = self._questioned(self._open, MUCH_ROOM)
        chapters["Sources"] = [Links("", tuple(self._links()))]
        made = [Chapter(title, tuple(parts)) for title, parts in chapters.items() if parts]
        return made if is_key else [Notes("", (NAME,)), *made]

    def sections(self, *, full: bool = True) -> list[Part | Chapter]:  # noqa: ARG002  # a paper is always full
        """Return the chapters: a paper has all of it in them."""
        return list(self.parts)

    @cached_property
    def _taken_out(self) -> tuple[Table, list[Blank], list[Question]]:
        """Return the table, and the cells taken out with what they ask."""
        if self.has_many:
            table, places = self._of_items()
        else:
            table = self.pivot(self.items[0])
            places = pivot_places(self.comparison, self.items[0], table)
        if self.kind == "handout":
            return table, [], []
        blanks = choose_blanks(table, places, self.seed)
        exactly = self.view.exactly
        table = blanked(table, blanks, say=exactly if self.kind == "key" else None)
        return table, blanks, list(cell_questions(self.comparison, blanks, exactly))

    @cached_property
    def _asked(self) -> list[Question]:
        return list(questions(self.comparison, self.items[0], self.view))

    @cached_property
    def _open(self) -> list[Question]:
        unsaid = self.kind != "handout"  # which says it itself
        return list(open_questions(self.comparison, self._reread, unsaid=unsaid))

    def _questioned(self, asked: Sequence[Question], room: int) -> list[Notes]:
        """Return questions: with so many lines to write on, or in the key with the answers."""
        notes = []
        for number, each in enumerate(asked, 1):
            lines = (each.answer, *each.working) if self.kind == "key" else ("",) * room
            notes.append(Notes(f"{number}. {each.text}", lines))
        return notes

    def _of_items(self) -> tuple[Table, Places]:
        """Return a table of all items: a row an item and scenario, a column a period."""
        calendar, need = self.calendar, self.asked.needed_by
        group = "there by the end of"
        columns = self._names()
        for period in calendar.periods:
            mark = f" {NEED}" if need and need in period else ""
            columns.append(Column(str(period), f"{period.short()}{mark}", group))
        rows: list[Row] = []
        places: Places = {}
        for item, entry, names in self._named():
            for at, period in enumerate(calendar.periods, len(names)):
                places[len(rows), at] = Place(entry, item, "to_date", period)
            cells = to_date_cells(entry.items[item].series, calendar)
            rows.append(Row((*names, *cells), "subtotal" if item in self.asked.sums else "body"))
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

    def _named(self) -> Iterator[tuple[str | None, Entry, tuple[Cell, ...]]]:
        """Yield each item of each scenario, with the cells that name it; an item is named once."""
        beside = len(self._names())
        for item in self.items:
            title = item_title(str(item), self.asked.thing(item))
            for entry in self.comparison.entries:
                if item in entry.items:
                    names = (Cell(title), Cell(capital(entry.schedule.name)))
                    yield item, entry, names[:beside]
                    title = ""

    def _measures_parts(self) -> Iterator[Part]:
        """Yield the measures, and what each of them says."""
        if not self.has_many:
            yield measures_sheet(self.comparison, self.items[0])
            yield Notes("", tuple(definitions(self.comparison, self.items[0])))
            return
        need = self.asked.needed_by
        columns = self._names()
        for name, heading in _OF_ITEMS.items():
            text = heading.format(need.short() if need else "")
            columns.append(Column(name, text, align="right"))
        rows = []
        for item, entry, names in self._named():
            found = entry.items[item].measures
            rows.append((*names, *(measured_cell(name, found[name]) for name in _OF_ITEMS)))
        shown = [at for at in range(len(columns)) if any(row[at].value is not None for row in rows)]
        kept = [Row(tuple(row[at] for at in shown)) for row in rows]
        yield Table(self._alone, tuple(columns[at] for at in shown), tuple(kept))
        said = [line for i in self.items for line in definitions(self.comparison, i, _OF_ITEMS)]
        yield Notes("", tuple(dict.fromkeys(said)))

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

    def _band(self) -> str:
        """Say what the shaded bands of the chart are; nothing where it has none."""
        banded = {
            entry.schedule.scenario.kind == "record"
            for entry in self.comparison.entries
            for each in entry.items.values()
            if each.series.banded
        }
        if not banded:
            return ""
        line = " The line reads it evenly." if False in banded else ""
        bar = " The bar along them is a record's one figure." if True in banded else ""
        return (
            "The band, shaded: where a source does not say how a quantity falls within its months, "
            f"it may all have come in the first of them or in the last.{line}{bar}"
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
    def _reread(self) -> str:
        """Return what other readings of the documents would change, if there are any."""
        readings = ReadingsReport(Readings(self.comparison), self.view)
        return readings.verdict if readings.parts else ""

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


def _question(comparison: Comparison, say: Say) -> Iterator[str]:
    """Yield what was asked of whom, and what the comparison is about."""
    request = comparison.request
    dated = f" When: {request.dated.long()}." if request.dated else ""
    yield f"Who asked: {request.recipient}. Whom: {request.supplier}.{dated}"
    if request.quantity:
        yield f"What was asked for: {quantity_words(request, say)}."
    elif request.needed_by:
        yield f"It was needed by {request.needed_by.long()}."
    if len(request.items) > 1:
        alone = "; they never add up" if not request.sums else ""
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
