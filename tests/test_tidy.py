"""The tidy table: its columns are a promise, its rows are worked by hand."""

import csv
import io
from collections import Counter
from fractions import Fraction

import pytest
from deliveries.formats.delimited import csv_chunks
from deliveries.tidy import TIDY_COLUMNS, choose, tidy_roll, wide_roll

from deliveries.case import Case
from deliveries.errors import LotError, RangeError, UnknownNameError
from deliveries.read import parse_case


def rows(case: Case, *names: str, **options: object) -> list[dict[str, str]]:
    """The rows of the CSV."""
    selection = choose(case, names, **options)  # type: ignore[arg-type]
    text = "".join(csv_chunks(tidy_roll(selection)))
    return list(csv.DictReader(io.StringIO(text)))


def column(found: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in found]


def test_the_columns_are_a_promise() -> None:
    assert ", ".join(TIDY_COLUMNS) == (
        "request, scenario, kind, item, unit, recipient, establishment, month, delivered, "
        "to_date, at_most, at_least, delivered_numerator, delivered_denominator, "
        "share_of_total, source"
    )


def test_the_general_staff_by_hand(shipped: Case) -> None:
    """16 over six months, 13 for China and 3 for Korea; then 44 over twenty-four."""
    found = rows(shipped, "general-staff")
    china, korea, later = found[:6], found[6:12], found[12:]
    assert set(column(china, "recipient")) == {"China"}
    assert column(china, "month") == [f"1951-{month:02}" for month in range(7, 13)]
    assert column(china, "delivered") == ["2.166667"] * 6
    assert column(china, "delivered_numerator") == ["13"] * 6
    assert column(china, "delivered_denominator") == ["6"] * 6
    assert column(china, "to_date")[2:] == ["6.5", "8.666667", "10.833333", "13"]
    assert column(china, "at_most") == ["13"] * 6
    assert column(china, "at_least") == ["0"] * 5 + ["13"]
    assert column(korea, "delivered") == ["0.5"] * 6
    assert column(korea, "share_of_total") == ["0.008333"] * 6  # 1/2 of 60
    assert len(later) == 24
    assert set(column(later, "recipient")) == {""}
    assert column(later, "delivered_numerator") == ["11"] * 24  # 44/24 is 11/6
    assert column(later, "delivered_denominator") == ["6"] * 24
    assert set(column(found, "kind")) == {"offer"}
    assert set(column(found, "source")) == {"tel-21039 §3"}


def test_every_scenario_of_the_request_if_none_is_named(shipped: Case) -> None:
    names = list(dict.fromkeys(column(rows(shipped), "scenario")))
    assert names == list(shipped.requests["sixty-divisions"].scenarios)
    guns = rows(shipped, request="guns-1953")
    assert set(column(guns, "request")) == {"guns-1953"}


def test_shares_of_what_counts_make_one_and_those_of_top_ups_make_one(shipped: Case) -> None:
    found = rows(shipped, "mao-one-sixth")
    shares: Counter[str] = Counter()
    for row in found:
        number = Fraction(int(row["delivered_numerator"]), int(row["delivered_denominator"]))
        shares[row["establishment"]] += number / 60  # type: ignore[assignment]
    assert shares == {"existing": 1, "top-up": 1}
    top_up = next(row for row in found if row["establishment"] == "top-up")
    assert (top_up["delivered"], top_up["share_of_total"]) == ("5", "0.083333")


def test_one_row_a_month_however_many_tranches(case: Case) -> None:
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
    found = rows(case)
    assert [(row["establishment"], row["month"], row["delivered"]) for row in found] == [
        ("new", "1951-01", "2"),
        ("new", "1951-02", "2"),
        ("new", "1951-03", "4"),
        ("new", "1951-04", "2"),
        ("new", "1951-05", ""),  # nothing is planned, which is not nought
        ("new", "1951-06", "2"),
        ("existing", "1951-03", "5"),
    ]
    assert column(found, "to_date") == ["2", "4", "8", "10", "10", "12", "5"]


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
    new = [row for row in rows(case) if row["establishment"] == "new"]
    assert column(new, "to_date") == ["2", "7", "12"]
    assert column(new, "at_most") == ["2", "20", "20"]  # none of the 8, so 18 with the balance
    assert column(new, "at_least") == ["2", "2", "12"]


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
    assert len(rounds) == 2
    measured = TIDY_COLUMNS[TIDY_COLUMNS.index("delivered") : -1]
    assert {row[name] for row in rounds for name in measured} == {""}


