"""A chart as Vega-Lite, and from that as a picture, a page, or a value for a notebook.

Convention: one definition makes every form, and the same chart the same bytes of JSON, SVG and
HTML. Only here are altair and vl-convert loaded, and only when they are needed. Data go into the
page's script as ASCII without `<`, so that no name can end it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import category
from warnings import warn

from deliveries.errors import DrawingWarning, FormatError
from deliveries.formats.cells import Style
from deliveries.formats.layers import FONT, Spec, chart_spec
from deliveries.formats.tiles import tiles_spec, written
from deliveries.reports import report as report_of
from deliveries.tables import Band
from deliveries.text import to_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

    from deliveries.charts import Chart, Curve, Panel
    from deliveries.formats import Options
    from deliveries.months import Month
    from deliveries.reports import Report, View
    from deliveries.results import Result

_DRAW = """import sys, vl_convert
drawing = vl_convert.vegalite_to_svg(sys.stdin.buffer.read().decode())
sys.stdout.buffer.write(drawing.encode())"""
SCALE = 2
"""Pixels of a PNG that make one of the chart."""
_UNUSUAL = re.compile("[0-9]*[⅐⅑⅒⅕⅖⅗⅘⅙⅚]")
"""Numbers with fractions that `FONT` has no signs for."""
_NO_SIGN = "\U0010fffd"
"""Stands for what no font has: it is set aside for private use."""


def chart_of(report: Report) -> Chart:
    """Return the chart of a report. Raises `FormatError` if it has none."""
    chart = report.chart
    if chart is None:
        hint = "a comparison, a schedule, a what-if and an explanation have one"
        raise FormatError(f"{report.called} has no chart", hint)
    return chart


def spec_of(chart: Chart, style: Style) -> Spec:
    """Describe a chart of either kind in Vega-Lite's own words."""
    return tiles_spec(chart, chart.heat, style) if chart.heat else chart_spec(chart, style)


