"""Plain values written as YAML text, in one of the many styles that people and programs have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_PLAIN = re.compile(r"[\w/][\w ./§-]*")
_EMPTY = {"", "~", "null"}


def as_yaml(value: dict[str, Any], style: Random) -> str:
    """Write a mapping as a document. Equal random generators write it in equal styles."""
    head = style.choice(["", "", "---\n", "# a comment\n", "%YAML 1.1\n---\n", "\ufeff"])
    tail = style.choice(["", "", "...\n", "\n\n# the end\n"])
    text = head + "\n".join(_block(value, "", style)) + "\n" + tail
    return text.replace("\n", style.choice(["\n", "\n", "\n", "\r\n"]))


def _block(value: Any, indent: str, style: Random) -> Iterator[str]:
    """The lines of a mapping or a list that is not empty."""
    deeper = indent + " " * style.choice([1, 2, 2, 4])
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _entry(f"{indent}{_scalar(key, style)}:", each, deeper, style)
        return
    for each in value:
        if isinstance(each, dict) and each and style.random() < 0.7:
            lines = list(_block(each, indent + "  ", style))
            yield f"{indent}- {lines[0].removeprefix(indent + '  ')}"
            yield from lines[1:]
        else:
            yield from _entry(f"{indent}-", each, indent + "  ", style)


def _entry(head: str, value: Any, deeper: str, style: Random) -> Iterator[str]:
    if isinstance(value, dict | list) and value and style.random() < 0.6:
        yield head + style.choice(["", "", "  # as follows"])
        yield from _block(value, deeper, style)
    elif isinstance(value, str) and " " in value and style.random() < 0.1:
        yield f"{head} {style.choice(['>-', '|-', '|'])}"
        yield deeper + value
    else:
        yield f"{head} {_flow(value, style)}"


def _flow(value: Any, style: Random) -> str:
    if isinstance(value, dict):
        parts = [f"{_scalar(key, style)}: {_flow(each, style)}" for key, each in value.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each, style) for each in value) + "]"
    return _scalar(str(value), style)


def _scalar(text: str, style: Random) -> str:
    bare = _PLAIN.fullmatch(text) and text.lower() not in _EMPTY and text == text.strip()
    how = style.choice(["bare", "bare", "bare", "double", "single"])
    if how == "bare" and bare:
        return text
    if how == "single" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=style.random() < 0.5)
