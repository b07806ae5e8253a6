"""A case written as YAML reads back as the same case, in whole and in part."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deliveries.case import Case, extract
from deliveries.read import parse_case
from deliveries.read.writing import case_yaml
from deliveries.schedule import schedule_scenario
from tests.hostile import NAMES


def test_the_shipped_case_reads_back_as_itself(shipped: Case) -> None:
    assert parse_case(case_yaml(shipped)) == shipped


@pytest.mark.parametrize("request_id", ["sixty-divisions", "thirty-six-divisions", "hump-1943"])
def test_a_part_makes_the_same_schedules(shipped: Case, request_id: str) -> None:
    names = list(shipped.requests[request_id].scenarios)
    part = parse_case(case_yaml(extract(shipped, request_id, names)))
    assert list(part.requests) == [request_id]
    for name in names:
        whole = schedule_scenario(shipped, name, request=request_id)
        alone = schedule_scenario(part, name)
        assert alone.scenario.based_on is None
        assert [item.series for item in alone.items.values()] == [
            item.series for item in whole.items.values()
        ]


def test_a_part_has_what_its_base_rests_on(shipped: Case) -> None:
    part = extract(shipped, "sixty-divisions", ["three-months-earlier"])
    scenario = part.requests["sixty-divisions"].scenarios["three-months-earlier"]
    cited = [str(citation) for citation in scenario.source]
    assert cited == ["tel-21039 §4", "tel-21039 §5", "tel-21039 §6", "tel-3410"]
    assert [str(tranche.window) for tranche in scenario.tranches] == [
        "1951-04..1951-09", "1951-10..1952-09",
    ]  # fmt: skip
    assert scenario.note
    assert scenario.note.endswith(" Written out; it was based on mao-one-sixth.")
    assert part.requests["sixty-divisions"].baseline is None  # it is not in this part
    assert list(part.sources) == ["tel-21039", "tel-3410"]


@given(st.sampled_from([*NAMES, "no", "1951", "1e3", "null", "~", "12:30", "- a", "a: b", "<<"]))
def test_a_text_stays_the_text(name: str) -> None:
    case = parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 1, window: 1951-07}]}}}}"
    )
    named = case.model_copy(update={"title": name.strip()})
    text = case_yaml(named)
    assert yaml.safe_load(text)["title"] == name.strip()  # in any reader of YAML
    assert parse_case(text).title == name.strip()
