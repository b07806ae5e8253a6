"""A comparison as a page for a class: with its chart, its tables and its sources.

Convention: the same case and seed give the same bytes on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.errors import RangeError
from deliveries.formats.cells import Style
from deliveries.formats.page import page_text
from deliveries.forms.plots import figure_of, picture_of
from deliveries.reports.handout import As
from deliveries.reports.handout import handout as paper
from deliveries.reports.periods import View
from deliveries.reports.words import numbers
from deliveries.tables import Picture

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case


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
        picture=None if kind == "blank" else _chart(comparison, decimals=decimals),
    )
    return page_text(written, Style(decimals))


def _chart(comparison: Comparison, *, decimals: bool) -> Picture | None:
    """The totals to date, of the first item; the page says by itself what the chart's words do."""
    try:
        figure = figure_of(comparison, "to_date", None, None, View(), decimals=decimals)
    except RangeError:  # nothing of it is known well enough to be drawn
        return None
    bare = figure._replace(title="", subtitle="", notes=(), cites="", sources=())
    svg = picture_of(bare, "svg", Style(decimals)).decode()
    return Picture(svg, f"{figure.up}, by month. {figure.subtitle}")
