"""The first table of a report as CSV: decimals, months as ``1951-07``, nothing where it is empty.

Convention: a number is the shortest decimal that reads back as the same double, a whole one is
written in full; a text that a spreadsheet could take for a formula gets an apostrophe before it,
also within, where a spreadsheet that expects the other separator would part it.
"""

from __future__ import annotations

import re
from csv import writer
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from io import StringIO
from itertools import groupby, repeat
from typing import TYPE_CHECKING

from deliveries.errors import FormatError
from deliveries.tables import Exact, Share
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Chunk, Table, Value

_FORMULA = re.compile("(?:^|(?<=[,;]))(?=[=+@＝＋－＠-])")
"""Where a formula begins, in one spreadsheet or another: one may part the line at either sign."""
_NEGATIVE = re.compile("-[0-9]+([/.][0-9]+)?")
"""A number that is written as text, to be exact."""


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the first table of a report. Raises `FormatError` if it has none."""
    table = next(iter(report.tables.values()), None)
    if table is None:
        raise FormatError(f"{report.called} has no table for CSV")
    return write_table(table, semicolon=options.semicolon)


def write_table(table: Table, *, semicolon: bool = False) -> Iterator[bytes]:
    """Yield a heading row and every row, lines ending in a newline, in UTF-8.

    With ``semicolon`` fields are parted by semicolons, decimals have a comma, and a byte order mark
    stands first: what a spreadsheet of much of Europe opens as it is.
    """
    fields = _Fields(";" if semicolon else ",", "," if semicolon else ".")
    heading = fields.line(column.key for column in table.columns)
    yield (b"\xef\xbb\xbf" if semicolon else b"") + heading.encode()
    for chunk in table.chunks():
        if chunk.length:
            yield fields.rows(chunk).encode()


class _Fields:
    """Texts of fields. Long tables have few that differ, so each is written once."""

    def __init__(self, separator: str, point: str) -> None:
        self.separator = separator
        self.point = point
        self.field = lru_cache(4096)(self._field)  # names come again and again

    def line(self, texts: Iterable[str]) -> str:
        """Write texts as a line, quoted where they must be."""
        stream = StringIO()
        writer(stream, delimiter=self.separator, lineterminator="\n").writerow(texts)
        return stream.getvalue()

    def rows(self, chunk: Chunk) -> str:
        """Write the lines of a chunk, of which there is one at least."""
        columns: list[Iterable[str]] = []
        made: dict[tuple[int, int], list[str]] = {}
        for is_same, group in groupby(chunk.columns, lambda each: isinstance(each, str | None)):
            if is_same:  # in each row: they are joined once
                same = self.separator.join(map(self.field, group))
                columns.append(repeat(same, chunk.length))
                continue
            for column in group:
                if isinstance(column, Exact):
                    key = id(column.parts), column.denominator
                    if key not in made:  # running totals are mostly one and the same three times
                        made[key] = self.numbers(*column)
                    columns.append(made[key])
                elif column is not None:
                    columns.append([*map(self.field, column)])
        return "\n".join(map(self.separator.join, zip(*columns, strict=True))) + "\n"

    def numbers(self, parts: Sequence[int | None], denominator: int) -> list[str]:
        """Write numbers down a column, those that are alike once."""
        if denominator == 1 and None not in parts:
            return [*map(str, parts)]
        texts: dict[int | None, str] = {}
        for part in set(parts):
            if part is None:
                texts[part] = ""
                continue
            whole, rest = divmod(part, denominator)
            text = f"{whole}"
            if rest:
                try:
                    text = repr(part / denominator)
                except OverflowError:  # beyond any double the whole says it well enough
                    pass
                else:
                    text = (f"{Decimal(text):f}" if "e" in text else text).replace(".", self.point)
            texts[part] = text
        return [*map(texts.__getitem__, parts)]

    def _field(self, value: Value) -> str:
        """Write a value as it stands in a line."""
        if value is None:
            return ""
        if isinstance(value, Share):
            value = value.value
        if isinstance(value, Fraction | int):
            return self.numbers([value.numerator], value.denominator)[0]
        shown = harmless(str(value))
        shown = shown if _NEGATIVE.fullmatch(shown) else _FORMULA.sub("'", shown)
        return self.line([shown, ""])[:-2]
