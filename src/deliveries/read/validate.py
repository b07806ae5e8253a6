"""A draft validated as a whole, and every fault of it found, in our words.

Where validation fails, the faulty parts are taken out and the rest is validated again, so that one
wrong figure does not hide what is wrong between the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from deliveries.case import Case, Item, Limit, Request, Scenario, Source, Sum, Tranche
from deliveries.case.models import Accepted, Assumption, Columns, Ledger, NumberStyle, keys_of
from deliveries.errors import MOST_FAULTS, CaseError, Fault, Path, did_you_mean, hidden_in, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from deliveries.case.models import Model
    from deliveries.read import Draft

_STAND_INS = dict.fromkeys(("title", "recipient", "supplier", "unit", "by", "why", "file"), "?")
_STAND_INS |= {"grade": "ours", "kind": "plan", "window": "1951-01", "limit": "999999999"}
"""What takes the place of a missing key, so that all else in its mapping can still be checked."""
_WANTED = dict.fromkeys(("model_type", "dict_type"), "a mapping of keys and values")
_WANTED |= {"tuple_type": "a list", "string_type": "text"}
"""Pydantic's name of a wrong shape, and what should stand there."""
MODELS: dict[str, type[Model]] = {"sources": Source, "requests": Request, "items": Item}
MODELS |= {"sums": Sum}
MODELS |= {"scenarios": Scenario, "tranches": Tranche, "capacity": Limit, "assumed": Assumption}
"""The model of each entry of a list or mapping."""
_WITHIN_A_SCENARIO: dict[Path, type[Model]] = {
    ("accepted",): Accepted,
    ("ledger",): Ledger,
    ("ledger", "columns"): Columns,
    ("ledger", "numbers"): NumberStyle,
}
ENTRIES = {
    "sources": "{title: A book, grade: secondary}",
    "requests": "{title: Guns, recipient: North, supplier: South, unit: gun, scenarios: ...}",
    "items": "{unit: gun, quantity: 60}",
    "sums": "{items: [guns, rifles]}",
    "scenarios": "{kind: plan, tranches: [{quantity: 60, window: 1951-07..1951-12}]}",
    "tranches": "{quantity: 60, window: 1951-07..1951-12}",
    "capacity": "{limit: 8, window: 1951-07..1951-12}",
}
"""How an entry of a mapping or a list is written."""
_WRITTEN = {key: f"{{an-id: {like}}}" for key, like in ENTRIES.items()} | {
    "tranches": f"[{ENTRIES['tranches']}], or each in a line of its own after `- `",
    "accepted": "{by: Mao Zedong, dated: 1951-06-30}",
    "amounts": "{1951-07: 10, 1951-08: 20}",
    "assumed": "{quantity: the reason}",
    "columns": "{date: delivered_on, quantity: doses}",
    "ledger": "{file: came.csv}",
    "names": "{the word of the file: the-id}",
    "numbers": '{decimal: ",", thousands: "."}',
    "weights": "[1, 2, 1]",
    "where": "{country: Italy}",
}
"""How what stands behind a key is written."""
_PROFILES = "one of: even; `monthly: 1/6`, `weights: [1, 2]` and `amounts` are keys of the tranche"
"""The ways to write how the quantity of a tranche falls within its window."""
_SHAPES: dict[type, str] = {str: "text", list: "a list", dict: "a mapping"}


def validated(draft: Draft) -> Case:
    """Return the case of a draft. Raises `CaseError`, with everything that was found in it."""
    tree, raw = draft.tree, draft.tree.value
    if raw is None and not tree.faults:
        draft.add(Fault((), "empty-file", "the file is empty", "a case has `title` and `requests`"))
    unsound = Unsound()
    found: list[Fault] = []
    case: Case | None = None
    first_look = True
    while case is None and raw is not None:
        try:
            case = Case.model_validate(raw)
        except ValidationError as error:
            unsound.add(tree.void)
            errors = error.errors(include_url=False)[:MOST_FAULTS]
            between_parts = errors[0]["type"] == "faults"
            misspelt = _misspelt(errors, raw)
            if between_parts or first_look:
                for fault in _faults(errors, raw):
                    missing = fault.rests_on if fault.code == "missing-key" else ()
                    if not misspelt & set(missing) and not _is_echo(fault, tree.void, unsound):
                        found.append(fault)
            if between_parts or error.error_count() >= MOST_FAULTS:
                break
            unsound.add(misspelt)
            raw = _mended(raw, errors, unsound)
            first_look = False
    for fault in found[:MOST_FAULTS]:
        draft.add(fault)
    draft.found += tree.faults
    if case is None or draft.found:
        raise CaseError(draft.problems())
    return case


@dataclass(slots=True)
class Unsound:
    """The paths that nothing can be said of: a long list may have thousands of them."""

    paths: set[Path] = field(default_factory=set)
    around: set[Path] = field(default_factory=set)
    """The paths, and all that they lie within."""

    def add(self, paths: Iterable[Path]) -> None:
        """Add more of them."""
        for path in paths:
            self.paths.add(path)
            self.around.update(path[:end] for end in range(len(path) + 1))

    def touches(self, path: Path) -> bool:
        """Tell if the path lies within one of them, or one of them within it."""
        within = (path[:end] for end in range(len(path) + 1))
        return path in self.around or any(each in self.paths for each in within)


