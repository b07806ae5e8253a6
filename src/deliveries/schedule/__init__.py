"""Scenario -> schedule: every line month by month, exact, with the band that the sources allow."""

from deliveries.schedule.build import ScenarioScheduler, schedule_scenario
from deliveries.schedule.capacity import smallest_limit
from deliveries.schedule.item import ItemSchedule, Schedule
from deliveries.schedule.model import Figure, Line, Series, Waiting
from deliveries.schedule.parts import Part, by_recipient, line_source, parts, strands
from deliveries.schedule.series import line_series, sum_lines

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
    "parts",
    "schedule_scenario",
    "smallest_limit",
    "strands",
    "sum_lines",
]
