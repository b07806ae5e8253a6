"""The measures of a comparison: a sheet of them, and bars."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.measures import MEASURES
from deliveries.reports.words import capital, of_item, sheet_title, units, with_unit
from deliveries.tables import Band, Cell, Column, Gauge, Gauges, Row, Share, Table

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Compared, Comparison
    from deliveries.analysis.measures import Amount
    from deliveries.case import Item, Request
    from deliveries.reports.words import Say


_OF_THE_BAND = {"total", "by_known", "by_known_share", "by_need", "by_need_share", "shortfall"}
"""Measures at one month: the month-by-month table has their even reading."""


MEASURE_COLUMNS = (
    Column("scenario", kind="text", about="The scenario's id.", required=True),
    Column("item", kind="text", about="The item's id; empty where there are no items."),
    Column("measure", kind="text", about="What is measured.", required=True),
    Column("value", about="Read evenly, where the sources do not say how it falls."),
    Column("at_least", about="The least that the sources allow, as far as it is known."),
    Column("at_most", about="The most that the sources allow; empty where it is open."),
)
"""The columns of measures as data."""


def counted_in(measure: str, thing: Request | Item) -> str:
    """Return what a measure of a request or an item is counted in: ``division sets × months``."""
    unit: str = MEASURES[measure].unit
    return unit.replace("unit", (thing.unit if unit == "unit" else units(thing)) or "unit", 1)


def measures_sheet(comparison: Comparison, item: str | None) -> Table:
    """Make the sheet of an item's measures: one row a measure, one column a scenario.

    What the sources leave open is a band, with the even reading in a row beneath it.
    """
    entries = [entry for entry in comparison.entries if item in entry.items]
    base, thing = comparison.base, comparison.request.thing(item)
    columns = [Column("measure", "", align="left")]
    columns += [Column(entry.id, capital(entry.schedule.name), align="right") for entry in entries]
    rows: list[Row] = []
    for name, heading in headings(comparison, item).items():
        measure = MEASURES[name]
        cells = [
            Cell() if entry is base and measure.group != "own" else _cell(name, entry.items[item])
            for entry in entries
        ]
        if all(cell.value is None for cell in cells):
            continue
        if name.startswith("late_") and not any(row.role == "heading" for row in rows):
            label = f"Months later than {base.schedule.name}"
            rows.append(Row((Cell(label), *(Cell() for _ in entries)), "heading"))
        rows.append(Row((Cell(heading), *cells)))
        evenly = [
            Cell(entry.items[item].measures[name].value)
            if isinstance(cell.value, Band) and entry.schedule.scenario.kind != "record"
            else Cell()
            for entry, cell in zip(entries, cells, strict=True)
        ]
        if name not in _OF_THE_BAND and any(cell.value is not None for cell in evenly):
            rows.append(Row((Cell("    read evenly"), *evenly), "aside"))
    title = sheet_title(item, thing, "measures")
    return Table(title, tuple(columns), tuple(rows))


def headings(comparison: Comparison, item: str | None) -> dict[str, str]:
    """Return the headings of the measures that are shown of an item, by their names."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    thing, need = comparison.request.thing(item), comparison.request.needed_by
    known = entries[0].items[item].need.known
    kinds = [entry.schedule.scenario.kind for entry in entries]
    filled = {
        "need": need.short() if need else "",
        "delivered": "Delivered by" if all(kind == "record" for kind in kinds) else "By",
        "known": known.short() if known else "",
        "base": comparison.base.schedule.name,
        "unit": units(thing),
    }
    found = {name: measure.heading.format(**filled) for name, measure in MEASURES.items()}
    if thing.quantity is not None and need:
        del found["total"], found["by_known"]  # by the need, and complete in, say more
    return found


def _cell(name: str, compared: Compared) -> Cell:
    """Return what the sheet has of a measure."""
    found: tuple[Amount | Share, ...] = compared.measures[name]
    if MEASURES[name].unit == "share":
        found = tuple(Share(each) if isinstance(each, Fraction) else None for each in found)
    value, least, most = found
    if name == "complete" and found == (None, None, None) and compared.need.quantity:
        return Cell("unknown")
    if least != most:
        return Cell(Band(least, most))
    if least is None and name in ("total", "by_known"):
        return Cell("unknown")
    return Cell(value if least is None else least)


def gauges(comparison: Comparison, say: Say) -> list[Gauges]:
    """Return what has come by the need as bars: the certain part and the possible one."""
    request = comparison.request
    found = []
    for item in request.sums if request.items else [None]:
        thing = request.thing(item)
        if thing.quantity is None or request.needed_by is None:
            continue
        bars = []
        for entry in comparison.entries:
            if item not in entry.items:
                continue
            _, least, most = entry.items[item].measures["by_need"]
            if isinstance(least, Fraction) and isinstance(most, Fraction):
                sure, possible = (min(Fraction(1), each / thing.quantity) for each in (least, most))
                name, known = capital(entry.schedule.name), Band(least, most)
                bars.append(Gauge(name, sure, possible, least if least == most else known))
        amount = f"{with_unit(thing, thing.quantity, say)}{of_item(item, thing)}"
        title = f"Of {amount} by {request.needed_by.long()}"
        found += [Gauges(title, tuple(bars))] if bars else []
    return found
