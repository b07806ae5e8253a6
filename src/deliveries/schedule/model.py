"""Holds lines and series, adds lines up, and takes what is due through a capacity.

Convention: a number of grains belongs to the ``grain`` of its series (grains in one unit); None
among the numbers means that nothing is planned, or that the quantity is not known: never nought.
A limit a month is of the counted sum as one pool, oldest first: what cannot come waits, and comes
as soon as it can, past the planned end if it must; months without a limit are unlimited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, reduce
from math import inf
from operator import sub
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.errors import CapacityError
from deliveries.months import Month, Window, longest_from, too_long
from deliveries.numbers import RoundedUp
from deliveries.schedule.placement import added, bound, monthly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Limit, Tranche

Bound = Literal["to_date", "at_least", "at_most"]
"""Which running total of a series is meant."""
Grains = tuple[int, ...]
Known = tuple[int | None, ...]


class Line(NamedTuple):
    """A tranche of one item for one recipient, along the months of its window, in grains."""

    tranche: Tranche
    number: int
    """The tranche's place in its scenario, from 1."""
    recipient: str | None
    """Who receives it; None if the source does not say."""
    window: Window
    grain: int
    """Grains in one unit."""
    openness: str
    """Its tranche's: ``exact``, ``at_most``, ``balance``...; or ``loose``."""
    to_date: Grains | None
    """The central reading to date, in each month; None if the quantity is not known."""
    at_most: Grains | None
    """The greatest running total that the source allows."""
    at_least: Grains | None
    """The least running total that the source allows."""
    is_record: bool = False
    """True if it is what came, which is never spread."""
    counts: bool = True
    """False if it comes before the request is open: then it is shown, never counted."""

    def of_grain(self, grain: int) -> Line:
        """Return the same in finer grains, so many in a unit."""
        finer = grain // self.grain
        to_date, at_most, at_least = (
            each and tuple([grains * finer for grains in each])
            for each in (self.to_date, self.at_most, self.at_least)
        )
        return self._replace(grain=grain, to_date=to_date, at_most=at_most, at_least=at_least)

    @property
    def total(self) -> int | None:
        """Return the whole of it, in grains; None if it is not known."""
        return None if self.to_date is None else self.to_date[-1]

    @property
    def is_loose(self) -> bool:
        """Tell if it is a milestone, a total, or a row that these hold: see `deliveries.case.rows`.

        It is no part of a sum then, as what it brings is part of a `Rest`.
        """
        return self.openness == "loose"

    @property
    def or_more(self) -> bool:
        """Tell if its quantity is a lower bound."""
        return self.openness in ("at_least", "from")

    @property
    def is_endless(self) -> bool:
        """Tell if a plan has a lower bound of it alone: beyond it any number may come."""
        return self.openness == "at_least" and not self.is_record

    @property
    def figure(self) -> Figure | None:
        """Return what a record knows of it for several months in one, or as a lower bound.

        Of months that are stated, or of nothing at all, only the last may be open, where the record
        ends within it.
        """
        if not self.is_record or self.to_date is None:
            return None
        until, last = self.tranche.through, self.window.last
        open_ended = until is not None and not until.ends_month
        if self.or_more or not (self.tranche.stated or not self.total):
            return Figure(self.tranche.window, self.to_date[-1], open_ended or self.or_more)
        if not open_ended:
            return None
        before = self.to_date[-2] if len(self.to_date) > 1 else 0
        return Figure(Window(last, last), self.to_date[-1] - before, open_ended)

    @property
    def unlimited(self) -> Month | None:
        """Return the first month by whose end it has no upper bound; None if it always has one."""
        if self.openness in ("unknown", "at_least") or self.to_date is None:
            return self.window.first
        if self.openness == "from":
            return None
        figure = self.figure
        return figure.window.last if figure and figure.open_ended else None

    @property
    def by_month(self) -> Grains:
        """Return the central reading to date as long as it is known month by month."""
        figure, to_date = self.figure, self.to_date or ()
        return to_date[: figure.window.first - self.window.first] if figure else to_date


class Figure(NamedTuple):
    """One figure for several months, or a lower bound: it is never spread."""

    window: Window
    grains: int
    open_ended: bool
    """True if its last month may have had more."""


