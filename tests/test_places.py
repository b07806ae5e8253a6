"""Odd places to write to and to read from: said in one line, nothing lost, nothing half written."""

import json
import os
import pty
import resource
import select
import subprocess
from pathlib import Path

import pytest

from deliveries.formats.bundle import FILES
from tests.places import COMMAND, POSIX, WRITERS, as_anybody, big_case, names_in, refuses, shell
from tests.terminal import run

pytestmark = POSIX
HOSTILE = "a\nb\x1b[31mred\x1b]0;title\x07"
EVERY = pytest.mark.parametrize("command", WRITERS)


def refused(command: str, output: str, folder: Path, code: int = 1) -> str:
    """What a command says that may not write; nothing in its folder changes."""
    before = names_in(folder)
    result = run(*WRITERS[command][0], "-o", output, folder=folder)
    assert (result.code, result.stdout) == (code, "")
    assert names_in(folder) == before
    return result.stderr


@EVERY
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    name = WRITERS[command][1]
    said = refused(command, f"none/{name}", tmp_path)
    assert said == "deliveries: there is no folder none\nmake it first\n"
    (tmp_path / name).symlink_to("far/away")
    said = refused(command, name, tmp_path)
    assert said == f"deliveries: there is no folder {tmp_path}/far\nmake it first\n"


@EVERY
def test_what_cannot_be_written_is_said(tmp_path: Path, command: str) -> None:
    name = WRITERS[command][1]
    (tmp_path / "file").touch()
    (tmp_path / name).symlink_to(name)
    for output in (f"file/{name}", name, "x" * 300 + name):
        said = refused(command, output, tmp_path)
        assert said.startswith(f"deliveries: cannot write {output}: ")
        assert said.count("\n") == 1


@EVERY
def test_a_folders_name_is_wrong_usage(tmp_path: Path, command: str) -> None:
    if command == "schema":
        said = refused(command, f"{WRITERS[command][1]}/", tmp_path, code=2)
        assert "does not end in .json" in said
    assert "an empty name is no file's" in refused(command, "", tmp_path, code=2)


@EVERY
def test_a_device_that_is_full_is_said(tmp_path: Path, command: str) -> None:
    name = WRITERS[command][1]
    (tmp_path / name).symlink_to("/dev/full")
    said = refused(command, name, tmp_path)
    assert said == f"deliveries: cannot write {name}: No space left on device\n"
    assert Path("/dev/full").is_char_device()


def test_a_name_may_be_an_ending_alone(tmp_path: Path) -> None:
    assert run("compare", "-o", ".csv", folder=tmp_path).code == 0
    assert (tmp_path / ".csv").read_text(encoding="utf-8").startswith("request,")


def test_a_folder_whose_name_is_too_long_is_said(tmp_path: Path) -> None:
    for output in ("x" * 300 + "/", "x" * 300 + ".csv"):
        result = run("export", "-o", output, folder=tmp_path)
        assert (result.code, "File name too long" in result.stderr) == (1, True)
        assert result.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("command", ["compare", "plot", "export", "handout"])
def test_what_is_read_only_stays(tmp_path: Path, command: str) -> None:
    if not refuses(tmp_path):
        pytest.skip("nothing is refused to this user")
    arguments, name = WRITERS[command]
    for folder in ("shut", "open"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("old", encoding="utf-8")
    (tmp_path / "open" / name).chmod(0o444)
    (tmp_path / "shut").chmod(0o555)
    for folder in ("shut", "open"):
        done = subprocess.run(
            [*COMMAND, *arguments, "-o", f"{folder}/{name}"],
            cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=as_anybody,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr.startswith(f"deliveries: cannot write {folder}/{name}: ")
        assert names_in(tmp_path / folder) == [name]
        assert (tmp_path / folder / name).read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("output", ["out.csv", "out.json", "out.parquet", "out/"])
def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path: Path, output: str) -> None:
    case = big_case(tmp_path, 500, "1951..1953")
    place = tmp_path / "out" / "schedule.csv" if output == "out/" else tmp_path / output
    if output == "out/":
        assert run("export", "-o", output, folder=tmp_path).code == 0
    else:
        place.write_bytes(b"old")
    before, names = place.read_bytes(), names_in(tmp_path)
    done = subprocess.run(
        [*COMMAND, "export", "-f", str(case), "-o", output],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr in (
        f"deliveries: cannot write {output}: File too large\n",
        "deliveries: cannot write in out: File too large\n",
    )
    assert (place.read_bytes(), names_in(tmp_path)) == (before, names)


@pytest.mark.parametrize("arguments", [
    ["compare", "-o", HOSTILE], ["compare", "-o", f"none{HOSTILE}/out.csv"],
    ["compare", "--format", "csv", "-o", f"{HOSTILE}.csv/"],
    ["export", "-o", f"none{HOSTILE}/out/"], ["handout", "-o", HOSTILE], ["new", HOSTILE],
    ["new", f"{HOSTILE}/case.yaml"],
    ["check", HOSTILE], ["compare", "-f", HOSTILE], ["compare", "--from", HOSTILE],
    ["explain", "general-staff", HOSTILE], [HOSTILE], ["list", HOSTILE], [f"--{HOSTILE}"],
    ["compare", "--format", HOSTILE], ["show", HOSTILE],
])  # fmt: skip
def test_a_name_does_nothing_to_a_terminal(tmp_path: Path, arguments: list[str]) -> None:
    code, shown = in_a_terminal(arguments, tmp_path)
    assert code in (1, 2)
    assert not {"\x1b", "\x07"} & set(shown)
    if arguments[0] != "show":  # a name that is no file's
        assert "a\r\nb" not in shown


def in_a_terminal(arguments: list[str], folder: Path) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=theirs, stderr=theirs) as done:
        shown = b""
        while done.poll() is None or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.1)[0]:
                shown += os.read(ours, 65536)
    os.close(theirs)
    os.close(ours)
    return done.returncode, shown.decode(errors="replace")


