"""A chart in a terminal, drawn in signs: lines with their bands, or bars.

Convention: a scenario is known by its sign and by its name at the end of its line; colour only says
so again. Where two lines are in one place their signs take turns; `·` is what one band allows, `░`
what several do. Cells count from the left and the top, and what does not fit is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.axes import apart, month_labels, reach, round_ticks, year_labels
from deliveries.formats.cells import Style
from deliveries.formats.pictures import chart_of
from deliveries.formats.table import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from deliveries.charts import Bar, Chart, Curve, Filling, Panel
    from deliveries.formats import Options
    from deliveries.months import Window
    from deliveries.reports import Report


class Canvas:
    """Cells, each with a sign and its colour."""

    def __init__(self, width: int, height: int, style: Style) -> None:
        self.width, self.height, self.style = width, height, style
        self._cells = [[(" ", "")] * width for _ in range(height)]

    def put(self, column: int, row: int, sign: str, tone: str = "") -> None:
        """Put one sign into a cell."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._cells[row][column] = (self.style.text(sign), tone)

    def write(self, column: int, row: int, text: str, tone: str = "") -> None:
        """Write a text that is already harmless, from a column on, if the line has room for it."""
        if not 0 <= row < self.height or column < 0 or column + cell_len(text) > self.width:
            return
        cells = self._cells[row]
        for place in range(column, column + cell_len(text)):
            cells[place] = ("", tone)
        cells[column] = (text, tone)

    def free(self, column: int, row: int, width: int) -> bool:
        """Whether so many cells are there and empty."""
        inside = 0 <= row < self.height and column >= 0 and column + width <= self.width
        return inside and all(sign == " " for sign, _ in self._cells[row][column : column + width])

    def sign(self, column: int, row: int) -> str:
        """What stands in a cell."""
        return self._cells[row][column][0]

    def lines(self) -> list[Text]:
        """The sheet as lines of text."""
        lines = []
        for cells in self._cells:
            line = Text()
            for sign, tone in cells:
                line.append(sign, tone)
            line.rstrip()
            lines.append(line)
        return lines


MOST = 10
"""The most columns of a month."""
_YEAR = 6
"""The columns that a year takes, the space beside it among them."""


