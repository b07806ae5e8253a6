"""Every bad file is refused at the places and with the codes that the index has, and nothing more.

``tests/bad`` has one file a fault, ``name.yaml`` (and what it needs, in the folder ``name``); what
is too large to keep, `tests.generated` writes. ``index.txt`` says what each is about, then has each
problem: ``file:line:column``, how many characters are marked, the code. ``wording.txt`` has the
message in full for one file a code. ``pytest --rewrite tests/test_bad.py`` writes both anew; read
the difference before keeping it.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from deliveries.errors import CaseError
from deliveries.read import load_case
from tests.conftest import around
from tests.generated import GENERATED, generate
from tests.measured import measured

BAD = Path(__file__).parent / "bad"
INDEX, WORDING = BAD / "index.txt", BAD / "wording.txt"
KEPT = sorted(path.relative_to(BAD).with_suffix("").as_posix() for path in BAD.glob("*/*.yaml"))
MADE = [f"generated/{name}" for name in GENERATED]
MOST_LISTED = 20
"""The most problems of one file that the index has; it counts the others."""
READ = """
import json, sys
from deliveries import CaseError, load_case
try:
    load_case(sys.argv[1])
except CaseError as error:
    found = [[each.file, each.line, each.column, each.width, each.code] for each in error.problems]
    sys.stdout.write(json.dumps([str(error), *found]))
"""


class Refusal(NamedTuple):
    """How a bad file is refused."""

    problems: list[str]
    """The place, the width of the marker and the code of each, as in the index."""
    codes: set[str]
    text: str
    """The message in full."""


def sections(path: Path) -> dict[str, str]:
    """Return the parts of a file by the names in its lines that begin with ``--- ``."""
    if not path.exists():
        return {}
    parts = re.split(r"^--- (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


ABOUT = {
    name: [line for line in body.splitlines() if line.startswith("#")]
    for name, body in sections(INDEX).items()
}
LISTED = {
    name: [line for line in body.splitlines() if line and not line.startswith("#")]
    for name, body in sections(INDEX).items()
}
SPELT_OUT = {tuple(key.split(" ")): body.rstrip("\n") for key, body in sections(WORDING).items()}
"""The message in full, by code and by the name of the bad file."""


def refused(name: str, folder: Path) -> Refusal:
    """Read a bad file; return how it is refused. What is large has a process of its own."""
    kind, _, stem = name.partition("/")
    if kind == "generated":
        generate(stem, folder)
        ended = measured("-c", READ, f"{stem}.yaml", folder=folder)
        assert not ended.stderr
        text, *found = json.loads(ended.stdout)
    else:
        shutil.copy(BAD / f"{name}.yaml", folder)
        if (BAD / name).is_dir():
            shutil.copytree(BAD / name, folder / stem)
        with pytest.raises(CaseError) as error:
            load_case(f"{stem}.yaml")
        text = str(error.value)
        found = [
            [each.file, each.line, each.column, each.width, each.code]
            for each in error.value.problems
        ]
    problems = [
        f"{file}:{line}:{column} {width} {code}".replace("\n", "␊")
        for file, line, column, width, code in found[:MOST_LISTED]
    ]
    if len(found) > MOST_LISTED:
        problems.append(f"and {len(found) - MOST_LISTED} more: {found[-1][4]}")
    return Refusal(problems, {each[4] for each in found}, text)


def check(name: str, folder: Path, *, rewrite: bool) -> None:
    """Compare how a bad file is refused with the index, and with its wording if that is kept."""
    found = refused(name, folder)
    if rewrite:
        LISTED[name] = found.problems
        for code in found.codes - {code for code, of in SPELT_OUT if of != name}:
            SPELT_OUT[code, name] = found.text
        write()
    assert found.problems == LISTED[name]
    assert any(name.rpartition("/")[2] in each or "list.csv:" in each for each in found.problems)
    for (_, of), text in SPELT_OUT.items():
        assert of != name or found.text == text


def write() -> None:
    """Write the index and the wording."""
    index = {
        name: [*ABOUT.get(name, []), *LISTED[name]] for name in [*KEPT, *MADE] if name in LISTED
    }
    INDEX.write_text(
        "\n".join("\n".join([f"--- {name}", *lines, ""]) for name, lines in index.items()),
        encoding="utf-8",
    )
    WORDING.write_text(
        "\n".join(
            f"--- {code} {name}\n{text}\n" for (code, name), text in sorted(SPELT_OUT.items())
        ),
        encoding="utf-8",
    )


def test_the_index_has_each_bad_file_and_the_wording_each_code() -> None:
    assert list(LISTED) == [*KEPT, *MADE]
    codes = {line.split(" ")[-1] for lines in LISTED.values() for line in lines}
    assert sorted(code for code, _ in SPELT_OUT) == sorted(codes)


@pytest.mark.parametrize("name", KEPT)
def test_a_bad_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, rewrite: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    check(name, tmp_path, rewrite=rewrite)


FINE = around("""
unit: café
quantity: 6
scenarios:
  café: {kind: plan, tranches: [{quantity: 6, window: 1951-07}]}
  late: {kind: plan, based_on: café, shift: 3}
""")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + FINE.encode(),
        FINE.replace("\n", "\r\n").encode(),
        FINE.replace("\n", "\r").encode(),
        f"%YAML 1.1\n---{FINE}...\n".encode(),
        f"---{FINE}".encode(),
        FINE.rstrip("\n").encode(),
        FINE.replace("café", "cafe\u0301").encode(),
        FINE.replace("on: café", "on: cafe\u0301").encode(),
        FINE.replace("quantity: 6", 'quantity: "\u00a06 "').encode(),
        FINE.replace("quantity: 6", "quantity: 6/1").encode(),
        f"{FINE}sources: {{letter: {{title: A letter, grade: ours}}}}\n".replace(
            "unit:", "source: letter§1\n    unit:"
        ).encode(),
        FINE.replace("A test", "六十个师 🚂 \u200b").encode(),
    ],
)
def test_what_only_looks_odd_is_fine(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(raw)
    case = load_case(tmp_path / "case.yaml")
    assert list(case.requests["test"].scenarios) == ["café", "late"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
@pytest.mark.parametrize("name", MADE)
def test_a_generated_file(name: str, tmp_path: Path, *, rewrite: bool) -> None:
    check(name, tmp_path, rewrite=rewrite)
