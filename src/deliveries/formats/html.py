"""A report as HTML: a page that fetches nothing and prints well, or a fragment for a notebook.

Convention: the templates escape whatever they are given; only a picture of our own goes in as it
is. An address becomes a link only if it is one of the web. What a colour could say, a sign says.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from rich.cells import cell_len

from deliveries.errors import ConversionError, RangeError, WriteError
from deliveries.formats.cells import Style, drawn
from deliveries.reports import report as report_of
from deliveries.tables import Chapter, Gauges, Links, Notes, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Cell, Column, Part

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
MOST_TABLES = 500
"""How many tables a page is written with: a browser shows no more of them at ease."""
_WRITTEN_IN = ("blank", "answer")
"""The tones of cells that a hand fills in."""


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield a whole page, from doctype to newline, with the report's chart if it has one."""
    style = Style(options.decimals)
    sections = report.sections()
    tables = sum(isinstance(part, Table) for part in report.flat())
    if tables > MOST_TABLES:
        reason = f"this has {tables:,} tables, too many for a page, which has at most {MOST_TABLES}"
        raise WriteError(reason, "write text, CSV or SQLite, which have no such limit")
    try:
        if report.chart and not any(isinstance(each, Chapter) for each in sections):
            bare = report.chart._replace(title="", subtitle="", notes=(), cites="", sources=())
            sections.insert(0, Picture(bare, bare.up))
    except (RangeError, ConversionError):  # nothing can be drawn: the tables say why
        pass
    template = environment().get_template("page.html.j2")
    page = template.generate(
        title=style.text(report.title or report.result.capitalize()),
        subtitle=style.text(report.subtitle),
        lead=style.text(report.verdict) if report.verdict != report.title else "",
        chapters=_chapters(sections, style),
    )
    yield from (piece.encode() for piece in page)


def as_html(result: Result | Report, view: View | None = None, *, decimals: bool = False) -> str:
    """Write a result as one ``div`` with a small style of its own, as a notebook shows it.

    Raises what its report raises.
    """
    report, style = report_of(result, view), Style(decimals)
    parts = [_part(part, style) for part in report.flat()]
    template = environment().get_template("fragment.html.j2")
    return template.render(lead=style.text(report.verdict), parts=parts) + "\n"


@cache
def environment() -> Environment:
    """Return where the templates are, and how they escape."""
    return Environment(
        loader=PackageLoader("deliveries.formats"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _chapters(
    sections: Sequence[Part | Chapter], style: Style
) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield an id, a heading and the parts; parts that are in no chapter follow without one."""
    for at, section in enumerate(sections, 1):
        if isinstance(section, Chapter):
            parts = [_part(part, style) for part in section.parts]
            yield f"chapter-{at}", style.text(section.title), parts
        else:
            yield f"chapter-{at}", "", [_part(section, style)]


def _part(part: Part, style: Style) -> dict[str, Any]:
    """Return a part as what the templates know."""
    match part:
        case Table():
            return _table(part, style)
        case Gauges():
            rows = [
                (style.text(each.label), style.text(drawn(each)), style.value(each.value))
                for each in part.bars
            ]
            return {"kind": "gauges", "title": style.text(part.title), "rows": rows}
        case Links():
            entries = [
                (style.text(text), url if url and _ADDRESS.fullmatch(url) else None)
                for text, url in part.entries
            ]
            return {"kind": "links", "title": style.text(part.title), "entries": entries}
        case Picture():
            from deliveries.formats.pictures import svg

            drawing = Markup(svg(part.chart, style))  # noqa: S704  # drawn by a renderer of our own
            return {"kind": "picture", "svg": drawing, "text": style.text(part.text)}
        case Notes():
            lines = [style.text(line) for line in part.lines]
            return {"kind": "notes", "title": style.text(part.title), "lines": lines}


class _Written(NamedTuple):
    """A cell as it is written: before the point, after it and its mark, with their room."""

    classes: str
    whole: str
    part: str = ""
    mark: str = ""
    part_room: float = 0
    mark_room: float = 0


def _table(table: Table, style: Style) -> dict[str, Any]:
    columns = [
        _cells(column, [row.cells[at] for row in table.rows], style)
        for at, column in enumerate(table.columns)
    ]
    groups = [
        (style.text(name), len(list(members)))
        for name, members in groupby(table.columns, key=lambda column: column.group)
    ]
    return {
        "kind": "table",
        "title": style.text(table.title),
        "groups": groups if any(name for name, _ in groups) else [],
        "headings": [(style.text(each.heading), each.align == "left") for each in table.columns],
        "rows": [
            (row.role if row.role != "body" else "", cells)
            for row, cells in zip(table.rows, zip(*columns, strict=True), strict=True)
        ],
    }


def _cells(column: Column, cells: Sequence[Cell], style: Style) -> list[_Written]:
    """Return the cells of a column; those of numbers leave the same room after the point."""
    classes = []
    for cell in cells:
        kinds = ["text"] if column.align == "left" else []
        classes.append(" ".join([*kinds, *[cell.tone][: cell.tone in _WRITTEN_IN]]))
    if column.align != "number":
        return [
            _Written(kinds, style.cell(cell)) for kinds, cell in zip(classes, cells, strict=True)
        ]
    pieces = [style.pieces(cell) for cell in cells]
    rooms = [max((cell_len(piece[at]) for piece in pieces), default=0) for at in (1, 2)]
    part_room, mark_room = (max(room, 1.5) if room else 0 for room in rooms)
    return [
        _Written(kinds, whole)
        if cell.tone in _WRITTEN_IN or not (whole or part)
        else _Written(kinds, whole, part, mark, part_room, mark_room)
        for kinds, cell, (whole, part, mark) in zip(classes, cells, pieces, strict=True)
    ]
