"""``new``, its schema and ``check --format json``: what transcripts cannot show of their files."""

import json
import os
from pathlib import Path

import pytest

from deliveries.cli import output
from deliveries.cli.commands.new import SCHEMA_FILE, schema_text
from deliveries.errors import WriteError
from deliveries.read import LARGEST, starter_case
from tests.terminal import run

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def test_new_writes_the_starter_and_the_schema_that_it_names(tmp_path: Path) -> None:
    assert run("new", "case.yaml", folder=tmp_path).code == 0
    text = (tmp_path / "case.yaml").read_text(encoding="utf-8")
    assert text == starter_case()
    assert text.startswith(f"# yaml-language-server: $schema=./{SCHEMA_FILE}\n")
    assert (tmp_path / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml", SCHEMA_FILE]


def test_new_writes_beside_the_case_file_wherever_that_is(tmp_path: Path) -> None:
    assert run("new", str(tmp_path / "case.YML")).code == 0
    assert (tmp_path / SCHEMA_FILE).is_file()


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("mine", encoding="utf-8")
    assert run("new", str(file)).code == 1
    assert file.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / SCHEMA_FILE).exists()


@POSIX
def test_new_does_not_write_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert run("new", str(tmp_path / "case.yaml")).code == 1
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_an_older_schema_of_ours_is_written_anew(tmp_path: Path) -> None:
    older = json.dumps({"title": json.loads(schema_text())["title"], "type": "object"})
    (tmp_path / SCHEMA_FILE).write_text(older, encoding="utf-8")
    assert SCHEMA_FILE in run("new", str(tmp_path / "case.yaml")).stderr
    assert (tmp_path / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("theirs", [b"{}", b"[]", b"\xff", b"", b"[" * 200_000, b'{"title": null}'])
def test_a_schema_that_is_not_ours_stays(theirs: bytes, tmp_path: Path) -> None:
    (tmp_path / SCHEMA_FILE).write_bytes(theirs)
    result = run("new", "case.yaml", folder=tmp_path)
    assert (result.code, "is not ours" in result.stderr) == (0, True)
    assert (tmp_path / SCHEMA_FILE).read_bytes() == theirs
    assert (tmp_path / "case.yaml").is_file()


def test_a_folder_in_the_place_of_the_schema_stays(tmp_path: Path) -> None:
    (tmp_path / SCHEMA_FILE).mkdir()
    assert "is not ours" in run("new", "case.yaml", folder=tmp_path).stderr


def test_where_the_schema_cannot_be_written_there_is_no_case_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = output.write_file

    def refuse(target: Path, chunks: list[bytes]) -> None:
        if target.name == SCHEMA_FILE:
            raise WriteError(f"cannot write {target}: no space")
        write(target, chunks)

    monkeypatch.setattr(output, "write_file", refuse)
    result = run("new", "case.yaml", folder=tmp_path)
    assert (result.code, result.stdout) == (1, "")
    assert result.stderr == f"deliveries: cannot write {SCHEMA_FILE}: no space\n"
    assert list(tmp_path.iterdir()) == []


def test_where_the_case_file_cannot_be_written_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(target: Path, _: list[bytes]) -> None:
        raise WriteError(f"cannot write {target}: no space")

    monkeypatch.setattr(output, "write_file", refuse)
    assert run("new", "case.yaml", folder=tmp_path).code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"title: caf\xe9", "not-utf-8", 1),
        (b"title: \x00", "bad-character", 1),
        (b"#" * (LARGEST + 1), "too-large", None),
        (b"title: A\n\ttab: 1", "yaml-syntax", 2),
    ],
)
def test_what_cannot_be_read_is_listed_as_json_too(
    content: bytes, code: str, line: int | None, tmp_path: Path
) -> None:
    (tmp_path / "case.yaml").write_bytes(content)
    result = run("check", "case.yaml", "--format", "json", folder=tmp_path)
    (problem,) = json.loads(result.stdout)["tables"]["problems"]
    assert (result.code, result.stderr) == (1, "")
    assert (problem["code"], problem["line"]) == (code, line)
    assert list(problem) == ["file", "line", "column", "code", "message", "hint"]


def test_the_shipped_case_has_no_problems_in_json() -> None:
    found = json.loads(run("check", "--sources", "--format", "json").stdout)
    assert (found["result"], found["tables"]["problems"]) == ("problems", [])


@POSIX
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_name_may_be_any_bytes(form: str, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    assert run("new", name, folder=tmp_path).code == 0
    result = run("check", name, "--format", form, folder=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    assert form == "text" or json.loads(result.stdout)["tables"]["problems"] == []
