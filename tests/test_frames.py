"""Frames and Parquet: the tables of a report with dtypes that are a promise, worked by hand."""

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import pytest

import deliveries
from deliveries.case import Case
from deliveries.errors import FormatError, WriteError
from deliveries.formats.pandas import frame, frames
from deliveries.months import Month
from deliveries.tables import Chunk, Column, Exact
from tests.report_data import Empty, Handmade, Texts, long_table, written

DTYPES = {
    "scenario": "string", "month": "period[M]", "to_date": "float64", "share": "float64",
    "numerator": "object", "source": "string",
}  # fmt: skip
SCHEDULE = {
    "request": "string", "scenario": "string", "kind": "string", "item": "string",
    "unit": "string", "month": "period[M]", "delivered": "float64", "to_date": "float64",
    "at_least": "float64", "at_most": "float64", "share": "float64", "gap": "float64",
    "behind": "string", "delivered_numerator": "Int64", "delivered_denominator": "Int64",
    "source": "string",
}  # fmt: skip
REQUESTS = ["sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943"]


def test_the_long_table_by_hand() -> None:
    found = frame(Handmade())
    assert dict(found.dtypes.astype(str)) == DTYPES  # a numerator of it has more than 64 bits
    assert found.index.equals(pd.RangeIndex(8))
    assert found["scenario"].tolist() == ["plan"] * 4 + ["=late"] * 4
    assert found["month"].astype(str).tolist() == [f"1951-{at:02}" for at in range(7, 11)] * 2
    assert found["to_date"].tolist()[:3] == [0.0, 8 / 3, 20.0]
    assert found["to_date"].isna().tolist() == [False] * 3 + [True] + [False] * 4
    assert found["source"].isna().tolist() == [False, True] + [False] * 6
    assert found["numerator"].tolist() == [0, 8, 60, None, -7, -7, 2**70, 3]


def test_exact_numbers_are_fractions_and_ints() -> None:
    found = frame(Handmade(), exact=True)
    numbers = dict.fromkeys(["to_date", "share", "numerator"], "object")
    assert dict(found.dtypes.astype(str)) == DTYPES | numbers
    assert found["to_date"].tolist()[:5] == [
        0, Fraction(8, 3), Fraction(20), None, Fraction(-7, 3),
    ]  # fmt: skip
    assert isinstance(found["to_date"][2], Fraction)
    assert found["share"][1] == Fraction(8, 9)
    assert isinstance(found["numerator"][1], int)


def test_whole_numbers_of_64_bits_are_nullable_integers() -> None:
    def chunks() -> Iterator[Chunk]:
        yield Chunk(2, ([2**63 - 1, None],))

    report = Texts("x")
    report.found = {"t": long_table([Column("a", kind="integer")], chunks)}
    assert str(frame(report)["a"].dtype) == "Int64"
    assert frame(report)["a"].isna().tolist() == [False, True]
    assert frame(report)["a"][0] == 2**63 - 1


def test_a_column_that_differs_from_row_to_row_has_objects() -> None:
    values = frame(Handmade(), "measures")["value"]
    assert str(values.dtype) == "object"
    assert values[0] == 8 / 3
    assert isinstance(values[0], float)
    assert (values[2], values[3], values[6]) == (Month.parse("1951-09"), 11, None)
    exact = frame(Handmade(), "measures", exact=True)["value"]
    assert [exact[0], exact[1], exact[3]] == [Fraction(8, 3), Fraction(1, 2), 11]


def test_every_table_has_its_frame() -> None:
    assert {name: each.shape for name, each in frames(Handmade()).items()} == {
        "schedule": (8, 6), "measures": (7, 3),
    }  # fmt: skip
    assert frames(Empty()) == {}
    with pytest.raises(KeyError):
        frame(Handmade(), "no such table")


def test_a_table_without_rows_keeps_its_columns() -> None:
    report = Texts("x")
    columns = [Column("a", kind="text"), Column("b", kind="month"), Column("c", kind="number")]
    report.found = {"t": long_table(columns, lambda: iter(()))}
    found = frame(report)
    assert found.shape == (0, 3)
    assert found.dtypes.astype(str).tolist() == ["string", "period[M]", "float64"]


@pytest.mark.parametrize("request_id", REQUESTS)
def test_it_says_what_the_csv_says(shipped: Case, request_id: str) -> None:
    comparison = deliveries.compare_scenarios(shipped, request=request_id)
    found = frame(comparison)
    assert dict(found.dtypes.astype(str)) == SCHEDULE
    dtypes = {**SCHEDULE, "month": "string"}
    text = StringIO(deliveries.as_text(comparison, "csv"))
    exactly: Any = {} if pd.__version__ >= "3" else {"float_precision": "round_trip"}
    read: pd.DataFrame = pd.read_csv(text, dtype=dtypes, **exactly)
    pd.testing.assert_frame_equal(
        found.assign(month=found["month"].astype("string")), read, check_exact=True
    )


