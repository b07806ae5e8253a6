"""What a chart is made of, worked out by hand."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case
from deliveries.charts import Chart, Kind
from deliveries.errors import ConversionError, RangeError, UnknownNameError
from deliveries.formats import as_text
from deliveries.months import Month, Window
from deliveries.reports import View
from deliveries.reports.chart import comparison_chart


def chart_of(
    case: Case,
    kind: Kind = "to-date",
    names: tuple[str, ...] = (),
    *,
    item: str | None = None,
    request: str | None = None,
    view: View | None = None,
) -> Chart:
    comparison = compare_scenarios(case, names, request=request)
    return comparison_chart(comparison, (view or View())._replace(chart=kind, item=item))


def test_running_totals_and_their_band(shipped: Case) -> None:
    chart = chart_of(shipped)
    mao, staff, stalin = chart.curves
    assert str(chart.across) == "1951-07..1954-06"
    assert (mao.name, mao.before, mao.values[:7]) == (
        "Mao's plan", 0, (10, 20, 30, 40, 50, 60, 60),
    )  # fmt: skip
    assert not mao.banded
    assert staff.values[:6] == tuple(Fraction(8, 3) * month for month in range(1, 7))
    assert staff.bands[:7] == (*[(0, 16)] * 5, (16, 16), (16, 60))
    assert stalin.values[5:7] == (10, Fraction(35, 3))
    assert chart.level
    assert (chart.level.value, chart.level.label) == (60, "60 needed by December 1951")
    assert chart.need
    assert chart.need.month == Month.parse("1951-12")
    assert chart.subtitle.startswith("By December 1951 Mao asks for all 60")
    assert chart.sources[0].startswith("Ciphered telegram No. 21039")


def test_months_may_be_chosen_and_change_no_number(shipped: Case) -> None:
    view = View(first=Month.parse("1951-10"), last=Month.parse("1951-11"))
    mao, *_ = chart_of(shipped, view=view).curves
    assert (mao.before, mao.values) == (30, (40, 50))


def test_of_one_figure_for_several_months_the_bars_are_those_of_the_months_shown(
    in_case: Callable[[str], Case],
) -> None:
    """Eight came in February and September; from June on only September has a bar of them."""
    case = in_case("""
        unit: gun
        scenarios:
          came:
            kind: record
            tranches:
              - {quantity: {at_least: 8}, window: [1951-02, 1951-09]}
              - {quantity: 4, window: 1951-07}
    """)
    view = View(first=Month.parse("1951-06"))
    (panel,) = chart_of(case, "monthly", view=view).panels
    assert [(str(bar.window), bar.amount) for bar in panel.bars] == [("1951-07", 4), ("1951-09", 8)]
    assert "↑" in as_text(compare_scenarios(case), "signs", view._replace(chart="monthly"))


def test_a_gap_is_the_scenario_less_the_baseline(shipped: Case) -> None:
    chart = chart_of(shipped, "gap")
    assert [line.name for line in chart.curves] == [
        "The General Staff's calculation",
        "Stalin's reply",
    ]
    staff = chart.curves[0]
    assert staff.values[:2] == (Fraction(8, 3) - 10, Fraction(16, 3) - 20)
    assert staff.bands[0] == (-10, 6)
    assert (staff.before, staff.values[5], staff.values[-1]) == (0, -44, 0)
    assert chart.up == "division sets to date, more or less than Mao's plan"


def test_what_each_month_brings(shipped: Case) -> None:
    mao, staff, _ = chart_of(shipped, "monthly").panels
    assert {(bar.amount, bar.filling) for bar in mao.bars} == {(10, "stated")}
    assert {(b.amount, b.filling) for b in staff.bars} == {
        (Fraction(8, 3), "even"),
        (Fraction(11, 6), "even"),
    }


def test_divisions_stand_one_upon_the_other(shipped: Case) -> None:
    mao, staff, _ = chart_of(shipped, "divisions").panels
    there = [b for b in mao.bars if b.window.first == Month.parse("1952-06")]
    assert [(b.filling, b.base, b.top) for b in there] == [("existing", 0, 52), ("new", 52, 60)]
    assert {bar.filling for bar in staff.bars} == {"new"}


def test_a_record_is_never_spread(shipped: Case) -> None:
    chart = chart_of(shipped, request="hump-1943")
    came = chart.curves[1]
    july, august, september = 3, 4, 5
    assert came.values[july] is None
    assert came.bands[july] == (0, 10273)
    assert came.values[august] == 10273
    assert came.values[september] is None
    together, at_least = came.stretches
    assert (str(together.window), together.level, together.open_ended) == (
        "1943-07..1943-08", 10273, False,
    )  # fmt: skip
    assert (at_least.level, at_least.open_ended) == (15056, True)
    assert came.pale == (2530, 5531, 8701, None, None, None, None)
    assert came.values[:3] == (None, None, 0)  # the end of June is where counting begins


def test_a_bar_of_several_months_has_the_area_of_its_quantity(shipped: Case) -> None:
    chart = chart_of(shipped, "monthly", request="hump-1943")
    early, *_, together, late = chart.panels[1].bars
    assert (early.filling, early.amount) == ("pale", 2530)
    assert (together.filling, together.amount) == ("together", 10273)
    assert together.top * len(together.window) == together.amount
    assert (late.open_ended, late.amount) == (True, 4783)


def test_a_record_before_the_opening_is_pale(shipped: Case) -> None:
    delivered = chart_of(shipped, request="hump-1943").curves[1]
    assert list(delivered.pale[:3]) == [2530, 2530 + 3001, 2530 + 3001 + 3170]
    assert not any(delivered.pale[3:])


def test_an_item_is_the_first_unless_it_is_named(shipped: Case) -> None:
    first = chart_of(shipped, request="thirty-six-divisions")
    assert first.title == "Small arms for thirty-six divisions: Rifles"
    assert first.notes[0] == "One of 11 items: Rifles."
    tnt = chart_of(shipped, request="thirty-six-divisions", item="tnt")
    assert tnt.curves[0].values == (500, 1000)
    with pytest.raises(UnknownNameError, match="no item 'tntt'"):
        chart_of(shipped, request="thirty-six-divisions", item="tntt")
    with pytest.raises(UnknownNameError, match="no item 'tnt'"):
        chart_of(shipped, item="tnt")


def test_the_calendar_reaches_to_the_need(in_case: Callable[[str], Case]) -> None:
    case = in_case("""
    unit: gun
    quantity: 4
    needed_by: 1951-12
    scenarios: {plan: {kind: plan, tranches: [{quantity: 4, window: 1951-07}]}}
    """)
    chart = chart_of(case)
    assert chart.across == Window.parse("1951-07..1951-12")
    assert chart.curves[0].values == (4,) * 6


def test_what_is_not_known_is_a_gap(in_case: Callable[[str], Case]) -> None:
    case = in_case("""
    unit: gun
    scenarios:
      plan:
        kind: plan
        tranches: [{quantity: 4, window: 1951-07}, {quantity: unknown, window: 1951-09}]
    """)
    chart = chart_of(case)
    assert chart.curves[0].values == (4, 4, None)
    assert "Plan: in some months not known, and no line is drawn." in chart.notes
    monthly = chart_of(case, "monthly")
    assert monthly.panels[0].unknown == (Window.parse("1951-09"),)
    with pytest.raises(ConversionError):
        chart_of(case, "divisions")


@pytest.mark.parametrize(
    ("kind", "reason"), [("to-date", "nothing of this is known"), ("gap", "beside the baseline")]
)
def test_what_cannot_be_drawn(kind: Kind, reason: str, in_case: Callable[[str], Case]) -> None:
    case = in_case("""
    unit: gun
    scenarios: {plan: {kind: plan, tranches: [{quantity: unknown, window: 1951-07}]}}
    """)
    with pytest.raises(RangeError, match=reason):
        chart_of(case, kind)


def test_the_first_month_of_all(in_case: Callable[[str], Case]) -> None:
    case = in_case("""
    unit: gun
    scenarios: {plan: {kind: plan, tranches: [{quantity: 3, window: 0001-01}]}}
    """)
    assert chart_of(case).curves[0].values == (3,)
