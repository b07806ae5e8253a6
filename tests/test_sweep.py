"""Many variants of a scenario: exact, as what-if has each of them, and where it tips."""

import re
import sys
from collections import Counter
from fractions import Fraction
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest

import deliveries
from deliveries.analysis.answers import needed_capacity, when_reached
from deliveries.analysis.measures import MEASURES, NOT_REACHED, Measured
from deliveries.analysis.sweep import (
    MOST_VARIANTS,
    SWEPT_MEASURES,
    Sweep,
    read_values,
    sweep,
)
from deliveries.analysis.whatif import what_if
from deliveries.case import Case
from deliveries.charts import Tile
from deliveries.cli.output import counted
from deliveries.errors import (
    ChangeError,
    LotError,
    RangeError,
    UnknownNameError,
    UnreadableError,
)
from deliveries.formats import as_text
from deliveries.formats.layers import INK
from deliveries.formats.tiles import _DARK, SHADES, shade_of
from deliveries.months import Month
from deliveries.read import parse_case
from deliveries.reports import report
from deliveries.schedule import ScenarioScheduler, schedule_scenario
from deliveries.tables import Cell, Table
from tests.conftest import around
from tests.terminal import run

MAO = "mao-one-sixth"
JULY, DECEMBER = Month.parse("1951-07"), Month.parse("1951-12")


def along(found: Sweep, measure: str = "complete", item: str | None = None) -> dict[Any, Measured]:
    """One measure by what is swept: the value alone, of one option."""
    return {
        each.values if len(found.swept) > 1 else each.values[0]: each.measured[item][measure]
        for each in found.variants
        if each.measured
    }


def tables_of(found: Sweep) -> list[Table]:
    """The tables that people are shown."""
    return [part for part in report(found).parts if isinstance(part, Table)]


# By hand


