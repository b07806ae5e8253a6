"""Workbooks, read back by other programs: what is a number, what is text, what is nothing."""

import re
import zipfile
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
import pytest
from deliveries.formats.workbook import MOST_COLUMNS, MOST_ROWS, workbook_bytes
from deliveries.formats.worksheet_names import legal_names
from openpyxl.worksheet.worksheet import Worksheet

from deliveries.errors import WriteError
from deliveries.months import Date, Month, Window
from deliveries.tables import (
    Cell,
    Column,
    Curve,
    LineChart,
    Notes,
    Page,
    Row,
    Share,
    Sheet,
    Span,
    Value,
)
from deliveries.text import harmless
from tests.hostile import NAMES
from tests.test_render import SHEET


def written(*pages: Page) -> dict[str, Worksheet]:
    """The worksheets by their names, as openpyxl reads them."""
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(pages)))
    return {name: book[name] for name in book.sheetnames}


def grid(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def rounded(rows: list[list[Any]]) -> list[list[Any]]:
    """The same with numbers as far as they are sure to be kept."""
    return [[round(each, 6) if isinstance(each, float) else each for each in row] for row in rows]


def column(*values: Value, align: Any = "number") -> Worksheet:
    """A worksheet with these values under one heading."""
    rows = tuple(Row((Cell(value),)) for value in values)
    sheet = Sheet("", (Column("x", "x", align=align),), rows)
    return written(Page("x", sheet))["x"]


def values(*given: Value) -> list[Any]:
    return [row[0] for row in grid(column(*given))[1:]]


def charted(*curves: Curve, title: str = "Guns", last: int = 1) -> bytes:
    chart = LineChart(title, "Month", "Guns", "month", curves, 0, last)
    return workbook_bytes([Page("Guns, all", SHEET, (chart,))])


def test_the_small_sheet() -> None:
    sheet = written(Page("Guns", SHEET))["Guns"]
    assert rounded(grid(sheet)) == [
        [None, "Plan A", None, "The other plan, by its long name"],
        [None, "month", "gap", "may be"],
        ["1951-07", 2.666667, -7.333333, "0–1,600"],
        ["1951-08 ◂", 1320, 5, None],
        ["Year 1951", 1322.666667, None, 0.333333],
    ]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["B1:C1"]
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.page_setup.orientation == "landscape"
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted
    assert fitted.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["B2"].font.b
    assert sheet["B2"].alignment.wrap_text
    assert sheet["B5"].font.b
    assert not sheet["B4"].font.b


def test_each_number_shows_as_many_decimals_as_it_needs() -> None:
    sheet = written(Page("Guns", SHEET))["Guns"]
    assert sheet["B3"].number_format == "#,##0.00"
    assert sheet["B4"].number_format == "#,##0_._0_0"
    assert sheet["C3"].number_format == '#,##0.00" ?"'
    assert sheet["D5"].number_format == "0.0%"
    halves = column(Fraction(1, 2), Fraction(1, 128), Fraction(1, 4))
    assert [row[0].number_format for row in halves.iter_rows(min_row=2)] == ["#,##0.000000"] * 3
    assert column(1320)["A2"].number_format == "#,##0"
    assert column(Share(Fraction(1, 2)))["A2"].number_format == "0%"


def test_months_and_dates_and_bands_are_text() -> None:
    july = Month.parse("1951-07")
    given = (july, Window.parse("1951-07"), Window.parse("1951-Q3"), Date.parse("1951-06-21"))
    assert values(*given) == ["1951-07", "1951-07", "1951-Q3", "1951-06-21"]
    assert values(Span(Fraction(4), Fraction(21, 2)), "8/3") == ["4–10½", "8/3"]


def test_what_excel_would_cut_is_text_in_full() -> None:
    longest, longer = 10**15 - 1, 10**15 + 1
    assert values(longest, longer, -longer) == [longest, str(longer), f"-{longer}"]
    assert values(Fraction(longer, 3), 10**400, Fraction(longer, 4))[0] == f"{longer}/3"
    assert values(10**400) == [f"1{'0' * 400}"]
    assert values(Fraction(longer, 4)) == ["250000000000000.25"]
    assert values(Fraction(1, 3)) == [pytest.approx(1 / 3, rel=1e-14)]


def test_nothing_stays_nothing() -> None:
    assert values(None, 0, "", Fraction(0)) == [None, 0, None, 0]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_text_wherever_it_stands(name: str) -> None:
    columns = (Column("x", name, name, align="left"), Column("n", name, name))
    rows = (Row((Cell(name, name), Cell(1, name))), Row((Cell(name), Cell(2))))
    chart = LineChart(name, name, name, "x", (Curve("n", name),), 0, 1)
    sheet = Sheet(name, columns, rows)
    pages = (Page(name, sheet, (chart,)), Page(name, (Notes(name, (name,)),)))
    sheets = list(written(*pages).values())
    text = harmless(name).lstrip(" ")
    assert grid(sheets[0]) == [
        [harmless(name), None], [harmless(name)] * 2, [f"{text} {harmless(name)}", 1], [text, 2],
    ]  # fmt: skip
    assert grid(sheets[1]) == [[harmless(name)]] * 2
    for each in sheets:
        for row in each.iter_rows():
            assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(BytesIO(workbook_bytes(pages))) as files:
        drawn = files.read("xl/charts/chart1.xml").decode()
    formulas = re.findall("<c:f>(.*?)</c:f>", drawn)
    assert [formula.split("!")[-1] for formula in formulas] == ["$A$3:$A$4", "$B$3:$B$4"]


def test_names_of_worksheets_are_legal_and_differ() -> None:
    long = "x" * 40
    names = legal_names(
        [long, long.upper(), "a[b]:c*d?e/f\\g", "History", "'a'", "", "\n", "😀" * 20]
    )
    assert names == [
        "x" * 31, "X" * 27 + " (2)", "a-b--c-d-e-f-g", "History (2)", "a", "Sheet", "␊", "😀" * 15,
    ]  # fmt: skip


def test_what_no_file_may_hold_is_replaced() -> None:
    assert values("a\x00b\ud800c\uffffd") == ["a␀b�c�d"]


def test_the_same_pages_are_the_same_bytes_and_have_no_clock() -> None:
    pages = [Page("Guns", SHEET), Page("Notes", (Notes("A", ("b",)),))]
    content = workbook_bytes(pages)
    assert content == workbook_bytes(pages)
    with zipfile.ZipFile(BytesIO(content)) as files:
        assert {each.date_time[0] for each in files.infolist()} == {1980}
        core = files.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}


