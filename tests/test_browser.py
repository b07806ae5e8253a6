"""Pages, opened by a real browser: that the checks can fail, then what is written today."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest

import deliveries
from deliveries.formats.html import as_html
from deliveries.text import visible
from tests.browser import (
    PAPERS,
    PHONE,
    chart_faults,
    hostile_faults,
    page_faults,
    print_faults,
    why_no_browser,
)
from tests.hostile import ATTACKS, NAMES, hostile_case
from tests.report_data import everywhere

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from deliveries.case import Case

pytestmark = pytest.mark.slow

HEAD = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
SCHEMES = "<style>:root{color-scheme:light dark}@media print{:root{color-scheme:light}}</style>"
REQUESTS = ("sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943")
VIEWS = [(dark, width) for dark in (False, True) for width in (1200, PHONE)]
KEPT = "tr { break-inside: avoid } h2, caption, thead { break-after: avoid }"
UNESCAPED = "<p title='?'>?</p><p title=\"?\">?</p><a href='?'>a</a>"
LABELLED = (
    '<div style="overflow-x:auto" tabindex="0" role="group" aria-label="Wide">'
    '<p style="width:500px">Wide.</p></div>'
)
SILENT = (
    '<div id="chart"><svg class="marks" width="90" height="90">'
    '<g class="role-mark"><path d="M0 0L50 50"/></g></svg></div>'
)
WORDS = "words and more of them " * 12


def document(body: str, *, style: str = "", head: str = HEAD + SCHEMES, lang: str = "en") -> str:
    """The least that is a sound page."""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>A page</title>{head}'
        f"<style>{style}</style></head><body><main><h1>A page</h1>{body}</main></body></html>"
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Where a test writes its page."""
    return tmp_path / "page.html"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def table(rows: int, cell: str = "1") -> str:
    head = '<thead><tr><td></td><th scope="col">Month</th></tr></thead>'
    body = "".join(f'<tr><th scope="row">{at}</th><td>{cell}</td></tr>' for at in range(rows))
    return f"<table><caption>Rows</caption>{head}<tbody>{body}</tbody></table>"


# What each check says of a page that has that fault, and only that one.


@pytest.mark.parametrize(("dark", "width"), VIEWS)
def test_a_sound_page_has_no_fault(browser: Browser, page: Path, dark: bool, width: int) -> None:
    written(page, document(f"<p>Text.</p>{table(3)}"))
    assert page_faults(browser, page, dark=dark, width=width) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>console.error('lost')</script>", "console error: lost"),
        ("<script>console.warn('old')</script>", "console warning: old"),
        ("<script>throw new Error('bad')</script>", "error: bad"),
        ("<script>Promise.reject(new Error('late'))</script>", "error: late"),
        ('<img alt="x" src="https://a.example/x.png">', "asks for https://a.example/x.png"),
        ('<img alt="x" src="x.png">', "asks for file://"),
        ("<script>fetch('https://a.example/f')</script>", "asks for https://a.example/f"),
        ("<script>new WebSocket('wss://a.example/')</script>", "asks for wss://a.example/"),
        ('<link rel="preconnect" href="https://a.example">', "reaches beyond the page: <link"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "axe image-alt"),
        ("<h3>Too deep</h3>", "axe heading-order"),
        ('<p style="color:#999;background:#fff">Faint.</p>', "axe color-contrast"),
        ('<table><tr><th scope="bad">a</th><td>1</td></tr></table>', "axe scope-attr-valid"),
        ('<svg width="90" height="30"><text y="20" fill="#999">x</text></svg>', "contrast 2.8"),
    ],
)
def test_a_fault_is_found(browser: Browser, page: Path, body: str, fault: str) -> None:
    found = page_faults(browser, written(page, document(body)))
    assert [line for line in found if line.startswith(fault)], found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (document("", lang=""), "axe html-has-lang"),
        (document("").replace("<title>A page</title>", ""), "axe document-title"),
        (document("").replace("main>", "div>"), "axe landmark-one-main"),
        (document("").replace("h1>", "p>"), "axe page-has-heading-one"),
    ],
)
def test_a_page_without_its_frame_is_found(
    browser: Browser, page: Path, text: str, fault: str
) -> None:
    found = page_faults(browser, written(page, text))
    assert [line for line in found if line.startswith(fault)], found


