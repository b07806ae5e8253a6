"""Every remedy that a message offers is accepted when it is followed, over all of ``tests/bad``.

A remedy that names what to write stands in its place, each way by itself; one that says it in words
is carried out. Then what was wrong is wrong no more, though something else may be.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from deliveries.errors import CaseError, Problem
from deliveries.read import load_case
from tests.test_bad import BAD, KEPT

WRITTEN = re.compile(
    r"`([^`]+)`|(\{[^}]*\}|\[[^\]]*\])|"
    r"(%[^,]*%[a-zA-Z]|[0-9]+ [0-9]+/[0-9]+|[0-9][-0-9HQ]*(?:\.\.[0-9][-0-9]*)?(?:[/.][0-9]+)?)"
)
"""What a remedy gives to be written: in backquotes or brackets, or a number, month or window."""
IN_WORDS: dict[str, Callable[[str], str]] = {
    "write the digits alone": lambda said: re.sub("[^0-9]", "", said),
    "write a decimal point": lambda said: said.replace(",", "."),
    "write a digit before the point": lambda said: f"0{said}",
    "write a digit after the point, or leave it out": lambda said: said.rstrip("."),
    "write the number in decimal digits": lambda said: str(int(said, 0)),
    "write the number out": lambda said: f"{Decimal(said):f}",
    "write the number without a plus": lambda said: said.lstrip("+"),
    "write the number without it": lambda said: said.lstrip("0"),
    "write a plain number": lambda said: re.sub(":.*", "", said),
    "write a number above 0": lambda _: "1",
    "write at most four digits": lambda said: said[:4],
    "write it with https://": lambda _: "https://example.org",
    "write the source's id and §paragraph": lambda _: "letter §1",
    "write it anew": lambda said: re.sub(r"[^\x20-\x7e]|\\u[0-9A-F]{4}", "", said),
}
"""Remedies in words, and what they make of what was written."""
NOT_IN_PLACE = re.compile(
    "a number instead of it|two tranches|or change|change the window|what came before|a number, or|"
    "such as 2021|[-0-9]+ alone$"
)
"""Remedies of more than the place that is marked."""

FOLLOWED = [name for name in KEPT if name != "numbers/two-lines"]  # of which one line is marked


def problems_of(case_file: Path) -> Sequence[Problem]:
    try:
        load_case(case_file)
    except CaseError as error:
        return error.problems
    return ()


def ways_of(problem: Problem, said: str) -> list[str]:
    """What the remedy of a problem gives to be written in the place of what was."""
    if meant := re.match("did you mean '(.+)'\\?", problem.hint):
        return [meant[1]]
    before, write, remedy = problem.hint.partition("write ")
    if not write or "at most" in before or NOT_IN_PLACE.search(remedy) or said[:1] in tuple("[{!"):
        return []
    for words, carry_out in IN_WORDS.items():
        if words in problem.hint:
            return [carry_out(said)]
    return ["".join(found) for found in WRITTEN.findall(remedy)]


def follow(name: str, folder: Path) -> int:
    """Follow each remedy for a bad file; return how many there were."""
    home = folder / "home"
    home.mkdir()
    case_file = home / f"{Path(name).name}.yaml"
    shutil.copy(BAD / f"{name}.yaml", case_file)
    if (BAD / name).is_dir():
        shutil.copytree(BAD / name, home / case_file.stem)
    followed = 0
    for problem in problems_of(case_file)[:6]:
        file = Path(problem.file)
        raw = file.read_bytes()
        lines = raw.decode(errors="surrogateescape").split("\n")
        at, end = problem.column - 1, problem.column - 1 + problem.width
        if not 0 < problem.line <= len(lines) or lines[problem.line - 1] != problem.excerpt:
            continue  # what an editor would count otherwise, or cannot show
        line = problem.excerpt
        for way in ways_of(problem, line[at:end]):
            mended = [*lines]
            mended[problem.line - 1] = line[:at] + way + line[end:]
            file.write_text("\n".join(mended), encoding="utf-8", errors="surrogateescape")
            left = problems_of(case_file)
            file.write_bytes(raw)
            again = [e for e in left if (e.code, e.line, e.column) == (problem.code, *problem[1:3])]
            assert not again, f"{way!r} is refused: {again[0]}"
            followed += 1
    return followed


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({name.partition("/")[0] for name in KEPT} - {"form"}))
def test_every_remedy_is_accepted(kind: str, tmp_path: Path) -> None:
    counts = {}
    for at, name in enumerate(each for each in FOLLOWED if each.startswith(f"{kind}/")):
        folder = tmp_path / str(at)
        folder.mkdir()
        counts[name] = follow(name, folder)
    assert any(counts.values())
