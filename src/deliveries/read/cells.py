"""What stands in the cells of a ledger: dates and numbers, ISO and plain or as the case file says.

Convention: what has one meaning is read, however registers write it (``1951/52``, ``10-16``); what
another reader might take otherwise is refused, with the line of the case file that says which.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from deliveries.case import Quantity
from deliveries.case.fields import DIRECTIVES, open_quantity, quantity_meant
from deliveries.errors import UnreadableError
from deliveries.months import Date, Window, in_months, joined
from deliveries.numbers import LONGEST, MINUS, parse_exact

if TYPE_CHECKING:
    from deliveries.case.models import NumberStyle

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_DAY_ELSEWHERE = re.compile(r"([0-9]{1,4})([./-]?)([0-9]{2}|(?<=[./-])[0-9])\2([0-9]{1,4})")
_YEARS = re.compile("([0-9]{4}) *[-–—] *([0-9]{4}|1[3-9]|[2-9][0-9])")
"""Years as registers write them: ``1950-53``, as no month is 53."""
_SPACES = " \u00a0\u2009\u202f"
"""What a space between thousands may be."""


_QUARTER = re.compile("([QqHh][1-4])[ /-]?([0-9]{4})|([0-9]{4})([QqHh][1-4])")
_DATES_ELSEWHERE = (
    (
        re.compile("[0-9]{5}([.][0-9]+)?"),
        "a spreadsheet counts days like this: show them as dates such as 2021-04-12, then save it",
    ),
    (
        re.compile(r"[^\W\d_]{3,}\.?[- ]*'?[0-9]{2}"),
        "two digits name no century: write it like 2021-04",
    ),
    (
        re.compile(
            r"[0-9]{1,2}\.?[- ]*[^\W\d_]{3,}\.?[- ]*[0-9]{2,4}|[^\W\d_]{3,}\.? [0-9]+, *[0-9]{4}"
        ),
        "names depend on a language: write dates in numbers, such as 2021-04-12",
    ),
    (
        re.compile("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"),
        'say in the case file: `dates: "%Y年%m月%d日"`',
    ),
    (re.compile("[0-9]{4}年[0-9]{1,2}月"), 'say in the case file: `dates: "%Y年%m月"`'),
)
"""The patterns of dates that are not read, each with its remedy."""


class When(NamedTuple):
    """When a row is."""

    text: str
    """As the file has it."""
    window: Window
    date: Date | None = None
    """The day, or the month, if it is one."""


class Dates:
    """Reads dates as a ledger writes them."""

    def __init__(self, pattern: str | None, year_begins: int = 1) -> None:
        """Take the pattern of the case file; without one they are ISO.

        The years of the request begin in the month of that number.
        """
        self.pattern, self.year_begins = pattern, year_begins
        self.known = re.compile("")
        if pattern is not None:
            digits = DIRECTIVES
            if re.search("%[YmdHMS]%[YmdHMS]", pattern):  # nothing else says where one ends
                digits = dict.fromkeys(DIRECTIVES, "[0-9]{2}") | {"Y": DIRECTIVES["Y"]}
            known = re.escape(pattern)
            for key, each in digits.items():
                known = known.replace(f"%{key}", f"(?P<{key}>{each})")
            self.known = re.compile(known)

    def read(self, text: str, to: str | None = None) -> When:
        """Read when a row is, or from when to when. Raises `UnreadableError`."""
        text = text.strip()
        if to is None:
            return self._read(text)
        begin, end = self._read(text), self._read(to.strip())
        if begin == end:
            return begin
        if end.window.last < begin.window.first:
            message = f"{begin.window.long()} is after {end.window.long()}"
            raise UnreadableError(message, "a row begins before it ends")
        window = Window.parse(f"{begin.window.first}..{end.window.last}")
        return When(f"{begin.text} to {end.text}", window)

    def _read(self, text: str) -> When:
        if not text:
            raise UnreadableError("there is no date", "write it, or take the row out")
        if self.pattern is not None:
            if not (match := self.known.fullmatch(text)):
                hint = "write it so, or change `dates`"
                raise UnreadableError(f"'{text}' is not like {self.pattern}", hint)
            found = match.groupdict()
            parts = [found[key] for key in "Ymd" if key in found]
            return _of_date(text, Date.parse("-".join(each.zfill(2) for each in parts)))
        if match := _DAY.fullmatch(text):
            return _of_date(text, Date.parse(match[1]))
        try:
            return When(text, self._window(text))
        except UnreadableError as error:
            hint = error.hint
            if match := _DAY_ELSEWHERE.fullmatch(text):
                hint = _pattern_meant(*match.groups()) or hint
            hint = next((said for like, said in _DATES_ELSEWHERE if like.fullmatch(text)), hint)
            if match := _QUARTER.fullmatch(text):
                hint = f"write {match[2] or match[3]}-{(match[1] or match[4]).upper()}"
            raise UnreadableError(f"'{text}' is not a date", hint) from None

    def _window(self, text: str) -> Window:
        """Read a period, two of them with the years between, or a list of them."""
        if re.search("[,;]", text):
            return joined([self._window(each.strip()) for each in re.split("[,;]", text)])
        if match := _YEARS.fullmatch(text):
            text = f"{match[1]}/{match[2]}"
        if (months := in_months(text, self.year_begins)) != text:
            return Window.parse(months)
        for sign in ("..", "/"):
            begin, parted, end = (each.strip() for each in text.partition(sign))
            if parted and re.match("[0-9]{4}(?![0-9])", begin) and re.match("[0-9]{4}", end):
                ends = [_DAY.fullmatch(each) for each in (begin, end)]
                begin, end = (
                    found[1][:7] if found else each
                    for found, each in zip(ends, (begin, end), strict=True)
                )
                return Window.parse(f"{begin}..{end}")
        return Window.parse(text)


def _of_date(text: str, date: Date) -> When:
    return When(text, date.months, date if date.day else None)


def _pattern_meant(first: str, sign: str, second: str, third: str) -> str:
    """Return the pattern to state for a date in numbers, or nothing if it is none."""
    if len(first) == 4:
        patterns = [f"%Y{sign}%m{sign}%d"] if int(second) <= 12 else []
    elif len(third) != 4:
        return "two digits name no century: write the years out" if len(third) == 2 else ""
    else:
        day_first, month_first = f"%d{sign}%m{sign}%Y", f"%m{sign}%d{sign}%Y"
        patterns = [day_first] * (int(second) <= 12) + [month_first] * (int(first) <= 12)
    said = " or ".join(f'`dates: "{each}"`' for each in patterns)
    return f"say in the case file how dates are written: {said}" if said else ""


class Amounts:
    """Reads quantities as a ledger writes them."""

    def __init__(self, style: NumberStyle, scale: Fraction) -> None:
        """Take how numbers are written, and what each is multiplied by."""
        self.style, self.scale = style, scale
        self.is_scaled = scale != 1
        self.is_plain = style.decimal is None and style.thousands is None
        self.decimal = style.decimal or "."
        thousands = style.thousands or ""
        between = f"[{_SPACES}]" if thousands == " " else re.escape(thousands)
        if thousands == "'":
            between = "['\u2019]"
        grouped = f"[1-9][0-9]{{0,2}}(?:{between}[0-9]{{3}})+|" if thousands else ""
        self.between = between
        self.number = re.compile(rf"({grouped}[0-9]+)(?:{re.escape(self.decimal)}([0-9]+))?")

    def read(self, text: str) -> Fraction | int | Quantity:
        """Read a number, below 0 too, or a `Quantity` where it is not one.

        Raises `UnreadableError`.
        """
        if text.isdecimal() and text.isascii() and len(text) <= LONGEST:
            number: Fraction | int = int(text)  # as most are
            return number * self.scale if self.is_scaled else number
        if not text:
            hint = "write it, or `unknown` where the source does not give it"
            raise UnreadableError("there is no quantity", hint)
        if text == "unknown":
            return Quantity("unknown")
        if text[0] == "(" and text[-1] == ")":
            if self.style.brackets is None:
                hint = "say in the case file what brackets mean: `numbers: {brackets: estimate}`"
                raise UnreadableError(f"'{text}' is in brackets", f"{hint}, or `negative`")
            sign = -1 if self.style.brackets == "negative" else 1
            return sign * self._number(text[1:-1].strip()) * self.scale
        if not any(map(str.isnumeric, text)):
            hint = "write 0 if nothing came, or `unknown` where the source does not say"
            raise UnreadableError(f"'{text[:40]}' is not a number", hint)
        if text[0] in ("-", MINUS):
            return -self._number(text[1:].strip()) * self.scale
        try:
            return self._number(text) * self.scale
        except UnreadableError:
            if not (said := open_quantity(text)):
                raise
            least, most = (None if each is None else each * self.scale for each in said[1:])
            return Quantity(said.kind, least, most)

    def _number(self, text: str) -> Fraction:
        """Read a number without its sign."""
        if self.is_plain:
            try:
                return parse_exact(text)
            except UnreadableError as error:
                hint = _style_meant(text) or re.sub(
                    "{from: (.+), to: (.+)}", r"\1-\2", quantity_meant(text)
                )
                raise UnreadableError(str(error), hint or error.hint) from None
        if match := self.number.fullmatch(text):
            whole = re.sub(self.between, "", match[1]) if self.between else match[1]
            if max(len(whole), len(match[2] or "")) > LONGEST:
                hint = f"at most {LONGEST} digits, please"
                raise UnreadableError(f"'{text[:40]}' is too long a number", hint)
            return Fraction(f"{whole}.{match[2] or 0}")
        thousands = self.style.thousands
        said = f"{thousands!r} between thousands and " if thousands else ""
        hint = f"`numbers` says: {said}{self.decimal!r} before decimals"
        raise UnreadableError(f"'{text[:40]}' is not a number", hint)


def _style_meant(text: str) -> str:
    """Return how to state the way in which a number seems to be written."""
    say = "say in the case file how numbers are written:"
    if match := re.fullmatch(
        rf"[1-9][0-9]{{0,2}}(?:([,.'\u2019{_SPACES}_])[0-9]{{3}})+([,.][0-9]+)?", text
    ):
        sign, decimals = match.groups()
        sign = "'" if sign == "\u2019" else " " if sign in _SPACES else sign
        other = "." if sign == "," else ","
        if decimals and decimals[0] != sign:
            return f'{say} `numbers: {{thousands: "{sign}", decimal: "{decimals[0]}"}}`'
        meant = f'`numbers: {{thousands: "{sign}"}}`'
        if sign == ".":
            meant = f'`numbers: {{thousands: ".", decimal: "{other}"}}`'
        if sign in ",." and text.count(sign) == 1:
            meant += f', or `numbers: {{decimal: "{sign}"}}`'
        return f"{say} {meant}"
    if re.fullmatch("[0-9]+,[0-9]+", text):
        return f'{say} `numbers: {{decimal: ","}}`'
    return ""


def can_be_read(cells: Dates | Amounts, text: str) -> bool:
    """Tell if a text can be read as a date, or as a quantity."""
    try:
        cells.read(text)
    except UnreadableError:
        return False
    return True
