"""A case as a folder of pages for a web server or a stick: an index, and for each request its own.

Convention: every address is relative and every page needs nothing but itself, so that the folder
may lie anywhere. What a request has no page for is said on the index. The same case gives the same
bytes: nothing here knows a clock, a path or a machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from deliveries.analysis.answers import Sources
from deliveries.analysis.comparison import Handout, compare_scenarios
from deliveries.analysis.explore import explore
from deliveries.case.derived import only_request
from deliveries.errors import DeliveriesError
from deliveries.formats import Options, write
from deliveries.formats.bundle import free_name, with_ledgers
from deliveries.formats.cells import Style
from deliveries.formats.html import filled, sections_of
from deliveries.formats.json import json_text
from deliveries.read.writing import case_yaml
from deliveries.reports import report as report_of
from deliveries.reports.chart import chosen_item
from deliveries.tables import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from deliveries.case import Case, Request
    from deliveries.reports import Report
    from deliveries.results import Result

SITE = "deliveries/site/1"
INDEX, CASE, MARK = "index.html", "case.yaml", "site.json"
PAGES = (
    "explore.html", "handout.html", "worksheet.html", "answers.html", "chart.html", "sources.html",
    "schedule.csv", "comparison.json", "comparison.db",
)  # fmt: skip
"""Names what the folder of a request can have in it."""
MOST_NAMED = 24
"""Limits the items of a request that the index names."""


class _Page(NamedTuple):
    """A file of a request: what it is called, and the report and the format that make it."""

    label: str
    file: str
    about: str
    report: Report
    form: str


class _Section(NamedTuple):
    """What the index has of a request."""

    request: Request
    folder: str
    """Where its pages are, as an address."""
    missing: tuple[str, ...]
    """Says what there is no page for, with the reason."""
    verdict: str = ""
    picture: Picture | None = None
    drawn: str = ""
    """The item that the picture has, where there are several."""
    items: Sequence[tuple[str, str]] = ()
    """Each item, and where it is explored, if it is."""
    pages: Sequence[_Page] = ()


def site(case: Case, *, file: str | None = None, decimals: bool = False) -> dict[str, bytes]:
    """Return the files that ``deliveries site FOLDER/`` writes, by their names in the folder.

    ``file`` is what the case file is called in the commands that pages show; None is the one that
    ships. Raises nothing for a request that has no pages: the index says why.
    """
    made = files(case, file=file, decimals=decimals)
    return {name: b"".join(chunks) for name, chunks in made.items()}


def files(
    case: Case, *, file: str | None = None, decimals: bool = False
) -> dict[str, Iterator[bytes]]:
    """Return what each file is made of, by its name; the index and the list of files come last."""
    written, ledgers = with_ledgers(case, (INDEX, CASE, MARK))
    content = {CASE: iter([case_yaml(written).encode()])}
    content |= {name: iter([each.raw]) for name, each in ledgers.items()}
    sections = []
    for request, folder in folders(case.requests, taken=content).items():
        section = _section(case, request, folder, file)
        named = [(page.label, page.file) for page in section.pages]
        for page in section.pages:
            beside = [(label, "" if each == page.file else each) for label, each in named]
            nav = (("All requests", f"../{INDEX}"), *beside)
            content[f"{folder}/{page.file}"] = write(
                page.report, page.form, Options(decimals=decimals, nav=nav)
            )
        sections.append(section)
    content[INDEX] = filled(
        "site.html.j2",
        title=case.title,
        subtitle="",
        lead="",
        sections=[],
        requests=sections,
        most=MOST_NAMED,
        pages={page.label: page.about for section in sections for page in section.pages},
        data=[(name, quote(name)) for name in (CASE, *ledgers)],
        licence=case.licence,
        style=Style(decimals),
    )
    listed = {"generator": SITE, "title": case.title, "files": sorted([*content, MARK])}
    content[MARK] = iter([json_text(listed).encode()])
    return content


def is_site(marked: object) -> bool:
    """Return whether the content of a ``site.json`` is that of a site."""
    made = marked.get("generator") if isinstance(marked, dict) else None
    return isinstance(made, str) and made.startswith("deliveries/site/")


def pages_of(marked: object) -> list[str]:
    """Return the files of requests that a ``site.json`` lists, such as only a site has."""
    listed = marked.get("files") if is_site(marked) and isinstance(marked, dict) else None
    found = []
    for name in listed if isinstance(listed, list) else ():
        folder, _, file = str(name).partition("/")
        if file in PAGES and folder not in ("", ".", "..") and not {*folder} & {*"\\:"}:
            found.append(f"{folder}/{file}")
    return found


def folders(requests: Mapping[str, object], taken: Mapping[str, object]) -> dict[str, str]:
    """Return the folder of each request: its id, as far as every system can have it so."""
    found: dict[str, str] = {}
    for request in requests:
        found[request] = free_name(request, [INDEX, MARK, *taken, *found.values()])
    return found


def _section(case: Case, request: str, folder: str, file: str | None) -> _Section:
    """Return what the index has of a request: its files, and what there is none for."""
    asked, address = case.requests[request], quote(folder)
    try:
        comparison = compare_scenarios(case, request=request)
        compared = report_of(comparison)
        verdict = compared.verdict  # which works all of it out
    except DeliveriesError as error:
        return _Section(asked, address, (f"Nothing can be compared: {error.args[0]}.",))
    wanted: tuple[tuple[str, str, str, Callable[[], Result], str], ...] = (
        ("Explore", "explore.html", "move capacity and dates, and see what follows",
         lambda: explore(case, request=request, file=file), "explore"),
        ("Handout", "handout.html", "a page to read and to print",
         lambda: Handout(comparison, "handout", 1), "html"),
        ("Worksheet", "worksheet.html", "cells to fill in, and questions",
         lambda: Handout(comparison, "blank", 1), "html"),
        ("Answers", "answers.html", "the worksheet's, with their working",
         lambda: Handout(comparison, "key", 1), "html"),
        ("Chart", "chart.html", "one picture, with its numbers", lambda: comparison, "page"),
        ("Sources", "sources.html", "what each document says",
         lambda: Sources(only_request(case, request)), "html"),
        ("CSV", "schedule.csv", "for a spreadsheet", lambda: comparison, "csv"),
        ("JSON", "comparison.json", "for programs", lambda: comparison, "json"),
        ("SQLite", "comparison.db", "for queries", lambda: comparison, "db"),
    )  # fmt: skip
    pages, missing = [], []
    for label, name, what, make, form in wanted:
        try:
            made = report_of(make())
            if form in ("html", "explore"):
                _ = sections_of(made)
            elif form == "page":
                _ = made.chart
        except DeliveriesError as error:
            missing.append(f"{label}: {error.args[0]}.")
        else:
            pages.append(_Page(label, name, what, made, form))
    picture, drawn, items = None, "", list[tuple[str, str]]()
    forms = {each.form for each in pages}
    if "page" in forms and (chart := compared.chart):
        bare = chart._replace(title="", subtitle="", notes=(), cites="", sources=())
        picture = Picture(bare, f"Chart: {bare.up}")
    titles = {name: asked.thing(name).title or name for name in comparison.items if name}
    if len(titles) > 1:
        drawn = titles[chosen_item(comparison, None) or ""]
        page = f"{address}/explore.html#item="
        items = [
            (title, page + quote(title, safe="") if "explore" in forms else "")
            for name, title in titles.items()
            if name in asked.items
        ]
    return _Section(asked, address, tuple(missing), verdict, picture, drawn, items, pages)
