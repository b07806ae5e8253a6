"""Every form of a value: from Python it is what the command line writes."""

import json
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from deliveries.forms.options import Options
from deliveries.forms.written import as_csv, as_json, as_markdown, as_text, as_workbook

import deliveries
from deliveries import Month
from deliveries.case import Case
from deliveries.errors import CaseError, ConversionError, RangeError
from tests.terminal import run

if TYPE_CHECKING:
    from collections.abc import Callable

OCTOBER, DECEMBER = Month.parse("1951-10"), Month.parse("1951-12")


def value_of(case: Case, name: str) -> object:
    schedule = deliveries.schedule_scenario(case, "general-staff")
    base = deliveries.schedule_scenario(case, "mao-one-sixth")
    changes = {"shift": -3, "capacity": 4}
    values: dict[str, Callable[[], object]] = {
        "case": lambda: case,
        "comparison": lambda: deliveries.compare_scenarios(case),
        "schedule": lambda: schedule,
        "what": lambda: deliveries.what_if(case, "mao-one-sixth", changes),
        "explanation": lambda: deliveries.explain(schedule, OCTOBER, baseline=base),
        "needed": lambda: deliveries.needed_capacity(schedule, DECEMBER),
        "reached": lambda: deliveries.when_reached(schedule, 30),
    }
    return values[name]()


SAME: list[tuple[str, str, Options]] = [
    ("list", "case", {}),
    ("list --sources", "case", {"sources": True}),
    ("compare", "comparison", {}),
    ("compare --by quarter --decimal", "comparison", {"by": "quarter", "decimals": True}),
    ("compare --from 1951-10 --to 1951-12", "comparison", {"first": OCTOBER, "last": DECEMBER}),
    ("compare mao-one-sixth general-staff stalin-reply --uplift 7/2", "comparison",
     {"uplift": Fraction(7, 2)}),
    ("show general-staff", "schedule", {}),
    ("show general-staff --divisions --by year", "schedule", {"divisions": True, "by": "year"}),
    ("show general-staff --per 36", "schedule", {"per": 36}),
    ("whatif mao-one-sixth --shift -3 --capacity 4", "what", {}),
    ("explain general-staff 1951-10", "explanation", {}),
    ("whatif general-staff --needed --due 1951-12", "needed", {}),
    ("whatif general-staff --when 30", "reached", {}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "name", "options"), SAME)
def test_a_form_is_what_the_command_line_writes(
    shipped: Case, command: str, name: str, options: Options
) -> None:
    value = value_of(shipped, name)
    told: Options = {**options, "case": shipped}
    assert as_text(value, **told) == run(*command.split()).stdout
    written = {"md": as_markdown, "csv": as_csv, "json": as_json}
    for form, write in written.items():
        assert write(value, **told) == run(*command.split(), "--format", form).stdout


def test_a_faulty_case_has_the_forms_of_its_problems() -> None:
    with pytest.raises(CaseError) as caught:
        deliveries.parse_case("title: T\nrequests: {}\nsorces: {}\n")
    record = json.loads(as_json(caught.value))
    assert [each["line"] for each in record["problems"]] == [2, 3]
    assert as_csv(caught.value).splitlines()[0] == "file,line,column,code,message,hint"
    assert len(as_csv(caught.value).splitlines()) == 3
    assert as_text(caught.value).startswith("2 problems\n")


def test_a_workbook_has_a_page_for_each_scenario(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    workbook = openpyxl.load_workbook(BytesIO(as_workbook(comparison, case=shipped)))
    assert len(workbook.sheetnames) >= len(comparison.entries)


def test_a_narrow_text_keeps_to_its_width(shipped: Case) -> None:
    needed = value_of(shipped, "needed")
    assert max(map(len, as_text(needed, width=40).splitlines())) <= 40


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("comparison", {"per": 36}, "a Comparison has no 'per'"),
        ("case", {"divisions": True}, "a Case has no 'divisions'"),
        ("schedule", {"sources": True}, "a Schedule has no 'sources'"),
    ],
)
def test_an_option_that_a_value_does_not_have_is_refused(
    shipped: Case, name: str, options: Options, said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        as_text(value_of(shipped, name), **options)


def test_what_cannot_be_shown_says_why(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    with pytest.raises(RangeError, match="nothing is planned"):
        as_text(comparison, first=Month.parse("1960-01"))
    arms = deliveries.schedule_scenario(shipped, "as-requested", request="thirty-six-divisions")
    with pytest.raises(ConversionError):
        as_text(arms, divisions=True)
