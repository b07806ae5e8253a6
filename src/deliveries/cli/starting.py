"""``deliveries new`` and ``deliveries schema``: what a case file of one's own begins with."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

from deliveries.case.schema import TITLE, case_schema
from deliveries.cli.ending import held
from deliveries.cli.options import Format, wrong_usage
from deliveries.cli.output import choose_outlet, read_json, write_stdout
from deliveries.cli.writing import create_file, write_file
from deliveries.formats.records import json_text
from deliveries.read import starter_case
from deliveries.text import visible

SCHEMA_FILE = "deliveries.schema.json"
"""The name that the first line of a new case file gives the schema beside it."""
_ENDINGS = (".yaml", ".yml")


def schema(output: str | None) -> None:
    """``deliveries schema``. Raises `WriteError`."""
    outlet = choose_outlet(Format.json, output, None)
    if outlet.target and outlet.target.suffix.lower() != ".json":  # it might be the case file
        raise wrong_usage(f"'{output}' does not end in .json", "--output")
    outlet.text(schema_text())


def schema_text() -> str:
    """The JSON Schema of a case file."""
    return json_text(case_schema())


def new(name: str) -> None:
    """``deliveries new``. Raises `WriteError`, also for a file that is there already."""
    if not name.lower().endswith(_ENDINGS):
        reason = f"'{name}' does not end in .yaml or .yml; name it like my-case.yaml"
        raise wrong_usage(reason, "FILE")
    file = Path(name)
    beside = file.with_name(SCHEMA_FILE)
    with held():
        create_file(file, starter_case().encode())
        ours = not os.path.lexists(beside) or _is_ours(beside)
        if ours:
            _write_beside(file, beside)
    _say(_written(file, beside, ours=ours))


def _write_beside(file: Path, beside: Path) -> None:
    """Write the schema; where that fails there is no new case file either."""
    try:
        write_file(beside, schema_text().encode())
    except BaseException:
        file.unlink()
        raise


def _is_ours(file: Path) -> bool:
    """Whether the file is a schema that an earlier ``deliveries`` wrote."""
    found = read_json(file)
    return isinstance(found, dict) and found.get("title") == TITLE


def _written(file: Path, beside: Path, *, ours: bool) -> list[str]:
    """What was written, and what to do next."""
    wrote = [f"wrote {file}, an invented example, and {beside} for your editor"]
    if not ours:
        wrote = [
            f"wrote {file}, an invented example; {beside} is not ours and stays as it is",
            f"for an editor: deliveries schema -o other.json, and name that in line 1 of {file}",
        ]
    name = quote(str(file))
    return [*wrote, f"next: deliveries compare -f {name}, then put your own words and figures in"]


def _say(lines: list[str]) -> None:
    text = "".join(f"{visible(line)}\n" for line in lines)
    write_stdout(text.encode(errors="backslashreplace"))
