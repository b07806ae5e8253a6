"""Text from a case file made safe to show: it changes nothing but itself.

Convention: control characters become their visible pictures, direction overrides are replaced, and
text with right-to-left letters is isolated so that it cannot turn its neighbours round.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, normalize

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"

_ASCII = str.maketrans({
    "−": "-", "–": "-", "—": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"', "·": ".",
    "─": "-", "█": "#", "▒": "+", "◂": "<", "•": "*", "§": "par. ", "×": "x",
    _ISOLATE: "", _END_ISOLATE: "",
})  # fmt: skip
_FRACTION = "(?<=[0-9])(?=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"


def visible(text: str) -> str:
    """Replace whatever would act on a terminal or a page instead of standing on it."""
    if text.isascii() and text.isprintable():
        return text
    shown = _CONTROL.sub(_picture, text)
    if any(bidirectional(character) in ("R", "AL", "AN") for character in shown):
        return f"{_ISOLATE}{shown}{_END_ISOLATE}"
    return shown


def visible_lines(text: str) -> str:
    """Make a text of several lines visible, line by line."""
    return "\n".join(map(visible, text.split("\n")))


def to_ascii(text: str) -> str:
    """Write it in ASCII: ``2⅔`` becomes ``2 2/3``; what has no counterpart is escaped.

    >>> to_ascii("−7⅓ – §4")
    '-7 1/3 - par. 4'
    """
    if text.isascii():
        return text
    spaced = re.sub(_FRACTION, " ", text.translate(_ASCII))
    plain = normalize("NFKC", spaced).replace("\u2044", "/")
    return plain.encode("ascii", "backslashreplace").decode("ascii")


def _picture(match: re.Match[str]) -> str:
    """The visible sign of a control character."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