def test_a_record_keeps_its_coarse_figures(shipped: Case) -> None:
    """July and August 1943 are one figure; September is known to the 21st only."""
    found = rows(shipped, "delivered", request="hump-1943")
    by_month = {row["month"]: row for row in found}
    assert list(by_month) == [f"1943-{month:02}" for month in range(4, 10)]
    assert by_month["1943-06"]["delivered"] == "3170"
    assert by_month["1943-06"]["to_date"] == "0"  # before the opening: shown, never counted
    assert by_month["1943-06"]["share_of_total"] == ""
    assert [by_month[month]["delivered"] for month in ("1943-07", "1943-08")] == ["", ""]
    assert by_month["1943-08"]["to_date"] == "10273"
    assert by_month["1943-09"]["to_date"] == ""
    assert by_month["1943-09"]["at_least"] == "15056"


def test_a_capacity_is_one_strand_as_no_source_says_who_waits() -> None:
    case = parse_case(
        """
        title: T
        requests:
          r:
            title: T
            recipient: Here
            supplier: There
            unit: gun
            quantity: 4
            scenarios:
              a:
                kind: plan
                capacity: 1
                tranches:
                  - {quantity: 4, window: 1951-01..1951-02, profile: even, recipients: {A: 1, B: 3}}
        """
    )
    found = rows(case)
    assert column(found, "recipient") == [""] * 4
    assert column(found, "delivered") == ["1"] * 4


def test_a_tranche_without_a_source_has_its_scenarios_and_a_share_its_items() -> None:
    case = parse_case(
        """
        title: T
        sources:
          table: {title: Table, grade: ours}
          order: {title: Order, grade: ours}
        requests:
          r:
            title: T
            recipient: Here
            supplier: There
            items: {guns: {unit: gun, quantity: 4, source: table §2}, tons: {unit: ton}}
            scenarios:
              a: {kind: plan, source: order §1, tranches: [{share: 1/2, window: 1951-01}]}
        """
    )
    assert column(rows(case), "source") == ["order §1; table §2", "order §1"]


def test_whole_units_and_what_cannot_be_whole(shipped: Case) -> None:
    staff = [row for row in rows(shipped, "general-staff", whole=True) if row["recipient"]]
    by_month: Counter[str] = Counter()
    for row in staff:
        by_month[row["month"]] += int(row["delivered"])
    assert list(by_month.values()) == [3, 2, 3, 3, 2, 3]  # 16 over six months
    half = parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 1/2, window: 1951-07}]}}}}"
    )
    with pytest.raises(LotError):
        rows(half, whole=True)


def test_unknown_names_are_refused_before_anything_is_made(shipped: Case) -> None:
    with pytest.raises(UnknownNameError, match="general-stuff"):
        choose(shipped, ["general-stuff"])


def test_wide_has_a_column_a_month_and_a_row_a_measure(shipped: Case) -> None:
    text = "".join(csv_chunks(wide_roll(choose(shipped, ["mao-one-sixth"]))))
    found = list(csv.DictReader(io.StringIO(text)))
    assert [*found[0]][7:11] == ["measure", "1951-07", "1951-08", "1951-09"]
    assert [*found[0]][-2:] == ["1952-12", "source"]
    assert column(found, "measure") == ["delivered", "to_date", "at_most", "at_least"] * 2
    delivered, to_date = found[:2]
    assert (delivered["1951-12"], delivered["1952-01"]) == ("10", "")
    assert (to_date["1951-07"], to_date["1952-12"]) == ("10", "60")
    assert found[5]["1951-12"] == "0"  # the top-ups before they begin


