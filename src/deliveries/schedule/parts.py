"""An item's schedule taken apart: by tranche, by recipient and organisation, by recipient.

Convention: under a capacity all that counts is one part, as no source says who waits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries.schedule.band import bound
from deliveries.schedule.series import line_series, sum_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.case import Citation
    from deliveries.schedule.item import ItemSchedule
    from deliveries.schedule.model import Line, Series

T = TypeVar("T")


class Part(NamedTuple):
    """A part of an item's schedule that is listed by itself."""

    number: int | None
    """The tranche, from 1; None for several of them in one."""
    recipient: str | None
    """Who receives it; None if the source does not say."""
    establishment: str | None
    counted: bool
    """Whether it counts towards the request."""
    source: tuple[Citation, ...]
    series: Series


def parts(item: ItemSchedule) -> list[Part]:
    """Every line, in order."""
    return _pooled(item) + [_part(item, [line], line_series(line)) for line in _apart(item)]


def strands(item: ItemSchedule) -> list[Part]:
    """What one recipient gets on one organisation, in one series however many its tranches."""
    if len(item.tranches) == 1 and not item.limits and len(item.lines) == 1:
        return parts(item)  # as in most of a long list
    groups: dict[tuple[str | None, str | None], list[Line]] = {}
    for line in _apart(item):
        groups.setdefault((line.recipient, line.tranche.establishment), []).append(line)
    return _pooled(item) + [_part(item, group, _strand(item, group)) for group in groups.values()]


def by_recipient(item: ItemSchedule) -> dict[str | None, Series]:
    """The central reading of each recipient; under None what the sources leave open.

    No source says how a band divides among recipients, nor who waits under a capacity.
    """
    if item.waiting:
        return {}
    counted = [line for line in item.lines if line.tranche.counted]
    groups: dict[str | None, list[Line]] = {}
    for line in counted:
        groups.setdefault(line.recipient, []).append(line)
    sums = {name: sum_lines(group, None) for name, group in groups.items()}
    return {name: each for name, each in sums.items() if each}


def _apart(item: ItemSchedule) -> list[Line]:
    """The lines that stand by themselves."""
    return [line for line in item.lines if not (item.limits and line.tranche.counted)]


def _pooled(item: ItemSchedule) -> list[Part]:
    """All that counts in one, under a capacity."""
    pool = [line for line in item.lines if item.limits and line.tranche.counted]
    if not pool or not item.series:
        return []
    return [_part(item, pool, item.series)._replace(number=None)]


def _part(item: ItemSchedule, lines: Sequence[Line], series: Series) -> Part:
    """The part that some lines make, with what they have in common."""
    first = lines[0]
    tranche = first.tranche
    if len(lines) == 1:  # as in most of a long list
        of, whom = tranche.establishment, first.recipient
        return Part(first.number, whom, of, tranche.counted, line_source(item, first), series)
    source = tuple(dict.fromkeys(each for line in lines for each in line_source(item, line)))
    return Part(
        None,
        _common([line.recipient for line in lines]),
        _common([line.tranche.establishment for line in lines]),
        tranche.counted,
        source,
        series,
    )


def line_source(item: ItemSchedule, line: Line) -> tuple[Citation, ...]:
    """What a line rests on: its tranche's documents or its scenario's; a share's item's, too."""
    source = line.tranche.source or item.source
    if line.tranche.share is not None and item.thing.source and item.id:
        return tuple(dict.fromkeys((*source, *item.thing.source)))
    return source


def _common(values: Sequence[T]) -> T | None:
    """The one value that all have; None if they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _strand(item: ItemSchedule, lines: Sequence[Line]) -> Series:
    """The sum of some of an item's lines; what ceilings elsewhere leave out may come to them."""
    if len(lines) == 1:
        return line_series(lines[0])
    total = sum_lines(lines, item.lot)
    assert total is not None  # noqa: S101  # there are lines
    elsewhere = _open_elsewhere(item, lines)
    if not elsewhere:
        return total
    grown = [_grown(line, elsewhere) if line.openness == "balance" else line for line in lines]
    most = bound(total.window, grown, item.lot, at_most=True)
    known = [
        None if before is None else grains
        for before, grains in zip(total.at_most, most, strict=True)
    ]
    return replace(total, at_most=tuple(known))


def _open_elsewhere(item: ItemSchedule, lines: Sequence[Line]) -> int:
    """What the balance among the lines may get from ceilings that are not; in grains."""
    if not any(line.openness == "balance" for line in lines):
        return 0
    ceilings = [line for line in item.lines if line.tranche.counted and line.openness == "at_most"]
    return sum(line.to_date[-1] for line in ceilings if line.to_date and line not in lines)


def _grown(line: Line, more: int) -> Line:
    """The balance with so much more in all; how it falls is for `bound` to say."""
    total = line.to_date[-1] if line.to_date else 0
    return line._replace(to_date=(total + more,))