def test_what_is_faint_in_the_dark_only_is_found(browser: Browser, page: Path) -> None:
    style = "p, text { color: #222; fill: #222 }"
    drawing = '<svg width="90" height="30"><text y="20">drawn</text></svg>'
    written(page, document(f"<p>Text.</p>{drawing}", style=style))
    assert page_faults(browser, page) == []
    found = page_faults(browser, page, dark=True)
    assert [line[:8] for line in found] == ["contrast", "axe colo"], found


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ('<p style="width:500px">Wide.</p>', ["the page is", "reaches over the right edge: <p>"]),
        (
            '<div style="overflow:hidden"><p style="width:500px">Cut.</p></div>',
            ["reaches over the right edge: <p>"],
        ),
        (
            '<div style="overflow-x:auto"><p style="width:500px">Wide.</p></div>',
            ["scrolls, and takes no focus", "scrolls, and has no role and label"],
        ),
        (
            '<div style="overflow-x:auto" tabindex="0"><p style="width:500px">Wide.</p></div>',
            ["scrolls, and has no role and label"],
        ),
        (
            LABELLED,
            [],
        ),
    ],
)
def test_what_is_too_wide_for_a_phone_is_found(
    browser: Browser, page: Path, body: str, faults: list[str]
) -> None:
    found = page_faults(browser, written(page, document(body)), width=PHONE)
    found = [line for line in found if not line.startswith("axe")]
    assert len(found) == len(faults), found
    assert all(line.startswith(start) for line, start in zip(found, faults, strict=True)), found


def test_a_page_that_a_phone_shrinks_is_found(browser: Browser, page: Path) -> None:
    written(page, document("<p>Text.</p>", head='<meta charset="utf-8">'))
    assert page_faults(browser, page, width=PHONE) == [
        "laid out 980 px wide, not 360: no meta viewport"
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_that_prints_well_has_no_fault(browser: Browser, page: Path, paper: str) -> None:
    sections = "".join(f"<h2>Part {at}</h2><p>{WORDS}</p>{table(9, WORDS)}" for at in range(6))
    written(page, document(sections, style=KEPT))
    assert print_faults(browser, page, paper) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_a_row_over_two_pages_is_found(browser: Browser, page: Path, paper: str) -> None:
    written(page, document(table(3, WORDS * 14), style="tr { break-inside: auto }"))
    found = print_faults(browser, page, paper)
    assert found
    assert all(line.startswith("broken over pages") for line in found), found
    assert '<tr> "' in found[0]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("tag", ["h2", "caption", "tr"])
def test_a_heading_alone_at_the_foot_is_found(
    browser: Browser, page: Path, paper: str, tag: str
) -> None:
    tall = '<div style="break-inside:avoid; height: 5cm">A block.</div>'
    rows = f'<tbody><tr style="height: 5cm"><th scope="row">1</th><td>{WORDS}</td></tr></tbody>'
    of = {
        "h2": f"<h2>A heading</h2>{tall}",
        "caption": f"<table><caption>A heading</caption>{rows}</table>",
        "tr": f'<table><thead><tr><th scope="col">A heading</th></tr></thead>{rows}</table>',
    }
    style = "* { break-after: auto } tr { break-inside: avoid } thead { display: table-row-group }"
    found: set[str] = set()
    for height in (20, 21):  # which leaves room for a heading, and for no more
        filler = f'<div style="height:{height}cm">Above.</div>'
        found |= set(
            print_faults(browser, written(page, document(filler + of[tag], style=style)), paper)
        )
        kept = document(filler + of[tag], style=KEPT)
        assert print_faults(browser, written(page, kept), paper) == []
    assert found == {f'alone at the foot of page 1: <{tag}> "A heading"'}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p style="color:#ccc">Faint.</p>', "light: printed in a light ink"),
        ('<p style="color:#fff;background:#000">White.</p>', "light: printed on a dark ground"),
        ('<svg><text y="9" fill="#ddd">x</text></svg>', "light: printed in a light ink"),
        ("<style>:root{color-scheme:light dark!important}</style>", "dark: printed on a dark"),
        (
            '<div style="overflow:auto"><p style="width:60em">Wide.</p></div>',
            "cut off in print: <div>",
        ),
        ('<p style="width:60em">Wide.</p>', "the page is"),
        ("<table><tr><td>No headings.</td></tr></table>", "the page has 2 headings"),
    ],
)
def test_what_prints_badly_is_found(
    browser: Browser, page: Path, paper: str, body: str, fault: str
) -> None:
    found = print_faults(browser, written(page, document(body)), paper)
    assert [line for line in found if line.startswith(fault)], found


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>alert('x')</script>", "dialog: x"),
        ("<script>window.__hit=1</script>", "a script of the text ran"),
        ('<p onclick="1">x</p>', "a handler onclick"),
        ("<p data-hit>x</p>", "an element of the text"),
        ("<x-hit>x</x-hit>", "an element of the text"),
        ('<a href="javascript:1">x</a>', "a link to javascript:1"),
        ('<a href=" JavaScript:1">x</a>', "a link to  JavaScript:1"),
        ('<svg><a xlink:href="data:text/html,x"><text>x</text></a></svg>', "a link to data:"),
        ('<form action="file:///etc"></form>', "a link to file:"),
        ("<p>x</p>", "not on the page: a name"),
        ('<script type="application/json">"a name"</script>', "not on the page: a name"),
    ],
)
def test_what_a_name_has_done_is_found(browser: Browser, page: Path, body: str, fault: str) -> None:
    found = hostile_faults(browser, written(page, document(body)), ["a name"])
    assert [line for line in found if line.startswith(fault)], found


