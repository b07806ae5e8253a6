"""Neutral charts: lines with bands, bars, fields, marks, words, and what is along their axes.

Reports make them, formats draw them. Convention: numbers are exact and in the unit that the axis
names; those of a line run along ``across``, one at the end of each month, and None is what nobody
knows: a gap, never nought. A month is as wide as any other, and named in the middle of its room.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.months import NAMES, By

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.months import Month, Window

    Amount = Fraction | int | Month | str | None
    """A number of a field, or a word for what is none."""

Kind = Literal["to-date", "monthly", "gap", "divisions", "revisions"]
Values = tuple["Fraction | None", ...]
Filling = Literal["stated", "even", "together", "pale", "existing", "new", "not stated"]
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100)
MOST_LINES = 12
"""The most scenarios whose lines can be told apart."""


class Stretch(NamedTuple):
    """A record's figure for several months in one, or a lower bound: it is never spread."""

    window: Window
    level: Fraction
    """The total at the end of it."""
    open_ended: bool
    """There may be more."""


class Curve(NamedTuple):
    """One scenario's line."""

    name: str
    before: Fraction | None
    """The total before the first month shown."""
    values: Values
    bands: tuple[tuple[Fraction, Fraction] | None, ...]
    """The least and the most that the sources allow; None where either is not known."""
    stretches: tuple[Stretch, ...] = ()
    pale: Values = ()
    """Of what comes before the request opens: the total to date, shown and not counted."""
    recorded: bool = False
    """It is a record: its points are all that is known, and the line only joins them."""
    cites: str = ""
    """The documents behind it, with paragraphs."""
    age: Fraction | None = None
    """Of promises over time: 0 for the newest, 1 for the oldest, which is the palest."""

    @property
    def banded(self) -> bool:
        """Return whether the sources leave any of it open."""
        return any(least < most for least, most in filter(None, self.bands))

    def end(self, otherwise: Fraction) -> Fraction:
        """Return where the line ends: the last number that is known, if there is one."""
        if self.values[-1] is None and self.stretches:
            return self.stretches[-1].level
        return next((value for value in reversed(self.values) if value is not None), otherwise)


class Bar(NamedTuple):
    """One bar: a quantity that some months bring, or a total at the end of one."""

    window: Window
    base: Fraction
    """Where it stands: on nought, or on another bar."""
    top: Fraction
    """Its upper end; of several months in one, such that its area is their quantity."""
    amount: Fraction
    filling: Filling
    open_ended: bool = False
    figure: Window | None = None
    """All months of the one figure that it is a part of, where these have holes."""

    @property
    def months(self) -> Window:
        """Return the months whose quantity it is."""
        return self.figure or self.window


class Panel(NamedTuple):
    """The bars of one scenario."""

    name: str
    bars: tuple[Bar, ...]
    unknown: tuple[Window, ...] = ()
    """Months in which something comes, nobody knows how much."""
    cites: str = ""
    """The documents behind it, with paragraphs."""


class Level(NamedTuple):
    """A quantity that is asked for."""

    value: Fraction
    label: str


class Moment(NamedTuple):
    """A month that the chart marks."""

    month: Month
    label: str


class Tile(NamedTuple):
    """One field of a heat map."""

    least: Amount
    """Its number; where that is open, the least that it may be, and the most."""
    most: Amount
    shade: Fraction | None
    """From 0, the lightest, to 1; None where there is no number."""
    marked: bool = False
    """It stands out, as a note says."""


class HeatMap(NamedTuple):
    """Fields in rows and columns, the darker the more; each has its number in it."""

    down: str
    """What the rows are; empty where there is one."""
    across: str
    """What the columns are, as of the rows."""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    tiles: tuple[tuple[Tile, ...], ...]
    """Row by row."""
    ends: tuple[Amount, Amount] | None
    """What is lightest and what is darkest; None where nothing is shaded."""
    is_share: bool = False
    """Whether its numbers are per cent."""


