"""What stands under a table: how it is read, what is assumed, what is not alike, the documents."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.case.derived import as_written, with_a_record
from deliveries.case.resolve import is_known
from deliveries.months import NAMES, By
from deliveries.reports import Cited, Report, View
from deliveries.reports.schedules import OPEN, OR_MORE, TOGETHER, WITHIN, Calendar
from deliveries.reports.words import (
    by_document,
    capital,
    cited,
    is_limited,
    limits_words,
    listed,
    of_item,
    read_evenly,
    with_unit,
)
from deliveries.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.analysis.recipe import Recipe
    from deliveries.case import Case, Citation, Limit, Request, Scenario, Source
    from deliveries.reports.words import Say

_Assumption = tuple[str, str, tuple["Citation", ...]]
"""A field, why it is assumed, and the document it stands beside."""


class ScheduleReport(Report):
    """The base of schedules' reports: the part of the case behind them, and its documents."""

    request: str

    def __init__(self, about: Comparison | Schedule, view: View) -> None:
        """Take the case as it is; what is wanted of it is cut out when it is asked for."""
        self.about = about
        self.request = about.request_id
        self.asked = about.request
        self.unit = None if self.asked.items else self.asked.unit
        self.title = self.asked.title
        self.view = view

    @cached_property
    def schedules(self) -> list[Schedule]:
        """Return every schedule that is spoken of."""
        about = self.about
        return [about] if isinstance(about, Schedule) else [each.schedule for each in about.entries]

    def of(self, item: str | None) -> str:
        """Write `` (Guns of various types)`` after what is of an item."""
        return of_item(item, self.asked.thing(item))

    @property
    def case(self) -> Case:
        about = self.about
        if isinstance(about, Schedule):
            return as_written(about.case, self.request, [about.scenario_id], about.scenario_id)
        part = as_written(about.case, self.request, list(about.schedulers), about.baseline)
        whole = about.past.case if about.past else about.case  # the verdict speaks of its record
        return with_a_record(part, whole, self.request)

    @property
    def recipe(self) -> Recipe:
        return recipe_of(self.result, [self.about], self.view)

    @property
    def assumptions(self) -> Sequence[str]:
        return list(assumed_lines(self.asked, self.schedules))

    @property
    def sources(self) -> Sequence[Cited]:
        return cite_sources(self.asked, self.schedules, self.about.case.sources)


def recipe_of(result: str, about: Sequence[Comparison | Schedule], view: View) -> Recipe:
    """Return how a result that shows these was made."""
    from deliveries.analysis.recipe import Recipe, Seen, asked_of  # only folders need it

    first, last = (None if month is None else str(month) for month in (view.first, view.last))
    finely = {"decimals": view.decimals, "detail": view.detail, "wide": view.wide}
    seen = Seen(by=view.by.value, first=first, last=last, **finely)
    asked = [asked_of(each) for each in about]
    return Recipe.model_validate({"result": result, "asked": asked, "seen": seen})


class OneScheduleReport(ScheduleReport):
    """The base of the reports of one schedule."""

    def __init__(self, schedule: Schedule, view: View) -> None:
        super().__init__(schedule, view)
        self.schedule = schedule
        self.name = schedule.name


def reading_lines(comparison: Comparison, *, marked: bool) -> Iterator[str]:
    """Yield how the numbers are to be read."""
    schedules = [entry.schedule for entry in comparison.entries]
    if evenly := [each.name for each in schedules if read_evenly(each.scenario)]:
        yield (
            f"Read evenly: {listed(evenly)}. The sources say how much comes within which months, "
            "not how it falls among them."
        )
    if marked:
        yield f"{OPEN} The sources allow either: behind the baseline by then, or not."
    tranches = [tranche for each in schedules for tranche in each.scenario.tranches]
    if any(tranche.openness == "at_most" for tranche in tranches):
        yield "At most: the sources give a ceiling; the table has the ceiling itself."


def figure_lines(schedules: Sequence[Schedule], signs: Collection[str]) -> Iterator[str]:
    """Yield what the signs in the tables of a record mean, and what comes before the opening."""
    items = [item for schedule in schedules for item in schedule.items.values()]
    figures = [figure for item in items for each in item.sums if each for figure in each.figures]
    if together := dict.fromkeys(f.window.long() for f in figures if len(f.window) > 1):
        sign = TOGETHER if TOGETHER in signs and WITHIN not in signs else WITHIN
        line = f"{sign} One figure for {listed(together)}: the record does not say how it fell."
        if sign != TOGETHER and TOGETHER in signs:
            line += f" {TOGETHER} marks it where all its months are in one row."
        yield line
    if OR_MORE in signs:
        tranches = [tranche for each in schedules for tranche in each.scenario.tranches]
        reasons = {
            "the sources give a lower bound": any(
                e.quantity and e.quantity.or_more for e in tranches
            ),
            "not all of it is known": any(each.openness == "unknown" for each in tranches),
            "the record ends within these months, or before them": any(each.ends for each in items),
        }
        why = "; or ".join(reason for reason, holds in reasons.items() if holds)
        yield f"{OR_MORE} Or more: {why}."
    if any(item.rests for item in items):
        yield (
            "Between two milestones of a record the total to date lies between them; what a total "
            "has beyond the rows within it came in its other months."
        )
    opens = schedules[0].request.opens
    having = [schedule for schedule in schedules if schedule.items]  # one may lack the item
    if opens and any(schedule.window.first < opens for schedule in having):
        yield f"Before {opens.long()}: shown, never counted."


