"""The named kinds of value that a case is made of, each read from the text a person writes.

Convention: a scalar arrives as the text that stands in the file; its field decides what it means.
So ``no``, ``010`` or ``19:51`` can never turn into something else on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic_core import core_schema

from deliveries.case import written
from deliveries.errors import UnreadableError, did_you_mean, hidden_in
from deliveries.months import Date, Month, OpenWindow, Window
from deliveries.numbers import parse_exact
from deliveries.text import composed

T = TypeVar("T")


class Quantity(NamedTuple):
    """How much, as far as the source says."""

    kind: Literal["exact", "at_most", "balance", "unknown"]
    """``at_most`` is anything from 0 to the amount; ``balance`` is what the others leave."""
    amount: Fraction | None = None
    """In the unit of the request or item; None for ``balance`` and ``unknown``."""

    def __str__(self) -> str:
        """The text that a case file has."""
        if self.kind == "at_most":
            return f"at most {self.amount}"
        return self.kind if self.amount is None else str(self.amount)


class Citation(NamedTuple):
    """A document, and the paragraph of it."""

    source: str
    """The id of a source."""
    paragraph: str = ""
    """The paragraph as the document numbers it; empty for the whole document."""

    def __str__(self) -> str:
        """``tel-21039 §4``."""
        return f"{self.source} §{self.paragraph}" if self.paragraph else self.source


def _as_text(value: object, what: str, example: str) -> str:
    """Take text (from a file) or a whole number (from Python); refuse all else."""
    if isinstance(value, str):
        return composed(value.strip())
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"{what} is needed here", f"write it like {example}")


def read_number(value: object) -> Fraction:
    """Read an exact number from text, int or Fraction; no float. Raises `UnreadableError`."""
    if isinstance(value, float):
        raise UnreadableError(
            f"{value!r} is a binary float, which is not exact", "use text or Fraction"
        )
    return parse_exact(_as_text(value, "a number", "60 or 8/3"))


def _read_positive(value: object) -> Fraction:
    if not (number := read_number(value)):
        raise UnreadableError("nought will not do here", "write a number above 0")
    return number


def read_quantity(value: object) -> Quantity:
    """Read a number, ``unknown``, ``balance`` or ``{at_most: 10}``. Raises `UnreadableError`."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, Mapping):
        if list(value) != ["at_most"]:
            raise UnreadableError("this mapping is not a quantity", "write {at_most: 10}")
        return Quantity("at_most", read_number(value["at_most"]))
    if value in ("balance", "unknown"):
        return Quantity("balance" if value == "balance" else "unknown")
    if isinstance(value, str) and value.isalpha():
        hint = did_you_mean(value, ["balance", "unknown"])
        raise UnreadableError(
            f"'{value}' is not a quantity", hint or "write a number, `balance` or `unknown`"
        )
    return Quantity("exact", read_number(value))


_CITATION = re.compile(r"([^\s§]+)\s*(?:§\s*(\S.*))?")


def _read_citation(value: object) -> Citation:
    if isinstance(value, Citation):
        return value
    text = _as_text(value, "a citation", "tel-21039 §4")
    if not (match := _CITATION.fullmatch(text)):
        raise UnreadableError(f"'{text}' is not a citation", "write the source's id and §paragraph")
    return Citation(match[1], match[2] or "")


def read_citations(value: object) -> tuple[Citation, ...]:
    """Read one citation, or a list of them. Raises `UnreadableError`."""
    if isinstance(value, Citation | str):
        return (_read_citation(value),)
    if not isinstance(value, list | tuple) or not value:
        raise UnreadableError("a citation is needed here", "write it like tel-21039 §4")
    return tuple(_read_citation(entry) for entry in value)


def _reader(cls: type[T], parse: Callable[[str], T], what: str, like: str) -> Callable[[object], T]:
    """Make a validator that passes a ready value through and parses text."""

    def read(value: object) -> T:
        return value if isinstance(value, cls) else parse(_as_text(value, what, like))

    return read


def _read_shift(value: object) -> int:
    text = _as_text(value, "a number of months", "-3")
    if not re.fullmatch(r"[+-]?(0|[1-9][0-9]*)", text):
        raise UnreadableError(f"'{text}' is not a whole number of months", "write it like -3 or 6")
    if len(text.lstrip("+-")) > 4:
        raise UnreadableError(f"'{text}' months lead nowhere", "write at most four digits")
    return int(text)


def _read_count(value: object) -> int:
    text = _as_text(value, "a number", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise UnreadableError(f"'{text}' is not the number of a tranche", "tranches count from 1")
    return int(text)


def _read_text(value: object, what: str = "text", like: str = "Arms for sixty divisions") -> str:
    """Text as it stands, without white space around it. A number is text too: ``title: 1951``."""
    text = _as_text(value, what, like)
    if not text:
        raise UnreadableError("this is empty", "write some text, or leave the key out")
    return text


def _check_id(value: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", value) or len(value) > 64:
        raise UnreadableError(
            f"'{value[:64]}' cannot be an id",
            hidden_in(value) or "use up to 64 letters, digits, `-`, `_` and `.`",
        )
    return value


def _check_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise UnreadableError(f"'{value}' is not a web address", "write it with https:// in front")
    return value


class _Reads:
    """How a field reads what stands in a file, and the JSON Schema of what may stand there.

    Unlike `pydantic.PlainValidator`, it never looks into the type that it makes: start-up matters.
    """

    def __init__(self, read: Callable[[object], object], as_schema: written.Written) -> None:
        self.read = read
        self.as_schema = as_schema

    def __get_pydantic_core_schema__(self, *_: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, *_: object) -> written.Written:
        return dict(self.as_schema)


def read_id(value: object) -> str:
    """Read the id of a source, request, item or scenario. Raises `UnreadableError`."""
    return _check_id(_read_text(value, "an id", "the-offer"))


def _read_url(value: object) -> str:
    return _check_url(_read_text(value, "a web address", "https://example.org"))


Text = Annotated[str, _Reads(_read_text, written.TEXT)]
Id = Annotated[str, _Reads(read_id, written.ID)]
Url = Annotated[str, _Reads(_read_url, written.URL)]
Number = Annotated[Fraction, _Reads(read_number, written.NUMBER)]
Positive = Annotated[Fraction, _Reads(_read_positive, written.POSITIVE)]
Amount = Annotated[Quantity, _Reads(read_quantity, written.QUANTITY)]
MonthField = Annotated[
    Month, _Reads(_reader(Month, Month.parse, "a month", "1951-07"), written.MONTH)
]
WindowField = Annotated[
    Window, _Reads(_reader(Window, Window.parse, "a window", "1951-07..1951-12"), written.WINDOW)
]
OpenWindowField = Annotated[
    OpenWindow,
    _Reads(_reader(OpenWindow, OpenWindow.parse, "a window", "1951-10.."), written.OPEN_WINDOW),
]
DateField = Annotated[Date, _Reads(_reader(Date, Date.parse, "a date", "1951-06-21"), written.DATE)]
Citations = Annotated[tuple[Citation, ...], _Reads(read_citations, written.CITATIONS)]
Count = Annotated[int, _Reads(_read_count, written.COUNT)]
Shift = Annotated[int, _Reads(_read_shift, written.SHIFT)]