def test_at_ten_a_month_maos_plan_is_complete_by_december_and_at_nine_a_month_later(
    shipped: Case,
) -> None:
    """Sixty sets at c a month take 60/c months from July on, rounded up; six if c is 10 or more.

    At 10 that is December 1951. At 9, 54 have come by then, and the last 6 in January: a month
    more, 6 sets short for one month, and a wait of (9 x (1+2+3+4+5+6) + 6 x 7)/60 = 231/60.
    """
    found = sweep(shipped, MAO, {"capacity": "2..12"})
    for capacity, complete in along(found).items():
        months = -(-60 // min(capacity, 10))
        assert complete == Measured(*[JULY + (int(months) - 1)] * 3)
    assert along(found, "by_need")[9] == Measured(*[Fraction(54)] * 3)
    assert along(found, "unit_months_short")[9] == Measured(*[Fraction(6)] * 3)
    assert along(found, "mean_wait")[9] == Measured(*[Fraction(231, 60)] * 3)
    assert along(found, "late_whole")[9] == Measured(1, 1, 1)
    assert report(found).verdict == (
        "From 10 a month on, Mao's plan is complete by December 1951; at 9 it takes a month longer."
    )


def arriving(capacity: Fraction) -> list[Fraction]:
    """What comes of ten a month for six months, month by month, at most so much in each."""
    waiting, came, month = Fraction(0), list[Fraction](), 0
    while month < 6 or waiting:
        waiting += 10 if month < 6 else 0
        came.append(min(waiting, capacity))
        waiting -= came[-1]
        month += 1
    return came


def test_thirds_stay_thirds(shipped: Case) -> None:
    """Reckoned again month by month with fractions, and nothing of ours."""
    found = sweep(shipped, MAO, {"capacity": "1/3..11:1/3"})
    assert len(found.variants) == 33
    for capacity, wait in along(found, "mean_wait").items():
        came = arriving(capacity)
        waited = sum(each * (at + 1) for at, each in enumerate(came))  # asked in June
        assert wait.value == waited / 60
        assert along(found)[capacity].value == JULY + (len(came) - 1)
        to_date = [sum(came[: at + 1]) for at in range(len(came))]
        assert along(found, "unit_months_short")[capacity].value == sum(
            60 - each for each in to_date[5:]
        )


def test_moved_and_limited_it_takes_as_long_from_another_month_on(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"shift": "-3..3", "capacity": "2..12"})
    assert list(found.swept) == ["capacity", "shift"]  # in this order however they are given
    assert len(found.variants) == 77
    assert found.measures == ("complete",)
    for (capacity, shift), complete in along(found).items():
        months = int(-(-60 // min(capacity, 10)))
        assert complete.value == JULY + (int(shift) + months - 1)


def test_where_it_tips_within_the_grid(shipped: Case) -> None:
    """From April, 60 in 9 months is 6⅔ a month; from May 7½; from June 8 4/7; from July 10."""
    found = sweep(shipped, MAO, {"capacity": "2..12", "shift": "-3..3"})
    assert report(found).verdict == (
        "Mao's plan is complete by December 1951, when it is needed, from 7 a month on 3 months "
        "earlier, from 8 a month on 2 months earlier, from 9 a month on 1 month earlier, from 10 a "
        "month on as it is and at none of these 1 to 3 months later."
    )


# As the other ways to ask say


@pytest.mark.parametrize(
    ("name", "swept", "changes", "request_id", "item"),
    [
        (MAO, {"capacity": "7/2..7/2", "shift": "-2,3"}, {}, None, None),
        (MAO, {"quantity": "31,60", "shift": "2..2"}, {"tranche": 1}, None, None),
        ("general-staff", {"capacity": "3,4"}, {"shift": 2}, None, None),
        ("stalin-reply", {"capacity": "2..3", "shift": "-1..-1"}, {}, None, None),
        ("three-months-earlier", {"shift": "2..3"}, {"capacity": "8"}, None, None),
        ("plan-1953", {"capacity": "100,150"}, {}, "guns-1953", "guns"),
        ("roosevelt", {"capacity": "5000,8000"}, {"monthly": None}, "hump-1943", None),
    ],
)
def test_each_variant_is_what_whatif_makes_of_the_same_changes(
    shipped: Case,
    name: str,
    swept: dict[str, str],
    changes: dict[str, Any],
    request_id: str | None,
    item: str | None,
) -> None:
    for whole in (False, True) if name == MAO and "quantity" in swept else (False,):
        terms: dict[str, Any] = {"request": request_id, "whole": whole}
        found = sweep(shipped, name, swept, changes=changes, item=item, **terms)
        for variant in found.variants:
            given: dict[str, Any] = {
                **changes,
                **dict(zip(found.swept, variant.values, strict=True)),
            }
            if "capacity" in found.swept and item:
                given["capacity"] = [{"limit": given["capacity"], "item": item}]
            compared = what_if(shipped, name, given, **terms).comparison.entries[1].items[item]
            assert variant.measured == {
                item: {each: compared.measures[each] for each in found.measures}
            }


@pytest.mark.parametrize("name", [MAO, "general-staff", "stalin-reply"])
def test_need_and_when_agree_with_the_sweep(shipped: Case, name: str) -> None:
    """At the capacity that `need` finds nothing is late by its month, and at less something is."""
    schedule = schedule_scenario(shipped, name)
    need = needed_capacity(schedule).answers[0]
    assert need.capacity is not None
    assert need.at_most is not None
    just_less = Fraction(1, 1000)
    capacities = [need.capacity - just_less, need.capacity, need.at_most]
    found = sweep(shipped, name, {"capacity": [*dict.fromkeys(capacities)]})
    there = along(found, "by_need")
    less, enough, most = (there[each] for each in capacities)
    series = schedule.items[None].series
    assert series is not None
    assert enough.value == need.scheduled
    assert isinstance(less.value, Fraction)
    assert isinstance(need.scheduled, Fraction)
    assert less.value < need.scheduled
    assert most.at_least == series.at(need.due, "at_least")  # type: ignore[arg-type]  # it has one
    for capacity, complete in along(found).items():
        limited = what_if(shipped, name, {"capacity": capacity}).schedule
        when = when_reached(limited, 60).answers[0]
        assert complete == (when.month, when.earliest, when.latest)


# What is read


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2..4", "2 3 4"), ("-1..1", "-1 0 1"), ("−1..0", "-1 0"), ("4..4", "4"),
        ("0..1:1/3", "0 1/3 2/3 1"), ("2..12:3", "2 5 8 11"), ("1 1/2..2.5:0.5", "3/2 2 5/2"),
        ("8,4,6", "4 6 8"), ("4", "4"), ("4, 500", "4 500"), (" 2 .. 4 : 2 ", "2 4"),
    ],
)  # fmt: skip
def test_values(text: str, values: str) -> None:
    assert " ".join(map(str, read_values(text))) == values


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("12..2", "ends before it begins", "write 2..12"),
        ("12..2:1/2", "ends before it begins", "write 2..12:1/2"),
        ("2..4:0", "leads nowhere", "above 0"),
        ("2..4:-1", "not a number", "never negative"),
        ("4,6,12/2", "6 is in this list twice", "once"),
        ("1,000", "'000' is not a number", "leading zero"),
        ("1..2,3", "neither a range nor a list", "2..12"),
        ("2..", "is open", "both its ends"),
        ("2...4", "not a range", "write 2..4"),
        ("2…4", "not a range", "write 2..4"),
        ("a..b", "'a' is not a number", "60"),
        ("1..10001", "10,001 variants", "larger steps"),
        ("0..1000000:1/1000000", "1,000,000,000,001 variants", "larger steps"),
    ],
)
def test_what_is_no_range_is_refused_with_what_to_write(text: str, said: str, hint: str) -> None:
    with pytest.raises(UnreadableError, match=re.escape(said)) as refused:
        read_values(text)
    assert hint in refused.value.hint
    if hint.startswith("write "):
        written = hint.removeprefix("write ")
        assert read_values(written)


