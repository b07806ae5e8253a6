"""Case files that once broke something, each by its reason."""

import textwrap
from pathlib import Path

import pytest

from deliveries.case import Case
from deliveries.errors import CaseError
from deliveries.explanation import explain
from deliveries.months import Month
from deliveries.read import parse_case
from deliveries.schedule import schedule_scenario
from tests.conftest import around
from tests.sound import look


def said(text: str) -> list[tuple[int, int, str]]:
    """What is said of a case file, and where."""
    with pytest.raises(CaseError) as refused:
        parse_case(text)
    return [(each.line, each.column, each.message) for each in refused.value.problems]


def test_two_wrong_numbers_in_one_list() -> None:
    case = around(
        """
        unit: gun
        scenarios:
          a:
            kind: plan
            tranches: [{quantity: 6, window: 1951-Q3, weights: [1, x, 0x1]}]
        """
    )
    assert [each[2] for each in said(case)] == ["'x' is not a number", "'0x1' is not a number"]


def test_a_change_of_what_is_based_on_nobody() -> None:
    case = around(
        """
        unit: gun
        scenarios:
          a: {kind: plan, based_on: b, shift: 1}
          b: {kind: plan, based_on: nobody}
        """
    )
    assert [each[2] for each in said(case)] == ["there is no scenario 'nobody'"]


def test_what_is_missing_at_the_end_is_missing_in_the_last_line(tmp_path: Path) -> None:
    assert said("title: T\nrequests") == [(2, 1, "this is not YAML: could not find expected ':'")]
    assert said("title: T\nrequests:\n  ?")[-1] == (3, 4, "a key is empty")
    (tmp_path / "case.yaml").write_text("title: T\n?")
    assert look(tmp_path / "case.yaml") is None


@pytest.mark.parametrize("change", ["window: 9999-06..9999-12", "monthly: 1/9", "shift: 9"])
def test_a_change_that_leads_out_of_the_calendar(change: str) -> None:
    case = around(
        f"""
        unit: gun
        scenarios:
          a: {{kind: plan, tranches: [{{window: 9999, amounts: {{9999-12: 6}}}}]}}
          b: {{kind: plan, tranches: [{{window: 9999-06, quantity: 6}}]}}
          changed: {{kind: plan, based_on: {"a" if "window" in change else "b"}, {change}}}
          further: {{kind: plan, based_on: changed, shift: -1}}
        """
    )
    assert [each[2] for each in said(case)] == [
        "this leads to a month outside the years 0001 to 9999"
    ]


def test_a_capacity_that_leads_out_of_the_calendar() -> None:
    case = around(
        """
        unit: gun
        scenarios: {a: {kind: plan, tranches: [{window: 9999-11, quantity: 6}], capacity: 2}}
        """
    )
    assert [each[2] for each in said(case)] == [
        "at this capacity it would take until after the year 9999"
    ]


def test_there_is_nothing_before_the_first_month_of_all(case: Case) -> None:
    """
    unit: gun
    scenarios:
      a: {kind: plan, tranches: [{window: 0001-01, quantity: 6}]}
      b: {kind: plan, tranches: [{window: 0001-01, quantity: 6}], capacity: 3}
    """
    found = [explain(schedule_scenario(case, name), Month.parse("0001-01")) for name in "ab"]
    assert [each.numbers.to_date for each in found] == [6, 3]


def test_circles_are_each_said_once_with_what_leads_into_them() -> None:
    case = around(
        """
        unit: gun
        scenarios:
          into: {kind: plan, based_on: two, shift: 1}
          one: {kind: plan, based_on: two}
          two: {kind: plan, based_on: one}
          self: {kind: plan, based_on: self}
        """
    )
    assert [each[2] for each in said(case)] == [
        "this goes in a circle: one -> two -> one",
        "this goes in a circle: self -> self",
    ]


@pytest.mark.parametrize("key", ["short", "title", "actor", "unit", "plural", "recipients"])
def test_a_name_that_would_fill_every_table_is_refused(key: str) -> None:
    def case(name: str) -> str:
        own = f"{key}: {name}, " if key in ("short", "title", "actor") else ""
        of_request = f"{key}: {name}" if key == "plural" else ""
        unit = name if key == "unit" else "gun"
        recipients = f"recipients: {{{name}: 6}}, " if key == "recipients" else ""
        tranche = f"{{quantity: 6, {recipients}window: 1951-07}}"
        return around(
            f"""
            unit: {unit}
            {of_request}
            scenarios: {{a: {{kind: plan, {own}tranches: [{tranche}]}}}}
            """
        )

    assert parse_case(case("x" * 200))
    assert [each[2] for each in said(case("x" * 201))] == ["a name of 201 characters"]


def test_the_odd_row_of_a_record_is_named() -> None:
    rows = ["2021-04", "1899-12", "2021-09"]
    tranches = "".join(f"- {{quantity: 3, window: {row}}}\n" for row in rows)
    case = around(
        "unit: dose\nscenarios:\n  a:\n    kind: record\n    tranches:\n"
        + textwrap.indent(tranches, "      ")
    )
    (line, _, message), *others = said(case)
    assert (message, others) == ("the scenario runs from December 1899 to September 2021", [])
    assert "1899-12" in case.splitlines()[line - 1]


def test_a_file_in_place_of_tranches_is_a_ledger() -> None:
    with pytest.raises(CaseError) as refused:
        parse_case(around("unit: gun\nscenarios: {a: {kind: record, tranches: came.csv}}\n"))
    hints = [each.hint for each in refused.value.problems]
    assert hints == ["a record may have `ledger: {file: came.csv}` instead"]
