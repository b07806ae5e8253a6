"""The named kinds of value that a case is made of: how each is read, and how it may be written.

Convention: a scalar arrives as the text that stands in the file; its field decides what it means.

An editor checks by JSON Schema and reads YAML 1.2, where ``1952`` is a number, ``1951-07`` text and
``true`` neither, so each kind names every type that its text may come as; a pattern is of text, a
minimum of numbers. So there are no alternatives, of which an editor could only say that none fits.
A pattern means the same to Python and to JavaScript. Editors offer the examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Annotated, Any, Literal, NamedTuple, TypeVar
from unicodedata import category, normalize

from pydantic_core import core_schema

from deliveries.errors import UnreadableError, did_you_mean, hidden_in
from deliveries.months import Date, Month, OpenWindow, Window, joined
from deliveries.numbers import LONGEST, MINUS, exact, parse_exact

_SAID = r"([0-9]{1,15}(?:\.[0-9]{1,15})?)"
"""A number among words."""
_ABOUT = r"(?:about|around|approx\.?|approximately|roughly|some|c\.|ca\.?|circa|~|≈)"
_BETWEEN = rf"(?:from|between)? *{_SAID} *(?:[-–—]|\.\.|to|and|or) *{_SAID}"
_BOUNDS = {
    "at_least": rf"(?:at least|min\.?|from|over|more than|>=?|≥) *{_SAID}"
    rf"|{_SAID} *(?:\+|or more)",
    "at_most": rf"(?:at most|max\.?|up to|under|less than|<=?|≤) *{_SAID}"
    rf"|{_SAID} or (?:less|fewer)",
}
"""How documents say that a number is the least, or the most."""

VOWEL_SIGNS = ("Mn", "Mc")
"""The categories of the marks over, under and beside letters, as half the world writes vowels."""

LONGEST_NAME = 200
"""The most characters of a name: it stands in every table, as wide as it is."""

T = TypeVar("T", Month, Window, OpenWindow, Date)
Written = dict[str, Any]
"""A JSON Schema of what may be written."""


class Quantity(NamedTuple):
    """A quantity, as far as the source says it."""

    kind: Literal["exact", "at_most", "at_least", "from", "balance", "unknown"]
    """``at_most`` is anything from 0 to the amount, ``at_least`` the amount or more, ``from``
    anything from the amount to ``to``; ``balance`` is what the others leave."""
    amount: Fraction | None = None
    """In the unit of the request or item; None for ``balance`` and ``unknown``."""
    to: Fraction | None = None
    """The most that ``from`` may be."""

    @property
    def or_more(self) -> bool:
        """Tell if the amount is the least that it may be, and it may be more."""
        return self.kind in ("at_least", "from")

    def __str__(self) -> str:
        """Write it for a sentence."""
        if self.kind in ("at_most", "at_least"):
            return f"{self.kind.replace('_', ' ')} {self.amount}"
        if self.kind == "from":
            return f"{self.amount} to {self.to}"
        return self.kind if self.amount is None else str(self.amount)


class Citation(NamedTuple):
    """A document, and the paragraph of it."""

    source: str
    """The id of a source."""
    paragraph: str = ""
    """The paragraph as the document numbers it; empty for the whole document."""

    def __str__(self) -> str:
        """Write ``tel-21039 §4``."""
        return f"{self.source} §{self.paragraph}" if self.paragraph else self.source


def _as_text(value: object, what: str, example: str) -> str:
    """Take text (from a file) or a whole number (from Python); refuse all else."""
    if isinstance(value, str):
        if not value.isprintable() and re.search("[\ud800-\udfff]", value):
            raise UnreadableError("these bytes are no text in UTF-8", f"write it like {example}")
        return normalize("NFC", value.strip())  # what looks the same is the same
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"{what} is needed here", f"write it like {example}")


def _read_number(value: object, *, nought: bool = True) -> Fraction:
    """Read an exact number from text, int or Fraction; no float."""
    text = _as_text(value, "a number", "60 or 8/3") if isinstance(value, str) else str(exact(value))
    number = parse_exact(text)
    if not (number or nought):
        raise UnreadableError("nought will not do here", "write a number above 0")
    return number


def _read_signed(value: object) -> Fraction:
    """Read an exact number, as above, or one below nought."""
    if isinstance(value, int | Fraction) and value < 0:
        return Fraction(value)
    text = normalize("NFC", value.strip()).replace(MINUS, "-") if isinstance(value, str) else ""
    if text.startswith("-") and (number := parse_exact(text[1:])):
        return -number
    return _read_number(value)


def _read_quantity(value: object) -> Quantity:
    """Read a number, a word for what is not one, or a mapping that says how open it is.

    A return or a correction is below nought.
    """
    if isinstance(value, Quantity):
        return value
    if isinstance(value, Mapping):
        return _read_open_quantity(value)
    if value in ("balance", "unknown"):
        return Quantity("balance" if value == "balance" else "unknown")
    if isinstance(value, str) and value.isalpha():
        hint = did_you_mean(value, ["balance", "unknown"])
        hint = hint or "write a number, `balance` or `unknown`"
        raise UnreadableError(f"'{value}' is not a quantity", hint)
    if isinstance(value, str) and value.isdecimal():  # as most are
        return Quantity("exact", _read_number(value))
    if isinstance(value, str) and (meant := quantity_meant(value)):
        raise UnreadableError(f"'{value.strip()[:40]}' is not a quantity", meant)
    return Quantity("exact", _read_signed(value))


def _read_open_quantity(value: Mapping[object, object]) -> Quantity:
    """Read ``{at_most: 10}``, ``{at_least: 70}`` or ``{from: 26, to: 30}``."""
    if set(value) == {"from", "to"}:
        least, most = _read_number(value["from"]), _read_number(value["to"])
        if most < least:
            hint = f"write {{from: {most}, to: {least}}}"
            raise UnreadableError(f"from {least} to {most} is the wrong way round", hint)
        return Quantity("exact", least) if least == most else Quantity("from", least, most)
    for kind in ("at_most", "at_least"):
        if set(value) == {kind}:
            return Quantity(kind, _read_number(value[kind]))
    hint = "write {at_most: 10}, {at_least: 70} or {from: 26, to: 30}"
    raise UnreadableError("this mapping is not a quantity", hint)


def open_quantity(text: str) -> Quantity | None:
    """Read a range or a bound in words, as registers and documents have them; None for all else.

    >>> str(open_quantity("10-16")), str(open_quantity("at least 25"))
    ('10 to 16', 'at least 25')
    """
    if match := re.fullmatch(_BETWEEN, text):
        least, most = sorted(map(Fraction, match.groups()))
        return Quantity("from", least, most) if least < most else Quantity("exact", least)
    for kind, pattern in _BOUNDS.items():
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            number = Fraction(next(filter(None, match.groups())))
            return Quantity("at_most" if kind == "at_most" else "at_least", number)
    return None


def quantity_meant(text: str) -> str:
    """Return how to say in numbers what a document says in words, or nothing if nobody can tell.

    >>> quantity_meant("10-16"), quantity_meant("at least 25")
    ('write {from: 10, to: 16}', 'write {at_least: 25}')
    """
    said = text.strip()
    if quantity := open_quantity(said):
        if quantity.kind == "from":
            return f"write {{from: {quantity.amount}, to: {quantity.to}}}"
        is_exact = quantity.kind == "exact"
        return f"write {quantity}" if is_exact else f"write {{{quantity.kind}: {quantity.amount}}}"
    match = re.fullmatch(rf"\({_SAID}\)", said)
    what = "brackets mark an estimate"
    if not match:
        match = re.fullmatch(rf"{_ABOUT} *{_SAID}", said, re.IGNORECASE)
        what = "say in numbers how much that is"
    if not match:
        return ""
    number = Fraction(match[1])
    low, high = floor(number * 9 / 10), ceil(number * 11 / 10)
    return f"{what}: {{from: {low}, to: {high}}}, or {match[1]} alone"


def read_citations(value: object) -> tuple[Citation, ...]:
    """Read one citation, or a list of them. Raises `UnreadableError`."""
    entries = [value] if isinstance(value, Citation | str) else value
    if not isinstance(entries, list | tuple) or not entries:
        raise UnreadableError("a citation is needed here", "write it like tel-21039 §4")
    found = []
    for entry in entries:
        if isinstance(entry, Citation):
            found.append(entry)
            continue
        text = _as_text(entry, "a citation", "tel-21039 §4")
        if not (match := re.fullmatch(r"([^\s§]+)\s*(?:§\s*(\S.*))?", text)):
            hint = "write the source's id and §paragraph"
            raise UnreadableError(f"'{text}' is not a citation", hint)
        found.append(Citation(match[1], match[2] or ""))
    return tuple(found)


def _read_when(cls: type[T], what: str, like: str, value: object) -> T:
    """Pass a ready month, window or date through, and parse text."""
    return value if isinstance(value, cls) else cls.parse(_as_text(value, what, like))


def _read_date(value: object) -> Date:
    """Read a date, or ``{before: 1951-06-21}``."""
    if not isinstance(value, Mapping):
        return _read_when(Date, "a date", "1951-06-21", value)
    if list(value) != ["before"]:
        raise UnreadableError("this mapping is not a date", "write {before: 1951-06-21}")
    return replace(_read_when(Date, "a date", "1951-06-21", value["before"]), before=True)


def _read_window(value: object) -> Window:
    """Read a window, or a list of them with holes between."""
    if isinstance(value, list | tuple):
        if not value:
            raise UnreadableError("a window is needed here", "write it like 1951-07..1951-12")
        return joined([_read_when(Window, "a window", "1951-07..1951-12", each) for each in value])
    return _read_when(Window, "a window", "1951-07..1951-12", value)


def read_day(value: object) -> Date:
    """Read the day of a row, or its month. Raises `UnreadableError`."""
    if isinstance(value, Mapping):
        raise UnreadableError("a row has a day or a month", "write it like 1951-06-21")
    date = _read_when(Date, "a day", "1951-06-21", value)
    if date.month is None or date.before:
        last = f"{date.months.last}-31"
        hint = f"write {last}, or `window: {date.months}` for all of it"
        raise UnreadableError(f"'{date}' has no month", hint)
    return date


def _read_shift(value: object) -> int:
    text = _as_text(value, "a number of months", "-3")
    if not re.fullmatch(r"[+-]?(0|[1-9][0-9]*)", text):
        raise UnreadableError(f"'{text}' is not a whole number of months", "write it like -3 or 6")
    if len(text.lstrip("+-")) > 4:
        raise UnreadableError(f"'{text}' months lead nowhere", "write at most four digits")
    return int(text)


def _read_count(value: object) -> int:
    if isinstance(value, list):
        raise UnreadableError("this is the number of one tranche", "a list of them is `tranches`")
    text = _as_text(value, "a number", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise UnreadableError(f"'{text}' is not the number of a tranche", "tranches count from 1")
    return int(text)


def read_year_begins(value: object) -> int:
    """Read the number of the month in which years begin. Raises `UnreadableError`."""
    text = _as_text(value, "the number of a month", "7")
    if not re.fullmatch(r"[1-9]|1[0-2]", text):
        hint = "write 7 for years from July to June: 1 is January, 12 December"
        raise UnreadableError(f"'{text}' is not the number of a month", hint)
    return int(text)


def _read_text(value: object, what: str = "text", like: str = "Arms for sixty divisions") -> str:
    """Read text, without white space around it. A number is text too: ``title: 1951``."""
    text = _as_text(value, what, like)
    if not text:
        raise UnreadableError("this is empty", "write some text, or leave the key out")
    return text


def read_name(value: object) -> str:
    """Read text that stands over a column or before a row, wherever its subject is shown."""
    text = _read_text(value, "a name", "the offer")
    if len(text) > LONGEST_NAME:
        message = f"a name of {len(text):,} characters"
        raise UnreadableError(message, f"write at most {LONGEST_NAME}, and the rest as a `note`")
    return text


def read_id(value: object) -> str:
    """Read the id of a source, request, item or scenario. Raises `UnreadableError`."""
    text = _read_text(value, "an id", "the-offer")
    bases = "".join(each for each in text[1:] if category(each) not in VOWEL_SIGNS)
    if not re.fullmatch(r"\w[\w.-]*", text[0] + bases) or len(text) > 64:
        hint = hidden_in(text) or "use up to 64 letters, digits, `-`, `_` and `.`"
        raise UnreadableError(f"'{text[:64]}' cannot be an id", hint)
    return text


def _read_dates(value: object) -> str:
    """Read how a file writes dates, in the directives of ``strptime`` that are numbers."""
    text = _read_text(value, "a pattern of dates", "%d/%m/%Y")
    found = re.findall("%(.?)", text)
    if odd := next((each for each in found if each not in DIRECTIVES), None):
        hint = "use %Y, %m and %d, as in %d/%m/%Y; %H, %M and %S are passed over"
        if odd in "aAbBp":
            hint = "names depend on a language: write dates in numbers, such as 2021-04-12"
        elif odd == "y":
            hint = "two digits name no century: write years out in the file, and %Y here"
        raise UnreadableError(f"'%{odd}' is not a number of a date", hint)
    if "" in found or len(set(found)) < len(found):
        raise UnreadableError(f"'{text}' is not a pattern of dates", "write it like %d/%m/%Y")
    if "Y" not in found or ("d" in found and "m" not in found):
        wanted = "%m" if "Y" in found else "%Y"
        raise UnreadableError(f"'{text}' has no {wanted}", "write it like %d/%m/%Y")
    return text


def _read_sign(signs: str, value: object) -> str:
    """Read one of these signs, which white space may be."""
    if isinstance(value, str) and len(value) == 1 and value in signs:
        return value
    hint = f"write one of: {', '.join(map(repr, signs))}"
    raise UnreadableError(f"'{value}' parts no numbers", hint)


def _read_url(value: object) -> str:
    text = _read_text(value, "a web address", "https://example.org")
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise UnreadableError(f"'{text}' is not a web address", "write it with https:// in front")
    return text


@dataclass(eq=False)
class _Reads:
    """Reads what stands in a field of a file, and has the JSON Schema of what may stand there.

    Unlike `pydantic.PlainValidator`, it never looks into the type that it makes: start-up matters.
    """

    read: Callable[[object], object]
    as_schema: Written

    def __get_pydantic_core_schema__(self, *_: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, *_: object) -> Written:
        return dict(self.as_schema)


def _text(
    pattern: str, message: str, *examples: object, also: tuple[str, ...] = (), **rules: object
) -> Written:
    """Describe text that is wholly of the pattern, white space around it aside.

    An editor may read it as something of the types in ``also``.
    """
    kind = {"type": ["string", *also] if also else "string", "pattern": rf"^\s*{pattern}\s*$"}
    return {**kind, "patternErrorMessage": message, "examples": list(examples), **rules}


_WHOLE = f"(0|[1-9][0-9]{{0,{LONGEST - 1}}})"
_DIVIDED = f"({_WHOLE} +)?{_WHOLE}/[1-9][0-9]{{0,{LONGEST - 1}}}"
_NUMBER = f"({_DIVIDED}|{_WHOLE}(\\.[0-9]{{1,{LONGEST}}})?)"
_NOT_NOUGHT = r"(?!(0+ +)?0(/|\.?0*\s*$))"
_YEAR = "(?!0000)[0-9]{4}"
_IN_YEAR = "(0[1-9]|1[0-2])"
_PERIOD = f"{_YEAR}(-({_IN_YEAR}|H[12]|Q[1-4]))?"
_DAY = "(0[1-9]|[12][0-9]|3[01])"
_TWO_YEARS = rf"{_YEAR} */ *([0-9]{{2}}|{_YEAR})"
_ID = r"(\w|[^\x00-\x7f])([\w.-]|[^\x00-\x7f]){0,63}"

DIRECTIVES = {"Y": "[0-9]{4}", "m": "[0-9]{1,2}", "d": "[0-9]{1,2}"}
"""What may stand for a part of a date in the file, by regular expressions."""
DIRECTIVES |= dict.fromkeys("HMS", "[0-9]{1,2}(?:[.,][0-9]+)?")
_NUMBERS = (60, "8/3", "2 2/3", 2.5)
_YEARS: dict[str, Any] = {"also": ("integer",), "minimum": 1, "maximum": 9999}
"""What an editor may read as a year."""
_HOW_NUMBERS = "Write a number like 60, 8/3, 2 2/3 or 2.5."
_HOW_WINDOWS = "Write 1951-07, 1951-07..1951-12, 1952, 1952..1953, 1954-H1 or 1951-Q3."
_WINDOWS = ("1951-07..1951-12", 1952, "1952..1953", "1954-H1", "1951-Q3", "1951-07")
_ANY = ("number", "boolean")
_FROM_NOUGHT: dict[str, Any] = {"also": ("number",), "minimum": 0, "maximum": 10**LONGEST}
_ABOVE_NOUGHT: dict[str, Any] = {"also": ("number",), "exclusiveMinimum": 0, "maximum": 10**LONGEST}

_AS_TEXT = {"type": ["string", *_ANY], "pattern": r"\S"}
"""Any text; it has no examples, or an editor would offer one for every title."""
_HOW_NAMES = f"Write at most {LONGEST_NAME} characters."
_AS_NAME = _text(rf"\S([\s\S]{{0,{LONGEST_NAME - 2}}}\S)?", _HOW_NAMES, also=_ANY)
_HOW_IDS = "Use up to 64 letters, digits, -, _ and ."
_AS_ID = _text(_ID, _HOW_IDS, "tel-21039", "general-staff", also=_ANY)
_HOW_URLS = "Write a web address with https:// in front."
_AS_URL = _text('https?://[^\\s<>"]+', _HOW_URLS, "https://digitalarchive.wilsoncenter.org")
_AS_NUMBER = _text(_NUMBER, _HOW_NUMBERS, *_NUMBERS, **_FROM_NOUGHT)
_HOW_POSITIVE = f"{_HOW_NUMBERS} Nought will not do."
_AS_POSITIVE = _text(_NOT_NOUGHT + _NUMBER, _HOW_POSITIVE, *_NUMBERS, **_ABOVE_NOUGHT)
_HOW_SIGNED = f"{_HOW_NUMBERS} What is returned is below nought: -60."
_BOTH_WAYS: dict[str, Any] = {"minimum": -(10**LONGEST), "maximum": 10**LONGEST}
_AS_SIGNED = _text(f"[-−]?{_NUMBER}", _HOW_SIGNED, *_NUMBERS, also=("number",), **_BOTH_WAYS)
_AS_QUANTITY = _text(
    f"([-−]?{_NUMBER}|balance|unknown)",
    "Write a number like 60, 8/3 or 2.5, {at_most: 10}, {at_least: 70}, {from: 26, to: 30}, "
    "balance or unknown.",
    *(60, "8/3", "balance", "unknown"),
    also=("number", "object"),
    **_BOTH_WAYS,
    properties={
        "at_most": {"description": "Anything from 0 to this.", **_AS_NUMBER},
        "at_least": {"description": "This, or more.", **_AS_NUMBER},
        "from": {"description": "Anything from this to `to`.", **_AS_NUMBER},
        "to": {"description": "The most that it may be.", **_AS_NUMBER},
    },
    minProperties=1,
    dependentRequired={"from": ["to"], "to": ["from"]},
    additionalProperties=False,
)
_AS_MONTH = _text(f"{_YEAR}-{_IN_YEAR}", "Write a month like 1951-07.", "1951-07")
_SPAN = f"({_PERIOD}|{_TWO_YEARS})"
_AS_MONTHS = _text(rf"{_SPAN}(\s*\.\.\s*{_SPAN})?", _HOW_WINDOWS, *_WINDOWS, **_YEARS)
_AS_WINDOW = {
    **_AS_MONTHS,
    "type": ["string", "integer", "array"],
    "items": _AS_MONTHS,
    "minItems": 1,
}
_OPEN = rf"{_SPAN}(\s*\.\.(\s*{_SPAN})?)?"
_HOW_OPEN = f"{_HOW_WINDOWS} It may be open: 1951-10.."
_AS_OPEN = _text(_OPEN, _HOW_OPEN, "1951-10..", *_WINDOWS, **_YEARS)
_DATE = f"{_YEAR}(-{_IN_YEAR}(-{_DAY})?)?"
_HOW_DATES = "Write 1951-06-21, 1951-06, 1951, or {before: 1951-06-21}."
_DATES = ("1951-06-21", "1951-06", 1951)
_AS_DAY = _text(_DATE, "Write 1951-06-21, 1951-06 or 1951.", *_DATES, **_YEARS)
_AS_DATE = _text(
    _DATE,
    _HOW_DATES,
    *_DATES,
    **{**_YEARS, "also": ("integer", "object")},
    properties={"before": {"description": "Some time before this.", **_AS_DAY}},
    required=["before"],
    additionalProperties=False,
)
_AS_ROW_DAY = _text(
    f"{_YEAR}-{_IN_YEAR}(-{_DAY})?", "Write a day like 1951-06-21, or a month.", *_DATES[:2]
)
_CITATION = r"[^\s§]+\s*(§\s*\S.*)?"
_HOW_CITATIONS = "Write the source's id and §paragraph."
_AS_CITATION = _text(_CITATION, _HOW_CITATIONS, "tel-21039 §4", "tel-21039", also=_ANY)
_OR_LIST = {"type": ["string", *_ANY, "array"], "items": _AS_CITATION, "minItems": 1}
_FROM_1: dict[str, Any] = {"also": ("integer",), "minimum": 1, "maximum": 999_999}
_AS_COUNT = _text("[1-9][0-9]{0,5}", "Tranches count from 1.", 1, **_FROM_1)
_HOW_YEARS_BEGIN = "Write the number of a month, from 1 to 12."
_MONTH_NUMBERS: dict[str, Any] = {"also": ("integer",), "minimum": 1, "maximum": 12}
_AS_YEAR_BEGINS = _text("([1-9]|1[0-2])", _HOW_YEARS_BEGIN, 7, 4, 10, **_MONTH_NUMBERS)
_HOW_DATES_STAND = "Write it with %Y, %m and %d, like %d/%m/%Y."
_AS_DATES = _text("(?=.*%Y)([^%]|%[YmdHMS])+", _HOW_DATES_STAND, "%d/%m/%Y", "%d.%m.%Y", "%m/%Y")
_EITHER_WAY: dict[str, Any] = {"also": ("integer",), "minimum": -9999, "maximum": 9999}
_HOW_SHIFTS = "Write a whole number of months, like -3 or 6."
_AS_SHIFT = _text(r"[+-]?(0|[1-9][0-9]{0,3})", _HOW_SHIFTS, -3, 6, **_EITHER_WAY)

_read_open = partial(_read_when, OpenWindow, "a window", "1951-10..")
Text = Annotated[str, _Reads(_read_text, _AS_TEXT)]
Name = Annotated[str, _Reads(read_name, _AS_NAME)]
Id = Annotated[str, _Reads(read_id, _AS_ID)]
Url = Annotated[str, _Reads(_read_url, _AS_URL)]
Number = Annotated[Fraction, _Reads(_read_number, _AS_NUMBER)]
Positive = Annotated[Fraction, _Reads(partial(_read_number, nought=False), _AS_POSITIVE)]
Signed = Annotated[Fraction, _Reads(_read_signed, _AS_SIGNED)]
Amount = Annotated[Quantity, _Reads(_read_quantity, _AS_QUANTITY)]
MonthField = Annotated[Month, _Reads(partial(_read_when, Month, "a month", "1951-07"), _AS_MONTH)]
WindowField = Annotated[Window, _Reads(_read_window, _AS_WINDOW)]
OpenWindowField = Annotated[OpenWindow, _Reads(_read_open, _AS_OPEN)]
Day = Annotated[Date, _Reads(read_day, _AS_ROW_DAY)]
DateField = Annotated[Date, _Reads(_read_date, _AS_DATE)]
Citations = Annotated[tuple[Citation, ...], _Reads(read_citations, {**_AS_CITATION, **_OR_LIST})]
YearBegins = Annotated[int, _Reads(read_year_begins, _AS_YEAR_BEGINS)]
Count = Annotated[int, _Reads(_read_count, _AS_COUNT)]
DatePattern = Annotated[str, _Reads(_read_dates, _AS_DATES)]
_DECIMAL, _THOUSANDS = ".,", ",. '\u2019_"
DecimalSign = Annotated[str, _Reads(partial(_read_sign, _DECIMAL), {"enum": [*_DECIMAL]})]
ThousandsSign = Annotated[str, _Reads(partial(_read_sign, _THOUSANDS), {"enum": [*_THOUSANDS]})]
Shift = Annotated[int, _Reads(_read_shift, _AS_SHIFT)]
