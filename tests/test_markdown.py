"""Markdown, read back by a parser of it: what was text is text, where it was."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from deliveries.formats import Options
from deliveries.formats.markdown import write
from deliveries.tables import Band, Cell, Column, Gauge, Gauges, Links, Notes, Part, Row, Table
from deliveries.text import visible
from tests.hostile import NAMES
from tests.report_data import Said, everywhere
from tests.test_terminal import SHEET

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "code_inline", "strong_open", "strong_close", "em_open", "em_close"}


def markdown(*parts: Part, lead: str = "The verdict.") -> str:
    return b"".join(write(Said(lead, *parts), Options())).decode()


def inlines(text: str) -> Iterator[tuple[str, Token]]:
    """Each run of text with the tag it stands in."""
    tokens = PARSER.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            yield before.tag, token


def shown(token: Token) -> str:
    """What a reader sees of a run of text; only an address may be more than text."""
    kinds = {child.type for child in token.children or ()}
    assert kinds <= PLAIN | {"link_open", "link_close"}, kinds
    return "".join(child.content for child in token.children or ()).strip()


def texts(text: str, *tags: str) -> list[str]:
    return [shown(token) for tag, token in inlines(text) if tag in tags]


def test_a_sheet_is_a_pipe_table() -> None:
    assert (
        markdown(SHEET)
        == """\
**The verdict.**

## Guns, month by month

|               | Plan A: month | Plan A: gap | The other plan, by its long name: may be |
| ------------- | ------------: | ----------: | ---------------------------------------: |
| Jul 1951      |            2⅔ |       −7⅓ ? |                               4 to 1,600 |
| Aug 1951 ◂    |         1,320 |           5 |                                          |
| **Year 1951** |    **1,322⅔** |             |                                  **33%** |
"""
    )


def test_bars_and_notes_are_lists() -> None:
    band = Band(Fraction(30), Fraction(40))
    bars = Gauges("Of 60", (Gauge("A", Fraction(1, 2), Fraction(2, 3), band),))
    assert markdown(bars, Notes("Notes", ("A note.", "1. Another"))) == (
        "**The verdict.**\n"
        "\n"
        "## Of 60\n"
        "\n"
        "- `███████████████▒▒▒▒▒··········` A: 30 to 40\n"
        "\n"
        "## Notes\n"
        "\n"
        "- A note.\n"
        "- 1\\. Another\n"
    )


def test_an_indented_label_stays_indented_and_a_heading_row_is_italic() -> None:
    rows = (Row((Cell("Later"),), "heading"), Row((Cell("  at a quarter"),)))
    text = markdown(Table("", (Column("a", "a", align="left"),), rows))
    assert text.splitlines()[-2:] == ["| *Later* |", "| &emsp;at a quarter |"]
    assert "##" not in text


def test_numbers_as_decimals() -> None:
    text = b"".join(write(Said("", SHEET), Options(decimals=True))).decode()
    assert "| 2.67 |" in " ".join(text.split())


def test_documents_are_a_list_with_their_addresses() -> None:
    links = Links("Read", (("a: A_b.", "https://a.example/"), ("b", None)))
    assert markdown(links).endswith("- a: A\\_b. <https://a.example/>\n- b\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_text_wherever_it_stands(name: str) -> None:
    text = b"".join(write(everywhere(name), Options())).decode()
    wanted = " ".join(visible(name).split())
    assert texts(text, "th") == [f"{wanted}: {wanted}"]
    assert texts(text, "td") == [wanted] * 3
    assert texts(text, "h2") == [wanted] * 3
    bar, note = "▒" * 30 + f" {wanted}: {wanted}", wanted
    assert texts(text, "p") == [wanted, bar, note]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("|*_`<>[]!#-+1.)~&\\$ :/="))))
def test_any_text_stays_text(name: str) -> None:
    wanted = " ".join(visible(name).split())
    text = markdown(Notes("x", (f"x{name}", name)), lead=name)
    tail = [wanted] if wanted else []
    assert texts(text, "p")[: len(tail)] == tail
    note = [f"{visible(f'x{name}')}"]
    assert texts(text, "p")[len(tail) :] == [" ".join(note[0].split()), *tail]


def test_an_address_stays_a_link() -> None:
    text = markdown(Notes("Sources", ("x: A_b. https://a.example/c_d?e=f, seen",)))
    assert text.endswith("- x: A\\_b. <https://a.example/c_d?e=f>, seen\n")
