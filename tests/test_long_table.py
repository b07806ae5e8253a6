"""The one long table of schedules: its columns are a promise, its rows are worked by hand."""

import csv
import io
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.errors import RangeError
from deliveries.formats import as_text
from deliveries.months import Month
from deliveries.read import parse_case
from deliveries.reports import View


def rows(case: Case, *names: str, detail: bool = False, **options: Any) -> list[dict[str, str]]:
    """Return the rows of the CSV."""
    found = compare_scenarios(case, names, counting=not detail, **options)
    text = as_text(found, "csv", View(detail=detail))
    return list(csv.DictReader(io.StringIO(text)))


def of(found: list[dict[str, str]], scenario: str, name: str) -> list[str]:
    """Return what a column says of a scenario."""
    return [row[name] for row in found if row["scenario"] == scenario]


def test_the_columns_are_a_promise(shipped: Case) -> None:
    assert ", ".join(rows(shipped)[0]) == (
        "request, scenario, kind, item, unit, month, delivered, to_date, at_least, at_most, "
        "share, gap, behind, delivered_numerator, delivered_denominator, source"
    )
    assert ", ".join(rows(shipped, detail=True)[0]) == (
        "request, scenario, kind, item, unit, recipient, establishment, counted, month, "
        "delivered, to_date, at_least, at_most, share, gap, behind, delivered_numerator, "
        "delivered_denominator, source"
    )


def test_the_general_staff_by_hand(shipped: Case) -> None:
    """16 over six months, while 60 of Mao's come at 10 a month; then 44 over twenty-four."""
    found = rows(shipped)
    staff = {name: of(found, "general-staff", name) for name in found[0]}
    assert staff["month"][:2] == ["1951-07", "1951-08"]
    assert len(staff["month"]) == 36
    halves = zip(staff["delivered_numerator"], staff["delivered_denominator"], strict=True)
    exact = [Fraction(int(number), int(whole)) for number, whole in halves]
    assert exact == [Fraction(8, 3)] * 6 + [Fraction(11, 6)] * 24 + [0] * 6
    assert staff["delivered"][0] == "2.6666666666666665"
    assert (staff["to_date"][5], staff["to_date"][-1]) == ("16", "60")
    assert staff["at_least"][:6] == ["0"] * 5 + ["16"]
    assert staff["at_most"][:6] == ["16"] * 6
    assert (staff["gap"][5], staff["behind"][5]) == ("-44", "certain")
    assert set(staff["source"][:30]) == {"tel-21039 §3"}
    assert set(staff["kind"]) == {"calculation"}


def test_nothing_is_counted_twice(shipped: Case) -> None:
    totals: Counter[str] = Counter()
    for row in rows(shipped):
        number = Fraction(int(row["delivered_numerator"]), int(row["delivered_denominator"]))
        totals[row["scenario"]] += number  # type: ignore[assignment]
    assert totals == {"mao-one-sixth": 60, "general-staff": 60, "stalin-reply": 60}


def test_details_have_the_top_ups_and_say_so(shipped: Case) -> None:
    totals: Counter[tuple[str, str]] = Counter()
    for row in rows(shipped, "mao-one-sixth", detail=True):
        number = Fraction(int(row["delivered_numerator"]), int(row["delivered_denominator"]))
        totals[row["establishment"], row["counted"]] += number  # type: ignore[assignment]
    assert totals == {("existing", "yes"): 60, ("top-up", "no"): 16}


def test_every_row_of_a_scenario_is_on_the_whole_calendar(case: Case) -> None:
    """
    unit: gun
    quantity: 8
    scenarios:
      early: {kind: plan, tranches: [{quantity: 8, window: 1951-01..1951-02, profile: even}]}
      late: {kind: plan, tranches: [{quantity: 4, window: 1951-04}]}
    """
    found = rows(case, baseline="early")
    assert of(found, "early", "delivered") == ["4", "4", "0", "0"]
    assert of(found, "early", "to_date") == ["4", "8", "8", "8"]
    assert of(found, "late", "delivered") == ["0", "0", "0", "4"]
    assert of(found, "late", "to_date") == ["0", "0", "0", "4"]
    assert of(found, "late", "share") == ["0", "0", "0", "0.5"]
    assert of(found, "late", "gap") == ["-4", "-8", "-8", "-4"]


def test_a_record_says_nothing_after_its_end_and_spreads_no_figure(shipped: Case) -> None:
    """July and August 1943 are one figure; September is known to the 21st only."""
    found = rows(shipped, request="hump-1943")
    came = {row["month"]: row for row in found if row["scenario"] == "delivered"}
    assert (came["1943-07"]["delivered"], came["1943-08"]["delivered"]) == ("", "")
    assert came["1943-08"]["to_date"] == "10273"
    assert came["1943-09"]["delivered"] == ""  # a lower bound is no number of what came
    assert (came["1943-09"]["to_date"], came["1943-10"]["delivered"]) == ("", "")
    assert (came["1943-09"]["at_least"], came["1943-09"]["at_most"]) == ("15056", "")


