"""Series of lines: one by itself, all of an item, or those of each recipient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliveries.months import Window
from deliveries.schedule.band import bound
from deliveries.schedule.model import Figure, Series
from deliveries.schedule.sums import added, brought, by_window, until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.schedule.model import Line


def sum_lines(lines: Sequence[Line], lot: int | None) -> Series | None:
    """Add whole tranches up; None if there are none. The lot is in grains, as the lines are."""
    if not lines:
        return None
    if len(lines) == 1:  # as in most of a long list
        return line_series(lines[0])
    groups = by_window(lines)
    window = Window.around(own for own, _ in groups)
    known = [line for line in lines if line.to_date is not None]
    unknown = tuple(line.window for line in lines if line.to_date is None)
    counted = [line for line in known if line.counts]
    to_date = added(window, _tracks(counted))
    gaps = [line.window for line in lines if line.to_date is None and line.counts]
    end = min((gap.first - window.first for gap in gaps), default=len(window))
    fine = [line for line in known if not line.coarse]
    figures = tuple(_figure(line) for line in known if line.coarse)
    series = Series(
        window,
        lines[0].grain,
        brought(window, added(window, _tracks(fine)), [line.window for line in fine], unknown),
        until(end, to_date),
        until(end, bound(window, counted, lot, at_most=True)),
        until(end, bound(window, counted, lot, at_most=False)),
        unknown,
        figures,
    )
    return _as_far_as_known(series, [_figure(line) for line in counted if line.coarse])


def _tracks(lines: Sequence[Line]) -> list[tuple[Window, list[tuple[int, ...]]]]:
    return [(own, [line.to_date or () for line in group]) for own, group in by_window(lines)]


def _figure(line: Line) -> Figure:
    """The one figure of a line that a record does not break down."""
    total = line.to_date[-1] if line.to_date else 0
    return Figure(line.window, total, line.tranche.through is not None)


def _as_far_as_known(series: Series, figures: Sequence[Figure]) -> Series:
    """Running totals that are not known within a figure's months, nor after a lower bound."""
    if not figures:
        return series
    to_date, at_most = list(series.to_date), list(series.at_most)
    for figure in figures:
        start = figure.window.first - series.window.first
        last = figure.window.last - series.window.first
        to_date[start:last] = [None] * (last - start)
        if figure.open_ended:
            after = len(to_date) - last
            to_date[last:] = at_most[last:] = [None] * after
    return replace(series, to_date=tuple(to_date), at_most=tuple(at_most))


def line_series(line: Line) -> Series:
    """One line by itself, with the band of its own tranche.

    What comes before the request opens is shown as delivered, and never counted to date.
    """
    unknown = (None,) * len(line.window)
    none = (0,) * len(line.window)
    known = line.to_date is not None
    running, at_most, at_least = (
        none if not line.counts else (each or none) if known else unknown
        for each in (line.to_date, line.at_most, line.at_least)
    )
    series = Series(
        line.window,
        line.grain,
        unknown if line.coarse else line.delivered or unknown,
        running,
        at_most,
        at_least,
        () if known else (line.window,),
        (_figure(line),) if line.coarse else (),
    )
    return _as_far_as_known(series, series.figures if line.counts else ())
