"""Every band and range against all placements of small random cases, tried one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.divisions import break_even, divisions
from deliveries.analysis.measures import NOT_REACHED
from deliveries.case import Case
from deliveries.months import Month, Window
from deliveries.schedule import schedule_scenario, strands
from tests import oracle
from tests.oracle import placements as brute
from tests.oracle.schedule import lines_of
from tests.test_oracle import month_at, place_of

NONE = Fraction(0)
NEED, ASKED = oracle.START + 3, 6
MANY = 3000
MEASURES = (
    "total", "by_need", "by_need_share", "shortfall", "complete", "peak", "peak_month",
    "unit_months_short", "mean_wait", "widest_gap", "widest_gap_month", "late_quarter",
    "late_half", "late_three_quarters", "late_whole",
)  # fmt: skip
MONTHS = {"complete", "peak_month", "widest_gap_month"}
TRADE = {"unit_months_short", "mean_wait", "widest_gap", "widest_gap_month"}
"""Those whose range is wide where tranches trade."""


@st.composite
def small(draw: st.DrawFn) -> tuple[dict[str, Any], int]:  # noqa: C901  # what is drawn, in order
    """A request with two scenarios of a few sets each."""
    wanted = draw(st.integers(1, 6))
    opens = draw(st.sampled_from([None, None, oracle.START + 1]))
    lot = draw(st.booleans())

    def written(at: int) -> str:
        return f"{at // 12}-{at % 12 + 1:02}"

    def tranche(kind: str) -> dict[str, Any]:
        first = oracle.START + draw(st.integers(0, 3))
        last = first + draw(st.integers(0, 3))
        if opens and first < opens <= last:
            last = opens - 1
        amount = draw(st.integers(0, 3))
        quantity: object = {"exact": amount, "balance": "balance", "at_most": {"at_most": amount}}[
            kind
        ]
        made: dict[str, Any] = {
            "quantity": quantity,
            "window": f"{written(first)}..{written(last)}",
        }
        if establishment := draw(st.sampled_from([None, "existing", "new", "new"])):
            made["establishment"] = establishment
        stated = draw(st.integers(0, 3))
        if not stated:
            numbers = st.lists(
                st.integers(0, 2), min_size=last - first + 1, max_size=last - first + 1
            )
            made["weights"] = draw(numbers.filter(any))
        if kind == "exact" and amount > 1 and draw(st.booleans()):
            made["recipients"] = {"A": amount - 1, "B": 1}
        return made

    def scenario() -> dict[str, Any]:
        kinds = draw(st.lists(st.sampled_from(["exact", "exact", "at_most"]), max_size=2))
        tranches = [tranche(kind) for kind in [draw(st.sampled_from(["exact", "at_most"])), *kinds]]
        counted = [
            each for each in tranches if not opens or oracle.window(each["window"])[0] >= opens
        ]
        sure = sum(
            each["quantity"]["at_most"] if isinstance(each["quantity"], dict) else each["quantity"]
            for each in counted
        )
        if draw(st.booleans()) and sure <= wanted:
            balance = tranche("balance")
            if not opens or oracle.window(balance["window"])[0] >= opens:
                tranches.append(balance)
                sure = wanted
        assume(sure <= wanted)
        if draw(st.booleans()):
            more = tranche("exact")
            more.pop("recipients", None)
            tranches.append(more | {"establishment": "top-up"})
        return {"kind": "plan", "tranches": tranches}

    request: dict[str, Any] = {
        "title": "Small", "recipient": "Here", "supplier": "There", "unit": "set",
        "quantity": wanted, "needed_by": written(NEED), "dated": written(oracle.START - ASKED),
        "scenarios": {"base": scenario(), "other": scenario()},
    }  # fmt: skip
    if lot:
        request["lot"] = 1
    if opens:
        request["opens"] = written(opens)
    return request, wanted


def found_by(request: dict[str, Any], name: str, months: range) -> tuple[list[Any], list[Any]]:
    """All placements of what counts of a scenario, and all of its top-ups."""
    lines = [each for each in lines_of(request, oracle.resolve(request, name), None) if each.counts]
    counted = [each for each in lines if each.tranche.counted]
    top_ups = [each for each in lines if not each.tranche.counted]
    lot = Fraction(1) if "lot" in request else None
    assume(brute.ways(counted, lot) <= MANY)
    assume(brute.ways(top_ups, lot) <= MANY)
    return (
        [counted, [*brute.placements(counted, lot, months)]],
        [top_ups, [*brute.placements(top_ups, lot, months)]],
    )


def within(ours: Any, tried: list[Any], *, exact: bool, name: str) -> None:
    """Each that was tried lies in the range; the range ends with them if it is exact."""
    least, most = ours.at_least, ours.at_most
    known = [each for each in tried if each is not None]
    if ours.value == NOT_REACHED:
        assert not known, name
        return
    if not known:
        return
    assert least is None or least <= min(known), (name, least, min(known))
    assert most is None or most >= max(known), (name, most, max(known))
    if exact:
        open_ended = len(known) < len(tried)
        assert least == min(known), (name, least, min(known))
        assert most == (None if open_ended and name != "mean_wait" else max(known)), (name, most)


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck))
@given(small())
def test_every_range_is_over_all_placements(drawn: tuple[dict[str, Any], int]) -> None:
    request, wanted = drawn
    case = Case.model_validate({"title": "Small", "requests": {"r": request}})
    try:
        comparison = compare_scenarios(case)
    except Exception:  # noqa: BLE001  # nothing counts
        assume(False)
        return
    months = range(place_of(comparison.window.first), place_of(comparison.window.last) + 1)
    tried = {name: found_by(request, name, months) for name in ("base", "other")}
    entries = {entry.id: entry for entry in comparison.entries}
    if not all(entry.items for entry in entries.values()):
        return
    need, asked = NEED - months[0], months[0] - (oracle.START - ASKED)
    paths = {
        name: {tuple(brute.total(way)) or (NONE,) * len(months) for way in counted[1]}
        for name, (counted, _) in tried.items()
    }
    assume(len(paths["base"]) * len(paths["other"]) <= 20 * MANY)
    for name, entry in entries.items():
        ours = entry.items[None]
        kinds = {line.tranche.kind for line in tried[name][0][0]}
        ceilings, trades = "at_most" in kinds, {"balance", "at_most"} <= kinds
        series = ours.series
        for at in range(len(months)):
            there = [path[at] for path in paths[name]]
            band = (series.exact(series.at_least[at]), series.exact(series.at_most[at]))
            assert band == (min(there), max(there)), at
        pairs = [(path, path) for path in paths[name]]
        if name == "other":
            pairs = [(path, base) for path in paths[name] for base in paths["base"]]
        ranges = [
            brute.measured([*path], [*base], Fraction(wanted), need, asked) for path, base in pairs
        ]
        both = trades or {"balance", "at_most"} <= {e.tranche.kind for e in tried["base"][0][0]}
        for key in MEASURES:
            measured = ours.measures[key]
            if key in MONTHS:
                ends = [
                    place_of(end) - months[0] if isinstance(end, Month) else end for end in measured
                ]
                measured = type(measured)(*ends)
            if key.startswith("peak") and measured.value is None:
                continue
            if key.startswith("widest") and name == "base":
                continue
            wide = key in TRADE and both
            wide |= key.startswith("peak") and ceilings
            wide |= key.endswith("gap_month")
            wide |= key == "mean_wait" and ceilings
            wide |= key.startswith("late") and None in (measured.at_least, measured.at_most)
            within(measured, [each.get(key) for each in ranges], exact=not wide, name=key)
        same_parts(case, name, tried[name][0], months, "lot" in request)
    same_divisions(case, tried, months)


def same_parts(case: Case, name: str, counted: list[Any], months: range, lots: bool) -> None:
    """The band of each recipient on each organisation."""
    lines, ways = counted
    for part in strands(schedule_scenario(case, name).items[None]):
        if not part.counted:
            continue
        found = []
        for way in ways:
            there = [NONE] * len(months)
            for line in lines:
                if line.tranche.establishment != part.establishment:
                    continue
                names = dict(line.tranche.recipients)
                if part.recipient not in (names or {None: 0}):
                    continue
                came = way[line.number]
                if part.recipient:
                    lot = Fraction(1) if lots else None
                    came = oracle.divided_path(line, came, lot)[part.recipient]
                there = [a + b for a, b in zip(there, came, strict=True)]
            found.append(there)
        if not found:
            continue
        for at, when in enumerate(months):
            there = [each[at] for each in found]
            band = [part.series.at(month_at(when), track) for track in ("at_least", "at_most")]
            assert band[0] is not None
            assert band[1] is not None
            assert band == [min(there), max(there)], (part.recipient, part.establishment, at)


def same_divisions(case: Case, tried: dict[str, Any], months: range) -> None:
    """Divisions by organisation, and the break-even at the month of need."""
    window = Window(month_at(months[0]), month_at(months[-1]))
    made: dict[str, list[Any]] = {}
    for name, (counted, top_ups) in tried.items():
        lines, ways = counted
        more = [tuple(brute.total(way)) or (NONE,) * len(months) for way in top_ups[1]]
        made[name] = [
            brute.on_organisations(way, lines, [*extra]) if way else ([NONE] * len(months),) * 3
            for way in ways
            for extra in set(more)
        ]
        ours = divisions(schedule_scenario(case, name), window)
        kinds = {line.tranche.kind for line in lines}
        trades = {"balance", "at_most"} <= kinds and bool(top_ups[0])
        for at in range(len(months)):
            for place, tracks in enumerate((ours.existing, ours.new, ours.not_stated)):
                there = [each[place][at] for each in made[name]]
                least, most = tracks[1][at], tracks[2][at]
                assert least <= min(there), (name, place, at)
                assert most >= max(there), (name, place, at)
                if not trades:
                    assert (least, most) == (min(there), max(there)), (name, place, at)
    at = NEED - months[0]
    if not 0 <= at < len(months):
        return
    base = {(each[0][at], each[1][at]) for each in made["base"]}
    if any(each[2][at] for each in made["base"]):
        return
    if any(each[0][at] or each[2][at] for each in made["other"]):
        return
    news = {each[1][at] for each in made["other"]}
    values = [brute.even(one, new) for one in base for new in news]
    known = [each for each in values if isinstance(each, Fraction)]
    found = break_even(
        schedule_scenario(case, "base"), schedule_scenario(case, "other"), month_at(NEED)
    )
    if not known:
        return
    assert found is not None
    assert found.least <= min(known)
    assert found.most is None or found.most >= max(known)
    assert found.most is None or None not in values
