"""The measures of a comparison, one row a measure and one column a scenario."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from deliveries.analysis.measures import PARTS
from deliveries.numbers import percent
from deliveries.reports.verdict import last_known, share_of
from deliveries.reports.words import band, capital, heading, pieces, sheet_title, short_name
from deliveries.tables import Cell, Column, Row, Share, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.analysis.measures import Measures
    from deliveries.months import Month
    from deliveries.reports.words import Say

_PART_WORDS = dict(zip(PARTS, ("a quarter", "a half", "three quarters", "the whole"), strict=True))


def measures_sheet(comparison: Comparison, item: str | None, say: Say) -> Sheet:
    """Build the measures of one item, or of the request's unit."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    columns = [Column("measure", "", align="left")]
    for entry in entries:
        name = heading(entry.id, entry.schedule.scenario)
        columns.append(Column(entry.id, name, align="right"))
    rows = (*_own(comparison, entries, item, say), *_against(comparison, entries, item))
    return Sheet(
        sheet_title(item, comparison.request.things[item], "measures"), tuple(columns), tuple(rows)
    )


def _row(
    label: str, entries: list[Entry], item: str | None, value: Callable[[Measures], Value]
) -> Iterator[Row]:
    """One row, unless no scenario has the measure."""
    cells = [Cell(value(entry.items[item].measures)) for entry in entries]
    if any(cell.value is not None for cell in cells):
        yield Row((Cell(label), *cells))


def _own(comparison: Comparison, entries: list[Entry], item: str | None, say: Say) -> Iterator[Row]:
    """What a scenario's own schedule gives."""
    request, thing = comparison.request, comparison.request.things[item]
    need = request.needed_by.short() if request.needed_by else ""

    def by_need(measures: Measures) -> Value:
        least, most = measures.least_by_need, measures.most_by_need
        return None if least is None and most is None else _known(least, most, say)

    def in_all(measures: Measures) -> Value:
        return _known(measures.least_total, measures.most_total, say)

    def shortfall(measures: Measures) -> Value:
        if thing.quantity is None or measures.most_by_need is None:
            return None
        least = max(Fraction(0), thing.quantity - measures.most_by_need)
        most = max(Fraction(0), thing.quantity - (measures.least_by_need or 0))
        return _known(least, most, say)

    def completed(measures: Measures) -> Value:
        if thing.quantity is None:
            return None
        most = measures.most_total
        return measures.completed or (
            "never" if most is not None and most < thing.quantity else "unknown"
        )

    if thing.quantity is None or not need:
        month = last_known(comparison)
        yield from _row("Brings in all", entries, item, in_all)
        yield Row((Cell(f"By {month.short()}"), *_by_month(entries, item, month, say)))
    yield from _row(f"Delivered by {need}", entries, item, by_need)
    yield from _row("  of the request", entries, item, partial(_share, thing.quantity))
    yield from _row("  all of it by then", entries, item, lambda each: each.all_by_need)
    yield from _row(f"Shortfall at {need}", entries, item, shortfall)
    yield from _row("Complete in", entries, item, completed)
    yield from _row("Most in one month", entries, item, lambda each: each.peak)
    yield from _row("  first in", entries, item, lambda each: each.peak_month)
    unit = capital(pieces(thing, 1))
    yield from _row(
        f"{unit}-months short from {need}", entries, item, lambda each: each.set_months_short
    )
    yield from _row("Mean wait, months", entries, item, lambda each: each.mean_wait_months)


def _share(wanted: Fraction | None, measures: Measures) -> Value:
    """What is there by the need, of what is wanted."""
    least, most = measures.least_by_need, measures.most_by_need
    if wanted is None or least is None or most is None:
        return None
    return Share(most / wanted) if least == most else band(least / wanted, most / wanted, percent)


def _known(least: Fraction | None, most: Fraction | None, say: Say) -> Value:
    """The number itself if the sources leave nothing open about it, else the band in words."""
    return most if least == most and most is not None else band(least, most, say)


def _by_month(entries: list[Entry], item: str | None, month: Month, say: Say) -> Iterator[Cell]:
    """What is there by a month, and its share of what the first has."""
    base: Fraction | None = None
    for at, entry in enumerate(entries):
        series = entry.items[item].series
        least, most = (series.at(month, each) for each in (series.at_least, series.at_most))
        if at == 0:
            base = least if least == most else None
        share = share_of(base, least, most) if at else ""
        yield Cell(f"{band(least, most, say)}{share}" if share else _known(least, most, say))


def _months_behind(part: Fraction, measures: Measures) -> Value:
    return measures.months_behind_baseline.get(part)


def _against(comparison: Comparison, entries: list[Entry], item: str | None) -> Iterator[Row]:
    """What the baseline gives it."""
    base = next(entry for entry in comparison.entries if entry.id == comparison.baseline)
    others = [entry for entry in entries if entry is not base]
    if not others or item not in base.items:
        return
    name = short_name(base.id, base.schedule.scenario)

    def against(value: Callable[[Measures], Value]) -> list[Cell]:
        return [
            Cell() if entry is base else Cell(value(entry.items[item].measures))
            for entry in entries
        ]

    later = {part: against(partial(_months_behind, part)) for part in PARTS}
    if any(cell.value is not None for cells in later.values() for cell in cells):
        blank = tuple(Cell() for _ in entries)
        yield Row((Cell(f"Months later than {name}"), *blank), "heading")
        for part, cells in later.items():
            yield Row((Cell(f"  at {_PART_WORDS[part]}"), *cells))
    gaps = against(lambda each: each.worst_gap)
    if any(cell.value is not None for cell in gaps):
        yield Row((Cell(f"Widest gap behind {name}"), *gaps))
        yield Row((Cell("  first in"), *against(lambda each: each.worst_gap_month)))
