"""Records read from CSV files: whatever way they are written, they are their rows typed by hand."""

import csv
import io
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deliveries
from deliveries.case import Case, Quantity, Tranche
from deliveries.case.derived import standing_alone
from deliveries.case.fields import read_id
from deliveries.case.models import NumberStyle
from deliveries.errors import CaseError, DeliveriesError, UnreadableError
from deliveries.explanation import explain
from deliveries.formats.bundle import bundle
from deliveries.months import Window
from deliveries.read import files_read, load_case, parse_case
from deliveries.read import ledger as reading
from deliveries.read.cells import Amounts, Dates
from deliveries.read.guess import case_of_ledger, guess_columns, id_of
from deliveries.read.sheet import Sheet
from deliveries.read.writing import case_yaml
from deliveries.reports import View, report
from deliveries.schedule import schedule_scenario
from tests.conftest import around
from tests.measured import measured

ONE = """
unit: gun
quantity: 60
scenarios:
  came:
    kind: record
    ledger:
      file: came.csv
"""
FULL = f"{ONE}      columns: {{date: day, quantity: guns}}\n"


def read(folder: Path, content: str | bytes, request: str = FULL) -> Case:
    """The case of a request whose ledger has this content."""
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "came.csv").write_bytes(raw)
    return parse_case(around(request), folder=folder)


def tranches(case: Case) -> list[tuple[str, str]]:
    """The windows and quantities of the record."""
    came = case.requests["test"].scenarios["came"].tranches
    return [(str(each.window), str(each.quantity)) for each in came]


def problems(folder: Path, content: str | bytes, request: str = FULL) -> list[str]:
    """What is wrong, with its place in the file that it is in."""
    with pytest.raises(CaseError) as error:
        read(folder, content, request)
    return [f"{Path(e.file).name}:{e.line}:{e.column} {e.code}" for e in error.value.problems]


PLAIN = "day,guns\n1901-04-02,10\n1901-04-30,2.5\n1901-05-01,8/3\n"
MADE = [("1901-04", "25/2"), ("1901-05", "8/3")]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.rstrip("\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", " , ").replace("guns", "GUNS"),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", "\n\n"),
        f'A register\n"of, all; sorts"\n\n{PLAIN}',
        f'"Words, of\n""two"" lines",,,\n;;;;;;;;\n{PLAIN}',
        'note,day,guns\n"a\nb, ""c""",1901-04-02,10\n,1901-04-30,"2.5"\n,1901-05-01,8/3\n',
        'day,"x\ny",guns\n1901-04-02,,10\n1901-04-30,,2.5\n1901-05-01,,8/3\n',
        "day,guns\n1901-05-01,8/3\n1901-04-30,2.5\n1901-04-02,3\n1901-04-03,7\n",
    ],
)
def test_a_file_is_read_whichever_way_it_is_written(content: str | bytes, tmp_path: Path) -> None:
    assert tranches(read(tmp_path, content)) == MADE


def test_columns_need_no_names_where_the_file_has_ours(tmp_path: Path) -> None:
    assert tranches(read(tmp_path, "quantity,date\n3,1901\n", ONE)) == [("1901", "3")]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("1951-06-21", "1951-06"),
        ("1951-06-21T00:00:00", "1951-06"),
        ("1951-06", "1951-06"),
        ("1951-Q2", "1951-Q2"),
        ("1951-H1", "1951-H1"),
        ("1951", "1951"),
        ("1951-03..1951-07", "1951-03..1951-07"),
        ("1951-03/1951-07", "1951-03..1951-07"),
        ("1951-03-30/1951-07-02", "1951-03..1951-07"),
        ("1951-06-03/1951-06-20", "1951-06"),
        ("1951/1952", "1951..1952"),
        ("1951/52", "1951..1952"),
        ("1951, 1953", "[1951, 1953]"),
        ("1951; 1953-06", "[1951, 1953-06]"),
    ],
)
def test_dates(text: str, window: str) -> None:
    assert str(Dates(None).read(text).window) == window


@pytest.mark.parametrize("years", ["1950-53", "1950–1953", "1950 - 1953", "1950/53"])
def test_years_as_registers_write_them(years: str) -> None:
    assert str(Dates(None).read(years).window) == "1950..1953"


