"""Ranges of measures, divisions and break-evens, worked by hand from the definitions."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.divisions import BreakEven, break_even, divisions
from deliveries.case import Case
from deliveries.months import Month, Window
from deliveries.schedule import schedule_scenario, strands


def ranges(case: Case, name: str, *wanted: str) -> list[tuple[object, object, object]]:
    """Value, least and most of measures of a scenario; months as text."""
    entry = next(each for each in compare_scenarios(case).entries if each.id == name)
    found = [tuple(entry.items[None].measures[each]) for each in wanted]
    return [tuple(str(n) if isinstance(n, Month) else n for n in each) for each in found]  # type: ignore[misc]


def test_the_general_staffs_ranges(shipped: Case) -> None:
    # All 16 in July 1951 or in December; all 44 in January 1952 or in December 1953. Mao has 10 a
    # month: a quarter (15) in August 1951, a half in September, three quarters in November.
    found = ranges(
        shipped, "general-staff", "late_quarter", "late_half", "late_three_quarters", "late_whole",
        "complete", "widest_gap", "unit_months_short", "mean_wait", "by_need",
    )  # fmt: skip
    assert found == [
        (4, -1, 4),
        (11, 4, 27),
        (17, 2, 25),
        (24, 1, 24),
        ("1953-12", "1952-01", "1953-12"),
        (-44, -50, -44),
        (550, 44, 44 * 24),
        (Fraction(29, 2), Fraction(16 * 1 + 44 * 7, 60), Fraction(16 * 6 + 44 * 30, 60)),
        (16, 16, 16),
    ]


def test_stalins_ranges(shipped: Case) -> None:
    # At least one of the sixty is outstanding until the end of 1953: at best 10 in July 1951, 49 in
    # January 1952 and the last in January 1954; at worst all of them in June 1954.
    found = ranges(
        shipped, "stalin-reply", "complete", "late_whole", "shortfall", "widest_gap",
        "unit_months_short", "mean_wait",
    )  # fmt: skip
    assert found == [
        ("1954-06", "1954-01", "1954-06"),
        (30, 25, 30),
        (50, 50, 60),
        (-50, -60, -50),
        (25 * 31, 50 + 24 * 1, 60 * 30),
        (Fraction(37, 2), Fraction(10 * 1 + 49 * 7 + 1 * 31, 60), 36),
    ]
    stalin = schedule_scenario(shipped, "stalin-reply").items[None].series
    assert stalin is not None
    most = [stalin.at(Month.parse(month), "at_most") for month in ("1953-12", "1954-01")]
    assert most == [59, 60]


def test_what_is_held_back_comes_when_it_may(case: Case) -> None:
    """
    unit: gun
    quantity: 1
    lot: 1
    scenarios:
      a:
        kind: reply
        not_complete_before: 1951-03
        tranches: [{quantity: 1, window: 1951-01..1951-03, establishment: new}]
    """
    item = schedule_scenario(case, "a").items[None]
    (part,) = strands(item)
    for series in (item.series, part.series):
        assert series is not None  # 1/3 and 2/3 are none, then one: it would be there in February
        assert (series.to_date, series.delivered) == ((0, 0, 1), (0, 0, 1))
        assert (series.at_most, series.at_least) == ((0, 0, 1), (0, 0, 1))


def test_the_widest_gap_begins_only_where_the_baseline_brings_something(shipped: Case) -> None:
    # Mao's plan brings nothing after December 1951: nobody falls further behind it then.
    for name in ("general-staff", "stalin-reply"):
        (month,) = ranges(shipped, name, "widest_gap_month")
        assert month == ("1951-12", "1951-11", "1951-12")


def test_what_came_after_a_record_is_not_known(case: Case) -> None:
    """
    unit: dose
    quantity: 60
    scenarios: {came: {kind: record, tranches: [{quantity: 9, window: 2021-H1}]}}
    """
    assert ranges(case, "came", "complete") == [(None, "2021-07", None)]


def test_only_what_is_stated_has_a_peak(shipped: Case) -> None:
    assert ranges(shipped, "mao-one-sixth", "peak") == [(10, 10, 10)]
    assert ranges(shipped, "general-staff", "peak", "peak_month") == [(None,) * 3] * 2


def divided(
    case: Case, name: str, months: str
) -> list[list[tuple[Fraction | None, Fraction | None]]]:
    """The bands of divisions on the existing and the new organisation, and of neither."""
    found = divisions(schedule_scenario(case, name), Window.parse(months))
    kinds = (found.existing, found.new, found.not_stated)
    return [[*zip(least, most, strict=True)] for _, least, most in kinds]


def test_a_ceiling_and_its_balance_trade_in_divisions(case: Case) -> None:
    """
    unit: set
    quantity: 10
    scenarios:
      a:
        kind: proposal
        tranches:
          - {quantity: {at_most: 4}, window: 1951-12, establishment: new}
          - {quantity: {at_most: 1}, window: 1951-12, establishment: existing}
          - {quantity: balance, window: 1951-12, establishment: new}
    """
    assert divided(case, "a", "1951-12")[:2] == [[(0, 1)], [(9, 10)]]


def test_what_comes_before_the_opening_is_in_no_band(case: Case) -> None:
    """
    unit: set
    quantity: 4
    opens: 1951-03
    scenarios:
      a:
        kind: proposal
        tranches:
          - {quantity: {at_most: 9}, window: 1951-02}
          - {quantity: {at_most: 1}, window: 1951-03, establishment: existing}
          - {quantity: balance, window: 1951-04}
    """
    existing, _, not_stated = divided(case, "a", "1951-02..1951-04")
    assert existing == [(0, 0), (0, 1), (0, 1)]
    assert not_stated == [(0, 0), (0, 0), (3, 4)]


SETS = """
unit: set
quantity: 60
needed_by: 1951-12
scenarios:
  base: {kind: proposal, tranches: [{quantity: BASE, establishment: existing}]}
  other: {kind: offer, tranches: [{quantity: NEW, window: 1951-12, establishment: new}]}
