"""One item of a request by itself says what is said of it among the others."""

from collections.abc import Callable
from pathlib import Path

import pytest

import deliveries
from deliveries.case import Case
from deliveries.months import Month
from deliveries.read import load_case, parse_case
from tests.conftest import ROOT
from tests.terminal import read_transcript, run

ARMS = read_transcript(
    (ROOT / "tests" / "transcripts" / "one-item.txt").read_text(encoding="utf-8")
).files["arms.yaml"]


def items(case: Case) -> list[tuple[str, str]]:
    return [
        (name, item)
        for name, asked in case.requests.items()
        for item in (*asked.items, *asked.sums)
    ]


@pytest.mark.parametrize("case", [load_case(), parse_case(ARMS)], ids=["shipped", "arms"])
def test_an_item_alone_is_measured_as_among_the_others(case: Case) -> None:
    assert items(case)
    for request, item in items(case):
        among = deliveries.compare_scenarios(case, request=request)
        alone = deliveries.compare_scenarios(case, request=request, item=item)
        assert alone.only == item
        assert item in alone.items
        for one, other in zip(alone.entries, among.entries, strict=True):
            assert (item in one.items) == (item in other.items)
            if item in one.items:
                assert one.items[item].measures == other.items[item].measures
                mine, theirs = one.schedule.item(item), other.schedule.item(item)
                assert mine.series == theirs.series
                assert [each.number for each in mine.lines] == [e.number for e in theirs.lines]


def test_a_sum_comes_with_its_items_and_nothing_else() -> None:
    alone = deliveries.compare_scenarios(parse_case(ARMS), item="barrels")
    assert alone.items == ["guns", "mortars", "barrels"]


def test_the_months_are_those_of_the_item() -> None:
    """Guns are asked for in July to December 1951, and offered in all of 1951."""
    case = parse_case(ARMS)
    window = deliveries.compare_scenarios(case, ["asked", "offered"], item="guns").window
    assert (window.first, window.last) == (Month(1951, 1), Month(1951, 12))
    alone = deliveries.schedule_scenario(case, "asked", item="guns").window
    assert (alone.first, alone.last) == (Month(1951, 7), Month(1951, 12))


def test_a_tranche_keeps_its_number_and_can_be_changed_by_it() -> None:
    """The second tranche has the 60 guns: 5 a month in 1953, and shells stay as they are."""
    case = parse_case(ARMS)
    changes = {"tranche": "2", "window": "1953"}
    guns = deliveries.what_if(case, "asked", changes, item="guns").schedule.item("guns")
    assert [line.number for line in guns.lines] == [2]
    assert guns.series is not None
    assert guns.series.window.first == Month(1953, 1)
    assert set(guns.series.delivered) == {5}
    shells = deliveries.what_if(case, "asked", changes, item="shells").comparison
    assert shells.entries[0].items["shells"].series == shells.entries[1].items["shells"].series


def test_an_item_that_is_limited_waits_alone() -> None:
    """60 guns at 5 a month from July 1951 on are there by June 1952."""
    what = deliveries.what_if(
        parse_case(ARMS), "asked", {"capacity": [{"limit": "5", "item": "guns"}]}, item="guns"
    )
    assert what.comparison.entries[1].items["guns"].measures["complete"].value == Month(1952, 6)
    assert [*what.schedule.items] == ["guns"]


def test_other_readings_of_other_items_do_not_matter() -> None:
    case = parse_case(ARMS)
    assert len(deliveries.compare_readings(case).choices) == 2
    of_guns = deliveries.compare_readings(case, item="guns")
    assert [choice.id for choice in of_guns.choices] == ["asked, tranche 2, window"]
    assert all(each.item == "guns" for each in of_guns.moved)


