"""Divisions by organisation: what the sets that have come make of the divisions that receive them.

Convention: a set for the existing organisation makes a division on it, a set for the new one a
division on that. A top-up set turns one of the first into one of the second, so it needs a division
to turn: matched = min(existing sets there, top-up sets there); on the existing organisation are
existing - matched, on the new one new + matched.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from operator import add
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.analysis.comparison import compare_scenarios
from deliveries.errors import ConversionError
from deliveries.months import Window
from deliveries.numbers import exact
from deliveries.results import Result
from deliveries.schedule import Series, schedule_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case
    from deliveries.months import Date, Month
    from deliveries.schedule import ItemSchedule, Schedule

Exact = tuple[Fraction | None, ...]
Tracks = tuple[Exact, ...]
"""Read centrally, the least and the most; None where that is not known, as after a record's end."""


class Divisions(NamedTuple):
    """Divisions at the end of each month of a window: read centrally, the least and the most."""

    window: Window
    existing: Tracks
    """On the existing organisation: central, least, most."""
    new: Tracks
    """On the new organisation, those that were turned among them."""
    not_stated: Tracks
    """Sets made up for an organisation that the source does not state."""

    @property
    def has_not_stated(self) -> bool:
        """Tell if there may ever be sets of that kind: a most that is open may be any number.

        After the end of a record nothing is known but what was there by then.
        """
        return any(
            least or most or (most is None and central is not None)
            for central, least, most in zip(*self.not_stated, strict=True)
        )

    def worth(self, uplift: Fraction) -> Exact:
        """Count in existing sets, read centrally, a new set holding ``uplift`` of them."""
        return _paired(lambda old, new: old + uplift * new, self.existing[0], self.new[0])


def divisions(schedule: Schedule, window: Window | None = None) -> Divisions:
    """Divisions by organisation, along a window or the schedule's own.

    The bands of the organisations are taken one by one: where a ceiling is for one and the balance
    that takes up the rest for another, a band may be wider than both together allow. Where sets of
    several wait, as not all of it is there before some month, there is no central reading of what
    the band leaves open: nobody says which of them do.

    Raises `ConversionError` for an itemised request, where a quantity is not known, or where a
    capacity holds back sets of several organisations: nobody says which of them wait.
    """
    item = _countable(schedule)
    window = window or schedule.window
    existing, new, not_stated, top_up = (
        _along(item, each, window) for each in ("existing", "new", None, "top-up")
    )

    def left(sets: Fraction, top_ups: Fraction) -> Fraction:
        return sets - min(sets, top_ups)

    # the least with the most top-ups are on the existing one, and the other way round
    ends = zip(existing, (top_up[0], top_up[2], top_up[1]), strict=True)
    on_existing = tuple(_paired(left, sets, top_ups) for sets, top_ups in ends)
    never_less = tuple(each or Fraction(0) for each in on_existing[1])  # all may have been turned
    on_existing = (on_existing[0], never_less, on_existing[2])
    turned = [_paired(min, *each) for each in zip(existing[:2], top_up[:2], strict=True)]
    most_turned = tuple(
        min((most for most in mosts if most is not None), default=None)  # an open one limits none
        for mosts in zip(existing[2], top_up[2], strict=True)
    )
    on_new = tuple(_paired(add, *each) for each in zip(new, [*turned, most_turned], strict=True))
    return Divisions(window, on_existing, on_new, not_stated)


def sets_by(schedule: Schedule, establishment: str, month: Month) -> Fraction | None:
    """Count the sets for one organisation that are there by a month, read centrally.

    None after the end of a record. Raises `ConversionError`.
    """
    central, _, _ = _along(_countable(schedule), establishment, Window(month, month))
    return central[0]


def _countable(schedule: Schedule) -> ItemSchedule:
    """Return the one item whose sets make divisions."""
    if schedule.request.items:
        raise ConversionError("an itemised request has no sets that make divisions")
    item = schedule.items[None]
    if any(series and (None in series.to_date or series.figures) for series in item.sums):
        raise ConversionError("divisions cannot be counted where a quantity is not known by month")
    return item


def _paired(combine: Callable[[Fraction, Fraction], Fraction], one: Exact, other: Exact) -> Exact:
    return tuple(
        None if a is None or b is None else combine(a, b) for a, b in zip(one, other, strict=True)
    )


def _sets(item: ItemSchedule, establishment: str | None) -> Series | None:
    """Return the sets that are made up for one organisation; as they arrive, under a capacity."""
    lines = [line for line in item.tranches if line.tranche.establishment == establishment]
    rests = [rest for rest in item.rests if rest.scope.establishment == establishment]
    if item.waiting and establishment != "top-up" and lines:
        if len(lines) < sum(line.tranche.counted for line in item.tranches):
            raise ConversionError(
                "a capacity holds back sets of several organisations; nobody says which wait"
            )
        return item.series
    if establishment == "top-up":
        return item.added(lines, rests)
    series = item.added(lines, rests, item.ceilings(lines))
    return series and item.incomplete(series)


