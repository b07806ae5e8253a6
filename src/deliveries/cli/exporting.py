"""``deliveries export``: scenarios into a file of another program, or into a folder with all of it.

Convention: what may be long is written as it is made, so that no export needs the memory of it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import typer

from deliveries.casefile import load_case
from deliveries.cli.options import ExportFormat
from deliveries.cli.output import form_of, place_of, write_stdout_with, write_with
from deliveries.errors import WriteError
from deliveries.quantities import mixed
from deliveries.tidy import choose, tidy_roll, wide_roll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deliveries.comparison import Comparison
    from deliveries.sheets import Block, Roll
    from deliveries.tidy import Selection

    Fill = Callable[[BinaryIO], object]

EXPORT_SCHEMA = "deliveries/export/1"
LONG = 3000
"""From how many items on progress is shown: it takes about half a second."""
_STEP = 64
"""How many blocks go by between two looks at the progress."""


_ENDINGS = {f".{each.value}": each for each in ExportFormat}


class Wanted(NamedTuple):
    """What is exported, as it was typed."""

    file: Path | None
    scenarios: tuple[str, ...]
    request: str | None
    baseline: str | None
    whole: bool
    wide: bool = False
    excel: bool = False


def export(wanted: Wanted, form: ExportFormat | None, output: str | None) -> None:
    """Write a file, a folder or stdout. Raises `WriteError`."""
    if output and (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        _export_folder(wanted, form, Path(output))
        return
    target = None if output in (None, "-") else place_of(str(output), wanted.file)
    form = form or (form_of(str(output), _ENDINGS) if target else ExportFormat.csv)
    _refuse_contradictions(wanted, form, to_stdout=target is None)
    fill = _filling(wanted, form)
    if target:
        write_with(target, fill)
    else:
        write_stdout_with(fill)


def _export_folder(wanted: Wanted, form: ExportFormat | None, folder: Path) -> None:
    from deliveries.cli.bundling import export_folder

    if form or wanted.wide or wanted.excel:
        hint = "'--format', '--wide', '--excel'"
        raise typer.BadParameter("a folder holds the tidy table, as CSV", param_hint=hint)
    export_folder(wanted, folder)


def _refuse_contradictions(wanted: Wanted, form: ExportFormat, *, to_stdout: bool) -> None:
    """Options that make no sense together are wrong usage."""
    for option, given in (("--wide", wanted.wide), ("--excel", wanted.excel)):
        if given and form is not ExportFormat.csv:
            raise typer.BadParameter("it is for CSV only", param_hint=f"'{option}'")
    if wanted.baseline and form not in (ExportFormat.xlsx, ExportFormat.md):
        reason = "nothing is compared in a table of data: it is for .xlsx, .md and folders"
        raise typer.BadParameter(reason, param_hint="'--baseline'")
    shown = to_stdout and sys.stdout is not None and sys.stdout.isatty()
    if shown and form in (ExportFormat.xlsx, ExportFormat.parquet):
        reason = f"{form.value} is nothing for a screen; name a file"
        raise typer.BadParameter(reason, param_hint="'--output'")


def _filling(wanted: Wanted, form: ExportFormat) -> Fill:
    """What writes the export into a stream."""
    case = load_case(wanted.file)
    selection = choose(case, wanted.scenarios, request=wanted.request, whole=wanted.whole)
    match form:
        case ExportFormat.csv:
            return csv_filling(selection, wide=wanted.wide, excel=wanted.excel)
        case ExportFormat.json:
            return _json(selection)
        case ExportFormat.parquet:
            return _parquet(selection)
        case ExportFormat.xlsx:
            return _workbook(selection, wanted.baseline)
        case ExportFormat.md:
            return _document(selection, wanted.baseline)


def csv_filling(selection: Selection, *, wide: bool = False, excel: bool = False) -> Fill:
    """What writes the tidy table, or the wide one, as CSV; with a byte order mark for Excel."""
    from deliveries.render.delimited import csv_chunks

    def fill(stream: BinaryIO) -> None:
        stream.write(b"\xef\xbb\xbf" if excel else b"")
        roll = wide_roll(selection) if wide else tidy_roll(selection)
        stream.writelines(chunk.encode() for chunk in csv_chunks(_watched(roll, selection)))

    return fill


def _json(selection: Selection) -> Fill:
    from deliveries.render.records import json_chunks

    asked = selection.case.requests[selection.request]
    head = {
        "schema": EXPORT_SCHEMA,
        "request": selection.request,
        "title": asked.title,
        "scenarios": list(selection.scenarios),
    }

    def fill(stream: BinaryIO) -> None:
        stream.writelines(
            chunk.encode() for chunk in json_chunks(head, _watched(tidy_roll(selection), selection))
        )

    return fill


def _parquet(selection: Selection) -> Fill:
    try:
        from deliveries.render.parquet import write_parquet
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        hint = "install it: pip install 'deliveries[parquet]'"
        raise WriteError("Parquet needs pyarrow, which is not here", hint) from None

    return lambda stream: write_parquet(_watched(tidy_roll(selection), selection), stream)


def _workbook(selection: Selection, baseline: str | None) -> Fill:
    from deliveries.render.workbook import workbook_bytes
    from deliveries.reports.workbook import workbook_pages

    pages = workbook_pages(compared(selection, baseline), selection.case.sources)
    return lambda stream: stream.write(workbook_bytes(pages))


def _document(selection: Selection, baseline: str | None) -> Fill:
    from deliveries.render.cells import Style
    from deliveries.render.markdown import markdown_text
    from deliveries.reports.document import document_report

    comparison = compared(selection, baseline)
    report = document_report(comparison, selection.case.sources, mixed)
    text = markdown_text(report, Style(), title=comparison.request.title)
    return lambda stream: stream.write(text.encode())


def compared(selection: Selection, baseline: str | None) -> Comparison:
    """What is exported, side by side."""
    from deliveries.comparison import compare_scenarios

    case, request, names, whole = selection
    return compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)


def _watched(roll: Roll, selection: Selection) -> Roll:
    """The roll, with its progress on stderr if it is long and somebody is looking."""
    items = len(selection.case.requests[selection.request].things) * len(selection.scenarios)
    if items < LONG or sys.stderr is None or not sys.stderr.isatty():
        return roll
    return roll._replace(blocks=_shown(roll.blocks, items))


def _shown(blocks: Iterator[Block], items: int) -> Iterator[Block]:
    """Every block; a bar moves with the items. It goes when all is done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("exporting", total=items)
        done, last = 0, None
        for at, block in enumerate(blocks):
            done += block.before != last
            last = block.before
            if at % _STEP == 0:
                progress.update(task, completed=done)
            yield block
