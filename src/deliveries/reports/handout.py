"""A comparison as a paper for a class: the question, who proposed what, the numbers, the sources.

Convention: a paper is read from top to bottom by somebody who knows nothing of the case; with
``blank`` cells are taken out and questions asked, with ``key`` both are answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from deliveries.reports.compare import need_bars
from deliveries.reports.measures import measures_sheet
from deliveries.reports.notes import (
    all_citations,
    assumed_lines,
    capacity_lines,
    figure_lines,
    quantity_words,
    reading_lines,
    top_up_lines,
    unlike_lines,
)
from deliveries.reports.questions import Question, questions
from deliveries.reports.show import scenario_parts
from deliveries.reports.verdict import verdict
from deliveries.reports.words import by_document, listed, short_name
from deliveries.reports.worksheet import blanked, choose_blanks, month_sheet, workings
from deliveries.tables import Chapter, Links, Notes, Paper, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Source
    from deliveries.reports.words import Say
    from deliveries.tables import Sheet

As = Literal["handout", "blank", "key"]
MOST_ITEMS = 20
"""Of how many items there are tables; a class reads no more."""


def handout(
    comparison: Comparison,
    sources: Mapping[str, Source],
    say: Say,
    *,
    as_: As = "handout",
    seed: int = 1,
    picture: Picture | None = None,
) -> Paper:
    """The paper. Raises what `deliveries.explain.explain` does."""
    request = comparison.request
    answered = as_ != "blank"
    chapters = [
        Chapter("The question", (Notes("", tuple(_question(comparison, say))),)),
        Chapter("Who proposed what", tuple(_proposals(comparison, say))),
    ]
    if answered:
        drawn = (picture,) if picture else ()
        chapters.append(Chapter("At a glance", (*drawn, *need_bars(comparison, say))))
    chapters.append(Chapter("Month by month", tuple(_tables(comparison, say, as_, seed))))
    if answered:
        sheets = (measures_sheet(comparison, item, say) for item in _items(comparison))
        chapters.append(Chapter("Measures", tuple(sheets)))
    chapters.append(Chapter("How to read it", (Notes("", tuple(_reading(comparison, say))),)))
    if as_ != "handout":
        chapters += _asked(comparison, say, as_, seed)
    if answered:
        lines = tuple(_unsaid(comparison))
        chapters.append(Chapter("What the documents do not say", (Notes("", lines),)))
    chapters.append(Chapter("Sources", (Links("", tuple(_links(comparison, sources))),)))
    lead = verdict(comparison, say) if answered else ""
    subtitle = {
        "handout": "Handout",
        "blank": f"Worksheet {seed}",
        "key": f"Worksheet {seed}, answers",
    }
    return Paper(request.title, subtitle[as_], lead, tuple(chapters))


def _items(comparison: Comparison) -> list[str | None]:
    """The items that have tables."""
    there = [
        item
        for item in comparison.request.things
        if any(item in entry.items for entry in comparison.entries)
    ]
    return there[:MOST_ITEMS]


def _question(comparison: Comparison, say: Say) -> Iterator[str]:
    """What was asked of whom, and what the comparison is about."""
    request = comparison.request
    dated = f" When: {request.dated.long()}." if request.dated else ""
    yield f"Who asked: {request.recipient}. Whom: {request.supplier}.{dated}"
    if request.quantity:
        yield f"What was asked for: {quantity_words(request, say)}."
    elif request.needed_by:
        yield f"It was needed by {request.needed_by.long()}."
    if request.items:
        yield f"{len(request.items)} items, each in its own unit; they never add up."
    if request.goods:
        yield f"What it covers: {listed(request.goods)}."
    if request.note:
        yield request.note
    for key, why in request.assumed.items():
        yield f"Assumed, {key.replace('_', ' ')}: {why}."
    names = [short_name(entry.id, entry.schedule.scenario) for entry in comparison.entries]
    if len(names) > 1:
        yield f"How do {listed(names)} compare, month by month?"


def _proposals(comparison: Comparison, say: Say) -> Iterator[Notes]:
    for entry in comparison.entries:
        yield from (part for part in scenario_parts(entry.schedule, say) if isinstance(part, Notes))


def _tables(comparison: Comparison, say: Say, as_: As, seed: int) -> Iterator[Sheet]:
    """The table of each item; cells are taken out of the first."""
    for at, item in enumerate(_items(comparison)):
        sheet = month_sheet(comparison, item)
        if as_ != "handout" and not at:
            blanks = choose_blanks(comparison, item, sheet, seed)
            sheet = blanked(sheet, blanks, say=say if as_ == "key" else None)
        yield sheet


def _reading(comparison: Comparison, say: Say) -> Iterator[str]:
    schedules = [entry.schedule for entry in comparison.entries]
    yield "To date: all that has come by the end of the month."
    base = next(entry for entry in comparison.entries if entry.id == comparison.baseline)
    if len(comparison.entries) > 1:
        name = short_name(base.id, base.schedule.scenario)
        yield f"The gap: that, less what {name} has by then; behind is negative."
    if any(each.series.banded for entry in comparison.entries for each in entry.items.values()):
        yield (
            "The band: where a source does not say how a quantity falls within its months, it may "
            "all have come in the first of them or in the last. The band holds all of that; the "
            "table reads it evenly."
        )
    yield from reading_lines(comparison, marked=True)
    yield from figure_lines(schedules)
    yield from unlike_lines(comparison)
    yield from capacity_lines(schedules, say)
    yield from top_up_lines(schedules, say)


def _asked(comparison: Comparison, say: Say, as_: As, seed: int) -> Iterator[Chapter]:
    """What is to be filled in, the questions; with the key their answers."""
    item = _items(comparison)[0]
    sheet = month_sheet(comparison, item)
    blanks = choose_blanks(comparison, item, sheet, seed)
    if as_ == "key":
        yield Chapter("The cells", tuple(workings(comparison, item, blanks, say)))
    elif blanks:
        first, last = blanks[0].letter, blanks[-1].letter
        line = f"Work out the cells ({first}) to ({last}) of the table, from what the sources say."
        yield Chapter("The cells", (Notes("", (line,)),))
    asked = [*questions(comparison, item, say)]
    notes = [_note(number, each, as_) for number, each in enumerate(asked, 1)]
    if notes:
        yield Chapter("Questions", tuple(notes))


def _note(number: int, question: Question, as_: As) -> Notes:
    lines = (question.answer, *question.working) if as_ == "key" else ("",)
    return Notes(f"{number}. {question.text}", lines)


def _unsaid(comparison: Comparison) -> Iterator[str]:
    schedules = [entry.schedule for entry in comparison.entries]
    yield from assumed_lines(comparison.request, schedules)
    for entry in comparison.entries:
        name = short_name(entry.id, entry.schedule.scenario)
        windows = [
            tranche.window.long()
            for tranche in entry.schedule.scenario.tranches
            if not tranche.stated and tranche.openness != "unknown"
        ]
        if windows and entry.schedule.scenario.kind != "record":
            within = listed(dict.fromkeys(windows))
            yield f"No source says how what {name} brings falls within {within}."


def _links(
    comparison: Comparison, sources: Mapping[str, Source]
) -> Iterator[tuple[str, str | None]]:
    schedules = [entry.schedule for entry in comparison.entries]
    for name, paragraphs in by_document(all_citations(comparison.request, schedules)).items():
        if name in sources:
            source = sources[name]
            date = f", {source.date.long()}" if source.date else ""
            note = f" {source.note}" if source.note else ""
            yield f"{paragraphs}: {source.title.rstrip('.')}{date}.{note}", source.url
        else:
            yield paragraphs, None
