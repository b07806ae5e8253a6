"""Round numbers up an axis and months along it, for every chart.

Convention: a month is as wide as any other, and named in the middle of its room; a running total
stands at the right edge of it, where the month ends.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from deliveries.months import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.charts import Chart
    from deliveries.months import Window

_YEARS = (1, 2, 5, 10, 20, 25, 50, 100)
MONTHS_NAMED = 48
"""Up to how many months each has its letter."""


class Label(NamedTuple):
    """A name under some months."""

    start: int
    """The first of its months, from 0."""
    length: int
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


def reach(chart: Chart) -> tuple[Fraction, Fraction]:
    """Return the least and the most of what a chart shows, nought among them."""
    values = [Fraction(0), chart.level.value if chart.level else None]
    for line in chart.curves:
        values += [*line.values, *line.least, *line.most, *line.pale]
        values += [stretch.level for stretch in line.stretches]
    values += [bar.top for panel in chart.panels for bar in panel.bars]
    known = [value for value in values if value is not None]
    return min(known), max(known)


def year_labels(across: Window, room: int) -> list[Label]:
    """Return years under a chart that has room for about so many names."""
    years = [(year, list(months)) for year, months in groupby(across, lambda each: each.year)]
    every = next((each for each in _YEARS if len(years) <= each * room), _YEARS[-1])
    return [
        Label(months[0] - across.first, len(months), f"{year}")
        for year, months in years
        if year % every == 0 or len(years) == 1
    ]


def month_labels(across: Window, length: int) -> list[Label]:
    """Return names of months cut to so many letters; none where there are too many."""
    if len(across) > MONTHS_NAMED:
        return []
    names = [NAMES[month.number - 1] for month in across]
    return [Label(place, 1, name[:length]) for place, name in enumerate(names)]


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float] | None:
    """Return where things of these heights begin, near where wanted, none upon another.

    They keep their order; None if there is no room for them all.

    >>> apart([5, 5, 20], [2, 2, 2], 20)
    [5, 7, 18]
    >>> apart([0, 0], [11, 10], 20) is None
    True
    """
    if sum(heights) > room:
        return None
    places: list[float] = []
    end = 0.0
    for want, height in zip(wanted, heights, strict=True):
        places.append(max(want, end, 0))
        end = places[-1] + height
    limit = room
    for at in reversed(range(len(places))):
        places[at] = min(places[at], limit - heights[at])
        limit = places[at]
    return places
