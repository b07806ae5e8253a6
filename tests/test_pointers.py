"""Pointers for what is typed wrongly, and case files that are written from what there is."""

import io
import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from deliveries.cli.commands import GROUPS
from deliveries.read import load_case, starter_case
from tests.terminal import Result, run


def piped(content: bytes, *arguments: str, folder: Path) -> Result:
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(content))):
        return run(*arguments, folder=folder)


def test_a_case_comes_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(starter_case(), encoding="utf-8")
    from_file = run("compare", "-f", "case.yaml", folder=tmp_path)
    from_pipe = piped(starter_case().encode(), "compare", "-f", "-", folder=tmp_path)
    assert (from_pipe.stdout, from_pipe.code) == (from_file.stdout, 0)


def test_a_fault_on_standard_input_has_its_place(tmp_path: Path) -> None:
    result = piped(b"title: A\n  b: [", "check", "-", folder=tmp_path)
    assert result.code == 1
    assert result.stderr.startswith("-:2:")


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    result = piped(starter_case().encode(), "check", "-", "--sources", folder=tmp_path)
    assert result.code == 2
    assert "name a file" in result.stderr


@pytest.mark.parametrize("request_id", load_case().requests)
def test_a_copy_of_a_request_says_what_the_request_says(request_id: str, tmp_path: Path) -> None:
    assert run("new", "--from", request_id, "copy.yaml", folder=tmp_path).code == 0
    copied = run("compare", "--all", "--full", "-f", "copy.yaml", folder=tmp_path)
    assert copied == run("compare", "--all", "--full", "-r", request_id)


def test_what_is_saved_beside_a_ledger_needs_no_other_file(own_file: Path, tmp_path: Path) -> None:
    """title: A
    requests:
      guns:
        title: Guns
        recipient: Here
        supplier: There
        unit: gun
        quantity: 9
        needed_by: 1951-09
        opens: 1951-07
        scenarios:
          plan: {kind: plan, tranches: [{quantity: 9, window: 1951-07..1951-09}]}
          came: {kind: record, ledger: {file: came.csv, columns: {date: day, quantity: guns}}}
    """
    (tmp_path / "came.csv").write_text("day,guns\n1951-08-03,4\n", encoding="utf-8")
    (tmp_path / "away").mkdir()
    typed = ("plan", "-f", own_file.name, "--shift", "1", "--save", "late", "-o", "away/late.yaml")
    assert run("whatif", *typed, folder=tmp_path).code == 0
    (tmp_path / "came.csv").unlink()
    found = load_case(tmp_path / "away" / "late.yaml").requests["guns"].scenarios
    assert [*found] == ["plan", "came", "late"]
    assert str(found["came"].tranches[0].quantity) == "4"
    assert found["late"].shift == 1


def test_help_has_no_words_of_python() -> None:
    for name in (each for names in GROUPS.values() for each in names):
        assert "<str" not in run(name, "--help").stdout
        assert "list[" not in run(name, "--help").stdout


def test_every_command_stands_under_one_heading() -> None:
    shown = run("--help").stdout
    for heading, names in GROUPS.items():
        _, _, under = shown.partition(f"\n{heading}:\n")
        listed = [line.split()[0] for line in under.partition("\n\n")[0].splitlines()]
        assert listed == [*names]


@pytest.mark.parametrize("name", ["out.csv", "out.svg", "out.db", "out.txt"])
def test_a_file_that_is_written_is_named_on_stderr(name: str, tmp_path: Path) -> None:
    result = run("compare", "-o", name, folder=tmp_path)
    assert (result.stdout, result.stderr, result.code) == ("", f"wrote {name}\n", 0)


def test_a_folder_that_is_written_is_named_on_stderr(tmp_path: Path) -> None:
    result = run("export", "-o", "out/", folder=tmp_path)
    assert (result.stdout, result.stderr, result.code) == ("", "wrote out/\n", 0)


def test_what_is_written_nowhere_is_not_named() -> None:
    result = run("compare", "--format", "csv", "-o", os.devnull)
    assert (result.stdout, result.stderr, result.code) == ("", "", 0)


def test_what_has_not_been_written_is_not_named(tmp_path: Path) -> None:
    result = run("compare", "-o", "nowhere/out.csv", folder=tmp_path)
    assert (result.code, "wrote" in result.stderr) == (1, False)


def test_a_beginning_that_two_names_have_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TWO_LIKE, encoding="utf-8")
    result = run("show", "a", "-f", "case.yaml", folder=tmp_path)
    assert (result.code, result.stdout) == (2, "")
    assert "there is no scenario 'a'" in result.stderr


def test_a_whole_name_is_taken_before_a_longer_one(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TWO_LIKE, encoding="utf-8")
    exact = run("show", "asked", "-f", "case.yaml", folder=tmp_path)
    assert (exact.code, exact.stderr) == (0, "")
    shouted = run("show", "ASKED", "-f", "case.yaml", folder=tmp_path)
    assert (shouted.stdout, shouted.code) == (exact.stdout, 0)
    assert shouted.stderr == "scenario 'ASKED' is taken for 'asked'\n"


def test_no_ledger_comes_from_standard_input(tmp_path: Path) -> None:
    result = piped(b"date,quantity\n1951-01,3\n", "new", "--ledger", "-", folder=tmp_path)
    assert (result.code, [*tmp_path.iterdir()]) == (2, [])


@pytest.mark.parametrize("name", ["x" * 5000, "a\nb", "a\u202eb", "a\x1b[31mb"])
def test_no_name_of_a_command_is_a_fault_or_a_line_of_its_own(name: str) -> None:
    for typed in ((name,), ("show", name), ("show", "a", name), ("compare", f"--{name}")):
        result = run(*typed)
        assert result.code == 2
        assert "fault of the program" not in result.stderr
        assert not any(sign in result.stderr for sign in ("\u202e", "\x1b", "a\nb"))


TWO_LIKE = """
title: A
requests:
  guns:
    title: Guns
    recipient: Here
    supplier: There
    unit: gun
    scenarios:
      asked: {kind: proposal, tranches: [{quantity: 3, window: 1951}]}
      asked-again: {kind: proposal, tranches: [{quantity: 4, window: 1951}]}
"""
