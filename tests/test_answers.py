"""What one asks of a schedule: the capacity it needs, and the month by which so many are there."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

import deliveries
from deliveries import Month, Need, When, needed_capacity, when_reached
from deliveries.case import Case
from deliveries.errors import ChangeError, UnknownNameError, UnreadableError
from deliveries.tables import Table


def test_the_needed_capacity_of_the_general_staffs_offer(shipped: Case) -> None:
    schedule = deliveries.schedule_scenario(shipped, "general-staff")
    (found,) = needed_capacity(schedule).answers  # by the need, December 1951
    assert (found.due, found.scheduled, found.short) == (Month.parse("1951-12"), 16, 44)
    # Sixteen in six months; all of them may come in the first of these, or in the last.
    assert (found.capacity, found.at_least, found.at_most) == (Fraction(8, 3), Fraction(8, 3), 16)
    (whole,) = needed_capacity(schedule, Month.parse("1953-12")).answers
    # 60 in 30 months; 22 a year from 1952 on need no more, but 44 may come in the last month.
    assert (whole.capacity, whole.at_least, whole.at_most) == (2, 2, 44)
    assert (whole.scheduled, whole.short) == (60, None)


def test_the_month_in_which_so_many_are_there(shipped: Case) -> None:
    schedule = deliveries.schedule_scenario(shipped, "stalin-reply")
    (found,) = when_reached(schedule, 10).answers
    assert [found.month, found.earliest, found.latest] == [
        Month.parse("1951-12"), Month.parse("1951-07"), Month.parse("1954-06"),
    ]  # fmt: skip
    assert when_reached(schedule, 61).answers[0][1:] == (None, None, None)


def test_what_is_not_known_is_none(case: Case) -> None:
    """
    unit: gun
    scenarios: {a: {kind: plan, tranches: [{quantity: unknown, window: 1951-07}]}}
    """
    schedule = deliveries.schedule_scenario(case, "a")
    assert needed_capacity(schedule).answers[0][2:] == (None,) * 5
    assert when_reached(schedule, 1).answers[0][1:] == (None, Month.parse("1951-07"), None)


def test_what_a_record_leaves_open_is_never_read_evenly(case: Case) -> None:
    """
    unit: gun
    quantity: 3
    dated: 1951-12
    scenarios:
      corrected:
        kind: record
        tranches:
          - {quantity: 8, window: 1951-12..1952-01, profile: even}
          - {to_date: 5, date: 1952-02}
      perhaps: {kind: record, tranches: [{quantity: {at_most: 4}, window: 1951-12..1952-02}]}
      fewer: {kind: record, tranches: [{quantity: 2, window: 1951-12..1952-02}]}
    """
    said = {
        "corrected": "by January 1952 at the latest, by December 1951 at the earliest.",
        "perhaps": "Perhaps may or may not have had 3 gun.",
        "fewer": "Fewer did not have 3 gun by February 1952, where the record ends.",
    }
    for entry in deliveries.compare_scenarios(case).entries:
        found = when_reached(entry.schedule, 3)
        (answer,) = found.answers
        assert answer[1:] == entry.items[None].measures["complete"]
        assert answer.month is None
        assert str(deliveries.report(found).verdict).endswith(said[entry.id])


def test_an_itemised_request_is_asked_about_an_item(shipped: Case) -> None:
    schedule = deliveries.schedule_scenario(shipped, "plan-1953", request="guns-1953")
    assert needed_capacity(schedule, items=["guns"]).answers[0].scheduled == 1652
    assert [each.item.id for each in needed_capacity(schedule).answers] == ["guns", "ammunition"]
    assert schedule.item("guns") is schedule.items["guns"]
    with pytest.raises(UnknownNameError, match="which item is meant"):
        needed_capacity(schedule, items=[None])
    with pytest.raises(UnknownNameError, match="there is no item 'gums'"):
        when_reached(schedule, 1, items=["gums"])


def test_an_altered_scenario_is_asked_like_any_other(shipped: Case) -> None:
    what = deliveries.what_if(shipped, "mao-one-sixth", {"capacity": 4})
    assert what.schedule.scenario_id == what.id
    assert when_reached(what.schedule, 30).answers[0].month == Month.parse("1952-02")


def test_an_altered_scenario_becomes_part_of_a_case(shipped: Case) -> None:
    what = deliveries.what_if(shipped, "mao-one-sixth", {"capacity": 4}, scenario_id="slow")
    larger = deliveries.with_scenario(shipped, "sixty-divisions", what.id, what.scenario)
    assert deliveries.parse_case(deliveries.case_yaml(larger)) == larger
    for name, said in {"Slow!": "cannot be an id", "slow": "there is a scenario"}.items():
        with pytest.raises(ChangeError, match=said):
            deliveries.with_scenario(larger, "sixty-divisions", name, what.scenario)
    with pytest.raises(ChangeError, match="cannot be an id"):
        deliveries.what_if(shipped, "mao-one-sixth", {"shift": 1}, scenario_id="Slow!")
    for name in ("Slow!", "a b", "", "\ud800", "x" * 65, "a: b"):
        with pytest.raises(UnreadableError):
            deliveries.scenario_yaml(what, name)
    for name in ("null", "yes", "1e5", "007", "योजना"):
        entry = deliveries.scenario_yaml(what, name)
        text = deliveries.case_yaml(shipped)
        (at,) = re.findall("\n    scenarios:\n", text.split("thirty-six-divisions:")[0])
        indented = "".join(f"      {line}\n" for line in entry.splitlines())
        read = deliveries.parse_case(text.replace(at, f"{at}{indented}", 1))
        assert name in read.requests["sixty-divisions"].scenarios


TOPS = """
unit: set
lot: 1
scenarios:
  tops: {kind: plan, tranches: [{quantity: 1, window: 1951-01, establishment: top-up}]}
  came: {kind: record, tranches: [{quantity: 3, window: 1951-01..1951-03}]}
  seven: {kind: plan, tranches: [{quantity: 7, window: 1951-01..1951-03}]}
