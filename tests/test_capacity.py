"""Capacity worked by hand, and what holds of it for every schedule."""

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deliveries
from deliveries.case import Case, Limit, Scenario, Tranche
from deliveries.errors import CapacityError, CaseError
from deliveries.months import Month, Window
from deliveries.schedule import ItemSchedule, Series, schedule_scenario, smallest_limit
from tests.conftest import with_scenarios
from tests.tranches import LISTS, a_case, counted


def item_of(case: Case, name: str, *, whole: bool = False) -> ItemSchedule:
    return schedule_scenario(case, name, whole=whole).items[None]


def delivered(item: ItemSchedule) -> list[str | None]:
    series = item.series
    assert series is not None
    return [None if each is None else str(series.exact(each)) for each in series.delivered]


def test_maos_plan_at_four_a_month(shipped: Case) -> None:
    limits = (Limit(limit="4"),)
    four = Scenario(kind="counterfactual", based_on="mao-one-sixth", capacity=limits)
    item = item_of(with_scenarios(shipped, "sixty-divisions", {"four": four}), "four")
    # Sixty at four a month take fifteen months. Six a month are put off until December: 36.
    assert delivered(item) == ["4"] * 15
    assert item.waiting is not None
    assert item.series is not None
    assert str(item.series.window) == "1951-07..1952-09"
    assert len(item.waiting.binding) == 14
    assert (item.waiting.most, str(item.waiting.most_month)) == (36, "1951-12")
    # What was due in December 1951 is all there in September 1952.
    assert item.waiting.longest == 9


