"""The measures of a comparison: a sheet of them, and bars."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.measures import MEASURES, Amount, Measured
from deliveries.reports.words import Say, capital, of_item, sheet_title, units, with_unit
from deliveries.tables import Band, Cell, Column, Gauge, Gauges, Row, Share, Table, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from deliveries.analysis.comparison import Compared, Comparison
    from deliveries.case import Item, Request


_OF_THE_BAND = {"total", "by_known", "by_known_share", "by_need", "by_need_share", "shortfall"}
"""Measures at one month: the month-by-month table has their even reading."""
_NOUNS = {
    "total": "what comes in all",
    "by_known": "what comes by the end",
    "by_need": "what is there by the need",
    "by_need_share": "the share that is there by the need",
    "all_by_need": "all of it by the need",
    "complete": "the completion",
    "peak_month": "the month in which most comes",
    "widest_gap_month": "the month of the widest gap",
    "late_quarter": "how much later a quarter comes",
    "late_half": "how much later a half comes",
    "late_three_quarters": "how much later three quarters come",
    "late_whole": "how much later all of it comes",
}
"""What measures are called in a sentence, where their headings are no nouns."""
MEASURE_COLUMNS = (
    Column("scenario", kind="text", about="The scenario's id.", required=True),
    Column("item", kind="text", about="The item's id; empty where there are no items."),
    Column("measure", kind="text", about="What is measured.", required=True),
    Column("value", about="Read evenly, where the sources do not say how it falls."),
    Column("at_least", about="The least that the sources allow, as far as it is known."),
    Column("at_most", about="The most that the sources allow; empty where it is open."),
)
"""The columns of measures as data."""


LONGEST_NAME = 32
"""Up to how many characters of its name a row has."""


def counted_in(measure: str, thing: Request | Item) -> str:
    """Return what a measure of a request or an item is counted in: ``division sets × months``."""
    unit: str = MEASURES[measure].unit
    return unit.replace("unit", (thing.unit if unit == "unit" else units(thing)) or "unit", 1)


def measures_sheet(comparison: Comparison, item: str | None) -> Table:
    """Make the sheet of an item's measures: one row a measure, one column a scenario.

    What the sources leave open is a band, with the even reading in a row beneath it.
    """
    entries = [entry for entry in comparison.entries if item in entry.items]
    thing = comparison.request.thing(item)
    columns = [Column("measure", "", align="left")]
    columns += [Column(entry.id, capital(entry.schedule.name), align="right") for entry in entries]
    rows: list[Row] = []
    for name, heading, cells in _measured(comparison, item):
        if name.startswith("late_") and not any(row.role == "heading" for row in rows):
            label = f"Months later than {_beside(comparison)}"
            rows.append(Row((Cell(label), *(Cell() for _ in entries)), "heading"))
        evenly = [
            entry.items[item].measures[name].value
            if entry.schedule.scenario.kind != "record" and name not in _OF_THE_BAND
            else None
            for entry in entries
        ]
        rows += with_even([Cell(heading), *cells], [None, *evenly])
    return Table(sheet_title(item, thing, "measures"), tuple(columns), tuple(rows))


def _measured(comparison: Comparison, item: str | None) -> Iterator[tuple[str, str, list[Cell]]]:
    """Yield each measure that an item has: its name, its heading, a cell a scenario."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    for name, heading in headings(comparison, item).items():
        is_own = MEASURES[name].group == "own"
        cells = [
            _cell(name, entry.items[item]) if is_own or entry is not comparison.base else Cell()
            for entry in entries
        ]
        if any(cell.value is not None for cell in cells):
            yield name, heading, cells


def definitions(
    comparison: Comparison, item: str | None, only: Collection[str] = tuple(MEASURES)
) -> Iterator[str]:
    """Yield what each measure that an item has says, in a sentence; what is alike once."""
    called = labels(comparison, item)
    seen: set[str] = set()
    for name, _, _ in _measured(comparison, item):
        about = MEASURES[name].about
        if name in only and about not in seen:
            seen.add(about)
            yield f"{called[name]}: {about.format(base=_beside(comparison))}"


def headings(comparison: Comparison, item: str | None, **instead: str) -> dict[str, str]:
    """Return the headings of the measures that are shown of an item, by their names.

    What is ``instead`` of the month of ``need``, or of the last that is ``known``, stands in them.
    """
    entries = [entry for entry in comparison.entries if item in entry.items]
    thing, need = comparison.request.thing(item), comparison.request.needed_by
    known = entries[0].items[item].need.known
    kinds = [entry.schedule.scenario.kind for entry in entries]
    filled = {
        "need": need.short() if need else "",
        "delivered": "Delivered by" if all(kind == "record" for kind in kinds) else "By",
        "known": known.short() if known else "",
        "base": _beside(comparison),
        "unit": units(thing),
        **instead,
    }
    found = {name: measure.heading.format(**filled) for name, measure in MEASURES.items()}
    if thing.quantity is not None and need:
        del found["total"], found["by_known"]  # by the need, and complete in, say more
    return found


def _cell(name: str, compared: Compared) -> Cell:
    """Return what the sheet has of a measure."""
    found = compared.measures[name]
    if name == "complete" and found == (None, None, None) and compared.need.quantity:
        return Cell("unknown")
    if name in ("total", "by_known") and found[1:] == (None, None):
        return Cell("unknown")
    return measured_cell(name, found)


def measured_cell(name: str, found: Measured) -> Cell:
    """Return a measure as a cell: a band where the sources leave it open."""
    value, least, most = (shown(name, each) for each in found)
    if least != most:
        return Cell(Band(least, most))
    return Cell(value if least is None else least)


def _beside(comparison: Comparison) -> str:
    """Return what the baseline is called in a row: a long name would widen all of the table."""
    name = comparison.base.schedule.name
    return name if len(name) <= LONGEST_NAME else "the baseline"


def shown(name: str, amount: Amount) -> Amount | Share:
    """Return one of the three numbers of a measure as a cell has it: a share is per cent."""
    is_share = MEASURES[name].unit == "share" and isinstance(amount, Fraction)
    return Share(amount) if is_share else amount  # type: ignore[arg-type]  # it is a fraction


def with_even(
    cells: Sequence[Cell], evenly: Sequence[Value], label: str = "    read evenly"
) -> Iterator[Row]:
    """Yield a row, and one with the even readings, if there are any, of what is a range in it."""
    yield Row(tuple(cells))
    aside = [
        Cell(even) if isinstance(cell.value, Band) else Cell()
        for cell, even in zip(cells, evenly, strict=True)
    ]
    if any(cell.value is not None for cell in aside):
        yield Row((Cell(label), *aside[1:]), "aside")


def labels(comparison: Comparison, item: str | None, **instead: str) -> dict[str, str]:
    """Return what each measure that is shown of an item is called by itself, as `headings` has."""
    found: dict[str, str] = {}
    over = ""
    for name, heading in headings(comparison, item, **instead).items():
        if not heading.startswith(" "):
            over = heading
        elif name.startswith("late_"):
            over = "Months later"
        found[name] = f"{over} {heading.strip()}" if heading.startswith(" ") else heading
    return found


def noun(name: str, label: str) -> str:
    """Return what a measure is called within a sentence."""
    if label.startswith("Short, "):
        return f"what is short in {label.removeprefix('Short, ')}"
    label = label.removesuffix(", months")
    return _NOUNS.get(name) or f"the {label[:1].lower()}{label[1:]}"


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
