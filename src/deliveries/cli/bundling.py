"""``deliveries export -o FOLDER/``: the table, with all that is needed to understand it."""

from __future__ import annotations

import json
import shlex
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, cast

from deliveries import __version__
from deliveries.case.extract import extract
from deliveries.casefile import load_case
from deliveries.casefile.writing import case_yaml
from deliveries.cli.exporting import compared, csv_filling
from deliveries.cli.output import place_of, write_folder
from deliveries.errors import RangeError, WriteError
from deliveries.quantities import mixed
from deliveries.render.cells import Style
from deliveries.render.markdown import markdown_text
from deliveries.render.records import json_text
from deliveries.reports import bundle
from deliveries.schedule import schedule_scenario
from deliveries.tidy import choose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from deliveries.case import Case
    from deliveries.cli.exporting import Fill, Wanted
    from deliveries.tidy import Selection


MOST_COMPARED = 500
"""Of how many items a verdict is given at most: nobody reads it of more, and it takes its time."""


class _Measured:
    """A stream that remembers how much went through it, and its hash."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = 0
        self.hash = sha256()

    def write(self, content: bytes) -> int:
        self.size += len(content)
        self.hash.update(content)
        return self.stream.write(content)

    def writelines(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self.write(chunk)


def export_folder(wanted: Wanted, folder: Path) -> None:
    """Write a bundle, all of it or nothing. Raises `WriteError`."""
    files = (bundle.TABLE, bundle.CASE, bundle.README, bundle.PACKAGE)
    for name in files:
        place_of(str(folder / name), wanted.file)
    _refuse_to_replace(folder, files)
    case = load_case(wanted.file)
    selection = choose(case, wanted.scenarios, request=wanted.request, whole=wanted.whole)
    part = extract(case, selection.request, selection.scenarios)
    texts = {bundle.CASE: case_yaml(part), bundle.README: _readme(part, selection, wanted)}
    written: dict[str, bundle.Written] = {}
    fills = {bundle.TABLE: _measured(bundle.TABLE, csv_filling(selection), written)}
    for name, text in texts.items():
        fills[name] = _measured(name, partial(_put, text.encode()), written)
    fills[bundle.PACKAGE] = lambda stream: stream.write(
        json_text(bundle.data_package(part, selection.request, written)).encode()
    )
    write_folder(folder, fills)


def _put(content: bytes, stream: BinaryIO) -> object:
    return stream.write(content)


def _measured(name: str, fill: Fill, written: dict[str, bundle.Written]) -> Fill:
    """The same, noting what was written."""

    def measure(stream: BinaryIO) -> None:
        measured = _Measured(stream)
        fill(cast("BinaryIO", measured))
        written[name] = bundle.Written(measured.size, measured.hash.hexdigest())

    return measure


def _refuse_to_replace(folder: Path, files: tuple[str, ...]) -> None:
    """Raise `WriteError` where files of these names are there that no bundle has put there."""
    there = [name for name in files if (folder / name).exists()]
    if there and not _is_bundle(folder):
        message = f"{folder} has a {there[0]} that is not of a bundle"
        raise WriteError(message, "name a folder of its own: nothing else is overwritten")


def _is_bundle(folder: Path) -> bool:
    try:
        package = json.loads((folder / bundle.PACKAGE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(package, dict) and package.get("generator") == bundle.BUNDLE_SCHEMA


def _readme(part: Case, selection: Selection, wanted: Wanted) -> str:
    """The page; its schedules are those of the whole case, with all that they are based on."""
    case, request, names, whole = selection
    schedules = [schedule_scenario(case, name, request=request, whole=whole) for name in names]
    comparison = None
    with suppress(RangeError):  # nothing counts towards the request: there is a table all the same
        if len(case.requests[request].things) <= MOST_COMPARED:
            comparison = compared(selection, wanted.baseline)
    report = bundle.readme_report(part, comparison, schedules, _command(wanted), mixed)
    return markdown_text(report, Style(), title=part.requests[request].title)


def _command(wanted: Wanted) -> str:
    """What was typed, without what is of one machine only: the output, and where a file lies."""
    words = ["deliveries", "export", *wanted.scenarios]
    for option, value in (
        ("--file", wanted.file and wanted.file.name),
        ("--request", wanted.request),
        ("--baseline", wanted.baseline),
    ):
        words += [option, value] if value else []
    words += ["--whole"] if wanted.whole else []
    return f"With deliveries {__version__}: {shlex.join(words)}"
