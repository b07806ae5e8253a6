"""Results as reports: what is said of each, in one form that every format takes.

Convention: `report` is the one door. A result names the module here that speaks of it, in its
attribute ``result``; that module has a class ``Report``, unless `_TOGETHER` has it. All of a report
is worked out when a format asks for it: a table of data costs no sentences, and a chart no tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast, get_args

from deliveries.errors import UnreadableError, did_you_mean
from deliveries.months import By, Month
from deliveries.numbers import decimal, for_people, mixed
from deliveries.tables import Chapter, Notes, Part, Table, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.analysis.recipe import Recipe
    from deliveries.case import Case
    from deliveries.charts import Chart, Kind
    from deliveries.results import Result

_TOGETHER = {
    "comparisons": "comparison.SeveralReport",
    "need": "answers.NeedReport",
    "per": "answers.PerReport",
    "problems": "case.ProblemsReport",
    "sources": "case.SourcesReport",
    "whatif": "comparison.WhatIfReport",
    "when": "answers.WhenReport",
}
"""The results that have no module to themselves: module and class."""


class View(NamedTuple):
    """Holds what part of a result is shown, and how finely. It changes no measure."""

    by: By = By.month
    """How long a row is."""
    first: Month | None = None
    """The first month shown; the calendar's when left out."""
    last: Month | None = None
    """The last month shown; the calendar's when left out."""
    decimals: bool = False
    """Whether numbers in sentences are decimals: 2.67, not 2⅔."""
    detail: bool = False
    """Whether schedules are split by recipient and organisation, top-ups among them."""
    wide: bool = False
    """Whether the table of schedules has one column a month."""
    item: str | None = None
    """The item or sum that is drawn; the first sum when left out, or else the first item."""
    chart: Kind = "to-date"
    """What a chart shows."""

    def read(self) -> View:
        """Return it with texts taken for what they say: ``quarter``, ``1951-10``.

        Raises `UnreadableError` for what they cannot be.
        """
        from deliveries.charts import Kind

        for value, known in ((self.by, [each.value for each in By]), (self.chart, get_args(Kind))):
            if getattr(value, "value", value) not in known:
                hint = did_you_mean(str(value), known, "one of: ")
                raise UnreadableError(f"there is no '{value}' to show", hint)
        first, last = (
            Month.parse(month) if isinstance(month, str) else month
            for month in (self.first, self.last)
        )
        return self._replace(by=By(self.by), first=first, last=last)

    def say(self, number: Fraction | int) -> str:
        """Write a number for a sentence."""
        return decimal(number) if self.decimals else for_people(number)

    def exactly(self, number: Fraction | int) -> str:
        """Write a number of an equation: without decimals it is never rounded."""
        return decimal(number) if self.decimals else mixed(number)


class Cited(NamedTuple):
    """A document behind a report. Whatever is not known of it is empty."""

    source: str
    """Its id in the case."""
    cited: str
    """The id with the paragraphs that are cited."""
    title: str = ""
    date: str = ""
    """As in data: 1951-06-21."""
    url: str = ""
    line: str = ""
    """The document in a line, for people."""
    named: str = ""
    """Its title and date alone, for people."""
    note: str = ""
    grade: str = ""
    """``primary``, ``primary-part``, ``secondary`` or ``ours``."""


class Check(NamedTuple):
    """A value that is right as an answer, and which part of a question it answers."""

    part: str
    """As ``the month``; empty where it answers all of the question."""
    value: Value


class Question(NamedTuple):
    """Something to ask, and what there is to answer."""

    text: str
    answer: str
    working: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    """What a program can mark as right; nothing where a person has to read the answer."""


class Report:
    """Reports one result. The parts that a result has nothing for are empty."""

    result: ClassVar[str] = ""
    """The result's kind, as JSON calls it."""
    called: ClassVar[str] = ""
    """The same for people, with its article: ``a comparison``."""
    request: str | None = None
    """The id of the request that it is about."""
    unit: str | None = None
    """What is counted; None where a request is itemised."""
    title: str = ""
    subtitle: str = ""

    @property
    def case(self) -> Case | None:
        """Return the part of the case that is behind it, as it is written."""
        return None

    @property
    def recipe(self) -> Recipe | None:
        """Return how it was made of that case, if it can be made again of it."""
        return None

    @property
    def verdict(self) -> str:
        """Return the result in a sentence or two."""
        return ""

    @property
    def tables(self) -> dict[str, Table]:
        """Return the numbers, by the names that the tables have in data; the first is the CSV."""
        return {}

    @property
    def parts(self) -> Sequence[Part | Chapter]:
        """Return what a person is shown under the verdict: pivots of the tables, bars, words."""
        return ()

    @property
    def legend(self) -> Sequence[str]:
        """Return what the marks in the parts mean."""
        return ()

    @property
    def notes(self) -> Sequence[str]:
        """Return how it is read, beyond the legend."""
        return ()

    @property
    def background(self) -> Sequence[str]:
        """Return what a reader should know of the matter, beyond its numbers."""
        return ()

    @property
    def assumptions(self) -> Sequence[str]:
        """Return what is assumed, and why."""
        return ()

    @property
    def sources(self) -> Sequence[Cited]:
        """Return the documents behind it."""
        return ()

    @property
    def questions(self) -> Sequence[Question]:
        """Return what can be asked of a class, with the answers."""
        return ()

    @property
    def chart(self) -> Chart | None:
        """Return the chart of it, if there is one. Raises `RangeError` if nothing can be drawn."""
        return None

    def sections(self, *, full: bool = True) -> list[Part | Chapter]:
        """Return what people read under the verdict: the parts, how to read them, the documents.

        Where it is not ``full``, the background is left out; assumptions and sources are counted.
        """
        found = list(self.parts)
        if reading := (*self.legend, *self.notes):
            found.append(Notes("Reading the table", reading))
        assumed, sources = self.assumptions, [each.line for each in self.sources]
        if full:
            under = {"Background": self.background, "Assumed": assumed, "Sources": sources}
            return [*found, *(Notes(title, tuple(each)) for title, each in under.items() if each)]
        counts = [
            f"{len(lines)} {what}{'s' if len(lines) != 1 else ''}"
            for what, lines in (("assumption", assumed), ("source", sources))
            if lines
        ]
        return [*found, Notes("", (f"{', '.join(counts)}: --full",))] if counts else found

    def flat(self) -> list[Part]:
        """Return the same sections without chapters."""
        found: list[Part] = []
        for section in self.sections():
            found += section.parts if isinstance(section, Chapter) else (section,)
        return found


def report(result: Result | Report, view: View | None = None) -> Report:
    """Return what is said of a result. Raises what the report of that result raises.

    Raises `UnreadableError` for a view of what there is not.

    Every value of `deliveries` that shows itself in a notebook is a result. A report is itself.
    """
    if isinstance(result, Report):
        return result
    module, _, name = _TOGETHER.get(result.result, f"{result.result}.Report").partition(".")
    made = getattr(import_module(f"deliveries.reports.{module}"), name)
    return cast("Report", made(result, (view or View()).read()))
