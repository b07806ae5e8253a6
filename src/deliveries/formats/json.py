"""A report as JSON, and as the same Python dict: numbers exact, months as ``1951-07``.

Convention: a number that may be a fraction is exact text, ``"8/3"``, and null is what is empty. The
rows of a long table are written as they are made.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from deliveries.reports import report as report_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats import Options
    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Table, Value

VERSION = 1
"""Of the shape. It changes when a program that reads it would have to."""
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

_encode = json.JSONEncoder(ensure_ascii=False).encode
"""Made once, for every row."""


def write(report: Report, _: Options) -> Iterator[bytes]:
    """Yield a report as JSON: a value a line, a row a line, unseen characters escaped."""
    comma = "{"
    for key, value in _entries(report).items():
        yield f"{comma}\n  {_plain(key)}: ".encode()
        comma = ","
        if isinstance(value, dict):
            yield from _tables(value)
        elif isinstance(value, list) and value:
            yield ("[" + ",".join(f"\n    {_plain(each)}" for each in value) + "\n  ]").encode()
        else:
            yield _plain(value).encode()
    yield b"\n}\n"


def as_dict(result: Result | Report, view: View | None = None) -> dict[str, Any]:
    """Return what the JSON of a result says, as a dict. Raises what its report raises."""
    found = _entries(report_of(result, view))
    found["tables"] = {
        name: [row for rows in _chunks(table) for row in rows]
        for name, table in found["tables"].items()
    }
    return found


def json_text(value: Any) -> str:
    """Write any plain value as JSON, indented."""
    return _UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _entries(report: Report) -> dict[str, Any]:
    """Return the entries of a report in order, its tables as they are."""
    keys = ("id", "cited", "title", "dated", "url")
    return {
        "deliveries": VERSION,
        "result": report.result,
        "request": report.request,
        "unit": report.unit,
        "verdict": report.verdict,
        "tables": report.tables,
        "notes": [*report.legend, *report.notes, *report.background],
        "assumptions": list(report.assumptions),
        "sources": [
            {key: each or None for key, each in zip(keys, source, strict=False)}
            for source in report.sources
        ],
    }


def _tables(tables: dict[str, Table]) -> Iterator[bytes]:
    opened = "{"
    for name, table in tables.items():
        yield f"{opened}\n    {_plain(name)}: [".encode()
        opened, comma = ",", ""
        for rows in _chunks(table):
            yield (comma + ",".join([f"\n      {_plain(row)}" for row in rows])).encode()
            comma = ","
        yield b"\n    ]" if comma else b"]"
    yield b"\n  }" if tables else b"{}"


def _chunks(table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table, chunk by chunk."""
    keys = [column.key for column in table.columns]
    for chunk in table.chunks():
        rows = zip(*chunk.written(_value), strict=True)
        yield [dict(zip(keys, row, strict=True)) for row in rows]


def _value(value: Value) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return str(value)


def _plain(value: object) -> str:
    return _UNSEEN.sub(_escaped, _encode(value))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
