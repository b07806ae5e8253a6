"""Sums of items and years of one's own: what stands in them, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from deliveries.analysis.answers import when_reached
from deliveries.analysis.comparison import Handout, compare_requests, compare_scenarios
from deliveries.analysis.revisions import compare_revisions
from deliveries.analysis.sweep import sweep
from deliveries.analysis.whatif import what_if
from deliveries.case import Request, Scenario, Tranche
from deliveries.case.derived import under_capacity
from deliveries.errors import RangeError, UnreadableError
from deliveries.explanation import explain
from deliveries.formats.bundle import bundle
from deliveries.formats.pandas import frame
from deliveries.months import By, Month, Period, Window, in_months
from deliveries.read import parse_case
from deliveries.read.cells import Dates
from deliveries.reports import View, report
from deliveries.schedule import schedule_scenario
from deliveries.tables import Cell, Gauges, Table
from tests.conftest import around

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deliveries.case import Case
    from deliveries.schedule import ItemSchedule, Series

JAN, FEB, MAR, APR = (Month(2021, at) for at in (1, 2, 3, 4))


def sum_of(case: Case, scenario: str = "plan", name: str = "all") -> ItemSchedule:
    """A sum of a scenario of the test's request."""
    return schedule_scenario(case, scenario).items[name]


def series_of(case: Case, scenario: str = "plan", name: str = "all") -> Series:
    series = sum_of(case, scenario, name).series
    assert series is not None
    return series


def along(series: Series, numbers: tuple[int | None, ...]) -> list[Fraction | None]:
    return [series.exact(each) for each in numbers]


def test_a_sum_has_what_its_items_have_and_their_bands(case: Case) -> None:
    """
    items: {a: {unit: dose, quantity: 8}, b: {unit: dose, lot: 1, quantity: 3}, c: {unit: box}}
    sums: {all: {title: All of them, items: [a, b]}}
    needed_by: 2021-02
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 8, window: 2021-01..2021-03}
          - {item: b, quantity: 3, window: 2021-03..2021-04, profile: even}
          - {item: c, quantity: 100, window: 2021-01}
    """
    series = series_of(case)
    third = Fraction(8, 3)
    assert series.window == Window(JAN, APR)
    # b's lots: 1.5 of 3 is rounded up to 2
    assert along(series, series.delivered) == [third, third, third + 2, 1]
    assert along(series, series.to_date) == [third, 2 * third, 10, 11]
    assert along(series, series.at_least) == [0, 0, 10, 11]
    assert along(series, series.at_most) == [8, 8, 10, 11]
    thing = case.requests["test"].thing("all")
    assert (thing.title, thing.unit, thing.quantity, thing.lot) == ("All of them", "dose", 11, None)
    compared = compare_scenarios(case).entries[0].items["all"].measures
    assert compared["by_need"] == (2 * third, 0, 8)
    assert compared["by_need_share"] == (Fraction(16, 33), 0, Fraction(8, 11))
    assert compared["shortfall"] == (11 - 2 * third, 3, 11)
    assert compared["complete"] == (APR, APR, APR)


def test_a_sum_is_as_large_as_is_known_of_what_is_unknown(case: Case) -> None:
    """
    items: {a: {unit: dose, quantity: 8}, b: {unit: dose}}
    sums: {all: {items: [b, a]}}
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 8, window: 2021-01..2021-02, profile: even}
          - {item: b, quantity: unknown, window: 2021-02..2021-03}
    """
    series = series_of(case)
    assert along(series, series.to_date) == [4, None, None]
    assert along(series, series.at_least) == [4, 8, 8]
    assert along(series, series.at_most) == [4, None, None]
    assert case.requests["test"].thing("all").quantity is None
    shown = report(schedule_scenario(case, "plan")).parts[-1]
    assert isinstance(shown, Table)
    months = [row.cells for row in shown.rows if row.role == "body"]
    assert [(came.value, there) for _, came, there in months] == [
        (4, Cell(Fraction(4))), ("unknown", Cell(Fraction(8), "+")),
        ("unknown", Cell(Fraction(8), "+")),
    ]  # fmt: skip
    explained = explain(schedule_scenario(case, "plan"), FEB, item="all")
    assert (explained.numbers.delivered, explained.numbers.at_least) == (None, 8)
    steps = explained.sections[1].steps
    assert [step.label for step in steps] == ["b: not known", "a", "there by then, at least"]


