"""What each month brings, and divisions by organisation, as bars: a panel for each scenario.

Convention: a bar of several months has the area of their quantity, as in a histogram, and says so
by its look: the record does not say how it fell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.divisions import divisions
from deliveries.charts import Block, Panel
from deliveries.months import Window
from deliveries.reports.figure_lines import baseline_first
from deliveries.reports.words import heading, read_evenly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.charts import Look
    from deliveries.months import Month
    from deliveries.schedule import Series

NOTHING = Fraction(0)


def monthly_panels(comparison: Comparison, item: str | None, across: Window) -> tuple[Panel, ...]:
    """What each month brings, by scenario."""
    return tuple(
        Panel(
            entry.id,
            heading(entry.id, entry.schedule.scenario),
            tuple(_brought(entry, item, across)),
            tuple(_unknown(entry.items[item].series, across)),
        )
        for entry in baseline_first(comparison, item)
    )


def _brought(entry: Entry, item: str | None, across: Window) -> Iterator[Block]:
    """One bar a month, and one for each figure of a record."""
    series = entry.items[item].series
    for place, grains in enumerate(series.delivered):
        month = series.window.first + place
        amount = series.exact(grains)
        if amount and month in across:
            window = Window(month, month)
            yield Block(window, NOTHING, amount, amount, _look(entry, item, series, month))
    for figure in series.figures:
        if figure.window.overlaps(across):
            amount = Fraction(figure.grains, series.grain)
            late = series.opens is not None and figure.window.first < series.opens
            look: Look = "pale" if late else "together" if len(figure.window) > 1 else "stated"
            top = amount / len(figure.window)
            yield Block(figure.window, NOTHING, top, amount, look, figure.open_ended)


def _unknown(series: Series, across: Window) -> Iterator[Window]:
    """The windows of quantities that are not known, as far as they are shown."""
    for gap in series.unknown:
        if gap.overlaps(across):
            yield Window(max(gap.first, across.first), min(gap.last, across.last))


def _look(entry: Entry, item: str | None, series: Series, month: Month) -> Look:
    """Whether a month's quantity is the source's word, our even reading, or not counted."""
    if series.opens is not None and month < series.opens:
        return "pale"
    if entry.schedule.scenario.kind == "record":
        return "stated"
    schedule = entry.schedule.items[item]
    if schedule.limits:  # no source says who waits, so all of it is as open as any of it
        return "even" if read_evenly(entry.schedule.scenario) else "stated"
    falling = [line for line in schedule.tranches if line.counts and month in line.window]
    open_ = any(line.tranche.counted and not line.tranche.stated for line in falling)
    return "even" if open_ else "stated"


def division_panels(comparison: Comparison, across: Window) -> tuple[Panel, ...]:
    """Divisions by organisation at the end of each month, by scenario. Raises `ConversionError`."""
    return tuple(
        Panel(
            entry.id,
            heading(entry.id, entry.schedule.scenario),
            tuple(_stacked(entry, across)),
        )
        for entry in sorted(comparison.entries, key=lambda each: each.id != comparison.baseline)
    )


def _stacked(entry: Entry, across: Window) -> Iterator[Block]:
    """The organisations one upon the other, read centrally."""
    there = divisions(entry.schedule, across)
    looks: tuple[Look, ...] = ("existing", "new", "not stated")
    tracks = (there.existing[0], there.new[0], there.not_stated[0])
    for place, month in enumerate(across):
        base = NOTHING
        for look, track in zip(looks, tracks, strict=True):
            amount = track[place]
            if amount:
                yield Block(Window(month, month), base, base + amount, amount, look)
            base += amount
