"""What had been said by a day: the dates of June 1951 by hand, and what holds of every day."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries import (
    Date,
    RangeError,
    UnknownNameError,
    as_text,
    compare_divisions,
    compare_scenarios,
    parse_case,
    report,
    said_by,
    verdict,
    with_change,
)
from deliveries.case import Case
from tests.terminal import run

GENERAL_STAFF, MAO, STALIN = "general-staff", "mao-one-sixth", "stalin-reply"


def on(text: str) -> Date:
    return Date.parse(text)


# The calculation is of before 21 June, Mao's telegram of 21 June, Stalin's of 24 June; Mao accepts
# that on 30 June, in a telegram of that day. Xu's memoirs have no date, and the conversation of
# Stalin and Zhou is of September 1952.
@pytest.mark.parametrize(
    ("day", "shown", "accepted", "sources"),
    [
        ("1951-06-21", [MAO, GENERAL_STAFF], None, []),
        ("1951-06-22", [MAO, GENERAL_STAFF], None, []),
        ("1951-06-23", [MAO, GENERAL_STAFF], None, []),
        ("1951-06-24", [MAO, GENERAL_STAFF, STALIN], False, ["tel-3777"]),
        ("1951-06-29", [MAO, GENERAL_STAFF, STALIN], False, ["tel-3777"]),
        ("1951-06-30", [MAO, GENERAL_STAFF, STALIN], True, ["tel-3777", "tel-21334"]),
        ("1951-06", [MAO, GENERAL_STAFF, STALIN], True, ["tel-3777", "tel-21334"]),
        (
            "1952",
            [MAO, GENERAL_STAFF, STALIN],
            True,
            ["tel-3777", "tel-21334", "stalin-zhou-1952-09-03"],
        ),
    ],
)
def test_june_1951(
    shipped: Case, day: str, shown: list[str], accepted: bool | None, sources: list[str]
) -> None:
    comparison = compare_scenarios(shipped, as_of=on(day))
    assert [entry.id for entry in comparison.entries] == shown
    reply = comparison.request.scenarios.get(STALIN)
    assert (reply and bool(reply.accepted)) is accepted
    assert [each.source for each in reply.source] == sources if reply else not sources
    assert ("accepted Stalin's reply" in verdict(comparison)) is bool(accepted)


def test_before_that_nothing_had_been_said_and_the_dates_are_named(shipped: Case) -> None:
    with pytest.raises(RangeError) as refused:
        compare_scenarios(shipped, as_of=on("1951-06-20"))
    assert str(refused.value) == "nothing had been said by 20 June 1951"
    assert refused.value.hint == (
        "there are: general-staff, before 21 June 1951; mao-one-sixth, 21 June 1951; "
        "stalin-reply, 24 June 1951; without a date: three-months-earlier"
    )


def test_names_of_later_are_left_out_and_wrong_names_are_wrong(shipped: Case) -> None:
    day = on("1951-06-22")
    named = compare_scenarios(shipped, [GENERAL_STAFF, STALIN], as_of=day, baseline=STALIN)
    assert ([entry.id for entry in named.entries], named.baseline) == (
        [GENERAL_STAFF],
        GENERAL_STAFF,
    )
    with pytest.raises(RangeError, match="nothing had been said"):
        compare_scenarios(shipped, [STALIN], as_of=day)
    for wrong in (["stalin"], []):
        with pytest.raises(UnknownNameError):
            compare_scenarios(shipped, wrong, as_of=day, baseline=None if wrong else "stalin")


OPEN = """\
title: T
sources:
  late: {title: L, grade: primary, date: 1952}
requests:
  r:
    title: R
    recipient: A
    supplier: B
    unit: gun
    quantity: 10
    needed_by: 1951-12
    source: late
    baseline: month
    compare: [month, derived]
    scenarios:
      month: {kind: plan, dated: 1951-06, tranches: [{quantity: 10, window: 1951-H2}]}
      first: {kind: plan, dated: 1951-06-10, tranches: [{quantity: 8, window: 1951, source: late}]}
      derived: {kind: plan, dated: 1951-06-11, based_on: month, shift: 2, revises: month}
      agreed:
        kind: agreement
        dated: {before: 1951-07}
        accepted: {by: A}
        tranches: [{quantity: 9, window: 1951-H2}]
      came: {kind: record, dated: 1952-01-15, tranches: [{quantity: 9, window: 1951-10}]}
