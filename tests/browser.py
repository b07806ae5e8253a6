"""Opens a page in a real browser, headless and without a network, and lists what is wrong with it.

Each check takes the ``browser`` of the fixture and an HTML file, and returns its faults as text: an
empty list is a sound page. ``page_faults``: errors, requests, accessibility and width, in one
colour scheme at one width. ``print_faults``: rows and headings on paper, cut text, dark ink.
``hostile_faults``: names that should have stayed text. ``chart_faults``: a chart and its
tooltip.

The page's own questions are in ``browser.js``. Paper is judged by the tagged PDF that Chromium
prints, in which each row and heading says on which pages it stands.
"""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urldefrag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route
    from pypdf import PdfReader

    Scheme = Literal["light", "dark"]

PAPERS = {"A4": 210 / 25.4 * 96, "Letter": 8.5 * 96}  # how wide, in CSS px
MARGIN = 96 / 2.54  # 1 cm, where a page asks for no margin of its own
PHONE = 360
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = ("playwright", "axe_playwright_python", "pypdf")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
_STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_WITHIN = ("data:", "blob:", "about:")  # never leave the page
_SCRIPT = (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")


def why_no_browser() -> str:
    """Say what is missing; nothing if a browser can be had."""
    if missing := [name for name in _PACKAGES if find_spec(name) is None]:
        return f"no page was opened: {', '.join(missing)} not installed"
    return "" if _chromium() else "no page was opened: Chromium is not on this machine"


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, _CHROMIUMS)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium, for which no name on the network resolves to anything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
        yield browser
        browser.close()


def page_faults(
    browser: Browser, path: Path, *, dark: bool = False, width: int = 1200
) -> list[str]:
    """Errors, requests, what axe-core finds, text in drawings, and what is wider than the page."""
    with opened(browser, path, dark=dark, width=width) as (page, faults):
        faults.extend(_asked(page, "reaches()"))
        faults.extend(_asked(page, f"overflow({width})"))
        faults.extend(_asked(page, "drawing()"))
        faults.extend(_axe(page))
    return _once(faults)


def print_faults(browser: Browser, path: Path, paper: str = "A4") -> list[str]:
    """Rows over two pages, headings without what they head, cut text, and ink that is not dark."""
    with opened(browser, path) as (page, faults):
        page.emulate_media(media="print")
        margins = page.evaluate(f"({_SCRIPT}).margins()")
        width = PAPERS[paper] - (2 * MARGIN if margins is None else margins)
        page.set_viewport_size({"width": int(width), "height": 1000})
        faults.extend(_asked(page, "cut()"))
        for scheme in _schemes():
            page.emulate_media(media="print", color_scheme=scheme)
            faults.extend(f"{scheme}: {fault}" for fault in _asked(page, "ink()"))
        named = page.evaluate(f"({_SCRIPT}).printed()")
        sides = dict.fromkeys(("top", "right", "bottom", "left"), "1cm")
        printed = page.pdf(format=paper, tagged=True, margin=sides)  # type: ignore[arg-type]
    return _once([*faults, *_broken(printed, [_Block(*block) for block in named])])


def hostile_faults(browser: Browser, path: Path, texts: Sequence[str] = ()) -> list[str]:
    """What hostile names did instead of standing there; ``texts`` are what should be read."""
    with opened(browser, path) as (page, faults):
        _hover(page)
        faults.extend(_asked(page, "traces()"))
        content = "".join(page.evaluate(f"({_SCRIPT}).content()").split())
        faults.extend(
            f"not on the page: {text}" for text in texts if "".join(text.split()) not in content
        )
    return _once(faults)


def chart_faults(browser: Browser, path: Path) -> list[str]:
    """Errors and requests of a page with a chart; its marks, and the tooltip over one."""
    with opened(browser, path) as (page, faults):
        if not page.evaluate(f"({_SCRIPT}).marks()"):
            faults.append("no mark is drawn")
        elif not _hover(page):
            faults.append("no mark has a tooltip")
    return _once(faults)


def tooltip(browser: Browser, path: Path) -> str:
    """What the tooltip over a chart's first mark says."""
    with opened(browser, path) as (page, _):
        return _hover(page)


@contextmanager
def opened(
    browser: Browser, path: Path, *, dark: bool = False, width: int = 1200
) -> Iterator[tuple[Page, list[str]]]:
    """A page with the list that its errors, dialogs and requests are written to."""
    faults: list[str] = []
    phone = width < 600
    context = browser.new_context(
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": 800},
        is_mobile=phone,  # then a page without a meta viewport is as wide as on a real one
        has_touch=phone,
        service_workers="block",
        reduced_motion="reduce",
    )
    try:
        page = _watched(context, path.resolve().as_uri(), faults)
        page.goto(path.resolve().as_uri())
        _settle(page)
        yield page, faults
        _settle(page)
    finally:
        context.close()


