"""Lays a table out in character cells: columns measured, numbers aligned at the point, nothing cut.

Convention: columns of one group stand two cells apart, groups three. A table that is too wide goes
on below with its first column repeated; text in a last column wraps instead.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deliveries.formats.cells import Style
    from deliveries.tables import Cell, Column, Row, Table

GAP = 3
"""Cells between two groups of columns."""
INNER = 2
"""Cells between two columns of a group."""
LONGEST_HEADING = 14
"""Where a heading over narrow columns breaks, in cells."""
NARROWEST = 20
"""The narrowest that a column of wrapped text becomes."""
TONES = {"behind": "red", "ahead": "green", "open": "dim", "answer": "bold"}
ROLES = {"body": "", "subtotal": "bold", "heading": "italic"}


def table_lines(table: Table, style: Style, width: int | None) -> Iterator[Text]:
    """Yield the lines of a table, without its title; without a width as wide as they need."""
    fields = [
        _Field(column, [row.cells[at] for row in table.rows], style)
        for at, column in enumerate(table.columns)
    ]
    label, *others = fields
    if width is not None and others and label.width > max(width // 2, NARROWEST):
        label.wrap(max(width // 2, NARROWEST))
    if width is not None and others and fields[-1].column.align == "left":
        taken = sum(field.width + GAP for field in fields[:-1])
        fields[-1].wrap(max(width - taken, NARROWEST))
        width = None
    groups = [
        _Group(name, list(members), style) for (name, _), members in groupby(others, key=_group_of)
    ]
    for at, block in enumerate(_blocks(label, groups, width)):
        if at:
            yield Text()
        yield from _block_lines(table, label, block, style)


def wrapped(text: str, width: int, indent: int = 0, *, fold: bool = False) -> list[str]:
    """Break a sentence into lines of at most ``width`` cells, as far as its words allow.

    Lines after the first hang two cells further in, if they are indented at all. ``fold`` breaks
    words that are wider than a line.
    """
    lines: list[str] = []
    line = ""
    words = text.split()
    if fold:
        words = [piece for word in words for piece in chop_cells(word, width)]
    for word in words:
        start = " " * (indent + 2 * bool(indent and lines))
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = " " * (indent + 2 * bool(indent)) + word
        else:
            line = f"{line} {word}" if line else start + word
    return [*lines, line]


def left(text: str, width: int) -> str:
    """Return the text at the left of so many cells."""
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """Return the text at the right of so many cells."""
    return " " * (width - cell_len(text)) + text


class _Field:
    """One column, measured. Each cell is a list of lines, mostly one."""

    def __init__(self, column: Column, cells: Sequence[Cell], style: Style) -> None:
        self.column = column
        self.tones = [TONES.get(cell.tone, "") for cell in cells]
        if column.align == "number":
            texts = _at_the_point([style.pieces(cell) for cell in cells])
        else:
            texts = [style.cell(cell) for cell in cells]
        self.cells = [[text] for text in texts]
        widest = max(map(cell_len, texts), default=0)
        self.heading = wrapped(style.text(column.heading), max(widest, LONGEST_HEADING), fold=True)
        self.width = max([widest, *map(cell_len, self.heading)])

    def wrap(self, width: int) -> None:
        """Break the cells' text so that the column is no wider than this."""
        self.cells = [_hanging(text, width) for (text,) in self.cells]
        self.width = max(cell_len(line) for lines in [self.heading, *self.cells] for line in lines)

    def justified(self, text: str) -> str:
        """Return the text at the column's width."""
        return (left if self.column.align == "left" else right)(text, self.width)


def _hanging(text: str, width: int) -> list[str]:
    """A text on lines as wide as a column, further lines indented as its first is."""
    inner = len(text) - len(text.lstrip())
    return [" " * inner + line for line in wrapped(text, width - inner, fold=True)]


class _Group:
    """Neighbouring columns under one heading."""

    def __init__(self, name: str, fields: Sequence[_Field], style: Style) -> None:
        self.fields = fields
        inner = sum(field.width for field in fields) + INNER * (len(fields) - 1)
        self.heading = (
            wrapped(style.text(name), max(inner, LONGEST_HEADING), fold=True) if name else []
        )
        self.width = max([inner, *map(cell_len, self.heading)])
        self.indent = " " * (GAP + self.width - inner)


