"""Guided by coverage, tries bytes as case files and ledgers: a case that works, or problems.

Run by ``make fuzz``, with libFuzzer's own options. It begins with the case file that ships, the
starter and those of the tests; the words of the models are its dictionary.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["deliveries"]):
    from tests.conftest import around
    from tests.sound import look
    from tests.terminal import read_transcript

    from deliveries.case.schema import MODELS
    from deliveries.read import shipped_case, starter_case


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
SEPARATOR = b"\n--- items.csv\n"
"""Between a case file and the list of items or the ledger that it names, where both are in one."""
LEDGER = "came.csv"
"""What each ledger is called."""
VALUES = (
    "plan", "record", "proposal", "counterfactual", "balance", "unknown", "{at_most: 10}", "1/6",
    "2 2/3", "2.5", "existing", "new", "top-up", "even", "primary", "ours", "1951-07..1951-12",
    "1952", "1952..1953", "1954-H1", "1951-Q3", "1951-10..", "9999-12", "0001-01", "1951-06-21",
    "items.csv", "item,unit,quantity", "came.csv", "date,quantity",
    "- ", ": ", "{", "}", "[", "]", "&a", "*a", "!!int", "<<",
    "|", ">", '"', "'", "#", "---", "\\x0a    ", "\\xc2\\xa7", "\\xe2\\x80\\xa8",
)  # fmt: skip
"""What stands behind keys, and YAML's own signs."""
OPTIONS = ("-max_total_time=600", "-timeout=20", "-rss_limit_mb=512", "-max_len=20000")


def seeds() -> Iterator[bytes]:
    """Case files, each with the lists of items beside it, if it names one."""
    yield shipped_case().read_bytes()
    yield starter_case().encode()
    for path in (ROOT / "tests").glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "case" in [
                each.arg for each in node.args.args
            ]:
                yield around(ast.get_docstring(node) or "").encode()
    for path in (ROOT / "tests" / "bad").rglob("*.yaml"):
        yield path.read_bytes()
    for path in (ROOT / "tests" / "transcripts").glob("*.txt"):
        files = read_transcript(path.read_text(encoding="utf-8")).files
        yield from with_lists(files)
    records = (ROOT / "docs" / "records").iterdir()
    yield from with_lists({path.name: path.read_text(encoding="utf-8") for path in records})


def with_lists(files: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the case files among some, each with the first list or ledger that it names."""
    for name, text in files.items():
        if name.endswith(".yaml"):
            beside = next((each for each in files if each.endswith(".csv") and each in text), None)
            if beside is None:
                yield text.encode()
            else:
                own = text.replace(f"file: {beside}", f"file: {LEDGER}")
                yield own.encode() + SEPARATOR + files[beside].encode()


def words() -> list[str]:
    """The entries of a dictionary for libFuzzer."""
    keys = [f"{key}: " for model in MODELS for key in model.model_fields]
    return [f'"{each}"' for each in dict.fromkeys([*keys, *VALUES]) if '"' not in each]


def look_at(folder: Path, raw: bytes) -> None:
    """Try one input: a case file, perhaps with a list of items or a ledger."""
    own, _, beside = raw.partition(SEPARATOR)
    (folder / "case.yaml").write_bytes(own)
    (folder / "items.csv").write_bytes(beside)
    (folder / LEDGER).write_bytes(beside)
    look(folder / "case.yaml")


def main() -> None:
    """Fuzz until something is found or the time is over."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "corpus").mkdir()
        for number, seed in enumerate(seeds()):
            (folder / "corpus" / f"{number:03}").write_bytes(seed)
        (folder / "words").write_text("\n".join(words()), encoding="utf-8")
        own = [*OPTIONS, f"-dict={folder / 'words'}"]
        options = [sys.argv[0], *own, *sys.argv[1:], str(folder / "corpus")]
        atheris.Setup(options, lambda raw: look_at(folder, raw))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
