"""Round numbers up an axis and months along it, for every chart.

Convention: a month is as wide as any other, and named in the middle of its room; a running total
stands at the right edge of it, where the month ends.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from deliveries.months import NAMES, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.charts import Chart
    from deliveries.months import Month

_ROUND = (1, 2, 5)
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
    """Round numbers from ``low`` or less to ``high`` or more, in about so many steps.

    >>> [int(each) for each in round_ticks(Fraction(0), Fraction(58), 6)]
    [0, 10, 20, 30, 40, 50, 60]
    """
    step = _round_step((high - low) / about if high > low else Fraction(1))
    first, last = floor(low / step), ceil(high / step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def _round_step(step: Fraction) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that is no smaller."""
    power = Fraction(1)
    while power > step:
        power /= 10
    while power * 10 <= step:
        power *= 10
    return next(power * each for each in (*_ROUND, 10) if power * each >= step)


def reach(chart: Chart) -> tuple[Fraction, Fraction]:
    """The least and the most of what a chart shows, nought among them."""
    values = [Fraction(0)]
    for line in chart.curves:
        tracks = (line.values, line.least, line.most, line.pale)
        values += [value for track in tracks for value in track if value is not None]
        values += [stretch.level for stretch in line.stretches]
    values += [bar.top for panel in chart.panels for bar in panel.bars]
    values += [chart.level.value] if chart.level else []
    return min(values), max(values)


def year_labels(across: Window, room: int) -> list[Label]:
    """Years under a chart that has room for about so many names."""
    years = [(year, list(months)) for year, months in groupby(across, lambda each: each.year)]
    every = next((each for each in _YEARS if len(years) <= each * room), _YEARS[-1])
    return [
        Label(months[0] - across.first, len(months), f"{year}")
        for year, months in years
        if year % every == 0 or len(years) == 1
    ]


def month_labels(across: Window, length: int) -> list[Label]:
    """Names of months cut to so many letters; none where there are too many."""
    if len(across) > MONTHS_NAMED:
        return []
    return [Label(place, 1, _name(month)[:length]) for place, month in enumerate(across)]


def _name(month: Month) -> str:
    return NAMES[month.number - 1]


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float] | None:
    """Where things of these heights begin, near where they are wanted, none upon another.

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
