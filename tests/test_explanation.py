"""What is printed is worked out again, line by line, and must come to the cell."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import floor
from operator import mul, truediv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case, Limit, Tranche
from deliveries.errors import UnknownNameError
from deliveries.explanation import Explanation, explain
from deliveries.months import Month, Window
from deliveries.numbers import mixed, parse_exact
from deliveries.reports import report
from deliveries.reports.explanation import step_line
from deliveries.schedule import Schedule, schedule_scenario
from deliveries.tables import Notes
from deliveries.text import to_ascii
from tests.conftest import with_scenarios
from tests.tranches import a_case, open_tranches, tranches, whole_of


def number(text: str) -> Fraction:
    """A number as it is printed: ``−7⅓``, ``1,320``, ``4/6``."""
    plain = to_ascii(text.strip()).replace(",", "")
    return -parse_exact(plain[1:]) if plain.startswith("-") else parse_exact(plain)


RECKON: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    " in lots of ": lambda one, lot: floor(one / lot + Fraction(1, 2)) * lot,
    " down to lots of ": lambda one, lot: floor(one / lot) * lot,
    " or, if less, ": min,
    " × ": mul,
    " ÷ ": truediv,
}


def work_out(equation: str) -> Fraction:
    """The left side of an equation, worked out from what is printed."""
    for sign, reckon in RECKON.items():
        if sign in equation:
            one, other = map(number, equation.split(sign))
            return reckon(one, other)
    first, *rest = re.split(r" ([+−]) ", equation)
    total = number(first)
    for way, term in zip(rest[::2], rest[1::2], strict=True):
        total += number(term) if way == "+" else -number(term)
    return total


def printed(explained: Explanation) -> dict[str, dict[str, Fraction]]:
    """Every value by its section and label, each equation worked out on the way."""
    values: dict[str, dict[str, Fraction]] = {}
    for section in explained.sections:
        own = values.setdefault(section.title, {})
        for step in section.steps:
            label, _, said = step_line(step, mixed).partition(": ")
            if step.value is None:  # a remark
                continue
            left, equals, right = said.partition(" = ")
            own[label] = number(right if equals else left)
            assert work_out(left) == own[label], said
    return values


def cells(schedule: Schedule, name: str | None = None) -> None:
    """Explain every month of an item's schedule and compare with the schedule's own cells."""
    item = schedule.items[name]
    series = item.series
    for month in schedule.window:
        explained = explain(schedule, month, item=name)
        values = printed(explained)
        if series is None or explained.numbers.to_date is None:
            continue
        if item.of:
            shown, counted = (of for title, of in values.items() if title.startswith("Its items"))
            assert counted["there by then"] == explained.numbers.to_date == series.at(month)
            assert shown.get("there in the month") == explained.numbers.delivered
            continue
        last = values["Capacity" if item.waiting else "Together"]
        sums = (value for label, value in last.items() if label.startswith("there by then"))
        there = next(sums, 0)  # nothing of it may count
        assert there == explained.numbers.to_date == series.at(month)
        in_month = last.get("so in the month" if item.waiting else "there in the month")
        if series.opens and month < series.opens:
            assert not in_month
        elif in_month is None:
            assert not last or any(month in figure.window for figure in series.figures)
        else:
            assert in_month == (explained.numbers.delivered or 0)
        if "For whom, by then" in values:
            assert values["For whom, by then"]["for all of them"] == there


@pytest.mark.slow
@given(st.lists(tranches(), min_size=1, max_size=3))
def test_every_cell_of_any_schedule(planned: list[Tranche]) -> None:
    cells(schedule_scenario(a_case(planned), "s0"))


@given(open_tranches(), st.integers(0, 3), st.booleans(), st.integers(0, 4))
def test_every_cell_with_ceilings_a_balance_lots_and_a_capacity(
    planned: list[Tranche], rest: int, in_lots: bool, capacity: int
) -> None:
    quantity = whole_of(planned, rest)
    if not quantity:
        return
    case = a_case(planned, quantity=str(quantity), lot="1" if in_lots else None)
    if capacity:
        limits = (Limit(limit=f"{2 * capacity + 1}/2"),)
        limited = case.requests["r"].scenarios["s0"].model_copy(update={"capacity": limits})
        case = with_scenarios(case, "r", {"s0": limited})
    cells(schedule_scenario(case, "s0"))


@given(st.dictionaries(st.integers(0, 11), st.integers(0, 20), min_size=1), st.integers(-9, 9))
def test_every_cell_of_amounts_by_month_moved_about(amounts: dict[int, int], shift: int) -> None:
    first = Month(1951, 1)
    listed = {first + at: str(amount) for at, amount in amounts.items()}
    case = a_case([Tranche(amounts=listed, window=Window(first, first + 11))])
    update = {"based_on": "s0", "shift": shift, "tranches": ()}
    moved = case.requests["r"].scenarios["s0"].model_copy(update=update)
    cells(schedule_scenario(with_scenarios(case, "r", {"moved": moved}), "moved"))


def test_every_cell_of_the_shipped_comparison(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    baseline = comparison.entries[0].schedule
    for entry in comparison.entries[1:]:
        compared = entry.items[None]
        for month, gap in zip(comparison.window, compared.gap, strict=True):
            explained = explain(entry.schedule, month, baseline=baseline)
            assert explained.numbers.gap == gap
            assert printed(explained)["Against Mao's plan"].popitem()[1] == gap
            series = compared.series
            assert explained.numbers.at_least == series.at(month, "at_least")
            assert explained.numbers.at_most == series.at(month, "at_most")


def test_the_measures_of_june_1951_on_the_blackboard(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    for entry in comparison.entries:
        measures = entry.items[None].measures
        values = printed(explain(entry.schedule, Month.parse("1951-10")))
        own = values["Measures of the whole scenario"]
        assert own["there by December 1951, the month of need"] == measures["by_need"].value
        assert own["shortfall by then"] == measures["shortfall"].value
        assert own["its share of the request"] == measures["by_need_share"].value
        assert own["mean wait in months"] == measures["mean_wait"].value
        short = "short at the end of each month from the need to completion"
        assert own.get(short, 0) == measures["unit_months_short"].value


def test_october_1951_on_the_blackboard(shipped: Case) -> None:
    explained = explain(schedule_scenario(shipped, "general-staff"), Month.parse("1951-10"))
    assert [step_line(step, mixed) for step in explained.sections[0].steps] == [
        "its quantity: 16",
        "due by the month before, read evenly, 3 of 6 months: 16 × 3/6 = 8",
        "due by then, read evenly, 4 of 6 months: 16 × 4/6 = 10⅔",
        "so due in the month: 10⅔ − 8 = 2⅔",
    ]


def test_divisions_on_the_blackboard(shipped: Case) -> None:
    """Three of twelve months: 16 × 3/12 = 4 of the sixteen are turned."""
    explained = explain(schedule_scenario(shipped, "mao-one-sixth"), Month.parse("1952-03"))
    assert printed(explained)["Divisions by then"] == {
        "sets for the existing organisation": 60,
        "turned by top-ups": 4,
        "divisions on the existing one": 56,
        "divisions on the new one": 4,
    }


def test_any_month_can_be_asked_about(shipped: Case) -> None:
    schedule = schedule_scenario(shipped, "general-staff")
    before, after = (explain(schedule, Month.parse(each)) for each in ("1950-01", "1960-01"))
    assert (before.numbers.delivered, before.numbers.to_date) == (None, 0)
    assert (after.numbers.delivered, after.numbers.to_date) == (None, 60)


def test_what_is_not_known_is_not_reckoned(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches: [{quantity: 3, window: 1951-01}, {quantity: unknown, window: 1951-02}]
      came:
        kind: record
        tranches: [{quantity: 3, window: 1951-01}, {quantity: unknown, window: 1951-02}]
    """
    schedule = schedule_scenario(case, "a")
    assert explain(schedule, Month.parse("1951-01")).numbers.to_date == 3
    explained = explain(schedule, Month.parse("1951-02"))
    assert (explained.numbers.delivered, explained.numbers.to_date) == (None, None)
    step = explained.sections[-1].steps[0]
    assert (step.label, step.value) == ("at least, by then", 3)
    came = explain(schedule_scenario(case, "came"), Month.parse("1951-02"))
    assert (came.numbers.to_date, came.numbers.at_least, came.numbers.at_most) == (None, 3, None)
    step = came.sections[-1].steps[0]
    assert (step.label, step.value) == ("at least, by then", 3)


