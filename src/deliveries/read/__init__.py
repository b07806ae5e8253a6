"""Reads case files: YAML in, a `Case` out, or every problem at once with its place.

Convention: this is the only reader of case files. A `Draft` holds what stands where, and what was
found wrong with it, until it is a case.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any

from deliveries.errors import CaseError, Fault, Problem
from deliveries.read.tree import BREAKS, Place, Tree, read_tree
from deliveries.read.validate import validated
from deliveries.text import visible

if TYPE_CHECKING:
    from deliveries.case import Case
    from deliveries.errors import Path
    from deliveries.read.sheet import Sheet

LARGEST = 16 * 2**20
"""The largest case file or list of items read, in bytes."""
LARGEST_LEDGER = 64 * 2**20
"""The largest ledger read, in bytes."""
_OTHERS = {
    codecs.BOM_UTF32_LE + b"|" + codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE + b"|" + codecs.BOM_UTF16_BE: "utf-16",
    b"[^\0]\0[^\0]\0": "utf-16-le",
    b"\0[^\0]\0[^\0]": "utf-16-be",
}
"""How text from a spreadsheet may begin, by regular expressions; one mark begins with another."""
_KEY_FAULTS = {
    "amount-outside", "bad-key", "missing-key", "no-alternative", "no-item", "no-quantity",
    "no-tranches", "no-unit", "sum-named-like-item", "unknown-assumed", "unknown-key",
    "unknown-recipient", "unused-source",
}  # fmt: skip
"""Faults that are about the key, not about what stands behind it."""


@dataclass(slots=True)
class Draft:
    """A case file and what it names, before they are a case."""

    name: str
    """The case file, as messages have it."""
    text: str
    folder: FilePath | None
    """Where the files are that it names; None if it can name none."""
    tree: Tree = field(default_factory=Tree)
    found: list[tuple[Place, Fault]] = field(default_factory=list)
    others: dict[str, Sheet] = field(default_factory=dict)
    """The files that it names, by their names in messages."""

    def add(self, fault: Fault) -> None:
        """List a fault where its path stands."""
        place = self.tree.place(fault.path, key=fault.code in _KEY_FAULTS)
        if place.file and fault.code == "bad-key":
            fault = fault._replace(hint=f"{fault.hint}; a name to read goes into a column `title`")
        self.found.append((place, fault))

    def problems(self) -> list[Problem]:
        """Return everything found, once each, in the order of the files: the case file first.

        What is missing after the last line is missing at its end.
        """
        lines: dict[str, list[str] | Sheet] = {"": re.split(BREAKS, self.text), **self.others}
        order = {name: at for at, name in enumerate(lines)}
        problems = []
        for place, fault in sorted(self.found, key=lambda at: (order[at[0].file], at[0][:2])):
            name, row, column, of_file = place.file, place.line, place.column, lines[place.file]
            if row > len(of_file):
                row, column = len(of_file), len(of_file[-1]) + 1
            message, hint, excerpt = visible(fault.message), visible(fault.hint), of_file[row - 1]
            said = (fault.code, message, hint, excerpt, place.width)
            problems.append(Problem(name or self.name, row, column, *said))
        return list(dict.fromkeys(problems))


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
    """Read a case file; the one that ships if no path is given, ``-`` is standard input.

    Raises `CaseError`, with every problem found, if it cannot be read or does not hold together.
    """
    return _load(path)[0]


def files_read(path: str | os.PathLike[str] | None = None) -> list[FilePath]:
    """Return the files that a case is read from: the case file, and each CSV file that it names.

    A pipe is not looked into, as it can be read but once.
    """
    file = FilePath(path) if path is not None else shipped_case()
    raw = read_bytes(file, "case file") if is_regular(file) else b""
    if isinstance(raw, Fault):
        return [file]
    draft = Draft(str(file), decoded(raw)[0], file.parent)
    _read_values(draft)
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


def review_assumptions(path: str | os.PathLike[str] | None = None) -> list[Problem]:
    """List what a case file assumes without another reading: information, nothing is wrong.

    Raises `CaseError` for a file that cannot be read or does not hold together.
    """
    from deliveries.case.checks import settled_faults

    case, draft = _load(path)
    for fault in settled_faults(case.requests):
        draft.add(fault)
    return draft.problems()


def parse_case(
    text: str, name: str = "<text>", folder: str | os.PathLike[str] | None = None
) -> Case:
    """Read a case from YAML text; ``name`` stands for the file in messages.

    ``folder`` is where the files are that it names; without one it can name none. Raises
    `CaseError`.
    """
    draft = Draft(name, text, None if folder is None else FilePath(folder))
    _read_values(draft)
    return validated(draft)


def _load(path: str | os.PathLike[str] | None) -> tuple[Case, Draft]:
    """Return the case of a file, and the draft it was made from. Raises `CaseError`."""
    file = FilePath(path) if path is not None else shipped_case()
    raw = read_bytes(file, "case file")
    if isinstance(raw, Fault):
        raise CaseError([Problem(str(file), 0, 0, raw.code, raw.message, raw.hint)])
    text, wrong = decoded(raw)
    draft = Draft(str(file), text, file.parent, found=wrong)
    if wrong:
        raise CaseError(draft.problems())
    _read_values(draft)
    return validated(draft), draft


def _read_values(draft: Draft) -> None:
    """Read the values of a draft, with the items and the ledgers that it names CSV files for."""
    draft.tree = read_tree(draft.text)
    value = draft.tree.value
    requests = value.get("requests") if isinstance(value, dict) else None
    for name, request in requests.items() if isinstance(requests, dict) else ():
        if not isinstance(request, dict):
            continue
        path: Path = ("requests", name)
        if isinstance(request.get("items"), str):
            request["items"] = _items(draft, (*path, "items"), request["items"])
        scenarios = request.get("scenarios")
        for of, scenario in scenarios.items() if isinstance(scenarios, dict) else ():
            if isinstance(scenario, dict) and isinstance(scenario.get("ledger"), dict):
                _ledger(draft, (*path, "scenarios", of), scenario, request)


def _items(draft: Draft, path: Path, named: str) -> dict[str, dict[str, str]]:
    """Return the raw items of a file; none if it cannot be read, which is then a fault."""
    from deliveries.read.itemlist import read_items  # most cases name no list

    if (sheet := _sheet(draft, path, named, "list of items")) is None:
        draft.tree.void.add(path)
        return {}
    listed = read_items(sheet)
    draft.tree.elsewhere[path] = listed.place
    if sheet.faults:
        draft.tree.void.add(path)
        draft.found += sheet.faults
    return listed.items


def _ledger(draft: Draft, path: Path, scenario: dict[str, Any], request: dict[str, Any]) -> None:
    """Put the rows of a ledger into a raw scenario as its tranches.

    A block that does not say how to read it, or beside tranches, is left to the checks.
    """
    from pydantic import ValidationError

    from deliveries.case.models import Ledger
    from deliveries.read.ledger import read_ledger

    try:
        ledger = Ledger.model_validate(scenario["ledger"])
    except ValidationError:
        return
    at = (*path, "ledger")
    tranches_at = (*path, "tranches")
    if "tranches" in scenario or tranches_at in draft.tree.keys:
        return
    sheet = _sheet(draft, (*at, "file"), ledger.file, "ledger", LARGEST_LEDGER)
    if sheet is None:
        draft.tree.void.add(tranches_at)
        return
    read = read_ledger(sheet, ledger, request, path)
    if read.groups:
        draft.tree.elsewhere[tranches_at] = read.place
    if read.faults or sheet.faults:
        draft.tree.void.add(tranches_at)
        draft.found += sheet.faults
        for fault in read.faults:
            draft.add(fault)
    scenario["tranches"] = read.tranches
    scenario["ledger"] = ledger.with_content(read.content)


def _sheet(draft: Draft, path: Path, named: str, what: str, most: int = LARGEST) -> Sheet | None:
    """Return the file of a name in a case file; None if it cannot be read, which is then a fault.

    Several scenarios may be rows of one file.
    """
    from deliveries.read.sheet import Sheet

    file = find_beside(draft.folder, named)
    raw: bytes | Fault
    if isinstance(file, Fault):
        raw = file
    elif str(file) in draft.others:
        raw = draft.others[str(file)].raw
    else:
        raw = read_bytes(file, what, most)
    if isinstance(raw, Fault):
        draft.add(raw._replace(path=path))
        return None
    sheet = Sheet(raw, str(file), what)
    draft.others.setdefault(str(file), sheet)
    return sheet


def read_bytes(file: FilePath, what: str, most: int = LARGEST) -> bytes | Fault:
    """Return the content of a file, without a byte order mark; ``what`` it is, for the message.

    The case file ``-`` is standard input.
    """
    try:
        if str(file) == "-" and what == "case file" and sys.stdin is not None:
            raw = sys.stdin.buffer.read(most + 1)
        else:
            with file.open("rb") as stream:
                raw = stream.read(most + 1)
    except OSError as error:
        return Fault((), "no-file", f"cannot read the {what}: {error.strerror or error}")
    if len(raw) > most:
        return Fault((), "too-large", f"a {what} has at most {most // 2**20} MB")
    return raw.removeprefix(codecs.BOM_UTF8)


def read_json(file: FilePath) -> object:
    """Read a JSON file that we may have written; None if it is nothing of the kind, or a pipe."""
    import json

    try:
        content = read_bytes(file, "file") if is_regular(file) else None
        return json.loads(content) if isinstance(content, bytes) else None
    except (ValueError, RecursionError):
        return None


def is_regular(file: FilePath) -> bool:
    """Tell if it is a file that can be read twice: no pipe, no device, no folder."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def decoded(
    raw: bytes, file: str = "", breaks: str = BREAKS
) -> tuple[str, list[tuple[Place, Fault]]]:
    """Return the text, and what is wrong with it: the first byte that is not UTF-8 with its place.

    ``breaks`` end a line. Such bytes are written out in the text, so that their line can be shown.
    """
    other = next((encoding for begins, encoding in _OTHERS.items() if re.match(begins, raw)), "")
    if other:
        message = f"this is {other.upper()[:6]} text, not UTF-8"
        fault = Fault((), "not-utf-8", message, "save the file as UTF-8")
        return raw.decode(other, errors="replace"), [(Place(1, 1, 1, file), fault)]
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        before = re.split(breaks, raw[: error.start].decode())
        place = Place(len(before), len(before[-1]) + 1, len("\\xff"), file)
        message = f"the byte {raw[error.start]:#04x} is not UTF-8 text"
        hint = "save the file as plain text, in UTF-8" if b"\0" in raw else "save the file as UTF-8"
        fault = Fault((), "not-utf-8", message, hint)
        return raw.decode(errors="backslashreplace"), [(place, fault)]


def find_beside(folder: FilePath | None, name: str) -> FilePath | Fault:
    """Return the file of that relative name in a folder or below it; no link may lead out of it."""
    if folder is None:
        return Fault((), "no-folder", f"'{name}' cannot be read: this case is not in a file")
    if not name or "://" in name:
        message = f"'{name}' is an address, not a file" if name else "no file is named here"
        return Fault((), "no-file", message, "name a file beside the case file, or below it")
    if FilePath(name).is_absolute() or PureWindowsPath(name).drive:
        hint = "write the path from the case file's folder on"
        return Fault((), "absolute-path", f"'{name}' is an absolute path", hint)
    file = folder / name
    if "\0" in name:
        return Fault((), "no-file", f"'{name}' cannot be the name of a file")
    if not FilePath(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        hint = "a case file names only what is beside or below it"
        return Fault((), "outside", f"'{name}' lies outside the case file's folder", hint)
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except OSError as error:
        message = f"cannot read '{name}': {error.strerror or error}"
        return Fault((), "no-file", message, "its path counts from the case file's folder")
    return file if regular else Fault((), "not-a-file", f"'{name}' is not a regular file")