def test_a_row_of_a_ledger_is_explained_by_its_own_line(own_file: Path, tmp_path: Path) -> None:
    """title: A
    requests:
      arms:
        title: Arms
        recipient: Here
        supplier: There
        items: {guns: {unit: gun}, axes: {unit: axe}}
        scenarios:
          came: {kind: record, ledger: {file: came.csv}}
    """
    rows = "date,quantity,item\n1951-01-03,7,axes\n1951-01-09,2,guns\n"
    (tmp_path / "came.csv").write_text(rows, encoding="utf-8")
    case = load_case(own_file)
    alone = deliveries.schedule_scenario(case, "came", item="guns")
    typed = ("came", "1951-01", "--item", "guns", "-f", "case.yaml", "--full")
    shown = run("explain", *typed, folder=tmp_path).stdout
    assert deliveries.as_text(deliveries.explain(alone, Month(1951, 1), item="guns")) == shown
    assert "1951-01-09" in shown
    assert "1951-01-03" not in shown


def test_a_milestone_of_an_item_holds_its_own_rows(in_case: Callable[[str], Case]) -> None:
    """Of 10 guns by 31 March 3 came in January: 7 in February or March; shells are other rows."""
    case = in_case("""
        opens: 1951-01
        items: {shells: {unit: shell}, guns: {unit: gun}}
        scenarios:
          came:
            kind: record
            tranches:
              - {item: shells, quantity: 500, window: 1951-01}
              - {item: shells, quantity: 400, window: 1951-02}
              - {item: guns, quantity: 3, window: 1951-01}
              - {item: guns, to_date: 10, date: 1951-03-31}
    """)
    alone = deliveries.schedule_scenario(case, "came", item="guns").item("guns").series
    among = deliveries.schedule_scenario(case, "came").item("guns").series
    assert alone == among
    assert alone is not None
    assert (alone.at_least[-1], alone.at_most[-1]) == (10 * alone.grain, 10 * alone.grain)


LIMITED = """
items: {guns: {unit: gun, quantity: 6}, shells: {unit: shell, quantity: 90}}
capacity: [{limit: 5, item: shells, assumed: {limit: a narrow road}}]
scenarios:
  plan:
    kind: plan
    tranches:
      - {item: guns, quantity: 6, window: 1951-01..1951-02}
      - {item: shells, quantity: 90, window: 1951-01}
"""


def test_what_limits_another_item_is_neither_waited_for_nor_told(
    in_case: Callable[[str], Case],
) -> None:
    """The shells go on until June 1952; guns are all there by February 1951."""
    case = in_case(LIMITED)
    shells = deliveries.compare_scenarios(case, item="shells")
    guns = deliveries.compare_scenarios(case, item="guns")
    assert (shells.window.last, guns.window.last) == (Month(1952, 6), Month(1951, 2))
    assert guns.base.schedule.scenario.capacity == ()
    assert "a narrow road" in deliveries.as_text(shells)
    assert "a narrow road" not in deliveries.as_text(guns)


@pytest.mark.parametrize("command", ["compare", "export", "handout", "plot", "readings"])
def test_every_command_that_compares_takes_an_item(command: str, tmp_path: Path) -> None:
    (tmp_path / "arms.yaml").write_text(ARMS, encoding="utf-8")
    typed = (command, "-f", "arms.yaml", "--format", "md", "--item", "guns")
    result = run(*typed, folder=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    assert "shells" not in result.stdout.lower()
    assert "guns" in result.stdout.lower()


def test_what_an_item_is_called_may_be_shortened_everywhere(tmp_path: Path) -> None:
    (tmp_path / "arms.yaml").write_text(ARMS, encoding="utf-8")
    for typed in (
        ("show", "asked"), ("whatif", "asked", "--shift", "1"), ("need", "asked"),
        ("when", "asked", "30"), ("explain", "asked", "1951-08"), ("compare",),
    ):  # fmt: skip
        result = run(*typed, "-f", "arms.yaml", "--item", "gu", folder=tmp_path)
        assert (result.code, result.stderr) == (0, "item 'gu' is taken for 'guns'\n")


def test_a_scenario_without_the_item_has_no_months_before_the_opening(
    in_case: Callable[[str], Case],
) -> None:
    case = in_case("""
    opens: 1951-02
    items: {guns: {unit: gun}, shells: {unit: shell}}
    scenarios:
      a: {kind: plan, tranches: [{item: guns, quantity: 1, window: 1951-03}]}
      b: {kind: record, tranches: [{item: shells, quantity: 2, window: 1951-01}]}
    """)
    both = deliveries.compare_scenarios(case, item="shells")
    assert "Before February 1951: shown, never counted." in deliveries.as_text(both)
