"""A chart as layers of Vega-Lite: axes, marks, lines with their bands and names, bars.

Convention: a position is a float, made here and nowhere else; every number that is read is a text,
exact. A month is as wide as any other; what is there at its end stands at its right edge and holds
until the next one's. Names stand in data only, where nothing takes them for more than text.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor, hypot
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from deliveries.charts import apart, month_labels, round_ticks, year_labels
from deliveries.formats.table import wrapped
from deliveries.tables import Band
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliveries.charts import Chart, Curve, Filling, Panel
    from deliveries.formats.cells import Style

Spec = dict[str, Any]

INK, QUIET, PALE, GRID = "#1b1b1b", "#666666", "#9a9a9a", "#e4e4e4"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
LINE = 15
"""From one line of a label to the next, in pixels, as all that follows."""
WIDTH, _SMALL_WIDTH = 640, 400
"""The part with the lines or bars, and where a chart is small."""
_HEIGHT, _SMALL_HEIGHT = 360, 200
"""The least height of lines, and where a chart is small."""
_ABOVE = 22
"""The room above what is highest."""
_BELOW = 52
"""From the axis to what stands under its names."""
_YEAR = 34
"""The room that a year takes."""
_TIGHT = {"left": 12, "right": 24, "top": 4, "bottom": 4}
"""The room around a small chart: at its sides there are words, which another font makes wider."""
_LETTERS = 26
"""The room that three letters of a month take."""
_LETTER = 10
"""The room that its first letter takes."""
_BETWEEN = 5
"""The room between two names."""
_SAMPLE = 30
"""The room of a piece of line beside its name."""
_BESIDE = 26
"""The most characters of a name on a line."""
MOST_BESIDE = 6
"""Beyond so many scenarios names stand in a list, not at the ends of lines."""
_SHADE = 0.06
"""How dark a band is beneath its hatching."""
_THIN: Spec = {"color": QUIET, "strokeWidth": 1}
_BLUE, _ORANGE = "#0072b2", "#e69f00"
FILLINGS: dict[Filling, Spec] = {
    "stated": {"fill": _BLUE},
    "even": {"fill": _BLUE, "fillOpacity": 0.28, "stroke": _BLUE, "strokeWidth": 0.75},
    "together": {"fill": "white", "stroke": _BLUE, "strokeWidth": 1.25, "strokeDash": [4, 2]},
    "pale": {"fill": PALE, "fillOpacity": 0.35},
    "existing": {"fill": _ORANGE, "fillOpacity": 0.75},
    "new": {"fill": _BLUE},
    "not stated": {"fill": "white", "stroke": QUIET, "strokeWidth": 1, "strokeDash": [2, 2]},
}


class LineStyle(NamedTuple):
    """The looks of a scenario: in colour, in grey, and in the shape of its points."""

    colour: str
    dash: tuple[int, ...]
    shape: str
    slope: float
    """How steep the hatching of its band is; where bands overlap, both are seen."""
    ink: str = ""
    """A darker shade of the colour for words, where it is too light for them."""


LINE_STYLES = (
    LineStyle(INK, (), "circle", 3),
    LineStyle("#0072b2", (7, 3), "square", 1),
    LineStyle("#d55e00", (2, 2), "triangle-up", -1, "#bd5300"),
    LineStyle("#009e73", (10, 3, 2, 3), "diamond", -3, "#007d5b"),
    LineStyle("#cc79a7", (4, 4), "triangle-down", 0.4, "#a04d78"),
    LineStyle("#56b4e9", (12, 4), "cross", -0.4, "#1a79ac"),
    LineStyle("#e69f00", (2, 4), "triangle-right", 1.7, "#946600"),
    LineStyle("#7b5cd6", (10, 2, 2, 2, 2, 2), "triangle-left", -1.7),
    LineStyle("#96602c", (6, 2, 6, 6), "M-.3,-1H.3V1H-.3Z", 6),
    LineStyle("#767676", (18, 3, 6, 3), "M-.9,-.9H.9L-.9,.9H.9Z", -6),
    LineStyle("#6f7a00", (1, 3), "M-1,-.3H1V.3H-1Z", 0.7),
    LineStyle("#b8336a", (3, 2, 3, 8), "M-.9,-.9V.9L.9,-.9V.9Z", -0.7),
)
"""The colours of Okabe and Ito, without the yellow that no white paper shows, and five more.

