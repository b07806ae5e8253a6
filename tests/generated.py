"""Bad input that is too large to keep, or that no checkout could hold: made when it is needed."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.conftest import around

Content = str | bytes | int | Callable[[Path], object]
"""What a file holds; how many bytes, all nought; or what makes something at its path."""
Files = dict[str, Content]
"""Contents by the names of files; `CASE` stands for the case file of that name."""
CASE = "case"
LIST = "list.csv"

TRANCHE = "{quantity: 60, window: 1951-07..1951-12}"
GUNS = "unit: gun\nquantity: 60\n"
ITEMS = "scenarios: {plan: {kind: plan, tranches: [{share: 1, window: 1951}]}}\nitems: "
HEADING = "item,unit,quantity\n"


def generate(name: str, folder: Path) -> None:
    """Write the files of that name into a folder."""
    for each, content in GENERATED[name]().items():
        path = folder / (f"{name}.yaml" if each == CASE else each)
        if isinstance(content, str | bytes):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        elif isinstance(content, int):
            path.touch()
            os.truncate(path, content)
        else:
            content(path)


def _scenarios(scenarios: Iterable[str]) -> Files:
    return {CASE: around(f"{GUNS}scenarios:\n" + "".join(f"  {each}\n" for each in scenarios))}


def _tranches(tranches: Iterable[str]) -> Files:
    listed = "".join(f"    - {each}\n" for each in tranches)
    return {CASE: around(f"{GUNS}scenarios:\n plan:\n  kind: plan\n  tranches:\n{listed}")}


def _listed(content: Content) -> Files:
    return {CASE: around(ITEMS + LIST), LIST: content}


def _chain(length: int, end: str) -> Iterable[str]:
    """Scenarios each based on the next."""
    yield from (f"s{at}: {{kind: plan, based_on: s{at + 1}, shift: 1}}" for at in range(length))
    yield f"s{length}: {end}"


GENERATED: dict[str, Callable[[], Files]] = {
    "deep-lists": lambda: {CASE: "title: " + "[" * 100_000},
    "deep-mappings": lambda: {CASE: "title: " + "{a: " * 100_000},
    "deep-dashes": lambda: {CASE: "- " * 100_000},
    "deep-indentation": lambda: {CASE: "".join(f"{' ' * at}a:\n" for at in range(2000))},
    "deep-keys": lambda: {CASE: "? " * 100_000},
    "long-scalar": lambda: {CASE: "a" * 10_000_000},
    "long-lines": lambda: {CASE: around(f"{GUNS}scenarios: {'a ' * 5_000_000}")},
    "long-quote": lambda: {CASE: 'title: "' + "a " * 5_000_000},
    "many-keys": lambda: {CASE: "".join(f"k{at}: 1\n" for at in range(1_000_000))},
    "many-entries": lambda: {CASE: f"title: [{'a, ' * 2_000_000}]\n"},
    "many-same-keys": lambda: {CASE: "k: 1\n" * 1_000_000},
    "many-aliases": lambda: {CASE: f"title: &a a\nnote: [{'*a, ' * 1_000_000}]"},
    "many-nulls": lambda: {CASE: f"note: [{'~, ' * 1_000_000}]"},
    "many-documents": lambda: {CASE: "---\n" * 1_000_000},
    "hundred-megabytes": lambda: {CASE: 100 * 2**20},
    "sixteen-megabytes-of-nul": lambda: {CASE: 2**24},
    "sixteen-megabytes-of-bytes": lambda: {CASE: b"\xff" * 2**24},
    "sixteen-megabytes-of-lines": lambda: {CASE: "\n" * 2**24},
    "many-weights": lambda: _tranches(
        [f"{{quantity: 60, window: 1951, weights: [{'1, ' * 100_000}]}}"]
    ),
    "many-tranches": lambda: _tranches(["{quantity: 1, window: 1951}"] * 100_000),
    "many-faulty-tranches": lambda: _tranches(["{quantity: x}"] * 100_000),
    "many-recipients": lambda: {CASE: around(f"recipients: [{'China, ' * 100_000}]\n{GUNS}")},
    "chain-to-nowhere": lambda: _scenarios(_chain(1000, "{kind: plan, based_on: x}")),
    "chain-of-a-thousand": lambda: _scenarios(
        _chain(1000, f"{{kind: plan, tranches: [{TRANCHE}]}}")
    ),
    "chain-in-a-circle": lambda: _scenarios(_chain(1000, "{kind: plan, based_on: s0}")),
    "many-tranches-of-coprime-parts": lambda: _tranches(
        f"{{quantity: 1/{10**14 + 2 * at + 1}, window: 1951}}" for at in range(20_000)
    ),
    "many-limits": lambda: _scenarios(
        [f"a: {{kind: plan, tranches: [{TRANCHE}], capacity: [{'{limit: 9}, ' * 10_000}]}}"]
    ),
    "list-of-a-hundred-megabytes": lambda: _listed(100 * 2**20),
    "list-of-a-million-columns": lambda: _listed(HEADING + "," * 1_000_000 + "a"),
    "list-of-a-million-headings": lambda: _listed("a," * 1_000_000),
    "list-with-a-cell-of-10-mb": lambda: _listed(f"{HEADING}rifles,{'a' * 10_000_000},12\n"),
    "list-with-a-quote-of-10-mb": lambda: _listed(f'{HEADING}rifles,"' + "a,\n" * 3_000_000),
    "list-of-faulty-items": lambda: _listed(
        HEADING + "".join(f"i{at},gun,x\n" for at in range(49_000))
    ),
    "list-of-the-same-item": lambda: _listed(HEADING + "a,gun,1\n" * 100_000),
    "list-through-a-link": lambda: _listed(lambda path: path.symlink_to("/etc/passwd")),
    "list-through-a-link-to-itself": lambda: _listed(lambda path: path.symlink_to(LIST)),
    "list-in-a-linked-folder": lambda: {
        CASE: around(f"{ITEMS}folder/passwd"),
        "folder": lambda path: path.symlink_to("/etc"),
    },
    "list-of-a-million-lines": lambda: _listed(HEADING + "\n" * 1_000_000),
    "list-in-a-pipe": lambda: _listed(os.mkfifo),
}
"""What to write for each ``generated/`` name of ``tests/bad/index.txt``."""
