"""What is around a command: locale, home, width, streams. It says the same everywhere."""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.places import COMMAND, POSIX, complaints, shell
from tests.terminal import run

pytestmark = [POSIX, pytest.mark.slow]
COMMANDS = (
    ["--help"], ["compare", "--help"], ["--version"], ["compare"], ["list"], ["check"], ["plot"],
    ["explain", "general-staff", "1951-10"], ["whatif", "general-staff", "--shift", "2"],
    ["export"], ["new", "--schema"], ["new", "case.yaml"], ["plot", "-o", "out.png"],
    ["export", "-o", "out.xlsx"], ["export", "-o", "out/"], ["handout", "-o", "out.html"],
)  # fmt: skip
AT_ONCE = 4
BARE = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
AROUND = {
    "nothing at all": {},
    "plain C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a locale that is not there": {"LC_ALL": "en_US.ISO-8859-1"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp437": {"PYTHONIOENCODING": "cp437"},
    "cp1252": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "1"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "no home": {"HOME": "/nonexistent/x", "TMPDIR": "/nonexistent"},
    "a dumb terminal": {"TERM": "dumb", "COLUMNS": "x", "LINES": "1"},
    "no width": {"COLUMNS": "0", "FORCE_COLOR": "1"},
    "one column": {"COLUMNS": "1", "FORCE_COLOR": "1", "NO_COLOR": "1"},
    "less than none": {"COLUMNS": "-5"},
    "all the columns": {"COLUMNS": "100000"},
}


@pytest.mark.parametrize("around", AROUND)
def test_every_command_works_anywhere(tmp_path: Path, around: str) -> None:
    folder = tmp_path / "日本 語"
    folder.mkdir()

    def tried(command: list[str]) -> tuple[list[str], int, list[bytes]]:
        done = subprocess.run(
            [*COMMAND, *command], cwd=folder, env=BARE | AROUND[around], capture_output=True,
            check=False,
        )  # fmt: skip
        return command, done.returncode, complaints(done.stderr)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert [*threads.map(tried, COMMANDS)] == [(command, 0, []) for command in COMMANDS]
    done = subprocess.run(
        [*COMMAND, "export"], env=BARE | AROUND[around], capture_output=True, check=True
    )
    assert done.stdout.decode() == run("export").stdout
    assert len(list(folder.rglob("*"))) == 2 + 3 + 5


@pytest.mark.parametrize("columns", ["0", "1", "2", "3", "20", "40"])
@pytest.mark.parametrize("command", [["list"], ["compare", "--help"], ["export", "--help"]])
def test_a_narrow_terminal_loses_no_word(
    monkeypatch: pytest.MonkeyPatch, command: list[str], columns: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "400")
    wide = words(run(*command).stdout)
    monkeypatch.setenv("COLUMNS", columns)
    assert words(run(*command).stdout) == wide


@pytest.mark.parametrize("command", ["compare", "plot", "list", "show general-staff"])
def test_a_terminal_of_no_width_is_as_any_other(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    usual = run(*command.split()).stdout
    monkeypatch.setenv("COLUMNS", "0")
    assert run(*command.split()).stdout == usual
    for columns in ("1", "2", "3"):
        monkeypatch.setenv("COLUMNS", columns)
        assert run(*command.split()).code == 0


def words(text: str) -> list[str]:
    """The letters and figures in a text, wherever lines end."""
    return sorted(re.sub(r"\x1b\[[0-9;]*m|[\W_]", "", text))


CLOSED = ("<&-", "2>&-", "<&- 2>&-", ">&-", "<&- >&- 2>&-")


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_streams_are_no_part_of_a_file(tmp_path: Path, closed: str) -> None:
    """What is opened later must not pass for a stream; a picture needs one to read from."""
    line = "&& ".join(
        f"$D {command} {closed}"
        for command in ("compare -o out.csv", "plot -o out.png", "handout -o out.html",
                        "export -o out/", "new --schema -o out.json")
    )  # fmt: skip
    assert shell(line, tmp_path).returncode == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("request,")
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    assert shell(f"$D show nobody {closed}; exit $?", tmp_path).returncode == 2


def test_what_is_said_to_nobody_is_not_said_elsewhere(tmp_path: Path) -> None:
    done = shell("$D compare -o nothing 2>&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert shell("$D show nobody 2>/dev/full", tmp_path).returncode == 2


def test_a_folder_that_is_gone_is_nowhere_to_write(tmp_path: Path) -> None:
    gone = "mkdir gone; cd gone; rmdir ../gone; "
    assert shell(f"{gone} $D compare", tmp_path).returncode == 0
    for command in ("compare -o out.csv", "export -o out/", "plot -o out.png", "new case.yaml"):
        done = shell(f"{gone} $D {command}", tmp_path)
        assert done.returncode == 1
        assert re.fullmatch(rb"deliveries: cannot write (in )?\S+: No such file .*\n", done.stderr)


@pytest.mark.parametrize(
    "command", ["compare", "export", "handout", "new --schema", "--help", "plot"]
)
def test_only_the_first_line_is_wanted(tmp_path: Path, command: str) -> None:
    done = shell(f"set -o pipefail; $D {command} | head -1", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
