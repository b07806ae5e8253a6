"""Charts of a comparison: for a terminal, as files, and as a value of altair.

Convention: one figure makes every form of a chart, so that all of them show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from deliveries.formats.cells import Style
from deliveries.reports.figure import comparison_figure
from deliveries.reports.periods import View
from deliveries.reports.words import numbers

if TYPE_CHECKING:
    import altair as alt

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case
    from deliveries.charts import Figure, Kind
    from deliveries.months import Month

Picture = Literal["svg", "png", "pdf", "html", "json"]


def plot(
    comparison: Comparison,
    kind: Kind = "to_date",
    *,
    item: str | None = None,
    case: Case | None = None,
    first: Month | None = None,
    last: Month | None = None,
) -> alt.LayerChart | alt.VConcatChart:
    """Draw a comparison, as ``deliveries plot`` does: a chart of altair, which a notebook shows.

    ``kind`` is to_date, monthly, gap or divisions; ``item`` is of an itemised request, its first
    otherwise; ``case`` has the documents' titles; ``first`` and ``last`` are the months shown.

    Raises `UnknownNameError` for an item that is not there, `RangeError` where nothing is to be
    drawn, and `ConversionError` for sets that make no divisions.
    """
    from deliveries.formats.chart import altair_chart, chart_spec

    view = View(first=first, last=last)
    return altair_chart(chart_spec(figure_of(comparison, kind, item, case, view), Style()))


def picture(  # noqa: PLR0913  # as many as the command has
    comparison: Comparison,
    form: Picture,
    kind: Kind = "to_date",
    *,
    item: str | None = None,
    case: Case | None = None,
    first: Month | None = None,
    last: Month | None = None,
) -> bytes:
    """Write such a chart as a file: ``svg``, ``png``, ``pdf``, ``html`` or ``json`` (Vega-Lite).

    The page of HTML needs no network. Raises what `plot` does.
    """
    view = View(first=first, last=last)
    return picture_of(figure_of(comparison, kind, item, case, view), form, Style())


def figure_of(
    comparison: Comparison,
    kind: Kind,
    item: str | None,
    case: Case | None,
    view: View,
    *,
    decimals: bool = False,
) -> Figure:
    """The figure behind every form. Raises what `plot` does."""
    sources = case.sources if case else {}
    return comparison_figure(comparison, kind, item, sources, view, numbers(decimals=decimals))


def picture_of(figure: Figure, form: Picture, style: Style) -> bytes:
    """A figure as the content of a file."""
    from deliveries.formats import chart

    spec = chart.chart_spec(figure, style)
    match form:
        case "svg":
            return chart.chart_svg(spec).encode()
        case "png":
            return chart.chart_png(spec)
        case "pdf":
            return chart.chart_pdf(spec)
        case "json":
            return chart.chart_json(spec).encode()
        case "html":
            from deliveries.formats.chart_page import chart_page

            return chart_page(figure, spec, style).encode()
