"""Sweeps: a scenario in many variants, over one or two of its what-if options.

Convention: a variant is what `deliveries.analysis.whatif` makes of the same changes, measured
against the scenario as it stands. The case has passed its checks and the scenario is scheduled
once; of each variant only the altered scenario is checked, scheduled and measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from deliveries.analysis.comparison import Comparison, side_by_side
from deliveries.analysis.measures import MEASURES, Measured
from deliveries.analysis.whatif import altered, unused_id, with_variant
from deliveries.case import find_request, find_scenario
from deliveries.case.models import CHANGES
from deliveries.case.resolve import only_item, resolve_all
from deliveries.errors import (
    ChangeError,
    DeliveriesError,
    RangeError,
    UnknownNameError,
    UnreadableError,
    did_you_mean,
)
from deliveries.numbers import parse_exact
from deliveries.results import Result
from deliveries.schedule import ScenarioScheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from deliveries.case import Case, Scenario
    from deliveries.schedule import ItemSchedule

    Values = tuple[Fraction | int, ...]
    MeasuredItems = dict[str | None, dict[str, Measured]]

AXES = ("capacity", "shift", "quantity")
"""The options that can be swept."""
MOST_VARIANTS = 10_000
"""The most variants of one sweep."""
SWEPT_MEASURES = tuple(name for name in MEASURES if not name.startswith("by_known"))
"""The measures of a variant: what is there by the last known month is of another month in each."""
_DEFAULTS = ("complete", "mean_wait", "total")
"""The measure that is taken if none is named: the first that says anything."""


class Variant(NamedTuple):
    """One variant of the scenario."""

    values: tuple[Fraction | int, ...]
    """What each option that is swept is in it, in the order of `Sweep.swept`."""
    measured: MeasuredItems
    """Its measures by item; empty if it is not possible."""
    why: str = ""
    """Why it is not possible."""


@dataclass(frozen=True)
class Sweep(Result):
    """A scenario in many variants."""

    result: ClassVar[str] = "sweep"
    comparison: Comparison
    """The scenario alone, as it stands."""
    swept: dict[str, Values]
    """What one or two options are, in rising order: one a month, in months, or in units."""
    fixed: Scenario | None
    """What else is changed in each variant; None for nothing."""
    limited: str | None
    """The item that a swept capacity is of; None without items."""
    items: tuple[str | None, ...]
    """What is measured: an item, all items, or under None the request's unit."""
    measure: str
    """The measure that is spoken of and drawn."""
    measures: tuple[str, ...]
    """All measures that are worked out."""
    variants: tuple[Variant, ...]
    """The options' values in order, those of the last changing fastest."""


def read_values(text: str) -> tuple[Fraction, ...]:
    """Read what an option is swept over: ``2..12``, ``1/3..2:1/3``, ``4,6,8``; exact, rising.

    A range has its first value, and the last if its steps lead there. Raises `UnreadableError`.

    >>> [str(each) for each in read_values("1/3..1:1/3")]
    ['1/3', '2/3', '1']
    """
    if (dots := text.replace("…", "..").replace("...", "..")) != text:
        raise UnreadableError(f"'{text}' is not a range", f"write {dots}")
    if ".." not in text:
        return _in_order(_signed(each) for each in text.split(","))
    bounds, has_step, step_text = text.partition(":")
    low_text, _, high_text = bounds.partition("..")
    if not (low_text.strip() and high_text.strip()):
        raise UnreadableError(f"the range '{text}' is open", "write both its ends: 2..12")
    if "," in bounds:
        hint = "write 2..12, or 4,6,8; digits have no separators"
        raise UnreadableError(f"'{text}' is neither a range nor a list", hint)
    low, high = _signed(low_text), _signed(high_text)
    step = parse_exact(step_text.strip()) if has_step else Fraction(1)
    if not step:
        raise UnreadableError("a step of nought leads nowhere", "write a step above 0")
    if high < low:
        turned = f"{high_text.strip()}..{low_text.strip()}{text[len(bounds) :]}"
        raise UnreadableError(f"the range '{text}' ends before it begins", f"write {turned}")
    count = (high - low) // step + 1
    if count > MOST_VARIANTS:
        raise _too_many(count)
    return tuple(low + at * step for at in range(count))


