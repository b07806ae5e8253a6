"""The parts of a month as they are written, and what someone means who writes them otherwise."""

from __future__ import annotations

import re

from deliveries.errors import UnreadableError

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = r"([0-9]{4}-[0-9]{2})-[0-9]{2}(?:[T ][0-9:.]+Z?)?"
_YEAR_FIRST = r"([0-9]{4})[-–/.]?([0-9]{1,2})"
_MONTH_FIRST = r"([0-9]{1,2})[-–/.]([0-9]{4})"
_NAMED = r"([A-Za-z]{3,9})\.?,? *([0-9]{4})"
_LETTERED = r"([0-9]{4})[- ]?([Hh][12]|[Qq][1-4])"
_ONE = r"([0-9]{4}(?:-(?:[0-9]{2}|H[12]|Q[1-4]))?)"
_TWO = rf"{_ONE} *(?:\.{{1,3}}|…|[-–—:,]|to|until) *{_ONE}"


def year_of(text: str, digits: str) -> int:
    """The year of a text that has these digits for it. Raises `UnreadableError` for the year 0."""
    if not int(digits):
        raise UnreadableError(f"'{text}' is before the year 1", "years run from 0001 to 9999")
    return int(digits)


def number_of(text: str, digits: str) -> int:
    """The month in its year, from 1 to 12. Raises `UnreadableError` for any other number."""
    if not 1 <= int(digits) <= 12:
        raise UnreadableError(f"'{text}' has no month {digits}", "months run from 01 to 12")
    return int(digits)


def month_hint(text: str) -> str:
    """What to write instead of a text that is not a month."""
    if match := re.fullmatch(_DAY, text):
        return f"a month has no day: write {match[1]}"
    if meant := _month_meant(text):
        return f"write {meant}"
    return "a month is written like 1951-07"


def _month_meant(text: str) -> str:
    """The month that someone who wrote this means; nothing if nobody can tell."""
    year, month = "", 0
    if match := re.fullmatch(_YEAR_FIRST, text):
        year, month = match[1], int(match[2])
    elif match := re.fullmatch(_MONTH_FIRST, text):
        year, month = match[2], int(match[1])
    elif match := re.fullmatch(_NAMED, text):
        names = [name[: len(match[1])].lower() for name in NAMES]
        name = match[1].lower()
        year, month = match[2], names.index(name) + 1 if name in names else 0
    return f"{year}-{month:02}" if 1 <= month <= 12 else ""


def window_hint(text: str, whole: str) -> str:
    """What to write instead of a part that is not a period."""
    if match := re.fullmatch(_TWO, whole):
        return f"write {match[1]}..{match[2]}"
    if (months := re.sub(_DAY, r"\1", whole)) != whole:
        return f"a window counts whole months: write {months}"
    if match := re.fullmatch(_LETTERED, text):
        return f"write {match[1]}-{match[2].upper()}"
    if meant := _month_meant(text):
        return f"write {meant}"
    if whole and not text:
        return "write both ends of a window, as in 1951-07..1951-12"
    return "write 1951-07, 1951-07..1951-12, 1952, 1952..1953, 1954-H1 or 1951-Q3"
