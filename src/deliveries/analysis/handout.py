"""A comparison to be handed out to a class, as it is or with numbers taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from deliveries.results import Result

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison

Kind = Literal["handout", "blank", "key"]


@dataclass(frozen=True)
class Handout(Result):
    """A paper for a class. The same comparison, kind and seed give the same paper everywhere."""

    result: ClassVar[str] = "handout"
    comparison: Comparison
    kind: Kind = "handout"
    """``handout``, ``blank`` (a worksheet: cells taken out, and questions) or ``key`` (answers)."""
    seed: int = 1
    """Which cells are taken out."""
