"""A comparison as a page for a class: with its chart, its tables and its sources.

Convention: the same case and seed give the same bytes on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.render.cells import Style
from deliveries.render.page import page_text
from deliveries.reports.handout import As
from deliveries.reports.handout import handout as paper
from deliveries.reports.words import numbers

if TYPE_CHECKING:
    from deliveries.case import Case
    from deliveries.comparison import Comparison


def as_handout(
    comparison: Comparison,
    *,
    case: Case | None = None,
    kind: As = "handout",
    seed: int = 1,
    decimals: bool = False,
) -> str:
    """Write a page of HTML that needs nothing besides itself.

    ``kind`` is ``handout``, ``blank`` (a worksheet: cells taken out, and questions) or ``key``
    (the same with answers); ``seed`` chooses the cells. With ``case`` the sources have titles.
    """
    written = paper(
        comparison,
        case.sources if case else {},
        numbers(decimals=decimals),
        as_=kind,
        seed=seed,
    )
    return page_text(written, Style(decimals))
