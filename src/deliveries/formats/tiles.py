"""A heat map, in Vega-Lite's words and in signs of a terminal.

Convention: the darker a field the greater its number, which stands in it; the shades are told apart
in grey, and the ink on them is light or dark as it can be read. Places are in pixels.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.layers import (
    INK,
    LINE,
    PALE,
    QUIET,
    Spec,
    broken,
    caption_of,
    framed,
    layer,
    position,
)
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
_PER_LETTER = 6.4
"""The room of a character."""
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


def tiles_spec(chart: Chart, heat: HeatMap, style: Style) -> Spec:
    """Describe a chart that is a heat map in Vega-Lite's own words: fields of one size, and names.

    Each field is as large as the longest text needs.
    """
    texts = [
        [broken(written(heat, style, *tile[:2]), style, _LETTERS) for tile in tiles]
        for tiles in heat.tiles
    ]
    lines = [line for row in texts for text in row for line in text]
    letters = max(map(cell_len, [*lines, *heat.columns]))
    wide = max(64, round(_PER_LETTER * letters) + 16)
    high = LINE * max(len(text) for row in texts for text in row) + 15
    width, height = wide * len(heat.columns), high * len(heat.rows)
    marks: list[tuple[str, list[Spec], Spec]] = []
    """Each with its data and its looks."""
    boxes: dict[int | None, list[Spec]] = {}
    inks: dict[tuple[str, str], list[Spec]] = {}
    for row, tiles in enumerate(heat.tiles):
        for column, tile in enumerate(tiles):
            left, top = column * wide, row * high
            step = None if tile.shade is None else shade_of(tile.shade, len(SHADES))
            box = {"x": left, "x2": left + wide, "y": top, "y2": top + high}
            boxes.setdefault(step, []).append(box)
            text = texts[row][column]
            middle = top + (high - LINE * (len(text) - 1)) / 2
            ink = "white" if step is not None and step >= _DARK else INK
            place = {"x": left + wide / 2, "y": middle, "t": text}
            inks.setdefault((ink, "bold" if tile.marked else "normal"), []).append(place)
    for step, data in boxes.items():
        fill, stroke = ("white", PALE) if step is None else (SHADES[step], "white")
        marks.append(("rect", data, {"fill": fill, "stroke": stroke, "strokeWidth": 1}))
    for (ink, weight), data in inks.items():
        marks.append(("text", data, {"color": ink, "fontWeight": weight, "align": "center"}))
    say = style.text
    above = [
        {"x": (at + 0.5) * wide, "y": -10, "t": say(name)} for at, name in enumerate(heat.columns)
    ]
    beside = [
        {"x": -8, "y": (at + 0.5) * high, "t": say(name)} for at, name in enumerate(heat.rows)
    ]
    marks += [
        ("text", above, {"color": INK, "align": "center"}),
        ("text", beside, {"color": INK, "align": "right"}),
        ("text", [{"x": -8, "y": -10, "t": say(heat.down)}], {"align": "right"}),
        ("text", [{"x": 0, "y": -10 - LINE, "t": say(heat.across)}], {}),
        ("text", [{"x": 0, "y": -16 - 2 * LINE, "t": say(chart.up)}],
         {"color": INK, "fontWeight": "bold"}),
    ]  # fmt: skip
    if heat.ends:  # the shades, between the lightest number and the darkest
        least, most = (written(heat, style, end, end) for end in heat.ends)
        left, middle = round(_PER_LETTER * cell_len(least)) + 8, height + 22
        for fill in SHADES:
            box = {"x": left, "x2": left + _STEP, "y": middle - 7, "y2": middle + 7}
            marks.append(("rect", [box], {"fill": fill, "stroke": QUIET, "strokeWidth": 0.5}))
            left += _STEP
        marks.append(("text", [{"x": 0, "y": middle, "t": least}], {}))
        marks.append(("text", [{"x": left + 8, "y": middle, "t": most}], {}))
    whole = max(width, 420)  # a title has some room at least
    if caption := caption_of(chart, style, whole / 5.1):
        look = {"fontSize": 10, "lineHeight": LINE - 1, "baseline": "top"}
        marks.append(("text", [{"x": 0, "y": height + 46, "t": caption}], look))
    x = position("x", 0, width, range=[0, width])
    y = position("y", 0, height, range=[0, height])
    encodings: dict[str, Spec] = {
        "rect": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}},
        "text": {"x": x, "y": y, "text": {"field": "t"}},
    }
    drawn = [layer(mark, data, encodings[mark], **look) for mark, data, look in marks]
    body = {"width": width, "height": height, "layer": drawn}
    return framed(chart, style, whole, body)


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