def test_whole_units_have_whole_rows(shipped: Case) -> None:
    found = rows(shipped, "general-staff", whole=True)
    assert of(found, "general-staff", "delivered")[:6] == ["3", "2", "3", "3", "2", "3"]
    assert set(of(found, "general-staff", "delivered_denominator")) == {"1"}


def test_one_strand_however_many_tranches(case: Case) -> None:
    """
    unit: gun
    quantity: 30
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: 6, window: 1951-01..1951-03, profile: even, establishment: new}
          - {quantity: 4, window: 1951-03..1951-04, profile: even, establishment: new}
          - {quantity: 2, window: 1951-06, establishment: new}
          - {quantity: 5, window: 1951-03, establishment: existing}
    """
    found = rows(case, detail=True)
    new = [row for row in found if row["establishment"] == "new"]
    assert of(new, "a", "delivered") == ["2", "2", "4", "2", "0", "2"]
    assert of(new, "a", "to_date") == ["2", "4", "8", "10", "10", "12"]
    existing = [row for row in found if row["establishment"] == "existing"]
    assert of(existing, "a", "delivered") == ["0", "0", "5", "0", "0", "0"]
    assert len(found) == 12


def test_what_a_ceiling_elsewhere_leaves_out_may_come_with_the_balance(case: Case) -> None:
    """
    unit: gun
    quantity: 20
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 8}, window: 1951-01, establishment: existing}
          - {quantity: 2, window: 1951-01, establishment: new}
          - {quantity: balance, window: 1951-02..1951-03, establishment: new}
    """
    new = [row for row in rows(case, detail=True) if row["establishment"] == "new"]
    assert of(new, "a", "to_date") == ["2", "7", "12"]
    assert of(new, "a", "at_most") == ["2", "20", "20"]  # none of the 8, so 18 with the balance
    assert of(new, "a", "at_least") == ["2", "2", "12"]


def test_unknown_is_empty_never_nought(case: Case) -> None:
    """
    items: {guns: {unit: gun, quantity: 4}, rounds: {unit: ton}}
    scenarios:
      a:
        kind: record
        tranches:
          - {item: guns, quantity: 4, window: 1951-07}
          - {item: rounds, quantity: unknown, window: 1951-07..1951-08}
    """
    rounds = [row for row in rows(case) if row["item"] == "rounds"]
    assert [row["month"] for row in rounds] == ["1951-07", "1951-08"]
    measured = ["delivered", "to_date", "at_least", "at_most", "share", "gap"]
    assert {row[name] for row in rounds for name in measured} == {""}


def test_a_capacity_is_one_strand_as_no_source_says_who_waits(case: Case) -> None:
    """
    unit: gun
    quantity: 4
    recipients: [A, B]
    scenarios:
      a:
        kind: plan
        capacity: 1
        tranches:
          - {quantity: 4, window: 1951-01..1951-02, profile: even, recipients: {A: 1, B: 3}}
    """
    found = rows(case, detail=True)
    assert of(found, "a", "recipient") == [""] * 4
    assert of(found, "a", "delivered") == ["1"] * 4


SOURCES = """
title: T
sources: {one: {title: One, grade: ours}, two: {title: Two, grade: ours}}
requests:
  r:
    title: T
    recipient: Here
    supplier: There
    items: {guns: {unit: gun, quantity: 4, source: one §2}, tons: {unit: ton}}
    scenarios:
      shares: {kind: plan, source: two §1, tranches: [{share: 1/2, window: 1951-01}]}
      own:
        kind: plan
        source: two
        tranches:
          - {item: guns, quantity: 1, window: 1951-01, source: one §4}
          - {item: guns, quantity: 1, window: 1951-02}
          - {item: guns, quantity: 2, window: 1951-02, source: one §5}
      later: {kind: counterfactual, based_on: own, shift: 2}
"""


def test_a_row_has_the_documents_of_its_own_tranches() -> None:
    case = parse_case(SOURCES)
    found = rows(case, "shares", "own", "later")
    guns = [row for row in found if row["item"] == "guns"]
    # A share rests on its item's document, too; a tranche without one on its scenario's.
    assert of(guns, "shares", "source") == ["two §1; one §2", "", "", ""]
    assert of(guns, "own", "source") == ["one §4", "two; one §5", "", ""]
    assert of(guns, "later", "source") == ["", "", "one §4", "two; one §5"]
    tons = [row for row in found if row["item"] == "tons"]
    assert of(tons, "shares", "source") == ["two §1", "", "", ""]