def test_every_attack_works_where_nothing_is_escaped(browser: Browser, page: Path) -> None:
    bare = [
        attack for attack in ATTACKS
        if hostile_faults(browser, written(page, document(UNESCAPED.replace("?", attack))))
    ]  # fmt: skip
    harmless = {"<!--<script>", "'+(window.__hit=1)+'", "${window.__hit=1}", ATTACKS[10]}
    assert set(ATTACKS) - set(bare) <= harmless  # these attack scripts


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>x</p>", "no mark is drawn"),
        (
            SILENT,
            "no mark has a tooltip",
        ),
    ],
)
def test_a_chart_that_is_none_is_found(browser: Browser, page: Path, body: str, fault: str) -> None:
    assert chart_faults(browser, written(page, document(body))) == [fault]


# What is written today.


@pytest.fixture(scope="session")
def fragments(shipped: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each request of the case that ships, as a page around what a notebook shows of it."""
    folder = tmp_path_factory.mktemp("fragments")
    return {
        request: written(
            folder / f"{request}.html",
            document(as_html(deliveries.compare_scenarios(shipped, request=request))),
        )
        for request in REQUESTS
    }


@pytest.mark.parametrize("request_id", REQUESTS)
@pytest.mark.parametrize(("dark", "width"), VIEWS)
def test_a_fragment_makes_a_sound_page(
    browser: Browser, fragments: dict[str, Path], request_id: str, dark: bool, width: int
) -> None:
    assert page_faults(browser, fragments[request_id], dark=dark, width=width) == []


@pytest.mark.parametrize("request_id", REQUESTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_fragment_prints_well(
    browser: Browser, fragments: dict[str, Path], request_id: str, paper: str
) -> None:
    assert print_faults(browser, fragments[request_id], paper) == []


def test_hostile_names_stay_text_in_a_fragment(browser: Browser, page: Path) -> None:
    names = (*ATTACKS, *NAMES)
    body = "".join(as_html(everywhere(name)) for name in names)
    written(page, document(body))
    assert hostile_faults(browser, page, [visible(name) for name in names]) == []


def test_a_hostile_case_stays_text(browser: Browser, page: Path) -> None:
    cases = [deliveries.parse_case(hostile_case(name)) for name in ATTACKS]
    body = "".join(as_html(deliveries.compare_scenarios(case)) + as_html(case) for case in cases)
    written(page, document(f"{body}<p>{escape(ATTACKS[0])}</p>"))
    assert hostile_faults(browser, page, ATTACKS) == []


# Where there is none.


def test_without_chromium_the_reason_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.browser.find_spec", lambda name: name)
    assert why_no_browser() == "no page was opened: Chromium is not on this machine"


def test_without_a_package_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.browser.find_spec", lambda name: None if name == "pypdf" else name)
    assert why_no_browser() == "no page was opened: pypdf not installed"
