"""The folder of pages: every address leads somewhere, whatever the case calls its requests."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin

import pytest

from deliveries.case.derived import only_request
from deliveries.cli.output import remove_files, write_folder
from deliveries.formats.site import MARK, folders, is_site, site
from deliveries.read import load_case, parse_case
from tests.browser import PHONE, hostile_faults, page_faults, print_faults
from tests.hostile import hostile_case
from tests.terminal import run
from tests.test_explore import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from deliveries.case import Case

OF_OURS = r"a link to (\.\./|guns/)?[a-z]+\.(html|csv|json|db|yaml)(#item=.*)?"
"""What tells of a link that we have put there."""
CASE = """
title: Two requests
requests:
  guns:
    title: Guns
    recipient: Here
    supplier: There
    unit: gun
    quantity: 6
    needed_by: 1951-02
    scenarios:
      asked: {kind: proposal, tranches: [{quantity: 6, window: 1951-01..1951-02, profile: even}]}
      came: {kind: record, tranches: [{quantity: 4, window: 1951-02}]}
  योजना:
    title: Axes & <saws>
    recipient: Here
    supplier: There
    unit: axe
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 2, window: 1951-01}]}
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return site(parse_case(CASE))


def links(pages: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each page, and each address that it leads to."""
    for name, content in pages.items():
        if name.endswith(".html"):
            for address in re.findall(r'href="([^"#]*)"', content.decode()):
                yield name, unescape(address)


def test_every_request_has_its_pages_and_its_data(pages: dict[str, bytes]) -> None:
    each = {
        "explore.html", "handout.html", "worksheet.html", "answers.html", "chart.html",
        "sources.html", "schedule.csv", "comparison.json", "comparison.db",
    }  # fmt: skip
    assert {*pages} == {
        *("index.html", "site.json", "case.yaml"),
        *(f"{folder}/{name}" for folder in ("guns", "योजना") for name in each),
    }


def test_every_address_leads_to_one_of_its_files(pages: dict[str, bytes]) -> None:
    found = [(name, urljoin(name, address)) for name, address in links(pages)]
    assert len(found) > 100
    assert [each for each in found if unquote(each[1]) not in pages] == []
    of_index = {unquote(to) for name, to in found if name == "index.html"}
    assert of_index == {*pages} - {"index.html", "site.json"}


def test_the_pages_of_a_request_lead_to_one_another(pages: dict[str, bytes]) -> None:
    of_chart = {to for name, to in links(pages) if name == "guns/chart.html"}
    names = {name.partition("/")[2] for name in pages if name.startswith("guns/")}
    assert of_chart == {"../index.html", *names} - {"chart.html"}
    assert b'<strong aria-current="page">Chart</strong>' in pages["guns/chart.html"]


def test_the_same_case_is_the_same_bytes(pages: dict[str, bytes]) -> None:
    assert site(parse_case(CASE)) == pages


def test_only_what_can_be_moved_has_a_script(pages: dict[str, bytes]) -> None:
    with_script = {name.rpartition("/")[2] for name in pages if b"<script" in pages[name]}
    assert with_script == {"explore.html", "chart.html"}


def test_the_data_are_those_of_the_command_line(tmp_path: Path, pages: dict[str, bytes]) -> None:
    (tmp_path / "own.yaml").write_text(CASE, encoding="utf-8")
    wrote = run("site", "pages/", "-f", "own.yaml", folder=tmp_path)
    assert (wrote.code, wrote.stdout, wrote.stderr) == (0, "", "wrote pages/\n")
    there = tmp_path / "pages"
    found = {each.relative_to(there).as_posix() for each in there.rglob("*") if each.is_file()}
    assert found == {*pages}
    csv = run("compare", "-f", "own.yaml", "-r", "guns", "--format", "csv", folder=tmp_path)
    assert (there / "guns" / "schedule.csv").read_text(encoding="utf-8") == csv.stdout
    with closing(sqlite3.connect(there / "guns" / "comparison.db")) as database:
        query = "SELECT SUM(delivered) FROM schedule WHERE scenario = 'asked'"
        assert database.execute(query).fetchall() == [(6.0,)]
    again = run(
        "compare", "-f", "pages/case.yaml", "-r", "guns", "--format", "csv", folder=tmp_path
    )
    assert again.stdout == csv.stdout
    assert run("site", "pages/", "-f", "own.yaml", folder=tmp_path).code == 0
    explored = (there / "guns" / "explore.html").read_bytes()
    assert explored != pages["guns/explore.html"]  # its commands name the case file


def test_what_cannot_be_explored_or_drawn_is_said_on_the_index(
    in_case: Callable[[str], Case],
) -> None:
    plans = "\n".join(
        f"      p{at}: {{kind: plan, tranches: [{{quantity: 1, window: 1951-01}}]}}"
        for at in range(25)
    )
    pages = site(in_case(f"    unit: gun\n    scenarios:\n{plans}"))
    index = pages["index.html"].decode()
    assert "Explore: 25 scenarios are too many to explore side by side." in index
    assert "Chart: " in index
    made = {name.rpartition("/")[2] for name in pages}
    assert not made & {"explore.html", "chart.html"}
    assert {"handout.html", "comparison.db"} <= made


def test_papers_that_are_too_large_are_said_on_the_index(
    monkeypatch: pytest.MonkeyPatch, pages: dict[str, bytes]
) -> None:
    monkeypatch.setattr("deliveries.formats.html.MOST_CELLS", 2)
    fewer = site(parse_case(CASE))
    assert {*pages} - {*fewer} == {
        *(f"guns/{name}.html" for name in ("explore", "handout", "worksheet", "answers")),
        *(f"योजना/{name}.html" for name in ("explore", "handout", "worksheet", "answers")),
    }  # fmt: skip
    assert "too many for a page, which has at most 2." in fewer["index.html"].decode()


def test_a_request_that_cannot_be_compared_is_named_with_the_reason(
    in_case: Callable[[str], Case],
) -> None:
    """Top-ups alone make no division set: nothing counts."""
    pages = site(
        in_case("""
        unit: division set
        scenarios:
          more:
            kind: plan
            tranches: [{quantity: 1, window: 1951-01, establishment: top-up}]
    """)
    )
    assert "Nothing can be compared: " in pages["index.html"].decode()
    assert {*pages} == {"index.html", "site.json", "case.yaml"}


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["a", "A"], ["a", "A-2"]),
        (["con", "CON.x", "com¹", "console"], ["con-2", "CON-2.x", "com¹-2", "console"]),
        (["x", "x.", "index.html", "case.yaml"], ["x", "x-2", "index-2.html", "case-2.yaml"]),
        (["𠀀" * 64, "𠀀" * 63 + "x"], ["𠀀" * 60, "𠀀" * 60 + "-2"]),
    ],
)
def test_a_folder_has_a_name_under_every_system(ids: list[str], expected: list[str]) -> None:
    found = folders(dict.fromkeys(ids), {"case.yaml": None})
    assert [*found.values()] == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("came.csv", "came.csv"), ("index.html", "index-2.html"), ("Site.JSON", "Site-2.JSON"),
        ("con.csv", "con-2.csv"), ("aux .tar.gz", "aux -2.tar.gz"), ("x.", "x"), ("..x", "..x"),
        ("a:b?.csv", "a-b-.csv"),
    ],
)  # fmt: skip
def test_a_ledger_comes_along_whatever_it_is_called(
    tmp_path: Path, file: str, expected: str
) -> None:
    """It never takes the place of a page, and every system can have its name."""
    rows = b"d,q\n1951-02-03,4\n"
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / file).write_bytes(rows)
    tranches = "tranches: [{quantity: 4, window: 1951-02}]"
    ledger = f"ledger: {{file: 'l/{file}', columns: {{date: d, quantity: q}}}}"
    made = site(parse_case(CASE.replace(tranches, ledger), folder=tmp_path))
    assert made[expected] == rows
    assert f'href="{quote(expected)}"' in made["index.html"].decode()
    _written(made, tmp_path / "site")
    again = load_case(tmp_path / "site" / "case.yaml")
    content = again.requests["guns"].scenarios["came"].ledger
    assert content is not None
    assert content.file == expected


def test_what_is_moved_by_a_script_stands_without_one(pages: dict[str, bytes]) -> None:
    """Until the script runs, or where none may, the page with sliders is the comparison."""
    page = pages["guns/explore.html"].decode().partition("<script")[0]
    assert '<p class="lead" id="lead">By February 1951 ' in page
    assert "<svg" in page
    assert re.search(r'<th scope="row"[^>]*>(<[^>]*>)*Feb', page)
    chart = pages["guns/chart.html"].decode().partition("<script")[0]
    assert "<svg" in chart
    assert '<th scope="row">February 1951</th><td>6</td><td>4' in chart


def test_the_index_says_who_is_asked_and_what_each_file_is(pages: dict[str, bytes]) -> None:
    index = pages["index.html"].decode()
    assert index.count("<p>There to Here</p>") == len(parse_case(CASE).requests)
    assert "<dt>Worksheet</dt><dd>cells to fill in, and questions</dd>" in index
    assert '<a href="guns/chart.html"><figure role="img"' in index


def test_pages_of_a_request_that_is_gone_go(tmp_path: Path) -> None:
    """Whatever else lies there stays, and nothing outside is touched, whatever the list says."""
    own = tmp_path / "own.yaml"
    own.write_text(CASE, encoding="utf-8")
    assert run("site", "pages/", "-f", "own.yaml", folder=tmp_path).code == 0
    there = tmp_path / "pages"
    (there / "योजना" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "handout.html").write_text("mine", encoding="utf-8")
    (there / "notes").mkdir()
    (there / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    listed = json.loads((there / MARK).read_text(encoding="utf-8"))
    listed["files"] += ["../handout.html", "notes/mine.txt", "/handout.html", "a\0/chart.html", 7]
    (there / MARK).write_text(json.dumps(listed), encoding="utf-8")
    renamed = CASE.replace("guns:", "rifles:").replace("योजना:", "plans:")
    own.write_text(renamed, encoding="utf-8")
    again = run("site", "pages/", "-f", "own.yaml", folder=tmp_path)
    said = "wrote pages/\n" + "".join(
        f"removed what was written in {there.name}/{each}/ before\n" for each in ("guns", "योजना")
    )
    assert (again.code, again.stderr) == (0, said)
    found = {each.relative_to(there).as_posix() for each in there.rglob("*") if each.is_file()}
    assert found == {*site(parse_case(renamed)), "notes/mine.txt", "योजना/mine.txt"}
    assert not (there / "guns").exists()
    assert (tmp_path / "handout.html").read_text(encoding="utf-8") == "mine"


def test_a_name_of_what_was_written_is_not_removed(tmp_path: Path) -> None:
    """As where ``Guns`` and ``guns`` are one folder: both names lead to one file."""
    (tmp_path / "Guns").mkdir()
    (tmp_path / "guns").mkdir()
    (tmp_path / "Guns" / "chart.html").write_text("new", encoding="utf-8")
    (tmp_path / "guns" / "chart.html").hardlink_to(tmp_path / "Guns" / "chart.html")
    remove_files(tmp_path, ["guns/chart.html"], ["Guns/chart.html"])
    assert (tmp_path / "guns" / "chart.html").exists()


def test_of_several_items_each_is_named_and_explored(shipped: Case) -> None:
    """The picture has one of them; the page with sliders opens at any."""
    pages = site(only_request(shipped, "guns-1953"))
    index = pages["index.html"].decode()
    assert "<p><strong>Guns of various types</strong></p>" in index
    found = re.findall(r'href="(guns-1953/explore\.html)#item=([^"]*)">([^<]*)</a>', index)
    assert [unquote(item) for _, item, _ in found] == [name for *_, name in found]
    explored = packed(pages["guns-1953/explore.html"])["items"]
    assert [unquote(item) for _, item, _ in found] == [each["title"] for each in explored]


def test_of_very_many_items_the_rest_is_counted(in_case: Callable[[str], Case]) -> None:
    items = ", ".join(f"i{at}: {{unit: gun}}" for at in range(60))
    tranches = ", ".join(f"{{item: i{at}, quantity: 1, window: 1951-01}}" for at in range(60))
    case = in_case(f"""
        items: {{{items}}}
        scenarios: {{plan: {{kind: plan, tranches: [{tranches}]}}}}
    """)
    index = site(case)["index.html"].decode()
    assert "<p>Items: i0; i1; " in index  # too many to be explored: no links
    assert "; i23; and 36 more.</p>" in index


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(CASE, encoding="utf-8")
    theirs = tmp_path / "mine" / "index.html"
    theirs.parent.mkdir()
    theirs.write_text("theirs", encoding="utf-8")
    refused = run("site", "mine/", "-f", "own.yaml", folder=tmp_path)
    assert refused.code == 1
    assert "mine has a index.html that is not ours" in refused.stderr
    assert [each.name for each in theirs.parent.iterdir()] == ["index.html"]
    assert theirs.read_text(encoding="utf-8") == "theirs"
    (tmp_path / "file").write_text("theirs", encoding="utf-8")
    assert "is not a folder" in run("site", "file", "-f", "own.yaml", folder=tmp_path).stderr
    assert "begins one from a list" in run("site", "new", "-f", "x.csv", folder=tmp_path).stderr


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def half() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    content = {"a/one.html": iter([b"one"]), "b/two.html": half(), MARK: iter([b"{}"])}
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "pages", content, MARK, is_site)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dark", "width", "names"),
    [
        (False, 1280, ("explore", "handout", "sources")),
        (True, PHONE, ("worksheet", "answers", "chart")),
    ],
)
def test_its_index_and_pages_are_sound(
    browser: Browser,
    shipped: Case,
    tmp_path: Path,
    width: int,
    names: tuple[str, ...],
    *,
    dark: bool,
) -> None:
    written = _written(site(only_request(shipped, "guns-1952")), tmp_path)
    of_request = tmp_path / "guns-1952"
    assert page_faults(browser, tmp_path / "index.html", dark=dark, width=width) == []
    assert print_faults(browser, tmp_path / "index.html") == []
    for name in names:
        path = of_request / f"{name}.html"
        assert path in written
        assert page_faults(browser, path, dark=dark, width=width) == []


@pytest.mark.slow
def test_hostile_names_stay_text(browser: Browser, tmp_path: Path) -> None:
    written = _written(site(parse_case(hostile_case("<script>window.__hit=1</script>"))), tmp_path)
    for path in written:
        if path.suffix == ".html":
            faults = hostile_faults(browser, path)
            assert [each for each in faults if not re.fullmatch(OF_OURS, each)] == []


def _written(pages: dict[str, bytes], folder: Path) -> list[Path]:
    for name, content in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return [folder / name for name in pages]
