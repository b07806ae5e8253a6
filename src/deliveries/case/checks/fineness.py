"""Whether the parts of a scenario have a common denominator that a person could still read."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from deliveries.case.checks.parts import Found
from deliveries.case.models import Request, Scenario, Tranche
from deliveries.errors import Fault, Path

FINEST = 10**100
"""The largest common denominator of an item's tranches: beyond it, exact sums are pages long."""


def too_fine(path: Path, _: Request, scenario: Scenario) -> Found:
    """The first tranche with which the sums get out of hand."""
    if (at := first_too_fine(scenario)) is not None:
        yield Fault(
            (*path, "tranches", at),
            "too-fine",
            f"up to here, the common denominator has more than {len(str(FINEST)) - 1} digits",
            "write rounder numbers: no sum of these could be read",
        )


def first_too_fine(scenario: Scenario) -> int | None:
    """The position of that tranche; None if all is well."""
    common: dict[str | None, int] = {}
    for at, tranche in enumerate(scenario.tranches):
        for denominator in _denominators(tranche):
            common[tranche.item] = lcm(common.get(tranche.item, 1), denominator)
            if common[tranche.item] > FINEST:
                return at
    return None


def _denominators(tranche: Tranche) -> Iterator[int]:
    """What the numbers of a tranche are divided by, and what divides it among months."""
    quantity = (tranche.quantity and tranche.quantity.amount) or tranche.share or Fraction(1)
    parts = sum(tranche.weights, start=Fraction(0)).numerator if tranche.weights else 1
    yield quantity.denominator * (parts or 1)
    yield from (each.denominator for each in (tranche.amounts or {}).values())
    yield from (each.denominator for each in tranche.recipients.values())