@pytest.mark.parametrize(
    ("heading", "date", "quantity"),
    [
        ("report_date,delivery_date,doses ordered,doses delivered", "delivery_date", 3),
        ("Year of order,Year(s) of delivery,No. ordered,No. delivered", "Year(s) of delivery", 3),
        ("order date,year,received,promised", "year", 2),
    ],
)
def test_what_came_is_guessed_rather_than_what_was_ordered(
    heading: str, date: str, quantity: int
) -> None:
    raw = f"{heading}\n1950,1951,16,17\n1951,1952,18,19\n".encode()
    columns = guess_columns(Sheet(raw, "came.csv", "ledger"), "came.csv").columns
    assert (columns["date"], columns["quantity"]) == (date, heading.split(",")[quantity])


@pytest.mark.parametrize(
    ("name", "unit", "one"),
    [
        ("Flour (t)", "t", "t"),
        ("Net weight [metric tons]", "metric tons", "metric ton"),
        ("doses_delivered", "doses", "dose"),
        ("quantity (delivered)", "units", "unit"),
    ],
)
def test_the_unit_is_guessed_by_the_name_of_the_column(name: str, unit: str, one: str) -> None:
    begun = case_of_ledger(f"date,{name}\n1901-02,5\n".encode(), "came.csv", "came.csv")
    assert f"    unit: {one} # guessed" in begun.text
    assert f"    plural: {unit}\n" in begun.text


@pytest.mark.parametrize(
    ("content", "came", "doubt"),
    [
        ("day;t\n1901-02;1.250\n1901-03;980\n", "2230", "'1.250' is taken for 1,250; by `numbers"),
        ("day;t\n1901-02;114.258\n", "114258", "'114.258' is taken for 114,258; by `numbers"),
        ("day,t\n1901-02,114.258\n", "57129/500", "'114.258' is taken for 114.258; by `numbers"),
        ("day;t\n1901-02;1,250\n1901-03;2\n", "13/4", "'1,250' is taken for 1¼; by `numbers"),
        ('day,t\n1901-02,"1,250"\n1901-03,2\n', "1252", "'1,250' is taken for 1,250; by `numbers"),
        ("day;t\n1901-02;0,125\n1901-03;2,500\n", "21/8", ""),
        ("day;t\n1901-02;1.250,5\n1901-03;2\n", "2505/2", ""),
        ("day,t\n1901-02,(3)\n1901-03,2\n", "5", "numbers in brackets are taken for estimates"),
    ],
)
def test_numbers_that_can_be_read_in_two_ways_are_read_as_their_country_does_and_named(
    content: str, came: str, doubt: str
) -> None:
    begun = case_of_ledger(content.encode(), "came.csv", "came.csv")
    assert f"    quantity: {came} # what came" in begun.text
    assert [each[: len(doubt)] for each in begun.guessed.doubts] == [doubt] * bool(doubt)


@pytest.mark.parametrize(
    ("days", "dates", "doubt"),
    [
        ("4/2/1901 5/2/1901 6/2/1901", "%d/%m/%Y", 'by `dates: "%m/%d/%Y"` it is 2 April 1901'),
        ("4/12/1901 5/11/1901 6/3/1901", "%m/%d/%Y", "it is 4 December 1901"),
        ("4/12/1901 13/11/1901", "%d/%m/%Y", ""),
    ],
)
def test_days_and_months_are_told_apart_by_their_order_or_named(
    days: str, dates: str, doubt: str
) -> None:
    raw = "".join(["day,t\n", *(f"{day},5\n" for day in days.split())]).encode()
    begun = case_of_ledger(raw, "came.csv", "came.csv")
    assert f'dates: "{dates}"' in begun.text
    assert all(doubt in each for each in begun.guessed.doubts)
    assert len(begun.guessed.doubts) == bool(doubt)


@pytest.mark.parametrize(
    ("content", "units"),
    [
        ("day,t,unit\n1901-02,5,guns\n1901-03,6,guns\n", ["gun"]),
        ("Day,Qty,UoM\n1901-02,5,MT\n1901-03,6,\n", ["MT"]),
        ("day,item,amount,unit\n1901-02,A,5,guns\n1901-03,B,6,t\n", ["gun", "t"]),
        ("day,item,doses,unit\n1901-02,A,5,\n1901-03,B,6,t\n", ["dose", "t"]),
    ],
)
def test_the_unit_is_taken_from_a_column_of_units(content: str, units: list[str]) -> None:
    text = case_of_ledger(content.encode(), "came.csv", "came.csv").text
    (request,) = parse_case(text.partition("      came:")[0]).requests.values()
    found = [item.unit for item in request.items.values()] if request.items else [request.unit]
    assert found == units


