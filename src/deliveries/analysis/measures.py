"""The measures of a schedule: one number each about a scenario, with what the sources allow.

Convention: only the request's own unit counts (top-ups never do), a series runs along the calendar
of its comparison, ties take the first month, and a measure that its inputs do not give is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, inf
from operator import mul, sub
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.months import Month, Window
from deliveries.results import Short
from deliveries.schedule.model import last_arrivals
from deliveries.schedule.placement import added, monthly

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliveries.schedule import ItemSchedule, Series
    from deliveries.schedule.model import Bound, Known

Certainty = Literal["certain", "possible", "impossible"]
Amount = Fraction | int | Month | str | None
NOT_REACHED = "not reached"
"""The value of a month that comes in none of the ways that the sources allow."""
Triple = tuple[Fraction | None, Fraction | None, Fraction | None]


class Need(NamedTuple):
    """Holds what the measures are taken against. Whatever the request does not say is None."""

    quantity: Fraction | None
    """In the unit of the request or item."""
    by: Month | None
    """The last month in which it serves."""
    asked: Month | None
    """The month of the request, or the one in which the scenario has it asked."""
    known: Month | None = None
    """The last month at whose end it is known what every scenario compared has brought."""


class Measured(NamedTuple):
    """One measure of one scenario."""

    value: Amount = None
    """Read evenly, where the sources do not say how a quantity falls."""
    at_least: Amount = None
    at_most: Amount = None
    """What the sources allow; None where that is open, or not worked out."""


@dataclass(frozen=True)
class Subject(Short):
    """One item (or the request's unit) of one scenario, along a calendar."""

    item: ItemSchedule
    series: Series
    """Its series, along the calendar of the comparison."""
    base: Series | None
    """The baseline's; None where it does not have the item."""
    need: Need

    @cached_property
    def peaks(self) -> tuple[Measured, Measured]:
        """Return the most of any month, and the first month that brings it."""
        return _peaks(self)

    @cached_property
    def widest(self) -> tuple[Measured, Measured]:
        """Return the furthest that it is behind the baseline, and in which month."""
        return _widest(self)


class Measure(NamedTuple):
    """A measure: its name, unit and how it is worked out."""

    work_out: Callable[[Subject], Measured]
    heading: str
    """Its name on the screen; what is in braces is filled in."""
    unit: Literal["unit", "share", "month", "months", "unit × months", "certainty"]
    """What it is counted in; `unit` is that of the request or item."""
    about: str
    """What it says, in a sentence that stands behind its name; filled in as that is."""
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


def reaching(series: Series, amount: Fraction) -> Measured:
    """Return the first month with at least so much there, from the earliest to the latest.

    The value is `NOT_REACHED` if the sources leave no way for so much to come, and None where a
    record's coarse figure leaves the month open. The latest is None where they leave a way for it
    not to come.
    """
    soonest = reached(series, series.at_most, amount, unknown_is_enough=True)
    latest = reached(series, series.at_least, amount)
    if soonest is None and series.ends is not None:
        soonest = series.ends + 1  # nobody knows what came after a record's end
    if soonest is None and series.endless:
        soonest = series.window.last + 1  # at a capacity, there may be more to come than is planned
    if soonest is None:
        return Measured(NOT_REACHED)
    if series.coarse:  # what is one figure is never read evenly
        return Measured(soonest if soonest == latest else None, soonest, latest)
    return Measured(reached(series, series.to_date, amount), soonest, latest)


def reached(
    series: Series, numbers: Known, amount: Fraction, *, unknown_is_enough: bool = False
) -> Month | None:
    """Return the first month from whose end on as much is there; None if there is none.

    What is not known is passed over, unless it is as good as any amount.
    """
    wanted = ceil(amount * series.grain)  # whole grains compare ten times as fast
    first: int | None = None
    for place in reversed(range(len(numbers))):
        grains = numbers[place]
        if grains is None:
            first = place if unknown_is_enough else first
        elif grains < wanted:
            break
        else:
            first = place
    return None if first is None else series.window.first + first


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
            is_told = (low is not None or base.endless) and (high is not None or series.endless)
            found.append("possible" if is_told else None)
    return tuple(found)


def _total(subject: Subject) -> Measured:
    series = subject.series
    most = None if series.endless else series.at_most[-1]  # under a capacity, too
    return Measured(*map(series.exact, (series.to_date[-1], series.at_least[-1], most)))


def _at(series: Series, month: Month | None) -> Triple:
    """Return what is there at the end of a month: read evenly, at least, at most."""
    if month is None:
        return None, None, None
    return series.at(month), series.at(month, "at_least"), series.at(month, "at_most")


def _shares(there: Triple, whole: Fraction | None) -> Measured:
    if not whole or whole < 0:  # of what was given back there is no share
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
    return reaching(subject.series, wanted) if wanted else Measured()


def _later(part: Fraction) -> Callable[[Subject], Measured]:
    """Make the measure of how many months later than the baseline a part of the request is there.

    Whole months between the first months with as much there; nothing is interpolated.
    """

    def work_out(subject: Subject) -> Measured:
        wanted, base = subject.need.quantity, subject.base
        if not wanted or base is None:
            return Measured()
        ours, theirs = (reaching(each, part * wanted) for each in (subject.series, base))
        if ours.value == NOT_REACHED:
            return ours
        if base is subject.series:  # whenever it comes, it comes then
            return Measured(_months(ours.value, ours.value), 0, 0 if ours.at_most else None)
        return Measured(
            _months(ours.value, theirs.value),
            _months(ours.at_least, theirs.at_most),
            _months(ours.at_most, theirs.at_least),
        )

    return work_out


def _months(later: Amount, earlier: Amount) -> int | None:
    """Count the months from one to another; None if either is not a month."""
    return later - earlier if isinstance(later, Month) and isinstance(earlier, Month) else None


def _peaks(subject: Subject) -> tuple[Measured, Measured]:
    """Return the most of any month, and the first month that brings it.

    Nothing where a profile is not stated: an even reading has no peak. The range is wide where a
    balance takes up what ceilings leave out, and where lots are rounded; under a capacity with
    ceilings it is not worked out. That of the month is of those that may have it.
    """
    series, found = subject.series, _monthly_ranges(subject)
    known = [-1 if grains is None else grains for grains in series.counting]
    peak = max(known, default=-1)
    if found is None or peak < 0:  # returns alone have no peak
        return Measured(), Measured()
    least, most = found
    ends = [series.exact(max(track, default=None)) for track in found]
    may = _may_be_greatest(least, most)
    first = series.window.first
    months = [first + at for at in (*may[:1], *may[-1:])]
    return Measured(series.exact(peak), *ends), Measured(first + known.index(peak), *months)


def _monthly_ranges(subject: Subject) -> tuple[Sequence[int], Sequence[int]] | None:
    """Return the least and the most of each month, in grains; None where a profile is not stated.

    Both are empty where they are not worked out.
    """
    item, series = subject.item, subject.series
    counted = [line for line in item.tranches if line.tranche.counted and line.counts]
    unknown = series.coarse or series.has_unknown or series.or_more or item.rests or item.goes_on
    if unknown or not all(line.tranche.stated for line in counted):
        return None
    if not any(line.openness == "at_most" for line in counted):
        known = [grains or 0 for grains in series.counting]
        return known, known
    if item.limits:
        return (), ()
    loose = [0] * len(series.window)
    for each in item.of or (item,):
        for line in each.tranches:
            if line.tranche.counted and line.counts and line.openness in ("at_most", "balance"):
                begin = line.window.first - series.window.first
                for at in range(begin, begin + len(line.window)):
                    loose[at] += each.lot or 0
    least = monthly(added(series.window, [(line.window, line.at_least) for line in counted]))
    most = monthly(added(series.window, [(line.window, line.at_most) for line in counted]))
    return (
        [max(0, each - lots) for each, lots in zip(least, loose, strict=True)],
        [each + lots for each, lots in zip(most, loose, strict=True)],
    )


def _may_be_greatest(least: Sequence[int], most: Sequence[float]) -> list[int]:
    """Return the places that may be the first of the greatest of numbers between two tracks."""
    surely, may = min(least, default=0) - 1, []
    bar = max(least, default=0)
    for at, (low, high) in enumerate(zip(least, most, strict=True)):
        if high >= bar and high > surely:
            may.append(at)
        surely = max(surely, low)
    return may


def _widest(subject: Subject) -> tuple[Measured, Measured]:
    """Return the furthest that it is behind, over the months known on both sides; and which month.

    Where a balance takes up what ceilings leave out, the upper end is wide. The range of the month
    is that of those that may have it; it has no upper end if perhaps it is never behind. Where the
    baseline may have any number, it may be behind by any.
    """
    series, base = subject.series, subject.base
    if base is None:
        return Measured(), Measured()
    if base is series:  # whatever its band, it is never behind itself
        return Measured(Fraction(0), Fraction(0), Fraction(0)), Measured()
    along = zip(
        series.window,
        base.at_least,
        base.at_most,
        differences(base, base.to_date, series, series.to_date),
        differences(base, base.at_least, series, series.at_most),
        differences(base, base.at_most, series, series.at_least),
        strict=True,
    )
    months: list[Month] = []
    grows: set[Month] = set()  # in which the baseline may bring something, and so go further ahead
    before = 0
    least: list[int] = [0]  # it is behind by at least nought, before it all begins
    most: list[float] = [0]
    central: dict[Month, int] = {}
    for month, theirs, theirs_at_most, read_evenly, low, high in along:
        is_told = (low is not None or series.endless) and (high is not None or base.endless)
        if theirs is None or not is_told:
            continue
        if theirs_at_most is None or theirs_at_most > before:
            grows.add(month)
        before = theirs
        months.append(month)
        least.append(0 if low is None else low)  # it may be ahead by any number
        most.append(inf if high is None else high)
        if read_evenly is not None:
            central[month] = read_evenly
    worst = max(central, key=lambda month: central[month], default=None)
    behind_by = None if worst is None else max(0, central[worst])
    if behind_by is not None and not max(least) <= behind_by <= max(most):
        behind_by = None  # the worst is in a month of which only the range is known
    if not months:
        return Measured(), Measured()
    unit = -series.grain * base.grain
    nearest, furthest = Fraction(max(least), unit), inf if base.endless else max(most)
    if behind_by is None and max(least) == furthest:  # whatever it is in months not known
        behind_by = max(least)
    widest = Measured(
        None if behind_by is None else Fraction(behind_by, unit),
        None if furthest == inf else Fraction(int(furthest), unit),
        nearest,
    )
    may = [months[at - 1] for at in _may_be_greatest(least, most) if at]
    may = [month for month in may if month in grows]
    latest = may[-1] if may and max(least) > 0 and not base.endless else None
    return widest, Measured(worst if behind_by else None, may[0] if may else None, latest)


def _unit_months_short(subject: Subject) -> Measured:
    """Add up what is missing at the end of each month, from the need to completion.

    Both ends are wide where a balance takes up what ceilings leave out.
    """
    need, series = subject.need, subject.series
    if need.by is None or need.quantity is None:
        return Measured()
    completed, first = reaching(series, need.quantity), need.by
    # counted in parts of a unit that both have, as whole numbers add up ten times as fast
    wanted, parts = need.quantity.numerator * series.grain, need.quantity.denominator

    def short(until: Amount, name: Bound) -> Fraction | None:
        if not isinstance(until, Month):
            return None
        months = max(until - first, 0)
        along = series.over(Window.around((series.window, Window(first, first + months))))
        begin = first - along.window.first
        missing = 0
        for there in getattr(along, name)[begin : begin + months]:
            if there is None:  # a figure for several months does not say
                return None
            missing += max(0, wanted - there * parts)
        return Fraction(missing, parts * series.grain)

    return Measured(
        short(completed.value, "to_date"),
        short(completed.at_least, "at_most"),
        short(completed.at_most, "at_least"),
    )


def _ceilings(
    subject: Subject, soonest: Sequence[int], latest: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """Return what may come beyond what is certain, to date: as early as it may, and as late."""
    item, series, told, certain = subject.item, subject.series, len(soonest), latest[-1]
    if certain == soonest[-1]:
        return [0] * told, [0] * told
    is_open = item.rests or any(line.or_more for line in item.tranches)
    if item.limits or item.incomplete_before or is_open:  # nobody says which tranche is left out
        early = [max(0, each - certain) for each in soonest]
        return early, [*[0] * (told - 1), soonest[-1] - certain]
    ceilings = item.ceilings(())
    latest_of = [
        (Window(line.window.last, line.window.last), line.at_most[-1:])
        if not line.tranche.stated
        else (line.window, line.at_most)
        for line in ceilings
        if line.at_most
    ]
    early = added(series.window, [(line.window, line.at_most) for line in ceilings])
    return early[:told], added(series.window, latest_of)[:told]


def _mean_wait(subject: Subject) -> Measured:
    """Return the sum of q(m) x (m - month asked), over the sum of q(m).

    The range is over what may have come, if anything: the first of it as early as it may, with the
    ceilings that make the mean less, and the last of it as late, with those that make it more. It
    is wide where a balance takes up what ceilings leave out, and under a capacity with ceilings.
    """
    series, asked = subject.series, subject.need.asked
    told = len(series.window)
    if series.ends is not None:
        told = min(told, series.ends - series.window.first + 1)
    at_least, at_most = series.at_least[:told], series.at_most[:told]
    is_told = None not in (*at_most, *at_least) and not subject.item.goes_on and not series.endless
    if asked is None or not is_told or (at_most[-1] or 0) <= 0:
        return Measured()
    soonest, latest = ([each or 0 for each in track] for track in (at_most, at_least))
    certain = latest[-1]
    early, late = _ceilings(subject, soonest, latest)
    value = None
    whole = sum(grains or 0 for grains in series.counting)
    waits = range(series.window.first - asked, series.window.first - asked + told)
    if whole > 0 and not series.coarse:
        value = Fraction(sum(map(mul, (e or 0 for e in series.counting[:told]), waits)), whole)
    goes_back = soonest != sorted(soonest) or latest != sorted(latest)
    if certain < 0 or (goes_back and certain < soonest[-1]):  # a return may be of nothing
        return Measured(value)
    soonest = [there - more for there, more in zip(soonest, early, strict=True)]

    def mean(sure: Sequence[int], more: Sequence[int], sign: int) -> Fraction:
        """Average over what is sure, and over as much more as takes the mean further that way."""
        amount = sum(monthly(sure))
        waited = sum(map(mul, monthly(sure), waits))
        for wait, grains in [*zip(waits, monthly(more), strict=True)][::sign]:
            if grains and (not amount or (wait * amount - waited) * sign < 0):
                amount, waited = amount + grains, waited + grains * wait
        return Fraction(waited, amount)

    if subject.item.limits and any(late):
        longest = _latest_mean(subject.item, asked)
    else:
        longest = mean(latest, late, -1)
    return Measured(value, mean(soonest, early, 1), longest)


def _latest_mean(item: ItemSchedule, asked: Month) -> Fraction | None:
    """Return the mean wait if all that may come is held back as long as it may be.

    None for a sum: nobody says which of its items brings how much, and each has its own limit.
    """
    if item.of or item.scheduled is None:
        return None
    there = last_arrivals(item.scheduled, item.limits)
    totals = [each or 0 for each in there.to_date]
    waits = range(there.window.first - asked, there.window.last + 1 - asked)
    return Fraction(sum(map(mul, monthly(totals), waits)), totals[-1])


def _longest_wait(subject: Subject) -> Measured:
    waiting = subject.item.waiting
    return Measured(waiting.longest, *waiting.longest_band) if waiting else Measured()


_LATER = "how long after {base} so much of it is there; earlier is negative."

MEASURES = {
    "total": Measure(_total, "In all", "unit", "all that comes, whenever it comes."),
    "by_known": Measure(
        _by_known, "By {known}", "unit", "what is there by the last month that is known of all."
    ),
    "by_known_share": Measure(
        _by_known_share, "  of {base}", "share", "the same, as a part of what {base} has by then."
    ),
    "by_need": Measure(
        lambda of: Measured(*_at(of.series, of.need.by)),
        "{delivered} {need}",
        "unit",
        "what is there by the end of the month of need.",
    ),
    "by_need_share": Measure(
        lambda of: _shares(_at(of.series, of.need.by), of.need.quantity),
        "  of the request",
        "share",
        "the same, as a part of all that was asked for.",
    ),
    "all_by_need": Measure(
        _all_by_need,
        "  all of it by then",
        "certainty",
        "whether all that was asked for is there in time.",
    ),
    "shortfall": Measure(
        _shortfall, "Shortfall at {need}", "unit", "what is still missing then of all asked for."
    ),
    "complete": Measure(
        _complete, "Complete in", "month", "the first month at whose end all of it is there."
    ),
    "peak": Measure(
        lambda of: of.peaks[0], "Most in one month", "unit", "the most that any month brings."
    ),
    "peak_month": Measure(
        lambda of: of.peaks[1], "  first in", "month", "the first month that brings it."
    ),
    "unit_months_short": Measure(
        _unit_months_short,
        "Short, {unit} × months",
        "unit × months",
        "what is missing at each month's end, added up from the month of need until nothing is: "
        "2 missing for 3 months are 6.",
    ),
    "mean_wait": Measure(
        _mean_wait,
        "Mean wait, months",
        "months",
        "how long after the request a delivery comes, on average.",
    ),
    "longest_wait": Measure(
        _longest_wait,
        "Longest wait, months",
        "months",
        "how long the capacity holds a delivery back, at the most.",
    ),
    "late_quarter": Measure(_later(Fraction(1, 4)), "  at a quarter", "months", _LATER, "later"),
    "late_half": Measure(_later(Fraction(1, 2)), "  at a half", "months", _LATER, "later"),
    "late_three_quarters": Measure(
        _later(Fraction(3, 4)), "  at three quarters", "months", _LATER, "later"
    ),
    "late_whole": Measure(_later(Fraction(1)), "  at the whole", "months", _LATER, "later"),
    "widest_gap": Measure(
        lambda of: of.widest[0],
        "Widest gap behind {base}",
        "unit",
        "the furthest that it is behind at the end of any month.",
        "gap",
    ),
    "widest_gap_month": Measure(
        lambda of: of.widest[1], "  first in", "month", "the first month that ends so.", "gap"
    ),
}
"""Every measure, by its name in data, in the order in which they are shown."""


def measure(subject: Subject) -> dict[str, Measured]:
    """Work every measure out. Quantities are in the unit of the request or item."""
    return {name: each.work_out(subject) for name, each in MEASURES.items()}
