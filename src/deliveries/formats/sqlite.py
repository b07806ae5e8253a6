"""The tables of a report as a SQLite database, with the requests, scenarios and sources behind it.

Convention: a number is REAL, as in CSV, and its exact text stands beside it in a column that ends
in ``_exact``; months are text; NULL is what is empty. The same report gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from deliveries.errors import WriteError
from deliveries.reports.case import case_tables
from deliveries.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Cell, Column, Table, Value

_AT_ONCE = 2**20
_TYPES = {"text": "TEXT", "month": "TEXT", "number": "REAL", "integer": "", "any": ""}
"""An integer column has no type: SQLite would round those that are longer than 64 bits."""
_MOST = 2**63


def write(report: Report, _: Options) -> Iterator[bytes]:
    """Yield the database, as a file has it. Raises `WriteError` for what SQLite cannot hold."""
    said = [("verdict", report.verdict)]
    said += [("note", line) for line in (*report.legend, *report.notes, *report.background)]
    said += [("assumption", line) for line in report.assumptions]
    tables = {**report.tables, "said": table_of("", ("what", "text"), said)}
    behind = case_tables(report.case) if report.case else {}
    tables |= {name: table for name, table in behind.items() if name not in tables}
    with TemporaryDirectory(prefix="deliveries-") as folder:
        path = Path(folder) / "report.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            try:
                database.execute("PRAGMA journal_mode = OFF")
                database.execute("BEGIN")
                for name, table in tables.items():
                    _fill(database, name, table)
                database.execute("COMMIT")
            except sqlite3.Error as error:  # such as more than 2,000 columns
                raise WriteError(f"SQLite cannot hold it: {error}") from error
        with path.open("rb") as stream:
            while read := stream.read(_AT_ONCE):
                yield read


def _fill(database: sqlite3.Connection, name: str, table: Table) -> None:
    """Make a table and put its rows in."""
    made, exact = [], []
    for column, cells in table.down():
        kind, is_exact = _type_of(column, cells, is_long=table.long is not None)
        made.append(f"{_quoted(column.key)} {kind}".strip())
        made += [f"{_quoted(column.key + '_exact')} TEXT"] if is_exact else []
        exact.append(is_exact)
    database.execute(f"CREATE TABLE {_quoted(name)} ({', '.join(made)})")
    marks = ", ".join("?" * len(made))
    into = f"INSERT INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608  # names are quoted
    for chunk in table.chunks():
        columns: list[list[Any]] = []
        for is_exact, held in zip(exact, chunk.written(_cell), strict=True):
            columns.append([value for value, _ in held])
            columns += [[text for _, text in held]] if is_exact else []
        database.executemany(into, zip(*columns, strict=True))


def _type_of(column: Column, cells: Sequence[Cell], *, is_long: bool) -> tuple[str, bool]:
    """Return a column's type, and whether it gets its exact texts beside it.

    That of one that may have anything follows from all that it has: what goes by types, as DuckDB
    does, takes a column without one for bytes.
    """
    if column.kind != "any" or is_long:
        return _TYPES[column.kind], column.kind in ("number", "any")
    values = [cell.value for cell in cells]
    kinds = {isinstance(each, Fraction | int) for each in values if each is not None}
    whole = any(isinstance(each, int) for each in values)
    mixed = "" if False in kinds or whole else "REAL"
    return mixed if True in kinds else "TEXT", any(isinstance(each, Fraction) for each in values)


def _cell(value: Value) -> tuple[str | int | float | None, str | None]:
    """Return a value as it is held, and a number's exact text."""
    if value is None:
        return None, None
    if isinstance(value, int):
        return value if -_MOST <= value < _MOST else str(value), str(value)
    if not isinstance(value, Fraction):
        return str(value), None
    try:
        return float(value), str(value)
    except OverflowError:  # beyond any double
        return str(value), str(value)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
