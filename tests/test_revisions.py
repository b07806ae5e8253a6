"""Promises over time: June 1951 by hand from the telegrams, and lines of revision."""

from fractions import Fraction

import pytest

from deliveries import Month, RangeError, View, as_bytes, compare_revisions, frame, parse_case
from deliveries.analysis.measures import Measured
from deliveries.analysis.revisions import changed
from deliveries.case import Case
from deliveries.formats import FORMATS
from deliveries.formats.layers import look
from deliveries.reports import report
from deliveries.tables import Table
from tests.conftest import around
from tests.terminal import run


def number(*values: int) -> Measured:
    return Measured(*map(Fraction, values))


def month(*texts: str) -> Measured:
    return Measured(*map(Month.parse, texts))


def test_june_1951(shipped: Case) -> None:
    """The Staff's 16 this year and 44 in 1952-1953, Mao's 60, Stalin's at most 10 and mid-1954."""
    found = compare_revisions(shipped)
    (line,) = found.lines
    assert line == ("general-staff", "mao-one-sixth", "stalin-reply")
    staff, mao, stalin = found.vintages(line, None)
    assert staff.there == number(16, 16, 16)
    assert mao.there == number(60, 60, 60)
    assert stalin.there == number(10, 0, 10)
    assert staff.moved == staff.later == Measured()
    assert mao.moved == number(44, 44, 44)  # 60 - 16
    assert stalin.moved == number(-50, -60, -50)
    # The other 44 come in January 1952 at the earliest and in December 1953 at the latest.
    assert staff.complete == month("1953-12", "1952-01", "1953-12")
    assert mao.later == Measured(-24, -24, -1)
    # All sixty between January and June 1954: 25 to 30 months after December 1951.
    assert stalin.later == Measured(30, 25, 30)
    assert changed(stalin, mao).moved == number(50, 50, 60)  # 60 less 10 or less 0


def test_the_verdict_goes_from_the_first_to_the_last(shipped: Case) -> None:
    # 16 less 10 is 6, less 0 is 16; from December 1953 to January 1954 is 1 month, from January
    # 1952 to June 1954 are 29.
    assert report(compare_revisions(shipped)).verdict == (
        "By December 1951 the General Staff calculates 16 of 60 division sets, Mao asks for all 60 "
        "and Stalin allows at most 10. From the first of these to the last, that becomes "
        "6 to 16 less and all of it comes 1 to 29 months later."
    )


def test_promises_of_one_day_are_not_said_to_follow_one_another(shipped: Case) -> None:
    """Soong's draft and Marshall's letter are both of 18 May 1943; the record is of October."""
    found = compare_revisions(shipped, request="hump-1943")
    assert found.lines == (("roosevelt", "marshall", "delivered", "delivered-army"),)
    assert "From" not in report(found).verdict
    *_, army = found.vintages(found.lines[0], None)
    assert army.moved.value == 7898 - 2 * 6950  # by August, against the last promise


LINES = """\
title: T
requests:
  r:
    title: R
    recipient: A
    supplier: B
    unit: gun
    quantity: 60
    needed_by: 1901-06
    scenarios:
      third:
        kind: plan
        revises: second
        exceeds: whole trains
        tranches: [{quantity: 64, window: 1901-10}]
      first: {kind: plan, dated: 1901-02, tranches: [{quantity: 60, window: 1901-04}]}
      second:
        {kind: plan, dated: 1901-04, revises: first, tranches: [{quantity: 40, window: 1901-06}]}
      other:
        {kind: plan, dated: 1901-05, revises: first, tranches: [{quantity: 60, window: 1901-07}]}
      rival: {kind: offer, dated: 1901-03, tranches: [{quantity: 30, window: 1901-06}]}
      came: {kind: record, tranches: [{quantity: 45, window: 1901-06}]}
      ours: {kind: counterfactual, based_on: first, shift: 1}
"""


def test_a_line_for_each_promise_that_none_revises() -> None:
    found = compare_revisions(parse_case(LINES))
    assert found.lines == (
        ("first", "second", "third", "came"),
        ("first", "other", "came"),
        ("rival", "came"),
    )
    first, second, third, came = found.vintages(found.lines[0], None)
    assert [each.moved.value for each in (second, third, came)] == [-20, -40, 45]
    assert second.complete.value == second.later.value == "not reached"
    assert third.later == Measured()  # there is no month to be later than
    assert first.complete.value == Month(1901, 4)
    assert report(found).verdict.endswith(
        "From first to third, that becomes 60 less and all of it comes 6 months later. "
        "From first to other, that becomes 60 less and all of it comes 3 months later."
    )


