"""The JSON Schema accepts what the loader accepts, and refuses what can be seen to be wrong."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from deliveries.case import fields
from deliveries.case.models import keys_of
from deliveries.case.schema import MODELS, case_schema
from deliveries.errors import CaseError
from deliveries.read import parse_case, shipped_case, starter_case
from tests.conftest import ROOT, around
from tests.editor import complaints, plain
from tests.terminal import read_transcript

STARTER = starter_case()
FILES = [
    pytest.param(content, id=f"{path.stem}-{name}")
    for path in sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
    for name, content in read_transcript(path.read_text(encoding="utf-8")).files.items()
    if name.endswith(".yaml")
]
GUNS = """
unit: gun
scenarios: {plan: {kind: plan, tranches: [{quantity: 6, window: 1951-07}]}}
"""


def parts() -> dict[str, dict[str, Any]]:
    """The schema of each model."""
    schema = case_schema()
    return {"Case": schema, **schema["$defs"]}


def within(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema, at any depth."""
    if isinstance(schema, dict):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(each, dict | list):
            yield from within(each)


def loads(text: str) -> bool:
    try:
        parse_case(text)
    except CaseError:
        return False
    return True


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    assert case_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(case_schema())


def test_every_model_and_key_is_described() -> None:
    for model in MODELS:
        part = parts()[model.__name__]
        assert part["description"]
        assert list(part["properties"]) == keys_of(model)
        assert all(key["description"] for key in part["properties"].values())
        assert part["additionalProperties"] is False


def test_nothing_is_null_and_only_the_whole_has_a_title() -> None:
    for each in within({"of": parts()}):
        assert "null" not in each.get("type", ())
        assert "default" not in each
    titled = [each for each in within(parts()) if isinstance(each.get("title"), str)]
    assert titled == [case_schema()]


def test_every_pattern_has_a_message_and_examples_that_fit() -> None:
    for each in within(parts()):
        if isinstance(each.get("pattern"), str) and each["pattern"] != r"\S":
            assert each["patternErrorMessage"]
            assert all(map(Draft202012Validator(each).is_valid, each.get("examples", ())))


@pytest.mark.parametrize(
    "kind",
    [
        "Amount", "Citations", "Count", "DateField", "Id", "MonthField", "Number",
        "OpenWindowField", "Positive", "Shift", "Signed", "Url", "WindowField",
    ],
)  # fmt: skip
def test_every_kind_of_value_has_examples_that_it_reads(kind: str) -> None:
    adapter = TypeAdapter[Any](getattr(fields, kind))
    examples = adapter.json_schema()["examples"]
    assert examples
    for example in examples:
        adapter.validate_python(str(example))


def test_the_shipped_case_is_accepted() -> None:
    assert complaints(shipped_case().read_text(encoding="utf-8")) == []


def test_the_starter_is_accepted() -> None:
    assert complaints(STARTER) == []


def test_the_tour_s_case_is_wrong_where_the_tour_says() -> None:
    tour = (ROOT / "docs/tour.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```", tour, re.MULTILINE | re.DOTALL)
    tranches = "$.requests.guns.scenarios['as-asked'].tranches"
    assert complaints(block) == [f"{tranches}[0].window", f"{tranches}[1]"]
    assert complaints(block.replace("1951-13", "1951-12").replace("montly", "monthly")) == []


@pytest.mark.parametrize("text", FILES)
def test_whatever_loads_is_accepted(text: str) -> None:
    if loads(text):
        assert complaints(text) == []


