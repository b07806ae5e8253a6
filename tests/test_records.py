"""A record's coarse figures, lower bounds, and what comes before a request opens, by hand."""

from collections.abc import Callable, Sequence

import pytest

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.whatif import what_if
from deliveries.case import Case, Request, Tranche
from deliveries.case.rows import Scope, scopes
from deliveries.errors import CaseError, ChangeError
from deliveries.months import By, Month, Window
from deliveries.reports import View, report
from deliveries.reports.schedules import Calendar, delivered_in
from deliveries.reports.verdict import verdict
from deliveries.schedule import Series, by_recipient, schedule_scenario, strands


def series_of(case: Case, name: str, item: str | None = None) -> Series:
    series = schedule_scenario(case, name).items[item].series
    assert series is not None
    return series


def brought(series: Series, period: str, *, at_least: bool = False) -> int | None:
    """What counts in a period, in grains."""
    calendar = Calendar(series.window, View(), 1)
    (found,) = delivered_in(series, calendar, [Window.parse(period)], at_least=at_least)
    return found


RECORD = """
unit: ton
opens: 1943-07
scenarios:
  came:
    kind: record
    tranches:
      - {quantity: 5, window: 1943-06}
      - {quantity: 12, window: 1943-07..1943-09}
      - {quantity: 4, window: 1943-10, through: 1943-10-21}
"""

COMPLETE = """
unit: ton
plural: tons
quantity: 12
needed_by: 1943-09
scenarios:
  plan: {kind: plan, tranches: [{quantity: 12, window: 1943-08}]}
  came: {kind: record, tranches: [{quantity: 12, window: 1943-07..1943-09}]}
"""


def test_a_coarse_figure_is_never_spread(in_case: Callable[[str], Case]) -> None:
    series = series_of(in_case(RECORD), "came")
    # June is shown and not counted; July to September are known together; October is a lower bound.
    assert series.delivered == (5, None, None, None, None)
    assert series.to_date == (0, None, None, 12, None)
    assert series.at_most == (0, 12, 12, 12, None)
    assert series.at_least == (0, 0, 0, 12, 16)
    assert [(str(f.window), f.grains, f.open_ended) for f in series.figures] == [
        ("1943-Q3", 12, False),
        ("1943-10", 4, True),
    ]


@pytest.mark.parametrize(
    ("period", "amount"),
    [("1943-06", 0), ("1943-07", None), ("1943-Q3", 12), ("1943-08..1943-10", None)],
)
def test_a_period_has_a_figure_only_if_it_holds_all_its_months(
    in_case: Callable[[str], Case], period: str, amount: int | None
) -> None:
    series = series_of(in_case(RECORD), "came")
    assert brought(series, period) == amount
    # Over 1943 only what comes from July on counts: 12, and 4 or more.
    assert brought(series, "1943") is None
    assert brought(series, "1943", at_least=True) == 16


def test_what_is_complete_within_a_coarse_figure_is_not_said_to_be_never(
    in_case: Callable[[str], Case],
) -> None:
    assert verdict(compare_scenarios(in_case(COMPLETE))) == (
        "By September 1943 plan plans all 12 tons and came brought all 12. All 12 would be there "
        "by August 1943. Came had all 12 by September 1943 at the latest."
    )


def test_what_came_cannot_be_changed(shipped: Case) -> None:
    with pytest.raises(ChangeError, match="'delivered' is a record"):
        what_if(shipped, "delivered", {"shift": 1}, request="hump-1943")


def test_promise_and_delivery_over_the_hump(shipped: Case) -> None:
    comparison = compare_scenarios(shipped, request="hump-1943")
    # 10,273 of 14,000 is 73.4 per cent; the Army's 7,898 is 56.4.
    assert verdict(comparison) == (
        "By August 1943 Roosevelt offers 14,000 short tons, Army transport and CNAC brought 10,273 "
        "(73% of that) and Army transport brought 7,898 (56%)."
    )
    came = comparison.entries[1].items[None]
    assert came.measures["total"] == (None, 10_273 + 4_783, None)
    assert (came.measures["peak"].value, came.measures["mean_wait"].value) == (None, None)
    assert came.gap[4] == 10_273 - 14_000


def test_another_years_record_is_a_request_of_its_own(shipped: Case) -> None:
    series = series_of_request(shipped, "guns-1952", "delivered-1952", "guns")
    assert (series.total, series.figures[0].grains) == (1056, 1056)
    assert list(shipped.requests["guns-1953"].scenarios) == ["plan-1953"]
    plan = series_of_request(shipped, "guns-1953", "plan-1953", "guns")
    assert plan.total == 1320 + 332


def series_of_request(case: Case, request: str, name: str, item: str) -> Series:
    series = schedule_scenario(case, name, request=request).items[item].series
    assert series is not None
    return series


