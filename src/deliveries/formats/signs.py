"""A chart in a terminal, drawn in signs: lines with their bands, or bars.

Convention: a scenario is known by its sign and by its name at the end of its line; colour only says
so again. Where two lines are in one place their signs take turns; `·` is what one band allows, `░`
what several do. Cells count from the left and the top, and what does not fit is left out.
"""

from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from deliveries.charts import apart, month_labels, round_ticks, year_labels
from deliveries.formats.cells import Style
from deliveries.formats.layers import INK, LINE_STYLES, MOST_BESIDE
from deliveries.formats.pictures import chart_of
from deliveries.formats.table import wrapped
from deliveries.formats.tiles import tile_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from deliveries.charts import Chart, Curve, Filling, Panel
    from deliveries.formats import Options
    from deliveries.months import Window
    from deliveries.reports import Report

WIDEST = 120
"""Beyond this a chart grows no wider, in cells."""
NARROWEST = 40
_YEAR = 6
"""The columns that a year takes, the space beside it among them."""
CURVE_SIGNS = "●■▲◆○□△abcde"
BAR_SIGNS: dict[Filling, str] = {
    "stated": "█", "even": "▒", "together": "░", "pale": "·",
    "existing": "▒", "new": "█", "not stated": "░",
}  # fmt: skip
EIGHTHS = "▁▂▃▄▅▆▇█"
"""The parts of a cell that a full bar ends in."""
_ABOUT = 6
"""About how many numbers the axis of lines names; the most rows of a panel."""
_BESIDE = 22
"""The most cells of a name beside its line."""
_NARROW = 60
"""Below this width names stand under the chart; beyond `MOST_BESIDE` scenarios, too."""


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the verdict, the chart in signs, and how it is read."""
    for line in plot_lines(chart_of(report), Style(options.decimals), width=options.width):
        yield f"{line.plain.rstrip()}\n".encode()


def plot_lines(chart: Chart, style: Style, *, width: int) -> Iterator[Text]:
    """Write a chart under its verdict, and how it is read, within so many cells."""
    width = max(min(width, WIDEST), NARROWEST)
    for text, tone in ((chart.subtitle, "bold"), ("", ""), (chart.title, "bold"), (chart.up, "")):
        yield from (Text(line, tone) for line in wrapped(style.text(text), width, fold=True))
    yield Text()
    yield from chart_lines(chart, style, width)
    notes = [*chart.notes, *([f"Sources: {chart.cites}."] if chart.cites else [])]
    if notes:
        yield from (Text(), Text("Reading the chart", "bold"))
    for note in notes:
        yield from map(Text, wrapped(style.text(note), width, indent=2))


def chart_lines(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw a chart line by line, within so many cells."""
    width = max(min(width, WIDEST), NARROWEST)
    if chart.heat:
        yield from tile_lines(chart.heat, style, width)
        return
    yield from (_curve_lines if chart.curves else _bar_lines)(chart, style, width)


