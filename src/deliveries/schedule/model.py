"""What a schedule is: lines and their sums, along months, in grains.

Convention: a number of grains belongs to the ``grain`` of its series (grains in one unit); None
among the numbers means that nothing is planned, or that the quantity is not known: never nought.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from operator import sub
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from deliveries.case import Tranche
    from deliveries.months import Month, Window

Grains = tuple[int, ...]
Known = tuple[int | None, ...]


class Line(NamedTuple):
    """A tranche of one item for one recipient, along the months of its window, in grains."""

    tranche: Tranche
    number: int
    """The tranche's place in its scenario, from 1."""
    recipient: str | None
    """Who receives it; None if the source does not say."""
    window: Window
    grain: int
    """Grains in one unit."""
    openness: str
    """How far its quantity is open, as its tranche's is."""
    to_date: Grains | None
    """The central reading to date, in each month; None if the quantity is not known."""
    at_most: Grains | None
    """The greatest running total that the source allows."""
    at_least: Grains | None
    """The least running total that the source allows."""
    coarse: bool = False
    """Whether a record knows it only as one figure for all of its window."""
    counts: bool = True
    """Whether it comes when the request is open; before that it is shown, never counted."""

    @property
    def delivered(self) -> Grains | None:
        """The central reading, in each month."""
        if self.to_date is None:
            return None
        return tuple(map(sub, self.to_date, (0, *self.to_date)))


class Figure(NamedTuple):
    """One figure for several months, or a lower bound: it is never spread."""

    window: Window
    grains: int
    open_ended: bool
    """Whether its last month may have had more."""


@dataclass(frozen=True, slots=True)
class Series:
    """The sum of some lines along consecutive months, in grains."""

    window: Window
    grain: int
    """Grains in one unit."""
    delivered: Known
    """In each month: the central reading; None where nothing is planned or known."""
    to_date: Known
    """To date; None from the first month of a quantity that is not known."""
    at_most: Known
    """The greatest running total that the sources allow."""
    at_least: Known
    """The least running total that the sources allow."""
    unknown: tuple[Window, ...] = ()
    """The windows of quantities that are not known."""
    figures: tuple[Figure, ...] = ()
    """What a record knows for several months in one, or as a lower bound; not in ``delivered``."""
    opens: Month | None = None
    """The first month that counts, where what comes before it is shown only."""
    ends: Month | None = None
    """The last month that a record tells of; None for all that is no record.

    After it nobody knows what came: there is at least as much, and no upper bound.
    """

    @property
    def totals(self) -> tuple[Known, Known, Known]:
        """The running totals: read evenly, at least, at most."""
        return self.to_date, self.at_least, self.at_most

    @property
    def total(self) -> Fraction | None:
        """The whole of it, in units; None if it is not known."""
        return self.exact(self.to_date[-1])

    @property
    def counting(self) -> Known:
        """What each month brings that counts: nothing before the opening."""
        if self.opens is None:
            return self.delivered
        before = min(max(self.opens - self.window.first, 0), len(self.window))
        return (*(None,) * before, *self.delivered[before:])

    @property
    def coarse(self) -> bool:
        """Whether a figure that is never spread counts in it."""
        return any(self.opens is None or each.window.first >= self.opens for each in self.figures)

    @property
    def banded(self) -> bool:
        """Whether the sources leave any running total open."""
        return self.at_most != self.at_least

    def exact(self, grains: int | None) -> Fraction | None:
        """Return a number of grains in units."""
        return None if grains is None else Fraction(grains, self.grain)

    def at(
        self, month: Month, name: Literal["to_date", "at_least", "at_most"] = "to_date"
    ) -> Fraction | None:
        """Return a running total at the end of a month, in units; None where it is not known.

        It is 0 before the series begins. After its last month it stays, but for a record: after the
        end of what that tells, at least as much is there.
        """
        if month < self.window.first:
            return Fraction(0)
        if self.ends is not None and month > self.ends and name != "at_least":
            return None
        numbers: Known = getattr(self, name)
        return self.exact(numbers[min(month - self.window.first, len(numbers) - 1)])

    def over(self, window: Window) -> Series:
        """Return the same series along a window that holds its own: nothing planned outside it."""
        if window == self.window:
            return self
        before = self.window.first - window.first
        after = window.last - self.window.last

        def padded(numbers: Known) -> Known:
            if self.ends is not None and numbers is not self.at_least:
                return (*(0,) * before, *numbers, *(None,) * after)
            return (*(0,) * before, *numbers, *(numbers[-1],) * after)

        return replace(
            self,
            window=window,
            delivered=(*(None,) * before, *self.delivered, *(None,) * after),
            to_date=padded(self.to_date),
            at_most=padded(self.at_most),
            at_least=padded(self.at_least),
        )


class Waiting(NamedTuple):
    """What a capacity holds back, read centrally."""

    binding: tuple[Month, ...]
    """The months at whose end something waits."""
    most: Fraction
    """The most that waits at the end of a month, in units."""
    most_month: Month | None
    """The first month of the most; None if nothing ever waits."""
    longest: int
    """The longest that anything waits, in months."""
