"""A report as GitHub-flavoured Markdown: headings, pipe tables, lists.

Convention: text stays text. Whatever Markdown could take for a sign of its own is escaped, and runs
of white space become one space, so that no name can begin a line, end a cell or leave a heading.
Only addresses on the web remain links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deliveries.formats.cells import Style, drawn
from deliveries.formats.table import justified
from deliveries.tables import Chapter, Gauges, Links, Notes, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Part

_ADDRESS = re.compile(r"(https?://[A-Za-z0-9._~/?#&=%+:@,;-]*[A-Za-z0-9/])")
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#$@^])")
"""The last three are signs of mathematics, of citations and of raised text elsewhere."""
_BEGINNING = re.compile(r"^(?:([0-9]+)(?=[.)](?: |$))|(?=[+=-]))")
"""What makes a list, a rule or a heading of a line that begins with it."""
_EMPHASIS = {"body": "", "subtotal": "**", "heading": "*", "aside": ""}


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield a whole report, under its title if it has one; it ends in one newline."""
    title = f"{report.title} ({report.subtitle})" if report.subtitle else report.title
    verdict = report.verdict if report.verdict != report.title else ""
    yield page(title, verdict, report.sections(), Style(options.decimals))


def page(title: str, verdict: str, sections: Sequence[Part | Chapter], style: Style) -> bytes:
    """Return a page: its title, its verdict, its sections, parted by empty lines."""
    blocks = [f"# {_text(title, style)}"] if title else []
    blocks.append(_emphasised(_text(verdict, style), "**"))
    for section in sections:
        level = "##"
        if isinstance(section, Chapter):
            blocks.append(f"## {_text(section.title, style)}")
            level = "###"
        for part in section.parts if isinstance(section, Chapter) else (section,):
            if named := _text(getattr(part, "title", ""), style):
                blocks.append(f"{level} {named}")
            blocks.append("\n".join(_lines(part, style)))
    return "\n\n".join(filter(None, blocks)).encode() + b"\n"


def escaped(text: str) -> str:
    r"""Return the text so that Markdown shows it as it is within a line.

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


def _lines(part: Part, style: Style) -> Iterator[str]:
    match part:
        case Table():
            yield from _table(part, style)
        case Gauges():
            for bar in part.bars:
                label, value = _text(bar.label, style), escaped(style.value(bar.value))
                yield f"- `{style.text(drawn(bar))}` {label}: {value}"
        case Picture():
            yield _text(part.text, style)
        case Notes() | Links():
            for line in part.lines:
                yield "- " + _BEGINNING.sub(r"\1\\", _text(line, style))


def _table(table: Table, style: Style) -> Iterator[str]:
    """Yield a pipe table, its source aligned as far as text of that length can be."""
    lines = [
        # Markdown has no headings over several columns
        [
            _text(": ".join(filter(None, (each.group, each.heading))), style)
            for each in table.columns
        ]
    ]
    places = [style.places(column, cells) for column, cells in table.down()]
    for row in table.rows:
        texts = []
        for cell, shared in zip(row.cells, places, strict=True):
            text = style.cell(cell, shared)  # two spaces become one that Markdown keeps
            indent = (len(text) - len(text.lstrip(" "))) // 2
            texts.append("&emsp;" * indent + _emphasised(escaped(text), _EMPHASIS[row.role]))
        lines.append(texts)
    widths = [max(3, *map(cell_len, texts)) for texts in zip(*lines, strict=True)]
    if table.columns[-1].align == "left":
        widths[-1] = 3
    sides = [column.align for column in table.columns]
    for at, texts in enumerate(lines):
        yield f"| {' | '.join(map(justified, texts, widths, sides))} |"
        if not at:
            rules = ["-" * (width - 1) for width in widths]
            ends = ["-" if side == "left" else ":" for side in sides]
            yield f"| {' | '.join(map(str.__add__, rules, ends))} |"
