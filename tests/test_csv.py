"""CSV: what a spreadsheet and a program read of the first table of a report, worked by hand."""

import csv
import io
import math
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.errors import FormatError
from deliveries.formats import Options
from deliveries.formats.csv import write_table
from deliveries.tables import Cell, Chunk, Column, Exact, Row, Table
from deliveries.text import harmless
from tests.hostile import ATTACKS, NAMES
from tests.report_data import Empty, Handmade, Texts, long_table, written

SHOWN = f"""\
scenario,month,to_date,share,numerator,source
plan,1951-07,0,0,0,letter §1
plan,1951-08,2.6666666666666665,0.8888888888888888,8,
plan,1951-09,20,6.666666666666667,60,letter §1
plan,1951-10,,,,"a, b"
'=late,1951-07,-2.3333333333333335,-0.7777777777777778,-7,letter §1; other
'=late,1951-08,-2.3333333333333335,-0.7777777777777778,-7,letter §1; other
'=late,1951-09,393530540239137100000,131176846746379030000,{2**70},letter §1; other
'=late,1951-10,1,0.3333333333333333,3,letter §1; other
"""


def numbers_of(*values: Fraction | int | None, semicolon: bool = False) -> list[str]:
    """Write a column of numbers as the rows of a short table, and read the lines."""
    rows = tuple(Row((Cell(value), Cell("."))) for value in values)
    table = Table("", (Column("a", kind="number"), Column("b", kind="text")), rows)
    text = b"".join(write_table(table, semicolon=semicolon)).decode()
    return [line[:-2] for line in text.splitlines()[1:]]


def test_the_first_table_by_hand() -> None:
    assert written(Handmade(), "csv").decode() == SHOWN


def test_semicolons_come_with_decimal_commas_and_a_mark() -> None:
    found = written(Handmade(), "csv", Options(semicolon=True))
    assert found.startswith(b"\xef\xbb\xbfscenario;month;to_date;share;numerator;source\n")
    lines = found.decode("utf-8-sig").splitlines()
    assert lines[2] == "plan;1951-08;2,6666666666666665;0,8888888888888888;8;"
    assert lines[4] == "plan;1951-10;;;;a, b"  # a comma parts nothing here
    assert lines[5].startswith("'=late;1951-07;-2,3333333333333335;")


def test_numbers_are_the_shortest_decimals_and_have_no_exponent() -> None:
    assert numbers_of(
        0, 60, -7, Fraction(16), Fraction(1, 2), Fraction(-22, 3), Fraction(1, 10**7), None,
        Fraction(10**22 + 1, 10), 10**25,
    ) == [
        "0", "60", "-7", "16", "0.5", "-7.333333333333333", "0.0000001", "",
        "1000000000000000000000", "10000000000000000000000000",
    ]  # fmt: skip


@given(st.fractions(), st.booleans())
def test_a_number_reads_back_as_the_same_double(number: Fraction, semicolon: bool) -> None:
    (text,) = numbers_of(number, semicolon=semicolon)
    assert set(text) <= set("-0123456789" + (",", ".")[not semicolon])
    read = float(text.replace(",", "."))
    assert read == float(number)
    assert math.copysign(1, read) == (-1 if number < 0 else 1)


@given(st.lists(st.none() | st.integers(-(10**20), 10**20), min_size=1), st.integers(1, 10**9))
def test_a_long_table_says_what_a_short_one_says(parts: list[int | None], denominator: int) -> None:
    def chunks() -> Iterator[Chunk]:
        yield Chunk(len(parts), (Exact(parts, denominator), "."))

    columns = (Column("a", kind="number"), Column("b", kind="text"))
    found = b"".join(write_table(long_table(columns, chunks))).decode().splitlines()[1:]
    values = [None if part is None else Fraction(part, denominator) for part in parts]
    assert [line[:-2] for line in found] == numbers_of(*values)


@pytest.mark.parametrize("name", [*NAMES, *ATTACKS, "＝1", "＋1", "－1", "＠a", 'a"b', "a;b", ""])
@pytest.mark.parametrize("semicolon", [False, True])
def test_a_text_is_never_a_formula(name: str, *, semicolon: bool) -> None:
    text = written(Texts(name), "csv", Options(semicolon=semicolon)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";" if semicolon else ",")
    assert row["name"] in (harmless(name), f"'{harmless(name)}")
    assert row["name"][:1] not in tuple("=+-@＝＋－＠\t\r")
    assert row["more"] == "x"


@pytest.mark.parametrize("name", [";@SUM(1)", ",=1+1", 'a;"+b"', "a;-1,+2", ";＝1"])
@pytest.mark.parametrize("semicolon", [False, True])
def test_a_text_is_no_formula_either_where_another_separator_is_expected(
    name: str, *, semicolon: bool
) -> None:
    text = written(Texts(name), "csv", Options(semicolon=semicolon)).decode("utf-8-sig")
    for separator in ",;":
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            assert not [cell for cell in row if cell[:1] in tuple("=+-@＝＋－＠")]


@pytest.mark.parametrize("name", ["-7/3", "-2.5", "-7"])
def test_an_exact_negative_number_in_text_is_no_formula(name: str) -> None:
    text = written(Texts(name), "csv").decode()
    assert text == f"name,more\n{name},x\n"


def test_a_text_alone_fills_its_column_wherever_it_stands() -> None:
    def chunks() -> Iterator[Chunk]:
        yield Chunk(2, (Exact((1, 2), 2), "a", None, ("x", "y"), "b"))
        yield Chunk(0, (Exact((), 2), "a", None, (), "b"))
        yield Chunk(1, (None, "c", "d", ["z"], None))

    table = long_table([Column(name) for name in "pqrst"], chunks)
    assert b"".join(write_table(table)) == b"p,q,r,s,t\n0.5,a,,x,b\n1,a,,y,b\n,c,d,z,\n"


def test_a_report_without_a_table_says_so() -> None:
    with pytest.raises(FormatError, match="an empty report has no table"):
        written(Empty(), "csv")


def test_a_long_table_takes_no_more_memory_the_longer_it_is() -> None:
    peaks = []
    for times in (500, 4000):

        def chunks(times: int = times) -> Iterator[Chunk]:
            for at in range(times):
                names = tuple(f"{at}-{row}" for row in range(20))
                yield Chunk(20, (f"item-{at}", names, Exact(tuple(range(at, at + 20)), 7)))

        table = long_table([Column("a"), Column("b"), Column("c")], chunks)
        tracemalloc.start()
        for _ in write_table(table):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 12_000_000  # 80,000 rows would be more