@dataclass(frozen=True, slots=True)
class Series:
    """The sum of some lines along consecutive months, in grains."""

    window: Window
    grain: int
    """Grains in one unit."""
    delivered: Known
    """In each month: the central reading; None where nothing is planned or known."""
    to_date: Known
    """To date; None from the first month of a quantity that is not known."""
    at_most: Known
    """The greatest running total that the sources allow."""
    at_least: Known
    """The least running total that the sources allow; after a quantity that is not known what
    else there is, and None while that is nothing."""
    unknown: tuple[Window, ...] = ()
    """The windows of quantities that are not known."""
    figures: tuple[Figure, ...] = ()
    """What a record knows for several months in one, or as a lower bound; not in ``delivered``."""
    opens: Month | None = None
    """The first month that counts, where what comes before it is shown only."""
    ends: Month | None = None
    """The last month that a record tells of; None for all that is no record.

    After it nobody knows what came: there is at least as much, and no upper bound.
    """
    or_more: tuple[Window, ...] = ()
    """The windows of what a plan has as a lower bound: the central reading is that bound."""
    endless: bool = False
    """True if a plan has a lower bound alone of what counts: at any time more may come."""

    def of_grain(self, grain: int) -> Series:
        """Return the same in finer grains, so many in a unit."""
        finer = grain // self.grain

        def times(numbers: Known) -> Known:
            return tuple([None if each is None else each * finer for each in numbers])

        return replace(
            self,
            grain=grain,
            delivered=times(self.delivered),
            to_date=times(self.to_date),
            at_most=times(self.at_most),
            at_least=times(self.at_least),
            figures=tuple([e._replace(grains=e.grains * finer) for e in self.figures]),
        )

    @property
    def totals(self) -> tuple[Known, Known, Known]:
        """Return the running totals: read evenly, at least, at most."""
        return self.to_date, self.at_least, self.at_most

    @property
    def total(self) -> Fraction | None:
        """Return the whole of it, in units; None if it is not known."""
        return self.exact(self.to_date[-1])

    @property
    def counting(self) -> Known:
        """Return what each month brings that counts: nothing before the opening."""
        if self.opens is None:
            return self.delivered
        before = min(max(self.opens - self.window.first, 0), len(self.window))
        return (*(None,) * before, *self.delivered[before:])

    @property
    def coarse(self) -> bool:
        """Tell if a figure that is never spread counts in it."""
        return any(self.opens is None or each.window.first >= self.opens for each in self.figures)

    @property
    def has_unknown(self) -> bool:
        """Tell if a quantity that is not known counts in it."""
        return any(self.opens is None or each.first >= self.opens for each in self.unknown)

    @property
    def banded(self) -> bool:
        """Tell if the sources leave any running total open."""
        return self.at_most != self.at_least

    def exact(self, grains: int | None) -> Fraction | None:
        """Return a number of grains in units."""
        return None if grains is None else _units(grains, self.grain)

    def at(self, month: Month, name: Bound = "to_date") -> Fraction | None:
        """Return a running total at the end of a month, in units; None where it is not known.

        It is 0 before the series begins. After its last month it stays, but for a record: after the
        end of what that tells, at least as much is there. A lower bound may have more to come.
        """
        if month < self.window.first:
            return Fraction(0)
        if self.endless and month > self.window.last and name == "at_most":
            return None
        if self.ends is not None and month > self.ends and name != "at_least":
            return None
        numbers: Known = getattr(self, name)
        return self.exact(numbers[min(month - self.window.first, len(numbers) - 1)])

    def over(self, window: Window) -> Series:
        """Return the same series along a window that holds its own: nothing planned outside it."""
        if window == self.window:
            return self
        before = self.window.first - window.first
        after = window.last - self.window.last
        told = after
        if self.ends is not None:  # what a record tells of may go on after the last of it
            told = min(max(self.ends - self.window.last, 0), after)

        def padded(numbers: Known, told: int) -> Known:
            ends = (*(numbers[-1],) * told, *(None,) * (after - told))
            return (*(0,) * before, *numbers, *ends)

        return replace(
            self,
            window=window,
            delivered=(*(None,) * before, *self.delivered, *(None,) * after),
            to_date=padded(self.to_date, told),
            at_most=padded(self.at_most, 0 if self.endless else told),
            at_least=padded(self.at_least, after),
        )


@lru_cache(maxsize=4096)
def _units(grains: int, grain: int) -> Fraction:
    """Return grains in units; a schedule has the same few again and again."""
    return Fraction(grains, grain)


class GrainLimit(NamedTuple):
    """A limit in grains: with a lot, as many whole lots as it lets through."""

    limit: Limit
    grains: int