def test_a_record_tells_of_a_sum_as_long_as_of_each_item(case: Case) -> None:
    """
    items: {a: {unit: dose}, b: {unit: dose}}
    sums: {all: {items: [a, b]}}
    dated: 2021-01
    scenarios:
      plan: {kind: plan, tranches: [{item: a, quantity: 9, window: 2021-04}]}
      came:
        kind: record
        tranches:
          - {item: a, quantity: 5, window: 2021-01}
          - {item: b, quantity: 2, window: 2021-01}
          - {item: b, quantity: 7, window: 2021-03}
      whole:
        kind: record
        tranches:
          - {item: a, quantity: 5, window: 2021-01}
          - {item: a, quantity: 0, window: 2021-03}
          - {item: b, quantity: 2, window: 2021-01}
          - {item: b, quantity: 7, window: 2021-03}
    """
    series = series_of(case, "came")
    assert series.ends == JAN
    assert along(series, series.to_date) == [7, None, None]
    assert along(series, series.at_least) == [7, 7, 14]
    assert along(series, series.at_most) == [7, None, None]
    entries = {each.id: each.items["all"].measures for each in compare_scenarios(case).entries}
    # March may have been more than 7, so the most of a month and the mean wait are not known
    assert entries["came"]["peak"] == entries["came"]["mean_wait"] == (None, None, None)
    assert entries["whole"]["peak"] == (7, 7, 7)
    assert entries["whole"]["mean_wait"].value == Fraction(7 * 2, 14)  # 7 in January, 7 in March
    assert entries["plan"]["total"] == (9, 9, 9)  # which has nothing of b


def test_items_of_unlike_grains_are_added_exactly(case: Case) -> None:
    """
    items: {a: {unit: ton}, b: {unit: ton}, c: {unit: ton, lot: 1/2}}
    sums: {all: {items: [a, b, c]}, two: {items: [c, a]}}
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 1/3, window: 2021-01, recipients: {Here: 1/3}}
          - {item: b, quantity: 1/7, window: 2021-01, recipients: {There: 1/7}}
          - {item: c, quantity: 3/2, window: 2021-01, recipients: {Here: 1/2, There: 1}}
    """
    assert series_of(case).total == Fraction(1, 3) + Fraction(1, 7) + Fraction(3, 2)
    assert series_of(case, name="two").total == Fraction(11, 6)
    tracks = report(schedule_scenario(case, "plan")).parts[-2]
    assert isinstance(tracks, Table)
    assert [column.heading for column in tracks.columns[3:]] == ["Here", "There"]
    (row,) = tracks.rows
    assert [cell.value for cell in row.cells[3:]] == [Fraction(5, 6), Fraction(8, 7)]


def test_figures_for_several_months_are_added_as_they_are(case: Case) -> None:
    """
    items: {a: {unit: ton}, b: {unit: ton}}
    sums: {all: {items: [a, b]}}
    scenarios:
      came:
        kind: record
        tranches:
          - {item: a, quantity: 1/3, window: 2021-01..2021-02}
          - {item: b, quantity: 1/2, window: 2021-02..2021-03}
          - {item: a, quantity: 0, window: 2021-03}
    """
    series = series_of(case, "came")
    assert along(series, series.to_date) == [None, None, Fraction(5, 6)]
    assert along(series, series.at_most) == [Fraction(1, 3), Fraction(5, 6), Fraction(5, 6)]
    shown = report(schedule_scenario(case, "came")).parts[-1]
    assert isinstance(shown, Table)
    assert shown.rows[-1].cells[:2] == (Cell("Year 2021"), Cell(Fraction(5, 6), "‡"))


