"""``deliveries new``: what a case file of one's own begins with."""

import os
from pathlib import Path
from shlex import quote
from typing import Annotated

from deliveries.cli.options import Text, Written, argument, option, wrong_usage

SCHEMA_FILE = "deliveries.schema.json"
"""The name that the first line of a new case file gives the schema beside it."""


def run(
    *,
    case_file: Annotated[Text, argument("FILE", "The file to write, such as my-case.yaml.")] = None,
    schema: Annotated[
        bool, option("--schema", "Only write the JSON Schema of a case file.")
    ] = False,
    output: Annotated[
        Text, option("--output -o", "With --schema: a .json file; - is stdout.", "FILE")
    ] = None,
) -> None:
    """Begin a case file of your own: an invented example to fill in.

    Examples:
      deliveries new my-case.yaml
      deliveries new my-case.yaml && deliveries check my-case.yaml
      deliveries new my-case.yaml && deliveries compare --file my-case.yaml
      deliveries new --schema | jq '."$defs".Tranche.properties | keys'
      deliveries new --schema -o deliveries.schema.json

    It says what it wrote and what to do next, and never overwrites a case file. Beside the new one
    stands deliveries.schema.json, by which an editor with a YAML language server offers the keys,
    explains them and marks what is wrong. --schema writes that alone.
    """
    from deliveries.cli.output import choose_outlet

    if schema:
        if case_file is not None:
            raise wrong_usage("the schema begins no case file: name it with -o", "--schema")
        if output and output != "-" and not output.lower().endswith(".json"):  # a case file's?
            raise wrong_usage(f"'{output}' does not end in .json", "--output")
        choose_outlet(Written(form="json", output=output)).put([schema_text().encode()])
        return
    if output is not None:
        raise wrong_usage("it says where --schema goes", "--output")
    if case_file is None:
        raise wrong_usage("name the file to write, such as my-case.yaml", "FILE")
    if not case_file.lower().endswith((".yaml", ".yml")):
        reason = f"'{case_file}' does not end in .yaml or .yml; name it like my-case.yaml"
        raise wrong_usage(reason, "FILE")
    begin(case_file)


def schema_text() -> str:
    """Return the JSON Schema of a case file."""
    from deliveries.case.schema import case_schema
    from deliveries.formats.json import json_text

    return json_text(case_schema())


def begin(name: str) -> None:
    """Write a case file and the schema beside it. Raises `WriteError`, also if one is there."""
    from deliveries.case.schema import TITLE
    from deliveries.cli.ending import held
    from deliveries.cli.output import create_file, read_json, say, write_file
    from deliveries.read import starter_case

    file = Path(name)
    beside = file.with_name(SCHEMA_FILE)
    with held():
        create_file(file)
        try:
            write_file(file, [starter_case().encode()])
            older = read_json(beside)
            ours = isinstance(older, dict) and older.get("title") == TITLE
            ours = ours or not os.path.lexists(beside)
            if ours:
                write_file(beside, [schema_text().encode()])
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    if ours:
        say(f"wrote {file}, an invented example, and {beside} for your editor")
    else:
        say(f"wrote {file}, an invented example; {beside} is not ours and stays as it is")
        other = "deliveries new --schema -o other.json"
        say(f"for an editor: {other}, and name that in line 1 of {file}")
    say(f"next: deliveries compare -f {quote(name)}, then put your own words and figures in")
