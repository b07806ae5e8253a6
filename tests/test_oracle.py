"""Whole random case files: every number is what a slow and plain oracle of the design finds."""

from __future__ import annotations

from fractions import Fraction
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliveries.analysis.answers import needed_capacity
from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.divisions import divisions, sets_by
from deliveries.analysis.measures import NOT_REACHED
from deliveries.errors import CapacityError, LotError, RangeError
from deliveries.months import Month, Window
from deliveries.read import load_case
from deliveries.schedule import schedule_scenario
from tests import oracle
from tests.strategies import CaseFile, case_files, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Compared
    from deliveries.case import Case
    from deliveries.schedule import ItemSchedule, Line, Schedule, Series
    from tests.oracle import Item

NONE = Fraction(0)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def loaded(file: CaseFile) -> Case:
    """The case of a file."""
    with TemporaryDirectory() as folder:
        return load_case(saved(file, folder))


def each_scenario(file: CaseFile) -> Iterator[tuple[str, oracle.Raw, str]]:
    for name, request in file.plain["requests"].items():
        for scenario in request["scenarios"]:
            yield name, request, scenario


def by_month(series: Series, numbers: Any) -> oracle.Known:
    months = map(place_of, series.window)
    return {at: series.exact(each) for at, each in zip(months, numbers, strict=True)}


def same_series(ours: Series | None, theirs: oracle.Series | None) -> None:
    """The same months, and in each the same four numbers."""
    assert (ours is None) == (theirs is None)
    if ours is None or theirs is None:
        return
    for name in ("delivered", "to_date", "at_most", "at_least"):
        assert by_month(ours, getattr(ours, name)) == getattr(theirs, name), name


def same_item(ours: ItemSchedule, theirs: Item) -> None:
    same_series(ours.scheduled, theirs.scheduled)
    same_series(ours.series, theirs.series)
    same_series(ours.top_ups, theirs.top_ups)
    for series in filter(None, (ours.scheduled, *ours.sums)):
        holds(series, ours.lot)
    assert (ours.waiting is None) == (theirs.waiting is None)
    if ours.waiting and theirs.waiting:
        waits = theirs.waiting
        assert [*map(place_of, ours.waiting.binding)] == waits.binding
        assert (ours.waiting.most, ordinal(ours.waiting.most_month)) == (
            waits.most,
            waits.most_month,
        )
        assert ours.waiting.longest == waits.longest
    for line in ours.lines:
        same_line(line, theirs.lines, theirs)


def same_line(ours: Line, lines: list[oracle.Line], theirs: Item) -> None:
    """A line for a recipient, or of a whole tranche."""
    (line,) = (each for each in lines if each.number == ours.number)
    assert (ours.to_date is None) == (line.amount is None)
    if ours.to_date is None:
        return
    running = oracle.central(line, theirs.lot)
    if ours.recipient is not None:
        running = oracle.divided(line, theirs.lot)[ours.recipient]
    found = [Fraction(each, ours.grain) for each in ours.to_date]
    if line.coarse:  # one figure: how it runs before its end is nobody's
        found, running = found[-1:], running[-1:]
    assert found == running


def holds(series: Series, lot: int | None) -> None:
    """What holds of every schedule, whoever reckons it."""
    for numbers in (series.to_date, series.at_most, series.at_least):
        known = [each for each in numbers if each is not None]
        assert known == sorted(known)
        assert lot is None or all(each % lot == 0 for each in known)
    if series.has_unknown or series.figures:
        return
    for least, there, most in zip(series.at_least, series.to_date, series.at_most, strict=True):
        if there is not None and most is not None:  # else at least so much came, of a record
            assert (least or 0) <= there <= most


def ordinal(month: Month | None) -> int | None:
    return None if month is None else place_of(month)


def place_of(month: Month) -> int:
    return 12 * month.year + month.number - 1


