"""The pager: for what is longer than the screen, and only for somebody who looks at one."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from deliveries.cli.output import pager_command
from tests.places import COMMAND, POSIX

pytestmark = POSIX
LINES = """
import sys
from deliveries.cli.ending import end_when_interrupted
from deliveries.cli.options import Written
from deliveries.cli.output import Outlet
end_when_interrupted()
lines, written = int(sys.argv[1]), Written(no_pager="--no-pager" in sys.argv)
Outlet("txt", None, written).put(f"line {at}\\n".encode() for at in range(lines))
"""
SCREEN = 24


def on_screen(
    arguments: list[str], interrupted: Path | None = None, **more: str | None
) -> tuple[int, str]:
    """Run Python with a terminal of 24 lines; return its code and what is on the screen.

    It is interrupted as soon as the pager has made the file ``interrupted``, which is then removed.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", SCREEN, 80, 0, 0))
    usual = {"TERM": "xterm", "LINES": None, "COLUMNS": None, "LESS": None, "PAGER": None}
    wanted = os.environ | usual | more
    environment = {name: value for name, value in wanted.items() if value is not None}
    seen = b""
    with subprocess.Popen(
        [sys.executable, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        if interrupted:
            while not interrupted.exists():
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            interrupted.unlink()
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # nobody has the other end any more
                break
            if not piece:
                break
            seen += piece
        code = process.wait(20)
    os.close(ours)
    return code, seen.decode().replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says what it does, with a blank in its name."""
    script = tmp_path / "my pager"
    script.write_text('#!/bin/sh\necho "paged $LESS $1"\ncat\n', encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def lines(count: int) -> str:
    return "".join(f"line {at}\n" for at in range(count))


@pytest.mark.parametrize("count", [0, 1, SCREEN - 1])
def test_what_fits_is_printed(pager: str, count: int) -> None:
    assert on_screen(["-c", LINES, str(count)], PAGER=f"'{pager}'") == (0, lines(count))


@pytest.mark.parametrize("count", [SCREEN, 500, 100_000])
def test_what_is_longer_is_paged(pager: str, count: int) -> None:
    wanted = f"paged FRX -x\n{lines(count)}"
    assert on_screen(["-c", LINES, str(count)], PAGER=f"'{pager}' -x") == (0, wanted)


def test_the_manners_of_less_are_the_users(pager: str) -> None:
    _, seen = on_screen(["-c", LINES, "30"], PAGER=f"'{pager}'", LESS="-i")
    assert seen.startswith("paged -i \n")


@pytest.mark.parametrize("none", ["", "/nowhere/pager", "'a quote", "/", "cat"])
def test_without_a_pager_it_is_printed(none: str) -> None:
    assert on_screen(["-c", LINES, "50"], PAGER=none) == (0, lines(50))


def test_no_pager_prints(pager: str) -> None:
    seen = on_screen(["-c", LINES, "50", "--no-pager"], PAGER=f"'{pager}'")
    assert seen == (0, lines(50))


@pytest.mark.parametrize("terminal", ["dumb", "unknown", None])
def test_a_terminal_that_can_do_nothing_gets_no_less(terminal: str | None) -> None:
    assert on_screen(["-c", LINES, "50"], TERM=terminal) == (0, lines(50))


def test_a_pipe_gets_the_same_without_a_pager(pager: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINES, "500"], env=os.environ | {"PAGER": f"'{pager}'"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == lines(500)


def test_whoever_has_seen_enough_leaves(tmp_path: Path) -> None:
    script = tmp_path / "impatient"
    script.write_text("#!/bin/sh\nexec head -1\n", encoding="utf-8")
    script.chmod(0o755)
    seen = on_screen(["-c", LINES, "1000000"], PAGER=str(script))
    assert seen == (0, "line 0\n")


def test_an_interrupt_is_the_pagers(tmp_path: Path) -> None:
    script, waiting = tmp_path / "patient", tmp_path / "waiting"
    script.write_text(
        f'#!/bin/sh\nread first\n: >"{waiting}"\n'
        f'while [ -e "{waiting}" ]; do sleep 0.05; done\necho "$first"\ncat\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    seen = on_screen(["-c", LINES, "50"], interrupted=waiting, PAGER=str(script))
    assert seen == (0, lines(50))


def test_which_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert pager_command() == ["less"]
    monkeypatch.setattr("os.name", "nt")
    assert pager_command() == []
    monkeypatch.setenv("PAGER", r"C:\bin\less.exe -R")
    assert pager_command() == [r"C:\bin\less.exe", "-R"]


def test_a_comparison_is_paged_and_a_short_list_of_problems_is_not(pager: str) -> None:
    arguments = COMMAND[1:]
    _, seen = on_screen([*arguments, "compare"], PAGER=f"'{pager}'")
    assert seen.startswith("paged")
    _, seen = on_screen([*arguments, "check"], PAGER=f"'{pager}'")
    assert "no problems" in seen
    assert "paged" not in seen
