"""The page with sliders: every number is the command line's, for the command that it prints."""

from __future__ import annotations

import json
import random
import re
import shlex
import zlib
from base64 import b64decode
from fractions import Fraction
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from deliveries.analysis.explore import SHIFTS, State, explore
from deliveries.errors import FormatError, RangeError
from deliveries.explanation import explain
from deliveries.formats import as_bytes
from deliveries.months import Month
from deliveries.read import load_case, parse_case
from deliveries.reports.verdict import verdict
from tests.browser import PHONE, hostile_faults, opened, page_faults, print_faults
from tests.conftest import around
from tests.hostile import hostile_case
from tests.terminal import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from deliveries.case import Case


ROWS = "#tables tbody tr"


def words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


def packed(page: bytes) -> dict[str, Any]:
    """What the page looks up."""
    found = re.search(rb'id="packed">([^<]*)<', page)
    assert found
    data: dict[str, Any] = json.loads(zlib.decompress(b64decode(found[1])))
    return data


@pytest.fixture(scope="module")
def page_of_sixty(shipped: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explored") / "sixty.html"
    path.write_bytes(as_bytes(explore(shipped), "explore"))
    return path


def test_a_scenario_looks_as_in_every_chart(page_of_sixty: Path) -> None:
    (item,) = packed(page_of_sixty.read_bytes())["items"]
    looks = [(each["colour"], each["dash"], each["angle"]) for each in item["scenarios"]]
    assert looks == [("currentColor", "none", 72), ("#0072b2", "7 3", 45), ("#d55e00", "2 2", -45)]


def test_it_has_every_state_and_is_small(page_of_sixty: Path) -> None:
    """12 capacities, none among them, and 7 shifts for three; as it is; 11 capacities for all."""
    page = page_of_sixty.read_bytes()
    (item,) = packed(page)["items"]
    assert item["capacities"] == [None, *map(str, range(1, 12))]
    assert item["shifts"] == list(SHIFTS)
    assert len(item["states"]) == 3 * (12 * 7 - 1) + 1 + 11
    assert len(page) <= 400_000


def test_without_a_script_it_is_the_comparison(page_of_sixty: Path) -> None:
    text = page_of_sixty.read_text(encoding="utf-8")
    assert "Mao asks for all 60 division sets" in text
    assert "<svg" in text
    assert "Month by month (division sets)</caption>" in text
    assert "<noscript" not in text


def test_nothing_but_its_own_script_may_run(page_of_sixty: Path) -> None:
    page = unescape(page_of_sixty.read_text(encoding="utf-8"))
    policy = re.search(r'Policy" content="([^"]*)"', page)
    assert policy
    assert "script-src 'sha256-" in policy[1]
    assert "script-src 'unsafe-inline'" not in policy[1]


def test_the_same_case_is_the_same_bytes(shipped: Case, page_of_sixty: Path) -> None:
    assert as_bytes(explore(shipped), "explore") == page_of_sixty.read_bytes()


@pytest.mark.parametrize("python", ["/nowhere/python", "", None, "/bin/false"])
def test_without_a_second_process_it_is_the_same_bytes(
    shipped: Case, monkeypatch: pytest.MonkeyPatch, python: str | None
) -> None:
    found = explore(shipped, ["general-staff"])
    beside = as_bytes(found, "explore")
    monkeypatch.setattr("sys.executable", python)
    assert as_bytes(found, "explore") == beside


def test_capacities_go_up_in_round_steps_to_more_than_is_planned(shipped: Case) -> None:
    """10,000 tons a month at most are asked for by the Hump's promises; a lot is never split."""
    (explored,) = explore(shipped, request="hump-1943").explored
    assert explored.capacities[:2] == (1000, 2000)
    case = parse_case(
        around("""
    items:
      guns: {unit: gun, quantity: 30, lot: 3}
      shells: {unit: shell, quantity: 5000}
    scenarios:
      plan: {kind: plan, tranches: [{share: 1, window: 1951-01..1951-02, profile: even}]}
      came: {kind: record, tranches: [{item: guns, quantity: 30, window: 1951-02}]}
    """)
    )
    guns, shells = explore(case).explored
    assert guns.capacities[:3] == (3, 6, 9)
    assert shells.capacities[-1] == 5500
    assert guns.alterable == ["plan"]
    state = State("plan", Fraction(3), -1)
    assert guns.option(state) == "--change plan:capacity=guns=3,shift=-1"
    compared = guns.compared(state)
    assert compared
    assert compared.entries[0].items["guns"].series.exact(3) == 3


@pytest.mark.parametrize(
    ("lot", "first", "last"), [("", "1/10", "11/10"), ("lot: 1/2", "1/2", "11/2")]
)
def test_of_less_than_one_a_month_capacities_are_parts_of_one(
    in_case: Callable[[str], Case], lot: str, first: str, last: str
) -> None:
    """Half a set a month: a slider from 1 to 11 would change nothing."""
    case = in_case(f"""
        unit: set
        {lot}
        scenarios:
          plan: {{kind: plan, tranches: [{{quantity: 3, window: 1951-H1, profile: even}}]}}
    """)
    (explored,) = explore(case).explored
    assert [str(explored.capacities[at]) for at in (0, -1)] == [first, last]


def test_what_cannot_be_is_no_state() -> None:
    """One a month of 20,000 takes more than 1,200 months; the calendar begins in the year 1."""
    case = parse_case(
        around("""
    unit: gun
    quantity: 20000
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 20000, window: 0001-02..0001-04}]}
      soon: {kind: plan, tranches: [{quantity: 10, window: 1951-01}]}
    """)
    )
    (explored,) = explore(case, ["plan"]).explored
    assert explored.compared(State("plan", None, -3)) is None
    assert explored.compared(State("plan", None, -1))
    assert explored.compared(State("plan", Fraction(1))) is None


def test_more_scenarios_than_anybody_can_tell_apart_are_refused() -> None:
    plans = "\n".join(
        f"      p{at}: {{kind: plan, tranches: [{{quantity: 1, window: 1951-01}}]}}"
        for at in range(13)
    )
    case = parse_case(around(f"    unit: gun\n    scenarios:\n{plans}"))
    with pytest.raises(RangeError, match="13 scenarios are too many"):
        explore(case)
    assert explore(case, [f"p{at}" for at in range(12)])


@pytest.mark.parametrize("name", ["thirty-six-divisions", "guns-1953"])
def test_the_command_of_an_item_says_what_the_page_says_of_it(shipped: Case, name: str) -> None:
    chance = random.Random(1953)  # noqa: S311  # which states are looked at
    explored = explore(shipped, request=name).explored
    assert len(explored) > 1
    for each in chance.sample(explored, 2):
        capacity = chance.choice([None, *each.capacities])
        state = State(chance.choice([None, *each.alterable]), capacity, 0)
        found = each.compared(state)
        option = each.option(state) if state.scenario is None or capacity else ""
        said = run(*shlex.split(f"{each.command} {option}")[1:], "--no-pager").stdout
        assert found
        assert " ".join(words(verdict(found))) in " ".join(words(said)), each.command


def test_of_long_calendars_fewer_states_are_worked_out() -> None:
    """Twelve scenarios of a century: 12 x 1,200 months at the least, and twelve to be altered."""
    plans = "\n".join(
        f"      p{at}: {{kind: plan, tranches: [{{quantity: 1200, window: 1900..1999}}]}}"
        for at in range(12)
    )
    case = parse_case(around(f"    unit: gun\n    scenarios:\n{plans}"))
    (few,) = explore(case, ["p0"]).explored  # 12 x 1,200 months and more of one, seven times
    assert (few.capacities, few.shifts) != ((), SHIFTS)
    (all_of_them,) = explore(case).explored
    assert (all_of_them.capacities, all_of_them.shifts) == ((), (0,))


MANY = "\n".join("        - {quantity: 1, window: 1951-01..1952-12}" for _ in range(500))
"""Five hundred tranches, of which 24 months would say 12,000 times how they came to be."""


@pytest.mark.slow
def test_what_would_be_too_long_to_explain_names_the_command(
    browser: Browser, tmp_path: Path
) -> None:
    plan = f"    unit: gun\n    scenarios:\n      p:\n        kind: plan\n        tranches:\n{MANY}"
    page = tmp_path / "many.html"
    page.write_bytes(as_bytes(explore(parse_case(around(plan))), "explore"))
    assert page.stat().st_size < 400_000
    with opened(browser, page) as (opened_page, faults):
        opened_page.click("#now button")
        said = opened_page.inner_text("#why")
        assert said.endswith(
            "How it came to be is too long for a page: deliveries explain says it."
        )
    assert faults == []


def test_only_an_exploration_can_be_explored(shipped: Case) -> None:
    with pytest.raises(FormatError, match="a case has nothing to move"):
        as_bytes(shipped, "explore")


def test_it_is_written_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", asked.append)  # and says no
    result = run("explore", "--open", "-r", "guns-1953", folder=tmp_path)
    address = (tmp_path / "explore.html").resolve().as_uri()
    assert asked == [address]
    assert result.stderr == f"wrote explore.html\nno browser could be started; open {address}\n"
    csv = run("explore", "--format", "csv")  # any other format has the comparison
    assert csv.stdout == run("compare", "--format", "csv").stdout


@pytest.mark.slow
@pytest.mark.parametrize(("dark", "width"), [(False, 1200), (True, PHONE)])
def test_it_is_a_sound_page(
    browser: Browser, page_of_sixty: Path, width: int, *, dark: bool
) -> None:
    assert page_faults(browser, page_of_sixty, dark=dark, width=width) == []


@pytest.fixture(scope="module")
def pages_of_others(shipped: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Large numbers, a record that breaks off, a request without a month of need."""
    pages = {}
    folder = tmp_path_factory.mktemp("others")
    for request in ("hump-1943", "guns-1953", "guns-1952"):
        pages[request] = folder / f"{request}.html"
        pages[request].write_bytes(as_bytes(explore(shipped, request=request), "explore"))
    return pages


@pytest.mark.slow
@pytest.mark.parametrize("request_id", ["hump-1943", "guns-1953", "guns-1952"])
@pytest.mark.parametrize(("dark", "width"), [(True, 1280), (False, PHONE)])
def test_its_chart_can_be_read(
    browser: Browser, pages_of_others: dict[str, Path], request_id: str, width: int, *, dark: bool
) -> None:
    page = pages_of_others[request_id]
    assert page_faults(browser, page, dark=dark, width=width) == []


@pytest.mark.slow
def test_it_begins_at_the_last_month_that_it_draws(
    browser: Browser, pages_of_others: dict[str, Path]
) -> None:
    """A capacity may take years more, which the slider reaches when they are drawn."""
    with opened(browser, pages_of_others["guns-1953"]) as (page, faults):
        assert page.inner_text("#month-said") == "December 1953"
        page.focus("#month")
        page.keyboard.press("End")
        assert page.inner_text("#month-said") == "December 1953"
        page.focus("#capacity")
        page.keyboard.press("ArrowRight")
        page.focus("#month")
        page.keyboard.press("End")
        assert page.inner_text("#month-said") != "December 1953"
    assert faults == []


@pytest.mark.slow
def test_a_record_is_drawn_and_named_where_it_ends(browser: Browser, tmp_path: Path) -> None:
    """One figure for two months, then another; what came from April on nobody knows."""
    case = parse_case(
        around("""
    unit: gun
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 9000000, window: 1951-01..1951-06, profile: even}]}
      came:
        kind: record
        dated: 1951-04
        tranches:
          - {quantity: 4000000, window: 1951-01..1951-02}
          - {quantity: 4000000, window: 1951-03}
    """)
    )
    path = tmp_path / "record.html"
    path.write_bytes(as_bytes(explore(case), "explore"))
    assert page_faults(browser, path) == []  # the numbers are whole
    with opened(browser, path) as (page, faults):
        words = {each.text_content(): each for each in page.locator("#picture text").all()}
        came, eight, april = (words[each].bounding_box() for each in ("Came", "8,000,000", "Apr"))
        lines = page.locator("#picture path[stroke='#0072b2']").all()
        ends = [box["x"] + box["width"] for each in lines if (box := each.bounding_box())]
    assert faults == []
    assert came
    assert eight
    assert april
    assert came["y"] == eight["y"]
    assert max(ends) < april["x"]


@pytest.mark.slow
def test_on_paper_the_chart_is_as_wide_as_the_page(browser: Browser, page_of_sixty: Path) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(page_of_sixty.as_uri())
    page.emulate_media(media="print")
    box = page.locator("#picture svg").bounding_box()
    assert box
    assert box["width"] > 1000
    context.close()


@pytest.mark.slow
def test_it_prints_what_it_shows(browser: Browser, page_of_sixty: Path) -> None:
    assert print_faults(browser, page_of_sixty) == []


@pytest.mark.slow
def test_hostile_names_stay_text(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    case = parse_case(hostile_case("script"))
    path.write_bytes(as_bytes(explore(case), "explore"))
    assert hostile_faults(browser, path) == []


@pytest.mark.slow
def test_its_numbers_are_those_of_the_command_that_it_prints(
    browser: Browser, page_of_sixty: Path
) -> None:
    chance = random.Random(1951)  # noqa: S311  # which states are looked at
    with opened(browser, page_of_sixty) as (page, faults):
        for _ in range(10):
            change = chance.choice(["mao-one-sixth", "general-staff", "stalin-reply", "all"])
            capacity, shift = chance.choice(["", *map(str, range(1, 12))]), chance.choice(SHIFTS)
            page.goto(f"{page_of_sixty.as_uri()}#change={change}&capacity={capacity}&shift={shift}")
            page.reload()
            page.wait_for_selector("#tables table")
            command = page.inner_text("#command code")
            shown = run(*shlex.split(command)[1:], "--no-pager").stdout
            assert " ".join(words(page.inner_text("#lead"))) in " ".join(words(shown)), command
            lines = {"".join(words(line)) for line in shown.splitlines()}
            found = ["".join(words(row.inner_text())) for row in page.query_selector_all(ROWS)]
            assert len(found) > 40
            assert [row for row in found if row not in lines] == [], command
    assert faults == []


@pytest.mark.slow
def test_it_is_moved_by_keyboard_alone(browser: Browser, page_of_sixty: Path) -> None:
    with opened(browser, page_of_sixty) as (page, faults):
        verdict = page.inner_text("#lead")
        page.focus("#capacity")
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        assert page.inner_text("#command code") == (
            "deliveries compare --change mao-one-sixth:capacity=4"
        )
        assert "Mao's plan at 4 a month would bring 24 of 60" in page.inner_text("#lead")
        assert page.url.endswith("#change=mao-one-sixth&capacity=4&month=1951-12")
        page.focus("#now button >> nth=1")
        page.keyboard.press("Enter")
        assert "due by then, read evenly, 6 of 6 months: 16 × 6/6 = 16" in page.inner_text("#why")
        page.focus("#reset")
        page.keyboard.press("Space")
        assert page.inner_text("#lead") == verdict
        page.keyboard.press("l")
        assert page.get_attribute("html", "class") == "large"
    assert faults == []


@pytest.mark.slow
def test_the_others_are_hidden_until_the_class_has_guessed(
    browser: Browser, page_of_sixty: Path
) -> None:
    with opened(browser, page_of_sixty) as (page, faults):
        page.click("#guess")
        for part in ("header", "#stage > div", "#live"):  # of these what is to be seen
            assert "General Staff" not in page.inner_text(part)
        assert page.locator("main > section:visible").count() == 0
        page.fill("#guessed", "30")
        box = page.locator("#picture svg").bounding_box()
        assert box
        page.mouse.move(box["x"] + 200, box["y"] + 200)
        page.mouse.down()
        page.mouse.move(box["x"] + 260, box["y"] + 150, steps=5)
        page.mouse.up()
        assert "16" not in words(page.inner_text("#now"))
        page.click("#compare")
        now = page.inner_text("#now")
        assert "The General Staff's calculation, December 1951, to date: 16" in now
        assert "Your guess: 30" in now
    assert faults == []


def test_a_change_of_one_items_tranche_leaves_the_others(in_case: Callable[[str], Case]) -> None:
    """The second tranche, of guns, is moved to 1953; shells still come in January 1951."""
    case = in_case("""
        items: {shells: {unit: shell}, guns: {unit: gun}}
        scenarios:
          plan:
            kind: plan
            tranches:
              - {item: shells, quantity: 90, window: 1951-01}
              - {item: guns, quantity: 6, window: 1951-02}
          later: {kind: counterfactual, based_on: plan, tranche: 2, window: 1953-01}
    """)
    when = {
        (each.item, entry.id): str(entry.schedule.item(each.item).lines[0].window)
        for each in explore(case).explored
        for entry in each.comparison.entries
    }
    assert when == {
        ("shells", "plan"): "1951-01",
        ("shells", "later"): "1951-01",
        ("guns", "plan"): "1951-02",
        ("guns", "later"): "1953-01",
    }


def test_a_number_from_a_ledger_is_explained_by_its_own_rows(
    own_file: Path, tmp_path: Path
) -> None:
    """title: A
    requests:
      arms:
        title: Arms
        recipient: Here
        supplier: There
        items: {axes: {unit: axe}, guns: {unit: gun}}
        scenarios:
          came: {kind: record, ledger: {file: came.csv}}
    """
    rows = "date,quantity,item\n1951-01-03,7,axes\n1951-01-09,2,guns\n"
    (tmp_path / "came.csv").write_text(rows, encoding="utf-8")
    axes, guns = explore(load_case(own_file)).explored
    of_guns = explain(guns.comparison.base.schedule, Month(1951, 1), item="guns")
    said = as_bytes(of_guns, "txt").decode()
    assert ("1951-01-09" in said, "1951-01-03" in said) == (True, False)
    assert axes.item == "axes"


def test_a_scenario_of_top_ups_alone_has_no_line_and_moves_no_other(
    in_case: Callable[[str], Case],
) -> None:
    """The third scenario's six stand at its own place, though the second has nothing to draw."""
    case = in_case("""
        unit: set
        scenarios:
          plan: {kind: plan, tranches: [{quantity: 4, window: 1951-01}]}
          more: {kind: plan, tranches: [{quantity: 2, window: 1951-01, establishment: top-up}]}
          reply: {kind: reply, tranches: [{quantity: 6, window: 1951-01}]}
    """)
    found = explore(case)
    assert found.explored[0].command == "deliveries compare plan reply --baseline plan"
    data = packed(as_bytes(found, "explore"))
    (item,) = data["items"]
    curves = item["states"]["-1/0/3"][6]
    drawn = {
        each["id"]: data["pool"][at][0][-1]
        for each, at in zip(item["scenarios"], curves, strict=True)
    }
    assert drawn == {"plan": 4, "reply": 6}
