"""A value in every form that the command line writes: text, Markdown, HTML, CSV, JSON, a workbook.

Convention: a value that does not hold its case cites documents by their ids and paragraphs; with
``case`` the reports have their titles, as those of the command line do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.formats.cells import Style
from deliveries.forms.options import Options, forms_of

if TYPE_CHECKING:
    from typing import Unpack

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Case

WIDTH = 80
"""Where sentences wrap, in characters; tables stay whole."""


def as_text(value: object, *, width: int = WIDTH, **options: Unpack[Options]) -> str:
    """Write a value as the command line prints it, without colours.

    ``options`` are those of the command line: ``case`` (for the documents' titles), ``by`` (month,
    quarter, half or year), ``first`` and ``last`` (the months shown), ``decimals``; of a schedule
    or a comparison ``divisions`` and ``uplift``; of a schedule ``per``; of a case ``sources``. They
    change no measure. ``width`` is in characters.

    Raises `TypeError` for a value that has no report or no such option, and what its report raises:
    `RangeError` for months that leave nothing to show, `ConversionError` for sets that make no
    divisions.
    """
    from deliveries.formats.terminal import report_lines

    report = forms_of(value, options).report()
    lines = report_lines(report, _style(options), width=width, wraps=False)
    return "".join(f"{line.plain.rstrip()}\n" for line in lines)


def as_markdown(value: object, **options: Unpack[Options]) -> str:
    """Write a value as GitHub-flavoured Markdown. Raises what `as_text` does."""
    from deliveries.formats.markdown import markdown_text

    return markdown_text(forms_of(value, options).report(), _style(options))


def as_html(value: object, **options: Unpack[Options]) -> str:
    """Write a value as a fragment of HTML, as a notebook shows it. Raises what `as_text` does."""
    from deliveries.formats.html import html_fragment

    return html_fragment(forms_of(value, options).report(), _style(options))


def as_csv(value: object, **options: Unpack[Options]) -> str:
    """Write a value's table as CSV. Raises what `as_text` does."""
    from deliveries.formats.delimited import csv_text

    return csv_text(forms_of(value, options).table())


def as_json(value: object, **options: Unpack[Options]) -> str:
    """Write a value as JSON, its numbers exact texts such as ``"8/3"``. Raises as `as_text`."""
    from deliveries.formats.records import json_text

    return json_text(forms_of(value, options).record())


def as_workbook(comparison: Comparison, *, case: Case | None = None) -> bytes:
    """Write a comparison as an Excel workbook with charts. Raises `WriteError` if it is too big."""
    from deliveries.formats.workbook import workbook_bytes
    from deliveries.reports.workbook import workbook_pages

    return workbook_bytes(workbook_pages(comparison, case.sources if case else {}))


def _style(options: Options) -> Style:
    return Style(options.get("decimals", False))
