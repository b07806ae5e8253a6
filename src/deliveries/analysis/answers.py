"""Answers questions of a schedule: what capacity it needs, when so many are there, how many each.

Convention: an answer keeps the schedule it is about, so that it can be reported; what the sources
do not let us say is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.analysis.measures import reaching
from deliveries.months import Month
from deliveries.numbers import exact
from deliveries.results import Result
from deliveries.schedule import smallest_limit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from deliveries.analysis.measures import Triple
    from deliveries.case import Case
    from deliveries.schedule import ItemSchedule, Schedule


class Need(NamedTuple):
    """The smallest constant capacity that brings by a month what is scheduled by then."""

    item: ItemSchedule
    due: Month | None
    """The month; None where none was named and the schedule's end is not known."""
    scheduled: Fraction | None = None
    """What is scheduled by then, in the item's unit."""
    capacity: Fraction | None = None
    """The capacity, in that unit a month, read evenly; None if how much is scheduled is unknown, or
    when, and that matters."""
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    """Bounds the capacity over all that the sources allow; None where that is open."""
    short: Fraction | None = None
    """How much the schedule itself lacks of the request by then; None if nothing."""


@dataclass(frozen=True)
class Needs(Result):
    """The capacity that a schedule needs, item by item."""

    result: ClassVar[str] = "need"
    schedule: Schedule
    answers: tuple[Need, ...]


class When(NamedTuple):
    """The month at whose end so many are there."""

    item: ItemSchedule
    month: Month | None = None
    """Read evenly; None if never, or if no source says when: no record's figure is spread."""
    earliest: Month | None = None
    """The earliest that the sources allow."""
    latest: Month | None = None
    """The latest that the sources allow; None if perhaps never."""


@dataclass(frozen=True)
class Whens(Result):
    """The months by which so many are there, item by item."""

    result: ClassVar[str] = "when"
    schedule: Schedule
    amount: Fraction
    """Counts what is waited for, in the item's unit."""
    answers: tuple[When, ...]


class Quotient(NamedTuple):
    """Holds what comes of an item in all, and that divided."""

    item: ItemSchedule
    total: Triple
    """Read evenly, at least and at most, in the item's unit; None where that is not known."""
    each: Triple


@dataclass(frozen=True)
class Divided(Result):
    """Holds what a schedule brings in all, divided by a number: so much for each of 36."""

    result: ClassVar[str] = "per"
    schedule: Schedule
    parts: Fraction
    answers: tuple[Quotient, ...]


@dataclass(frozen=True)
class Sources(Result):
    """Holds what each source of a case says, in our words."""

    result: ClassVar[str] = "sources"
    case: Case


def needed_capacity(
    schedule: Schedule, due: Month | None = None, *, items: Sequence[str | None] | None = None
) -> Needs:
    """Find the smallest capacity that loses no time: as much there by a month as is scheduled.

    The month is that of the request's need unless another is named, and without either the first
    with all of it there. ``items`` are all of the schedule's when left out. Raises
    `UnknownNameError` for an item that the scenario does not have.
    """
    answers = []
    for name in schedule.items if items is None else items:
        item = schedule.item(name)
        series = item.scheduled
        month = due or schedule.request.needed_by
        if month is None and series and series.total is not None:
            month = series.window.first + series.to_date.index(series.to_date[-1])
        scheduled = series.at(month) if series and month else None
        if series is None or month is None or scheduled is None:
            answers.append(Need(item, month))
            continue
        wanted = item.thing.quantity
        short = wanted - scheduled if wanted is not None and wanted > scheduled else None
        capacity, least, most = smallest_limit(series, month, item.lot)
        answers.append(Need(item, month, scheduled, capacity, least, most, short))
    return Needs(schedule, tuple(answers))


def when_reached(
    schedule: Schedule, amount: Fraction | int, *, items: Sequence[str | None] | None = None
) -> Whens:
    """Find the month by which so many are there, in the unit of the item.

    ``items`` are all of the schedule's when left out. Raises `UnknownNameError` for an item that
    the scenario does not have, `UnreadableError` for an amount that `exact` refuses.
    """
    wanted = exact(amount)
    answers = []
    for name in schedule.items if items is None else items:
        item = schedule.item(name)
        if series := item.series:
            ends = reaching(series, wanted)
            months = (each if isinstance(each, Month) else None for each in ends)
            answers.append(When(item, *months))
        else:
            answers.append(When(item))
    return Whens(schedule, wanted, tuple(answers))


def divide(schedule: Schedule, parts: Fraction | int) -> Divided:
    """Divide what a schedule brings in all.

    Raises `ZeroDivisionError` for no parts, `UnreadableError` for a number that `exact` refuses.
    """
    by, answers = exact(parts), []
    for item in schedule.items.values():
        series = item.series
        total: Triple = (None, None, None)
        if series:
            ends = (series.to_date[-1], series.at_least[-1], series.at_most[-1])
            evenly, least, most = map(series.exact, ends)
            total = evenly, least, most
        evenly, least, most = (None if number is None else number / by for number in total)
        answers.append(Quotient(item, total, (evenly, least, most)))
    return Divided(schedule, by, tuple(answers))
