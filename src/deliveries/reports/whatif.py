"""An altered scenario beside its base, what each change did, and what a capacity has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.compare import comparison_report
from deliveries.reports.records import comparison_record, exact
from deliveries.reports.words import capital, counted, read_evenly, short_name
from deliveries.schedule import needed_capacity
from deliveries.sheets import Cell, Column, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from deliveries.case import Source
    from deliveries.comparison import Comparison
    from deliveries.metrics import Measures
    from deliveries.months import Month
    from deliveries.reports.periods import View
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say
    from deliveries.schedule import ItemSchedule, Schedule, Series
    from deliveries.whatif import WhatIf

NEEDED_SCHEMA = "deliveries/needed/1"
WHEN_SCHEMA = "deliveries/when/1"


def whatif_report(what: WhatIf, sources: Mapping[str, Source], view: View, say: Say) -> Report:
    """The comparison with the base, and which change did what. Raises `RangeError`."""
    report = comparison_report(what.comparison, sources, view, say)
    if not what.alone:
        return report
    titles = [getattr(part, "title", "") for part in report.parts]
    at = titles.index("Reading the table") if "Reading the table" in titles else len(titles)
    effects = [_effects(what, item) for item in _items(what)]
    return Report(report.lead, (*report.parts[:at], *effects, *report.parts[at:]))


def _items(what: WhatIf) -> list[str | None]:
    (_, altered) = what.comparison.entries
    return list(altered.items)


def _effects(what: WhatIf, item: str | None) -> Sheet:
    """The base, each change alone, and all together; one row each."""
    request = what.comparison.request
    need = request.needed_by.short() if request.needed_by else ""
    keys = (
        ("delivered_by_need", f"by {need}"),
        ("completed", "complete in"),
        ("later", "months later"),
        ("set_months_short", "set-months short"),
    )
    title = "What each change does"
    if item is not None:
        title += f": {request.things[item].title or item}"
    columns = [Column("change", "", align="left")]
    columns += [Column(key, heading, align="right") for key, heading in keys]
    rows = [_effect(label, measures) for label, measures in _each(what, item)]
    return Sheet(title, tuple(columns), tuple(rows))


def _effect(label: str, measures: Measures) -> Row:
    behind = measures.months_behind_baseline
    return Row(
        (
            Cell(label),
            Cell(measures.delivered_by_need),
            Cell(measures.completed or "never"),
            Cell(behind[max(behind)] if behind else None),
            Cell(measures.set_months_short),
        )
    )


def _each(what: WhatIf, item: str | None) -> Iterator[tuple[str, Measures]]:
    """The measures of the base, of each change by itself and of all of them."""
    yield "as it is", what.comparison.entries[0].items[item].measures
    for key, comparison in what.alone.items():
        yield f"{key} alone", comparison.entries[1].items[item].measures
    yield "together", what.comparison.entries[1].items[item].measures


def whatif_record(what: WhatIf, view: View) -> Record:
    """The comparison as JSON, with the changes and what each does alone."""
    record = comparison_record(what.comparison, view)
    alone = {key: _altered_only(comparison, view) for key, comparison in what.alone.items()}
    return {**record, "base": what.base, "changes": what.scenario.changes, "alone": alone}


def _altered_only(comparison: Comparison, view: View) -> Record:
    altered: Record = comparison_record(comparison, view)["scenarios"][1]
    if "items" in altered:
        return {"items": [{"id": e["id"], "measures": e["measures"]} for e in altered["items"]]}
    return {"measures": altered["measures"]}


def needed_report(schedule: Schedule, due: Month | None, say: Say) -> Report:
    """The smallest constant capacity that delivers by a month what is scheduled by then."""
    sentences = [_needed_sentence(schedule, item, due, say) for item in schedule.items.values()]
    return Report(" ".join(sentences), ())


def _needed_sentence(schedule: Schedule, item: ItemSchedule, due: Month | None, say: Say) -> str:
    name = short_name(schedule.scenario_id, schedule.scenario)
    of = f" of {item.thing.title or item.id}" if item.id else ""
    needed = _needed(item, due)
    if needed is None:
        return f"What {name} schedules{of} is not known."
    month, scheduled, capacity, short = needed
    evenly = ", read evenly," if read_evenly(schedule.scenario) else ""
    said = (
        f"To bring by {month.long()} the {counted(item.thing, scheduled, say)}{of} that "
        f"{name}{evenly} schedules by then, a capacity of {say(capacity)} a month is enough and "
        "nothing less is."
    )
    if short:
        said += f" The schedule itself is {say(short)} short of the request there."
    return said


def _needed(
    item: ItemSchedule, due: Month | None
) -> tuple[Month, Fraction, Fraction, Fraction | None] | None:
    """The month, what is scheduled by then, the capacity, and what the request then lacks."""
    series = item.scheduled
    if series is None or series.total is None:
        return None
    month = due or _planned_end(series)
    scheduled = series.at(month, series.cumulative)
    if scheduled is None:
        return None
    capacity = needed_capacity(series, month)
    if item.lot is not None:
        lot = series.exact(item.lot) or capacity
        capacity = -(-capacity // lot) * lot
    wanted = item.thing.quantity
    short = wanted - scheduled if wanted is not None and wanted > scheduled else None
    return month, scheduled, capacity, short


def _planned_end(series: Series) -> Month:
    """The first month with all of it there, as scheduled."""
    return series.window.first + series.cumulative.index(series.cumulative[-1])


def needed_table(schedule: Schedule, due: Month | None) -> Sheet:
    """One row an item."""
    keys = ("item", "unit", "due", "scheduled", "capacity", "short")
    rows = []
    for item in schedule.items.values():
        values = _needed(item, due) or (due, None, None, None)
        rows.append(Row(tuple(map(Cell, (item.id, item.thing.unit, *values)))))
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def needed_record(schedule: Schedule, due: Month | None) -> Record:
    """The same for JSON."""
    items = []
    for item in schedule.items.values():
        month, scheduled, capacity, short = _needed(item, due) or (due, None, None, None)
        items.append(
            {
                "item": item.id,
                "unit": item.thing.unit,
                "due": month and str(month),
                "scheduled": exact(scheduled),
                "capacity": exact(capacity),
                "short": exact(short),
            }
        )
    return {
        "schema": NEEDED_SCHEMA,
        "request": schedule.request_id,
        "scenario": schedule.scenario_id,
        "items": items,
    }


def when_report(schedule: Schedule, amount: Fraction, say: Say) -> Report:
    """The month in which so many are there, read centrally and at the ends of the band."""
    sentences = [_when_sentence(schedule, item, amount, say) for item in schedule.items.values()]
    return Report(" ".join(sentences), ())


def _when(item: ItemSchedule, amount: Fraction) -> tuple[Month | None, Month | None, Month | None]:
    """The month read centrally, the earliest and the latest that the sources allow."""
    series = item.counted
    if series is None:
        return None, None, None
    wanted = amount * series.grain
    months = []
    for numbers in (series.cumulative, series.earliest, series.latest):
        reached = (at for at, each in enumerate(numbers) if each is not None and each >= wanted)
        at = next(reached, None)
        months.append(None if at is None else series.window.first + at)
    return months[0], months[1], months[2]


def _when_sentence(schedule: Schedule, item: ItemSchedule, amount: Fraction, say: Say) -> str:
    name = short_name(schedule.scenario_id, schedule.scenario)
    of = f" of {item.thing.title or item.id}" if item.id else ""
    central, earliest, latest = _when(item, amount)
    what = f"{counted(item.thing, amount, say)}{of}"
    if central is None:
        return f"{capital(name)} never brings {what}."
    said = f"{capital(name)} has brought {what} by {central.long()}"
    if earliest != latest:
        until = f"{latest.long()} at the latest" if latest else "perhaps never"
        first = f"{earliest.long()} at the earliest" if earliest else ""
        said += f", read evenly; the sources allow {first}, {until}"
    return f"{said}."


def when_table(schedule: Schedule, amount: Fraction) -> Sheet:
    """One row an item."""
    keys = ("item", "unit", "amount", "month", "earliest", "latest")
    rows = [
        Row(tuple(map(Cell, (item.id, item.thing.unit, amount, *_when(item, amount)))))
        for item in schedule.items.values()
    ]
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def when_record(schedule: Schedule, amount: Fraction) -> Record:
    """The same for JSON."""
    items = []
    for item in schedule.items.values():
        months = (month and str(month) for month in _when(item, amount))
        month, earliest, latest = months
        items.append({"item": item.id, "month": month, "earliest": earliest, "latest": latest})
    return {
        "schema": WHEN_SCHEMA,
        "request": schedule.request_id,
        "scenario": schedule.scenario_id,
        "amount": str(amount),
        "items": items,
    }
