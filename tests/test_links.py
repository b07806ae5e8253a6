"""What the pages for people point at is there, each example in them is run, and versions agree."""

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from deliveries.version import __version__
from tests.conftest import ROOT

PAGES = [
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
]
RUN = {
    "README.md": {"console", "python", "sh"},  # test_readme
    "docs/case-file.md": {"yaml"},  # test_record_rows
    "docs/commands.md": {"sh"},  # test_help, as they are the examples of the help
    "docs/python.md": {"python"},  # test_python_docs
    "docs/records.md": {"console", "csv", "yaml"},  # test_records_docs
    "docs/teaching.md": {"console"},  # test_teaching
    "docs/tour.md": {"console", "yaml"},  # test_readme
    "ARCHITECTURE.md": {"", "diff"},  # a drawing; test_docs
    "CONTRIBUTING.md": {""},  # its targets are: test_readme
}
"""The examples that some test runs, by page and language."""
PLAINLY = [
    "uv tool install .", "pipx install .", "make compare", "deliveries --install-completion",
    'eval "$(_DELIVERIES_COMPLETE=source_bash deliveries)"',
    'eval "$(_DELIVERIES_COMPLETE=source_zsh deliveries)"',
    "_DELIVERIES_COMPLETE=source_fish deliveries | source",
]  # fmt: skip
"""The README's lines for a shell: test_readme, test_wheel and test_completion do what they do."""
MODULE = r"[a-z_]+/([a-z_]+\.py)?|[a-z_/]+\.py"
"""A room or a file of one, as ARCHITECTURE.md names it."""
OURS = ("src/", "tests/", "docs/", "data/", "bench/")


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def tokens(page: str) -> list[Token]:
    """What the page is made of, its tables and the insides of its lines too."""
    found = MarkdownIt().enable("table").parse(text(page))
    return [each for token in found for each in (token, *(token.children or ()))]


def anchors(page: str) -> set[str]:
    """The names of the page's headings, as GitHub makes them."""
    found: dict[str, int] = {}
    all_tokens = MarkdownIt().parse(text(page))
    for heading, inside in pairwise(all_tokens):
        if heading.type == "heading_open":
            shown = "".join(each.content for each in inside.children or ())
            name = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
            again = found[name] = found.get(name, -1) + 1
            found[f"{name}-{again}" if again else name] = 0
    return set(found)


def links(page: str) -> list[str]:
    targets = [each.attrGet("href") or each.attrGet("src") for each in tokens(page)]
    return [target for target in targets if isinstance(target, str)]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in links(page):
        if link.startswith(("http:", "https:")):
            continue  # the world's
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT).as_posix()), link


def test_the_pages_have_links() -> None:
    assert {"#every-public-name", "#what-is-refused"} <= set(links("docs/python.md"))
    assert "docs/sixty-divisions.svg" in links("README.md")
    assert set(PAGES) >= {"README.md", "docs/commands.md"}


def test_every_page_of_the_docs_is_linked_in_the_readme() -> None:
    pages = {page for page in PAGES if page != "README.md"}
    assert pages <= set(links("README.md"))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    inline = [each.content for each in tokens(page) if each.type == "code_inline"]
    for named in (name for each in inline for name in written_out(each)):
        if named.startswith(OURS):
            assert (ROOT / named).exists(), named
        elif page == "ARCHITECTURE.md" and re.fullmatch(MODULE, named):
            places = (ROOT / "src" / "deliveries", ROOT / "src", ROOT / "tests")
            assert any((place / named).exists() for place in places), named


def written_out(name: str) -> list[str]:
    """``a/{b,c}.py`` as a shell writes it out."""
    before, opened, rest = name.partition("{")
    if not opened or "}" not in rest or " " in name:
        return [name]
    inside, _, after = rest.partition("}")
    return [f"{before}{each}{after}" for each in inside.split(",")]


@pytest.mark.parametrize("page", PAGES)
def test_every_example_is_one_that_is_run(page: str) -> None:
    fences = {each.info for each in tokens(page) if each.type == "fence"}
    assert fences == RUN.get(page, set())


def test_the_lines_for_a_shell_are_those_that_are_tried() -> None:
    blocks = [each.content for each in tokens("README.md") if each.info == "sh"]
    lines = [re.split(r"\s+#\s", line)[0] for block in blocks for line in block.splitlines()]
    assert lines == PLAINLY


def test_the_changelog_begins_with_what_is_new() -> None:
    versions = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == "Unreleased" or versions[0].startswith(f"{__version__} (")
    released = [each.partition(" ")[0] for each in versions if each != "Unreleased"]
    numbers = [tuple(map(int, re.findall(r"\d+", each))) for each in released]
    assert numbers == sorted(set(numbers), reverse=True)
    assert "Unreleased" not in versions[1:]


@pytest.mark.parametrize("page", sorted({*PAGES} - {"CHANGELOG.md"}))
def test_no_page_names_another_version(page: str) -> None:
    named = re.findall(r"deliveries(?:==| |-|>=)v?(\d+\.\d+\.\d+(?:rc\d+)?)", text(page))
    assert set(named) <= {__version__}
