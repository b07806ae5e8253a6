"""Neutral reports: typed cells in sheets, bars and notes. Reports make them, renderers show them.

Convention: a cell holds a value, not its text. How a number, a month or a share is written is the
renderer's business; what a column means is the report's. They are named tuples, which a program
that starts defines in a tenth of the time of dataclasses.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.months import Date, Month, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Share(NamedTuple):
    """A part of a whole, shown as per cent."""

    value: Fraction


class Span(NamedTuple):
    """The least and the most that a number may be."""

    least: Fraction
    most: Fraction


Value = Fraction | int | str | Month | Window | Date | Share | Span | None
"""None is empty: nothing is planned, or the measure does not exist."""


class Cell(NamedTuple):
    """A value and how to read it."""

    value: Value = None
    mark: str = ""
    """A sign beside it that a note explains."""
    tone: Literal["", "behind", "ahead", "open", "blank", "answer"] = ""
    """What a colour may say as well; the value says it too."""


class Column(NamedTuple):
    """One column of a sheet."""

    key: str
    """Its name in data."""
    heading: str = ""
    """Its name on the screen."""
    group: str = ""
    """The heading over this column and its neighbours of the same group."""
    align: Literal["left", "right", "number"] = "number"
    """``number`` aligns at the point."""


class Row(NamedTuple):
    """One row: a cell for every column."""

    cells: tuple[Cell, ...]
    role: Literal["body", "subtotal", "heading"] = "body"


class Sheet(NamedTuple):
    """A table. The first column names the rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Way(NamedTuple):
    """How a column shows a number of parts."""

    denominator: int = 1
    """How many parts make one."""
    shown: Literal["number", "numerator", "denominator"] = "number"
    """The number, or one half of it as a fraction in lowest terms."""

    def exact(self, part: int) -> Fraction | int:
        """What the column shows of a number of parts."""
        number = Fraction(part, self.denominator)
        if self.shown == "number":
            return number
        return number.numerator if self.shown == "numerator" else number.denominator


class Numbers(NamedTuple):
    """Exact numbers down one column, or down several that show the same ones in several ways."""

    parts: Sequence[int | None]
    """One a row; None is empty in each of the columns."""
    ways: tuple[Way, ...]
    """One a column."""


class Block(NamedTuple):
    """Neighbouring rows of a long table that have their first and last cells in common."""

    before: tuple[str | None, ...]
    columns: tuple[Sequence[str] | Numbers, ...]
    """What differs from row to row."""
    after: tuple[str | None, ...]


class Roll(NamedTuple):
    """A table too long to hold at once: its rows are made as they are written."""

    keys: tuple[str, ...]
    """The names of its columns."""
    blocks: Iterator[Block]


class Bar(NamedTuple):
    """One bar: parts of a whole, from 0 to 1."""

    label: str
    sure: Fraction
    """The part that is certain."""
    possible: Fraction
    """The part that is possible; at least the certain one."""
    text: str


class Bars(NamedTuple):
    """Bars of one scale under a title."""

    title: str
    bars: tuple[Bar, ...]


class Notes(NamedTuple):
    """A list of sentences under a title."""

    title: str
    lines: tuple[str, ...]


class Links(NamedTuple):
    """Documents under a title, each with where it can be read, if that is known."""

    title: str
    entries: tuple[tuple[str, str | None], ...]


class Picture(NamedTuple):
    """A drawing, and what it shows for those who cannot see it."""

    svg: str
    text: str


class Chapter(NamedTuple):
    """A part of a paper under a heading of its own."""

    title: str
    parts: tuple[Sheet | Bars | Notes | Links | Picture, ...]


class Paper(NamedTuple):
    """Something to print: a title, what it says in a sentence, and chapters."""

    title: str
    subtitle: str
    lead: str
    chapters: tuple[Chapter, ...]


class Report(NamedTuple):
    """Something to show: a sentence, then its evidence."""

    lead: str
    parts: tuple[Sheet | Bars | Notes, ...]


class Curve(NamedTuple):
    """One line of a chart: a column of numbers and what they are called."""

    key: str
    """The key of its column."""
    name: str


class LineChart(NamedTuple):
    """Running totals over some rows of a sheet, straight from each point to the next.

    Where a cell is empty, a line has a gap.
    """

    title: str
    across: str
    """What the horizontal axis shows."""
    up: str
    """What the vertical axis shows."""
    along: str
    """The key of the column that names the points."""
    curves: tuple[Curve, ...]
    first: int
    """The first row of it, from 0."""
    last: int


class Page(NamedTuple):
    """One worksheet of a workbook: a table with its charts, or notes."""

    name: str
    content: Sheet | tuple[Notes, ...]
    charts: tuple[LineChart, ...] = ()