def test_unlike_units_are_never_added_up() -> None:
    """What a sample of the rows does not show is seen, too."""
    rows = [*["1901-02,5,t"] * 3000, "1901-03,6000,kg"]
    begun = case_of_ledger("\n".join(["day,amount,unit", *rows]).encode(), "came.csv", "came.csv")
    assert "    quantity: 15000 # what came" in begun.text
    assert begun.guessed.where == {"unit": ["t"]}
    assert begun.guessed.doubts == ["rows in 'kg' are left out, as unlike units do not add up"]
    mixed = b"day,item,amount,unit\n1901-02,A,5,t\n1901-02,A,5,t\n1901-03,A,6,kg\n1901-03,B,7,kg\n"
    with pytest.raises(DeliveriesError, match="'A' is counted in 't' and in 'kg'"):
        case_of_ledger(mixed, "came.csv", "came.csv")


def test_rows_that_add_others_up_are_left_out() -> None:
    raw = b"day,item,amount\n1901-02,A,5\n1901-02,B,6\n1901-02,Total,11\n"
    begun = case_of_ledger(raw, "came.csv", "came.csv")
    assert begun.guessed.items == {"a": "A", "b": "B"}
    assert begun.guessed.where == {"item": ["A", "B"]}
    assert begun.faulty == 0


def test_columns_that_nothing_is_taken_from_are_named() -> None:
    begun = case_of_ledger(b"month,Wheat,Rice,by\n1901-02,5,6,X\n1901-03,7,8,X\n", "a.csv", "a.csv")
    assert begun.guessed.doubts == ["nothing is taken from 'Wheat'"]
    assert "# Look at this: nothing is taken from 'Wheat'.\n" in begun.text


def test_months_tell_more_than_years() -> None:
    begun = case_of_ledger(b"Year,Period,Qty\n1901,190102,5\n1901,190103,6\n", "a.csv", "a.csv")
    assert (begun.guessed.columns["date"], begun.guessed.dates) == ("Period", "%Y%m")


def test_values_that_only_later_rows_have_are_chosen_too() -> None:
    rows = [*["1901-02,5,came", "1901-02,,asked"] * 1500, "1901-03,6,arrived"]
    begun = case_of_ledger("\n".join(["day,amount,kind", *rows]).encode(), "came.csv", "came.csv")
    assert begun.guessed.where == {"kind": ["arrived", "came"]}


def test_what_is_not_csv_is_counted_once() -> None:
    rows = [*["1901-02,A,5", "1901-02,B,6"] * 30, '1901-03,"B,7\n']
    raw = "\n".join(["day,item,amount", *rows]).encode()
    assert case_of_ledger(raw, "came.csv", "came.csv").faulty == 1
    with pytest.raises(CaseError, match="never closed"):
        case_of_ledger(b'day,item,amount\n1901-02,"A,5\n', "came.csv", "came.csv")


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("Month,t\nApr-21,5\n", "in 'Month' 'Apr-21' is none: two digits name no century"),
        ("Month,t\nApril 2021,5\n", "in 'Month' 'April 2021' is none: write 2021-04"),
        ("Datum;t\n12.04.21;5\n", "in 'Datum' '12.04.21' is none: two digits name no century"),
        ("Date,t\n24-Feb-2021,5\n", "in 'Date' '24-Feb-2021' is none: names depend on a language"),
        ("Date,t\n44298,5\n", "in 'Date' '44298' is none: a spreadsheet counts days like this"),
        ("Quarter,t\nQ1 2021,5\n", "in 'Quarter' 'Q1 2021' is none: write 2021-Q1"),
        ("date,t\nTotal,5\n", "in 'date' 'Total' is none"),
        ("item,2021-01,2021-02\nA,5,6\n", "dates stand in the heading: write a row for each"),
        ("item,1941,1942\nA,5,6\n", "dates stand in the heading: write a row for each"),
        ("item,Jan 2021,Feb 2021\nA,5,6\n", "dates stand in the heading: write a row for each"),
        ("date|t\n2021-01|5\n", "part cells by commas, semicolons or tabs"),
        ("date,quantity\n2021-01,~100\n", "in 'quantity' '~100' is none: say in numbers"),
        ("date,quantity\n2021-01,1e3\n", "in 'quantity' '1e3' is none: write the number out"),
        ("date,quantity\n2021-01,100 t\n", "in 'quantity' '100 t' is none: write the number alone"),
        ("date,quantity\n2021-01,20-\n", "in 'quantity' '20-' is none: write the sign before"),
        ("date,quantity\n2021-01,+20\n", "in 'quantity' '+20' is none: write the number without"),
        ("date,quantity\n2021-01,-\n", "in 'quantity' '-' is none: write 0 if nothing came"),
    ],
)
def test_what_no_column_is_taken_for_is_named_with_its_remedy(content: str, hint: str) -> None:
    with pytest.raises(DeliveriesError) as caught:
        case_of_ledger(content.encode(), "came.csv", "came.csv")
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "is empty"), ("\n\n", "is empty"), ("date,quantity\n", "has one line only")],
)
def test_where_nothing_can_be_begun_from_it_says_why(content: str, message: str) -> None:
    with pytest.raises(DeliveriesError, match=f"came.csv {message}"):
        case_of_ledger(content.encode(), "came.csv", "came.csv")


