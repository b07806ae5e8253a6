"""The axes of a chart in a terminal, and where months and numbers stand between them.

Convention: a month has several columns, or several months have one; what stands at the end of a
month is in the last column of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deliveries.formats.axes import month_labels, year_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.formats.canvas import Canvas
    from deliveries.formats.cells import Style
    from deliveries.months import Window

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
