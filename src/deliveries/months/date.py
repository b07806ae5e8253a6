"""The date of a document."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from deliveries.errors import UnreadableError
from deliveries.months.hints import NAMES, number_of, year_of
from deliveries.months.month import Month

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Date:
    """The date of a document, as exactly as it is known: a day, a month or a year.

    >>> Date.parse("1951-06-21").long()
    '21 June 1951'
    """

    year: int
    number: int | None = None
    """The month in the year, from 1 to 12; None if it is not known."""
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read ``1951-06-21``, ``1951-06`` or ``1951``. Raises `UnreadableError`."""
        if not (match := _DATE.fullmatch(text)):
            raise UnreadableError(f"'{text}' is not a date", "write 1951-06-21, 1951-06 or 1951")
        year = year_of(text, match[1])
        number = number_of(text, match[2]) if match[2] else None
        day = int(match[3]) if match[3] else None
        if number and day is not None and not 1 <= day <= monthrange(year, number)[1]:
            raise UnreadableError(f"{NAMES[number - 1]} {year} has no day {day}")
        return cls(year, number, day)

    @property
    def month(self) -> Month | None:
        """The month, if it is known."""
        return Month.of(self.year, self.number) if self.number else None

    def __str__(self) -> str:
        """``1951-06-21``, as far as it is known."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.number, self.day) if part)]
        return "-".join(parts)

    def long(self) -> str:
        """``21 June 1951``, as far as it is known."""
        day = f"{self.day} " if self.day else ""
        month = f"{NAMES[self.number - 1]} " if self.number else ""
        return f"{day}{month}{self.year:04}"
