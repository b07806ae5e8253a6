"""A worksheet of a comparison: cells taken out of its table, questions, and the answers to both.

Convention: what is asked and answered comes from this case's own measures and explanations; a
question is asked only where the case has an answer. Which cells are taken out follows from the seed
alone, by a hash that is the same on every machine.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from deliveries.analysis.answers import needed_capacity
from deliveries.explanation import explain
from deliveries.months import Month, Window
from deliveries.numbers import percent
from deliveries.reports import Check, Question, View
from deliveries.reports.answers import need_sentence
from deliveries.reports.explanation import step_line
from deliveries.reports.notes import assumed_lines
from deliveries.reports.verdict import unlike
from deliveries.reports.words import band, capital, listed, of_item, read_evenly, units, with_unit
from deliveries.tables import Band, Cell, Notes, Share, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.reports.words import Say

BLANKS = 8
"""How many cells are taken out."""
_NOT_FOR = {
    "to_date": ("due by the month before", "so due in the month", "there in the month"),
    "delivered": ("there by then",),
}
"""The steps of an explanation that lead to something else."""
_WHAT = {"delivered": "in that time", "to_date": "to date", "gap": "the gap"}


class Place(NamedTuple):
    """What a cell of a table says: whose number it is, of what, and when."""

    entry: Entry
    item: str | None
    what: str
    """``delivered``, ``to_date`` or ``gap``."""
    window: Window


Places = dict[tuple[int, int], Place]
"""What the cells of a table say, by row and column."""


class Blank(NamedTuple):
    """A cell that is taken out."""

    letter: str
    row: int
    column: int
    place: Place
    value: Fraction


def pivot_places(comparison: Comparison, item: str | None, table: Table) -> Places:
    """Return what the cells say of an item's table with a row a period."""
    entries = {entry.id: entry for entry in comparison.entries if item in entry.items}
    places = {}
    for at, row in enumerate(table.rows):
        period = row.cells[0].value
        for column in range(1, len(table.columns)):
            name, _, what = table.columns[column].key.rpartition(".")
            if isinstance(period, Window) and name in entries:
                places[at, column] = Place(entries[name], item, what, period)
    return places


def choose_blanks(table: Table, places: Places, seed: int) -> list[Blank]:
    """Return the cells to take out: numbers, in rows of their own while there are rows.

    None of them is nought, which anybody would guess; one that only repeats the total before it is
    taken if there are no others.
    """
    ranked = []
    for (at, column), place in places.items():
        value, mark, _ = table.rows[at].cells[column]
        if isinstance(value, Fraction | int) and value and not mark:
            rank = sha256(f"{seed}:{at}:{column}".encode()).hexdigest()
            ranked.append((rank, Blank("", at, column, place, Fraction(value))))
    rows: dict[int, int] = {}
    turns = []  # the first of each row before the second of any, so that the blanks lie apart
    ranked.sort(key=lambda each: (_repeats(each[1].place), each[0]))
    for _, blank in ranked:
        rows[blank.row] = rows.get(blank.row, 0) + 1
        turns.append((_repeats(blank.place), rows[blank.row], blank))
    chosen = [blank for *_, blank in sorted(turns, key=lambda turn: turn[:2])][:BLANKS]
    chosen.sort(key=lambda blank: (blank.row, blank.column))
    letters = zip(ascii_lowercase, chosen, strict=False)
    return [blank._replace(letter=letter) for letter, blank in letters]


def _repeats(place: Place) -> bool:
    """Tell if a total to date is that of the period before: nothing comes."""
    series, window = place.entry.items[place.item].series, place.window
    return place.what == "to_date" and series.at(window.last) == series.at(window.first + -1)


