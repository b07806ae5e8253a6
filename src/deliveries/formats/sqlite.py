"""The tables of a report as a SQLite database, with the requests, scenarios and sources behind it.

Convention: a number is REAL, as in CSV, and its exact text stands beside it in a column that ends
in ``_exact``; months are text; NULL is what is empty. The same report gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from deliveries.reports.case import case_tables
from deliveries.tables import Share, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Column, Table, Value

_AT_ONCE = 2**20
_TYPES = {"text": "TEXT", "month": "TEXT", "number": "REAL", "integer": "INTEGER", "any": ""}
_MOST = 2**63


def write(report: Report, _: Options) -> Iterator[bytes]:
    """Yield the database, as a file has it."""
    with TemporaryDirectory(prefix="deliveries-") as folder:
        path = Path(folder) / "report.db"
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for name, table in _all_tables(report).items():
            _fill(database, name, table)
        database.execute("COMMIT")
        database.close()
        with path.open("rb") as stream:
            while read := stream.read(_AT_ONCE):
                yield read


def _all_tables(report: Report) -> dict[str, Table]:
    """Return the tables of the report, what it says, and what is behind it."""
    said = [("verdict", report.verdict)]
    said += [("note", line) for line in (*report.legend, *report.notes)]
    said += [("assumption", line) for line in report.assumptions]
    tables = {**report.tables, "said": table_of("", ("what", "text"), said)}
    if report.case:
        for name, table in case_tables(report.case).items():
            tables.setdefault(name, table)
    return tables


def _fill(database: sqlite3.Connection, name: str, table: Table) -> None:
    """Make a table and put its rows in."""
    exact = [_has_fractions(at, column, table) for at, column in enumerate(table.columns)]
    made = []
    for column, is_exact in zip(table.columns, exact, strict=True):
        made.append(f"{_quoted(column.key)} {_TYPES[column.kind]}".strip())
        made += [f"{_quoted(column.key + '_exact')} TEXT"] if is_exact else []
    database.execute(f"CREATE TABLE {_quoted(name)} ({', '.join(made)})")
    marks = ", ".join("?" * len(made))
    into = f"INSERT INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608  # names are quoted
    database.executemany(into, (list(_row(row, exact)) for row in table.values()))


def _has_fractions(at: int, column: Column, table: Table) -> bool:
    """Return whether a column gets its exact texts beside it."""
    if column.kind != "any" or table.long:
        return column.kind in ("number", "any")
    return any(isinstance(row.cells[at].value, Fraction) for row in table.rows)


def _row(values: tuple[Value, ...], exact: list[bool]) -> Iterator[str | int | float | None]:
    for value, is_exact in zip(values, exact, strict=True):
        plain = value.value if isinstance(value, Share) else value
        if isinstance(plain, Fraction):
            try:
                yield float(plain)
            except OverflowError:  # beyond any double
                yield str(plain)
        elif plain is None or (isinstance(plain, int) and abs(plain) < _MOST):
            yield plain
        else:
            yield str(plain)
        if is_exact:
            yield str(plain) if isinstance(plain, Fraction) else None


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
