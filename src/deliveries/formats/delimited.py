"""Tables as CSV: ASCII decimals, months as ``1951-07``, nothing where nothing is known.

Convention: a text that a spreadsheet could take for a formula gets an apostrophe before it, a
number never. What a sheet holds and what a roll holds is written alike.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from functools import lru_cache
from io import StringIO
from math import gcd
from typing import TYPE_CHECKING

from deliveries.numbers import plain, plain_parts
from deliveries.tables import Numbers, Way
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliveries.tables import Block, Roll, Sheet, Value

_WHOLE = (Way(),)
"""One column of whole numbers."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a formula begins with, in one spreadsheet or another."""
_NEGATIVE = re.compile("-[0-9]+([/.][0-9]+)?")
"""A number that is written as text, to be exact."""


def csv_text(sheet: Sheet) -> str:
    """Write a heading row and every row, lines ending in a newline."""
    rows = [[_field(cell.value) for cell in row.cells] for row in sheet.rows]
    return "".join(_line(row) for row in [[column.key for column in sheet.columns], *rows])


def csv_chunks(roll: Roll) -> Iterator[str]:
    """Write a roll piece by piece: the heading row, then one block after another."""
    yield _line(map(_text_field, roll.keys))
    for block in roll.blocks:
        yield _rows(block)


def _line(fields: Iterable[str]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow(fields)
    return stream.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Fraction | int) else _text_field(str(value))


def _text_field(text: str) -> str:
    """A text that stays one in a spreadsheet."""
    shown = harmless(text)
    is_formula = shown.startswith(_FORMULA) and not _NEGATIVE.fullmatch(shown)
    return f"'{shown}" if is_formula else shown


@lru_cache(maxsize=4096)
def _quoted(text: str | None) -> str:
    """A text as it stands in a line; names come again and again."""
    return "" if text is None else _line([_text_field(text)])[:-1] if text else text


def _rows(block: Block) -> str:
    """The lines of a block; what its rows have in common is written in one go between them."""
    before = ",".join(map(_quoted, block.before)) + ","
    after = "," + ",".join(map(_quoted, block.after)) + "\n"
    lines = map(",".join, zip(*_columns(block), strict=True))
    return before + (after + before).join(lines) + after


def _columns(block: Block) -> Iterator[Sequence[str]]:
    """The texts of each column, or of several that show the same numbers.

    Running totals are mostly one and the same three times, and written once.
    """
    made: dict[tuple[int, tuple[Way, ...]], Sequence[str]] = {}
    for column in block.columns:
        if not isinstance(column, Numbers):
            yield column
            continue
        key = id(column.parts), column.ways
        if key not in made:
            made[key] = _texts(column)
        yield made[key]


def _texts(numbers: Numbers) -> Sequence[str]:
    """Each row's numbers; those that are alike are written once."""
    parts, ways = numbers
    if ways == _WHOLE and None not in parts:
        return [f"{part}" for part in parts]
    texts = {part: ",".join([_number(part, way) for way in ways]) for part in set(parts)}
    return [*map(texts.__getitem__, parts)]


def _number(part: int | None, way: Way) -> str:
    if part is None:
        return ""
    if way.shown == "number":
        return plain_parts(part, way.denominator)
    half = part if way.shown == "numerator" else way.denominator
    return f"{half // gcd(part, way.denominator)}"