class Canvas:
    """Cells, each with a sign and its colour, over a scale of months and one of numbers."""

    def __init__(
        self,
        window: Window,
        ticks: Sequence[Fraction],
        style: Style,
        rows: range,
        width: int,
        beside: int = 0,
    ) -> None:
        """Divide the width among the months, but for so many columns ``beside`` them."""
        self.window, self.ticks, self.style = window, ticks, style
        self.rows, self.width = rows, width
        self.left = max(cell_len(style.number(tick)) for tick in ticks) + 2
        room = width - self.left - beside
        self.shared = max(-(-len(window) // room), 1)
        """Months of a column."""
        self.wide = min(max(room // len(window), 1), 10)
        """Columns of a month, ten at most; 1 if several months share one."""
        self.right = self.left + -(-len(window) // self.shared) * self.wide
        """The first column beyond the months."""
        self._cells = [[(" ", "")] * width for _ in range(rows.stop + rows.start + 3)]

    def fill(
        self, columns: Iterable[int], rows: Iterable[int], sign: str, tone: str = "dim"
    ) -> None:
        """Put one sign into each of these cells."""
        for column, row in product(columns, rows):
            if 0 <= column < self.width and 0 <= row < len(self._cells):
                self._cells[row][column] = (self.style.text(sign), tone)

    def put(self, column: int, row: int, sign: str, tone: str = "dim") -> None:
        """Put one sign into a cell."""
        self.fill([column], [row], sign, tone)

    def write(self, column: int, row: int, text: str, tone: str = "dim") -> None:
        """Write a text that is already harmless, from a column on, if the line has room for it."""
        width = cell_len(text)
        if 0 <= row < len(self._cells) and 0 <= column <= self.width - width and text:
            self._cells[row][column : column + width] = [(text, tone), *[("", tone)] * (width - 1)]

    def is_free(self, column: int, row: int, but: str = " ") -> bool:
        """Return whether a cell is empty, or has nothing ``but`` one of these signs."""
        return self._cells[row][column][0] in [self.style.text(sign) for sign in but]

    def lines(self) -> list[Text]:
        """Return the cells as lines of text, without blank ones at the beginning and the end."""
        lines = [Text.assemble(*cells) for cells in self._cells]
        for line in lines:
            line.rstrip()
        while not lines[-1].plain:
            lines.pop()
        return lines[not lines[0].plain :]

    def row(self, value: Fraction) -> int:
        """Return the row of a number."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.rows.start + round((high - value) / (high - low) * (len(self.rows) - 1))

    def begin(self, place: int) -> int:
        """Return the first column of a month, counted from 0."""
        return self.left + place // self.shared * self.wide

    def end(self, place: int) -> int:
        """Return the last column of a month, counted from 0."""
        return self.begin(place) + self.wide - 1

    def shown(self) -> Iterator[int]:
        """Yield the months that a column shows: the last of those that share it."""
        last = len(self.window) - 1
        yield from (at for at in range(last + 1) if (at + 1) % self.shared == 0 or at == last)

    def columns(self, window: Window) -> range:
        """Return the columns of some months, as far as they are shown."""
        first = max(window.first - self.window.first, 0)
        last = min(window.last - self.window.first, len(self.window) - 1)
        return range(self.begin(first), self.end(last) + 1)

    def draw_axes(
        self, ticks: Sequence[Fraction], row: int, year_begins: int, *, named: bool
    ) -> None:
        """Draw the axis of numbers, and that of months in a row; its names only if wanted.

        Years begin in the month of that number.
        """
        self.fill([self.left - 1], self.rows, "│")
        for tick in ticks:
            text = self.style.number(tick)
            self.write(self.left - 2 - cell_len(text), self.row(tick), text)
            self.put(self.left - 1, self.row(tick), "┤")
        self.put(self.left - 1, row, "└")
        self.fill(range(self.left, self.right), [row], "─")
        months = month_labels(self.window, 3 if self.wide > 3 else 1) if self.shared == 1 else []
        for label in months if named else ():
            self.write(self.begin(label.start), row + 1, label.text)
        free = self.left
        room = max((self.right - self.left) // _YEAR, 1)
        for label in year_labels(self.window, room, year_begins):
            column = self.begin(label.start)
            if label.start:
                self.put(column, row, "┬")
            if named and column >= free:
                self.write(column, row + 1 + bool(months), label.text)
                free = column + len(label.text) + 1


def _flowing(parts: list[tuple[str, str]], width: int) -> Iterator[Text]:
    """Yield an empty line, then names in their colours, as many on a line as there is room for."""
    yield Text()
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


class _Named(NamedTuple):
    """A line with its sign, its colour and its name, wrapped."""

    line: Curve
    sign: str
    tone: str
    name: list[str]


def _curve_lines(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw lines, their bands, and what is marked."""
    ticks = round_ticks(*chart.reach, _ABOUT)
    steps = len(ticks) - 1
    rows = range(1, 2 + steps * max(18 // steps, 1))  # some 18 for the numbers
    named = []
    for at, line in enumerate(chart.curves, chart.skipped):
        colour = LINE_STYLES[at].colour
        tone = "bold" if colour == INK else colour  # in the terminal's own ink, light or dark
        if line.age is not None:
            tone = "dim" if line.age else "bold"
        name = wrapped(style.text(line.name), _BESIDE - 2, fold=True)
        named.append(_Named(line, CURVE_SIGNS[at], tone, name))
    beside = width >= _NARROW and len(named) <= MOST_BESIDE
    beside = beside and sum(len(each.name) for each in named) <= len(rows)
    right = max(cell_len(part) for each in named for part in each.name) + 3 if beside else 0
    canvas = Canvas(chart.across, ticks, style, rows, width, right)
    canvas.draw_axes(ticks, rows.stop, chart.year_begins, named=True)
    _draw_bands(canvas, named)
    _draw_marks(canvas, chart)
    for each in reversed(named):
        _draw_line(canvas, each)
    _draw_signs(canvas, named)
    _write_label(canvas, chart)
    if beside:
        _draw_names(canvas, named)
    yield from canvas.lines()
    if not beside:
        parts = [(style.text(f"{each.sign} {each.line.name}"), each.tone) for each in named]
        yield from _flowing(parts, width)
    if sum(each.line.banded for each in named) > 1:
        yield Text(style.text("  · within one band   ░ within several"), "dim")
    if canvas.shared > 1:
        yield Text(style.text(f"  Each column: the last of {canvas.shared} months."), "dim")


def _draw_bands(canvas: Canvas, named: Sequence[_Named]) -> None:
    """Shade what the sources allow; of months that share a column that of the last."""
    for line, _, tone, _ in named:
        for place in canvas.shown():
            band = line.bands[place]
            if not band or band[0] == band[1]:
                continue
            columns = range(canvas.begin(place), canvas.end(place) + 1)
            rows = range(canvas.row(band[1]), canvas.row(band[0]) + 1)
            for column, row in product(columns, rows):
                is_free = canvas.is_free(column, row)
                canvas.put(column, row, "·" if is_free else "░", tone if is_free else "dim")


def _draw_marks(canvas: Canvas, chart: Chart) -> None:
    """Draw the quantity asked for, the month of need, the month from which anything counts."""
    level, need, opens = chart.level, chart.need, chart.opens
    if level or canvas.ticks[0] < 0:
        row = canvas.row(level.value if level else canvas.ticks[0] * 0)
        canvas.fill(range(canvas.left, canvas.right), [row], "─")
    if opens:
        canvas.fill([canvas.begin(opens.month - chart.across.first) - 1], canvas.rows, "┊")
    if need:
        canvas.fill([canvas.end(need.month - chart.across.first)], canvas.rows, "│")


def _write_label(canvas: Canvas, chart: Chart) -> None:
    """Write what is asked for where it hides no line: at its month, as far as there is room."""
    level, need = chart.level, chart.need
    text = canvas.style.text(level.label if level else need.label if need else "")
    room = max(canvas.right - cell_len(text), canvas.left)
    at = canvas.end(need.month - chart.across.first) if need else canvas.left
    at = max(min(at, room), canvas.left)
    row = canvas.row(level.value) - 1 if level else canvas.rows.start - 1
    cells = range(at, min(at + cell_len(text), canvas.width))
    is_free = all(canvas.is_free(each, row, but=" ·░│┊") for each in cells)
    canvas.write(at, row if is_free else 0, text, "")  # above all lines where it would hide one


def _draw_line(canvas: Canvas, named: _Named) -> None:
    """Draw what stays until it grows, what is not counted, and the figures of several months."""
    line, sign, tone, _ = named
    for place, value in enumerate(line.pale):
        if value is not None:
            canvas.put(canvas.end(place), canvas.row(value), "◦")
    befores = (line.before, *line.values)
    for place, (before, value) in enumerate(zip(befores, line.values, strict=False)):
        if value is not None and before is not None:
            columns = range(canvas.begin(place), canvas.end(place))
            canvas.fill(columns, [canvas.row(before)], "─", tone)
    for stretch in line.stretches:
        row, columns = canvas.row(stretch.level), canvas.columns(stretch.window)
        if stretch.open_ended:
            canvas.put(columns[-1], row - 1, "↑", tone)
        else:
            canvas.fill(columns, [row], "━", tone)
        canvas.put(columns[-1], row, sign, tone)


def _draw_signs(canvas: Canvas, named: Sequence[_Named]) -> None:
    """Put the signs at the ends of months; several in one cell take turns."""
    for place in canvas.shown():
        there: dict[int, list[_Named]] = {}
        for each in named:
            value = each.line.values[place]
            if value is not None:
                there.setdefault(canvas.row(value), []).append(each)
        for row, several in there.items():
            turn = several[place // canvas.shared % len(several)]
            canvas.put(canvas.end(place), row, turn.sign, turn.tone)


def _draw_names(canvas: Canvas, named: Sequence[_Named]) -> None:
    """Write each name beside the end of its line, or as near as the others leave room."""
    ends = [canvas.row(each.line.end(canvas.ticks[0])) for each in named]
    wanted = [end - canvas.rows.start for end in ends]
    places = apart(wanted, [len(each.name) for each in named], len(canvas.rows)) or []
    for each, place in zip(named, places, strict=True):
        row = canvas.rows.start + int(place)
        canvas.put(canvas.right + 1, row, each.sign, each.tone)
        for at, part in enumerate(each.name, row):
            canvas.write(canvas.right + 3, at, part, each.tone)


def _bar_lines(chart: Chart, style: Style, width: int) -> Iterator[Text]:
    """Draw a panel for each scenario, then the months, then what the signs mean."""
    _, high = chart.reach
    # all panels have some twenty rows, with their names
    height = min(max(20 // len(chart.panels) - 2, 1), _ABOUT)
    ticks = round_ticks(high * 0, high, min(height, 4))
    shared = 1
    for panel in chart.panels:
        yield Text(style.text(panel.name), "bold")
        rows = range(1, height + 2)  # above the highest bar there is room for its number
        canvas = Canvas(chart.across, (ticks[0], ticks[-1]), style, rows, width)
        canvas.draw_axes(ticks[-1:], rows[-1], chart.year_begins, named=panel is chart.panels[-1])
        _draw_bars(canvas, panel, height, parted=chart.kind == "monthly")
        yield from canvas.lines()
        shared = canvas.shared
    parts = [(style.text(f"{BAR_SIGNS[look]} {words}"), "") for look, words in chart.key]
    if parts:
        yield from _flowing(parts, width)
    if shared > 1:
        yield Text(style.text(f"  Each column: the most of {shared} months."), "dim")


def _draw_bars(canvas: Canvas, panel: Panel, height: int, *, parted: bool) -> None:
    """Draw the bars, with a space between them where they are wide enough for it.

    Where ``parted``, full bars end in a part of a cell, and their numbers stand above them. A
    question mark stands in the months in which nobody knows what came.
    """
    floor = canvas.rows.stop - 2
    for bar in panel.bars:
        begin, end = (each / canvas.ticks[-1] * height for each in (bar.base, bar.top))
        base, part, sign = round(begin), 0, BAR_SIGNS[bar.filling]
        if bar.top < bar.base:  # a return, of which there is no room to draw how much
            base, end, sign = 0, end * 0 + 1, "▾"
        top = max(round(end), base + 1)
        if parted and sign == EIGHTHS[-1]:
            top, part = divmod(max(round(end * 8), 1), 8)
        columns = canvas.columns(bar.window)
        columns = columns if canvas.wide < 3 else columns[:-1]
        canvas.fill(columns, range(floor - base, floor - min(top, height), -1), sign, "")
        if part:
            canvas.fill(columns, [floor - top], EIGHTHS[part - 1], "")
        if bar.open_ended:
            canvas.put(columns[len(columns) // 2], floor - top - bool(part), "↑", "")
    for gap in panel.unknown:
        for place in range(gap.first - canvas.window.first, gap.last - canvas.window.first + 1):
            canvas.put(canvas.begin(place), floor, "?", "")
    if parted and canvas.shared == 1:
        _draw_numbers(canvas, panel, floor)


def _draw_numbers(canvas: Canvas, panel: Panel, floor: int) -> None:
    """Write what a month brings above the first bar of several alike, where there is room."""
    for _, alike in groupby(panel.bars, key=lambda bar: (bar.filling, bar.amount, bar.open_ended)):
        first = next(alike)
        if len(first.window) > 1:  # the notes have what several months bring in one
            continue
        column, row = canvas.columns(first.window)[0], floor
        while not canvas.is_free(column, row):
            row -= 1
        text = canvas.style.number(first.amount)
        cells = range(column, min(column + cell_len(text) + 1, canvas.width))
        if all(canvas.is_free(each, row) for each in cells):
            canvas.write(column, row, text, "")
