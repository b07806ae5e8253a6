"""A scenario, scheduled: items with their lines, and the sums of them as soon as somebody asks.

Convention: a sum is made when it is first wanted, so that a list of ten thousand items that needs
only its lines pays for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from deliveries.errors import UnknownNameError
from deliveries.months import Window
from deliveries.numbers import in_grains
from deliveries.results import Result
from deliveries.schedule.capacity import through, waiting
from deliveries.schedule.placement import divided, line_band
from deliveries.schedule.series import sum_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.case import Case, Citation, Item, Request, Scenario
    from deliveries.months import Month
    from deliveries.schedule.capacity import GrainLimit
    from deliveries.schedule.model import Line, Series, Waiting


@dataclass(frozen=True)
class ItemSchedule:
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
    limits: tuple[GrainLimit, ...] = ()
    """What a capacity lets through."""
    opens: Month | None = None
    """The first month that counts, where what comes before it is shown only."""
    source: tuple[Citation, ...] = ()
    """The scenario's own documents, which stand for tranches that name none."""
    is_record: bool = False
    """Whether it is what came, of which nothing is known after the last month that it tells of."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """In the order of the tranches, then of the recipients; top-ups among them."""
        return tuple(line for tranche in self.tranches for line in _lines(tranche, self.lot))

    @cached_property
    def scheduled(self) -> Series | None:
        """The sum of all lines but the top-ups; None if there are no such lines."""
        return self._sum(counted=True)

    @cached_property
    def series(self) -> Series | None:
        """The same as it arrives: what a capacity lets through. Raises `CapacityError`."""
        due = self.scheduled
        return through(due, self.limits) if due and self.limits else due

    @cached_property
    def waiting(self) -> Waiting | None:
        """What a capacity holds back; None without a capacity."""
        due, there = self.scheduled, self.series
        return waiting(due, there) if due and there and self.limits else None

    @cached_property
    def top_ups(self) -> Series | None:
        """The sum of the top-up lines; None if there are none."""
        return self._sum(counted=False)

    def _sum(self, *, counted: bool) -> Series | None:
        lines = [line for line in self.tranches if line.tranche.counted == counted]
        total = sum_lines(lines, self.lot)
        is_told = self.is_record and not self.limits
        if total and (is_told or (self.opens and counted)):
            ends = total.window.last if is_told else None
            return replace(total, opens=self.opens if counted else None, ends=ends)
        return total

    def total(self, *, counted: bool) -> int | None:
        """All that counts, or all top-ups, in grains; None if it is not known."""
        lines = [line for line in self.tranches if line.counts and line.tranche.counted == counted]
        if any(line.to_date is None or line.tranche.through for line in lines):
            return None
        return sum(line.to_date[-1] for line in lines if line.to_date)

    @property
    def sums(self) -> tuple[Series | None, Series | None]:
        """What is counted, and the top-ups."""
        return self.series, self.top_ups


@dataclass(frozen=True)
class Schedule(Result):
    """A scenario, scheduled."""

    result: ClassVar[str] = "schedule"
    case: Case
    """The case that it is of."""
    request_id: str
    request: Request
    scenario_id: str
    scenario: Scenario
    """As resolved: its tranches are here even if it is based on another."""
    lineage: tuple[Scenario, ...]
    """As written, after all that it is based on."""
    items: dict[str | None, ItemSchedule]
    """By item id, in the order of the request; one entry under None without items."""
    whole: bool = False
    """Whether it counts in whole units where no lot is stated."""

    @property
    def window(self) -> Window:
        """The months in which anything is planned, top-ups included."""
        windows = [line.window for item in self.items.values() for line in item.lines]
        windows += [item.series.window for item in self.items.values() if item.series]
        return Window.around(windows)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every document and paragraph behind it, once each, in order."""
        cited = [citation for scenario in self.lineage for citation in scenario.source]
        cited += [citation for part in self.scenario.tranches for citation in part.source]
        cited += [citation for limit in self.scenario.capacity for citation in limit.source]
        return tuple(dict.fromkeys(cited))

    def item(self, name: str | None = None) -> ItemSchedule:
        """The schedule of an item; without a name that of a request without items.

        Raises `UnknownNameError` if it is not here.
        """
        if name not in self.items:
            names = ", ".join(str(each) for each in self.items if each)
            said = f"there is no item '{name}' in the scenario" if name else "which item is meant?"
            raise UnknownNameError(
                said, f"one of: {names}" if names else "the request has no items"
            )
        return self.items[name]


def _lines(tranche_line: Line, lot: int | None) -> Iterator[Line]:
    """One line for each recipient; the whole one if they are not stated."""
    tranche, running = tranche_line.tranche, tranche_line.to_date
    if not tranche.recipients or running is None:
        yield tranche_line
        return
    shares = [in_grains(amount, tranche_line.grain) for amount in tranche.recipients.values()]
    each = divided(running, shares, lot)
    for recipient, to_date in zip(tranche.recipients, each, strict=True):
        at_most, at_least = line_band(tranche, to_date, to_date)
        yield tranche_line._replace(
            recipient=recipient,
            to_date=to_date,
            at_most=at_most,
            at_least=at_least,
        )
