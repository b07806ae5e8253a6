"""The pages of a workbook: what a teacher or a program finds on them."""

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
import pytest
from deliveries.formats.workbook import workbook_bytes
from deliveries.reports.workbook import MOST_CHARTS, workbook_pages

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.reports.verdict import verdict
from deliveries.tables import Page, Sheet

REQUESTS = ("sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943")


def pages(case: Case, request: str | None = None) -> dict[str, Page]:
    comparison = compare_scenarios(case, request=request)
    return {page.name: page for page in workbook_pages(comparison, case.sources)}


def content(case: Case, request: str) -> bytes:
    return workbook_bytes(list(pages(case, request).values()))


def notes(page: Page) -> dict[str, tuple[str, ...]]:
    assert not isinstance(page.content, Sheet)
    return {each.title: each.lines for each in page.content}


def table(page: Page) -> Sheet:
    assert isinstance(page.content, Sheet)
    return page.content


def columns(page: Page) -> dict[str, list[Any]]:
    """The values of a page, by the keys of its columns."""
    sheet = table(page)
    return {
        column.key: [row.cells[at].value for row in sheet.rows]
        for at, column in enumerate(sheet.columns)
    }


def test_the_pages_in_their_order(shipped: Case) -> None:
    assert list(pages(shipped)) == [
        "Read me", "Comparison", "Mao's plan", "The General Staff's offer", "Stalin's reply",
        "Measures", "Sources",
    ]  # fmt: skip


@pytest.mark.parametrize("request_id", REQUESTS)
def test_the_first_page_has_the_verdict_and_what_is_assumed(shipped: Case, request_id: str) -> None:
    comparison = compare_scenarios(shipped, request=request_id)
    first = notes(pages(shipped, request_id)["Read me"])
    assert first[comparison.request.title] == (verdict(comparison),)
    assert any("never nought" in line for line in first["How to read it"])


def test_the_comparison_has_a_row_a_month_and_the_gap_to_the_baseline(shipped: Case) -> None:
    found = columns(pages(shipped)["Comparison"])
    assert [str(month) for month in found["month"][:2]] == ["1951-07", "1951-08"]
    assert len(found["month"]) == 36
    assert found["mao-one-sixth.delivered"][5:7] == [10, None]
    assert found["mao-one-sixth.to_date"][5] == 60
    assert found["general-staff.gap"][5] == -44
    assert "mao-one-sixth.gap" not in found


def test_a_scenario_has_its_lines_with_exact_fractions_as_text(shipped: Case) -> None:
    found = columns(pages(shipped)["The General Staff's offer"])
    assert found["exact"][0] == "13/6"
    assert found["recipient"][0] == "China"
    assert [found[key][0] for key in ("at_most", "at_least")] == [13, 0]
    assert found["source"][0] == "tel-21039 §3"


def test_items_have_rows_and_charts_of_their_own(shipped: Case) -> None:
    found = pages(shipped, "thirty-six-divisions")
    page = found["Comparison"]
    assert columns(page)["item"][:3] == ["Rifles", "Rifles", "Rifle cartridges"]
    assert columns(page)["unit"][0] == "rifle"
    assert [(chart.first, chart.last) for chart in page.charts] == [(0, 1), (2, 3), (4, 5)]
    assert len(page.charts) == MOST_CHARTS
    assert columns(found["Measures"])["item"][:1] == ["Rifles"]


def test_what_a_record_knows_only_coarsely_is_empty_and_said(shipped: Case) -> None:
    found = pages(shipped, "hump-1943")
    came = columns(found["Comparison"])
    at = [str(month) for month in came["month"]].index("1943-07")
    assert came["delivered.delivered"][at : at + 3] == [None, None, 4783]
    assert came["delivered.to_date"][at : at + 3] == [None, 10273, None]
    reading = " ".join(notes(found["Read me"])["How to read it"])
    assert "What came: 10,273 short tons in July to August 1943 together" in reading
    assert "What came: at least 4,783 short tons in September 1943" in reading
    assert "Before July 1943: shown, never counted." in reading


def test_measures_are_numbers_where_nothing_is_open(shipped: Case) -> None:
    found = columns(pages(shipped)["Measures"])
    at = found["measure"].index("Delivered by Dec 1951")
    assert [found[key][at] for key in ("general-staff", "stalin-reply")] == [16, "at most 10"]


def test_only_sources_that_are_cited_are_listed(shipped: Case) -> None:
    found = columns(pages(shipped)["Sources"])
    cited = list(dict.fromkeys(found["source"]))
    assert cited == ["tel-21039", "tel-3777", "tel-21334", "xu-memoir"]
    assert found["paragraph"][:2] == ["2", "3"]


@pytest.mark.parametrize("request_id", REQUESTS)
def test_other_programs_read_it(shipped: Case, request_id: str) -> None:
    written = content(shipped, request_id)
    assert written == content(shipped, request_id)
    book = openpyxl.load_workbook(BytesIO(written))
    kinds = {
        cell.data_type
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s", "n"}
    assert all(sheet.freeze_panes for sheet in book.worksheets[1:])
    with zipfile.ZipFile(BytesIO(written)) as files:
        assert "xl/charts/chart1.xml" in files.namelist()
        assert not any("hyperlink" in files.read(name).decode() for name in files.namelist())


def test_pandas_reads_numbers_as_numbers_and_months_as_text(shipped: Case) -> None:
    book = BytesIO(content(shipped, "sixty-divisions"))
    comparison = pd.read_excel(book, sheet_name="Comparison", header=[0, 1])
    assert comparison.iloc[0, 0] == "1951-07"
    assert [dtype.kind for dtype in comparison.dtypes.iloc[1:]] == ["f", "i"] + ["f"] * 6
    assert comparison["Mao's plan"]["delivered"].isna().sum() == 30
    lines = pd.read_excel(book, sheet_name="The General Staff's offer", dtype={"exact": str})
    assert lines["exact"].iloc[0] == "13/6"
    assert lines["delivered"].iloc[0] == pytest.approx(13 / 6)
    assert lines["item"].isna().all()


def test_hostile_names_reach_no_formula(in_case: Any) -> None:
    case = in_case("""
    unit: "=1+1"
    quantity: 5
    scenarios:
      a: {kind: plan, short: "=HYPERLINK(A1)", tranches: [{quantity: 5, window: 1951}]}
      b: {kind: plan, short: "@x [y]", tranches: [{quantity: 5, window: 1952}]}
    """)
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(list(pages(case).values()))))
    assert book.sheetnames[2:4] == ["=HYPERLINK(A1)", "@x -y-"]
    assert book["Comparison"]["B1"].value == "=HYPERLINK(A1)"
    assert book["Comparison"]["B1"].data_type == "s"