def test_a_row_has_the_same_documents_where_fewer_months_are_shown() -> None:
    """Those of tranches that begin later, or ended before, are not theirs."""
    comparison = compare_scenarios(parse_case(SOURCES), ["own", "later"])
    for month in ("1951-01", "1951-02", "1951-03"):
        only = View(first=Month.parse(month), last=Month.parse(month))
        whole, part = (
            list(csv.DictReader(io.StringIO(as_text(comparison, "csv", view))))
            for view in (View(), only)
        )
        assert part == [row for row in whole if row["month"] == month]


def test_what_comes_before_the_opening_is_in_the_details_and_counts_nowhere(case: Case) -> None:
    """
    unit: gun
    quantity: 60
    opens: 1951-07
    scenarios:
      open:
        kind: plan
        tranches:
          - {quantity: {at_most: 10}, window: 1951-05, establishment: new}
          - {quantity: balance, window: 1951-08..1951-09}
      topped:
        kind: plan
        tranches:
          - {quantity: 60, window: 1951-08}
          - {quantity: 5, window: 1951-08, establishment: top-up}
    """
    found = rows(case)
    assert of(found, "open", "delivered") == ["0", "0", "0", "30", "30"]
    assert of(found, "open", "at_most") == ["0", "0", "0", "60", "60"]
    detail = rows(case, detail=True)
    early = [row for row in detail if row["establishment"] == "new"]
    assert of(early, "open", "delivered") == ["10", "0", "0", "0", "0"]
    assert of(early, "open", "to_date") == ["0"] * 5
    top_ups = [row for row in detail if row["establishment"] == "top-up"]
    assert of(top_ups, "topped", "delivered") == ["0", "0", "0", "5", "0"]
    assert {row["share"] for row in top_ups} == {""}  # they are no part of what was asked for


def test_wide_has_a_column_a_month_and_a_row_a_measure(shipped: Case) -> None:
    comparison = compare_scenarios(shipped, ["mao-one-sixth"])
    text = as_text(comparison, "csv", View(wide=True, detail=True))
    found = list(csv.DictReader(io.StringIO(text)))
    assert [*found[0]][8:11] == ["measure", "1951-07", "1951-08"]
    assert [*found[0]][-2:] == ["1952-12", "source"]
    assert [row["measure"] for row in found] == ["delivered", "to_date", "at_least", "at_most"] * 2
    delivered, to_date = found[:2]
    assert (delivered["1951-12"], delivered["1952-01"]) == ("10", "0")
    assert (to_date["1951-07"], to_date["1952-12"]) == ("10", "60")
    assert found[5]["1951-12"] == "0"  # the top-ups before they begin


def test_a_table_of_more_than_a_century_is_refused(case: Case) -> None:
    """
    unit: gun
    scenarios:
      s: {kind: plan, tranches: [{quantity: 1, window: 1851-07}]}
      t: {kind: plan, tranches: [{quantity: 1, window: 1952-07, establishment: top-up}]}
    """
    assert len(rows(case)) == 1
    with pytest.raises(RangeError, match="too far apart"):
        rows(case, detail=True)


def test_recipients_of_ceilings_have_the_lots_handed_out_to_them(case: Case) -> None:
    """
    unit: gun
    lot: 1
    quantity: 60
    recipients: [X, Y]
    scenarios:
      a:
        kind: offer
        tranches:
          - quantity: {at_most: 4}
            window: 1951-01..1951-05
            weights: [2, 2, 2, 3, 1]
            recipients: {X: 3, Y: 1}
          - {quantity: {at_most: 1}, window: 1951-05, recipients: {X: 1}}
          - {quantity: balance, window: 1951-07, establishment: new}
    """
    theirs = [row for row in rows(case, detail=True) if row["recipient"] == "X"]
    assert of(theirs, "a", "to_date")[:5] == ["1", "2", "2", "3", "4"]
    assert of(theirs, "a", "at_most")[:5] == ["1", "2", "2", "3", "4"]


def test_a_balance_gets_what_ceilings_of_others_leave_and_what_its_own_do(case: Case) -> None:
    """
    unit: gun
    quantity: 20
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 6}, window: 1951-01, establishment: existing}
          - {quantity: {at_most: 3}, window: 1951-02, establishment: new}
          - {quantity: balance, window: 1951-02..1951-04, establishment: new}
    """
    new = [row for row in rows(case, detail=True) if row["establishment"] == "new"]
    # Read evenly: 3, and 11 over three months. All 20 at once if the 6 come with the balance.
    assert of(new, "a", "to_date") == ["0", "6.666666666666667", "10.333333333333334", "14"]
    assert of(new, "a", "at_most") == ["0", "20", "20", "20"]
