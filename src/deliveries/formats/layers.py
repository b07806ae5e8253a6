"""The layers of a chart in Vega-Lite: axes, marks, lines with their bands and names, bars.

Convention: a position is a float, made here and nowhere else; every number that is read is a text,
exact. A month is as wide as any other; what is there at its end stands at its right edge and holds
until the next one's. Names stand in data only, where nothing takes them for more than text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from deliveries.formats.axes import apart, month_labels, round_ticks, year_labels
from deliveries.formats.table import wrapped
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from deliveries.charts import Bar, Chart, Curve, Filling, Panel, Values
    from deliveries.formats.cells import Style
    from deliveries.months import Window


Layer = dict[str, Any]
Datum = dict[str, Any]

INK, QUIET, PALE, GRID = "#1b1b1b", "#666666", "#9a9a9a", "#e4e4e4"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
LINE = 15
"""From one line of a label to the next, in pixels."""


class LineStyle(NamedTuple):
    """How a scenario looks: in colour, in grey, and in the shape of its points."""

    colour: str
    dash: tuple[int, ...]
    shape: str
    ink: str = ""
    """A darker shade of the colour for words, where it is too light for them."""


LINE_STYLES = (
    LineStyle("#1b1b1b", (), "circle"),
    LineStyle("#0072b2", (7, 3), "square"),
    LineStyle("#d55e00", (2, 2), "triangle-up"),
    LineStyle("#009e73", (10, 3, 2, 3), "diamond"),
    LineStyle("#cc79a7", (4, 4), "triangle-down", "#a04d78"),
    LineStyle("#56b4e9", (12, 4), "cross", "#1c7fb5"),
    LineStyle("#e69f00", (2, 4), "triangle-right", "#946600"),
)
"""The colours of Okabe and Ito, without the yellow that no white paper shows."""


def line_style(at: int) -> LineStyle:
    """How the scenario of this number looks; after so many the colours come again, thinner."""
    again, at = divmod(at, len(LINE_STYLES))
    found = LINE_STYLES[at]
    return found._replace(dash=tuple(each + again for each in found.dash) or (again,) * bool(again))


def number(value: Fraction | float) -> float | int:
    """A position."""
    place = round(float(value), 6)
    return int(place) if place.is_integer() else place


def layer(mark: str, data: Sequence[Datum], encoding: dict[str, Any], **settings: Any) -> Layer:
    """One mark along its data; silent for a screen reader, which has the description."""
    return {
        "data": {"values": list(data)},
        "mark": {"type": mark, "aria": False, **settings},
        "encoding": encoding,
    }


def fixed(mark: str, places: Mapping[str, float], **settings: Any) -> Layer:
    """One mark at a place in pixels."""
    return layer(mark, [{}], {key: {"value": number(at)} for key, at in places.items()}, **settings)


def along(scale: Sequence[int | float], field: str = "x") -> dict[str, Any]:
    """A position along the axis, which is drawn by itself."""
    domain = {"domain": [scale[0], scale[1]], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": domain, "axis": None}


def text(content: str | Sequence[str], x: float, y: float, **settings: Any) -> Layer:
    """Lines of text at a place in pixels."""
    lines = [content] if isinstance(content, str) else list(content)
    return {
        "data": {"values": [{"t": lines}]},
        "mark": {
            "type": "text", "aria": False, "align": "left", "baseline": "middle",
            "x": number(x), "y": number(y), "lineHeight": LINE, **settings,
        },
        "encoding": {"text": {"field": "t"}},
    }  # fmt: skip


def broken(content: str, style: Style, width: int) -> list[str]:
    """A text on lines of so many characters, each made harmless by itself."""
    return [style.text(line) for line in wrapped(harmless(content), width, fold=True)]


def tooltip(*fields: tuple[str, str]) -> list[dict[str, str]]:
    """What a pointer shows: fields, each with its heading."""
    return [
        {"field": field, "type": "nominal", "title": harmless(title)} for field, title in fields
    ]


WIDTH = 640
"""Of the part with the lines or bars, in pixels."""
_ABOVE = 22
"""The room above what is highest, in pixels."""
_YEAR = 34
"""The room that a year takes, in pixels."""
_LETTERS = 26
"""The room that three letters of a month take."""


class Frame(NamedTuple):
    """Where a chart is drawn: its scales, and its size in pixels."""

    across: Window
    ticks: tuple[Fraction, ...]
    high: Fraction
    """The upper end of the scale."""
    height: int
    width: int = WIDTH

    @property
    def x(self) -> dict[str, Any]:
        """A horizontal position in months."""
        return along((0, len(self.across)))

    @property
    def y(self) -> dict[str, Any]:
        """A vertical position in units."""
        return along((number(self.ticks[0]), number(self.high)), "y")

    def pixels(self, value: Fraction) -> float:
        """How far below the upper end a number is."""
        return float((self.high - value) / (self.high - self.ticks[0])) * self.height

    def left(self, place: float) -> float:
        """How far from the left a month begins."""
        return place / len(self.across) * self.width


def frame(across: Window, low: Fraction, high: Fraction, height: int, about: int) -> Frame:
    """A frame with round numbers, and room for a line of text above what is highest."""
    ticks = round_ticks(low, high, about)
    top = high if high > ticks[0] else ticks[-1]
    room = (top - ticks[0]) * _ABOVE / (height - _ABOVE)
    return Frame(across, tuple(tick for tick in ticks if tick <= top + room), top + room, height)


def number_axis(place: Frame, style: Style, up: str, above: int = 14) -> Iterator[Layer]:
    """Round numbers left of thin lines, and above them what they count."""
    rows = [{"y": number(tick), "t": style.number(tick)} for tick in place.ticks]
    yield layer("rule", rows, {"y": place.y}, color=GRID, strokeWidth=1)
    encoding = {"y": place.y, "text": {"field": "t"}}
    yield layer(
        "text", rows, encoding, x=-8, align="right", baseline="middle", color=QUIET, fontSize=11
    )
    if up:
        yield text(broken(up, style, 90), 0, -above, color=QUIET, fontSize=11, baseline="bottom")


def month_axis(place: Frame, *, named: bool) -> Iterator[Layer]:
    """Ticks where months or years begin; under the last chart their names, too."""
    months = len(place.across)
    foot = {"x": 0, "x2": place.width, "y": place.height}
    yield fixed("rule", foot, color=QUIET, strokeWidth=1)
    years = year_labels(place.across, place.width // _YEAR)
    starts = [{"x": label.start} for label in years]
    deep = 34 if month_labels(place.across, 1) else 19
    low = place.height + (deep if named else 5)
    ends = {"x": place.x, "y": {"value": place.height}, "y2": {"value": low}}
    yield layer("rule", starts, ends, color=PALE, strokeWidth=1)
    if not named:
        return
    per_month = place.width / months
    letters = month_labels(place.across, 3 if per_month > _LETTERS else 1)
    names = [{"x": label.start + 0.5, "t": label.text} for label in letters]
    encoding = {"x": place.x, "text": {"field": "t"}}
    below = {"baseline": "middle", "color": QUIET, "fontSize": 11 if per_month > _LETTERS else 9}
    yield layer("text", names, encoding, y=place.height + 11, align="center", **below)
    titles = [{"x": label.start, "t": label.text} for label in years]
    below |= {"fontSize": 11, "color": INK}
    yield layer("text", titles, encoding, y=place.height + deep - 7, align="left", dx=4, **below)


def uncounted(chart: Chart, place: Frame, style: Style, *, worded: bool = True) -> Iterator[Layer]:
    """The ground of the months before the request opens; it lies below everything."""
    if chart.opens is None:
        return
    end = place.left(chart.opens.month - chart.across.first)
    yield fixed("rect", {"x": 0, "x2": end, "y": 0, "y2": place.height}, color="#f4f4f4")
    if worded:
        words = broken(chart.opens.label, style, max(int(end / 6.5), 8))
        yield text(words, 6, 8, color=QUIET, fontSize=11, baseline="top")


def marks(chart: Chart, place: Frame, style: Style, *, worded: bool = True) -> Iterator[Layer]:
    """The quantity that is asked for, and its month."""
    level, need = chart.level, chart.need
    thin = {"color": QUIET, "strokeWidth": 1}
    if place.ticks[0] < 0:
        yield layer("rule", [{"y": 0}], {"y": place.y}, **thin)
    if level:
        yield layer("rule", [{"y": number(level.value)}], {"y": place.y}, **thin)
    at = number(place.left(need.month - chart.across.first + 1)) if need else 0
    if need:
        yield fixed("rule", {"x": at, "y": 0, "y2": place.height}, **thin, strokeDash=[4, 3])
    label = level.label if level else need.label if need else ""
    if label and worded:
        row = place.pixels(level.value) - 9 if level else 8
        near_the_end = at > place.width * 0.6
        side = {"align": "right", "dx": -6} if near_the_end else {"dx": 6}
        yield text(style.text(label), at, row, color=INK, fontSize=11, **side)


def caption(chart: Chart, style: Style, top: float, width: int) -> Iterator[Layer]:
    """The notes and the sources, small, under everything."""
    room = int(width / 5.1)
    lines = [part for note in chart.notes for part in broken(note, style, room)]
    if chart.sources:
        cited = f"Sources: {'; '.join(chart.sources)}."
        lines += broken(cited, style, room)
    if lines:
        yield text(lines, 0, top, color=QUIET, fontSize=10, lineHeight=LINE - 1, baseline="top")


def headline(chart: Chart, style: Style, width: int) -> dict[str, Any]:
    """Title and verdict, wrapped, at the left."""
    return {
        "text": broken(chart.title, style, int(width / 9.6)),
        "subtitle": broken(chart.subtitle, style, int(width / 6.4)),
        "anchor": "start", "align": "left", "frame": "group", "offset": 22,
        "font": FONT, "fontSize": 18, "fontWeight": "bold", "color": INK, "lineHeight": 23,
        "subtitleFont": FONT, "subtitleFontSize": 12.5, "subtitleColor": "#444444",
        "subtitlePadding": 8, "subtitleLineHeight": 18,
    }  # fmt: skip


_BESIDE = 26
"""The most characters of a name on a line."""
_BETWEEN = 5
"""The room between two names, in pixels."""
_SAMPLE = 30
"""The room of a piece of line beside its name."""
_MOST_BESIDE = 6
"""Beyond so many scenarios names stand in a list, not at the ends of lines."""


class _Name(NamedTuple):
    """A name on its lines, how the line looks, and where it ends."""

    lines: list[str]
    style: LineStyle
    end: float

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + _BETWEEN


def name_layers(
    chart: Chart, styles: Sequence[LineStyle], place: Frame, style: Style
) -> Iterator[Layer]:
    """A piece of each line, and its name, beside its end."""
    names = [
        _Name(lines, of, place.pixels(line.last if line.last is not None else place.ticks[0]))
        for line, lines, of in zip(chart.curves, _broken(chart, style), styles, strict=True)
    ]
    for name, top in _placed(names, place.height + LINE):
        yield from _named(name, place.width, top + LINE / 2)


def _placed(names: list[_Name], room: float) -> list[tuple[_Name, float]]:
    """Each name with where it begins."""
    heights = [name.height for name in names]
    listed = [sum(heights[:at]) for at in range(len(names))]
    if len(names) > _MOST_BESIDE:
        return list(zip(names, listed, strict=True))
    ordered = sorted(names, key=lambda name: name.end)
    heights = [name.height for name in ordered]
    places = apart([name.end - LINE / 2 for name in ordered], heights, room)
    if places is None:
        return list(zip(names, listed, strict=True))
    return list(zip(ordered, places, strict=True))


def _named(name: _Name, left: int, y: float) -> Iterator[Layer]:
    of = name.style
    sample = {"x": left + 10, "x2": left + 10 + _SAMPLE, "y": y}
    yield fixed("rule", sample, color=of.colour, strokeWidth=2, strokeDash=list(of.dash))
    middle = {"x": left + 10 + _SAMPLE / 2, "y": y}
    drawn = {"color": of.colour, "filled": True, "opacity": 1}
    yield fixed("point", middle, shape=of.shape, size=46, **drawn)
    yield text(name.lines, left + 16 + _SAMPLE, y, color=of.ink or of.colour, fontSize=12)


def names_size(chart: Chart, style: Style) -> tuple[int, int]:
    """How wide and how high a list of the names is, about, in pixels."""
    names = _broken(chart, style)
    longest = max(cell_len(line) for lines in names for line in lines)
    return 16 + _SAMPLE + round(6.4 * longest), sum(LINE * len(each) + _BETWEEN for each in names)


def _broken(chart: Chart, style: Style) -> list[list[str]]:
    return [broken(line.name, style, _BESIDE) for line in chart.curves]


_POINTS = 12
"""About how many points a line shows."""


def line_layers(chart: Chart, place: Frame, style: Style) -> Iterator[Layer]:
    """Everything of the lines: first what lies below."""
    styles = [line_style(at + chart.skipped) for at in range(len(chart.curves))]
    pairs = list(zip(chart.curves, styles, strict=True))
    for line, of in pairs:
        yield from _band(line, of, place, len(pairs))
    for line, of in pairs:  # broken lines above whole ones, so that both are seen
        yield from _pale(line, of, place, style)
        yield from _steps(line, of, place)
    for at, (line, of) in enumerate(pairs):
        yield from _stretches(line, of, chart, place, style)
        yield from _points(line, of, chart, place, style, at)
    yield from name_layers(chart, styles, place, style)


def _band(line: Curve, of: LineStyle, place: Frame, many: int) -> Iterator[Layer]:
    """What the sources allow: a light shade with thin edges."""
    if not line.banded:
        return
    data = []
    for run, (at, least) in _runs(line.least, None):
        most = line.most[at - 1] if at else None
        if most is not None:
            data.append({"x": at, "y": number(least), "y2": number(most), "run": run})
    edge = {"strokeWidth": 0.75, "strokeOpacity": 0.4, "strokeDash": list(of.dash)}
    shape = {"interpolate": "step-after", "color": of.colour}
    ends = {"x": place.x, "y": place.y, "y2": {"field": "y2"}, "detail": {"field": "run"}}
    yield layer("area", data, ends, fillOpacity=0.12 if many < 4 else 0.07, **shape)
    for field in ("y", "y2"):
        side = {"x": place.x, "y": {**place.y, "field": field}, "detail": {"field": "run"}}
        yield layer("line", data, side, **shape, **edge)


def _runs(values: Values, before: Fraction | None) -> Iterator[tuple[int, tuple[int, Fraction]]]:
    """What is known without a gap, by the number of the run: each value at its month's end."""
    run, known = 0, before is not None
    if before is not None:
        yield run, (0, before)
    for at, value in enumerate(values, 1):
        run += value is not None and not known
        known = value is not None
        if value is not None:
            yield run, (at, value)


