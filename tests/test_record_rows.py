"""Milestones, totals, returns and holes of records: by hand, and against every way to be right."""

from __future__ import annotations

import json
import re
import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deliveries.case.fields import quantity_meant
from deliveries.errors import CaseError, UnreadableError
from deliveries.months import Window
from deliveries.read import parse_case
from deliveries.reports import View
from deliveries.reports.schedules import Calendar, to_date_cells
from deliveries.schedule import by_recipient, schedule_scenario, strands
from tests import oracle
from tests.conftest import ROOT, around
from tests.oracle import rows as brute
from tests.oracle.rows import Milestone, Record, Row, Total
from tests.test_oracle import month_at

if TYPE_CHECKING:
    from deliveries.schedule import Series

MONTHS = 4
MANY = 600


def day(half: int) -> str:
    """The last day of half a month."""
    month = month_at(oracle.START + half // 2)
    return str(month) if half % 2 else f"{month}-15"


def window(months: list[int]) -> list[str]:
    return [str(month_at(oracle.START + each)) for each in months]


@st.composite
def records(  # noqa: C901  # what is drawn, in order
    draw: st.DrawFn,
) -> tuple[Record, list[dict[str, Any]]]:
    """A record of a few rows, and the tranches that say the same."""
    record = Record(2 * MONTHS, [], [], [], 0)
    written: list[dict[str, Any]] = []

    def months() -> list[int]:
        first = draw(st.integers(0, MONTHS - 1))
        last = min(MONTHS - 1, first + draw(st.sampled_from([0, 0, 0, 1, 2, 3])))
        own = list(range(first, last + 1))
        if len(own) > 2 and draw(st.booleans()):
            own.pop(1)  # a hole
        return own

    def row() -> None:
        amount = draw(st.integers(0, 3))
        most: int | None = amount
        quantity: Any = amount
        match draw(st.sampled_from(["", "", "", "less", "from", "at_least", "at_most", "unknown"])):
            case "less":
                amount = most = quantity = -draw(st.integers(1, 2))
            case "from":
                most = amount + 1
                quantity = {"from": amount, "to": most}
            case "at_least":
                most, quantity = None, {"at_least": amount}
            case "at_most" if amount:
                amount, most, quantity = 0, amount, {"at_most": amount}
            case "unknown":
                amount, most, quantity = 0, None, "unknown"
        if draw(st.integers(0, 2)) == 0:
            half = draw(st.integers(0, 2 * MONTHS - 1))
            month = month_at(oracle.START + half // 2)
            record.rows.append(Row((half,), amount, most, whole=False))
            written.append({"quantity": quantity, "date": f"{month}-{10 if half % 2 == 0 else 20}"})
            return
        own = months()
        halves = [half for month in own for half in (2 * month, 2 * month + 1)]
        made: dict[str, Any] = {"quantity": quantity, "window": window(own)}
        if draw(st.integers(0, 4)) == 0:
            made["through"] = day(halves.pop() - 1)
        record.rows.append(Row(tuple(halves), amount, most, whole=True))
        written.append(made)

    for _ in range(draw(st.integers(0, 3))):
        row()
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2]))):
        own = months()
        halves = tuple(half for month in own for half in (2 * month, 2 * month + 1))
        total = Total(halves, draw(st.integers(0, 6)))
        record.totals.append(total)
        written.append({"total": total.amount, "window": window(own)})
    for _ in range(draw(st.integers(0 if record.totals else 1, 2))):
        milestone = Milestone(draw(st.integers(0, 2 * MONTHS - 1)), draw(st.integers(0, 6)))
        record.milestones.append(milestone)
        written.append({"to_date": milestone.amount, "date": day(milestone.half)})
    return record, list(draw(st.permutations(written)))


def case_of(tranches: list[dict[str, Any]]) -> str:
    """A case with these rows, dated the month before they may begin."""
    request = {
        "title": "A test",
        "recipient": "Here",
        "supplier": "There",
        "dated": str(month_at(oracle.START)),
        "unit": "gun",
        "lot": "1",
        "scenarios": {"came": {"kind": "record", "tranches": tranches}},
    }
    return json.dumps({"title": "A test", "requests": {"test": request}})  # which is YAML


