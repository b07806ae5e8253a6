"""What the rows of a record say together, where milestones or totals hold others.

Convention: such a record is a system of bounds on a running total. Its points in time are *ticks*:
32 a month, day d of a month ends at its tick d, the last day at the month's own end. A row whose
quantity is known, and which no milestone cuts in two, is *settled*: it is scheduled by itself as in
any record. All else is *loose*: what milestones and totals bring beyond the settled rows, rows with
an open quantity, rows that a milestone cuts. Of the running total G of what is loose it is known
that G(q) - G(p) is at most, or at least, so much for pairs of points; the bounds of each point are
shortest paths. They are exact, and all of them are reached in one placement at a time; they are
wide where open rows overlap one another, or a correction, where a milestone cuts a return, and
where a total with holes stands beside other loose rows.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.months import LONGEST_WINDOW, Month
from deliveries.numbers import in_grains

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.case.models import Request, Scenario, Tranche
    from deliveries.months import Date

MONTH = 32
"""Ticks in a month."""
MOST_PAIRED = 40
"""Up to how many ends of loose rows each pair of them bounds what comes between."""
Span = tuple[int, int]
"""From a tick to another."""


class Row(NamedTuple):
    """A row's part of a scope; or a mark, which is a milestone or a total."""

    number: int
    """Its tranche's, from 1."""
    spans: tuple[Span, ...]
    """Of a milestone: its tick twice."""
    least: Fraction
    """Of a mark: what it says."""
    most: Fraction | None
    """None where there is no upper bound."""
    kind: Literal["months", "day", "milestone", "total"]
    """After a row of one day the rest of its month is open."""

    @property
    def first(self) -> int:
        """Return the tick at which it begins."""
        return self.spans[0][0]

    @property
    def last(self) -> int:
        """Return the tick at which it ends."""
        return self.spans[-1][1]

    def holds(self, other: Row) -> bool:
        """Tell if another lies wholly within it."""
        return all(any(a <= c and d <= b for a, b in self.spans) for c, d in other.spans)

    def overlaps(self, other: Row) -> bool:
        """Tell if it and another have time in common."""
        return any(a < d and c < b for a, b in self.spans for c, d in other.spans)


class Scope(NamedTuple):
    """The rows of an item that milestones and totals hold, and these."""

    establishment: str | None
    """The organisation that all of it is for; None if it is of any."""
    recipient: str | None
    """Who receives all of it; None if it is anyone's."""
    counted: bool
    """False of top-ups."""
    counts: bool
    """False before the request opens."""
    marks: tuple[Row, ...]
    rows: tuple[Row, ...]
    begins: int
    """The tick from which on what a first milestone brings beyond its rows may have come."""

    @property
    def milestones(self) -> list[Row]:
        """Return the milestones in order of time."""
        return sorted((m for m in self.marks if m.kind == "milestone"), key=lambda mark: mark.last)

    @property
    def totals(self) -> list[Row]:
        """Return the totals, those within others first."""
        totals = [mark for mark in self.marks if mark.kind == "total"]
        return sorted(totals, key=lambda mark: sum(b - a for a, b in mark.spans))

    def parted(self) -> tuple[list[Row], list[Row]]:
        """Return the rows that are settled, and those that are loose: all of a tranche alike.

        Those are loose that a milestone cuts, and those with an open quantity before a mark.
        """
        points = [mark.last for mark in self.milestones]
        totals = self.totals
        loose: set[int] = set()
        for row in self.rows:
            after = bisect_right(points, row.first)
            is_cut = after < len(points) and points[after] < row.last
            is_open = row.most is None or row.least < row.most
            if is_cut or (
                is_open and (after < len(points) or any(mark.holds(row) for mark in totals))
            ):
                loose.add(row.number)
        settled = [row for row in self.rows if row.number not in loose]
        return settled, [row for row in self.rows if row.number in loose]


def tick(date: Date) -> int:
    """Return the tick at which a day, or a month, ends."""
    month = date.months.first
    begins = begin_of(month)
    tomorrow_in_month = date.day is not None and not date.ends_month
    return begins + (date.day or 0) if tomorrow_in_month else begins + MONTH


