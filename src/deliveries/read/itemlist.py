"""Items from a spreadsheet: a CSV file beside the case file, read into raw values with places.

Convention: one row an item, its columns the keys of an item. A cell stays the text that stands in
the file; its field decides what it means, as in YAML. An empty cell is a key left out.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect
from itertools import accumulate
from typing import TYPE_CHECKING

from deliveries.case import Item
from deliveries.errors import MOST_FAULTS, Fault, did_you_mean, nearest
from deliveries.read.tree import Place
from deliveries.text import composed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.errors import Path

NEEDED = ("item", "unit", "quantity")
"""The columns that there must be."""
COLUMNS = (*NEEDED, *(key for key in Item.model_fields if key not in NEEDED))
"""All that there may be."""
MOST_COLUMNS = 100
"""The most columns that are looked at, known or not."""
MOST_LINES = 50_000
"""The most lines of a list."""
MOST_CELLS = 1000
"""More than any row has: the place of this one is that of the row."""
_DELIMITERS = ",;\t"
"""What spreadsheets of different countries write between cells."""


class ItemList:
    """The items of one CSV file. What a fault spoils is left out."""

    def __init__(self, text: str, file: str, at: Path) -> None:
        """Take the text of a file, its name in messages, and where it belongs in the case."""
        self.whole, self.file, self.at = text, file, at
        self.text = text.split("\n")
        """Its lines."""
        self.starts = [0, *accumulate(len(line) + 1 for line in self.text)]
        """Where each line begins in the text."""
        first = next((line for line in self.text if line.strip()), "")
        self.delimiter = max(_DELIMITERS, key=first.count)
        self.columns: tuple[str, ...] = ()
        self.items: dict[str, dict[str, str]] = {}
        """Raw items by id."""
        self.lines: dict[str, int] = {}
        """The line that each item begins in, from 1."""
        self.faults: list[tuple[Place, Fault]] = []

    def place(self, path: Path) -> Place:
        """Return where something stands, by its path from the items on: an id, perhaps a key."""
        line = self.lines.get(str(path[0]), 1) if path else 1
        key = str(path[1]) if len(path) > 1 else "item"
        return self.cell(line, self.columns.index(key) if key in self.columns else 0)

    def cell(self, line: int, at: int = 0) -> Place:
        """Return the place of a cell of the row that begins in a line; of the row if it has none.

        It is looked up when it is needed: most rows are sound. A cell in quotes may go on in the
        lines below, and two quotes in it are one.
        """
        end = f"({self.delimiter}|\\n|\\Z)"
        cell = re.compile(rf'((?:"[^"]*+(?:""[^"]*+)*+")?[^{self.delimiter}\n]*){end}')
        for number, found in enumerate(cell.finditer(self.whole, self.starts[line - 1])):
            if number == at:
                line = bisect(self.starts, found.start())
                raw = found[1].partition("\n")[0]
                indent = len(raw) - len(raw.lstrip())
                column = found.start() - self.starts[line - 1] + indent + 1
                return Place(line, column, max(len(raw.strip()), 1), self.file)
            if found[2] != self.delimiter:
                break
        return Place(line, 1, max(len(self.text[line - 1]), 1), self.file)

    def fault(self, place: Place, path: Path, code: str, message: str, hint: str = "") -> None:
        """Add a fault; its path counts from the items on."""
        self.faults.append((place, Fault((*self.at, *path), code, message, hint)))


def read_items(text: str, file: str, at: Path) -> ItemList:
    """Read a list of items. Its faults are in the result."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MOST_LINES:
        found = ItemList(text.partition("\n")[0], file, at)
        message, hint = f"there are {lines:,} lines", f"a list has at most {MOST_LINES:,}"
        found.fault(Place(1, 1, 1, file), (), "too-many-lines", message, hint)
        return found
    found = ItemList(text, file, at)
    rows = _rows(found)
    line, heading = next(rows, (1, []))
    if not found.faults:
        _read_heading(found, line, heading)
    for line, cells in rows if not found.faults else ():
        _read_row(found, line, cells)
        if len(found.faults) >= MOST_FAULTS:
            break
    if not (found.items or found.faults):
        found.fault(found.cell(1), (), "empty", "the list has no items")
    return found


