"""From a file to a case, or to every problem in it.

A case is validated as a whole. Where that fails, the faulty parts are taken out and the rest is
validated again, so that one wrong figure does not hide what is wrong between the others.
"""

import codecs
import os
import re
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from deliveries.case import Case
from deliveries.casefile.tree import BREAKS, Place, Tree, read_tree
from deliveries.errors import CaseError, Fault, Path, Problem
from deliveries.plaintext import visible

LARGEST = 16 * 2**20
"""The largest case file read, in bytes."""
_NEAR = 200
"""How many bytes after a wrong one are looked at for the excerpt."""
_KEY_FAULTS = {
    "amount-outside", "bad-key", "missing-key", "no-item", "no-quantity", "no-tranches", "no-unit",
    "unknown-assumed", "unknown-key", "unknown-recipient", "unused-source",
}  # fmt: skip
"""Faults that are about the key, not about what stands behind it."""


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
    file = shipped_case() if path is None else FilePath(path)
    return parse_case(_read(file), str(file))


def review_sources(path: str | os.PathLike[str] | None = None) -> list[Problem]:
    """List every figure of a case file without a document or an assumption, and every idle source.

    Raises `CaseError` for a file that cannot be read or does not hold together.
    """
    from deliveries.case.checks.sources import source_faults

    file = shipped_case() if path is None else FilePath(path)
    text = _read(file)
    case, tree = parse_case(text, str(file)), read_tree(text)
    found = [(tree.place(each.path), each) for each in source_faults(case.sources, case.requests)]
    return _problems(str(file), text, found)


def parse_case(text: str, name: str = "<text>") -> Case:
    """Read a case from YAML text; ``name`` stands for the file in messages. Raises `CaseError`."""
    tree = read_tree(text)
    case, found = _validate(tree)
    found += tree.faults
    if case is None or found:
        raise CaseError(_problems(name, text, found))
    return case


def _read(file: FilePath) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `CaseError`."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _unreadable(file, "no-file", f"cannot read the case file: {reason}") from None
    if len(raw) > LARGEST:
        message = f"a case file has at most {LARGEST // 2**20} MB"
        raise _unreadable(file, "too-large", message)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise CaseError([_not_utf_8(file, raw, error)]) from None


