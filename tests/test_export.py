"""Exports: opened again by the programs that they are for, and never left half done."""

import csv
import io
import json
import signal
import subprocess
import sys
import time
import tracemalloc
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from deliveries.analysis.comparison import compare_scenarios
from deliveries.formats import write
from deliveries.read import load_case, parse_case
from deliveries.reports import View, report
from deliveries.text import harmless
from tests.hostile import NAMES
from tests.places import big_case
from tests.terminal import run

COLUMNS = (
    "request", "scenario", "kind", "item", "unit", "month", "delivered", "to_date", "at_least",
    "at_most", "share", "gap", "behind", "delivered_numerator", "delivered_denominator", "source",
)  # fmt: skip
DETAILED = (*COLUMNS[:5], "recipient", "establishment", "counted", *COLUMNS[5:])


def test_csv_for_pandas(tmp_path: Path) -> None:
    assert run("export", "-o", "out.csv", folder=tmp_path).code == 0
    frame = pd.read_csv(tmp_path / "out.csv")
    assert tuple(frame.columns) == COLUMNS
    there = frame[frame["month"] == "1951-12"].groupby("scenario")["to_date"].sum()
    assert there["mao-one-sixth"] == 60
    assert there["general-staff"] == 16
    assert not frame.duplicated(list(COLUMNS[:6])).any()


def test_details_for_pandas(tmp_path: Path) -> None:
    assert run("export", "--detail", "-o", "out.csv", folder=tmp_path).code == 0
    frame = pd.read_csv(tmp_path / "out.csv")
    assert tuple(frame.columns) == DETAILED
    assert frame["recipient"].isna().any()
    assert set(frame["counted"]) == {"yes", "no"}
    assert not frame.duplicated(list(DETAILED[:9])).any()


def test_a_spreadsheet_with_decimal_commas_gets_semicolons_and_a_byte_order_mark(
    tmp_path: Path,
) -> None:
    run("export", "-o", "plain.csv", folder=tmp_path)
    run("export", "--semicolon", "-o", "marked.csv", folder=tmp_path)
    plain, marked = ((tmp_path / name).read_bytes() for name in ("plain.csv", "marked.csv"))
    assert plain.startswith(b"request,")
    assert marked.startswith(b"\xef\xbb\xbfrequest;")
    usual = pd.read_csv(tmp_path / "plain.csv")
    there = pd.read_csv(tmp_path / "marked.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert there.equals(usual)


def test_json_is_exact(tmp_path: Path) -> None:
    run("export", "general-staff", "-o", "out.json", folder=tmp_path)
    record = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (record["deliveries"], record["result"]) == (1, "comparison")
    rows = record["tables"]["schedule"]
    assert {row["scenario"] for row in rows} == {"general-staff"}
    first = rows[0]
    assert tuple(first) == COLUMNS
    assert (first["delivered"], first["share"], first["item"]) == ("8/3", "2/45", None)
    assert (first["delivered_numerator"], first["delivered_denominator"]) == (8, 3)


def test_parquet_has_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for name in ("out.csv", "out.parquet"):
        assert run("export", "-r", "hump-1943", "-o", name, folder=tmp_path).code == 0
    table = pd.read_parquet(tmp_path / "out.parquet")
    plain = pd.read_csv(tmp_path / "out.csv")
    assert tuple(table.columns) == COLUMNS
    assert list(table["month"]) == list(plain["month"])
    assert table["delivered"].isna().tolist() == plain["delivered"].isna().tolist()
    assert table["delivered"].dropna().tolist() == plain["delivered"].dropna().tolist()
    assert str(table["delivered_numerator"].dropna().astype("int64").dtype) == "int64"


def test_a_fraction_too_long_for_parquet_is_said_so(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "long.yaml").write_text(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun, scenarios: {s: {"
        "kind: plan, tranches: [{quantity: 1/999999999999989, window: 1951-01..1951-02,"
        " weights: [1/999999999999947, 1]}]}}}}",
        encoding="utf-8",
    )
    (tmp_path / "old.parquet").write_text("as it was", encoding="utf-8")
    result = run("export", "-f", "long.yaml", "-o", "old.parquet", folder=tmp_path)
    assert result.code == 1
    assert "more than 64 bits" in result.stderr
    assert (tmp_path / "old.parquet").read_text(encoding="utf-8") == "as it was"


def test_parquet_without_pyarrow_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "deliveries.formats.parquet", raising=False)
    result = run("export", "-o", "out.parquet", folder=tmp_path)
    assert result.code == 1
    assert "pip install pyarrow" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_workbook_has_its_pages(tmp_path: Path) -> None:
    run("export", "-o", "out.xlsx", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    first = "Month by month (division sets)"
    assert book.sheetnames[:3] == ["Read me", first, "Measures (division sets)"]
    for name in ("Mao's plan", "The General Staff's", "Stalin's reply"):
        assert [each for each in book.sheetnames if each.startswith(name)]
    assert book.sheetnames[-1] == "Sources"
    assert "Jul 1951" in [cell.value for cell in book[first]["A"]]
    assert "1951-07" in [cell.value for row in book["Data, schedule"] for cell in row]


def test_a_document_has_every_scenario(tmp_path: Path) -> None:
    run("export", "-o", "out.md", folder=tmp_path)
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert text.startswith("# Arms for sixty divisions\n\n**By December 1951 Mao asks for")
    assert "## Stalin's reply: Month by month (division sets)" in text
    assert text.count("## Sources") == 1


def test_stdout_is_csv_unless_said_otherwise() -> None:
    result = run("export", "mao-one-sixth")
    assert result.stdout.startswith("request,scenario,kind")
    assert json.loads(run("export", "mao-one-sixth", "--format", "json").stdout)["tables"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_formula(name: str) -> None:
    case = parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 1, window: 1951-07}]}}}}"
    )
    request = case.requests["r"].model_copy(update={"unit": name})
    named = case.model_copy(update={"requests": {"r": request}})
    text = b"".join(write(report(compare_scenarios(named)), "csv")).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["unit"][0] not in "=+-@\t\r"
    assert row["unit"] in (harmless(name), f"'{harmless(name)}")
    assert row["delivered"] == "1"


