"""The commands of the README and of the longer tour write what these say; its Python runs, too."""

import doctest
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import play, read_transcript

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/tour.md"])
def test_the_commands_write_what_the_page_says(name: str, tmp_path: Path) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    transcript = read_transcript("\n".join(blocks("console", page)))
    files = [re.match(r"# (\S+)\n", block) for block in blocks("yaml", page)]
    for file, block in zip(files, blocks("yaml", page), strict=True):
        assert file
        (tmp_path / file[1]).write_text(block, encoding="utf-8")
    assert len(transcript.steps) >= 8
    assert list(play(transcript.steps, tmp_path)) == transcript.steps


def test_the_readme_is_short_and_has_every_transcript_whole() -> None:
    assert len(README.splitlines()) <= 250
    assert "| head" not in README


def test_no_transcript_stands_twice() -> None:
    pages = [README, *(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/*.md"))]
    shown = [block for page in pages for block in blocks("console", page)]
    steps = [step for block in shown for step in read_transcript(block).steps]
    long = ["\n".join(lines) for _, lines in steps if len(lines) > 2]
    assert len(long) > 15
    assert len(long) == len(set(long))


def test_the_python_runs() -> None:
    (block,) = blocks("python")
    test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    assert doctest.DocTestRunner().run(test) == doctest.TestResults(0, len(test.examples))
    assert test.examples


def test_the_make_targets_are_there_and_are_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    targets = re.findall(r"^([a-z-]+):(?! \w+ :=)", makefile, re.MULTILINE)
    pages = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = re.findall(r"(?:^|`)make((?: [a-z-]+)+)", pages, re.MULTILINE)
    assert sorted(targets) == sorted(phony.split())
    assert set(" ".join(told).split()) == set(targets)