def test_names_that_are_too_long_are_no_items_and_no_units() -> None:
    raw = f"day,item,amount,unit\n1901-02,{'n' * 201},5,t\n1901-03,B,6,{'u' * 201}\n".encode()
    begun = case_of_ledger(raw, "came.csv", "came.csv")
    assert (begun.guessed.items, begun.guessed.units) == ({}, {})
    assert begun.guessed.doubts == ["nothing is taken from 'item', 'unit'"]


def test_months_beside_a_column_of_years_are_named() -> None:
    begun = case_of_ledger(b"Year,Month,Qty\n1901,2,5\n1901,3,6\n", "came.csv", "came.csv")
    assert begun.guessed.doubts == [
        "'Month' is not read: a column with both, such as 1901-02, would say the month"
    ]


def test_a_chinese_date_is_a_pattern() -> None:
    raw = "日期,数量\n1951年6月5日,5\n1951年12月5日,6\n".encode()
    begun = case_of_ledger(raw, "came.csv", "came.csv")
    assert (begun.guessed.dates, begun.faulty) == ("%Y年%m月%d日", 0)


def test_a_number_that_begins_with_nought_has_no_thousands() -> None:
    style = NumberStyle.model_validate({"decimal": ",", "thousands": "."})
    with pytest.raises(UnreadableError):
        Amounts(style, Fraction(1)).read("0.125")


def test_what_is_no_date_among_dates_is_named() -> None:
    raw = b"day,amount\n1901-02-03,5\n1901-13-01,6\n"
    with pytest.raises(DeliveriesError, match="seems to have dates") as caught:
        case_of_ledger(raw, "came.csv", "came.csv")
    assert "in 'day' '1901-13-01' is none" in caught.value.hint


@pytest.mark.parametrize(
    ("pattern", "text", "window"),
    [
        ("%d/%m/%Y", "2/4/1901", "1901-04"),
        ("%m/%d/%Y", "2/4/1901", "1901-02"),
        ("%d.%m.%Y %H:%M", "02.04.1901 13:05", "1901-04"),
        ("%Y%m%d", "19010402", "1901-04"),
        ("%m/%Y", "4/1901", "1901-04"),
        ("in %Y", "in 1901", "1901"),
    ],
)
def test_stated_dates(pattern: str, text: str, window: str) -> None:
    assert str(Dates(pattern).read(text).window) == window


@pytest.mark.parametrize("text", ["1901-04", "2/4/01", "31/2/1901", "2/13/1901", "", "0/4/1901"])
def test_what_is_not_as_stated_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        Dates("%d/%m/%Y").read(text)


def test_from_and_to() -> None:
    assert Dates(None).read("1901-04-02", "1901-06").window == Window.parse("1901-Q2")
    assert Dates(None).read("1901-04-02", "1901-04-09").window == Window.parse("1901-04")