def blanked(table: Table, blanks: Sequence[Blank], *, say: Say | None) -> Table:
    """Return the table without these cells; with ``say`` their numbers stand there as answers."""
    rows = [list(row.cells) for row in table.rows]
    for blank in blanks:
        text = f"({blank.letter}) {say(blank.value) if say else '      '}"
        rows[blank.row][blank.column] = Cell(text, "", "answer" if say else "blank")
    filled = (row._replace(cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return table._replace(rows=tuple(filled))


def cell_questions(comparison: Comparison, blanks: Sequence[Blank], say: Say) -> Iterator[Question]:
    """Yield what each cell that was taken out asks, with how its number came to be."""
    for blank in blanks:
        entry, item, what, window = blank.place
        name, thing = entry.schedule.name, comparison.request.thing(item)
        counted = f"{units(thing)}{of_item(item, thing)}"
        evenly = ", read evenly" if read_evenly(entry.schedule.scenario) else ""
        last = window.last.long()
        if what == "delivered":
            text = f"How many {counted} come in {window.long()} under {name}{evenly}?"
        elif what == "to_date":
            text = f"How many {counted} are there by the end of {last} under {name}{evenly}?"
        else:
            text = (
                f"By the end of {last}, how many {counted} has {name} more than "
                f"{comparison.base.schedule.name}{evenly}? Fewer is negative."
            )
        working = tuple(_working(comparison, blank, say))
        yield Question(text, say(blank.value), working, (Check("", blank.value),))


def workings(blanks: Sequence[Blank], asked: Sequence[Question]) -> Iterator[Notes]:
    """Yield the answer to each cell that was taken out, with how it came to be."""
    for blank, each in zip(blanks, asked, strict=True):
        entry, item, what, window = blank.place
        of = of_item(item, entry.schedule.request.thing(item))
        where = f"{capital(entry.schedule.name)}{of}, {window.long()}, {_WHAT[what]}"
        yield Notes(f"({blank.letter}) {where}: {each.answer}", each.working)


def _working(comparison: Comparison, blank: Blank, say: Say) -> Iterator[str]:
    """Yield the steps to the number of a cell; of several months, what is there at either end."""
    entry, item, what, window = blank.place
    beside = comparison.base.schedule if entry is not comparison.base else None
    several = what == "delivered" and len(window) > 1
    explained = explain(entry.schedule, window.last, item=item, baseline=beside)
    wanted = ("Against",) if what == "gap" else ("Tranche", "Together", "Capacity")
    other = _NOT_FOR.get("to_date" if several else what, ())
    for section in explained.sections:
        if section.title.startswith(wanted) and "not counted" not in section.title:
            for step in section.steps:
                if step.value and not step.label.startswith(other):
                    yield capital(step_line(step, say))
    there = entry.items[item].series.at(window.last)
    if several and there is not None:
        before = there - blank.value
        yield (
            f"Less what was there before {window.first.long()}: "
            f"{say(there)} − {say(before)} = {say(blank.value)}"
        )


def questions(comparison: Comparison, item: str | None, view: View) -> Iterator[Question]:
    """Yield what can be worked out of an item, the request's own first."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    others = [entry for entry in entries if entry.id != comparison.baseline]
    asked = (
        (_share, others or entries),
        (_share_of_baseline, others),
        (_widest_gap, others),
        (_capacity, entries),
        (_wait, entries),
    )
    for ask, whom in asked:
        for entry in whom:
            yield from ask(comparison, entry, item, view)


def open_questions(comparison: Comparison, reread: str, *, unsaid: bool) -> Iterator[Question]:
    """Yield what has no one answer; answered is what one may find.

    ``reread`` says what other readings change, if there are any; ``unsaid`` asks what the sources
    do not say, too.
    """
    scenarios = [entry.schedule.scenario for entry in comparison.entries]
    if len({each.kind for each in scenarios}) > 1:
        kinds = [
            f"{entry.schedule.name} is {'an' if each.kind[0] in 'aeiou' else 'a'} {each.kind}"
            for entry, each in zip(comparison.entries, scenarios, strict=True)
        ]
        text = "Who says what, and what kind of word is it: a wish, a sum, a promise, a count?"
        yield Question(text, f"{capital(listed(kinds))}.")
    _, unalike = unlike(comparison)
    if unalike:
        text = "Why can these proposals not be compared set by set, like for like?"
        yield Question(text, unalike)
    for entry in comparison.entries if unsaid else ():
        yield from _unsaid(comparison, entry)
    if reread:
        text = "Which reading of ours would you take otherwise, and what would it change?"
        yield Question(text, reread)
    if all(each.kind != "record" for each in scenarios):
        text = "What came is not in these documents. Which document would you look for, and where?"
        yield Question(text, "The case has no record of what came.")


def _share(
    comparison: Comparison, entry: Entry, item: str | None, view: View
) -> Iterator[Question]:
    """Ask what share is there by the month of need, or by the last that is known."""
    say = view.exactly
    thing, series = comparison.request.thing(item), entry.items[item].series
    month = comparison.month
    least, most = series.at(month, "at_least"), series.at(month, "at_most")
    if thing.quantity is None or least is None or most is None:
        return
    whole = with_unit(thing, thing.quantity, say)
    share = band(least / thing.quantity, most / thing.quantity, percent)
    working = [
        f"{say(each)} ÷ {say(thing.quantity)} = {say(each / thing.quantity)}"
        for each in dict.fromkeys((least, most))
    ]
    came = "came" if entry.schedule.scenario.kind == "record" else "would be there"
    ends = [Share(each / thing.quantity) for each in (least, most)]
    right = ends[0] if least == most else Band(*ends)
    yield Question(
        f"What share of the {whole} {came} by {month.long()} under {entry.schedule.name}?",
        f"{capital(band(least, most, say))} of {say(thing.quantity)}: {share}.",
        tuple(working),
        (Check("", right),),
    )


def _share_of_baseline(
    comparison: Comparison, entry: Entry, item: str | None, view: View
) -> Iterator[Question]:
    """Ask what part of the baseline's is there, where no quantity was asked for."""
    say = view.exactly
    thing, base = comparison.request.thing(item), comparison.base
    if thing.quantity is not None or item not in base.items:
        return
    month = comparison.last_known
    there, wanted = (each.items[item].series.at(month) for each in (entry, base))
    if there is None or not wanted:
        return
    name, other = entry.schedule.name, base.schedule.name
    yield Question(
        f"By {month.long()}, what part of what {other} has by then does {name} have?",
        f"{capital(say(there))} of {say(wanted)} {units(thing)}: {percent(there / wanted)}.",
        (f"{say(there)} ÷ {say(wanted)} = {percent(there / wanted)}",),
        (Check("", Share(there / wanted)),),
    )


def _widest_gap(
    comparison: Comparison, entry: Entry, item: str | None, view: View
) -> Iterator[Question]:
    """Ask in which month it is furthest behind the baseline."""
    say = view.exactly
    measures = entry.items[item].measures
    gap, month = measures["widest_gap"].value, measures["widest_gap_month"].value
    if not isinstance(gap, Fraction) or not isinstance(month, Month):
        return
    there = entry.items[item].series.at(month) or Fraction(0)
    name, other = entry.schedule.name, comparison.base.schedule.name
    working, evenly = [f"{say(there)} − {say(there - gap)} = {say(gap)}"], ""
    nearest, furthest = measures["widest_gap"].at_most, measures["widest_gap"].at_least
    if nearest != furthest and isinstance(nearest, Fraction) and isinstance(furthest, Fraction):
        evenly = ", read evenly"
        working.append(f"The sources allow {band(-nearest, -furthest, say)}.")
    yield Question(
        f"At the end of which month is {name} furthest behind {other}, and by how much{evenly}?",
        f"{month.long()}: {with_unit(comparison.request.thing(item), -gap, say)} behind.",
        tuple(working),
        (Check("the month", month), Check("by how much", -gap)),
    )


def _capacity(
    comparison: Comparison, entry: Entry, item: str | None, view: View
) -> Iterator[Question]:
    """Ask what transport would have to carry a month."""
    say = view.exactly
    if entry.schedule.scenario.kind == "record":
        return
    due = comparison.request.needed_by
    (needed,) = needed_capacity(entry.schedule, due, items=[item]).answers
    if not needed.capacity or needed.due is None or needed.item.limits:
        return
    yield Question(
        f"How many {units(needed.item.thing)} a month must transport carry, at the least, to "
        f"bring by {needed.due.long()} what {entry.schedule.name} schedules by then?",
        f"{capital(say(needed.capacity))} a month.",
        (need_sentence(entry.schedule, needed, say),),
        (Check("", needed.capacity),),
    )


def _wait(comparison: Comparison, entry: Entry, item: str | None, view: View) -> Iterator[Question]:
    """Ask how long one waits on average."""
    say = view.say
    wait, least, most = entry.items[item].measures["mean_wait"]
    asked = entry.items[item].need.asked
    if not isinstance(wait, Fraction) or asked is None:
        return
    unit = comparison.request.thing(item).unit
    evenly = ", read evenly" if read_evenly(entry.schedule.scenario) else ""
    working = [
        "Each month's delivery times the months since the request, all divided by the total."
    ]
    if least != most and isinstance(least, Fraction) and isinstance(most, Fraction):
        working.append(f"The sources allow {band(least, most, say)}.")
    yield Question(
        f"How many months after the request ({asked.long()}) does one {unit} come on average "
        f"under {entry.schedule.name}{evenly}?",
        f"{capital(say(wait))} months.",
        tuple(working),
        (Check("", wait),),
    )


def _unsaid(comparison: Comparison, entry: Entry) -> Iterator[Question]:
    """Ask what we had to assume, or read in one way of several."""
    scenario = entry.schedule.scenario
    evenly = [
        f"How what comes in {tranche.window.long()} falls month by month."
        for tranche in scenario.tranches
        if not tranche.stated and tranche.openness != "unknown"
    ]
    alone = comparison.request.model_copy(update={"assumed": {}})
    lines = (*evenly, *assumed_lines(alone, [entry.schedule]))
    if lines:
        name = capital(entry.schedule.name)
        yield Question(
            f"What do the sources of this scenario not say: {name}?", lines[0], lines[1:]
        )