class Waiting(NamedTuple):
    """The quantities that a capacity holds back, read centrally."""

    binding: tuple[Month, ...]
    """The months at whose end something waits."""
    most: Fraction
    """The most that waits at the end of a month, in units."""
    most_month: Month | None
    """The first month of the most; None if nothing ever waits."""
    longest: int
    """The longest that anything waits, in months."""
    longest_band: tuple[int, int | None]
    """The least and the most that this may be, over all that the sources allow; None if open."""


def sum_lines(
    lines: Sequence[Line], lot: int | None, outside: Sequence[Line] = ()
) -> Series | None:
    """Add lines up; None if there are none. The lot is in grains, as the lines are.

    ``outside`` are ceilings that are not among them: what they leave out falls to a balance here.
    """
    if not lines:
        return None
    if len(lines) == 1:  # as in most of a long list
        return line_series(lines[0])
    window = Window.around(line.window for line in lines)
    counted = [line for line in lines if line.counts]
    unknown = [line for line in lines if line.to_date is None]
    is_planned = [False] * len(window)
    for line in (*lines, *unknown):  # what is not known hides what else a month brings
        known = line.to_date is not None
        told = line.window.first - window.first + len(line.by_month if known else line.window)
        for run in line.tranche.window.runs:
            start, end = run.first - window.first, min(run.last + 1 - window.first, told)
            is_planned[start:end] = [known] * (end - start)
    shown = monthly(added(window, [(line.window, line.by_month) for line in lines]))
    series = Series(
        window,
        lines[0].grain,
        tuple([each if planned else None for each, planned in zip(shown, is_planned, strict=True)]),
        tuple(added(window, [(line.window, line.to_date) for line in counted])),
        tuple(bound(window, counted, lot, outside, at_most=True)),
        tuple(bound(window, counted, lot, outside, at_most=False)),
        tuple([line.tranche.window for line in unknown]),
        tuple([line.figure for line in lines if line.figure]),
        or_more=tuple([e.tranche.window for e in lines if e.or_more and not e.is_record]),
        endless=any(each.is_endless for each in counted),
    )
    return _as_far_as_known(series, counted)


def held_back(series: Series, until: Month, most: int) -> Series:
    """Hold a series to at most so much by the end of each month before another.

    What a reading would bring beyond that comes in that month.
    """
    early = max(0, min(until - series.window.first, len(series.window)))

    def held(numbers: Known) -> Known:
        low = (None if each is None else min(each, most) for each in numbers[:early])
        return (*low, *numbers[early:])

    to_date = held(series.to_date)
    delivered = list(series.delivered)
    held_off = 0
    for at, (planned, there) in enumerate(zip(series.to_date, to_date, strict=True)):
        now = (planned or 0) - (there or 0)
        if now != held_off:
            delivered[at] = (delivered[at] or 0) - (now - held_off)
        held_off = now
    return replace(
        series,
        delivered=tuple(delivered),
        to_date=to_date,
        at_most=held(series.at_most),
        at_least=held(series.at_least),
    )


def line_series(line: Line) -> Series:
    """Return one line by itself, with the band of its own tranche.

    What comes before the request opens is shown as delivered, and never counted to date.
    """
    unknown, none = (None,) * len(line.window), (0,) * len(line.window)
    to_date, at_most, at_least = (
        each or none if line.counts else none
        for each in (line.to_date, line.at_most, line.at_least)
    )
    known: Known = tuple(monthly(line.by_month))
    if line.window is not line.tranche.window:  # nothing is planned in a hole
        along = zip(line.window, known, strict=False)
        known = tuple([each if month in line.tranche.window else None for month, each in along])
    figure = line.figure
    series = Series(
        line.window,
        line.grain,
        (*known, *unknown[len(known) :]),
        to_date,
        at_most,
        at_least,
        () if line.to_date else (line.tranche.window,),
        (figure,) if figure else (),
        or_more=(line.tranche.window,) if line.or_more and not line.is_record else (),
        endless=line.counts and line.is_endless,
    )
    return _as_far_as_known(series, [line] if line.counts else ())


