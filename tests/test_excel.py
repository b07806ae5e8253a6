"""Workbooks, read back by other programs: what is a number, what is text, what is nothing."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import deliveries
from deliveries import View
from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.errors import WriteError
from deliveries.formats import Options
from deliveries.formats.excel import (
    MOST_CELLS,
    MOST_CHARTS,
    MOST_COLUMNS,
    MOST_CURVES,
    MOST_ROWS,
    write,
)
from deliveries.months import Date, Month, Window
from deliveries.reports.verdict import verdict
from deliveries.tables import (
    Band,
    Cell,
    Chunk,
    Column,
    Exact,
    Notes,
    Part,
    Row,
    Share,
    Table,
    Value,
)
from deliveries.text import harmless
from tests.hostile import NAMES
from tests.report_data import Said
from tests.test_terminal import SHEET


def workbook(*parts: Part) -> bytes:
    return b"".join(write(Said("The verdict.", *parts), Options()))


def written(*parts: Part) -> dict[str, Worksheet]:
    """The sheets by their names, as openpyxl reads them."""
    book = openpyxl.load_workbook(BytesIO(workbook(*parts)))
    return {name: book[name] for name in book.sheetnames}


def grid(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def rounded(rows: list[list[Any]]) -> list[list[Any]]:
    """The same with numbers as far as they are sure to be kept."""
    return [[round(each, 6) if isinstance(each, float) else each for each in row] for row in rows]


def column(*values: Value, align: Any = "number") -> Worksheet:
    """A sheet with these values under one heading."""
    rows = tuple(Row((Cell(value),)) for value in values)
    return written(Table("x", (Column("x", "x", align=align),), rows))["x"]


def values(*given: Value) -> list[Any]:
    return [row[0] for row in grid(column(*given))[1:]]


def test_the_small_sheet() -> None:
    sheet = written(SHEET)[SHEET.title]
    assert rounded(grid(sheet)) == [
        [None, "Plan A", None, "The other plan, by its long name"],
        [None, "month", "gap", "may be"],
        ["Jul 1951", 2.666667, -7.333333, "4 to 1,600"],
        ["Aug 1951 ◂", 1320, 5, None],
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
    sheet = written(SHEET)[SHEET.title]
    assert sheet["B3"].number_format == "#,##0.00"
    assert sheet["B4"].number_format == "#,##0_._0_0"
    assert sheet["C3"].number_format == '#,##0.00" ?"'
    assert sheet["D5"].number_format == "0.0%"
    halves = column(Fraction(1, 2), Fraction(1, 128), Fraction(1, 4))
    assert [row[0].number_format for row in halves.iter_rows(min_row=2)] == [
        "#,##0.0000"
    ] * 3  # 0.0078
    assert column(1320)["A2"].number_format == "#,##0"
    assert column(Share(Fraction(1, 2)))["A2"].number_format == "0%"


def test_months_and_dates_and_bands_are_text() -> None:
    july = Month.parse("1951-07")
    given = (july, Window.parse("1951-07"), Window.parse("1951-Q3"), Date.parse("1951-06-21"))
    assert values(*given) == ["Jul 1951", "Jul 1951", "Q3 1951", "21 June 1951"]
    assert values(Band(Fraction(4), Fraction(21, 2)), "8/3") == ["4 to 10½", "8/3"]


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
    table = Table(name, columns, rows, curves=(("n",),))
    content = workbook(table, Notes(name, (name,)))
    sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
    text = harmless(name).lstrip(" ")
    assert grid(sheets[1]) == [
        [harmless(name), None], [harmless(name)] * 2, [f"{text} {harmless(name)}", 1], [text, 2],
    ]  # fmt: skip
    assert [row[0] for row in grid(sheets[0])][-2:] == [harmless(name)] * 2
    for each in sheets:
        for row in each.iter_rows():
            assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(BytesIO(content)) as files:
        drawn = files.read("xl/charts/chart1.xml").decode()
    formulas = re.findall("<c:f>(.*?)</c:f>", drawn)
    assert [formula.split("!")[-1] for formula in formulas] == ["$A$3:$A$4", "$B$3:$B$4"]


def test_names_of_sheets_are_legal_and_differ() -> None:
    long = "x" * 40
    names = [long, long.upper(), "a[b]:c*d?e/f\\g", "History", "'a'", "\n", "😀" * 20]
    tables = [Table(name, (Column("x"),)) for name in names]
    assert list(written(*tables))[1:] == [
        "x" * 31, "X" * 27 + " (2)", "a-b--c-d-e-f-g", "History (2)", "a", "␊", "😀" * 15,
    ]  # fmt: skip


def test_what_no_file_may_hold_is_replaced() -> None:
    assert values("a\x00b\ud800c\uffffd") == ["a␀b�c�d"]


def test_the_same_pages_are_the_same_bytes_and_have_no_clock() -> None:
    parts = (SHEET, Notes("A", ("b",)))
    content = workbook(*parts)
    assert content == workbook(*parts)
    with zipfile.ZipFile(BytesIO(content)) as files:
        assert {each.date_time[0] for each in files.infolist()} == {1980}
        core = files.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}


def test_a_chart_has_its_lines_apart_without_colour_and_leaves_subtotals_out() -> None:
    table = SHEET._replace(rows=(*SHEET.rows, *SHEET.rows[:2]), curves=(("a.delivered", "a.gap"),))
    with zipfile.ZipFile(BytesIO(workbook(table))) as files:
        drawn = files.read("xl/charts/chart1.xml").decode()
    assert "<c:lineChart>" in drawn
    assert re.findall('<a:prstDash val="(.*?)"', drawn) == ["solid", "dash"]
    assert re.findall('<c:symbol val="(.*?)"', drawn) == ["circle", "square"]
    name = "'Guns, month by month'!"
    assert re.findall("<c:f>(.*?)</c:f>", drawn) == [
        f"({name}${letter}$3:${letter}$4,{name}${letter}$6:${letter}$7)" for letter in "ABAC"
    ]
    assert "dispBlanksAs" not in drawn  # so that Excel leaves a gap, not nought
    assert re.findall("<c:v>(Plan A)</c:v>", drawn) == ["Plan A"] * 2


def test_pandas_reads_the_same() -> None:
    frame = pd.read_excel(BytesIO(workbook(SHEET)), sheet_name=SHEET.title, header=[0, 1])
    assert list(frame.iloc[:, 0]) == ["Jul 1951", "Aug 1951 ◂", "Year 1951"]
    assert frame.iloc[:, 1].dtype == "float64"
    assert frame.iloc[:, 2].isna().tolist() == [False, False, True]


def test_notes_stand_under_their_titles() -> None:
    sheet = written(Notes("First", ("a " * 100, "b")), Notes("Second", ("c",)))["Read me"]
    texts = ["The verdict.", None, "First", "a " * 100, "b", None, "Second", "c"]
    assert [row[0] for row in grid(sheet)] == texts
    bold = [row[0].value for row in sheet.iter_rows() if row[0].font.b]
    assert bold == ["First", "Second"]


def test_indented_labels_are_indented_cells() -> None:
    sheet = column("a", "  b", align="left")
    assert [(row[0].value, row[0].alignment.indent) for row in sheet.iter_rows(min_row=2)] == [
        ("a", 0), ("b", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (Table("", (Column("x"),), (Row((Cell(),)),) * MOST_ROWS), "1,048,577 rows"),
        (Table("", (Column("x"),) * (MOST_COLUMNS + 1)), "16,385 columns"),
        (Table("", (Column("x"),), (Row((Cell("x" * 32_768),)),)), "32,768 characters"),
    ],
    ids=["rows", "columns", "text"],
)
def test_what_excel_cannot_hold_is_refused(table: Table, what: str) -> None:
    with pytest.raises(WriteError, match=what) as caught:
        workbook(table)
    assert "CSV" in caught.value.hint


class Long(Said):
    """A report with more data than a workbook is written with."""

    @property
    def tables(self) -> dict[str, Table]:
        chunk = Chunk(MOST_CELLS + 1, (Exact([1] * (MOST_CELLS + 1), 1),))
        return {"long": Table("", (Column("x"),), long=lambda: iter([chunk]))}


def test_more_data_than_a_workbook_takes_is_refused() -> None:
    with pytest.raises(WriteError, match="more than 1,000,000 cells"):
        list(write(Long("x"), Options()))


def test_what_is_shown_counts_as_well_and_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = tuple(Column(f"c{at}") for at in range(10_001))
    wide = Table("wide", columns, (Row((Cell(1),) * 10_001),) * 100)
    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.write_number", None)
    with pytest.raises(WriteError, match="more than 1,000,000 cells"):
        workbook(wide)


def test_a_chart_that_excel_cannot_hold_is_left_out() -> None:
    keys = tuple(f"c{at}" for at in range(MOST_CURVES + 1))
    rows = (Row((Cell(1),) * len(keys)),) * 2
    table = Table("many", tuple(map(Column, keys)), rows, curves=(keys,))
    for curves, charts in ((keys, 0), (keys[:-1], 1)):
        with zipfile.ZipFile(BytesIO(workbook(table._replace(curves=(curves,))))) as files:
            assert sum("charts/chart" in name for name in files.namelist()) == charts
    assert str(written(table)["many"].cell(2, len(keys) + 2).value) == (
        "No chart: it would have 256 lines, and Excel draws at most 255."
    )


def test_of_every_table_there_is_a_chart_or_a_word_that_there_is_none() -> None:
    keys = ("n",)
    rows = (Row((Cell("Jul 1951"), Cell(1))), Row((Cell("Aug 1951"), Cell(2))))
    made = Table("x", (Column("m", align="left"), Column("n")), rows, curves=(keys,))
    book = openpyxl.load_workbook(
        BytesIO(workbook(*[made] * (MOST_CHARTS + 1), made._replace(rows=rows[:1])))
    )
    shown = book.worksheets[1:]
    assert [len(getattr(sheet, "_charts")) for sheet in shown]  # noqa: B009 == [1] * MOST_CHARTS + [0, 0]
    assert [sheet["D2"].value for sheet in shown[-3:]] == [
        None,
        "No chart: only the first 50 tables of a workbook have one.",
        "No chart: there is only one period.",
    ]


REQUESTS = ("sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943")


@pytest.mark.parametrize("request_id", REQUESTS)
def test_other_programs_read_a_comparison(shipped: Case, request_id: str) -> None:
    comparison = compare_scenarios(shipped, request=request_id)
    content = deliveries.as_bytes(comparison, "xlsx")
    assert content == deliveries.as_bytes(comparison, "xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    kinds = {
        cell.data_type
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s", "n", "d"}
    assert all(sheet.freeze_panes for sheet in book.worksheets[1:])
    assert verdict(comparison) in [row[0] for row in grid(book["Read me"])]
    with zipfile.ZipFile(BytesIO(content)) as files:
        assert "xl/charts/chart1.xml" in files.namelist()
        assert not any("hyperlink" in files.read(name).decode() for name in files.namelist())


def test_the_sheets_of_a_comparison(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    book = openpyxl.load_workbook(BytesIO(deliveries.as_bytes(comparison, "xlsx")))
    assert book.sheetnames == [
        "Read me", "Month by month (division sets)", "Measures (division sets)", "Data, schedule",
        "Data, measures", "Data, years", "Sources",
    ]  # fmt: skip
    detail = deliveries.as_bytes(comparison, "xlsx", View(detail=True))
    names = openpyxl.load_workbook(BytesIO(detail)).sheetnames
    assert "Mao's plan- Month by month (div" in names
    cited = [row[0] for row in grid(book["Sources"])[1:]]
    assert list(dict.fromkeys(cited)) == [
        "tel-21039", "tel-3777", "tel-21334", "stalin-zhou-1952-09-03", "xu-memoir",
    ]  # fmt: skip
    data = pd.read_excel(BytesIO(detail), sheet_name="Data, schedule")
    korea = data[data["recipient"] == "Korea"]
    assert korea["delivered"].sum() == pytest.approx(3)
    assert data["item"].isna().all()


def test_data_can_be_filtered_and_sorted_by_month(shipped: Case) -> None:
    book = openpyxl.load_workbook(BytesIO(deliveries.as_bytes(compare_scenarios(shipped), "xlsx")))
    sheet = book["Data, schedule"]
    (table,) = sheet.tables.values()
    assert table.ref == table.autoFilter.ref == sheet.dimensions
    headings = [cell.value for cell in sheet[1]]
    assert headings == table.column_names
    at = headings.index("month")
    assert headings[at + 1] == "month_begins"
    for row in sheet.iter_rows(min_row=2):
        assert row[at + 1].value == datetime.fromisoformat(f"{row[at].value}-01")
    assert not book["Read me"].tables


def test_months_before_excels_calendar_begin_on_days_that_are_text(
    in_case: Callable[[str], Case],
) -> None:
    case = in_case("""
    unit: gun
    quantity: 5
    scenarios:
      a: {kind: plan, tranches: [{quantity: 5, window: 1900-02..1900-03}]}
    """)
    content = deliveries.as_bytes(compare_scenarios(case), "xlsx")
    data = pd.read_excel(BytesIO(content), sheet_name="Data, schedule", dtype=object)
    assert data["month_begins"].tolist() == ["1900-02-01", "1900-03-01"]


def test_data_without_rows_are_headings_alone() -> None:
    sheet = openpyxl.load_workbook(BytesIO(b"".join(write(Nothing("x"), Options()))))["Data, empty"]
    assert (grid(sheet), sheet.tables) == ([["x", "month", "month_begins"]], {})


class Nothing(Said):
    """A report with data of no rows."""

    @property
    def tables(self) -> dict[str, Table]:
        return {"empty": Table("", (Column("x"), Column("month", kind="month")))}


def test_a_chart_says_what_it_shows(shipped: Case) -> None:
    with zipfile.ZipFile(BytesIO(deliveries.as_bytes(compare_scenarios(shipped), "xlsx"))) as files:
        drawing = files.read("xl/drawings/drawing1.xml").decode()
    (about,) = re.findall(' descr="(.*?)"', drawing)
    assert (
        about
        == (
            "Month by month (division sets): lines of General Staff, Mao&apos;s plan, Mao with 60, "
            "Recorded course, Jul 1951 to Sep 1953. Their numbers are in the table beside it."
        )
        or about
    )


def test_hostile_names_reach_no_formula(in_case: Callable[[str], Case]) -> None:
    case = in_case("""
    unit: "=1+1"
    quantity: 5
    scenarios:
      a: {kind: plan, short: "=HYPERLINK(A1)", tranches: [{quantity: 5, window: 1951}]}
      b: {kind: plan, short: "@x [y]", tranches: [{quantity: 5, window: 1952}]}
    """)
    content = deliveries.as_bytes(compare_scenarios(case), "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[1]
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=HYPERLINK(A1)", "s")
