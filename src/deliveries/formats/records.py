"""Records and long tables as JSON text.

Convention: a number that may be a fraction is exact text, ``"8/3"``; null is what is empty.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from deliveries.tables import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.tables import Block, Roll, Way

_UNSEEN = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"


def json_text(record: dict[str, Any]) -> str:
    """Write it indented, an array of plain values on one line, unseen characters escaped."""
    return _seen(_value(record, "\n")) + "\n"


def json_chunks(record: dict[str, Any], roll: Roll) -> Iterator[str]:
    """Write a record piece by piece; the rows of the roll are its last entry, ``rows``."""
    yield json_text({**record, "rows": None}).removesuffix("null\n}\n") + "["
    comma = ""
    for block in roll.blocks:
        rows = [_plain(dict(zip(roll.keys, row, strict=True))) for row in _rows(block)]
        yield _seen(comma + ",".join(f"\n    {row}" for row in rows))
        comma = ","
    yield "\n  ]\n}\n"


def _rows(block: Block) -> Iterator[tuple[object, ...]]:
    """The values of each row."""
    columns: list[Sequence[object]] = []
    for column in block.columns:
        if isinstance(column, Numbers):
            parts, ways = column
            columns += [[_exact(each, way) for each in parts] for way in ways]
        else:
            columns.append(column)
    for row in zip(*columns, strict=True):
        yield (*block.before, *row, *(text or None for text in block.after))


def _exact(part: int | None, way: Way) -> str | int | None:
    """A number as text; the halves of a fraction are whole anyway."""
    if part is None:
        return None
    value = way.exact(part)
    return str(value) if way.shown == "number" else int(value)


def _seen(text: str) -> str:
    """The text with its unseen characters escaped."""
    return re.sub(_UNSEEN, lambda match: f"\\u{ord(match[0]):04x}", text)


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
