"""Frames: their shape, dtypes and index are a promise."""

from fractions import Fraction

import pandas as pd
from deliveries.frames import comparison_frame, measures_frame, schedule_frame

import deliveries
from deliveries.case import Case


def test_a_schedule_is_one_row_a_line_and_month(shipped: Case) -> None:
    frame = schedule_frame(deliveries.schedule_scenario(shipped, "general-staff"))
    assert frame.shape == (6 + 6 + 24, 12)
    assert isinstance(frame.index, pd.PeriodIndex)
    assert (frame.index.name, frame.index.dtype) == ("month", "period[M]")
    assert dict(frame.dtypes.astype(str)) == {
        "scenario": "string", "item": "string", "unit": "string", "recipient": "string",
        "establishment": "string", "source": "string", "tranche": "Int64", "counted": "bool",
        "delivered": "float64", "to_date": "float64", "at_most": "float64",
        "at_least": "float64",
    }  # fmt: skip
    korea = frame[frame["recipient"] == "Korea"]
    assert list(korea["to_date"]) == [0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    assert set(korea["source"]) == {"tel-21039 §3"}
    assert frame["recipient"].isna().sum() == 24


def test_top_ups_are_there_and_marked(shipped: Case) -> None:
    frame = schedule_frame(deliveries.schedule_scenario(shipped, "mao-one-sixth"))
    assert frame.groupby("counted")["delivered"].sum().to_dict() == {False: 60.0, True: 60.0}


def test_a_comparison_is_tidy(shipped: Case) -> None:
    frame = comparison_frame(deliveries.compare_scenarios(shipped))
    assert frame.shape == (3 * 36, 9)
    assert str(frame.index.dtype) == "period[M]"
    wide = frame.pivot_table(index="month", columns="scenario", values="to_date")
    assert wide.loc["1951-12"].to_dict() == {
        "general-staff": 16.0, "mao-one-sixth": 60.0, "stalin-reply": 10.0,
    }  # fmt: skip
    planned = frame[frame["scenario"] == "mao-one-sixth"]["delivered"]
    assert planned.notna().sum() == 6


def test_exact_numbers_are_fractions(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    frame = comparison_frame(comparison, exact=True)
    staff = frame[frame["scenario"] == "general-staff"]
    assert staff["delivered"].iloc[0] == Fraction(8, 3)
    assert staff["gap"].iloc[0] == Fraction(-22, 3)
    mao = frame[frame["scenario"] == "mao-one-sixth"]
    assert mao["delivered"].iloc[-1] is None


def test_measures_are_one_row_a_scenario(shipped: Case) -> None:
    frame = measures_frame(deliveries.compare_scenarios(shipped))
    assert list(frame.index.get_level_values("scenario")) == [
        "mao-one-sixth", "general-staff", "stalin-reply",
    ]  # fmt: skip
    assert list(frame["set_months_short"]) == [0.0, 550.0, 775.0]
    assert list(frame["months_behind_1/2"]) == [0, 11, 15]
    assert list(frame["completed"].astype(str)) == ["1951-12", "1953-12", "1954-06"]
    assert str(frame["completed"].dtype) == "period[M]"
    assert frame["worst_gap_month"].isna().tolist() == [True, False, False]


def test_items_have_their_own_rows(case: Case) -> None:
    """
    items: {guns: {unit: gun, quantity: 4}, rounds: {unit: ton}}
    scenarios:
      a:
        kind: record
        tranches:
          - {item: guns, quantity: 4, window: 1951-07}
          - {item: rounds, quantity: unknown, window: 1951-08}
    """
    comparison = deliveries.compare_scenarios(case)
    frame = comparison_frame(comparison)
    assert list(frame["item"]) == ["guns", "guns", "rounds", "rounds"]
    rounds = frame[frame["item"] == "rounds"]
    assert rounds["delivered"].isna().all()
    assert list(rounds["to_date"].isna()) == [False, True]
    assert list(measures_frame(comparison).index) == [("a", "guns"), ("a", "rounds")]


def test_the_library_without_the_command_line() -> None:
    case = deliveries.parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 3, window: 1951-07}]}}}}"
    )
    comparison = deliveries.compare_scenarios(case)
    assert deliveries.verdict(comparison) == "By July 1951 s brings 3 guns."
    for name in deliveries.__all__:
        assert getattr(deliveries, name)
