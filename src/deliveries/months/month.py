"""A calendar month, and how far months reach."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliveries.errors import UnreadableError
from deliveries.months.hints import NAMES, month_hint, number_of, year_of

LONGEST_WINDOW = 1200
"""The longest window, in months: a century is beyond any delivery schedule."""

_END = 120_000
"""The ordinal after the last month there is, December 9999."""
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, from 0001-01 to 9999-12.

    >>> Month.parse("1951-11") + 3
    Month.parse('1952-02')
    >>> Month.parse("1952-02") - Month.parse("1951-11")
    3
    """

    ordinal: int
    """Months since January of the year 0."""

    def __post_init__(self) -> None:
        """Keep to the years that can be written with four digits."""
        if not 12 <= self.ordinal < _END:
            raise UnreadableError("a month outside the years 0001 to 9999")

    @classmethod
    def of(cls, year: int, month: int) -> Month:
        """The month of a year, counted from 1."""
        return cls(year * 12 + month - 1)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``1951-07``. Raises `UnreadableError`."""
        if not (match := _MONTH.fullmatch(text)):
            raise UnreadableError(f"'{text}' is not a month", month_hint(text))
        return cls.of(year_of(text, match[1]), number_of(text, match[2]))

    @property
    def year(self) -> int:
        """The year."""
        return self.ordinal // 12

    @property
    def number(self) -> int:
        """The month in its year, from 1 to 12."""
        return self.ordinal % 12 + 1

    def __add__(self, months: int) -> Month:
        """Return the month so many months later (or earlier, if negative)."""
        return Month(self.ordinal + months)

    def __sub__(self, other: Month) -> int:
        """Count the months from the other to this one."""
        return self.ordinal - other.ordinal

    def __str__(self) -> str:
        """``1951-07``."""
        return f"{self.year:04}-{self.number:02}"

    def __repr__(self) -> str:
        """Say how to make it again."""
        return f"Month.parse('{self}')"

    def short(self) -> str:
        """``Jul 1951``, for a table."""
        return f"{NAMES[self.number - 1][:3]} {self.year:04}"

    def long(self) -> str:
        """``July 1951``, for a sentence."""
        return f"{NAMES[self.number - 1]} {self.year:04}"


LAST_MONTH = Month(_END - 1)
"""December 9999."""


def longest_from(first: Month) -> int:
    """The most months of a schedule from this one on: a century, or as far as there are months."""
    return min(LONGEST_WINDOW, LAST_MONTH - first + 1)


def too_long(longest: int) -> str:
    """How long takes what takes longer than that, for a sentence."""
    century = f"more than {LONGEST_WINDOW:,} months"
    return century if longest == LONGEST_WINDOW else f"until after the year {LAST_MONTH.year}"