def test_milestones_and_rows_are_added_up(case: Case) -> None:
    """
    unit: gun
    scenarios:
      came:
        kind: record
        tranches:
          - {quantity: 5, window: 1951-01}
          - {to_date: 9, date: 1951-03}
    """
    explained = explain(schedule_scenario(case, "came"), Month.parse("1951-02"))
    titled = {section.title: section.steps for section in explained.sections}
    assert [step.value for step in titled["Milestones and totals"]] == [0, 4]
    assert [step.equation for step in titled["Together"]] == [(5, "+", 0), (5, "+", 4)]
    assert (explained.numbers.at_least, explained.numbers.at_most) == (5, 9)


def test_an_item_is_named(case: Case) -> None:
    """
    items: {guns: {unit: gun}}
    scenarios: {a: {kind: plan, tranches: [{item: guns, quantity: 3, window: 1951-01}]}}
    """
    schedule = schedule_scenario(case, "a")
    with pytest.raises(UnknownNameError, match="which item is meant"):
        explain(schedule, Month.parse("1951-01"))
    assert explain(schedule, Month.parse("1951-01"), item="guns").numbers.to_date == 3


def test_what_waits_as_not_all_of_it_is_there_before_a_month(case: Case) -> None:
    """
    unit: gun
    quantity: 6
    scenarios:
      a:
        kind: plan
        not_complete_before: 1951-05
        tranches:
          - {quantity: 4, window: 1951-01}
          - {quantity: {at_most: 2}, window: 1951-02..1951-05, amounts: {1951-02: 2}}
    """
    schedule = schedule_scenario(case, "a")
    cells(schedule)
    lines = {
        month: [
            step_line(step, mixed)
            for section in explain(schedule, Month.parse(f"1951-{month}")).sections
            for step in section.steps
            if section.title == "Together"
        ]
        for month in ("01", "02", "04", "05")
    }
    held = "there by then, as it is not complete before May 1951: 6 or, if less, 5 = 5"
    assert lines == {
        "01": ["there by then: 4 + 0 = 4", "there in the month: 4 + 0 = 4"],
        "02": ["due by then: 4 + 2 = 6", held, "there in the month: 5 − 4 = 1"],
        "04": ["due by then: 4 + 2 = 6", held, "there in the month: 5 − 5 = 0"],
        "05": ["there by then: 4 + 2 = 6", "there in the month: 6 − 5 = 1"],
    }


