"""``deliveries new``: what a case file of one's own begins with."""

import os
from pathlib import Path
from shlex import quote
from typing import Annotated

from deliveries.cli.options import Text, Written, argument, option, wrong_usage

SCHEMA_FILE = "deliveries.schema.json"
"""The name that the first line of a new case file gives the schema beside it."""


def run(  # noqa: C901  # a wrong usage after another
    *,
    case_file: Annotated[Text, argument("FILE", "The file to write, such as my-case.yaml.")] = None,
    schema: Annotated[
        bool, option("--schema", "Only write the JSON Schema of a case file.")
    ] = False,
    ledger: Annotated[
        Text, option("--ledger", "A CSV file of deliveries to begin it from.", "FILE")
    ] = None,
    copied: Annotated[
        Text, option("--from", "A request that ships, to copy and change.", "REQUEST")
    ] = None,
    output: Annotated[
        Text, option("--output -o", "With --schema: a .json file; - is stdout.", "FILE")
    ] = None,
) -> None:
    """Begin a case file of your own: an example, or for a CSV file.

    Examples:
      deliveries new my-case.yaml
      deliveries new my-case.yaml && deliveries check my-case.yaml
      deliveries new my-case.yaml && deliveries compare --file my-case.yaml
      deliveries new --ledger came.csv && deliveries compare --file came.yaml
      deliveries new --from sixty-divisions my-case.yaml
      deliveries new --schema | jq '."$defs".Tranche.properties | keys'
      deliveries new --schema -o deliveries.schema.json

    It says what it wrote and what to do next, and never overwrites a case file. Beside the new one
    stands deliveries.schema.json, by which an editor with a YAML language server offers the keys,
    explains them and marks what is wrong. --schema writes that alone.

    With --ledger it looks at the columns of a CSV file, guesses which is what, says so in comments,
    and takes what came for what was asked until you say that. The case file is beside the CSV file
    unless FILE names another place at or above it.
    """
    from deliveries.cli.output import choose_outlet

    if schema:
        for name, given in (("--ledger", ledger), ("--from", copied)):
            if given is not None:
                raise wrong_usage("it begins a case file, which --schema does not", name)
        if case_file is not None:
            raise wrong_usage("the schema begins no case file: name it with -o", "--schema")
        if output and output != "-" and not output.lower().endswith(".json"):  # a case file's?
            raise wrong_usage(f"'{output}' does not end in .json", "--output")
        choose_outlet(Written(form="json", output=output)).put([schema_text().encode()])
        return
    if output is not None:
        raise wrong_usage("it says where --schema goes", "--output")
    if ledger is not None:
        case_file = case_file or str(Path(ledger).with_suffix(".yaml"))
    if case_file is None:
        raise wrong_usage("name the file to write, such as my-case.yaml", "FILE")
    if not case_file.lower().endswith((".yaml", ".yml")):
        reason = f"'{case_file}' does not end in .yaml or .yml; name it like my-case.yaml"
        raise wrong_usage(reason, "FILE")
    if copied is not None:
        if ledger is not None:
            raise wrong_usage("name a request or a CSV file", "--from", "--ledger")
        begin(case_file, *copy_of(copied))
        return
    if ledger is None:
        from deliveries.read import starter_case

        begin(case_file, starter_case(), "an invented example")
        return
    begin_for(case_file, ledger)


def copy_of(name: str) -> tuple[str, str]:
    """Return a case file of a request that ships, and what to call it. Raises `UnknownNameError`.

    An editor finds its schema by the first line.
    """
    from deliveries.case.derived import standing_alone
    from deliveries.cli.names import is_file, request_meant
    from deliveries.read import load_case
    from deliveries.read.writing import case_yaml

    if is_file(name):
        raise wrong_usage(f"'{name}' is a file: what is copied is a request that ships", "--from")
    case = load_case()
    request = request_meant(case, name)
    head = f"# yaml-language-server: $schema=./{SCHEMA_FILE}\n"
    return head + case_yaml(standing_alone(case, request)), f"a copy of {request}"


def schema_text() -> str:
    """Return the JSON Schema of a case file."""
    from deliveries.case.schema import case_schema
    from deliveries.formats.json import json_text

    return json_text(case_schema())


def begin_for(case_file: str, ledger: str) -> None:
    """Write a case file for a CSV file; say what its columns were taken for, and if it is faulty.

    Raises what `case_of_ledger` does, and `WriteError`.
    """
    from deliveries.cli.output import tell
    from deliveries.errors import DeliveriesError, Fault
    from deliveries.read import LARGEST_LEDGER, is_regular, read_bytes
    from deliveries.read.guess import case_of_ledger

    file, folder = Path(ledger), Path(case_file).parent
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise wrong_usage(f"'{ledger}' is not beside '{case_file}', or below it", "--ledger")
    if os.path.lexists(file) and not is_regular(file):
        raise wrong_usage(f"'{ledger}' is not a regular file", "--ledger")
    raw = read_bytes(file, "ledger", LARGEST_LEDGER)
    if isinstance(raw, Fault):
        raise DeliveriesError(raw.message.replace("the ledger", ledger), raw.hint)
    begun = case_of_ledger(raw, ledger, Path(os.path.relpath(file, folder)).as_posix())
    begin(case_file, begun.text, f"for {ledger}")
    taken = ", ".join(f"{key} from '{name}'" for key, name in begun.guessed.columns.items())
    tell(f"guessed: {taken}")
    for doubt in begun.guessed.doubts:
        tell(f"look at this: {doubt}")
    if begun.faulty:
        many = "problem" if begun.faulty == 1 else "problems"
        tell(f"read so, it has {begun.faulty} {many}, which compare lists: mend them, or the guess")


def begin(name: str, text: str, about: str) -> None:
    """Write a case file and the schema beside it.

    Raises `WriteError`, also if one is there.
    """
    from deliveries.case.schema import TITLE
    from deliveries.cli.ending import held
    from deliveries.cli.output import create_file, tell, write_file
    from deliveries.read import read_json

    file = Path(name)
    beside = file.with_name(SCHEMA_FILE)
    with held():
        create_file(file)
        try:
            write_file(file, [text.encode()])
            older = read_json(beside)
            ours = isinstance(older, dict) and older.get("title") == TITLE
            ours = ours or not os.path.lexists(beside)
            if ours:
                write_file(beside, [schema_text().encode()])
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    if ours:
        tell(f"wrote {file}, {about}, and {beside} for your editor")
    else:
        tell(f"wrote {file}, {about}; {beside} is not ours and stays as it is")
        other = "deliveries new --schema -o other.json"
        tell(f"for an editor: {other}, and name that in line 1 of {file}")
    tell(f"next: deliveries compare -f {quote(name)}, then put your own words and figures in")
