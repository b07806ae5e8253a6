"""Divisions by organisation, worked by hand (paragraph 5 of the telegram)."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deliveries
from deliveries.analysis.divisions import BreakEven, break_even, divisions
from deliveries.case import Case, Tranche, with_reading
from deliveries.errors import ConversionError
from deliveries.months import Month, Window
from deliveries.schedule import schedule_scenario
from tests.tranches import a_case

DECEMBER = Month.parse("1951-12")


def by(case: Case, name: str, month: str) -> tuple[Fraction | None, Fraction | None]:
    """Divisions on the existing and on the new organisation at the end of a month."""
    there = divisions(schedule_scenario(case, name), Window.parse(month))
    return there.existing[0][0], there.new[0][0]


@pytest.mark.parametrize(
    ("name", "month", "existing", "new"),
    [
        ("mao-one-sixth", "1951-12", 60, 0),
        ("mao-one-sixth", "1952-06", 52, 8),
        ("mao-one-sixth", "1952-12", 44, 16),
        ("general-staff", "1951-12", 0, 16),
        ("general-staff", "1953-12", 0, 60),
        ("stalin-reply", "1954-06", 0, 60),
    ],
)
def test_the_scenarios_of_june_1951(
    shipped: Case, name: str, month: str, existing: int, new: int
) -> None:
    assert by(shipped, name, month) == (existing, new)


def test_the_band_of_maos_top_ups_is_all_of_1952(shipped: Case) -> None:
    there = divisions(schedule_scenario(shipped, "mao-one-sixth"), Window.parse("1952-06"))
    assert [each[0] for each in there.existing] == [52, 44, 60]
    assert [each[0] for each in there.new] == [8, 0, 16]


def test_read_in_the_other_way_all_sixty_are_turned(shipped: Case) -> None:
    sixty = {"mao-one-sixth, tranche 2, quantity": 1}
    read = with_reading(shipped, "sixty-divisions", sixty)
    assert by(read, "mao-one-sixth", "1952-06") == (30, 30)
    assert by(read, "mao-one-sixth", "1952-12") == (0, 60)


def test_the_break_even_by_december_1951(shipped: Case) -> None:
    mao, staff, stalin, earlier = (
        schedule_scenario(shipped, name)
        for name in ("mao-one-sixth", "general-staff", "stalin-reply", "three-months-earlier")
    )
    assert break_even(mao, staff, DECEMBER) == BreakEven(Fraction(15, 4), Fraction(15, 4))
    # Nought to ten sets: each would have to hold at least six, and if none comes, no size will do.
    assert break_even(mao, stalin, DECEMBER) == BreakEven(Fraction(6), None)
    assert break_even(mao, earlier, DECEMBER) is None


def test_top_ups_wait_for_divisions_to_turn(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: 9, window: 1951-01, establishment: top-up}
          - {quantity: 4, window: 1951-02, establishment: existing}
          - {quantity: 2, window: 1951-02, establishment: new}
          - {quantity: 1, window: 1951-02}
    """
    there = divisions(schedule_scenario(case, "a"))
    assert (there.existing[0], there.new[0], there.not_stated[0]) == ((0, 0), (0, 6), (0, 1))


def test_worth_counts_a_new_set_as_so_many_existing_ones(shipped: Case) -> None:
    there = divisions(schedule_scenario(shipped, "mao-one-sixth"), Window.parse("1952-06"))
    assert there.worth(Fraction(3, 2)) == (52 + 12,)


def test_what_cannot_be_counted_as_divisions(case: Case) -> None:
    """
    items: {guns: {unit: gun}}
    scenarios: {a: {kind: plan, tranches: [{item: guns, quantity: 1, window: 1951-01}]}}
    """
    with pytest.raises(ConversionError, match="an itemised request"):
        divisions(schedule_scenario(case, "a"))


