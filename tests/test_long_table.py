"""The one long table of schedules: its columns are a promise, its rows are worked by hand."""

import csv
import io
from collections import Counter
from fractions import Fraction
from typing import Any

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.formats import as_text
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
    assert set(staff["kind"]) == {"offer"}


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
    assert totals == {("existing", "yes"): 60, ("top-up", "no"): 60}


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