def _not_utf_8(file: FilePath, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """The first byte that is not UTF-8, in its line."""
    before = re.split(BREAKS, raw[: error.start].decode())
    rest = re.split(BREAKS, raw[error.start :][:_NEAR].decode(errors="backslashreplace"))[0]
    return Problem(
        str(file),
        len(before),
        len(before[-1]) + 1,
        "not-utf-8",
        f"the byte {raw[error.start]:#04x} is not UTF-8 text",
        "save the file as UTF-8",
        before[-1] + rest,
        len("\\xff"),
    )


def _unreadable(file: FilePath, code: str, message: str) -> CaseError:
    return CaseError([Problem(str(file), 0, 0, code, message)])


_STAND_INS = {"title": "?", "recipient": "?", "supplier": "?", "unit": "?", "grade": "ours"}
_STAND_INS |= {"kind": "plan", "window": "1951-01"}
"""What takes the place of a missing key, so that all else in its mapping can still be checked."""


def _validate(tree: Tree) -> tuple[Case | None, list[tuple[Place, Fault]]]:
    """The case, and what is wrong with it; each fault with its place."""
    if tree.value is None:
        fault = Fault((), "empty-file", "the file is empty", "a case has `title` and `requests`")
        return None, [] if tree.faults else [(Place(1, 1), fault)]
    case, raw = None, tree.value
    found: list[Fault] = []
    unsound: list[Path] = list(tree.void)
    order = _original_order(raw)
    while case is None and raw is not None:
        try:
            case = Case.model_validate(raw)
        except ValidationError as error:
            from deliveries.casefile.wording import (  # most files are sound
                existing,
                faults_of,
                meant,
            )

            errors = error.errors(include_url=False)
            between_parts = errors[0]["type"] == "faults"
            faults = [_in_file(fault, raw, order) for fault in faults_of(errors, raw)]
            if between_parts or len(unsound) == len(tree.void):
                found += [fault for fault in faults if _stands(fault, tree, unsound)]
            if between_parts:
                break
            paths = {existing(each["loc"], raw): each for each in errors}
            unsound += [_original(_spoiled(path, each), raw, order) for path, each in paths.items()]
            unsound += [_original(path, raw, order) for path in meant(paths.values(), raw)]
            raw = _mended(raw, paths)
    return case, [(tree.place(f.path, key=f.code in _KEY_FAULTS), f) for f in found]


def _spoiled(path: Path, error: Any) -> Path:
    """The path that an error makes unfit to reason from; a missing key spoils only itself."""
    return (*path, error["loc"][-1]) if _stands_in(error) else path


def _stands_in(error: Any) -> bool:
    return error["type"] == "missing" and error["loc"][-1] in _STAND_INS


def _original_order(raw: Any) -> dict[int, int]:
    """The position of every mapping within its list, by identity: it outlives what is taken out."""
    order: dict[int, int] = {}
    pending = [raw]
    while pending:
        value = pending.pop()
        entries = value.values() if isinstance(value, dict) else value
        if isinstance(value, list):
            order |= {id(each): at for at, each in enumerate(value) if isinstance(each, dict)}
        pending += [each for each in entries if isinstance(each, dict | list)]
    return order


def _original(path: Path, raw: Any, order: dict[int, int]) -> Path:
    """The path in the file of a path in what is left of it."""
    steps: list[str | int] = []
    for at, step in enumerate(path):
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return (*steps, *path[at:])
        steps.append(order.get(id(raw), step) if isinstance(step, int) else step)
    return tuple(steps)


def _in_file(fault: Fault, raw: Any, order: dict[int, int]) -> Fault:
    rests_on = tuple(_original(path, raw, order) for path in fault.rests_on)
    return fault._replace(path=_original(fault.path, raw, order), rests_on=rests_on)


def _stands(fault: Fault, tree: Tree, unsound: list[Path]) -> bool:
    """Whether the fault is one of its own, not the echo of something already listed."""
    if fault.path in tree.void or (fault.code == "bad-value" and _holds_void(fault.path, tree)):
        return False
    return not any(_nested(rest, path) for rest in fault.rests_on for path in unsound)


def _holds_void(path: Path, tree: Tree) -> bool:
    return any(void[: len(path)] == path for void in tree.void)


def _nested(one: Path, other: Path) -> bool:
    """Whether one path lies within the other, or is the same."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _mended(raw: Any, paths: dict[Path, Any]) -> Any:
    """What is left for another look: stand-ins for missing keys, nothing where a value is wrong."""
    for path in sorted(paths, key=_last_first, reverse=True):
        error, (holder, last) = paths[path], _holder(raw, path)
        if _stands_in(error):
            missing = error["loc"][-1]
            (holder[last] if path else raw)[missing] = _STAND_INS[missing]
        elif not path:
            return None
        elif last in holder if isinstance(holder, dict) else last < len(holder):
            del holder[last]
    return raw


def _last_first(path: Path) -> tuple[tuple[int, str], ...]:
    """A key that sorts list positions as numbers, so that the last is taken out first."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _holder(raw: Any, path: Path) -> tuple[Any, Any]:
    """The mapping or list that holds what stands at the path, and its key there."""
    for at, step in enumerate(path[:-1]):
        if isinstance(raw[step], list) and not isinstance(raw[step][path[at + 1]], dict):
            return raw, step  # one wrong number spoils a list of numbers
        raw = raw[step]
    return raw, path[-1] if path else None


def _problems(name: str, text: str, found: list[tuple[Place, Fault]]) -> list[Problem]:
    """The problems in the order of the file."""
    lines = re.split(BREAKS, text)
    ordered = sorted(found, key=lambda each: (each[0].line, each[0].column))
    return [_problem(name, lines, place, fault) for place, fault in ordered]


def _problem(name: str, lines: list[str], place: Place, fault: Fault) -> Problem:
    """One problem, with its line."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    message, hint = visible(fault.message), visible(fault.hint)
    return Problem(name, place.line, place.column, fault.code, message, hint, line, place.width)