def _group_of(field: _Field) -> tuple[str, str]:
    """Columns without a group stand alone."""
    return field.column.group, "" if field.column.group else field.column.key


def _at_the_point(pieces: Sequence[tuple[str, str, str]]) -> list[str]:
    """Numbers one under the other: units under units, fractions after them, then the marks."""
    widths = [max((cell_len(piece[at]) for piece in pieces), default=0) for at in range(3)]
    return [
        right(whole, widths[0]) + left(part, widths[1]) + left(mark, widths[2])
        if whole or part
        else ""
        for whole, part, mark in pieces
    ]


def _blocks(label: _Field, groups: Sequence[_Group], width: int | None) -> Iterator[list[_Group]]:
    """The groups, as many in each block as fit beside the label; at least one."""
    block: list[_Group] = []
    used = label.width
    for group in groups:
        if block and width is not None and used + GAP + group.width > width:
            yield block
            block, used = [], label.width
        block.append(group)
        used += GAP + group.width
    yield block


def _block_lines(
    table: Table, label: _Field, groups: Sequence[_Group], style: Style
) -> Iterator[Text]:
    fields = [label, *(field for group in groups for field in group.fields)]
    yield from _group_headings(label, groups, style)
    yield from _headings(label, groups, fields)
    rule = Text(style.text("─") * (label.width + sum(GAP + group.width for group in groups)), "dim")
    yield rule
    for at, row in enumerate(table.rows):
        yield from _row_lines(at, row, label, groups)
        if row.role == "subtotal":
            yield rule
    if table.rows and table.rows[-1].role != "subtotal":
        yield rule


def _group_headings(label: _Field, groups: Sequence[_Group], style: Style) -> Iterator[Text]:
    """The groups' names, each over a line as wide as its columns."""
    depth = max((len(group.heading) for group in groups), default=0)
    for at in range(depth):
        texts = [
            " " * GAP + right(_from_foot(group.heading, depth, at), group.width) for group in groups
        ]
        yield Text((" " * label.width + "".join(texts)).rstrip(), "bold")
    if depth:
        rules = [" " * GAP + style.text("─") * group.width for group in groups]
        yield Text(" " * label.width + "".join(rules), "dim")


def _headings(label: _Field, groups: Sequence[_Group], fields: Sequence[_Field]) -> Iterator[Text]:
    if not any(field.column.heading for field in fields):
        return
    depth = max(len(field.heading) for field in fields)
    bold = "" if any(group.heading for group in groups) else "bold"
    for at in range(depth):
        line = _joined(label, groups, partial(_heading_line, depth=depth, at=at))
        yield Text(line.plain.rstrip(), bold)


def _row_lines(at: int, row: Row, label: _Field, groups: Sequence[_Group]) -> Iterator[Text]:
    """The lines of one row; several if its last column wraps."""
    fields = [label, *(field for group in groups for field in group.fields)]
    for line in range(max(len(field.cells[at]) for field in fields)):
        text = _joined(label, groups, partial(_cell_line, row=at, line=line), at)
        text.rstrip()
        text.stylize_before(ROLES[row.role])
        yield text


def _joined(
    label: _Field, groups: Sequence[_Group], text: Callable[[_Field], str], row: int | None = None
) -> Text:
    """One line across the block."""
    line = Text(label.justified(text(label)))
    for group in groups:
        line.append(group.indent)
        for at, field in enumerate(group.fields):
            line.append(" " * INNER if at else "")
            line.append(field.justified(text(field)), "" if row is None else field.tones[row])
    return line


def _heading_line(field: _Field, *, depth: int, at: int) -> str:
    return _from_foot(field.heading, depth, at)


def _cell_line(field: _Field, *, row: int, line: int) -> str:
    lines = field.cells[row]
    return lines[line] if line < len(lines) else ""


def _from_foot(lines: Sequence[str], depth: int, at: int) -> str:
    """The line of a heading that stands on the same foot as headings of this depth."""
    above = depth - len(lines)
    return lines[at - above] if at >= above else ""
