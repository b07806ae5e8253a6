"""Turns scenarios into schedules: every line month by month, exact, with the sources' band."""

from deliveries.schedule.build import ScenarioScheduler, schedule_scenario
from deliveries.schedule.item import (
    ItemSchedule,
    Part,
    Schedule,
    by_recipient,
    line_source,
    strands,
)
from deliveries.schedule.model import (
    Figure,
    Line,
    Series,
    Waiting,
    line_series,
    smallest_limit,
    sum_lines,
)

__all__ = [
    "Figure",
    "ItemSchedule",
    "Line",
    "Part",
    "ScenarioScheduler",
    "Schedule",
    "Series",
    "Waiting",
    "by_recipient",
    "line_series",
    "line_source",
    "schedule_scenario",
    "smallest_limit",
    "strands",
    "sum_lines",
]
