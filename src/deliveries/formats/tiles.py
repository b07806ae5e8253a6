"""A heat map, in Vega-Lite's words and in signs of a terminal.

Convention: the darker a field the greater its number, which stands in it; the shades are told apart
in grey, and the ink on them is light or dark as it can be read. Places are in pixels.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.layers import INK, LINE, PALE, QUIET, Spec, broken, framed
from deliveries.formats.table import justified
from deliveries.tables import Band, Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.charts import Amount, Chart, HeatMap
    from deliveries.formats.cells import Style

SHADES = ("#f3f7fb", "#dce8f2", "#bdd3e6", "#96b8d4", "#3f6f97", "#27557d", "#123a5c")
_DARK = 4
"""From which shade on the ink is white."""
SIGNS = "·░▒█"
_LETTERS = 11
"""The most characters of a line in a field."""
_NARROWEST = 64
"""The least width of a field."""
_PER_LETTER = 6.4
"""The room of a character."""
_LEAST_WHOLE = 420
"""The room that a title has at least."""
_STEP = 22
"""The width of a shade in the key."""
_ROOM = 3
"""Between two fields in a terminal, in cells."""


def written(heat: HeatMap, style: Style, *ends: Amount) -> str:
    """Write what stands in a field, between two ends."""
    is_share = heat.is_share
    least, most = (Share(e) if is_share and isinstance(e, Fraction) else e for e in ends)
    return style.value(Band(least, most))


def shade_of(shade: Fraction, steps: int) -> int:
    """Return which of so many steps a shade is, from 0; the two at the ends are half as wide."""
    return round(shade * (steps - 1))


def tiles_spec(chart: Chart, style: Style) -> Spec:
    """Describe a chart that is a heat map in Vega-Lite's own words."""
    drawing = _Fields(chart, style)
    drawing.add_fields()
    drawing.add_names()
    drawing.add_key()
    whole = max(drawing.width, _LEAST_WHOLE)
    cited = [f"Sources: {'; '.join(chart.sources)}."] if chart.sources else []
    caption = [part for each in (*chart.notes, *cited) for part in broken(each, style, whole / 5.1)]
    if caption:
        place = {"x": 0, "y": drawing.height + 46, "t": caption}
        drawing.add("text", [place], fontSize=10, lineHeight=LINE - 1, baseline="top")
    size = {"width": drawing.width, "height": drawing.height}
    return framed(chart, style, whole, {**size, "layer": drawing.layers})