def test_a_negative_number_is_a_number() -> None:
    result = run("compare", "general-staff", "--format", "csv", "--to", "1951-07")
    _, row = csv.DictReader(io.StringIO(result.stdout))
    assert row["gap"] == "-7.333333333333333"


def test_a_folder_holds_all_of_it_and_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert run("export", "-o", "one/", folder=tmp_path).code == 0
    assert run("export", "-o", f"{tmp_path}/two/", folder=tmp_path / "elsewhere").code == 0
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert sorted(one) == ["README.md", "case.yaml", "datapackage.json", "schedule.csv"]
    assert one == two
    assert not [name for name in one if str(tmp_path).encode() in one[name]]
    assert one["schedule.csv"].decode() == run("export").stdout
    readme = one["README.md"].decode()
    assert "With deliveries" in readme
    assert "By December 1951 Mao asks for all 60" in readme
    load_case(tmp_path / "one" / "case.yaml")


def test_the_folder_of_ones_own_case_names_no_place(tmp_path: Path) -> None:
    file = big_case(tmp_path, 3, "1951-07..1951-09")
    result = run("export", "plan-0", "-f", str(file), "--whole", "-o", str(tmp_path / "out"))
    assert result.code == 2  # it has no ending, and is no folder yet
    assert run("export", "plan-0", "-f", str(file), "-o", f"{tmp_path}/out/").code == 0
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "deliveries export plan-0 --file big.yaml\n" in readme
    assert "The case file names no licence." in readme
    assert "licenses" not in json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    items = load_case(tmp_path / "out" / "case.yaml").requests["r"].items
    assert items["item-2"].quantity == Fraction(19)