def test_a_wide_table_of_more_than_a_century_is_refused() -> None:
    far = parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun, scenarios: {"
        "s: {kind: plan, tranches: [{quantity: 1, window: 1851-07}]},"
        "t: {kind: plan, tranches: [{quantity: 1, window: 1952-07}]}}}}"
    )
    with pytest.raises(RangeError, match="too far apart"):
        wide_roll(choose(far))


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
    theirs = [row for row in rows(case) if row["recipient"] == "X"]
    assert column(theirs, "to_date") == ["1", "2", "2", "3", "4"]
    assert column(theirs, "at_most") == ["1", "2", "2", "3", "4"]


def test_what_comes_before_the_opening_neither_counts_nor_leaves_anything(case: Case) -> None:
    """
    unit: gun
    quantity: 60
    opens: 1951-07
    scenarios:
      early: {kind: record, tranches: [{quantity: 10, window: 1951-05}]}
      topped:
        kind: plan
        tranches:
          - {quantity: 60, window: 1951-08}
          - {quantity: 10, window: 1951-05, establishment: top-up}
          - {quantity: 5, window: 1951-08, establishment: top-up}
      open:
        kind: plan
        tranches:
          - {quantity: {at_most: 10}, window: 1951-05, establishment: new}
          - {quantity: balance, window: 1951-08..1951-09}
    """
    (early,) = rows(case, "early")
    assert (early["delivered"], early["to_date"], early["share_of_total"]) == ("10", "0", "")
    top_ups = [row for row in rows(case, "topped") if row["establishment"] == "top-up"]
    assert column(top_ups, "share_of_total") == ["", "", "", "1"]
    balance = [row for row in rows(case, "open") if not row["establishment"]]
    assert column(balance, "to_date") == ["30", "60"]
    assert column(balance, "at_most") == ["60", "60"]


def test_each_tranche_of_a_strand_has_its_own_source_and_a_base_hands_its_down() -> None:
    case = parse_case(
        """
        title: T
        sources: {one: {title: One, grade: ours}, two: {title: Two, grade: ours}}
        requests:
          r:
            title: T
            recipient: Here
            supplier: There
            unit: gun
            scenarios:
              base:
                kind: plan
                source: two
                tranches:
                  - {quantity: 1, window: 1951-01, source: one §4}
                  - {quantity: 1, window: 1951-02}
              later: {kind: counterfactual, based_on: base, shift: 2}
        """
    )
    assert column(rows(case, "base"), "source") == ["one §4; two"] * 2
    assert column(rows(case, "later"), "source") == ["one §4; two"] * 2


def test_only_a_share_rests_on_what_its_item_rests_on() -> None:
    case = parse_case(
        """
        title: T
        sources: {table: {title: Table, grade: ours}, order: {title: Order, grade: ours}}
        requests:
          r:
            title: T
            recipient: Here
            supplier: There
            items: {guns: {unit: gun, quantity: 4, source: table §2}}
            scenarios:
              a:
                kind: plan
                tranches: [{item: guns, quantity: 4, window: 1951-01, source: order §1}]
        """
    )
    assert column(rows(case), "source") == ["order §1"]


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
          - {quantity: {at_most: 9}, window: 1951-01, establishment: top-up}
      b:
        kind: plan
        tranches:
          - {quantity: {at_most: 6}, window: 1951-01, establishment: existing}
          - {quantity: 14, window: 1951-02, establishment: new}
          - {quantity: {at_most: 3}, window: 1951-02, establishment: top-up}
    """
    new = [row for row in rows(case, "a") if row["establishment"] == "new"]
    # Read centrally: 3, and 11 over three months. All 20 at once if the 6 come with the balance;
    # the 3 need not come by themselves, but what they leave comes in April at the at_least.
    assert column(new, "to_date") == ["6.666667", "10.333333", "14"]
    assert column(new, "at_most") == ["20", "20", "20"]
    assert column(new, "at_least") == ["0", "0", "14"]
    others = [row for row in rows(case, "b") if row["establishment"] == "new"]
    assert column(others, "at_most") == ["14"]  # no balance: what the ceilings leave never comes
