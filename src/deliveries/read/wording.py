"""What pydantic found, in our words: the one place where its error types become faults."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from deliveries.case.case import Case
from deliveries.case.models import Item, Limit, Model, Request, Scenario, Source, Tranche
from deliveries.errors import Fault, Path, UnreadableError, did_you_mean, hidden_in, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WANTED = {
    "model_type": "a mapping of keys and values",
    "dict_type": "a mapping of keys and values",
    "tuple_type": "a list",
    "string_type": "text",
}
"""Pydantic's name of a wrong shape, and what should stand there."""


def faults_of(errors: "list[ErrorDetails]", raw: Any) -> list[Fault]:
    """Turn pydantic's errors about the raw value into faults.

    A key that is missing only because it is misspelt is listed once, as the unknown one.
    """
    misspelt = meant(errors, raw)
    return [
        each
        for each in _each_fault(errors, raw)
        if each.code != "missing-key" or each.rests_on[0] not in misspelt
    ]


def meant(errors: "Iterable[ErrorDetails]", raw: Any) -> set[Path]:
    """The paths of the keys that unknown ones may have been meant for."""
    unknown = [existing(each["loc"], raw) for each in errors if each["type"] == "extra_forbidden"]
    near = (
        (path[:-1], nearest(str(path[-1]), model_at(path[:-1]).model_fields)) for path in unknown
    )
    return {(*parent, key) for parent, key in near if key}


def _each_fault(errors: "list[ErrorDetails]", raw: Any) -> Iterator[Fault]:
    for error in errors:
        path = existing(error["loc"], raw)
        context: dict[str, Any] = error.get("ctx", {})
        match error["type"]:
            case "faults":
                yield from context["faults"]
            case "missing":
                yield _missing(path, str(error["loc"][-1]))
            case "extra_forbidden":
                yield _extra(path)
            case "literal_error":
                yield _literal(path, error["input"], context["expected"])
            case "too_short":
                yield Fault(path, "empty", f"'{path[-1]}' has no entries", "it needs at least one")
            case "value_error" if isinstance(context["error"], UnreadableError):
                code = "bad-key" if error["loc"][-1:] == ("[key]",) else "bad-value"
                yield Fault(path, code, str(context["error"]), context["error"].hint)
            case kind if kind in _WANTED:
                name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "this"
                yield Fault(path, "wrong-type", f"{name} must be {_WANTED[kind]}", _found(error))
            case kind:
                yield Fault(path, kind.replace("_", "-"), error["msg"])


def existing(location: Path, raw: Any) -> Path:
    """The part of pydantic's location that the raw value has; the rest names its own machinery."""
    path: list[str | int] = []
    for step in location:
        known = range(len(raw)) if isinstance(raw, list) else raw if isinstance(raw, dict) else ()
        if step not in known:
            break
        raw = raw[step]
        path.append(step)
    return tuple(path)


def _found(error: "ErrorDetails") -> str:
    kinds: dict[type, str] = {str: "text", list: "a list", dict: "a mapping"}
    return f"this is {kinds.get(type(error['input']), 'something else')}"


def _missing(parent: Path, name: str) -> Fault:
    return Fault(parent, "missing-key", f"the key '{name}' is missing", "", ((*parent, name),))


def _extra(path: Path) -> Fault:
    hint = hidden_in(str(path[-1])) or did_you_mean(
        str(path[-1]), model_at(path[:-1]).model_fields, "the keys are: "
    )
    return Fault(path, "unknown-key", f"unknown key '{path[-1]}'", hint)


def _literal(path: Path, value: object, expected: str) -> Fault:
    if not isinstance(value, str):
        return Fault(path, "wrong-type", f"'{path[-1]}' must be one word", f"one of: {expected}")
    options = expected.replace(" or ", ", ").replace("'", "").split(", ")
    hint = did_you_mean(str(value), options, "one of: ")
    return Fault(path, "bad-choice", f"'{value}' is not a possible '{path[-1]}'", hint)


def model_at(path: Path) -> type[Model]:
    """The model whose keys stand at the path."""
    match path:
        case ("sources", _):
            return Source
        case ("requests", _):
            return Request
        case ("requests", _, "items", _):
            return Item
        case ("requests", _, "scenarios", _):
            return Scenario
        case ("requests", _, "scenarios", _, "tranches", _):
            return Tranche
        case ("requests", _, "scenarios", _, "capacity", _):
            return Limit
    return Case
