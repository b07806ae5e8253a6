"""Completion: the names in a case, offered by the TAB key, each with its title beside it.

Convention: a completer is silent about whatever fails, for a message would land in the middle of
what is being typed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from deliveries.text import visible

if TYPE_CHECKING:
    from deliveries.case import Case, Request

ASKED = "_DELIVERIES_COMPLETE"
"""The variable by which a shell asks for completions."""
Offered = Iterator[tuple[str, str]]
_CHOOSING = ("--file", "-f", "--request", "-r")
"""The options that decide which names there are."""
_HARMLESS = str.maketrans({"'": "’", '"': "”", "`": "‘", "\\": "＼"})
"""Signs that zsh's list of words would act on, and what looks like them."""


def requests(context: typer.Context) -> Offered:
    """Yield the requests of the case."""
    with suppress(Exception):
        yield from _titled(_case(context).requests)


def scenarios(context: typer.Context) -> Offered:
    """Yield the scenarios of the request that are not named yet."""
    named = context.params.get("scenarios") or ()
    with suppress(Exception):
        titled = _titled(_request(context).scenarios)
        yield from (offer for offer in titled if offer[0] not in named)


def items(context: typer.Context) -> Offered:
    """Yield the items of the request, if it has any, and their sums."""
    with suppress(Exception):
        request = _request(context)
        yield from _titled({**request.items, **request.sums})


def measures() -> Iterator[str]:
    """Yield the measures of a variant."""
    from deliveries.analysis.sweep import SWEPT_MEASURES

    yield from SWEPT_MEASURES


def months(context: typer.Context) -> Offered:
    """Yield the months in which the scenario plans anything."""
    from deliveries.schedule import schedule_scenario

    with suppress(Exception):
        name, request = context.params["scenario"], context.params.get("request")
        schedule = schedule_scenario(_case(context), name, request=request)
        yield from ((str(month), month.long()) for month in schedule.window)


def _titled(parts: Mapping[str, Any]) -> Offered:
    for name, each in parts.items():
        yield name, visible(each.title or "").translate(_HARMLESS)


def _request(context: typer.Context) -> Request:
    from deliveries.case import find_request

    _, asked = find_request(_case(context), context.params.get("request"))
    return asked


def _case(context: typer.Context) -> Case:
    """Read the case that is named as the shell names it; no pipe, which would be waited for."""
    from deliveries.read import load_case

    given = context.params.get("file")
    file = given and Path(os.path.expandvars(str(given))).expanduser()
    if file and not file.is_file():
        raise ValueError("not a file")
    return load_case(file)


def prepare() -> None:
    """Make ready for Typer's answer to a shell; with rich it would read titles as markup."""
    sys.modules["rich"] = None  # type: ignore[assignment]  # not there, says Python's import
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if os.environ[ASKED] == "complete_bash":
        words = os.environ.get("COMP_WORDS", "deliveries").split("\n")
        _order_words(words, int(os.environ.get("COMP_CWORD", "1")))


def _order_words(words: list[str], at: int) -> None:
    """Put bash's words as Typer reads them: up to the cursor, and no = of an option by itself.

    Options behind the cursor that decide which names there are move to the front of it.
    """
    before, word, after = words[:at], "".join(words[at : at + 1]), words[at + 1 :]
    before, after = (
        [each for each in part if each not in ("=", "--debug")] for part in (before, after)
    )
    chosen = [each for pair in pairwise(after) if pair[0] in _CHOOSING for each in pair]
    before[2:2] = chosen  # behind the program and the command
    os.environ["COMP_WORDS"] = "\n".join([*before, "" if word == "=" else word])
    os.environ["COMP_CWORD"] = str(len(before))