def test_python_may_give_the_values(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"capacity": [Fraction(1, 3), 4, "5/2"], "shift": range(-1, 2)})
    assert found.swept == {"capacity": (Fraction(1, 3), Fraction(5, 2), 4), "shift": (-1, 0, 1)}


@pytest.mark.parametrize(
    ("swept", "terms", "error", "said"),
    [
        ({}, {}, RangeError, "no options"),
        ({"window": "1..2"}, {}, RangeError, "'window' cannot be swept"),
        ({"capacity": "2,3", "shift": "2,3", "quantity": "2,3"}, {}, RangeError, "3 options"),
        ({"capacity": []}, {}, RangeError, "no value"),
        ({"capacity": [0.5]}, {}, ChangeError, "binary float"),
        ({"shift": "0..1:1/2"}, {}, ChangeError, "1/2 is not a whole number of months"),
        ({"shift": "0..1"}, {"changes": {"shift": 2}}, RangeError, "swept, and changed"),
        ({"shift": "0..100", "capacity": "1..100"}, {}, RangeError, "10,100 variants"),
        ({"shift": "0..1"}, {"measure": "complet"}, UnknownNameError, "no measure 'complet'"),
        ({"shift": "0..1"}, {"measure": "by_known"}, UnknownNameError, "no measure 'by_known'"),
        ({"shift": "0..1"}, {"item": "guns"}, UnknownNameError, "no item 'guns'"),
        ({"shift": "0..1"}, {"request": "hump-1943"}, UnknownNameError, "no scenario"),
    ],
)
def test_what_cannot_be_swept_is_refused(
    shipped: Case, swept: Any, terms: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        sweep(shipped, MAO, swept, **terms)


def test_a_record_is_not_swept(shipped: Case) -> None:
    for swept in ({"shift": "0..1"}, {"capacity": "1..2"}, {"quantity": "1..2"}):
        with pytest.raises(ChangeError, match="what came cannot be changed"):
            sweep(shipped, "delivered", swept, request="hump-1943")


# What is not possible


def test_what_is_not_possible_has_no_numbers_and_says_why(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"capacity": "0..1"})
    nought, one = found.variants
    assert (nought.measured, nought.why) == ({}, "nothing would ever arrive at this limit")
    assert one.measured
    too_much = sweep(shipped, MAO, {"quantity": "60,61"}, changes={"tranche": 1})
    assert too_much.variants[1].why == "the tranches make 61; the request is for 60"
    with pytest.raises(ChangeError, match="which of them is meant"):
        sweep(shipped, MAO, {"quantity": "59..60"})
    with pytest.raises(ChangeError, match="nothing would ever arrive"):
        sweep(shipped, MAO, {"capacity": [0]})


