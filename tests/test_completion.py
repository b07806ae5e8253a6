"""What the TAB key offers: asked as bash, zsh and fish ask, and what the shells make of it."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deliveries.formats import FORMATS
from tests.conftest import around

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "deliveries"]
SHELLS = ("bash", "zsh", "fish")
FIRST = [
    "mao-one-sixth",
    "general-staff",
    "stalin-reply",
    "three-months-earlier",
]
HUMP = ["roosevelt", "marshall", "delivered", "delivered-army"]
REQUESTS = ["sixty-divisions", "thirty-six-divisions", "guns-1952", "guns-1953", "hump-1943"]
ODD = r"""
unit: gun
scenarios:
  plan:
    kind: plan
    title: "Mao's \"plan\": [/] [bold] $HOME `x` \\ (y) | ; & * 100%\nnew"
    tranches: [{quantity: 5, window: 1951-07}]
  untitled: {kind: plan, tranches: [{quantity: 5, window: 1951-07}]}
  long: {kind: plan, title: "LONG", tranches: [{quantity: 5, window: 1951-07}]}
"""
SHOWN = "Mao’s ”plan”: [/] [bold] $HOME ‘x‘ ＼ (y) | ; & * 100%␊new"


def needs(shell: str) -> str:
    """The shell; skips the test where it is not installed."""
    if not (found := shutil.which(shell)):
        pytest.skip(f"{shell} is not installed")
    return found


def answer(shell: str, line: str, folder: Path | None = None, **more: str) -> str:
    """What the program tells the shell that completes the last word of the line."""
    words = line.split(" ")
    asking = {
        "_DELIVERIES_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    environment = os.environ | asking | more
    done = subprocess.run(COMMAND, capture_output=True, check=False, env=environment, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


def offered(shell: str, line: str, folder: Path | None = None) -> dict[str, str]:
    """The words that the shell is offered, with what it may show beside each."""
    text = answer(shell, line, folder).strip("\n")
    if shell == "zsh":
        head, tail = "_arguments '*: :((\"", "\"))'"
        if text == "_files":
            return {}
        assert text.startswith(head)
        assert text.endswith(tail)
        pairs = [each.split('":"') for each in text[len(head) : -len(tail)].split('"\n"')]
    else:
        pairs = [each.split("\t") for each in text.split("\n") if each]
    return {word: "".join(beside) for word, *beside in pairs}


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    text = around(ODD.replace("LONG", "a long title " * 15))
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def everywhere(line: str, folder: Path | None = None) -> list[list[str]]:
    """The words that each shell is offered."""
    with ThreadPoolExecutor() as pool:  # most of the time is spent waiting for them
        return [list(each) for each in pool.map(lambda shell: offered(shell, line, folder), SHELLS)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("deliveries wh", ["whatif", "when"]),
        ("deliveries show --req", ["--request"]),
        ("deliveries show --by ", ["month", "quarter", "half", "year"]),
        ("deliveries show --format ", [*FORMATS]),
        ("deliveries plot --kind ", ["to-date", "monthly", "gap", "divisions", "revisions"]),
        ("deliveries check --format c", ["csv", "csl"]),
        ("deliveries need gen", ["general-staff"]),
        ("deliveries when general-staff ", []),
        ("deliveries plot -r hump-1943 marshall roo", ["roosevelt"]),
        ("deliveries plot -r thirty-six-divisions --item tn", ["tnt"]),
        ("deliveries show ", FIRST),
        ("deliveries show gen", ["general-staff"]),
        ("deliveries whatif --request hump-1943 ", HUMP),
        ("deliveries compare -r hump-1943 ", HUMP),
        ("deliveries compare -r hump-1943 marshall delivered ", ["roosevelt", "delivered-army"]),
        ("deliveries compare delivered -r hump-1943 del", ["delivered-army"]),
        ("deliveries compare general-staff --baseline ", FIRST),
        ("deliveries show -r nothing ", []),
        ("deliveries compare --request ", REQUESTS),
        ("deliveries explain general-staff 1951-1", ["1951-10", "1951-11", "1951-12"]),
        ("deliveries explain nobody ", []),
        ("deliveries show -r thirty-six-divisions ", ["as-requested"]),
        ("deliveries whatif general-staff --item ", []),
        ("deliveries whatif general-staff --tranche ", []),
        ("deliveries sweep general-staff --measure mean", ["mean_wait"]),
        ("deliveries check ", []),
        ("deliveries compare --output ", []),
        ("deliveries compare --file ", []),
    ],
)
def test_what_is_offered(line: str, wanted: list[str]) -> None:
    assert everywhere(line) == [wanted] * 3


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_beside_a_name_stands_its_title(shell: str) -> None:
    request = offered(shell, "deliveries compare --request h")
    assert request == {"hump-1943": "Tonnage over the Hump, 1943"}
    army = offered(shell, "deliveries show -r hump-1943 delivered-")
    assert army == {"delivered-army": "Delivered, Army transport only"}
    item = offered(shell, "deliveries explain x -r thirty-six-divisions --item tn")
    assert item == {"tnt": "TNT"}
    assert offered(shell, "deliveries explain general-staff 1953-12") == {
        "1953-12": "December 1953"
    }


def test_a_case_of_your_own(odd: Path) -> None:
    names = ["plan", "untitled", "long"]
    assert everywhere("deliveries show -f odd.yaml ", odd) == [names] * 3
    assert everywhere("deliveries compare plan --file odd.yaml ", odd) == [names[1:]] * 3


def test_a_file_is_named_as_for_the_shell(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(odd))
    monkeypatch.setenv("USERPROFILE", str(odd))
    (odd / "two words.yaml").write_bytes((odd / "odd.yaml").read_bytes())
    assert everywhere("deliveries show -f ~/odd.yaml pl") == [["plan"]] * 3
    assert everywhere("deliveries show -f $HOME/odd.yaml pl") == [["plan"]] * 3
    assert list(offered("zsh", "deliveries show -f 'two words.yaml' pl", odd)) == ["plan"]


@pytest.mark.parametrize("text", ["", "title: [", "title: A\nrequests: {}", "\x00", None])
def test_a_faulty_or_missing_case_offers_nothing(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "my.yaml").write_text(text, encoding="utf-8")
    assert everywhere("deliveries show -f my.yaml ", tmp_path) == [[]] * 3


@pytest.mark.parametrize("line", ["compare -r ", "explain plan ", "explain plan 1951-07 --item "])
def test_a_missing_case_offers_nothing_to_any_completer(line: str, tmp_path: Path) -> None:
    line = line.replace(" ", " -f my.yaml ", 1)
    assert everywhere(f"deliveries {line}", tmp_path) == [[]] * 3


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert offered("bash", "deliveries show -f pipe ", tmp_path) == {}


def test_what_bash_takes_apart_is_put_together() -> None:
    assert list(offered("bash", "deliveries show --by = qu")) == ["quarter"]
    assert list(offered("bash", "deliveries show --by =")) == ["month", "quarter", "half", "year"]
    assert list(offered("bash", "deliveries show --request = hump-1943 roo")) == ["roosevelt"]
    assert list(offered("bash", "deliveries show --debug -r hump-1943 roo")) == ["roosevelt"]


@pytest.mark.parametrize(
    ("line", "at", "wanted"),
    [
        ("deliveries show mar -r hump-1943", 2, ["marshall"]),
        ("deliveries --debug show mar --request = hump-1943", 3, ["marshall"]),
        ("deliveries compare --baseline mar --request hump-1943", 3, ["marshall"]),
        ("deliveries compare --baseline mar --by quarter", 3, []),
        ("deliveries sho -r hump-1943", 1, ["show"]),
    ],
)
def test_what_stands_behind_the_cursor_counts_in_bash(
    line: str, at: int, wanted: list[str]
) -> None:
    words = "\n".join(line.split(" "))
    found = answer("bash", line, COMP_WORDS=words, COMP_CWORD=str(at))
    assert found.split() == wanted


def test_a_title_is_one_line_in_fish(odd: Path) -> None:
    found = offered("fish", "deliveries show -f odd.yaml ", odd)
    assert found == {"plan": SHOWN, "untitled": "", "long": ("a long title " * 15).strip()}


def test_zsh_reads_an_odd_title_as_text(odd: Path) -> None:
    zsh = needs("zsh")
    (odd / "answer").write_text(
        answer("zsh", "deliveries show -f odd.yaml ", odd), encoding="utf-8"
    )
    script = """
    _arguments() { local spec=$1; eval "words=( ${spec[7,-3]} )"; print -rl -- $words; }
    eval $(cat answer)
    """  # as its own _arguments does
    done = subprocess.run([zsh, "-f", "-c", script], capture_output=True, check=True, cwd=odd)
    assert done.stderr == b""
    long = ("a long title " * 15).strip()
    wanted = [f"plan:{SHOWN.replace(':', chr(92) + ':')}", "untitled", f"long:{long}"]
    assert done.stdout.decode("utf-8").splitlines() == wanted


def test_a_terminal_that_cannot_show_a_title_gets_a_name(odd: Path) -> None:
    text = answer("fish", "deliveries show -f odd.yaml p", odd, PYTHONIOENCODING="latin-1")
    assert text.startswith("plan\tMao?s ?plan?")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_for_a_shell_is_sound(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    environment = os.environ | {"_DELIVERIES_COMPLETE": f"source_{shell}"}
    done = subprocess.run(COMMAND, capture_output=True, check=True, env=environment)
    script.write_bytes(done.stdout)
    assert b"_DELIVERIES_COMPLETE=complete_" + shell.encode() in done.stdout
    read = subprocess.run([needs(shell), "-n", str(script)], capture_output=True, check=False)
    assert (read.returncode, read.stdout, read.stderr) == (0, b"", b"")


def test_bash_completes_a_name(tmp_path: Path) -> None:
    program = tmp_path / "deliveries"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m deliveries "$@"\n')
    program.chmod(0o755)
    script = """
    eval "$(_DELIVERIES_COMPLETE=source_bash deliveries)"
    COMP_WORDS=(deliveries compare --file 'odd\\ one.yaml' pl) COMP_CWORD=4
    _deliveries_completion deliveries
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    (tmp_path / "odd one.yaml").write_text(around(ODD), encoding="utf-8")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [needs("bash"), "--norc", "-c", script],
        capture_output=True, check=True, cwd=tmp_path, env=os.environ | {"PATH": path},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (b"plan\n", b"")


def test_the_script_can_be_asked_for() -> None:
    environment = os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    line = [*COMMAND, "--show-completion", "zsh"]
    done = subprocess.run(line, capture_output=True, check=True, env=environment)
    assert done.stdout.startswith(b"#compdef deliveries")
