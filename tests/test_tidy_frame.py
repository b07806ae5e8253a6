"""The tidy frame: the rows and columns of the tidy CSV, with dtypes that are a promise."""

from fractions import Fraction
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from deliveries.formats.delimited import csv_chunks
from deliveries.frames import tidy_frame
from deliveries.tidy import TIDY_COLUMNS, choose, tidy_roll

import deliveries
from deliveries.case import Case
from deliveries.errors import UnknownNameError

TEXTS = ["request", "scenario", "kind", "item", "unit", "recipient", "establishment", "source"]
HALVES = ["delivered_numerator", "delivered_denominator"]
NUMBERS = ["delivered", "to_date", "at_most", "at_least", "share_of_total"]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    "request_id", ["sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943"]
)
def test_it_says_what_the_csv_says(shipped: Case, request_id: str, *, whole: bool) -> None:
    text = "".join(csv_chunks(tidy_roll(choose(shipped, request=request_id, whole=whole))))
    dtypes = dict.fromkeys([*TEXTS, "month"], "string") | dict.fromkeys(HALVES, "Int64")
    read = pd.read_csv(StringIO(text), dtype=dtypes)
    frame = tidy_frame(shipped, request=request_id, whole=whole)
    assert list(frame.columns) == list(read.columns) == list(TIDY_COLUMNS)
    assert frame.index.equals(pd.RangeIndex(len(read)))
    written = frame.assign(month=frame["month"].astype("string"))
    pd.testing.assert_frame_equal(
        written,
        read.astype(dict.fromkeys(NUMBERS, "float64")),
        check_exact=False,
        atol=1e-6,
        rtol=0,
    )


def test_its_dtypes_are_a_promise(shipped: Case) -> None:
    frame = tidy_frame(shipped, ["general-staff"])
    wanted = dict.fromkeys(TEXTS, "string") | dict.fromkeys(NUMBERS, "float64")
    wanted |= {"month": "period[M]", **dict.fromkeys(HALVES, "Int64")}
    assert dict(frame.dtypes.astype(str)) == wanted
    exact = tidy_frame(shipped, ["general-staff"], exact=True)
    assert dict(exact.dtypes.astype(str)) == {
        name: "object" if name in {*NUMBERS, *HALVES} else kind for name, kind in wanted.items()
    }


def test_exact_numbers_are_fractions_and_ints(shipped: Case) -> None:
    first = tidy_frame(shipped, ["stalin-reply"], exact=True).iloc[0]
    assert (first["delivered"], first["share_of_total"]) == (Fraction(5, 3), Fraction(1, 36))
    assert (first["delivered_numerator"], first["delivered_denominator"]) == (5, 3)


def test_what_is_not_known_is_never_nought(case: Case) -> None:
    """
    items: {guns: {unit: gun, quantity: 4}, rounds: {unit: ton}}
    scenarios:
      a:
        kind: record
        tranches:
          - {item: guns, quantity: 4, window: 1951-07}
          - {item: rounds, quantity: unknown, window: 1951-08..1951-09}
    """
    rounds = tidy_frame(case).query("item == 'rounds'")
    assert len(rounds) == 2
    assert rounds[[*NUMBERS, *HALVES, "recipient", "source"]].isna().all(axis=None)
    exact = tidy_frame(case, exact=True).query("item == 'rounds'")
    assert [*exact["delivered"], *exact["delivered_numerator"]] == [None] * 4


def test_a_fraction_beyond_64_bits_stays_exact(case: Case) -> None:
    """
    unit: gun
    scenarios:
      small: {kind: plan, tranches: [{quantity: 3, window: 1951-07}]}
      fine:
        kind: plan
        tranches:
          - {quantity: 1/100000000003, window: 1951-07..1951-08, weights: [1, 100000000002]}
    """
    frame = tidy_frame(case)
    assert list(frame["delivered_denominator"]) == [1, 100000000003**2, 100000000003**2]
    assert list(frame.dtypes[HALVES].astype(str)) == ["Int64", "object"]
    assert str(tidy_frame(case, ["small"]).dtypes["delivered_denominator"]) == "Int64"


def test_as_parquet_others_can_read_it(shipped: Case, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "tidy.parquet"
    tidy_frame(shipped).astype({"month": "string"}).to_parquet(file)
    read = parquet.read_table(file)
    assert read.column_names == list(TIDY_COLUMNS)
    assert str(read.schema.field("delivered_numerator").type) == "int64"
    assert read["month"][0].as_py() == "1951-07"


def test_an_unknown_name_is_refused(shipped: Case) -> None:
    with pytest.raises(UnknownNameError, match="stalin-replies"):
        deliveries.tidy_frame(shipped, ["stalin-replies"])
