"""Tables and what else a report is made of: typed, exact, and written by any format.

Convention: a cell holds a value, not its text. How a number, a month or a share is written is a
format's business; what a column means is the report's. None is empty: nobody knows, or there is no
such thing. It is never nought.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from deliveries.months import Date, Month, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deliveries.charts import Chart


T = TypeVar("T")


class Share(NamedTuple):
    """A part of a whole, shown as per cent."""

    value: Fraction


class Band(NamedTuple):
    """The least and the most that a number, a share or a month may be; None where that is open."""

    least: Fraction | int | Month | Share | str | None
    most: Fraction | int | Month | Share | str | None


Value = Fraction | int | str | Month | Window | Date | Share | Band | None
Kind = Literal["text", "month", "number", "integer", "any"]


class Cell(NamedTuple):
    """A value and how to read it."""

    value: Value = None
    mark: str = ""
    """A sign beside it that the legend explains."""
    tone: Literal["", "behind", "ahead", "open", "blank", "answer"] = ""
    """What a colour may say as well; the value says it too."""


class Column(NamedTuple):
    """One column of a table."""

    key: str
    """Its name in data."""
    heading: str = ""
    """Its name on the screen."""
    group: str = ""
    """The heading over this column and its neighbours of the same group."""
    align: Literal["left", "right", "number"] = "number"
    """``number`` aligns at the point."""
    kind: Kind = "any"
    """What stands in it, for programs; `number` is exact, `any` may differ from row to row."""
    about: str = ""
    """What it means, in a sentence."""
    required: bool = False
    """Whether no row leaves it empty."""


class Row(NamedTuple):
    """One row: a cell for every column."""

    cells: tuple[Cell, ...]
    role: Literal["body", "subtotal", "heading", "aside"] = "body"


class Exact(NamedTuple):
    """Exact numbers down a column, in parts of a whole."""

    parts: Sequence[int | None]
    """One a row; None is empty."""
    denominator: int
    """How many parts make one."""

    def value(self, part: int | None) -> Fraction | None:
        """Return a number of parts as the number that it is."""
        return None if part is None else Fraction(part, self.denominator)


class Chunk(NamedTuple):
    """Rows that follow one another in a long table, column by column.

    A text alone stands in each of the rows.
    """

    length: int
    columns: tuple[str | Exact | Sequence[Value] | None, ...]

    def written(self, write: Callable[[Value], T]) -> Iterator[list[T]]:
        """Yield the columns in full, every value written; exact ones that are alike once.

        A share is written as the number that it is.
        """
        for column in self.columns:
            if column is None or isinstance(column, str):
                yield [write(column)] * self.length
            elif isinstance(column, Exact):
                known = {part: write(column.value(part)) for part in set(column.parts)}
                yield [known[part] for part in column.parts]
            else:
                yield [
                    write(value.value if isinstance(value, Share) else value) for value in column
                ]


class Table(NamedTuple):
    """Typed columns and rows. A long table makes its rows in chunks, as they are written."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    long: Callable[[], Iterator[Chunk]] | None = None
    """Makes the rows of a table that may be too long to be held."""
    curves: tuple[tuple[str, ...], ...] = ()
    """Keys of columns that a chart beside the table may draw, a tuple a chart."""

    def down(self) -> Iterator[tuple[Column, list[Cell]]]:
        """Yield each column with its cells."""
        for at, column in enumerate(self.columns):
            yield column, [row.cells[at] for row in self.rows]

    def groups(self) -> list[tuple[str, int]]:
        """Return the headings over columns, each with how many it is over; none if all empty."""
        found = groupby(column.group for column in self.columns)
        counted = [(name, len(list(members))) for name, members in found]
        return counted if any(name for name, _ in counted) else []

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows in chunks."""
        if self.long:
            yield from self.long()
        elif self.rows:
            values = ([cell.value for cell in row.cells] for row in self.rows)
            yield Chunk(len(self.rows), tuple(zip(*values, strict=True)))

    def values(self) -> Iterator[tuple[Value, ...]]:
        """Yield the values of each row."""
        for chunk in self.chunks():
            yield from zip(*chunk.written(lambda value: value), strict=True)


class Gauge(NamedTuple):
    """One bar that fills from nothing to a whole: parts from 0 to 1."""

    label: str
    sure: Fraction
    """The part that is certain."""
    possible: Fraction
    """The part that is possible; at least the certain one."""
    value: Value


class Gauges(NamedTuple):
    """Bars of one scale under a title."""

    title: str
    bars: tuple[Gauge, ...]


class Notes(NamedTuple):
    """A list of sentences under a title."""

    title: str
    lines: tuple[str, ...]


class Links(NamedTuple):
    """Documents under a title, each with where it can be read, if that is known."""

    title: str
    entries: tuple[tuple[str, str | None], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Return each document with its address."""
        return tuple(f"{text} {url}" if url else text for text, url in self.entries)


class Picture(NamedTuple):
    """A chart within a page, and what it shows for those who cannot see it."""

    chart: Chart
    text: str


Part = Table | Gauges | Notes | Links | Picture


class Chapter(NamedTuple):
    """Parts of a page under a heading of their own."""

    title: str
    parts: tuple[Part, ...]


_TEXTS = frozenset({"request", "scenario", "item", "unit", "kind", "establishment", "source"})
"""The keys of columns that hold texts, also where no row has one."""


def table_of(title: str, keys: Sequence[str], rows: Sequence[Sequence[Value]]) -> Table:
    """Make a table of plain values whose columns are named as they are in data."""
    columns = tuple(
        Column(key, key.replace("_", " "), align="left", kind="text" if key in _TEXTS else "any")
        for key in keys
    )
    return Table(title, columns, tuple(Row(tuple(map(Cell, row))) for row in rows))