def _is_echo(fault: Fault, void: set[Path], unsound: Unsound) -> bool:
    """Tell if the fault only follows from something that is listed already."""
    if any(map(unsound.touches, fault.rests_on)):
        return True
    return fault.path in (unsound.around if fault.code == "bad-value" else void)


def _mended(raw: Any, errors: list[ErrorDetails], unsound: Unsound) -> Any:
    """Return what is left for another look, and mark all that was wrong as unsound.

    A missing key gets a stand-in; a wrong value is taken out, with the list that it is an entry of.
    """
    wrong: set[Path] = set()
    for error in errors:
        path, key = _existing(error["loc"], raw), error["loc"][-1] if error["loc"] else ""
        if error["type"] == "missing" and key in _STAND_INS:
            _at(path, raw)[key] = _STAND_INS[str(key)]
            unsound.add([(*path, key)])
            continue
        unsound.add([path])
        for end in range(1, len(path)):
            is_entry = end == len(path) - 1 or not isinstance(_at(path[: end + 1], raw), dict)
            if is_entry and isinstance(_at(path[:end], raw), list):
                path = path[:end]
                break
        wrong.add(path)
    for path in sorted(wrong, key=len, reverse=True):
        if not path:
            return None
        _at(path[:-1], raw).pop(path[-1], None)
    return raw


def _at(path: Path, raw: Any) -> Any:
    """Return what stands at a path of the raw value."""
    for step in path:
        raw = raw[step]
    return raw


def _existing(location: Path, raw: Any) -> Path:
    """Return what the raw value has of pydantic's location; the rest names its own machinery."""
    for at, step in enumerate(location):
        known = range(len(raw)) if isinstance(raw, list) else raw if isinstance(raw, dict) else ()
        if step not in known:
            return location[:at]
        raw = raw[step]
    return location


def _misspelt(errors: Iterable[ErrorDetails], raw: Any) -> set[Path]:
    """Return the paths of the keys that unknown ones may have been meant for."""
    found: set[Path] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parent, key = _existing(error["loc"], raw)
            if near := nearest(str(key), keys_of(_model_at(tuple(parent)))):
                found.add((*parent, near))
    return found


def _faults(errors: list[ErrorDetails], raw: Any) -> Iterator[Fault]:
    """Turn pydantic's errors about the raw value into faults, in our words."""
    for error in errors:
        path = _existing(error["loc"], raw)
        name = str(path[-1]) if path else ""
        context: dict[str, Any] = error.get("ctx", {})
        match error["type"]:
            case "faults":
                yield from context["faults"]
            case "missing":
                key = error["loc"][-1]
                yield Fault(path, "missing-key", f"the key '{key}' is missing", "", ((*path, key),))
            case "extra_forbidden":
                keys = keys_of(_model_at(path[:-1]))
                hint = hidden_in(name) or did_you_mean(name, keys, "the keys are: ")
                yield Fault(path, "unknown-key", f"unknown key '{name}'", hint)
            case "literal_error":
                code, message = "wrong-type", f"'{name}' must be one word"
                hint = f"one of: {context['expected']}"
                if isinstance(value := error["input"], str):
                    code, message = "bad-choice", f"'{value}' is not a possible '{name}'"
                    options = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
                    hint = did_you_mean(value, options, "one of: ")
                yield Fault(path, code, message, _PROFILES if name == "profile" else hint)
            case "too_short":
                yield Fault(path, "empty", f"'{name}' has no entries", "it needs at least one")
            case "value_error":  # which is always an `UnreadableError`
                code = "bad-key" if error["loc"][-1:] == ("[key]",) else "bad-value"
                yield Fault(path, code, str(context["error"]), context["error"].hint)
            case kind if kind in _WANTED:
                this = f"'{name}'" if path and isinstance(path[-1], str) else "this"
                message = f"{this} must be {_WANTED[kind]}"
                yield Fault(path, "wrong-type", message, _shape_meant(path, kind, error["input"]))
            case kind:
                yield Fault(path, kind.replace("_", "-"), error["msg"])


def _shape_meant(path: Path, kind: str, given: Any) -> str:
    """Return what stands at a path, and how to write what should."""
    if path[-1:] == ("tranches",) and str(given).casefold().endswith(".csv"):
        return f"a record may have `ledger: {{file: {given}}}` instead"
    like = _like(path, kind)
    hint = f"this is {_SHAPES.get(type(given), 'something else')}"
    return f"{hint}; write it like {like}" if like else hint


def _like(path: Path, kind: str) -> str:
    """Return how what should stand at a path is written, if we have an example of it."""
    if not path:
        return "title: My case, with requests: in the next line"
    name, parent = str(path[-1]), str(path[-2]) if path[1:] else ""
    if name == "recipients":
        return "[North, East]" if kind == "tuple_type" else "{North: 40, East: 20}"
    if parent in ENTRIES:
        return ENTRIES[parent] if kind != "tuple_type" else ""
    return _WRITTEN.get(name, "")


def _model_at(path: Path) -> type[Model]:
    """Return the model whose keys stand at the path."""
    if path[4:] in _WITHIN_A_SCENARIO:
        return _WITHIN_A_SCENARIO[path[4:]]
    return MODELS[str(path[-2])] if path else Case
