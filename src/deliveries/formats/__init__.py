"""Formats: every way to write a report. One module a format, and one line here that names it.

Convention: what writes a format takes a report and the options, and yields bytes, so that what is
long is made as it is written; only the module that is wanted is imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.reports import Report, View
    from deliveries.results import Result


class Options(NamedTuple):
    """The way in which anything is written."""

    decimals: bool = False
    """Numbers for people are decimals: 2.67, not 2⅔."""
    semicolon: bool = False
    """CSV has semicolons, decimal commas and a byte order mark."""
    full: bool = True
    """Text for a terminal has every assumption and source, not only how many there are."""
    width: int = 80
    """Where sentences wrap in text, in characters; tables stay whole."""
    nav: tuple[tuple[str, str], ...] = ()
    """Pages beside a page: the name and the relative address of each, empty of the page itself."""


class Format(NamedTuple):
    """A way to write a report."""

    writer: str
    """The module in this package that writes it, and its function."""
    about: str
    """What it is, for people."""
    is_text: bool = True
    """Whether it can be printed on a terminal."""
    also: str = ""
    """Another ending that its files may have if the format is named."""


FORMATS = {
    "txt": Format("terminal.write", "the report as it is printed"),
    "csv": Format("csv.write", "its first table, as comma-separated values"),
    "json": Format("json.write", "all of it, numbers exact"),
    "md": Format("markdown.write", "the report as Markdown"),
    "html": Format("html.write", "the report as a page"),
    "xlsx": Format("excel.write", "the report as an Excel workbook", is_text=False),
    "db": Format("sqlite.write", "its tables, as a SQLite database", is_text=False),
    "parquet": Format("parquet.write", "its first table, as Parquet", is_text=False),
    "svg": Format("pictures.write_svg", "its chart as SVG"),
    "png": Format("pictures.write_png", "its chart as PNG", is_text=False),
    "pdf": Format("pictures.write_pdf", "its chart as PDF", is_text=False),
    "gift": Format("gift.write", "its questions, for Moodle", also="txt"),
    "csl": Format("references.write_csl", "its sources as CSL-JSON, for Zotero", also="json"),
    "bib": Format("references.write_bib", "its sources as BibTeX"),
}
"""Every format, by the ending of its files."""

OF_CHARTS = {
    "explore": Format("explore.write", "an exploration as a page whose sliders can be moved"),
    "paper": Format("paper.write", "the report's page as PDF, printed by a browser", is_text=False),
    "signs": Format("signs.write", "its chart in signs, for a terminal"),
    "page": Format("pictures.write_page", "its chart as a page that can be played with"),
    "vega": Format("pictures.write_vega", "its chart as Vega-Lite"),
}
"""What some commands write instead of the report; no file's ending means them elsewhere."""


def as_bytes(
    result: Result | Report,
    name: str,
    view: View | None = None,
    options: Options | None = None,
) -> bytes:
    """Write a result in a format of `FORMATS` or `OF_CHARTS`, as the command line does.

    ``view`` says what is shown and ``options`` how it is written; neither changes a measure. Raises
    `KeyError` for a format that there is not, and what `write` and the report raise.
    """
    from deliveries.reports import report as report_of

    return b"".join(write(report_of(result, view), name, options))


def as_text(
    result: Result | Report,
    name: str = "txt",
    view: View | None = None,
    options: Options | None = None,
) -> str:
    """Write a result in a format that is text, as the command line prints it, without colours.

    Raises what `as_bytes` does, and `UnicodeDecodeError` for a format that is no text.
    """
    return as_bytes(result, name, view, options).decode()


def write(report: Report, name: str, options: Options | None = None) -> Iterator[bytes]:
    """Yield a report written in a format of `FORMATS` or `OF_CHARTS`.

    Raises `FormatError` if the report has nothing for it, `WriteError` if the format cannot hold
    it, and what the report raises.
    """
    module, _, function = {**FORMATS, **OF_CHARTS}[name].writer.partition(".")
    writer = getattr(import_module(f"deliveries.formats.{module}"), function)
    return cast("Iterator[bytes]", writer(report, options or Options()))