def _steps(line: Curve, of: LineStyle, place: Frame) -> Iterator[Layer]:
    data = [
        {"x": at, "y": number(value), "run": run}
        for run, (at, value) in _runs(line.values, line.before)
    ]
    ends = {"x": place.x, "y": place.y, "detail": {"field": "run"}}
    drawn = {"color": of.colour, "strokeWidth": 1.25 if line.recorded else 2}
    yield layer("line", data, ends, interpolate="step-after", strokeDash=list(of.dash), **drawn)


def _pale(line: Curve, of: LineStyle, place: Frame, style: Style) -> Iterator[Layer]:
    """What comes before the request opens: hollow, and joined to nothing."""
    data = [
        {"x": at, "y": number(value), "name": style.text(line.name), "value": style.number(value)}
        for at, value in enumerate(line.pale, 1)
        if value is not None
    ]
    if data:
        shown = tooltip(("name", "Scenario"), ("value", "To date, not counted"))
        ends = {"x": place.x, "y": place.y, "tooltip": shown}
        yield layer("point", data, ends, filled=False, shape=of.shape, size=40, color=PALE)


def _points(  # what the others take, and which it is
    line: Curve, of: LineStyle, chart: Chart, place: Frame, style: Style, number_of: int
) -> Iterator[Layer]:
    """Points to look at, in other months than those of the other lines; all to point at."""
    data = [_datum(line, chart, at, style) for at in range(len(line.values))]
    known = [datum for datum in data if "y" in datum]
    every = 1 if line.recorded else -(-len(chart.across) // _POINTS)
    turn = number_of % every
    seen = [datum for datum in known if datum["x"] % every == turn or datum is known[-1]]
    ends = {"x": place.x, "y": place.y}
    yield layer(
        "point", seen, ends, shape=of.shape, color=of.colour, size=46, filled=True, opacity=1
    )
    band = (("band", "The sources allow"),) if line.banded else ()
    shown = tooltip(("name", "Scenario"), ("month", "At the end of"), ("value", chart.up), *band)
    yield layer("point", known, {**ends, "tooltip": shown}, filled=True, size=150, opacity=0)


def _datum(line: Curve, chart: Chart, at: int, style: Style) -> Datum:
    value, least, most = line.values[at], line.least[at], line.most[at]
    if value is None:
        return {}
    datum: Datum = {
        "x": at + 1,
        "y": number(value),
        "month": (chart.across.first + at).long(),
        "name": style.text(line.name),
        "value": style.number(value),
    }
    if line.banded and least is not None and most is not None:
        same = least == most
        datum["band"] = (
            style.number(most) if same else f"{style.number(least)} to {style.number(most)}"
        )
    return datum


def _stretches(
    line: Curve, of: LineStyle, chart: Chart, place: Frame, style: Style
) -> Iterator[Layer]:
    """A bar along the months of one figure, and an arrow where there may be more."""
    first, last = 0, len(chart.across)
    data = [
        {
            "x": max(each.window.first - chart.across.first, first),
            "x2": min(each.window.last - chart.across.first + 1, last),
            "y": number(each.level),
            "name": style.text(line.name),
            "months": each.window.long(),
            "value": f"{'at least ' * each.open_ended}{style.number(each.level)}",
            "open": each.open_ended,
        }
        for each in line.stretches
    ]
    shown = tooltip(("name", "Scenario"), ("months", "One figure for"), ("value", "To date"))
    ends = {"x": place.x, "x2": {"field": "x2"}, "y": place.y, "tooltip": shown}
    if bars := [datum for datum in data if not datum["open"]]:
        yield layer("rule", bars, ends, color=of.colour, strokeWidth=4, opacity=0.75)
    tips = [{**datum, "x": datum["x2"]} for datum in data if datum["open"]]
    tip = {"x": place.x, "y": place.y, "tooltip": shown}
    if tips:
        drawn = {"color": of.colour, "filled": True, "opacity": 1}
        yield layer("point", tips, tip, shape=of.shape, size=46, **drawn)
        yield layer("point", tips, tip, shape="M0,0V-2.4M-.5,-1.8L0,-2.4L.5,-1.8", size=150,
                    stroke=of.colour, strokeWidth=2, fill=None)  # fmt: skip


_BLUE, _ORANGE = "#0072b2", "#e69f00"
FILLINGS: dict[Filling, dict[str, Any]] = {
    "stated": {"fill": _BLUE},
    "even": {"fill": _BLUE, "fillOpacity": 0.28, "stroke": _BLUE, "strokeWidth": 0.75},
    "together": {"fill": "white", "stroke": _BLUE, "strokeWidth": 1.25, "strokeDash": [4, 2]},
    "pale": {"fill": PALE, "fillOpacity": 0.35},
    "existing": {"fill": _ORANGE, "fillOpacity": 0.75},
    "new": {"fill": _BLUE},
    "not stated": {"fill": "white", "stroke": QUIET, "strokeWidth": 1, "strokeDash": [2, 2]},
}


def panel_layers(panel: Panel, chart: Chart, place: Frame, style: Style) -> Iterator[Layer]:
    """The bars of one scenario, under its name."""
    yield text(broken(panel.name, style, 90), 0, -9, color=INK, fontSize=12,
               fontWeight="bold", baseline="bottom")  # fmt: skip
    yield from _unknown(panel, chart, place)
    gap = min(0.12, 1.5 / max(place.width / len(chart.across), 1)) if _apart(place) else 0
    for filling, paint in FILLINGS.items():
        data = [
            _bar_datum(each, chart, gap, style) for each in panel.bars if each.filling == filling
        ]
        ends = {
            "x": place.x, "x2": {"field": "x2"}, "y": place.y, "y2": {"field": "y2"},
            "tooltip": tooltip(("months", "Months"), ("value", chart.up), ("how", "How")),
        }  # fmt: skip
        if data:
            yield layer("rect", data, ends, **paint)
    tips = [_bar_datum(each, chart, gap, style) for each in panel.bars if each.open_ended]
    if tips:
        middle = [{"x": (each["x"] + each["x2"]) / 2, "y": each["y2"]} for each in tips]
        yield layer("point", middle, {"x": place.x, "y": place.y}, size=150, fill=None,
                    shape="M0,0V-1.6M-.5,-1L0,-1.6L.5,-1", stroke=INK, strokeWidth=1.5)  # fmt: skip


def _unknown(panel: Panel, chart: Chart, place: Frame) -> Iterator[Layer]:
    """Where something comes and nobody knows how much: an empty box with a question mark."""
    start = chart.across.first
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


def _bar_datum(bar: Bar, chart: Chart, gap: float, style: Style) -> Datum:
    first, last = bar.window.first - chart.across.first, bar.window.last - chart.across.first
    return {
        "x": number(max(first, 0) + gap),
        "x2": number(min(last, len(chart.across) - 1) + 1 - gap),
        "y": number(bar.base),
        "y2": number(bar.top),
        "months": bar.window.long(),
        "value": f"{'at least ' * bar.open_ended}{style.number(bar.amount)}",
        "how": dict(chart.key).get(bar.filling, "as the source has it"),
    }


def key_layers(chart: Chart, top: float, style: Style) -> Iterator[Layer]:
    """What each filling means."""
    for at, (filling, words) in enumerate(chart.key):
        y = number(top + at * LINE * 1.2)
        box = {"x": 0, "x2": 18, "y": y - 5, "y2": y + 5}
        yield fixed("rect", box, **FILLINGS[filling])
        yield text(style.text(words), 26, y, color=QUIET, fontSize=11)


def key_height(key: Sequence[object]) -> float:
    """How high that is, in pixels."""
    return len(key) * LINE * 1.2 + 8 * bool(key)