@pytest.mark.parametrize(
    ("style", "text", "number"),
    [
        ({}, "0012", Fraction(12)),
        ({}, "-12", Fraction(-12)),
        ({}, "\N{MINUS SIGN}2.5", Fraction(-5, 2)),
        ({}, "2 2/3", Fraction(8, 3)),
        ({"decimal": ","}, "1250,5", Fraction(2501, 2)),
        ({"decimal": "."}, "1.250", Fraction(5, 4)),
        ({"thousands": ","}, "1,250,000", Fraction(1250000)),
        ({"thousands": ".", "decimal": ","}, "-1.250,5", Fraction(-2501, 2)),
        ({"thousands": " "}, "1\N{NO-BREAK SPACE}250", Fraction(1250)),
        ({"thousands": "'"}, "1\N{RIGHT SINGLE QUOTATION MARK}250", Fraction(1250)),
        ({"brackets": "estimate"}, "(16)", Fraction(16)),
        ({"brackets": "negative", "thousands": ","}, "(1,600)", Fraction(-1600)),
    ],
)
def test_numbers(style: dict[str, str], text: str, number: Fraction) -> None:
    amounts = Amounts(NumberStyle.model_validate(style), Fraction(1))
    assert amounts.read(text) == number
    thousandth = Amounts(NumberStyle.model_validate(style), Fraction(1, 1000))
    assert thousandth.read(text) == number / 1000


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ({}, "1,250"), ({}, "1.250"), ({}, "(16)"), ({}, "1e3"), ({}, "--2"), ({}, "ca. 16"),
        ({"thousands": ","}, "12,50"), ({"thousands": ","}, "1,2500"), ({"decimal": ","}, "1.5"),
    ],
)  # fmt: skip
def test_numbers_that_could_be_others_are_refused(style: dict[str, str], text: str) -> None:
    with pytest.raises(UnreadableError) as error:
        Amounts(NumberStyle.model_validate(style), Fraction(1)).read(text)
    assert error.value.hint


def test_open_quantities() -> None:
    amounts = Amounts(NumberStyle(), Fraction(1, 10))
    assert amounts.read("10-16") == Quantity("from", Fraction(1), Fraction(8, 5))
    assert amounts.read("at least 25") == Quantity("at_least", Fraction(5, 2))
    assert amounts.read("unknown") == Quantity("unknown")


NAMED = """
items:
  red: {title: Red works, unit: crate, quantity: 100}
  blue: {unit: crate, quantity: 50}
recipients: [Hills, Coast]
scenarios:
  came:
    kind: record
    ledger:
      file: came.csv
      columns: {date: day, quantity: crates, item: by, recipient: for}
      names: {Blau: blue, Bergland: Hills}
      where: {land: [A, B]}
      scale: 10
"""


def test_names_and_where(tmp_path: Path) -> None:
    """By hand: of item, window, quantity x 10 and recipient."""
    content = """land;day;by;for;crates
A;1901-04;Red works;Hills;1
A;1901-04;red;Bergland;2
C;1901-04;green;Nowhere;nothing
B;1901-05;Blau;Coast;-3
A;1901-05;blue;;4
"""
    came = read(tmp_path, content, NAMED).requests["test"].scenarios["came"].tranches
    found = [(e.item, str(e.window), str(e.quantity), dict(e.recipients)) for e in came]
    assert found == [
        ("red", "1901-04", "30", {"Hills": 30}),
        ("blue", "1901-05", "40", {}),
        ("blue", "1901-05", "-30", {"Coast": -30}),
    ]


def test_every_fault_is_found_at_once(tmp_path: Path) -> None:
    content = """land;day;by;for;crates
A;1901-13;red;Hills;1
A;1901-04;reed;Hills;x
A;1901-04;reed;Hils;2
A;1901-04;red
"""
    assert problems(tmp_path, content, NAMED.replace("[A, B]", "[A, D]")) == [
        "<text>:20:29 no-row",
        "came.csv:2:3 bad-value",
        "came.csv:3:11 unknown-item",
        "came.csv:3:22 bad-value",
        "came.csv:4:16 unknown-recipient",
        "came.csv:5:1 wrong-row",
    ]


