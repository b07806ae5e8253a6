"""One capacity for all scenarios of a request, against each of them altered by itself."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries import (
    ChangeError,
    as_text,
    compare_readings,
    compare_scenarios,
    parse_case,
    report,
    schedule_scenario,
    under_capacity,
    verdict,
    what_if,
)
from deliveries.case import Case, Tranche
from deliveries.case.readings import choices, with_reading
from deliveries.tables import Gauges
from tests.terminal import run
from tests.tranches import a_case, tranches

NAMES = ["mao-one-sixth", "general-staff", "stalin-reply", "three-months-earlier"]


def totals(case: Case, name: str, request: str | None = None) -> list[object]:
    schedule = schedule_scenario(case, name, request=request)
    return [(item.id, item.series and item.series.totals) for item in schedule.items.values()]


@pytest.mark.parametrize("name", NAMES)
@given(st.fractions(min_value=1, max_value=12, max_denominator=4))
def test_it_is_what_if_of_each(shipped: Case, name: str, capacity: Fraction) -> None:
    alone = what_if(shipped, name, {"capacity": capacity}).schedule.items[None].series
    series = schedule_scenario(under_capacity(shipped, capacity), name).items[None].series
    assert alone is not None
    assert series is not None
    assert (series.totals, series.grain) == (alone.totals, alone.grain)


@given(st.lists(tranches(), min_size=1, max_size=3), st.integers(10, 100))
def test_it_is_what_if_of_anything(planned: list[Tranche], capacity: int) -> None:
    case = a_case(planned)
    try:
        alone = what_if(case, "s0", {"capacity": capacity}).schedule.items[None].series
    except ChangeError:
        with pytest.raises(ChangeError):
            under_capacity(case, capacity)
        return
    series = schedule_scenario(under_capacity(case, capacity), "s0").items[None].series
    assert alone == series


def test_eight_a_month_in_1951(shipped: Case) -> None:
    """Six months at 8 are 48. All 16 of the Staff's may come in December: 8 of them, then."""
    said = verdict(compare_scenarios(under_capacity(shipped, 8)))
    assert said.startswith(
        "With at most 8 a month for all, by December 1951 Mao's plan would bring 48 of 60 division "
        "sets, the General Staff's calculation would bring 8 to 16 and Stalin's reply would bring "
        "at most 10."
    )


def test_it_is_said_to_be_ours(shipped: Case) -> None:
    told = report(compare_scenarios(under_capacity(shipped, 8)))
    ours = "that it limits them is ours. What each would bring at it is no source's word."
    assert any(ours in note for note in told.notes)
    assert "One capacity for all, limit: the user's own" in told.assumptions
    assert any("Top-ups are outside it." in note for note in told.notes)


CASE = """\
title: T
requests:
  r:
    title: R
    recipient: A
    supplier: B
    unit: gun
    plural: guns
    quantity: 60
    needed_by: 1901-06
    capacity: [{limit: 10, assumed: {limit: {why: the harbour's, or: [20]}}}]
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 60, window: 1901-05}]}
      later: {kind: plan, based_on: plan, shift: 1}
      own: {kind: plan, capacity: 30, tranches: [{quantity: 60, window: 1901-05}]}
      vague: {kind: plan, tranches: [{quantity: unknown, window: 1901-05}]}
      came: {kind: record, tranches: [{quantity: 60, window: 1901-06}]}
"""


def by_june(case: Case) -> list[Fraction | None]:
    compared = compare_scenarios(case).entries
    return [entry.items[None].measures["by_need"].value for entry in compared]  # type: ignore[misc]


def test_a_capacity_of_a_request_is_for_those_that_have_none() -> None:
    """Sixty in May at 10 a month: 20 by June, at 30 a month all; what came has come."""
    case = parse_case(CASE)
    assert by_june(case) == [20, 10, 60, None, 60]
    assert by_june(under_capacity(case, 12)) == [24, 12, 24, None, 60]
    told = as_text(compare_scenarios(case)).replace("\n    ", " ")
    assert "Not under it: came, as a record is what came." in told
    assert "Not under it: vague, as nobody can tell what waits of the unknown." in told
    said = verdict(compare_scenarios(case))
    assert "plan would bring 20 of 60 guns" in said
    assert "own plans all 60" in said
    assert "came brought all 60" in said


