"""What holds for every case, tried on random ones."""

from fractions import Fraction
from itertools import accumulate, product
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.measures import NOT_REACHED
from deliveries.case import Scenario, Tranche
from deliveries.months import By, Month, Window
from deliveries.reports import View
from deliveries.reports.schedules import Calendar, delivered_in
from deliveries.schedule import by_recipient, schedule_scenario
from tests.conftest import with_scenarios
from tests.tranches import (
    LISTS,
    WHOLE,
    a_case,
    counted,
    open_tranches,
    total,
    tranches,
    whole_of,
)


@given(LISTS)
def test_nothing_is_lost_and_nothing_is_added(planned: list[Tranche]) -> None:
    series = counted(a_case(planned))
    assert series.total == total(planned)
    assert sum(each or 0 for each in series.delivered) == series.to_date[-1]


@given(st.lists(tranches(WHOLE), min_size=1, max_size=4))
def test_whole_sets_lose_nothing_either(planned: list[Tranche]) -> None:
    case = a_case(planned)
    series = counted(case, whole=True)
    assert series.total == total(planned)
    assert all((each or 0) >= 0 for each in series.delivered)
    ideal = counted(case)
    for month in series.window:
        rounded, exact = (each.at(month) for each in (series, ideal))
        assert rounded is not None
        assert exact is not None
        assert rounded.denominator == 1
        assert abs(rounded - exact) <= Fraction(len(planned), 2)


@pytest.mark.slow
@given(LISTS, st.booleans())
def test_recipients_and_the_rest_make_the_whole(planned: list[Tranche], whole: bool) -> None:
    if whole:
        planned = [Tranche(quantity="7", window=each.window) for each in planned]
    item = schedule_scenario(a_case(planned), "s0", whole=whole).items[None]
    assert item.series is not None
    for month in item.series.window:
        shares = [each.at(month) or 0 for each in by_recipient(item).values()]
        assert sum(shares) == item.series.at(month)


@given(LISTS)
def test_the_central_reading_lies_within_the_band(planned: list[Tranche]) -> None:
    series = counted(a_case(planned))
    for least, central, most in zip(series.at_least, series.to_date, series.at_most, strict=True):
        assert least is not None
        assert central is not None
        assert most is not None
        assert least <= central <= most


@given(LISTS)
def test_the_band_never_goes_back(planned: list[Tranche]) -> None:
    series = counted(a_case(planned))
    for bound in (series.at_most, series.at_least, series.to_date):
        known = [each for each in bound if each is not None]
        assert known == sorted(known)


@pytest.mark.slow
@given(LISTS)
def test_months_add_up_to_quarters_and_quarters_to_years(planned: list[Tranche]) -> None:
    series = counted(a_case(planned))
    for finer, coarser in ((By.month, By.quarter), (By.quarter, By.year)):
        whole = Calendar(series.window, View(), 1)
        for period in series.window.periods(coarser):
            parts = delivered_in(series, whole, period.periods(finer))
            assert delivered_in(series, whole, [period]) == [sum(each or 0 for each in parts)]


@given(LISTS)
def test_a_scenario_against_itself_is_level(planned: list[Tranche]) -> None:
    whole = total(planned) or 1
    comparison = compare_scenarios(a_case(planned, planned, quantity=str(whole)))
    other = comparison.entries[1].items[None]
    assert set(other.gap) == {0}
    assert other.measures["widest_gap"].value == 0
    assert {
        other.measures[each].value
        for each in ("late_quarter", "late_half", "late_three_quarters", "late_whole")
    } == {0 if total(planned) else NOT_REACHED}


@given(LISTS)
def test_based_on_without_a_change_is_the_base(planned: list[Tranche]) -> None:
    same = Scenario(kind="counterfactual", based_on="s0", shift="0")
    case = with_scenarios(a_case(planned), "r", {"same": same})
    assert counted(case, "same") == counted(case)


@pytest.mark.slow
@given(LISTS, st.integers(-24, 24))
def test_a_shift_there_and_back_is_nothing(planned: list[Tranche], months: int) -> None:
    there = Scenario(kind="counterfactual", based_on="s0", shift=str(months))
    back = Scenario(kind="counterfactual", based_on="there", shift=str(-months))
    case = with_scenarios(a_case(planned), "r", {"there": there, "back": back})
    assert counted(case, "there").delivered == counted(case).delivered
    assert counted(case, "there").window == counted(case).window.shifted(months)
    assert counted(case, "back") == counted(case)


@pytest.mark.slow
@settings(max_examples=120)
@given(open_tranches(), st.integers(0, 3), st.booleans())
def test_the_band_is_what_brute_force_finds(
    planned: list[Tranche], rest: int, in_lots: bool
) -> None:
    """Ceilings and a balance or not: every division and every placement there is, one by one."""
    most = [int(each.quantity.amount or 0) for each in planned[1:] if each.quantity]
    own = planned[0].quantity and planned[0].quantity.amount
    quantity = whole_of(planned, rest)
    if not quantity:
        return
    series = counted(a_case(planned, quantity=str(quantity), lot="1" if in_lots else None))
    totals: dict[Month, set[Fraction]] = {month: set() for month in series.window}
    for came in product(*(range(ceiling + 1) for ceiling in most)):
        amounts = [quantity - sum(came) if own is None else int(own), *came]
        ways = [placements(n, t, in_lots) for n, t in zip(amounts, planned, strict=True)]
        for way in product(*ways):
            for month in series.window:
                there = (by(month, t.window, w) for t, w in zip(planned, way, strict=True))
                totals[month].add(sum(there, Fraction(0)))
    for month in series.window:
        assert series.at(month, "at_most") == max(totals[month])
        assert series.at(month, "at_least") == min(totals[month])


def placements(pieces: int, tranche: Tranche, in_lots: bool) -> list[list[Fraction]]:
    """Running totals of every way in which whole pieces can come, or of the one stated way."""
    if len(tranche.window) == 1:
        return [[Fraction(pieces)]]
    if tranche.weights:
        whole = sum(tranche.weights)
        ideal = [pieces * weight / whole for weight in accumulate(tranche.weights)]
        return [[Fraction(floor(each + Fraction(1, 2))) if in_lots else each for each in ideal]]
    ways = product(range(pieces + 1), repeat=len(tranche.window))
    return [[Fraction(n) for n in accumulate(way)] for way in ways if sum(way) == pieces]


def by(month: Month, window: Window, way: list[Fraction]) -> Fraction:
    """What has come by the end of a month."""
    return Fraction(0) if month < window.first else way[min(month - window.first, len(way) - 1)]
