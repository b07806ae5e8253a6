"""Adds lines up along one calendar, and finds the band of the sum.

Pointwise: the earliest (latest) at a month is the greatest (least) cumulative over every placement
that the sources allow. What an ``at_most`` tranche leaves out, the balance brings, so the two are
weighed against one another; without a balance it never comes.
"""

from __future__ import annotations

from operator import add, sub
from typing import TYPE_CHECKING

from deliveries.months import Window
from deliveries.schedule.model import Series
from deliveries.schedule.placement import all_at, running_weights, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.schedule.model import Grains, ItemSchedule, Known, Line

    _Tracks = tuple[Window, Sequence[Sequence[int]]]
    """Running totals, and the months that all of them run along."""


def sum_lines(lines: Sequence[Line], lot: int | None) -> Series | None:
    """Add the lines up; None if there are none. The lot is in the grains that all lines share."""
    if not lines:
        return None
    groups = _by_window(lines)
    window = Window(min(own.first for own, _ in groups), max(own.last for own, _ in groups))
    known = _by_window([line for line in lines if line.cumulative is not None])
    unknown = tuple(line.window for line in lines if line.cumulative is None)
    cumulative = _added(
        window, [(own, [line.cumulative or () for line in group]) for own, group in known]
    )
    end = min((gap.first - window.first for gap in unknown), default=len(window))
    return Series(
        window,
        lines[0].grain,
        _delivered(window, cumulative, [own for own, _ in known], unknown),
        _until(end, cumulative),
        _until(end, _bound(window, known, lot, earliest=True)),
        _until(end, _bound(window, known, lot, earliest=False)),
        unknown,
    )


def line_series(line: Line) -> Series:
    """One line by itself, with the band of its own tranche."""
    unknown = (None,) * len(line.window)
    return Series(
        line.window,
        line.grain,
        line.delivered or unknown,
        line.cumulative or unknown,
        line.earliest or unknown,
        line.latest or unknown,
        () if line.cumulative else (line.window,),
    )


def by_recipient(item: ItemSchedule) -> dict[str | None, Series]:
    """The counted lines added up by recipient; under None what the sources leave open."""
    names = dict.fromkeys(line.recipient for line in item.lines if line.tranche.counted)
    sums = {
        name: sum_lines(
            [line for line in item.lines if line.tranche.counted and line.recipient == name],
            item.lot,
        )
        for name in names
    }
    return {name: each for name, each in sums.items() if each}


def _by_window(lines: Iterable[Line]) -> list[tuple[Window, list[Line]]]:
    """The lines of each window: what runs along the same months is added up at once."""
    groups: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        own = line.window
        groups.setdefault((own.first.ordinal, own.last.ordinal), []).append(line)
    return [(group[0].window, group) for group in groups.values()]


def _added(window: Window, tracks: Iterable[_Tracks]) -> list[int]:
    """The sum of running totals along windows of their own, along one that holds them all."""
    total = [0] * len(window)
    for own, group in tracks:
        running = [*map(sum, zip(*group, strict=True))]
        before, after = own.first - window.first, window.last - own.last
        total = [*map(add, total, (*(0,) * before, *running, *running[-1:] * after))]
    return total


def _delivered(
    window: Window, cumulative: Sequence[int], planned: Iterable[Window], unknown: Iterable[Window]
) -> Known:
    """What each month brings; None where nothing is planned, or where some of it is not known."""
    covered = {month for own in planned for month in own}
    covered -= {month for own in unknown for month in own}
    brought = map(sub, cumulative, (0, *cumulative))
    return tuple(
        [each if month in covered else None for month, each in zip(window, brought, strict=True)]
    )


def _until(end: int, numbers: Sequence[int]) -> Known:
    """The numbers before an index; from there on, nothing is known."""
    return (*numbers[:end], *(None,) * (len(numbers) - end))


def _bound(
    window: Window, groups: Sequence[tuple[Window, list[Line]]], lot: int | None, *, earliest: bool
) -> list[int]:
    """The greatest or the least cumulative of the sum."""
    balance = next(
        (line for _, group in groups for line in group if line.openness == "balance"), None
    )
    tracks: list[_Tracks] = []
    for own, group in groups:
        settled: list[Sequence[int]] = []
        for line in group:
            if line.openness == "at_most":
                part = _open_part(window, line, balance, lot, earliest=earliest)
                tracks.append((window, [part]))
            elif line is balance:
                settled.append(_placed(line, _total(line), lot, earliest=earliest))
            else:
                settled.append((line.earliest if earliest else line.latest) or ())
        tracks.append((own, settled))
    return _added(window, [(own, group) for own, group in tracks if group])


def _total(line: Line) -> int:
    return line.cumulative[-1] if line.cumulative else 0


def _open_part(
    window: Window, line: Line, balance: Line | None, lot: int | None, *, earliest: bool
) -> list[int]:
    """What an ``at_most`` line adds to a bound: its own coming, or its coming with the balance."""
    own = _added(window, [(line.window, [_placed(line, _total(line), lot, earliest=earliest)])])
    if balance is None:
        return own if earliest else [0] * len(window)
    placed = _placed(balance, _total(line), lot, earliest=earliest)
    instead = _added(window, [(balance.window, [placed])])
    return [*map(max if earliest else min, own, instead)]


def _placed(line: Line, total: int, lot: int | None, *, earliest: bool) -> Grains:
    """Running totals of so much, as early or late as the line's source allows."""
    if line.tranche.stated:
        return spread(total, running_weights(line.tranche), lot)
    months = len(line.window)
    return all_at(total, months, 0 if earliest else months - 1)
