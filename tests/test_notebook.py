"""What a notebook shows of the values that its user holds."""

import subprocess
import sys
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

import deliveries
from deliveries.case import Case
from deliveries.errors import CaseError
from deliveries.formats.html import as_html
from deliveries.months import Month
from tests.test_html import Reader

pytestmark = pytest.mark.slow


def shown(value: object) -> str:
    """All its text, once the tags are found to balance."""
    text = value._repr_html_()  # type: ignore[attr-defined]
    assert text == as_html(value)  # type: ignore[arg-type]
    return " ".join(Reader(text).texts)


def test_a_case_shows_its_title_and_its_requests(shipped: Case) -> None:
    text = shown(shipped)
    assert text.startswith(shipped.title)
    assert all(name in text for name in (*shipped.requests, *shipped.sources))


@pytest.mark.parametrize(
    "request_id", ["sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943"]
)
def test_a_comparison_shows_its_verdict(shipped: Case, request_id: str) -> None:
    comparison = deliveries.compare_scenarios(shipped, request=request_id)
    assert shown(comparison).startswith(deliveries.verdict(comparison))


def test_a_schedule_shows_its_months_and_its_documents(shipped: Case) -> None:
    text = shown(deliveries.schedule_scenario(shipped, "general-staff"))
    assert "Jul 1951" in text
    assert "tel-21039: Ciphered telegram No. 21039" in text


def test_a_what_if_shows_its_verdict_and_its_changes(shipped: Case) -> None:
    what = deliveries.what_if(shipped, "mao-one-sixth", {"shift": "-3", "capacity": "4"})
    text = shown(what)
    assert text.startswith(deliveries.verdict(what.comparison, history=False))
    assert "shift alone" in text


def test_an_explanation_shows_its_answer_and_its_steps(shipped: Case) -> None:
    schedule = deliveries.schedule_scenario(shipped, "general-staff")
    text = shown(deliveries.explain(schedule, Month.parse("1951-10")))
    assert text.startswith("The General Staff's calculation has 2⅔ division sets")
    assert "16 × 4/6 = 10⅔" in text


def test_an_error_shows_each_problem_with_its_place_and_remedy() -> None:
    with pytest.raises(CaseError) as caught:
        deliveries.parse_case("title: <b>\nrequests: {}\nsorces: {}\n")
    text = shown(caught.value)
    assert text.startswith(f"{len(caught.value.problems)} problems")
    for problem in caught.value.problems:
        assert problem.message in text
        assert problem.hint in text


RESULTS: dict[str, Callable[[Case], object]] = {
    "case": lambda case: case,
    "request": lambda case: case.requests["sixty-divisions"],
    "scenario": lambda case: case.requests["sixty-divisions"].scenarios["general-staff"],
    "comparison": deliveries.compare_scenarios,
    "comparisons": deliveries.compare_requests,
    "schedule": lambda case: deliveries.schedule_scenario(case, "general-staff"),
    "item": lambda case: deliveries.schedule_scenario(case, "general-staff").items[None],
    "entry": lambda case: deliveries.compare_scenarios(case).entries[0],
    "whatif": lambda case: deliveries.what_if(case, "mao-one-sixth", {"shift": "-3"}),
    "need": lambda case: deliveries.needed_capacity(RESULTS["schedule"](case)),  # type: ignore[arg-type]
    "readings": deliveries.compare_readings,
    "sweep": lambda case: deliveries.sweep(case, "mao-one-sixth", {"capacity": "6..8"}),
    "handout": lambda case: deliveries.Handout(deliveries.compare_scenarios(case)),
}  # fmt: skip


@pytest.mark.parametrize("result", RESULTS)
def test_a_repr_is_short(shipped: Case, result: str) -> None:
    assert len(repr(RESULTS[result](shipped))) < 1_000


def test_a_repr_names_what_it_holds(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped, ["general-staff"])
    assert repr(comparison) == (
        "Comparison(case=..., request_id='sixty-divisions', request=..., "
        "window=Window(first=Month.parse('1951-07'), last=Month.parse('1953-12')), "
        "baseline='mao-one-sixth', schedulers=['mao-one-sixth', 'general-staff'])"
    )


def test_markdown_stands_in_for_html_where_there_is_none(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    text = comparison._repr_markdown_()
    assert text == deliveries.as_text(comparison, "md")
    assert "| Jul 1951 " in text


def test_a_chart_needs_no_network(shipped: Case) -> None:
    import altair as alt

    charts: list[Any] = [
        deliveries.plot(deliveries.compare_scenarios(shipped)),
        deliveries.plot(
            deliveries.compare_scenarios(shipped, request="hump-1943"),
            deliveries.View(chart="monthly"),
        ),
    ]
    for chart in charts:
        altered: Any = chart.properties(description="x")
        for each in (chart, altered):
            shown, about = each._repr_mimebundle_()
            assert list(shown) == ["image/png"]
            width = int.from_bytes(shown["image/png"][16:20], "big")
            assert width == pytest.approx(2 * about["image/png"]["width"], abs=2)
        with alt.renderers.enable("html"):  # who asks for one of altair's has it
            assert "text/html" in altered._repr_mimebundle_()


def test_a_value_that_is_not_shown_loads_no_report() -> None:
    script = "import sys, deliveries; deliveries.load_case(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "deliveries.case.models" in done.stdout.split()
    assert not {"deliveries.reports", "deliveries.formats"} & set(done.stdout.split())


def test_names_are_escaped(shipped: Case) -> None:
    case = shipped.model_copy(update={"title": "<script>alert(1)</script>"})
    text = as_html(case)
    assert "<script" not in text
    assert case.title in unescape(text)