"""


def test_a_hidden_baseline_gives_way_and_what_rests_on_it_is_written_out() -> None:
    """A month counts from its last day; the plan that is based on it is of the eleventh."""
    case = parse_case(OPEN)
    comparison = compare_scenarios(case, as_of=on("1951-06-29"))
    assert (comparison.baseline, [entry.id for entry in comparison.entries]) == (
        "first",
        ["first", "derived"],
    )
    derived = comparison.request.scenarios["derived"]
    assert (derived.based_on, derived.revises, str(derived.tranches[0].window)) == (
        None,
        None,
        "1951-09..1952-02",
    )
    assert compare_scenarios(case, as_of=on("1951-06-30")).baseline == "month"
    assert "agreed" not in said_by(case, on("1951-06-30")).requests["r"].scenarios
    july = said_by(case, on("1951-07-01")).requests["r"]
    assert july.scenarios["agreed"].accepted is None  # nobody knows when
    assert not july.source
    assert not july.scenarios["first"].tranches[0].source
    assert said_by(case, on("1952")).requests["r"].source == case.requests["r"].source


def test_a_record_of_later_is_not_said_to_be_missing() -> None:
    case = parse_case(OPEN)
    said = as_text(compare_scenarios(case, as_of=on("1951-12-31")))
    assert "no record" not in said
    assert re.search(r"Not yet said: came \(15 January\s+1952\)", said)


def test_it_is_said_in_every_command() -> None:
    for command in ("compare", "compare --divisions", "plot", "export --format md"):
        told = run(*command.split(), "--as-of", "1951-06-22")
        assert (told.code, told.stderr) == (0, "")
        assert "As of 22 June 1951, by" in told.stdout
        assert "tel-3777" not in told.stdout
    page = run("handout", "--as-of", "1951-06-22", "-o", "-").stdout
    assert "As of 22 June 1951, by" in page
    assert "24 June 1951)" in page  # not yet said
    together = run("export", "--all-requests", "--as-of", "1951")
    assert (together.code, "dates, units and items of their own" in together.stderr) == (2, True)


def test_what_is_changed_is_of_the_day_of_what_it_was(shipped: Case) -> None:
    changed, made = with_change(shipped, MAO, {"shift": 2})
    compared = compare_scenarios(changed, as_of=on("1951-06-22"))
    assert [entry.id for entry in compared.entries] == [made, GENERAL_STAFF]
    changed, made = with_change(shipped, STALIN, {"shift": 2})
    compared = compare_scenarios(changed, as_of=on("1951-06-22"))
    assert [entry.id for entry in compared.entries] == [MAO, GENERAL_STAFF]
    said = " ".join(report(compared).notes)
    assert "Stalin's reply 2 months later (24 June 1951)." in said


def test_divisions_are_of_the_day_too(shipped: Case) -> None:
    found = compare_divisions(shipped, as_of=on("1951-06-22"))
    assert [schedule.scenario_id for schedule in found.schedules] == [MAO, GENERAL_STAFF]


DAYS = st.dates(date(1942, 1, 1), date(1954, 1, 1))


@given(DAYS, DAYS, st.sampled_from(["sixty-divisions", "hump-1943", "guns-1953"]))
def test_a_later_day_hides_nothing_that_an_earlier_one_showed(
    shipped: Case, one: date, other: date, request_id: str
) -> None:
    earlier, later = sorted((on(str(one)), on(str(other))), key=lambda each: each.last_day)

    def shown(day: Date) -> set[str]:
        try:
            known = said_by(shipped, day, request_id).requests[request_id]
        except RangeError:
            return set()
        found = set(known.scenarios)
        for name, each in known.scenarios.items():
            found |= {f"{name} {where}" for where in each.source}
            found |= {f"{name} accepted"} if each.accepted else set()
        return found

    assert shown(earlier) <= shown(later)


def test_before_a_day_is_by_that_day_and_not_the_day_before() -> None:
    limit = replace(on("1951-06-21"), before=True)
    assert on("1951-06-20").last_day < limit.last_day < on("1951-06-21").last_day
    assert on("1951-06").last_day == on("1951-06-30").last_day
    assert on("1951").last_day == on("1951-12-31").last_day
    assert on("1951-06-22").is_after(limit)
    assert on("1951-06-21").is_after(limit)
    assert not on("1951-06").is_after(on("1951-06-21"))  # perhaps, perhaps not
    assert not limit.is_after(on("1951"))