def sweep(
    case: Case,
    name: str,
    swept: Mapping[str, str | Iterable[Any]],
    *,
    changes: Mapping[str, Any] | None = None,
    item: str | None = None,
    request: str | None = None,
    measure: str | None = None,
    whole: bool = False,
    told: Callable[[int, int], object] | None = None,
) -> Sweep:
    """Measure a scenario for each value of one or two of its capacity, shift and quantity.

    ``swept`` has their values, or a text such as ``"2..12"`` that `read_values` reads; ``changes``
    what else is changed in each variant, as `what_if` takes it. ``item`` is what a capacity limits
    and what is measured, or a sum that is measured; all items and sums otherwise. Without a
    ``measure`` one option has all of them, and two have ``complete``. ``told`` is called with how
    many variants are done, and of how many. Raises `UnknownNameError`, `RangeError` for too many
    variants or options, `ChangeError` if none of them is possible, and what scheduling the scenario
    as it stands raises.
    """
    request_id, asked = find_request(case, request)
    find_scenario(asked, name)
    if item is not None:
        only_item(asked, item)  # which says so if there is none
    if measure is not None and measure not in SWEPT_MEASURES:
        hint = did_you_mean(measure, SWEPT_MEASURES, "one of: ")
        raise UnknownNameError(f"there is no measure '{measure}' of a variant", hint)
    values = _values(swept)
    fixed = {key: each for key, each in (changes or {}).items() if each is not None}
    if both := [key for key in fixed if key in values]:
        raise RangeError(f"'{both[0]}' is swept, and changed otherwise", "give it once")
    stands = _Stands(case, request_id, name, item, whole=whole)
    main = measure or stands.usual_measure
    measures = (main,) if measure or len(values) > 1 else SWEPT_MEASURES
    variants: list[Variant] = []
    total, refused = prod(map(len, values.values())), None
    for combined in product(*values.values()):
        given: dict[str, Any] = {**fixed, **dict(zip(values, combined, strict=True))}
        if "capacity" in values:
            limit = {"limit": given["capacity"]}
            given["capacity"] = [limit | {"item": item} if item else limit]
        try:
            variants.append(Variant(combined, stands.measured(given, measures)))
        except DeliveriesError as error:
            refused = refused or error
            variants.append(Variant(combined, {}, str(error).split("\n", 1)[0]))
        if told:
            told(len(variants), total)
    if refused and not any(variant.measured for variant in variants):
        raise refused
    changed = None
    if any(key in CHANGES for key in fixed):  # and not only which tranche is swept
        changed = altered(asked, name, fixed)
    items = tuple(stands.items)
    return Sweep(stands.alone, values, changed, item, items, main, measures, tuple(variants))


