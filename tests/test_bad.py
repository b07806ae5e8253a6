"""Every bad file is refused as its transcript says: a clear error at its place, and nothing more.

``tests/bad`` has one file a fault, ``name.yaml`` (and what it needs, in the folder ``name``), and
``name.txt``, the transcript that goes with it. What is too large to keep, `tests.generated` writes.
``pytest --rewrite`` writes them anew. Read the difference before keeping it.
"""

import re
import shutil
import sys
from pathlib import Path

import pytest

from deliveries.read import load_case
from tests.conftest import around
from tests.generated import GENERATED, generate
from tests.measured import run_measured
from tests.terminal import replay

BAD = Path(__file__).parent / "bad"
KEPT = sorted(path for path in BAD.glob("*/*.yaml"))
TRANSCRIPTS = {path.with_suffix("") for path in BAD.glob("*/*.txt")}


def is_refusal(wrote: list[str], name: str) -> bool:
    """Whether a command ended with 1, and said what is wrong, at a place in the file."""
    places = (line for line in wrote if re.match(rf"! ({re.escape(name)}\S*|list\.csv\S*): ", line))
    return wrote[-1:] == ["[1]"] and any(places) and "Traceback" not in "".join(wrote)


def test_each_bad_file_has_a_session_and_each_session_a_bad_file() -> None:
    kept = {path.with_suffix("") for path in KEPT}
    assert kept | {BAD / "generated" / name for name in GENERATED} == TRANSCRIPTS


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_file(path: Path, tmp_path: Path, *, rewrite: bool) -> None:
    shutil.copy(path, tmp_path)
    if path.with_suffix("").is_dir():
        shutil.copytree(path.with_suffix(""), tmp_path / path.stem)
    for wrote, wanted in replay(path.with_suffix(".txt"), tmp_path, rewrite=rewrite):
        assert wrote == wanted
        assert is_refusal(wrote, path.stem)


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


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file(name: str, tmp_path: Path, *, rewrite: bool) -> None:
    generate(name, tmp_path)
    path = BAD / "generated" / f"{name}.txt"
    for wrote, wanted in replay(path, tmp_path, rewrite=rewrite, how=run_measured):
        assert wrote == wanted
        assert is_refusal(wrote, name)
