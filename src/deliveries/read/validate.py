"""A draft validated as a whole, and every fault of it found.

Where validation fails, the faulty parts are taken out and the rest is validated again, so that one
wrong figure does not hide what is wrong between the others.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from deliveries.case import Case
from deliveries.errors import MOST_FAULTS, Fault, Path
from deliveries.read.draft import Draft
from deliveries.read.tree import Tree

_STAND_INS = {"title": "?", "recipient": "?", "supplier": "?", "unit": "?", "grade": "ours"}
_STAND_INS |= {"kind": "plan", "window": "1951-01"}
"""What takes the place of a missing key, so that all else in its mapping can still be checked."""


def validated(draft: Draft) -> Case | None:
    """The case; its faults are added to the draft. None if nothing of it can be read."""
    tree, raw = draft.tree, draft.tree.value
    if raw is None and not tree.faults:
        draft.add(Fault((), "empty-file", "the file is empty", "a case has `title` and `requests`"))
    case = None
    found: list[Fault] = []
    unsound = _Unsound(tree.void)
    order: dict[int, int] = {}
    while case is None and raw is not None:
        try:
            case = Case.model_validate(raw)
        except ValidationError as error:
            from deliveries.read.wording import (  # most files are sound
                existing,
                faults_of,
                meant,
            )

            order = order or _original_order(raw)
            enough = error.error_count() >= MOST_FAULTS
            errors = error.errors(include_url=False)[:MOST_FAULTS]
            between_parts = errors[0]["type"] == "faults"
            faults = [_in_file(fault, raw, order) for fault in faults_of(errors, raw)]
            if between_parts or unsound.paths == tree.void:
                found += [fault for fault in faults if _stands(fault, tree, unsound)]
            if between_parts or enough:
                break
            paths = {existing(each["loc"], raw): each for each in errors}
            spoiled = [_spoiled(path, each) for path, each in paths.items()]
            unsound.add(_original(path, raw, order) for path in spoiled)
            unsound.add(_original(path, raw, order) for path in meant(paths.values(), raw))
            raw = _mended(raw, paths)
    for fault in found[:MOST_FAULTS]:
        draft.add(fault)
    return case


class _Unsound:
    """The paths that nothing can be said of: a long list may have thousands of them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths: set[Path] = set()
        self.around: set[Path] = set()
        """The paths, and all that they lie within."""
        self.add(paths)

    def add(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.paths.add(path)
            self.around.update(path[:end] for end in range(len(path) + 1))

    def touches(self, path: Path) -> bool:
        """Whether the path lies within one of them, or one of them within it."""
        within = (path[:end] for end in range(len(path) + 1))
        return path in self.around or any(each in self.paths for each in within)


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


def _stands(fault: Fault, tree: Tree, unsound: _Unsound) -> bool:
    """Whether the fault is one of its own, not the echo of something already listed."""
    if fault.path in tree.void or (fault.code == "bad-value" and _holds_void(fault.path, tree)):
        return False
    return not any(map(unsound.touches, fault.rests_on))


def _holds_void(path: Path, tree: Tree) -> bool:
    return any(void[: len(path)] == path for void in tree.void)


def _mended(raw: Any, paths: dict[Path, Any]) -> Any:
    """What is left for another look: stand-ins for missing keys, nothing where a value is wrong."""
    wrong = {_spoiled_with(path, raw): error for path, error in paths.items()}
    for path in sorted(wrong, key=_last_first, reverse=True):
        error, holder = wrong[path], _at(path[:-1], raw)
        last: Any = path[-1] if path else None
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


def _spoiled_with(path: Path, raw: Any) -> Path:
    """What has to go with a wrong value: one wrong number spoils a list of numbers."""
    for end in range(1, len(path)):
        held, inner = _at(path[:end], raw), _at(path[: end + 1], raw)
        if isinstance(held, list) and not isinstance(inner, dict):
            return path[:end]
    return path


def _at(path: Path, raw: Any) -> Any:
    """What stands at a path of the raw value."""
    for step in path:
        raw = raw[step]
    return raw
