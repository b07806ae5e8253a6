"""Months and windows: the one place that knows a calendar.

Convention: a window includes both its first and its last month, so ``1951-07..1951-12`` has six.
A month is written ``1951-07`` in data, ``Jul 1951`` in a table and ``July 1951`` in a sentence.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from deliveries.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LONGEST_WINDOW = 1200
"""The longest window, in months: a century is beyond any delivery schedule."""

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|H([12])|Q([1-4])))?")

_YEARS = re.compile(r"([0-9]{4}) */ *([0-9]{2}|[0-9]{4})")
"""Two years as registers write them: ``1951/52``."""

_DAY = r"([0-9]{4}-[0-9]{2})-[0-9]{2}(?:[T ][0-9:.]+Z?)?"
_ONE = r"([0-9]{4}(?:-(?:[0-9]{2}|H[12]|Q[1-4]))?)"
_TWO = rf"{_ONE} *(?:\.{{1,3}}|…|[-–—:]|to|until) *{_ONE}"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, from 0001-01 to 9999-12.

    >>> Month.parse("1951-11") + 3
    Month.parse('1952-02')
    >>> Month.parse("1952-02") - Month.parse("1951-11")
    3
    """

    year: int
    number: int
    """The month in its year, from 1 to 12."""

    def __post_init__(self) -> None:
        if isinstance(self.year, float | bool) or isinstance(self.number, float | bool):
            raise UnreadableError("a year and a month are whole numbers", "write Month(1951, 7)")
        if not (1 <= self.year <= 9999 and 1 <= self.number <= 12):
            raise UnreadableError("a month outside the years 0001 to 9999")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``1951-07``. Raises `UnreadableError`."""
        if match := _MONTH.fullmatch(text):
            return _first_month(text, match[1], match[2])
        hint = "a month is written like 1951-07"
        if day := re.fullmatch(_DAY, text):
            hint = f"a month has no day: write {day[1]}"
        elif meant := _month_meant(text):
            hint = f"write {meant}"
        raise UnreadableError(f"'{text}' is not a month", hint)

    def __add__(self, months: int) -> Month:
        return _counted(12 * self.year + self.number - 1 + months)

    def __sub__(self, other: Month) -> int:
        return 12 * (self.year - other.year) + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def __repr__(self) -> str:
        return f"Month.parse('{self}')"

    def short(self) -> str:
        """Write ``Jul 1951``, for a table."""
        return f"{NAMES[self.number - 1][:3]} {self.year:04}"

    def long(self) -> str:
        """Write ``July 1951``, for a sentence."""
        return f"{NAMES[self.number - 1]} {self.year:04}"


@lru_cache(maxsize=4096)
def _counted(months: int) -> Month:
    """Return the month that comes so many after January of the year 0; few are met very often."""
    year, before = divmod(months, 12)
    return Month(year, before + 1)


LAST_MONTH = Month(9999, 12)


def longest_from(first: Month) -> int:
    """Count the months of the longest schedule from this one on, a century at most."""
    return min(LONGEST_WINDOW, LAST_MONTH - first + 1)


def too_long(longest: int) -> str:
    """Say how long takes what takes longer than the longest schedule, for a sentence."""
    century = f"more than {LONGEST_WINDOW:,} months"
    return century if longest == LONGEST_WINDOW else f"until after the year {LAST_MONTH.year}"


class By(Enum):
    """The length of a period."""

    month = "month"
    quarter = "quarter"
    half = "half"
    year = "year"

    @property
    def months(self) -> int:
        """Count the months in the period."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """The months from ``first`` to ``last``, both included.

    >>> len(Window.parse("1951-07..1951-12"))
    6
    >>> str(Window.parse("1952-01..1953-12"))
    '1952..1953'
    """

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            backwards = f"a window from {self.first} to {self.last} ends before it begins"
            raise UnreadableError(backwards)

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read ``1951-07``, ``1951-07..1951-12``, ``1952``, ``1952..1953``, ``1954-H1`` and so on.

        Raises `UnreadableError`, also for a window of more than `LONGEST_WINDOW` months.
        """
        if (match := _YEARS.fullmatch(text)) and (years := _two_years(match[1], match[2])):
            text = years  # which has one meaning only
        begin, dots, end = text.partition("..")
        first = _period(begin.strip(), text)
        last = _period(end.strip(), text) if dots else first
        if last.last < first.first:
            hint = f"write {end.strip()}..{begin.strip()}"
            raise UnreadableError(f"the window '{text}' ends before it begins", hint)
        window = cls(first.first, last.last)
        if len(window) > LONGEST_WINDOW:
            hint = f"a window has at most {LONGEST_WINDOW:,}"
            raise UnreadableError(f"'{text}' has {len(window):,} months", hint)
        return window

    @classmethod
    def around(cls, windows: Iterable[Window]) -> Window:
        """Return the shortest window that holds all of these; there must be one."""
        held = list(windows)
        return cls(min(each.first for each in held), max(each.last for each in held))

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[Month]:
        first = 12 * self.first.year + self.first.number - 1
        return map(_counted, range(first, first + len(self)))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    @property
    def span(self) -> Window:
        """Return all months from the first to the last: the same window, but for one with holes."""
        return self

    @property
    def runs(self) -> tuple[Window, ...]:
        """Return the stretches of months without a hole that it is made of."""
        return (self,)

    def holds(self, other: Window) -> bool:
        """Tell if the other window lies wholly inside."""
        return all(
            any(own.first <= run.first and run.last <= own.last for own in self.runs)
            for run in other.runs
        )

    def shifted(self, months: int) -> Window:
        """Return the same window so many months later (or earlier, if negative)."""
        return Window(self.first + months, self.last + months)

    def overlaps(self, other: Window) -> bool:
        """Tell if the two have a month in common."""
        return any(
            own.first <= run.last and run.first <= own.last
            for own in self.runs
            for run in other.runs
        )

    def periods(self, by: By, year_begins: int = 1) -> list[Window]:
        """Return the whole periods that touch this window, in order.

        Years begin in the month of that number; halves and quarters are parts of them.

        >>> [str(each) for each in Window.parse("1951-05..1951-08").periods(By.year, 7)]
        ['1950/51', '1951/52']
        """
        size = by.months
        before = (self.first.number - year_begins) % size
        starts = range(-before, self.last - self.first + 1, size)
        if year_begins == 1:
            return [Window(self.first + at, self.first + (at + size - 1)) for at in starts]
        earliest, latest = Month(1, 1) - self.first, LAST_MONTH - self.first
        return [
            Period(self.first + max(at, earliest), self.first + min(at + size - 1, latest))
            for at in starts
        ]

    def _part_of_year(self) -> str:
        """Return ``Q3`` or ``H1`` for a whole quarter or half, else nothing."""
        size = len(self)
        if size not in (3, 6) or (self.first.number - 1) % size:
            return ""
        return f"{'Q' if size == 3 else 'H'}{(self.first.number - 1) // size + 1}"

    def __str__(self) -> str:
        """Write it the shortest way that a case file knows."""
        first, last = str(self.first), str(self.last)
        if part := self._part_of_year():
            return f"{first[:4]}-{part}"
        if self.first.number == 1 and self.last.number == 12:
            first, last = first[:4], last[:4]
        return first if first == last else f"{first}..{last}"

    def short(self) -> str:
        """Write ``Jul 1951``, ``Q3 1951``, ``1952–1953`` or ``Jul–Dec 1951``, for a table."""
        if part := self._part_of_year():
            return f"{part} {self.first.year:04}"
        return self._spoken(self.first.short(), "–", self.last.short())

    def long(self) -> str:
        """Write ``July 1951``, ``1952 to 1953`` or ``July to December 1951``, for a sentence."""
        return self._spoken(self.first.long(), " to ", self.last.long())

    def _spoken(self, first: str, to: str, last: str) -> str:
        """Join the first month and the last, with nothing said twice."""
        if self.first.number == 1 and self.last.number == 12:
            first, last = first[-4:], last[-4:]
        if first == last:
            return first
        if self.first.year == self.last.year:
            first = first[:-5]
        return f"{first}{to}{last}"


