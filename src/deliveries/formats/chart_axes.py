"""The axes of a chart, its marks and its words, as layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliveries.formats.axes import month_labels, round_ticks, year_labels
from deliveries.formats.chart_parts import (
    FONT,
    GRID,
    INK,
    LINE,
    PALE,
    QUIET,
    along,
    broken,
    fixed,
    layer,
    number,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from typing import Any

    from deliveries.charts import Figure
    from deliveries.formats.cells import Style
    from deliveries.formats.chart_parts import Layer
    from deliveries.months import Window

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


def uncounted(
    figure: Figure, place: Frame, style: Style, *, worded: bool = True
) -> Iterator[Layer]:
    """The ground of the months before the request opens; it lies below everything."""
    if figure.opens is None:
        return
    end = place.left(figure.opens.month - figure.across.first)
    yield fixed("rect", {"x": 0, "x2": end, "y": 0, "y2": place.height}, color="#f4f4f4")
    if worded:
        words = broken(figure.opens.label, style, max(int(end / 6.5), 8))
        yield text(words, 6, 8, color=QUIET, fontSize=11, baseline="top")


def marks(figure: Figure, place: Frame, style: Style, *, worded: bool = True) -> Iterator[Layer]:
    """The quantity that is asked for, and its month."""
    level, need = figure.level, figure.need
    thin = {"color": QUIET, "strokeWidth": 1}
    if place.ticks[0] < 0:
        yield layer("rule", [{"y": 0}], {"y": place.y}, **thin)
    if level:
        yield layer("rule", [{"y": number(level.value)}], {"y": place.y}, **thin)
    at = number(place.left(need.month - figure.across.first + 1)) if need else 0
    if need:
        yield fixed("rule", {"x": at, "y": 0, "y2": place.height}, **thin, strokeDash=[4, 3])
    label = level.label if level else need.label if need else ""
    if label and worded:
        row = place.pixels(level.value) - 9 if level else 8
        near_the_end = at > place.width * 0.6
        side = {"align": "right", "dx": -6} if near_the_end else {"dx": 6}
        yield text(style.text(label), at, row, color=INK, fontSize=11, **side)


def caption(figure: Figure, style: Style, top: float, width: int) -> Iterator[Layer]:
    """The notes and the sources, small, under everything."""
    room = int(width / 5.1)
    lines = [part for note in figure.notes for part in broken(note, style, room)]
    if figure.sources:
        cited = f"Sources: {'; '.join(figure.sources)}."
        lines += broken(cited, style, room)
    if lines:
        yield text(lines, 0, top, color=QUIET, fontSize=10, lineHeight=LINE - 1, baseline="top")


def headline(figure: Figure, style: Style, width: int) -> dict[str, Any]:
    """Title and verdict, wrapped, at the left."""
    return {
        "text": broken(figure.title, style, int(width / 9.6)),
        "subtitle": broken(figure.subtitle, style, int(width / 6.4)),
        "anchor": "start", "align": "left", "frame": "group", "offset": 22,
        "font": FONT, "fontSize": 18, "fontWeight": "bold", "color": INK, "lineHeight": 23,
        "subtitleFont": FONT, "subtitleFontSize": 12.5, "subtitleColor": "#444444",
        "subtitlePadding": 8, "subtitleLineHeight": 18,
    }  # fmt: skip
