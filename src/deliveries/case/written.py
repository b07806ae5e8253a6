"""How each kind of value is written, as the JSON Schema that an editor checks it by.

Convention: an editor reads YAML 1.2, where ``1952`` is a number, ``1951-07`` text and ``true``
neither, so each kind names every type that its text may come as; a pattern is of text, a minimum of
numbers. So there are no alternatives, of which an editor could only say that none fits. A pattern
means the same to Python and to JavaScript. Editors offer the examples.
"""

from __future__ import annotations

from typing import Any

from deliveries.numbers import LONGEST

Written = dict[str, Any]

_WHOLE = f"(0|[1-9][0-9]{{0,{LONGEST - 1}}})"
_DIVIDED = f"({_WHOLE} +)?{_WHOLE}/[1-9][0-9]{{0,{LONGEST - 1}}}"
_NUMBER = f"({_DIVIDED}|{_WHOLE}(\\.[0-9]{{1,{LONGEST}}})?)"
_NOT_NOUGHT = r"(?!(0+ +)?0(/|\.?0*\s*$))"
_YEAR = "(?!0000)[0-9]{4}"
_IN_YEAR = "(0[1-9]|1[0-2])"
_PERIOD = f"{_YEAR}(-({_IN_YEAR}|H[12]|Q[1-4]))?"
_DAY = "(0[1-9]|[12][0-9]|3[01])"
_LETTER = r"(\w|[^\x00-\x7f])"
_SIGN = r"([\w.-]|[^\x00-\x7f])"


def _text(pattern: str, message: str, *examples: object) -> Written:
    """Text that is wholly of the pattern, white space around it aside."""
    whole = {"type": "string", "pattern": rf"^\s*{pattern}\s*$"}
    return {**whole, "patternErrorMessage": message, "examples": list(examples)}


def _or_number(text: Written, **bounds: object) -> Written:
    """Text that an editor may read as a number, within the bounds."""
    return {**text, "type": ["string", "number"], **bounds}


def _or_year(text: Written) -> Written:
    return {**text, "type": ["string", "integer"], "minimum": 1, "maximum": 9999}


def _or_any(text: Written) -> Written:
    """Text that an editor may read as anything with one value: ``title: 1951``, ``by: true``."""
    return {**text, "type": ["string", "number", "boolean"]}


def _or_list(one: Written) -> Written:
    return {**one, "type": [*one["type"], "array"], "items": one, "minItems": 1}


_LARGEST = 10**LONGEST
_NUMBERS = (60, "8/3", "2 2/3", 2.5)
_HOW_NUMBERS = "Write a number like 60, 8/3, 2 2/3 or 2.5."
_HOW_WINDOWS = "Write 1951-07, 1951-07..1951-12, 1952, 1952..1953, 1954-H1 or 1951-Q3."
_WINDOWS = ("1951-07..1951-12", 1952, "1952..1953", "1954-H1", "1951-Q3", "1951-07")
_WINDOW = rf"{_PERIOD}(\s*\.\.\s*{_PERIOD})?"

TEXT = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""Any text; it has no examples, or an editor would offer one for every title."""
ID = _or_any(
    _text(
        f"{_LETTER}{_SIGN}{{0,63}}",
        "Use up to 64 letters, digits, -, _ and .",
        "tel-21039",
        "general-staff",
    )
)
URL = _text(
    'https?://[^\\s<>"]+',
    "Write a web address with https:// in front.",
    "https://digitalarchive.wilsoncenter.org",
)
NUMBER = _or_number(_text(_NUMBER, _HOW_NUMBERS, *_NUMBERS), minimum=0, maximum=_LARGEST)
POSITIVE = _or_number(
    _text(_NOT_NOUGHT + _NUMBER, f"{_HOW_NUMBERS} Nought will not do.", *_NUMBERS),
    exclusiveMinimum=0,
    maximum=_LARGEST,
)
QUANTITY: Written = {
    **_or_number(
        _text(
            f"({_NUMBER}|balance|unknown)",
            "Write a number like 60, 8/3 or 2.5, {at_most: 10}, balance or unknown.",
            *(60, "8/3", "balance", "unknown"),
        ),
        minimum=0,
        maximum=_LARGEST,
    ),
    "type": ["string", "number", "object"],
    "properties": {"at_most": {"description": "Anything from 0 to this.", **NUMBER}},
    "required": ["at_most"],
    "additionalProperties": False,
}
MONTH = _text(f"{_YEAR}-{_IN_YEAR}", "Write a month like 1951-07.", "1951-07")
WINDOW = _or_year(_text(_WINDOW, _HOW_WINDOWS, *_WINDOWS))
OPEN_WINDOW = _or_year(
    _text(
        rf"{_PERIOD}(\s*\.\.(\s*{_PERIOD})?)?",
        f"{_HOW_WINDOWS} It may be open: 1951-10..",
        "1951-10..",
        *_WINDOWS,
    )
)
DATE = _or_year(
    _text(
        f"{_YEAR}(-{_IN_YEAR}(-{_DAY})?)?",
        "Write 1951-06-21, 1951-06 or 1951.",
        "1951-06-21",
        "1951-06",
        1951,
    )
)
_CITATION = _text(
    r"[^\s§]+\s*(§\s*\S.*)?",
    "Write the source's id and §paragraph.",
    "tel-21039 §4",
    "tel-21039",
)
CITATIONS = _or_list(_or_any(_CITATION))
COUNT: Written = {
    **_text("[1-9][0-9]{0,5}", "Tranches count from 1.", 1),
    "type": ["string", "integer"],
    "minimum": 1,
    "maximum": 999_999,
}
SHIFT: Written = {
    **_text(r"[+-]?(0|[1-9][0-9]{0,3})", "Write a whole number of months, like -3 or 6.", -3, 6),
    "type": ["string", "integer"],
    "minimum": -9999,
    "maximum": 9999,
}
