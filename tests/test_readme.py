"""The README's commands are run, and write what the README says; its Python runs, too."""

import doctest
import re
from pathlib import Path

from tests.conftest import ROOT
from tests.terminal import play, read_transcript

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_commands_write_what_the_readme_says(tmp_path: Path) -> None:
    transcript = read_transcript("\n".join(blocks("console")))
    files = [re.match(r"# (\S+)\n", block) for block in blocks("yaml")]
    for name, block in zip(files, blocks("yaml"), strict=True):
        assert name
        (tmp_path / name[1]).write_text(block, encoding="utf-8")
    assert len(transcript.steps) >= 5
    assert list(play(transcript.steps, tmp_path)) == transcript.steps


def test_the_python_runs() -> None:
    (block,) = blocks("python")
    test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    assert doctest.DocTestRunner().run(test) == doctest.TestResults(0, len(test.examples))
    assert test.examples


def test_the_make_targets_are_there_and_are_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    targets = re.findall(r"^([a-z-]+):(?! \w+ :=)", makefile, re.MULTILINE)
    told = re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)
    assert sorted(targets) == sorted(phony.split())
    assert set(told) == set(targets) - {"clean"}