def test_milestones_are_added_in_grains_of_both(case: Case) -> None:
    """
    items: {a: {unit: ton}, b: {unit: ton}}
    sums: {all: {items: [a, b]}}
    opens: 2021-01
    scenarios:
      came:
        kind: record
        tranches:
          - {item: a, to_date: 1/3, date: 2021-02}
          - {item: a, quantity: 0, window: 2021-03}
          - {item: b, quantity: 1/2, window: 2021-03}
    """
    series = series_of(case, "came")
    assert along(series, series.to_date) == [None, Fraction(1, 3), Fraction(5, 6)]
    assert along(series, series.at_most) == [Fraction(1, 3), Fraction(1, 3), Fraction(5, 6)]
    shown = report(schedule_scenario(case, "came")).parts[-1]
    assert isinstance(shown, Table)
    assert shown.rows[-1].cells[:2] == (Cell("Year 2021"), Cell(Fraction(5, 6), "‡"))


def test_a_capacity_of_each_item_holds_the_sum_back(case: Case) -> None:
    """
    items: {a: {unit: ton, quantity: 6}, b: {unit: ton, quantity: 3}}
    sums: {all: {items: [a, b]}}
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 6, window: 2021-01}
          - {item: b, quantity: 3, window: 2021-01}
        capacity: [{limit: 2, item: a}, {limit: 3/2, item: b}]
    """
    item = sum_of(case)
    assert along(series_of(case), series_of(case).delivered) == [Fraction(7, 2)] * 2 + [2]
    assert item.scheduled is not None
    assert item.scheduled.total == 9
    assert item.waiting is not None
    # 9 are due in January: 5½ of them wait, and 2 in February; the last of a come in March
    assert item.waiting.binding == (JAN, FEB)
    assert (item.waiting.most, item.waiting.most_month) == (Fraction(11, 2), JAN)
    assert (item.waiting.longest, item.waiting.longest_band) == (2, (2, 2))
    answers = when_reached(schedule_scenario(case, "plan"), 5, items=["all"]).answers
    assert [each.month for each in answers] == [FEB]


def test_a_sum_of_part_of_the_items_says_what_a_scenario_lacks(case: Case) -> None:
    """
    items: {a: {title: North, unit: dose}, b: {title: South, unit: dose}}
    sums: {all: {title: Both, items: [a, b]}}
    scenarios:
      plan: {kind: plan, tranches: [{item: a, quantity: 9, window: 2021-04}]}
    """
    notes = report(compare_scenarios(case)).notes
    assert "Both: North and South together. Plan has nothing of South." in notes


FOUR = """
items:
  a: {unit: dose, quantity: 1}
  b: {unit: dose, quantity: 2}
  c: {unit: dose, quantity: 3}
  d: {unit: dose, quantity: 4}
needed_by: 2021-12
SUMS
scenarios:
  plan:
    kind: plan
    tranches: [{share: 1, window: 2021-04}]
"""


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ("", "By December 2021 plan plans all 4 items in full."),
        ("sums: {all: {items: [a, b, c, d]}}", "By December 2021 plan plans 10 dose."),
        (
            "sums: {all: {items: [a, b, c]}, few: {title: Few, items: [a, b]}}",
            "By December 2021 plan plans 6 dose (all) and 4 dose (d).",
        ),
    ],
)
def test_the_verdict_speaks_of_sums_and_of_what_is_in_none(
    sums: str, said: str, in_case: Callable[[str], Case]
) -> None:
    found = report(compare_scenarios(in_case(FOUR.replace("SUMS", sums)))).verdict
    assert found.startswith(said)


def test_bars_are_of_sums(in_case: Callable[[str], Case]) -> None:
    case = in_case(FOUR.replace("SUMS", "sums: {all: {title: All, items: [a, b]}}"))
    bars = [part for part in report(compare_scenarios(case)).parts if isinstance(part, Gauges)]
    assert [(bar.title, [each.value for each in bar.bars]) for bar in bars] == [
        ("Of 3 dose (All) by December 2021", [3])
    ]


SUMMED = FOUR.replace("SUMS", "sums: {all: {items: [d, a]}}")


