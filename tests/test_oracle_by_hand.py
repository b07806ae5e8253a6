"""The oracle itself, on what the design works out by hand; and what random files have found."""

from fractions import Fraction
from itertools import pairwise

import pytest
import yaml

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.explanation import explain
from deliveries.months import Month
from deliveries.read import shipped_case
from deliveries.schedule import schedule_scenario
from tests import oracle
from tests.test_explanation import printed

NAMES = ("mao-one-sixth", "general-staff", "stalin-reply")


def plain(text: str) -> oracle.Raw:
    """The first request of a case file, every scalar as its text."""
    requests = yaml.load(text, Loader=yaml.BaseLoader)["requests"]  # noqa: S506  # texts alone
    first: oracle.Raw = next(iter(requests.values()))
    return first


SIXTY = plain(shipped_case().read_text(encoding="utf-8"))


def series_of(request: oracle.Raw, name: str, item: str | None = None) -> oracle.Series:
    series = oracle.work_out(request, name)[item].series
    assert series is not None
    return series


@pytest.mark.parametrize(
    ("name", "short", "wait", "later"),
    [
        (NAMES[0], 0, Fraction(7, 2), [0, 0, 0, 0]),
        (NAMES[1], 550, Fraction(29, 2), [4, 11, 17, 24]),
        (NAMES[2], 775, Fraction(37, 2), [7, 15, 22, 30]),
    ],
)
def test_the_measures_of_the_design(
    name: str, short: int, wait: Fraction, later: list[int]
) -> None:
    base = series_of(SIXTY, NAMES[0])
    found = oracle.measures(SIXTY, None, series_of(SIXTY, name), base)
    assert (found["unit_months_short"], found["mean_wait"]) == (short, wait)
    names = ("late_quarter", "late_half", "late_three_quarters", "late_whole")
    assert [found[each] for each in names] == later


def test_sixteen_over_six_months_in_lots() -> None:
    tranche = oracle.Tranche(0, 5)
    running = [Fraction(0), *oracle.spread(Fraction(16), tranche, Fraction(1))]
    assert [after - before for before, after in pairwise(running)] == [3, 2, 3, 3, 2, 3]


def test_maos_plan_at_four_a_month() -> None:
    mao = dict(SIXTY["scenarios"][NAMES[0]], capacity="4")
    item = oracle.work_out(SIXTY | {"scenarios": {"mao": mao}}, "mao")[None]
    assert item.series
    assert item.waiting
    assert oracle.first_with(item.series, Fraction(60)) == oracle.month("1952-09")
    assert (len(item.waiting.binding), item.waiting.most, item.waiting.longest) == (14, 36, 9)


def test_the_capacity_that_the_general_staff_needs() -> None:
    due = series_of(SIXTY, "general-staff")
    assert oracle.smallest_capacity(due, oracle.month("1951-12"), None) == Fraction(8, 3)
    assert oracle.smallest_capacity(due, oracle.month("1953-12"), None) == 2


def test_a_new_set_is_worth_three_and_three_quarters() -> None:
    there = {
        name: oracle.sets(oracle.work_out(SIXTY, name)[None], oracle.month("1951-12"))
        for name in NAMES[:2]
    }
    existing, top_ups = there[NAMES[0]]["existing"], there[NAMES[0]]["top-up"]
    new = there[NAMES[1]]["new"]
    assert oracle.break_even(existing, top_ups, new) == Fraction(15, 4)


# What random files have found: here the program was wrong, and the design is clear.


def test_what_comes_before_the_opening_is_in_no_measure(case: Case) -> None:
    """
    unit: ton
    dated: 1943-01
    opens: 1943-03
    quantity: 4
    needed_by: 1943-04
    scenarios:
      came:
        kind: record
        tranches: [{quantity: 9, window: 1943-02}, {quantity: 4, window: 1943-04}]
    """
    schedule = schedule_scenario(case, "came")
    measures = compare_scenarios(case).entries[0].items[None].measures
    # The 9 of February are shown; only the 4 of April count: after three months.
    series = schedule.items[None].series
    assert series
    assert series.delivered == (9, None, 4)
    assert (measures["peak"].value, measures["peak_month"].value) == (4, Month.parse("1943-04"))
    assert measures["mean_wait"].value == 3
    own = printed(explain(schedule, Month.parse("1943-04")))["Measures of the whole scenario"]
    assert own["mean wait in months"] == 3


def test_an_unknown_quantity_before_the_opening_hides_nothing_after_it(case: Case) -> None:
    """
    unit: ton
    opens: 1943-03
    quantity: 4
    scenarios:
      came:
        kind: record
        tranches: [{quantity: unknown, window: 1943-02}, {quantity: 4, window: 1943-04}]
    """
    series = schedule_scenario(case, "came").items[None].series
    assert series
    assert series.delivered == (None, None, 4)
    assert series.to_date == series.at_most == series.at_least == (0, 0, 4)
    assert compare_scenarios(case).entries[0].items[None].measures["complete"].value == Month.parse(
        "1943-04"
    )


def test_months_of_which_a_figure_says_nothing_are_not_short_of_nothing(case: Case) -> None:
    """
    unit: ton
    quantity: 10
    needed_by: 1943-01
    scenarios:
      came:
        kind: record
        tranches: [{quantity: 4, window: 1943-02..1943-03}, {quantity: 6, window: 1943-04}]
    """
    measures = compare_scenarios(case).entries[0].items[None].measures
    # In January 10 are missing, in February between 6 and 10: no source says how many.
    assert measures["complete"].value == Month.parse("1943-04")
    assert measures["unit_months_short"].value is None
    explained = printed(explain(schedule_scenario(case, "came"), Month.parse("1943-04")))
    assert (
        "short at the end of each month from the need to completion"
        not in (explained["Measures of the whole scenario"])
    )


def test_what_several_have_is_not_added_up_where_one_is_not_known(case: Case) -> None:
    """
    unit: ton
    scenarios:
      came:
        kind: record
        tranches:
          - {quantity: 3, window: 1943-01, recipients: {A: 2, B: 1}, through: 1943-01-15}
          - {quantity: 4, window: 1943-01, recipients: {A: 0, C: 4}}
    """
    explained = printed(explain(schedule_scenario(case, "came"), Month.parse("1943-01")))
    # At least 2 came for A, and 1 for B: so nobody knows how much for all of them.
    assert explained["For whom, by then"] == {"for C": 4}


def test_what_is_unknown_later_is_nought_before(case: Case) -> None:
    """
    unit: gun
    scenarios: {a: {kind: plan, tranches: [{quantity: unknown, window: 1951-05}]}}
    """
    explained = printed(explain(schedule_scenario(case, "a"), Month.parse("1951-02")))
    assert explained["Together"] == {"there by then": 0, "there in the month": 0}
