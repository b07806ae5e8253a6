"""Names as they are typed: a unique beginning is taken, and whatever is no name gets a pointer."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from deliveries.case.resolve import find_request, unknown_name
from deliveries.errors import UnknownNameError
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliveries.case import Case


def taken(what: str, name: str, known: Mapping[str, object]) -> str:
    """Return the one known name that begins like that, and say so on stderr; else what is typed."""
    begun = [each for each in known if name and each.startswith(name)]
    if name in known or len(begun) != 1:
        return name
    sys.stderr.write(visible(f"{what} '{name}' is taken for '{begun[0]}'") + "\n")
    return begun[0]


def as_meant(case: Case, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a command with the names of the case that are meant.

    Raises `UnknownNameError`, with a pointer to what may be meant.
    """
    typed: dict[str, Any] = {}
    for key, each in own.items():
        typed |= each._asdict() if hasattr(each, "_fields") else {key: each}
    meant: dict[str, Any] = {}
    if typed.get("request") is not None:
        meant["request"] = taken("request", typed["request"], case.requests)
        if meant["request"] not in case.requests and _is_file(meant["request"]):
            raise UnknownNameError(*_file_instead("request", meant["request"]))
    request_id = find_request(case.requests, meant.get("request"))
    arguments = [each for key, each in own.items() if key in ("month", "amount")]

    for key in ("scenario", "baseline"):
        if typed.get(key) is not None:
            behind = arguments if key == "scenario" else []
            meant[key] = _scenario(case, request_id, typed[key], behind)
    if typed.get("scenarios"):
        meant["scenarios"] = [_scenario(case, request_id, each) for each in typed["scenarios"]]
    found = {}
    for key, each in own.items():
        if hasattr(each, "_fields"):
            found[key] = each._replace(**{at: meant[at] for at in each._fields if at in meant})
        else:
            found[key] = meant.get(key, each)
    return found


def _scenario(case: Case, request_id: str, name: str, behind: Sequence[str] = ()) -> str:
    """Return the scenario that is meant; ``behind`` it stand other arguments. Raises as above."""
    known = case.requests[request_id].scenarios
    name = taken("scenario", name, known)
    if name in known:
        return name
    message = f"there is no scenario '{name}'"
    for each in behind:
        if each in known:
            raise UnknownNameError(message, f"the scenario comes first: {each} {name}")
    elsewhere = [each for each, asked in case.requests.items() if name in asked.scenarios]
    if elsewhere:
        adds = " or ".join(f"-r {each}" for each in elsewhere)
        hint = f"in {' and '.join(elsewhere)}: add {adds}"
        raise UnknownNameError(f"{message} in {request_id}", hint)
    if name in case.requests:
        raise UnknownNameError(message, f"'{name}' is a request: write -r {name}")
    if _is_file(name):
        raise UnknownNameError(*_file_instead("scenario", name))
    raise unknown_name("scenario", name, known)


def _is_file(name: str) -> bool:
    """Tell if a name looks like a case file's, or is a file."""
    return name.lower().endswith((".yaml", ".yml")) or ("\0" not in name and Path(name).is_file())


def _file_instead(what: str, name: str) -> tuple[str, str]:
    """Return a message and a hint for a file that stands where a name belongs."""
    return f"there is no {what} '{name}'", f"to read a case file: --file {quote(name)}"
