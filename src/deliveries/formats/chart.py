"""A chart as Vega-Lite, and from that as a picture, a page, or a value for a notebook.

Convention: one definition makes every form, and the same figure the same bytes of JSON, SVG and
HTML. Only here are altair and vl-convert loaded, and only when they are needed.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from deliveries.formats.axes import reach
from deliveries.formats.chart_axes import (
    WIDTH,
    caption,
    frame,
    headline,
    marks,
    month_axis,
    number_axis,
    uncounted,
)
from deliveries.formats.chart_bars import key_height, key_layers, panel_layers
from deliveries.formats.chart_lines import line_layers
from deliveries.formats.chart_names import names_size
from deliveries.formats.chart_parts import FONT

if TYPE_CHECKING:
    import altair as alt

    from deliveries.charts import Figure
    from deliveries.formats.cells import Style

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""What later versions read, too."""
SCALE = 2
"""How many pixels of a PNG make one of the chart."""
_HEIGHT = 360
_NAMED = 34
"""What stands above the name of a panel begins so many pixels above the panel."""
_BELOW = 52
"""From the axis to what stands under its names, in pixels."""

Spec = dict[str, Any]


def chart_spec(figure: Figure, style: Style) -> Spec:
    """A chart in Vega-Lite's own words."""
    whole = WIDTH + (names_size(figure, style)[0] if figure.lines else 0)
    body = _lines(figure, style, whole) if figure.lines else _panels(figure, style, whole)
    return {
        "$schema": SCHEMA,
        "description": style.text(f"{figure.title}. {figure.up}. {figure.subtitle}"),
        "title": headline(figure, style, whole),
        "background": "white",
        "padding": 24,
        **body,
        "config": {"view": {"stroke": None}, "text": {"font": FONT}, "concat": {"spacing": 0}},
    }


def _lines(figure: Figure, style: Style, whole: int) -> Spec:
    low, high = reach(figure)
    height = max(_HEIGHT, names_size(figure, style)[1])
    place = frame(figure.across, low, high, height, 6)
    layers = [
        *uncounted(figure, place, style),
        *number_axis(place, style, figure.up),
        *month_axis(place, named=True),
        *marks(figure, place, style),
        *line_layers(figure, place, style),
        *caption(figure, style, height + _BELOW, whole),
    ]
    return {"width": place.width, "height": height, "layer": layers}


def _panels(figure: Figure, style: Style, whole: int) -> Spec:
    """One panel under the other; the last has the months, the key and the caption."""
    height = max(56, min(220, 420 // len(figure.panels)))
    _, high = reach(figure)
    place = frame(figure.across, Fraction(0), high, height, 2 if height < 110 else 4)
    charts = []
    for panel in figure.panels:
        first, last = panel is figure.panels[0], panel is figure.panels[-1]
        layers = [
            *uncounted(figure, place, style, worded=first),
            *number_axis(place, style, figure.up if first else "", above=_NAMED),
            *month_axis(place, named=last),
            *marks(figure, place, style, worded=first),
            *panel_layers(panel, figure, place, style),
        ]
        if last:
            layers += key_layers(figure, height + _BELOW, style)
            layers += caption(figure, style, height + _BELOW + key_height(figure.key), whole)
        charts.append({"width": place.width, "height": height, "layer": layers})
    return {"vconcat": charts, "spacing": 34}


def chart_json(spec: Spec) -> str:
    """The chart as a file that any program for Vega-Lite draws."""
    return json.dumps(spec, ensure_ascii=False, indent=1) + "\n"


def chart_svg(spec: Spec) -> str:
    """The chart as SVG, its words as text."""
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)


def chart_png(spec: Spec) -> bytes:
    """The chart as PNG, fine enough for print."""
    import vl_convert

    return vl_convert.vegalite_to_png(spec, scale=SCALE)


def chart_pdf(spec: Spec) -> bytes:
    """The chart as PDF."""
    import vl_convert

    return vl_convert.vegalite_to_pdf(spec)


def chart_script() -> str:
    """The programs that draw a chart in a browser, in one: Vega, Vega-Lite and Vega-Embed."""
    import vl_convert

    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def altair_chart(spec: Spec) -> alt.LayerChart | alt.VConcatChart:
    """The chart as a value of altair. Raises altair's own error if it is no Vega-Lite."""
    import altair as alt

    kind: Any = alt.LayerChart if "layer" in spec else alt.VConcatChart
    chart: alt.LayerChart | alt.VConcatChart = kind.from_dict(spec)
    return chart