EARLY = """
unit: set
quantity: 10
capacity: 8
scenarios:
  plan:
    kind: plan
    tranches: [{quantity: 10, window: 0001-02, recipients: {}}]
"""


def test_before_the_first_year_there_is_no_month() -> None:
    found = sweep(parse_case(around(EARLY)), "plan", {"shift": "-2..0"})
    assert [bool(each.measured) for each in found.variants] == [False, True, True]
    assert "0001" in found.variants[0].why


def test_what_else_is_changed_is_in_the_years_of_the_request() -> None:
    case = parse_case(
        "{title: A, requests: {r: {title: R, recipient: a, supplier: b, unit: ton, quantity: 12, "
        "year_begins: 7, scenarios: {s: {kind: plan, tranches: [{quantity: 12, window: 1951}]}}}}}"
    )
    swept = sweep(case, "s", {"quantity": "6..8"}, changes={"window": "1951/52"})
    assert swept.fixed
    assert str(swept.fixed.window) == "1951-07..1952-06"


def test_lots_are_whole_and_what_does_not_fit_is_not_possible(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"quantity": "59..60:1/2"}, changes={"tranche": 1}, whole=True)
    assert [bool(each.measured) for each in found.variants] == [True, False, True]
    assert "lots of 1" in found.variants[1].why
    slow = sweep(shipped, MAO, {"capacity": "2..3:1/2"}, whole=True)
    assert along(slow)[Fraction(5, 2)] == along(slow)[Fraction(2)]  # two whole sets come
    with pytest.raises(LotError):
        sweep(parse_case(around(EARLY.replace("quantity: 10,", "quantity: 19/2,"))), "plan",
              {"capacity": "2..3"}, whole=True)  # fmt: skip


# What it costs


def test_the_case_is_checked_once_and_the_scenario_scheduled_once(
    shipped: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*_: object) -> None:
        raise AssertionError("the whole case is checked again")

    monkeypatch.setattr("deliveries.case.checks.case_faults", again)
    scheduled = Counter[str]()
    item = ScenarioScheduler.item

    def counting(self: ScenarioScheduler, name: str | None) -> Any:
        scheduled[self.scenario_id] += 1
        return item(self, name)

    monkeypatch.setattr(ScenarioScheduler, "item", counting)
    sweep(shipped, MAO, {"capacity": "2..12", "shift": "-3..3"})
    assert scheduled == {MAO: 1, "what-if": 77}


def test_ten_thousand_are_the_most(shipped: Case) -> None:
    told = list[tuple[int, int]]()

    def tell(done: int, of: int) -> None:
        told.append((done, of))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(shipped, MAO, {"capacity": "1..10000"}, told=tell)
    assert told == [(each, MOST_VARIANTS) for each in (1, 2, 3)]
    with pytest.raises(RangeError, match="10,002 variants"):
        sweep(shipped, MAO, {"capacity": "1..5001", "shift": "0..1"}, told=tell)


@pytest.mark.parametrize(("watched", "shown"), [(True, "100 of 250 variants"), (False, "")])
def test_progress_is_for_whoever_looks(
    monkeypatch: pytest.MonkeyPatch, watched: bool, shown: str
) -> None:
    screen = StringIO()
    screen.isatty = lambda: watched  # type: ignore[method-assign]  # a terminal, for this test
    monkeypatch.setattr(sys, "stderr", screen)
    tell = counted("variants")
    for done in range(1, 251):
        tell(done, 250)
    assert shown in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K" if watched else "")
    few = len(screen.getvalue())
    for done in range(1, 78):  # a moment
        tell(done, 77)
    assert len(screen.getvalue()) == few


# What is said and shown


def test_data_have_a_row_a_variant_and_measure(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"capacity": "9..10"}, changes={"shift": 1}, measure="by_need")
    assert as_text(found, "csv").splitlines() == [
        "scenario,item,capacity,shift,quantity,measure,value,at_least,at_most,unit",
        "mao-one-sixth,,9,1,,by_need,45,45,45,division set",
        "mao-one-sixth,,10,1,,by_need,50,50,50,division set",
    ]
    every = deliveries.as_dict(sweep(shipped, MAO, {"capacity": "0,9,10"}))["tables"]
    measures = {row["measure"] for row in every["sweep"]}
    assert measures <= set(SWEPT_MEASURES) < set(MEASURES)
    assert "by_need_share" in measures
    assert every["not_possible"][0]["capacity"] == "0"
    assert {row["value"] for row in every["sweep"] if row["capacity"] == "0"} == {None}