"""
FEBRUARY = Month.parse("1951-02")


def test_nothing_that_counts_and_nothing_that_is_known(in_case: Callable[[str], Case]) -> None:
    case = in_case(TOPS)
    for name in ("tops", "came"):
        schedule = deliveries.schedule_scenario(case, name)
        item = schedule.item()
        assert needed_capacity(schedule, FEBRUARY).answers == (Need(item, FEBRUARY),)
    schedule = deliveries.schedule_scenario(case, "tops")
    assert when_reached(schedule, 1).answers == (When(schedule.item()),)


@pytest.mark.parametrize(
    ("tranches", "lot", "capacity", "least", "most"),
    [
        # all in the one month or in the other, or half in each
        ("{quantity: 1, window: 1951-01..1951-02}", "", None, "1/2", 1),
        ("{quantity: 1, window: 1951-01..1951-02}", "lot: 1", 1, 1, 1),
        # 2 in January for certain: 5 in two months, or 3 left for February
        ("{quantity: 2, window: 1951-01}, {quantity: 3, window: 1951-01..02}", "", None, "5/2", 3),
        ("{quantity: 6, window: 1951-01}, {quantity: 0, window: 1951-02}", "", 3, 3, 3),
    ],
)
def test_what_came_within_several_months_needs_a_range(
    in_case: Callable[[str], Case], tranches: str, lot: str, capacity: int | None,
    least: str | int, most: int,
) -> None:  # fmt: skip
    case = in_case(f"""
    unit: gun
    {lot or "plural: guns"}
    scenarios:
      came: {{kind: record, tranches: [{tranches.replace("..02", "..1951-02")}]}}
    """)
    schedule = deliveries.schedule_scenario(case, "came")
    found = deliveries.needed_capacity(schedule, Month.parse("1951-02"))
    (need,) = found.answers
    assert (need.capacity, need.at_least, need.at_most) == (capacity, Fraction(least), most)
    said = deliveries.report(found).verdict
    assert ("½ to 1 a month: when they came is not known" in said) is (least == "1/2")


def test_whole_sets_need_a_whole_capacity(in_case: Callable[[str], Case]) -> None:
    # Due are 2, 5 and 7: five in the last two months are 2 1/2 a month, so three.
    schedule = deliveries.schedule_scenario(in_case(TOPS), "seven")
    assert needed_capacity(schedule).answers[0].capacity == 3


@pytest.mark.parametrize("number", [1.5, True, -3])
def test_what_python_asks_with_is_an_exact_number(shipped: Case, number: object) -> None:
    schedule = deliveries.schedule_scenario(shipped, "general-staff")
    asking: tuple[Callable[[Any], object], ...] = (
        lambda number: when_reached(schedule, number),
        lambda number: deliveries.divide(schedule, number),
        lambda number: deliveries.compare_divisions(shipped, uplift=number),
        lambda number: deliveries.show_divisions(shipped, "general-staff", uplift=number),
    )
    for ask in asking:
        with pytest.raises(UnreadableError):
            ask(number)


def test_a_record_schedules_nothing_and_is_known_by_a_month_within_it(shipped: Case) -> None:
    record = deliveries.schedule_scenario(shipped, "delivered", request="hump-1943")
    found = needed_capacity(record, Month.parse("1943-08"))  # its end, 21 September, is not needed
    assert found.answers[0].scheduled == 10_273
    said = deliveries.report(found).verdict
    assert said.startswith("To bring by August 1943 the 10,273 short tons that Army transport and")
    assert "CNAC brought by then, it takes" in said
    unknown = deliveries.report(needed_capacity(record)).verdict
    assert unknown == "Army transport and CNAC: how much came in all is not known."


def test_of_many_items_there_is_a_table(shipped: Case) -> None:
    schedule = deliveries.schedule_scenario(shipped, "as-requested", request="thirty-six-divisions")
    needed = deliveries.report(needed_capacity(schedule))
    assert needed.verdict.endswith("Mao's request, read evenly, loses no time by February 1951.")
    table = needed.flat()[0]
    assert isinstance(table, Table)
    assert [column.key for column in table.columns] == [
        "item", "scheduled", "capacity", "at_least", "at_most",
    ]  # fmt: skip
    assert len(table.rows) == 11
    reached = deliveries.report(when_reached(schedule, 2000))
    assert reached.verdict == (
        "The month by whose end Mao's request, read evenly, has 2,000 of each item."
    )
    table = reached.flat()[0]
    assert isinstance(table, Table)
    *_, tnt = table.rows
    assert [cell.value for cell in tnt.cells] == ["TNT", "not reached", None, None]


def test_of_many_items_a_column_of_noughts_is_shown(in_case: Callable[[str], Case]) -> None:
    """Four items come a month after they are needed: by then, nought of each at nought a month."""
    items = "\n".join(f"      item-{each}: {{unit: gun, quantity: 6}}" for each in "abcd")
    tranches = "\n".join(
        f"          - {{item: item-{each}, quantity: 6, window: 1951-08}}" for each in "abcd"
    )
    request = f"""
    needed_by: 1951-07
    items:
{items}
    scenarios:
      offer:
        kind: offer
        tranches:
{tranches}
"""
    case = in_case(request)
    needed = deliveries.report(needed_capacity(deliveries.schedule_scenario(case, "offer")))
    table = needed.flat()[0]
    assert isinstance(table, Table)
    assert [column.key for column in table.columns] == ["item", "scheduled", "capacity", "short"]
    assert [cell.value for cell in table.rows[0].cells] == ["item-a", 0, 0, 6]