@pytest.mark.parametrize("name", [HOSTILE, os.fsdecode(b"caf\xe9"), "日本 語", "-x", "~"])
def test_any_name_is_written(tmp_path: Path, name: str) -> None:
    for arguments, ending in ((["compare"], ".csv"), (["plot"], ".svg"), (["handout"], ".html")):
        assert run(*arguments, "-o", name + ending, folder=tmp_path).code == 0
        assert (tmp_path / (name + ending)).stat().st_size > 1000
    assert run("export", "-o", f"{name}/", folder=tmp_path).code == 0
    assert names_in(tmp_path / name) == sorted(FILES)


@pytest.mark.parametrize(("place", "said"), [
    ("/dev/zero", "at most 16 MB"), ("/dev/null", "the file is empty"), (".", "Is a directory"),
    ("none.yaml", "No such file"), ("loop", "symbolic links"), ("file/x", "Not a directory"),
    ("x" * 300, "File name too long"),
])  # fmt: skip
def test_what_is_no_case_file_is_said(tmp_path: Path, place: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    for arguments in (["check", place], ["compare", "-f", place, "-o", "out.csv"]):
        result = run(*arguments, folder=tmp_path)
        assert (result.code, result.stdout) == (1, "")
        assert result.stderr.startswith(place)
        is_folder = place == "." and arguments[0] == "check"  # which may be an exported one
        assert ("it has no datapackage.json" if is_folder else said) in result.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"


def test_a_case_may_come_from_a_process(tmp_path: Path) -> None:
    run("new", "case.yaml", folder=tmp_path)
    done = shell("$D export -f <(cat case.yaml) -o out/ && $D check <(cat out/case.yaml)", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"wrote out/\n")
    assert b"no problems in 1 request" in done.stdout


@pytest.mark.parametrize("command", ["compare", "whatif --save", "list", "plot", "handout"])
def test_no_command_writes_over_its_case(tmp_path: Path, command: str) -> None:
    arguments, name = WRITERS[command]
    run("new", "case.yaml", folder=tmp_path)
    before = (tmp_path / "case.yaml").read_bytes()
    scenario = ["late", "--shift", "1", "--save", "x"] if command == "whatif --save" else []
    (tmp_path / name).hardlink_to(tmp_path / "case.yaml")
    result = run(arguments[0], *scenario, "-f", "./case.yaml", "-o", name, folder=tmp_path)
    assert result.code == 2
    assert f"the case is read from '{name}'" in result.stderr
    assert (tmp_path / "case.yaml").read_bytes() == before


@pytest.mark.parametrize("failing", FILES)
def test_where_one_file_cannot_be_moved_each_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def bundle() -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}

    assert run("export", "general-staff", "-o", "out/", folder=tmp_path).code == 0
    after = bundle()
    assert run("export", "-o", "out/", folder=tmp_path).code == 0
    before = bundle()
    replace = Path.replace

    def fail(source: Path, target: Path) -> Path:
        if target.name == failing and target.parent.name in {"out", "new"}:
            raise OSError(5, "Input/output error")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", fail)
    result = run("export", "general-staff", "-o", "out/", folder=tmp_path)
    assert result.stderr == "deliveries: cannot write in out: Input/output error\n"
    found = bundle()
    assert set(found) == set(FILES)
    assert all(found[name] in (before[name], after[name]) for name in FILES)
    assert found[failing] == before[failing]


def test_a_file_is_at_its_place_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", "-o", "out/", folder=tmp_path).code == 0
    replace, there = Path.replace, []

    def look(source: Path, target: Path) -> Path:
        there.append([name for name in FILES if not (tmp_path / "out" / name).exists()])
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", look)
    assert run("export", "general-staff", "-o", "out/", folder=tmp_path).code == 0
    assert there == [[]] * len(FILES)  # each is written beside the place, then moved


def test_an_export_cut_off_between_two_moves_is_seen_and_repaired(tmp_path: Path) -> None:
    run("export", "-o", "out/", folder=tmp_path)
    run("export", "general-staff", "-o", "new/", folder=tmp_path)
    (tmp_path / "new" / "datapackage.json").replace(tmp_path / "out" / "datapackage.json")
    described = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())["resources"][0]
    assert described["bytes"] != (tmp_path / "out" / "schedule.csv").stat().st_size
    assert run("export", "-o", "out/", folder=tmp_path).code == 0