def test_faults_of_the_case_file_are_found_beside_those_of_the_ledger(tmp_path: Path) -> None:
    found = problems(
        tmp_path, PLAIN.replace("10", "x"), FULL.replace("quantity: 60", "quantity: y")
    )
    assert found == ["<text>:10:15 bad-value", "came.csv:2:12 bad-value"]


def test_a_faulty_tranche_is_shown_at_its_first_row(tmp_path: Path) -> None:
    content = "day,guns,ref\n1901-04-02,1,\n1901-05-02,1,letter\n1901-05-03,1,letter\n"
    request = f"{ONE}      columns: {{date: day, quantity: guns, source: ref}}\n"
    assert problems(tmp_path, content, request) == ["came.csv:3:14 unknown-source"]


def test_a_cell_after_one_of_several_lines_is_found(tmp_path: Path) -> None:
    assert problems(tmp_path, 'note,day,guns\n"a\nb",1901-04,  x\n') == ["came.csv:3:14 bad-value"]


def test_rows_that_cite_alike_are_one_tranche_in_order_of_time(tmp_path: Path) -> None:
    content = "day,guns,ref\n1901-05,1,b §1;a\n1901-04,9,\n1901-05,2,b §1; a\n"
    request = f"{ONE}      columns: {{date: day, quantity: guns, source: ref}}\n"
    sources = "\nsources: {a: {title: A, grade: ours}, b: {title: B, grade: ours}}\n"
    (tmp_path / "came.csv").write_text(content)
    case = parse_case(around(request) + sources, folder=tmp_path)
    assert tranches(case) == [("1901-04", "9"), ("1901-05", "3")]


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert problems(tmp_path, PLAIN) == ["came.csv:4:1 too-many-rows"]
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    monkeypatch.setattr(reading, "MOST_FIGURES", 1)
    assert problems(tmp_path, PLAIN) == ["came.csv:4:1 too-many-figures"]
    monkeypatch.setattr(reading, "MOST_FIGURES", 2)
    monkeypatch.setattr(reading, "MOST_FAULTS", 2)
    assert problems(tmp_path, PLAIN.replace("1901", "x")) == [
        "came.csv:2:1 bad-value",
        "came.csv:3:1 bad-value",
    ]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "came.csv").write_text(PLAIN)
    (inside / "came.csv").symlink_to(tmp_path / "came.csv")
    with pytest.raises(CaseError, match="lies outside"):
        parse_case(around(FULL), folder=inside)
    with pytest.raises(CaseError, match="not in a file"):
        parse_case(around(FULL))


def test_a_ledger_is_written_and_read_back(tmp_path: Path) -> None:
    case = read(
        tmp_path, "land;day;by;for;crates\nA;1901-04;red;Hills;1\nB;1901-05;blue;;4\n", NAMED
    )
    written = case_yaml(case)
    assert "tranches" not in written
    assert parse_case(written, folder=tmp_path) == case
    (tmp_path / "case.yaml").write_text(written, encoding="utf-8")
    assert files_read(tmp_path / "case.yaml") == [tmp_path / "case.yaml", tmp_path / "came.csv"]


def test_a_folder_takes_ledgers_along(tmp_path: Path) -> None:
    """Two files of one name, and one that is named as the table is."""
    request = FULL.replace("file: came.csv", "file: a/schedule.csv")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for name in ("schedule.csv", "came.csv"):
            (tmp_path / folder / name).write_text(
                f"day,guns\n1901-04-02,{len(name)}{folder == 'a'}\n".replace("True", "1").replace(
                    "False", "2"
                )
            )
    request += (
        FULL.split("scenarios:\n")[1].replace("came:", "b:").replace("came.csv", "b/came.csv")
    )
    request += (
        FULL.split("scenarios:\n")[1].replace("came:", "c:").replace("came.csv", "a/came.csv")
    )
    case = parse_case(around(request), folder=tmp_path)
    files = bundle(deliveries.compare_scenarios(case))
    assert [*files] == [
        "schedule.csv", "case.yaml", "README.md", "schedule-2.csv", "came.csv", "came-2.csv",
        "datapackage.json",
    ]  # fmt: skip
    out = tmp_path / "out"
    out.mkdir()
    for name, content in files.items():
        (out / name).write_bytes(content)
    again = load_case(out / "case.yaml")
    assert [each.tranches for each in again.requests["test"].scenarios.values()] == [
        each.tranches for each in case.requests["test"].scenarios.values()
    ]