class Chart(NamedTuple):
    """One chart: lines, a panel of bars for each scenario, or a heat map."""

    kind: Kind | Literal["sweep"]
    title: str
    subtitle: str
    up: str
    """The name of the vertical axis: the unit, and if it is to date or a month."""
    across: Window
    """The months shown."""
    curves: tuple[Curve, ...] = ()
    panels: tuple[Panel, ...] = ()
    level: Level | None = None
    need: Moment | None = None
    """It is marked at the end of its month."""
    opens: Moment | None = None
    """It is marked at the beginning of its month."""
    key: tuple[tuple[Filling, str], ...] = ()
    """The meaning of the looks of its bars."""
    notes: tuple[str, ...] = ()
    """Sentences on how it is read."""
    cites: str = ""
    """The documents by their ids, with paragraphs."""
    sources: tuple[str, ...] = ()
    """The documents by their titles."""
    year_begins: int = 1
    """The number of the month in which the years under it begin."""
    heat: HeatMap | None = None
    """Its fields, where it is a heat map: then no months are along it."""
    small: bool = False
    """It is for a corner of a paper: its lines have less room, so that its words can be read."""

    @property
    def skipped(self) -> int:
        """Return how many line styles it passes over: a scenario looks alike in all charts."""
        return int(self.kind == "gap")

    @property
    def reach(self) -> tuple[Fraction, Fraction]:
        """Return the least and the most of what it shows, nought among them."""
        values = [Fraction(0), self.level.value if self.level else None]
        for line in self.curves:
            values += [*line.values, *line.pale, *(stretch.level for stretch in line.stretches)]
            for band in filter(None, line.bands):
                values += band
        values += [bar.top for panel in self.panels for bar in panel.bars]
        each_once = {id(value): value for value in values if value is not None}.values()
        return min(each_once), max(each_once)  # a line has a few again and again


class Label(NamedTuple):
    """A name under some months."""

    start: int
    """The first of its months, from 0."""
    text: str


def round_ticks(low: Fraction, high: Fraction, about: int) -> list[Fraction]:
    """Return round numbers from ``low`` or less to ``high`` or more, in about so many steps.

    >>> [int(each) for each in round_ticks(Fraction(0), Fraction(58), 6)]
    [0, 10, 20, 30, 40, 50, 60]
    """
    wanted = (high - low) / about if high > low else Fraction(1)
    power = Fraction(1)
    while power > wanted:
        power /= 10
    while power * 10 <= wanted:
        power *= 10
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= wanted)
    first, last = floor(low / step), ceil(high / step)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def year_labels(across: Window, room: int, year_begins: int) -> list[Label]:
    """Return years under a chart that has room for about so many names such as 1951.

    A first year that is cut too short for its name has none.

    >>> from deliveries.months import Window
    >>> year_labels(Window.parse("1951-10..1953-03"), 8, 7)
    [Label(start=0, text='1951/52'), Label(start=9, text='1952/53')]
    """
    years = across.periods(By.year, year_begins)
    if year_begins != 1:
        room = max(room * 4 // 7, 1)  # 1951/52 is longer
    every = next((each for each in _YEARS if len(years) <= each * room), _YEARS[-1])
    labels = [
        Label(max(year.first - across.first, 0), year.short())
        for year in years
        if year.first.year % every == 0 or len(years) == 1
    ]
    if len(labels) > 1 and (labels[1].start - labels[0].start) * room < len(across):
        labels[0] = Label(labels[0].start, "")
    return labels


def month_labels(across: Window, length: int) -> list[Label]:
    """Return names of months cut to so many letters; none where there are too many."""
    if len(across) > 48:
        return []
    return [Label(at, NAMES[month.number - 1][:length]) for at, month in enumerate(across)]


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float] | None:
    """Return where things of these heights begin, near where wanted, none upon another.

    They keep their order from low to high; None if there is no room for them all.

    >>> apart([5, 20, 5], [2, 2, 2], 20)
    [5, 18, 7]
    >>> apart([0, 0], [11, 10], 20) is None
    True
    """
    if sum(heights) > room:
        return None
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = list(wanted)
    end = 0.0
    for at in order:
        places[at] = max(wanted[at], end)
        end = places[at] + heights[at]
    end = room
    for at in reversed(order):
        places[at] = min(places[at], end - heights[at])
        end = places[at]
    return places
