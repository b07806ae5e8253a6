r"""A CSV file: its rows with their lines, and the place of any cell.

Convention: lines count from 1 and end as in any text, ``\n``, ``\r\n`` or ``\r``. The bytes of the
file are all that is held: a place is looked up when it is needed, as most rows are sound.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from deliveries.errors import Fault
from deliveries.read import decoded
from deliveries.read.tree import ROW_ENDS, Place, odd_character

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = ",;\t"
"""What spreadsheets of different countries write between cells."""
WHOLE_ROW = 1000
"""More than any row has cells: the place of this one is that of the row."""
_CHUNK = 2**20
_LOOKED_THROUGH = 2**19
"""How far the cells of a row are looked for, in bytes."""


class Sheet:
    """The bytes of a CSV file, read as rows."""

    def __init__(self, raw: bytes, file: str, what: str) -> None:
        """Take a file, its name in messages, and ``what`` it is.

        What is wrong with it is in ``faults``, what cannot be read of it first.
        """
        self.raw, self.file = raw, file
        self.delimiter = ","
        self.faults: list[tuple[Place, Fault]] = []
        if not _is_sound(raw):
            text, self.faults = decoded(raw, file, ROW_ENDS)
            self.faults = self.faults or odd_character(text, what, file, ROW_ENDS)
            self.raw = text.encode(errors="backslashreplace")

    @cached_property
    def _starts(self) -> array[int]:
        """Return where each line begins, in bytes."""
        ends = (found.end() for found in re.finditer(ROW_ENDS.encode(), self.raw))
        return array("Q", (0, *ends))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def __getitem__(self, at: int) -> str:
        """Return a line by its position from 0, or from the last as -1."""
        at += len(self) if at < 0 else 0
        begin = self._starts[at]
        end = self._starts[at + 1] if at + 1 < len(self) else len(self.raw)
        return self.raw[begin:end].decode(errors="backslashreplace").rstrip("\r\n")

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.raw), "utf-8", errors="backslashreplace")

    def head(self, lines: int) -> list[str]:
        """Return the first lines, with what ends them."""
        return [*islice(self._text(), lines)]

    def rows(self, line: int = 1) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows that are not empty, from a line on, each with its line.

        A broken one is the last, and is listed.
        """
        text = self._text()
        for _ in range(line - 1):
            text.readline()
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        above = line - 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = above + reader.line_num + 1
        except csv.Error as error:
            place, message, hint = self.cell(line, WHOLE_ROW), f"this is not CSV: {error}", ""
            if "unexpected end" in str(error):
                message = "a quote is opened here and never closed"
                hint = "close it, or take it out"
                place = place._replace(column=self[line - 1].rfind('"') + 1, width=1)
            elif "expected after" in str(error):
                message = "there is text after a closing quote"
                hint = "write a quote within quotes twice"
            self.faults.append((place, Fault((), "csv-syntax", message, hint)))

    def fault(self, line: int, at: int, code: str, message: str, hint: str = "") -> None:
        """List what is wrong with a cell of the row that begins in a line, or with the row."""
        self.faults.append((self.cell(line, at), Fault((), code, message, hint)))

    def has_wrong_row(self, line: int, cells: list[str], columns: int) -> bool:
        """Tell if a row has not as many cells as there are columns, and list it.

        Empty cells beyond them are taken off its end.
        """
        while len(cells) > columns and not cells[-1].strip():
            cells.pop()
        if len(cells) == columns:
            return False
        count = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
        message = f"this row has {count}; the heading has {columns}"
        hint = "put text that has a delimiter in it in double quotes"
        if len(cells) < columns:
            hint = "write the delimiter of an empty cell too, or take the row out"
        self.fault(line, WHOLE_ROW, "wrong-row", message, hint)
        return True

    def cell(self, line: int, at: int = 0) -> Place:
        """Return the place of a cell of the row that begins in a line; of the row if it has none.

        A cell in quotes may go on in the lines below, and two quotes in it are one.
        """
        begin = self._starts[line - 1]
        row = self.raw[begin : begin + _LOOKED_THROUGH].decode(errors="backslashreplace")
        row = row.replace("\r\n", "\n").replace("\r", "\n")
        end = f"({self.delimiter}|\\n|\\Z)"
        cell = re.compile(rf'((?:"[^"]*+(?:""[^"]*+)*+")?[^{self.delimiter}\n]*){end}')
        for number, found in enumerate(cell.finditer(row)):
            if number == at:
                raw = found[1].partition("\n")[0]
                indent = len(raw) - len(raw.lstrip())
                above = row.rfind("\n", 0, found.start()) + 1
                column = found.start() - above + indent + 1
                line += row.count("\n", 0, above)
                return Place(line, column, max(len(raw.strip()), 1), self.file)
            if found[2] != self.delimiter:
                break
        return Place(line, 1, max(len(self[line - 1]), 1), self.file)


def _is_sound(raw: bytes) -> bool:
    """Tell if it is UTF-8 text without odd characters, a piece at a time."""
    pieces = (raw[begin : begin + _CHUNK] for begin in range(0, len(raw), _CHUNK))
    try:
        for text in codecs.iterdecode(pieces, "utf-8"):
            if odd_character(text.replace("\r", "").replace("\t", ""), ""):
                return False
    except UnicodeDecodeError:
        return False
    return True