def test_a_folder_takes_a_file_of_two_records_once(tmp_path: Path) -> None:
    twice = FULL + FULL.split("scenarios:\n")[1].replace("came:", "again:")
    files = bundle(deliveries.compare_scenarios(read(tmp_path, PLAIN, twice)))
    assert [name for name in files if name.startswith("came")] == ["came.csv"]
    assert files["came.csv"] == PLAIN.encode()


def test_the_ten_largest_rows_are_explained(tmp_path: Path) -> None:
    """1 to 12 came in April, 4 were returned: 74; the ten largest, then 1, 2 and 3 together."""
    rows = "".join(f"1901-04-{day:02},{day}\n" for day in range(1, 13))
    case = read(tmp_path, f"day,guns\n1901-03-31,100\n{rows}1901-04-13,-4\n")
    schedule = schedule_scenario(case, "came")
    month = Window.parse("1901-04").first
    here, before, together = explain(schedule, month).sections[:3]
    assert [step.value for step in here.steps] == [12, 11, 10, 9, 8, 7, 6, 5, 4, -4, 6, 74]
    assert here.steps[0].label == "line 14, 1901-04-12"
    assert here.steps[-2].label == "and 3 more rows"
    assert (before.steps[0].label, before.steps[0].value) == ("1 row", 100)
    assert together.steps[0].value == 174


def test_an_estimate_is_assumed(tmp_path: Path) -> None:
    request = f"{FULL}      numbers: {{brackets: estimate}}\n"
    case = read(tmp_path, "day,guns\n1951,(16)\n1951,4\n1953,(2)\n", request)
    assert tranches(case) == [("1951", "4"), ("1951", "16"), ("1953", "2")]
    assert [bool(e.assumed) for e in case.requests["test"].scenarios["came"].tranches] == [
        False, True, True,
    ]  # fmt: skip
    lines = report(deliveries.compare_scenarios(case)).assumptions
    assert len([line for line in lines if "brackets" in line and "1951 and 1953" in line]) == 1


def test_a_source_of_the_record_or_an_assumption_is_enough(tmp_path: Path) -> None:
    (tmp_path / "came.csv").write_text(PLAIN)
    for key in ("", "    assumed: {ledger: invented}\n"):
        request = FULL.replace("kind: record\n", f"kind: record\n{key}")
        (tmp_path / "case.yaml").write_text(around(request))
        found = deliveries.review_sources(tmp_path / "case.yaml")
        assert ["ledger" in each.message for each in found][1:] == ([] if key else [True])


PLAN = """
items:
  red: {unit: crate, quantity: 300}
  blue: {unit: crate, quantity: 200}
dated: 1901-01
needed_by: 1901-06
scenarios:
  plan: {kind: plan, tranches: [{share: 1, window: 1901-03..1901-08, profile: even}]}
  came:
    kind: record
"""
WHENS = st.sampled_from(
    ["1901-04-02", "1901-04-30", "1901-05", "1901-05-11", "1901-Q3", "1902", "1901-06..1901-07"]
)
ROWS = st.lists(
    st.tuples(
        WHENS,
        st.sampled_from(["red", "blue"]),
        st.sampled_from(["", 'The hills; and, "more"', "Coast"]),
        st.one_of(st.integers(1, 90), st.fractions(1, 40, max_denominator=12)),
    ),
    min_size=1,
    max_size=12,
)


@given(
    rows=ROWS,
    order=st.randoms(use_true_random=False),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    ends=st.sampled_from(["\n", "\r\n"]),
    preamble=st.sampled_from(["", "Words\n\n", "when,who\n"]),
)
def test_a_ledger_is_its_rows_typed_as_tranches(  # noqa: PLR0917  # all that may vary
    rows: list[tuple[str, str, str, Fraction]],
    order: object,
    delimiter: str,
    quoting: int,
    ends: str,
    preamble: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    typed = []
    for when, item, recipient, number in rows:
        key = "date" if when.count("-") == 2 and ".." not in when else "window"
        quoted = recipient.replace('"', '\\"')
        who = f', recipients: {{"{quoted}": {number}}}' if recipient else ""
        typed.append(f"      - {{item: {item}, {key}: {when}, quantity: {number}{who}}}\n")
    shuffled = [*rows]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=ends)  # type: ignore[arg-type]
    writer.writerow(["when", "what", "who", "much"])
    writer.writerows((when, item, who, str(much)) for when, item, who, much in shuffled)
    folder = tmp_path_factory.mktemp("ledger")
    block = "columns: {date: when, item: what, recipient: who, quantity: much}"
    ledger = f"{PLAN}    ledger:\n      file: came.csv\n      {block}\n"
    from_file = read(folder, f"{preamble}{file.getvalue()}", ledger)
    from_text = parse_case(around(f"{PLAN}    tranches:\n{''.join(typed)}"))
    for detail in (False, True):
        ours, theirs = (
            report(deliveries.compare_scenarios(case), View(detail=detail)).tables["schedule"]
            for case in (from_file, from_text)
        )
        assert sorted(map(str, ours.values())) == sorted(map(str, theirs.values()))


