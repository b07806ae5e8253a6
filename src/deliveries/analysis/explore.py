"""Scenarios with each capacity and shift that a reader may choose, worked out beforehand.

Convention: one scenario is altered at a time, or all have one capacity; a record is what came, and
is never altered. Capacities go up in round steps to more than any month is planned to bring.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from deliveries.analysis.comparison import Comparison, compare_scenarios, side_by_side
from deliveries.analysis.sweep import Kept
from deliveries.analysis.whatif import unused_id, with_variant
from deliveries.case import find_request
from deliveries.case.derived import under_capacity
from deliveries.case.resolve import resolve_all
from deliveries.errors import DeliveriesError, RangeError
from deliveries.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deliveries.case import Case
    from deliveries.case.scenario_checks import Resolved
    from deliveries.schedule import ScenarioScheduler

MOST_SCENARIOS = 12
"""The most that are explored side by side: more lines nobody can tell apart."""
MOST_ITEMS = 40
"""The most that one page has: it is worked out for each of them."""
CAPACITIES = 11
SHIFTS = (-3, -2, -1, 0, 1, 2, 3)
MOST_NUMBERS = 100_000
"""Beyond so many months of all scenarios in all states, shifts and then capacities are left out."""


class State(NamedTuple):
    """What a reader has chosen."""

    scenario: str | None = None
    """The one that is altered; None where nothing is, or where all have one capacity."""
    capacity: Fraction | None = None
    """The most a month, in the item's unit."""
    shift: int = 0
    """Months; earlier if negative."""


@dataclass(frozen=True)
class Explored:
    """One item (or the request's unit) and what may be chosen for it."""

    item: str | None
    comparison: Comparison
    """As it is."""
    command: str
    """The command line that compares the same."""
    capacities: tuple[Fraction, ...]
    shifts: tuple[int, ...]

    def option(self, state: State) -> str:
        """Return what the command line adds for a state: ``--change general-staff:shift=-3``."""
        limit = f"{self.item}={state.capacity}" if self.item else f"{state.capacity}"
        if state.scenario is None:
            return "" if state.capacity is None else f"--capacity {limit}"
        changes = [f"capacity={limit}"] if state.capacity is not None else []
        changes += [f"shift={state.shift}"] if state.shift else []
        return f"--change {shlex.quote(state.scenario + ':' + ','.join(changes))}"

    @property
    def alterable(self) -> list[str]:
        """Return the scenarios that may be altered."""
        own = self.comparison.schedulers.items()
        return [name for name, each in own if each.scenario.kind != "record"]

    def states(self) -> Iterator[tuple[State, Comparison | None]]:
        """Work out every state; None for what is not possible."""
        for capacity in (None, *self.capacities):
            yield State(None, capacity), self.compared(State(None, capacity))
            for name in self.alterable:
                for shift in self.shifts:
                    if capacity is not None or shift:
                        state = State(name, capacity, shift)
                        yield state, self.compared(state)

    def compared(self, state: State) -> Comparison | None:
        """Compare the scenarios in a state; None if that is not possible."""
        here = self.comparison
        limit = {"limit": str(state.capacity), **({"item": self.item} if self.item else {})}
        limits = None if state.capacity is None else [limit]
        try:
            if state.scenario is not None:
                changes = {"capacity": limits, "shift": str(state.shift) if state.shift else None}
                found = self._altered(state.scenario, changes)
            elif limits:
                found = here.again(under_capacity(here.case, limits, here.request_id))
            else:
                found = here
            _ = found.entries  # which works all of it out
        except DeliveriesError:
            return None
        return found

    def _altered(self, name: str, changes: Mapping[str, Any]) -> Comparison:
        """Compare with one scenario altered; the others are scheduled once for all states."""
        here, request_id = self.comparison, self.comparison.request_id
        made = unused_id(here.case.requests[request_id], "what-if")
        case = with_variant(here.case, request_id, name, made, changes, self._resolved)
        altered = Kept(case, made, request=request_id, item=self.item)
        schedulers: dict[str, ScenarioScheduler] = {
            made if each == name else each: altered if each == name else kept
            for each, kept in self._kept.items()
        }
        baseline = made if here.baseline == name else here.baseline
        return side_by_side(case, request_id, schedulers, baseline)

    @cached_property
    def _resolved(self) -> Resolved:
        return resolve_all(self.comparison.case.requests[self.comparison.request_id])[0]

    @cached_property
    def _kept(self) -> dict[str, ScenarioScheduler]:
        here = self.comparison
        return {
            name: Kept(here.case, name, request=here.request_id, item=self.item)
            for name in here.schedulers
        }


