"""``deliveries export``: scenarios into a file of another program, or into a folder with all of it.

Convention: files are written whole or not at all, and nothing that is read is written over.
"""

from __future__ import annotations

import os
import shlex
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from deliveries.cli.options import ExportFormat, wrong_usage
from deliveries.cli.output import form_of, place_of, read_json, write_stdout_with
from deliveries.cli.writing import write_folder, write_with
from deliveries.errors import WriteError
from deliveries.forms.exports import export_fill
from deliveries.read import load_case
from deliveries.text import visible
from deliveries.tidy import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.cli.chosen import Chosen
    from deliveries.forms.exports import Fill
    from deliveries.tables import Block, Roll
    from deliveries.tidy import Selection

LONG = 3000
"""From how many items on progress is shown: it takes about half a second."""
_STEP = 64
"""How many blocks go by between two looks at the progress."""
_ENDINGS = {f".{each.value}": each for each in ExportFormat}
_COMPARED = (ExportFormat.xlsx, ExportFormat.md)
"""What has a comparison in it, and so a baseline."""


class Wanted(NamedTuple):
    """What is exported, as it was typed."""

    chosen: Chosen
    wide: bool = False
    excel: bool = False

    def selection(self) -> Selection:
        """The scenarios. Raises `CaseError` and `UnknownNameError`."""
        file, names, request, _, whole = self.chosen
        return choose(load_case(file), names, request=request, whole=whole)


def export(wanted: Wanted, form: ExportFormat | None, output: str | None) -> None:
    """Write a file, a folder or stdout. Raises `WriteError`."""
    if output and (output.endswith(("/", os.sep)) or _is_folder(Path(output))):
        _export_folder(wanted, form, Path(output))
        return
    target = None if output in (None, "-") else place_of(str(output), wanted.chosen.file)
    form = form or (form_of(str(output), _ENDINGS, folders=True) if target else ExportFormat.csv)
    _refuse_contradictions(wanted, form, to_stdout=target is None)
    fill = _fill(wanted, form)
    if target:
        write_with(target, fill)
    else:
        write_stdout_with(fill)


def _is_folder(place: Path) -> bool:
    """Whether a folder is there; a name that no disk takes is none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def _fill(wanted: Wanted, form: ExportFormat) -> Fill:
    """What writes the form; a byte order mark first, if Excel is to know its letters."""
    selection = wanted.selection()
    watch = partial(_watched, selection)
    fill = export_fill(
        selection, form.value, baseline=wanted.chosen.baseline, wide=wanted.wide, watch=watch
    )

    def marked(stream: BinaryIO) -> None:
        stream.write(b"\xef\xbb\xbf" if wanted.excel else b"")
        fill(stream)

    return marked


def _refuse_contradictions(wanted: Wanted, form: ExportFormat, *, to_stdout: bool) -> None:
    """Options that make no sense together are wrong usage."""
    for option, given in (("--wide", wanted.wide), ("--excel", wanted.excel)):
        if given and form is not ExportFormat.csv:
            raise wrong_usage("it is for CSV only", option)
    if wanted.chosen.baseline and form not in _COMPARED:
        reason = "nothing is compared in a table of data: it is for .xlsx, .md and folders"
        raise wrong_usage(reason, "--baseline")
    shown = to_stdout and sys.stdout is not None and sys.stdout.isatty()
    if shown and form in (ExportFormat.xlsx, ExportFormat.parquet):
        reason = f"{form.value} is nothing for a screen; name a file"
        raise wrong_usage(reason, "--output")


def _export_folder(wanted: Wanted, form: ExportFormat | None, folder: Path) -> None:
    from deliveries.forms.bundle import bundle_fills
    from deliveries.reports.bundle import FILES

    if form or wanted.wide or wanted.excel:
        reason = "a folder holds the tidy table, as CSV"
        raise wrong_usage(reason, "--format", "--wide", "--excel")
    if wanted.chosen.baseline and wanted.chosen.baseline not in (
        wanted.chosen.scenarios or (wanted.chosen.baseline,)
    ):
        reason = "it is not among the scenarios that are exported"
        raise wrong_usage(reason, "--baseline")
    for name in FILES:
        place_of(str(folder / name), wanted.chosen.file)
    selection = wanted.selection()
    watch = partial(_watched, selection)
    fills = bundle_fills(
        selection, baseline=wanted.chosen.baseline, command=_command(wanted.chosen), watch=watch
    )
    write_folder(folder, fills, partial(_refuse_to_replace, folder))


def _refuse_to_replace(folder: Path) -> None:
    """Raise `WriteError` where files of a bundle's names are there that no bundle has put there."""
    from deliveries.reports.bundle import FILES, PACKAGE, is_bundle

    there = [name for name in FILES if os.path.lexists(folder / name)]
    if there and not is_bundle(read_json(folder / PACKAGE)):
        message = f"{visible(str(folder))} has a {there[0]} that is not of a bundle"
        raise WriteError(message, "name a folder of its own: nothing else is overwritten")


def _command(chosen: Chosen) -> str:
    """What was typed, without what is of one machine only: the output, and where a file lies."""
    words = ["deliveries", "export", *chosen.scenarios]
    file = chosen.file and chosen.file.name.encode(errors="backslashreplace").decode()
    for option, value in (
        ("--file", file),
        ("--request", chosen.request),
        ("--baseline", chosen.baseline),
    ):
        words += [option, value] if value else []
    words += ["--whole"] if chosen.whole else []
    return shlex.join(words)


def _watched(selection: Selection, roll: Roll) -> Roll:
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
            done += block.before[:4] != last
            last = block.before[:4]
            if at % _STEP == 0:
                progress.update(task, completed=done)
            yield block
