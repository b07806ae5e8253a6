"""The questions of a report in Moodle's GIFT format.

Convention: a question with values that are right is a short answer, which takes each usual way to
write them; any other is an essay. Texts are plain, so that no name becomes markup, and every sign
of the format's own is escaped in them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.errors import FormatError
from deliveries.months import Month
from deliveries.numbers import MINUS, decimal, mixed, percent
from deliveries.tables import Band, Share
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Value

_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})


def write(report: Report, _: Options) -> Iterator[bytes]:
    """Yield the questions. Raises `FormatError` if there are none."""
    if not report.questions:
        hint = "the answers of a worksheet have them: deliveries handout --key --format gift"
        raise FormatError(f"{report.called} has no questions for GIFT", hint)
    for number, each in enumerate(report.questions, 1):
        feedback = " ".join((each.answer, *each.working))
        asked = [(f" ({check.part})" if check.part else "", check.value) for check in each.checks]
        for at, (part, value) in enumerate(asked or [("", None)]):
            letter = chr(ord("a") + at) if len(asked) > 1 else ""
            title = f"{report.title} {number}{letter}"
            right = "".join(f"={_escaped(way)} " for way in ways(value))
            text = f"::{_escaped(title)}::[plain]{_escaped(each.text + part)} "
            yield f"{text}{{{right}####{_escaped(feedback)}}}\n\n".encode()


def ways(value: Value) -> Iterator[str]:
    """Yield how a person may write a value that is right, each way once.

    >>> list(ways(Fraction(8, 3)))
    ['2⅔', '2 2/3', '8/3', '2.67', '2,67', '2.667', '2,667']
    """
    found: list[str] = []
    match value:
        case Month():
            found += [value.long(), value.short(), str(value), f"{value.number}/{value.year}"]
        case Share(part):
            whole = percent(part)
            found += [whole, whole.removesuffix("%"), whole.replace("%", " %"), *ways(part)]
        case Band(least, most) if not least:
            for way in ways(most):
                found += [way, f"at most {way}", f"0 to {way}", f"0-{way}"]
        case Band(least, most):
            low, high = list(ways(least)), list(ways(most))
            alike = zip(low, high, strict=True) if len(low) == len(high) else [(low[0], high[0])]
            for one, other in alike:
                found += [f"{one} to {other}", f"{one}-{other}", f"{one}–{other}"]
        case Fraction() | int():
            found += _number(Fraction(value))
    yield from dict.fromkeys(found)


def _number(value: Fraction) -> list[str]:
    """Return the ways to write a number: mixed, as a fraction, as a decimal; with either minus."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(size.numerator, size.denominator)
    amounts = [mixed(size)]
    if rest:
        amounts.append(f"{f'{whole} ' if whole else ''}{rest}/{size.denominator}")
        amounts.append(f"{size.numerator}/{size.denominator}")
        for places in (None, 2, 3):
            rounded = decimal(size, places).replace(",", "")
            amounts += [rounded, rounded.replace(".", ",")]
    else:
        amounts.append(f"{whole}")
    amounts = list(dict.fromkeys(amounts))
    return [f"{minus}{each}" for minus in ((MINUS, sign) if sign else ("",)) for each in amounts]


def _escaped(text: str) -> str:
    return harmless(text).translate(_SIGNS)
