"""What stands under a table: how it is read, what is assumed, what is not alike, the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.periods import AT_LEAST, TOGETHER, WITHIN
from deliveries.reports.verdict import organisations, things_compared, unlike
from deliveries.reports.words import (
    by_document,
    capital,
    cited,
    listed,
    read_evenly,
    short_name,
    with_unit,
)
from deliveries.tables import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Citation, Limit, Request, Scenario, Source
    from deliveries.months import Window
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule, Waiting

_Assumption = tuple[str, str, tuple["Citation", ...]]
"""A field, why it is assumed, and the document it stands beside."""


def reading_lines(comparison: Comparison, *, marked: bool) -> Iterator[str]:
    """How the numbers are to be read."""
    scenarios = [entry.schedule.scenario for entry in comparison.entries]
    evenly = [
        short_name(entry.id, entry.schedule.scenario)
        for entry in comparison.entries
        if read_evenly(entry.schedule.scenario)
    ]
    if evenly:
        yield (
            f"Read evenly: {listed(evenly)}. The sources say how much comes within which months, "
            "not how it falls among them."
        )
    if marked:
        yield "? The sources allow either: behind the baseline by then, or not."
    if any(tranche.openness == "at_most" for each in scenarios for tranche in each.tranches):
        yield "At most: the sources give a ceiling; the table has the ceiling itself."


def figure_lines(schedules: Sequence[Schedule]) -> Iterator[str]:
    """What a record knows only coarsely, and what comes before the request opens."""
    figures = [
        figure
        for schedule in schedules
        if schedule.scenario.kind == "record"
        for item in schedule.items.values()
        for each in item.sums
        if each
        for figure in each.figures
    ]
    together = dict.fromkeys(f.window.long() for f in figures if len(f.window) > 1)
    if together:
        yield (
            f"{WITHIN} One figure for {listed(together)}: the record does not say how it fell. "
            f"{TOGETHER} marks it where all its months are in one row."
        )
    if any(figure.open_ended for figure in figures):
        yield f"{AT_LEAST} Or more: the record ends within the month."
    opens = schedules[0].request.opens
    if opens and any(schedule.window.first < opens for schedule in schedules):
        yield f"Before {opens.long()}: shown, never counted."


def unlike_lines(comparison: Comparison) -> Iterator[str]:
    """Which sets are not like for like."""
    how = unlike(comparison)
    if not how:
        return
    kinds = [
        f"{short_name(entry.id, entry.schedule.scenario)} is for "
        f"{listed(map(_organisation, organisations(entry)))}"
        for entry in comparison.entries
        if organisations(entry)
    ]
    things = things_compared(comparison)
    label = "Not alike" if how == "are not alike" else "Perhaps not alike"
    yield f"{label}: {listed(kinds)}. The {things} of one organisation are not those of another."


def _organisation(establishment: str) -> str:
    return f"the {establishment} organisation" if establishment else "one that is not stated"


def top_up_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """What is brought beside the request's unit, and never added to it."""
    for schedule in schedules:
        name = short_name(schedule.scenario_id, schedule.scenario)
        for item in schedule.items.values():
            if item.top_ups and item.top_ups.total:
                amount = with_unit(item.thing, item.top_ups.total, say)
                lines = (line for line in item.lines if not line.tranche.counted)
                sources = dict.fromkeys(each for line in lines for each in line.tranche.source)
                yield (
                    f"Not counted: {name} also has {amount} as top-ups, "
                    f"{item.top_ups.window.long()}, to turn existing ones into new ones"
                    f"{cited(sources)}."
                )


def capacity_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """What a capacity holds back, where there is one."""
    for schedule in schedules:
        for item in schedule.items.values():
            if not item.limits or item.waiting is None:
                continue
            name = short_name(schedule.scenario_id, schedule.scenario)
            of = f", {item.thing.title or item.id}" if item.id else ""
            limits = listed(
                f"{say(limit.limit)} a month{f' {limit.window.long()}' if limit.window else ''}"
                for limit in schedule.scenario.capacity
                if limit.item == item.id
            )
            yield f"Capacity: {name}{of}, at most {limits}. {_held_back(item.waiting, say)}"


def _held_back(waiting: Waiting, say: Say) -> str:
    """``It binds in 14 months, July 1951 to August 1952; at most 36 wait...``."""
    if waiting.most_month is None:
        return "It never binds."
    months, longest = waiting.binding, waiting.longest
    wait = f"{say(waiting.most)} wait{'s' if waiting.most <= 1 else ''}"
    return (
        f"It binds in {len(months)} month{'s' if len(months) != 1 else ''}, the first "
        f"{months[0].long()} and the last {months[-1].long()}; at most {wait}, in "
        f"{waiting.most_month.long()}, and the longest wait is {longest} "
        f"month{'s' if longest != 1 else ''}."
    )


def assumed_lines(request: Request, schedules: Sequence[Schedule]) -> Iterator[str]:
    """Everything that is assumed, with what it is assumed of; a base's assumptions once."""
    seen: set[_Assumption] = set()
    for key, why in request.assumed.items():
        yield _assumed("the request", (key, why, request.source))
    for schedule in schedules:
        name = short_name(schedule.scenario_id, schedule.scenario)
        for months, assumption in _schedule_assumed(schedule):
            if assumption not in seen:
                yield _assumed(name + months, assumption)
            seen.add(assumption)


def _schedule_assumed(schedule: Schedule) -> Iterator[tuple[str, _Assumption]]:
    """Each assumption, and the months of its tranches where not all tranches share it."""
    scenario = schedule.scenario
    parts: list[Scenario | Limit] = [*schedule.lineage, *scenario.capacity]
    for part in parts:
        for key, why in part.assumed.items():
            yield "", (key, why, part.source)
    windows: dict[_Assumption, list[Window]] = {}
    for tranche in scenario.tranches:
        for key, why in tranche.assumed.items():
            windows.setdefault((key, why, tranche.source), []).append(tranche.window)
    for assumption, within in windows.items():
        shared = len(within) == len(scenario.tranches)
        months = "" if shared else f", {listed(window.long() for window in within)}"
        yield months, assumption


def _assumed(what: str, assumption: _Assumption) -> str:
    key, why, source = assumption
    return f"{capital(what)}, {key.replace('_', ' ')}: {why}{cited(source)}"


def source_lines(
    request: Request, schedules: Sequence[Schedule], sources: Mapping[str, Source]
) -> Iterator[str]:
    """The documents behind the figures; one that is not at hand by its id and paragraphs."""
    for name, paragraphs in by_document(all_citations(request, schedules)).items():
        if name not in sources:
            yield paragraphs
            continue
        source = sources[name]
        date = f", {source.date.long()}" if source.date else ""
        place = f". {source.url}" if source.url else f". {source.note}" if source.note else ""
        yield f"{name}: {source.title.rstrip('.')}{date}{place}"


def all_citations(request: Request, schedules: Sequence[Schedule]) -> list[Citation]:
    """What the request cites and the schedules cite, once each, in order."""
    cites = [*request.source, *(each for schedule in schedules for each in schedule.citations)]
    return list(dict.fromkeys(cites))


def notes(title: str, lines: Iterable[str]) -> list[Notes]:
    """A list of notes, unless there are none."""
    kept = tuple(lines)
    return [Notes(title, kept)] if kept else []


def quantity_words(request: Request, say: Say) -> str:
    """``60 division sets by December 1951``, as far as the request says."""
    words = with_unit(request, request.quantity, say) if request.quantity else ""
    by = f" by {request.needed_by.long()}" if request.needed_by else ""
    return (words + by).strip()
