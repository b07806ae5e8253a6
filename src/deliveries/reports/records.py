"""A comparison as plain records for JSON: exact numbers as text, months as ``1951-07``.

Convention: arrays run along ``months``; null is what nobody planned or nobody knows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from deliveries.months import Month, Window
from deliveries.reports.periods import View, at_end, at_end_of, brought, shown_periods
from deliveries.reports.verdict import verdict
from deliveries.schedule import parts

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.analysis.measures import Measures
    from deliveries.schedule import ItemSchedule, Part, Schedule, Series, Waiting

COMPARISON_SCHEMA = "deliveries/comparison/1"
SCHEDULE_SCHEMA = "deliveries/schedule/1"
_ARRAYS = ("delivered", "to_date", "at_most", "at_least", "gap", "behind")

Record = dict[str, Any]


def comparison_record(comparison: Comparison, view: View) -> Record:
    """Everything that a program could want of a comparison. Raises `RangeError`."""
    periods = shown_periods(comparison.window, view)
    return {
        "schema": COMPARISON_SCHEMA,
        "request": comparison.request_id,
        "unit": comparison.request.unit,
        "baseline": comparison.baseline,
        "by": view.by.value,
        "months": [str(period) for period in periods],
        "scenarios": [_scenario(comparison, entry, periods) for entry in comparison.entries],
        "verdict": verdict(comparison),
    }


def _scenario(comparison: Comparison, entry: Entry, periods: list[Window]) -> Record:
    scenario = entry.schedule.scenario
    record: Record = {
        "id": entry.id,
        "title": scenario.title or entry.id,
        "kind": scenario.kind,
    }
    if not entry.items and not comparison.request.items:
        return {**record, **dict.fromkeys(_ARRAYS), "measures": None}
    if not comparison.request.items:
        return {**record, **_compared(comparison, entry, None, periods)}
    nothing: Record = dict.fromkeys(_ARRAYS)
    items = [
        {
            "id": item,
            "title": comparison.request.things[item].title or item,
            "unit": comparison.request.things[item].unit,
            **_compared(comparison, entry, item, periods),
        }
        for item in entry.items
    ]
    return {**record, **nothing, "measures": None, "items": items}


def _compared(
    comparison: Comparison, entry: Entry, item: str | None, periods: list[Window]
) -> Record:
    compared = entry.items[item]
    series, window = compared.series, comparison.window
    top_ups = entry.schedule.items[item].top_ups
    return {
        **_numbers(series, periods),
        "gap": [exact(at_end(window, period, compared.gap)) for period in periods],
        "behind": [at_end(window, period, compared.behind) for period in periods],
        "measures": _measures(compared.measures),
        "capacity": capacity_record(entry.schedule.items[item].waiting),
        "top_ups": top_ups and _top_ups(top_ups),
    }


def schedule_record(schedule: Schedule, view: View) -> Record:
    """One scenario, line by line. Raises `RangeError`."""
    periods = shown_periods(schedule.window, view)
    scenario = schedule.scenario
    return {
        "schema": SCHEDULE_SCHEMA,
        "request": schedule.request_id,
        "scenario": schedule.scenario_id,
        "title": scenario.title or schedule.scenario_id,
        "kind": scenario.kind,
        "by": view.by.value,
        "months": [str(period) for period in periods],
        "lines": [
            _part(item, part, periods) for item in schedule.items.values() for part in parts(item)
        ],
        "totals": [
            {
                "item": item.id,
                "unit": item.thing.unit,
                **_numbers(item.series, periods),
                "capacity": capacity_record(item.waiting),
            }
            for item in schedule.items.values()
            if item.series
        ],
    }


def _part(item: ItemSchedule, part: Part, periods: list[Window]) -> Record:
    return {
        "tranche": part.number,
        "item": item.id,
        "unit": item.thing.unit,
        "recipient": part.recipient,
        "establishment": part.establishment,
        "counted": part.counted,
        "window": str(part.series.window),
        **_numbers(part.series, periods),
        "source": [str(citation) for citation in part.source],
    }


def capacity_record(waiting: Waiting | None) -> Record | None:
    """What a capacity holds back; None without one."""
    return waiting and {
        "binding": [str(month) for month in waiting.binding],
        "most_waiting": exact(waiting.most),
        "most_waiting_month": waiting.most_month and str(waiting.most_month),
        "longest_wait_months": waiting.longest,
    }


def _numbers(series: Series, periods: list[Window]) -> Record:
    """What the periods bring, and the running totals at their ends."""
    return {
        "delivered": [exact(brought(series, period)) for period in periods],
        **{
            name: [exact(at_end_of(series, period, numbers)) for period in periods]
            for name, numbers in (
                ("to_date", series.to_date),
                ("at_most", series.at_most),
                ("at_least", series.at_least),
            )
        },
        **_figures(series),
    }


def _figures(series: Series) -> Record:
    """What a record knows only for several months together, or as a lower bound; most have none."""
    if not series.figures:
        return {}
    figures = [
        {
            "window": str(each.window),
            "amount": exact(series.exact(each.grains)),
            "open_ended": each.open_ended,
        }
        for each in series.figures
    ]
    return {"figures": figures}


def _measures(measures: Measures) -> Record:
    record = {name: _plain(getattr(measures, name)) for name in measures.__slots__}
    behind = measures.months_behind_baseline
    record["months_behind_baseline"] = {str(part): behind[part] for part in behind} or None
    return record


def _top_ups(series: Series) -> Record:
    """The top-up sets, in months of their own: they are no part of the arrays above."""
    months = [Window(month, month) for month in series.window]
    return {"months": [str(month) for month in months], **_numbers(series, months)}


def exact(value: Fraction | None) -> str | None:
    """``"8/3"``, ``"10"``."""
    return None if value is None else str(value)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Fraction | Month) else value
