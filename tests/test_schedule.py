"""Schedules worked by hand. The docstring of a test is the request that it schedules."""

from collections.abc import Callable

import pytest

from deliveries.case import Case
from deliveries.errors import LotError, UnknownNameError
from deliveries.months import Window
from deliveries.schedule import (
    Figure,
    ScenarioScheduler,
    Series,
    by_recipient,
    line_series,
    schedule_scenario,
    strands,
)


def counted(case: Case, name: str = "a", item: str | None = None, *, whole: bool = False) -> Series:
    series = schedule_scenario(case, name, whole=whole).items[item].series
    assert series is not None
    return series


def units(series: Series, numbers: tuple[int | None, ...]) -> list[str | None]:
    """Numbers of grains as exact text."""
    return [None if each is None else str(series.exact(each)) for each in numbers]


def band(series: Series) -> list[tuple[str | None, str | None]]:
    """The least and the most to date, month by month."""
    return list(zip(units(series, series.at_least), units(series, series.at_most), strict=True))


@pytest.mark.parametrize(
    ("name", "window", "delivered"),
    [
        ("mao-one-sixth", "1951-H2", ["10"] * 6),
        ("general-staff", "1951-07..1953-12", ["8/3"] * 6 + ["11/6"] * 24),
        ("stalin-reply", "1951-07..1954-06", ["5/3"] * 36),
        ("three-months-earlier", "1951-04..1951-09", ["10"] * 6),
    ],
)
def test_the_scenarios_of_june_1951(
    shipped: Case, name: str, window: str, delivered: list[str]
) -> None:
    series = counted(shipped, name)
    assert str(series.window) == window
    assert units(series, series.delivered) == delivered
    assert series.total == 60


def test_top_ups_are_a_line_of_their_own(shipped: Case) -> None:
    item = schedule_scenario(shipped, "mao-one-sixth").items[None]
    assert item.series is not None
    assert item.top_ups is not None
    assert (item.series.total, item.top_ups.total) == (60, 16)
    assert str(item.top_ups.window) == "1952"
    assert units(item.top_ups, item.top_ups.delivered) == ["4/3"] * 12


def test_lots_round_the_running_total_and_never_the_month(case: Case) -> None:
    """
    unit: set
    quantity: 16
    lot: 1
    scenarios: {a: {kind: plan, tranches: [{quantity: 16, window: 1951-07..1951-12}]}}
    """
    # 16/6 a month makes 2 2/3, 5 1/3, 8, 10 2/3, 13 1/3, 16 to date: 3, 5, 8, 11, 13, 16.
    series = counted(case)
    assert units(series, series.delivered) == ["3", "2", "3", "3", "2", "3"]


def test_half_a_lot_is_rounded_up(case: Case) -> None:
    """
    unit: set
    lot: 2
    scenarios: {a: {kind: plan, tranches: [{quantity: 2, window: 1951-07..1951-08}]}}
    """
    assert counted(case).delivered == (2, 0)


def test_whole_is_a_lot_of_one_where_none_is_stated(shipped: Case) -> None:
    series = counted(shipped, "general-staff", whole=True)
    assert units(series, series.delivered[:6]) == ["3", "2", "3", "3", "2", "3"]
    # 44 over 24 months: 1 5/6, 3 2/3, 5 1/2, 7 1/3, 9 1/6, 11 to date: 2, 4, 6, 7, 9, 11.
    assert units(series, series.delivered[6:12]) == ["2", "2", "2", "1", "2", "2"]


def test_each_lot_goes_to_the_recipient_furthest_behind(case: Case) -> None:
    """
    unit: set
    quantity: 16
    lot: 1
    scenarios:
      a:
        kind: plan
        tranches: [{quantity: 16, window: 1951-07..1951-12, recipients: {China: 13, Korea: 3}}]
    """
    # With k lots given to Korea, lot t goes there if 3t/16 - k > 13t/16 - (t - 1 - k), that is if
    # t > 16(1 + 2k)/6: at lots 3, 9 and 14. The lots so far are 3, 5, 8, 11, 13 and 16.
    shares = by_recipient(schedule_scenario(case, "a").items[None])
    assert shares["Korea"].to_date == (1, 1, 1, 2, 2, 3)
    assert shares["China"].to_date == (2, 4, 7, 9, 11, 13)