def test_the_naive_pivot_and_sum_are_right(shipped: Case) -> None:
    found = frame(deliveries.compare_scenarios(shipped))
    wide = found.pivot_table(index="month", columns="scenario", values="to_date")
    assert wide.loc["1951-12"].to_dict() == {
        "general-staff": 16.0, "mao-one-sixth": 60.0, "stalin-reply": 10.0,
    }  # fmt: skip
    assert found.groupby("scenario")["delivered"].sum().round(9).to_dict() == {
        "general-staff": 60.0, "mao-one-sixth": 60.0, "stalin-reply": 60.0,
    }  # fmt: skip


def test_items_have_their_own_rows_and_unknown_is_never_nought(case: Case) -> None:
    """
    items: {guns: {unit: gun, quantity: 4}, rounds: {unit: ton}}
    scenarios:
      a:
        kind: record
        tranches:
          - {item: guns, quantity: 4, window: 1951-07}
          - {item: rounds, quantity: unknown, window: 1951-08}
    """
    found = frame(deliveries.compare_scenarios(case))
    assert list(found["item"]) == ["guns", "guns", "rounds", "rounds"]
    unknown = found[(found["item"] == "rounds") & (found["month"] == "1951-08")]
    halves = ["delivered_numerator", "delivered_denominator"]
    assert unknown[["delivered", "to_date", "at_most", *halves]].isna().all(axis=None)


def test_measures_are_rows(shipped: Case) -> None:
    found = frame(deliveries.compare_scenarios(shipped), "measures")
    short = found[found["measure"] == "unit_months_short"].set_index("scenario")["value"]
    assert short.to_dict() == {"mao-one-sixth": 0.0, "general-staff": 550.0, "stalin-reply": 775.0}


def test_parquet_by_hand() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with pytest.raises(WriteError, match="more than 64 bits"):
        written(Handmade(), "parquet")
    report = Handmade()
    table = report.tables["schedule"]
    report.found["schedule"] = table._replace(
        long=lambda: (each for each in table.chunks() if each.columns[0] == "plan")
    )
    read = parquet.read_table(BytesIO(written(report, "parquet")))
    assert {field.name: str(field.type) for field in read.schema} == {
        "scenario": "string", "month": "string", "to_date": "double", "share": "double",
        "numerator": "int64", "source": "string",
    }  # fmt: skip
    assert read.to_pylist()[1] == {
        "scenario": "plan", "month": "1951-08", "to_date": 8 / 3, "share": 8 / 9, "numerator": 8,
        "source": None,
    }  # fmt: skip
    assert read["to_date"].to_pylist() == [0.0, 8 / 3, 20.0, None]


@pytest.mark.parametrize("request_id", REQUESTS)
def test_parquet_says_what_the_frame_says(shipped: Case, request_id: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    comparison = deliveries.compare_scenarios(shipped, request=request_id)
    read = parquet.read_table(BytesIO(deliveries.as_bytes(comparison, "parquet"))).to_pandas()
    found = frame(comparison)
    pd.testing.assert_frame_equal(
        read.astype({name: kind for name, kind in SCHEDULE.items() if name != "month"}),
        found.assign(month=found["month"].astype(str).astype("object")),
        check_dtype=False,
    )


def test_many_rows_are_all_in_parquet() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")

    def chunks() -> Iterator[Chunk]:
        for at in range(300):
            yield Chunk(1000, (f"item-{at}", Exact(tuple(range(1000)), 8)))

    report = Texts("x")
    columns = [Column("a", kind="text"), Column("b", kind="number")]
    report.found = {"long": long_table(columns, chunks)}
    content = BytesIO(written(report, "parquet"))
    assert parquet.ParquetFile(content).num_row_groups == 3
    read = parquet.read_table(content)
    assert read.num_rows == 300_000
    assert read["b"].to_pylist()[-1] == 999 / 8
    assert len(set(read["a"].to_pylist())) == 300


def test_parquet_needs_a_table_and_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="an empty report has no table"):
        written(Empty(), "parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WriteError, match="pyarrow") as found:
        written(Handmade(), "parquet")
    assert "pip install pyarrow" in found.value.hint


def test_pandas_is_not_loaded_for_other_formats() -> None:
    script = (
        "import sys, deliveries; case = deliveries.load_case();"
        "found = deliveries.compare_scenarios(case);"
        "[deliveries.as_bytes(found, name) for name in ('csv', 'json', 'db')];"
        "sys.exit('pandas' in sys.modules or 'pyarrow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
