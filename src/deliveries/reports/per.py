"""What a scenario brings in all, divided by a number: so much for each of 36 divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.notes import notes, source_lines
from deliveries.reports.records import exact
from deliveries.reports.words import band, capital, short_name, units
from deliveries.tables import Cell, Column, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from deliveries.case import Source
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say
    from deliveries.schedule import ItemSchedule, Schedule

PER_SCHEMA = "deliveries/per/1"


def per_report(
    schedule: Schedule, sources: Mapping[str, Source], parts: Fraction, say: Say
) -> Report:
    """One row an item: what comes in all, and the quotient."""
    columns = (
        Column("item", "", align="left"),
        Column("total", "in all"),
        Column("each", f"each of {say(parts)}"),
        Column("unit", "unit", align="left"),
    )
    rows = []
    for item, total, each in _divided(schedule, parts):
        numbers = [Cell(total), Cell(each)]
        if total is None and item.series:
            series = item.series
            least, most = series.exact(series.at_least[-1]), series.exact(series.at_most[-1])
            low, high = (None if end is None else end / parts for end in (least, most))
            numbers = [Cell(band(least, most, say)), Cell(band(low, high, say))]
        rows.append(Row((Cell(_name(item)), *numbers, Cell(units(item.thing)))))
    name = capital(short_name(schedule.scenario_id, schedule.scenario))
    request = schedule.request
    return Report(
        f"{name}, divided by {say(parts)}. The quotients are our arithmetic.",
        (
            Sheet("In all, and for each", columns, tuple(rows)),
            *notes("Sources", source_lines(request, [schedule], sources)),
        ),
    )


def _name(item: ItemSchedule) -> str:
    return capital(units(item.thing)) if item.id is None else item.thing.title or item.id


def _divided(
    schedule: Schedule, parts: Fraction
) -> Iterator[tuple[ItemSchedule, Fraction | None, Fraction | None]]:
    """Each item with its total and the quotient; None where that is not known."""
    for item in schedule.items.values():
        total = item.series.total if item.series else None
        yield item, total, None if total is None else total / parts


def per_table(schedule: Schedule, parts: Fraction) -> Sheet:
    """The same for data."""
    keys = ("item", "unit", "total", "each")
    rows = [
        Row((Cell(item.id), Cell(item.thing.unit), Cell(total), Cell(each)))
        for item, total, each in _divided(schedule, parts)
    ]
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def per_record(schedule: Schedule, parts: Fraction) -> Record:
    """The same for JSON."""
    return {
        "schema": PER_SCHEMA,
        "request": schedule.request_id,
        "scenario": schedule.scenario_id,
        "per": exact(parts),
        "items": [
            {
                "item": item.id,
                "unit": item.thing.unit,
                "total": exact(total),
                "each": exact(each),
            }
            for item, total, each in _divided(schedule, parts)
        ],
    }