def test_whoever_adds_up_the_long_table_counts_nothing_twice(
    in_case: Callable[[str], Case],
) -> None:
    comparison = compare_scenarios(in_case(SUMMED))
    assert frame(comparison).delivered.sum() == 10
    sums = frame(comparison, "sums")
    assert list(sums.item.unique()) == ["all"]
    assert list(sums.columns) == list(frame(comparison).columns)
    assert sums.delivered.sum() == 5
    detailed = report(comparison, View(detail=True)).tables
    assert "recipient" not in {column.key for column in detailed["sums"].columns}
    measured = frame(comparison, "measures")
    assert set(measured.item) == {"a", "b", "c", "d", "all"}


def test_a_folder_has_the_sums_in_a_file_of_their_own(in_case: Callable[[str], Case]) -> None:
    case = in_case(SUMMED)
    files = bundle(compare_scenarios(case))
    assert list(files)[:2] == ["schedule.csv", "sums.csv"]
    assert b"all" not in files["schedule.csv"]
    assert files["sums.csv"].count(b",all,") == 1
    assert b'"sums.csv"' in files["datapackage.json"]
    again = parse_case(files["case.yaml"].decode()).requests["test"]
    assert again.sums == case.requests["test"].sums
    without = bundle(compare_scenarios(in_case(FOUR.replace("SUMS", ""))))
    assert "sums.csv" not in without


def test_a_chart_is_of_the_first_sum_unless_an_item_is_named(
    in_case: Callable[[str], Case],
) -> None:
    comparison = compare_scenarios(in_case(SUMMED))
    for item, name, top in ((None, "all", 5), ("all", "all", 5), ("b", "b", 2)):
        chart = report(comparison, View(item=item)).chart
        assert chart is not None
        assert (chart.title, chart.reach[1]) == (f"A test: {name}", top)


def test_a_handout_has_the_sums_however_many_items_there_are() -> None:
    names = [f"i{at}" for at in range(30)]
    items = "".join(f"  {name}: {{unit: dose}}\n" for name in names)
    tranches = "".join(f"    - {{item: {each}, quantity: 1, window: 2021-01}}\n" for each in names)
    text = f"items:\n{items}sums: {{all: {{items: [{', '.join(names)}]}}}}\n"
    text += f"scenarios:\n  plan:\n    kind: plan\n    tranches:\n{tranches}"
    paper = report(Handout(compare_scenarios(parse_case(around(text)))))
    (table, *_) = (part for part in paper.flat() if isinstance(part, Table))
    names = [str(row.cells[0].value) for row in table.rows]
    assert any(name.startswith("All") for name in names)
    assert len([name for name in names if name.startswith(("i", "I"))]) == 20


YEARS = """
unit: ton
needed_by: 1952-06
year_begins: 7
scenarios:
  plan:
    kind: plan
    dated: 1951-01
    tranches:
      - {quantity: 24, window: 1951-04..1952-09, profile: even}
  protocol:
    kind: agreement
    dated: 1951-02
    tranches:
      - {quantity: 12, window: 1951/52}
"""


def test_a_year_is_the_request_s_own(in_case: Callable[[str], Case]) -> None:
    """24 tons over 18 months are 4/3 a month: 4 in three of them, 16 in a year."""
    comparison = compare_scenarios(in_case(YEARS))
    by_year = frame(comparison, view=View(By.year))
    plan = by_year[by_year.scenario == "plan"]
    assert list(plan.year) == ["1950/51", "1951/52", "1952/53"]
    assert list(plan.delivered) == [4, 16, 4]
    table = report(comparison).parts[0]
    assert isinstance(table, Table)
    subtotals = [row for row in table.rows if row.role == "subtotal"]
    assert [row.cells[0].value for row in subtotals] == [
        "Year 1950/51", "Year 1951/52", "Year 1952/53",
    ]  # fmt: skip
    assert [row.cells[1].value for row in subtotals] == [4, 16, 4]
    years = frame(comparison, "years")
    assert list(years[years.scenario == "plan"].delivered) == [4, 16, 4]
    assert "A year begins in July: 1950/51 is July 1950 to June 1951." in report(comparison).legend


def test_a_window_such_as_1951_52_is_one_of_them(in_case: Callable[[str], Case]) -> None:
    case = in_case(YEARS)
    (tranche,) = case.requests["test"].scenarios["protocol"].tranches
    assert tranche.window == Window.parse("1951-07..1952-06")
    without = in_case(YEARS.replace("year_begins: 7", "note: none"))
    (tranche,) = without.requests["test"].scenarios["protocol"].tranches
    assert tranche.window == Window.parse("1951..1952")


