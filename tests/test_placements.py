"""Every band and range against all placements of small random cases, tried one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.divisions import break_even, divisions
from deliveries.analysis.measures import NOT_REACHED, Measured
from deliveries.case import Case
from deliveries.errors import RangeError
from deliveries.months import Month, Window
from deliveries.schedule import schedule_scenario, strands
from tests import oracle
from tests.oracle import placements as brute
from tests.oracle.schedule import lines_of
from tests.test_oracle import month_at, place_of

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison
    from deliveries.schedule import Series

NONE = Fraction(0)
NEED, ASKED = oracle.START + 3, 6
MANY = 3000
MEASURES = (
    "total", "by_need", "by_need_share", "shortfall", "complete", "peak", "peak_month",
    "unit_months_short", "mean_wait", "widest_gap", "widest_gap_month", "late_quarter",
    "late_half", "late_three_quarters", "late_whole",
)  # fmt: skip
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
    if not draw(st.integers(0, 2)):
        until = written(oracle.START + draw(st.integers(1, 6)))
        request["scenarios"]["other"]["not_complete_before"] = until
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
    ways = [*brute.placements(counted, lot, months)]
    if until := request["scenarios"][name].get("not_complete_before"):
        early = [at for at, when in enumerate(months) if when < oracle.month(until)]
        most = max(NONE, Fraction(request["quantity"]) - 1)
        totals = ((way, brute.total(way)) for way in ways)
        ways = [way for way, there in totals if all(there[at] <= most for at in early if there)]
        assume(ways)
    return (
        [counted, ways],
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


def compared(request: dict[str, Any]) -> Comparison:
    """Compare its two scenarios, if both are possible and something of both counts."""
    try:
        comparison = compare_scenarios(
            Case.model_validate({"title": "Small", "requests": {"r": request}})
        )
    except ValidationError as error:
        codes = {each.code for each in error.errors()[0]["ctx"]["faults"]}
        if codes != {"complete-before"}:
            raise
        reject()  # what it brings is complete before it may be
    except RangeError:
        reject()  # nothing counts
    assume(all(entry.items for entry in comparison.entries))
    return comparison


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck))
@given(small())
def test_every_range_is_over_all_placements(drawn: tuple[dict[str, Any], int]) -> None:
    request, wanted = drawn
    comparison = compared(request)
    months = range(place_of(comparison.window.first), place_of(comparison.window.last) + 1)
    tried = {name: found_by(request, name, months) for name in ("base", "other")}
    need, asked = NEED - months[0], months[0] - (oracle.START - ASKED)
    paths = {
        name: {tuple(brute.total(way)) or (NONE,) * len(months) for way in counted[1]}
        for name, (counted, _) in tried.items()
    }
    assume(len(paths["base"]) * len(paths["other"]) <= 20 * MANY)
    kinds = {name: {line.tranche.kind for line in tried[name][0][0]} for name in tried}
    for entry in comparison.entries:
        name, ours = entry.id, entry.items[None]
        held = "not_complete_before" in request["scenarios"][name]
        same_bands(ours.series, paths[name], exact=not held, wanted=wanted)
        pairs = [(path, path) for path in paths[name]]
        if name == "other":
            pairs = [(path, base) for path in paths[name] for base in paths["base"]]
        ranges = [
            brute.measured([*path], [*base], Fraction(wanted), need, asked) for path, base in pairs
        ]
        trades = any({"balance", "at_most"} <= each for each in (kinds[name], kinds["base"]))
        ceilings = "at_most" in kinds[name]
        for key in MEASURES:
            measured = in_places(ours.measures[key], months[0])
            absent = key.startswith("peak") and measured.value is None
            if absent or (key.startswith("widest") and name == "base"):
                continue
            wide = held or (key in TRADE and trades) or key.endswith("gap_month")
            wide |= ceilings and (key.startswith("peak") or key == "mean_wait")
            wide |= key.startswith("late") and None in (measured.at_least, measured.at_most)
            within(measured, [each.get(key) for each in ranges], exact=not wide, name=key)
        if not held:
            same_parts(comparison.case, name, tried[name][0], months, "lot" in request)
    same_divisions(comparison.case, tried, months)


def in_places(measured: Measured, first: int) -> Measured:
    """The same with months as places in the calendar."""
    return Measured(*(place_of(n) - first if isinstance(n, Month) else n for n in measured))


def same_bands(
    series: Series, paths: set[tuple[Fraction, ...]], *, exact: bool, wanted: int
) -> None:
    """The band of the total ends with what is tried; or is wide, and never beyond all of it.

    It is wide where only a part of a quantity could be left out for the time being.
    """
    for at, (low, high) in enumerate(zip(series.at_least, series.at_most, strict=True)):
        there = [path[at] for path in paths]
        least, most = series.exact(low), series.exact(high)
        assert least is not None
        assert most is not None
        assert least <= min(there), at
        assert max(there) <= most <= wanted, at
        if exact:
            assert (least, most) == (min(there), max(there)), at


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
        trades |= bool(case.requests["r"].scenarios[name].not_complete_before)
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
    held = any(each.not_complete_before for each in case.requests["r"].scenarios.values())
    if not known or (found is None and held):  # wide bands may have sets of another kind
        return
    assert found is not None
    assert found.least <= min(known)
    assert found.most is None or found.most >= max(known)
    assert found.most is None or None not in values
