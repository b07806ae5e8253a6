"""A bundle: a table with all that is needed to understand it, and the same everywhere."""

import csv
import io
import json
import re
from hashlib import sha256

import pytest

import deliveries
from deliveries.case import Case
from deliveries.errors import FormatError
from deliveries.formats.bundle import FILES, bundle, files, is_bundle
from deliveries.read import parse_case
from deliveries.reports import View
from tests.hostile import hostile_case
from tests.report_data import Handmade, Texts


def test_the_files_of_a_handmade_report() -> None:
    found = bundle(Handmade())
    assert tuple(found) == FILES == ("schedule.csv", "case.yaml", "README.md", "datapackage.json")
    assert found["schedule.csv"].splitlines()[0] == (
        b"scenario,month,to_date,share,numerator,source"
    )
    assert parse_case(found["case.yaml"].decode()) == Handmade().case
    assert bundle(Handmade()) == found


def test_the_description_by_hand() -> None:
    found = bundle(Handmade())
    package = json.loads(found["datapackage.json"])
    resources = package.pop("resources")
    assert package == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "generator": "deliveries/bundle/3",
        "name": "guns",
        "title": "Guns",
        "description": "T. B to A: plan.",
        "sources": [{"title": 'A "letter"'}],
    }
    assert is_bundle(package)
    assert [each["path"] for each in resources] == list(FILES[:3])
    for each in resources:
        content = found[each["path"]]
        assert each["bytes"] == len(content)
        assert each["hash"] == f"sha256:{sha256(content).hexdigest()}"
    assert resources[0]["schema"] == {
        "fields": [
            {
                "name": "scenario",
                "type": "string",
                "description": "The scenario's id.",
                "constraints": {"required": True},
            },
            {
                "name": "month",
                "type": "yearmonth",
                "description": "The month.",
                "constraints": {"required": True},
            },
            {"name": "to_date", "type": "number", "description": "What has come by its end."},
            {
                "name": "share",
                "type": "number",
                "description": "What comes, of all that was asked for.",
            },
            {"name": "numerator", "type": "integer", "description": "What comes, exactly."},
            {"name": "source", "type": "string", "description": "The documents."},
        ],
        "missingValues": [""],
    }
    assert "licenses" not in package


@pytest.mark.parametrize(
    "package", [None, [], {}, {"generator": "other"}, {"generator": 1}, "deliveries/bundle/1"]
)
def test_what_is_no_bundle(package: object) -> None:
    assert not is_bundle(package)


def test_an_older_bundle_is_one() -> None:
    assert is_bundle({"generator": "deliveries/bundle/1"})


def test_the_page_has_all_that_is_needed() -> None:
    made = files(Handmade(), "deliveries export -o out/")
    page = {name: b"".join(chunks) for name, chunks in made.items()}["README.md"].decode()
    titles = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert titles == [
        "What is here", "The columns of schedule.csv", "How to read it", "Assumed", "Sources",
        "How it was made",
    ]  # fmt: skip
    assert "By September 1951 plan brings 20 guns" in page
    assert "The case file names no licence." in page
    assert "deliveries export \\-o out/" in page or "deliveries export -o out/" in page
    assert "What has come by its end." in page


def test_the_shipped_case(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    found = bundle(comparison)
    assert found["schedule.csv"] == deliveries.as_bytes(comparison, "csv")
    package = json.loads(found["datapackage.json"])
    fields = [each["name"] for each in package["resources"][0]["schema"]["fields"]]
    (heading, *rows) = csv.reader(io.StringIO(found["schedule.csv"].decode()))
    assert fields == heading
    required = [
        at
        for at, each in enumerate(package["resources"][0]["schema"]["fields"])
        if each.get("constraints")
    ]
    assert all(row[at] for row in rows for at in required)
    case = deliveries.parse_case(found["case.yaml"].decode())
    again = deliveries.compare_scenarios(case)
    assert deliveries.as_bytes(again, "csv") == found["schedule.csv"]


@pytest.mark.parametrize("view", [View(detail=True), View(by=deliveries.By.quarter)])
def test_its_description_follows_the_view(shipped: Case, view: View) -> None:
    found = bundle(deliveries.compare_scenarios(shipped), view)
    fields = json.loads(found["datapackage.json"])["resources"][0]["schema"]["fields"]
    heading = found["schedule.csv"].decode().splitlines()[0].split(",")
    assert [each["name"] for each in fields] == heading
    assert all(each["description"] for each in fields)


def test_a_report_without_schedules_has_no_folder() -> None:
    with pytest.raises(FormatError, match="a text has no schedules for a folder"):
        bundle(Texts("x"))


@pytest.mark.parametrize("name", ["=1+1", "a|b", "<script>alert(1)</script>", "\u202er", "[i](j)"])
def test_hostile_names_stay_names(name: str) -> None:
    case = parse_case(hostile_case(name))
    found = bundle(deliveries.compare_scenarios(case))
    assert parse_case(found["case.yaml"].decode()).requests["guns"].unit == name
    package = json.loads(found["datapackage.json"])
    assert package["title"] == name
    assert b"<script>" not in found["README.md"]
    assert all(
        row.split(",")[4][0] not in "=+-@" for row in found["schedule.csv"].decode().splitlines()
    )


def test_the_readme_explains_no_sign_that_only_a_screen_has(shipped: Case) -> None:
    for request in ("sixty-divisions", "hump-1943"):
        made = bundle(deliveries.report(deliveries.compare_scenarios(shipped, request=request)))
        (reading,) = re.findall(
            "## How to read it\n(.*?)\n## ", made["README.md"].decode(), re.DOTALL
        )
        assert not re.search("^- [◂?…+‡]", reading, re.MULTILINE)
