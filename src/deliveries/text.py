"""Text from a case file made safe to show: it changes nothing but itself.

Convention: control characters become their visible pictures, direction overrides are replaced, and
runs of right-to-left words are isolated so that they cannot turn the numbers beside them round.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import bidirectional, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTROL = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ("R", "AL")
_WITHIN_A_NAME = ("NSM", "WS", "ES")

_ASCII = str.maketrans({
    "−": "-", "–": "-", "—": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"', "·": ".",
    "─": "-", "█": "#", "▒": "+", "◂": "<", "•": "*", "§": "par. ", "×": "x",
    "●": "o", "■": "#", "▲": "A", "◆": "x", "○": "0", "□": "%", "△": "v", "◦": ",",
    "░": ":", "│": "|", "└": "+", "┬": "+", "┤": "+", "┊": ":", "━": "=", "↑": "^",
    _ISOLATE: "", _END_ISOLATE: "",
})  # fmt: skip
_FRACTION = "(?<=[0-9])(?=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
_VULGAR = "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"


def composed(text: str) -> str:
    """The text with each accent on its letter, where Unicode has the two as one: NFC.

    What looks the same is the same then, however it was typed.
    """
    return text if text.isascii() else normalize("NFC", text)


def visible(text: str) -> str:
    """Replace whatever would act on a terminal or a page instead of standing on it."""
    if text.isascii() and text.isprintable():
        return text
    shown = harmless(text)
    kinds = [bidirectional(character) for character in shown]
    if not any(kind in _RIGHT_TO_LEFT for kind in kinds):
        return shown
    return "".join(_isolated(shown, kinds))


def _isolated(text: str, kinds: Sequence[str]) -> Iterator[str]:
    """The text with each run of right-to-left words set apart, numbers and commas left outside."""
    at = 0
    while at < len(text):
        end = at
        for place in range(at, len(text)):
            if kinds[place] in _RIGHT_TO_LEFT:
                end = place + 1
            elif end == at or kinds[place] not in _WITHIN_A_NAME:
                break
        yield f"{_ISOLATE}{text[at:end]}{_END_ISOLATE}" if end > at else text[at]
        at = max(end, at + 1)


def harmless(text: str) -> str:
    """Replace control characters by their visible pictures and direction overrides by a sign."""
    return re.sub(_CONTROL, _picture, text)


def visible_lines(text: str) -> str:
    """Make a text of several lines visible, line by line."""
    return "\n".join(map(visible, text.split("\n")))


def to_ascii(text: str, encoding: str = "ascii") -> str:
    r"""Write our own signs in ASCII: ``2⅔`` becomes ``2 2/3``; so too what an encoding has not.

    What has no counterpart is escaped.

    >>> to_ascii("−7⅓ – §4 é"), to_ascii("2⅔ é", "latin-1")
    ('-7 1/3 - par. 4 \\xe9', '2 2/3 é')
    """
    if text.isascii():
        return text
    spaced = re.sub(_FRACTION, " ", text.translate(_ASCII))
    numbers = re.sub(_VULGAR, lambda match: normalize("NFKC", match[0]), spaced)
    plain = numbers.replace("\u2044", "/")
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        plain = normalize("NFKC", plain)
    return plain.encode(encoding, "backslashreplace").decode(encoding)


def _picture(match: re.Match[str]) -> str:
    """The visible sign of a control character."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
