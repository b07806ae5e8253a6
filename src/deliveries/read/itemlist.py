"""Items from a spreadsheet: a CSV file beside the case file, read into raw values with places.

Convention: one row an item, its columns the keys of an item. A cell stays the text that stands in
the file; its field decides what it means, as in YAML. An empty cell is a key left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from deliveries.case import Item
from deliveries.errors import MOST_FAULTS, Fault, did_you_mean, nearest
from deliveries.read.sheet import DELIMITERS
from deliveries.read.tree import Place

if TYPE_CHECKING:
    from deliveries.errors import Path
    from deliveries.read.sheet import Sheet

NEEDED = ("item", "unit", "quantity")
"""The columns that there must be."""
COLUMNS = (*NEEDED, *(key for key in Item.model_fields if key not in NEEDED))
"""All that there may be."""
MOST_COLUMNS = 100
"""The most columns that are looked at, known or not."""
MOST_LINES = 50_000
"""The most lines of a list."""


@dataclass
class ItemList:
    """The items of one CSV file. What a fault spoils is left out."""

    sheet: Sheet
    columns: tuple[str, ...] = ()
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    """Raw items by id."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line that each item begins in, from 1."""

    def place(self, path: Path) -> Place:
        """Return where something stands, by its path from the items on: an id, perhaps a key."""
        line = self.lines.get(str(path[0]), 1) if path else 1
        key = str(path[1]) if len(path) > 1 else "item"
        return self.sheet.cell(line, self.columns.index(key) if key in self.columns else 0)


def read_items(sheet: Sheet) -> ItemList:
    """Read a list of items. What is wrong with it, the sheet lists."""
    found = ItemList(sheet)
    if sheet.faults:
        return found
    if (lines := len(sheet)) > MOST_LINES + 1:
        message, hint = f"there are {lines - 1:,} lines", f"a list has at most {MOST_LINES:,}"
        fault = Fault((), "too-many-lines", message, hint)
        sheet.faults.append((Place(1, 1, 1, sheet.file), fault))
        return found
    first = next((line for line in sheet if line.strip()), "")
    sheet.delimiter = max(DELIMITERS, key=first.count)
    rows = sheet.rows()
    line, heading = next(rows, (1, []))
    if not sheet.faults:
        _read_heading(found, line, heading)
    for line, cells in rows if not sheet.faults else ():
        _read_row(found, line, cells)
        if len(sheet.faults) >= MOST_FAULTS:
            break
    if not (found.items or sheet.faults):
        hint = "a row an item stands below the line of names"
        sheet.fault(1, 0, "empty", "the list has no items", hint)
    return found


def _read_heading(found: ItemList, line: int, heading: list[str]) -> None:
    """Take the columns."""
    while heading and not heading[-1].strip():
        heading.pop()
    sheet = found.sheet
    if len(heading) > MOST_COLUMNS:
        message = f"the heading has {len(heading):,} columns"
        hint = f"there are at most {MOST_COLUMNS}: {', '.join(COLUMNS)}"
        sheet.fault(line, 0, "too-many-columns", message, hint)
        return
    found.columns = tuple(each.strip().lower() for each in heading)
    if not set(found.columns) & set(COLUMNS):
        message, hint = "the first line does not name the columns", f"write {','.join(NEEDED)}"
        if len(heading) < 2:
            hint += ", with commas, semicolons or tabs between"
        sheet.fault(line, 0, "no-heading", message, hint)
        return
    meant = set()
    for at, name in enumerate(found.columns):
        if name not in COLUMNS:
            meant.add(nearest(name, COLUMNS))
            hint = did_you_mean(name, COLUMNS, "the columns are: ")
            sheet.fault(line, at, "unknown-column", f"unknown column '{name}'", hint)
        elif name in found.columns[:at]:
            sheet.fault(line, at, "repeated-column", f"'{name}' is here for the second time")
    if missing := [name for name in NEEDED if name not in (*found.columns, *meant)]:
        message = f"the column '{missing[0]}' is missing"
        hint = f"the first line names the columns: {','.join(NEEDED)}, perhaps lot and source"
        sheet.fault(line, 0, "missing-column", message, hint)


def _read_row(found: ItemList, line: int, cells: list[str]) -> None:
    """Take one item."""
    sheet = found.sheet
    if sheet.has_wrong_row(line, cells, len(found.columns)):
        return
    stripped = {key: cell.strip() for key, cell in zip(found.columns, cells, strict=True)}
    item = {key: text for key, text in stripped.items() if text}
    name = normalize("NFC", item.pop("item", ""))
    name_at = found.columns.index("item")
    if not name:
        sheet.fault(line, name_at, "empty", "'item' is empty", "write its id, or take the row out")
        return
    if name in found.items:
        message = f"'{name}' is here for the second time; the first is in line {found.lines[name]}"
        sheet.fault(line, name_at, "repeated-item", message, "keep one of the two")
        return
    found.lines[name] = line
    if "unit" not in item:
        hint = "write what it is counted in, or take the row out"
        sheet.fault(line, found.columns.index("unit"), "empty", "'unit' is empty", hint)
        item["unit"] = "?"  # so that the rest of it can still be checked
    found.items[name] = item
