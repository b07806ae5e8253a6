"""Adds lines up along one calendar.

Convention: running totals are added, not what single months bring; a month brings the difference.
"""

from __future__ import annotations

from operator import add, sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.months import Window
    from deliveries.schedule.model import Known, Line

    Tracks = tuple[Window, Sequence[Sequence[int]]]
    """Running totals, and the months that all of them run along."""


def by_window(lines: Iterable[Line]) -> list[tuple[Window, list[Line]]]:
    """The lines of each window: what runs along the same months is added up at once."""
    groups: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        own = line.window
        groups.setdefault((own.first.ordinal, own.last.ordinal), []).append(line)
    return [(group[0].window, group) for group in groups.values()]


def added(window: Window, tracks: Iterable[Tracks]) -> list[int]:
    """The sum of running totals along windows of their own, along one that holds them all."""
    total: list[int] = []
    for own, group in tracks:
        running = [*group[0]] if len(group) == 1 else [*map(sum, zip(*group, strict=True))]
        before, after = own.first - window.first, window.last - own.last
        along = [*(0,) * before, *running, *running[-1:] * after]
        total = [*map(add, total, along)] if total else along
    return total or [0] * len(window)


def brought(
    window: Window, to_date: Sequence[int], planned: Iterable[Window], unknown: Iterable[Window]
) -> Known:
    """What each month brings; None where nothing is planned, or where some of it is not known."""
    covered = [False] * len(window)
    for windows, is_known in ((planned, True), (unknown, False)):
        for own in windows:
            start = own.first - window.first
            covered[start : start + len(own)] = [is_known] * len(own)
    each_month = map(sub, to_date, (0, *to_date))
    return tuple(
        [each if is_known else None for each, is_known in zip(each_month, covered, strict=True)]
    )


def until(end: int, numbers: Sequence[int]) -> Known:
    """The numbers before an index; from there on, nothing is known."""
    return (*numbers[:end], *(None,) * (len(numbers) - end))
