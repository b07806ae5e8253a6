"""What stands under a table: how it is read, what is assumed, what is not alike, the documents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.case import extract
from deliveries.reports import Cited, Report
from deliveries.reports.schedules import OPEN, OR_MORE, TOGETHER, WITHIN
from deliveries.reports.verdict import organisations, things_compared, unlike
from deliveries.reports.words import (
    by_document,
    capital,
    cited,
    listed,
    name_of,
    read_evenly,
    with_unit,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case, Citation, Limit, Request, Scenario, Source
    from deliveries.months import Window
    from deliveries.reports import View
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule

_Assumption = tuple[str, str, tuple["Citation", ...]]
"""A field, why it is assumed, and the document it stands beside."""


class ScheduleReport(Report):
    """What the reports of schedules share: the part of the case behind them, and its documents."""

    def __init__(self, case: Case, request_id: str, view: View) -> None:
        """Take the case as it is; what is wanted of it is cut out when it is asked for."""
        self.whole = case
        self.request = self.request_id = request_id
        self.asked = case.requests[request_id]
        self.unit = None if self.asked.items else self.asked.unit
        self.title = self.asked.title
        self.view = view

    @cached_property
    def schedules(self) -> list[Schedule]:
        """Return every schedule that is spoken of."""
        raise NotImplementedError

    @property
    def case(self) -> Case:
        """Return the part of the case behind the report, every scenario written out."""
        names = [schedule.scenario_id for schedule in self.schedules]
        return extract(self.whole, self.request_id, names)

    @property
    def assumptions(self) -> Sequence[str]:
        """Return what is assumed, and why."""
        return list(assumed_lines(self.asked, self.schedules))

    @property
    def sources(self) -> Sequence[Cited]:
        """Return the documents behind the figures."""
        return cite_sources(all_citations(self.asked, self.schedules), self.whole.sources)


class OneScheduleReport(ScheduleReport):
    """What the reports of one schedule share."""

    def __init__(self, schedule: Schedule, view: View) -> None:
        super().__init__(schedule.case, schedule.request_id, view)
        self.schedule = schedule
        self.schedules = [schedule]
        self.name = name_of(schedule)


def reading_lines(comparison: Comparison, *, marked: bool) -> Iterator[str]:
    """Yield how the numbers are to be read."""
    scenarios = [entry.schedule.scenario for entry in comparison.entries]
    evenly = [
        name_of(entry.schedule)
        for entry in comparison.entries
        if read_evenly(entry.schedule.scenario)
    ]
    if evenly:
        yield (
            f"Read evenly: {listed(evenly)}. The sources say how much comes within which months, "
            "not how it falls among them."
        )
    if marked:
        yield f"{OPEN} The sources allow either: behind the baseline by then, or not."
    if any(tranche.openness == "at_most" for each in scenarios for tranche in each.tranches):
        yield "At most: the sources give a ceiling; the table has the ceiling itself."


def figure_lines(schedules: Sequence[Schedule], signs: Collection[str]) -> Iterator[str]:
    """Yield what the signs in the tables of a record mean, and what comes before the opening."""
    records = [each for each in schedules if each.scenario.kind == "record"]
    items = [item for schedule in records for item in schedule.items.values()]
    series = [each for item in items for each in item.sums if each]
    figures = [figure for each in series for figure in each.figures]
    together = dict.fromkeys(f.window.long() for f in figures if len(f.window) > 1)
    if together:
        yield (
            f"{WITHIN} One figure for {listed(together)}: the record does not say how it fell. "
            f"{TOGETHER} marks it where all its months are in one row."
        )
    if OR_MORE in signs:
        yield f"{OR_MORE} Or more: the record ends within these months, or before them."
    opens = schedules[0].request.opens
    if opens and any(schedule.window.first < opens for schedule in schedules):
        yield f"Before {opens.long()}: shown, never counted."


def unlike_lines(comparison: Comparison) -> Iterator[str]:
    """Yield which sets are not like for like."""
    how = unlike(comparison)
    if not how:
        return
    kinds = []
    for entry in comparison.entries:
        for_whom = [
            f"the {each} organisation" if each else "one that is not stated"
            for each in organisations(entry)
        ]
        if for_whom:
            name = name_of(entry.schedule)
            kinds.append(f"{name} is for {listed(for_whom)}")
    things = things_compared(comparison)
    label = "Not alike" if how == "are not alike" else "Perhaps not alike"
    yield f"{label}: {listed(kinds)}. The {things} of one organisation are not those of another."


def top_up_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """Yield what is brought beside the request's unit, and never added to it."""
    for schedule in schedules:
        name = name_of(schedule)
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
    """Yield what a capacity holds back, where there is one."""
    for schedule in schedules:
        for item in schedule.items.values():
            if not item.limits or item.waiting is None:
                continue
            name = name_of(schedule)
            of = f", {item.thing.title or item.id}" if item.id else ""
            limits = listed(
                f"{say(limit.limit)} a month{f' {limit.window.long()}' if limit.window else ''}"
                for limit in schedule.scenario.capacity
                if limit.item == item.id
            )
            months, longest, most = item.waiting.binding, item.waiting.longest, item.waiting.most
            held_back = "It never binds."
            if item.waiting.most_month is not None:
                held_back = (
                    f"It binds in {len(months)} month{'s' if len(months) != 1 else ''}, the first "
                    f"{months[0].long()} and the last {months[-1].long()}; at most {say(most)} "
                    f"wait{'s' if most <= 1 else ''}, in {item.waiting.most_month.long()}, and "
                    f"the longest wait is {longest} month{'s' if longest != 1 else ''}."
                )
            yield f"Capacity: {name}{of}, at most {limits}. {held_back}"


