"""What must hold between the parts of a case, where no file of bad input has it."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from deliveries.case import Case
from deliveries.case.checks.parts import is_whole
from deliveries.errors import CaseError


@pytest.mark.parametrize(
    ("number", "lot", "whole"),
    [
        ("3/2", "1/2", True),
        ("3/4", "1/2", False),
        ("4", "2", True),
        ("3", "2", False),
        ("2", "2/3", True),
        ("1", "2/3", False),
        ("1/7", None, True),
    ],
)
def test_a_whole_number_of_lots(number: str, lot: str | None, whole: bool) -> None:
    assert is_whole(Fraction(number), Fraction(lot) if lot else None) is whole


ITEMS = """
opens: 1951-03
items: {guns: {unit: gun, quantity: 4}, rounds: {unit: round}}
scenarios: {a: {kind: plan, tranches: [%s]}}
"""


@pytest.mark.parametrize(
    ("tranche", "code", "message"),
    [
        (
            "{item: guns, quantity: 5, window: 1951-03}",
            "too-much",
            "the tranches make 5 of guns; the request is for 4",
        ),
        (
            "{share: 1, quantity: 3, window: 1951-03}",
            "share-beside-quantity",
            "a share is of every item, so it has no item, quantity or amounts of its own",
        ),
        (
            "{share: 1, amounts: {1951-03: 3}, window: 1951-03}",
            "share-beside-quantity",
            "a share is of every item, so it has no item, quantity or amounts of its own",
        ),
        (
            "{share: 1, item: guns, window: 1951-03}",
            "share-beside-quantity",
            "a share is of every item, so it has no item, quantity or amounts of its own",
        ),
    ],
)
def test_a_tranche_that_does_not_fit(
    in_case: Callable[[str], Case], tranche: str, code: str, message: str
) -> None:
    with pytest.raises(CaseError) as caught:
        in_case(ITEMS % tranche)
    assert [(each.code, each.message) for each in caught.value.problems] == [(code, message)]


def test_what_comes_before_the_opening_may_be_more(in_case: Callable[[str], Case]) -> None:
    in_case(ITEMS % "{item: guns, quantity: 5, window: 1951-02}")
    in_case(ITEMS % "{item: rounds, quantity: 5, window: 1951-03}")