"""


@pytest.mark.parametrize(
    ("base", "new", "even"),
    [
        ("{at_most: 10}, window: 1951-12", "5", BreakEven(Fraction(0), Fraction(2))),
        ("60, window: 1951-07..1952-06", "16", BreakEven(Fraction(0), Fraction(15, 4))),
        ("60, window: 1951-12", "{at_most: 16}", BreakEven(Fraction(15, 4), None)),
    ],
)
def test_a_break_even_over_all_that_the_sources_allow(
    in_case: Callable[[str], Case], base: str, new: str, even: BreakEven
) -> None:
    case = in_case(SETS.replace("BASE", base).replace("NEW", new))
    one, other = (schedule_scenario(case, name) for name in ("base", "other"))
    assert break_even(one, other, Month.parse("1951-12")) == even


def test_a_record_complete_in_one_figure_is_complete(case: Case) -> None:
    """
    unit: ship
    quantity: 100
    needed_by: 1942-12
    scenarios:
      goal: {kind: plan, tranches: [{quantity: 100, window: 1942}]}
      built:
        kind: record
        tranches:
          - {quantity: 100, window: 1942-01..1942-03}
          - {quantity: 5, window: 1942-05}
    """
    assert ranges(case, "built", "complete") == [(None, "1942-01", "1942-03")]


def test_nought_is_known_in_each_month(case: Case) -> None:
    """
    unit: dose
    quantity: 60
    scenarios: {came: {kind: record, tranches: [{quantity: 0, window: 2021-H1}]}}
    """
    series = schedule_scenario(case, "came").items[None].series
    assert series is not None
    assert (series.delivered, series.to_date, series.at_most) == ((0,) * 6, (0,) * 6, (0,) * 6)
    assert ranges(case, "came", "by_need", "total")[1] == (0, 0, 0)


def test_only_the_last_month_of_stated_ones_may_have_had_more(case: Case) -> None:
    """
    unit: dose
    scenarios:
      within:
        kind: record
        tranches:
          - quantity: 6
            window: 2021-01..2021-03
            through: 2021-03-29
            amounts: {2021-01: 1, 2021-02: 2, 2021-03: 3}
      whole:
        kind: record
        tranches:
          - {quantity: 6, window: 2021-01..2021-03, through: 2021-03-31, weights: [1, 2, 3]}
    """
    within, whole = (
        schedule_scenario(case, name).items[None].series for name in ("within", "whole")
    )
    assert within is not None
    assert (within.delivered, within.to_date) == ((1, 2, None), (1, 3, None))
    assert (within.at_least, within.at_most) == ((1, 3, 6), (1, 3, None))
    assert whole is not None
    assert (whole.delivered, whole.to_date, whole.at_most) == ((1, 2, 3), (1, 3, 6), (1, 3, 6))


def test_a_capacity_that_cannot_bind_changes_nothing(case: Case) -> None:
    """
    unit: dose
    quantity: 60
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 60, window: 2021-01..2021-06}]}
      wide: {kind: counterfactual, based_on: plan, capacity: 60 1/7}
      narrow: {kind: counterfactual, based_on: plan, capacity: 59}
      apart: {kind: plan, tranches: [{quantity: 60, window: 2021-01..2021-06}]}
    """
    entries = {entry.id: entry.items[None] for entry in compare_scenarios(case).entries}
    assert set(entries["wide"].behind) == {"impossible"}
    assert "possible" in entries["narrow"].behind  # all 60 in one month would have to wait
    assert "possible" in entries["apart"].behind


def test_how_long_a_capacity_may_make_anything_wait(case: Case) -> None:
    """
    unit: gun
    scenarios:
      stated:
        kind: plan
        capacity: 2
        tranches: [{quantity: 6, window: 1951-01..1951-03, profile: even}]
      open: {kind: plan, capacity: 2, tranches: [{quantity: 6, window: 1951-01..1951-03}]}
    """
    # 6 in three months are 2 a month: nothing waits. All in one month, the last of them wait two.
    bands = [
        schedule_scenario(case, name).items[None].waiting.longest_band  # type: ignore[union-attr]
        for name in ("stated", "open")
    ]
    assert bands == [(0, 0), (0, 2)]


def test_no_month_has_a_peak_in_which_nothing_can_come(case: Case) -> None:
    """
    unit: gun
    quantity: 10
    lot: 2
    scenarios:
      a:
        kind: plan
        tranches: [{quantity: {at_most: 6}, window: 1951-01..1951-03, profile: even}]
      b: {kind: plan, tranches: [{quantity: 4, window: 1951-09}]}
    """
    for names in (["a"], ["a", "b"]):
        (entry, *_) = compare_scenarios(case, names).entries
        measures = entry.items[None].measures
        assert measures["peak"] == (2, 0, 4)
        assert [str(each) for each in measures["peak_month"]] == ["1951-01", "1951-01", "1951-03"]


def test_nothing_is_a_share_of_what_was_given_back(case: Case) -> None:
    """
    unit: gun
    scenarios:
      gone: {kind: record, tranches: [{quantity: -2, date: 1951-03-05}]}
      came: {kind: record, tranches: [{quantity: {at_most: 4}, date: 1951-03-05}]}
    """
    came = compare_scenarios(case).entries[1].items[None]
    assert came.measures["by_known_share"] == (None, None, None)


def test_the_widest_gap_is_known_where_no_month_leaves_it_open(case: Case) -> None:
    """
    unit: gun
    scenarios:
      base: {kind: record, tranches: [{quantity: 1, window: 1951-09}]}
      came: {kind: record, tranches: [{quantity: 3, window: 1951-04..1951-09, through: 1951-09-20}]}
    """
    entry = compare_scenarios(case).entries[1]
    assert set(entry.items[None].behind) == {"impossible"}
    assert ranges(case, "came", "widest_gap") == [(0, 0, 0)]


def test_what_is_from_so_much_to_so_much_has_a_most_in_all_later_months(
    in_case: Callable[[str], Case],
) -> None:
    """Two or three come in August; of six, whatever comes of it, they are never all."""
    case = in_case("""
        unit: set
        quantity: 6
        needed_by: 1951-12
        scenarios:
          offer: {kind: offer, tranches: [{quantity: {from: 2, to: 3}, window: 1951-08}]}
          plan: {kind: plan, tranches: [{quantity: 6, window: 1951-09}]}
    """)
    assert ranges(case, "offer", "total", "by_need", "shortfall", "complete") == [
        (2, 2, 3), (2, 2, 3), (4, 3, 4), ("not reached", None, None),
    ]  # fmt: skip
    (offered, _) = compare_scenarios(case).entries
    assert offered.items[None].series.at(Month.parse("1952-06"), "at_most") == 3
