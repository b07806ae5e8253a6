"""Series of lines: one by itself, all of an item, or those of each recipient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from deliveries.months import Window
from deliveries.schedule.band import bound
from deliveries.schedule.model import Figure, Series
from deliveries.schedule.sums import added, brought, by_window, until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Citation
    from deliveries.schedule.model import ItemSchedule, Line


def sum_lines(lines: Sequence[Line], lot: int | None) -> Series | None:
    """Add whole tranches up; None if there are none. The lot is in grains, as the lines are."""
    if not lines:
        return None
    groups = by_window(lines)
    window = Window(min(own.first for own, _ in groups), max(own.last for own, _ in groups))
    known = [line for line in lines if line.cumulative is not None]
    unknown = tuple(line.window for line in lines if line.cumulative is None)
    counted = [line for line in known if line.counts]
    cumulative = added(window, _tracks(counted))
    end = min((gap.first - window.first for gap in unknown), default=len(window))
    fine = [line for line in known if not line.coarse]
    figures = tuple(_figure(line) for line in known if line.coarse)
    series = Series(
        window,
        lines[0].grain,
        brought(window, added(window, _tracks(fine)), [line.window for line in fine], unknown),
        until(end, cumulative),
        until(end, bound(window, counted, lot, earliest=True)),
        until(end, bound(window, counted, lot, earliest=False)),
        unknown,
        figures,
    )
    return _as_far_as_known(series, [_figure(line) for line in counted if line.coarse])


def _tracks(lines: Sequence[Line]) -> list[tuple[Window, list[tuple[int, ...]]]]:
    return [(own, [line.cumulative or () for line in group]) for own, group in by_window(lines)]


def _figure(line: Line) -> Figure:
    """The one figure of a line that a record does not break down."""
    total = line.cumulative[-1] if line.cumulative else 0
    return Figure(line.window, total, line.tranche.through is not None)


def _as_far_as_known(series: Series, figures: Sequence[Figure]) -> Series:
    """Running totals that are not known within a figure's months, nor after a lower bound."""
    cumulative, earliest = list(series.cumulative), list(series.earliest)
    for figure in figures:
        start = figure.window.first - series.window.first
        last = figure.window.last - series.window.first
        cumulative[start:last] = [None] * (last - start)
        if figure.at_least:
            after = len(cumulative) - last
            cumulative[last:] = earliest[last:] = [None] * after
    return replace(series, cumulative=tuple(cumulative), earliest=tuple(earliest))


def line_series(line: Line) -> Series:
    """One line by itself, with the band of its own tranche."""
    unknown = (None,) * len(line.window)
    series = Series(
        line.window,
        line.grain,
        unknown if line.coarse else line.delivered or unknown,
        line.cumulative or unknown,
        line.earliest or unknown,
        line.latest or unknown,
        () if line.cumulative else (line.window,),
        (_figure(line),) if line.coarse else (),
    )
    return _as_far_as_known(series, series.figures)


class Part(NamedTuple):
    """A part of an item's schedule that is listed by itself."""

    number: int | None
    """The tranche, from 1; None for several of them in one."""
    recipient: str | None
    """Who receives it; None if the source does not say."""
    establishment: str | None
    counted: bool
    """Whether it counts towards the request."""
    source: tuple[Citation, ...]
    series: Series


def parts(item: ItemSchedule) -> list[Part]:
    """Every line; under a capacity all that counts is one, as no source says who waits."""
    lines = [line for line in item.lines if not (item.waiting and line.tranche.counted)]
    listed = [
        Part(
            line.number,
            line.recipient,
            line.tranche.establishment,
            line.tranche.counted,
            line.tranche.source,
            line_series(line),
        )
        for line in lines
    ]
    if item.waiting and item.counted:
        pooled = [line for line in item.lines if line.tranche.counted]
        source = dict.fromkeys(each for line in pooled for each in line.tranche.source)
        alike = {line.tranche.establishment for line in pooled}
        establishment = alike.pop() if len(alike) == 1 else None
        listed.insert(0, Part(None, None, establishment, True, tuple(source), item.counted))
    return listed


def by_recipient(item: ItemSchedule) -> dict[str | None, Series]:
    """The central reading of each recipient; under None what the sources leave open.

    No source says how a band divides among recipients, nor who waits under a capacity.
    """
    if item.waiting:
        return {}
    counted = [line for line in item.lines if line.tranche.counted]
    groups: dict[str | None, list[Line]] = {}
    for line in counted:
        groups.setdefault(line.recipient, []).append(line)
    sums = {name: sum_lines(group, None) for name, group in groups.items()}
    return {name: each for name, each in sums.items() if each}