def write_svg(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as SVG, its words as text."""
    yield svg(chart_of(report), Style(options.decimals)).encode()


def write_png(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as PNG, fine enough for print. Warns of signs that no font has."""
    import vl_convert

    yield vl_convert.svg_to_png(in_fonts(chart_of(report), Style(options.decimals)), scale=SCALE)


def write_pdf(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as PDF. Warns of signs that no font has."""
    import vl_convert

    yield vl_convert.svg_to_pdf(in_fonts(chart_of(report), Style(options.decimals)))


def in_fonts(chart: Chart, style: Style) -> str:
    """Draw a chart as SVG for the fonts of this machine and vl-convert's own.

    Sixths and their like are written out: a line that has one of them would be set in another font.
    """
    drawing = svg(chart, style)
    drawing = _UNUSUAL.sub(lambda found: to_ascii(found[0]), drawing)
    signs = sorted({sign for sign in drawing if not sign.isascii() and category(sign) != "Cf"})
    missing = [sign for sign in signs if _picture_of(sign) == _picture_of(_NO_SIGN)]
    if missing:
        message = f"no font here has {' '.join(missing)}: the picture shows boxes in their place"
        warn(f"{message}; SVG and HTML leave it to who looks at them", DrawingWarning, stacklevel=2)
    return drawing


@cache
def _picture_of(sign: str) -> bytes:
    """Draw a sign by itself."""
    import vl_convert

    text = f'<text y="20" font-family="{FONT}" font-size="16">{sign}</text>'
    start = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">'
    return vl_convert.svg_to_png(f"{start}{text}</svg>")


def write_vega(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as a file that any program for Vega-Lite draws."""
    spec = spec_of(chart_of(report), Style(options.decimals))
    yield (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode()


def write_page(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the chart as a page that needs no network, with its numbers as a table.

    The picture stands in it and needs no script; a script of a few lines shows, where one points,
    what the picture's own marks say.
    """
    from deliveries.formats.html import filled, hash_of, script_of

    chart, style = chart_of(report), Style(options.decimals)
    drawing = _with_tips(chart, style)
    if heat := chart.heat:
        names = [style.text(name) for name in heat.columns]
        rows = [
            (style.text(name), [written(heat, style, *tile[:2]) for tile in tiles])
            for name, tiles in zip(heat.rows, heat.tiles, strict=True)
        ]
    else:
        tracks = [
            *((line.name, curve_cells(line, chart, style)) for line in chart.curves),
            *((panel.name, _panel_cells(panel, style)) for panel in chart.panels),
        ]
        names = [style.text(name) for name, _ in tracks]
        rows = [
            (month.long(), [cells.get(month, "") for _, cells in tracks]) for month in chart.across
        ]
    script = script_of("chart.js")
    yield from filled(
        "chart.html.j2",
        title=style.text(chart.title),
        described=style.text(f"{chart.title}. {chart.up}. {chart.subtitle}"),
        drawing=drawing[drawing.index("<svg") :],
        caption=style.text(chart.up),
        names=names,
        rows=rows,
        nav=options.nav,
        script=script,
        hash=hash_of(script),
    )
    yield b"\n"


def _with_tips(chart: Chart, style: Style) -> str:
    """Draw a chart as SVG whose marks say, in ``data-tip``, what a pointer over them shows."""
    import vl_convert

    spec = spec_of(chart, style)
    panels = spec.get("vconcat", [spec])
    for layer in (layer for panel in panels for layer in panel["layer"]):
        tips = layer["encoding"].pop("tooltip", None)
        if tips:
            for datum in layer["data"]["values"]:
                said = [f"{each['title']}: {datum[each['field']]}" for each in tips
                        if datum.get(each["field"])]  # fmt: skip
                datum["tip"] = "\n".join(said)
            layer["encoding"]["description"] = {"field": "tip"}
            layer["mark"]["aria"] = True
    drawing = vl_convert.vegalite_to_svg(spec)
    # a screen reader has the table, and need not hear every mark
    return re.sub(r'aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*"',
                  r'data-tip="\1"', drawing)  # fmt: skip


def svg(chart: Chart, style: Style) -> str:
    """Draw a chart as SVG."""
    import vl_convert

    return vl_convert.vegalite_to_svg(spec_of(chart, style))


def svg_beside(chart: Chart, style: Style) -> str:
    """Draw a chart as SVG in a process of its own; in this one where that is not possible.

    vl-convert takes long to start, and no other thread goes on meanwhile; while a thread waits for
    another process they do.
    """
    spec = json.dumps(spec_of(chart, style)).encode()
    command = [sys.executable or "", "-P", "-c", _DRAW]
    try:
        done = subprocess.run(command, input=spec, capture_output=True, check=True)  # noqa: S603  # this Python, our words
    except (OSError, subprocess.CalledProcessError):
        return svg(chart, style)
    return done.stdout.decode()


def plot(result: Result | Report, view: View | None = None) -> alt.LayerChart | alt.VConcatChart:
    """Draw a result, as ``deliveries plot`` does: a chart of altair.

    A notebook shows it as a picture and needs no network for it, unless a renderer of altair's has
    been enabled. Raises `FormatError` if it has no chart, and what the chart raises:
    `UnknownNameError` for an item that is not there, `RangeError` where nothing is to be drawn, and
    `ConversionError` for sets that make no divisions.
    """
    import altair as alt

    report = report_of(result, view)
    spec = spec_of(chart_of(report), Style(bool(view and view.decimals)))
    kind = alt.LayerChart if "layer" in spec else alt.VConcatChart
    chart: alt.LayerChart | alt.VConcatChart = _without_network(kind).from_dict(spec)
    return chart


@cache
def _without_network(kind: Any) -> Any:
    """Make of a class of altair's one that a notebook shows as a picture.

    What altair shows by itself fetches its scripts.
    """
    import altair as alt
    import vl_convert

    class Drawn(kind):  # type: ignore[misc]  # one of two classes, known only now
        def _repr_mimebundle_(self, *include: Any, **exclude: Any) -> Any:
            if alt.renderers.active != "default":
                return super()._repr_mimebundle_(*include, **exclude)
            drawing = vl_convert.vegalite_to_svg(self.to_dict())  # which LaTeX cannot take
            width = float(drawing.split(' width="')[1].split('"')[0])
            png = vl_convert.svg_to_png(drawing, scale=SCALE)
            return {"image/png": png}, {"image/png": {"width": width}}

    Drawn.__name__ = Drawn.__qualname__ = kind.__name__
    return Drawn


def curve_cells(line: Curve, chart: Chart, style: Style) -> dict[Month, str]:
    """Return what is there at the end of each month, with what the sources allow."""
    cells: dict[Month, str] = {}
    for month, value, band in zip(chart.across, line.values, line.bands, strict=True):
        said = style.number(value) if value is not None else ""
        if band and band[0] < band[1]:
            said += f" ({style.value(Band(*band))})"
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
        several = f" in {bar.months.long()}" if len(bar.months) > 1 else ""
        said = f"{'at least ' * bar.open_ended}{style.number(bar.amount)}{of}{several}"
        before = cells.get(bar.window.last)
        cells[bar.window.last] = f"{before}, {said}" if before else said
    return cells
