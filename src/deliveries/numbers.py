"""Exact numbers: reading them, counting them in grains, rounding to lots, writing them for people.

Convention: a quantity is a `Fraction` (in its unit) or a whole number of *grains*, a grain being
1/D of the unit for a common denominator D. No float and no Decimal ever enters; mixed numbers,
decimals and per cent are text, made last.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from math import gcd
from numbers import Rational
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from unicodedata import decimal as decimal_digit

from deliveries.errors import UnreadableError, hidden_in

if TYPE_CHECKING:
    from collections.abc import Iterable


class RoundedUp(Fraction):
    """A number that is written rounded up where it is rounded: what is enough must stay enough.

    A least capacity is one. It reckons and compares as any other fraction.
    """


MOST_HANDED_OUT = 1_000_000
"""The most lots that are handed out one by one, by `handed_out`: some two seconds' work."""
LONGEST = 15
"""The most digits that a number in a case file may have on either side of its stroke or point."""
PLACES = 6
"""The decimal places in data of a number whose decimals do not end; the most for people."""
LARGEST_DENOMINATOR = 36
"""The largest of a fraction for people: the months of three years. Beyond it stand decimals."""
VULGAR = {
    (1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 5): "⅕", (2, 5): "⅖",
    (3, 5): "⅗", (4, 5): "⅘", (1, 6): "⅙", (5, 6): "⅚", (1, 8): "⅛", (3, 8): "⅜", (5, 8): "⅝",
    (7, 8): "⅞",
}  # fmt: skip
"""Fractions that have a sign of their own in most fonts."""
MINUS = "−"

_NUMBER = re.compile(r"(?:(0|[1-9][0-9]*) +)?(0|[1-9][0-9]*)(?:/([1-9][0-9]*)|\.([0-9]+))?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0")
"""Three decimals, the last of them nought: hardly anybody writes a decimal like that."""


def exact(value: object) -> Fraction:
    """Return a number that Python is given: an int, a Fraction or text, as `parse_exact` reads it.

    Raises `UnreadableError` for a float, which is not exact, for a truth value, and for anything
    below nought.
    """
    if isinstance(value, float):
        message = f"{value!r} is a binary float, which is not exact"
        raise UnreadableError(message, "use text or Fraction")
    if isinstance(value, bool) or not isinstance(value, Rational | str):
        raise UnreadableError("a number is needed here", "write it like 60 or 8/3")
    if isinstance(value, Rational) and (number := Fraction(value)) >= 0:
        return number
    return parse_exact(str(value))


def parse_exact(text: str) -> Fraction:
    """Read ``60``, ``8/3``, ``2 2/3`` or ``2.5``, exactly and never below nought.

    Raises `UnreadableError` for anything that another reader might take for a different number.

    >>> parse_exact("2 2/3")
    Fraction(8, 3)
    """
    if len(text) <= LONGEST and text.isdecimal() and text.isascii() and text[0] != "0":
        return Fraction(int(text))  # as most are: three times as fast
    match = _NUMBER.fullmatch(text)
    shown = text if len(text) <= 40 else text[:37] + "..."
    if not match or (match[1] and not match[3]):
        raise UnreadableError(f"'{shown}' is not a number", _number_hint(text))
    if any(len(part) > LONGEST for part in match.groups() if part):
        raise UnreadableError(
            f"'{shown}' is too long a number", f"at most {LONGEST} digits, please"
        )
    whole, number, denominator, decimals = match.groups()
    if decimals:
        if _THOUSANDS.fullmatch(text):
            meant = f"write {plain(Fraction(text))} or {number}{decimals}"
            raise UnreadableError(f"some readers take '{text}' for thousands", meant)
        return Fraction(f"{number}.{decimals}")
    if whole and int(number) >= int(denominator):
        raise UnreadableError(f"'{text}' is not a number", "write it as one fraction")
    return int(whole or 0) + Fraction(int(number), int(denominator or 1))