def test_a_capacity_over_several_organisations_leaves_open_who_waits(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        capacity: 1
        tranches:
          - {quantity: 4, window: 1951-01, establishment: existing}
          - {quantity: 4, window: 1951-01, establishment: new}
      b:
        kind: plan
        capacity: 1
        tranches: [{quantity: 2, window: 1951-01, establishment: existing}]
    """
    with pytest.raises(ConversionError, match="nobody says which wait"):
        divisions(schedule_scenario(case, "a"))
    assert divisions(schedule_scenario(case, "b")).existing[0] == (1, 2)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9),
            st.integers(0, 5),
            st.sampled_from(["existing", "new", "top-up", None]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_set_but_a_top_up_is_one_division(
    sets: list[tuple[int, int, str | None]],
) -> None:
    planned = [
        Tranche(
            quantity=str(amount),
            window=Window(Month(1951, 1), Month(1951, 1) + months),
            establishment=establishment,
        )
        for amount, months, establishment in sets
    ]
    there = divisions(schedule_scenario(a_case(planned), "s0"))
    counted = sum(amount for amount, _, establishment in sets if establishment != "top-up")
    in_all = (there.existing[0], there.new[0], there.not_stated[0])
    assert sum(each[-1] or 0 for each in in_all) == counted
    for central, least, most in (there.existing, there.new, there.not_stated):
        for low, middle, high in zip(least, central, most, strict=True):
            assert low is not None
            assert middle is not None
            assert high is not None
            assert low <= middle <= high


def test_a_break_even_weighs_what_the_base_has_itself_and_its_band(case: Case) -> None:
    """
    unit: set
    scenarios:
      mixed:
        kind: plan
        tranches:
          - {quantity: 30, window: 1951-12, establishment: existing}
          - {quantity: 10, window: 1951-12, establishment: new}
          - {quantity: 6, window: 1951-12, establishment: top-up}
      open:
        kind: plan
        tranches:
          - {quantity: 60, window: 1951-12, establishment: existing}
          - {quantity: 20, window: 1951-12..1952-01, establishment: top-up}
      thirty: {kind: plan, tranches: [{quantity: 30, window: 1951-12, establishment: new}]}
      forty: {kind: plan, tranches: [{quantity: 40, window: 1951-12, establishment: new}]}
    """
    mixed, open_, thirty, forty = (
        schedule_scenario(case, name) for name in ("mixed", "open", "thirty", "forty")
    )
    # 24 + 16u = 30u; and 60 = 40u with no top-up there, 40 + 20u = 40u with all of them.
    assert break_even(mixed, thirty, DECEMBER) == BreakEven(Fraction(12, 7), Fraction(12, 7))
    assert break_even(open_, forty, DECEMBER) == BreakEven(Fraction(3, 2), Fraction(2))


def test_what_a_ceiling_leaves_out_comes_for_the_other_organisation(case: Case) -> None:
    """
    unit: set
    quantity: 60
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 10}, window: 1951-07, establishment: new}
          - {quantity: balance, window: 1951-11, establishment: existing}
    """
    there = divisions(schedule_scenario(case, "a"), Window.parse("1951-11"))
    assert [each[0] for each in there.existing] == [50, 50, 60]
    assert [each[0] for each in there.new] == [10, 0, 10]


def test_the_band_of_each_organisation_is_that_of_its_sets_and_of_the_top_ups(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: 4, window: 1951-01..1951-02, establishment: existing}
          - {quantity: 1, window: 1951-01, establishment: top-up}
    """
    there = divisions(schedule_scenario(case, "a"))
    assert str(there.window) == "1951-01..1951-02"
    # In January two, none or four of the four are there, and one of them is turned.
    assert there.existing == ((1, 3), (0, 3), (3, 3))
    assert there.new == ((1, 1), (0, 1), (1, 1))