def _rows(found: ItemList) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that are not empty, each with its line. A broken one is the last."""
    file, line = io.StringIO(found.whole, newline=""), 1
    reader = csv.reader(file, delimiter=found.delimiter, strict=True)
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        place, message, hint = found.cell(line, MOST_CELLS), f"this is not CSV: {error}", ""
        if "unexpected end" in str(error):
            message, hint = "a quote is opened here and never closed", "close it, or take it out"
            opened = found.text[line - 1].rfind('"') + 1
            place = place._replace(column=opened, width=1)
        elif "expected after" in str(error):
            message = "there is text after a closing quote"
            hint = "write a quote within quotes twice"
        found.fault(place, (), "csv-syntax", message, hint)


def _read_heading(found: ItemList, line: int, heading: list[str]) -> None:
    """Take the columns."""
    while heading and not heading[-1].strip():
        heading.pop()
    if len(heading) > MOST_COLUMNS:
        message = f"the heading has {len(heading):,} columns"
        hint = f"there are at most {MOST_COLUMNS}: {', '.join(COLUMNS)}"
        found.fault(found.cell(line), (), "too-many-columns", message, hint)
        return
    found.columns = tuple(each.strip().lower() for each in heading)
    if not set(found.columns) & set(COLUMNS):
        message, hint = "the first line does not name the columns", f"write {','.join(NEEDED)}"
        found.fault(found.cell(line), (), "no-heading", message, hint)
        return
    meant = set()
    for at, name in enumerate(found.columns):
        if name not in COLUMNS:
            meant.add(nearest(name, COLUMNS))
            message = f"unknown column '{name}'"
            hint = did_you_mean(name, COLUMNS, "the columns are: ")
            found.fault(found.cell(line, at), (), "unknown-column", message, hint)
        elif name in found.columns[:at]:
            message = f"'{name}' is here for the second time"
            found.fault(found.cell(line, at), (), "repeated-column", message)
    if missing := [name for name in NEEDED if name not in (*found.columns, *meant)]:
        message = f"the column '{missing[0]}' is missing"
        hint = f"the first line names the columns: {','.join(NEEDED)}, perhaps lot and source"
        found.fault(found.cell(line), (), "missing-column", message, hint)


def _read_row(found: ItemList, line: int, cells: list[str]) -> None:
    """Take one item."""
    while len(cells) > len(found.columns) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(found.columns):
        count = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
        message = f"this row has {count}; the heading has {len(found.columns)}"
        hint = "put text that has a delimiter in it in double quotes"
        if len(cells) < len(found.columns):
            hint = "write the delimiter of an empty cell too"
        found.fault(found.cell(line, MOST_CELLS), (), "wrong-row", message, hint)
        return
    stripped = {key: cell.strip() for key, cell in zip(found.columns, cells, strict=True)}
    item = {key: text for key, text in stripped.items() if text}
    name = composed(item.pop("item", ""))
    name_at = found.columns.index("item")
    if not name:
        found.fault(found.cell(line, name_at), (), "empty", "'item' is empty")
        return
    if name in found.items:
        message = f"'{name}' is here for the second time; the first is in line {found.lines[name]}"
        place = found.cell(line, name_at)
        found.fault(place, (name,), "repeated-item", message, "keep one of the two")
        return
    found.lines[name] = line
    if "unit" not in item:
        found.fault(found.place((name, "unit")), (name, "unit"), "empty", "'unit' is empty")
        item["unit"] = "?"  # so that the rest of it can still be checked
    found.items[name] = item
