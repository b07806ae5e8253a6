"""Holds a scenario, scheduled: items with their lines and sums, and the parts they fall into.

Convention: a sum is made when it is first wanted, so that a list of ten thousand items that needs
only its lines pays for nothing else. Under a capacity, or where not all of it is there before some
month, all that counts is one part, as no source says who waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.case.models import all_but_one
from deliveries.errors import UnknownNameError
from deliveries.months import Window
from deliveries.numbers import in_grains
from deliveries.results import Result, Short
from deliveries.schedule.model import add_up, held_back, plus, sum_lines, through, waiting
from deliveries.schedule.placement import divided, line_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Case, Citation, Item, Request, Scenario
    from deliveries.months import Month
    from deliveries.schedule.model import GrainLimit, Line, Series, Waiting
    from deliveries.schedule.rests import Rest


@dataclass(frozen=True)
class ItemSchedule(Short):
    """The schedule of one item, or of the request's unit."""

    id: str | None
    """The item's id; None for a request without items."""
    thing: Request | Item
    """What has the unit, the quantity and the lot."""
    grain: int
    """Grains in one unit."""
    lot: int | None
    """The smallest indivisible quantity, in grains; None if it is divisible."""
    tranches: tuple[Line, ...]
    """One line for each whole tranche, in order."""
    limits: tuple[GrainLimit, ...] = ()
    """What a capacity lets through."""
    opens: Month | None = None
    """The first month that counts, where what comes before it is shown only."""
    source: tuple[Citation, ...] = ()
    """The scenario's own documents, which stand for tranches that name none."""
    is_record: bool = False
    """True if it is what came, of which nothing is known after the last month that it tells of."""

    incomplete_before: Month | None = None
    """The month before which something is outstanding, whatever else the source leaves open."""
    rests: tuple[Rest, ...] = ()
    """What milestones and totals of a record bring beyond the rows scheduled by themselves."""
    of: tuple[ItemSchedule, ...] = ()
    """The items that it adds up, in its own grains, where it is a sum."""

    def of_grain(self, grain: int) -> ItemSchedule:
        """Return the same in finer grains, so many in a unit."""
        if grain == self.grain:  # as most often
            return self
        finer = grain // self.grain
        return replace(
            self,
            grain=grain,
            lot=self.lot and self.lot * finer,
            tranches=tuple(line.of_grain(grain) for line in self.tranches),
            limits=tuple(each._replace(grains=each.grains * finer) for each in self.limits),
            rests=tuple(each._replace(series=each.series.of_grain(grain)) for each in self.rests),
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return a line for each recipient of each tranche; the whole one if none is stated."""
        lines: list[Line] = []
        for whole in self.tranches:
            recipients = whole.tranche.recipients
            if not recipients or whole.to_date is None:
                lines.append(whole)
                continue
            shares = [in_grains(amount, whole.grain) for amount in recipients.values()]
            each = divided(whole.to_date, shares, self.lot)
            for name, running in zip(recipients, each, strict=True):
                at_most, at_least = line_band(whole.tranche, running, running)
                line = whole._replace(recipient=name, to_date=running)
                lines.append(line._replace(at_most=at_most, at_least=at_least))
        return tuple(lines)

    @cached_property
    def scheduled(self) -> Series | None:
        """Return the sum of all lines but the top-ups; None if there are no such lines."""
        return self._sum(counted=True)

    @cached_property
    def series(self) -> Series | None:
        """Return the same as it arrives: what a capacity lets through. Raises `CapacityError`."""
        due = self.scheduled
        return through(due, self.limits) if due and self.limits else due

    @cached_property
    def waiting(self) -> Waiting | None:
        """Return what a capacity holds back; None without a capacity."""
        due, there = self.scheduled, self.series
        return waiting(due, there, self.limits) if due and there and self.limits else None

    @cached_property
    def outstanding(self) -> frozenset[Month]:
        """Return the months at whose end something waits, as not all of it is there before one.

        Read centrally, and whatever a capacity holds back aside.
        """
        if self.of:
            return frozenset(chain.from_iterable(each.outstanding for each in self.of))
        if self.incomplete_before is None:  # as most often
            return frozenset()
        free, held = self._without_waiting(counted=True), self.scheduled
        if free is None or held is None:
            return frozenset()
        along = zip(held.window, free.to_date, held.to_date, strict=True)
        return frozenset(month for month, due, there in along if due != there)

    @property
    def is_pooled(self) -> bool:
        """Tell if all that counts is one part, as no source says who waits, or for what."""
        return bool(self.limits or self.outstanding)

    @property
    def may_wait(self) -> bool:
        """Tell if a capacity may hold anything back, in any way that the sources allow."""
        return self.waiting is not None and self.waiting.longest_band[1] != 0

    @cached_property
    def top_ups(self) -> Series | None:
        """Return the sum of the top-up lines; None if there are none."""
        return self._sum(counted=False)

    def _sum(self, *, counted: bool) -> Series | None:
        """Add up what counts, or the top-ups, and say from when and until when it tells."""
        total = self._without_waiting(counted=counted)
        if total and counted:
            total = self.incomplete(total)
        opens = self.opens if counted else None
        if total is None or (opens is None and self.ends is None):  # as most often
            return total
        return replace(total, opens=opens, ends=self.ends)

    def _without_waiting(self, *, counted: bool) -> Series | None:
        """Add up what counts, or the top-ups, as if nothing waited for another month."""
        return self.added(
            [each for each in self.tranches if each.tranche.counted == counted],
            [each for each in self.rests if each.scope.counted == counted],
        )

    def added(
        self, lines: Sequence[Line], rests: Sequence[Rest], outside: Sequence[Line] = ()
    ) -> Series | None:
        """Add up lines of it, and rests; None if there are none. ``outside`` as `sum_lines` has.

        Rests may hold rows that are not among the lines, as those name who receives them.
        """
        total = sum_lines([line for line in lines if not line.is_loose], self.lot, outside)
        for rest in rests:
            total = plus(total, rest.series)
        if total and rests:  # nobody takes back what never came, beyond what rows take back
            numbers = {line.number for line in lines}
            settled = {number for rest in rests for number in rest.settled} - numbers
            others = [line for line in self.tranches if line.number in settled]
            beside = sum_lines(others, self.lot)
            returns = [line for line in (*lines, *others) if line.tranche.most < 0]
            least = list(total.at_least)
            for at, month in enumerate(total.window):
                back = [line.tranche.most for line in returns if line.window.first <= month]
                more = beside.at(month, "at_most") if beside else Fraction(0)
                there = least[at]
                if there is not None and more is not None:
                    least[at] = max(there, int((sum(back) - more) * total.grain))
            total = replace(total, at_least=tuple(least))
        return total

    def incomplete(self, series: Series) -> Series:
        """Hold what counts of it to less than all, as long as the source says that it is not."""
        if self.incomplete_before is None:
            return series
        most = int(all_but_one(self.thing) * self.grain)
        return held_back(series, self.incomplete_before, most)

    def ceilings(self, lines: Sequence[Line]) -> list[Line]:
        """Return the ceilings that are not of some lines: what they leave out a balance brings."""
        numbers = {line.number for line in lines}
        return [
            line
            for line in self.tranches
            if line.openness == "at_most"
            and line.counts
            and line.tranche.counted
            and line.number not in numbers
        ]

    @cached_property
    def ends(self) -> Month | None:
        """Return the last month that a record tells of; None for all that is no record."""
        if not self.is_record or self.limits:
            return None
        return max(line.window.last for line in self.tranches)

    @property
    def goes_on(self) -> bool:
        """Tell if it has more after its end: a sum may, of items that a record tells longer of."""
        ends = self.ends
        return ends is not None and any(line.window.last > ends for line in self.tranches)

    @property
    def sums(self) -> tuple[Series | None, Series | None]:
        """Return what is counted, and the top-ups."""
        return self.series, self.top_ups


@dataclass(frozen=True)
class Schedule(Result):
    """A scenario, scheduled."""

    result: ClassVar[str] = "schedule"
    case: Case
    """The case that it is of."""
    request_id: str
    request: Request
    scenario_id: str
    scenario: Scenario
    """As resolved: its tranches are here even if it is based on another."""
    lineage: tuple[Scenario, ...]
    """As written, after all that it is based on."""
    items: dict[str | None, ItemSchedule]
    """By item id, in the order of the request, then the sums; under None without items."""
    whole: bool = False
    """True if it counts in whole units where no lot is stated."""
    only: str | None = None
    """The one item that it is of, or the sum with its items; None for all that there are."""

    @property
    def own_items(self) -> list[ItemSchedule]:
        """Return the items that are no sums of others."""
        return [item for item in self.items.values() if not item.of]

    @cached_property
    def name(self) -> str:
        """Return what the scenario is called within a sentence."""
        return self.request.called(self.scenario_id)

    @property
    def window(self) -> Window:
        """Return the months in which anything is planned, top-ups included."""
        windows = [line.window for item in self.items.values() for line in item.lines]
        windows += [item.series.window for item in self.items.values() if item.series]
        return Window.around(windows)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return every document and paragraph behind it, once each, in order."""
        sources = [each.source for each in self.lineage]
        sources += [tranche.source for tranche in self.scenario.tranches]
        sources += [limit.source for limit in self.scenario.capacity]
        return tuple(dict.fromkeys(citation for source in sources for citation in source))

    def item(self, name: str | None = None) -> ItemSchedule:
        """Return the schedule of an item; without a name that of a request without items.

        Raises `UnknownNameError` if it is not here.
        """
        if name not in self.items:
            names = ", ".join(str(each) for each in self.items if each)
            said = f"there is no item '{name}' in the scenario" if name else "which item is meant?"
            raise UnknownNameError(
                said, f"one of: {names}" if names else "the request has no items"
            )
        return self.items[name]


class Part(NamedTuple):
    """A part of an item's schedule that is listed by itself."""

    number: int | None
    """The tranche, from 1; None for several of them in one."""
    recipient: str | None
    """Who receives it; None if the source does not say."""
    establishment: str | None
    counted: bool
    """True if it counts towards the request."""
    source: tuple[Citation, ...]
    series: Series


def strands(item: ItemSchedule) -> list[Part]:
    """Return what each recipient gets on each organisation, in one series for all its tranches.

    Where something is held back, all that counts is one part, the first.
    """
    pool: list[Line] = []
    groups: dict[tuple[str | None, str | None], list[Line]] = {}
    for line in item.lines:
        keys: list[tuple[str | None, str | None]]
        keys = [(line.recipient, line.tranche.establishment)]
        if line.is_loose:
            scopes = (rest.scope for rest in item.rests if line.number in rest.numbers)
            keys = [(scope.recipient, scope.establishment) for scope in scopes]
        for key in keys:
            is_pooled = item.is_pooled and line.tranche.counted
            (pool if is_pooled else groups.setdefault(key, [])).append(line)
    strands: list[Part] = []
    for key, group in groups.items():
        scoped = [e for e in item.rests if (e.scope.recipient, e.scope.establishment) == key]
        series = item.added(group, scoped, item.ceilings(group))
        if series:
            series = item.incomplete(series) if group[0].tranche.counted else series
            recipient, establishment = key
            strands.append(_part(item, group, series, recipient, establishment))
    if pool and item.series:
        recipients = {line.recipient for line in pool}
        establishments = {line.tranche.establishment for line in pool}
        alone = [only.pop() if len(only) == 1 else None for only in (recipients, establishments)]
        return [_part(item, pool, item.series, *alone)._replace(number=None), *strands]
    return strands


def by_recipient(item: ItemSchedule) -> dict[str | None, Series]:
    """Return the central reading of each recipient; under None what the sources leave open.

    No source says how a band divides among recipients, nor who waits where something is held back.
    """
    if item.waiting or item.outstanding:
        return {}
    if item.of:
        shares = [by_recipient(each) for each in item.of]
        names = dict.fromkeys(name for each in shares for name in each)
        added = {name: add_up([each[name] for each in shares if name in each]) for name in names}
        return {name: series for name, series in added.items() if series}
    groups: dict[str | None, list[Line]] = {}
    for line in item.lines:
        if line.tranche.counted and not line.is_loose:
            groups.setdefault(line.recipient, []).append(line)
    rests = [rest for rest in item.rests if rest.scope.counted]
    for rest in rests:
        groups.setdefault(rest.scope.recipient, [])
    sums = {
        name: item.added(group, [rest for rest in rests if rest.scope.recipient == name])
        for name, group in groups.items()
    }
    return {name: replace(each, ends=item.ends) for name, each in sums.items() if each}


def line_source(item: ItemSchedule, line: Line) -> tuple[Citation, ...]:
    """Return what a line rests on: its tranche's documents or its scenario's; its item's, too."""
    source = line.tranche.source or item.source
    if line.tranche.share is not None and item.thing.source and item.id:
        return tuple(dict.fromkeys((*source, *item.thing.source)))
    return source


def _part(
    item: ItemSchedule,
    lines: Sequence[Line],
    series: Series,
    recipient: str | None,
    establishment: str | None,
) -> Part:
    """Make the part of some lines, with what they have in common."""
    first = lines[0]
    tranche = first.tranche
    source = line_source(item, first)
    if len(lines) > 1:
        source = tuple(dict.fromkeys(each for line in lines for each in line_source(item, line)))
    return Part(
        first.number if len(lines) == 1 else None,
        recipient,
        establishment,
        tranche.counted,
        source,
        replace(series, ends=item.ends) if item.ends else series,
    )
