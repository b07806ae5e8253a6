"""Running totals and gaps in signs, each scenario with a sign of its own.

Convention: where two lines are in one place their signs take turns; `·` is what one band allows,
`░` what several do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.axes import apart, reach, round_ticks
from deliveries.formats.canvas import Canvas
from deliveries.formats.plotted_axes import Up, across, draw_across, draw_up, widest
from deliveries.formats.plotted_key import flowing
from deliveries.formats.table import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.charts import Figure, Line
    from deliveries.formats.cells import Style
    from deliveries.formats.plotted_axes import Across

SIGNS = "●■▲◆○□△"
TONES = ("bold", "cyan", "yellow", "green", "magenta", "blue", "red")
_ROWS = 18
"""About how many rows the numbers have."""
_ABOUT = 6
"""About how many numbers the axis names."""
_BESIDE = 22
"""The most cells of a name beside its line."""
_NARROW = 60
"""Below this width names stand under the chart."""
_MOST_BESIDE = 6
"""Beyond so many scenarios, too."""


class _Named(NamedTuple):
    """A line with its sign, its colour and its name, wrapped."""

    line: Line
    sign: str
    tone: str
    name: list[str]


def line_chart(figure: Figure, style: Style, width: int) -> Iterator[Text]:
    """Draw lines, their bands, and what is marked."""
    low, high = reach(figure)
    ticks = round_ticks(low, high, _ABOUT)
    steps = len(ticks) - 1
    up = Up(ticks[0], ticks[-1], 1, steps * max(_ROWS // steps, 1))
    named = [_named(line, at, style) for at, line in enumerate(figure.lines, figure.skipped)]
    beside = width >= _NARROW and len(named) <= _MOST_BESIDE and _fit(named, up)
    right = max(cell_len(part) for each in named for part in each.name) + 3 if beside else 0
    left = widest(ticks, style) + 2
    along = across(figure.across, left, width - left - right)
    canvas = Canvas(width, up.top + up.height + 4, style)
    draw_up(canvas, up, ticks, left - 1)
    draw_across(canvas, along, up.top + up.height + 1)
    _draw_bands(canvas, named, along, up)
    _draw_marks(canvas, figure, along, up)
    _draw_lines(canvas, named, along, up)
    if beside:
        _draw_names(canvas, named, left + along.width + 1, up)
    yield from _without_blank_ends(canvas.lines())
    if not beside:
        yield from _legend(named, style, width)
    if sum(each.line.banded for each in named) > 1:
        yield Text(style.text("  · within one band   ░ within several"), "dim")
    if along.shared > 1:
        yield Text(style.text(f"  Each column: the last of {along.shared} months."), "dim")


def _named(line: Line, at: int, style: Style) -> _Named:
    sign = SIGNS[at] if at < len(SIGNS) else chr(ord("a") + (at - len(SIGNS)) % 26)
    name = wrapped(style.text(line.name), _BESIDE - 2, fold=True)
    return _Named(line, sign, TONES[at % len(TONES)], name)


def _fit(named: Sequence[_Named], up: Up) -> bool:
    return sum(len(each.name) for each in named) <= up.height + 1


def _without_blank_ends(lines: list[Text]) -> list[Text]:
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines[not lines[0].plain.strip() :]


def _draw_bands(canvas: Canvas, named: Sequence[_Named], along: Across, up: Up) -> None:
    """Shade what the sources allow."""
    for each in (each for each in named if each.line.banded):
        for column, row in set(_band_cells(each.line, along, up)):
            shared = canvas.sign(column, row) != " "
            canvas.put(column, row, "░" if shared else "·", "dim" if shared else each.tone)


def _band_cells(line: Line, along: Across, up: Up) -> Iterator[tuple[int, int]]:
    """The columns and rows of a band; of months that share a column that of the last."""
    for place, (least, most) in enumerate(zip(line.least, line.most, strict=True)):
        if least is None or most is None or least == most or not along.shows(place):
            continue
        for column in range(along.begin(place), along.end(place) + 1):
            yield from ((column, row) for row in range(up.row(most), up.row(least) + 1))


def _draw_marks(canvas: Canvas, figure: Figure, along: Across, up: Up) -> None:
    """The quantity asked for, the month of need, the month from which anything counts."""
    level, need, opens = figure.level, figure.need, figure.opens
    lines = [level.value] if level else [up.low * 0] * (up.low < 0)
    for value in lines:
        for column in range(along.left, along.left + along.width):
            canvas.put(column, up.row(value), "─", "dim")
    if opens:
        _draw_down(canvas, along.begin(opens.month - figure.across.first) - 1, up, "┊")
    at = along.end(need.month - figure.across.first) if need else along.left
    if need:
        _draw_down(canvas, at, up, "│")
    text = canvas.style.text(level.label if level else need.label if need else "")
    row = up.row(level.value) - 1 if level else up.top - 1
    canvas.write(max(min(at, canvas.width - cell_len(text)), along.left), row, text)


def _draw_down(canvas: Canvas, column: int, up: Up, sign: str) -> None:
    for row in range(up.top, up.top + up.height + 1):
        canvas.put(column, row, sign, "dim")


def _draw_lines(canvas: Canvas, named: Sequence[_Named], along: Across, up: Up) -> None:
    """Signs at the ends of months; between them a line, as a total stays until it grows."""
    for each in reversed(named):
        _draw_pale(canvas, each, along, up)
        for place, value in enumerate(each.line.values):
            before = each.line.values[place - 1] if place else each.line.before
            if value is not None and before is not None:
                for column in range(along.begin(place), along.end(place)):
                    canvas.put(column, up.row(before), "─", each.tone)
        _draw_stretches(canvas, each, along, up)
    for place in range(len(along.window)):
        _draw_signs(canvas, named, place, along, up)


def _draw_signs(canvas: Canvas, named: Sequence[_Named], place: int, along: Across, up: Up) -> None:
    """The signs at the end of a month; several in one cell take turns."""
    there: dict[int, list[_Named]] = {}
    for each in named:
        value = each.line.values[place]
        if value is not None and along.shows(place):
            there.setdefault(up.row(value), []).append(each)
    for row, several in there.items():
        turn = several[place // along.shared % len(several)]
        canvas.put(along.end(place), row, turn.sign, turn.tone)


def _draw_pale(canvas: Canvas, each: _Named, along: Across, up: Up) -> None:
    for place, value in enumerate(each.line.pale):
        if value is not None:
            canvas.put(along.end(place), up.row(value), "◦", "dim")


def _draw_stretches(canvas: Canvas, each: _Named, along: Across, up: Up) -> None:
    """A bar along the months of one figure; an arrow where there may be more."""
    last = len(along.window) - 1
    for stretch in each.line.stretches:
        first = max(stretch.window.first - along.window.first, 0)
        end = min(stretch.window.last - along.window.first, last)
        row = up.row(stretch.level)
        for column in (
            range(along.begin(first), along.end(end) + 1) if not stretch.open_ended else ()
        ):
            canvas.put(column, row, "━", each.tone)
        canvas.put(along.end(end), row, each.sign, each.tone)
        if stretch.open_ended:
            canvas.put(along.end(end), row - 1, "↑", each.tone)


def _draw_names(canvas: Canvas, named: Sequence[_Named], column: int, up: Up) -> None:
    """Each name beside the end of its line, or as near as the others leave room."""

    def end(each: _Named) -> int:
        return up.row(up.low if each.line.last is None else each.line.last)

    ordered = sorted(named, key=end)
    wanted = [float(end(each)) for each in ordered]
    heights = [float(len(each.name)) for each in ordered]
    places = apart([each - up.top for each in wanted], heights, up.height + 1) or []
    for each, place in zip(ordered, places, strict=True):
        canvas.put(column, up.top + int(place), each.sign, each.tone)
        for at, part in enumerate(each.name):
            canvas.write(column + 2, up.top + int(place) + at, part, each.tone)


def _legend(named: Sequence[_Named], style: Style, width: int) -> Iterator[Text]:
    """Names under the chart."""
    parts = [(f"{style.text(each.sign)} {style.text(each.line.name)}", each.tone) for each in named]
    yield Text()
    yield from flowing(parts, width)
