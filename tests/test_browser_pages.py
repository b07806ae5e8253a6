"""The pages of ``handout`` and ``plot``, opened by a real browser, printed, and attacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from deliveries import View, as_bytes
from deliveries.analysis.comparison import Handout, compare_scenarios
from deliveries.read import parse_case
from tests.browser import (
    PAPERS,
    PHONE,
    chart_faults,
    hostile_faults,
    opened,
    page_faults,
    print_faults,
    tooltip,
)
from tests.hostile import ATTACKS, hostile_case

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from deliveries.analysis.comparison import Paper
    from deliveries.case import Case
    from deliveries.charts import Kind

pytestmark = pytest.mark.slow

REQUESTS = ("sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943")
KINDS: tuple[Paper, ...] = ("handout", "blank", "key")
CHARTS: tuple[Kind, ...] = ("to-date", "monthly", "gap", "divisions", "revisions")
VIEWS = [(False, 1200), (True, PHONE)]


@pytest.fixture(scope="session")
def handouts(
    shipped: Case, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, Paper], Path]:
    """Every handout of the case that ships."""
    folder = tmp_path_factory.mktemp("handouts")
    pages: dict[tuple[str, Paper], Path] = {}
    for request in REQUESTS:
        comparison = compare_scenarios(shipped, request=request)
        for kind in KINDS:
            pages[request, kind] = folder / f"{request}-{kind}.html"
            pages[request, kind].write_bytes(as_bytes(Handout(comparison, kind), "html"))
    return pages


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("request_id", REQUESTS)
def test_a_handout_is_a_sound_page(
    browser: Browser, handouts: dict[tuple[str, Paper], Path], request_id: str, kind: Paper
) -> None:
    for dark, width in VIEWS:
        faults = page_faults(browser, handouts[request_id, kind], dark=dark, width=width)
        assert faults == [], (dark, width)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("request_id", REQUESTS)
def test_a_handout_prints_well(
    browser: Browser, handouts: dict[tuple[str, Paper], Path], request_id: str, kind: Paper
) -> None:
    for paper in PAPERS:
        assert print_faults(browser, handouts[request_id, kind], paper) == [], paper


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_hostile_handout_stays_text(browser: Browser, tmp_path: Path, kind: Paper) -> None:
    page = tmp_path / "page.html"
    for attack in ATTACKS:
        case = parse_case(hostile_case(attack))
        page.write_bytes(as_bytes(Handout(compare_scenarios(case), kind), "html"))
        assert hostile_faults(browser, page, [attack]) == [], attack


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_drawn_and_says_what_it_shows(
    browser: Browser, shipped: Case, tmp_path: Path, kind: Kind
) -> None:
    page = tmp_path / "chart.html"
    page.write_bytes(as_bytes(compare_scenarios(shipped), "page", View(chart=kind)))
    assert chart_faults(browser, page) == []
    assert page.stat().st_size <= 120_000
    if kind in ("to-date", "gap"):
        said = tooltip(browser, page)
        assert re.search("Scenario: .*\\n.*At the end of: .*195", said), said
        assert "Source: tel-" in said
    for dark, width in VIEWS:
        assert page_faults(browser, page, dark=dark, width=width) == [], (dark, width)


def test_the_numbers_of_a_chart_scroll_by_themselves_on_a_phone(
    browser: Browser, shipped: Case, tmp_path: Path
) -> None:
    page = tmp_path / "chart.html"
    page.write_bytes(as_bytes(compare_scenarios(shipped), "page"))
    with opened(browser, page, width=PHONE) as (shown, faults):
        shown.click("summary")
        assert shown.evaluate("document.documentElement.scrollWidth") == PHONE
        table = shown.locator("table").bounding_box()
        row = shown.locator("tbody tr").first.bounding_box()
    assert faults == []
    assert table
    assert table["width"] > PHONE
    assert row
    assert row["height"] < 30  # its words stand in one line


def test_a_hostile_chart_stays_text(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "chart.html"
    for attack in ATTACKS[::2]:
        case = parse_case(hostile_case(attack))
        page.write_bytes(as_bytes(compare_scenarios(case), "page"))
        assert hostile_faults(browser, page) == [], attack