@dataclass(frozen=True)
class Exploration(Result):
    """Scenarios side by side, with all that a reader may choose."""

    result: ClassVar[str] = "exploration"
    comparison: Comparison
    """As it is."""
    explored: tuple[Explored, ...]
    """Each item, or the request's unit alone."""
    guess: bool = False
    """Whether the others are hidden at first, until somebody has guessed."""


def explore(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    item: str | None = None,
    guess: bool = False,
    file: str | None = None,
) -> Exploration:
    """Return scenarios of a request with all that a reader may choose for them.

    An ``item`` is the only one that is explored. With ``guess`` the others are hidden until
    somebody has guessed. ``file`` is what the command line calls the case file; None is the one
    that ships. Raises as `compare_scenarios` does, and `RangeError` for more scenarios than
    `MOST_SCENARIOS` or more items than `MOST_ITEMS`.
    """
    request_id, _ = find_request(case, request)
    comparison = compare_scenarios(case, names, request=request_id, baseline=baseline, item=item)
    if len(comparison.schedulers) > MOST_SCENARIOS:
        count = len(comparison.schedulers)
        hint = f"name {MOST_SCENARIOS} of them at most"
        raise RangeError(f"{count:,} scenarios are too many to explore side by side", hint)
    explored = []
    items = [each for each in comparison.items if each in comparison.request.things]  # no sums
    if len(items) > MOST_ITEMS:
        hint = "name one of them: --item"
        raise RangeError(f"{len(items):,} items are too many to explore on one page", hint)
    for each in items:
        own, having, base = comparison, list(names), baseline
        there = [entry.id for entry in comparison.entries if each in entry.items]
        if each is not None or len(there) < len(comparison.entries):  # some may have top-ups alone
            having = there
            base = comparison.baseline if comparison.baseline in having else having[0]
            own = compare_scenarios(case, having, request=request_id, baseline=base, item=each)
        words = ["deliveries", "compare", *having]
        words += ["-f", file] if file else []
        words += ["-r", request_id] if request_id != next(iter(case.requests)) else []
        words += ["--baseline", base] if base else []
        words += ["--item", each] if each else []
        command = shlex.join(words)
        found = Explored(each, own, command, _capacities(own, each), SHIFTS)
        at_once = (found.compared(State(None, limit)) for limit in (None, *found.capacities))
        months = sum(len(compared.window) for compared in at_once if compared)
        numbers = len(items) * len(own.schedulers) * len(found.alterable) * months
        if numbers * len(SHIFTS) > MOST_NUMBERS:
            found = replace(found, shifts=(0,))
        if numbers > MOST_NUMBERS:
            found = replace(found, capacities=())
        explored.append(found)
    return Exploration(comparison, tuple(explored), guess)


def _capacities(comparison: Comparison, item: str | None) -> tuple[Fraction, ...]:
    """Return round numbers from little to more than any month is planned to bring."""
    most = Fraction(0)
    for entry in comparison.entries:
        if item in entry.items and entry.schedule.scenario.kind != "record":
            series = entry.items[item].series
            grains = max((each or 0 for each in series.delivered), default=0)
            most = max(most, Fraction(grains, series.grain))
    if not most:
        return ()
    step = Fraction(1)
    while step > most:
        step /= 10
    while step * 10 * CAPACITIES <= most:
        step *= 10
    lot = comparison.request.things[item].lot
    step = next(step * each for each in (1, 2, 5, 10) if step * each * CAPACITIES >= most)
    step = -(-step // lot) * lot if lot else step
    return tuple(step * at for at in range(1, CAPACITIES + 1))
