"""What a schedule is: lines and their sums, along months, in grains.

Convention: a number of grains belongs to the ``grain`` of its series (grains in one unit); None
among the numbers means that nothing is planned, or that the quantity is not known: never nought.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from deliveries.displayed import as_html
from deliveries.months import Window

if TYPE_CHECKING:
    from deliveries.case import Citation, Item, Request, Scenario, Tranche
    from deliveries.months import Month

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
    cumulative: Grains | None
    """The central reading to date, in each month; None if the quantity is not known."""
    earliest: Grains | None
    """The greatest cumulative that the source allows."""
    latest: Grains | None
    """The least cumulative that the source allows."""
    coarse: bool = False
    """Whether a record knows it only as one figure for all of its window."""
    counts: bool = True
    """Whether it comes when the request is open; before that it is shown, never counted."""

    @property
    def delivered(self) -> Grains | None:
        """The central reading, in each month."""
        if self.cumulative is None:
            return None
        return tuple(map(sub, self.cumulative, (0, *self.cumulative)))


class Figure(NamedTuple):
    """One figure for several months, or a lower bound: it is never spread."""

    window: Window
    grains: int
    at_least: bool
    """Whether its last month may have had more."""


@dataclass(frozen=True, slots=True)
class Series:
    """The sum of some lines along consecutive months, in grains."""

    window: Window
    grain: int
    """Grains in one unit."""
    delivered: Known
    """In each month: the central reading; None where nothing is planned or known."""
    cumulative: Known
    """To date; None from the first month of a quantity that is not known."""
    earliest: Known
    """The greatest cumulative that the sources allow."""
    latest: Known
    """The least cumulative that the sources allow."""
    unknown: tuple[Window, ...] = ()
    """The windows of quantities that are not known."""
    figures: tuple[Figure, ...] = ()
    """What a record knows for several months in one, or as a lower bound; not in ``delivered``."""
    opens: Month | None = None
    """The first month that counts, where what comes before it is shown only."""

    @property
    def total(self) -> Fraction | None:
        """The whole of it, in units; None if it is not known."""
        return self.exact(self.cumulative[-1])

    @property
    def banded(self) -> bool:
        """Whether the sources leave any cumulative open."""
        return self.earliest != self.latest

    def exact(self, grains: int | None) -> Fraction | None:
        """A number of grains in units."""
        return None if grains is None else Fraction(grains, self.grain)

    def at(self, month: Month, numbers: Known) -> Fraction | None:
        """A cumulative of this series at the end of a month: 0 before it begins, then its last."""
        place = month - self.window.first
        return Fraction(0) if place < 0 else self.exact(numbers[min(place, len(numbers) - 1)])

    def over(self, window: Window) -> Series:
        """The same series along a window that holds its own: nothing planned before and after."""
        before = self.window.first - window.first
        after = window.last - self.window.last

        def padded(numbers: Known) -> Known:
            return (*(0,) * before, *numbers, *(numbers[-1],) * after)

        return replace(
            self,
            window=window,
            delivered=(*(None,) * before, *self.delivered, *(None,) * after),
            cumulative=padded(self.cumulative),
            earliest=padded(self.earliest),
            latest=padded(self.latest),
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


class ItemSchedule(NamedTuple):
    """The schedule of one item, or of the request's unit."""

    id: str | None
    """The item's id; None for a request without items."""
    thing: Request | Item
    """What has the unit, the quantity and the lot."""
    grain: int
    """Grains in one unit."""
    lot: int | None
    """The smallest indivisible quantity, in grains; None if it is divisible."""
    tranches: tuple[Line, ...]
    """One line for each whole tranche, in order."""
    lines: tuple[Line, ...]
    """In the order of the tranches, then of the recipients; top-ups among them."""
    scheduled: Series | None
    """The sum of all lines but the top-ups; None if there are no such lines."""
    counted: Series | None
    """The same as it arrives: what a capacity lets through, where there is one."""
    waiting: Waiting | None
    """What a capacity holds back; None without a capacity."""
    top_ups: Series | None
    """The sum of the top-up lines; None if there are none."""

    @property
    def sums(self) -> tuple[Series | None, Series | None]:
        """What is counted, and the top-ups."""
        return self.counted, self.top_ups


@dataclass(frozen=True, slots=True)
class Schedule:
    """A scenario, scheduled."""

    request_id: str
    request: Request
    scenario_id: str
    scenario: Scenario
    """As resolved: its tranches are here even if it is based on another."""
    lineage: tuple[Scenario, ...]
    """As written, after all that it is based on."""
    items: dict[str | None, ItemSchedule]
    """By item id, in the order of the request; one entry under None without items."""

    @property
    def window(self) -> Window:
        """The months in which anything is planned, top-ups included."""
        windows = [line.window for item in self.items.values() for line in item.lines]
        windows += [item.counted.window for item in self.items.values() if item.counted]
        return Window(min(each.first for each in windows), max(each.last for each in windows))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every document and paragraph behind it, once each, in order."""
        cited = [citation for scenario in self.lineage for citation in scenario.source]
        cited += [citation for part in self.scenario.tranches for citation in part.source]
        cited += [citation for limit in self.scenario.capacity for citation in limit.source]
        return tuple(dict.fromkeys(cited))

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)