def _along(item: ItemSchedule, establishment: str | None, window: Window) -> Tracks:
    """Return running totals of one organisation's sets along a window: central, least, most."""
    series = _sets(item, establishment)
    tracks: list[Exact] = []
    for track in ("to_date", "at_least", "at_most"):
        told = [series.at(month, track) if series else Fraction(0) for month in window]
        if item.ends is not None and track != "at_least":
            after = item.ends  # of which a record tells nothing
            told = [None if at > after else e for at, e in zip(window, told, strict=True)]
        tracks.append(tuple(told))
    central, least, most = tracks
    counted = {line.tranche.establishment for line in item.tranches if line.tranche.counted}
    if len(counted) > 1 and establishment in counted and item.outstanding:  # nobody says which wait
        along = zip(window, central, least, most, strict=True)
        central = tuple(
            there if month not in item.outstanding or low == high else None
            for month, there, low, high in along
        )
    return central, least, most


class BreakEven(NamedTuple):
    """Says how many existing sets a new one has to hold for two scenarios to be worth the same."""

    least: Fraction
    most: Fraction | None
    """None if there is no upper end: perhaps no new set ever comes."""


def break_even(base: Schedule, other: Schedule, month: Month) -> BreakEven | None:
    """Weigh E existing sets and T top-ups of one against N new sets of another at a month's end.

    A new set worth u = (E - T)/(N - T) existing ones makes the two equal, N being less the new sets
    that the one has itself; where T is more than E, E of them turn what is there, and u is 0. The
    interval is that of all u over what the sources allow: it has no upper end where in one of their
    ways no size of a new set would do, and it is wide where existing and new sets of the base trade
    with one another, or whole lots leave no T at which the two could meet. None if there is no u at
    all, or if either has sets of another kind.
    """
    at = Window(month, month)
    mine, theirs = divisions(base, at), divisions(other, at)
    if theirs.existing[2][0] != 0 or theirs.has_not_stated or mine.has_not_stated:
        return None
    base_sets = [_along(base.items[None], each, at)[1:] for each in ("existing", "new", "top-up")]
    bounds = [
        [each for (each,) in ends if each is not None] for ends in (*base_sets, theirs.new[1:])
    ]
    if any(len(ends) < 2 for ends in bounds):  # nobody knows how many there are at the most
        return None
    existing, own_new, top_ups, their_new = bounds
    found: list[Fraction] = []
    ends = True
    for own, new in product(own_new, their_new):
        no_more = min(max(top_ups[0], new - own), top_ups[1])  # with so many no new set would do
        for more in (*top_ups, no_more):
            for sets in (*existing, min(max(existing[0], more), existing[1])):  # or as many as T
                turned = min(sets, more)
                worth, against = sets - turned, new - own - turned
                if worth and against <= 0:
                    ends = False  # the one is ahead, whatever a new set holds
                elif against:
                    found.append(worth / against)
    return BreakEven(min(found), max(found) if ends else None) if found else None


@dataclass(frozen=True)
class ByDivisions(Result):
    """Divisions by organisation, of one scenario or of several side by side."""

    result: ClassVar[str] = "divisions"
    schedules: tuple[Schedule, ...]
    """The baseline first."""
    window: Window
    """The months in which anything is planned, top-ups among them."""
    divisions: tuple[Divisions, ...]
    """Those of each schedule, along the window."""
    uplift: Fraction | None
    """How many existing sets a new one is taken to hold; None if nobody asked for the worth."""
    comparison: Comparison | None
    """What is compared; None for one scenario alone."""

    @property
    def break_evens(self) -> dict[str, BreakEven]:
        """Return what a new set has to hold for each scenario to be worth the first at the need."""
        base, *others = self.schedules
        need = base.request.needed_by
        found = {each.scenario_id: need and break_even(base, each, need) for each in others}
        return {name: even for name, even in found.items() if even}


def show_divisions(
    case: Case,
    name: str,
    *,
    request: str | None = None,
    whole: bool = False,
    uplift: Fraction | int | None = None,
) -> ByDivisions:
    """Count the divisions of one scenario.

    Raises `UnknownNameError`, as `divisions` does, and `UnreadableError` for an uplift that `exact`
    refuses.
    """
    return _by_divisions([schedule_scenario(case, name, request=request, whole=whole)], uplift)


def compare_divisions(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
    uplift: Fraction | int | None = None,
    as_of: Date | None = None,
) -> ByDivisions:
    """Count the divisions of scenarios side by side, the baseline first.

    Raises as `compare_scenarios` and `divisions` do, and `UnreadableError` for an uplift that
    `exact` refuses.
    """
    comparison = compare_scenarios(
        case, names, request=request, baseline=baseline, whole=whole, as_of=as_of
    )
    entries = sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline)
    return _by_divisions([entry.schedule for entry in entries], uplift, comparison)


def _by_divisions(
    schedules: Sequence[Schedule],
    uplift: Fraction | int | None,
    comparison: Comparison | None = None,
) -> ByDivisions:
    window = Window.around(schedule.window for schedule in schedules)
    found = tuple(divisions(schedule, window) for schedule in schedules)
    worth = None if uplift is None else exact(uplift)
    return ByDivisions(tuple(schedules), window, found, worth, comparison)
