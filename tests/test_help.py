"""Help is read by people: every example runs, every word is a sentence, every line fits."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from deliveries.cli.app import program
from tests.terminal import run

SOUND = """
title: Guns for the north
requests:
  guns:
    title: Guns for the north
    recipient: The north
    supplier: The south
    unit: gun
    quantity: 100
    assumed: {quantity: an example}
    scenarios:
      as-asked:
        kind: proposal
        tranches:
          - {quantity: 100, window: 1951, assumed: {quantity: an example, window: an example}}
"""
"""What stands in my-case.yaml."""
PROGRAM = typer.main.get_command(program())
COMMANDS = dict(vars(PROGRAM)["commands"])
"""Typer's commands by name; a new one is tested as soon as it is there."""
HELPS = {name: command.help for name, command in COMMANDS.items()} | {"": PROGRAM.help or ""}
OPTIONS = [
    pytest.param(parameter, id=f"{name} {parameter.name}".strip())
    for name, command in [("", PROGRAM), *COMMANDS.items()]
    for parameter in command.params
]


def examples(text: str) -> list[str]:
    """The example lines of a help text, without the remark behind them."""
    lines = re.findall(r"^  (deliveries .*)", text, re.MULTILINE)
    return [re.split(r"\s{2,}|\s+#\s", line)[0] for line in lines]


def parts(example: str) -> list[list[str]]:
    """The arguments of each of our own commands in an example."""
    commands = [shlex.split(each.partition("|")[0]) for each in example.split("&&")]
    assert all(words[0] == "deliveries" for words in commands)
    return [words[1:] for words in commands]


@pytest.mark.parametrize(
    "example", sorted({each for text in HELPS.values() for each in examples(text)})
)
def test_an_example_runs(example: str, tmp_path: Path) -> None:
    if not example.startswith("deliveries new"):
        (tmp_path / "my-case.yaml").write_text(SOUND, encoding="utf-8")
    if "appendix/" in example and "-o" not in example:
        run("export", "-o", "appendix/", folder=tmp_path)
    (tmp_path / "came.csv").write_text("date,doses\n2031-04-12,60\n", encoding="utf-8")
    for arguments in parts(example):
        words, target = (arguments, "")
        if ">" in words:
            words, target = words[: words.index(">")], words[-1]
        result = run(*words, folder=tmp_path)
        assert result.code == 0
        place = words[words.index("-o") + 1] if "-o" in words else ""
        place = words[1] if words[0] == "site" else place
        if words[0] != "new":
            assert result.stderr == (f"wrote {place}\n" if place else "")
        if target:
            (tmp_path / target).write_text(result.stdout, encoding="utf-8")
        elif place:
            assert (tmp_path / place).stat().st_size
        else:
            assert result.stdout or words[0] == "new"


@pytest.mark.parametrize("name", HELPS)
def test_a_command_has_examples_of_its_own(name: str) -> None:
    found = examples(HELPS[name])
    assert len(found) >= 3
    assert all(any(words[:1] == [name] for words in parts(each)) for each in found if name)


@pytest.mark.parametrize("name", HELPS)
def test_help_fits_a_terminal(name: str) -> None:
    result = run(*name.split(), "--help")
    lines = result.stdout.splitlines()
    assert result.code == 0
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 66  # a screen to read, and the options


@pytest.mark.parametrize("name", HELPS)
def test_help_can_be_written_in_any_encoding(name: str) -> None:
    result = run(*name.split(), "--help", encoding="latin-1")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.isascii()


@pytest.mark.parametrize("name", HELPS)
def test_a_help_text_is_made_of_sentences(name: str) -> None:
    head, *paragraphs = HELPS[name].strip().split("\n\n")
    prose = [head, *(each for each in paragraphs if not examples(each))]
    assert len(prose) >= 2  # what it does, and what comes out
    assert all(re.match(r"(\x08\n)?['A-Z-]", each) and each.endswith(".") for each in prose)


def test_the_list_of_commands_cuts_no_line() -> None:
    commands = run("--help").stdout.partition("\nCompare:")[2]
    listed = [line for line in commands.splitlines() if line.startswith("  ")]
    assert len(listed) == len(COMMANDS)
    assert "..." not in commands


@pytest.mark.parametrize("parameter", OPTIONS)
def test_an_option_says_what_it_does(parameter: object) -> None:
    text = vars(parameter)["help"]
    assert re.match(r"[A-Z]", text)
    assert text.endswith(".")


def test_the_parts_of_an_example() -> None:
    text = "\b\nExamples:\n  deliveries check && deliveries list | jq .x   what it does\n  more\n"
    assert examples(text) == ["deliveries check && deliveries list | jq .x"]
    assert parts(examples(text)[0]) == [["check"], ["list"]]
