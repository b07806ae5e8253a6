"""What-if: an altered scenario is one that a case file could hold."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from deliveries.analysis.comparison import compare_scenarios
from deliveries.analysis.whatif import scenario_yaml, what_if, with_change, with_scenario
from deliveries.case import Case
from deliveries.errors import CaseError, ChangeError
from deliveries.read import parse_case, shipped_case
from deliveries.schedule import schedule_scenario

CHANGES: list[dict[str, Any]] = [
    {"shift": -3},
    {"capacity": "4"},
    {"capacity": [{"limit": "6", "window": "1951-07..1951-09"}, {"limit": "12"}]},
    {"shift": 2, "capacity": "9/2"},
    {"tranche": 1, "quantity": "40", "monthly": "1/8"},
    {"tranche": 1, "quantity": {"at_most": "40"}},
    {"tranche": 2, "window": "1952-H1"},
]
CHANGES[2]["capacity"][1]["window"] = "1951-10.."


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_what_is_saved_makes_the_same_schedule(shipped: Case, changes: dict[str, Any]) -> None:
    what = what_if(shipped, "mao-one-sixth", changes)
    text = shipped_case().read_text(encoding="utf-8")
    saved = "".join(f"      {line}\n" for line in scenario_yaml(what, "saved").splitlines())
    assert yaml.safe_load(scenario_yaml(what, "saved"))["saved"]["based_on"] == "mao-one-sixth"
    first, mark, others = text.partition("\n  thirty-six-divisions:")
    again = schedule_scenario(parse_case(f"{first.rstrip()}\n{saved}{mark}{others}"), "saved")
    altered = what.comparison.entries[1].schedule
    assert again.items[None].series == altered.items[None].series
    assert again.items[None].top_ups == altered.items[None].top_ups


def test_a_name_that_yaml_takes_for_something_else_is_quoted(
    in_case: Callable[[str], Case],
) -> None:
    case = in_case(
        "unit: set\nscenarios:\n  no: {kind: plan, tranches: [{quantity: 3, window: 1951}]}\n"
    )
    saved = scenario_yaml(what_if(case, "no", {"shift": 1}), "1951")
    assert yaml.safe_load(saved)["1951"]["based_on"] == "no"


def test_what_is_saved_has_no_name_of_ours(shipped: Case) -> None:
    what = what_if(shipped, "mao-one-sixth", {"shift": 1})
    assert what.scenario.short == "Mao's plan 1 month later"
    assert "short" not in scenario_yaml(what)


def test_a_case_with_one_more_scenario_is_otherwise_the_same(shipped: Case) -> None:
    what = what_if(shipped, "mao-one-sixth", {"shift": 1})
    larger = with_scenario(shipped, "sixty-divisions", "later", what.scenario)
    assert "later" in larger.requests["sixty-divisions"].scenarios
    assert larger.licence == shipped.licence == "MIT"
    assert larger.model_copy(update={"requests": shipped.requests}) == shipped


def test_no_change_is_refused(shipped: Case) -> None:
    with pytest.raises(ChangeError, match="nothing is changed"):
        what_if(shipped, "mao-one-sixth", {})


def test_the_case_itself_is_not_changed(shipped: Case) -> None:
    before = shipped.model_copy(deep=True)
    what_if(shipped, "mao-one-sixth", {"shift": 1})
    assert shipped == before


def test_each_change_alone_and_together(shipped: Case) -> None:
    what = what_if(shipped, "mao-one-sixth", {"shift": -3, "capacity": "4"})
    alone = {key: each for key, each in what.alone.items() if each}
    short = {key: each.entries[1].items[None].measures for key, each in alone.items()}
    # At four a month 36 are missing in December 1951, then 32... to 4: 180. From April on it is
    # 24, 20... to 4: 84. Three months earlier by itself, nothing is ever missing.
    assert {key: each["unit_months_short"].value for key, each in short.items()} == {
        "shift": 0, "capacity": 180,
    }  # fmt: skip
    together = what.comparison.entries[1].items[None].measures
    assert (together["unit_months_short"].value, str(together["complete"].value)) == (84, "1952-06")


def test_a_quantity_keeps_its_proportions_and_loses_its_recipients(shipped: Case) -> None:
    what = what_if(shipped, "general-staff", {"tranche": 1, "quantity": "12"})
    first = what.comparison.entries[1].schedule.scenario.tranches[0]
    assert first.recipients == {}
    series = what.comparison.entries[1].items[None].series
    assert [series.exact(each) for each in series.delivered[:6]] == [2] * 6


def test_a_monthly_share_takes_as_many_months_as_make_the_whole(shipped: Case) -> None:
    what = what_if(shipped, "mao-one-sixth", {"tranche": 1, "monthly": "1/12"})
    series = what.comparison.entries[1].schedule.items[None].series
    assert series is not None
    assert str(series.window) == "1951-07..1952-06"
    assert not series.banded


def test_a_window_keeps_what_is_even_even(shipped: Case) -> None:
    what = what_if(shipped, "mao-one-sixth", {"tranche": 1, "window": "1951"})
    series = what.comparison.entries[1].schedule.items[None].series
    assert series is not None
    assert {series.exact(each) for each in series.delivered} == {5}
    assert not series.banded


def test_a_name_that_is_taken_gets_a_number() -> None:
    text = shipped_case().read_text(encoding="utf-8").replace("three-months-earlier", "what-if")
    what = what_if(parse_case(text), "mao-one-sixth", {"shift": 1})
    assert what.id == "what-if-2"


def test_a_change_that_is_not_possible_alone_does_not_stand_in_the_way(shipped: Case) -> None:
    changes = {"tranche": 1, "quantity": "1", "capacity": "1/30"}
    what = what_if(shipped, "mao-one-sixth", changes)
    assert what.alone["capacity"] is None
    assert what.alone["quantity"] is not None
    assert str(what.comparison.entries[1].items[None].measures["total"].value) == "1"


def test_a_change_of_a_base_without_tranches_is_only_the_bases_fault(
    in_case: Callable[[str], Case],
) -> None:
    request = (
        "unit: set\nscenarios:\n  a: {kind: plan}\n  b: {kind: plan, based_on: a, quantity: 3}\n"
    )
    with pytest.raises(CaseError) as caught:
        in_case(request)
    assert [problem.code for problem in caught.value.problems] == ["no-tranches"]


@pytest.mark.parametrize("own", [True, False])
def test_a_changed_baseline_comes_first_as_any_other_that_is_not_compared(
    in_case: Callable[[str], Case], *, own: bool
) -> None:
    case = in_case(f"""
        unit: gun
        compare: [reply]
        baseline: {"plan" if own else "reply"}
        scenarios:
          reply: {{kind: reply, tranches: [{{quantity: 4, window: 1951-02}}]}}
          plan: {{kind: plan, tranches: [{{quantity: 6, window: 1951-01}}]}}
    """)
    other = None if own else "plan"
    unchanged = compare_scenarios(case, baseline=other)
    changed, made = with_change(case, "plan", {"shift": 1}, baseline=other)
    compared = compare_scenarios(changed)
    assert [entry.id for entry in unchanged.entries] == ["plan", "reply"]
    assert [entry.id for entry in compared.entries] == [made, "reply"]
    assert compared.baseline == made
