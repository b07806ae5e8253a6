"""A report made by hand, with something of every kind, for the formats of data."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from deliveries.case import Case
from deliveries.formats import Options, write
from deliveries.months import Date, Month
from deliveries.read import parse_case
from deliveries.reports import Cited, Report
from deliveries.tables import (
    Cell,
    Chapter,
    Chunk,
    Column,
    Exact,
    Gauge,
    Gauges,
    Notes,
    Part,
    Row,
    Share,
    Table,
)

COLUMNS = (
    Column("scenario", kind="text", about="The scenario's id.", required=True),
    Column("month", kind="month", about="The month.", required=True),
    Column("to_date", kind="number", about="What has come by its end."),
    Column("share", kind="number", about="What comes, of all that was asked for."),
    Column("numerator", kind="integer", about="What comes, exactly."),
    Column("source", kind="text", about="The documents."),
)
MONTHS = ("1951-07", "1951-08", "1951-09", "1951-10")
CASE = """
title: T
sources: {letter: {title: 'A "letter"', grade: primary, date: 1951-06-21, says: {1: Guns.}}}
requests: {guns: {title: Guns, recipient: A, supplier: B, unit: gun, quantity: 8/3, scenarios: {
  plan: {kind: plan, source: letter, tranches: [{quantity: 8/3, window: 1951-07}]}}}}
"""


def chunk(name: str, parts: Sequence[int | None], source: str | tuple[str | None, ...]) -> Chunk:
    """Four months of a scenario: totals in thirds, shares in ninths."""
    totals = Exact(parts, 3)
    return Chunk(4, (name, MONTHS, totals, Exact(parts, 9), [*parts], source))


def schedule() -> Iterator[Chunk]:
    """Yield 0, 8/3, 20 and what nobody knows; then less than nothing."""
    yield chunk("plan", (0, 8, 60, None), ("letter §1", None, "letter §1", "a, b"))
    yield chunk("=late", (-7, -7, 2**70, 3), "letter §1; other")


def long_table(columns: Sequence[Column], chunks: Callable[[], Iterator[Chunk]]) -> Table:
    """Make a table whose rows are made as they are written."""
    return Table("", tuple(columns), long=chunks)


class Said(Report):
    """A report of what is given, for the formats that people read."""

    result = "said"
    called = "a thing said"

    def __init__(
        self,
        verdict: str,
        *parts: Part | Chapter,
        assumptions: Sequence[str] = (),
        sources: Sequence[str] = (),
    ) -> None:
        self.said, self.given = verdict, parts
        self.assumed, self.cited = assumptions, sources

    @property
    def verdict(self) -> str:
        return self.said

    @property
    def parts(self) -> Sequence[Part | Chapter]:
        return self.given

    @property
    def assumptions(self) -> Sequence[str]:
        return self.assumed

    @property
    def sources(self) -> Sequence[Cited]:
        return [Cited(line, line, line=line) for line in self.cited]


class Handmade(Report):
    """A report of two tables, one of them long and one whose column differs from row to row."""

    result = "handmade"
    called = "a handmade report"
    request = "guns"
    unit = "gun"
    verdict = "By September 1951 plan brings 20 guns – “all”."
    legend = ("A mark.",)
    notes = ("A note.", "A\u202esecond\x85one.")
    assumptions = ("Guns are guns.",)
    sources = (
        Cited("letter", "letter §1", 'A "letter"', "1951-06-21", "https://a.example/", "A line."),
        Cited("other", "other"),
    )

    def __init__(self) -> None:
        """Make its tables."""
        measures = (
            ("plan", "total", Fraction(8, 3)),
            ("plan", "share", Share(Fraction(1, 2))),
            ("plan", "completed", Month.parse("1951-09")),
            ("plan", "months_behind", 11),
            ("plan", "whole", Fraction(11)),
            ("plan", "dated", Date.parse("1951-06-21")),
            ("plan", "open", None),
        )
        columns = (
            Column("scenario", kind="text"),
            Column("measure", kind="text"),
            Column("value"),
        )
        rows = tuple(Row(tuple(map(Cell, row))) for row in measures)
        self.found = {
            "schedule": long_table(COLUMNS, schedule),
            "measures": Table("", columns, rows),
        }

    @property
    def tables(self) -> dict[str, Table]:
        """Return them."""
        return self.found

    @property
    def case(self) -> Case:
        """Return a case of one request."""
        return parse_case(CASE)


class Texts(Report):
    """A report of one table with one text, under a column called so."""

    called = "a text"

    def __init__(self, name: str, key: str = "name") -> None:
        """Make its table."""
        column = Column(key, kind="text")
        self.found = {key: Table("", (column, column._replace(key="more")), (
            Row((Cell(name), Cell("x"))),
        ))}  # fmt: skip

    @property
    def tables(self) -> dict[str, Table]:
        """Return them."""
        return self.found


def everywhere(name: str) -> Said:
    """Make a report that has one name wherever a name can stand."""
    column = Column("x", name, name, align="left")
    rows = (Row((Cell(name),)), Row((Cell(name),), "subtotal"), Row((Cell(name),), "heading"))
    return Said(
        name,
        Gauges(name, (Gauge(name, Fraction(0), Fraction(1), name),)),
        Table(name, (column,), rows),
        Notes(name, (name,)),
    )


class Empty(Report):
    """A report that has only a verdict."""

    called = "an empty report"
    verdict = "Nothing."


def written(report: Report, name: str, options: Options | None = None) -> bytes:
    """Write a report in a format."""
    return b"".join(write(report, name, options))
