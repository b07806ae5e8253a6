"""Items from a spreadsheet: a CSV file beside the case file, read into raw values with places.

Convention: one row an item, its columns the keys of an item. A cell stays the text that stands in
the file; its field decides what it means, as in YAML. An empty cell is a key left out.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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


@dataclass(slots=True)
class ItemList:
    """The items of one CSV file."""

    file: str
    """Its name, as messages have it."""
    at: Path
    """Where it belongs in the case: ``("requests", "guns", "items")``."""
    text: list[str]
    """Its lines."""
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    """Raw items by id."""
    faults: list[tuple[Place, Fault]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """The line that each item begins in, from 1."""
    columns: tuple[str, ...] = ()
    delimiter: str = ","

    def place(self, path: Path) -> Place:
        """Where something stands, by its path from the items on: an id, perhaps a key of it."""
        line = self.lines.get(str(path[0]), 1) if path else 1
        key = path[1] if len(path) > 1 else "item"
        return self.cell(line, self.columns.index(str(key)) if key in self.columns else 0)

    def cell(self, line: int, at: int) -> Place:
        """The place of a cell of the row that begins in a line; of the row if it has no such cell.

        It is looked up when it is needed: most rows are sound.
        """
        begin = end = Place(line, 1)
        for _ in range(at + 1):
            begin = end
            end = self._after(begin)
            if end is begin:
                return Place(line, 1, max(len(self.text[line - 1]), 1), self.file)
        before_delimiter = end.column - 2 if end.line == begin.line else None
        raw = self.text[begin.line - 1][begin.column - 1 : before_delimiter]
        indent = len(raw) - len(raw.lstrip())
        return Place(begin.line, begin.column + indent, max(len(raw.strip()), 1), self.file)

    def _after(self, cell: Place) -> Place:
        """Where the next cell begins; one beyond the line's end after the last, itself after that.

        A cell in quotes may go on in the lines below.
        """
        line, start = cell.line, cell.column - 1
        text = self.text[line - 1]
        if start > len(text):
            return cell
        if text.startswith('"', start):
            start += 1
            while (start := _quote(text, start)) < 0:
                line, start = line + 1, 0
                if line > len(self.text):
                    return Place(cell.line, len(self.text[cell.line - 1]) + 2)
                text = self.text[line - 1]
        end = text.find(self.delimiter, start)
        return Place(line, (len(text) if end < 0 else end) + 2)

    def fault(self, place: Place, path: Path, code: str, message: str, hint: str = "") -> None:
        """Add a fault; its path counts from the items on."""
        self.faults.append((place, Fault((*self.at, *path), code, message, hint)))


def _quote(text: str, start: int) -> int:
    """The place after the quote that closes a cell; -1 if none does. Two quotes are one."""
    while (end := text.find('"', start)) >= 0 and text.startswith('"', end + 1):
        start = end + 2
    return end + 1 if end >= 0 else -1


def read_items(text: str, file: str, at: Path) -> ItemList:
    """Read a list of items. Its faults are in the result; what a fault spoils is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MOST_LINES:
        found = ItemList(file, at, text.split("\n", 1)[:1])
        message, hint = f"there are {lines:,} lines", f"a list has at most {MOST_LINES:,}"
        found.fault(Place(1, 1, 1, file), (), "too-many-lines", message, hint)
        return found
    found = ItemList(file, at, text.split("\n"))
    rows = _rows(found, text)
    line, heading = next(rows, (1, []))
    if not found.faults and _read_heading(found, line, heading):
        for line, cells in rows:
            _read_row(found, line, cells)
            if len(found.faults) >= MOST_FAULTS:
                break
    return found


def _rows(found: ItemList, text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line that it begins in. A broken one is the last."""
    heading = next((line for line in found.text if line.strip()), "")
    found.delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        _break(found, line, str(error))


def _break(found: ItemList, line: int, error: str) -> None:
    """Say why nothing can be read from this row on."""
    place = found.cell(line, MOST_CELLS)
    if "unexpected end" in error:
        opened = found.text[line - 1].rfind('"') + 1
        message, place = (
            "a quote is opened here and never closed",
            place._replace(column=opened, width=1),
        )
        found.fault(place, (), "csv-syntax", message, "close it, or take it out")
    elif "expected after" in error:
        message = "there is text after a closing quote"
        found.fault(place, (), "csv-syntax", message, "write a quote within quotes twice")
    else:
        found.fault(place, (), "csv-syntax", f"this is not CSV: {error}")


def _read_heading(found: ItemList, line: int, heading: list[str]) -> bool:
    """Take the columns; whether there is enough of them to read on."""
    while heading and not heading[-1].strip():
        heading.pop()
    if len(heading) > MOST_COLUMNS:
        message = f"the heading has {len(heading):,} columns"
        hint = f"there are at most {MOST_COLUMNS}: {', '.join(COLUMNS)}"
        found.fault(found.cell(line, 0), (), "too-many-columns", message, hint)
        return False
    found.columns = tuple(each.strip().lower() for each in heading)
    if not set(found.columns) & set(COLUMNS):
        message, hint = "the first line does not name the columns", f"write {','.join(NEEDED)}"
        found.fault(found.cell(line, 0), (), "no-heading", message, hint)
        return False
    meant = set()
    for at, name in enumerate(found.columns):
        if name not in COLUMNS:
            meant.add(nearest(name, COLUMNS))
            hint = did_you_mean(name, COLUMNS, "the columns are: ")
            found.fault(
                found.cell(line, at), (), "unknown-column", f"unknown column '{name}'", hint
            )
        elif name in found.columns[:at]:
            message = f"'{name}' is here for the second time"
            found.fault(found.cell(line, at), (), "repeated-column", message)
    missing = [name for name in NEEDED if name not in (*found.columns, *meant)]
    if missing:
        message = f"the column '{missing[0]}' is missing"
        hint = f"the first line names the columns: {','.join(NEEDED)}, perhaps lot and source"
        found.fault(found.cell(line, 0), (), "missing-column", message, hint)
    return not found.faults


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
    item: dict[str, Any] = {
        key: text for key, cell in zip(found.columns, cells, strict=True) if (text := cell.strip())
    }
    name = composed(item.pop("item", ""))
    if not name:
        found.fault(found.cell(line, found.columns.index("item")), (), "empty", "'item' is empty")
        return
    if name in found.items:
        message = f"'{name}' is here for the second time; the first is in line {found.lines[name]}"
        place = found.cell(line, found.columns.index("item"))
        found.fault(place, (name,), "repeated-item", message, "keep one of the two")
        return
    found.lines[name] = line
    if "unit" not in item:
        found.fault(found.place((name, "unit")), (name, "unit"), "empty", "'unit' is empty")
        item["unit"] = "?"  # so that the rest of it can still be checked
    found.items[name] = item
