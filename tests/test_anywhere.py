"""It runs wherever it is installed and however Python is told to run, and writes the same."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer.main

from deliveries.cli.app import program
from tests.installing import bare, packages
from tests.places import complaints

pytestmark = pytest.mark.slow

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
COMMANDS = """
new my-case.yaml
check my-case.yaml --sources
compare -o compare.md
compare --request hump-1943 -o compare.csv
compare --divisions --format json -o compare.json
show general-staff --whole -o show.txt
explain general-staff 1951-10 -o explain.txt
whatif mao-one-sixth --capacity 4 -o whatif.txt
whatif mao-one-sixth --capacity 4 -o whatif.svg
sweep mao-one-sixth --capacity 8..10 --shift 0..1 -o sweep.txt
sweep mao-one-sixth --capacity 8..10 --shift 0..1 -o sweep.svg
readings -o readings.json
need general-staff --due 1951-12 -o need.txt
when general-staff 30 -o when.csv
revisions -o revisions.txt
explore delivered-1952 -r guns-1952 -o explore.html
plot -o plot.txt
plot -o plot.svg
plot -o plot.png
plot -o plot.pdf
plot -o plot.html
plot -o plot.json
export -o export.csv
export -o export.xlsx
export -o export.json
export -o export.parquet
export -o export.md
export -o export/
handout -o handout.html
handout --blank --seed 7 -o worksheet.html
list --sources -o list.md
new --schema -o schema.json
site site/ --file my-case.yaml
""".strip()
"""Every command, in every form that it writes."""
ONE_AFTER_ANOTHER = """
import runpy, sys
for line in sys.stdin.read().splitlines():
    sys.argv = ["deliveries", *line.split()]
    try:
        runpy.run_module("deliveries", run_name="__main__")
    except SystemExit as end:
        if end.code:
            sys.exit(f"{line}: {end.code}")
"""
ONLY_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(python: list[str | Path], folder: Path, **environment: str) -> dict[str, bytes]:
    """Run every command in the folder, without a complaint; return the files they write."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [*python, "-c", ONE_AFTER_ANOTHER], input=COMMANDS.encode(), cwd=folder,
        env=bare(**environment), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, complaints(done.stderr)) == (0, [])
    files = (file for file in folder.rglob("*") if file.is_file())
    written = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    assert written.pop("plot.pdf").startswith(b"%PDF")  # vl-convert's, in another order each time
    return written


@pytest.fixture(scope="module")
def usual(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the commands write when nothing is odd."""
    return run([installed / "python"], tmp_path_factory.mktemp("usual"))


def test_every_command_is_tried(usual: dict[str, bytes]) -> None:
    whole: Any = typer.main.get_command(program())
    assert {line.split()[0] for line in COMMANDS.splitlines()} == set(whole.commands)
    assert len(usual) > len(COMMANDS.splitlines())
    assert all(usual.values())


def test_in_a_locale_that_knows_only_ascii_and_where_warnings_are_errors(
    installed: Path, usual: dict[str, bytes], tmp_path: Path
) -> None:
    strict = ["-X", "dev", "-X", "warn_default_encoding", "-W", "error"]
    assert run([installed / "python", *strict], tmp_path / "here", **ONLY_ASCII) == usual


def test_isolated_and_optimised_in_a_folder_with_an_awkward_name_and_without_a_home(
    installed: Path, usual: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    there = run([installed / "python", "-I", "-B", "-OO"], tmp_path / "mein Ordner 日本")
    assert there == usual


@pytest.mark.parametrize("options", ["-W error", "-X dev -W error", "-I -W error"])
def test_the_package_is_imported_without_a_warning(options: str, installed: Path) -> None:
    command: list[str | Path] = [
        installed / "python",
        *options.split(),
        "-c",
        "from deliveries import *",
    ]
    done = subprocess.run(command, env=bare(), capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def without_special_rights() -> list[str]:
    """What goes before a command so that it may write only where its user may."""
    if os.geteuid():
        return []
    prefix = ["setpriv", "--bounding-set=-all"]
    if not shutil.which("setpriv") or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("root may write everywhere here")
    return prefix


@POSIX
def test_nothing_is_written_beside_what_is_asked_for(installed: Path, tmp_path: Path) -> None:
    """Installed where the user may not write, called where he may not write, without a home."""
    folder = tmp_path / "read only"
    folder.mkdir()
    environment = bare()
    environment.pop("HOME", None)
    closed = [folder, *(each for each in packages(installed).rglob("*") if each.is_dir())]
    rights = [each.stat().st_mode for each in closed]
    try:
        for each in closed:
            each.chmod(0o555)
        done = [
            subprocess.run(
                [*without_special_rights(), *command], cwd=folder, env=environment,
                capture_output=True, text=True, check=False,
            )
            for command in (
                ["touch", "here"],
                [installed / "deliveries", "compare"],
                [installed / "python", "-m", "deliveries", "plot", "-o", "-", "--format", "svg"],
                [installed / "deliveries", "compare", "-o", "here.md"],
            )
        ]  # fmt: skip
    finally:
        for each, mode in zip(closed, rights, strict=True):
            each.chmod(mode)
    probe, *well, refused = done
    assert probe.returncode, "the folder can be written to"
    assert [(each.returncode, each.stderr) for each in well] == [(0, ""), (0, "")]
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert not list(folder.iterdir())
