"""A folder that was exported, made again of its own case."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import deliveries
from deliveries import Date, Month, View, check_bundle
from deliveries.analysis.comparison import Handout
from deliveries.case import Case
from deliveries.errors import CaseError
from deliveries.formats.bundle import bundle
from deliveries.months import By
from deliveries.results import Result

CASE = """
title: T
sources: {letter: {title: A letter, grade: primary}}
requests:
  guns:
    title: Guns
    recipient: A
    supplier: B
    unit: gun
    quantity: 8
    source: letter
    scenarios:
      plan: {kind: plan, source: letter, tranches: [{quantity: 8, window: 1951-07..1951-09}]}
      came:
        kind: record
        source: letter
        ledger: {file: came.csv}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of 8 guns in three months, 2 2/3 each, beside what came: 5 in July, 3 in August."""
    made = tmp_path / "appendix"
    made.mkdir()
    (tmp_path / "came.csv").write_text("date,quantity\n1951-07-04,5\n1951-08-04,3\n")
    (tmp_path / "case.yaml").write_text(CASE)
    comparison = deliveries.compare_scenarios(deliveries.load_case(tmp_path / "case.yaml"))
    put(made, comparison)
    return made


def put(folder: Path, result: Result, view: View | None = None) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in bundle(result, view).items():
        (folder / name).write_bytes(content)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def found(folder: Path) -> list[tuple[str, int, int, str]]:
    return [(Path(each.file).name, each.line, each.column, each.message)
            for each in check_bundle(folder)]  # fmt: skip


def refused(folder: Path) -> tuple[str, str]:
    with pytest.raises(CaseError) as caught:
        check_bundle(folder)
    (problem,) = caught.value.problems
    return problem.code, problem.message


def test_what_was_exported_follows_from_its_case(folder: Path) -> None:
    assert check_bundle(folder) == []


def results(case: Case) -> Iterator[tuple[Result, View | None]]:
    compared = deliveries.compare_scenarios(case)
    yield compared, View(by=By.quarter, first=Month.parse("1951-10"), last=Month.parse("1952-03"))
    yield compared, View(detail=True, decimals=True)
    yield compared, View(wide=True)
    yield Handout(compared, "key", 7), None
    yield deliveries.compare_requests(case, every=True), None
    yield deliveries.compare_scenarios(case, as_of=Date.parse("1951-06-22")), None
    named = ["stalin-reply", "general-staff"]
    yield deliveries.compare_scenarios(case, named, baseline="stalin-reply", whole=True), None
    yield deliveries.schedule_scenario(case, "general-staff", whole=True), View(by=By.year)
    yield deliveries.schedule_scenario(case, "three-months-earlier"), None
    yield deliveries.what_if(case, "general-staff", {"capacity": "8", "shift": "-3"}), None
    larger, made = deliveries.with_change(case, "general-staff", {"capacity": "8"})
    yield deliveries.compare_scenarios(larger, [made, "mao-one-sixth"]), None
    yield deliveries.compare_scenarios(deliveries.under_capacity(case, "8")), None


def test_so_does_whatever_is_exported(shipped: Case, tmp_path: Path) -> None:
    for at, (result, view) in enumerate(results(shipped)):
        put(tmp_path / str(at), result, view)
        assert check_bundle(tmp_path / str(at)) == [], result.result


def test_one_item_and_a_sum(in_case: Callable[[str], Case], tmp_path: Path) -> None:
    case = in_case("""
    items: {a: {unit: gun, quantity: 4}, b: {unit: gun, quantity: 4}, c: {unit: ton, quantity: 1}}
    sums: {guns: {items: [a, b]}}
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 4, window: 1951}
          - {item: b, quantity: 4, window: 1952}
          - {item: c, quantity: 1, window: 1953}
    """)
    for item in (None, "b", "guns"):
        put(tmp_path / str(item), deliveries.compare_scenarios(case, item=item))
        assert check_bundle(tmp_path / str(item)) == []
    edit(tmp_path / "guns" / "sums.csv", "8,8,8", "9,8,8")
    ((name, *_),) = found(tmp_path / "guns")
    assert name == "sums.csv"


def test_a_milestone_reaches_back_as_far_in_a_folder(
    in_case: Callable[[str], Case], tmp_path: Path
) -> None:
    """To the first month that any scenario names, also one that is not exported, or rests on it."""
    case = in_case("""
    unit: gun
    quantity: 20
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 20, window: 1951-03..1951-08}]}
      earlier: {kind: plan, based_on: plan, shift: -2}
      came: {kind: record, tranches: [{to_date: 10, date: 1951-06}]}
    """)
    for names in (["came"], ["earlier", "came"], ["plan", "earlier", "came"]):
        comparison = deliveries.compare_scenarios(case, names, baseline=names[0])
        (came,) = (each.items[None] for each in comparison.entries if each.id == "came")
        assert came.item.series
        assert came.item.series.window.first == Month.parse("1951-03")
        put(tmp_path / str(len(names)), comparison)
        assert check_bundle(tmp_path / str(len(names))) == []


def test_what_is_revised_may_be_no_part_of_a_folder(
    in_case: Callable[[str], Case], tmp_path: Path
) -> None:
    case = in_case("""
    unit: gun
    scenarios:
      first: {kind: plan, dated: 1951-01, tranches: [{quantity: 4, window: 1951}]}
      then: {kind: plan, dated: 1951-02, revises: first, tranches: [{quantity: 5, window: 1951}]}
      last: {kind: plan, dated: 1951-03, revises: then, tranches: [{quantity: 6, window: 1951}]}
    """)
    for names, revised in ((["last"], None), (["first", "last"], "first")):
        put(tmp_path / str(len(names)), deliveries.compare_scenarios(case, names, baseline="last"))
        assert check_bundle(tmp_path / str(len(names))) == []
        kept = deliveries.load_case(tmp_path / str(len(names)) / "case.yaml").requests["test"]
        assert kept.scenarios["last"].revises == revised


def test_a_folder_says_of_a_case_that_has_a_record_no_more_than_the_case(
    in_case: Callable[[str], Case], tmp_path: Path
) -> None:
    """That it has none: what is not compared, or was not said by then, is there."""
    case = in_case("""
    unit: gun
    quantity: 4
    scenarios:
      plan: {kind: plan, dated: 1951-01, tranches: [{quantity: 4, window: 1951}]}
      came: {kind: record, dated: 1952-01, tranches: [{quantity: 4, window: 1951}]}
    """)
    for at, as_of in enumerate((None, Date.parse("1951-06"))):
        comparison = deliveries.compare_scenarios(case, ["plan"], as_of=as_of)
        put(tmp_path / str(at), comparison)
        assert check_bundle(tmp_path / str(at)) == []
        kept = deliveries.load_case(tmp_path / str(at) / "case.yaml").requests["test"]
        assert (list(kept.scenarios), kept.compare) == (["plan", "came"], ("plan",))


def test_what_is_the_same_altered_is_so_in_a_folder(
    in_case: Callable[[str], Case], tmp_path: Path
) -> None:
    """Whatever comes of the one comes of the other: written out, nobody would know that."""
    case = in_case("""
    items: {a: {unit: gun, quantity: 4}, b: {unit: ton, quantity: 4}}
    scenarios:
      plan:
        kind: plan
        tranches:
          - {item: a, quantity: 4, window: 1951}
          - {item: b, quantity: 4, window: 1951}
      sooner: {kind: plan, based_on: plan, tranche: 2, window: 1951-H1}
      later: {kind: plan, based_on: plan, tranche: 2, window: 1952}
      other: {kind: plan, based_on: plan, shift: 1}
    """)
    for names in (["plan", "sooner"], ["sooner", "later"], ["plan", "other"]):
        comparison = deliveries.compare_scenarios(case, names)
        is_same = comparison.entries[1].items["a"].behind[0] == "impossible"
        assert is_same is ("other" not in names)
        put(tmp_path / names[1], comparison)
        assert check_bundle(tmp_path / names[1]) == []
        (kept,) = deliveries.load_case(tmp_path / names[1] / "case.yaml").requests.values()
        assert kept.scenarios[names[1]].based_on == "plan"
        assert (kept.compare, kept.baseline) == (tuple(comparison.schedulers), "plan")


def test_a_number_that_does_not_follow_is_named_with_its_place(folder: Path) -> None:
    edit(folder / "schedule.csv", "2.6666666666666665", "2.67")
    heading, first, *_ = (folder / "schedule.csv").read_text().splitlines()
    at = heading.split(",").index("delivered")
    column = len(",".join(first.split(",")[:at])) + 2
    message = "'delivered' is 2.67; the case gives 2.6666666666666665"
    assert found(folder) == [("schedule.csv", 2, column, message)]
    (problem,) = check_bundle(folder)
    assert problem.excerpt[problem.column - 1 :][: problem.width] == "2.67"


def test_of_each_file_the_first_difference_is_named(folder: Path) -> None:
    lines = (folder / "schedule.csv").read_text().splitlines()
    (folder / "schedule.csv").write_text("\n".join(lines[:3]) + "\n")
    edit(folder / "README.md", "8 of 8", "8 of 9")
    readme = (folder / "README.md").read_text().splitlines()
    (line,) = [at for at, each in enumerate(readme, 1) if "8 of 9" in each]
    (table, page) = found(folder)
    assert table[:3] == ("schedule.csv", 4, 1)
    assert table[3] == f"it ends here; the case goes on: {lines[3][:80]}"
    assert page[:3] == ("README.md", line, readme[line - 1].index("9 gun") + 1)
    assert page[3].startswith("the case goes on: 8 gun and came")
    (folder / "schedule.csv").write_text("\n".join([*lines, "guns,plan"]) + "\n")
    assert found(folder)[0] == (
        "schedule.csv", len(lines) + 1, 1, "the case gives no such line",
    )  # fmt: skip


def test_a_case_or_a_ledger_that_was_changed_moves_the_numbers(folder: Path) -> None:
    edit(folder / "came.csv", "1951-08-04,3", "1951-08-04,2")
    names = [name for name, *_ in found(folder)]
    assert names == ["schedule.csv", "README.md", "datapackage.json"]
    assert found(folder)[-1][3] == "came.csv is not the file that was exported"
    line = (folder / "datapackage.json").read_text().splitlines()[found(folder)[-1][1] - 1]
    assert '"hash": "sha256:' in line


def test_a_change_that_moves_no_number_is_told(folder: Path) -> None:
    edit(folder / "case.yaml", "title: Guns", "title: Guns  # mine")
    ((name, _, _, message),) = found(folder)
    assert (name, message) == ("datapackage.json", "case.yaml is not the file that was exported")


def test_ends_of_lines_are_no_difference(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert check_bundle(folder) == []


def test_a_file_that_is_not_there(folder: Path) -> None:
    (folder / "README.md").unlink()
    assert found(folder) == [("README.md", 0, 0, "it is not there")]
    (folder / "came.csv").unlink()
    assert refused(folder)[0] == "no-file"


def test_what_is_no_bundle_is_refused(folder: Path, tmp_path: Path) -> None:
    code, message = refused(tmp_path)
    assert (code, "datapackage.json" in message) == ("no-bundle", True)
    package = json.loads((folder / "datapackage.json").read_text())
    made = package["made"]
    odd: list[object] = [None, [], {**made, "asked": []}, {**made, "seen": {"x": 1}}]
    for made in odd:
        (folder / "datapackage.json").write_text(json.dumps({**package, "made": made}))
        assert refused(folder)[0] == "no-recipe"
    for by in ("week", "quarter"):
        changed = {**package, "made": {**package["made"], "seen": {"by": by}}}
        (folder / "datapackage.json").write_text(json.dumps(changed))
        if by == "week":
            assert refused(folder)[0] == "not-made-again"
        else:
            assert found(folder)[0][:2] == ("schedule.csv", 1)
    package["made"]["asked"][0]["scenarios"] = ["plam"]
    (folder / "datapackage.json").write_text(json.dumps(package))
    code, message = refused(folder)
    assert code == "not-made-again"
    assert message.endswith("does not make what datapackage.json says: there is no scenario 'plam'")
