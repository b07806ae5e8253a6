"""A chart as one page of HTML that needs no network: its programs, its data, and both as text.

Convention: data go into the script as ASCII without `<`, so that no name can end it; the page tells
the browser to fetch nothing.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from deliveries.formats.chart import chart_script, chart_svg
from deliveries.tables import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.charts import Figure, Line, Panel
    from deliveries.formats.cells import Style
    from deliveries.formats.chart import Spec
    from deliveries.months import Month

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:"
)
_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 66rem; background: #fff; color: #1b1b1b;
  font: 15px/1.5 Helvetica, Arial, sans-serif; }
figure { margin: 0; overflow-x: auto; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin-left: 2.8rem; }
summary { cursor: pointer; color: #666; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption, th[scope="row"] { text-align: left; }
caption { font-weight: bold; }
th, td { padding: .15rem .8rem; text-align: right; font-weight: normal; vertical-align: bottom; }
thead th { border-bottom: 1px solid #9a9a9a; }
"""
_OPTIONS = {
    "mode": "vega-lite",
    "renderer": "svg",
    "actions": False,  # a menu within a picture is out of reach for a screen reader
}


def chart_page(figure: Figure, spec: Spec, style: Style) -> str:
    """The page, with the numbers as a table under the chart, and a picture where no script runs."""
    title = escape(style.text(figure.title))
    drawn = {key: value for key, value in spec.items() if key != "$schema"}  # by the script here
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1 class="unseen">{title}</h1>',
        '<figure tabindex="0" role="group" aria-label="Chart">',
        f'<div id="chart" role="img" aria-label="{_described(figure, style)}"></div>',
        f"<noscript>{_inline(chart_svg(spec))}</noscript></figure>",
        *_table(figure, style),
        "</main>",
        f"<script>{chart_script()}</script>",
        f'<script>vegaEmbed("#chart", {_data(drawn)}, {_data(_OPTIONS)});</script>',
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _data(value: object) -> str:
    """A value in JSON that can stand within a script."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


def _inline(svg: str) -> str:
    """A picture within a page: what stands before its first element is for a file only."""
    return svg[svg.index("<svg") :]


def _described(figure: Figure, style: Style) -> str:
    return escape(style.text(f"{figure.title}. {figure.up}. {figure.subtitle}"))


def _table(figure: Figure, style: Style) -> Iterator[str]:
    """The numbers, month by month, for whoever cannot see the chart."""
    columns = [
        *((line.name, _line_cells(line, figure, style)) for line in figure.lines),
        *((panel.name, _panel_cells(panel, style)) for panel in figure.panels),
    ]
    yield "<details><summary>The numbers as a table</summary>\n<table>"
    yield f"<caption>{escape(style.text(figure.up))}</caption>\n<thead><tr><td></td>"
    yield "".join(f'<th scope="col">{escape(style.text(name))}</th>' for name, _ in columns)
    yield "</tr></thead><tbody>"
    for month in figure.across:
        cells = "".join(f"<td>{escape(column.get(month, ''))}</td>" for _, column in columns)
        yield f'<tr><th scope="row">{month.long()}</th>{cells}</tr>'
    yield "</tbody></table></details>"


def _line_cells(line: Line, figure: Figure, style: Style) -> dict[Month, str]:
    """What is there at the end of each month, with what the sources allow."""
    cells: dict[Month, str] = {}
    for month, value, least, most in zip(
        figure.across, line.values, line.least, line.most, strict=True
    ):
        said = style.number(value) if value is not None else ""
        if least is not None and most is not None and least < most:
            said += f" ({style.value(Span(least, most))})"
        cells[month] = said.strip()
    for stretch in line.stretches:
        if stretch.open_ended:
            cells[stretch.window.last] = f"at least {style.number(stretch.level)}"
    return cells


def _panel_cells(panel: Panel, style: Style) -> dict[Month, str]:
    """What each bar is, in its last month."""
    cells: dict[Month, str] = {}
    for block in panel.blocks:
        of = "" if block.look == "stated" else f" {block.look}"
        several = f" in {block.window.long()}" if len(block.window) > 1 else ""
        said = f"{'at least ' * block.open_ended}{style.number(block.amount)}{of}{several}"
        before = cells.get(block.window.last)
        cells[block.window.last] = f"{before}, {said}" if before else said
    return cells
