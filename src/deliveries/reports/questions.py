"""Questions about a comparison, each with its answer and its working, from the case's own measures.

Convention: a question is asked only where the case has an answer; no fact stands in one that is not
in the case.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from deliveries.analysis.answers import needed_capacity
from deliveries.analysis.comparison import last_known
from deliveries.months import Month
from deliveries.numbers import percent
from deliveries.reports.need import need_sentence
from deliveries.reports.notes import assumed_lines, unlike_lines
from deliveries.reports.words import (
    band,
    capital,
    heading,
    pieces,
    read_evenly,
    short_name,
    units,
    with_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.reports.words import Say


class Question(NamedTuple):
    """Something to ask, and what there is to answer."""

    text: str
    answer: str
    working: tuple[str, ...] = ()


def questions(comparison: Comparison, item: str | None, say: Say) -> Iterator[Question]:
    """Yield all that can be asked of an item, the request's own first."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    others = [entry for entry in entries if entry.id != comparison.baseline]
    for entry in others or entries:
        yield from _share(comparison, entry, item, say)
    for entry in others:
        yield from _share_of_baseline(comparison, entry, item, say)
    for entry in others:
        yield from _widest_gap(comparison, entry, item, say)
    for entry in entries:
        yield from _capacity(comparison, entry, item, say)
    for entry in entries:
        yield from _wait(comparison, entry, item, say)
    yield from _unlike(comparison)
    for entry in entries:
        yield from _unsaid(comparison, entry)


def _name(entry: Entry) -> str:
    return short_name(entry.id, entry.schedule.scenario)


def _share(comparison: Comparison, entry: Entry, item: str | None, say: Say) -> Iterator[Question]:
    """Ask what share is there by the month of need, or by the last that is known."""
    thing, compared = comparison.request.things[item], entry.items[item]
    month = comparison.request.needed_by or last_known(comparison)
    series = compared.series
    least, most = series.at(month, "at_least"), series.at(month, "at_most")
    if thing.quantity is None or least is None or most is None:
        return
    whole = with_unit(thing, thing.quantity, say)
    share = band(least / thing.quantity, most / thing.quantity, percent)
    working = [
        f"{say(each)} ÷ {say(thing.quantity)} = {say(each / thing.quantity)}"
        for each in dict.fromkeys((least, most))
    ]
    yield Question(
        f"What share of the {whole} has come by {month.long()} under {_name(entry)}?",
        f"{capital(band(least, most, say))} of {say(thing.quantity)}: {share}.",
        tuple(working),
    )


def _share_of_baseline(
    comparison: Comparison, entry: Entry, item: str | None, say: Say
) -> Iterator[Question]:
    """Ask what part of the baseline's is there, where no quantity was asked for."""
    thing = comparison.request.things[item]
    base = comparison.base
    if thing.quantity is not None or item not in base.items:
        return
    month = last_known(comparison)
    there, wanted = (each.items[item].series.at(month) for each in (entry, base))
    if there is None or not wanted:
        return
    yield Question(
        f"By {month.long()}, what part is {_name(entry)} of what {_name(base)} has by then?",
        f"{capital(say(there))} of {say(wanted)} {units(thing)}: {percent(there / wanted)}.",
        (f"{say(there)} ÷ {say(wanted)} = {percent(there / wanted)}",),
    )


def _widest_gap(
    comparison: Comparison, entry: Entry, item: str | None, say: Say
) -> Iterator[Question]:
    """Ask in which month it is furthest behind the baseline."""
    measures = entry.items[item].measures
    gap, month = measures["widest_gap"].value, measures["widest_gap_month"].value
    if not isinstance(gap, Fraction) or not isinstance(month, Month):
        return
    base = comparison.base
    thing = comparison.request.things[item]
    there, before = (each.items[item].series.at(month) for each in (entry, base))
    working: tuple[str, ...] = ()
    if there is not None and before is not None:
        working = (f"{say(there)} − {say(before)} = {say(there - before)}",)
    yield Question(
        f"At the end of which month is {_name(entry)} furthest behind {_name(base)}, "
        "and by how much?",
        f"{month.long()}: {with_unit(thing, -gap, say)} behind.",
        working,
    )


def _capacity(
    comparison: Comparison, entry: Entry, item: str | None, say: Say
) -> Iterator[Question]:
    """Ask what transport would have to carry a month."""
    due = comparison.request.needed_by
    if entry.schedule.scenario.kind == "record":
        return
    (needed,) = needed_capacity(entry.schedule, due, items=[item]).answers
    if not needed.capacity or needed.due is None or needed.item.limits:
        return
    yield Question(
        f"How many {pieces(needed.item.thing)} a month must transport carry, at the least, to "
        f"bring by {needed.due.long()} what {_name(entry)} schedules by then?",
        f"{capital(say(needed.capacity))} a month.",
        (need_sentence(entry.schedule, needed, say),),
    )


def _wait(comparison: Comparison, entry: Entry, item: str | None, say: Say) -> Iterator[Question]:
    """Ask how long one waits on average."""
    wait, asked = entry.items[item].measures["mean_wait"].value, comparison.request.dated
    if not isinstance(wait, Fraction) or asked is None:
        return
    unit = comparison.request.things[item].unit
    evenly = ", read evenly" if read_evenly(entry.schedule.scenario) else ""
    yield Question(
        f"How many months after the request of {asked.long()} does a {unit} come on average "
        f"under {_name(entry)}{evenly}?",
        f"{capital(say(wait))} months.",
        ("Each month's delivery times the months since the request, all divided by the total.",),
    )


def _unlike(comparison: Comparison) -> Iterator[Question]:
    if lines := tuple(unlike_lines(comparison)):
        yield Question(
            "Why can these proposals not be compared set by set, like for like?",
            lines[0],
            lines[1:],
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
        name = heading(entry.id, scenario)
        yield Question(
            f"What do the sources of this scenario not say: {name}?", lines[0], lines[1:]
        )