def _watched(context: BrowserContext, address: str, faults: list[str]) -> Page:
    """A page that may open one address, and whose every complaint is written down."""

    def route(found: Route) -> None:
        url = urldefrag(found.request.url).url
        if url == address or url.startswith(_WITHIN):
            found.continue_()
        else:
            faults.append(f"asks for {url}")
            found.abort()

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console {message.type}: {message.text}")

    def asked(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page = context.new_page()
    page.set_default_timeout(20_000)
    context.route("**/*", route)
    context.route_web_socket("**/*", lambda socket: faults.append(f"asks for {socket.url}"))
    page.on("console", said)
    page.on("dialog", asked)
    page.on("pageerror", lambda error: faults.append(f"error: {error.message}"))
    page.on("popup", lambda other: faults.append(f"opens {other.url}"))
    page.on("crash", lambda _: faults.append("the page crashed"))
    return page


def _settle(page: Page) -> None:
    page.evaluate(f"({_SCRIPT}).settled()")


def _asked(page: Page, question: str) -> list[str]:
    found: list[str] = page.evaluate(f"({_SCRIPT}).{question}")
    return found


def _schemes() -> tuple[Scheme, ...]:
    return ("light", "dark")


def _once(faults: list[str]) -> list[str]:
    return list(dict.fromkeys(faults))


def _axe(page: Page) -> Iterator[str]:
    """What axe-core calls a violation, with the first elements that it names."""
    from axe_playwright_python.sync_playwright import Axe

    _asked(page, "ground()")
    options = {"resultTypes": ["violations"], "runOnly": list(_STANDARDS)}
    for found in Axe().run(page, options=options).response["violations"]:
        nodes = "; ".join(str(node["html"])[:100] for node in found["nodes"][:3])
        yield f"axe {found['id']}: {found['help']}: {nodes}"


def _hover(page: Page) -> str:
    """Move the mouse over the marks of a chart until one shows a tooltip; return its text."""
    for x, y in page.evaluate(f"({_SCRIPT}).marks()")[-240:]:
        page.mouse.move(x, y)
        if text := str(page.evaluate(f"({_SCRIPT}).tooltip()")):
            return text
    return ""


class _Block(NamedTuple):
    """A heading, a caption or a row as the page has it."""

    tag: str
    repeated: bool
    label: str


class _Part(NamedTuple):
    """An element of a tagged PDF: its tag, and the pages of each run of content in it."""

    tag: str
    pages: list[int]
    end: int  # how many runs there were in all when it ended


def _broken(printed: bytes, blocks: Sequence[_Block]) -> Iterator[str]:
    """Rows and captions over two pages; headings with nothing below them on their page."""
    from pypdf import PdfReader

    parts, runs = _Tags(PdfReader(io.BytesIO(printed))).read()
    if [part.tag for part in parts] != [_TAGS.get(block.tag, block.tag) for block in blocks]:
        yield (
            f"the page has {len(blocks)} headings, captions and rows; printed and tagged are "
            f"{len(parts)} (a table without headers, or something hidden)"
        )
        return
    for block, part in zip(blocks, parts, strict=True):
        if block.repeated or block.tag in ("CAPTION", *_HEADINGS):
            begins, ends = part.pages[0], part.pages[0] if block.repeated else part.pages[-1]
            following = _following(part, parts, blocks, runs)
            if following is not None and following > ends:
                yield f"alone at the foot of page {ends + 1}: {block.label}"
        else:
            begins, ends = min(part.pages), max(part.pages)
        if begins != ends:
            yield f"broken over pages {begins + 1} and {ends + 1}: {block.label}"


_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_TAGS = {"CAPTION": "Caption", "TR": "TR"}


def _following(
    part: _Part, parts: Sequence[_Part], blocks: Sequence[_Block], runs: Sequence[int]
) -> int | None:
    """The page of the first thing after a heading that is no heading itself."""
    at = part.end
    for block, other in zip(blocks, parts, strict=True):
        begin = other.end - len(other.pages)
        if begin == at and (block.repeated or block.tag != "TR"):
            at = other.end
    return runs[at] if at < len(runs) else None


class _Tags:
    """Reads the tree of tags in a PDF, in the order in which it is read aloud."""

    def __init__(self, reader: PdfReader) -> None:
        self.root: Any = reader.trailer["/Root"]
        self.numbers = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self.runs: list[int] = []
        self.parts: list[_Part] = []

    def read(self) -> tuple[list[_Part], list[int]]:
        """The headings, table captions and rows in order; and the page of every run of content."""
        self._walk(self.root["/StructTreeRoot"]["/K"], None, "")
        return self.parts, self.runs

    def _walk(self, node: Any, page: int | None, above: str) -> None:
        node = node.get_object()
        if isinstance(node, int):
            assert page is not None
            self.runs.append(page)
        elif isinstance(node, list):
            for child in node:
                self._walk(child, page, above)
        else:
            if "/Pg" in node:
                page = self.numbers[node.raw_get("/Pg").idnum]
            if node.get("/Type") == "/MCR":
                self._walk(node["/MCID"], page, above)
            elif "/K" in node:
                self._element(node, page, above)

    def _element(self, node: Any, page: int | None, above: str) -> None:
        tag, begin, place = node["/S"][1:], len(self.runs), len(self.parts)
        wanted = tag in _HEADINGS or tag == "TR" or (tag == "Caption" and above == "Table")
        if wanted:
            self.parts.append(_Part(tag, [], 0))  # what is within it comes after it
        self._walk(node["/K"], page, tag)
        if wanted:
            self.parts[place] = _Part(tag, self.runs[begin:], len(self.runs))
