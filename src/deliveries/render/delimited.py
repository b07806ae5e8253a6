"""A sheet as CSV: ASCII decimals, months as ``1951-07``, nothing where nothing is known."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING

from deliveries.plaintext import harmless
from deliveries.quantities import plain

if TYPE_CHECKING:
    from deliveries.sheets import Sheet, Value


def csv_text(sheet: Sheet) -> str:
    """Write a heading row and every row, lines ending in a newline."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.key for column in sheet.columns)
    writer.writerows([_field(cell.value) for cell in row.cells] for row in sheet.rows)
    return stream.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Fraction | int) else harmless(str(value))
