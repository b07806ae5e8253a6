"""What several checks share."""

from collections.abc import Iterator
from fractions import Fraction

from deliveries.errors import Fault, Path

Found = Iterator[Fault]


def is_whole(number: Fraction, lot: Fraction | None) -> bool:
    """Whether the number is a whole number of lots; always so without a lot.

    In integers, as a long list asks it of every item: a division of fractions takes ten times as
    long.
    """
    if lot is None:
        return True
    return not number.numerator * lot.denominator % (number.denominator * lot.numerator)


def not_whole(path: Path, number: Fraction, lot: Fraction | None) -> Fault:
    """Phrase a quantity that its lot does not divide."""
    return Fault(path, "not-whole-lots", f"{number} is not a whole number of lots of {lot}")


def wrong_sum(
    path: Path, what: str, made: Fraction, stated: Fraction, rests_on: tuple[Path, ...] = ()
) -> Fault:
    """Phrase parts that do not make the whole."""
    message = f"{what} make {made}, but the quantity is {stated}"
    return Fault(path, "wrong-sum", message, "the parts must make the whole", rests_on)
