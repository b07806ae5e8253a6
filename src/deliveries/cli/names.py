"""Names as they are typed: a unique beginning is taken, and whatever is no name gets a pointer."""

from __future__ import annotations

import os
from shlex import quote
from typing import TYPE_CHECKING, Any

from deliveries.case.resolve import find_request, only_item, unknown_name
from deliveries.cli.output import tell
from deliveries.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliveries.case import Case


def taken(what: str, name: str, known: Mapping[str, object]) -> str:
    """Return the one known name that begins like that, and say so on stderr; else what is typed.

    Capitals do not matter, and a whole name in others is taken before the beginning of a longer.
    """
    begun = [each for each in known if name and each.casefold().startswith(name.casefold())]
    begun = [each for each in begun if len(each) == len(name)] or begun
    if name in known or len(begun) != 1:
        return name
    tell(f"{what} '{name}' is taken for '{begun[0]}'")
    return begun[0]


def as_meant(case: Case, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed with the names of the case that are meant.

    Raises `UnknownNameError`, with a pointer to what may be meant.
    """
    meant = dict(typed)
    if typed.get("request") is not None:
        meant["request"] = request_meant(case, typed["request"])
    request_id, asked = find_request(case, meant.get("request"))
    if typed.get("item") is not None and not typed.get("all_requests"):
        meant["item"] = taken("item", typed["item"], {**asked.items, **asked.sums})
        only_item(asked, meant["item"])  # which says so if there is none
    if typed.get("scenario") is not None:
        behind = [typed[key] for key in ("month", "amount") if key in typed]
        meant["scenario"] = _scenario(case, request_id, typed["scenario"], behind)
    if typed.get("baseline") is not None:
        meant["baseline"] = _scenario(case, request_id, typed["baseline"])
    if typed.get("scenarios"):
        meant["scenarios"] = [_scenario(case, request_id, each) for each in typed["scenarios"]]
    return meant


def request_meant(case: Case, name: str) -> str:
    """Return the request that is meant. Raises `UnknownNameError`."""
    name = taken("request", name, case.requests)
    if name in case.requests:
        return name
    message = f"there is no request '{name}'"
    if of := [each for each, asked in case.requests.items() if name in asked.scenarios]:
        raise UnknownNameError(message, f"it is a scenario of {' and of '.join(of)}")
    if is_file(name):
        raise UnknownNameError(message, file_instead(name))
    raise unknown_name("request", name, case.requests)


def command_instead(name: str) -> str:
    """Return the command that is meant where a name or a file stands; empty if it is neither."""
    from deliveries.read import load_case

    if name == "version":
        return "deliveries --version"
    if is_file(name):
        return f"deliveries compare --file {quote(name)}"
    requests = load_case().requests
    first = next(iter(requests))
    if name in requests:
        return f"deliveries compare -r {name}"
    of = next((each for each, asked in requests.items() if name in asked.scenarios), None)
    return f"deliveries show {name}{f' -r {of}' if of != first else ''}" if of else ""


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
    if is_file(name):
        raise UnknownNameError(message, file_instead(name))
    raise unknown_name("scenario", name, known)


def is_file(name: str) -> bool:
    """Tell if a name looks like a case file's, or is a file."""
    return name.lower().endswith((".yaml", ".yml")) or os.path.isfile(name)  # noqa: PTH113  # Path.is_file raises for a long name


def file_instead(name: str) -> str:
    """Return what to write where a file stands and a name belongs."""
    return f"to read a case file: --file {quote(name)}"