def test_arrears_come_as_soon_as_they_can_oldest_first(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches: [{amounts: {1951-01: 9, 1951-03: 1}, window: 1951-Q1}]
        capacity: [{limit: 4, window: 1951-01..1951-02}, {limit: 1, window: 1951-03}]
    """
    # January 4 of 9, February 4 of the 5 that wait, March 1; what is left is not limited in April.
    item = item_of(case, "a")
    assert delivered(item) == ["4", "4", "1", "1"]
    assert item.waiting is not None
    assert [str(month) for month in item.waiting.binding] == ["1951-01", "1951-02", "1951-03"]
    assert (item.waiting.most, item.waiting.longest) == (5, 2)


def test_a_month_in_which_nothing_is_planned_and_nothing_waits_stays_empty(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches: [{quantity: 2, window: 1951-01}, {quantity: 2, window: 1951-04}]
        capacity: 1
    """
    assert delivered(item_of(case, "a")) == ["1", "1", None, "1", "1"]


def test_with_lots_a_capacity_is_floored_to_lots(case: Case) -> None:
    """
    unit: set
    lot: 2
    scenarios: {a: {kind: plan, tranches: [{quantity: 6, window: 1951-01}], capacity: 5}}
    """
    assert delivered(item_of(case, "a")) == ["4", "2"]


def test_a_fraction_is_a_capacity_too(case: Case) -> None:
    """
    unit: set
    scenarios: {a: {kind: plan, tranches: [{quantity: 3, window: 1951-01}], capacity: 4/3}}
    """
    assert delivered(item_of(case, "a")) == ["4/3", "4/3", "1/3"]


def test_the_band_goes_through_it(case: Case) -> None:
    """
    unit: set
    scenarios: {a: {kind: plan, tranches: [{quantity: 6, window: 1951-01..1951-02}], capacity: 4}}
    """
    # At the at_most all six are due in January: 4 and 2. At the at_least in February: 0, 4, 2.
    series = item_of(case, "a").series
    assert series is not None
    assert series.at_most == (4, 6, 6)
    assert series.at_least == (0, 4, 6)


def test_top_ups_are_outside_it(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        capacity: 1
        tranches:
          - {quantity: 1, window: 1951-01, establishment: existing}
          - {quantity: 9, window: 1951-01, establishment: top-up}
    """
    item = item_of(case, "a")
    assert item.waiting is not None
    assert (item.waiting.most, item.waiting.binding) == (0, ())
    assert item.top_ups is not None
    assert item.top_ups.delivered == (9,)


def test_each_item_has_its_own(case: Case) -> None:
    """
    items: {guns: {unit: gun}, rounds: {unit: round}}
    scenarios:
      a:
        kind: plan
        capacity: [{limit: 1, item: guns}]
        tranches:
          - {item: guns, quantity: 2, window: 1951-01}
          - {item: rounds, quantity: 2, window: 1951-01}
    """
    items = schedule_scenario(case, "a").items
    assert [delivered(each) for each in items.values()] == [["1", "1"], ["2"]]
    assert items["rounds"].waiting is None


@pytest.mark.parametrize(
    ("tranches", "capacity"),
    [
        ("{quantity: 60, window: 1951-01}", "1/21"),
        ("{quantity: 60, window: 1951-01}", "[{limit: 1/21, window: 1951-01..}]"),
        ("{quantity: 1, window: 1951-01}, {quantity: 59, window: 1952}", "1/21"),
        ("{quantity: 60, window: 1952}", "[{limit: 1/21, window: 1952-01..}]"),
        ("{quantity: 40, window: 1951}, {quantity: balance, window: 1952}", "1/21"),
        ("{quantity: {at_most: 60}, window: 1951}", "1/21"),
        ("{quantity: 2, window: 9999-11}", "1/2"),
    ],
)
def test_what_would_take_a_century_is_refused_with_the_case(
    in_case: Callable[[str], Case], tranches: str, capacity: str
) -> None:
    plan = f"{{kind: plan, capacity: {capacity}, tranches: [{tranches}]}}"
    with pytest.raises(CaseError, match=r"more than 1,200 months|until after the year 9999"):
        in_case(f"unit: set\nquantity: 60\nscenarios: {{a: {plan}}}")


def test_what_just_ends_in_a_century_is_taken(case: Case) -> None:
    """
    unit: set
    lot: 1
    scenarios:
      a: {kind: plan, tranches: [{quantity: 1200, window: 1951-01}], capacity: 3/2}
      b: {kind: plan, tranches: [{quantity: 2, window: 9999-11}], capacity: 1}
    """
    assert len(delivered(item_of(case, "a"))) == 1200
    assert delivered(item_of(case, "b")) == ["1", "1"]


@pytest.mark.parametrize(("month", "time"), [("1951", "1,200 months"), ("9999", "the year 9999")])
def test_what_comes_too_late_for_its_limit_is_refused_when_it_is_placed(
    in_case: Callable[[str], Case], month: str, time: str
) -> None:
    tranche = f"{{quantity: 60, window: {month}-Q1, weights: [0, 0, 1]}}"
    late = (
        f"{{kind: plan, tranches: [{tranche}], capacity: [{{limit: 1/21, window: {month}-03..}}]}}"
    )
    with pytest.raises(CapacityError, match=time):
        schedule_scenario(in_case(f"unit: set\nscenarios: {{a: {late}}}"), "a")


@pytest.mark.parametrize(
    ("name", "due", "needed"),
    [
        ("general-staff", "1951-12", Fraction(8, 3)),
        ("general-staff", "1953-12", 2),
        ("mao-one-sixth", "1951-12", 10),
        ("stalin-reply", "1954-06", Fraction(5, 3)),
        ("mao-one-sixth", "1951-06", 0),
    ],
)
def test_the_smallest_capacity_that_loses_no_time(
    shipped: Case, name: str, due: str, needed: Fraction
) -> None:
    assert smallest_limit(counted(shipped, name), Month.parse(due))[0] == needed


AMOUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=12)


def in_months(amounts: list[int], capacity: Fraction | None = None) -> Case:
    months = {Month(1951, 1) + at: str(each) for at, each in enumerate(amounts)}
    window = Window(Month(1951, 1), Month(1951, 1) + (len(amounts) - 1))
    case = a_case([Tranche(amounts=months, window=window)])
    limits = () if capacity is None else (Limit(limit=str(capacity)),)
    limited = case.requests["r"].scenarios["s0"].model_copy(update={"capacity": limits})
    return with_scenarios(case, "r", {"s0": limited})


@given(AMOUNTS, st.fractions(1, 20, max_denominator=6))
def test_nothing_is_lost_and_no_month_has_more_than_its_limit(
    amounts: list[int], capacity: Fraction
) -> None:
    series = counted(in_months(amounts, capacity))
    assert series.total == sum(amounts)
    assert all((series.exact(each) or 0) <= capacity for each in series.delivered)
    due = 0
    for month, amount in zip(series.window, amounts, strict=False):
        due += amount
        assert (series.at(month) or 0) <= due


@given(AMOUNTS, st.fractions(1, 20, max_denominator=6), st.fractions(0, 5, max_denominator=4))
def test_more_capacity_is_never_later(
    amounts: list[int], capacity: Fraction, more: Fraction
) -> None:
    less, larger = (counted(in_months(amounts, each)) for each in (capacity, capacity + more))
    for month in less.window:
        assert (larger.at(month) or 0) >= (less.at(month) or 0)


@given(AMOUNTS.filter(any), st.integers(0, 11))
def test_the_needed_capacity_is_enough_and_nothing_less_is(amounts: list[int], at: int) -> None:
    due = Month(1951, 1) + min(at, len(amounts) - 1)
    wanted = list(accumulate(amounts))[due - Month(1951, 1)]
    capacity = smallest_limit(counted(in_months(amounts)), due)[0]
    assert capacity is not None
    if not wanted:
        assert capacity == 0
        return
    assert there(in_months(amounts, capacity), due) == wanted
    assert there(in_months(amounts, capacity * Fraction(99, 100)), due) < wanted


def there(case: Case, month: Month) -> Fraction:
    series = counted(case)
    return series.at(month) or Fraction(0)


@given(LISTS, st.integers(6, 60))  # less than 5 may need a century and more
def test_the_band_still_holds_the_central_reading(planned: list[Tranche], capacity: int) -> None:
    case = a_case(planned)
    scenarios = case.requests["r"].scenarios
    limits = (Limit(limit=str(capacity)),)
    limited = scenarios["s0"].model_copy(update={"capacity": limits})
    case = with_scenarios(case, "r", {"s0": limited})
    series: Series = counted(case)
    rows = zip(series.at_least, series.to_date, series.at_most, strict=True)
    assert all((least or 0) <= (there or 0) <= (most or 0) for least, there, most in rows)


def test_a_capacity_and_an_unknown_quantity_do_not_go_together(
    in_case: Callable[[str], Case],
) -> None:
    request = "unit: set\nscenarios:\n  a: {kind: plan, capacity: 1, tranches: [%s]}\n"
    in_case(request % "{quantity: 1, window: 1951}")
    with pytest.raises(Exception, match="a capacity cannot be applied"):
        in_case(request % "{quantity: unknown, window: 1951}")


def test_what_comes_before_the_opening_is_shown_and_not_limited(case: Case) -> None:
    """
    unit: gun
    opens: 1951-03
    scenarios:
      a:
        kind: plan
        capacity: 15
        tranches: [{quantity: 20, window: 1951-02}, {quantity: 20, window: 1951-03}]
    """
    item = item_of(case, "a")
    assert delivered(item) == ["20", "15", "5"]
    assert item.series is not None
    assert item.series.to_date == (0, 15, 20)


def test_a_limit_of_one_item_leaves_the_others_limits(case: Case) -> None:
    """
    items: {guns: {unit: gun}, rounds: {unit: round}}
    scenarios:
      a:
        kind: plan
        capacity: [{limit: 1, item: guns}]
        tranches:
          - {item: guns, quantity: 2, window: 1951-01}
          - {item: rounds, quantity: 2, window: 1951-01}
      b: {kind: counterfactual, based_on: a, capacity: [{limit: 1, item: rounds}]}
    """
    items = schedule_scenario(case, "b").items
    assert [delivered(each) for each in items.values()] == [["1", "1"], ["1", "1"]]


def test_with_lots_the_needed_capacity_is_whole_lots(case: Case) -> None:
    """
    unit: gun
    lot: 5
    scenarios: {a: {kind: plan, tranches: [{quantity: 35, window: 1951-01..1951-02}]}}
    """
    item = item_of(case, "a")
    assert item.scheduled is not None
    # 35 in two months is 17 1/2; lots of five let only 15 of it through.
    assert smallest_limit(item.scheduled, Month.parse("1951-02"), item.lot)[0] == 20


def test_what_waits_may_be_a_fraction_and_may_be_nothing(case: Case) -> None:
    """
    unit: gun
    scenarios:
      a: {kind: plan, capacity: 4/3, tranches: [{quantity: 4, window: 1951-01}]}
      b: {kind: plan, capacity: 9, tranches: [{quantity: 4, window: 1951-01}]}
    """
    january, february = Month.parse("1951-01"), Month.parse("1951-02")
    assert item_of(case, "a").waiting == ((january, february), Fraction(8, 3), january, 2, (2, 2))
    assert item_of(case, "b").waiting == ((), 0, None, 0, (0, 0))


def test_no_month_has_two_limits(in_case: Callable[[str], Case]) -> None:
    request = (
        "unit: gun\nscenarios: {a: {kind: plan, tranches: [{quantity: 4, window: 1951-01}], "
        "capacity: [{limit: 3, window: %s}, {limit: 2%s}]}}\n"
    )
    in_case(request % ("1951", ", window: 1952.."))
    for windows in (("1951", ", window: 1951-12.."), ("1951..", ""), ("1951-01", "")):
        with pytest.raises(CaseError, match="two limits have months in common"):
            in_case(request % windows)


def test_a_capacity_that_never_binds_changes_nothing(case: Case) -> None:
    """
    unit: gun
    scenarios: {a: {kind: plan, capacity: 9, tranches: [{quantity: 4, window: 1951-01..1951-02}]}}
    """
    item = item_of(case, "a")
    assert item.series == item.scheduled


def test_a_century_is_the_longest_that_a_capacity_may_take(in_case: Callable[[str], Case]) -> None:
    request = (
        "unit: gun\n"
        "scenarios: {a: {kind: plan, capacity: 1, tranches: [{quantity: %s, window: 1951-01}]}}"
    )
    counted = item_of(in_case(request % 1200), "a").series
    assert counted
    assert len(counted.window) == 1200
    with pytest.raises(CaseError, match=r"more than 1,200 months"):
        in_case(request % 1201)


LOWER_BOUND = """
unit: rifle
plural: rifles
quantity: 100
needed_by: 1951-06
scenarios:
  plan:
    kind: plan
    tranches:
    - {quantity: {at_least: 60}, window: 1951-02..1951-04}
    - {quantity: 20, window: 1951-05..1951-08}
  sure: {kind: plan, tranches: [{quantity: 30, window: 1951-02..1951-04, profile: even}]}
"""


def test_more_than_a_lower_bound_comes_at_most_as_a_capacity_lets_it(
    in_case: Callable[[str], Case],
) -> None:
    """Ten a month from February on: 50 by June, 100 by November; of 60 and 20 for sure, 30 by June.

    These 60 may all fall in April, so that 10 come in it, 20 by May, 30 by June.
    """
    case = in_case(LOWER_BOUND)
    what = deliveries.what_if(case, "plan", {"capacity": 10})
    there = what.comparison.entries[1].items[None]
    june, november = Month.parse("1951-06"), Month.parse("1951-11")
    bounds = [there.series.at(june, name) for name in ("to_date", "at_least", "at_most")]
    assert bounds == [50, 30, 50]
    assert there.series.at(november, "at_most") == 100
    assert there.series.at(november + 1, "at_most") is None
    assert there.measures["complete"] == (None, november, None)
    assert there.measures["longest_wait"] == (3, 3, None)  # 60 by April, at 10 a month by July
    assert "a longest wait of 3 or more" in " ".join(deliveries.as_text(what).split())


def test_against_what_has_no_most_a_gap_may_be_of_any_width(in_case: Callable[[str], Case]) -> None:
    """In August 80 or more are planned and 30 are there for sure: at least 50 behind."""
    measures = deliveries.compare_scenarios(in_case(LOWER_BOUND)).entries[1].items[None].measures
    assert measures["widest_gap"] == (-50, None, -50)
    assert measures["widest_gap_month"].value == Month.parse("1951-08")


def test_a_lower_bound_needs_a_capacity_at_the_least(in_case: Callable[[str], Case]) -> None:
    """Of 60 or more by June, five months from February on: 12 a month at the least."""
    schedule = deliveries.schedule_scenario(in_case(LOWER_BOUND), "plan")
    (need,) = deliveries.needed_capacity(schedule).answers
    assert (need.scheduled, need.capacity) == (70, 14)
    assert (need.at_least, need.at_most) == (12, None)
    (found,) = deliveries.when_reached(schedule, 70).answers
    assert (found.earliest, found.latest) == (Month.parse("1951-02"), Month.parse("1951-08"))
