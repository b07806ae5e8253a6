"""Each example of docs/records.md is run, or stands in the files beside it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import run

PAGE = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
FILES = ROOT / "docs" / "records"
FENCES = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
LEDGERS = sorted(path.name for path in FILES.glob("*.csv"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the page, to write beside."""
    return Path(shutil.copytree(FILES, tmp_path / "records"))


def test_the_commands_of_the_page_write_what_it_shows(folder: Path) -> None:
    shown = "".join(body for language, body in FENCES if language == "console")
    steps = re.findall(r"^\$ deliveries (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)
    assert len(steps) > 5
    for command, output in steps:
        result = run(*shlex.split(command), folder=folder)
        assert result.code == 0, command
        wrote = "\n".join(result.transcript()) + "\n"
        assert wrote.startswith(output.rstrip("\n")), command


@pytest.mark.parametrize("body", [body for kind, body in FENCES if kind in ("csv", "yaml")])
def test_what_the_page_quotes_stands_in_a_file(body: str) -> None:
    assert any(body in file.read_text(encoding="utf-8") for file in FILES.iterdir())


@pytest.mark.parametrize("name", LEDGERS)
def test_a_case_that_is_begun_from_a_file_runs_at_once(name: str, folder: Path) -> None:
    begun = run("new", "begun.yaml", "--ledger", name, folder=folder)
    assert (begun.code, begun.stdout) == (0, "")
    assert begun.stderr.startswith(f"wrote begun.yaml, for {name}, and ")
    for command in (["compare"], ["check", "--sources"], ["show", "came"]):
        result = run(*command, "-f", "begun.yaml", folder=folder)
        assert (result.code, result.stderr) == (0, ""), command
