"""Running totals and gaps as layers: bands, steps, points.

Convention: a month is as wide as any other; what is there at its end stands at its right edge and
holds until the next one's: a step after, since no source gives a day. A gap is never bridged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.formats.chart_names import name_layers
from deliveries.formats.chart_parts import (
    PALE,
    layer,
    look,
    number,
    tooltip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from deliveries.charts import Figure, Values
    from deliveries.charts import Line as Track
    from deliveries.formats.cells import Style
    from deliveries.formats.chart_axes import Frame
    from deliveries.formats.chart_parts import Datum, Layer, Look

_POINTS = 12
"""About how many points a line shows."""


def line_layers(figure: Figure, place: Frame, style: Style) -> Iterator[Layer]:
    """Everything of the lines: first what lies below."""
    looks = [look(at + figure.skipped) for at in range(len(figure.lines))]
    pairs = list(zip(figure.lines, looks, strict=True))
    for line, of in pairs:
        yield from _band(line, of, place, len(pairs))
    for line, of in pairs:  # broken lines above whole ones, so that both are seen
        yield from _pale(line, of, place, style)
        yield from _steps(line, of, place)
    for at, (line, of) in enumerate(pairs):
        yield from _stretches(line, of, figure, place, style)
        yield from _points(line, of, figure, place, style, at)
    yield from name_layers(figure, looks, place, style)


def _band(line: Track, of: Look, place: Frame, many: int) -> Iterator[Layer]:
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


def _steps(line: Track, of: Look, place: Frame) -> Iterator[Layer]:
    data = [
        {"x": at, "y": number(value), "run": run}
        for run, (at, value) in _runs(line.values, line.before)
    ]
    ends = {"x": place.x, "y": place.y, "detail": {"field": "run"}}
    drawn = {"color": of.colour, "strokeWidth": 1.25 if line.recorded else 2}
    yield layer("line", data, ends, interpolate="step-after", strokeDash=list(of.dash), **drawn)


def _pale(line: Track, of: Look, place: Frame, style: Style) -> Iterator[Layer]:
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
    line: Track, of: Look, figure: Figure, place: Frame, style: Style, number_of: int
) -> Iterator[Layer]:
    """Points to look at, in other months than those of the other lines; all to point at."""
    data = [_datum(line, figure, at, style) for at in range(len(line.values))]
    known = [datum for datum in data if "y" in datum]
    every = 1 if line.recorded else -(-len(figure.across) // _POINTS)
    turn = number_of % every
    seen = [datum for datum in known if datum["x"] % every == turn or datum is known[-1]]
    ends = {"x": place.x, "y": place.y}
    yield layer(
        "point", seen, ends, shape=of.shape, color=of.colour, size=46, filled=True, opacity=1
    )
    band = (("band", "The sources allow"),) if line.banded else ()
    shown = tooltip(("name", "Scenario"), ("month", "At the end of"), ("value", figure.up), *band)
    yield layer("point", known, {**ends, "tooltip": shown}, filled=True, size=150, opacity=0)


def _datum(line: Track, figure: Figure, at: int, style: Style) -> Datum:
    value, least, most = line.values[at], line.least[at], line.most[at]
    if value is None:
        return {}
    datum: Datum = {
        "x": at + 1,
        "y": number(value),
        "month": (figure.across.first + at).long(),
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
    line: Track, of: Look, figure: Figure, place: Frame, style: Style
) -> Iterator[Layer]:
    """A bar along the months of one figure, and an arrow where there may be more."""
    first, last = 0, len(figure.across)
    data = [
        {
            "x": max(each.window.first - figure.across.first, first),
            "x2": min(each.window.last - figure.across.first + 1, last),
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