class Period(Window):
    """A period of years that do not begin in January: it says which months it has.

    A half or a quarter has no number, which might be one of the calendar year.

    >>> half, year = Period(Month(1951, 7), Month(1951, 12)), Period(Month(1951, 7), Month(1952, 6))
    >>> half.short(), year.short(), year.long()
    ('Jul–Dec 1951', '1951/52', 'July 1951 to June 1952')
    """

    __slots__ = ()

    def __str__(self) -> str:
        return self._year or (str(self.first) if len(self) == 1 else f"{self.first}..{self.last}")

    def short(self) -> str:
        """Write ``1951/52``, ``Jul–Dec 1951`` or ``Jul 1951``, for a table."""
        return self._year or self._spoken(self.first.short(), "–", self.last.short())

    @property
    def _year(self) -> str:
        """Return ``1951/52`` for a whole year, else nothing."""
        return f"{self.first.year:04}/{self.last.year % 100:02}" if len(self) == 12 else ""


@dataclass(frozen=True, slots=True)
class HoledWindow(Window):
    """Months with a hole between them: `[1951, 1953]`. It has the months of its runs, no others.

    >>> window = joined([Window.parse("1951"), Window.parse("1953")])
    >>> len(window), len(window.span), Month.parse("1952-06") in window
    (24, 36, False)
    """

    parts: tuple[Window, ...]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[Month]:
        return (month for part in self.parts for month in part)

    def __contains__(self, month: Month) -> bool:
        return any(month in part for part in self.parts)

    @property
    def span(self) -> Window:
        """Return all months from the first to the last."""
        return Window(self.first, self.last)

    @property
    def runs(self) -> tuple[Window, ...]:
        """Return the stretches of months without a hole that it is made of."""
        return self.parts

    def shifted(self, months: int) -> Window:
        """Return the same months so many months later (or earlier, if negative)."""
        return joined([part.shifted(months) for part in self.parts])

    def __str__(self) -> str:
        return f"[{', '.join(map(str, self.parts))}]"

    def short(self) -> str:
        """Write ``1951, 1953``, for a table."""
        return ", ".join(part.short() for part in self.parts)

    def long(self) -> str:
        """Write ``1951 and 1953``, for a sentence."""
        *before, last = [part.long() for part in self.parts]
        return f"{', '.join(before)} and {last}"