def apart(record: Record) -> bool:
    """Whether every row and total is within a total or outside it."""
    spans = [set(each.halves) for each in record.totals]
    others = [*spans, *(set(row.halves) for row in record.rows)]
    for at, own in enumerate(spans):
        for other in (*others[:at], *others[at + 1 :]):
            if other & own and not (other < own or own < other or other == own):
                return False
        for row in record.rows:
            if set(row.halves) & own and not set(row.halves) <= own:
                return False
    return len({frozenset(own) for own in spans}) == len(spans)


def is_exact(record: Record) -> bool:
    """Whether the bounds are promised to be exact: nothing open or cut stands beside another."""
    _, less = brute.allowed(record)
    vague = [row for row in record.rows if brute.loose(record, row)]
    holed = any(
        b - a > 1 for t in record.totals for a, b in zip(t.halves, t.halves[1:], strict=False)
    )
    holed |= any(b - a > 1 for r in vague for a, b in zip(r.halves, r.halves[1:], strict=False))
    overlap = any(
        set(one.halves) & set(other.halves) for at, one in enumerate(vague) for other in vague[:at]
    )
    open_too = any(not row.whole or row.least < 0 for row in vague)
    vague += [row for row in record.rows if row.halves[0] // 2 < row.halves[-1] // 2]
    return not ((less and vague) or holed or overlap or open_too)


def check(record: Record, tranches: list[dict[str, Any]]) -> None:
    """Compare the bounds of a record with all that was tried."""
    assume(apart(record))
    found = brute.ways(record, MANY)
    assume(found is not None)
    assert found is not None
    try:
        case = parse_case(case_of(tranches))
    except CaseError as refused:
        codes = {each.code for each in refused.problems}
    else:
        codes = set()
    if codes:
        assert codes <= {"contradiction", "exceeds-total", "nothing-left"}
        assert not found
        return
    series = schedule_scenario(case, "came").items[None].series
    assert series is not None
    if not found:  # what is wide may let through what contradicts itself
        assert not is_exact(record)
        return
    ceilings = [row for row in record.rows if (row.least, row.most) != (row.least, row.least)]
    same_bounds(series, found, exact=is_exact(record), sure=not ceilings)


def same_bounds(series: Series, found: set[tuple[int, ...]], *, exact: bool, sure: bool) -> None:
    """A ceiling is read in full: then what is to date is no certainty."""
    for at in range(MONTHS):
        month = month_at(oracle.START + at)
        there = {way[at] for way in found}
        least, most, known = (series.at(month, name) for name in ("at_least", "at_most", "to_date"))
        if series.ends and month > series.ends:
            assert most is None
            continue
        assert (least or 0) <= min(there), month
        assert most is None or most >= max(there), month
        assert known is None or not sure or there == {known}, month
        if exact:
            assert (least or 0) == min(there), month
            assert most == max(there) or (most is None and len(there) > 1), month


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(records())
def test_every_bound_is_over_all_ways_to_be_right(drawn: tuple[Record, Any]) -> None:
    check(*drawn)


def tracks(rows: str) -> list[tuple[Any, ...]]:
    """Delivered, to date, at least and at most of a record, month by month; dated in 1948-12."""
    listed = textwrap.indent(textwrap.dedent(rows).strip(), " " * 6)
    text = around(
        f"unit: gun\ndated: 1948-12\nscenarios:\n"
        f"  came:\n    kind: record\n    tranches:\n{listed}\n"
    )
    series = schedule_scenario(parse_case(text), "came").items[None].series
    assert series is not None
    ours = (series.delivered, series.to_date, series.at_least, series.at_most)
    return [
        tuple(None if grains is None else Fraction(grains, series.grain) for grains in month)
        for month in zip(*ours, strict=True)
    ]


def test_between_two_milestones_the_band_lies_between_them() -> None:
    """By hand: by June at least 100 of the 15th; the lower one after it is a correction."""
    assert tracks("""
        - {to_date: 0, date: 1948-12}
        - {to_date: 70, date: 1949-01-31}
        - {to_date: 100, date: 1949-03-15}
        - {to_date: 90, date: 1949-05}
    """) == [
        (0, 0, 0, 0),
        (70, 70, 70, 70),
        (None, None, 70, 100),
        (None, None, 90, 100),
        (None, None, 90, 100),
        (None, 90, 90, 90),
    ]  # fmt: skip


def test_a_milestone_within_the_last_month_is_the_least_at_its_end() -> None:
    assert tracks("- {to_date: 70, date: 1949-01-15}\n- {quantity: 5, date: 1949-02-28}") == [
        (None, None, 0, 70),
        (None, None, 70, None),
        (5, None, 75, None),
    ]


def test_a_total_leaves_the_rest_to_its_other_months() -> None:
    """100 less 10 and 20: 70 in January or April, and 20 some time from May to June."""
    assert tracks("""
        - {total: 100, window: 1949-01..1949-04}
        - {quantity: 10, window: 1949-02}
        - {quantity: 20, window: 1949-03}
        - {total: 20, window: 1949-05..1949-06}
    """) == [
        (None, None, 0, 70),
        (10, None, 10, 80),
        (20, None, 30, 100),
        (None, 100, 100, 100),
        (None, None, 100, 120),
        (None, 120, 120, 120),
    ]


def test_a_later_milestone_ends_what_a_record_left_open() -> None:
    assert tracks("""
        - {quantity: 4, window: 1949-01, through: 1949-01-21}
        - {to_date: 9, date: 1949-03-31}
        - {quantity: 1, window: 1949-04}
    """) == [(4, None, 4, 9), (None, None, 4, 9), (None, 9, 9, 9), (1, 10, 10, 10)]


def test_returns_and_lower_bounds_are_what_they_are() -> None:
    """A return over two months: 8 to 10 are left at first. At least 5 has no upper end."""
    assert tracks("""
        - {quantity: 10, window: 1949-01}
        - {quantity: -2, window: 1949-02..1949-03}
        - {quantity: {from: 2, to: 3}, window: 1949-04}
        - {quantity: {at_least: 5}, window: 1949-05}
    """) == [
        (10, 10, 10, 10),
        (None, None, 8, 10),
        (None, 8, 8, 8),
        (None, None, 10, 11),
        (None, None, 15, None),
    ]


def test_nothing_comes_in_a_hole() -> None:
    assert tracks("- {quantity: 4, window: [1949-01, 1949-03]}\n- {quantity: 3, date: 1949-02-01}"
    ) == [(None, None, 0, 4), (3, None, 3, 7), (None, 7, 7, 7)]  # fmt: skip


def test_what_is_not_known_leaves_a_lower_bound() -> None:
    """... from then on; nought says nothing."""
    assert tracks("- {quantity: 4, window: 1949-01}\n- {quantity: unknown, window: 1949-02}") == [
        (4, 4, 4, 4),
        (None, None, 4, None),
    ]
    assert tracks("- {quantity: unknown, window: 1949-02}") == [(None, None, None, None)]


def test_a_day_is_a_part_of_its_month_and_its_last_day_is_all_of_it() -> None:
    assert tracks("- {quantity: 4, window: 1949-01, through: 1949-01-31}") == [(4, 4, 4, 4)]
    assert tracks("- {quantity: 4, date: 1949-01-31}") == [(4, 4, 4, 4)]


def test_a_first_milestone_reaches_back_to_the_request() -> None:
    """Rows of all the time before it do not make it, so what they do not came before them."""
    assert tracks("- {quantity: 5, window: 1949-01}\n- {to_date: 70, date: 1949-01}") == [
        (65, 65, 65, 65),
        (5, 70, 70, 70),
    ]


def test_milestones_of_recipients_hold_their_rows() -> None:
    text = around("""
    unit: gun
    dated: 1949-01
    recipients: [north, south]
    scenarios:
      came:
        kind: record
        tranches:
          - {quantity: 2, date: 1949-01-10, recipients: {north: 2}}
          - {to_date: 9, date: 1949-02, recipients: {north: 5, south: 4}}
    """)
    item = schedule_scenario(parse_case(text), "came").items[None]
    parts = {part.recipient: part.series for part in strands(item)}
    assert {name: (each.at_least, each.at_most) for name, each in parts.items()} == {
        "north": ((2, 5), (5, 5)),
        "south": ((0, 4), (4, 4)),
    }
    assert item.series
    assert (item.series.at_least, item.series.at_most) == ((2, 9), (9, 9))


def test_a_correction_is_of_whom_no_row_names_though_all_rows_name_somebody() -> None:
    """Eight came, and five were there later: somebody gave back three."""
    text = around("""
      unit: gun
      dated: 1949-01
      scenarios:
        came:
          kind: record
          tranches:
            - {quantity: 8, window: 1949-02..1949-03, profile: even, recipients: {a: 4, b: 4}}
            - {to_date: 5, date: 1949-05}
    """)
    item = schedule_scenario(parse_case(text), "came").items[None]
    (rest,) = (part.series for part in strands(item) if part.recipient is None)
    shared = by_recipient(item)[None]
    for series in (rest, shared):
        assert (series.at_least, series.at_most) == ((-3, -3, -3, -3), (0, 0, 0, -3))
    assert item.series
    assert (item.series.at_least, item.series.at_most) == ((1, 5, 5, 5), (4, 8, 8, 5))


def test_the_example_in_the_docs_comes_to_what_it_says() -> None:
    """70 by September, 12 of it beyond the rows; 40 more by December; at least 4 in January."""
    page = (ROOT / "docs/case-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\ntranches:\n(.*?)```", page, re.DOTALL)
    months = tracks(example)
    assert [each[2:] for each in months] == [
        (16, 28), (28, 40), (28, 40), (28, 70), (28, 70), (58, 70), (58, 70), (58, 70), (70, 70),
        (67, 110), (67, 110), (110, 110), (114, None),
    ]  # fmt: skip
    assert (months[8][1], months[11][1], months[12][1]) == (70, 110, None)


def test_a_plan_s_lower_bound_is_read_as_it_is_and_marked() -> None:
    """70 or more over two months, and 10 to 20 in the third: 70, 80 and no upper end."""
    case = parse_case(
        around("""
    unit: gun
    scenarios:
      plan:
        kind: plan
        tranches:
          - {quantity: {at_least: 70}, window: 1949-01..1949-02}
          - {quantity: {from: 10, to: 20}, window: 1949-03}
    """)
    )
    series = schedule_scenario(case, "plan").items[None].series
    assert series
    assert (series.to_date, series.at_least, series.at_most) == (
        (35, 70, 80),
        (0, 70, 80),
        (None, None, None),
    )
    cells = to_date_cells(series, Calendar(series.window, View(), 1))
    assert [(cell.value, cell.mark) for cell in cells] == [(35, "+"), (70, "+"), (80, "+")]


@pytest.mark.parametrize(
    "said",
    [
        "10-16", "(16)", "ca. 16", "~16", "about 8.5", "at least 25", "25+", "up to 10",
        "between 10 and 16", "more than 3",
    ],
)  # fmt: skip
def test_what_a_register_says_has_a_remedy_that_is_accepted(said: str) -> None:
    hint = quantity_meant(said)
    first, *others = re.findall(r"{.*?}|(?<=, or )[\d.]+", hint)
    for remedy in (first, *others):
        text = f"- {{quantity: {remedy}, window: 1949-01}}"
        assert tracks(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1951/52", "1951..1952"), ("1951/1953", "1951..1953"), ("1999/00", "1999..2000"),
        ("1951 / 52", "1951..1952"),
    ],
)  # fmt: skip
def test_years_are_read_as_registers_write_them(text: str, meant: str) -> None:
    assert Window.parse(text) == Window.parse(meant)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1951; 1953", "write [1951, 1953]"),
        ("1951-52", "write 1951..1952"),
        ("1951-1953", "write 1951..1953"),
        ("1911/12", "write 1911-12 for the month, 1911..1912 for the years"),
        ("1951/07", "write 1951-07"),
    ],
)
def test_years_that_may_be_something_else_have_a_remedy(text: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Window.parse(text)
    assert refused.value.hint == hint
