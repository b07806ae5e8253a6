"""From a file to a case, or to every problem in it: the only reader of case files."""

import os
from pathlib import Path as FilePath

from deliveries.case import Case
from deliveries.errors import CaseError, Fault, Problem
from deliveries.read.draft import Draft, include_items
from deliveries.read.files import decoded, is_regular, read_bytes
from deliveries.read.tree import read_tree
from deliveries.read.validate import validated


def shipped_case() -> FilePath:
    """The path of the case file that comes with the package."""
    package = FilePath(__file__).parents[1]
    packaged = package / "data" / "requests.yaml"
    in_checkout = package.parents[1] / "data" / "requests.yaml"
    return packaged if packaged.is_file() else in_checkout


def starter_case() -> str:
    """The text of the case file that a case of one's own begins with."""
    return FilePath(__file__).with_name("starter.yaml").read_text(encoding="utf-8")


def load_case(path: str | os.PathLike[str] | None = None) -> Case:
    """Read a case file; the one that ships if no path is given.

    Raises `CaseError`, with every problem found, if it cannot be read or does not hold together.
    """
    return _load(FilePath(path) if path is not None else shipped_case())[0]


def files_read(path: str | os.PathLike[str] | None = None) -> list[FilePath]:
    """The files that a case is read from: the case file, and every list of items it names.

    A pipe is not looked into, as it can be read but once.
    """
    file = FilePath(path) if path is not None else shipped_case()
    raw = read_bytes(file, "case file") if is_regular(file) else b""
    if isinstance(raw, Fault):
        return [file]
    draft = Draft(str(file), decoded(raw)[0])
    draft.tree = read_tree(draft.text)
    include_items(draft, file.parent)
    return [file, *map(FilePath, draft.others)]


def review_sources(path: str | os.PathLike[str] | None = None) -> list[Problem]:
    """List every figure of a case file without a document or an assumption, and every idle source.

    Raises `CaseError` for a file that cannot be read or does not hold together.
    """
    from deliveries.case.checks.sources import source_faults

    case, draft = _load(FilePath(path) if path is not None else shipped_case())
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


def _load(file: FilePath) -> tuple[Case, Draft]:
    """The case of a file, and the draft it was made from."""
    raw = read_bytes(file, "case file")
    if isinstance(raw, Fault):
        raise CaseError([Problem(str(file), 0, 0, raw.code, raw.message, raw.hint)])
    text, wrong = decoded(raw)
    draft = Draft(str(file), text)
    if wrong:
        draft.found += wrong
        raise CaseError(draft.problems())
    return _checked(draft, file.parent), draft


def _checked(draft: Draft, folder: FilePath | None) -> Case:
    """The case of a draft. Raises `CaseError`."""
    draft.tree = read_tree(draft.text)
    include_items(draft, folder)
    case = validated(draft)
    draft.found += draft.tree.faults
    if case is None or draft.found:
        raise CaseError(draft.problems())
    return case
