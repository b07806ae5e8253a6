"""Scenario -> schedule: every line month by month, exact, with the band that the sources allow."""

from deliveries.schedule.build import each_item, schedule_scenario
from deliveries.schedule.capacity import smallest_limit
from deliveries.schedule.item import ItemSchedule, Schedule
from deliveries.schedule.model import Figure, Line, Series, Waiting
from deliveries.schedule.parts import Part, by_recipient, parts, strands
from deliveries.schedule.series import line_series, sum_lines

__all__ = [
    "Figure",
    "ItemSchedule",
    "Line",
    "Part",
    "Schedule",
    "Series",
    "Waiting",
    "by_recipient",
    "each_item",
    "line_series",
    "parts",
    "schedule_scenario",
    "smallest_limit",
    "strands",
    "sum_lines",
]
