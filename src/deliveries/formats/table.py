"""Lays a table out in character cells: columns measured, numbers aligned at the point, nothing cut.

Convention: columns of one group stand two cells apart, groups three. A table that is too wide goes
on below with its first column repeated; text in a last column wraps instead.
"""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len as measured
from rich.cells import chop_cells
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats.cells import Style
    from deliveries.tables import Cell, Column, Table

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

    def group_of(field: _Field) -> tuple[str, str]:
        column = field.column
        return column.group, "" if column.group else column.key  # without one it stands alone

    groups = []
    for _, members in groupby(others, group_of):
        fields = list(members)
        groups.append(_Group(fields[0].column.group, fields, style))
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


def cell_len(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) if text.isascii() else measured(text)


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
        if column.align == "number":  # units under units, fractions after them, then the marks
            pieces = [style.pieces(cell) for cell in cells]
            whole, part, mark = (
                max((cell_len(piece[at]) for piece in pieces), default=0) for at in range(3)
            )
            texts = [
                right(a, whole) + left(b, part) + left(c, mark) if a or b else ""
                for a, b, c in pieces
            ]
        else:
            texts = [style.cell(cell) for cell in cells]
        self.cells = [[text] for text in texts]
        widest = max(map(cell_len, texts), default=0)
        self.heading = wrapped(style.text(column.heading), max(widest, LONGEST_HEADING), fold=True)
        self.width = max([widest, *map(cell_len, self.heading)])

    def wrap(self, width: int) -> None:
        """Break the cells' text so that the column is no wider; lines hang as the first does."""
        for lines in self.cells:
            text = lines[0]
            indent = len(text) - len(text.lstrip())
            lines[:] = [" " * indent + line for line in wrapped(text, width - indent, fold=True)]
        self.width = max(cell_len(line) for lines in [self.heading, *self.cells] for line in lines)


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


def _blocks(label: _Field, groups: Sequence[_Group], width: int | None) -> Iterator[list[_Group]]:
    """Yield the groups, as many in each block as fit beside the label; at least one."""
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
    """Yield the headings of a block, a rule, and the rows."""
    fields = [label, *(field for group in groups for field in group.fields)]
    names = [group.heading for group in groups]
    for line in _on_one_foot(names):
        texts = [right(text, group.width) for text, group in zip(line, groups, strict=True)]
        yield Text(
            (" " * label.width + "".join(" " * GAP + text for text in texts)).rstrip(), "bold"
        )
    if any(names):
        rules = [" " * GAP + style.text("─") * group.width for group in groups]
        yield Text(" " * label.width + "".join(rules), "dim")
    if any(field.column.heading for field in fields):
        bold = "" if any(names) else "bold"
        for line in _on_one_foot([field.heading for field in fields]):
            yield Text(_joined(label, groups, line).plain.rstrip(), bold)
    rule = Text(style.text("─") * (label.width + sum(GAP + group.width for group in groups)), "dim")
    yield rule
    for at, row in enumerate(table.rows):
        for line in zip_longest(*(field.cells[at] for field in fields), fillvalue=""):
            text = _joined(label, groups, line, [field.tones[at] for field in fields])
            text.rstrip()
            text.stylize_before(ROLES[row.role])
            yield text
        if row.role == "subtotal" or at == len(table.rows) - 1:
            yield rule


def _on_one_foot(headings: Sequence[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of headings from the top; shorter ones begin lower."""
    lines = list(zip_longest(*(heading[::-1] for heading in headings), fillvalue=""))
    yield from lines[::-1]


def _joined(
    label: _Field, groups: Sequence[_Group], texts: Sequence[str], tones: Sequence[str] = ()
) -> Text:
    """Return one line across the block: a text a column, each at its column's side."""
    side = left if label.column.align == "left" else right
    line, at, toned = side(texts[0], label.width), 0, []
    for group in groups:
        line += group.indent
        for place, field in enumerate(group.fields):
            at += 1
            side = left if field.column.align == "left" else right
            line += " " * INNER if place else ""
            start = len(line)
            line += side(texts[at], field.width)
            if tones and tones[at]:
                toned.append((tones[at], start, len(line)))
    text = Text(line)
    for tone, start, end in toned:
        text.stylize(tone, start, end)
    return text