def test_a_chart_has_its_lines_apart_without_colour() -> None:
    content = charted(Curve("a.delivered", "Plan A"), Curve("a.gap", "=B"))
    with zipfile.ZipFile(BytesIO(content)) as files:
        drawn = files.read("xl/charts/chart1.xml").decode()
    assert "<c:lineChart>" in drawn
    assert re.findall('<a:prstDash val="(.*?)"', drawn) == ["solid", "dash"]
    assert re.findall('<c:symbol val="(.*?)"', drawn) == ["circle", "square"]
    assert re.findall("<c:f>(.*?)</c:f>", drawn) == [
        "'Guns, all'!$A$3:$A$4", "'Guns, all'!$B$3:$B$4",
        "'Guns, all'!$A$3:$A$4", "'Guns, all'!$C$3:$C$4",
    ]  # fmt: skip
    assert "dispBlanksAs" not in drawn  # so that Excel leaves a gap, not nought
    assert '<c:smooth val="1"/>' not in drawn
    assert re.findall("<c:v>(Plan A|=B)</c:v>", drawn) == ["Plan A", "=B"]


def test_pandas_reads_the_same() -> None:
    content = workbook_bytes([Page("Guns", SHEET)])
    frame = pd.read_excel(BytesIO(content), header=[0, 1])
    assert list(frame.iloc[:, 0]) == ["1951-07", "1951-08 ◂", "Year 1951"]
    assert frame.iloc[:, 1].dtype == "float64"
    assert frame.iloc[:, 2].isna().tolist() == [False, False, True]


def test_notes_stand_under_their_titles() -> None:
    notes = (Notes("First", ("a " * 100, "b")), Notes("Second", ("c",)))
    sheet = written(Page("Read me", notes))["Read me"]
    texts = ["First", "a " * 100, "b", None, "Second", "c"]
    assert [row[0] for row in grid(sheet)] == texts
    assert [bool(row[0].font.b) for row in sheet.iter_rows()] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    assert sheet.row_dimensions[2].height == 30


def test_indented_labels_are_indented_cells() -> None:
    sheet = column("a", "  b", align="left")
    assert [(row[0].value, row[0].alignment.indent) for row in sheet.iter_rows(min_row=2)] == [
        ("a", 0), ("b", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "what"),
    [
        (Sheet("", (Column("x"),), (Row((Cell(),)),) * MOST_ROWS), "1,048,577 rows"),
        (Sheet("", (Column("x"),) * (MOST_COLUMNS + 1), ()), "16,385 columns"),
        (Sheet("", (Column("x"),), (Row((Cell("x" * 32_768),)),)), "32,768 characters"),
    ],
    ids=["rows", "columns", "text"],
)
def test_what_excel_cannot_hold_is_refused(sheet: Sheet, what: str) -> None:
    with pytest.raises(WriteError, match=what) as caught:
        workbook_bytes([Page("Big", sheet)])
    assert "CSV" in caught.value.hint