_HINTS = (
    (r"-.*", "a quantity is never negative"),
    (r"0[0-9]+", "a leading zero could mean octal: write the number without it"),
    (r"[0-9]+(_[0-9]+)+|[0-9]{1,3}([,' ][0-9]{3})+", "write the digits alone, without separators"),
    (r"[0-9]{1,3}(\.[0-9]{3}){2,}", "write the digits alone, without separators"),
    (r"[0-9]+,[0-9]+", "write a decimal point"),
    (r"[0-9.]+[eE][+-]?(1[5-9]|[2-9][0-9]|[0-9]{3,})", f"at most {LONGEST} digits, please"),
    (r"[0-9.]+[eE][+-]?[0-9]+", "write the number out"),
    (r"0[xob][0-9a-fA-F]+", "write the number in decimal digits"),
    (r"[0-9]+(:[0-9]+)+", "some readers take this for a time of day: write a plain number"),
    (r"[0-9 ]+/0+", "nothing can be divided by nought"),
    (r"\.[0-9]+", "write a digit before the point"),
    (r"[0-9]+\.", "write a digit after the point, or leave it out"),
    (r"unknown", "leave it out where the source does not give it"),
    (r"\+.*", "write the number without a plus"),
    (r"[0-9][0-9.,]* *[-\u2212]", "write the sign before the number"),
    (r"[0-9.]+ *%", "write a share as a fraction, such as 1/4"),
    (
        r"\.?(inf|infinity|nan)",
        "leave it out where the source does not give it; a tranche has `unknown`",
    ),
    (r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "this looks like a date"),
    (
        r"[0-9.]+ *([-–—]|\.\.|to) *[0-9.]+",
        "one number is needed here: only what a tranche brings can be a range",
    ),
    (
        r"(about|around|approx\.?|roughly|c\.|ca\.?|circa|~|≈) *[0-9.]+",
        "put the number alone; `assumed` can say that it is not exact",
    ),
    (
        r"[0-9][0-9.,/]*( +[^\W\d_]|[^\W\d_]{2}).*",
        "write the number alone, without a unit or a word",
    ),
)


def _number_hint(text: str) -> str:
    """Return what to write instead of a text that is not a number."""
    if hidden := hidden_in(text):
        return hidden
    if (spelt := "".join(map(_in_ascii, text)).strip()) != text:
        return f"write {spelt}" if _NUMBER.fullmatch(spelt) else _number_hint(spelt)
    for pattern, hint in _HINTS:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return hint
    return "write a number like 60, 8/3, 2 2/3 or 2.5"


def _in_ascii(character: str) -> str:
    """Return a digit, space, sign or fraction of any script in ASCII; all else as it is."""
    if character in VULGAR.values():
        return f" {normalize('NFKC', character)}".replace("\u2044", "/")
    if category(character) in ("Nd", "Zs"):
        return str(decimal_digit(character, " "))
    return {MINUS: "-", "\u2044": "/"}.get(character, character)


