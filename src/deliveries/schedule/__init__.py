"""Scenario -> schedule: every line month by month, exact, with the band that the sources allow."""

from deliveries.schedule.build import schedule_scenario
from deliveries.schedule.model import ItemSchedule, Line, Schedule, Series
from deliveries.schedule.series import by_recipient, line_series

__all__ = [
    "ItemSchedule",
    "Line",
    "Schedule",
    "Series",
    "by_recipient",
    "line_series",
    "schedule_scenario",
]
