"""The sources of a case, as a result of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from deliveries.results import Result

if TYPE_CHECKING:
    from deliveries.case import Case


@dataclass(frozen=True)
class Sources(Result):
    """What each source of a case says, in our words."""

    result: ClassVar[str] = "sources"
    case: Case