class _Fields:
    """Layers of fields, all of one size, and what stands around them."""

    def __init__(self, chart: Chart, style: Style) -> None:
        """Make each field as large as the longest text needs."""
        heat = chart.heat
        if heat is None:
            raise ValueError("it is no heat map")
        self.chart, self.heat, self.style = chart, heat, style
        self.texts = [
            [broken(written(heat, style, *tile[:2]), style, _LETTERS) for tile in tiles]
            for tiles in heat.tiles
        ]
        texts = [text for row in self.texts for text in row]
        letters = max(cell_len(line) for text in [*texts, heat.columns] for line in text)
        self.wide = max(_NARROWEST, round(_PER_LETTER * letters) + 16)
        self.high = LINE * max(map(len, texts)) + 15
        self.width = self.wide * len(heat.columns)
        self.height = self.high * len(heat.rows)
        self.layers: list[Spec] = []

    def add(self, mark: str, data: list[Spec], **settings: Any) -> None:
        """Add one mark along its data; silent for a screen reader, which has the description."""
        encoding: Spec = {}
        for field, size in (("x", self.width), ("y", self.height)):
            scale = {"domain": [0, size], "range": [0, size], "nice": False, "zero": False}
            axis = {"type": "quantitative", "scale": scale, "axis": None}
            encoding[field] = {"field": field, **axis}
            if mark == "rect":
                encoding[f"{field}2"] = {"field": f"{field}2"}
        if mark == "text":
            encoding["text"] = {"field": "t"}
        mark_of = {"type": mark, "aria": False, **settings}
        self.layers.append({"data": {"values": data}, "mark": mark_of, "encoding": encoding})

    def add_fields(self) -> None:
        """Add the fields, and in each its number."""
        boxes: dict[int | None, list[Spec]] = {}
        inks: dict[tuple[str, str], list[Spec]] = {}
        for row, tiles in enumerate(self.heat.tiles):
            for column, tile in enumerate(tiles):
                left, top = column * self.wide, row * self.high
                step = None if tile.shade is None else shade_of(tile.shade, len(SHADES))
                box = {"x": left, "x2": left + self.wide, "y": top, "y2": top + self.high}
                boxes.setdefault(step, []).append(box)
                ink = "white" if step is not None and step >= _DARK else INK
                text = self.texts[row][column]
                middle = top + (self.high - LINE * (len(text) - 1)) / 2
                place = {"x": left + self.wide / 2, "y": middle, "t": text}
                weight = "bold" if tile.marked else "normal"
                inks.setdefault((ink, weight), []).append(place)
        for step, data in boxes.items():
            fill, stroke = ("white", PALE) if step is None else (SHADES[step], "white")
            self.add("rect", data, fill=fill, stroke=stroke, strokeWidth=1)
        for (ink, weight), data in inks.items():
            self.add("text", data, color=ink, fontWeight=weight, align="center")

    def add_names(self) -> None:
        """Add what the rows and columns are, at the left and above."""
        heat, text = self.heat, self.style.text
        above = [
            {"x": (at + 0.5) * self.wide, "y": -10, "t": text(name)}
            for at, name in enumerate(heat.columns)
        ]
        beside = [
            {"x": -8, "y": (at + 0.5) * self.high, "t": text(name)}
            for at, name in enumerate(heat.rows)
        ]
        self.add("text", above, color=INK, align="center")
        self.add("text", beside, color=INK, align="right")
        self.add("text", [{"x": -8, "y": -10, "t": text(heat.down)}], align="right")
        self.add("text", [{"x": 0, "y": -10 - LINE, "t": text(heat.across)}])
        words = [{"x": 0, "y": -16 - 2 * LINE, "t": text(self.chart.up)}]
        self.add("text", words, color=INK, fontWeight="bold")

    def add_key(self) -> None:
        """Add the shades, between the lightest number and the darkest."""
        if self.heat.ends is None:
            return
        least, most = (written(self.heat, self.style, end, end) for end in self.heat.ends)
        left, top = round(_PER_LETTER * cell_len(least)) + 8, self.height + 22
        for step, fill in enumerate(SHADES):
            start = left + _STEP * step
            box = {"x": start, "x2": start + _STEP, "y": top - 7, "y2": top + 7}
            self.add("rect", [box], fill=fill, stroke=QUIET, strokeWidth=0.5)
        self.add("text", [{"x": 0, "y": top, "t": least}])
        self.add("text", [{"x": left + _STEP * len(SHADES) + 8, "y": top, "t": most}])


def tile_lines(heat: HeatMap, style: Style, width: int) -> Iterator[Text]:
    """Draw a heat map line by line: numbers, each with a sign that is the fuller the darker."""
    texts = [[written(heat, style, *tile[:2]) for tile in tiles] for tiles in heat.tiles]
    names, heads = [*map(style.text, heat.rows)], [*map(style.text, heat.columns)]
    label = max(map(cell_len, [*names, heat.down]))
    wide = max(map(cell_len, [*heads, *(text for row in texts for text in row)]))
    fit = max((width - label) // (wide + _ROOM + 2), 1)
    for start in range(0, len(heads), fit):
        if start:
            yield Text()
        part = slice(start, start + fit)
        yield Text(" " * (label + _ROOM) + heat.across, "dim")
        line = justified(heat.down, label, "right")
        for head in heads[part]:
            line += " " * _ROOM + justified(head, wide, "right") + "  "
        yield Text(line.rstrip(), "bold")
        for name, tiles, row in zip(names, heat.tiles, texts, strict=True):
            fields = Text(justified(name, label, "right"))
            for tile, text in zip(tiles[part], row[part], strict=True):
                sign = " " if tile.shade is None else SIGNS[shade_of(tile.shade, len(SIGNS))]
                shown = justified(text, wide, "right") + style.text(f" {sign}")
                fields.append(" " * _ROOM).append(shown, "bold" if tile.marked else "")
            fields.rstrip()
            yield fields
    if heat.ends:
        least, most = (written(heat, style, end, end) for end in heat.ends)
        yield Text(style.text(f"{SIGNS[0]} {least} to {SIGNS[-1]} {most}"), "dim")