def test_recipients_share_a_divisible_quantity_in_proportion(shipped: Case) -> None:
    shares = by_recipient(schedule_scenario(shipped, "general-staff").items[None])
    assert list(shares) == ["China", "Korea", None]
    assert units(shares["Korea"], shares["Korea"].to_date) == [
        "1/2",
        "1",
        "3/2",
        "2",
        "5/2",
        "3",
    ]
    assert shares["China"].total == 13
    assert shares[None].total == 44


@pytest.mark.parametrize(
    ("profile", "delivered"),
    [
        ("weights: [1, 0, 2]", ["20", "0", "40"]),
        ("weights: [1/2, 1/3, 1/6]", ["30", "20", "10"]),
        ("amounts: {1951-07: 50, 1951-09: 10}", ["50", "0", "10"]),
        ("profile: even", ["20", "20", "20"]),
        ("monthly: 1/3", ["20", "20", "20"]),
    ],
)
def test_a_stated_profile_has_no_band(
    in_case: Callable[[str], Case], profile: str, delivered: list[str]
) -> None:
    series = counted(
        in_case(
            f"unit: set\nquantity: 60\nscenarios:\n  a:\n    kind: plan\n    tranches:\n"
            f"      - {{quantity: 60, window: 1951-Q3, {profile}}}\n"
        )
    )
    assert units(series, series.delivered) == delivered
    assert not series.banded


def test_where_nothing_is_said_the_band_is_from_all_first_to_all_last(case: Case) -> None:
    """
    unit: set
    quantity: 6
    scenarios: {a: {kind: plan, tranches: [{quantity: 6, window: 1951-Q3}]}}
    """
    assert band(counted(case)) == [("0", "6"), ("0", "6"), ("6", "6")]


def test_a_single_month_leaves_nothing_open(case: Case) -> None:
    """
    unit: set
    scenarios: {a: {kind: plan, tranches: [{quantity: 6, window: 1951-07}]}}
    """
    assert not counted(case).banded


def test_at_most_may_be_anything_and_the_balance_takes_up_the_rest(case: Case) -> None:
    """
    unit: set
    quantity: 10
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 4}, window: 1951-07}
          - {quantity: balance, window: 1951-08..1951-09}
    """
    # July: nought to four. August: the six or all ten may all come first, or none of them.
    # September: everything, however it was divided.
    series = counted(case)
    assert units(series, series.to_date) == ["4", "7", "10"]
    assert band(series) == [("0", "4"), ("0", "10"), ("10", "10")]


def test_at_most_without_a_balance_may_never_come(case: Case) -> None:
    """
    unit: set
    quantity: 10
    scenarios:
      a: {kind: plan, tranches: [{quantity: {at_most: 4}, window: 1951-07..1951-08}]}
    """
    assert band(counted(case)) == [("0", "4"), ("0", "4")]


def test_a_balance_that_can_come_before_the_ceiling_widens_the_band_earlier(case: Case) -> None:
    """
    unit: set
    quantity: 10
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 4}, window: 1951-08}
          - {quantity: balance, window: 1951-07..1951-08}
    """
    assert band(counted(case)) == [("0", "10"), ("10", "10")]