def year_lines(calendar: Calendar, request: Request) -> Iterator[str]:
    """Yield what a year is, where years that do not begin in January are shown."""
    shown = calendar.periods if calendar.by is By.year else [*calendar.years.values()]
    if request.year_begins != 1 and shown:
        begins = NAMES[request.year_begins - 1]
        yield f"A year begins in {begins}: {shown[0].short()} is {shown[0].long()}."


def sum_lines(schedules: Sequence[Schedule]) -> Iterator[str]:
    """Yield what each sum adds up, and what scenarios have nothing of."""
    request = schedules[0].request
    for name, each in request.sums.items():
        titles = {item: request.items[item].title or item for item in each.items}
        line = f"{each.title or name}: {listed(titles.values())} together."
        for schedule in schedules:
            without = [title for item, title in titles.items() if item not in schedule.items]
            if name in schedule.items and without:
                line += f" {capital(schedule.name)} has nothing of {listed(without)}."
        yield line


def top_up_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """Yield what is brought beside the request's unit, and never added to it."""
    for schedule in schedules:
        for item in schedule.own_items:
            if item.top_ups and item.top_ups.total:
                amount = with_unit(item.thing, item.top_ups.total, say)
                lines = (line for line in item.lines if not line.tranche.counted)
                sources = dict.fromkeys(each for line in lines for each in line.tranche.source)
                yield (
                    f"Not counted: {schedule.name} also has {amount} as top-ups, "
                    f"{item.top_ups.window.long()}, to turn existing ones into new ones"
                    f"{cited(sources)}."
                )


def capacity_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """Yield what a capacity holds back, where there is one, and what one for all leaves alone."""
    yield from _shared_capacity_lines(schedules)
    for schedule in schedules:
        for item in schedule.own_items:
            if not item.limits or item.waiting is None:
                continue
            of = f", {item.thing.title or item.id}" if item.id else ""
            own = (limit for limit in schedule.scenario.capacity if limit.item == item.id)
            limits = limits_words(own, say)
            months, most, most_month, longest, (least, longest_at_most) = item.waiting
            held_back = "Read evenly it never binds." if item.may_wait else "It never binds."
            if most_month is not None:
                held_back = (
                    f"It binds in {len(months)} month{'s' if len(months) != 1 else ''}, the first "
                    f"{months[0].long()} and the last {months[-1].long()}; at most {say(most)} "
                    f"wait{'s' if most <= 1 else ''}, in {most_month.long()}, and "
                    f"the longest wait is {longest} month{'s' if longest != 1 else ''}."
                )
            if least != longest_at_most:
                ends = "or more" if longest_at_most is None else f"to {longest_at_most}"
                held_back += f" The sources allow a longest wait of {least} {ends}."
            if item.top_ups:
                held_back += " Top-ups are outside it."
            yield f"Capacity: {schedule.name}{of}, at most {limits}. {held_back}"


def _shared_capacity_lines(schedules: Sequence[Schedule]) -> Iterator[str]:
    """Yield whose arithmetic a capacity for all is, and which scenarios it leaves as they are."""
    request = schedules[0].request
    if not request.capacity:
        return
    yield (
        "One capacity for all: that it limits them is ours. What each would bring at it is no "
        "source's word."
    )
    left = [each for each in schedules if not is_limited(each)]
    if records := [each.name for each in left if each.scenario.kind == "record"]:
        yield f"Not under it: {listed(records)}, as a record is what came."
    unknown = [
        each.name
        for each in left
        if each.scenario.kind != "record"
        and not all(is_known(request, each.scenario, limit.item) for limit in request.capacity)
    ]
    if unknown:
        yield f"Not under it: {listed(unknown)}, as nobody can tell what waits of the unknown."


def exceeding_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """Yield why a plan has more than was asked for."""
    for schedule in schedules:
        for item in schedule.own_items:
            asked, series = item.thing.quantity, item.series
            most = series and series.exact(series.at_most[-1])
            if schedule.scenario.exceeds and asked is not None and most and most > asked:
                yield (
                    f"More than was asked for: {schedule.name} has {say(most)} against "
                    f"{with_unit(item.thing, asked, say)}{of_item(item.id, item.thing)}: "
                    f"{schedule.scenario.exceeds}{cited(schedule.scenario.source)}."
                )


