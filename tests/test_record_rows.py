"""Records with milestones, totals, returns and holes: by hand, and against every way to be right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deliveries.errors import CaseError
from deliveries.read import parse_case
from deliveries.schedule import schedule_scenario
from tests import oracle
from tests.oracle import rows as brute
from tests.oracle.rows import Milestone, Record, Row, Total
from tests.test_oracle import month_at

if TYPE_CHECKING:
    from deliveries.schedule import Series

MONTHS = 4
MANY = 4000


def day(half: int) -> str:
    """The last day of half a month."""
    month = month_at(oracle.START + half // 2)
    return str(month) if half % 2 else f"{month}-15"


def window(months: list[int]) -> list[str]:
    return [str(month_at(oracle.START + each)) for each in months]


@st.composite
def records(draw: st.DrawFn) -> tuple[Record, list[dict[str, Any]]]:
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
    open_too = any(not row.whole for row in vague)
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
    except CaseError as error:
        codes = {each.code for each in error.problems}
        assert codes <= {"contradiction", "exceeds-total", "nothing-left"}, codes
        assert not found, error
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
