"""Scenario -> schedule: every line month by month, exact, with the band that the sources allow."""

from deliveries.schedule.build import schedule_scenario
from deliveries.schedule.capacity import needed_capacity
from deliveries.schedule.model import Figure, ItemSchedule, Line, Schedule, Series, Waiting
from deliveries.schedule.series import Part, by_recipient, line_series, parts, sum_lines

__all__ = [
    "Figure",
    "ItemSchedule",
    "Line",
    "Part",
    "Schedule",
    "Series",
    "Waiting",
    "by_recipient",
    "line_series",
    "needed_capacity",
    "parts",
    "schedule_scenario",
    "sum_lines",
]
