"""Whole random case files, sound and broken: what is made of them, and what is said of them."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliveries.analysis.whatif import what_if
from deliveries.errors import DeliveriesError
from deliveries.formats.csv import write_table
from deliveries.read import load_case
from deliveries.reports import View, report
from deliveries.schedule import schedule_scenario
from tests.sound import look
from tests.strategies import CaseFile, case_files, saved
from tests.terminal import run
from tests.test_explanation import cells

if TYPE_CHECKING:
    from deliveries.case import Case
    from deliveries.schedule import ItemSchedule

CHANGES = ("tranche", "quantity", "window", "monthly", "shift", "capacity")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def some(part: int) -> settings:
    """So many times fewer examples than the profile has: for what takes longer."""
    return settings(max_examples=settings().max_examples // part, suppress_health_check=SLOW)


def scheduled(case: Case) -> list[tuple[str, str, dict[str | None, ItemSchedule]]]:
    """Every scenario of every request, but those that are refused."""
    found = []
    for name, request in case.requests.items():
        for scenario in request.scenarios:
            try:
                items = schedule_scenario(case, scenario, request=name).items
            except DeliveriesError:
                continue
            found.append((name, scenario, items))
    return found


@some(4)
@given(case_files())
def test_what_is_exported_adds_up(file: CaseFile) -> None:
    with TemporaryDirectory() as folder:
        case = load_case(saved(file, folder))
    for name, scenario, items in scheduled(case):
        schedule = schedule_scenario(case, scenario, request=name)
        table = report(schedule, View(detail=True)).tables["schedule"]
        made = added_up(b"".join(write_table(table)).decode())
        for item, one in items.items():
            for counted, series in ((True, one.series), (False, one.top_ups)):
                if series is None or one.of:  # a sum is in a table of its own
                    continue
                open_ended = [each.window for each in series.figures if each.open_ended]
                for month, grains in zip(series.window, series.delivered, strict=True):
                    if grains is not None and not any(month in each for each in open_ended):
                        key = (item or "", counted, str(month))
                        assert made[key] == Fraction(grains, one.grain)


def added_up(text: str) -> dict[tuple[str, bool, str], Fraction]:
    """What comes in each month by item, over all who receive it."""
    made: dict[tuple[str, bool, str], Fraction] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["delivered_numerator"]:
            came = Fraction(int(row["delivered_numerator"]), int(row["delivered_denominator"]))
            key = (row["item"], row["counted"] == "yes", row["month"])
            made[key] = made.get(key, Fraction(0)) + came
    return made


@some(10)
@given(case_files())
def test_every_explanation_can_be_worked_out_again(file: CaseFile) -> None:
    with TemporaryDirectory() as folder:
        case = load_case(saved(file, folder))
    for name, scenario, items in scheduled(case):
        schedule = schedule_scenario(case, scenario, request=name)
        for item in items:
            cells(schedule, item)


@some(4)
@given(case_files())
def test_what_if_is_what_the_file_would_say(file: CaseFile) -> None:
    with TemporaryDirectory() as folder:
        case = load_case(saved(file, folder))
    written = {name: each["scenarios"] for name, each in file.plain["requests"].items()}
    for name, scenario, items in scheduled(case):
        plain = written[name][scenario]
        changes = {key: plain[key] for key in CHANGES if key in plain}
        if "based_on" not in plain or set(changes) <= {"tranche"}:
            continue
        try:
            altered = what_if(case, plain["based_on"], changes, request=name)
        except DeliveriesError:  # its base may have no end, or nothing that counts
            continue
        for item, one in altered.schedule.items.items():
            assert one.series == items[item].series
            assert one.top_ups == items[item].top_ups


NASTY = (
    "", "~", "no", "010", "1e3", "19:51", "-1", ".nan", "{}", "[]", "[1, no]", "*a", "&a b",
    "!!int 3", "'", '"', "1951-13", "9999-12..9999-12", "0001-01", "0000", "1/0", "9" * 16,
    "1/999999999999999", "999999999999999", "{at_most: }", "|", "\t", "\u2028", "\0", "balance",
    "unknown", "record", "new", "- -", "? x", ": ", "---", "#", "r0.csv", "../x", "s0", "s1",
    "1951..9999", "0001..0100", "x" * 200, "{a: {b: {c: d}}}", "-9999", "9999", "§", "\ufeff",
)  # fmt: skip
SCALAR = re.compile(r"[^\s,:{}\[\]'\"]+")


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """A text with something in it lost, doubled, moved or replaced."""
    lines = text.split("\n")
    at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["lose", "double", "swap", "indent", "cut", "scalar", "letter"])):
        case "lose":
            del lines[at]
        case "double":
            lines.insert(other, lines[at])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "indent":
            lines[at] = " " * draw(st.integers(0, 9)) + lines[at].lstrip()
        case "cut":
            return text[: draw(st.integers(0, len(text)))]
        case "letter":
            place = draw(st.integers(0, len(text)))
            letter: str = draw(st.sampled_from([*NASTY, *"{}[],:-'\"\n \t#&*!|>%@`"]))
            return text[:place] + letter + text[place + 1 :]
        case _:
            found = [each.span() for each in SCALAR.finditer(text)]
            start, end = draw(st.sampled_from(found or [(0, 0)]))
            instead: str = draw(st.sampled_from(NASTY))
            return text[:start] + instead + text[end:]
    return "\n".join(lines)


@pytest.mark.slow
@settings(suppress_health_check=SLOW)
@given(st.data(), case_files(), st.integers(1, 3))
def test_a_broken_file_has_problems_or_works(
    data: st.DataObject, file: CaseFile, times: int
) -> None:
    for _ in range(times):
        name = data.draw(st.sampled_from(["", "", "", *file.lists]))
        if name:
            file.lists[name] = data.draw(broken(file.lists[name]))
        else:
            file = file._replace(text=data.draw(broken(file.text)))
    with TemporaryDirectory() as folder:
        look(saved(file, folder))


@pytest.mark.slow
@some(10)
@given(case_files(), st.data())
def test_whatever_loads_is_shown_and_written(file: CaseFile, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        place = saved(file, folder)
        case = load_case(place)
        request = data.draw(st.sampled_from(list(case.requests)))
        scenario = data.draw(st.sampled_from(list(case.requests[request].scenarios)))
        own = ("--file", str(place), "--request", request)
        for command in (
            ("list", "--file", str(place)),
            ("show", scenario, *own),
            ("compare", *own, "--by", data.draw(st.sampled_from(["month", "half", "year"]))),
            ("compare", scenario, *own, "--format", "json"),
            ("export", *own, "--format", "csv"),
            ("export", scenario, *own, "--format", "json"),
            ("handout", scenario, *own, "-o", str(Path(folder) / "handout.html")),
            ("plot", scenario, *own),
            ("plot", *own, "--format", "svg", "-o", str(Path(folder) / "plot.svg")),
        ):
            done(command)


def done(command: tuple[str, ...]) -> None:
    """Run a command: it does its work, or says in words why not."""
    result = run(*command)
    assert "fault of the program" not in result.stderr, (command, result.stderr)
    assert result.code in (0, 1, 2)
    assert (result.code == 0) or result.stderr
    if result.code == 0 and "json" in command:
        json.loads(result.stdout)


def test_the_mutations_can_break_a_file() -> None:
    """Were nothing ever refused, nothing would have been tried."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "case.yaml"
        place.write_text("title: T\nreq", encoding="utf-8")
        assert look(place) is None