class Across(NamedTuple):
    """Months as columns."""

    window: Window
    left: int
    """The first column."""
    wide: int
    """Columns of a month; 1 if several months share one."""
    shared: int
    """Months of a column."""

    @property
    def width(self) -> int:
        """All its columns."""
        return -(-len(self.window) // self.shared) * self.wide

    def begin(self, place: int) -> int:
        """The first column of a month, counted from 0."""
        return self.left + place // self.shared * self.wide

    def shows(self, place: int) -> bool:
        """Whether a month is the one that its column shows: the last of those that share it."""
        return (place + 1) % self.shared == 0 or place == len(self.window) - 1

    def end(self, place: int) -> int:
        """The last column of a month, counted from 0."""
        return self.begin(place) + self.wide - 1


def across(window: Window, left: int, room: int) -> Across:
    """Divide the room among the months."""
    wide = min(max(room // len(window), 1), MOST)
    return Across(window, left, wide, max(-(-len(window) // room), 1))


class Up(NamedTuple):
    """Numbers as rows."""

    low: Fraction
    high: Fraction
    top: int
    """The row of the highest number."""
    height: int
    """How many rows it is from the lowest number to the highest."""

    def row(self, value: Fraction) -> int:
        """The row of a number."""
        return self.top + round((self.high - value) / (self.high - self.low) * self.height)


def draw_up(canvas: Canvas, up: Up, ticks: Sequence[Fraction], column: int) -> None:
    """The axis of numbers: its line in this column, its numbers left of it."""
    for row in range(up.top, up.top + up.height + 1):
        canvas.put(column, row, "│", "dim")
    for tick in ticks:
        text = canvas.style.number(tick)
        canvas.write(column - 1 - cell_len(text), up.row(tick), text, "dim")
        canvas.put(column, up.row(tick), "┤", "dim")


def widest(ticks: Sequence[Fraction], style: Style) -> int:
    """The room that the numbers take."""
    return max(cell_len(style.number(tick)) for tick in ticks)


def draw_across(canvas: Canvas, along: Across, row: int) -> None:
    """The axis of months: a line, the months' letters where there is room, the years."""
    canvas.put(along.left - 1, row, "└", "dim")
    for column in range(along.left, along.left + along.width):
        canvas.put(column, row, "─", "dim")
    length = 3 if along.wide > 3 else 1
    names = month_labels(along.window, length) if along.shared == 1 else []
    for label in names:
        canvas.write(along.begin(label.start), row + 1, label.text, "dim")
    free = along.left
    for label in year_labels(along.window, max(along.width // _YEAR, 1)):
        column = along.begin(label.start)
        if label.start:
            canvas.put(column, row, "┬", "dim")
        if column >= free:
            canvas.write(column, row + 1 + bool(names), label.text, "dim")
            free = column + _YEAR - 1


def flowing(parts: list[tuple[str, str]], width: int) -> Iterator[Text]:
    """Names in their colours, as many on a line as there is room for."""
    line = Text()
    for words, tone in parts:
        pieces = wrapped(words, width - 4, fold=True)
        if line and line.cell_len + 3 + cell_len(pieces[0]) > width:
            yield line
            line = Text()
        line.append("   " if line else "  ").append(pieces[0], tone)
        for piece in pieces[1:]:
            yield line
            line = Text("    ").append(piece, tone)
    yield line


CURVE_SIGNS = "●■▲◆○□△"
TONES = ("bold", "cyan", "yellow", "green", "magenta", "blue", "red")
_CURVE_ROWS = 18
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

    line: Curve
    sign: str
    tone: str
    name: list[str]


def line_chart(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw lines, their bands, and what is marked."""
    low, high = reach(chart)
    ticks = round_ticks(low, high, _ABOUT)
    steps = len(ticks) - 1
    up = Up(ticks[0], ticks[-1], 1, steps * max(_CURVE_ROWS // steps, 1))
    named = [_named(line, at, style) for at, line in enumerate(chart.curves, chart.skipped)]
    beside = width >= _NARROW and len(named) <= _MOST_BESIDE and _fit(named, up)
    right = max(cell_len(part) for each in named for part in each.name) + 3 if beside else 0
    left = widest(ticks, style) + 2
    along = across(chart.across, left, width - left - right)
    canvas = Canvas(width, up.top + up.height + 4, style)
    draw_up(canvas, up, ticks, left - 1)
    draw_across(canvas, along, up.top + up.height + 1)
    _draw_bands(canvas, named, along, up)
    _draw_marks(canvas, chart, along, up)
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


def _named(line: Curve, at: int, style: Style) -> _Named:
    sign = (
        CURVE_SIGNS[at] if at < len(CURVE_SIGNS) else chr(ord("a") + (at - len(CURVE_SIGNS)) % 26)
    )
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


def _band_cells(line: Curve, along: Across, up: Up) -> Iterator[tuple[int, int]]:
    """The columns and rows of a band; of months that share a column that of the last."""
    for place, (least, most) in enumerate(zip(line.least, line.most, strict=True)):
        if least is None or most is None or least == most or not along.shows(place):
            continue
        for column in range(along.begin(place), along.end(place) + 1):
            yield from ((column, row) for row in range(up.row(most), up.row(least) + 1))


def _draw_marks(canvas: Canvas, chart: Chart, along: Across, up: Up) -> None:
    """The quantity asked for, the month of need, the month from which anything counts."""
    level, need, opens = chart.level, chart.need, chart.opens
    lines = [level.value] if level else [up.low * 0] * (up.low < 0)
    for value in lines:
        for column in range(along.left, along.left + along.width):
            canvas.put(column, up.row(value), "─", "dim")
    if opens:
        _draw_down(canvas, along.begin(opens.month - chart.across.first) - 1, up, "┊")
    at = along.end(need.month - chart.across.first) if need else along.left
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


BAR_SIGNS: dict[Filling, str] = {
    "stated": "█", "even": "▒", "together": "░", "pale": "·",
    "existing": "▒", "new": "█", "not stated": "░",
}  # fmt: skip
_BAR_ROWS = 20
"""About how many rows all panels have, with their names."""
_LOWEST, _HIGHEST = 1, 6


def bar_chart(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw a panel for each scenario, then the months, then what the signs mean."""
    _, high = reach(chart)
    height = min(max(_BAR_ROWS // len(chart.panels) - 2, _LOWEST), _HIGHEST)
    ticks = round_ticks(high * 0, high, max(min(height, 4), 1))
    shown = [ticks[0], ticks[-1]]
    left = widest(shown, style) + 2
    along = across(chart.across, left, width - left)
    for panel in chart.panels:
        yield Text(style.text(panel.name), "bold")
        canvas = Canvas(width, height, style)
        up = Up(ticks[0], ticks[-1], 0, height)
        draw_up(canvas, up, shown[1:], left - 1)
        _draw_panel(canvas, panel, along, up)
        _draw_unknown(canvas, panel, along, up)
        yield from canvas.lines()
        axis = Canvas(width, 3 if panel is chart.panels[-1] else 1, style)
        draw_across(axis, along, 0)
        yield from (line for line in axis.lines() if line.plain.strip())
    parts = [
        (f"{style.text(BAR_SIGNS[look])} {style.text(words)}", "") for look, words in chart.key
    ]
    if parts:
        yield Text()
        yield from flowing(parts, width)
    if along.shared > 1:
        yield Text(style.text(f"  Each column: the most of {along.shared} months."), "dim")


def _draw_panel(canvas: Canvas, panel: Panel, along: Across, up: Up) -> None:
    for bar in panel.bars:
        base, top = (_rows(each, up) for each in (bar.base, bar.top))
        for column in _columns(bar, along):
            for row in range(base, max(top, base + 1)):
                canvas.put(column, up.height - 1 - row, BAR_SIGNS[bar.filling])
        if bar.open_ended:
            columns = _columns(bar, along)
            canvas.put(columns[len(columns) // 2], up.height - 1 - max(top, base + 1), "↑")


def _draw_unknown(canvas: Canvas, panel: Panel, along: Across, up: Up) -> None:
    for gap in panel.unknown:
        for place in range(gap.first - along.window.first, gap.last - along.window.first + 1):
            canvas.put(along.begin(place), up.height - 1, "?")


def _rows(value: Fraction, up: Up) -> int:
    return round(value / up.high * up.height)


def _columns(bar: Bar, along: Across) -> range:
    """The columns of its months; a space between bars where they are wide enough for it."""
    first = max(bar.window.first - along.window.first, 0)
    last = min(bar.window.last - along.window.first, len(along.window) - 1)
    return range(along.begin(first), along.end(last) + (along.wide < 3))


WIDEST = 120
"""Beyond this a chart grows no wider, in cells."""
NARROWEST = 40


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the verdict, the chart in signs, and how it is read."""
    for line in plot_lines(chart_of(report), Style(options.decimals), width=options.width):
        yield f"{line.plain.rstrip()}\n".encode()


def chart_lines(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw a chart line by line, within so many cells."""
    width = max(min(width, WIDEST), NARROWEST)
    yield from (line_chart if chart.curves else bar_chart)(chart, style, width)


def plot_lines(chart: Chart, style: Style, *, width: int) -> Iterator[Text]:
    """Write a chart under its verdict, and how it is read, within so many cells."""
    width = max(min(width, WIDEST), NARROWEST)
    yield from _sentence(chart.subtitle, style, width, "bold")
    yield Text()
    yield from _sentence(chart.title, style, width, "bold")
    yield from _sentence(chart.up, style, width, "")
    yield Text()
    yield from chart_lines(chart, style, width)
    if chart.notes or chart.cites:
        yield from (Text(), Text("Reading the chart", "bold"))
    for note in chart.notes:
        yield from map(Text, wrapped(style.text(note), width, indent=2))
    if chart.cites:
        yield from map(Text, wrapped(style.text(f"Sources: {chart.cites}."), width, indent=2))


def _sentence(text: str, style: Style, width: int, emphasis: str) -> Iterator[Text]:
    return (Text(line, emphasis) for line in wrapped(style.text(text), width, fold=True))
