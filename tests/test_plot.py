"""The command `plot`: signs for any terminal, files by their endings."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from deliveries import compare_scenarios
from deliveries.case import Case
from deliveries.charts import Chart
from deliveries.formats.cells import Style
from deliveries.formats.signs import plot_lines
from deliveries.reports import View, report
from deliveries.text import to_ascii
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
