"""Months and windows: the one place that knows a calendar.

Convention: a window includes both its first and its last month, so ``1951-07..1951-12`` has six.
A month is written ``1951-07`` in data, ``Jul 1951`` in a table and ``July 1951`` in a sentence.
"""

from deliveries.months.date import Date
from deliveries.months.hints import NAMES
from deliveries.months.month import LAST_MONTH, LONGEST_WINDOW, Month, longest_from, too_long
from deliveries.months.window import By, OpenWindow, Window

__all__ = [
    "LAST_MONTH",
    "LONGEST_WINDOW",
    "NAMES",
    "By",
    "Date",
    "Month",
    "OpenWindow",
    "Window",
    "longest_from",
    "too_long",
]