def _as_far_as_known(series: Series, lines: Sequence[Line]) -> Series:
    """Leave out running totals within a figure's months, and what is there beyond a lower bound.

    Of what is not known nothing is known, but that there is at least what else there is.
    """
    vague = [line for line in lines if line.figure or line.unlimited]
    if not vague:
        return series
    to_date, at_most, at_least = list(series.to_date), list(series.at_most), list(series.at_least)
    first, months = series.window.first, len(series.window)
    for line in vague:
        figure, unlimited = line.figure, line.unlimited
        if figure:
            start, last = figure.window.first - first, figure.window.last - first
            to_date[start:last] = [None] * (last - start)
            if figure.open_ended:
                to_date[last:] = [None] * (months - last)
        if unlimited:
            start = unlimited - first
            at_most[start:] = [None] * (months - start)
            if line.to_date is None:
                to_date[start:] = [None] * (months - start)
                # nought says nothing
                at_least[start:] = [each or None for each in at_least[start:]]
    return replace(series, to_date=tuple(to_date), at_most=tuple(at_most), at_least=tuple(at_least))


def add_up(series: Sequence[Series]) -> Series | None:
    """Add series up that do not know of one another, all of one grain; None if there are none.

    Of records the sum tells as long as each of them does.
    """
    if not series:
        return None
    window = Window.around(each.window for each in series)
    total = reduce(plus, [each.over(window) for each in series])
    ends = min((each.ends for each in series if each.ends), default=None)
    return total if ends == total.ends else replace(total, ends=ends)


def plus(one: Series | None, other: Series) -> Series:
    """Add two series up, of one grain.

    What is not known of either is not known of both, but that at least the other has come.
    """
    if one is None:
        return other
    window = Window.around((one.window, other.window))
    one, other = one.over(window), other.over(window)

    def sums(name: Bound) -> Known:
        pairs = zip(getattr(one, name), getattr(other, name), strict=True)
        return tuple(None if a is None or b is None else a + b for a, b in pairs)

    at_least = [
        a + b if a is not None and b is not None else (a or 0) + (b or 0) or None
        for a, b in zip(one.at_least, other.at_least, strict=True)
    ]

    delivered = [
        None if a is None and b is None else (a or 0) + (b or 0)
        for a, b in zip(one.delivered, other.delivered, strict=True)
    ]
    return replace(
        one,
        delivered=tuple(delivered),
        to_date=sums("to_date"),
        at_most=sums("at_most"),
        at_least=tuple(at_least),
        unknown=(*one.unknown, *other.unknown),
        figures=(*one.figures, *other.figures),
        or_more=(*one.or_more, *other.or_more),
        endless=one.endless or other.endless,
    )


def through(series: Series, limits: Sequence[GrainLimit]) -> Series:
    """Take a series, its band with it, through limits. Raises `CapacityError` if it never ends."""
    first = series.window.first
    paths = [_arriving(first, due, limits) for due in (series.to_date, series.at_least)]
    paths.append(_arriving(first, series.at_most, limits, max(map(len, paths))))
    months = max(map(len, paths))
    window = Window(first, first + (months - 1))
    to_date, at_least, at_most = ((*path, *path[-1:] * (months - len(path))) for path in paths)
    planned = series.over(window).delivered
    delivered: list[int | None] = []
    for month, came, due in zip(
        window, monthly([each or 0 for each in to_date]), planned, strict=True
    ):
        is_shown = series.opens is not None and month < series.opens  # only: it is not limited
        delivered.append(due if is_shown or (due is None and not came) else came)
    return replace(
        series,
        window=window,
        delivered=tuple(delivered),
        to_date=to_date,
        at_most=at_most,
        at_least=at_least,
    )


def _arriving(first: Month, totals: Known, limits: Sequence[GrainLimit], months: int = 0) -> Known:
    """Return running totals of what arrives: min(arrears + scheduled, limit), month by month.

    They are as many as `totals`, or as ``months``, or until all that is scheduled has arrived.
    What is scheduled without an upper end arrives as far as the limits let it through.
    """
    due = [inf if each is None else each for each in totals]
    there: list[int | None] = []
    so_far: float = 0
    longest = longest_from(first)
    while len(there) < max(len(due), months) or so_far < due[-1] < inf:
        if len(there) >= longest:
            raise CapacityError(
                f"at this capacity it would take {too_long(longest)}",
                "a higher limit, or one for fewer months, would end",
            )
        month = first + len(there)
        scheduled = due[min(len(there), len(due) - 1)]
        limit = limit_in(month, limits)
        so_far = min(scheduled, so_far + limit.grains) if limit else scheduled
        there.append(None if so_far == inf else int(so_far))
    return tuple(there)


