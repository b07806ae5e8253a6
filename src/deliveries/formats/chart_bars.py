"""Bars as layers: a panel for each scenario, all with the same scales.

Convention: how sure a bar is says its filling: full, hatched or hollow, so that grey says it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.formats.chart_parts import (
    INK,
    LINE,
    PALE,
    QUIET,
    broken,
    fixed,
    layer,
    number,
    text,
    tooltip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from deliveries.charts import Block, Figure, Panel
    from deliveries.charts import Look as BlockLook
    from deliveries.formats.cells import Style
    from deliveries.formats.chart_axes import Frame
    from deliveries.formats.chart_parts import Datum, Layer

_BLUE, _ORANGE = "#0072b2", "#e69f00"
FILLINGS: dict[BlockLook, dict[str, Any]] = {
    "stated": {"fill": _BLUE},
    "even": {"fill": _BLUE, "fillOpacity": 0.28, "stroke": _BLUE, "strokeWidth": 0.75},
    "together": {"fill": "white", "stroke": _BLUE, "strokeWidth": 1.25, "strokeDash": [4, 2]},
    "pale": {"fill": PALE, "fillOpacity": 0.35},
    "existing": {"fill": _ORANGE, "fillOpacity": 0.75},
    "new": {"fill": _BLUE},
    "not stated": {"fill": "white", "stroke": QUIET, "strokeWidth": 1, "strokeDash": [2, 2]},
}


def panel_layers(panel: Panel, figure: Figure, place: Frame, style: Style) -> Iterator[Layer]:
    """The bars of one scenario, under its name."""
    yield text(broken(panel.name, style, 90), 0, -9, color=INK, fontSize=12,
               fontWeight="bold", baseline="bottom")  # fmt: skip
    yield from _unknown(panel, figure, place)
    gap = min(0.12, 1.5 / max(place.width / len(figure.across), 1)) if _apart(place) else 0
    for look, filling in FILLINGS.items():
        data = [_datum(each, figure, gap, style) for each in panel.blocks if each.look == look]
        ends = {
            "x": place.x, "x2": {"field": "x2"}, "y": place.y, "y2": {"field": "y2"},
            "tooltip": tooltip(("months", "Months"), ("value", figure.up), ("how", "How")),
        }  # fmt: skip
        if data:
            yield layer("rect", data, ends, **filling)
    tips = [_datum(each, figure, gap, style) for each in panel.blocks if each.open_ended]
    if tips:
        middle = [{"x": (each["x"] + each["x2"]) / 2, "y": each["y2"]} for each in tips]
        yield layer("point", middle, {"x": place.x, "y": place.y}, size=150, fill=None,
                    shape="M0,0V-1.6M-.5,-1L0,-1.6L.5,-1", stroke=INK, strokeWidth=1.5)  # fmt: skip


def _unknown(panel: Panel, figure: Figure, place: Frame) -> Iterator[Layer]:
    """Where something comes and nobody knows how much: an empty box with a question mark."""
    start = figure.across.first
    data = [{"x": gap.first - start, "x2": gap.last - start + 1} for gap in panel.unknown]
    if data:
        ends = {
            "x": place.x,
            "x2": {"field": "x2"},
            "y": {"value": 0},
            "y2": {"value": place.height},
        }
        yield layer("rect", data, ends, fill="#f4f4f4", stroke=PALE, strokeDash=[2, 3])
        middle = [{"x": (each["x"] + each["x2"]) / 2, "t": "?"} for each in data]
        ends = {"x": place.x, "text": {"field": "t"}}
        yield layer("text", middle, ends, y=place.height / 2, color=QUIET, fontSize=14)


def _apart(place: Frame) -> bool:
    """Whether bars are wide enough to stand apart."""
    return place.width / len(place.across) > 5


def _datum(block: Block, figure: Figure, gap: float, style: Style) -> Datum:
    first, last = block.window.first - figure.across.first, block.window.last - figure.across.first
    return {
        "x": number(max(first, 0) + gap),
        "x2": number(min(last, len(figure.across) - 1) + 1 - gap),
        "y": number(block.base),
        "y2": number(block.top),
        "months": block.window.long(),
        "value": f"{'at least ' * block.open_ended}{style.number(block.amount)}",
        "how": dict(figure.key).get(block.look, "as the source has it"),
    }


def key_layers(figure: Figure, top: float, style: Style) -> Iterator[Layer]:
    """What each filling means."""
    for at, (look, words) in enumerate(figure.key):
        y = number(top + at * LINE * 1.2)
        box = {"x": 0, "x2": 18, "y": y - 5, "y2": y + 5}
        yield fixed("rect", box, **FILLINGS[look])
        yield text(style.text(words), 26, y, color=QUIET, fontSize=11)


def key_height(key: Sequence[object]) -> float:
    """How high that is, in pixels."""
    return len(key) * LINE * 1.2 + 8 * bool(key)
