"""What scenarios are made within, and the ways to write numbers, months and windows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests import oracle

if TYPE_CHECKING:
    from tests.oracle import Raw

START = 1951 * 12
PLANS = ("proposal", "offer", "reply", "agreement", "plan", "counterfactual")
TEXTS = ("A telegram", "Guns: all of them", "no", "1951", "# 3", "Ärmel – §2", "'quoted'", '"x" y')
NAMES = ("China", "Korea", "Here & there")
NONE = Fraction(0)
Draw = st.DrawFn


@dataclass
class Terms:
    """What the scenarios of a request are made within."""

    draw: Draw
    lots: dict[str | None, Fraction | None]
    """The things that are counted, each with its lot."""
    asked: dict[str | None, bool]
    """Whether a quantity of it is asked for."""
    opens: int | None
    citing: list[str]

    @property
    def items(self) -> list[str]:
        return [name for name in self.lots if name]


def text_of(draw: Draw, number: Fraction) -> str:
    """A number as a fraction, a decimal, a mixed number, or not in lowest terms."""
    whole, rest = divmod(number, 1)
    ways = [str(number)]
    if rest and whole:
        ways.append(f"{whole} {rest}")
    if rest:
        ways.append(f"{2 * number.numerator}/{2 * number.denominator}")
    if 1000 % number.denominator == 0:
        decimals = f"{int(rest * 1000):03}"
        ways.append(f"{whole}.{decimals.rstrip('0') or '0'}")
    return draw(st.sampled_from(ways))


def month_text(when: int) -> str:
    return f"{when // 12:04}-{when % 12 + 1:02}"


def window_text(draw: Draw, first: int, last: int) -> str:
    """A window in one of the ways to write it."""
    ways = [
        f"{month_text(first)}..{month_text(last)}",
        f"{month_text(first)} .. {month_text(last)}",
    ]
    begins, ends = period_texts(first, begins=True), period_texts(last, begins=False)
    ways += [f"{begin}..{end}" for begin in begins for end in ends]
    ways += [begin for begin in begins if oracle.window(begin) == (first, last)]
    return draw(st.sampled_from(ways))


def period_texts(when: int, *, begins: bool) -> list[str]:
    """The periods that begin, or end, with a month."""
    year, at = divmod(when if begins else when + 1, 12)
    year, at = (year, at) if begins or at else (year - 1, 12)
    found = [month_text(when)]
    for size, letter in ((3, "Q"), (6, "H"), (12, "")):
        if at % size == 0:
            number = at // size + begins
            found.append(f"{year:04}-{letter}{number}" if letter else f"{year:04}")
    return found


def amount(draw: Draw, lot: Fraction | None, least: int = 0) -> Fraction:
    if lot:
        return lot * draw(st.integers(least, 12))
    small = st.fractions(least, 30, max_denominator=6)
    return draw(st.integers(least, 20).map(Fraction) | small)


def maybe(draw: Draw, value: Any, *, often: int = 2) -> Any:
    return value if draw(st.integers(0, often - 1)) == 0 else None


def given(**keys: Any) -> Raw:
    return {key: value for key, value in keys.items() if value not in (None, "", [], {})}
