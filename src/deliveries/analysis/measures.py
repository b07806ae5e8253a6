"""The measures of a schedule: one number each about a scenario, with what the sources allow.

Convention: only the request's own unit counts (top-ups never do), a series runs along the calendar
of its comparison, ties take the first month, and a measure that its inputs do not give is None.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from operator import sub
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.months import Month

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliveries.schedule import Series, Waiting
    from deliveries.schedule.model import Known

Certainty = Literal["certain", "possible", "impossible"]
Amount = Fraction | int | Month | str | None
Triple = tuple[Fraction | None, Fraction | None, Fraction | None]


class Need(NamedTuple):
    """What the measures are taken against. Whatever the request does not say is None."""

    quantity: Fraction | None
    """In the unit of the request or item."""
    by: Month | None
    """The last month in which it serves."""
    asked: Month | None
    """The month of the request."""
    known: Month | None = None
    """The last month at whose end it is known what every scenario compared has brought."""


class Measured(NamedTuple):
    """One measure of one scenario."""

    value: Amount = None
    """Read evenly, where the sources do not say how a quantity falls."""
    at_least: Amount = None
    at_most: Amount = None
    """What the sources allow; None where that is open, or not worked out."""


class Subject(NamedTuple):
    """What is measured."""

    series: Series
    base: Series | None
    """The baseline's series; None without one."""
    need: Need
    waiting: Waiting | None = None
    """What a capacity holds back; None without one."""


class Measure(NamedTuple):
    """What a measure is."""

    work_out: Callable[[Subject], Measured]
    heading: str
    """Its name on the screen; `{need}`, `{known}`, `{base}` and `{unit}` are filled in."""
    unit: Literal["unit", "share", "month", "months", "unit × months", "certainty"]
    """What it is counted in; `unit` is that of the request or item."""
    group: Literal["own", "later", "gap"] = "own"
    """Where it stands: by itself, or among those against the baseline."""


def certainty(
    least: Fraction | None, most: Fraction | None, wanted: Fraction | None
) -> Certainty | None:
    """Return whether at least so much is there; None if that cannot be said."""
    if wanted is None:
        return None
    if least is not None and least >= wanted:
        return "certain"
    if least is None or most is None:
        return None
    return "possible" if most >= wanted else "impossible"


def first_month(series: Series, amount: Fraction) -> Month | None:
    """Return the first month with at least so much there, read evenly; None if never.

    None, too, where a record's coarse figure leaves the month open.
    """
    found = reached(series, series.to_date, amount)
    if series.coarse:
        soonest = reached(series, series.at_most, amount)
        if soonest != reached(series, series.at_least, amount):
            return None
    return found


def reached(series: Series, numbers: Known, amount: Fraction) -> Month | None:
    """Return the first month whose running total is at least so much; None if there is none."""
    wanted = ceil(amount * series.grain)  # whole grains compare ten times as fast
    for place, grains in enumerate(numbers):
        if grains is not None and grains >= wanted:
            return series.window.first + place
    return None


def differences(
    one: Series, numbers: Known, other: Series, others: Known
) -> tuple[int | None, ...]:
    """Return one less the other at each month, in parts of 1/(product of their grains)."""
    if one.grain == other.grain == 1 and None not in numbers and None not in others:
        return tuple(map(sub, numbers, others))
    found: list[int | None] = []
    for mine, theirs in zip(numbers, others, strict=True):
        if mine is None or theirs is None:
            found.append(None)
        else:
            found.append(mine * other.grain - theirs * one.grain)
    return tuple(found)


def behind(series: Series, base: Series) -> tuple[Certainty | None, ...]:
    """Return whether a series is behind another at each month, over all that is allowed."""
    least = differences(series, series.at_least, base, base.at_most)
    most = least
    if series.banded or base.banded:
        most = differences(series, series.at_most, base, base.at_least)
    found: list[Certainty | None] = []
    for low, high in zip(least, most, strict=True):
        if low is not None and low >= 0:
            found.append("impossible")
        elif high is not None and high < 0:
            found.append("certain")
        else:
            found.append(None if low is None or high is None else "possible")
    return tuple(found)


def _total(subject: Subject) -> Measured:
    series = subject.series
    ends = (series.to_date[-1], series.at_least[-1], series.at_most[-1])
    return Measured(*map(series.exact, ends))


def _at(series: Series, month: Month | None) -> Triple:
    """Return what is there at the end of a month: read evenly, at least, at most."""
    if month is None:
        return None, None, None
    return series.at(month), series.at(month, "at_least"), series.at(month, "at_most")


def _by_need(subject: Subject) -> Measured:
    return Measured(*_at(subject.series, subject.need.by))


def _by_need_share(subject: Subject) -> Measured:
    return _shares(_at(subject.series, subject.need.by), subject.need.quantity)


def _shares(there: Triple, whole: Fraction | None) -> Measured:
    if not whole:
        return Measured()
    return Measured(*(None if each is None else each / whole for each in there))


def _by_known(subject: Subject) -> Measured:
    """Return what is there by the last known month, where a request has no quantity or no need."""
    if subject.need.quantity is not None and subject.need.by is not None:
        return Measured()
    return Measured(*_at(subject.series, subject.need.known))


def _by_known_share(subject: Subject) -> Measured:
    """Return its share of what the baseline has by then, where that is certain."""
    base, month = subject.base, subject.need.known
    if base is None or base is subject.series or subject.need.quantity is not None:
        return Measured()
    whole, least, most = _at(base, month)
    return _shares(_at(subject.series, month), whole) if least == most else Measured()


def _all_by_need(subject: Subject) -> Measured:
    _, least, most = _at(subject.series, subject.need.by)
    return Measured(certainty(least, most, subject.need.quantity))


