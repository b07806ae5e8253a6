"""What every format shows of a number, a name and a unit, each right value worked by hand."""

import io
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path

import openpyxl
import pytest

import deliveries
from deliveries.analysis.comparison import Handout, compare_scenarios
from deliveries.case import Case
from deliveries.formats import Options, as_bytes, as_text
from deliveries.formats.html import as_html
from deliveries.months import By, Month
from deliveries.numbers import RoundedUp, decimal, for_people
from deliveries.read import parse_case
from deliveries.reports import View, report
from deliveries.results import Result
from deliveries.tables import Chapter, Table
from tests.terminal import run

# 6,500 over nine months are 722 2/9 a month; over eleven 590 10/11.
GUNS = """
title: Guns
requests:
  r:
    title: Guns for the north
    recipient: The north
    supplier: The south
    unit: gun
    plural: guns
    quantity: 6500
    dated: 1951-06
    needed_by: 1951-12
    scenarios:
      nine: {kind: plan, tranches: [{quantity: 6500, window: 1951-07..1952-03, profile: even}]}
      eleven: {kind: offer, tranches: [{quantity: 6500, window: 1951-07..1952-05}]}
"""
# Nine months of 1/500: 1/4500 in each, 0.000222...
TINY = """
title: Radium
requests:
  r:
    title: Radium
    recipient: The north
    supplier: The south
    unit: gram
    quantity: 1/500
    scenarios:
      s: {kind: plan, tranches: [{quantity: 1/500, window: 1901-01..1901-09}]}
"""
ALIKE = """
title: Same names
requests:
  r:
    title: Same names
    recipient: The north
    supplier: The south
    unit: box
    quantity: 20
    scenarios:
      first: {kind: plan, short: the plan, tranches: [{quantity: 20, window: 1901-01..1901-02}]}
      second: {kind: plan, short: The plan, tranches: [{quantity: 20, window: 1901-01..1901-04}]}
      third: {kind: plan, short: a third, tranches: [{quantity: 20, window: 1901-01}]}
"""


def results() -> Iterator[Result]:
    """One of every result that has such numbers."""
    case = parse_case(GUNS)
    comparison = compare_scenarios(case)
    schedule = deliveries.schedule_scenario(case, "nine")
    yield comparison
    yield schedule
    yield deliveries.what_if(case, "nine", {"capacity": "700", "shift": "1"})
    yield deliveries.explain(schedule, Month.parse("1951-07"))
    yield deliveries.needed_capacity(schedule)
    yield deliveries.divide(schedule, 9)
    yield Handout(comparison)
    yield Handout(comparison, "blank")
    yield Handout(comparison, "key")


def said(result: Result, ending: str, view: View | None = None) -> str:
    """All the text of a page, or what else is written."""
    text = as_text(result, ending, view, Options(decimals=bool(view and view.decimals), width=80))
    return content(text) if ending == "html" else text


