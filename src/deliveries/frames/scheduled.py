"""Schedules, comparisons and measures as frames.

Convention: the index of anything that runs along months is a monthly ``PeriodIndex`` called
``month``; months repeat in it, once for each line or scenario.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from deliveries.analysis.measures import PARTS
from deliveries.schedule import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.analysis.comparison import Compared, Comparison, Entry
    from deliveries.analysis.measures import Measures
    from deliveries.months import Month, Window
    from deliveries.schedule import ItemSchedule, Part, Schedule, Series

Quantity = Fraction | None

_MEASURED = (
    "total", "delivered_by_need", "least_by_need", "most_by_need", "share_by_need",
    "shortfall_at_need", "peak", "worst_gap", "set_months_short", "mean_wait_months",
)  # fmt: skip
_DATED = ("completed", "peak_month", "worst_gap_month")


def schedule_frame(schedule: Schedule, *, exact: bool = False) -> pd.DataFrame:
    """One row a line and month of its window; top-up lines among them.

    Under a capacity all that counts is one line, without tranche: no source says who waits.

    Columns: ``scenario``, ``item``, ``unit``, ``recipient``, ``establishment``, ``source``
    (string), ``tranche`` (Int64, from 1), ``counted`` (bool, False for top-ups), ``delivered``,
    ``to_date``, ``at_most``, ``at_least`` (quantities).
    """
    listed = [
        _part_of(schedule, item, part, exact=exact)
        for item in schedule.items.values()
        for part in parts(item)
    ]
    return pd.concat(listed)


def comparison_frame(comparison: Comparison, *, exact: bool = False) -> pd.DataFrame:
    """One row a scenario, item and month of the comparison's calendar.

    Columns: ``scenario``, ``item``, ``unit``, ``behind`` (string; ``certain``, ``possible`` or
    ``impossible``), ``delivered``, ``to_date``, ``gap`` (scenario less baseline), ``at_most``,
    ``at_least`` (quantities).
    """
    parts = [
        _compared_part(comparison, entry, item, compared, exact=exact)
        for entry in comparison.entries
        for item, compared in entry.items.items()
    ]
    return pd.concat(parts)


def measures_frame(comparison: Comparison, *, exact: bool = False) -> pd.DataFrame:
    """One row a scenario and item, indexed by both (``item`` is ``<NA>`` without items).

    Columns: the quantities of `deliveries.analysis.measures.Measures`, its months (``period[M]``), its
    certainty (string), and ``months_behind_1/4``, ``_1/2``, ``_3/4``, ``_1`` (Int64).
    """
    rows = [
        (entry.id, item, compared.measures)
        for entry in comparison.entries
        for item, compared in entry.items.items()
    ]
    measures = [each for _, _, each in rows]
    frame = pd.DataFrame(
        {
            **{name: _numbers([getattr(m, name) for m in measures], exact) for name in _MEASURED},
            **{name: _months(getattr(m, name) for m in measures) for name in _DATED},
            "all_by_need": pd.array([each.all_by_need for each in measures], dtype="string"),
            **{f"months_behind_{part}": _behind(measures, part) for part in PARTS},
        }
    )
    names = ([name for name, _, _ in rows], pd.array([item for _, item, _ in rows], dtype="string"))
    frame.index = pd.MultiIndex.from_arrays(names, names=["scenario", "item"])
    return frame


def _part_of(schedule: Schedule, item: ItemSchedule, part: Part, *, exact: bool) -> pd.DataFrame:
    names = {
        "scenario": schedule.scenario_id,
        "item": item.id,
        "unit": item.thing.unit,
        "recipient": part.recipient,
        "establishment": part.establishment,
        "source": "; ".join(map(str, part.source)) or None,
    }
    frame = _along(part.series.window, names, _quantities(part.series), exact=exact)
    frame.insert(len(names), "tranche", pd.Series(part.number, index=frame.index, dtype="Int64"))
    frame.insert(len(names) + 1, "counted", part.counted)
    return frame


def _compared_part(
    comparison: Comparison, entry: Entry, item: str | None, compared: Compared, *, exact: bool
) -> pd.DataFrame:
    unit = comparison.request.things[item].unit
    names = {"scenario": entry.id, "item": item, "unit": unit}
    quantities = _quantities(compared.series)
    delivered, to_date = quantities.pop("delivered"), quantities.pop("to_date")
    ordered = {"delivered": delivered, "to_date": to_date, "gap": compared.gap, **quantities}
    frame = _along(comparison.window, names, ordered, exact=exact)
    behind = pd.Series(compared.behind, index=frame.index, dtype="string")
    frame.insert(len(names), "behind", behind)
    return frame


def _along(
    window: Window,
    names: dict[str, str | None],
    quantities: dict[str, Sequence[Quantity]],
    *,
    exact: bool,
) -> pd.DataFrame:
    """The rows of one part or scenario, along its months."""
    index = pd.period_range(str(window.first), str(window.last), freq="M", name="month")
    named = {key: pd.array([name] * len(index), dtype="string") for key, name in names.items()}
    measured = {key: _numbers(numbers, exact) for key, numbers in quantities.items()}
    return pd.DataFrame({**named, **measured}, index=index)


def _quantities(series: Series) -> dict[str, Sequence[Quantity]]:
    along = ("delivered", "to_date", "at_most", "at_least")
    return {name: [series.exact(grains) for grains in getattr(series, name)] for name in along}


def _numbers(values: Sequence[Quantity], exact: bool) -> list[Quantity] | list[float]:
    if exact:
        return list(values)
    return [float("nan") if value is None else float(value) for value in values]


def _months(values: Iterable[Month | None]) -> pd.PeriodIndex:
    return pd.PeriodIndex([pd.NaT if month is None else str(month) for month in values], freq="M")


def _behind(measures: Sequence[Measures], part: Fraction) -> pd.api.extensions.ExtensionArray:
    return pd.array([each.months_behind_baseline.get(part) for each in measures], dtype="Int64")
