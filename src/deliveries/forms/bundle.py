"""A table with all that is needed to understand it: its case, its description, a page to read.

Convention: the same case gives the same bytes everywhere. The files are written in order, as the
description has the size and the hash of those before it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

from deliveries.case import extract
from deliveries.errors import RangeError
from deliveries.formats.cells import Style
from deliveries.formats.markdown import markdown_text
from deliveries.formats.records import json_text
from deliveries.forms.exports import compared, csv_fill
from deliveries.numbers import mixed
from deliveries.read.writing import case_yaml
from deliveries.reports import bundle as reports
from deliveries.schedule import schedule_scenario
from deliveries.tidy import choose
from deliveries.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliveries.case import Case
    from deliveries.forms.exports import Fill, Watch
    from deliveries.tidy import Selection

MOST_COMPARED = 500
"""Of how many items a verdict is given at most: nobody reads it of more, and it takes its time."""


def bundle(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
) -> dict[str, bytes]:
    """The files that ``deliveries export -o FOLDER/`` writes, by their names.

    Raises `UnknownNameError`, `LotError` and `CapacityError`.
    """
    files: dict[str, bytes] = {}
    selection = choose(case, names, request=request, whole=whole)
    for name, fill in bundle_fills(selection, baseline=baseline).items():
        stream = BytesIO()
        fill(stream)
        files[name] = stream.getvalue()
    return files


def bundle_fills(
    selection: Selection,
    *,
    baseline: str | None = None,
    command: str = "",
    watch: Watch = lambda roll: roll,
) -> dict[str, Fill]:
    """What writes each file, in the order in which they are to be written."""
    part = extract(selection.case, selection.request, selection.scenarios, baseline)
    page = _page(part, selection, command)
    written: dict[str, reports.Written] = {}
    fills: dict[str, Fill] = {
        reports.TABLE: csv_fill(selection, watch=watch),
        reports.CASE: partial(_put, case_yaml(part).encode()),
        reports.README: partial(_put, page.encode()),
    }
    measured = {name: partial(_measure, written, name, fill) for name, fill in fills.items()}
    return {**measured, reports.PACKAGE: partial(_describe, part, selection.request, written)}


def _page(part: Case, selection: Selection, command: str) -> str:
    """The page; its schedules are those of the whole case, with all that they are based on.

    It compares what is in the bundle with one another, as the bundle's own case does.
    """
    case, request, names, whole = selection
    baseline = part.requests[request].baseline or names[0]
    schedules = [schedule_scenario(case, name, request=request, whole=whole) for name in names]
    comparison = None
    with suppress(RangeError):  # nothing counts towards the request: there is a table all the same
        if len(case.requests[request].things) <= MOST_COMPARED:
            comparison = compared(selection, baseline)
    made = f"With deliveries {__version__}{f': {command}' if command else '.'}"
    report = reports.readme_report(part, comparison, schedules, made, mixed)
    return markdown_text(report, Style(), title=part.requests[request].title)


def _put(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def _describe(
    part: Case, request: str, written: dict[str, reports.Written], stream: BinaryIO
) -> None:
    stream.write(json_text(reports.data_package(part, request, written)).encode())


def _measure(written: dict[str, reports.Written], name: str, fill: Fill, stream: BinaryIO) -> None:
    """Write a file, noting how large it is, and its hash."""
    measured = _Measured(stream)
    fill(cast("BinaryIO", measured))
    written[name] = reports.Written(measured.size, measured.hash.hexdigest())


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