No chart of lines has more scenarios: `deliveries.charts.MOST_LINES`.
"""


def look(chart: Chart, at: int) -> LineStyle:
    """Return how a line looks: promises over time are grey, and the older the paler."""
    found, age = LINE_STYLES[at], chart.curves[at - chart.skipped].age
    if age is None:
        return found
    grey = f"{round(0x1B + (0x94 - 0x1B) * age):02x}" * 3
    return found._replace(colour=f"#{grey}", ink=QUIET if age > Fraction(1, 2) else INK)


def number(value: Fraction | float) -> float | int:
    """Return a position."""
    place = float(value)
    place = round(place, 6 if abs(place) >= 1 else 12)  # a gram may come in thousandths
    return int(place) if place.is_integer() else place


def broken(content: str, style: Style, width: float) -> list[str]:
    """Break a text into lines of so many characters, each made harmless by itself."""
    return [style.text(line) for line in wrapped(harmless(content), int(width), fold=True)]


def _heading(content: str, style: Style, width: float) -> list[str]:
    """Break a heading into lines. A single word gets a space: Vega looks it up in an object.

    Of ``constructor`` or ``toString`` it would find what every object has.
    """
    return [line if " " in line else f"{line} " for line in broken(content, style, width)]


def tooltip(**titles: str) -> list[dict[str, str]]:
    """Describe what a pointer shows: fields, each with its heading.

    A heading ends up in an expression, where Vega-Lite escapes quotes and leaves backslashes.
    """
    return [
        {"field": field, "type": "nominal", "title": harmless(title).replace("\\", r"\\")}
        for field, title in titles.items()
    ]


def layer(mark: str, data: Sequence[Spec], encoding: Spec, **settings: Any) -> Spec:
    """Describe one mark along its data; silent for a screen reader, which has the description."""
    look = {"type": mark, "aria": False, **settings}
    return {"data": {"values": data}, "mark": look, "encoding": encoding}


def caption_of(chart: Chart, style: Style, width: float) -> list[str]:
    """Return the notes and the sources in lines of so many characters."""
    cited = [f"Sources: {'; '.join(chart.sources)}."] if chart.sources else []
    return [line for each in (*chart.notes, *cited) for line in broken(each, style, width)]


def chart_spec(chart: Chart, style: Style) -> Spec:
    """Describe a chart in Vega-Lite's own words."""
    whole, body = (_curves if chart.curves else _panels)(chart, style)
    return framed(chart, style, whole, body)


def framed(chart: Chart, style: Style, whole: float, body: Spec) -> Spec:
    """Put what is drawn, so many pixels wide, under its title, if it has one."""
    spec: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",  # later versions read it, too
        "description": style.text(f"{chart.title}. {chart.up}. {chart.subtitle}"),
        "title": {
            "text": _heading(chart.title, style, whole / 9.6),
            "subtitle": _heading(chart.subtitle, style, whole / 6.4),
            "anchor": "start", "align": "left", "frame": "group", "offset": 22,
            "font": FONT, "fontSize": 18, "fontWeight": "bold", "color": INK, "lineHeight": 23,
            "subtitleFont": FONT, "subtitleFontSize": 12.5, "subtitleColor": "#444444",
            "subtitlePadding": 8, "subtitleLineHeight": 18,
        },
        "background": "white",
        "padding": _TIGHT if chart.small else 24,
        **body,
        "config": {
            "view": {"stroke": None}, "concat": {"spacing": 0},
            "text": {
                "font": FONT, "fontSize": 11, "color": QUIET, "lineHeight": LINE,
                "align": "left", "baseline": "middle",
            },
        },
    }  # fmt: skip
    if not (chart.title or chart.subtitle):
        del spec["title"]  # an empty one takes its room
    return spec


