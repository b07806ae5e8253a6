"""Lays a table out in character cells: columns measured, numbers aligned at the point, nothing cut.

Convention: columns of one group stand two cells apart, groups three. A table that is too wide goes
on below with its first column repeated; text in a last column wraps instead.
"""

from __future__ import annotations

import re
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells
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
NARROWEST = 18
"""The narrowest that a column of wrapped text becomes."""
_WORD = re.compile(r"(?:(?<=[0-9]) (?=[0-9]+/[0-9])|\S)+")
"""What no line breaks; the space of a mixed number is in it."""
TONES = {"behind": "red", "ahead": "green", "open": "dim", "answer": "bold"}
ROLES = {"body": "", "subtotal": "bold", "heading": "italic", "aside": "dim"}


def table_lines(table: Table, style: Style, width: int | None) -> Iterator[Text]:
    """Yield the lines of a table, without its title; without a width as wide as they need."""
    fields = [_Field(column, cells, style) for column, cells in table.down()]
    label, *others = fields
    if width is not None and others and label.width > max(width // 2, NARROWEST):
        label.wrap(max(width // 2, NARROWEST))
    if width is not None and others and fields[-1].align == "left":
        taken = sum(field.width + GAP for field in fields[:-1])
        fields[-1].wrap(max(width - taken, NARROWEST))
        width = None
    blocks: list[list[_Group]] = []
    used = 0
    for _, members in groupby(others, lambda each: each.column.group or each):  # or it is alone
        group = list(members)
        inner = sum(field.width for field in group) + INNER * (len(group) - 1)
        name = style.text(group[0].column.group)
        heading = wrapped(name, max(inner, LONGEST_HEADING), fold=True) if name else []
        wide = max([inner, *map(cell_len, heading)])
        group[0].gap = GAP + wide - inner
        if not blocks or (width is not None and used + GAP + wide > width):
            blocks.append([])
            used = label.width
        blocks[-1].append(_Group(heading, wide, group))
        used += GAP + wide
    for at, block in enumerate(blocks or [[]]):
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
    words = _WORD.findall(text)
    if fold:
        words = [piece for word in words for piece in chop_cells(word, max(width, 2))]
    for word in words:
        start = " " * (indent + 2 * bool(indent and lines))
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = " " * (indent + 2 * bool(indent)) + word
        else:
            line = f"{line} {word}" if line else start + word
    return [*lines, line]


def justified(text: str, width: int, align: str) -> str:
    """Return the text at one side of so many cells: at the right unless it is ``left``."""
    room = " " * (width - cell_len(text))
    return text + room if align == "left" else room + text


class _Field:
    """One column, measured. Each cell is a list of lines, mostly one."""

    def __init__(self, column: Column, cells: Sequence[Cell], style: Style) -> None:
        self.column = column
        self.align = column.align
        self.gap = INNER  # before it, unless it begins a group
        self.tones = [TONES.get(cell.tone, "") for cell in cells]
        places = style.places(column, cells)
        if column.align == "number":  # units under units, fractions after them, then the marks
            pieces = [style.pieces(cell, places) for cell in cells]
            whole, part, mark = (
                max((cell_len(piece[at]) for piece in pieces), default=0) for at in range(3)
            )
            texts = [
                justified(a, whole, "right")
                + justified(b, part, "left")
                + justified(c, mark, "left")
                if a or b
                else ""
                for a, b, c in pieces
            ]
        else:
            texts = [style.cell(cell, places) for cell in cells]
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


class _Group(NamedTuple):
    """Neighbouring columns under one heading."""

    heading: list[str]
    width: int
    fields: list[_Field]
    gap: int = GAP
    align: str = "right"


def _block_lines(
    table: Table, label: _Field, groups: Sequence[_Group], style: Style
) -> Iterator[Text]:
    """Yield the headings of a block, a rule, and the rows."""
    label.gap = 0
    fields, rules = [label], " " * label.width
    for group in groups:
        fields += group.fields
        rules += " " * GAP + style.text("─" if group.heading else " ") * group.width
    has_names = any(group.heading for group in groups)
    if has_names:
        yield from _headings(groups, label.width, "bold")
        yield Text(rules.rstrip(), "dim")
    yield from _headings(fields, 0, "" if has_names else "bold")
    rule = Text(style.text("─") * len(rules), "dim")
    yield rule
    for at, row in enumerate(table.rows):
        if row.role == "aside" and not any(any(field.cells[at]) for field in fields[1:]):
            continue  # it says something in another block only
        for texts in zip_longest(*(field.cells[at] for field in fields), fillvalue=""):
            toned = Text(style=ROLES[row.role])
            for text, field in zip(texts, fields, strict=True):
                toned.append(" " * field.gap)
                toned.append(justified(text, field.width, field.align), field.tones[at])
            toned.rstrip()
            yield toned
        if row.role == "subtotal" and at < len(table.rows) - 1:
            yield rule
    if table.rows:
        yield rule


def _headings(columns: Sequence[_Field | _Group], indent: int, bold: str) -> Iterator[Text]:
    """Yield the lines of headings, all of which end on one."""
    lines = zip_longest(*(column.heading[::-1] for column in columns), fillvalue="")
    for texts in reversed([*lines]):
        line = " " * indent
        for text, column in zip(texts, columns, strict=True):
            line += " " * column.gap + justified(text, column.width, column.align)
        if line.strip():
            yield Text(line.rstrip(), bold)