def joined(windows: Iterable[Window]) -> Window:
    """Return the months of all these windows as one: with holes, where they leave any.

    Raises `UnreadableError` if two of them have a month in common.

    >>> str(joined([Window.parse("1952"), Window.parse("1951")]))
    '1951..1952'
    """
    runs: list[Window] = []
    for each in sorted(run for window in windows for run in window.runs):
        if runs and each.first <= runs[-1].last:
            raise UnreadableError(f"{each.first.long()} is in this list twice", "name it once")
        if runs and each.first == runs[-1].last + 1:
            runs[-1] = Window(runs[-1].first, each.last)
        else:
            runs.append(each)
    if len(runs) == 1:
        return runs[0]
    if runs[-1].last - runs[0].first >= LONGEST_WINDOW:
        message = f"this runs from {runs[0].first.long()} to {runs[-1].last.long()}"
        raise UnreadableError(message, f"a window has at most {LONGEST_WINDOW:,} months")
    return HoledWindow(runs[0].first, runs[-1].last, tuple(runs))


class OpenWindow(Window):
    """A window that may have no end: then its last month is the last that there is.

    >>> Month.parse("1960-01") in OpenWindow.parse("1951-10..")
    True
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> OpenWindow:
        """Read ``1951-10..``, or anything that `Window.parse` reads. Raises `UnreadableError`."""
        begin, dots, end = text.partition("..")
        if dots and not end.strip():
            return cls(_period(begin.strip(), text).first, LAST_MONTH)
        window = Window.parse(text)
        return cls(window.first, window.last)

    @property
    def is_open(self) -> bool:
        """Tell if it has no end."""
        return self.last == LAST_MONTH

    def __str__(self) -> str:
        return f"{self.first}.." if self.is_open else super().__str__()

    def long(self) -> str:
        """Write ``from October 1951 on``, or ``in`` and the window, for a sentence."""
        return f"from {self.first.long()} on" if self.is_open else f"in {super().long()}"


Day = tuple[int, int, int, bool]
"""A year, a month, a day, and whether it is on that day or before it: in the order of time."""


@dataclass(frozen=True, slots=True)
class Date:
    """The date of a document, as exactly as it is known: a day, a month or a year.

    Where only a limit is known, it is before that; what is counted from it counts from the limit.

    >>> Date.parse("1951-06-21").long()
    '21 June 1951'
    """

    months: Window
    """The month, or the year if no more is known."""
    day: int | None = None
    before: bool = False
    """Whether a document only says that it was before this."""

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read ``1951-06-21``, ``1951-06`` or ``1951``. Raises `UnreadableError`."""
        if not (match := _DATE.fullmatch(text)):
            raise UnreadableError(f"'{text}' is not a date", "write 1951-06-21, 1951-06 or 1951")
        month = _first_month(text, match[1], match[2])
        day = int(match[3]) if match[3] else None
        if day is not None and not 1 <= day <= monthrange(month.year, month.number)[1]:
            raise UnreadableError(f"{month.long()} has no day {day}")
        return cls(Window(month, month if match[2] else month + 11), day)

    @property
    def month(self) -> Month | None:
        """Return the month, if it is known."""
        return self.months.first if len(self.months) == 1 else None

    @property
    def last_day(self) -> Day:
        """Return the day by whose end it has come: of a month or a year the last one.

        Of what is before a day it is that day; it comes before what is of that day.
        """
        first, last = self.months.first, self.months.last
        if self.before:
            return first.year, first.number, self.day or 1, False
        day = self.day or monthrange(last.year, last.number)[1]
        return last.year, last.number, day, True

    def is_after(self, other: Date) -> bool:
        """Tell if it is later than another date for certain, however exactly both are known."""
        first = self.months.first
        return not self.before and (first.year, first.number, self.day or 1, True) > other.last_day

    def as_of(self) -> str:
        """Write it as the day by whose end something is asked: ``the end of June 1951``."""
        return self.long() if self.day or self.before else f"the end of {self.long()}"

    @property
    def ends_month(self) -> bool:
        """Tell if it is the last day of its month."""
        month = self.months.first
        return self.day == monthrange(month.year, month.number)[1]

    def __str__(self) -> str:
        day = f"-{self.day:02}" if self.day else ""
        return f"{'before ' if self.before else ''}{self.months}{day}"

    def long(self) -> str:
        """Write ``21 June 1951`` or ``before 21 June 1951``, as far as it is known."""
        day = f"{self.day} " if self.day else ""
        return f"{'before ' if self.before else ''}{day}{self.months.long()}"


