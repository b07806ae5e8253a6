"""Names at the ends of lines, each with a piece of its line.

Convention: names stand as near to the ends of their lines as the others leave room, in the order of
the ends; too many for that are a list from the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deliveries.formats.axes import apart
from deliveries.formats.chart_parts import LINE, broken, fixed, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.charts import Figure
    from deliveries.formats.cells import Style
    from deliveries.formats.chart_axes import Frame
    from deliveries.formats.chart_parts import Layer, Look

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
    look: Look
    end: float

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + _BETWEEN


def name_layers(
    figure: Figure, looks: Sequence[Look], place: Frame, style: Style
) -> Iterator[Layer]:
    """A piece of each line, and its name, beside its end."""
    names = [
        _Name(lines, of, place.pixels(line.last if line.last is not None else place.ticks[0]))
        for line, lines, of in zip(figure.lines, _broken(figure, style), looks, strict=True)
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
    of = name.look
    sample = {"x": left + 10, "x2": left + 10 + _SAMPLE, "y": y}
    yield fixed("rule", sample, color=of.colour, strokeWidth=2, strokeDash=list(of.dash))
    middle = {"x": left + 10 + _SAMPLE / 2, "y": y}
    drawn = {"color": of.colour, "filled": True, "opacity": 1}
    yield fixed("point", middle, shape=of.shape, size=46, **drawn)
    yield text(name.lines, left + 16 + _SAMPLE, y, color=of.ink or of.colour, fontSize=12)


def names_size(figure: Figure, style: Style) -> tuple[int, int]:
    """How wide and how high a list of the names is, about, in pixels."""
    names = _broken(figure, style)
    longest = max(cell_len(line) for lines in names for line in lines)
    return 16 + _SAMPLE + round(6.4 * longest), sum(LINE * len(each) + _BETWEEN for each in names)


def _broken(figure: Figure, style: Style) -> list[list[str]]:
    return [broken(line.name, style, _BESIDE) for line in figure.lines]