def test_promises_are_told_by_the_end_of_these_years(in_case: Callable[[str], Case]) -> None:
    found = report(compare_revisions(in_case(YEARS)), View(By.year))
    by_year = found.parts[1]
    assert isinstance(by_year, Table)
    assert [column.heading for column in by_year.columns] == [
        "", "1950/51", "1951/52", "1952/53",
    ]  # fmt: skip
    assert [cell.value for cell in by_year.rows[0].cells[1:]] == [4, 20, 24]


def test_halves_and_quarters_are_parts_of_these_years() -> None:
    window = Window.parse("1951-08..1952-05")
    fiscal = [each.short() for each in window.periods(By.half, 10)]
    assert fiscal == ["Apr–Sep 1951", "Oct 1951–Mar 1952", "Apr–Sep 1952"]
    assert [str(each) for each in window.periods(By.quarter, 11)] == [
        "1951-08..1951-10", "1951-11..1952-01", "1952-02..1952-04", "1952-05..1952-07",
    ]  # fmt: skip
    assert [str(each) for each in window.periods(By.quarter)] == [
        "1951-Q3", "1951-Q4", "1952-Q1", "1952-Q2",
    ]  # fmt: skip


@pytest.mark.parametrize("begins", range(1, 13))
def test_periods_hold_every_month_once(begins: int) -> None:
    window = Window.parse("1951-03..1953-11")
    for by in By:
        found = window.periods(by, begins)
        assert {len(each) for each in found} == {by.months}
        assert all(each.last + 1 == after.first for each, after in zip(found, found[1:]))  # noqa: B905, RUF007  # one shorter
        assert found[0].first <= window.first
        assert window.last <= found[-1].last
        assert all((each.first.number - begins) % by.months == 0 for each in found)


def test_the_first_and_the_last_year_that_there_are_stay_within_them() -> None:
    first, last = Window.parse("0001").periods(By.year, 7), Window.parse("9999").periods(By.year, 7)
    assert [(str(each.first), str(each.last)) for each in (first[0], last[-1])] == [
        ("0001-01", "0001-06"), ("9999-07", "9999-12"),
    ]  # fmt: skip
    assert first[0].short() == "Jan–Jun 0001"
    assert isinstance(first[1], Period)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1951/52", "1951-07..1952-06"),
        ("1951/1952", "1951-07..1952-06"),
        ("1911/12", "1911-07..1912-06"),  # which else may be a month
        ("1999/00", "1999-07..2000-06"),
        ("1951/52..1953/54", "1951-07..1954-06"),
        ("1951/52..", "1951-07.."),
        ("1951-09..1951/52", "1951-09..1952-06"),
        ("1951/53", "1951/53"),
        ("1951", "1951"),
    ],
)
def test_years_are_read_in_the_request_s_own(text: str, months: str) -> None:
    assert in_months(text, 7) == months
    assert in_months(text, 1) == text


def test_every_window_of_a_request_is_in_its_years() -> None:
    text = around("""
unit: ton
quantity: 24
year_begins: 10
capacity: [{limit: 9, window: 1951/52..}]
scenarios:
  plan:
    kind: plan
    tranches:
      - quantity: 4
        window: [1951/52, 1953/54]
        assumed: {window: {why: 1951/52 it says, or: [1952/53, [1951/52, 1954/55]]}}
    capacity: [{limit: 7, window: 1951/52}]
  window: {kind: counterfactual, based_on: plan, window: 1952/53}
""")
    request = parse_case(text).requests["test"]
    plan = request.scenarios["plan"]
    assert str(request.capacity[0].window) == "1951-10.."
    assert str(plan.capacity[0].window) == "1951-10..1952-09"
    (tranche,) = plan.tranches
    assert str(tranche.window) == "[1951-10..1952-09, 1953-10..1954-09]"
    assumed = tranche.assumed["window"]
    assert assumed.why == "1951/52 it says"
    assert assumed.or_ == ("1952-10..1953-09", ("1951-10..1952-09", "1954-10..1955-09"))
    assert str(request.scenarios["window"].window) == "1952-10..1953-09"