def _first_month(text: str, year: str, month: str | None) -> Month:
    """Return the month that a text begins with, January if it names none, from its digits.

    Raises `UnreadableError` if there is no such month.
    """
    if not int(year):
        raise UnreadableError(f"'{text}' is before the year 1", "years run from 0001 to 9999")
    if month and not 1 <= int(month) <= 12:
        raise UnreadableError(f"'{text}' has no month {month}", "months run from 01 to 12")
    return Month(int(year), int(month or 1))


def _period(text: str, whole: str) -> Window:
    """Read ``1951``, ``1951-07``, ``1951-H2`` or ``1951-Q3``, a part of the text ``whole``."""
    if not (match := _PERIOD.fullmatch(text)):
        raise UnreadableError(f"'{whole}' is not a window of months", _window_hint(text, whole))
    year, month, half, quarter = match.groups()
    if month and (years := _two_years(year, month)):
        raise UnreadableError(f"'{whole}' has no month {month}", f"write {years}")
    first = _first_month(text, year, month)
    size = 1 if month else 6 if half else 3 if quarter else 12
    first += size * (int(half or quarter or 1) - 1)
    return Window(first, first + (size - 1))


def in_months(text: str, year_begins: int) -> str:
    """Return a window with each year such as `1951/52` written as the months that it has.

    Where years begin in January it stays two of them; so does whatever is not one year.

    >>> in_months("1951/52", 7), in_months("1951/52..1953/54", 7), in_months("1951/52", 1)
    ('1951-07..1952-06', '1951-07..1954-06', '1951/52')
    """
    if year_begins == 1:
        return text
    found = []
    for each in text.split(".."):
        match = _YEARS.fullmatch(each.strip())
        if match is None or int(match[2]) not in ((int(match[1]) + 1) % 100, int(match[1]) + 1):
            found.append((each, each))
            continue
        last = f"{int(match[1]) + 1:04}-{year_begins - 1:02}"
        found.append((f"{match[1]}-{year_begins:02}", last))
    if len(found) > 2 or found[0][0] == found[-1][-1]:
        return text
    return f"{found[0][0]}..{found[-1][1]}"


