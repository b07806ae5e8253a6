"""Charts as files: valid Vega-Lite, readable text, nothing that a name could break out of."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from itertools import pairwise
from math import floor
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from rich.text import Text

import deliveries
from deliveries import View
from deliveries.analysis.comparison import Comparison
from deliveries.case import Case
from deliveries.charts import (
    MOST_LINES,
    Chart,
    Curve,
    Kind,
    Level,
    Moment,
    apart,
    month_labels,
    round_ticks,
    year_labels,
)
from deliveries.formats.cells import Style
from deliveries.formats.layers import INK, LINE_STYLES, LineStyle, chart_spec
from deliveries.formats.pictures import svg
from deliveries.formats.signs import CURVE_SIGNS, chart_lines, plot_lines
from deliveries.months import Month, Window
from deliveries.reports import report
from deliveries.text import harmless
from tests.hostile import NAMES
from tests.test_sweep import luminance

KINDS: tuple[Kind, ...] = ("to-date", "monthly", "gap", "divisions")


@pytest.fixture(scope="module")
def comparison(shipped: Case) -> Comparison:
    return deliveries.compare_scenarios(shipped)


def texts(svg: bytes) -> str:
    """All words of a picture."""
    root = ET.fromstring(svg)  # noqa: S314  # it is our own
    return "\n".join("".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))


def as_altair(spec: dict[str, Any]) -> alt.TopLevelMixin:
    """A definition as altair has it. Raises `SchemaValidationError` for one that is not valid."""
    return alt.Chart.from_dict(spec)


def straight(count: int, months: int = 3) -> Chart:
    """A chart of so many lines that all end in one place."""
    window = Window(Month.parse("1951-07"), Month.parse("1951-07") + (months - 1))
    values = tuple(Fraction(at + 1) for at in range(months))
    curves = [
        Curve(f"Scenario {at} of many", Fraction(0), values, (None,) * months)
        for at in range(count)
    ]
    return Chart("to-date", "T", "S", "Guns", window, tuple(curves))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_vega_lite(comparison: Comparison, kind: Kind) -> None:
    chart = deliveries.plot(comparison, View(chart=kind))
    assert chart.to_dict()["description"].startswith("Arms for sixty divisions. ")


@pytest.mark.parametrize("request_id", ["thirty-six-divisions", "guns-1953", "hump-1943"])
@pytest.mark.parametrize("kind", ["to-date", "monthly"])
def test_every_request_can_be_drawn(shipped: Case, request_id: str, kind: Kind) -> None:
    compared = deliveries.compare_scenarios(shipped, request=request_id)
    assert deliveries.plot(compared, View(chart=kind)).to_dict()


def test_an_svg_has_its_words_as_text(comparison: Comparison) -> None:
    svg = deliveries.as_bytes(comparison, "svg")
    words = texts(svg)
    for wanted in (
        "Arms for sixty divisions", "By December 1951 Mao asks for all 60 division sets,",
        "60 needed by December 1951", "The General Staff's", "calculation", "division sets to date",
        "1954", "Sources: Ciphered telegram No. 21039",
    ):  # fmt: skip
        assert wanted in words
    assert deliveries.as_bytes(comparison, "svg") == svg


def test_a_png_is_twice_as_fine(comparison: Comparison) -> None:
    png = deliveries.as_bytes(comparison, "png")
    svg = ET.fromstring(deliveries.as_bytes(comparison, "svg"))  # noqa: S314
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20])
    assert abs(width - 2 * float(svg.attrib["width"])) <= 2


@pytest.mark.slow
def test_a_pdf_and_json(comparison: Comparison) -> None:
    assert deliveries.as_bytes(comparison, "pdf").startswith(b"%PDF-")
    json_text = deliveries.as_bytes(comparison, "vega")
    assert json_text == deliveries.as_bytes(comparison, "vega")
    spec = json.loads(json_text)
    assert "vega-lite" in spec["$schema"]
    assert as_altair(spec)


@pytest.mark.slow
def test_a_page_needs_nothing_else(comparison: Comparison) -> None:
    page = deliveries.as_bytes(comparison, "page").decode()
    assert page == deliveries.as_bytes(comparison, "page").decode()
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Arms for sixty divisions</title>" in page
    head, script = page.split("<script>")
    assert not re.search(r"(src|href)=.?(https?:)?//", page.replace('xmlns:xlink="', ""))
    assert "default-src 'none'; script-src 'sha256-" in unescape(head)
    assert "unsafe-eval" not in head
    assert "<svg" in head  # which no script has to draw
    assert len(script) < 2000
    assert len(page) <= 120_000
    tips = unescape(" ".join(re.findall('data-tip="([^"]*)"', head)))
    assert "division sets to date: 8\nThe sources allow: at most 16\nSource: tel-21039 §3" in tips
    assert "<td>8 (at most 16)</td>" in head  # the General Staff in September, in the table


@pytest.mark.slow
def test_hostile_names_stay_text(in_case: Callable[[str], Case]) -> None:
    bad = ["</script><script>alert(1)</script>", "<!-- r", "]]>", '"', "'", "&amp;", "a\u2028b"]
    alone = [name for name in NAMES if name not in bad]
    for begin in range(0, len(alone), 5):  # a chart shows no more than 12
        names = [*bad, *alone[begin : begin + 5]]
        scenarios = {
            f"s{at}": {
                "kind": "plan",
                "short": name,
                "tranches": [{"quantity": 4, "window": "1951-07..1951-08"}],
            }
            for at, name in enumerate(names)
        }
        compared = deliveries.compare_scenarios(
            in_case(f"unit: gun\nscenarios: {json.dumps(scenarios)}")
        )
        for kind in KINDS[:2]:
            page = deliveries.as_bytes(compared, "page", View(chart=kind)).decode()
            assert page.count("<script") == page.count("</script") == 1
            assert "<!-- r" not in page
            words = texts(deliveries.as_bytes(compared, "svg", View(chart=kind)))
            assert "<!-- r" in words
            assert "alert(1)" in words


@pytest.mark.parametrize(
    "name", ["C:\\users", 'a\\"b', "\\u0041", "constructor", "toString", "\ufffe", "a\uffffb"]
)
def test_a_text_is_no_part_of_an_expression_or_of_an_object(name: str) -> None:
    chart = straight(2)
    curves = tuple(curve._replace(name=name) for curve in chart.curves)
    chart = chart._replace(title=name, subtitle=name, up=name, curves=curves, sources=(name,))
    words = texts(svg(chart, Style()).encode()).split("\n")
    shown = harmless(name)
    assert words.count(shown) == 5  # title, subtitle, axis, and two lines
    assert f"Sources: {shown}." in words


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


def positions(spec: dict[str, Any], name: str) -> list[float]:
    """How far down names stand."""
    return sorted(
        part["mark"]["y"]
        for part in spec["layer"]
        if part["mark"]["type"] == "text"
        and name in "".join(map(str, part["data"]["values"][0].get("t", "")))
    )


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 6, 7, MOST_LINES])
def test_names_do_not_collide(count: int) -> None:
    spec = chart_spec(straight(count), Style())
    rows = positions(spec, "Scenario")
    assert len(rows) == count
    assert all(below - above >= 15 for above, below in pairwise(rows))
    assert rows[-1] <= spec["height"] + 15
    assert as_altair(spec)


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 14, 48, 1200])
def test_any_number_of_months(months: int) -> None:
    assert as_altair(chart_spec(straight(2, months), Style()))


def test_line_styles_differ_in_more_than_colour() -> None:
    assert len(LINE_STYLES) == len(CURVE_SIGNS) == MOST_LINES == 12
    for looks in zip(
        *(each[:4] for each in LINE_STYLES), strict=True
    ):  # colour, dash, shape, slope
        assert len(set(looks)) == 12
    assert len(set(CURVE_SIGNS)) == 12


@pytest.mark.parametrize("kind", ["to-date", "gap"])
def test_a_scenario_has_one_colour_in_terminal_and_picture(
    comparison: Comparison, kind: Kind
) -> None:
    chart = report(comparison, View(chart=kind)).chart
    assert chart is not None
    drawn = Text("\n").join(plot_lines(chart, Style(), width=100))
    spec = chart_spec(chart, Style())
    names = [part["mark"] for part in spec["layer"] if part["mark"].get("fontSize") == 12]
    for at, line in enumerate(chart.curves):
        start = drawn.plain.rindex(line.name.split()[-1])
        (span,) = [each for each in drawn.spans if each.start <= start < each.end]
        colour = {of.ink or of.colour: of.colour for of in LINE_STYLES}[names[at]["color"]]
        assert span.style == ("bold" if colour == INK else colour)


@pytest.mark.parametrize("of", LINE_STYLES)
def test_a_name_can_be_read_on_white(of: LineStyle) -> None:
    """By the formula of WCAG 2: at least 4.5 to 1."""
    assert 1.05 / (luminance(of.ink or of.colour) + 0.05) >= 4.5


def test_bands_are_hatched_each_its_own_way(comparison: Comparison) -> None:
    chart = report(comparison, View()).chart
    assert chart is not None
    of = {style.colour: line for style, line in zip(LINE_STYLES, chart.curves, strict=False)}
    slopes = set()
    for layer in chart_spec(chart, Style())["layer"]:
        if layer["mark"].get("strokeWidth") != 0.75:  # no hatching
            continue
        for each in layer["data"]["values"]:
            if each["x"] < len(chart.across):  # not the key's
                month = floor((each["x"] + each["x2"]) / 2) - 1
                band = of[layer["mark"]["color"]].bands[month]
                assert band
                low, high = band
                assert low - Fraction(1, 100) <= each["y"] <= high + Fraction(1, 100)
                assert low - Fraction(1, 100) <= each["y2"] <= high + Fraction(1, 100)
                slopes.add((layer["mark"]["color"], each["y2"] > each["y"]))
    assert slopes == {("#0072b2", False), ("#d55e00", True)}  # Mao's plan leaves nothing open


def test_many_bands_have_edges_alone() -> None:
    def hatchings(count: int) -> int:
        chart = straight(count, 14)
        bands = ((Fraction(0), Fraction(9)),) * 14
        chart = chart._replace(curves=tuple(each._replace(bands=bands) for each in chart.curves))
        layers = chart_spec(chart, Style())["layer"]
        return sum(layer["mark"].get("strokeWidth") == 0.75 for layer in layers)

    assert hatchings(4) == 8  # each in the chart and in the key
    assert hatchings(5) == 0


def test_a_hatching_ends_where_its_band_does() -> None:
    """The last month that is known stands at its end: what follows is nobody's."""
    chart = straight(1, 14)
    bands = (*((Fraction(0), Fraction(9)),) * 5, *(None,) * 9)
    chart = chart._replace(curves=(chart.curves[0]._replace(bands=bands),))
    (strokes, _) = (
        layer["data"]["values"]
        for layer in chart_spec(chart, Style())["layer"]
        if layer["mark"].get("strokeWidth") == 0.75
    )
    assert max(each["x2"] for each in strokes) == 5


