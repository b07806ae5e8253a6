"""Running totals and gaps as lines.

Convention: a number stands at the end of its month. What a record knows only for several months in
one has no number before the last of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.charts import Line, Stretch
from deliveries.errors import RangeError
from deliveries.reports.words import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.charts import Values
    from deliveries.months import Month, Window
    from deliveries.schedule import Series
    from deliveries.schedule.model import Known


def baseline_first(comparison: Comparison, item: str | None) -> list[Entry]:
    """The scenarios that have the item."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    return sorted(entries, key=lambda entry: entry.id != comparison.baseline)


def to_date_lines(comparison: Comparison, item: str | None, across: Window) -> tuple[Line, ...]:
    """What is there at the end of each month, by scenario."""
    return tuple(
        _to_date(entry, entry.items[item].series, across)
        for entry in baseline_first(comparison, item)
    )


def _to_date(entry: Entry, series: Series, across: Window) -> Line:
    return Line(
        entry.id,
        heading(entry.id, entry.schedule.scenario),
        _before(series, series.to_date, across),
        _along(series, series.to_date, across),
        _along(series, series.at_least, across),
        _along(series, series.at_most, across),
        tuple(_stretches(series, across)),
        _before_opening(series, across),
        entry.schedule.scenario.kind == "record",
    )


def _before(series: Series, numbers: Known, across: Window) -> Fraction | None:
    """What is there before the first month shown."""
    place = across.first - series.window.first
    if series.opens and across.first < series.opens:
        return None
    return series.exact(numbers[min(place, len(numbers)) - 1]) if place > 0 else Fraction(0)


def _along(series: Series, numbers: Known, across: Window) -> Values:
    """The numbers from the end of the month before the opening on: there a total is nought."""
    start = series.opens and series.opens.ordinal - 1
    return tuple(
        None if start and month.ordinal < start else series.at(month, numbers) for month in across
    )


def _stretches(series: Series, across: Window) -> Iterator[Stretch]:
    """The figures of a record that count, each at the total that it leads to."""
    for figure in series.figures:
        late = series.opens is not None and figure.window.first < series.opens
        level = series.at(figure.window.last, series.at_least)
        coarse = figure.open_ended or len(figure.window) > 1
        if coarse and not late and level is not None and figure.window.overlaps(across):
            yield Stretch(figure.window, level, figure.open_ended)


def _before_opening(series: Series, across: Window) -> Values:
    """Totals to date of what comes before the opening; empty where there is no such thing."""
    if series.opens is None:
        return ()
    early = [None if month >= series.opens else _brought_until(series, month) for month in across]
    return tuple(early) if any(early) else ()


def _brought_until(series: Series, month: Month) -> Fraction | None:
    """All of it to date; None within the months of one figure."""
    if any(each.window.first <= month < each.window.last for each in series.figures):
        return None
    months = series.delivered[: max(month - series.window.first + 1, 0)]
    figures = [each.grains for each in series.figures if each.window.last <= month]
    return series.exact(sum(grains or 0 for grains in [*months, *figures]))


def gap_lines(comparison: Comparison, item: str | None, across: Window) -> tuple[Line, ...]:
    """Each scenario less the baseline. Raises `RangeError` where there are not two of them."""
    base, *others = baseline_first(comparison, item)
    if base.id != comparison.baseline or not others:
        hint = "name another scenario, or draw another --kind"
        raise RangeError("a gap needs a scenario beside the baseline", hint)
    return tuple(_gap(entry, base, item, across) for entry in others)


def _gap(entry: Entry, base: Entry, item: str | None, across: Window) -> Line:
    mine, theirs = entry.items[item].series, base.items[item].series
    ranges = zip(
        _less(mine, mine.at_least, theirs, theirs.at_most, across),
        _less(mine, mine.at_most, theirs, theirs.at_least, across),
        strict=True,
    )
    sure = [pair if None not in pair else (None, None) for pair in ranges]
    ends = (_before(each, each.to_date, across) for each in (mine, theirs))
    before = [each for each in ends if each is not None]
    return Line(
        entry.id,
        heading(entry.id, entry.schedule.scenario),
        before[0] - before[1] if len(before) == 2 else None,
        _less(mine, mine.to_date, theirs, theirs.to_date, across),
        tuple(least for least, _ in sure),
        tuple(most for _, most in sure),
        recorded=entry.schedule.scenario.kind == "record",
    )


def _less(one: Series, numbers: Known, other: Series, others: Known, across: Window) -> Values:
    pairs = zip(_along(one, numbers, across), _along(other, others, across), strict=True)
    return tuple(
        None if mine is None or theirs is None else mine - theirs for mine, theirs in pairs
    )
