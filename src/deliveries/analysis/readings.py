"""Readings: what is compared, in every way in which its documents can be read.

Convention: the first reading takes everything as it stands in the case file; the others follow in
the order of the choices, the last of them changing fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.analysis.comparison import Comparison, compare_scenarios
from deliveries.analysis.measures import MEASURES, NOT_REACHED, Measured
from deliveries.case import Choice, alternatives, with_reading
from deliveries.errors import ChangeError
from deliveries.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from deliveries.analysis.measures import Amount, Need
    from deliveries.case import Case
    from deliveries.months import Date, Month

    Measures = dict[tuple[str, str | None], dict[str, Measured]]
    """The measures of each scenario and item, by their names."""

MOST_READINGS = 1000
"""Up to how many combinations each is read; of more, each alternative by itself."""
_CERTAINTIES = ("impossible", "possible", "certain")
Taken = tuple[int, ...]
"""A reading: of each choice, 0 for what stands in the file, or the number of its alternative."""


class Moved(NamedTuple):
    """One measure of one scenario and item, over all readings."""

    scenario: str
    item: str | None
    measure: str
    stands: Measured
    """As the case file has it."""
    least: Measured
    """The least that each of its three numbers is in any reading."""
    most: Measured
    """The most that each of them is."""
    evenly_by: tuple[str, ...]
    """The ids of the choices that move its even value."""
    range_by: tuple[str, ...]
    """The ids of the choices that move what the sources allow."""

    @property
    def evenly_moves(self) -> bool:
        """Tell if its even value is another in another reading."""
        return self.least.value != self.most.value

    @property
    def range_moves(self) -> bool:
        """Tell if what the sources allow is more or less in another reading."""
        return self.least[1:] != self.most[1:]

    @property
    def moves(self) -> bool:
        """Tell if any of it is another number in another reading."""
        return self.least != self.most


@dataclass(frozen=True)
class Readings(Result):
    """A comparison in every reading of its documents."""

    result: ClassVar[str] = "readings"
    comparison: Comparison
    """As everything stands in the case file."""

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Return all that could be taken otherwise, of what the scenarios rest on."""
        return tuple(alternatives(self.comparison.request, self.comparison.schedulers))

    @property
    def is_every(self) -> bool:
        """Tell if every combination is a reading: else each alternative is one by itself."""
        return prod(choice.size + 1 for choice in self.choices) <= MOST_READINGS

    @cached_property
    def every(self) -> list[Taken]:
        """Return what is taken in each: every combination, or each alternative by itself."""
        sizes = [choice.size for choice in self.choices]
        if self.is_every:
            return list(product(*(range(size + 1) for size in sizes)))
        stands = (0,) * len(sizes)
        found: list[Taken] = [stands]
        for at, size in enumerate(sizes):
            found += ((*stands[:at], each, *stands[at + 1 :]) for each in range(1, size + 1))
        return found

    def read(self, taken: Taken) -> Comparison:
        """Compare in one reading. Raises `ChangeError` if its alternatives do not go together."""
        here = self.comparison
        if not any(taken):
            return here
        chosen = {choice.id: at for choice, at in zip(self.choices, taken, strict=True)}
        return here.again(with_reading(here.case, here.request_id, chosen))

    def comparisons(self) -> Iterator[tuple[Taken, Comparison | None]]:
        """Yield every reading; None where its alternatives do not go together."""
        for taken in self.every:
            try:
                yield taken, self.read(taken)
            except ChangeError:
                yield taken, None

    @property
    def measured(self) -> dict[Taken, Measures]:
        """Return the measures of each scenario and item, by the reading; of those that fit."""
        return self._worked_out[0]

    @property
    def needs(self) -> dict[str | None, set[Need]]:
        """Return what the measures of each item are taken against, in any reading."""
        return self._worked_out[1]

    @cached_property
    def _worked_out(self) -> tuple[dict[Taken, Measures], dict[str | None, set[Need]]]:
        """Return the measures by the reading, and what they are taken against by the item."""
        # most are alike, and held once; nought months are not nought units
        seen: dict[tuple[str, Measured], Measured] = {}
        found: dict[Taken, Measures] = {}
        needs: dict[str | None, set[Need]] = {}
        for taken, comparison in self.comparisons():
            if comparison is None:
                continue
            measures = found[taken] = {}
            for item, _, compared in comparison.each_item():
                for name, of_item in compared.items():
                    needs.setdefault(item, set()).add(of_item.need)
                    measures[name, item] = {
                        each: seen.setdefault((each, value), value)
                        for each, value in of_item.measures.items()
                    }
        return found, needs

    @cached_property
    def unfit(self) -> int:
        """Count the combinations that are no reading, as their alternatives do not fit."""
        return len(self.every) - len(self.measured)

    @cached_property
    def moved(self) -> list[Moved]:
        """Return every measure that says anything in any reading, over all of them."""
        rows = []
        stands = (0,) * len(self.choices)
        for name, item in dict.fromkeys(key for of in self.measured.values() for key in of):
            for measure in MEASURES:
                along = {
                    taken: of[name, item][measure] if (name, item) in of else Measured()
                    for taken, of in self.measured.items()
                }
                if set(along.values()) == {Measured()}:
                    continue
                ordered = [
                    sorted(set(each), key=in_order) for each in zip(*along.values(), strict=True)
                ]
                least = Measured(*(each[0] for each in ordered))
                most = Measured(*(each[-1] for each in ordered))
                by = self._moved_by(along)
                rows.append(Moved(name, item, measure, along[stands], least, most, *by))
        return rows

    def _moved_by(self, along: dict[Taken, Measured]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the choices that alone change the even value, and those that change the range."""
        evenly, ranges = [], []
        for at, choice in enumerate(self.choices):
            pairs = []
            for taken, one in along.items():
                other = along.get((*taken[:at], 0, *taken[at + 1 :]))
                if taken[at] and other is not None:
                    pairs.append((one, other))
            if any(one.value != other.value for one, other in pairs):
                evenly.append(choice.id)
            if any(one[1:] != other[1:] for one, other in pairs):
                ranges.append(choice.id)
        return tuple(evenly), tuple(ranges)


def compare_readings(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
    as_of: Date | None = None,
    item: str | None = None,
) -> Readings:
    """Compare scenarios in every reading of what their documents leave open.

    Up to `MOST_READINGS` combinations each is a reading; of more, each alternative is taken by
    itself. With ``as_of`` only what had been said by that day is read, with an ``item`` only of
    that. Raises what `compare_scenarios` does, and, as readings are worked out, `LotError` and
    `CapacityError`.
    """
    comparison = compare_scenarios(
        case, names, request=request, baseline=baseline, whole=whole, as_of=as_of, item=item
    )
    return Readings(comparison)


def in_order(amount: Amount) -> tuple[int, Fraction | int | Month]:
    """Return what amounts of one measure are sorted by: what is not reached or open is last."""
    if amount is None:
        return (2, 0)
    if amount == NOT_REACHED:
        return (1, 0)
    if isinstance(amount, str):
        return (0, _CERTAINTIES.index(amount))
    return (0, amount)
