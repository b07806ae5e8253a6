"""Every way in which small plans may be kept lies within what is said of them.

A plan is tried in whole units: every amount that its quantities allow (a lower bound with up to two
more), every division among its months, and what a capacity lets through of it. No number comes
from the package: a month is a place from 0, a way what is due in each month.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deliveries import compare_scenarios, needed_capacity, schedule_scenario
from deliveries.errors import CaseError
from deliveries.months import Month
from deliveries.read import parse_case
from tests.conftest import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Compared
    from deliveries.case import Case

FIRST = Month.parse("1951-01")
MONTHS = 16
"""So many, beyond which nothing of such plans can be held back."""
MORE = 2
"""How much more than a lower bound is tried, and how far a range goes."""
Way = tuple[int, ...]
Numbers = dict[str, object]


class Part(NamedTuple):
    """A tranche: its quantity, and its months as places."""

    kind: str
    amount: int
    begin: int
    end: int

    def text(self) -> str:
        amounts = {"exact": str(self.amount), "balance": "balance"}
        amounts["from"] = f"{{from: {self.amount}, to: {self.amount + MORE}}}"
        amount = amounts.get(self.kind, f"{{{self.kind}: {self.amount}}}")
        return f"quantity: {amount}, window: {FIRST + self.begin}..{FIRST + self.end}"

    def ways(self) -> Iterator[Way]:
        amounts = {
            "exact": range(self.amount, self.amount + 1),
            "at_most": range(self.amount + 1),
            "at_least": range(self.amount, self.amount + MORE + 1),
            "from": range(self.amount, self.amount + MORE + 1),
        }
        months = self.end - self.begin + 1
        for amount in amounts[self.kind]:
            for cuts in product(range(amount + 1), repeat=months - 1):
                if list(cuts) == sorted(cuts):
                    ends = (0, *cuts, amount)
                    falls = [after - before for before, after in pairwise(ends)]
                    yield (*[0] * self.begin, *falls, *[0] * (MONTHS - self.end - 1))


class Plan(NamedTuple):
    """Tranches, and the most that comes in a month."""

    parts: list[Part]
    capacity: int | None
    kind: str = "plan"

    def due(self, quantity: int) -> set[Way]:
        """What may be due in each month; a balance is what is left of the quantity."""
        found = set()
        stated = [part for part in self.parts if part.kind != "balance"]
        for ways in product(*(part.ways() for part in stated)):
            due = tuple(map(sum, zip([0] * MONTHS, *ways, strict=True)))
            if stated == self.parts:
                found.add(due)
                continue
            (balance,) = (part for part in self.parts if part.kind == "balance")
            rest = balance._replace(kind="exact", amount=quantity - sum(due))
            if rest.amount >= 0:
                found |= {tuple(map(sum, zip(due, way, strict=True))) for way in rest.ways()}
        return found

    def there(self, due: Way) -> Way:
        """What comes of what is due: what waits, as far as the capacity lets it through."""
        waits, came = 0, []
        for amount in due:
            waits += amount
            came.append(waits if self.capacity is None else min(waits, self.capacity))
            waits -= came[-1]
        return tuple(came)

    @property
    def told(self) -> int:
        """How many months it tells of: a record says nothing after its last, or a lower bound."""
        if self.kind != "record":
            return MONTHS
        last = max(part.end for part in self.parts) + 1
        return min([last, *(part.begin for part in self.parts if part.kind == "at_least")])

    def text(self) -> str:
        lines = [
            f"    kind: {self.kind}",
            *[f"    capacity: {self.capacity}"] * (self.capacity is not None),
        ]
        lines.append("    tranches:")
        lines += [f"    - {{{part.text()}}}" for part in self.parts]
        return "\n".join(lines)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        begin = draw(st.integers(0, 2))
        kind = draw(st.sampled_from(["exact", "at_least", "at_most", "from"]))
        end = begin + draw(st.integers(0, 2))
        parts.append(Part(kind, draw(st.integers(0, 3)), begin, end))
    if draw(st.integers(0, 3)) == 0:
        return Plan(parts, None, "record")
    if all(part.kind != "at_least" for part in parts) and draw(st.booleans()):
        parts.append(parts.pop()._replace(kind="balance"))
    return Plan(parts, draw(st.sampled_from([None, None, 1, 2, 3])))


def case_of(plan: Plan, other: Plan, quantity: int, need: int) -> Case:
    keys = f"unit: gun\nlot: 1\ndated: {FIRST}\nquantity: {quantity}\nneeded_by: {FIRST + need}\n"
    scenarios = f"baseline: a\nscenarios:\n  a:\n{plan.text()}\n  b:\n{other.text()}\n"
    return case_from(keys + scenarios)


def case_from(request: str) -> Case:
    try:
        return parse_case(around(request))
    except CaseError:  # nothing in it, or more left out of it than there is
        assume(condition=False)
        raise


def measured(due: Way, there: Way, quantity: int, need: int) -> Numbers:
    """The measures of one way; those are left out that it has not."""
    to_date, owed = list(accumulate(there)), list(accumulate(due))
    found: Numbers = {"total": to_date[-1], "by_need": to_date[need], "peak": max(there)}
    found["shortfall"] = max(0, quantity - to_date[need])
    complete = first_with(to_date, quantity)
    if complete is not None:
        found["complete"] = FIRST + complete
        found["unit_months_short"] = sum(quantity - to_date[at] for at in range(need, complete))
    if any(there):
        waited = sum(at * amount for at, amount in enumerate(there))
        found["mean_wait"] = Fraction(waited, sum(there))
    waits = [first_with(to_date, owed[at]) for at in range(MONTHS) if due[at]]
    wants = [at for at in range(MONTHS) if due[at]]
    longest = [came - at for came, at in zip(waits, wants, strict=True) if came is not None]
    found["longest_wait"] = max(longest, default=0)
    return found


def first_with(to_date: list[int], amount: Fraction | int) -> int | None:
    return next((at for at in range(MONTHS) if to_date[at] >= amount), None)


def outside(ours: Compared, numbers: Numbers) -> list[str]:
    """The measures that do not have a number between their ends."""
    faults = []
    for name, number in numbers.items():
        found = ours.measures[name]
        ends = (found.at_least, found.at_most)
        if name == "complete" and not isinstance(found.at_least, Month):
            faults.append(f"{name}: {number} is not {found}")  # it is said never to be
        elif (found.value, *ends) == (None, None, None) or number in ends:
            continue
        elif any(end is not None and (end > number) is (at == 0) for at, end in enumerate(ends)):  # type: ignore[operator]
            faults.append(f"{name}: {number} is not {ends}")
    return faults


@given(plans(), plans(), st.integers(1, 6), st.integers(0, 4))
def test_every_way_lies_within_all_measures(
    plan: Plan, other: Plan, quantity: int, need: int
) -> None:
    comparison = compare_scenarios(case_of(plan, other, quantity, need))
    for entry, tried in zip(comparison.entries, (plan, other), strict=True):
        ours = entry.items[None]
        has_lower_bound = any(part.kind == "at_least" for part in tried.parts)
        ways = [(due, tried.there(due)) for due in tried.due(quantity)]
        totals = [list(accumulate(there)) for _, there in ways]
        for at in range(MONTHS):
            there = {to_date[at] for to_date in totals}
            assert ours.series.at(FIRST + at, "at_least") == min(there)
            most = ours.series.at(FIRST + at, "at_most")
            assert most is not None or has_lower_bound or tried.kind == "record"
            assert most is None or (most >= max(there) if has_lower_bound else most == max(there))
        for due, there_of in ways:
            assert outside(ours, measured(due, there_of, quantity, need)) == []
        latest = ours.measures["complete"].at_most
        if any(first_with(to_date, quantity) is None for to_date in totals):
            assert latest is None


@given(plans(), plans(), st.integers(1, 6))
def test_every_pair_of_ways_lies_within_what_is_said_of_both(
    plan: Plan, other: Plan, quantity: int
) -> None:
    base, theirs = (
        [list(accumulate(each.there(due))) for due in each.due(quantity)] for each in (plan, other)
    )
    assume(len(base) * len(theirs) < 5_000)
    comparison = compare_scenarios(case_of(plan, other, quantity, 0))
    ours = comparison.entries[1].items[None]
    begin, told = comparison.window.first - FIRST, min(plan.told, other.told)
    for one, another in product(base, theirs):
        gaps = [there - wanted for wanted, there in zip(one, another, strict=True)]
        numbers: Numbers = {"widest_gap": min([0, *gaps[:told]])}
        for name, part in (("late_half", Fraction(1, 2)), ("late_whole", Fraction(1))):
            both = [first_with(each, quantity * part) for each in (one, another)]
            if None not in both and ours.measures[name].value != "not reached":
                numbers[name] = (both[1] or 0) - (both[0] or 0)
        assert outside(ours, numbers) == []
        for place, said in enumerate(ours.behind[: told - begin]):
            is_behind = gaps[begin + place] < 0
            assert said in (None, "possible", "certain" if is_behind else "impossible")


@given(plans())
def test_what_a_way_needs_lies_within_the_needed_capacity(plan: Plan) -> None:
    free = Plan(plan.parts, None)
    case = case_of(free, free, 4, 0)
    (found,) = needed_capacity(schedule_scenario(case, "a"), FIRST + 4).answers
    due = 4
    for way in free.due(4):
        owed = (0, *accumulate(way))
        rates = [Fraction(owed[due + 1] - owed[at], due + 1 - at) for at in range(due + 1)]
        needed = -(-max(rates) // 1)  # in whole units
        assert found.at_least is None or found.at_least <= needed
        assert found.at_most is None or needed <= found.at_most


@pytest.mark.parametrize(
    ("part", "ways"),
    [
        (Part("exact", 2, 0, 1), {(2, 0), (1, 1), (0, 2)}),
        (Part("at_most", 1, 0, 1), {(0, 0), (1, 0), (0, 1)}),
        (Part("at_least", 0, 1, 1), {(0, 0), (0, 1), (0, 2)}),
    ],
)
def test_the_ways_that_are_tried(part: Part, ways: set[tuple[int, int]]) -> None:
    assert {way[:2] for way in part.ways()} == ways
    assert Plan([part], 1).there((3, 0, 1, *[0] * 13)) == (1, 1, 1, 1, *[0] * 12)


@given(plans(), plans(), st.integers(1, 4), st.integers(1, 4))
def test_every_way_of_two_items_lies_within_their_sum(
    plan: Plan, other: Plan, much: int, more: int
) -> None:
    kind = plan.kind if plan.kind == other.kind else "plan"
    items = {"x": (plan, much), "y": (other, more)}
    lines = [f"dated: {FIRST}", f"needed_by: {FIRST}", "sums: {all: {items: [x, y]}}", "items:"]
    lines += [f"  {name}: {{unit: gun, lot: 1, quantity: {of}}}" for name, (_, of) in items.items()]
    lines += ["scenarios:", "  a:", f"    kind: {kind}", "    tranches:"]
    limits = []
    for name, (each, _) in items.items():
        lines += [f"    - {{item: {name}, {part.text()}}}" for part in each.parts]
        if each.capacity is not None:
            limits.append(f"{{item: {name}, limit: {each.capacity}}}")
    lines += [f"    capacity: [{', '.join(limits)}]"] * bool(limits)
    ours = compare_scenarios(case_from("\n".join(lines))).entries[0].items.get("all")
    assume(ours is not None)
    assert ours is not None
    ways = [[(due, each.there(due)) for due in each.due(of)] for each, of in items.values()]
    assume(len(ways[0]) * len(ways[1]) < 2_000)
    for (due, there), (due_too, there_too) in product(*ways):
        both = tuple(map(sum, zip(due, due_too, strict=True)))
        came = tuple(map(sum, zip(there, there_too, strict=True)))
        numbers = measured(both, came, much + more, 0)
        del numbers["longest_wait"]  # each item has its own
        if kind == "record":  # what else it says is of the months that both tell of
            numbers = {"mean_wait": numbers["mean_wait"]} if "mean_wait" in numbers else {}
        assert outside(ours, numbers) == []
