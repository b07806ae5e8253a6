"""The guide for Python: every example runs, has the right types, and nothing is left out."""

import doctest
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

import deliveries
from deliveries.analysis.measures import MEASURES
from deliveries.cli.app import program
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

GUIDE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = [
    doctest.DocTestParser().get_doctest(
        block[1], {}, "python.md", "docs/python.md", GUIDE.count("\n", 0, block.start(1))
    )
    for block in re.finditer(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
]
SHOWN = ("case", "staff", "comparison", "what", "explained", "needed", "reached")
"""The values of the guide that a notebook shows."""
OURS = {"--help", "--version", "--debug", "--install-completion", "--show-completion"}
"""What only a command line has."""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the examples define, once they have run from top to bottom."""
    found: dict[str, object] = {}
    runner = doctest.DocTestRunner(verbose=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("guide"))
        for each in EXAMPLES:
            each.globs = found
            runner.run(each, clear_globs=False)
    assert runner.summarize(verbose=False) == doctest.TestResults(0, sum(map(_count, EXAMPLES)))
    return found


def _count(test: doctest.DocTest) -> int:
    return len(test.examples)


def test_every_example_writes_what_the_guide_says(names: dict[str, object]) -> None:
    assert len(EXAMPLES) > 10
    assert "detail" in names


@pytest.mark.parametrize("name", SHOWN)
def test_what_the_guide_says_a_notebook_shows_is_shown(names: dict[str, object], name: str) -> None:
    shown = names[name]._repr_html_()  # type: ignore[attr-defined]
    assert shown.startswith('<div class="deliveries">')
    assert shown == deliveries.as_html(names[name])  # type: ignore[arg-type]


def test_the_types_of_every_example_are_right_and_of_a_wrong_one_are_not(tmp_path: Path) -> None:
    """Both in one run of mypy, with the project's own settings, as it takes its time to begin."""
    right, wrong = tmp_path / "right.py", tmp_path / "wrong.py"
    examples = "".join(example.source for test in EXAMPLES for example in test.examples)
    right.write_text(examples, encoding="utf-8")
    mistakes = "case = deliveries.load_case()\ndeliveries.View(chart='week')\ncase.plans\n"
    wrong.write_text(f"import deliveries\n{mistakes}", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    command += [f"--cache-dir={tmp_path}"]  # the project's own would not be believed
    environment = {**os.environ, "MYPYPATH": "src"}
    done = subprocess.run(
        [*command, str(right), str(wrong)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stderr
    assert "right.py" not in done.stdout
    assert re.search("wrong.py:3: .*['\"]week['\"]", done.stdout)
    assert re.search('wrong.py:4: .*"Case" has no attribute "plans"', done.stdout)


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_public_name_is_in_the_guide() -> None:
    found = re.findall(r"`([A-Za-z_]\w*)[`(]", section("Every public name"))
    assert set(found) == set(deliveries.__all__)


def test_every_signature_is_as_the_guide_has_it() -> None:
    signatures = re.findall(r"`(\w+)\((.*?)\)`", section("Every public name"))
    assert len(signatures) > 15
    for name, said in signatures:
        parameters = inspect.signature(getattr(deliveries, name)).parameters.values()
        assert said == ", ".join(map(_parameter, parameters)), name


def _parameter(parameter: inspect.Parameter) -> str:
    if parameter.default is parameter.empty:
        return parameter.name
    default = parameter.default
    shown = default.__name__ if callable(default) else f"{default!r}".replace("'", '"')
    return f"{parameter.name}={shown}"


def test_every_exception_is_in_the_guide() -> None:
    refused = section("What is refused")
    for name in deliveries.__all__:
        if name.endswith("Error"):
            assert f"| `{name}` |" in refused
    base = [
        name
        for name in re.findall(r"^\| `(\w+)` \|", refused, re.MULTILINE)
        if issubclass(getattr(deliveries, name), deliveries.DeliveriesError)
    ]
    assert len(base) == 1 + 9


def test_every_command_and_option_is_in_the_guide() -> None:
    table = section("The command line in Python")
    group: Any = typer.main.get_command(program())
    for name, command in group.commands.items():
        assert re.search(rf"`{name}\b", table), name
        for option in (text for each in command.params for text in each.opts):
            assert option in OURS or not option.startswith("--") or option in table, option


@pytest.mark.parametrize("name", ["schedule", "measures"])
def test_the_dtypes_are_as_the_guide_has_them(shipped: deliveries.Case, name: str) -> None:
    frames = deliveries.frames(deliveries.compare_scenarios(shipped))
    table = GUIDE.partition(f"| column of `{name}` | dtype |\n|---|---|\n")[2]
    said: dict[str, str] = {}
    for row in table.partition("\n\n")[0].splitlines():
        columns, dtype = row.strip("| ").split(" | ")
        said |= dict.fromkeys(re.findall("`([^`]+)`", columns.partition(" (")[0]), dtype)
    assert said == dict(frames[name].dtypes.astype(str))


def test_every_measure_is_in_the_guide() -> None:
    table = GUIDE.partition("| measure | what it is |\n|---|---|\n")[2].partition("\n\n")[0]
    named = [row.strip("| ").partition(" | ")[0] for row in table.splitlines()]
    assert re.findall("`([^`]+)`", "".join(named)) == [*MEASURES]


def test_the_guide_is_linked() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/python.md)" in readme
    for target in re.findall(r"\]\(([\w./-]+)\)", GUIDE):
        assert Path(ROOT / "docs" / target).exists()