def test_labels_stand_upon_lines_with_room_around_them(comparison: Comparison) -> None:
    chart = report(comparison, View()).chart
    assert chart is not None
    assert chart.level is not None
    layers = chart_spec(chart, Style())["layer"]
    words = [[datum.get("t") for datum in layer["data"]["values"]] for layer in layers]
    label = [at for at, said in enumerate(words) if said == [[chart.level.label]]]
    assert layers[label[0]]["mark"]["stroke"] == "white"
    assert label[1] == label[0] + 1  # the words themselves
    below = [
        at
        for at, layer in enumerate(layers)
        if layer["mark"]["type"] in ("line", "area") and len(layer["data"]["values"]) > 12
    ]
    assert max(below) < label[0]


def test_in_signs_a_label_hides_no_line() -> None:
    values = tuple(Fraction(2 * at) for at in range(1, 25))
    chart = straight(1, 24)
    line = chart.curves[0]._replace(values=values, bands=(None,) * 24, before=Fraction(0))
    across = chart.across
    chart = chart._replace(
        curves=(line,),
        level=Level(Fraction(20), "20 needed"),
        need=Moment(across.first + 9, "needed"),
    )
    lines = [each.plain for each in chart_lines(chart, Style(), 60)]
    shown = "\n".join(lines)
    assert "20 needed" in shown
    assert shown.count(CURVE_SIGNS[0]) == 24 + 1  # each month, and beside the name


