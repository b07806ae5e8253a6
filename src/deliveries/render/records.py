"""Records as JSON text."""

from __future__ import annotations

import json
import re
from typing import Any

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_text(record: dict[str, Any]) -> str:
    """Write it indented, an array of plain values on one line, unseen characters escaped."""
    text = json.dumps(record, indent=2, ensure_ascii=False)
    flat = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", _on_one_line, text)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", flat) + "\n"


def _on_one_line(match: re.Match[str]) -> str:
    return "[" + re.sub(r",\n\s+", ", ", match[1]) + "]"
