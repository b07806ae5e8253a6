"""Reads case files: YAML in, a `Case` out, or every problem at once with its place.

Convention: this is the only reader of case files. A `Draft` holds what stands where, and what was
found wrong with it, until it is a case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from deliveries.errors import CaseError, Fault, Problem
from deliveries.read.files import decoded, find_beside, is_regular, read_bytes
from deliveries.read.tree import BREAKS, Place, Tree, odd_character, read_tree
from deliveries.read.validate import validated
from deliveries.text import visible

if TYPE_CHECKING:
    import os

    from deliveries.case import Case
    from deliveries.errors import Path

_KEY_FAULTS = {
    "amount-outside", "bad-key", "missing-key", "no-item", "no-quantity", "no-tranches", "no-unit",
    "unknown-assumed", "unknown-key", "unknown-recipient", "unused-source",
}  # fmt: skip
"""Faults that are about the key, not about what stands behind it."""


@dataclass(slots=True)
class Draft:
    """A case file and what it names, before they are a case."""

    name: str
    """The case file, as messages have it."""
    text: str
    tree: Tree = field(default_factory=Tree)
    found: list[tuple[Place, Fault]] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    """The lines of the files that it names, by their names in messages."""

    def add(self, fault: Fault) -> None:
        """List a fault where its path stands."""
        place = self.tree.place(fault.path, key=fault.code in _KEY_FAULTS)
        if place.file and fault.code == "bad-key":
            hint = f"{fault.hint}; a name to read goes into a column `title`"
            fault = fault._replace(hint=hint)
        self.found.append((place, fault))

    def problems(self) -> list[Problem]:
        """Return everything found, once each, in the order of the files: the case file first.

        What is missing after the last line is missing at its end.
        """
        lines = {"": re.split(BREAKS, self.text), **self.others}
        order = {name: at for at, name in enumerate(lines)}
        problems = []
        for place, fault in self.found:
            name, row, column, of_file = place.file, place.line, place.column, lines[place.file]
            if row > len(of_file):
                row, column = len(of_file), len(of_file[-1]) + 1
            message, hint, excerpt = visible(fault.message), visible(fault.hint), of_file[row - 1]
            said = (fault.code, message, hint, excerpt, place.width)
            at = (order[name], place.line, place.column)
            problems.append((at, Problem(name or self.name, row, column, *said)))
        problems.sort(key=lambda each: each[0])
        return list(dict.fromkeys(problem for _, problem in problems))


def shipped_case() -> FilePath:
    """Return the path of the case file that comes with the package."""
    package = FilePath(__file__).parents[1]
    packaged = package / "data" / "requests.yaml"
    in_checkout = package.parents[1] / "data" / "requests.yaml"
    return packaged if packaged.is_file() else in_checkout


def starter_case() -> str:
    """Return the text of the case file that a case of one's own begins with."""
    return FilePath(__file__).with_name("starter.yaml").read_text(encoding="utf-8")


def load_case(path: str | os.PathLike[str] | None = None) -> Case:
    """Read a case file; the one that ships if no path is given.

    Raises `CaseError`, with every problem found, if it cannot be read or does not hold together.
    """
    return _load(path)[0]


def files_read(path: str | os.PathLike[str] | None = None) -> list[FilePath]:
    """Return the files that a case is read from: the case file, and every list of items it names.

    A pipe is not looked into, as it can be read but once.
    """
    file = FilePath(path) if path is not None else shipped_case()
    raw = read_bytes(file, "case file") if is_regular(file) else b""
    if isinstance(raw, Fault):
        return [file]
    draft = Draft(str(file), decoded(raw)[0])
    _read_values(draft, file.parent)
    return [file, *map(FilePath, draft.others)]


def review_sources(path: str | os.PathLike[str] | None = None) -> list[Problem]:
    """List every figure of a case file without a document or an assumption, and every idle source.

    Raises `CaseError` for a file that cannot be read or does not hold together.
    """
    from deliveries.case.checks import source_faults

    case, draft = _load(path)
    for fault in source_faults(case.sources, case.requests):
        draft.add(fault)
    return draft.problems()


def parse_case(
    text: str, name: str = "<text>", folder: str | os.PathLike[str] | None = None
) -> Case:
    """Read a case from YAML text; ``name`` stands for the file in messages.

    ``folder`` is where the files are that it names; without one it can name none. Raises
    `CaseError`.
    """
    return _checked(Draft(name, text), None if folder is None else FilePath(folder))


def _load(path: str | os.PathLike[str] | None) -> tuple[Case, Draft]:
    """Return the case of a file, and the draft it was made from. Raises `CaseError`."""
    file = FilePath(path) if path is not None else shipped_case()
    raw = read_bytes(file, "case file")
    if isinstance(raw, Fault):
        raise CaseError([Problem(str(file), 0, 0, raw.code, raw.message, raw.hint)])
    text, wrong = decoded(raw)
    draft = Draft(str(file), text, found=wrong)
    if wrong:
        raise CaseError(draft.problems())
    return _checked(draft, file.parent), draft


def _checked(draft: Draft, folder: FilePath | None) -> Case:
    """Return the case of a draft. Raises `CaseError`."""
    _read_values(draft, folder)
    case = validated(draft)
    draft.found += draft.tree.faults
    if case is None or draft.found:
        raise CaseError(draft.problems())
    return case


def _read_values(draft: Draft, folder: FilePath | None) -> None:
    """Read the values of a draft, with the items that requests name a CSV file for."""
    draft.tree = read_tree(draft.text)
    value = draft.tree.value
    requests = value.get("requests") if isinstance(value, dict) else None
    for name, request in requests.items() if isinstance(requests, dict) else ():
        if isinstance(request, dict) and isinstance(request.get("items"), str):
            path: Path = ("requests", name, "items")
            request["items"] = _items(draft, path, request["items"], folder)


def _items(
    draft: Draft, path: Path, named: str, folder: FilePath | None
) -> dict[str, dict[str, str]]:
    """Return the raw items of a file; none if it cannot be read, which is then a fault."""
    from deliveries.read.itemlist import read_items  # most cases name no list

    file = find_beside(folder, named)
    raw = file if isinstance(file, Fault) else read_bytes(file, "list of items")
    if isinstance(raw, Fault):
        draft.add(raw._replace(path=path))
        draft.tree.void.add(path)
        return {}
    text, unreadable = decoded(raw, str(file))
    if odd := odd_character(text, "list of items", str(file)):
        unreadable = unreadable or [odd]
    listed = read_items(text, str(file), path)
    draft.others[str(file)] = listed.text
    if unreadable or listed.faults or not listed.items:
        draft.tree.void.add(path)
    if not (listed.items or listed.faults or unreadable):
        listed.fault(listed.cell(1), (), "empty", "the list has no items")
    draft.found += unreadable or listed.faults
    draft.tree.elsewhere[path] = listed.place
    return {} if unreadable else listed.items
