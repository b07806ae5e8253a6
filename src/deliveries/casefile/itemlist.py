"""Items from a spreadsheet: a CSV file beside the case file, read into raw values with places.

Convention: one row an item, its columns the keys of an item. A cell stays the text that stands in
the file; its field decides what it means, as in YAML. An empty cell is a key left out.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deliveries.case import Item
from deliveries.casefile.tree import BREAKS, Place
from deliveries.errors import Fault, did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.errors import Path

NEEDED = ("item", "unit", "quantity")
"""The columns that there must be."""
COLUMNS = (*NEEDED, *(key for key in Item.model_fields if key not in NEEDED))
"""All that there may be."""
_DELIMITERS = ",;\t"
"""What spreadsheets of different countries write between cells."""


@dataclass(slots=True)
class ItemList:
    """The items of one CSV file."""

    file: str
    """Its name, as messages have it."""
    text: str
    at: Path
    """Where it belongs in the case: ``("requests", "guns", "items")``."""
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
        """The place of a cell; of the row if it has no such cell. It is looked up when needed."""
        text = re.split(BREAKS, self.text)[line - 1]
        bounds = [match.span(1) for match in re.finditer(_cell_pattern(self.delimiter), text)]
        start, end = bounds[at] if at < len(bounds) else (0, len(text))
        return Place(line, start + 1, max(end - start, 1), self.file)

    def fault(self, place: Place, path: Path, code: str, message: str, hint: str = "") -> None:
        """Add a fault; its path counts from the items on."""
        self.faults.append((place, Fault((*self.at, *path), code, message, hint)))


def read_items(text: str, file: str, at: Path) -> ItemList:
    """Read a list of items. Its faults are in the result; what a fault spoils is left out."""
    found = ItemList(file, text, at)
    rows = _rows(found)
    try:
        line, heading = next(rows, (1, []))
        if _read_heading(found, line, heading):
            for line, cells in rows:
                _read_row(found, line, cells)
    except csv.Error as error:
        found.fault(found.cell(1, 0), (), "csv-syntax", f"this is not CSV: {error}")
    return found


def _cell_pattern(delimiter: str) -> str:
    """A cell, after a delimiter or at the start of its line; quotes may hold a delimiter."""
    other = re.escape(delimiter)
    return rf'(?:^|{other})\s*("(?:[^"]|"")*"|[^{other}]*?)\s*(?={other}|$)'


def _rows(found: ItemList) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line that it begins in."""
    heading = re.split(BREAKS, found.text, maxsplit=1)[0]
    found.delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=found.delimiter)
    line = 1
    for cells in reader:
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _read_heading(found: ItemList, line: int, heading: list[str]) -> bool:
    """Take the columns; whether there is enough of them to read on."""
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
        message = f"this row has {len(cells)} cells; the heading has {len(found.columns)}"
        hint = "put text that has a delimiter in it in double quotes"
        found.fault(found.cell(line, len(cells)), (), "wrong-row", message, hint)
        return
    item: dict[str, Any] = {
        key: text for key, cell in zip(found.columns, cells, strict=True) if (text := cell.strip())
    }
    name = item.pop("item", "")
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
