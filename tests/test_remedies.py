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
from deliveries.read import load_case, parse_case, validate
from deliveries.read.tree import read_tree
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


SHAPES = {
    "sources: A book": "{an-id: {title: A book, grade: secondary}}",
    "sources: {book: A book}": "{title: A book, grade: secondary}",
    "requests: {guns: sixty}": "{title: Guns, recipient: North",
    "requests: {guns: {recipients: North}}": "[North, East]",
    "requests: {guns: {items: [gun]}}": "{an-id: {unit: gun, quantity: 60}}",
    "requests: {guns: {items: {gun: 60}}}": "{unit: gun, quantity: 60}",
    "requests: {guns: {assumed: a guess}}": "{quantity: the reason}",
    "requests: {guns: {scenarios: {plan: {tranches: 60}}}}": "[{quantity: 60, window:",
    "requests: {guns: {scenarios: {plan: {tranches: [60]}}}}": "{quantity: 60, window:",
    "requests: {guns: {scenarios: {plan: {ledger: came}}}}": "{file: came.csv}",
    "requests: {guns: {scenarios: {plan: {accepted: yes}}}}": "{by: Mao Zedong, dated:",
    "requests: {guns: {scenarios: {plan: {capacity: [8, 9]}}}}": "{limit: 8, window:",
}


@pytest.mark.parametrize("text", SHAPES)
def test_a_wrong_shape_says_how_the_right_one_is_written(text: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(f"title: A\n{text}")
    hints = [each.hint for each in caught.value.problems if each.code == "wrong-type"]
    assert hints
    assert all(f"; write it like {SHAPES[text]}" in hint for hint in hints)


PROFILE = "requests: {guns: {scenarios: {plan: {tranches: [{profile: %s}]}}}}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (PROFILE % "monthly", "one of: even; `monthly: 1/6`, `weights"),
        (PROFILE % "{monthly: 1/6}", "one of: even; `monthly: 1/6`, `weights"),
        ("requests: {r: {scenarios: {s: {tranche: [{quantity: 60}]}}}}", "is `tranches`"),
        ("requests: {r: {capacity: [{limit: 1,500, window: 1951}]}}", "write a number like 1500"),
        ("requests:\n  r:\n    a: b\n      unit: gun", "indent the key as the one above"),
        ("requests:\n  r:\n    title: A: b", "put text that has a colon in it in quotes"),
        ("requests:\n  -{a: b, c: d}", "write a space after the hyphen"),
        ("requests: {a: \u201cb: c\u201d}", "\u201c does not quote text: write \" or ' in its"),
        ("requests:\n  r\uff1aa\n  s: b", "write a colon and a space in the place of \uff1a"),
        ("requests:\n  r: [sic] a", "put text that begins with [ or { in quotes"),
        ("requests:\n  r: *a*", "put text that begins with this character in quotes"),
        ("requests:\n  r: ?", "put text that begins with this character in quotes"),
        ("requests: {r: ?, s: 1}", "put text that begins with this character in quotes"),
        ("requests:\n  r: 'a's b'", "write a quote within quotes twice"),
    ],
)
def test_the_remedy_is_for_what_the_line_shows(text: str, hint: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(f"title: A\n{text}")
    assert any(hint in each.hint for each in caught.value.problems)


@pytest.mark.parametrize("key", sorted(validate.ENTRIES.keys() - {"requests"}))
def test_what_it_is_written_like_can_be_read(key: str) -> None:
    value = read_tree(validate.ENTRIES[key]).value
    assert validate.MODELS[key].model_validate(value)