def test_what_is_not_named_is_passed_over_in_a_line() -> None:
    found = compare_revisions(parse_case(LINES), ["third", "first", "ours"])
    assert found.lines == (("first", "third"), ("ours",))


def test_what_has_no_date_has_no_place_in_their_order() -> None:
    text = LINES.replace("        revises: second\n", "").replace("revises: first, ", "")
    found = compare_revisions(parse_case(text))
    assert found.lines == (("first", "rival", "second", "other", "came"),)
    assert "Left out, as there is no date: third." in report(found).notes
    bare = text.replace("dated:", "note:")
    with pytest.raises(RangeError, match="none of these promises has a date"):
        compare_revisions(parse_case(bare))
    with pytest.raises(RangeError, match="no promise"):
        compare_revisions(parse_case(LINES), ["came"])


def test_every_format_takes_it(shipped: Case) -> None:
    found = compare_revisions(shipped)
    for form in FORMATS.keys() - {"gift"}:  # it has no questions
        assert as_bytes(found, form)
    rows = frame(found)
    assert rows["at_most"].tolist() == [16, 60, 10]
    totals = frame(found, "totals")
    assert set(totals["month"].astype(str)) >= {"1951-12", "1954-06"}


def test_older_lines_are_paler_and_none_looks_like_another() -> None:
    chart = report(compare_revisions(parse_case(LINES))).chart
    assert chart is not None
    assert [curve.name for curve in chart.curves] == [
        "February 1901: first", "April 1901: second", "Third", "Came", "May 1901: other",
        "March 1901: rival",
    ]  # fmt: skip
    looks = [look(chart, at) for at in range(len(chart.curves))]
    shades = [int(each.colour[1:3], 16) for each in looks[:4]]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == 4
    assert all(each.colour[1:3] * 3 == each.colour[1:] for each in looks)  # grey is grey in print
    assert len({(each.dash, each.shape) for each in looks}) == len(looks)


def test_a_comparison_can_be_drawn_so(shipped: Case) -> None:
    from deliveries import compare_scenarios

    chart = report(compare_scenarios(shipped), View(chart="revisions")).chart
    assert chart is not None
    assert [curve.name.partition(":")[0] for curve in chart.curves] == [
        "Before 21 June 1951", "21 June 1951", "24 June 1951",
    ]  # fmt: skip


def test_as_of_a_day_the_first_of_them_are_there(shipped: Case) -> None:
    whole = compare_revisions(shipped).lines[0]
    from deliveries import Date

    for day, many in (("1951-06-21", 2), ("1951-06-23", 2), ("1951-06-24", 3)):
        assert compare_revisions(shipped, as_of=Date.parse(day)).lines == (whole[:many],)


def test_the_command_refuses_what_makes_no_sense() -> None:
    wrong = run("plot", "--kind", "revisions", "--baseline", "general-staff")
    assert (wrong.code, "measured against one another" in wrong.stderr) == (2, True)


def test_the_legend_speaks_of_the_columns_that_there_are(shipped: Case) -> None:
    found = compare_revisions(shipped, request="hump-1943")
    moved = next(line for line in report(found).legend if line.startswith("Moved"))
    assert moved.startswith("Moved: against the one above, a record against the last promise;")


def test_nought_is_a_finding_and_keeps_its_column() -> None:
    """Eight by April, and again eight by April: nought more, nought months later."""
    found = compare_revisions(
        parse_case(
            around("""
    unit: gun
    quantity: 8
    needed_by: 1901-04
    scenarios:
      first: {kind: offer, dated: 1901-01, tranches: [{quantity: 8, window: 1901-04}]}
      again: {kind: offer, dated: 1901-02, tranches: [{quantity: 8, window: 1901-04}]}
    """)
        )
    )
    table = report(found).flat()[0]
    assert isinstance(table, Table)
    keys = [column.key for column in table.columns]
    again = dict(zip(keys, (cell.value for cell in table.rows[-1].cells), strict=True))
    assert (again["moved"], again["later"]) == (0, 0)
