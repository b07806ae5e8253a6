"""JSON: one shape for every result, exact, worked by hand."""

import json
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction

import pytest

import deliveries
from deliveries.case import Case
from deliveries.formats import Options, write
from deliveries.formats.json import as_dict, json_text
from deliveries.tables import Chunk, Column, Exact
from tests.hostile import ATTACKS, NAMES
from tests.report_data import Empty, Handmade, Texts, long_table, written

KEYS = [
    "deliveries", "result", "request", "unit", "verdict", "tables", "notes", "assumptions",
    "sources",
]  # fmt: skip


def test_everything_of_a_report_by_hand() -> None:
    found = json.loads(written(Handmade(), "json"))
    assert list(found) == KEYS
    schedule, measures = found.pop("tables").values()
    assert found == {
        "deliveries": 1,
        "result": "handmade",
        "request": "guns",
        "unit": "gun",
        "verdict": "By September 1951 plan brings 20 guns – “all”.",
        "notes": ["A mark.", "A note.", "A\u202esecond\x85one."],
        "assumptions": ["Guns are guns."],
        "sources": [
            {
                "id": "letter",
                "cited": "letter §1",
                "title": 'A "letter"',
                "dated": "1951-06-21",
                "url": "https://a.example/",
            },
            {"id": "other", "cited": "other", "title": None, "dated": None, "url": None},
        ],
    }
    assert len(schedule) == 8
    assert list(schedule[1].items()) == [
        ("scenario", "plan"), ("month", "1951-08"), ("to_date", "8/3"), ("share", "8/9"),
        ("numerator", 8), ("source", None),
    ]  # fmt: skip
    assert [row["to_date"] for row in schedule[:4]] == ["0", "8/3", "20", None]
    assert schedule[4]["scenario"] == "=late"  # a text stays what it is
    assert [row["to_date"] for row in schedule[4:]] == ["-7/3", "-7/3", f"{2**70}/3", "1"]
    assert [row["numerator"] for row in schedule[4:]] == [-7, -7, 2**70, 3]
    assert [(row["measure"], row["value"]) for row in measures] == [
        ("total", "8/3"), ("share", "1/2"), ("completed", "1951-09"), ("months_behind", 11),
        ("whole", "11"), ("dated", "1951-06-21"), ("open", None),
    ]  # fmt: skip


def test_a_row_is_a_line() -> None:
    lines = written(Handmade(), "json").decode().splitlines()
    assert lines[:6] == [
        "{", '  "deliveries": 1,', '  "result": "handmade",', '  "request": "guns",',
        '  "unit": "gun",', '  "verdict": "By September 1951 plan brings 20 guns – “all”.",',
    ]  # fmt: skip
    assert lines[6:8] == ['  "tables": {', '    "schedule": [']
    assert sum(line.startswith('      {"scenario": ') for line in lines) == 8 + 7
    assert lines[-1] == "}"


def test_the_dict_is_what_the_json_says() -> None:
    for report in (Handmade(), Empty(), Texts("x")):
        assert as_dict(report) == json.loads(written(report, "json"))


def test_a_report_of_a_verdict_alone_is_whole() -> None:
    found = json.loads(written(Empty(), "json"))
    assert list(found) == KEYS
    assert (found["verdict"], found["tables"], found["sources"]) == ("Nothing.", {}, [])
    assert (found["request"], found["unit"]) == (None, None)


def test_options_of_people_change_nothing() -> None:
    options = Options(decimals=True, semicolon=True, full=False, width=20)
    assert written(Handmade(), "json", options) == written(Handmade(), "json")


@pytest.mark.parametrize("name", [*NAMES, *ATTACKS, "\x00\x1b[2J", "\x7f\x9b", "\u2028"])
def test_a_text_stays_what_it_is_and_shows_no_unseen_sign(name: str) -> None:
    text = written(Texts(name, key=name or "name"), "json").decode()
    ((table, rows),) = json.loads(text)["tables"].items()
    assert (table, rows) == (name, [{name: name, "more": "x"}])
    assert all(sign.isprintable() for line in text.split("\n") for sign in line)


def test_any_plain_value_can_be_written() -> None:
    assert json_text({"a": [1, "\u202e", None]}) == (
        '{\n  "a": [\n    1,\n    "\\u202e",\n    null\n  ]\n}\n'
    )


def test_a_long_table_is_written_as_it_is_made() -> None:
    def chunks() -> Iterator[Chunk]:
        for at in range(1000):
            yield Chunk(20, (f"item-{at}", Exact(tuple(range(at, at + 20)), 7)))

    report = Texts("x")
    report.found = {"long": long_table([Column("a"), Column("b")], chunks)}
    tracemalloc.start()
    size = sum(len(piece) for piece in write(report, "json"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 2


def test_the_shipped_comparison_is_exact(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    found = as_dict(comparison)
    rows = {(row["scenario"], row["month"]): row for row in found["tables"]["schedule"]}
    first = rows["general-staff", "1951-07"]
    # 16 over six months, while all 60 of Mao's come at 10 a month.
    assert (first["delivered"], first["to_date"], first["gap"]) == ("8/3", "8/3", "-22/3")
    assert (first["delivered_numerator"], first["delivered_denominator"]) == (8, 3)
    assert Fraction(first["share"]) == Fraction(8, 3) / 60
    assert found["result"] == "comparison"
    assert found["unit"] == "division set"
