"""Scenarios in the forms of other programs: CSV, JSON, Parquet, Excel, Markdown.

Convention: what writes a form is a function of a stream, so that what is long is made as it is
written; ``watch`` sees the table go by, for whoever shows progress.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Literal

from deliveries.analysis.comparison import compare_scenarios
from deliveries.errors import WriteError
from deliveries.numbers import mixed
from deliveries.tidy import Selection, choose, tidy_roll, wide_roll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case
    from deliveries.tables import Roll

    Fill = Callable[[BinaryIO], object]
    Watch = Callable[[Roll], Roll]

Form = Literal["csv", "xlsx", "json", "parquet", "md"]
EXPORT_SCHEMA = "deliveries/export/1"


def export(  # noqa: PLR0913  # as many as the command has
    case: Case,
    form: Form,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    baseline: str | None = None,
    whole: bool = False,
    wide: bool = False,
) -> bytes:
    """Write scenarios as ``deliveries export`` does; all of the request if none is named.

    ``baseline`` is for ``xlsx`` and ``md``, ``wide`` (one column a month) for ``csv``. Raises
    `UnknownNameError`, `LotError`, `CapacityError`, `RangeError`, and `WriteError` for what a form
    cannot hold, or where pyarrow is wanting.
    """
    stream = BytesIO()
    selection = choose(case, names, request=request, whole=whole)
    export_fill(selection, form, baseline=baseline, wide=wide)(stream)
    return stream.getvalue()


def export_fill(
    selection: Selection,
    form: Form,
    *,
    baseline: str | None = None,
    wide: bool = False,
    watch: Watch = lambda roll: roll,
) -> Fill:
    """What writes a form into a stream."""
    match form:
        case "csv":
            return csv_fill(selection, wide=wide, watch=watch)
        case "json":
            return _json(selection, watch)
        case "parquet":
            return _parquet(selection, watch)
        case "xlsx":
            return _workbook(selection, baseline)
        case "md":
            return _document(selection, baseline)


def csv_fill(selection: Selection, *, wide: bool = False, watch: Watch = lambda roll: roll) -> Fill:
    """What writes the tidy table, or the wide one, as CSV."""
    from deliveries.formats.delimited import csv_chunks

    def fill(stream: BinaryIO) -> None:
        roll = watch(wide_roll(selection) if wide else tidy_roll(selection))
        stream.writelines(chunk.encode() for chunk in csv_chunks(roll))

    return fill


def compared(selection: Selection, baseline: str | None) -> Comparison:
    """What is exported, side by side. Raises `RangeError` if nothing of it counts."""
    case, request, names, whole = selection
    return compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)


def _json(selection: Selection, watch: Watch) -> Fill:
    from deliveries.formats.records import json_chunks

    head = {
        "schema": EXPORT_SCHEMA,
        "request": selection.request,
        "title": selection.case.requests[selection.request].title,
        "scenarios": list(selection.scenarios),
    }

    def fill(stream: BinaryIO) -> None:
        roll = watch(tidy_roll(selection))
        stream.writelines(chunk.encode() for chunk in json_chunks(head, roll))

    return fill


def _parquet(selection: Selection, watch: Watch) -> Fill:
    try:
        from deliveries.formats.parquet import write_parquet
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        hint = "install it: pip install 'deliveries[parquet]'"
        raise WriteError("Parquet needs pyarrow, which is not here", hint) from None
    return lambda stream: write_parquet(watch(tidy_roll(selection)), stream)


def _workbook(selection: Selection, baseline: str | None) -> Fill:
    from deliveries.forms.written import as_workbook

    workbook = as_workbook(compared(selection, baseline), case=selection.case)
    return lambda stream: stream.write(workbook)


def _document(selection: Selection, baseline: str | None) -> Fill:
    from deliveries.formats.cells import Style
    from deliveries.formats.markdown import markdown_text
    from deliveries.reports.document import document_report

    comparison = compared(selection, baseline)
    report = document_report(comparison, selection.case.sources, mixed)
    text = markdown_text(report, Style(), title=comparison.request.title)
    return lambda stream: stream.write(text.encode())
