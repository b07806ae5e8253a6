"""Charts as files: valid Vega-Lite, readable text, nothing that a name could break out of."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from deliveries.formats.chart import altair_chart, chart_spec
from deliveries.formats.chart_parts import LOOKS, look

import deliveries
from deliveries.analysis.comparison import Comparison
from deliveries.case import Case
from deliveries.charts import Figure, Kind, Line
from deliveries.formats.axes import apart, month_labels, round_ticks, year_labels
from deliveries.formats.cells import Style
from deliveries.months import Month, Window
from tests.hostile import NAMES

KINDS: tuple[Kind, ...] = ("to_date", "monthly", "gap", "divisions")


@pytest.fixture(scope="module")
def comparison(shipped: Case) -> Comparison:
    return deliveries.compare_scenarios(shipped)


def texts(svg: bytes) -> str:
    """All words of a picture."""
    root = ET.fromstring(svg)  # noqa: S314  # it is our own
    return "\n".join("".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))


def straight(count: int, months: int = 3) -> Figure:
    """A chart of so many lines that all end in one place."""
    window = Window(Month.parse("1951-07"), Month.parse("1951-07") + (months - 1))
    values = tuple(Fraction(at + 1) for at in range(months))
    lines = [
        Line(f"s{at}", f"Scenario {at} of many", Fraction(0), values, values, values)
        for at in range(count)
    ]
    return Figure("to_date", "T", "S", "Guns", window, tuple(lines))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_vega_lite(comparison: Comparison, kind: Kind) -> None:
    chart = deliveries.plot(comparison, kind)
    assert chart.to_dict()["description"].startswith("Arms for sixty divisions. ")


@pytest.mark.parametrize("request_id", ["thirty-six-divisions", "guns-1953", "hump-1943"])
@pytest.mark.parametrize("kind", ["to_date", "monthly"])
def test_every_request_can_be_drawn(shipped: Case, request_id: str, kind: Kind) -> None:
    compared = deliveries.compare_scenarios(shipped, request=request_id)
    assert deliveries.plot(compared, kind, case=shipped).to_dict()


def test_an_svg_has_its_words_as_text(shipped: Case, comparison: Comparison) -> None:
    svg = deliveries.picture(comparison, "svg", case=shipped)
    words = texts(svg)
    for wanted in (
        "Arms for sixty divisions", "By December 1951 Mao's plan brings 60 of 60 division sets",
        "60 needed by December 1951", "The General Staff's offer", "Division sets to date",
        "1954", "Sources: Ciphered telegram No. 21039",
    ):  # fmt: skip
        assert wanted in words
    assert deliveries.picture(comparison, "svg", case=shipped) == svg


def test_a_png_is_twice_as_fine(comparison: Comparison) -> None:
    png = deliveries.picture(comparison, "png")
    svg = ET.fromstring(deliveries.picture(comparison, "svg"))  # noqa: S314
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20])
    assert abs(width - 2 * float(svg.attrib["width"])) <= 2


@pytest.mark.slow
def test_a_pdf_and_json(comparison: Comparison) -> None:
    assert deliveries.picture(comparison, "pdf").startswith(b"%PDF-")
    json_text = deliveries.picture(comparison, "json")
    assert json_text == deliveries.picture(comparison, "json")
    spec = json.loads(json_text)
    assert "vega-lite" in spec["$schema"]
    assert altair_chart(spec)


@pytest.mark.slow
def test_a_page_needs_nothing_else(comparison: Comparison) -> None:
    page = deliveries.picture(comparison, "html").decode()
    assert page == deliveries.picture(comparison, "html").decode()
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Arms for sixty divisions</title>" in page
    head, *scripts = page.split("<script>")
    assert len(scripts) == 2
    outside = head + "".join(each.partition("</script>")[2] for each in scripts)
    assert not re.search(r"(src|href)=.?(https?:)?//", outside.replace('xmlns:xlink="', ""))
    assert "default-src 'none'" in head
    assert "<noscript><svg" in head
    assert "<td>8 (0–16)</td>" in head  # the General Staff in September, in the table


@pytest.mark.slow
def test_hostile_names_stay_text(in_case: Callable[[str], Case]) -> None:
    bad = ["</script><script>alert(1)</script>", "<!-- r", "]]>", '"', "'", "&amp;", "a\u2028b"]
    scenarios = {
        f"s{at}": {
            "kind": "plan",
            "short": name,
            "tranches": [{"quantity": 4, "window": "1951-07..1951-08"}],
        }
        for at, name in enumerate([*bad, *NAMES])
    }
    case = in_case(f"unit: gun\nscenarios: {json.dumps(scenarios)}")
    for kind in ("to_date", "monthly"):
        compared = deliveries.compare_scenarios(case)
        page = deliveries.picture(compared, "html", kind).decode()
        assert page.count("<script") == page.count("</script") == 2 + _own(page)
        assert "<!-- r" not in page
        words = texts(deliveries.picture(compared, "svg", kind))
        assert "<!-- r" in words
        assert "alert(1)" in words


def test_a_wrapped_name_turns_nothing_round(in_case: Callable[[str], Case]) -> None:
    name = "תוכנית הצפון " * 6
    case = in_case(f"""
    unit: gun
    scenarios:
      a: {{kind: plan, short: {name}, tranches: [{{quantity: 4, window: 1951-07}}]}}
    """)
    chart = deliveries.plot(deliveries.compare_scenarios(case)).to_dict()
    lines = re.findall(r'"([^"]*)"', json.dumps(chart, ensure_ascii=False))
    isolated = [line for line in lines if "\u2068" in line]
    assert len(isolated) > 3
    assert all(line.count("\u2068") == line.count("\u2069") for line in isolated)


def _own(page: str) -> int:
    """The tags that the programs themselves have within their texts."""
    program = page.split("<script>")[1]
    assert program.count("<script") == program.count("</script") - 1
    return program.count("<script")


def positions(spec: dict[str, Any], name: str) -> list[float]:
    """How far down names stand."""
    return sorted(
        part["mark"]["y"]
        for part in spec["layer"]
        if part["mark"]["type"] == "text"
        and name in "".join(map(str, part["data"]["values"][0].get("t", "")))
    )


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 6, 7, 40])
def test_names_do_not_collide(count: int) -> None:
    spec = chart_spec(straight(count), Style())
    rows = positions(spec, "Scenario")
    assert len(rows) == count
    assert all(below - above >= 15 for above, below in pairwise(rows))
    assert rows[-1] <= spec["height"] + 15
    assert altair_chart(spec)


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 14, 48, 1200])
def test_any_number_of_months(months: int) -> None:
    assert altair_chart(chart_spec(straight(2, months), Style()))


def test_looks_differ_in_more_than_colour() -> None:
    assert len({each.dash for each in LOOKS}) == len({each.shape for each in LOOKS}) == len(LOOKS)
    assert look(len(LOOKS)) != look(0)


def test_round_numbers() -> None:
    ticks = [int(tick) for tick in round_ticks(Fraction(-50), Fraction(6), 6)]
    assert ticks == [-50, -40, -30, -20, -10, 0, 10]
    assert round_ticks(Fraction(0), Fraction(1, 7), 6)[1] == Fraction(1, 20)
    assert round_ticks(Fraction(0), Fraction(0), 6) == [0, 1]


def test_names_of_months_and_years() -> None:
    window = Window.parse("1951-07..1954-06")
    assert [label.text for label in month_labels(window, 1)[:7]] == list("JASONDJ")
    assert [(label.start, label.text) for label in year_labels(window, 10)] == [
        (0, "1951"), (6, "1952"), (18, "1953"), (30, "1954"),
    ]  # fmt: skip
    assert not month_labels(Window.parse("1900..1999"), 1)
    decades = [label.text for label in year_labels(Window.parse("1900..1999"), 10)]
    assert decades == [f"{year}" for year in range(1900, 2000, 10)]


def test_things_are_moved_apart_both_ways() -> None:
    assert apart([0, 0, 0], [3, 3, 3], 20) == [0, 3, 6]
    assert apart([19, 19], [3, 3], 20) == [14, 17]
    assert apart([5], [30], 20) is None
