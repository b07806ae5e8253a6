"""Bars in signs: a panel for each scenario, one under the other, along the same months.

Convention: every panel has the same scale; a bar that is not nought has at least one sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from deliveries.formats.axes import reach, round_ticks
from deliveries.formats.canvas import Canvas
from deliveries.formats.plotted_axes import Up, across, draw_across, draw_up, widest
from deliveries.formats.plotted_key import flowing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from deliveries.charts import Block, Figure, Look, Panel
    from deliveries.formats.cells import Style
    from deliveries.formats.plotted_axes import Across

SIGNS: dict[Look, str] = {
    "stated": "█", "even": "▒", "together": "░", "pale": "·",
    "existing": "▒", "new": "█", "not stated": "░",
}  # fmt: skip
_ROWS = 20
"""About how many rows all panels have, with their names."""
_LOWEST, _HIGHEST = 1, 6


def bar_chart(figure: Figure, style: Style, width: int) -> Iterator[Text]:
    """Draw a panel for each scenario, then the months, then what the signs mean."""
    _, high = reach(figure)
    height = min(max(_ROWS // len(figure.panels) - 2, _LOWEST), _HIGHEST)
    ticks = round_ticks(high * 0, high, max(min(height, 4), 1))
    shown = [ticks[0], ticks[-1]]
    left = widest(shown, style) + 2
    along = across(figure.across, left, width - left)
    for panel in figure.panels:
        yield Text(style.text(panel.name), "bold")
        canvas = Canvas(width, height, style)
        up = Up(ticks[0], ticks[-1], 0, height)
        draw_up(canvas, up, shown[1:], left - 1)
        _draw_panel(canvas, panel, along, up)
        _draw_unknown(canvas, panel, along, up)
        yield from canvas.lines()
        axis = Canvas(width, 3 if panel is figure.panels[-1] else 1, style)
        draw_across(axis, along, 0)
        yield from (line for line in axis.lines() if line.plain.strip())
    parts = [(f"{style.text(SIGNS[look])} {style.text(words)}", "") for look, words in figure.key]
    if parts:
        yield Text()
        yield from flowing(parts, width)
    if along.shared > 1:
        yield Text(style.text(f"  Each column: the most of {along.shared} months."), "dim")


def _draw_panel(canvas: Canvas, panel: Panel, along: Across, up: Up) -> None:
    for block in panel.blocks:
        base, top = (_rows(each, up) for each in (block.base, block.top))
        for column in _columns(block, along):
            for row in range(base, max(top, base + 1)):
                canvas.put(column, up.height - 1 - row, SIGNS[block.look])
        if block.open_ended:
            columns = _columns(block, along)
            canvas.put(columns[len(columns) // 2], up.height - 1 - max(top, base + 1), "↑")


def _draw_unknown(canvas: Canvas, panel: Panel, along: Across, up: Up) -> None:
    for gap in panel.unknown:
        for place in range(gap.first - along.window.first, gap.last - along.window.first + 1):
            canvas.put(along.begin(place), up.height - 1, "?")


def _rows(value: Fraction, up: Up) -> int:
    return round(value / up.high * up.height)


def _columns(block: Block, along: Across) -> range:
    """The columns of its months; a space between bars where they are wide enough for it."""
    first = max(block.window.first - along.window.first, 0)
    last = min(block.window.last - along.window.first, len(along.window) - 1)
    return range(along.begin(first), along.end(last) + (along.wide < 3))
