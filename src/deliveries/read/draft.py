"""A case on its way from files to a model: what stands where, and what was found wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deliveries.errors import Fault, Problem
from deliveries.read.files import decoded, find_beside, read_bytes
from deliveries.read.tree import BREAKS, Place, Tree, odd_character
from deliveries.text import visible

if TYPE_CHECKING:
    from pathlib import Path as FilePath

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
        """Everything found, once each, in the order of the files: the case file first."""
        names = ["", *self.others]
        lines = {"": re.split(BREAKS, self.text), **self.others}
        ordered = sorted(
            self.found, key=lambda each: (names.index(each[0].file), each[0].line, each[0].column)
        )
        problems = (
            _problem(place.file or self.name, lines[place.file], place, fault)
            for place, fault in ordered
        )
        return list(dict.fromkeys(problems))


def _problem(name: str, lines: list[str], place: Place, fault: Fault) -> Problem:
    """One problem, with its line; what is missing after the last one is missing at its end."""
    if place.line > len(lines):
        place = place._replace(line=len(lines), column=len(lines[-1]) + 1)
    line = lines[place.line - 1]
    message, hint = visible(fault.message), visible(fault.hint)
    return Problem(name, place.line, place.column, fault.code, message, hint, line, place.width)


def include_items(draft: Draft, folder: FilePath | None) -> None:
    """Read the items that requests name a CSV file for, and put them in its place."""
    tree = draft.tree
    requests = tree.value.get("requests") if isinstance(tree.value, dict) else None
    for name, request in requests.items() if isinstance(requests, dict) else ():
        named = request.get("items") if isinstance(request, dict) else None
        if isinstance(named, str):
            path: Path = ("requests", name, "items")
            request["items"] = _included(draft, path, named, folder)


def _included(
    draft: Draft, path: Path, named: str, folder: FilePath | None
) -> dict[str, dict[str, str]]:
    """The raw items of a file; without any if it cannot be read, which is then a fault."""
    from deliveries.read.itemlist import read_items  # most cases name no list

    if folder is None:
        fault = Fault(path, "no-folder", f"'{named}' cannot be read: this case is not in a file")
        return _refused(draft, fault)
    file = find_beside(folder, named)
    if isinstance(file, Fault):
        return _refused(draft, file._replace(path=path))
    raw = read_bytes(file, "list of items")
    if isinstance(raw, Fault):
        return _refused(draft, raw._replace(path=path))
    text, unreadable = decoded(raw, str(file))
    if odd := odd_character(text, "list of items", str(file)):
        unreadable = unreadable or [odd]
    listed = read_items(text, str(file), path)
    draft.others[str(file)] = listed.text
    if unreadable or listed.faults or not listed.items:
        draft.tree.void.add(path)
    if not (listed.items or listed.faults or unreadable):
        listed.fault(listed.cell(1, 0), (), "empty", "the list has no items")
    draft.found += unreadable or listed.faults
    draft.tree.elsewhere[path] = listed.place
    return {} if unreadable else listed.items


def _refused(draft: Draft, fault: Fault) -> dict[str, dict[str, str]]:
    draft.add(fault)
    draft.tree.void.add(fault.path)
    return {}
