"""Holds an explanation: sections of steps, each an equation that can be worked out again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.results import Result

if TYPE_CHECKING:
    from deliveries.case import Citation
    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Schedule


class Ratio(NamedTuple):
    """A share as it is reckoned, not in lowest terms: 4 of 6 months."""

    part: int
    whole: int


Term = Fraction | Ratio | str
"""A number, a share, or a sign between them."""


class Step(NamedTuple):
    """One line on the blackboard."""

    label: str
    equation: tuple[Term, ...] = ()
    """The left side; empty where nothing is reckoned."""
    value: Fraction | None = None
    """The right side; None where nothing is reckoned or known."""


class Section(NamedTuple):
    """What belongs together: a tranche, the sum, the capacity..."""

    title: str
    steps: tuple[Step, ...]
    source: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Explanation(Result):
    """Everything behind the cells of one scenario, item and month."""

    result: ClassVar[str] = "explanation"
    schedule: Schedule
    item: ItemSchedule
    month: Month
    delivered: Fraction | None
    """What the month brings; None where nothing is planned or known."""
    to_date: Fraction | None
    """What is there at its end; None where that is not known."""
    at_least: Fraction | None
    at_most: Fraction | None
    gap: Fraction | None
    """Less what the baseline has there; None without one to compare with."""
    sections: tuple[Section, ...]
