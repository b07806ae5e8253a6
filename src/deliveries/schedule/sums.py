"""Adds items of one unit up to a schedule of their own.

Convention: items do not know of one another, so whatever the least of each is can come about
together, and the most of each: the band of a sum is the sum of the bands. Of what is not known of
one of them the sum has what the others bring, at least. A record tells of a sum as long as it tells
of each item that it has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import TYPE_CHECKING

from deliveries.schedule.item import ItemSchedule
from deliveries.schedule.model import Waiting, add_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Item
    from deliveries.months import Month
    from deliveries.schedule.model import Line, Series


@dataclass(frozen=True)
class SumSchedule(ItemSchedule):
    """The schedule of items together, in the grains that all of them have."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of all the items."""
        return tuple(chain.from_iterable(each.lines for each in self.of))

    @cached_property
    def scheduled(self) -> Series | None:
        """Return the sum of what is scheduled of each; None if nothing of them counts."""
        return add_up([each.scheduled for each in self.of if each.scheduled])

    @cached_property
    def series(self) -> Series | None:
        """Return the sum of what arrives of each. Raises `CapacityError`."""
        return add_up([each.series for each in self.of if each.series])

    @cached_property
    def top_ups(self) -> Series | None:
        """Return the sum of the top-ups; None if there are none."""
        return add_up([each.top_ups for each in self.of if each.top_ups])

    @cached_property
    def waiting(self) -> Waiting | None:
        """Return what the capacities of the items hold back together; None without any."""
        parts = [each.waiting for each in self.of if each.waiting]
        if not parts:
            return None
        held: Counter[Month] = Counter()
        for each in self.of:
            if each.waiting and each.scheduled and each.series:
                window = each.series.window
                tracks = (each.scheduled.over(window).to_date, each.series.to_date)
                for month, due, there in zip(window, *tracks, strict=True):
                    held[month] += (due or 0) - (there or 0)
        binding = tuple(sorted(month for month, grains in held.items() if grains))
        most = max(held.values())
        longest = [each.longest_band[1] for each in parts]
        return Waiting(
            binding,
            Fraction(most, self.grain),
            next((month for month in binding if held[month] == most), None),
            max(each.longest for each in parts),
            (
                max(each.longest_band[0] for each in parts),
                None if None in longest else max(filter(None, longest), default=0),
            ),
        )

    @cached_property
    def ends(self) -> Month | None:
        """Return the last month by which a record tells of each item; None if it is no record."""
        return min((each.ends for each in self.of if each.ends), default=None)


def sum_up(name: str, thing: Item, items: Sequence[ItemSchedule]) -> SumSchedule:
    """Add items of one unit up, as the item that they are together; there must be one."""
    grain = lcm(*(each.grain for each in items))
    own = tuple(each.of_grain(grain) for each in items)
    lots = {each.lot for each in own}
    incomplete = [each.incomplete_before for each in own if each.incomplete_before]
    return SumSchedule(
        name,
        thing,
        grain,
        lots.pop() if len(lots) == 1 else None,
        tuple(chain.from_iterable(each.tranches for each in own)),
        tuple(chain.from_iterable(each.limits for each in own)),
        own[0].opens,
        tuple(dict.fromkeys(chain.from_iterable(each.source for each in own))),
        own[0].is_record,
        max(incomplete, default=None),
        tuple(chain.from_iterable(each.rests for each in own)),
        own,
    )
