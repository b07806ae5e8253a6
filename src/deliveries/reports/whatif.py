"""An altered scenario beside its base, what each change did, and what a capacity has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.compare import comparison_report
from deliveries.reports.records import comparison_record, exact
from deliveries.reports.verdict import WHOLE
from deliveries.reports.words import capital, of_item, read_evenly, short_name, with_unit
from deliveries.tables import Cell, Column, Report, Row, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from deliveries.analysis.answers import Needed, Reached
    from deliveries.analysis.comparison import Comparison
    from deliveries.analysis.measures import Measures
    from deliveries.analysis.whatif import WhatIf
    from deliveries.case import Source
    from deliveries.reports.periods import View
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say
    from deliveries.schedule import ItemSchedule, Schedule

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
    thing, need = request.things[item], request.needed_by
    shown: dict[str, Callable[[Measures], Value]] = {}
    if need is not None:
        shown[f"by {need.short()}"] = lambda each: each.delivered_by_need
    if thing.quantity is not None:
        shown["complete in"] = lambda each: each.completed or "never"
        shown["months later"] = lambda each: each.months_behind_baseline.get(WHOLE)
    else:
        shown["in all"] = lambda each: each.total
        shown["most in a month"] = lambda each: each.peak
        shown["mean wait"] = lambda each: each.mean_wait_months
    if thing.quantity is not None and need is not None:
        shown["set-months short"] = lambda each: each.set_months_short
    columns = [Column("change", "", align="left")]
    columns += [Column(name, name, align="right") for name in shown]
    rows = []
    for label, measures in _each(what, item):
        if measures is None:
            cells = [Cell("not possible"), *[Cell()] * (len(shown) - 1)]
        else:
            cells = [Cell(value(measures)) for value in shown.values()]
        rows.append(Row((Cell(label), *cells)))
    title = f"What each change does{of_item(item, thing)}"
    return Sheet(title, tuple(columns), tuple(rows))


def _each(what: WhatIf, item: str | None) -> Iterator[tuple[str, Measures | None]]:
    """The measures of the base, of each change by itself and of all of them."""
    yield "as it is", what.comparison.entries[0].items[item].measures
    for key, comparison in what.alone.items():
        altered = comparison.entries[1] if comparison else None
        yield f"{key} alone", altered.items[item].measures if altered else None
    yield "together", what.comparison.entries[1].items[item].measures


def whatif_record(what: WhatIf, view: View) -> Record:
    """The comparison as JSON, with the changes and what each does alone."""
    record = comparison_record(what.comparison, view)
    alone = {key: each and _altered_only(each, view) for key, each in what.alone.items()}
    return {**record, "base": what.base, "changes": what.scenario.changes, "alone": alone}


def _altered_only(comparison: Comparison, view: View) -> Record:
    altered: Record = comparison_record(comparison, view)["scenarios"][1]
    if "items" in altered:
        return {"items": [{"id": e["id"], "measures": e["measures"]} for e in altered["items"]]}
    return {"measures": altered["measures"]}


def needed_report(found: Sequence[Needed], say: Say) -> Report:
    """The smallest constant capacity that delivers by a month what is scheduled by then."""
    return Report(" ".join(_needed_sentence(each, say) for each in found), ())


def _needed_sentence(needed: Needed, say: Say) -> str:
    schedule, item, due, scheduled, capacity, short = needed
    name = short_name(schedule.scenario_id, schedule.scenario)
    of = of_item(item.id, item.thing)
    if item.scheduled is None:
        return f"{capital(name)} has nothing that counts{of}."
    if due is None or scheduled is None or capacity is None:
        return f"How much {name} brings is not known{of}."
    if not scheduled:
        return f"Nothing that counts is due by {due.long()}{of}, so no capacity is needed."
    evenly = ", read evenly," if read_evenly(schedule.scenario) else ""
    said = (
        f"To bring by {due.long()} the {with_unit(item.thing, scheduled, say)}{of} that "
        f"{name}{evenly} schedules by then, a capacity of {say(capacity)} a month is enough and "
        "nothing less is."
    )
    if short:
        said += f" The schedule itself is {say(short)} short of the request there."
    return said


def needed_table(found: Sequence[Needed]) -> Sheet:
    """One row an item."""
    keys = ("item", "unit", "due", "scheduled", "capacity", "short")
    rows = []
    for _, item, *values in found:
        rows.append(Row(tuple(map(Cell, (item.id, item.thing.unit, *values)))))
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def needed_record(found: Sequence[Needed]) -> Record:
    """The same for JSON."""
    items = [
        {
            "item": each.item.id,
            "unit": each.item.thing.unit,
            "due": each.due and str(each.due),
            "scheduled": exact(each.scheduled),
            "capacity": exact(each.capacity),
            "short": exact(each.short),
        }
        for each in found
    ]
    return {"schema": NEEDED_SCHEMA, **_asked_of(found[0].schedule), "items": items}


def _asked_of(schedule: Schedule) -> Record:
    return {"request": schedule.request_id, "scenario": schedule.scenario_id}


def when_report(found: Sequence[Reached], say: Say) -> Report:
    """The month in which so many are there, read centrally and at the ends of the band."""
    return Report(" ".join(_when_sentence(each, say) for each in found), ())


def _when_sentence(reached: Reached, say: Say) -> str:
    schedule, item, amount, central, earliest, latest = reached
    name = capital(short_name(schedule.scenario_id, schedule.scenario))
    what = f"{with_unit(item.thing, amount, say)}{of_item(item.id, item.thing)}"
    if central is None and latest is not None:
        return f"{name} has brought {what} by {latest.long()} at the latest."
    if central is None:
        return f"{name} {'never brings' if _is_known(item) else 'may or may not bring'} {what}."
    said = f"{name} has brought {what} by {central.long()}"
    if earliest != latest:
        evenly = ", read evenly" if read_evenly(schedule.scenario) else ""
        until = f"{latest.long()} at the latest" if latest else "perhaps never"
        first = f"{earliest.long()} at the earliest, " if earliest else ""
        said += f"{evenly}; the sources allow {first}{until}"
    return f"{said}."


def _is_known(item: ItemSchedule) -> bool:
    """Whether what the item brings in all is known, so that it can be said never to be more."""
    return item.series is None or item.series.at_most[-1] is not None


def when_table(found: Sequence[Reached]) -> Sheet:
    """One row an item."""
    keys = ("item", "unit", "amount", "month", "earliest", "latest")
    rows = []
    for _, item, *values in found:
        rows.append(Row(tuple(map(Cell, (item.id, item.thing.unit, *values)))))
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def when_record(found: Sequence[Reached]) -> Record:
    """The same for JSON."""
    items = []
    for each in found:
        months = (month and str(month) for month in (each.month, each.earliest, each.latest))
        month, earliest, latest = months
        items.append({"item": each.item.id, "month": month, "earliest": earliest, "latest": latest})
    asked = _asked_of(found[0].schedule)
    return {"schema": WHEN_SCHEMA, **asked, "amount": str(found[0].amount), "items": items}