def _curves(chart: Chart, style: Style) -> tuple[int, Spec]:
    """Return how wide lines are with their names, and their layers, first what lies below."""
    names = [broken(line.name, style, _BESIDE) for line in chart.curves]
    longest = max(cell_len(line) for lines in names for line in lines)
    room = sum(LINE * len(lines) + _BETWEEN for lines in names)
    least = _SMALL_HEIGHT if chart.small else _HEIGHT
    drawing = Drawing(chart, style, max(least, room), 6)
    whole = drawing.width + 16 + _SAMPLE + round(6.4 * longest)
    drawing.add_frame(first=True, last=True, above=14)
    pairs = [(line, look(chart, at)) for at, line in enumerate(chart.curves, chart.skipped)]
    for line, of in pairs:
        drawing.add_band(line, of)
    for line, of in pairs:  # broken lines above whole ones, so that both are seen
        drawing.add_line(line, of)
    for at, (line, of) in enumerate(pairs):
        drawing.add_points(line, of, at)
    drawing.add_labels()
    drawing.add_names(pairs, names)
    drawing.add_caption(drawing.height + _BELOW, whole)
    return whole, drawing.spec()


def _panels(chart: Chart, style: Style) -> tuple[int, Spec]:
    """Return one panel under the other; the last has the months, the key and the caption."""
    height = max(56, min(220, 420 // len(chart.panels)))
    drawn = []
    for panel in chart.panels:
        drawing = Drawing(chart, style, height, 2 if height < 110 else 4)
        first, last = panel is chart.panels[0], panel is chart.panels[-1]
        drawing.add_frame(first=first, last=last, above=34)
        drawing.add_bars(panel)
        if first:
            drawing.add_labels()
        if last:
            top: float = height + _BELOW
            for filling, words in chart.key:
                box = {"x": 0, "x2": 18, "y": top - 5, "y2": top + 5}
                drawing.add_fixed("rect", box, **FILLINGS[filling])
                drawing.add_text([style.text(words)], 26, top)
                top += LINE * 1.2
            drawing.add_caption(top + 8 * bool(chart.key), WIDTH)
        drawn.append(drawing.spec())
    return WIDTH, {"vconcat": drawn, "spacing": 34}


class Drawing:
    """Layers over one scale of months and one of numbers, from the lowest to the highest."""

    def __init__(self, chart: Chart, style: Style, height: int, about: int) -> None:
        """Choose about so many round numbers, with room for a line of text above the highest."""
        self.chart, self.style, self.height = chart, style, height
        self.width = _SMALL_WIDTH if chart.small else WIDTH
        low, high = chart.reach
        ticks = round_ticks(low, high, about)
        self.top = high if high > ticks[0] else ticks[-1]
        self.top += (self.top - ticks[0]) * _ABOVE / (height - _ABOVE)
        self.ticks = [tick for tick in ticks if tick <= self.top]
        self.months = len(chart.across)
        self.x = position("x", 0, self.months)
        self.y = position("y", number(self.ticks[0]), number(self.top))
        self.place = {"x": self.x, "y": self.y}
        self.layers: list[Spec] = []

    def spec(self) -> Spec:
        """Return it in Vega-Lite's words."""
        return {"width": self.width, "height": self.height, "layer": self.layers}

    def add(self, mark: str, data: Sequence[Spec], encoding: Spec, **settings: Any) -> None:
        """Add one mark along its data."""
        self.layers.append(layer(mark, data, encoding, **settings))

    def add_fixed(self, mark: str, places: Mapping[str, float], **settings: Any) -> None:
        """Add one mark at a place in pixels."""
        encoding = {key: {"value": number(at)} for key, at in places.items()}
        self.add(mark, [{}], encoding, **settings)

    def add_text(self, lines: list[str], x: float, y: float, **settings: Any) -> None:
        """Add lines of text at a place in pixels."""
        at = {"x": number(x), "y": number(y)}
        self.add("text", [{"t": lines}], {"text": {"field": "t"}}, **at, **settings)

    def pixels(self, value: Fraction) -> float:
        """Return how far below the upper end a number is."""
        return float((self.top - value) / (self.top - self.ticks[0])) * self.height

    def left(self, place: int) -> float:
        """Return how far from the left a month begins."""
        return place / self.months * self.width

    def add_frame(self, *, first: bool, last: bool, above: int) -> None:
        """Add all that lies below lines and bars.

        The ``first`` chart has words in it and ``above`` the numbers, the ``last`` names of months.
        """
        opens, style = self.chart.opens, self.style
        if opens:
            end = self.left(opens.month - self.chart.across.first)
            self.add_fixed("rect", {"x": 0, "x2": end, "y": 0, "y2": self.height}, color="#f4f4f4")
        rows = [{"y": number(tick), "t": style.number(tick)} for tick in self.ticks]
        self.add("rule", rows, {"y": self.y}, color=GRID, strokeWidth=1)
        self.add("text", rows, {"y": self.y, "text": {"field": "t"}}, x=-8, align="right")
        if first:
            self.add_text(broken(self.chart.up, style, 90), 0, -above, baseline="bottom")
        # ticks where months or years begin, and their names
        across, foot = self.chart.across, self.height
        self.add_fixed("rule", {"x": 0, "x2": self.width, "y": foot}, **_THIN)
        wide = self.width / self.months > _LETTERS
        months = month_labels(across, 3 if wide else 1)
        years = year_labels(across, self.width // _YEAR, self.chart.year_begins)
        if self.width / self.months < _LETTER:
            months = []
        names = [{"x": label.start + 0.5, "t": label.text} for label in months]
        starts = [{"x": label.start, "t": label.text} for label in years]
        deep = 34 if names else 19
        ends = {"y": {"value": foot}, "y2": {"value": foot + (deep if last else 5)}}
        self.add("rule", starts, {"x": self.x, **ends}, color=PALE, strokeWidth=1)
        if last:
            encoding = {"x": self.x, "text": {"field": "t"}}
            size = 11 if wide else 10
            self.add("text", names, encoding, y=foot + 11, fontSize=size, align="center")
            self.add("text", starts, encoding, y=foot + deep - 7, dx=4, color=INK)
        # the quantity that is asked for, and its month
        level, need = self.chart.level, self.chart.need
        rules = [number(level.value)] if level else []
        rules += [0] if self.ticks[0] < 0 else []
        self.add("rule", [{"y": each} for each in rules], {"y": self.y}, **_THIN)
        if need:
            at = need.month - across.first + 1
            self.add("rule", [{"x": at}], {"x": self.x}, **_THIN, strokeDash=[4, 3])

    def add_labels(self) -> None:
        """Add the words within the chart, upon lines and bars, which leave room around them."""
        level, need, opens = self.chart.level, self.chart.need, self.chart.opens
        halo = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
        if opens:
            end = self.left(opens.month - self.chart.across.first)
            words = broken(opens.label, self.style, max(end / 6.5, 8))
            for around in ({**halo, "stroke": "#f4f4f4"}, {}):
                self.add_text(words, 6, 8, baseline="top", **around)
        if label := level.label if level else need.label if need else "":
            at = need.month - self.chart.across.first + 1 if need else 0
            row = self.pixels(level.value) - 9 if level else 8
            side = {"align": "right", "dx": -6} if at > self.months * 0.6 else {"dx": 6}
            for around in (halo, {}):
                words = [self.style.text(label)]
                self.add_text(words, self.left(at), row, color=INK, **side, **around)

    def add_caption(self, top: float, width: int) -> None:
        """Add the notes and the sources, small, under everything."""
        if lines := caption_of(self.chart, self.style, width / 5.5):
            self.add_text(lines, 0, top, fontSize=10, lineHeight=LINE - 1, baseline="top")

    def add_names(self, pairs: list[tuple[Curve, LineStyle]], names: list[list[str]]) -> None:
        """Add a piece of each line, and its name, beside its end if there is room."""
        heights = [LINE * len(lines) + _BETWEEN for lines in names]
        tops = [float(sum(heights[:at])) for at in range(len(heights))]
        if len(names) <= MOST_BESIDE:
            wanted = [self.pixels(line.end(self.ticks[0])) - LINE / 2 for line, _ in pairs]
            tops = apart(wanted, heights, self.height + LINE) or tops
        left = self.width + 10
        for (line, of), lines, top in zip(pairs, names, tops, strict=True):
            y = top + LINE / 2
            if line.banded:
                box = {"x": left, "x2": left + _SAMPLE, "y": y - 7, "y2": y + 7}
                self.add_fixed("rect", box, color=of.colour, opacity=_SHADE)
                self._add_hatching([(left, left + _SAMPLE, y - 7, y + 7)], of)
            sample = {"x": left, "x2": left + _SAMPLE, "y": y}
            self.add_fixed("rule", sample, color=of.colour, strokeWidth=2, strokeDash=list(of.dash))
            self.add_fixed("point", {"x": left + _SAMPLE / 2, "y": y}, **_solid(of))
            self.add_text(lines, left + 6 + _SAMPLE, y, color=of.ink or of.colour, fontSize=12)

    def add_band(self, line: Curve, of: LineStyle) -> None:
        """Add what the sources allow: a light shade, hatched, with thin edges."""
        if not line.banded:
            return
        data = [
            {"x": at, "y": band and number(band[0]), "y2": band and number(band[1])}
            for at, band in enumerate(line.bands, 1)
        ]
        shape = {"interpolate": "step-after", "color": of.colour}
        ends = {**self.place, "y2": {"field": "y2"}}
        self.add("area", data, ends, fillOpacity=_SHADE, **shape)
        edge = {"strokeWidth": 1, "strokeOpacity": 0.8, "strokeDash": list(of.dash)}
        for field in ("y", "y2"):
            side = {"x": self.x, "y": {**self.y, "field": field}}
            self.add("line", data, side, **shape, **edge)
        boxes, start = [], 1
        ended = [band if after else None for band, after in pairwise(line.bands)]
        for band, alike in groupby(ended):
            end = start + len(list(alike))
            if band and band[0] < band[1]:
                top, bottom = self.pixels(band[1]), self.pixels(band[0])
                boxes.append((self.left(start), self.left(end), top, bottom))
            start = end
        self._add_hatching(boxes, of)

    def _add_hatching(
        self, boxes: Sequence[tuple[float, float, float, float]], of: LineStyle
    ) -> None:
        """Hatch boxes in one mark, as the band of a line is.

        Beyond four bands hatchings are a net, and only the outlines tell them apart. A box is its
        left, right, top and bottom, in pixels. Strokes are parts of the same lines in every box,
        so that they go on from one to the next.
        """
        if sum(line.banded for line in self.chart.curves) > 4:
            return
        down = 9 * hypot(1, of.slope)  # nine pixels from one stroke to the next
        data = []
        for left, right, top, bottom in boxes:
            offsets = [y - of.slope * x for x in (left, right) for y in (top, bottom)]
            for at in range(ceil(min(offsets) / down), floor(max(offsets) / down) + 1):
                ends = sorted((y - at * down) / of.slope for y in (top, bottom))
                begin, end = max(ends[0], left), min(ends[1], right)
                if begin >= end:
                    continue
                places: list[float] = []
                for x in (begin, end):
                    y = of.slope * x + at * down
                    height = float(self.top - self.ticks[0]) * (1 - y / self.height)
                    up = number(float(self.ticks[0]) + height)
                    places += [number(round(x / self.width * self.months, 3)), up]
                data.append(dict(zip(("x", "y", "x2", "y2"), places, strict=True)))
        along = {**self.place, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
        self.add("rule", data, along, color=of.colour, strokeWidth=0.75, strokeOpacity=0.4)

    def add_line(self, line: Curve, of: LineStyle) -> None:
        """Add a line, and what comes before the request opens: hollow, and joined to nothing."""
        name, style = self.style.text(line.name), self.style
        pale = [
            {"x": at, "y": number(value), "name": name, "value": style.number(value)}
            for at, value in enumerate(line.pale, 1)
            if value is not None
        ]
        if pale:
            shown = tooltip(name="Scenario", value="To date, not counted")
            ends = {**self.place, "tooltip": shown}
            self.add("point", pale, ends, filled=False, shape=of.shape, size=40, color=PALE)
        data = [
            {"x": at, "y": None if value is None else number(value)}
            for at, value in enumerate((line.before, *line.values))
        ]
        thick = {"color": of.colour, "strokeWidth": 1.25 if line.recorded else 2}
        shape = {"interpolate": "step-after", "strokeDash": list(of.dash)}
        self.add("line", data, self.place, **shape, **thick)

    def add_points(self, line: Curve, of: LineStyle, turn: int) -> None:
        """Add what is known of a line, to look at and to point at.

        A figure for several months is a bar along them, with an arrow where there may be more. Of
        points those to look at stand in other months than the other lines'.
        """
        style, start = self.style, self.chart.across.first
        shown = tooltip(name="Scenario", months="One figure for", value="To date")
        tip = {"x": {**self.x, "field": "x2"}, "y": self.y, "tooltip": shown}
        ends = {**tip, "x": self.x, "x2": {"field": "x2"}}
        arrow = {"shape": "M0,0V-2.4M-.5,-1.8L0,-2.4L.5,-1.8", "size": 150, "fill": None}
        for each in line.stretches:
            figure = {
                "x": max(each.window.first - start, 0),
                "x2": min(each.window.last - start + 1, self.months),
                "y": number(each.level),
                "name": style.text(line.name),
                "months": each.window.long(),
                "value": f"{'at least ' * each.open_ended}{style.number(each.level)}",
            }
            if each.open_ended:
                self.add("point", [figure], tip, **_solid(of))
                self.add("point", [figure], tip, **arrow, stroke=of.colour, strokeWidth=2)
            else:
                self.add("rule", [figure], ends, color=of.colour, strokeWidth=4, opacity=0.75)
        data = []
        for at, (value, sure) in enumerate(zip(line.values, line.bands, strict=True)):
            if value is None:
                continue
            datum = {"x": at + 1, "y": number(value), "month": (start + at).long()}
            datum |= {"name": style.text(line.name), "value": style.number(value)}
            if line.banded and sure:
                datum["band"] = style.value(Band(*sure))
            if line.cites:
                datum["source"] = style.text(line.cites)
            data.append(datum)
        every = 1 if line.recorded else -(-self.months // 12)  # a line shows about twelve
        seen = [datum for datum in data if datum["x"] % every == turn % every or datum is data[-1]]
        self.add("point", seen, self.place, **_solid(of))
        band = {"band": "The sources allow"} if line.banded else {}
        cites = {"source": "Source"} if line.cites else {}
        shown = tooltip(
            name="Scenario", month="At the end of", value=self.chart.up, **band, **cites
        )
        self.add("point", data, {**self.place, "tooltip": shown}, filled=True, size=150, opacity=0)

    def add_bars(self, panel: Panel) -> None:
        """Add the bars of one scenario under its name, apart where they are wide enough."""
        heading = {"color": INK, "fontSize": 12, "fontWeight": "bold", "baseline": "bottom"}
        self.add_text(broken(panel.name, self.style, 90), 0, -9, **heading)
        start, words = self.chart.across.first, dict(self.chart.key)
        ends: Spec = {"x": self.x, "x2": {"field": "x2"}, "y": {"value": 0}}
        ends |= {"y2": {"value": self.height}}
        for gap in panel.unknown:  # something comes and nobody knows how much
            box = {"x": gap.first - start, "x2": gap.last - start + 1}
            self.add("rect", [box], ends, fill="#f4f4f4", stroke=PALE, strokeDash=[2, 3])
            middle = self.left(box["x"] + box["x2"]) / 2
            self.add_text(["?"], middle, self.height / 2, align="center", fontSize=14)
        per_month = self.width / self.months
        apart_by = min(0.12, 1.5 / per_month) if per_month > 5 else 0
        bars: dict[Filling, list[Spec]] = {filling: [] for filling in FILLINGS}
        tips = []
        for bar in panel.bars:
            first, last = max(bar.window.first - start, 0), bar.window.last - start
            datum: Spec = {
                "x": number(first + apart_by),
                "x2": number(min(last + 1, self.months) - apart_by),
                "y": number(bar.base),
                "y2": number(bar.top),
                "months": bar.months.long(),
                "value": f"{'at least ' * bar.open_ended}{self.style.number(bar.amount)}",
                "how": words.get(bar.filling, "as the source has it"),
                **({"source": self.style.text(panel.cites)} if panel.cites else {}),
            }
            bars[bar.filling].append(datum)
            if bar.open_ended:
                tips.append({"x": (datum["x"] + datum["x2"]) / 2, "y": datum["y2"]})
        cites = {"source": "Source"} if panel.cites else {}
        shown = tooltip(months="Months", value=self.chart.up, how="How", **cites)
        ends = {**ends, "y": self.y, "y2": {"field": "y2"}, "tooltip": shown}
        for filling, data in bars.items():
            if data:
                self.add("rect", data, ends, **FILLINGS[filling])
        if tips:
            arrow = {"shape": "M0,0V-1.6M-.5,-1L0,-1.6L.5,-1", "size": 150, "fill": None}
            self.add("point", tips, self.place, **arrow, stroke=INK, strokeWidth=1.5)


def _solid(of: LineStyle) -> Spec:
    """Return a point as it stands on a line and beside its name."""
    return {"shape": of.shape, "color": of.colour, "size": 46, "filled": True, "opacity": 1}


def position(field: str, low: float, high: float, **settings: Any) -> Spec:
    """Return a position along an axis, which is drawn by itself."""
    scale = {"domain": [low, high], **settings, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}
