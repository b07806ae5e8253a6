"""A report as HTML: a page that fetches nothing and prints well, or a fragment for a notebook.

Convention: the templates escape whatever they are given; only a picture of our own goes in as it
is. An address becomes a link only if it is one of the web. What a colour could say, a sign says.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from rich.cells import cell_len

from deliveries.errors import ConversionError, RangeError, WriteError
from deliveries.formats.cells import Style, drawn
from deliveries.formats.pictures import svg
from deliveries.formats.references import coins
from deliveries.reports import report as report_of
from deliveries.tables import Chapter, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Cell, Column, Part

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_MARKED = re.compile(r"[0-9]+\. |[^\w\s\"'(] ")
"""A line that begins with its number, or with the sign that it explains, needs no other."""
_WITHIN_NUMBER = re.compile(r"(?:(?<=[0-9])|^) (?=[0-9]+/[0-9])|(?<=≈) ")
"""The space of a mixed number, where it is whole and where its fraction stands by itself."""
MOST_TABLES = 500
"""How many tables a page is written with: a browser shows no more of them at ease."""
MOST_CELLS = 200_000
"""How many cells they may have together: a page of so many is some 20 MB."""


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield a whole page, from doctype to newline, with the report's chart if it has one."""
    yield from filled(
        "page.html.j2",
        sections=sections_of(report),
        title=report.title or report.result.capitalize(),
        subtitle=report.subtitle,
        lead=report.verdict if report.verdict != report.title else "",
        cited=coins(report),
        kind=report.result,
        style=Style(options.decimals),
        nav=options.nav,
    )


def filled(template: str, **values: Any) -> Iterator[bytes]:
    """Yield a template with these values filled in."""
    for piece in environment().get_template(template).generate(**values):
        yield piece.encode()


def sections_of(report: Report) -> list[Part | Chapter]:
    """Return the sections of a page, the chart first.

    Raises `WriteError` for too many tables, or cells in them.
    """
    sections = report.sections()
    tables = [part for part in report.flat() if isinstance(part, Table)]
    cells = sum(len(each.rows) * len(each.columns) for each in tables)
    limits = ((len(tables), MOST_TABLES, "tables"), (cells, MOST_CELLS, "cells"))
    for count, most, what in limits:
        if count > most:
            reason = f"this has {count:,} {what}, too many for a page, which has at most {most:,}"
            raise WriteError(reason, "write text, CSV or SQLite, which have no such limit")
    try:
        if report.chart and not any(isinstance(each, Chapter) for each in sections):
            bare = report.chart._replace(title="", subtitle="", notes=(), cites="", sources=())
            sections.insert(0, Picture(bare, bare.up))
    except (RangeError, ConversionError):  # nothing can be drawn: the tables say why
        pass
    return sections


def as_html(result: Result | Report, view: View | None = None, *, decimals: bool = False) -> str:
    """Write a result as one ``div`` with a small style of its own, as a notebook shows it.

    Raises what its report raises.
    """
    report = report_of(result, view)
    template = environment().get_template("fragment.html.j2")
    made = template.render(lead=report.verdict, parts=report.flat(), style=Style(decimals))
    return f"{made}\n"


@cache
def environment() -> Environment:
    """Return where the templates are, how they escape, and what they may call."""
    made = Environment(
        loader=PackageLoader("deliveries.formats"),
        autoescape=True,
        finalize=_unbroken,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"rows": written_rows, "drawn": drawn, "svg": svg}
    made.tests["marked"] = lambda line: bool(_MARKED.match(line))
    made.tests["address"] = lambda url: bool(url and _ADDRESS.fullmatch(url))
    return made


@cache
def script_of(name: str) -> str:
    """Return a script that stands among the templates."""
    return (files("deliveries.formats") / "templates" / name).read_text(encoding="utf-8").rstrip()


def hash_of(script: str) -> str:
    """Return what a page's policy calls a script by."""
    return b64encode(sha256(script.encode()).digest()).decode()


def _unbroken(shown: object) -> object:
    """Return what is written with a space in a mixed number that no reader loses: ``722 2/9``."""
    if isinstance(shown, str) and not isinstance(shown, Markup):
        return _WITHIN_NUMBER.sub("\u00a0", shown)
    return shown


class _Written(NamedTuple):
    """A cell as it is written: before the point, after it and its mark, with their room."""

    classes: str
    whole: str
    part: str
    mark: str
    part_room: float
    mark_room: float
    """They are left out where there is no room."""


def written_rows(table: Table, style: Style) -> Iterator[tuple[str, tuple[_Written, ...]]]:
    """Yield each row's role and cells."""
    columns = [_cells(column, cells, style) for column, cells in table.down()]
    for row, cells in zip(table.rows, zip(*columns, strict=True), strict=True):
        yield row.role if row.role != "body" else "", cells


def _cells(column: Column, cells: Sequence[Cell], style: Style) -> list[_Written]:
    """Return the cells of a column; those of numbers leave the same room after the point."""
    is_number = column.align == "number"
    places = style.places(column, cells)
    if is_number:
        pieces = [style.pieces(cell, places) for cell in cells]
    else:
        pieces = [(style.cell(cell, places), "", "") for cell in cells]
    rooms = [max(map(cell_len, {piece[at] for piece in pieces}), default=0) for at in (1, 2)]
    part_room, mark_room = (max(room, 1.5) if room else 0 for room in rooms)
    text = "text" if column.align == "left" else ""
    found = []
    for cell, (whole, part, mark) in zip(cells, pieces, strict=True):
        if cell.tone in ("blank", "answer"):  # a hand fills it in
            found.append(_Written(f"{text} {cell.tone}".strip(), whole, part, mark, 0, 0))
        elif whole or part:
            found.append(_Written(text, whole, part, mark, part_room, mark_room))
        else:
            found.append(_Written(text, whole, part, mark, 0, 0))
    return found