def test_round_numbers() -> None:
    ticks = [int(tick) for tick in round_ticks(Fraction(-50), Fraction(6), 6)]
    assert ticks == [-50, -40, -30, -20, -10, 0, 10]
    assert round_ticks(Fraction(0), Fraction(1, 7), 6)[1] == Fraction(1, 20)
    assert round_ticks(Fraction(0), Fraction(0), 6) == [0, 1]


def test_names_of_months_and_years() -> None:
    window = Window.parse("1951-07..1954-06")
    assert [label.text for label in month_labels(window, 1)[:7]] == list("JASONDJ")
    assert [(label.start, label.text) for label in year_labels(window, 10, 1)] == [
        (0, "1951"), (6, "1952"), (18, "1953"), (30, "1954"),
    ]  # fmt: skip
    cut_short = year_labels(Window.parse("1950-12..1952-11"), 10, 1)
    assert [(label.start, label.text) for label in cut_short] == [
        (0, ""), (1, "1951"), (13, "1952"),
    ]  # fmt: skip
    assert not month_labels(Window.parse("1900..1999"), 1)
    decades = [label.text for label in year_labels(Window.parse("1900..1999"), 10, 1)]
    assert decades == [f"{year}" for year in range(1900, 2000, 10)]


def test_things_are_moved_apart_both_ways() -> None:
    assert apart([0, 0, 0], [3, 3, 3], 20) == [0, 3, 6]
    assert apart([19, 19], [3, 3], 20) == [14, 17]
    assert apart([19, 0, 19], [3, 3, 3], 20) == [14, 0, 17]
    assert apart([5], [30], 20) is None