class _Stands:
    """A scenario as it stands, scheduled once, and what is needed to alter it many times."""

    def __init__(
        self, case: Case, request: str, name: str, item: str | None, *, whole: bool
    ) -> None:
        """Schedule the scenario. Raises what that raises, and `UnknownNameError` for the item."""
        self.case, self.request, self.name, self.whole = case, request, name, whole
        self.asked = case.requests[request]
        self.base = Kept(case, name, request=request, whole=whole)
        self.alone = side_by_side(case, request, {name: self.base}, name)
        self.items = self.alone.items if item is None else [item]
        if item is not None and item not in self.alone.items:
            hint = f"it has: {', '.join(map(str, self.alone.items))}"
            raise UnknownNameError(f"'{name}' has nothing of '{item}' that counts", hint)
        self.made = unused_id(self.asked, "what-if")
        self.resolved, _ = resolve_all(self.asked)

    @property
    def usual_measure(self) -> str:
        """Return the first measure that says anything of it."""
        items = self.alone.each_item(self.items)
        found = [compared[self.name].measures for _, _, compared in items]
        said = (each for each in _DEFAULTS if any(of[each] != Measured() for of in found))
        return next(said, _DEFAULTS[0])

    def measured(self, changes: Mapping[str, Any], measures: Sequence[str]) -> MeasuredItems:
        """Alter the scenario and measure it against itself. Raises `DeliveriesError`."""
        about = (self.request, self.name, self.made)
        case = with_variant(self.case, *about, changes, self.resolved)
        variant = Kept(case, self.made, request=self.request, whole=self.whole)
        schedulers: dict[str, ScenarioScheduler] = {self.name: self.base, self.made: variant}
        both = side_by_side(case, self.request, schedulers, self.name)
        of_items: MeasuredItems = {}
        for item, _, compared in both.each_item(self.items):
            mine = compared[self.made]
            of_items[item] = {name: MEASURES[name].work_out(mine) for name in measures}
        return of_items


class Kept(ScenarioScheduler):
    """A scheduler that keeps what it has scheduled: a calendar and a comparison ask for both."""

    def __init__(self, *about: Any, **terms: Any) -> None:
        super().__init__(*about, **terms)
        self._done: dict[str | None, ItemSchedule | None] = {}

    def item(self, item: str | None) -> ItemSchedule | None:
        """Schedule an item, or return it as it was."""
        if item not in self._done:
            self._done[item] = super().item(item)
        return self._done[item]


def _values(swept: Mapping[str, str | Iterable[Any]]) -> dict[str, Values]:
    """Return what one or two options are swept over. Raises `RangeError` and `ChangeError`."""
    if unknown := [key for key in swept if key not in AXES]:
        raise RangeError(f"'{unknown[0]}' cannot be swept", f"one or two of: {', '.join(AXES)}")
    if not 1 <= len(swept) <= 2:
        reason = f"{len(swept) or 'no'} options are swept"
        raise RangeError(reason, f"sweep one or two of: {', '.join(AXES)}")
    values: dict[str, Values] = {}
    for key in (each for each in AXES if each in swept):
        given = swept[key]
        try:
            numbers = given if isinstance(given, str) else map(_signed, given)
            found = read_values(numbers) if isinstance(numbers, str) else _in_order(numbers)
        except UnreadableError as reason:
            raise ChangeError([(f"{key}: {reason}", reason.hint)]) from None
        values[key] = found
        if key == "shift":
            if part := next((each for each in found if each.denominator != 1), None):
                message = f"shift: {part} is not a whole number of months"
                raise ChangeError([(message, "take steps of whole months")])
            values[key] = tuple(map(int, found))
    count = prod(map(len, values.values()))
    if count == 0:
        raise RangeError("there is no value to sweep over")
    if count > MOST_VARIANTS:
        many = _too_many(count)
        raise RangeError(str(many), many.hint)
    return values


def _signed(value: str | Fraction | int) -> Fraction:
    """Read a number that may be below nought. Raises `UnreadableError`."""
    if isinstance(value, float):
        message = f"{value!r} is a binary float, which is not exact"
        raise UnreadableError(message, "use text or Fraction")
    text = str(value).strip()
    negative = text.startswith(("-", "−"))
    number = parse_exact(text[negative:] if negative else text.removeprefix("+"))
    return -number if negative else number


def _in_order(found: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Sort numbers. Raises `UnreadableError` if one is there twice."""
    values = sorted(found)
    for one, other in pairwise(values):
        if one == other:
            raise UnreadableError(f"{one} is in this list twice", "name it once")
    return tuple(values)


def _too_many(count: int) -> UnreadableError:
    hint = f"there are {MOST_VARIANTS:,} at most: take larger steps"
    return UnreadableError(f"that makes {count:,} variants", hint)