def assumed_lines(request: Request, schedules: Sequence[Schedule]) -> Iterator[str]:
    """Yield all that is assumed, with what it is assumed of; a base's assumptions once."""
    for key, assumed in request.assumed.items():
        yield _assumed("the request", (key, assumed.why, request.source))
    seen: set[_Assumption] = set()
    for schedule in schedules:
        scenario = schedule.scenario
        parts: list[Scenario | Limit] = [*schedule.lineage, *scenario.capacity]
        found = [
            ("", (key, assumed.why, each.source))
            for each in parts
            for key, assumed in each.assumed.items()
        ]
        windows: dict[_Assumption, list[Window]] = {}
        for tranche in scenario.tranches:
            for key, assumed in tranche.assumed.items():
                windows.setdefault((key, assumed.why, tranche.source), []).append(tranche.window)
        for assumption, within in windows.items():  # the months, where not all tranches share it
            shared = len(within) == len(scenario.tranches)
            months = "" if shared else f", {listed(window.long() for window in within)}"
            found.append((months, assumption))
        name = name_of(schedule)
        for months, assumption in found:
            if assumption not in seen:
                yield _assumed(name + months, assumption)
            seen.add(assumption)


def _assumed(what: str, assumption: _Assumption) -> str:
    key, why, source = assumption
    return f"{capital(what)}, {key.replace('_', ' ')}: {why}{cited(source)}"


def cite_sources(citations: Sequence[Citation], sources: Mapping[str, Source]) -> list[Cited]:
    """Return the documents that are cited; one that is not at hand by its id and paragraphs."""
    found = []
    for name, paragraphs in by_document(citations).items():
        if name not in sources:
            found.append(Cited(name, paragraphs, line=paragraphs))
            continue
        source = sources[name]
        date = f", {source.date.long()}" if source.date else ""
        place = f". {source.url}" if source.url else f". {source.note}" if source.note else ""
        line = f"{name}: {source.title.rstrip('.')}{date}{place}"
        dated = str(source.date) if source.date else ""
        found.append(Cited(name, paragraphs, source.title, dated, source.url or "", line))
    return found


def all_citations(request: Request, schedules: Sequence[Schedule]) -> list[Citation]:
    """Return what the request cites and the schedules cite, once each, in order."""
    cites = [*request.source, *(each for schedule in schedules for each in schedule.citations)]
    return list(dict.fromkeys(cites))
