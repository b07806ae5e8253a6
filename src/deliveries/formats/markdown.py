"""A report as GitHub-flavoured Markdown: headings, pipe tables, lists.

Convention: text stays text. Whatever Markdown could take for a sign of its own is escaped, and runs
of white space become one space, so that no name can begin a line, end a cell or leave a heading.
Only addresses on the web remain links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deliveries.formats.cells import drawn
from deliveries.formats.table import left, right
from deliveries.tables import Bars, Notes, Report, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats.cells import Style
    from deliveries.tables import Cell, Column, Row

_ADDRESS = re.compile(r"(https?://[A-Za-z0-9._~/?#&=%+:@,;-]*[A-Za-z0-9/])")
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#$])")
_BEGINNING = re.compile(r"^(?:([0-9]+)(?=[.)](?: |$))|(?=[+=-]))")
"""What makes a list, a rule or a heading of a line that begins with it."""
_EMPHASIS = {"body": "", "subtotal": "**", "heading": "*"}


def markdown_text(report: Report, style: Style, *, title: str = "") -> str:
    """Write a whole report, under a title if there is one; it ends in one newline."""
    blocks = [f"# {_text(title, style)}"] if title else []
    blocks.append(_emphasised(_text(report.lead, style), "**"))
    for part in report.parts:
        title = _text(part.title, style)
        blocks += [f"## {title}"] if title else []
        blocks.append("\n".join(_lines(part, style)))
    return "\n\n".join(filter(None, blocks)) + "\n"


def escaped(text: str) -> str:
    r"""The text so that Markdown shows it as it is within a line.

    >>> print(escaped("*a* | <b>, see https://a.example/x_y."))
    \*a\* \| \<b\>, see <https://a.example/x_y>.
    """
    pieces = _ADDRESS.split(" ".join(text.split()))
    pieces[::2] = [_SIGNS.sub(r"\\\1", piece) for piece in pieces[::2]]
    pieces[1::2] = [f"<{piece}>" for piece in pieces[1::2]]
    return "".join(pieces)


def _text(text: str, style: Style) -> str:
    return escaped(style.text(text))


def _emphasised(text: str, sign: str) -> str:
    return f"{sign}{text}{sign}" if text else ""


def _lines(part: Sheet | Bars | Notes, style: Style) -> Iterator[str]:
    match part:
        case Sheet():
            yield from _table(part, style)
        case Bars():
            for bar in part.bars:
                label, text = _text(bar.label, style), _text(bar.text, style)
                yield f"- `{style.text(drawn(bar))}` {label}: {text}"
        case Notes():
            for line in part.lines:
                yield "- " + _BEGINNING.sub(r"\1\\", _text(line, style))


def _table(sheet: Sheet, style: Style) -> Iterator[str]:
    """A pipe table, its source aligned as far as text of that length can be."""
    headings = [_heading(column, style) for column in sheet.columns]
    rows = [_cells(row, style) for row in sheet.rows]
    widths = [max(3, *map(cell_len, texts)) for texts in zip(headings, *rows, strict=True)]
    if sheet.columns[-1].align == "left":
        widths[-1] = 3
    yield _row(headings, sheet.columns, widths)
    rules = (
        "-" * width if column.align == "left" else "-" * (width - 1) + ":"
        for column, width in zip(sheet.columns, widths, strict=True)
    )
    yield f"| {' | '.join(rules)} |"
    for row in rows:
        yield _row(row, sheet.columns, widths)


def _heading(column: Column, style: Style) -> str:
    """``Mao's plan: to date``; Markdown has no headings over several columns."""
    return _text(": ".join(filter(None, (column.group, column.heading))), style)


def _cells(row: Row, style: Style) -> list[str]:
    return [_cell(cell, style, _EMPHASIS[row.role]) for cell in row.cells]


def _cell(cell: Cell, style: Style, emphasis: str) -> str:
    """One cell; the two spaces that indent a label become a space that Markdown keeps."""
    text = style.cell(cell)
    indent = (len(text) - len(text.lstrip(" "))) // 2
    return "&emsp;" * indent + _emphasised(escaped(text), emphasis)


def _row(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    justified = (
        (left if column.align == "left" else right)(text, width)
        for text, column, width in zip(texts, columns, widths, strict=True)
    )
    return f"| {' | '.join(justified)} |"
