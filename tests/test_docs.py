"""The references are what the code says now."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
import typer.main

from deliveries.case.models import keys_of
from deliveries.case.schema import MODELS, field_docs, model_doc
from deliveries.charts import Kind
from deliveries.cli.app import program
from deliveries.formats import FORMATS
from deliveries.months import By
from tests.conftest import ROOT

PROGRAM: Any = typer.main.get_command(program())


def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "case-file.md").read_text(encoding="utf-8") == docs().reference()
    assert (ROOT / "docs" / "exports.md").read_text(encoding="utf-8") == docs().exports()
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == docs().commands()


def test_the_picture_says_what_would_be_drawn_now() -> None:
    """Its words, as another version of what draws it may place them otherwise."""
    kept = (ROOT / "docs" / "sixty-divisions.svg").read_text(encoding="utf-8")
    assert re.findall(">([^<]+)<", kept) == re.findall(">([^<]+)<", docs().drawing())
    assert "(docs/sixty-divisions.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_is_documented() -> None:
    for model in MODELS:
        assert model_doc(model)
        assert list(field_docs(model)) == keys_of(model)
        assert all(field_docs(model).values())


@pytest.mark.parametrize("name", ["", *PROGRAM.commands])
def test_every_option_is_described_where_its_command_is(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    heading = f"## deliveries {name}".strip()
    assert f"\n{heading}\n" in page
    section = page.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    parameters = (PROGRAM.commands[name] if name else PROGRAM).params
    options = {text for each in parameters for text in each.opts if text.startswith("-")}
    described = set(
        re.findall(r"`(-[-\w]+)`", "".join(re.findall("^\\|.*\\|", section, re.MULTILINE)))
    )
    assert described == options


@pytest.mark.parametrize("words", [get_args(Kind), [each.value for each in By]])
def test_the_words_that_an_option_takes_are_described(words: Sequence[str]) -> None:
    said = r"\|".join(words)
    assert f"`{said}`" in docs().commands()


def test_every_format_is_named_where_one_can_be_chosen() -> None:
    for name in PROGRAM.commands.keys() - {"new", "site"}:
        (said,) = (each.help for each in PROGRAM.commands[name].params if each.name == "form")
        assert set(FORMATS) <= set(re.findall(r"\w+", said))


@pytest.mark.slow
def test_the_examples_of_how_to_add_a_thing_are_all_that_it_takes(tmp_path: Path) -> None:
    """A format and a measure are added to a copy as ARCHITECTURE.md has it, and are there."""
    for folder in ("src", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for diff in re.findall(r"^```diff\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        for part in diff.split("--- ")[1:]:
            names, *hunks = re.split("^@@.*\\n", part, flags=re.MULTILINE)
            add(tmp_path / names.partition("+++ b/")[2].strip(), hunks)
    command = [sys.executable, "-m", "deliveries", "compare", "--format", "tsv"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "PYTHONIOENCODING": "utf-8"}
    table = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert table.stdout.decode().splitlines()[1].split("\t")[5:8] == ["1951-07", "10", "10"]
    command[-1] = "json"
    said = subprocess.run(command, env=environment, capture_output=True, check=True)
    rows = json.loads(said.stdout)["tables"]["measures"]
    found = [row["value"] for row in rows if row["measure"] == "by_first_year"]
    assert found == ["60", "27", "20"]


def add(path: Path, hunks: list[str]) -> None:
    """Add the lines of a diff that only adds some to a file, which may be a new one."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for hunk in filter(None, hunks):
        lines = hunk.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line.startswith(" "))
        assert text.count(before) == 1 or not text, f"{path.name} has not, once: {before}"
        after = "".join(line[1:] for line in lines)
        text = text.replace(before, after) if text else after
    path.write_text(text, encoding="utf-8")
