"""The references are what the code says now."""

import importlib.util
import re
from enum import Enum
from types import ModuleType
from typing import Any

import pytest
import typer.main

from deliveries.case.schema import MODELS, field_docs, model_doc
from deliveries.cli.app import program
from deliveries.cli.commands.plot import Kind
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
        assert list(field_docs(model)) == list(model.model_fields)
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


@pytest.mark.parametrize("kind", [Kind, By])
def test_the_words_that_an_option_takes_are_described(kind: type[Enum]) -> None:
    words = r"\|".join(str(each.value) for each in kind)
    assert f"`{words}`" in docs().commands()


def test_every_format_is_named_where_one_can_be_chosen() -> None:
    for name in PROGRAM.commands.keys() - {"new"}:
        (said,) = (each.help for each in PROGRAM.commands[name].params if each.name == "form")
        assert set(FORMATS) <= set(re.findall(r"\w+", said))
