"""A chart as Vega-Lite, and from that as a picture, a page, or a value for a notebook.

Convention: one definition makes every form, and the same chart the same bytes of JSON, SVG and
HTML. Only here are altair and vl-convert loaded, and only when they are needed. Data go into the
page's script as ASCII without `<`, so that no name can end it.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from deliveries.errors import FormatError
from deliveries.formats.axes import reach
from deliveries.formats.cells import Style
from deliveries.formats.layers import (
    FONT,
    WIDTH,
    caption,
    frame,
    headline,
    key_height,
    key_layers,
    line_layers,
    marks,
    month_axis,
    names_size,
    number_axis,
    panel_layers,
    uncounted,
)
from deliveries.reports import report as report_of
from deliveries.tables import Band

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from deliveries.charts import Chart, Curve, Panel
    from deliveries.formats import Options
    from deliveries.months import Month
    from deliveries.reports import Report, View
    from deliveries.results import Result

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


def chart_of(report: Report) -> Chart:
    """Return the chart of a report. Raises `FormatError` if it has none."""
    chart = report.chart
    if chart is None:
        hint = "a comparison, a schedule, a what-if and an explanation have one"
        raise FormatError(f"{report.called} has no chart", hint)
    return chart


def write_svg(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as SVG, its words as text."""
    yield svg(chart_of(report), Style(options.decimals)).encode()


def write_png(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as PNG, fine enough for print."""
    import vl_convert

    spec = chart_spec(chart_of(report), Style(options.decimals))
    yield vl_convert.vegalite_to_png(spec, scale=SCALE)


def write_pdf(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as PDF."""
    import vl_convert

    yield vl_convert.vegalite_to_pdf(chart_spec(chart_of(report), Style(options.decimals)))


def write_vega(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as a file that any program for Vega-Lite draws."""
    spec = chart_spec(chart_of(report), Style(options.decimals))
    yield (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode()


def write_page(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as a page that needs no network, with its numbers as a table."""
    from deliveries.formats.html import environment

    chart, style = chart_of(report), Style(options.decimals)
    spec = chart_spec(chart, style)
    drawing = svg(chart, style)
    tracks = [
        *((line.name, _curve_cells(line, chart, style)) for line in chart.curves),
        *((panel.name, _panel_cells(panel, style)) for panel in chart.panels),
    ]
    page = (
        environment()
        .get_template("chart.html.j2")
        .render(
            title=style.text(chart.title),
            described=style.text(f"{chart.title}. {chart.up}. {chart.subtitle}"),
            drawing=drawing[drawing.index("<svg") :],
            caption=style.text(chart.up),
            names=[style.text(name) for name, _ in tracks],
            rows=[
                (month.long(), [cells.get(month, "") for _, cells in tracks])
                for month in chart.across
            ],
            script=_script(),
            spec=_data({key: value for key, value in spec.items() if key != "$schema"}),
        )
    )
    yield f"{page}\n".encode()


def svg(chart: Chart, style: Style) -> str:
    """Draw a chart as SVG."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart_spec(chart, style))


def plot(result: Result | Report, view: View | None = None) -> alt.LayerChart | alt.VConcatChart:
    """Draw a result, as ``deliveries plot`` does: a chart of altair, which a notebook shows.

    Raises `FormatError` if it has no chart, and what the chart raises: `UnknownNameError` for an
    item that is not there, `RangeError` where nothing is to be drawn, and `ConversionError` for
    sets that make no divisions.
    """
    import altair as alt

    report = report_of(result, view)
    spec = chart_spec(chart_of(report), Style(bool(view and view.decimals)))
    kind: Any = alt.LayerChart if "layer" in spec else alt.VConcatChart
    chart: alt.LayerChart | alt.VConcatChart = kind.from_dict(spec)
    return chart


def chart_spec(chart: Chart, style: Style) -> Spec:
    """Describe a chart in Vega-Lite's own words."""
    whole = WIDTH + (names_size(chart, style)[0] if chart.curves else 0)
    body = _curves(chart, style, whole) if chart.curves else _panels(chart, style, whole)
    return {
        "$schema": SCHEMA,
        "description": style.text(f"{chart.title}. {chart.up}. {chart.subtitle}"),
        "title": headline(chart, style, whole),
        "background": "white",
        "padding": 24,
        **body,
        "config": {"view": {"stroke": None}, "text": {"font": FONT}, "concat": {"spacing": 0}},
    }


def _curves(chart: Chart, style: Style, whole: int) -> Spec:
    low, high = reach(chart)
    height = max(_HEIGHT, names_size(chart, style)[1])
    place = frame(chart.across, low, high, height, 6)
    layers = [
        *uncounted(chart, place, style),
        *number_axis(place, style, chart.up),
        *month_axis(place, named=True),
        *marks(chart, place, style),
        *line_layers(chart, place, style),
        *caption(chart, style, height + _BELOW, whole),
    ]
    return {"width": place.width, "height": height, "layer": layers}


def _panels(chart: Chart, style: Style, whole: int) -> Spec:
    """One panel under the other; the last has the months, the key and the caption."""
    height = max(56, min(220, 420 // len(chart.panels)))
    _, high = reach(chart)
    place = frame(chart.across, Fraction(0), high, height, 2 if height < 110 else 4)
    drawn = []
    for panel in chart.panels:
        first, last = panel is chart.panels[0], panel is chart.panels[-1]
        layers = [
            *uncounted(chart, place, style, worded=first),
            *number_axis(place, style, chart.up if first else "", above=_NAMED),
            *month_axis(place, named=last),
            *marks(chart, place, style, worded=first),
            *panel_layers(panel, chart, place, style),
        ]
        if last:
            layers += key_layers(chart, height + _BELOW, style)
            layers += caption(chart, style, height + _BELOW + key_height(chart.key), whole)
        drawn.append({"width": place.width, "height": height, "layer": layers})
    return {"vconcat": drawn, "spacing": 34}


def _script() -> str:
    """Return the programs that draw a chart in a browser: Vega, Vega-Lite and Vega-Embed."""
    import vl_convert

    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _data(value: object) -> str:
    """Write a value in JSON that can stand within a script."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


def _curve_cells(line: Curve, chart: Chart, style: Style) -> dict[Month, str]:
    """Return what is there at the end of each month, with what the sources allow."""
    cells: dict[Month, str] = {}
    for month, value, least, most in zip(
        chart.across, line.values, line.least, line.most, strict=True
    ):
        said = style.number(value) if value is not None else ""
        if least is not None and most is not None and least < most:
            said += f" ({style.value(Band(least, most))})"
        cells[month] = said.strip()
    for stretch in line.stretches:
        if stretch.open_ended:
            cells[stretch.window.last] = f"at least {style.number(stretch.level)}"
    return cells


def _panel_cells(panel: Panel, style: Style) -> dict[Month, str]:
    """Return what each bar is, in its last month."""
    cells: dict[Month, str] = {}
    for bar in panel.bars:
        of = "" if bar.filling == "stated" else f" {bar.filling}"
        several = f" in {bar.window.long()}" if len(bar.window) > 1 else ""
        said = f"{'at least ' * bar.open_ended}{style.number(bar.amount)}{of}{several}"
        before = cells.get(bar.window.last)
        cells[bar.window.last] = f"{before}, {said}" if before else said
    return cells