def test_so_are_those_of_python_what_ifs_and_capacities(in_case: Callable[[str], Case]) -> None:
    raw = {"quantity": 4, "window": "1951/52"}
    plan = {"kind": "plan", "tranches": [raw]}
    terms = {"title": "T", "recipient": "R", "supplier": "S", "unit": "ton", "year_begins": 4}
    request = Request.model_validate({**terms, "scenarios": {"plan": plan}})
    assert str(request.scenarios["plan"].tranches[0].window) == "1951-04..1952-03"
    ready = Scenario(kind="plan", tranches=(Tranche.model_validate(raw),))  # it knows no request
    request = Request.model_validate({**terms, "scenarios": {"plan": ready}})
    assert str(request.scenarios["plan"].tranches[0].window) == "1951..1952"
    case = in_case(YEARS)
    altered = what_if(case, "protocol", {"window": "1952/53"}).scenario
    assert str(altered.window) == "1952-07..1953-06"
    limited = under_capacity(case, [{"limit": "2", "window": "1951/52"}]).requests["test"]
    assert str(limited.capacity[0].window) == "1951-07..1952-06"


def test_and_those_of_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "came.csv").write_text("date,quantity\n1951/52,24\n1952-53,12\n", "utf-8")
    text = "unit: ton\nyear_begins: 7\nscenarios: {came: {kind: record, ledger: {file: came.csv}}}"
    case = parse_case(around(text), folder=tmp_path)
    tranches = case.requests["test"].scenarios["came"].tranches
    assert [str(each.window) for each in tranches] == ["1951-07..1952-06", "1952-07..1953-06"]
    assert str(Dates(None, 7).read("1951/52, 1953/54").window) == (
        "[1951-07..1952-06, 1953-07..1954-06]"
    )
    assert str(Dates(None).read("1952-53").window) == "1952..1953"


def test_a_chart_has_these_years_under_it(in_case: Callable[[str], Case]) -> None:
    chart = report(compare_scenarios(in_case(YEARS))).chart
    assert chart is not None
    assert chart.year_begins == 7


def test_requests_of_unlike_years_stand_in_one_table() -> None:
    other = YEARS.replace("year_begins: 7", "year_begins: 1").replace("1951/52", "1951..1952")
    text = around(YEARS) + "  other:\n    title: O\n    recipient: R\n    supplier: S\n"
    text += "".join(f"    {line}\n" for line in other.strip().splitlines())
    found = frame(compare_requests(parse_case(text)), view=View(By.year))
    plan = found[found.scenario == "plan"]
    assert list(plan.year) == ["1950/51", "1951/52", "1952/53", "1951", "1952"]


def test_nothing_is_shown_of_years_that_are_not_there(in_case: Callable[[str], Case]) -> None:
    with pytest.raises(RangeError):
        report(compare_scenarios(in_case(YEARS)), View(first=Month(1960, 1)))
    with pytest.raises(UnreadableError):
        Window.parse(in_months("1951/5x", 7))


def test_a_sweep_measures_a_sum_as_a_what_if_does(case: Case) -> None:
    """
    items: {a: {unit: dose, quantity: 8}, b: {unit: dose, quantity: 3}}
    sums: {all: {title: All of them, items: [a, b]}}
    needed_by: 2021-02
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 8, window: 2021-01..2021-02, profile: even}
          - {item: b, quantity: 3, window: 2021-02}
    """
    found = sweep(case, "plan", {"shift": "0..1"})
    assert found.items == ("a", "b", "all")
    assert found.variants[0].measured["all"]["by_need"].value == 11
    assert found.variants[1].measured["all"]["by_need"].value == 4  # of a, and nothing of b
    alone = sweep(case, "plan", {"shift": "0..1"}, item="all")
    assert [each.measured["all"] for each in alone.variants] == [
        each.measured["all"] for each in found.variants
    ]
    assert "All of them" in report(found, View()).verdict
    later = what_if(case, "plan", {"shift": 1}).comparison.entries[1].items["all"].measures
    assert found.variants[1].measured["all"] == {each: later[each] for each in found.measures}
