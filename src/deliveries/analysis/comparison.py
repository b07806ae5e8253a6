"""Scenarios of one request, side by side on one calendar.

Convention: the calendar is the union of the months in which anything counted is planned; an item
that a scenario does not have is absent from its entry, which is not nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from deliveries.analysis.measures import Certainty, Measures, Need, behind, gaps, measure
from deliveries.case import find_request
from deliveries.errors import RangeError
from deliveries.months import LONGEST_WINDOW, Window
from deliveries.results import as_html
from deliveries.schedule import Schedule, schedule_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.case import Case, Request
    from deliveries.schedule import Series


class Compared(NamedTuple):
    """One item (or the request's unit) of one scenario, along the comparison's calendar."""

    series: Series
    gap: tuple[Fraction | None, ...]
    """Scenario less baseline at the end of each month; None without a baseline for the item."""
    behind: tuple[Certainty | None, ...]
    """Whether it is behind the baseline, over all that the sources allow."""
    measures: Measures


class Entry(NamedTuple):
    """One scenario in a comparison."""

    schedule: Schedule
    items: dict[str | None, Compared]
    """By item id; under None for a request without items."""

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.schedule.scenario_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios side by side. The baseline is among the entries."""

    request_id: str
    request: Request
    window: Window
    """The calendar that every series runs along."""
    baseline: str
    entries: tuple[Entry, ...]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)


def compare_scenarios(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
) -> Comparison:
    """Compare scenarios of a request month by month; those it shows unasked if none is named.

    The request is the first of the case unless another is named. The baseline is added first if it
    is not among the names. ``whole`` counts in whole units where no lot is stated. Raises
    `UnknownNameError`, `LotError`, or `RangeError` if nothing is counted.
    """
    request_id = find_request(case.requests, request)
    asked = case.requests[request_id]
    chosen = baseline or asked.baseline or next(iter(asked.scenarios))
    named = list(dict.fromkeys(names or asked.compare or asked.scenarios))
    if chosen not in named:
        named.insert(0, chosen)
    schedules = {
        name: schedule_scenario(case, name, request=request_id, whole=whole) for name in named
    }
    window = _calendar(list(schedules.values()))
    base = _counted(schedules[chosen], window)
    entries = tuple(
        Entry(schedule, _compared(asked, _counted(schedule, window), base, is_base=name == chosen))
        for name, schedule in schedules.items()
    )
    return Comparison(request_id, asked, window, chosen, entries)


def _calendar(schedules: list[Schedule]) -> Window:
    windows = [
        item.series.window
        for schedule in schedules
        for item in schedule.items.values()
        if item.series
    ]
    if not windows:
        hint = "top-ups do not, nor what comes before it opens; `export` has them as CSV"
        raise RangeError("nothing in these scenarios counts towards the request", hint)
    calendar = Window.around(windows)
    if len(calendar) > LONGEST_WINDOW:
        raise RangeError(
            f"these scenarios lie too far apart, from {calendar.first.long()} "
            f"to {calendar.last.long()}",
            f"a comparison has at most {LONGEST_WINDOW:,} months",
        )
    return calendar


def _counted(schedule: Schedule, window: Window) -> dict[str | None, Series]:
    """The counted series of each item, along the calendar."""
    return {name: item.series.over(window) for name, item in schedule.items.items() if item.series}


def _compared(
    request: Request,
    series: dict[str | None, Series],
    base: dict[str | None, Series],
    *,
    is_base: bool,
) -> dict[str | None, Compared]:
    return {
        name: _beside(request, name, each, base.get(name), is_base=is_base)
        for name, each in series.items()
    }


def _beside(
    request: Request, item: str | None, series: Series, base: Series | None, *, is_base: bool
) -> Compared:
    asked = request.dated.month if request.dated else None
    need = Need(request.things[item].quantity, request.needed_by, asked)
    if base is None:
        nothing = (None,) * len(series.window)
        return Compared(series, nothing, nothing, measure(series, None, need))
    is_behind = behind(series, base)
    if is_base:  # nothing can be behind itself, whatever its band
        is_behind = tuple(each and "impossible" for each in is_behind)
    return Compared(series, gaps(series, base), is_behind, measure(series, base, need))
