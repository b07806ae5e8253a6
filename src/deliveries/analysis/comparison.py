"""Scenarios of one request, side by side on one calendar.

Convention: the calendar is the union of the months in which anything counted is planned; an item
that a scenario does not have is absent from its entry, which is not nought. Items are worked out
one after another, so that whoever only passes over them once holds one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from deliveries.analysis.measures import Certainty, Measured, Need, Subject, behind, differences
from deliveries.analysis.measures import measure as work_out
from deliveries.case import find_request, find_scenario
from deliveries.case.derived import nothing_said, said_by
from deliveries.case.resolve import only_item
from deliveries.errors import RangeError
from deliveries.months import LONGEST_WINDOW, Month, Window
from deliveries.results import Frozen, Result
from deliveries.schedule import ScenarioScheduler, Schedule
from deliveries.schedule.build import nothing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Case, Request
    from deliveries.months import By, Date
    from deliveries.schedule import ItemSchedule

Paper = Literal["handout", "blank", "key"]


@dataclass(frozen=True)
class Compared(Subject):
    """One item (or the request's unit) of one scenario, set beside the baseline."""

    @property
    def gap_parts(self) -> tuple[tuple[int | None, ...], int]:
        """Scenario less baseline at the end of each month, in parts of a unit; how many make one.

        None without a baseline, and where either is not known. Behind is negative.
        """
        if self.base is None:
            return (None,) * len(self.series.window), 1
        if self.base is self.series:
            return tuple(None if each is None else 0 for each in self.series.to_date), 1
        found = differences(self.series, self.series.to_date, self.base, self.base.to_date)
        return found, self.series.grain * self.base.grain

    @cached_property
    def gap(self) -> tuple[Fraction | None, ...]:
        """Return the same in units."""
        parts, grain = self.gap_parts
        return tuple(None if part is None else Fraction(part, grain) for part in parts)

    @cached_property
    def behind(self) -> tuple[Certainty | None, ...]:
        """Tell if it is behind the baseline at the end of each month, over all that is allowed."""
        if self.base is None:
            return (None,) * len(self.series.window)
        if self.base is self.series:  # nothing can be behind itself, whatever its band
            never: Certainty = "impossible"
            return (never,) * len(self.series.window)
        return behind(self.series, self.base)

    @cached_property
    def measures(self) -> dict[str, Measured]:
        """Its measures, by their names in `deliveries.analysis.measures.MEASURES`."""
        return Frozen(work_out(self))


class Entry(NamedTuple):
    """One scenario in a comparison."""

    schedule: Schedule
    items: dict[str | None, Compared]
    """By item id, those that count towards the request, then the sums; under None without items."""

    @property
    def id(self) -> str:
        """Return the scenario's id."""
        return self.schedule.scenario_id


class Past(NamedTuple):
    """The day that a comparison is of."""

    date: Date
    case: Case
    """The case with all that was said later, too."""


@dataclass(frozen=True)
class Comparison(Result):
    """Scenarios side by side. The baseline is among them."""

    result: ClassVar[str] = "comparison"
    case: Case
    request_id: str
    request: Request
    window: Window
    """The calendar that every series runs along."""
    baseline: str
    schedulers: dict[str, ScenarioScheduler]
    """What schedules each scenario, by its id, in the order of the comparison."""
    past: Past | None = None
    """The day that it is of; None where it is of all that was ever said."""
    only: str | None = None
    """The one item that is compared, or the sum with its items; None for all that there are."""

    def again(self, case: Case) -> Comparison:
        """Compare the same of another case. Raises as `compare_scenarios` does."""
        return compare_scenarios(
            case,
            list(self.schedulers),
            request=self.request_id,
            baseline=self.baseline,
            whole=self.schedulers[self.baseline].whole,
            item=self.only,
        )

    def each_item(
        self, only: Sequence[str | None] | None = None
    ) -> Iterator[tuple[str | None, dict[str, ItemSchedule], dict[str, Compared]]]:
        """Work out one item after another: its schedules, and what of them counts, by scenario.

        All of them unless ``only`` some are named. Sums come last; what they add up is held until
        then.
        """
        names = [*self.request.things, *self.request.sums] if only is None else only
        if "entries" in vars(self):  # they are worked out already, and held
            for item in names:
                having = [each for each in self.entries if item in each.schedule.items]
                held = {each.id: each.schedule.items[item] for each in having}
                counted = {each.id: each.items[item] for each in having if item in each.items}
                yield item, held, counted
            return
        sums = [self.request.sums[name] for name in names if name in self.request.sums]
        added_up = {item for each in sums for item in each.items}
        kept: dict[str, dict[str | None, ItemSchedule]] = {name: {} for name in self.schedulers}
        for item in names:
            scheduled: dict[str, ItemSchedule] = {}
            for name, scheduler in self.schedulers.items():
                if item in self.request.sums:
                    found = scheduler.sum(str(item), kept[name])
                else:
                    found = scheduler.item(item)
                if found is None:
                    continue
                scheduled[name] = found
                if item in added_up:
                    kept[name][item] = found
            yield item, scheduled, self._compared(item, scheduled)

    def _compared(
        self, item: str | None, scheduled: dict[str, ItemSchedule]
    ) -> dict[str, Compared]:
        """Set what counts of an item beside the baseline's, along the calendar."""
        along = {
            name: each.series.over(self.window) for name, each in scheduled.items() if each.series
        }
        # the last month at whose end it is known what all of them have brought: mostly the last
        told = (
            month
            for month in (self.window.last + -back for back in range(len(self.window)))
            if all(each.at(month) is not None for each in along.values())
        )
        known = next(told, self.window.last)
        base = along.get(self.baseline)
        for name in along:
            if base and name != self.baseline and self._alike(name, scheduled):
                along[name] = base  # a capacity that cannot bind changes nothing
        return {
            name: Compared(scheduled[name], series, base, self._need(item, name, known))
            for name, series in along.items()
        }

    def _alike(self, name: str, scheduled: dict[str, ItemSchedule]) -> bool:
        """Tell if a scenario is the baseline altered so that whatever happens, it is the same."""
        one, other = self.schedulers[name], self.schedulers[self.baseline]
        if one.lineage[0] is not other.lineage[0]:
            return False
        mine, theirs = scheduled[name], scheduled[self.baseline]
        if mine.may_wait or theirs.may_wait or mine.incomplete_before != theirs.incomplete_before:
            return False
        return [e.tranche for e in mine.tranches] == [e.tranche for e in theirs.tranches]

    def _need(self, item: str | None, name: str, known: Month) -> Need:
        """Return what the measures of an item are taken against in a scenario."""
        asked = self.schedulers[name].scenario.asked
        if asked is None and self.request.dated:
            asked = self.request.dated.month
        return Need(self.request.thing(item).quantity, self.request.needed_by, asked, known)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every scenario with all of its items."""
        schedules: dict[str, dict[str | None, ItemSchedule]] = {n: {} for n in self.schedulers}
        compared: dict[str, dict[str | None, Compared]] = {n: {} for n in self.schedulers}
        for item, scheduled, side_by_side in self.each_item():
            for name, schedule in scheduled.items():
                schedules[name][item] = schedule
            for name, each in side_by_side.items():
                compared[name][item] = each
        return tuple(
            Entry(scheduler.schedule_of(schedules[name].values()), Frozen(compared[name]))
            for name, scheduler in self.schedulers.items()
        )

    @property
    def longest(self) -> Window:
        """Return the calendar with the months of what does not count, such as top-ups."""
        windows = {
            tranche.window.span
            for scheduler in self.schedulers.values()
            for tranche in scheduler.scenario.tranches
        }
        return Window.around({self.window, *windows})

    @property
    def last_known(self) -> Month:
        """Return the last month by whose end it is known what each scenario has brought."""
        found = [each.need.known for entry in self.entries for each in entry.items.values()]
        return min((month for month in found if month), default=self.window.last)

    @property
    def month(self) -> Month:
        """Return the month of need; where the request has none, the last that is known of all."""
        return self.request.needed_by or self.last_known

    @property
    def base(self) -> Entry:
        """Return the entry of the baseline."""
        return next(entry for entry in self.entries if entry.id == self.baseline)

    @property
    def items(self) -> list[str | None]:
        """Return the items that any scenario has, in the order of the request, then the sums."""
        return [
            item
            for item in (*self.request.things, *self.request.sums)
            if any(item in entry.items for entry in self.entries)
        ]


def compare_scenarios(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
    counting: bool = True,
    as_of: Date | None = None,
    item: str | None = None,
) -> Comparison:
    """Compare scenarios of a request month by month; those it shows unasked if none is named.

    The request is the first of the case unless another is named. The baseline is added first if it
    is not among the names. ``whole`` counts in whole units where no lot is stated. ``as_of`` a date
    only what had been said by then is compared, as `said_by` has it; a baseline that had not been
    gives way to the first that had. ``item`` is the one item to compare, or the sum with its items;
    all of them otherwise. Raises `UnknownNameError`, `RangeError` if nothing of them had been said,
    if none has the item, and, where ``counting``, if nothing counts towards the request. Schedules
    are worked out when they are first asked for, which raises `LotError` and `CapacityError`.
    """
    request_id, asked = find_request(case, request)
    past = None
    if as_of is not None:
        past = Past(as_of, case)
        if baseline:
            find_scenario(asked, baseline)
        case, names = as_said(case, request_id, names, as_of)
        asked = case.requests[request_id]
        if baseline is not None and baseline not in asked.scenarios:
            baseline = next(iter(names), None)
    chosen = baseline or asked.against
    named = list(dict.fromkeys(names or asked.compare or asked.scenarios))
    if chosen not in named:
        named.insert(0, chosen)
    schedulers = {
        name: ScenarioScheduler(case, name, request=request_id, whole=whole, item=item)
        for name in named
    }
    if item is not None and not any(each.scenario.tranches for each in schedulers.values()):
        raise nothing_of(item, [*schedulers.values()])
    return side_by_side(case, request_id, schedulers, chosen, counting=counting, past=past)


def side_by_side(
    case: Case,
    request_id: str,
    schedulers: dict[str, ScenarioScheduler],
    baseline: str,
    *,
    counting: bool = True,
    past: Past | None = None,
) -> Comparison:
    """Compare what these schedule, on the calendar of all of them. Raises `RangeError`."""
    window = _calendar(list(schedulers.values()), counting=counting)
    asked, item = case.requests[request_id], schedulers[baseline].only
    if item is not None:
        asked = only_item(asked, item)
    return Comparison(case, request_id, asked, window, baseline, schedulers, past, item)


def as_said(
    case: Case, request_id: str, names: Sequence[str], date: Date
) -> tuple[Case, list[str]]:
    """Return the case as of a date, and which of these scenarios had been said by then.

    Raises `UnknownNameError`, `RangeError` if none had.
    """
    asked = case.requests[request_id]
    for name in names:
        find_scenario(asked, name)  # a name that is wrong is not one of later
    known = said_by(case, date, request_id)
    left = [name for name in names if name in known.requests[request_id].scenarios]
    if names and not left:
        raise nothing_said(asked, names, date)
    return known, left


@dataclass(frozen=True)
class Comparisons(Result):
    """Comparisons of several requests, one after another."""

    result: ClassVar[str] = "comparisons"
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class Handout(Result):
    """A paper for a class. The same comparison, kind and seed give the same paper everywhere."""

    result: ClassVar[str] = "handout"
    comparison: Comparison
    kind: Paper = "handout"
    """``handout``, ``blank`` (a worksheet: cells taken out, and questions) or ``key`` (answers)."""
    seed: int = 1
    """Which cells are taken out."""
    by: By | None = None
    """How long a row is; when left out, as short as a sheet of paper has room for."""


def compare_requests(
    case: Case, *, every: bool = False, whole: bool = False, counting: bool = False
) -> Comparisons:
    """Compare the scenarios of each request of a case; all of them where ``every``.

    Raises as `compare_scenarios` does.
    """
    found = []
    for name, asked in case.requests.items():
        names = list(asked.scenarios) if every else ()
        found.append(compare_scenarios(case, names, request=name, whole=whole, counting=counting))
    return Comparisons(tuple(found))


def _calendar(schedulers: list[ScenarioScheduler], *, counting: bool) -> Window:
    windows: set[Window] = set()
    for scheduler in schedulers:
        if not scheduler.reaches_out:
            counted = (each for each in scheduler.scenario.tranches if each.counted)
            windows.update(each.window.span for each in counted)
            continue
        for item in scheduler.request.things:
            found = scheduler.item(item)
            if found and found.series:
                windows.add(found.series.window)
    if not windows and not counting:
        windows = {each.window.span for own in schedulers for each in own.scenario.tranches}
    if not windows:
        hint = "top-ups do not, nor what comes before it opens; export --detail has them"
        raise RangeError("nothing in these scenarios counts towards the request", hint)
    calendar = Window.around(windows)
    if len(calendar) > LONGEST_WINDOW:
        raise RangeError(
            f"these scenarios lie too far apart, from {calendar.first.long()} "
            f"to {calendar.last.long()}",
            f"a comparison has at most {LONGEST_WINDOW:,} months",
        )
    return calendar