def test_it_can_be_taken_otherwise() -> None:
    case = parse_case(CASE)
    (choice,) = choices(case.requests["r"])
    assert choice.id == "the request, capacity 1, limit"
    assert by_june(with_reading(case, "r", {choice.id: 1}))[:2] == [40, 20]


def test_a_capacity_for_all_that_can_be_read_otherwise_is_said() -> None:
    told = as_text(compare_readings(parse_case(CASE)))
    assert "1. The request, capacity 1, limit: 10; or 20. The harbour's." in told


def test_what_a_scenario_brings_under_it_in_other_readings_is_nobodys_word() -> None:
    """Sixty in May are 20 by June at 10 a month, 40 at 20; the whole is a month later, or never."""
    found = compare_readings(parse_case(CASE), ["plan", "later"])
    assert "By June 1901 plan would bring 20 or 40." in report(found).verdict


def test_one_that_is_taken_out_keeps_it_as_the_request_s() -> None:
    from deliveries import case_yaml, extract

    part = parse_case(case_yaml(extract(parse_case(CASE), "r", ["later"])))
    assert not part.requests["r"].scenarios["later"].capacity
    assert by_june(part) == [10]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x", "'x' is not a number"),
        ("0", "nothing would ever arrive at this limit"),
        ("guns=8", "there is no item 'guns'"),
        ("=8", "names no item"),
        ("8@", "names no months"),
        ("8@1951-07..,9@1951-08..", "two limits have months in common"),
    ],
)
def test_what_is_no_capacity(typed: str, message: str) -> None:
    told = run("compare", "--capacity", typed)
    assert (told.code, message in told.stderr) == (2, True)


def test_items_have_limits_of_their_own() -> None:
    both = run("compare", "-r", "guns-1953", "--capacity", "guns=100,ammunition=200000@1953-01..")
    assert "guns" in both.stdout
    assert "at most 100 a month" in both.stdout
    unnamed = run("compare", "-r", "guns-1953", "--capacity", "100")
    assert (unnamed.code, "the limit names no item" in unnamed.stderr) == (2, True)
    alone = run("whatif", "plan-1953", "-r", "guns-1953", "--capacity", "guns=100")
    assert (alone.code, "at 100 a month of guns" in alone.stdout) == (0, True)


def test_more_than_was_asked_for_is_complete_and_nothing_short() -> None:
    """The plan of 61 against 60, with its reason; and what is based on it."""
    text = f"""\
{CASE}\
      more:
        {{kind: offer, exceeds: full boxes, tranches: [{{quantity: 61, window: 1901-06}}]}}
      moved: {{kind: offer, based_on: more, shift: -1}}
"""
    text = "\n".join(line for line in text.splitlines() if "capacity: [" not in line)
    case = parse_case(text)
    comparison = compare_scenarios(case, ["more", "moved", "plan"], baseline="more")
    measures = comparison.entries[0].items[None].measures
    assert measures["by_need"].value == 61
    assert measures["by_need_share"].value == Fraction(61, 60)
    assert measures["shortfall"].value == 0
    assert str(measures["complete"].value) == "1901-06"
    assert measures["unit_months_short"].value == 0
    told = report(comparison)
    assert "More than was asked for: more has 61 against 60 guns: full boxes." in told.notes
    assert told.verdict.startswith("By June 1901 more offers 61 guns against 60 asked for")
    assert told.chart is not None
    assert told.chart.reach == (0, 61)
    (bars,) = (part for part in told.parts if isinstance(part, Gauges))
    assert [(bar.sure, bar.value) for bar in bars.bars] == [(1, 61), (1, 61), (1, 60)]