def month_at(at: int) -> Month:
    return Month(at // 12, at % 12 + 1)


def worked(
    request: oracle.Raw, name: str, *, whole: bool
) -> dict[str | None, Item] | type[Exception]:
    """What the oracle finds, or the error that the program has for what it cannot."""
    try:
        return oracle.work_out(request, name, whole=whole)
    except oracle.NeverEndsError:
        return CapacityError
    except oracle.BrokenLotError:
        return LotError


@pytest.mark.slow
@SLOW
@given(case_files(), st.booleans(), st.integers(-2, 40))
def test_every_month_of_every_scenario(file: CaseFile, whole: bool, later: int) -> None:
    case = loaded(file)
    for name, request, scenario in each_scenario(file):
        expected = worked(request, scenario, whole=whole)
        if isinstance(expected, type):
            with pytest.raises(expected):
                schedule_scenario(case, scenario, request=name, whole=whole)
            continue
        schedule = schedule_scenario(case, scenario, request=name, whole=whole)
        sums = oracle.add_items_up(request, expected)
        assert list(schedule.items) == [*expected, *sums]
        for item, theirs in expected.items():
            same_item(schedule.items[item], theirs)
            same_needed(schedule, item, theirs, oracle.START + later)
        for item, theirs in sums.items():
            same_series(schedule.items[item].scheduled, theirs.scheduled)
            same_series(schedule.items[item].series, theirs.series)
            same_series(schedule.items[item].top_ups, theirs.top_ups)
        if None in expected:
            same_sets(schedule, expected[None], oracle.START + later)


def same_needed(schedule: Schedule, item: str | None, theirs: Item, by: int) -> None:
    """The smallest capacity by a month."""
    due = theirs.scheduled
    if due is None or due.by(by) is None or due.by(due.months[-1]) is None:
        return
    (needed,) = needed_capacity(schedule, month_at(by), items=[item]).answers
    assert needed.scheduled == due.by(by)
    evenly = oracle.smallest_capacity(due, by, theirs.lot)
    if evenly is None and needed.at_least == needed.at_most:  # all ways need the same
        evenly = oracle.smallest_capacity(due, by, theirs.lot, worst=True)
    assert needed.capacity == evenly


def same_sets(schedule: Schedule, theirs: Item, when: int) -> None:
    """Sets by organisation, and the divisions that they make."""
    if theirs.waiting or any(
        line.coarse or line.tranche.open_ended or line.amount is None for line in theirs.lines
    ):
        return
    sets = oracle.sets(theirs, when)
    is_record = schedule.scenario.kind == "record" and not schedule.scenario.capacity
    if is_record and when > max(line.tranche.last for line in theirs.lines):
        assert {sets_by(schedule, each, month_at(when)) for each in sets} == {None}
        return
    assert sets == {each: sets_by(schedule, each, month_at(when)) for each in sets}
    made = divisions(schedule, Window(month_at(when), month_at(when)))
    matched = min(sets["existing"], sets["top-up"])
    assert made.existing[0] == (sets["existing"] - matched,)
    assert made.new[0] == (sets["new"] + matched,)


@pytest.mark.slow
@SLOW
@given(case_files(), st.booleans())
def test_every_measure_of_every_comparison(file: CaseFile, whole: bool) -> None:
    case = loaded(file)
    for name, request in file.plain["requests"].items():
        shown = request.get("compare", list(request["scenarios"]))
        baseline = request.get("baseline", next(iter(request["scenarios"])))
        expected = {
            each: worked(request, each, whole=whole) for each in dict.fromkeys([baseline, *shown])
        }
        refused = [each for each in expected.values() if isinstance(each, type)]
        found = [each for each in expected.values() if not isinstance(each, type)]
        if refused or not any(item.series for each in found for item in each.values()):
            with pytest.raises((*refused, RangeError)):
                _ = compare_scenarios(case, request=name, whole=whole).entries
            continue
        comparison = compare_scenarios(case, request=name, whole=whole)
        order = [*([] if baseline in shown else [baseline]), *shown]
        assert [entry.id for entry in comparison.entries] == order
        calendar = range(place_of(comparison.window.first), place_of(comparison.window.last) + 1)
        sides: dict[str, dict[str | None, oracle.Series]] = {}
        for each, items in expected.items():
            assert not isinstance(items, type)
            every: dict[str | None, Item] = {**items, **oracle.add_items_up(request, items)}
            sides[each] = {
                item: oracle.over(one.series, calendar) for item, one in every.items() if one.series
            }
        for entry in comparison.entries:
            assert set(entry.items) == set(sides[entry.id])
            for item, ours in entry.items.items():
                theirs, base = sides[entry.id][item], sides[baseline].get(item)
                if base and unaltered(request, entry.id, baseline, item):
                    waits = (each.item.may_wait for each in (ours, comparison.base.items[item]))
                    if not any(waits):
                        theirs = base  # whatever comes of the one comes of the other
                earlier = oracle.resolve(request, entry.id).earlier
                same_measures(ours, request, item, theirs, base, earlier)
                if entry.id == baseline:
                    assert set(ours.gap) <= {0, None}
                    assert set(ours.behind) <= {"impossible", None}


def root(request: oracle.Raw, name: str) -> str:
    """The scenario that a scenario is based on in the end, or itself."""
    raw = request["scenarios"][name]
    return root(request, raw["based_on"]) if "based_on" in raw else name


def unaltered(request: oracle.Raw, name: str, other: str, item: str | None) -> bool:
    """Whether two scenarios are the same one with the same tranches of an item, or of a sum."""
    if root(request, name) != root(request, other):
        return False
    items = [*request.get("sums", {}).get(item, {}).get("items", [item]), None]  # a share is of all
    mine, theirs = (
        [each for each in oracle.resolve(request, one).tranches if each.item in items]
        for one in (name, other)
    )
    return mine == theirs


def same_measures(
    ours: Compared,
    request: oracle.Raw,
    item: str | None,
    series: oracle.Series,
    base: oracle.Series | None,
    earlier: int,
) -> None:
    expected = oracle.measures(request, item, series, base, earlier)
    for key, value in expected.items():
        found = ours.measures[key]
        if isinstance(value, tuple):
            assert tuple(found) == value, key
        else:
            ours_is = None if found.value == NOT_REACHED else found.value
            if key.startswith("widest") and (series.vague or (base and base.vague)):
                continue  # where the worst is perhaps in a month that is not known
            if key == "widest_gap" and base is series:
                assert ours_is == 0
                continue
            assert (place_of(ours_is) if isinstance(ours_is, Month) else ours_is) == value, key
    if base is None:
        assert set(ours.gap) == set(ours.behind) == {None}
        return
    assert list(ours.gap) == list(oracle.gaps(series, base).values())
    if base is not series:
        expected_behind = [oracle.behind(series, base, month) for month in series.months]
        assert list(ours.behind) == expected_behind