def month_at(at: int) -> Month:
    """Return the month whose last tick this is, or that the tick lies in."""
    return Month(1, 1) + (at - 1) // MONTH


def begin_of(month: Month) -> int:
    """Return the tick at which a month begins."""
    return (month - Month(1, 1)) * MONTH


def scopes(request: Request, numbered: Sequence[tuple[int, Tranche]]) -> list[Scope]:
    """Return what milestones and totals hold of an item of a record; nothing where none does.

    ``numbered`` are the record's tranches of the item, each with its number among all, from 1.
    Those that name an organisation or a recipient hold its rows only; checks see to it that either
    all of them do or none. A first milestone reaches back to the opening of the request, to its
    date, or to the first month that any scenario of it names.
    """
    marks = [each for _, each in numbered if each.is_mark]
    if not marks:
        return []
    by_recipient = any(each.recipients for each in marks)
    by_establishment = any(each.establishment for each in marks)
    found: dict[tuple[str | None, str | None, bool, bool], tuple[list[Row], list[Row]]] = {}
    for number, tranche in numbered:
        counts = request.opens is None or tranche.window.first >= request.opens
        parts: dict[str | None, Fraction | None] = {None: None}
        if by_recipient and tranche.recipients:
            parts = dict(tranche.recipients.items())
        for name, part in parts.items():
            establishment = tranche.establishment if by_establishment else None
            key = (establishment, name, tranche.counted, counts)
            held, rows = found.setdefault(key, ([], []))
            if tranche.is_mark:
                amount = (tranche.mark or Fraction(0)) if part is None else part
                at = tick(tranche.date) if tranche.date else 0
                if tranche.total is not None:
                    held.append(Row(number, _spans(tranche), amount, amount, "total"))
                else:
                    held.append(Row(number, ((at, at),), amount, amount, "milestone"))
            else:
                rows += _rows(number, tranche, part)
    back_to = _stated_begin(request)
    if back_to is None:
        every = (tranche for each in request.scenarios.values() for tranche in each.tranches)
        back_to = min(tranche.window.first for tranche in every)
    begins = begin_of(back_to)
    held_by = ((key, held, rows) for key, (held, rows) in found.items() if held)
    return [Scope(*key, tuple(held), tuple(rows), begins) for key, held, rows in held_by]


def rests_on_others(request: Request, scenarios: Iterable[Scenario]) -> bool:
    """Tell if a milestone of these may reach back to a month that only another scenario names."""
    has_milestone = any(row.to_date is not None for each in scenarios for row in each.tranches)
    return has_milestone and _stated_begin(request) is None


def _stated_begin(request: Request) -> Month | None:
    return request.opens or (request.dated.month if request.dated else None)


def _rows(number: int, tranche: Tranche, part: Fraction | None) -> list[Row]:
    """Return the row of a tranche, or one a month where amounts say so."""
    spans = _spans(tranche)
    if tranche.amounts is not None and part is None:
        rows = []
        for month, each in tranche.amounts.items():
            if each:
                begin = begin_of(month)
                span = begin, min(begin + MONTH, spans[-1][1])
                rows.append(Row(number, (span,), each, each, "months"))
        return rows or [Row(number, spans, Fraction(0), Fraction(0), "months")]
    quantity = tranche.nominal
    amount = part if part is not None else quantity and quantity.amount
    least, most = amount or Fraction(0), amount
    if quantity and quantity.kind == "at_most":
        least = Fraction(0)
    elif quantity and quantity.or_more:
        most = quantity.to
    is_day = tranche.date is not None and tranche.date.day is not None
    return [Row(number, spans, least, most, "day" if is_day else "months")]


def _spans(tranche: Tranche) -> tuple[Span, ...]:
    """Return the time that a row is of."""
    if tranche.date is not None and tranche.date.day is not None:
        begin = begin_of(tranche.window.first) + tranche.date.day - 1
        return ((begin, tick(tranche.date)),)
    runs = tranche.window.runs
    spans = [(begin_of(run.first), begin_of(run.last) + MONTH) for run in runs]
    if tranche.through is not None:
        spans[-1] = (spans[-1][0], tick(tranche.through))
    return tuple(spans)