def _two_years(first: str, last: str) -> str:
    """Return `1951..1952` for `1951` and `52`, or nothing where the second may be a month."""
    year = int(last)
    if len(last) == 2:
        year = int(first) + (year - int(first)) % 100
        if 1 <= int(last) <= 12 or year > int(first) + 10:
            return ""
    return f"{first}..{year:04}" if int(first) < year else ""


def _years_hint(year: str, stroke: str, short: str) -> str:
    """Return what to write instead of `1951-52`, or of `1911/12`, which may be a month."""
    if years := _two_years(year, short):
        return f"write {years}"
    if stroke == "/" and 1 <= int(short) <= 12 and int(short) == (int(year) + 1) % 100:
        return f"write {year}-{short} for the month, {year}..{int(year) + 1:04} for the years"
    return ""


def _window_hint(text: str, whole: str) -> str:
    """Return what to write instead of a part that is not a period."""
    if re.fullmatch(rf"{_ONE}( *[,;] *{_ONE})+", whole):
        return f"write [{', '.join(re.split(' *[,;] *', whole))}]"
    if (match := re.fullmatch(r"([0-9]{4})([-–/])([0-9]{2})", whole)) and (
        hint := _years_hint(*match.groups())
    ):
        return hint
    if match := re.fullmatch(_TWO, whole):
        return f"write {match[1]}..{match[2]}"
    if (months := re.sub(_DAY, r"\1", whole)) != whole:
        day = f", or in a record `date: {whole}`" if re.fullmatch(_DAY, whole) else ""
        return f"a window counts whole months: write {months}{day}"
    if _period_meant(text):
        ends = [_period_meant(each.strip()) or each.strip() for each in whole.split("..")]
        return f"write {'..'.join(ends)}"
    if whole and not text:
        return "write both ends of a window, as in 1951-07..1951-12"
    return "write 1951-07, 1951-07..1951-12, 1952, 1952..1953, 1954-H1 or 1951-Q3"


def _period_meant(text: str) -> str:
    """Return the period that someone who wrote this means, or nothing if nobody can tell."""
    match = re.fullmatch(r"([0-9]{4})[- ]?([Hh][12]|[Qq][1-4])", text)
    return f"{match[1]}-{match[2].upper()}" if match else _month_meant(text)


def _month_meant(text: str) -> str:
    """Return the month that someone who wrote this means, or nothing if nobody can tell."""
    year, month = "", 0
    if match := re.fullmatch(r"([0-9]{4})[-–/.]?([0-9]{1,2})", text):
        year, month = match[1], int(match[2])
    elif match := re.fullmatch(r"([0-9]{1,2})[-–/.]([0-9]{4})", text):
        year, month = match[2], int(match[1])
    elif match := re.fullmatch(r"([A-Za-z]{3,9})\.?,? *([0-9]{4})", text):
        names = [name[: len(match[1])].lower() for name in NAMES]
        name = match[1].lower()
        year, month = match[2], names.index(name) + 1 if name in names else 0
    return f"{year}-{month:02}" if 1 <= month <= 12 else ""