def test_a_ceiling_beside_a_total_is_read_as_in_the_table(case: Case) -> None:
    """
    unit: gun
    dated: 1951-01
    scenarios:
      came:
        kind: record
        tranches:
          - {quantity: {at_most: 16}, date: 1951-02-05}
          - {quantity: 4, window: 1951-03}
          - {total: 8, window: 1951-04..1951-05}
    """
    schedule = schedule_scenario(case, "came")
    explained = explain(schedule, Month.parse("1951-03"))
    assert explained.numbers.to_date == 20
    assert printed(explained)["Together"] == {"there by then": 20}


def test_a_record_came_and_was_never_due(in_case: Callable[[str], Case]) -> None:
    """A row of a month that one figure for several holds is not that month's whole."""
    case = in_case("""
    unit: ton
    plural: tons
    scenarios:
      came:
        kind: record
        tranches:
          - {quantity: 300, window: 1921-07}
          - {quantity: 250, window: 1921-08..1921-09}
          - {quantity: -20, date: 1921-09-10}
    """)
    schedule = schedule_scenario(case, "came")
    july, september = (
        report(explain(schedule, Month.parse(month))) for month in ("1921-07", "1921-09")
    )
    assert july.verdict.endswith("brought 300 tons in July 1921; 300 tons were there at its end.")
    assert "what came in September 1921 by itself is not known; 530" in september.verdict
    lines = [
        line
        for each in (july, september)
        for part in each.flat()
        if isinstance(part, Notes)
        for line in part.lines
    ]
    assert "all of it came in the month: 300" in lines
    assert "all of it has come by then: 300" in lines
    assert not [line for line in lines if "due" in line]


def test_a_month_within_a_figure_for_several_is_not_known_by_itself(case: Case) -> None:
    """
    items: {guns: {unit: gun}, tanks: {unit: gun}}
    sums: {all: {items: [guns, tanks]}}
    scenarios:
      came:
        kind: record
        tranches:
          - {item: guns, quantity: 2, window: 1951-01..1951-04}
          - {item: guns, quantity: 3, window: 1951-04}
          - {item: guns, quantity: {at_least: 4}, window: 1951-05}
          - {item: guns, quantity: 1, window: 1951-05}
          - {item: tanks, quantity: 5, window: 1951-04}
    """
    schedule = schedule_scenario(case, "came")
    cells(schedule, "guns")
    cells(schedule, "all")
    april, may = (Month.parse(month) for month in ("1951-04", "1951-05"))
    for name in ("guns", "all"):
        assert explain(schedule, april, item=name).numbers.delivered is None
        assert "what came in April 1951 by itself is not known" in said(schedule, april, name)
    shown = printed(explain(schedule, april, item="all"))["Its items in April 1951"]
    assert shown == {"tanks": 5, "there in the month, at least": 5}
    for name in ("guns", "all"):  # of tanks nothing is known then
        assert said(schedule, may, name).startswith("Came brought at least 5 gun in May 1951;")


def said(schedule: Schedule, month: Month, item: str) -> str:
    return report(explain(schedule, month, item=item)).verdict
