"""Neutral charts: lines with bands, bars, marks and words. Reports make them, renderers draw them.

Convention: numbers are exact and in the unit that the axis names; those of a line run along
``across``, one at the end of each month, and None is what nobody knows: a gap, never nought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from deliveries.months import Month, Window

Kind = Literal["to-date", "monthly", "gap", "divisions"]
Values = tuple["Fraction | None", ...]
Filling = Literal["stated", "even", "together", "pale", "existing", "new", "not stated"]


class Stretch(NamedTuple):
    """What a record knows for several months in one, or as a lower bound: it is never spread."""

    window: Window
    level: Fraction
    """What is there at the end of it."""
    open_ended: bool
    """Whether there may be more."""


class Curve(NamedTuple):
    """One scenario's line."""

    key: str
    name: str
    before: Fraction | None
    """What is there before the first month shown."""
    values: Values
    least: Values
    """The least that the sources allow."""
    most: Values
    """The most that the sources allow."""
    stretches: tuple[Stretch, ...] = ()
    pale: Values = ()
    """Of what comes before the request opens: the total to date, shown and not counted."""
    recorded: bool = False
    """Whether it is a record: its points are what is known, and the line only joins them."""

    @property
    def banded(self) -> bool:
        """Return whether the sources leave any of it open."""
        pairs = zip(self.least, self.most, strict=True)
        return any(least is not None and most is not None and least < most for least, most in pairs)

    @property
    def last(self) -> Fraction | None:
        """Return where the line ends: the last number that is known."""
        if self.values[-1] is None and self.stretches:
            return self.stretches[-1].level
        return next((value for value in reversed(self.values) if value is not None), None)


class Bar(NamedTuple):
    """One bar: what some months bring, or what has come by the end of one."""

    window: Window
    base: Fraction
    """Where it stands: on nought, or on another bar."""
    top: Fraction
    """Its upper end; of several months in one, such that its area is their quantity."""
    amount: Fraction
    filling: Filling
    open_ended: bool = False


class Panel(NamedTuple):
    """The bars of one scenario."""

    key: str
    name: str
    bars: tuple[Bar, ...]
    unknown: tuple[Window, ...] = ()
    """Months in which something comes, nobody knows how much."""


class Level(NamedTuple):
    """A quantity that is asked for."""

    value: Fraction
    label: str


class Moment(NamedTuple):
    """A month that the chart marks."""

    month: Month
    label: str


class Chart(NamedTuple):
    """One chart: lines, or a panel of bars for each scenario."""

    kind: Kind
    title: str
    subtitle: str
    up: str
    """What the vertical axis counts."""
    across: Window
    """The months shown."""
    curves: tuple[Curve, ...] = ()
    panels: tuple[Panel, ...] = ()
    level: Level | None = None
    need: Moment | None = None
    """It is marked at the end of its month."""
    opens: Moment | None = None
    """It is marked at the beginning of its month."""
    key: tuple[tuple[Filling, str], ...] = ()
    """What the line styles of its bars mean."""
    notes: tuple[str, ...] = ()
    """How it is read."""
    cites: str = ""
    """The documents by their ids, with paragraphs."""
    sources: tuple[str, ...] = ()
    """The documents by their titles."""

    @property
    def skipped(self) -> int:
        """Return how many line styles it passes over: a scenario looks alike in all charts."""
        return int(self.kind == "gap")
