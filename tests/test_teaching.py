"""The lesson's commands run, in its order, and its links lead somewhere."""

import re
import shlex
from pathlib import Path

from tests.conftest import ROOT
from tests.terminal import run

LESSON = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")


def test_the_commands_of_the_lesson_run(tmp_path: Path) -> None:
    commands = re.findall(r"^ *\$ deliveries (.*)$", LESSON, re.MULTILINE)
    assert len(commands) > 12
    for command in commands:
        result = run(*shlex.split(command), folder=tmp_path)
        assert result.code == 0, command
        assert not result.stderr or result.stderr.startswith("wrote "), command
    assert (tmp_path / "answers.html").stat().st_size


def test_the_lesson_shows_all_cases() -> None:
    for name in ("thirty-six-divisions", "hump-1943", "guns-1952", "guns-1953"):
        assert f"--request {name}" in LESSON


def test_the_lesson_is_linked() -> None:
    assert "(docs/teaching.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
