"""A case and its results stay what they are: no mapping in them takes another value."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import deliveries
from deliveries.case import Case
from deliveries.months import Date
from deliveries.results import Frozen

CHANGES: tuple[Callable[[Any], object], ...] = (
    lambda held: held.clear(),
    lambda held: held.update(new=1),
    lambda held: held.setdefault("new", 1),
    lambda held: held.pop(next(iter(held), "new")),
    lambda held: held.popitem(),
    lambda held: held.__setitem__("new", 1),
    lambda held: held.__delitem__(next(iter(held), "new")),
    lambda held: held.__ior__({"new": 1}),
)
MADE: dict[str, Callable[[Case], Case]] = {
    "read": lambda case: case,
    "part": lambda case: deliveries.extract(case, "sixty-divisions", ["general-staff"]),
    "past": lambda case: deliveries.said_by(case, Date.parse("1951-06-22")),
    "limited": lambda case: deliveries.under_capacity(case, 8),
    "changed": lambda case: deliveries.what_if(case, "general-staff", {"shift": 1}).comparison.case,
    "sent": lambda case: pickle.loads(pickle.dumps(case)),  # noqa: S301  # our own
}


def held_in(value: Any) -> Iterator[dict[Any, Any] | list[Any]]:
    """Yield every mapping and list within a value."""
    if isinstance(value, dict | list):
        yield value
    inner = value
    if isinstance(value, deliveries.Case) or hasattr(value, "model_fields_set"):
        inner = [each for _, each in value]
    elif isinstance(value, dict):
        inner = list(value.values())
    if isinstance(inner, list | tuple):
        for each in inner:
            yield from held_in(each)


@pytest.mark.parametrize("made", MADE)
def test_no_mapping_of_a_case_can_be_changed(shipped: Case, made: str) -> None:
    case = MADE[made](shipped)
    found = list(held_in(case))
    assert len(found) >= 12
    assert [each for each in found if type(each) is not Frozen] == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_mapping_stays_what_it_is(shipped: Case, change: Callable[[Any], object]) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    entry = comparison.entries[0]
    for held in (shipped.requests, entry.schedule.items, entry.items, entry.items[None].measures):
        before = dict(held)
        with pytest.raises(TypeError, match="cannot be changed"):
            change(held)
        assert held == before


def test_other_readings_stay_what_they_are() -> None:
    other = deliveries.parse_case(
        "title: T\nrequests: {a: {title: A, recipient: B, supplier: C, unit: gun, scenarios: {p: "
        "{kind: plan, tranches: [{quantity: 5, window: 1951, assumed: {window: {why: so, or: "
        "[[1951, 1953]]}, quantity: {why: so, or: [{from: 1, to: 2}]}}}]}}}}"
    )
    assert [each for each in held_in(other) if type(each) is not Frozen] == []
    assert deliveries.parse_case(deliveries.case_yaml(other)) == other