@pytest.mark.parametrize(
    ("of", "to"),
    [
        ("title: The north's proposal", "title: 1951"),
        ("title: The north's proposal", "title: 19.51"),
        ("title: The north's proposal", "title: no"),
        ("title: The north's proposal", "title: true"),
        ("title: The north's proposal", "title: 1951-07-01"),
        ("title: The north's proposal", "title: 19:51"),
        ("title: The north's proposal", "title: .5e3"),
        ("short: the north's plan #", "short: ' the plan ' #"),
        ("date: 1901-03-15 #", "date: 1901 #"),
        ("date: 1901-03-15 #", "date: 1901-03 #"),
        ("date: 1901-03-15 #", "date: '1901' #"),
        ("date: 1901-03-15 #", "date: 0001 #"),
        ("date: 1901-03-15 #", "date: {before: 1901-03-15} #"),
        ("date: 1901-03-15 #", "date: {before: 1901} #"),
        ("kind: offer", "kind: calculation\n        accepted: {by: the north, dated: 1901-03}"),
        ("kind: offer", "kind: offer\n        not_complete_before: 1902-06"),
        ("kind: offer", "kind: offer\n        accepted: {by: 1901, dated: 1901, source: answer}"),
        ("capacity: invented", "capacity: {why: invented, or: [4, '6', [{limit: 5}]]} #"),
        ("capacity: invented", "capacity: {why: 1901, or: [4], choice: roads} #"),
        ("window: 1902-H1", "window: 1902"),
        ("window: 1902-H1", "window: 1902..1903"),
        ("window: 1902-H1", "window: 1902-Q3 .. 1903-07"),
        ("window: 1901-04..1901-09 #", "window: >-\n              1901-04..1901-09\n            #"),
        ("window: 1902-H1", "window: ' 1902 '"),
        ("window: 1902-H1", "window: [1902, 1904-Q1, 1904-07..1904-08]"),
        ("window: 1902-H1", "window: [1902-H1]"),
        ("window: 1902-H1", "window: 1912/13"),
        ("quantity: balance", "quantity: {at_least: 4}"),
        ("quantity: balance", "quantity: {from: 4, to: '12'}"),
        ("quantity: 60", "quantity: '60'"),
        ("quantity: 60", "quantity: 60.0"),
        ("quantity: 60", "quantity: 120/2"),
        ("lot: 1 #", "lot: 0.5 #"),
        ("lot: 1 #", "lot: 1 1/2 #"),
        ("lot: 1 #", "lot: 0  1/2 #"),
        ("quantity: {at_most: 12}", "quantity: {at_most: 0}"),
        ("quantity: {at_most: 12}", "quantity: {at_most: '12.0'}"),
        ("capacity: 5", "capacity: '5'"),
        ("capacity: 5", "capacity: 5.5"),
        ("capacity: 5", "capacity: [{limit: 5, window: 1901-05..}]"),
        ("capacity: 5", "capacity: [{limit: 0, window: 1901}, {limit: 5, window: 1902..}]"),
        ("source: letter §1", "source: letter"),
        ("source: letter §1", "source: [letter §1, letter § 2 and 3]"),
        ("    note: Invented.\n", "    url: http://example.org/ü#1\n"),
        ("      1: At most", "      '§1': At most"),
        ("  guns:\n", "  1901:\n"),
        ("  guns:\n", "  gewehre.für_1901-02:\n"),
        ("  guns:\n", "  '武器':\n"),
        ("based_on: as-asked", "based_on: as-asked\n        tranche: 1\n        monthly: 1/12"),
        ("based_on: as-asked", "based_on: as-asked\n        shift: -3"),
        ("based_on: as-asked", "based_on: as-asked\n        shift: +3"),
        ("based_on: as-asked", "based_on: as-asked\n        shift: '0'"),
        ("monthly: 1/6", "weights: [1, 1, '1', 0.5, 1/2, 0]"),
        ("monthly: 1/6", "amounts: {1901-04: 60}"),
        ("monthly: 1/6", "profile: even\n            recipients: {1: 60}"),
    ],
)  # fmt: skip
def test_what_the_loader_accepts_is_accepted(of: str, to: str) -> None:
    text = STARTER.replace(of, to, 1)
    assert text != STARTER
    assert loads(text)
    assert complaints(text) == []