def test_a_number_on_the_screen_is_in_the_data(shipped: Case) -> None:
    found = sweep(shipped, "general-staff", {"capacity": "2..4", "shift": "-1..1"})
    earliest, latest, evenly = tables_of(found)
    data = {(row[2], row[3]): row[6:9] for row in report(found).tables["sweep"].values()}
    for at, row in enumerate(earliest.rows):
        for column, shift in enumerate((-1, 0, 1), 1):
            shown = tuple(each.rows[at].cells[column].value for each in (evenly, earliest, latest))
            assert shown == data[row.cells[0].value, shift]
    assert [part.title.split(":")[0] for part in tables_of(found)] == [
        "Complete in, at the earliest", "Complete in, at the latest", "Complete in, read evenly",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [MAO, "stalin-reply"])
def test_a_grid_is_as_wide_as_a_screen(shipped: Case, name: str) -> None:
    found = sweep(shipped, name, {"capacity": "2..12", "shift": "-3..3"})
    shown = as_text(found).partition("Reading the table")[0]
    assert max(map(len, shown.splitlines())) <= 80


def test_fewer_values_stand_across(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"capacity": "8..9", "shift": "-3..3"})
    assert [column.heading for column in tables_of(found)[0].columns] == ["months later", "8", "9"]


def test_what_is_never_reached_or_perhaps_not_has_its_sign(shipped: Case) -> None:
    swept = {"quantity": "50,60,70", "shift": "0..1"}
    short = sweep(shipped, MAO, swept, changes={"tranche": 1})
    assert [row.cells[1:] for row in tables_of(short)[0].rows] == [
        tuple(map(Cell, ("–", "–"))),
        (Cell(DECEMBER, "", "ahead"), Cell(DECEMBER + 1, "", "behind")),
        tuple(map(Cell, ("×", "×"))),
    ]
    assert any(line.startswith("– Not reached") for line in report(short).legend)
    assert (
        "× Not possible, as it is, with 70 and 1 month later, with 70: "
        "the tranches make 70; the request is for 60."
    ) in report(short).notes
    ceiling = parse_case(
        around("""
unit: set
quantity: 10
needed_by: 1951-03
scenarios:
  offer:
    kind: offer
    tranches: [{quantity: {at_most: 10}, window: 1951-01}]
""")
    )
    perhaps = sweep(ceiling, "offer", {"capacity": "5,10", "shift": "0,1"})
    assert [row.cells[1].value for row in tables_of(perhaps)[1].rows] == ["?", "?"]
    assert report(perhaps).verdict == (
        "Offer is in none of these sure to be complete by March 1951, when it is needed. Offer is "
        "perhaps not complete, in each of these."
    )


