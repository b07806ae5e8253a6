"""What must hold between the parts of a case, where no file of bad input has it."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.case import Case, Limit, Request, Scenario
from deliveries.case.checks import source_faults
from deliveries.case.scenario_checks import limit_faults, lot_faults
from deliveries.errors import CaseError
from deliveries.months import LAST_MONTH, Month, OpenWindow
from deliveries.read import load_case
from tests.conftest import ROOT


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
    faults = lot_faults((), Fraction(number), Fraction(lot) if lot else None)
    assert (not list(faults)) is whole


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
        ("{quantity: 5, window: 1951-03}", "no-item", "the tranche names no item"),
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


def test_a_fault_of_a_change_stands_at_the_change_that_makes_it(
    in_case: Callable[[str], Case],
) -> None:
    change = "{kind: plan, based_on: a, quantity: 5, window: 1951-02..1951-04}"
    with pytest.raises(CaseError) as caught:
        in_case(
            "unit: gun\nopens: 1951-03\nscenarios:\n"
            "  a: {kind: plan, tranches: [{quantity: 4, window: 1951-04}]}\n"
            f"  b: {change}\n"
        )
    (problem,) = caught.value.problems
    assert problem.code == "straddles-opens"
    assert problem.excerpt[problem.column - 1 :].startswith("1951-02..1951-04")


PRIMES = (
    1000003, 1000033, 1000037, 1000039, 1000081, 1000099, 1000117, 1000121, 1000133, 1000151,
    1000159, 1000171, 1000183, 1000187, 1000193, 1000199, 1000211, 1000213, 1000231, 1000249,
)  # fmt: skip


@pytest.mark.parametrize("many", [16, 20])
def test_weights_that_share_no_denominator_one_could_read(
    in_case: Callable[[str], Case], many: int
) -> None:
    """Each prime has seven digits: sixteen make one of 97, and a hundred may be."""
    tranches = ", ".join(
        f"{{quantity: 1, window: 1951-01..1951-02, weights: [1, {prime - 1}]}}"
        for prime in PRIMES[:many]
    )
    text = f"unit: gun\nscenarios: {{a: {{kind: plan, tranches: [{tranches}]}}}}"
    assert codes(in_case, text) == (["too-fine"] if many == 20 else [])


EARLY = "{quantity: 1300, window: 1951-01}"
ENDS: list[tuple[str, str, bool]] = [
    # A hundred and the balance, one a month: 1,200 months are a century, and no more may be.
    (
        "unit: gun\nquantity: 1200\n",
        "{quantity: 100, window: 1951-01}, {quantity: balance, window: 1951-02}",
        True,
    ),
    (
        "unit: gun\nquantity: 1300\n",
        "{quantity: 100, window: 1951-01}, {quantity: balance, window: 1951-02}",
        False,
    ),
    ("unit: gun\n", "{quantity: 700, window: 1951}, {quantity: 700, window: 1951-01}", False),
    ("unit: gun\n", "{quantity: 600, window: 1951}, {quantity: 600, window: 1951-01}", True),
    # What comes before the opening, and what tops up, is not limited.
    ("unit: gun\nopens: 1952-01\n", f"{EARLY}, {{quantity: 5, window: 1952-01}}", True),
    ("unit: gun\nopens: 1952-01\n", f"{EARLY}, {{quantity: 1300, window: 1952-01}}", False),
    ("unit: gun\nopens: 1951-01\n", EARLY, False),
    (
        "unit: gun\n",
        "{quantity: 1300, window: 1951-01, establishment: top-up}, {quantity: 5, window: 1951-01}",
        True,
    ),
]


@pytest.mark.parametrize(("request_keys", "tranches", "ends"), ENDS)
def test_whether_a_capacity_of_one_a_month_ever_ends(
    in_case: Callable[[str], Case], request_keys: str, tranches: str, ends: bool
) -> None:
    plan = f"{{kind: plan, capacity: 1, tranches: [{tranches}]}}"
    text = f"{request_keys}scenarios: {{a: {plan}}}"
    assert codes(in_case, text) == ([] if ends else ["never-ends"])


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # Of three a month only one lot of two comes.
        (
            (
                "unit: gun\nlot: 2\nscenarios: {a: {kind: plan, capacity: 3, tranches: "
                "[{quantity: 2400, window: 1951-01}]}}"
            ),
            True,
        ),
        (
            (
                "unit: gun\nlot: 2\nscenarios: {a: {kind: plan, capacity: 3, tranches: "
                "[{quantity: 2402, window: 1951-01}]}}"
            ),
            False,
        ),
        (
            (
                "unit: gun\nlot: 2\nscenarios: {a: {kind: plan, capacity: 2, tranches: "
                "[{quantity: 4, window: 1951-01}]}}"
            ),
            True,
        ),
        # After 1951 there is no limit.
        (
            (
                "unit: gun\nscenarios: {a: {kind: plan, capacity: [{limit: 0, window: 1951}], "
                "tranches: [{quantity: 5000, window: 1951-01}]}}"
            ),
            True,
        ),
        # Half of an item's quantity.
        (
            (
                "items: {guns: {unit: gun, quantity: 2400}}\nscenarios: {a: {kind: plan, "
                "capacity: [{limit: 1, item: guns}], tranches: [{share: 1/2, window: 1951-01}]}}"
            ),
            True,
        ),
        (
            (
                "items: {guns: {unit: gun, quantity: 2402}}\nscenarios: {a: {kind: plan, "
                "capacity: [{limit: 1, item: guns}], tranches: [{share: 1/2, window: 1951-01}]}}"
            ),
            False,
        ),
    ],
)
def test_whether_other_capacities_ever_end(
    in_case: Callable[[str], Case], text: str, ends: bool
) -> None:
    assert codes(in_case, text) == ([] if ends else ["never-ends"])


def codes(in_case: Callable[[str], Case], text: str) -> list[str]:
    try:
        in_case(text)
    except CaseError as error:
        return [each.code for each in error.problems]
    return []


BAD = ROOT / "tests" / "bad"
CODES = [
    "absolute-path", "alias", "amount-outside", "amounts-of-open", "anchor", "bad-alternative",
    "bad-character", "bad-choice", "bad-key", "bad-value", "balance-of-open",
    "balance-of-unknown", "balance-without-total", "capacity-of-record", "capacity-of-unknown",
    "circular", "complete-before", "contradiction", "csv-syntax", "empty", "empty-file",
    "exceeds-total", "incomplete-of-unknown", "ledger-alone", "limit-nought", "limits-overlap",
    "merge-key", "milestone-before-opens", "missing-column", "missing-key", "negative",
    "never-ends", "no-file", "no-heading", "no-item", "no-promise", "no-quantity", "no-row",
    "no-such-tranche", "no-tranches", "no-unit", "not-a-file", "not-itemised", "not-utf-8",
    "not-whole-lots", "nothing-left", "open-beside-mark", "other-sign", "outside", "overlaps-total",
    "profile-of-row", "recipients-of-open", "record-changed", "record-only", "repeated",
    "repeated-column", "repeated-item", "repeated-key", "revises-later",
    "share-beside-quantity", "shares-not-one", "shift-alone", "shift-too-far",
    "straddles-opens", "sum-named-like-item", "sum-of-sums", "tag",
    "through-alone", "through-elsewhere", "to-date-without-date",
    "too-deep", "too-far-apart", "too-fine", "too-many-alternatives", "too-many-lots",
    "too-much", "top-up-balance", "total-of-a-day", "tranche-alone", "two-balances",
    "two-columns", "two-documents", "two-figures", "two-origins", "two-profiles", "two-times",
    "two-totals", "uneven-choice", "unit-beside-items", "unknown-assumed", "unknown-column",
    "unknown-establishment", "unknown-item", "unknown-key", "unknown-name", "unknown-recipient",
    "unknown-scenario", "unknown-source", "unlike-marks", "unlike-units", "weights-not-months",
    "weights-nought", "which-tranche", "wrong-row", "wrong-sum", "wrong-type", "yaml-syntax",
]  # fmt: skip


def test_the_codes_of_problems_are_a_promise() -> None:
    """An editor or a script may go by them, as `check --format json` lists them."""
    found = set()
    for file in [*BAD.rglob("*.yaml")]:
        try:
            load_case(file)
        except CaseError as error:
            found |= {each.code for each in error.problems}
    assert sorted(found) == CODES


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.booleans()), max_size=12))
def test_two_limits_of_a_month_are_found_however_they_lie(
    spans: list[tuple[int, int, bool]],
) -> None:
    start = Month.parse("1951-01")
    windows = [
        OpenWindow(start + at, LAST_MONTH if is_open else start + (at + more))
        for at, more, is_open in spans
    ]
    limits = [Limit(limit="9", window=window) for window in windows]
    request = Request(
        title="R", recipient="A", supplier="B", unit="gun", scenarios={"s": Scenario(kind="plan")}
    )
    wanted = [
        at
        for at, window in enumerate(windows)
        if any(window.overlaps(before) for before in windows[:at])
    ]
    assert [fault.path[-1] for fault in limit_faults((), request, limits)] == wanted


def test_the_month_of_a_day_is_not_asked_for_a_source_of_its_own(
    in_case: Callable[[str], Case],
) -> None:
    case = in_case("""
    unit: gun
    scenarios: {came: {kind: record, tranches: [{quantity: 3, date: 1921-07-15}]}}
    """)
    asked = [fault.path[-1] for fault in source_faults(case.sources, case.requests)]
    assert asked == ["quantity", "date"]
