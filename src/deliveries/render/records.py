"""Records as JSON text."""

from __future__ import annotations

import json
import re
from typing import Any

_UNSEEN = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"


def json_text(record: dict[str, Any]) -> str:
    """Write it indented, an array of plain values on one line, unseen characters escaped."""
    text = _value(record, "\n")
    return re.sub(_UNSEEN, lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _value(value: object, newline: str) -> str:
    """A value; what it holds stands on lines of its own, two spaces further in."""
    inner = f"{newline}  "
    if isinstance(value, dict) and value:
        entries = [f"{_plain(key)}: {_value(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{newline}}}"
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        entries = [_value(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(entries)}{newline}]"
    return _plain(value)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