def test_the_guns_stated_in_equal_shipments_have_no_band(shipped: Case) -> None:
    items = schedule_scenario(shipped, "plan-1953", request="guns-1953").items
    stated = items["ammunition"].tranches[1]
    assert stated.at_most == stated.at_least
    assert stated.to_date == tuple(50_000 * month for month in range(1, 13))


def test_the_month_of_completion_is_open_where_a_figure_leaves_it_open(case: Case) -> None:
    """
    unit: ton
    quantity: 10
    needed_by: 1943-02
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 10, window: 1943-01}]}
      came: {kind: record, tranches: [{quantity: 10, window: 1943-01..1943-03}]}
    """
    came = compare_scenarios(case).entries[1].items[None].measures
    assert came["complete"].value is None
    assert {came[name].value for name in came if name.startswith("late_")} == {None}
    assert came["by_need"] == (None, 0, 10)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("window: 1943-06}", "window: 1943-06..1943-07}", "the request opens in July 1943"),
        ("through: 1943-10-21", "through: 1943-09-21", "is not a day in October 1943"),
        ("through: 1943-10-21", "through: 1943-10", "is not a day in October 1943"),
        ("kind: record", "kind: plan", "only a `record` ends with a day"),
        ("kind: record", "kind: record\n    capacity: 4", "a record is what came"),
    ],
)
def test_what_does_not_fit_a_record(
    in_case: Callable[[str], Case], old: str, new: str, message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        in_case(RECORD.replace(old, new))


def test_after_its_end_a_record_tells_nothing_of_any_part(in_case: Callable[[str], Case]) -> None:
    """At least as much is there then, nobody knows how much; for each recipient, too."""
    case = in_case(
        "unit: gun\nrecipients: [north, south]\nscenarios:\n"
        "  came:\n    kind: record\n    tranches:\n"
        "      - {quantity: 3, window: 1943-01, recipients: {north: 1, south: 2}}\n"
        "      - {quantity: 4, window: 1943-02, recipients: {north: 4}}\n"
        "  plan: {kind: plan, tranches: [{quantity: 9, window: 1943-04}]}\n"
    )
    item = schedule_scenario(case, "came").items[None]
    february, march = Month.parse("1943-02"), Month.parse("1943-03")
    for series in (item.series, *by_recipient(item).values(), *(p.series for p in strands(item))):
        assert series
        total = series.at(february)
        assert total is not None  # the record goes on to February, whoever received what then
        assert [series.at(march, name) for name in ("to_date", "at_least", "at_most")] == [
            None, total, None,
        ]  # fmt: skip
    came = compare_scenarios(case, baseline="plan").entries[0].items[None]
    assert [came.series.exact(each) for each in came.series.to_date] == [3, 7, None, None]
    assert came.gap == (3, 7, None, None)
    assert came.measures["total"] == (None, 7, None)


def test_items_of_one_unit_are_named(in_case: Callable[[str], Case]) -> None:
    comparison = compare_scenarios(
        in_case("""
    needed_by: 1952-06
    items:
      alpha: {title: Alpha works, unit: dose, plural: doses, quantity: 4}
      beta: {unit: dose, plural: doses, quantity: 1}
    scenarios:
      plan:
        kind: plan
        tranches: [{share: 1, window: 1952-06}]
    """)
    )
    assert verdict(comparison).startswith(
        "By June 1952 plan plans 4 doses (Alpha works) and 1 dose (beta)."
    )


def test_each_row_is_looked_at_for_its_own_item_alone(
    in_case: Callable[[str], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []

    def counted(request: Request, numbered: Sequence[tuple[int, Tranche]]) -> list[Scope]:
        looked_at.append(len(numbered))
        return scopes(request, numbered)

    case = in_case("""
        items: {a: {unit: gun}, b: {unit: shell}}
        scenarios:
          came:
            kind: record
            tranches:
              - {item: a, quantity: 1, window: 1951-01}
              - {item: b, quantity: 2, window: 1951-01}
              - {item: b, quantity: 3, window: 1951-02}
    """)
    monkeypatch.setattr("deliveries.schedule.build.scopes", counted)
    assert schedule_scenario(case, "came").items["b"].series
    assert looked_at == [1, 2]


def test_returns_alone_have_no_peak(case: Case) -> None:
    """
    unit: gun
    scenarios: {gone: {kind: record, tranches: [{quantity: -2, date: 1951-03-05}]}}
    """
    (entry,) = compare_scenarios(case).entries
    measures = entry.items[None].measures
    assert measures["total"].value == -2
    assert measures["peak"] == measures["peak_month"] == (None, None, None)


def test_the_legend_of_figures_has_the_signs_that_stand_in_the_table(shipped: Case) -> None:
    comparison = compare_scenarios(shipped, request="guns-1952")
    found = {}
    for by in (By.month, By.year):
        legend = report(comparison, View(by)).legend
        (found[by],) = (line for line in legend if "One figure for 1952" in line)
    assert found[By.month].startswith("… One figure for 1952: ")
    assert "‡ marks it" in found[By.month]
    assert found[By.year] == "‡ One figure for 1952: the record does not say how it fell."
