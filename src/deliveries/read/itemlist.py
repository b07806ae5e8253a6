"""Items from a spreadsheet: a CSV file beside the case file, read into raw values with places.

Convention: one row an item, its columns the keys of an item. A cell stays the text that stands in
the file; its field decides what it means, as in YAML. An empty cell is a key left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from deliveries.case import Item
from deliveries.errors import MOST_FAULTS, Fault, did_you_mean, nearest
from deliveries.read.sheet import DELIMITERS, wrong_row
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


class ItemList:
    """The items of one CSV file. What a fault spoils is left out."""

    def __init__(self, sheet: Sheet, at: Path) -> None:
        """Take a file, and where it belongs in the case."""
        self.sheet, self.at = sheet, at
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
        return self.sheet.cell(line, self.columns.index(key) if key in self.columns else 0)

    def fault(self, place: Place, path: Path, code: str, message: str, hint: str = "") -> None:
        """Add a fault; its path counts from the items on."""
        self.faults.append((place, Fault((*self.at, *path), code, message, hint)))

    def take_broken(self) -> None:
        """Add what cannot be read of the file."""
        self.faults += [(place, fault._replace(path=self.at)) for place, fault in self.sheet.broken]


def read_items(sheet: Sheet, at: Path) -> ItemList:
    """Read a list of items. Its faults are in the result."""
    found = ItemList(sheet, at)
    if sheet.broken:
        found.take_broken()
        return found
    if (lines := len(sheet)) > MOST_LINES + 1:
        message, hint = f"there are {lines - 1:,} lines", f"a list has at most {MOST_LINES:,}"
        found.fault(Place(1, 1, 1, sheet.file), (), "too-many-lines", message, hint)
        return found
    first = next((line for line in sheet if line.strip()), "")
    sheet.delimiter = max(DELIMITERS, key=first.count)
    rows = sheet.rows()
    line, heading = next(rows, (1, []))
    if not sheet.broken:
        _read_heading(found, line, heading)
    for line, cells in rows if not found.faults else ():
        _read_row(found, line, cells)
        if len(found.faults) >= MOST_FAULTS:
            break
    found.take_broken()
    if not (found.items or found.faults):
        found.fault(sheet.cell(1), (), "empty", "the list has no items")
    return found


def _read_heading(found: ItemList, line: int, heading: list[str]) -> None:
    """Take the columns."""
    while heading and not heading[-1].strip():
        heading.pop()
    if len(heading) > MOST_COLUMNS:
        message = f"the heading has {len(heading):,} columns"
        hint = f"there are at most {MOST_COLUMNS}: {', '.join(COLUMNS)}"
        found.fault(found.sheet.cell(line), (), "too-many-columns", message, hint)
        return
    found.columns = tuple(each.strip().lower() for each in heading)
    if not set(found.columns) & set(COLUMNS):
        message, hint = "the first line does not name the columns", f"write {','.join(NEEDED)}"
        found.fault(found.sheet.cell(line), (), "no-heading", message, hint)
        return
    meant = set()
    for at, name in enumerate(found.columns):
        if name not in COLUMNS:
            meant.add(nearest(name, COLUMNS))
            message = f"unknown column '{name}'"
            hint = did_you_mean(name, COLUMNS, "the columns are: ")
            found.fault(found.sheet.cell(line, at), (), "unknown-column", message, hint)
        elif name in found.columns[:at]:
            message = f"'{name}' is here for the second time"
            found.fault(found.sheet.cell(line, at), (), "repeated-column", message)
    if missing := [name for name in NEEDED if name not in (*found.columns, *meant)]:
        message = f"the column '{missing[0]}' is missing"
        hint = f"the first line names the columns: {','.join(NEEDED)}, perhaps lot and source"
        found.fault(found.sheet.cell(line), (), "missing-column", message, hint)


def _read_row(found: ItemList, line: int, cells: list[str]) -> None:
    """Take one item."""
    if wrong := wrong_row(found.sheet, line, cells, len(found.columns)):
        place, fault = wrong
        found.faults.append((place, fault._replace(path=found.at)))
        return
    stripped = {key: cell.strip() for key, cell in zip(found.columns, cells, strict=True)}
    item = {key: text for key, text in stripped.items() if text}
    name = normalize("NFC", item.pop("item", ""))
    name_at = found.columns.index("item")
    if not name:
        found.fault(found.sheet.cell(line, name_at), (), "empty", "'item' is empty")
        return
    if name in found.items:
        message = f"'{name}' is here for the second time; the first is in line {found.lines[name]}"
        place = found.sheet.cell(line, name_at)
        found.fault(place, (name,), "repeated-item", message, "keep one of the two")
        return
    found.lines[name] = line
    if "unit" not in item:
        found.fault(found.place((name, "unit")), (name, "unit"), "empty", "'unit' is empty")
        item["unit"] = "?"  # so that the rest of it can still be checked
    found.items[name] = item
