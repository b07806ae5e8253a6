"""The command `plot`: signs for any terminal, files by their endings."""

from fractions import Fraction
from pathlib import Path

import pytest
from rich.cells import cell_len

from deliveries import compare_scenarios
from deliveries.case import Case
from deliveries.charts import Chart, Curve
from deliveries.formats import pictures
from deliveries.formats.cells import Style
from deliveries.formats.signs import plot_lines
from deliveries.months import Window
from deliveries.reports import View, report
from deliveries.text import to_ascii
from tests.conftest import around
from tests.terminal import run

KINDS = ["to-date", "monthly", "gap", "divisions"]


def chart_of(case: Case, kind: str) -> Chart:
    chart = report(compare_scenarios(case), View(chart=kind)).chart  # type: ignore[arg-type]
    assert chart
    return chart


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_keeps_to_its_width(shipped: Case, width: int, kind: str) -> None:
    lines = [line.plain for line in plot_lines(chart_of(shipped, kind), Style(), width=width)]
    assert max(map(cell_len, lines)) <= min(width, 120)
    chart = [line for line in lines if set(line) & set("│┤└●█▒")]
    assert 12 <= len(chart) <= 24


def test_names_stand_under_a_narrow_chart(shipped: Case) -> None:
    lines = [line.plain for line in plot_lines(chart_of(shipped, "to-date"), Style(), width=50)]
    assert "  ● Mao's plan   ■ The General Staff's calculation" in lines


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_in_ascii(kind: str) -> None:
    plain, signs = (run("plot", "--kind", kind, encoding=each) for each in ("ascii", "utf-8"))
    assert plain.stdout.isascii()
    assert (plain.code, plain.stderr) == (0, "")
    charts = [each.stdout.partition("Reading the chart")[0] for each in (plain, signs)]
    # a number may be longer there, and so what is beside it nearer
    assert to_ascii(charts[1]).split() == charts[0].split()


def test_signs_of_scenarios_differ_in_ascii_too() -> None:
    chart = run("plot", encoding="ascii").stdout
    for sign, name in (("o", "Mao's plan"), ("#", "The General Staff's"), ("A", "Stalin's reply")):
        assert f" {sign} {name}\n" in chart


def test_a_terminal_shows_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("COLUMNS", "100")
    coloured = run("plot").stdout
    assert "\x1b[38;2;0;114;178m■" in coloured  # 0072b2, as in pictures
    assert "\x1b[1m●" in coloured


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "html", "json"])
def test_the_ending_says_the_form(tmp_path: Path, ending: str) -> None:
    result = run("plot", "-o", f"chart.{ending}", folder=tmp_path)
    assert (result.code, result.stdout, result.stderr) == (0, "", f"wrote chart.{ending}\n")
    assert (tmp_path / f"chart.{ending}").stat().st_size > 10_000


def test_a_form_can_be_named() -> None:
    assert run("plot", "--format", "svg").stdout.startswith("<svg")
    assert run("plot", "--format", "json", "-o", "-").stdout.startswith("{")


def test_a_picture_is_nothing_for_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliveries.cli.output.on_terminal", lambda: True)
    result = run("plot", "--format", "png")
    assert (result.code, result.stdout) == (2, "")
    assert "nothing for a screen" in result.stderr


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_signs_that_no_font_has_are_named(tmp_path: Path, form: str) -> None:
    path = tmp_path / "case.yaml"
    scenario = "{kind: plan, short: Plan \U0010fffd, tranches: [{quantity: 5, window: 1951}]}"
    path.write_text(around(f"unit: gun\nquantity: 5\nscenarios:\n  a: {scenario}"), "utf-8")
    done = run("plot", "-f", str(path), "-o", str(tmp_path / f"x.{form}"))
    (told,) = done.stderr.splitlines()[1:]
    assert told.startswith("note: no font here has \U0010fffd: the picture shows boxes")
    assert run("plot", "-o", str(tmp_path / f"y.{form}")).stderr == f"wrote {tmp_path}/y.{form}\n"


def test_a_line_of_a_picture_has_one_font() -> None:
    window = Window.parse("1951-07..1951-09")
    curve = Curve("2⅔ and 12⅚", Fraction(0), (Fraction(1),) * 3, (None,) * 3)
    chart = Chart("to-date", "⅕", "", "guns", window, (curve,))
    drawing = pictures.in_fonts(chart, Style())
    assert ">2⅔ and 12 5/6<" in drawing
    assert ">1/5<" in drawing