class Bounds(NamedTuple):
    """The bounds of what is loose of a scope, in grains."""

    points: list[int]
    """Ticks; all ends of months between the first and the last are among them."""
    least: list[int]
    """The least that may have come by each point."""
    most: list[int | None]
    """The most; None where there is no upper bound."""
    may_bring: list[bool]
    """Of each point, if anything may have come since the one before."""
    goes_back: list[bool]
    """Of each point, if a milestone may have taken back something since the one before."""
    left: dict[int, int]
    """What each total, by its number, brings beyond its settled rows."""
    numbers: frozenset[int]
    """The tranches whose rows are loose."""


def bounds(scope: Scope, grain: int) -> Bounds | None:
    """Return the bounds of what is loose, in grains of 1/grain; None if the rows contradict."""
    return _System(scope, grain).solved()


def grain_of(scope: Scope) -> int:
    """Return the grains in a unit that all numbers of a scope are whole numbers of."""
    rows = (*scope.marks, *scope.rows)
    amounts = (each for row in rows for each in (row.least, row.most) if each is not None)
    return lcm(*(amount.denominator for amount in amounts))


class _System:
    """Collects what is known of the running total of what is loose, and solves it."""

    def __init__(self, scope: Scope, grain: int) -> None:
        self.scope, self.grain = scope, grain
        self.settled, self.loose = scope.parted()
        self.stretches = [row for row in scope.rows if row.kind == "months"]
        ordered = sorted(self.settled, key=lambda row: row.last)
        self.ends = [row.last for row in ordered]
        self.sums = [0, *accumulate(self._grains(row.least) for row in ordered)]
        self.milestones, self.totals = scope.milestones, scope.totals
        self.first = self._first()
        self.points = self._points()
        self.place = {point: at for at, point in enumerate(self.points)}
        self.edges: list[tuple[int, int, int]] = []
        self.left: dict[int, int] = {}
        self.is_open = [self._may_hold_more(*cell) for cell in pairwise(self.points)]
        self.is_reversed = [False] * len(self.is_open)

    def _grains(self, amount: Fraction) -> int:
        return in_grains(amount, self.grain)

    def _settled_by(self, point: int) -> int:
        return self.sums[bisect_right(self.ends, point)]

    def _first(self) -> int:
        """Return where it begins: further back if a first milestone has more than its rows can.

        It has where it is the first row, and where rows are of all the time up to it.
        """
        every = [*self.scope.marks, *self.scope.rows]
        first = min(each.first for each in every)
        if not self.milestones:
            return first
        mark = self.milestones[0]
        begins = (mark.last - 1) // MONTH * MONTH
        left = self._grains(mark.least) - self._settled_by(mark.last)
        most = self._at_most_of(self._within(0, mark.last), self._touching(0, mark.last))
        covered = first
        for begin, end in sorted(span for row in self.stretches for span in row.spans):
            if begin <= covered:
                covered = max(covered, end)
        has_room = first < mark.last and covered < mark.last
        if not has_room and most is not None and left > most:
            last = max(each.last for each in every)
            begins = min(begins, max(self.scope.begins, last - LONGEST_WINDOW * MONTH))
        return min(first, begins)

    def _points(self) -> list[int]:
        found = {self.first}
        for each in (*self.scope.marks, *self.loose):
            found.update(tick for span in each.spans for tick in span)
        for row in self.stretches:  # within a month only where a record ends
            found.update(tick for tick in (row.first, row.last) if tick > self.first)
        last = -(-max(found) // MONTH) * MONTH
        found.update(range(self.first + MONTH - self.first % MONTH, last + 1, MONTH))
        return sorted(found)

    def _may_hold_more(self, begin: int, end: int) -> bool:
        """Tell if something may have come in a cell that no row has."""
        if any(a <= begin and end <= b for row in self.stretches for a, b in row.spans):
            return False
        if self.milestones and end <= self.milestones[-1].last:
            return True
        if any(a <= begin and end <= b for mark in self.totals for a, b in mark.spans):
            return True
        tails = [mark.last for mark in self.milestones]
        tails += [row.last for row in self.stretches]
        return any(tail % MONTH and tail <= begin < tail - tail % MONTH + MONTH for tail in tails)

    def _at_most(self, begin: int, end: int, amount: int) -> None:
        """Say that from one point to another at most so much comes."""
        self.edges.append((self.place[begin], self.place[end], amount))

    def _at_least(self, begin: int, end: int, amount: int) -> None:
        self.edges.append((self.place[end], self.place[begin], -amount))

    def solved(self) -> Bounds | None:
        """Return the bounds; None if there is no way that fits all rows."""
        self._milestones()
        self._totals()
        for at, (begin, end) in enumerate(pairwise(self.points)):
            if not self.is_reversed[at]:  # nothing goes back
                self._at_least(begin, end, self._at_least_of((), self._touching(begin, end)))
                if not self.is_open[at]:
                    self._closed(begin, end)
        if self.loose:
            self._loose_rows()
        most = _shortest(len(self.points), self.edges)
        least = _shortest(len(self.points), [(b, a, w) for a, b, w in self.edges])
        if most is None or least is None:
            return None
        may_bring = [False, *(self._may_come(*cell) for cell in pairwise(self.points))]
        lows = [-(each or 0) for each in least]
        numbers = frozenset(row.number for row in self.loose)
        goes_back = [False, *self.is_reversed]
        return Bounds(self.points, lows, most, may_bring, goes_back, self.left, numbers)

    def _milestones(self) -> None:
        """Fix the total at each milestone; see what it brings beyond its rows since the last."""
        before, so_far = self.first, 0
        for mark in self.milestones:
            there = self._grains(mark.least) - self._settled_by(mark.last)
            self._at_most(self.first, mark.last, there)
            self._at_least(self.first, mark.last, there)
            cells = self._cells(before, mark.last)
            within, touching = self._within(before, mark.last), self._touching(before, mark.last)
            low, high = self._at_least_of(within, touching), self._at_most_of(within, touching)
            if there - so_far < low:
                for at in cells:  # a correction, whenever it was made
                    self.is_reversed[at] = True
                self._corrected(before, mark.last, touching)
            elif (
                high is not None
                and there - so_far > high
                and not any(self.is_open[at] for at in cells)
            ):
                for at in cells:  # the rows were not all
                    self.is_open[at] = True
            before, so_far = mark.last, there

    def _at_least_of(self, within: Iterable[Row], touching: Iterable[Row]) -> int:
        """Return the least that loose rows bring in a stretch that they are within, or only touch.

        A return may be in it wherever it touches it.
        """
        sure = sum(self._grains(row.least) for row in within if row.least >= 0)
        return sure + sum(self._grains(row.least) for row in touching if row.least < 0)

    def _at_most_of(self, within: Iterable[Row], touching: Iterable[Row]) -> int | None:
        """Return the most that they bring in it; None if one of them is without a bound."""
        total = sum(self._grains(row.least) for row in within if row.least < 0)
        for row in touching:
            if row.most is None:
                return None
            total += self._grains(max(row.most, Fraction(0)))
        return total

    def _corrected(self, begin: int, end: int, touching: Sequence[Row]) -> None:
        """Bound what comes where a milestone is less than the rows up to it.

        It is never less in all than nothing, but for what rows take back.
        """
        inner = self.points[self.place[begin] : self.place[end] + 1]
        more = self._at_most_of((), touching)
        for one, other in pairwise(inner) if not touching else ():
            self._at_most(one, other, 0)
        for point in inner if more is not None else ():
            self._at_most(begin, point, more or 0)
            self._at_most(point, end, more or 0)
        for point in inner:
            returned = sum(self._grains(r.least) for r in self.scope.rows
                           if r.least < 0 and r.first < point)  # fmt: skip
            came = sum(self._grains(r.least) for r in self.settled
                       if (r.first < point if r.least > 0 else r.last <= point))  # fmt: skip
            self._at_least(self.first, point, returned - came)

    def _totals(self) -> None:
        """Say what each total leaves beyond its settled rows."""
        for mark in self.totals:
            held = sum(self._grains(row.least) for row in self.settled if mark.holds(row))
            self.left[mark.number] = left = self._grains(mark.least) - held
            holes = [(b, c) for (_, b), (c, _) in pairwise(mark.spans)]
            if not any(self._may_go_back(*hole) for hole in holes):
                self._at_least(mark.first, mark.last, left)
            if not any(self._may_come(*hole) for hole in holes):
                self._at_most(mark.first, mark.last, left)
            for span in () if self._is_reversed(mark.first, mark.last) else mark.spans:
                self._at_most(*span, left)

    def _may_come(self, begin: int, end: int) -> bool:
        is_open = any(self.is_open[at] for at in self._cells(begin, end))
        return is_open or self._is_reversed(begin, end) or bool(self._touching(begin, end))

    def _may_go_back(self, begin: int, end: int) -> bool:
        returns = any(row.least < 0 for row in self._touching(begin, end))
        return returns or self._is_reversed(begin, end)

    def _is_reversed(self, begin: int, end: int) -> bool:
        """Tell if a correction may have been made in a stretch."""
        return any(self.is_reversed[at] for at in self._cells(begin, end))

    def _cells(self, begin: int, end: int) -> range:
        """Return the places of the cells of a stretch."""
        return range(self.place[begin], self.place[end])

    def _touching(self, begin: int, end: int) -> list[Row]:
        """Return the loose rows that may be in a stretch."""
        return [row for row in self.loose if any(a < end and begin < b for a, b in row.spans)]

    def _within(self, begin: int, end: int) -> list[Row]:
        """Return the loose rows that are in a stretch for certain."""
        return [row for row in self.loose if begin <= row.first and row.last <= end]

    def _closed(self, begin: int, end: int) -> None:
        """Say that a stretch in which nothing else may come brings its loose rows at most."""
        most = self._at_most_of(self._within(begin, end), self._touching(begin, end))
        if most is not None:
            self._at_most(begin, end, most)

    def _loose_rows(self) -> None:
        """Say what loose rows bring at least between the ends of them, and at most.

        At most between the ends of a stretch in which nothing else may come, too.
        """
        goes_back = any(row.least < 0 for row in self.loose)  # then every point may be the lowest
        inner = set(self.points) if goes_back else set[int]()
        begins = {row.first for row in self.loose} | inner
        for begin, end in self._paired(begins, {row.last for row in self.loose} | inner):
            if not self._is_reversed(begin, end):
                rows = self._within(begin, end), self._touching(begin, end)
                self._at_least(begin, end, self._at_least_of(*rows))
        ends = {tick for row in self.loose for tick in (row.first, row.last)}
        begin = self.first
        free = [one or other for one, other in zip(self.is_open, self.is_reversed, strict=True)]
        for at, is_free in enumerate([*free, True]):
            if is_free:
                one = self.points[at]
                inside = {begin, one, *(tick for tick in ends if begin < tick < one)}
                for pair in self._paired(inside, inside):
                    self._closed(*pair)
                begin = self.points[min(at + 1, len(free))]

    def _paired(self, begins: set[int], ends: set[int]) -> list[Span]:
        """Return the spans from one to another; where they are many, the whole one alone."""
        if len(begins) > MOST_PAIRED:
            return [(min(begins), max(ends))]
        return [(begin, end) for begin in sorted(begins) for end in sorted(ends) if begin < end]


def _shortest(points: int, edges: list[tuple[int, int, int]]) -> list[int | None] | None:
    """Return the length of the shortest path to each point from the first; None if one is endless.

    The edges are gone through forwards and backwards in turn, as most of them join neighbours.
    """
    found: list[int | None] = [0, *[None] * (points - 1)]
    ordered = sorted(edges)
    for turn in range(points + 2):
        changed = False
        for begin, end, weight in ordered if turn % 2 == 0 else reversed(ordered):
            there, known = found[begin], found[end]
            if there is not None and (known is None or there + weight < known):
                found[end] = there + weight
                changed = True
        if not changed:
            return found
        if (found[0] or 0) < 0:  # a circle through which it gets shorter and shorter
            break
    return None