def last_arrivals(scheduled: Series, limits: Sequence[GrainLimit]) -> Series:
    """Return what arrives if all that may come comes as late as it may."""
    due = (*scheduled.at_least[:-1], scheduled.at_most[-1])
    return through(replace(scheduled, to_date=due, at_least=due, at_most=due), limits)


def limit_in(month: Month, limits: Sequence[GrainLimit]) -> GrainLimit | None:
    """Return the limit of a month; None if it has none."""
    for each in limits:
        if each.limit.window is None or month in each.limit.window:
            return each
    return None


def waiting(scheduled: Series, delivered: Series, limits: Sequence[GrainLimit]) -> Waiting:
    """Measure what waits: in which months, how much at most, and how long at the longest.

    The longest wait is the maximum over scheduled months j of (the first month with as much there
    as was scheduled by j) - j.
    """
    due = [each or 0 for each in scheduled.over(delivered.window).to_date]
    there = [each or 0 for each in delivered.to_date]
    at_least, at_most = (
        _longest_wait(*tracks, scheduled.window.first, limits)
        for tracks in (
            (scheduled.at_least, scheduled.at_most),
            (scheduled.at_most, scheduled.at_least),
        )
    )
    arrears = [*map(sub, due, there)]
    months = list(delivered.window)
    most = max(arrears)
    longest = at = 0
    for month, wanted in enumerate(due):
        while there[at] < wanted:
            at += 1
        longest = max(longest, at - month)
    return Waiting(
        tuple(month for month, grains in zip(months, arrears, strict=True) if grains),
        Fraction(most, delivered.grain),
        months[arrears.index(most)] if most else None,
        longest,
        (at_least or 0, at_most),
    )


def _longest_wait(
    there: Known, gone: Known, first: Month, limits: Sequence[GrainLimit]
) -> int | None:
    """Return the longest that something waits if as much falls together as two tracks allow.

    What waits at the end of month j is the maximum over i <= j of what is scheduled from i to j
    less what the limits let through in these months; what falls from i to j is at most the most by
    j less the least by the month before i (`there` and `gone`), and at least the other way round.
    None if there may be any number.
    """
    horizon = longest_from(first) - 1
    longest = 0
    before: float = 0
    passed: float | None = None  # the least of gone by i - 1 and let through since
    for at, (by_then, so_far) in enumerate(zip(there, gone, strict=True)):
        limit = limit_in(first + at, limits)
        passed = None if limit is None else min(before, before if passed is None else passed)
        before = inf if so_far is None else so_far
        if limit is None or passed is None:
            continue
        if by_then is None:
            return None
        passed += limit.grains
        waits, month = by_then - passed, at
        while waits > 0 and month < horizon and (after := limit_in(first + (month + 1), limits)):
            waits, month = waits - after.grains, month + 1
        longest = max(longest, month - at + (waits > 0))
    return longest


def smallest_limit(
    series: Series, due: Month, lot: int | None = None
) -> tuple[RoundedUp | None, ...]:
    """Return the smallest constant limit that lets through by a month what is scheduled by then.

    The maximum over months j up to it of (S(T) - S(j-1)) / (T - j + 1), S being the scheduled
    running total: whatever is scheduled from j on has the months from j to T to come in. Read
    evenly, then the least and the most over all that the sources allow: the least if all that may
    have come before j had, the most if nothing of it had; None where that is not known. In units a
    month, with a lot (in grains) the next whole number of lots; nought if nothing is scheduled.
    """
    if due < series.window.first:
        return RoundedUp(0), RoundedUp(0), RoundedUp(0)
    along = series.over(Window(series.window.first, max(due, series.window.last)))
    months = due - series.window.first + 1
    found: list[RoundedUp | None] = []
    for there, gone, is_least in (
        (along.to_date, along.to_date, False),
        (along.at_least, along.at_most, True),
        (along.at_most, along.at_least, False),
    ):
        end, before = there[months - 1], (0, *gone[: months - 1])
        if end is None or (None in before and not is_least):
            found.append(None)
            continue
        # at the least any number may have gone before where there is no most
        rates = [
            Fraction(end - each, months - at) for at, each in enumerate(before) if each is not None
        ]
        needed = max(Fraction(0), *rates)
        if lot is not None:
            needed = Fraction(-(-needed // lot) * lot)
        found.append(RoundedUp(needed / series.grain))
    evenly, least, most = found
    if evenly is None and least == most:  # whenever it came within the months of one figure
        evenly = least
    return evenly, least, most