@pytest.mark.parametrize(
    ("name", "swept", "terms", "said"),
    [
        (MAO, {"shift": "-3..3"}, {},
         ("3 months earlier, Mao's plan is complete by September 1951; 3 months later it takes 6 "
         "months longer. All of it is sure to be there by December 1951, when it is needed, as it "
         "is and earlier.")),
        (MAO, {"capacity": "10..12"}, {},
         "At 10 to 12 a month, Mao's plan is complete by December 1951."),
        (MAO, {"capacity": "8..9"}, {},
         ("At 8 a month, Mao's plan is complete by February 1952; at 9 it takes a month less. At "
         "none of these is all of it sure to be there by December 1951, when it is needed.")),
        (MAO, {"capacity": "9..11"}, {"measure": "by_need"},
         "From 10 a month on, what is there by the need is 60; at 9 it is 54."),
        (MAO, {"quantity": "50,55,60"}, {"changes": {"tranche": 1}},
         "Up to 55, Mao's plan is not complete; with 60 it is complete by December 1951."),
        ("general-staff", {"capacity": "3..4"}, {"measure": "complete"},
         ("At 3 a month, the General Staff's calculation is complete by February 1955 at the "
          "latest; at 4 it may take 4 months less. At none of these is all of it sure to be there "
          "by December 1951, when it is needed.")),
        (MAO, {"capacity": "9..10", "shift": "0..1"}, {"measure": "mean_wait"},
         ("The mean wait is 3½ months at 10 a month, as it is; at 9 a month, 1 month later it is "
         "4 17/20 months.")),
        (MAO, {"capacity": "9..11"}, {"measure": "all_by_need"},
         "From 10 a month on, all of it by the need is certain; at 9 it is impossible."),
        (MAO, {"capacity": "9..11"}, {"measure": "by_need_share"},
         "From 10 a month on, the share that is there by the need is 100%; at 9 it is 90%."),
        (MAO, {"capacity": "9..11"}, {"changes": {"shift": -3}},
         ("From 10 a month on, Mao's plan 3 months earlier is complete by September 1951; at 9 it "
         "takes a month longer.")),
    ],
)  # fmt: skip
def test_the_verdict_says_where_it_tips(
    shipped: Case, name: str, swept: dict[str, str], terms: dict[str, Any], said: str
) -> None:
    """At worst the 44 all fall in December 1953: at 3 a month they take 15 months, at 4 but 11."""
    assert report(sweep(shipped, name, swept, **terms)).verdict == said


def test_an_itemised_request_has_a_table_an_item(shipped: Case) -> None:
    both = sweep(shipped, "plan-1953", {"shift": "0..2"}, request="guns-1953")
    assert [part.title for part in tables_of(both)] == [
        "Guns of various types (guns), by shift", "Ammunition (pieces of ammunition), by shift",
    ]  # fmt: skip
    one = sweep(shipped, "plan-1953", {"capacity": "100..120:10"}, item="guns", request="guns-1953")
    assert one.items == ("guns",)
    assert len(tables_of(one)) == 1


# The picture


def heat_of(found: Sweep) -> Any:
    chart = report(found).chart
    assert chart is not None
    assert chart.heat is not None
    return chart.heat


def test_a_field_has_its_number_and_is_the_darker_the_later(shipped: Case) -> None:
    heat = heat_of(sweep(shipped, MAO, {"capacity": "8..10", "shift": "0..1"}))
    assert (heat.down, heat.rows) == ("a month", ("8", "9", "10"))
    assert (heat.across, heat.columns) == ("months later", ("0", "+1"))
    assert [[str(tile.most) for tile in row] for row in heat.tiles] == [
        ["1952-02", "1952-03"], ["1952-01", "1952-02"], ["1951-12", "1952-01"],
    ]  # fmt: skip
    third = Fraction(1, 3)
    assert [[tile.shade for tile in row] for row in heat.tiles] == [
        [2 * third, 1], [third, 2 * third], [0, third],
    ]  # fmt: skip
    assert [[tile.marked for tile in row] for row in heat.tiles] == [[False] * 2] * 2 + [
        [True, False]
    ]
    assert tuple(map(str, heat.ends)) == ("1951-12", "1952-03")


def test_what_is_open_is_a_range_in_its_field_and_what_is_not_possible_says_so(
    shipped: Case,
) -> None:
    heat = heat_of(sweep(shipped, "general-staff", {"capacity": "0,4"}))
    nothing, four = heat.tiles[0]
    assert nothing == Tile("not possible", "not possible", None)
    assert (str(four.least), str(four.most)) == ("1952-11", "1954-10")
    never = heat_of(sweep(shipped, MAO, {"quantity": "50,60"}, changes={"tranche": 1}))
    assert never.tiles[0][0] == Tile(NOT_REACHED, NOT_REACHED, None)


def test_many_values_of_one_option_stand_in_a_column(shipped: Case) -> None:
    heat = heat_of(sweep(shipped, MAO, {"capacity": "1..13"}))
    assert (heat.across, heat.columns, len(heat.rows)) == ("", ("",), 13)
    too_many = report(sweep(shipped, MAO, {"capacity": "1..41"}))
    with pytest.raises(RangeError, match="at most 40"):
        too_many.chart  # noqa: B018  # to draw it is refused
    assert as_text(too_many, "html").startswith("<!doctype")  # as a page without it


