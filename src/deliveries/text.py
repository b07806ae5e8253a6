"""Text from a case file made safe to show: it changes nothing but itself.

Convention: control characters become their visible pictures, direction overrides are replaced, and
runs of right-to-left words are isolated so that they cannot turn the numbers beside them round.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, normalize

_OVERRIDES = (0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), *_OVERRIDES, 0xFFFE, 0xFFFF), "\ufffd"),
}
_FIRST_FROM_THE_RIGHT = "\u0590"
"""Before the Hebrew letters there is nothing that runs from right to left."""
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_KINDS = {"R": "R", "AL": "R", "NSM": "w", "WS": "w", "ES": "w"}
"""Characters that run from right to left, and those that may stand within a name of them."""

_ASCII = str.maketrans({
    "−": "-", "–": "-", "—": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"', "·": ".",
    "─": "-", "█": "#", "▒": "+", "◂": "<", "•": "*", "§": "par. ", "×": "x",
    "●": "o", "■": "#", "▲": "A", "◆": "x", "○": "0", "□": "%", "△": "v", "◦": ",",
    "░": ":", "│": "|", "└": "+", "┬": "+", "┤": "+", "┊": ":", "━": "=", "↑": "^",
    "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "-", "▆": "=", "▇": "=", "≈": "~",
    _ISOLATE: "", _END_ISOLATE: "",
})  # fmt: skip
_VULGAR = "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"


def visible(text: str) -> str:
    """Replace whatever would act on a terminal or a page instead of standing on it.

    Each run of right-to-left words is set apart, numbers and commas left outside.
    """
    if text.isprintable() and max(text, default="") < _FIRST_FROM_THE_RIGHT:
        return text
    shown = harmless(text)
    kinds = "".join(_KINDS.get(bidirectional(character), "-") for character in shown)
    marked, at = "", 0
    for run in re.finditer("R([Rw]*R)?", kinds):
        words = shown[run.start() : run.end()]
        marked += f"{shown[at : run.start()]}{_ISOLATE}{words}{_END_ISOLATE}"
        at = run.end()
    return marked + shown[at:]


def harmless(text: str) -> str:
    """Replace control characters by their visible pictures and direction overrides by a sign."""
    return text.translate(_PICTURES)


def to_ascii(text: str, encoding: str = "ascii") -> str:
    r"""Write our own signs in ASCII: ``2⅔`` becomes ``2 2/3``; so too what an encoding has not.

    What has no counterpart is escaped.

    >>> to_ascii("−7⅓ – §4 é"), to_ascii("2⅔ é", "latin-1")
    ('-7 1/3 - par. 4 \\xe9', '2 2/3 é')
    """
    if text.isascii():
        return text
    spaced = re.sub(f"(?<=[0-9])(?={_VULGAR})", " ", text.translate(_ASCII))
    plain = re.sub(_VULGAR, lambda match: normalize("NFKC", match[0]), spaced)
    plain = plain.replace("\u2044", "/")
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        plain = normalize("NFKC", plain)
    return plain.encode(encoding, "backslashreplace").decode(encoding)