def in_grains(value: Fraction | int, denominator: int) -> int:
    """Count the grains of 1/denominator in a value that they hold exactly."""
    return value.numerator * (denominator // value.denominator)


def handed_out(shares: Iterable[Fraction], lot: Fraction) -> int:
    """Count the lots that go to recipients one by one before the pattern begins again.

    None do where there are two: what the first has by then is rounded, and the other has the rest.

    >>> handed_out([Fraction(26), Fraction(6), Fraction(2)], Fraction(2))
    17
    """
    lots = [int(share / lot) for share in shares]
    return sum(lots) // (gcd(*lots) or 1) if len(lots) > 2 else 0


def mixed(value: Fraction | int) -> str:
    """Write a number as a person would: ``2⅔``, ``−7⅓``, ``1,320``, ``3 5/36``."""
    sign = MINUS if value < 0 else ""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    if not rest:
        return f"{sign}{whole:,}"
    if part := VULGAR.get((rest, value.denominator)):
        return f"{sign}{whole:,}{part}" if whole else sign + part
    part = f"{rest}/{value.denominator}"
    return f"{sign}{whole:,} {part}" if whole else sign + part


def for_people(value: Fraction | int) -> str:
    """Write a mixed number, or decimals where its denominator is beyond `LARGEST_DENOMINATOR`.

    Decimals that are rounded say so.

    >>> for_people(Fraction(44, 36)), for_people(Fraction(1, 500)), for_people(Fraction(1739, 826))
    ('1 2/9', '0.002', '≈ 2.11')
    """
    if value.denominator <= LARGEST_DENOMINATOR:
        return mixed(value)
    end = ends_after(value)
    is_exact = end is not None and end <= PLACES
    return decimal(value) if is_exact else f"≈ {decimal(value)}"


def places_of(value: Fraction | int) -> int:
    """Count the decimal places that people need of a number.

    All of them where they end within `PLACES`; else two, and as many as show two digits of it.

    >>> [places_of(Fraction(1, each)) for each in (1, 8, 3, 500, 4500)]
    [0, 3, 2, 3, 5]
    """
    end = ends_after(value)
    if end is not None and end <= PLACES:
        return end
    places = 2
    while abs(value.numerator) * 10 ** (places - 1) < value.denominator:
        places += 1
    return places


def decimal(value: Fraction | int, places: int | None = None) -> str:
    """Write a number with decimals, rounded half away from nought; whole numbers bare.

    It has `places_of` it unless another number of places is given.
    """
    if value.denominator == 1:
        return mixed(value)
    places = places_of(value) if places is None else places
    sign = MINUS if value < 0 else ""
    whole, rest = divmod(_rounded(value, places), 10**places)
    return f"{sign}{whole:,}.{rest:0{places}}"


def plain(value: Fraction | int) -> str:
    """Write a number for a data file: no separators, a decimal point, ASCII.

    A decimal that ends is written to its end; one that does not is rounded half up to six places.

    >>> plain(Fraction(8, 3)), plain(Fraction(1, 128)), plain(Fraction(-22, 3))
    ('2.666667', '0.0078125', '-7.333333')
    """
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    if not rest:
        return f"{sign}{whole}"
    carried, decimals = _decimals(rest, value.denominator)
    return f"{sign}{whole + carried}{decimals}"


@lru_cache(maxsize=4096)
def _decimals(rest: int, denominator: int) -> tuple[int, str]:
    """Return a proper fraction's decimals, the point first, and what rounding carries over it.

    They are remembered, as a long list has the same few again and again.
    """
    part = Fraction(rest, denominator)
    places = ends_after(part) or PLACES
    carried, decimals = divmod(_rounded(part, places), 10**places)
    return carried, f".{decimals:0{places}}"


def percent(value: Fraction | int) -> str:
    """Write a share as a whole per cent; one that is not quite 0 or 100 never claims to be.

    >>> percent(Fraction(16, 60)), percent(Fraction(999, 1000))
    ('27%', '>99%')
    """
    rounded = _rounded(value, 2)
    if rounded == 0 and value:
        return "<1%"
    if rounded == 100 and value < 1:
        return ">99%"
    return f"{rounded:,}%"


def _rounded(value: Fraction | int, places: int) -> int:
    """Return |value| x 10^places as a whole number: rounded half up, or up if it is `RoundedUp`."""
    scale: int = 10**places
    number, denominator = abs(value.numerator) * scale, value.denominator
    if isinstance(value, RoundedUp):
        return -(-number // denominator)
    return (2 * number + denominator) // (2 * denominator)


@lru_cache(maxsize=1024)
def ends_after(value: Fraction | int) -> int | None:
    """Count the decimal places after which a number ends; None if it never does.

    >>> ends_after(60), ends_after(Fraction(1, 8)), ends_after(Fraction(8, 3))
    (0, 3, None)
    """
    denominator, twos, fives = value.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