def test_nothing_planned_is_not_nought(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: 6, window: 1951-07}
          - {quantity: 0, window: 1951-09}
    """
    series = counted(case)
    assert units(series, series.delivered) == ["6", None, "0"]
    assert units(series, series.to_date) == ["6", "6", "6"]


def test_what_is_not_known_is_not_nought_either(case: Case) -> None:
    """
    unit: set
    scenarios:
      a:
        kind: record
        tranches:
          - {quantity: 6, window: 1951-07}
          - {quantity: unknown, window: 1951-08}
          - {quantity: 3, window: 1951-09}
    """
    series = counted(case)
    assert units(series, series.delivered) == ["6", None, "3"]
    assert units(series, series.to_date) == ["6", None, None]
    assert series.total is None


def test_a_share_is_of_every_item_in_its_own_unit(case: Case) -> None:
    """
    items:
      guns: {unit: gun, quantity: 10, lot: 1}
      rounds: {unit: ton, quantity: 3}
      trucks: {unit: truck}
    scenarios:
      a: {kind: plan, tranches: [{share: 1/2, window: 1951-07..1951-08}]}
    """
    guns, rounds = counted(case, item="guns"), counted(case, item="rounds")
    assert units(guns, guns.delivered) == ["3", "2"]
    assert units(rounds, rounds.delivered) == ["3/4", "3/4"]
    trucks = counted(case, item="trucks")
    assert trucks.delivered == (None, None)


def test_an_item_without_a_tranche_is_absent(case: Case) -> None:
    """
    items: {guns: {unit: gun}, rounds: {unit: round}}
    scenarios: {a: {kind: plan, tranches: [{item: guns, quantity: 1, window: 1951-07}]}}
    """
    assert list(schedule_scenario(case, "a").items) == ["guns"]


def test_a_shift_moves_windows_and_months(case: Case) -> None:
    """
    unit: set
    scenarios:
      a: {kind: plan, tranches: [{amounts: {1951-11: 1, 1951-12: 2}, window: 1951-11..1951-12}]}
      b: {kind: counterfactual, based_on: a, shift: 2}
      c: {kind: counterfactual, based_on: b, shift: -3}
    """
    assert str(counted(case, "b").window) == "1952-01..1952-02"
    assert str(counted(case, "c").window) == "1951-10..1951-11"
    assert counted(case, "c").delivered == counted(case).delivered == (1, 2)


def test_a_line_has_the_band_of_its_own_tranche(shipped: Case) -> None:
    lines = schedule_scenario(shipped, "stalin-reply").items[None].lines
    first = line_series(lines[0])
    assert band(first)[-1] == ("0", "10")


def test_a_name_that_is_not_there(shipped: Case) -> None:
    with pytest.raises(UnknownNameError) as caught:
        schedule_scenario(shipped, "general-staf")
    assert "did you mean 'general-staff'?" in caught.value.hint
    assert "general-staff, stalin-reply, three-months-earlier" in caught.value.hint


def test_whole_refuses_what_is_not_whole(case: Case) -> None:
    """
    unit: set
    scenarios: {a: {kind: plan, tranches: [{quantity: 5/2, window: 1951-07}]}}
    """
    with pytest.raises(LotError, match="tranche 1: 5/2 is not a whole number of lots of 1"):
        schedule_scenario(case, "a", whole=True)


def test_recipients_change_nothing_of_the_band(case: Case) -> None:
    """
    unit: set
    quantity: 28
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 14}, window: 1951-12, recipients: {China: 13, Korea: 1}}
          - {quantity: balance, window: 1951-01..1951-07, profile: even}
    """
    # All 28 may come with the balance: 4 a month for seven months.
    series = counted(case)
    assert units(series, series.at_most)[:7] == ["4", "8", "12", "16", "20", "24", "28"]


def test_a_top_up_ceiling_leaves_nothing_to_the_balance(case: Case) -> None:
    """
    unit: set
    quantity: 60
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: balance, window: 1952-01..1952-02}
          - {quantity: {at_most: 10}, window: 1952-01, establishment: top-up}
    """
    item = schedule_scenario(case, "a").items[None]
    series = [line_series(line) for line in item.lines]
    assert [each.at(each.window.last, "at_most") for each in series] == [60, 10]


def test_very_many_lots_take_no_longer_than_their_pattern(case: Case) -> None:
    """
    unit: round
    quantity: 84000000
    lot: 1
    scenarios:
      a:
        kind: plan
        tranches:
          - quantity: 84000000
            window: 1951
            recipients: {China: 70000000, Korea: 14000000}
    """
    shares = by_recipient(schedule_scenario(case, "a").items[None])
    assert (shares["China"].total, shares["Korea"].total) == (70_000_000, 14_000_000)


def test_a_ceiling_alone_is_rounded_to_lots_as_it_comes(case: Case) -> None:
    """
    unit: gun
    lot: 1
    quantity: 10
    scenarios:
      a:
        kind: offer
        tranches:
          - {quantity: 3, window: 1951-01}
          - {quantity: {at_most: 5}, window: 1951-01..1951-02, profile: even}
    """
    series = schedule_scenario(case, "a").items[None].series
    assert series
    assert series.to_date == series.at_most == (6, 8)  # 2½ is 3 in whole guns
    assert series.at_least == (3, 3)


def test_a_line_by_itself_knows_what_its_source_does(case: Case) -> None:
    """
    unit: gun
    opens: 1951-03
    scenarios:
      a:
        kind: record
        tranches:
          - {quantity: 5, window: 1951-03..1951-05}
          - {quantity: unknown, window: 1951-06}
          - {quantity: 2, window: 1951-01..1951-02}
          - {quantity: 7, window: 1951-07, through: 1951-07-20}
    """
    lines = schedule_scenario(case, "a").items[None].lines
    coarse, unknown, early, bound = map(line_series, lines)
    grain = coarse.grain  # of a third of a gun, as five might come over three months
    assert (coarse.delivered, coarse.to_date) == ((None,) * 3, (None, None, 5 * grain))
    assert lines[0].to_date == (0, 0, 5 * grain)  # never spread, not even by itself
    quarter = Figure(Window.parse("1951-03..1951-05"), 5 * grain, open_ended=False)
    assert (coarse.figures, coarse.unknown) == ((quarter,), ())
    assert (unknown.delivered, unknown.to_date) == ((None,), (None,))
    assert (unknown.unknown, unknown.figures) == ((Window.parse("1951-06"),), ())
    assert (early.delivered, early.to_date, early.at_most) == ((None,) * 2, (0, 0), (0, 0))
    two = Figure(Window.parse("1951-01..1951-02"), 2 * grain, open_ended=False)
    assert early.figures == (two,)
    assert (bound.to_date, bound.at_most, bound.at_least) == ((None,), (None,), (7 * grain,))


def test_of_very_many_divisions_those_at_the_ends_are_tried(case: Case) -> None:
    """
    unit: gun
    lot: 2
    quantity: 10004
    scenarios:
      a:
        kind: offer
        tranches:
          - {quantity: {at_most: 10000}, window: 1951-01..1951-02, weights: [1, 1]}
          - {quantity: balance, window: 1951-01..1951-02, weights: [1, 1]}
    """
    series = schedule_scenario(case, "a").items[None].series
    assert series
    # 5,002 lots: half of both parts, rounded up twice if the parts are odd, never if they are even.
    assert (series.at_most, series.at_least) == ((5004, 10004), (5002, 10004))


def test_a_ceiling_in_lots_beside_a_balance_that_comes_later(case: Case) -> None:
    """
    unit: gun
    lot: 1
    quantity: 5
    scenarios:
      a:
        kind: offer
        tranches:
          - {quantity: {at_most: 3}, window: 1951-01..1951-02, weights: [1, 1]}
          - {quantity: balance, window: 1951-02..1951-03}
    """
    series = schedule_scenario(case, "a").items[None].series
    assert series
    assert series.at_most == (2, 5, 5)  # one and a half is two
    assert series.at_least == (0, 0, 5)


def test_a_quantity_that_is_not_known_does_not_coarsen_the_others(case: Case) -> None:
    """
    unit: gun
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: unknown, window: 1951-01}
          - {quantity: 1, window: 1951-01..1951-03}
    """
    item = schedule_scenario(case, "a").items[None]
    assert item.grain == 3
    assert item.lines[1].to_date == (1, 2, 3)


def test_one_item_after_another_is_divisible_unless_it_is_said(shipped: Case) -> None:
    item = ScenarioScheduler(shipped, "general-staff").item(None)
    assert item
    assert item.lot is None
    item = ScenarioScheduler(shipped, "general-staff", whole=True).item(None)
    assert item
    assert item.lot == 1


def test_too_many_lots_to_hand_out_are_refused(case: Case) -> None:
    """
    unit: gun
    scenarios:
      a:
        kind: plan
        tranches: [{quantity: 1000003, window: 1951, recipients: {A: 1000001, B: 1, C: 1}}]
    """
    with pytest.raises(LotError) as caught:
        schedule_scenario(case, "a", whole=True)
    assert str(caught.value) == "tranche 1 has too many recipients' lots to hand out one by one"
    assert caught.value.hint == "leave out --whole"


def test_of_two_recipients_or_in_one_month_any_number_of_lots_is_divided(case: Case) -> None:
    """
    unit: dose
    lot: 1
    scenarios:
      two:
        kind: plan
        tranches:
          - {quantity: 3000000, window: 2021-01..2021-02, profile: even,
             recipients: {North: 1999999, South: 1000001}}
      three:
        kind: plan
        tranches: [{quantity: 3000002, window: 2021-03, recipients: {A: 3000000, B: 1, C: 1}}]
    """
    # half of 1,999,999 is 999,999½, and half a lot is rounded up
    north, south = schedule_scenario(case, "two").items[None].lines
    assert (north.to_date, south.to_date) == ((1000000, 1999999), (500000, 1000001))
    first, *others = schedule_scenario(case, "three").items[None].lines
    assert first.to_date == (3000000,)
    assert [each.to_date for each in others] == [(1,), (1,)]


def test_a_balance_by_itself_may_come_with_what_the_ceiling_leaves_in_lots(case: Case) -> None:
    """
    unit: gun
    lot: 1
    quantity: 3
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: {at_most: 1}, window: 1951-01}
          - {quantity: balance, window: 1951-01..1951-02, weights: [1, 1]}
    """
    _, balance = schedule_scenario(case, "a").items[None].lines
    assert balance.to_date == balance.at_least == (1, 2)
    assert balance.at_most == (2, 3)  # half of three is two in whole guns


def test_what_comes_before_the_opening_is_no_part_of_the_most_of_a_strand(case: Case) -> None:
    """
    unit: set
    lot: 1
    quantity: 20
    opens: 1951-04
    scenarios:
      a:
        kind: plan
        tranches:
          - {quantity: 5, window: 1951-03, establishment: new}
          - {quantity: balance, window: 1951-05..1951-06, establishment: new}
          - {quantity: {at_most: 3}, window: 1951-06, establishment: existing}
    """
    new, existing = strands(schedule_scenario(case, "a").item())
    assert new.series.delivered == (5, None, 9, 8)
    assert new.series.to_date == (0, 0, 9, 17)
    assert new.series.at_most == (0, 0, 20, 20)
    assert existing.series.at_most == (3,)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (None, "which item is meant?", "one of: guns, rounds"),
        ("gums", "there is no item 'gums' in the scenario", "one of: guns, rounds"),
    ],
)
def test_an_item_that_is_not_there(
    in_case: Callable[[str], Case], name: str | None, message: str, hint: str
) -> None:
    case = in_case(
        "items: {guns: {unit: gun, quantity: 1}, rounds: {unit: round, quantity: 1}}\n"
        "scenarios: {a: {kind: plan, tranches: [{share: 1, window: 1951}]}}"
    )
    with pytest.raises(UnknownNameError) as caught:
        schedule_scenario(case, "a").item(name)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_nobody_says_who_waits_where_not_all_of_it_is_there_before_a_month(case: Case) -> None:
    """
    unit: gun
    quantity: 6
    scenarios:
      a:
        kind: plan
        not_complete_before: 1951-05
        tranches:
          - {quantity: 4, window: 1951-01, recipients: {north: 2, south: 2}}
          - {quantity: {at_most: 2}, window: 1951-02..1951-05, recipients: {north: 2},
             establishment: new, amounts: {1951-02: 2}}
    """
    item = schedule_scenario(case, "a").item()
    assert item.series
    assert item.series.to_date == (4, 5, 5, 5, 6)
    assert by_recipient(item) == {}
    (part,) = strands(item)
    assert (part.recipient, part.establishment, part.series) == (None, None, item.series)
