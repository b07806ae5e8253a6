"""Measures and comparisons worked by hand. The docstring of a test is the request it compares."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from deliveries.analysis.comparison import Compared, compare_scenarios
from deliveries.analysis.measures import Measured, certainty, reaching
from deliveries.analysis.whatif import what_if
from deliveries.case import Case, extract, find_scenario
from deliveries.errors import RangeError, UnknownNameError
from deliveries.months import Month
from deliveries.read import parse_case
from deliveries.read.writing import case_yaml
from deliveries.reports.verdict import verdict


def compared(
    case: Case, *names: str, item: str | None = None, baseline: str | None = None
) -> dict[str, Compared]:
    comparison = compare_scenarios(case, names, baseline=baseline)
    return {entry.id: entry.items[item] for entry in comparison.entries if item in entry.items}


def later(measures: dict[str, Measured]) -> list[object]:
    """How many months later than the baseline each part of the request is there."""
    names = ("late_quarter", "late_half", "late_three_quarters", "late_whole")
    return [measures[name].value for name in names]


def test_the_three_proposals_by_december_1951(shipped: Case) -> None:
    measures = {name: each.measures for name, each in compared(shipped).items()}
    assert list(measures) == ["mao-one-sixth", "general-staff", "stalin-reply"]
    assert [m["by_need"].value for m in measures.values()] == [60, 16, 10]
    assert [m["by_need"].at_least for m in measures.values()] == [60, 16, 0]
    assert [m["shortfall"].value for m in measures.values()] == [0, 44, 50]
    assert [m["by_need_share"].value for m in measures.values()] == [
        1,
        Fraction(4, 15),
        Fraction(1, 6),
    ]
    assert [m["all_by_need"].value for m in measures.values()] == [
        "certain",
        "impossible",
        "impossible",
    ]


def test_when_the_three_proposals_are_complete(shipped: Case) -> None:
    measures = {name: each.measures for name, each in compared(shipped).items()}
    assert [str(m["complete"].value) for m in measures.values()] == [
        "1951-12",
        "1953-12",
        "1954-06",
    ]
    behind = [later(m) for m in measures.values()]
    assert behind == [[0, 0, 0, 0], [4, 11, 17, 24], [7, 15, 22, 30]]


def test_the_other_measures_of_the_three_proposals(shipped: Case) -> None:
    measures = [each.measures for each in compared(shipped).values()]
    # 60 sets at 10 a month, July (1 month after June) to December (6): (1+2+3+4+5+6)/6 = 7/2.
    # 36 months at an even rate: (1+36)/2 = 37/2. The General Staff: (16*7/2 + 44*37/2)/60 = 29/2,
    # January 1952 being the seventh month and December 1953 the thirtieth.
    assert [m["mean_wait"].value for m in measures] == [
        Fraction(7, 2),
        (16 * Fraction(7, 2) + 44 * Fraction(7 + 30, 2)) / 60,
        Fraction(37, 2),
    ]
    # From December 1951 on: 44 + (44 - 11/6) + ... down to 11/6 = 44*25/2; 50 + ... = 50*31/2.
    assert [m["unit_months_short"].value for m in measures] == [0, 550, 775]
    # Only Mao's plan states its profile: an even reading has no peak.
    assert [m["peak"].value for m in measures] == [10, None, None]
    assert [str(m["peak_month"].value) for m in measures] == ["1951-07", "None", "None"]
    assert [m["widest_gap"].value for m in measures] == [0, -44, -50]
    assert [str(m["widest_gap_month"].value) for m in measures] == ["None", "1951-12", "1951-12"]


def test_gaps_are_scenario_less_baseline(shipped: Case) -> None:
    gaps = compared(shipped)["general-staff"].gap
    assert gaps[:7] == (
        Fraction(-22, 3), Fraction(-44, 3), -22, Fraction(-88, 3), Fraction(-110, 3), -44,
        Fraction(-253, 6),
    )  # fmt: skip
    assert gaps[-6:] == (0,) * 6


def test_a_shift_to_earlier_moves_the_asking_and_one_to_later_is_a_delay(shipped: Case) -> None:
    """Ten a month from the month after the request on: 1 to 6 months, 3½ on the average."""
    waits = {}
    for shift in (-5, -1, 1, 3):
        what = what_if(shipped, "mao-one-sixth", {"shift": shift})
        waits[shift] = what.comparison.entries[1].items[None].measures["mean_wait"].value
    half = Fraction(1, 2)
    assert waits == {-5: 3 + half, -1: 3 + half, 1: 4 + half, 3: 6 + half}
    later = what_if(shipped, "stalin-reply", {"shift": 3}).scenario
    earlier = what_if(shipped, "stalin-reply", {"shift": -3}).scenario
    for shifted, month in ((later, "1954-04"), (earlier, "1953-10")):
        request = shipped.requests["sixty-divisions"]
        scenarios = {**request.scenarios, "x": shifted}
        request = request.model_copy(update={"scenarios": scenarios})
        assert str(find_scenario(request, "x").not_complete_before[""]) == month


def test_what_is_written_out_waits_as_before(shipped: Case) -> None:
    """A scenario that was shifted to earlier says from when on, once its base is gone."""
    names = ["mao-one-sixth", "three-months-earlier"]
    alone = extract(shipped, "sixty-divisions", names)
    scenario = alone.requests["sixty-divisions"].scenarios["three-months-earlier"]
    assert (scenario.based_on, str(scenario.asked)) == (None, "1951-03")
    again = parse_case(case_yaml(alone))
    measures = compared(again, *names)["three-months-earlier"].measures
    assert measures["mean_wait"].value == Fraction(7, 2)


def test_a_scenario_may_have_it_asked_in_another_month(case: Case) -> None:
    """
    unit: set
    quantity: 10
    dated: 1951-06
    scenarios:
      base: {kind: plan, tranches: [{quantity: 10, window: 1951-09}]}
      other: {kind: counterfactual, asked: 1951-01, based_on: base}
      sooner: {kind: counterfactual, based_on: other, shift: -2}
      later: {kind: counterfactual, based_on: sooner, shift: 5}
    """
    found = {
        name: each.measures["mean_wait"].value
        for name, each in compared(case, "base", "other", "sooner", "later").items()
    }
    # June, January, November 1950 and November 1950; September, September, July and December.
    assert found == {"base": 3, "other": 8, "sooner": 8, "later": 13}


def test_whether_one_is_behind_depends_on_all_that_the_sources_allow(shipped: Case) -> None:
    behind = compared(shipped)["general-staff"].behind
    # All 16 may come in July, before Mao's second ten; by September Mao has 30 for certain.
    assert behind[:6] == ("possible", "certain", "certain", "certain", "certain", "certain")
    # All 44 may come in January 1952.
    assert behind[6] == "possible"
    assert behind[29] == "impossible"


def test_three_months_earlier_is_three_months_ahead_all_the_way(shipped: Case) -> None:
    earlier = compared(shipped, "three-months-earlier")["three-months-earlier"]
    assert later(earlier.measures) == [-3] * 4
    assert earlier.gap == (10, 20, 30, 30, 30, 30, 20, 10, 0)
    assert earlier.measures["mean_wait"].value == Fraction(7, 2)  # it was asked earlier, too


def test_the_baseline_comes_first_if_it_is_not_named(shipped: Case) -> None:
    comparison = compare_scenarios(shipped, ["stalin-reply"])
    assert [entry.id for entry in comparison.entries] == ["mao-one-sixth", "stalin-reply"]
    named = compare_scenarios(shipped, ["stalin-reply", "mao-one-sixth", "stalin-reply"])
    assert [entry.id for entry in named.entries] == ["stalin-reply", "mao-one-sixth"]


def test_another_baseline(shipped: Case) -> None:
    measures = compared(shipped, "mao-one-sixth", baseline="general-staff")[
        "mao-one-sixth"
    ].measures
    assert later(measures) == [-4, -11, -17, -24]
    assert (measures["widest_gap"].value, measures["widest_gap_month"].value) == (0, None)


def test_the_calendar_holds_what_is_counted_and_no_top_ups(shipped: Case) -> None:
    assert str(compare_scenarios(shipped, ["mao-one-sixth"]).window) == "1951-H2"
    assert str(compare_scenarios(shipped).window) == "1951-07..1954-06"


def test_a_request_without_quantity_or_need_has_the_measures_that_need_neither(case: Case) -> None:
    """
    unit: ton
    dated: 1943-05
    scenarios:
      a: {kind: plan, tranches: [{amounts: {1943-07: 2, 1943-08: 4}, window: 1943-07..1943-08}]}
      b: {kind: record, tranches: [{amounts: {1943-08: 3}, window: 1943-08}]}
    """
    b = compared(case)["b"].measures
    assert (
        b["total"].value,
        b["peak"].value,
        b["widest_gap"].value,
        str(b["widest_gap_month"].value),
    ) == (3, 3, -3, "1943-08")
    assert b["mean_wait"].value == 3
    missing = (
        b["by_need"].value,
        b["by_need_share"].value,
        b["shortfall"].value,
        b["complete"].value,
    )
    assert missing == (None,) * 4
    assert (b["all_by_need"].value, b["unit_months_short"].value) == (None, None)
    assert later(b) == [None] * 4


def test_what_never_completes_has_no_end(case: Case) -> None:
    """
    unit: set
    quantity: 10
    needed_by: 1951-08
    scenarios:
      a: {kind: plan, tranches: [{quantity: 10, window: 1951-07}]}
      b: {kind: plan, tranches: [{quantity: 6, window: 1951-07}]}
    """
    b = compared(case)["b"].measures
    assert (b["complete"].value, b["unit_months_short"].value, b["shortfall"].value) == (
        "not reached",
        None,
        4,
    )
    assert later(b) == [0, 0, "not reached", "not reached"]


def test_the_first_of_equal_months_counts(case: Case) -> None:
    """
    unit: set
    scenarios:
      a: {kind: plan, tranches: [{amounts: {1951-07: 5, 1951-08: 5}, window: 1951-Q3}]}
      b: {kind: plan, tranches: [{amounts: {1951-08: 4, 1951-09: 4}, window: 1951-Q3}]}
    """
    both = compared(case)
    assert str(both["a"].measures["peak_month"].value) == "1951-07"
    # The gaps are -5, -6, -2.
    assert (
        both["b"].measures["widest_gap"].value,
        str(both["b"].measures["widest_gap_month"].value),
    ) == (
        -6,
        "1951-08",
    )


def test_an_item_that_only_one_scenario_has_is_absent_from_the_other(case: Case) -> None:
    """
    items: {guns: {unit: gun}, rounds: {unit: round}}
    scenarios:
      a: {kind: plan, tranches: [{item: guns, quantity: 1, window: 1951-07}]}
      b: {kind: plan, tranches: [{item: rounds, quantity: 9, window: 1951-07}]}
    """
    assert list(compared(case, item="guns")) == ["a"]
    rounds = compared(case, item="rounds")
    assert list(rounds) == ["b"]
    assert rounds["b"].gap == (None,)
    assert rounds["b"].measures["widest_gap"].value is None


def test_nothing_counted_is_nothing_to_compare(case: Case) -> None:
    """
    unit: set
    scenarios:
      a: {kind: plan, tranches: [{quantity: 1, window: 1951-07, establishment: top-up}]}
    """
    with pytest.raises(RangeError, match="nothing in these scenarios counts"):
        compare_scenarios(case)


def test_a_request_that_is_not_there(shipped: Case) -> None:
    with pytest.raises(UnknownNameError, match="there is no request 'sixty'"):
        compare_scenarios(shipped, request="sixty")


def test_the_wait_may_be_negative(case: Case) -> None:
    """
    unit: set
    dated: 1951-09
    scenarios: {a: {kind: record, tranches: [{quantity: 4, window: 1951-07}]}}
    """
    assert compared(case)["a"].measures["mean_wait"].value == -2


def test_half_of_an_odd_number_is_there_when_more_than_half_is(case: Case) -> None:
    """
    unit: gun
    lot: 1
    quantity: 3
    scenarios:
      a: {kind: plan, tranches: [{quantity: 3, window: 1951-01..1951-03, profile: even}]}
    """
    series = compare_scenarios(case).entries[0].items[None].series
    assert reaching(series, Fraction(3, 2)).value == Month.parse("1951-02")  # 1 of 3 is not half
    assert reaching(series, Fraction(1)).value == Month.parse("1951-01")


def test_a_baseline_is_never_behind_itself_whatever_its_band(shipped: Case) -> None:
    comparison = compare_scenarios(shipped, ["mao-one-sixth"], baseline="general-staff")
    staff, mao = comparison.entries
    assert staff.items[None].series.banded
    assert set(staff.items[None].behind) == {"impossible"}
    # Ten in July, when all sixteen of the others may have come; twenty in August.
    assert mao.items[None].behind[:2] == ("possible", "impossible")


def test_an_item_that_the_baseline_does_not_have_is_behind_nothing(case: Case) -> None:
    """
    items: {guns: {unit: gun}, rounds: {unit: round}}
    scenarios:
      a: {kind: plan, tranches: [{item: guns, quantity: 1, window: 1951-01}]}
      b: {kind: plan, tranches: [{item: rounds, quantity: 1, window: 1951-02}]}
    """
    rounds = compare_scenarios(case).entries[1].items["rounds"]
    assert rounds.gap == rounds.behind == (None, None)


def test_what_cannot_be_compared_says_why(in_case: Callable[[str], Case]) -> None:
    tops = in_case(
        "unit: set\nscenarios: {a: {kind: plan, "
        "tranches: [{quantity: 1, window: 1951-01, establishment: top-up}]}}"
    )
    with pytest.raises(RangeError) as caught:
        compare_scenarios(tops)
    assert str(caught.value) == "nothing in these scenarios counts towards the request"
    assert caught.value.hint == (
        "top-ups do not, nor what comes before it opens; export --detail has them"
    )
    apart = in_case(
        "unit: set\nscenarios:\n"
        "  a: {kind: plan, tranches: [{quantity: 1, window: 1851-01}]}\n"
        "  b: {kind: plan, tranches: [{quantity: 1, window: 1951-01}]}\n"
    )
    with pytest.raises(RangeError) as caught:
        compare_scenarios(apart)
    assert str(caught.value) == (
        "these scenarios lie too far apart, from January 1851 to January 1951"
    )
    assert caught.value.hint == "a comparison has at most 1,200 months"


@pytest.mark.parametrize(
    ("least", "most", "wanted", "found"),
    [
        (3, 4, 3, "certain"),
        (2, 4, 4, "possible"),
        (2, 3, 4, "impossible"),
        (None, 4, 3, None),
        (3, None, 3, "certain"),
        (2, None, 3, None),
        (3, 4, None, None),
    ],
)
def test_whether_so_much_is_there(
    least: int | None, most: int | None, wanted: int | None, found: str | None
) -> None:
    numbers = (None if each is None else Fraction(each) for each in (least, most, wanted))
    assert certainty(*numbers) == found


def test_the_verdict_says_whose_word_it_is(shipped: Case) -> None:
    assert verdict(compare_scenarios(shipped)) == (
        "By December 1951 Mao asks for all 60 division sets, the General Staff calculates 16 and "
        "Stalin allows at most 10. All 60 would be there by December 1951, by December 1953 at the "
        "latest and between January and June 1954. The sets are not alike. Mao Zedong accepted "
        "Stalin's reply on 30 June 1951; the case has no record of what came."
    )


def test_the_verdict_of_what_is_perhaps_or_surely_not_all(case: Case) -> None:
    """
    unit: set
    plural: sets
    quantity: 10
    needed_by: 1951-12
    scenarios:
      base: {kind: proposal, tranches: [{quantity: {at_most: 10}, window: 1951-12}]}
      other: {kind: offer, tranches: [{quantity: 5, window: 1951-12}]}
      sure: {kind: plan, actor: base, tranches: [{quantity: 10, window: 1952}]}
      came: {kind: record, tranches: [{quantity: 4, window: 1951-11..1951-12}]}
    """
    assert verdict(compare_scenarios(case)) == (
        "By December 1951 base (base) asks for at most 10 of 10 sets, other offers 5, base (sure) "
        "plans 0 and came brought 4. All 10 would be there by December 1952 at the latest with "
        "sure, would perhaps not be there with base and would not be there with other. Came did "
        "not have all 10 by December 1951."
    )
