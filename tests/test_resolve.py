"""``based_on`` carried out: what a change of quantity, window or share does to each profile."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from deliveries.case import Case, Tranche, find_scenario

AMOUNTS = """
unit: set
scenarios:
  a:
    kind: plan
    tranches:
      - window: 1951-01..1951-03
        amounts: {1951-01: 1, 1951-03: 3}
        assumed: {amounts: read off a chart, window: the quarter}
  weighed:
    kind: plan
    tranches: [{quantity: 4, window: 1951-01..1951-02, weights: [1, 3]}]
  monthly:
    kind: plan
    tranches: [{quantity: 4, window: 1951-01..1951-02, monthly: 1/2}]
  open:
    kind: plan
    tranches: [{quantity: 4, window: 1951-01..1951-02}]
"""


def changed(case: Case, name: str = "b") -> Tranche:
    (tranche,) = find_scenario(case.requests["test"], name).tranches
    return tranche


def by_month(tranche: Tranche) -> dict[str, Fraction]:
    return {str(month): amount for month, amount in (tranche.amounts or {}).items()}


def base(change: str, of: str = "a") -> str:
    return f"{AMOUNTS}  b: {{kind: counterfactual, based_on: {of}, {change}}}\n"


def test_another_quantity_falls_in_the_proportions_of_the_amounts(
    in_case: Callable[[str], Case],
) -> None:
    tranche = changed(in_case(base("quantity: 8")))
    assert (tranche.weights, tranche.amounts) == ((1, 0, 3), None)


def test_another_quantity_keeps_its_weights(in_case: Callable[[str], Case]) -> None:
    assert changed(in_case(base("quantity: 8", "weighed"))).weights == (1, 3)


def test_amounts_move_with_the_window(in_case: Callable[[str], Case]) -> None:
    tranche = changed(in_case(base("window: 1952-02..1952-04")))
    assert by_month(tranche) == {"1952-02": 1, "1952-04": 3}


def test_where_nothing_is_said_nothing_is_said_of_other_months_either(
    in_case: Callable[[str], Case],
) -> None:
    tranche = changed(in_case(base("window: 1952", "open")))
    assert (tranche.profile, tranche.stated) == (None, False)


@pytest.mark.parametrize(
    ("of", "months"), [("a", "1951-01..1951-04"), ("weighed", "1951-01..1951-04")]
)
def test_a_monthly_share_takes_the_place_of_amounts_and_weights(
    in_case: Callable[[str], Case], of: str, months: str
) -> None:
    tranche = changed(in_case(base("monthly: 1/4", of)))
    assert (tranche.amounts, tranche.weights, str(tranche.window)) == (None, None, months)
    assert str(tranche.quantity) == "4"


def test_what_comes_evenly_comes_evenly_in_other_months(in_case: Callable[[str], Case]) -> None:
    tranche = changed(in_case(base("window: 1952", "monthly")))
    assert (tranche.profile, tranche.monthly) == ("even", None)


def test_a_share_may_take_a_century(in_case: Callable[[str], Case]) -> None:
    assert len(changed(in_case(base("monthly: 1/1200", "open"))).window) == 1200


def test_an_assumption_goes_with_the_figure_that_it_is_about(
    in_case: Callable[[str], Case],
) -> None:
    moved = changed(in_case(base("window: 1952-02..1952-04")))
    assert {key: each.why for key, each in moved.assumed.items()} == {"amounts": "read off a chart"}
    assert "window" in changed(in_case(base("quantity: 8"))).assumed


def test_what_is_resolved_has_no_changes_left(in_case: Callable[[str], Case]) -> None:
    request = in_case(base("shift: 1, tranche: 1, quantity: 8")).requests["test"]
    resolved = find_scenario(request, "b")
    assert (resolved.based_on, resolved.tranche, resolved.shift) == (None, None, None)
    assert resolved.changes == []
    assert (request.scenarios["b"].shift, request.scenarios["b"].based_on) == (1, "a")
