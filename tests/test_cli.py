"""What a shell sees of the command line: streams, exit codes, files, encodings, signals."""

import os
import re
import signal
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from deliveries.formats import FORMATS
from tests.conftest import around
from tests.terminal import run

COMMAND = [sys.executable, "-m", "deliveries"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
SMALL = """
unit: gun
scenarios: {plan: {kind: plan, tranches: [{quantity: 5, window: 1951-07}]}}
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    file = tmp_path / "case.yaml"
    file.write_text(around(SMALL), encoding="utf-8")
    return file


def shell(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # options are subprocess's own
        [*COMMAND, *arguments], capture_output="stdout" not in options, check=False, **options
    )


def test_the_shipped_case_is_found_from_any_folder(tmp_path: Path) -> None:
    result = run("check", folder=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    assert "requests.yaml: no problems in 5 requests, 11 scenarios, 12 sources" in result.stdout


def test_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        assert run("compare", "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_dash_is_stdout() -> None:
    assert run("compare", "-o", "-", "--format", "csv") == run("compare", "--format", "csv")


@POSIX
@pytest.mark.parametrize("arguments", [["compare"], ["compare", "--format", "csv"], ["--help"]])
def test_a_reader_that_goes_away_is_not_an_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = shell(*arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["compare"], ["compare", "--format", "json"], ["--help"]])
def test_a_full_disk_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = shell(*arguments, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 1
    assert result.stderr == b"deliveries: cannot write: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_directly() -> None:
    result = run("compare", "--format", "csv", "-o", "/dev/full")
    assert result.code == 1
    assert result.stderr == "deliveries: cannot write /dev/full: No space left on device\n"
    assert Path("/dev/full").is_char_device()


@POSIX
def test_a_pipe_with_a_name_is_written_directly(tmp_path: Path, case_file: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    result = run("compare", "--file", str(case_file), "--format", "csv", "-o", str(pipe))
    reader.join(10)
    assert result.code == 0
    assert read[0].splitlines()[1].startswith("test,plan,plan,,gun,1951-07,5,5,5,5,")


@POSIX
def test_output_to_the_stdout_of_a_pipe() -> None:
    line = f"{sys.executable} -m deliveries compare --format csv -o /dev/stdout | cat"
    result = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert result.stderr == b""
    assert result.stdout.startswith(b"request,")


@POSIX
def test_links_that_go_round_are_an_error(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.symlink_to(other)
    other.symlink_to(one)
    assert run("compare", "-o", str(one)).code == 1
    assert one.is_symlink()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    result = run("compare", "--format", "csv", "-o", f"{tmp_path}/new.csv/")
    assert result.code == 2
    assert "which holds the table as CSV" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_long_name_that_the_disk_takes_is_taken(tmp_path: Path) -> None:
    assert run("compare", "-o", str(tmp_path / ("名" * 80 + ".csv"))).code == 0


@POSIX
def test_closed_output_is_said() -> None:
    line = f"{sys.executable} -m deliveries compare >&-"
    result = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stderr == b"deliveries: cannot write: stdout is closed\n"


@POSIX
def test_an_interrupt_exits_130(tmp_path: Path) -> None:
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)
    child = subprocess.Popen(
        [*COMMAND, "compare", "--file", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with pipe.open("wb"):  # opens only when the child has opened its end: it waits for text now
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=20)
    assert child.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="needs /dev/stdin")
def test_a_case_file_may_be_a_pipe(case_file: Path) -> None:
    result = shell("check", "/dev/stdin", input=case_file.read_bytes())
    assert result.stdout == b"/dev/stdin: no problems in 1 request, 1 scenario, 0 sources\n"


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old\n" * 10_000)
    assert run("compare", "--by", "year", "-o", str(target)).code == 0
    assert len(target.read_text().splitlines()) == 1 + 3 * 4
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@POSIX
def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    old, new, plain = (tmp_path / name for name in ("old.csv", "new.csv", "plain"))
    old.touch(0o600)
    old.chmod(0o640)
    plain.touch()
    for target in (old, new):
        assert run("compare", "-o", str(target)).code == 0
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert new.stat().st_mode == plain.stat().st_mode


@POSIX
@pytest.mark.parametrize("output", ["old.csv", "folder/"])
def test_what_is_written_over_keeps_its_names_and_attributes(tmp_path: Path, output: str) -> None:
    target, other = tmp_path / output, tmp_path / "other.csv"
    assert run("compare", "-o", str(target) + "/" * output.endswith("/")).code == 0
    file = target / "schedule.csv" if target.is_dir() else target
    wanted = file.read_bytes()
    file.write_bytes(b"old\n" * 10_000)
    other.hardlink_to(file)
    with suppress(OSError, AttributeError):  # not on this file system
        os.setxattr(file, "user.kept", b"1")
    held: list[str] = getattr(os, "listxattr", lambda _: [])(file)
    file.chmod(0o4640)
    assert run("compare", "-o", str(target) + "/" * output.endswith("/")).code == 0
    assert other.read_bytes() == file.read_bytes() == wanted
    assert file.samefile(other)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert getattr(os, "listxattr", lambda _: [])(file) == held
    assert not list(tmp_path.rglob("*.part"))


@POSIX
def test_a_file_alone_keeps_its_attributes_and_is_nobodys_program(tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_bytes(b"old")
    target.chmod(0o4751)
    assert run("compare", "-o", str(target)).code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o751
    try:
        os.setxattr(target, "user.kept", b"1")
    except (OSError, AttributeError):
        pytest.skip("no attributes on this file system")
    assert run("compare", "-o", str(target)).code == 0
    assert os.getxattr(target, "user.kept") == b"1"


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "out.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    assert run("compare", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text().startswith("request,")


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("compare", "-o", str(target))
    assert result.code == 1
    assert "No space left on device" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text() == "old"


@pytest.mark.parametrize("how", ["itself", "symlink", "hard link"])
def test_the_case_file_is_never_written_over(case_file: Path, how: str) -> None:
    target = case_file.with_name("target.csv")
    if how == "symlink":
        target.symlink_to(case_file)
    elif how == "hard link":
        target.hardlink_to(case_file)
    else:
        target = case_file
    before = case_file.read_bytes()
    result = run("compare", "--file", str(case_file), "-o", str(target), "--format", "csv")
    assert result.code == 2
    assert "the case is read from" in result.stderr
    assert case_file.read_bytes() == before


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_what_an_encoding_cannot_carry_is_written_in_ascii(encoding: str) -> None:
    result = run("compare", "--by", "quarter", encoding=encoding)
    assert result.code == 0
    assert result.stdout.isascii()
    assert "########......................  16" in result.stdout
    assert "-38 1/2?" in result.stdout
    assert "1 2/3" in run("compare", encoding=encoding).stdout


def test_a_name_keeps_the_letters_that_the_encoding_has(case_file: Path) -> None:
    case_file.write_text(case_file.read_text().replace("A test", "Été"), encoding="utf-8")
    assert "Été" in run("list", "--file", str(case_file), encoding="cp1252").stdout


def test_data_are_utf_8_whatever_the_terminal(case_file: Path) -> None:
    case_file.write_text(case_file.read_text().replace("A test", "Łódź"), encoding="utf-8")
    result = shell(
        "list", "--file", str(case_file), "--format", "json",
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "Łódź" in result.stdout.decode("utf-8")


HOSTILE = (
    "[sic]", "[bold]x[/bold]", "[/]", "\\x1b[31mred", "עברית", "名" * 60, "x" * 200, "=1+1",
    "a\\tb",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["compare", "show plan", "list"])
def test_a_name_is_text(case_file: Path, name: str, command: str) -> None:
    text = around(SMALL).replace("kind: plan", f'kind: plan, title: "{name}", by: "{name}"')
    case_file.write_text(text.replace("A test", f'"{name}"'), encoding="utf-8")
    result = run(*command.split(), "--file", str(case_file))
    assert (result.code, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout
    shown = name.replace("\\x1b", "␛").replace("\\t", "␉")
    joined = "".join(result.stdout.split())
    assert shown in joined or f"\u2068{shown}\u2069" in joined


def test_colour_only_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("compare").stdout
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = run("compare").stdout
    assert "\x1b[31m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in run("compare").stdout


def test_a_piped_table_is_never_cut_unless_a_width_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = run("list").stdout
    assert max(map(len, wide.splitlines())) > 100
    for columns in ("", "0", "x", "-5"):
        monkeypatch.setenv("COLUMNS", columns)
        assert run("list").stdout == wide
    monkeypatch.setenv("COLUMNS", "100")
    narrow = run("list").stdout
    assert max(map(len, narrow.splitlines())) <= 100
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert re.sub("\x1b\\[[0-9;]*m", "", run("list").stdout) == narrow


@pytest.mark.parametrize("columns", [30, 60, 80, 120])
def test_a_narrow_terminal_loses_no_number(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("compare").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = re.sub("\x1b\\[[0-9;]*m", "", run("compare").stdout)
    for number in ("42⅙", "48⅓", "550", "775", "14½", "18½"):
        assert number in whole
        assert number in narrow
    tables = narrow[narrow.index("Month by month") : narrow.index("Reading")]
    assert all(len(line) <= max(columns, 48) for line in tables.splitlines())


def test_debug_shows_the_traceback() -> None:
    result = shell("compare", "nobody", "--debug")
    assert result.returncode == 1
    assert b"Traceback" in result.stderr
    assert b"UnknownNameError" in result.stderr
    assert b"Traceback" not in shell("compare", "nobody").stderr


def test_a_fault_of_the_program_is_owned_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("deliveries.read.load_case", broken)
    result = run("list")
    assert result.code == 1
    assert result.stderr.startswith("deliveries: a fault of the program: ZeroDivisionError: oh\n")
    assert "--debug" in result.stderr


def test_alone_it_shows_the_verdict_the_bars_and_what_to_try() -> None:
    whole, alone = run("compare").stdout, run()
    assert (alone.code, alone.stderr) == (0, "")
    begun = whole[: whole.index("Month by month (division sets)")]
    assert alone.stdout.startswith(begun)
    tried = re.findall("^  (deliveries .*):", alone.stdout[len(begun) :], re.MULTILINE)
    assert len(tried) == 3
    assert len(alone.stdout.splitlines()) < 24


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("compare -o a.csv -o b.csv", "--output"),
        ("compare -o a.csv --output=b.csv", "--output"),
        ("compare --by year --by year", "--by"),
        ("compare --whole mao-one-sixth --whole", "--whole"),
        ("show general-staff -r sixty-divisions --request sixty-divisions", "--request"),
        ("new --schema --schema", "--schema"),
    ],
)
def test_an_option_given_twice_is_wrong_usage(line: str, option: str, tmp_path: Path) -> None:
    result = run(*line.split(), folder=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Error: Invalid value for '{option}': it is given twice\n")
    assert not list(tmp_path.iterdir())


def test_all_of_it_is_in_a_file_and_on_request(tmp_path: Path) -> None:
    short, full = run("compare").stdout, run("compare", "--full").stdout
    assert run("compare", "-o", "out.txt", folder=tmp_path).code == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == full
    assert "12 assumptions, 5 sources: --full" in short
    assert len(short.splitlines()) <= 110
    assert "--full" not in full
    assert "\nAssumed\n" in full
    assert "\nSources\n" in full


def scenarios_in(*arguments: str) -> list[str]:
    """The requests and scenarios in the CSV of an export."""
    rows = run("export", *arguments).stdout.splitlines()[1:]
    return list(dict.fromkeys(" ".join(row.split(",")[:2]) for row in rows))


def test_an_export_has_what_a_comparison_has_unless_asked_for_more() -> None:
    first = ["mao-one-sixth", "general-staff", "stalin-reply"]
    more = [*first, "three-months-earlier"]
    assert scenarios_in() == [f"sixty-divisions {name}" for name in first]
    assert scenarios_in("--all") == [f"sixty-divisions {name}" for name in more]
    everything = scenarios_in("--all-requests", "--all")
    assert len(everything) == 11
    assert {each.split()[0] for each in everything} == {
        "sixty-divisions", "thirty-six-divisions", "guns-1952", "guns-1953", "hump-1943",
    }  # fmt: skip
    assert run("export", "--all", "general-staff").code == 2
    assert run("export", "--all-requests", "-r", "hump-1943").code == 2


RESULTS = (
    "compare", "compare --divisions", "show general-staff", "show general-staff --per 36",
    "show mao-one-sixth --divisions", "explain general-staff 1951-10", "list", "list --sources",
    "whatif mao-one-sixth --capacity 6", "need general-staff", "when general-staff 30",
    "handout", "export --all-requests", "check",
)  # fmt: skip


@pytest.mark.parametrize("command", RESULTS)
def test_every_result_is_written_in_every_format_or_says_that_it_has_nothing(
    command: str, tmp_path: Path
) -> None:
    for name in FORMATS:
        result = run(*command.split(), "-o", f"out.{name}", folder=tmp_path)
        there = (tmp_path / f"out.{name}").exists()
        assert (result.code, there) in ((0, True), (2, False)), (name, result.stderr)
        if name in ("txt", "csv", "json", "md", "html", "xlsx", "db", "parquet"):
            assert there, result.stderr


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.is_text])
def test_what_is_no_text_is_nothing_for_a_screen(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliveries.cli.output.on_terminal", lambda: True)
    result = run("compare", "--format", name)
    assert (result.code, result.stdout) == (2, "")
    assert f"{name} is nothing for a screen; name a file" in result.stderr


def test_a_handout_without_a_place_gets_one_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = run("handout", folder=tmp_path)
    assert piped.stdout.startswith("<!doctype html>")
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr("deliveries.cli.output.on_terminal", lambda: True)
    result = run("handout", folder=tmp_path)
    assert (result.code, result.stdout, result.stderr) == (0, "", "wrote handout.html\n")
    assert (tmp_path / "handout.html").read_text(encoding="utf-8") == piped.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "a\nError: b"],
        ["compare", "--as-of", "a\nError: b"],
        ["whatif", "mao-one-sixth", "--capacity", "a\nError: b"],
        ["compare", "--a\nError: b"],
        ["check", "x", "a\nError: b"],
        ["a\nError: b"],
        ["compare", "-r", "a\u202eb"],
        ["compare", "--a\u202eb"],
        ["check", "x", "a\u202eb"],
        ["--a\u202eb"],
    ],
)
def test_an_argument_writes_no_line_and_turns_none_round(arguments: list[str]) -> None:
    refused = run(*arguments)
    assert refused.code == 2
    assert "\nError: b" not in refused.stderr
    assert "\u202e" not in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("option", ["capacity", "quantity", "window", "monthly", "shift"])
def test_bytes_that_are_no_text_are_wrong_usage(option: str) -> None:
    done = shell("whatif", "mao-one-sixth", f"--{option}", "\udcff")
    assert done.returncode == 2
    assert b"these bytes are no text in UTF-8" in done.stderr