def item_lines(about: Comparison | Schedule, item: str | None) -> Iterator[str]:
    """Yield which of the items of a request is shown, or which are added up, if not all are."""
    asked = about.case.requests[about.request_id]
    if item in asked.sums:
        titles = [asked.items[each].title or each for each in asked.sums[item].items]
        yield f"Of {len(asked.items)} items {len(titles)} together: {listed(titles)}."
    elif item is not None and len(asked.items) > 1:
        yield f"One of {len(asked.items)} items: {asked.items[item].title or item}."


def past_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what had not been said, or cannot be dated, where a comparison is of a day."""
    if comparison.past is None:
        return
    date, case = comparison.past
    asked = case.requests[comparison.request_id]
    yield (
        f"As of {date.as_of()}: only what had been said by then, as far as it is dated. Notes and "
        "assumptions are ours, and know what came later."
    )
    left = {
        asked.called(name): each.dated
        for name, each in asked.scenarios.items()
        if name not in comparison.request.scenarios
    }
    if later := [f"{name} ({dated.long()})" for name, dated in left.items() if dated]:
        yield f"Not yet said: {listed(later)}."
    if undated := [name for name, dated in left.items() if dated is None]:
        yield f"Left out, as there is no date: {listed(undated)}."
    shown = {each.source for _, part in comparison.request.parts() for each in part.source}
    kept = asked.model_copy(
        update={"scenarios": {name: asked.scenarios[name] for name in comparison.request.scenarios}}
    )
    cites = dict.fromkeys(each.source for _, part in kept.parts() for each in part.source)
    if hidden := [name for name in cites if name not in shown]:
        yield f"Sources left out, as later or without a date: {listed(hidden)}."


def assumed_lines(request: Request, schedules: Sequence[Schedule]) -> Iterator[str]:
    """Yield all that is assumed, with what it is assumed of; a base's assumptions once."""
    found = [
        ("the request", (key, assumed.why, request.source))
        for key, assumed in request.assumed.items()
    ]
    found += [
        ("one capacity for all", (key, assumed.why, limit.source))
        for limit in request.capacity
        if limit.item in request.things
        for key, assumed in limit.assumed.items()
    ]
    seen: set[_Assumption] = set()
    for schedule in schedules:
        name, scenario = schedule.name, schedule.scenario
        own_limits = (each for each in scenario.capacity if each not in request.capacity)
        parts: list[Scenario | Limit] = [*schedule.lineage, *own_limits]
        own = [
            (name, (key, assumed.why, each.source))
            for each in parts
            for key, assumed in each.assumed.items()
        ]
        slices: dict[_Assumption, list[str]] = {}
        for tranche in scenario.tranches:
            item = request.items.get(tranche.item or "")
            of = f"{item.title or tranche.item}, " if item and len(request.items) > 1 else ""
            for key, assumed in tranche.assumed.items():
                within = slices.setdefault((key, assumed.why, tranche.source), [])
                within.append(of + tranche.window.long())
        for assumption, within in slices.items():  # named where not all tranches share it
            shared = len(within) == len(scenario.tranches)
            named = listed(dict.fromkeys(within))
            own.append((name if shared else f"{name}, {named}", assumption))
        for what, assumption in own:
            if assumption not in seen:
                found.append((what, assumption))
            seen.add(assumption)
    for what, (key, why, source) in found:
        yield f"{capital(what)}, {key.replace('_', ' ')}: {why}{cited(source)}"


def cite_sources(
    request: Request, schedules: Sequence[Schedule], sources: Mapping[str, Source]
) -> list[Cited]:
    """Return the documents that the request cites and the schedules cite, once each, in order.

    One that is not at hand has its id and paragraphs alone.
    """
    cites = [*request.source, *(each for schedule in schedules for each in schedule.citations)]
    return [
        cite_source(name, paragraphs, sources[name])
        if name in sources
        else Cited(name, paragraphs, line=paragraphs, named=paragraphs)
        for name, paragraphs in by_document(dict.fromkeys(cites)).items()
    ]


def cite_source(name: str, paragraphs: str, source: Source) -> Cited:
    """Return a source of a case, with the paragraphs of it that are cited."""
    date, url, note = source.date, source.url or "", source.note or ""
    named = source.title.rstrip(".") + (f", {date.long()}" if date else "")
    place = f". {url or note}" if url or note else ""
    dated = str(date) if date else ""
    line = f"{name}: {named}{place}"
    return Cited(name, paragraphs, source.title, dated, url, line, named, note, source.grade)