def test_running_totals(tmp_path: Path) -> None:
    """As the same rows typed: 900 by 20 February, then corrected to 880; a blank says nothing."""
    request = FULL.replace("quantity: guns", "to_date: guns")
    content = "day,guns\n1901-03-05,880\n1901-02-20,900\n1901-02-25,\n"
    case = read(tmp_path, content, request)
    came = case.requests["test"].scenarios["came"].tranches
    typed = [{"to_date": 900, "date": "1901-02-20"}, {"to_date": 880, "date": "1901-03-05"}]
    assert [*came] == [Tranche.model_validate(each) for each in typed]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_a_hundred_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    rows = (
        f"190{at % 5}-{at % 12 + 1:02}-{at % 28 + 1:02},{at},r{at % 20}" for at in range(100_000)
    )
    (tmp_path / "came.csv").write_text("\n".join(["day,guns,who", *rows]))
    (tmp_path / "case.yaml").write_text(around(FULL.replace("guns}", "guns, recipient: who}")))
    code = "import deliveries; print(len(deliveries.load_case('case.yaml').requests['test']"
    code += ".scenarios['came'].tranches))"
    assert int(measured("-c", code, folder=tmp_path).stdout) == 60


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("हिन्दी राइफल", "हिन्दी-राइफल"),
        ("ปืนใหญ่", "ปืนใหญ่"),
        ("Sub-machine guns (7.62 mm)", "sub-machine-guns-7.62-mm"),
        ("--", "item"),
    ],
)
def test_an_id_is_made_of_a_title_in_any_script(title: str, made: str) -> None:
    assert id_of(title, ()) == read_id(made)
    assert id_of(title, (made,)) == f"{made}-2"


def test_names_are_no_longer_than_elsewhere(tmp_path: Path) -> None:
    """A recipient that only the ledger names is a name as any other."""
    case = """
title: A
requests:
  arms:
    title: Arms
    recipient: Here
    supplier: There
    unit: gun
    scenarios:
      came: {kind: record, ledger: {file: came.csv}}
"""
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    (tmp_path / "came.csv").write_text(
        f"date,quantity,recipient\n1951-01-03,7,{'a' * 201}\n", encoding="utf-8"
    )
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "case.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (2, "a name of 201 characters")


def test_a_return_with_a_recipient_can_be_written_out(tmp_path: Path) -> None:
    """What came and went, 7 and -2 of guns for the Hills; and a ledger that has nothing."""
    case = """
title: A
requests:
  arms:
    title: Arms
    recipient: Here
    supplier: There
    unit: gun
    scenarios:
      came: {kind: record, ledger: {file: came.csv}}
      none: {kind: record, ledger: {file: came.csv, where: {recipient: Hills, date: 1951-01-03}}}
"""
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    rows = "date,quantity,recipient\n1951-01-03,7,Hills\n1951-02-03,-2,Hills\n"
    (tmp_path / "came.csv").write_text(rows, encoding="utf-8")
    alone = standing_alone(load_case(tmp_path / "case.yaml"), "arms")
    read = parse_case(case_yaml(alone))
    assert read == alone
    came = schedule_scenario(read, "came").items[None]
    assert came.series
    assert [came.series.exact(each) for each in came.series.to_date] == [7, 5]
    assert [dict(each.recipients) for each in read.requests["arms"].scenarios["came"].tranches] == [
        {"Hills": 7}, {"Hills": -2}
    ]  # fmt: skip