def test_top_ups_do_not_wait_where_the_sets_do(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        capacity: 2
        tranches:
          - {quantity: 6, window: 1951-01, establishment: existing}
          - {quantity: 1, window: 1951-01, establishment: top-up}
    """
    there = divisions(schedule_scenario(case, "a"))
    assert (there.existing[0], there.new[0]) == ((1, 3, 5), (1, 1, 1))


def test_a_ceiling_and_the_balance_of_one_organisation_are_divided_in_whole_sets(
    case: Case,
) -> None:
    """
    unit: set
    lot: 1
    quantity: 2
    scenarios:
      a:
        kind: plan
        tranches:
          - quantity: {at_most: 1}
            window: 1951-01..1951-02
            weights: [1, 1]
            establishment: new
          - {quantity: balance, window: 1951-01..1951-02, weights: [1, 1], establishment: new}
    """
    # One and one: half a set is rounded up twice, so both are there in January. None and two: one.
    assert divisions(schedule_scenario(case, "a")).new == ((2, 2), (1, 2), (2, 2))


@pytest.mark.parametrize(
    "tranche", ["{quantity: unknown, window: 1951-01}", "{quantity: 3, window: 1951-01..1951-02}"]
)
def test_what_is_not_known_by_month_makes_no_divisions(
    in_case: Callable[[str], Case], tranche: str
) -> None:
    case = in_case(f"unit: set\nscenarios: {{a: {{kind: record, tranches: [{tranche}]}}}}")
    with pytest.raises(ConversionError, match=r"^divisions cannot be counted where a quantity"):
        divisions(schedule_scenario(case, "a"))


EVEN = """
unit: set
scenarios:
  four: {kind: plan, tranches: [{quantity: 4, window: 1951-01, establishment: existing}]}
  later:
    kind: plan
    tranches:
      - {quantity: 4, window: 1951-01, establishment: existing}
      - {quantity: 1, window: 1952-01}
  turned:
    kind: plan
    tranches:
      - {quantity: 4, window: 1951-01, establishment: existing}
      - {quantity: 4, window: 1951-01, establishment: top-up}
  not-stated: {kind: plan, tranches: [{quantity: 4, window: 1951-01}]}
  partly-stated:
    kind: plan
    tranches:
      - {quantity: 4, window: 1951-01, establishment: existing}
      - {quantity: 1, window: 1951-01}
  new-and-not-stated:
    kind: plan
    tranches:
      - {quantity: 1, window: 1951-01, establishment: new}
      - {quantity: 1, window: 1951-01}
  one: {kind: plan, tranches: [{quantity: 1, window: 1951-01, establishment: new}]}
  five: {kind: plan, tranches: [{quantity: 5, window: 1951-01, establishment: new}]}
"""


def test_top_ups_between_none_and_all_may_leave_no_size_that_would_do(case: Case) -> None:
    """
    unit: set
    scenarios:
      base:
        kind: plan
        tranches:
          - {quantity: 2, window: 1951-11..1952-01, establishment: existing}
          - {quantity: 2, window: 1951-11..1952-01, establishment: top-up}
      other: {kind: plan, tranches: [{quantity: 1, window: 1951-12, establishment: new}]}
    """
    # With both existing sets there and no top-up u is 2, with two top-ups (2 - 2)/(1 - 2), which is
    # 0; but with one of them the base has a new division and another, against one new set.
    base, other = (schedule_scenario(case, name) for name in ("base", "other"))
    assert break_even(base, other, DECEMBER) == BreakEven(Fraction(0), None)


@pytest.mark.parametrize(
    ("base", "other", "even"),
    [
        ("four", "one", 4),
        ("four", "five", Fraction(4, 5)),
        ("later", "one", 4),  # what comes later is not weighed
        ("turned", "five", 0),  # all are new ones: equal only if they are worth nothing
        ("four", "not-stated", None),
        ("not-stated", "one", None),
        ("partly-stated", "one", None),
        ("four", "new-and-not-stated", None),
    ],
)
def test_the_break_even_of_single_months(
    in_case: Callable[[str], Case], base: str, other: str, even: Fraction | None
) -> None:
    case = in_case(EVEN)
    one, two = schedule_scenario(case, base), schedule_scenario(case, other)
    found = break_even(one, two, Month.parse("1951-06"))
    assert found == (None if even is None else BreakEven(Fraction(even), Fraction(even)))


def test_what_is_not_complete_makes_no_sixty_divisions(shipped: Case) -> None:
    """By the reply's own word one set at least is outstanding until December 1953."""
    there = divisions(schedule_scenario(shipped, "stalin-reply"), Window.parse("1953-11..1954-01"))
    assert there.new[2] == (59, 59, 60)
    assert there.new[0] == (Fraction(145, 3), 50, Fraction(155, 3))


def test_after_the_end_of_a_record_nobody_knows_the_divisions(case: Case) -> None:
    """
    unit: set
    quantity: 60
    needed_by: 1951-12
    scenarios:
      plan:
        kind: plan
        tranches: [{quantity: 60, window: 1951-07..1952-02, establishment: new, monthly: 1/8}]
      came:
        kind: record
        tranches:
        - {quantity: 5, window: 1951-07, establishment: new}
        - {quantity: 4, window: 1951-08, establishment: existing}
    """
    there = divisions(schedule_scenario(case, "came"), Window.parse("1951-08..1951-09"))
    assert there.new == ((5, None), (5, 5), (5, None))
    assert there.existing == ((4, None), (4, 0), (4, None))  # later top-ups may have turned them
    compared = deliveries.compare_divisions(case)
    assert compared.divisions[1].new[0] == (5, 5, *[None] * 6)
    assert not compared.break_evens
    assert deliveries.report(deliveries.show_divisions(case, "came")).verdict == (
        "Came makes these divisions, read evenly: by August 1951 4 on the existing organisation "
        "and 5 on the new organisation."
    )
    drawn = deliveries.as_text(compared, "json", deliveries.View(chart="divisions"))
    assert '"1952-02", "divisions": null, "at_least": "5", "at_most": null' in drawn


def test_a_lower_bound_has_no_most_divisions(case: Case) -> None:
    """
    unit: set
    scenarios:
      plan:
        kind: plan
        tranches: [{quantity: {at_least: 5}, window: 1951-07, establishment: new}]
    """
    there = divisions(schedule_scenario(case, "plan"))
    assert there.new == ((5,), (5,), (None,))


def test_of_sets_that_wait_nobody_says_of_which_organisation_they_are(case: Case) -> None:
    """
    unit: set
    quantity: 6
    scenarios:
      plan:
        kind: plan
        not_complete_before: 1951-05
        tranches:
          - {quantity: 4, window: 1951-01, establishment: existing}
          - quantity: {at_most: 2}
            window: 1951-02..1951-05
            amounts: {1951-02: 2}
            establishment: new
    """
    # six would be there from February on, and all six are not before May: of which sort are five?
    there = divisions(schedule_scenario(case, "plan"))
    assert there.existing == ((4, 4, 4, 4, 4),) * 3
    assert there.new == ((0, None, None, None, 2), (0,) * 5, (0, 2, 2, 2, 2))
    told = deliveries.as_text(deliveries.show_divisions(case, "plan"))
    assert "nobody says which sets wait" in told


@pytest.mark.parametrize("organisation", ["", ", establishment: existing"])
def test_without_a_most_there_may_be_sets_all_the_same(
    in_case: Callable[[str], Case], organisation: str
) -> None:
    """Six sets or more beside the new ones: they are shown, and no break-even passes over them."""
    case = in_case(f"""
        unit: set
        needed_by: 1951-08
        scenarios:
          plan:
            kind: plan
            tranches: [{{quantity: 8, window: 1951-07, establishment: existing}}]
          reply:
            kind: reply
            tranches:
              - {{quantity: {{at_least: 6}}, window: 1951-07{organisation}}}
              - {{quantity: 2, window: 1951-07, establishment: new}}
    """)
    found = deliveries.compare_divisions(case, uplift=2)
    rows = deliveries.report(found).tables["divisions"].values()
    name = "existing" if organisation else "not stated"
    there = {row[2]: row[4:] for row in rows if row[1] == "reply"}
    assert (there[name], there["new"]) == ((6, 6, None), (2, 2, 2))  # as none are turned
    assert found.break_evens == {}
    worth = deliveries.report(found).tables["worth"].values()
    assert {row[1]: row[4] for row in worth} == (
        {"plan": 8} | ({"reply": 10} if organisation else {})
    )
