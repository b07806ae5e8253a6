"""Windows of months, closed and open, and the periods of a calendar within them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from deliveries.errors import UnreadableError
from deliveries.months.hints import number_of, window_hint, year_of
from deliveries.months.month import LONGEST_WINDOW, Month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|H([12])|Q([1-4])))?")
_LETTERS = {1: "M", 3: "Q", 6: "H", 12: "Y"}


class By(Enum):
    """How long a period is."""

    month = "month"
    quarter = "quarter"
    half = "half"
    year = "year"

    @property
    def months(self) -> int:
        """Months in the period."""
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
        """Refuse a window that runs backwards."""
        if self.last < self.first:
            raise UnreadableError(
                f"a window from {self.first} to {self.last} ends before it begins"
            )

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read ``1951-07``, ``1951-07..1951-12``, ``1952``, ``1952..1953``, ``1954-H1`` and so on.

        Raises `UnreadableError`, also for a window of more than `LONGEST_WINDOW` months.
        """
        begin, dots, end = text.partition("..")
        first = _period(begin.strip(), text)
        last = _period(end.strip(), text) if dots else first
        if last.last < first.first:
            hint = f"write {end.strip()}..{begin.strip()}"
            raise UnreadableError(f"the window '{text}' ends before it begins", hint)
        window = cls(first.first, last.last)
        if len(window) > LONGEST_WINDOW:
            raise UnreadableError(
                f"'{text}' has {len(window):,} months", f"a window has at most {LONGEST_WINDOW:,}"
            )
        return window

    @classmethod
    def around(cls, windows: Iterable[Window]) -> Window:
        """The shortest window that holds all of these; there must be one."""
        held = list(windows)
        return cls(min(each.first for each in held), max(each.last for each in held))

    def __len__(self) -> int:
        """Count the months, both ends included."""
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[Month]:
        """Every month in order."""
        return (self.first + step for step in range(len(self)))

    def __contains__(self, month: Month) -> bool:
        """Whether the month lies inside."""
        return self.first <= month <= self.last

    def shifted(self, months: int) -> Window:
        """The same window so many months later (or earlier, if negative)."""
        return Window(self.first + months, self.last + months)

    def holds(self, other: Window) -> bool:
        """Return whether all months of another window are in this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Window) -> bool:
        """Whether the two have a month in common."""
        return self.first <= other.last and other.first <= self.last

    def periods(self, by: By) -> list[Window]:
        """The whole calendar periods that touch this window, in order."""
        size = by.months
        begin = self.first.ordinal - self.first.ordinal % size
        starts = range(begin, self.last.ordinal + 1, size)
        return [Window(Month(start), Month(start + size - 1)) for start in starts]

    def _letter(self) -> str:
        """``M``, ``Q``, ``H`` or ``Y`` for a single whole calendar period, else nothing."""
        size = len(self)
        if size in _LETTERS and self.first.ordinal % size == 0:
            return _LETTERS[size]
        return ""

    def _whole_years(self) -> bool:
        return self.first.number == 1 and self.last.number == 12

    def __str__(self) -> str:
        """Write it the shortest way that a case file knows."""
        letter, year = self._letter(), f"{self.first.year:04}"
        if letter in ("Q", "H"):
            return f"{year}-{letter}{(self.first.number - 1) // len(self) + 1}"
        if letter == "M":
            return str(self.first)
        if letter == "Y":
            return year
        if self._whole_years():
            return f"{year}..{self.last.year:04}"
        return f"{self.first}..{self.last}"

    def short(self) -> str:
        """``Jul 1951``, ``Q3 1951``, ``1952–1953`` or ``Jul–Dec 1951``, for a table."""
        letter = self._letter()
        if letter in ("Q", "H"):
            return f"{letter}{(self.first.number - 1) // len(self) + 1} {self.first.year:04}"
        return self._spoken(Month.short, "–")

    def long(self) -> str:
        """``July 1951``, ``1952 to 1953`` or ``July to December 1951``, for a sentence."""
        return self._spoken(Month.long, " to ")

    def _spoken(self, say: Callable[[Month], str], to: str) -> str:
        """First and last as ``say`` says them, with nothing said twice."""
        first, last = say(self.first), say(self.last)
        if self._whole_years():
            first, last = first[-4:], last[-4:]
        if first == last:
            return first
        if self.first.year == self.last.year:
            first = first[:-5]
        return f"{first}{to}{last}"


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """The months from ``first`` on, to ``last`` (included) if there is one.

    >>> Month.parse("1960-01") in OpenWindow.parse("1951-10..")
    True
    """

    first: Month
    last: Month | None

    @classmethod
    def parse(cls, text: str) -> OpenWindow:
        """Read ``1951-10..``, or anything that `Window.parse` reads. Raises `UnreadableError`."""
        begin, dots, end = text.partition("..")
        if dots and not end.strip():
            return cls(_period(begin.strip(), text).first, None)
        window = Window.parse(text)
        return cls(window.first, window.last)

    def __contains__(self, month: Month) -> bool:
        """Whether the month lies inside."""
        return self.first <= month and (self.last is None or month <= self.last)

    def overlaps(self, other: OpenWindow) -> bool:
        """Whether the two have a month in common."""
        return max(self.first, other.first) in self and max(self.first, other.first) in other

    def __str__(self) -> str:
        """``1951-10..``, or as a window."""
        return f"{self.first}.." if self.last is None else str(Window(self.first, self.last))

    def long(self) -> str:
        """``from October 1951 on``, or ``in`` and the window, for a sentence."""
        if self.last is None:
            return f"from {self.first.long()} on"
        return f"in {Window(self.first, self.last).long()}"


def _period(text: str, whole: str) -> Window:
    """Read ``1951``, ``1951-07``, ``1951-H2`` or ``1951-Q3``, a part of the text ``whole``."""
    if not (match := _PERIOD.fullmatch(text)):
        raise UnreadableError(f"'{whole}' is not a window of months", window_hint(text, whole))
    year, month, half, quarter = match.groups()
    first = Month.of(year_of(text, year), 1)
    if month:
        first = Month.of(first.year, number_of(text, month))
        return Window(first, first)
    size = 6 if half else 3 if quarter else 12
    first += size * (int(half or quarter or 1) - 1)
    return Window(first, first + (size - 1))