@pytest.mark.slow
@pytest.mark.skipif(not find_spec("frictionless"), reason="frictionless is not installed")
@pytest.mark.parametrize("request_id", ["sixty-divisions", "thirty-six-divisions", "hump-1943"])
def test_a_folder_is_a_valid_data_package(tmp_path: Path, request_id: str) -> None:
    assert run("export", "-r", request_id, "-o", "out/", folder=tmp_path).code == 0
    validate = [sys.executable, "-m", "frictionless", "validate", "out/datapackage.json", "--json"]
    done = subprocess.run(validate, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], done.stdout
    assert {task["name"]: task["valid"] for task in report["tasks"]}["schedule"]
    assert report["tasks"][0]["stats"]["fields"] == len(COLUMNS)
    table = tmp_path / "out" / "schedule.csv"
    broken = table.read_text(encoding="utf-8").replace("-01,", "/01,").replace("-07,", "/07,")
    table.write_text(broken, encoding="utf-8")
    done = subprocess.run(validate, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not json.loads(done.stdout)["valid"]  # so it does look


def test_a_folder_is_written_over_only_if_it_is_a_bundle(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "README.md").write_text("my own", encoding="utf-8")
    refused = run("export", "-o", "mine", folder=tmp_path)
    assert refused.code == 1
    assert "is not ours" in refused.stderr
    assert [file.name for file in folder.iterdir()] == ["README.md"]
    (folder / "README.md").rename(folder / "notes.txt")
    assert run("export", "-o", "mine", folder=tmp_path).code == 0
    assert run("export", "general-staff", "-o", "mine", folder=tmp_path).code == 0
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "my own"
    assert "mao-one-sixth" not in (folder / "schedule.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["list.csv", "big.yaml"])
def test_what_is_read_is_never_written_over(tmp_path: Path, name: str) -> None:
    file = big_case(tmp_path, 3, "1951-07")
    before = (tmp_path / name).read_bytes()
    result = run("export", "-f", str(file), "--format", "csv", "-o", name, folder=tmp_path)
    assert result.code == 2
    assert "the case is read from" in result.stderr
    assert (tmp_path / name).read_bytes() == before


def test_a_fault_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "halves.yaml").write_text(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, items: {a: {unit: gun,"
        " quantity: 4}, b: {unit: ton, quantity: 1/2}},"
        " scenarios: {s: {kind: plan, tranches: [{share: 1, window: 1951-07}]}}}}",
        encoding="utf-8",
    )
    (tmp_path / "out.csv").write_text("as it was", encoding="utf-8")
    result = run("export", "-f", "halves.yaml", "--whole", "-o", "out.csv", folder=tmp_path)
    assert result.code == 2  # half a ton is not whole, which only shows at the second item
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "as it was"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["halves.yaml", "out.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("target", ["out.csv", "out/"])
def test_an_interrupted_export_leaves_nothing_behind(
    tmp_path: Path, target: str, sent: signal.Signals, code: int
) -> None:
    file = big_case(tmp_path, 2000, "1900..1999")  # 2.4 million rows
    before = sorted(tmp_path.rglob("*"))
    command = [sys.executable, "-m", "deliveries", "export", "-f", str(file), "-o", target]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        while not any(part.stat().st_size for part in tmp_path.rglob("*.part*") if part.is_file()):
            assert process.poll() is None
            time.sleep(0.02)
            if any(part.is_dir() and any(part.iterdir()) for part in tmp_path.rglob("*.part")):
                break
        process.send_signal(sent)
        assert process.wait(30) == code
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_a_long_export_shows_its_progress_to_a_terminal_only(tmp_path: Path) -> None:
    import os

    file = big_case(tmp_path, 4000, "1951-07")
    command = [sys.executable, "-m", "deliveries", "export", "-f", str(file), "-o", "out.csv"]
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (b"", b"wrote out.csv\n")
    ours, theirs = os.openpty()
    with subprocess.Popen(command, cwd=tmp_path, stderr=theirs) as process:
        assert process.wait(60) == 0
        os.close(theirs)
        assert b"writing" in os.read(ours, 100_000)
    os.close(ours)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_scenarios(tmp_path: Path) -> None:
    peaks = []
    for scenarios in (1, 6):
        case = load_case(big_case(tmp_path, 300, "1951..1953", scenarios))
        tracemalloc.start()
        for _ in write(report(compare_scenarios(case), View(detail=True)), "csv"):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]  # six times as much, were it all held


def test_a_bundle_of_some_scenarios_compares_them_alone(tmp_path: Path) -> None:
    names = ("stalin-reply", "three-months-earlier")
    assert run("export", *names, "-o", "out/", folder=tmp_path).code == 0
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    lead = readme.splitlines()[2].strip("*")
    alone = run("compare", "--file", "out/case.yaml", folder=tmp_path).stdout
    assert " ".join(alone.partition("\n\n")[0].split()) == lead
    assert "Mao asks for" not in lead
    other = run("export", *names, "--baseline", "mao-one-sixth", "-o", "out/", folder=tmp_path)
    assert other.code == 2


def test_a_folder_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    assert run("export", "-o", "out/", folder=tmp_path).code == 0
    before = (tmp_path / "out" / "schedule.csv").read_bytes()
    (tmp_path / "out" / "README.md").unlink()
    (tmp_path / "out" / "README.md").mkdir()
    result = run("export", "general-staff", "-o", "out/", folder=tmp_path)
    assert (result.code, result.stderr) == (
        1, "deliveries: cannot write in out: its README.md is a folder\n",
    )  # fmt: skip
    assert (tmp_path / "out" / "schedule.csv").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
@pytest.mark.parametrize(("name", "command"), [
    ("deliveries.schema.json", ["new", "a.yaml"]), ("datapackage.json", ["export", "-o", "."]),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["pipe", "zeros"])
def test_what_is_not_a_file_is_not_read(
    tmp_path: Path, name: str, command: list[str], kind: str
) -> None:
    import os

    if kind == "pipe":
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).symlink_to("/dev/zero")
    shell = [sys.executable, "-m", "deliveries", *command]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, timeout=30, check=False)
    assert done.returncode == (0 if command[0] == "new" else 1)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
def test_a_case_from_a_pipe_goes_into_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    text = (
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 1, window: 1951-07}]}}}}"
    )
    shell = [sys.executable, "-m", "deliveries", "export", "-f", "/dev/stdin", "-o", "out.csv"]
    subprocess.run(shell, cwd=tmp_path, input=text, text=True, timeout=30, check=True)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("request,")
