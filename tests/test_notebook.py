"""What a notebook shows of the values that its user holds."""

import subprocess
import sys
from html import unescape

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