def content(page: str) -> str:
    return unescape(re.sub("<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))


@pytest.mark.slow
def test_a_mixed_number_has_its_space_in_every_page() -> None:
    for result in results():
        for text in (said(result, "html"), content(as_html(result))):
            assert "722\u00a02/9" in text
            assert "7222/9" not in text
            assert not re.search("[0-9] [0-9]+/[0-9]", text)


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_mixed_number_has_its_space_in_text(ending: str) -> None:
    for result in results():
        text = as_text(result, ending, options=Options(width=40))
        assert "722 2/9" in text.replace("**", "")
        assert not re.search("[0-9]\n *[0-9]+/[0-9]", text)  # no line is broken in it


def test_a_small_quantity_is_never_nought_in_decimals() -> None:
    schedule = deliveries.schedule_scenario(parse_case(TINY), "s")
    for ending in ("txt", "md", "html"):
        text = said(schedule, ending, View(decimals=True))
        assert "0.00022" in text  # 1/4500
        assert "0.00200" in text  # the whole, with as many places
        assert not re.search(r"\b0\.00\b", text)
    # 1/4500, 2/4500, 3/4500... to five places, down one column
    text = as_text(schedule, "txt", options=Options(decimals=True))
    column = re.findall(r"^[A-S][a-z]{2} 1901 +0.00022 +([0-9.]+)", text, re.MULTILINE)
    assert column[:3] == ["0.00022", "0.00044", "0.00067"]


def test_a_small_quantity_is_never_nought_in_a_workbook() -> None:
    schedule = deliveries.schedule_scenario(parse_case(TINY), "s")
    book = openpyxl.load_workbook(io.BytesIO(as_bytes(schedule, "xlsx")))
    sheet = book["Month by month (gram)"]
    formats = {cell.number_format for cell in sheet["C"][2:11]}
    assert formats == {"#,##0.00000"}  # 1/4500 to 1/500, all to date


def test_a_least_capacity_is_rounded_up() -> None:
    assert decimal(RoundedUp(6500, 9)) == "722.23"  # 722.222...
    assert decimal(Fraction(6500, 9)) == "722.22"
    assert decimal(RoundedUp(8)) == "8"
    assert for_people(RoundedUp(2075, 101)) == "≈ 20.55"  # 20.544...
    case = parse_case(GUNS)
    needed = deliveries.needed_capacity(deliveries.schedule_scenario(case, "nine"))
    verdict = report(needed, View(decimals=True)).verdict
    assert "a capacity of 722.23 a month is enough" in verdict
    assert "the 4,333.33 guns" in verdict
    assert json.loads(as_text(needed, "json"))["tables"]["need"][0]["capacity"] == "6500/9"
    book = openpyxl.load_workbook(io.BytesIO(as_bytes(needed, "xlsx")))
    headings, row = list(book["Data, need"].values)
    assert dict(zip(headings, row, strict=True))["capacity"] == 722.23
    key = said(Handout(compare_scenarios(case), "key"), "html", View(decimals=True))
    assert "722.23 a month" in key
    assert "722.22 a month" not in key


def test_a_fraction_that_nobody_reads_is_a_decimal() -> None:
    """2 87/826 months, as of three records in a row: 1,739/826 = 2.105..."""
    assert for_people(Fraction(1739, 826)) == "≈ 2.11"
    assert for_people(Fraction(-13, 99)) == "≈ −0.13"
    assert for_people(Fraction(1, 37)) == "≈ 0.027"
    assert for_people(Fraction(1, 40)) == "0.025"  # in full, so nothing is rounded
    assert [for_people(Fraction(1, each)) for each in (3, 12, 24, 36)] == [
        "⅓",
        "1/12",
        "1/24",
        "1/36",
    ]


def test_the_steps_of_an_explanation_are_exact() -> None:
    case = parse_case(TINY)
    schedule = deliveries.schedule_scenario(case, "s")
    text = as_text(deliveries.explain(schedule, Month.parse("1901-01")), "txt")
    assert "1/500 × 1/9 = 1/4500" in text
    assert text.startswith("S has ≈ 0.00022 gram in January 1901; ")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_what_is_rounded_says_so_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(GUNS)
    shown = run("compare", "-f", "c.yaml", encoding=encoding, folder=tmp_path).stdout
    # what July has of the one, less what it has of the other, is −13,000/99
    assert {"utf-8": "≈ −131.31", "ascii": "~ -131.31"}[encoding] in shown


def test_no_word_is_made_of_a_unit() -> None:
    """A unit without a plural is as it is for any number: kg, box, ton of coal."""
    for unit in ("kg", "box", "ton of coal", "million doses"):
        more = f"unit: {unit}\n    needed_by: 1901-02\n    dated: 1900-12"
        case = parse_case(ALIKE.replace("unit: box", more))
        comparison = compare_scenarios(case)
        everything = "".join(said(each, "txt") for each in (comparison, Handout(comparison, "key")))
        assert f"all 20 {unit}" in everything
        assert f"Short, {unit} × months" in everything
        last = unit.split(" ")[-1]
        for wrong in (f"{unit}s", f"{unit.capitalize()}", f"{last}s ", f"{last.capitalize()} ×"):
            assert wrong not in everything, wrong
        rows = json.loads(as_text(comparison, "json"))["tables"]["measures"]
        units = {row["measure"]: row["unit"] for row in rows}
        assert (units["total"], units["unit_months_short"]) == (unit, f"{unit} × months")


def test_a_plural_stands_beside_more_than_one(shipped: deliveries.Case) -> None:
    comparison = compare_scenarios(shipped)
    rows = json.loads(as_text(comparison, "json"))["tables"]["measures"]
    units = {row["measure"]: row["unit"] for row in rows}
    assert units["unit_months_short"] == "division sets × months"
    assert units["total"] == "division set"
    assert "Short, division sets × months" in as_text(comparison, "txt")


def test_scenarios_that_are_named_alike_have_their_ids_beside() -> None:
    comparison = compare_scenarios(parse_case(ALIKE))
    found = report(comparison)
    assert "the plan (first) plans all 20 box, The plan (second) plans all 20 and" in found.verdict
    table = next(part for part in found.parts if isinstance(part, Table))
    groups = list(dict.fromkeys(column.group for column in table.columns if column.group))
    names = ["The plan (first)", "The plan (second)", "A third"]
    assert groups == names
    assert found.chart
    assert [curve.name for curve in found.chart.curves] == names
    bars = report(comparison, View(chart="monthly")).chart
    assert bars
    assert [panel.name for panel in bars.panels] == names
    paper = report(Handout(comparison)).parts
    (proposed,) = (each for each in paper if each.title == "Who proposed what")  # type: ignore[union-attr]
    assert isinstance(proposed, Chapter)
    assert [part.title for part in proposed.parts] == names  # type: ignore[union-attr]
    detailed = as_bytes(comparison, "xlsx", View(detail=True))
    sheets = openpyxl.load_workbook(io.BytesIO(detailed)).sheetnames
    assert any(name.startswith("The plan (first)") for name in sheets)
    assert any(name.startswith("The plan (second)") for name in sheets)


def test_a_years_table_of_what_is_known_has_no_empty_column() -> None:
    case = parse_case(
        GUNS.split("    scenarios:", maxsplit=1)[0]
        + "    scenarios:\n      came: {kind: record, tranches: [{quantity: 30, window: 1951}, "
        "{quantity: 40, window: 1952}]}\n"
    )
    schedule = deliveries.schedule_scenario(case, "came")
    by_year = as_text(schedule, "txt", View(by=By.year))
    assert re.search(r"^1952 +40‡ +70$", by_year, re.MULTILINE)
    assert "may be" not in by_year.lower()
    by_half = as_text(schedule, "txt", View(by=By.half))
    assert "30 to 70" in by_half


def test_a_capacity_that_cannot_bind_changes_nothing_in_any_format() -> None:
    what = deliveries.what_if(parse_case(GUNS), "eleven", {"capacity": "100000"})
    for ending in ("txt", "md", "html"):
        text = said(what, ending)
        assert "0?" not in text.replace(" ", "").replace("\u00a0", "")
    rows = json.loads(as_text(what, "json"))["tables"]["schedule"]
    assert {row["behind"] for row in rows} == {"impossible"}


RECORD = (
    GUNS.split("    scenarios:", maxsplit=1)[0]
    + "    scenarios:\n      came:\n        kind: record\n"
)


def recorded(tranches: str) -> Case:
    return parse_case(f"{RECORD}        tranches: [{tranches}]\n")


def test_beside_what_is_not_known_the_rest_still_counts() -> None:
    """10, then nobody knows, then 40: at least 10, 10 and 50, and no upper bound."""
    case = recorded(
        "{quantity: 10, window: 1951-07}, {quantity: unknown, window: 1951-08}, "
        "{quantity: 40, window: 1951-09}"
    )
    comparison = compare_scenarios(case)
    assert "came brought at least 50 of the 6,500 guns" in deliveries.verdict(comparison)
    text = said(comparison, "txt")
    assert re.search(r"^Aug 1951 +unknown +10\+$", text, re.MULTILINE)
    assert re.search(r"^Sep 1951 +40 +50\+$", text, re.MULTILINE)
    assert "+ Or more: " in text
    measures = comparison.entries[0].items[None].measures
    assert measures["by_need"] == (None, 50, None)
    assert measures["shortfall"] == (None, 0, 6450)
    assert measures["peak"] == (None, None, None)
    rows = json.loads(as_text(comparison, "json"))["tables"]["schedule"]
    assert [row["at_least"] for row in rows] == ["10", "10", "50"]
    assert [row["to_date"] for row in rows] == ["10", None, None]
    schedule = comparison.entries[0].schedule
    answer = report(deliveries.explain(schedule, Month.parse("1951-08"))).verdict
    assert answer.endswith("at least 10 guns were there at its end.")


def test_nothing_beside_what_is_not_known_is_no_lower_bound() -> None:
    case = recorded("{quantity: 0, window: 1951-07}, {quantity: unknown, window: 1951-08}")
    comparison = compare_scenarios(case)
    assert "came brought an unknown number of the 6,500 guns" in deliveries.verdict(comparison)
    assert re.search(r"^Jul 1951 +0 +0$", said(comparison, "txt"), re.MULTILINE)


def test_a_chart_says_that_no_source_gives_a_day_only_if_none_does() -> None:
    ends = "A total stands at the end of its month"
    whole = compare_scenarios(recorded("{quantity: 10, window: 1951-07}"))
    day = compare_scenarios(recorded("{quantity: 10, window: 1951-07, through: 1951-07-15}"))
    for comparison, note in ((whole, f"{ends}: no source gives a day."), (day, f"{ends}.")):
        chart = report(comparison).chart
        assert chart
        assert note in chart.notes


def test_a_record_is_not_said_to_have_something_never() -> None:
    schedule = deliveries.schedule_scenario(recorded("{quantity: 0, window: 1951}"), "came")
    sentence = report(deliveries.when_reached(schedule, 20)).verdict
    assert sentence == "Came did not have 20 guns by December 1951, where the record ends."


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_bars_by_month_are_told_apart_in_a_terminal(encoding: str) -> None:
    """16/6, 44/24 and 60/36 a month."""
    chart = run("plot", "--kind", "monthly", encoding=encoding).stdout
    of = {"utf-8": ("2⅔", "1⅚", "1⅔"), "ascii": ("2 2/3", "1 5/6", "1 2/3")}[encoding]
    for number in of:
        assert re.search(f"[ │|]{number}( |$)", chart, re.MULTILINE)


def test_full_bars_end_in_eighths_of_a_cell() -> None:
    """Of six rows for 4, 3 has 4½ and 2½ has 3¾."""
    case = recorded(
        "{quantity: 4, window: 1951-07}, {quantity: 3, window: 1951-08}, "
        "{quantity: 2 1/2, window: 1951-09}"
    )
    view, options = View(chart="monthly"), Options(width=80)
    lines = as_text(compare_scenarios(case), "signs", view, options).splitlines()
    drawn = [re.sub("[^▁▂▃▄▅▆▇█]+", " ", line).strip() for line in lines]
    full, half, six = (sign * 9 for sign in "█▄▆")
    assert [line for line in drawn if line] == [
        full,
        f"{full} {half}",
        f"{full} {full} {six}",
        f"{full} {full} {full}",
        f"{full} {full} {full}",
        f"{full} {full} {full}",
    ]


def test_what_is_tiny_has_a_height_in_a_picture() -> None:
    comparison = compare_scenarios(parse_case(TINY.replace("1/500", "1/5000000")))
    spec = as_text(comparison, "vega", View(chart="monthly"))
    tops = [float(each) for each in re.findall(r'"y2": ([0-9.e-]+)', spec)]
    assert any(1e-8 < top < 1e-7 for top in tops)  # 1/45,000,000 a month
