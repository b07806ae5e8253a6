"""SQLite: the tables of a report as queries see them, worked by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

import deliveries
from deliveries.case import Case
from deliveries.errors import WriteError
from deliveries.reports import Report, report
from deliveries.tables import Chunk, Column, Exact
from tests.hostile import ATTACKS, NAMES
from tests.report_data import Empty, Handmade, Texts, long_table, written


@contextmanager
def opened(report: Report, folder: Path) -> Iterator[sqlite3.Connection]:
    """Write a report as a file, and open it."""
    (folder / "report.db").write_bytes(written(report, "db"))
    with closing(sqlite3.connect(folder / "report.db")) as database:
        yield database


def rows(database: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    return database.execute(query).fetchall()


def test_the_long_table_by_hand(tmp_path: Path) -> None:
    with opened(Handmade(), tmp_path) as database:
        made = [(name, kind) for _, name, kind, *_ in rows(database, "PRAGMA table_info(schedule)")]
        assert made == [
            ("scenario", "TEXT"), ("month", "TEXT"), ("to_date", "REAL"),
            ("to_date_exact", "TEXT"), ("share", "REAL"), ("share_exact", "TEXT"),
            ("numerator", ""), ("source", "TEXT"),
        ]  # fmt: skip
        found = rows(database, "SELECT * FROM schedule")
        assert found[1] == ("plan", "1951-08", 8 / 3, "8/3", 8 / 9, "8/9", 8, None)
        assert found[2][2:4] == (20.0, "20")
        assert found[3] == ("plan", "1951-10", None, None, None, None, None, "a, b")
        assert found[4][:4] == ("=late", "1951-07", -7 / 3, "-7/3")
        late = "SELECT numerator, typeof(numerator) FROM schedule WHERE scenario = '=late'"
        # What is longer than 64 bits is exact text, not a double.
        assert rows(database, late)[1:3] == [(-7, "integer"), (str(2**70), "text")]
        total = "SELECT scenario, sum(to_date) FROM schedule WHERE month < '1951-09' GROUP BY 1"
        assert rows(database, total) == [("=late", -14 / 3), ("plan", 8 / 3)]


def test_a_column_that_differs_from_row_to_row(tmp_path: Path) -> None:
    with opened(Handmade(), tmp_path) as database:
        query = "SELECT measure, value, typeof(value), value_exact FROM measures"
        assert rows(database, query) == [
            ("total", 8 / 3, "real", "8/3"),
            ("share", 0.5, "real", "1/2"),
            ("completed", "1951-09", "text", None),
            ("months_behind", 11, "integer", "11"),
            ("whole", 11.0, "real", "11"),
            ("dated", "1951-06-21", "text", None),
            ("open", None, "null", None),
        ]


def test_a_column_has_a_type_wherever_it_can(shipped: Case, tmp_path: Path) -> None:
    """DuckDB takes a column without one for bytes: only what is mixed, or too long, has none."""
    everything = report(deliveries.compare_requests(shipped, every=True))
    with opened(everything, tmp_path) as database:
        kinds = {
            (table, name): kind
            for (table,) in rows(database, "SELECT name FROM sqlite_master")
            for _, name, kind, *_ in rows(database, f"PRAGMA table_info({table})")
        }
    assert {name for name, kind in kinds.items() if not kind} == {
        ("schedule", "delivered_numerator"), ("schedule", "delivered_denominator"),
        ("measures", "value"), ("measures", "at_least"), ("measures", "at_most"),
    }  # fmt: skip
    assert kinds["requests", "quantity"] == kinds["years", "delivered"] == "REAL"
    assert kinds["years", "year"] == kinds["figures", "window"] == kinds["said", "text"] == "TEXT"
    assert ("years", "year_exact") not in kinds


def test_what_is_behind_it_is_there(tmp_path: Path) -> None:
    with opened(Handmade(), tmp_path) as database:
        tables = {name for (name,) in rows(database, "SELECT name FROM sqlite_master")}
        assert tables == {
            "schedule", "measures", "said", "scenarios", "requests", "items", "sources",
        }  # fmt: skip
        assert rows(database, "SELECT request, unit, quantity, quantity_exact FROM requests") == [
            ("guns", "gun", 8 / 3, "8/3")
        ]
        assert rows(database, "SELECT request, scenario, kind FROM scenarios") == [
            ("guns", "plan", "plan")
        ]
        assert rows(database, "SELECT source, title, dated, paragraph, says FROM sources") == [
            ("letter", 'A "letter"', "1951-06-21", "1", "Guns.")
        ]
        assert rows(database, "SELECT * FROM said") == [
            ("verdict", "By September 1951 plan brings 20 guns – “all”."),
            ("note", "A mark."),
            ("note", "A note."),
            ("note", "A\u202esecond\x85one."),
            ("assumption", "Guns are guns."),
        ]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(Handmade(), "db") == written(Handmade(), "db")
    assert written(Handmade(), "db").startswith(b"SQLite format 3\0")


def test_a_report_without_tables_still_says_its_verdict(tmp_path: Path) -> None:
    with opened(Empty(), tmp_path) as database:
        assert rows(database, "SELECT * FROM said") == [("verdict", "Nothing.")]


@pytest.mark.parametrize("name", [*NAMES, *ATTACKS, 'a"b', "a'); DROP TABLE said; --", "x]y"])
def test_a_text_is_never_a_command(name: str, tmp_path: Path) -> None:
    with opened(Texts(name, key=name), tmp_path) as database:
        tables = [each for (each,) in rows(database, "SELECT name FROM sqlite_master")]
        assert tables == [name, "said"]
        quoted = name.replace('"', '""')
        query = f'SELECT "{quoted}", more FROM "{quoted}"'  # noqa: S608  # it is quoted
        assert rows(database, query) == [(name, "x")]


def test_more_columns_than_it_can_hold_are_refused_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report = Texts("x")
    columns = [Column(f"m{at}", kind="number") for at in range(1200)]
    report.found = {"wide": long_table(columns, lambda: iter([Chunk(1, (None,) * 1200)]))}
    with pytest.raises(WriteError, match="SQLite cannot hold it: too many columns"):
        written(report, "db")
    assert not list(tmp_path.iterdir())


def test_many_rows_are_all_there(tmp_path: Path) -> None:
    def chunks() -> Iterator[Chunk]:
        for at in range(1000):
            yield Chunk(20, (f"item-{at}", Exact(tuple(range(20)), 7)))

    report = Texts("x")
    report.found = {"long": long_table([Column("a"), Column("b", kind="number")], chunks)}
    with opened(report, tmp_path) as database:
        assert rows(database, "SELECT count(*), count(DISTINCT a) FROM long") == [(20_000, 1000)]
        ((total,),) = rows(database, "SELECT sum(b) FROM long")
        assert total == pytest.approx(1000 * 190 / 7)