@pytest.mark.parametrize("name", ["true", "no", "1951", "19.51", "1e3", "1951-07", "договор"])
def test_an_id_may_look_like_anything(name: str) -> None:
    text = STARTER.replace("as-asked", name).replace("letter", name)
    assert loads(text)
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("of", "to", "path"),
    [
        ("monthly: 1/6", "montly: 1/6", "tranches[0]"),
        ("monthly: 1/6", "monthly:", "monthly"),
        ("monthly: 1/6", "monthly: 0", "monthly"),
        ("monthly: 1/6", "monthly: 0/6", "monthly"),
        ("monthly: 1/6", "monthly: '0.0'", "monthly"),
        ("monthly: 1/6", "monthly: 1/0", "monthly"),
        ("monthly: 1/6", "monthly: 16%", "monthly"),
        ("monthly: 1/6", "weights: []", "weights"),
        ("monthly: 1/6", "weights: [1, -1]", "weights[1]"),
        ("monthly: 1/6", "amounts: {1901: 60}", "amounts"),
        ("monthly: 1/6", "amounts: {}", "amounts"),
        ("monthly: 1/6", "profile: uneven", "profile"),
        ("monthly: 1/6", "establishment: newer", "establishment"),
        ("kind: offer", "kind: ofer", "kind"),
        ("kind: offer", "kind: 1", "kind"),
        ("grade: primary\n", "grade: first\n", "grade"),
        ("date: 1901-03-28", "date: 28 March 1901", "date"),
        ("date: 1901-03-28", "date: 1901-03-32", "date"),
        ("date: 1901-03-28", "date: 0", "date"),
        ("date: 1901-03-28", "date: {after: 1901}", "date"),
        ("date: 1901-03-28", "date: {before: 1901-13}", "before"),
        ("kind: offer", "kind: offer\n        accepted: {dated: 1901}", "accepted"),
        ("needed_by: 1901-09", "needed_by: 1901", "needed_by"),
        ("needed_by: 1901-09", "needed_by: 1901-13", "needed_by"),
        ("needed_by: 1901-09", "needed_by: 1901-9", "needed_by"),
        ("window: 1902-H1", "window: 1902-H3", "window"),
        ("window: 1902-H1", "window: 1902-Q5", "window"),
        ("window: 1902-H1", "window: 1902-00", "window"),
        ("window: 1902-H1", "window: 1902-01-01..1902-06", "window"),
        ("window: 1902-H1", "window: 1902-01-1902-06", "window"),
        ("window: 1902-H1", "window: 1902..", "window"),
        ("window: 1902-H1", "window: 19020", "window"),
        ("window: 1902-H1", "window: 0000-01", "window"),
        ("window: 1902-H1", "window: []", "window"),
        ("quantity: balance", "quantity: balanc", "quantity"),
        ("quantity: balance", "quantity: -x", "quantity"),
        ("quantity: balance", "quantity: 1,000", "quantity"),
        ("quantity: balance", "quantity: 2 2", "quantity"),
        ("quantity: balance", "quantity: {from: 4}", "quantity"),
        ("quantity: balance", "quantity: {}", "quantity"),
        ("quantity: balance", "quantity: {at_most: unknown}", "at_most"),
        ("quantity: balance", "quantity: 1234567890123456", "quantity"),
        ("quantity: balance", "quantity: '1234567890123456'", "quantity"),
        ("lot: 1 #", "lot: 0 #", "lot"),
        ("capacity: 5", "capacity: five", "capacity"),
        ("capacity: 5", "capacity: {limit: 5}", "capacity"),
        ("capacity: 5", "capacity: [5]", "capacity"),
        ("capacity: 5", "capacity: [{limit: 5, window: ..1902}]", "capacity"),
        ("source: letter §1", "source: letter 1", "source"),
        ("source: letter §1", "source: []", "source"),
        ("source: letter §1", "source: [letter §1, §2]", "source[1]"),
        ("based_on: as-asked", "based_on: as asked", "based_on"),
        ("based_on: as-asked", "based_on: as-asked\n        tranche: 0", "tranche"),
        ("based_on: as-asked", "based_on: as-asked\n        shift: 1.5", "shift"),
        ("based_on: as-asked", "based_on: as-asked\n        shift: 12345", "shift"),
        ("note: Invented.\n", "url: www.example.org\n", "url"),
        ("note: Invented.\n", "note: ' '\n", "note"),
        ("  guns:\n", "  small arms:\n", "requests"),
        ("  guns:\n", "  -guns:\n", "requests"),
        ("  guns:\n", f"  {'g' * 65}:\n", "requests"),
        ("capacity: invented", "capacty: invented", "assumed"),
        ("    recipient: The north\n", "", "guns"),
        ("    unit: gun ", "    items: equipment.txt\n    unit: gun ", "items"),
        ("    unit: gun ", "    items: {gun: {unit: gun, colour: black}}\n    unit: gun ", "gun"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_as_by_the_loader(of: str, to: str, path: str) -> None:
    text = STARTER.replace(of, to, 1)
    assert text != STARTER
    assert not loads(text)
    assert any(complaint.endswith(path) for complaint in complaints(text))


def test_items_may_stand_in_a_file_of_their_own() -> None:
    assert complaints(around(f"items: equipment.csv\n{GUNS}")) == []


YEARS = st.one_of(st.integers(1, 9999), st.integers(1900, 1960)).map("{:04}".format)
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
HALVES = st.sampled_from(["H1", "H2", "Q1", "Q4"])
PERIODS = YEARS | MONTHS | st.builds("{}-{}".format, YEARS, HALVES)
SPACES = st.sampled_from(["", " ", "  "])
WINDOWS = PERIODS | st.builds("{}{}..{}{}".format, PERIODS, SPACES, SPACES, PERIODS)
DIGITS = st.integers(0, 10**15 - 1).map(str) | st.integers(0, 12).map(str)
NUMBERS = st.one_of(
    DIGITS,
    st.builds("{}.{}".format, DIGITS, st.text("0123456789", min_size=1, max_size=15)),
    st.builds("{}/{}".format, DIGITS, DIGITS),
    st.builds("{} {}{}/{}".format, DIGITS, SPACES, DIGITS, DIGITS),
)
ANYTHING = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1) | st.text(
    "07-+.e", min_size=1
)
TEXTS = {
    "Text": ANYTHING,
    "Name": ANYTHING | st.text(" a", min_size=190, max_size=210),
    "Id": ANYTHING | st.text("aé_1.-", min_size=1, max_size=70),
    "Url": ANYTHING.map("https://{}".format),
    "Number": NUMBERS,
    "Positive": NUMBERS,
    "Signed": NUMBERS | NUMBERS.map("-{}".format) | NUMBERS.map("−{}".format),
    "Amount": NUMBERS | NUMBERS.map("-{}".format) | st.sampled_from(["balance", "unknown"]),
    "MonthField": MONTHS,
    "WindowField": WINDOWS,
    "OpenWindowField": WINDOWS | PERIODS.map("{}..".format),
    "DateField": YEARS | MONTHS | st.builds("{}-{:02}".format, MONTHS, st.integers(1, 31)),
    "Citations": ANYTHING | st.builds("{}{}§{}{}".format, ANYTHING, SPACES, SPACES, ANYTHING),
    "Count": st.integers(0, 1_100_000).map(str),
    "Shift": st.integers(-11_000, 11_000).map(str) | st.integers(0, 99).map("+{}".format),
}


@pytest.mark.parametrize("kind", TEXTS)
@given(data=st.data())
def test_no_text_that_is_read_is_refused(kind: str, data: st.DataObject) -> None:
    """Neither as it stands, where an editor may take it for a number, nor in quotes."""
    text = data.draw(TEXTS[kind])
    adapter = TypeAdapter[Any](getattr(fields, kind))
    try:
        adapter.validate_python(text)
    except ValueError:
        return
    validator = Draft202012Validator(adapter.json_schema())
    assert validator.is_valid(text)
    assert validator.is_valid(f" {text}\n")
    assert plain(text) is None or validator.is_valid(plain(text))