def luminance(colour: str) -> float:
    """As WCAG 2 reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_shades_are_told_apart_in_grey_and_numbers_can_be_read_on_them() -> None:
    greys = [luminance(each) for each in SHADES]
    assert all(one + 0.05 > 1.15 * (other + 0.05) for one, other in pairwise(greys))
    for step, grey in enumerate(greys):
        ink = 1.0 if step >= _DARK else luminance(INK)
        light, dark = sorted((ink, grey), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert [shade_of(Fraction(at, 6), 7) for at in range(7)] == [*range(7)]


def test_the_picture_has_every_number(shipped: Case) -> None:
    found = sweep(shipped, MAO, {"capacity": "9..10", "shift": "0..1"})
    drawing = as_text(found, "svg")
    for text in ("Dec 1951", "Jan 1952", "Feb 1952", "months later", "Mao's plan: complete in"):
        assert text.replace("'", "&#39;") in drawing or text in drawing
    signs = as_text(found, "signs")
    assert "10   Dec 1951 ·   Jan 1952 ▒" in signs


def test_a_hostile_name_stays_text() -> None:
    case = parse_case(
        around("""
unit: "<b>set</b>"
quantity: 10
scenarios:
  plan:
    kind: plan
    short: "<script>alert(1)</script>\\u202e"
    tranches: [{quantity: 10, window: 1951-01}]
""")
    )
    found = sweep(case, "plan", {"capacity": "5..10", "shift": "0..1"})
    for form in ("html", "md"):
        assert "<script>alert" not in as_text(found, form)
    assert "\u202e" not in as_text(found)


# The command line


def test_a_single_value_is_a_change_beside_what_is_swept() -> None:
    done = run("sweep", MAO, "--capacity", "9..10", "--shift", "3", "--format", "csv")
    assert ",9,3,,complete,1952-04,1952-04,1952-04,month" in done.stdout


def test_an_item_may_be_named_in_either_place() -> None:
    of = ("sweep", "plan-1953", "-r", "guns-1953", "--format", "csv", "--capacity")
    named = run(*of, "guns=100..120:10").stdout
    assert named == run(*of, "100..120:10", "--item", "guns").stdout
    assert named.count("plan-1953,guns,100,,,total,") == 1
    assert "'guns'" in run(*of, "guns=100..120:10", "--item", "ammunition").stderr


@pytest.mark.parametrize(
    ("quantity", "swept", "said"),
    [
        (
            "{at_most: 4}",  # which may bring nothing, and is short for ever
            {"capacity": "1,4", "shift": "-4,-2"},
            (
                "What is short in sets × months is at least 0 at 4 a month, 4 months earlier; "
                "at 1 a month, 2 months earlier it is at least 6."
            ),
        ),
        (
            "4",  # two a month may wait, if all is there in the second month
            {"capacity": "2,4", "shift": "-4,-5"},
            (
                "What is short in sets × months is 0 at 2 a month, 5 months earlier; "
                "at 2 a month, 4 months earlier it is 0 to 2."
            ),
        ),
    ],
)
def test_within_a_grid_both_ends_are_what_is_said(
    quantity: str, swept: dict[str, str], said: str
) -> None:
    case = parse_case(
        around(f"""
    unit: set
    plural: sets
    quantity: 4
    needed_by: 1951-03
    scenarios:
      offer:
        kind: offer
        tranches: [{{quantity: {quantity}, window: 1951-05, profile: even}}]
      reply:
        kind: reply
        tranches: [{{quantity: {quantity}, window: 1951-06..1951-07}}]
    """)
    )
    name = "offer" if "at_most" in quantity else "reply"
    found = sweep(case, name, swept, measure="unit_months_short")
    assert report(found).verdict == said


def test_of_what_nothing_is_known_a_sentence_says_so() -> None:
    """Without a month of need nothing is short."""
    case = parse_case(
        around("""
    items: {guns: {unit: gun, title: Guns}}
    scenarios: {offer: {kind: offer, tranches: [{item: guns, quantity: 4, window: 1951-05}]}}
    """)
    )
    found = sweep(case, "offer", {"shift": "1..3"}, item="guns", measure="unit_months_short")
    assert report(found).verdict == (
        "Nothing is known of what is short in gun × months (Guns) in any of these variants."
    )