def _shortfall(subject: Subject) -> Measured:
    wanted, need = subject.need.quantity, subject.need.by
    if wanted is None or need is None:
        return Measured()
    there, least, most = (
        None if each is None else max(Fraction(0), wanted - each)
        for each in _at(subject.series, need)
    )
    if most is None and least is not None:  # what came has no upper bound: perhaps nothing is short
        most = Fraction(0)
    return Measured(there, most, least)


def _complete(subject: Subject) -> Measured:
    wanted = subject.need.quantity
    return _if_certain(subject, first_month(subject.series, wanted)) if wanted else Measured()


def _if_certain(subject: Subject, value: Amount) -> Measured:
    """Return a value, with itself as its range where the sources leave nothing open."""
    series, base = subject.series, subject.base
    is_open = series.banded or series.coarse or bool(base and (base.banded or base.coarse))
    return Measured(value) if is_open else Measured(value, value, value)


def _later(part: Fraction) -> Callable[[Subject], Measured]:
    """Make the measure of how many months later than the baseline a part of the request is there.

    Whole months between the first months with as much there; nothing is interpolated.
    """

    def work_out(subject: Subject) -> Measured:
        wanted, base = subject.need.quantity, subject.base
        if not wanted or base is None:
            return Measured()
        ours, theirs = first_month(subject.series, part * wanted), first_month(base, part * wanted)
        return _if_certain(subject, ours - theirs) if ours and theirs else Measured()

    return work_out


def _peak(subject: Subject) -> Measured:
    series = subject.series
    most = max((grains for grains in series.counting if grains is not None), default=None)
    if most is None or series.coarse or None in series.at_least:
        return Measured()
    return _if_certain(subject, series.exact(most))


def _peak_month(subject: Subject) -> Measured:
    series = subject.series
    if _peak(subject).value is None:
        return Measured()
    known = [-1 if grains is None else grains for grains in series.counting]
    return _if_certain(subject, series.window.first + known.index(max(known)))


def _gaps(subject: Subject) -> list[int]:
    """Return the gap at each month, in grains; nothing if one, perhaps the worst, is not known."""
    if subject.base is None:
        return []
    found = differences(subject.series, subject.series.to_date, subject.base, subject.base.to_date)
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else []


def _widest_gap(subject: Subject) -> Measured:
    gaps = _gaps(subject)
    if not gaps or subject.base is None:
        return Measured()
    grain = subject.series.grain * subject.base.grain
    return _if_certain(subject, Fraction(min(0, *gaps), grain))


def _widest_gap_month(subject: Subject) -> Measured:
    gaps = _gaps(subject)
    if min(gaps, default=0) >= 0:
        return Measured()
    return _if_certain(subject, subject.series.window.first + gaps.index(min(gaps)))


def _unit_months_short(subject: Subject) -> Measured:
    """Add up what is missing at the end of each month, from the need to completion."""
    need, series = subject.need, subject.series
    completed = first_month(series, need.quantity) if need.quantity else None
    if need.by is None or need.quantity is None or completed is None:
        return Measured()
    short = Fraction(0)
    for months in range(completed - need.by):
        there = series.at(need.by + months)
        if there is None:  # a figure for several months does not say
            return Measured()
        short += max(Fraction(0), need.quantity - there)
    return _if_certain(subject, short)


def _mean_wait(subject: Subject) -> Measured:
    """Return the sum of q(m) x (m - month asked), over the sum of q(m)."""
    series, asked = subject.series, subject.need.asked
    whole = sum(grains or 0 for grains in series.counting)
    if asked is None or not whole or series.coarse or series.unknown:
        return Measured()
    first = series.window.first - asked
    waited = sum((grains or 0) * (first + at) for at, grains in enumerate(series.counting))
    return _if_certain(subject, Fraction(waited, whole))


def _longest_wait(subject: Subject) -> Measured:
    return Measured(subject.waiting.longest if subject.waiting else None)


MEASURES = {
    "total": Measure(_total, "Brings in all", "unit"),
    "by_known": Measure(_by_known, "By {known}", "unit"),
    "by_known_share": Measure(_by_known_share, "  of {base}", "share"),
    "by_need": Measure(_by_need, "Delivered by {need}", "unit"),
    "by_need_share": Measure(_by_need_share, "  of the request", "share"),
    "all_by_need": Measure(_all_by_need, "  all of it by then", "certainty"),
    "shortfall": Measure(_shortfall, "Shortfall at {need}", "unit"),
    "complete": Measure(_complete, "Complete in", "month"),
    "peak": Measure(_peak, "Most in one month", "unit"),
    "peak_month": Measure(_peak_month, "  first in", "month"),
    "unit_months_short": Measure(
        _unit_months_short, "{unit} × months short from {need}", "unit × months"
    ),
    "mean_wait": Measure(_mean_wait, "Mean wait, months", "months"),
    "longest_wait": Measure(_longest_wait, "Longest wait, months", "months"),
    "late_quarter": Measure(_later(Fraction(1, 4)), "  at a quarter", "months", "later"),
    "late_half": Measure(_later(Fraction(1, 2)), "  at a half", "months", "later"),
    "late_three_quarters": Measure(
        _later(Fraction(3, 4)), "  at three quarters", "months", "later"
    ),
    "late_whole": Measure(_later(Fraction(1)), "  at the whole", "months", "later"),
    "widest_gap": Measure(_widest_gap, "Widest gap behind {base}", "unit", "gap"),
    "widest_gap_month": Measure(_widest_gap_month, "  first in", "month", "gap"),
}
"""Every measure, by its name in data, in the order in which they are shown."""


def measure(subject: Subject) -> dict[str, Measured]:
    """Work every measure out. Quantities are in the unit of the request or item."""
    return {name: each.work_out(subject) for name, each in MEASURES.items()}
