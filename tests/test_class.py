"""What a class gets besides the pages: questions for Moodle, flash cards, references, paper."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from pypdf import PdfReader

from deliveries.analysis.answers import Sources
from deliveries.analysis.comparison import Handout, compare_scenarios
from deliveries.errors import WriteError
from deliveries.formats import as_bytes, as_text
from deliveries.formats.gift import ways
from deliveries.formats.paper import BROWSERS
from deliveries.months import Month
from deliveries.read import parse_case
from deliveries.tables import Band, Share
from tests.hostile import ATTACKS, hostile_case
from tests.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from deliveries.case import Case


def questions_in(gift: str) -> list[tuple[str, str, list[str]]]:
    """The title, the text and the right answers of each question, as Moodle reads them."""
    found = []
    for block in gift.strip().split("\n\n"):
        # a sign behind a backslash is itself; it is hidden until the parts are told apart
        hidden = re.sub(r"\\([~=#{}:\\])", lambda sign: f"\x00{ord(sign[1])};", block)
        parts = re.fullmatch(r"::(.*?)::\[plain\](.*?) \{(.*)\}", hidden, re.DOTALL)
        assert parts, block
        answers = parts[3].partition("####")[0]
        right = re.findall(r"=([^=~#]*)", answers)
        assert not re.search(r"[{}~#]", "".join([parts[1], parts[2], *right])), block
        shown = [re.sub(r"\x00(\d+);", lambda at: chr(int(at[1])), each).strip()
                 for each in (parts[1], parts[2], *right)]  # fmt: skip
        found.append((shown[0], shown[1], shown[2:]))
    return found


def test_moodle_takes_each_way_to_write_an_answer(shipped: Case) -> None:
    """8/3 a month is the least that brings 16 in six months, and 27% is 16 of 60."""
    gift = as_text(Handout(compare_scenarios(shipped), "key", 1), "gift")
    asked = {text: right for _, text, right in questions_in(gift)}
    (least,) = (
        right for text, right in asked.items()
        if text.startswith("How many division sets a month") and "General Staff" in text
    )  # fmt: skip
    assert {"2⅔", "2 2/3", "8/3", "2.67"} <= set(least)
    (share,) = (right for text, right in asked.items() if "the General Staff's calculation?" in text
                and text.startswith("What share"))  # fmt: skip
    assert {"27%", "27"} <= set(share)
    titles = [title for title, _, _ in questions_in(gift)]
    assert len(titles) == len(set(titles)) > 12
    open_ones = [text for text, right in asked.items() if not right]
    assert any(text.startswith("Why can these proposals not") for text in open_ones)


@pytest.mark.parametrize(
    ("value", "some"),
    [
        (Fraction(8, 3), {"2⅔", "2 2/3", "8/3", "2.67", "2,67"}),
        (Fraction(-1, 2), {"−½", "-½", "-1/2", "-0.5"}),
        (Fraction(1320), {"1,320", "1320"}),
        (Month(1951, 12), {"December 1951", "Dec 1951", "1951-12", "12/1951"}),
        (Share(Fraction(4, 15)), {"27%", "27", "4/15", "0.27"}),
        (Band(Fraction(0), Fraction(10)), {"10", "at most 10", "0 to 10"}),
        (Band(Fraction(16), Fraction(60)), {"16 to 60", "16-60"}),
    ],
)
def test_the_ways_to_write_a_value(value: object, some: set[str]) -> None:
    assert some <= set(ways(value))  # type: ignore[arg-type]  # each is a value of a cell


@pytest.mark.parametrize("name", [*ATTACKS, "a{=b~c#d:e}\\", "{{{ ~%100%x }}}"])
def test_hostile_names_stay_text_in_gift(name: str) -> None:
    case = parse_case(hostile_case(name))
    gift = as_text(Handout(compare_scenarios(case), "key", 1), "gift")
    assert all(title and text for title, text, _ in questions_in(gift))


def test_flash_cards_have_a_question_and_an_answer(tmp_path: Path) -> None:
    assert run("handout", "--key", "-o", "cards.csv", folder=tmp_path).code == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "cards.csv").read_text(encoding="utf-8"))))
    assert rows[0] == ["question", "answer"]
    cards = dict(rows[1:])
    assert "16 of 60: 27%." in cards.values()
    assert all(cards) and all(cards.values())  # noqa: PT018  # both sides of each card


def test_what_has_no_questions_says_so() -> None:
    refused = run("compare", "--format", "gift")
    assert refused.code == 2
    assert "deliveries handout --key --format gift" in refused.stderr


def entries(bib: str) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX file by key, with their fields, as a reader of braces finds them."""
    found: dict[str, dict[str, str]] = {}
    for block in re.split(r"(?m)^@", bib)[1:]:
        kind, _, rest = block.partition("{")
        key, _, body = rest.partition(",")
        assert kind in ("book", "misc")
        assert key not in found
        fields: dict[str, str] = {}
        at = 0
        while match := re.compile(r"\s*(\w+) = ").match(body, at):
            at, depth, begin = match.end(), 0, match.end()
            while depth or body[at] != ",":
                depth += {"{": 1, "}": -1}.get(body[at], 0)
                at += 1
            fields[match[1]] = body[begin:at]
            at += 1
        assert body[at:].strip() == "}"
        found[key] = fields
    return found


def test_sources_are_bibtex(shipped: Case) -> None:
    """Telegram No. 21039 is of 21 June 1951; Xu's memoirs are a book."""
    found = entries(as_text(Sources(shipped), "bib"))
    assert set(found) == set(shipped.sources)
    telegram = found["tel-21039"]
    assert telegram["title"].startswith("{{Ciphered telegram No. 21039")
    assert (telegram["year"], telegram["month"]) == ("{1951}", "jun")
    assert telegram["date"] == "{1951-06-21}"
    assert as_text(Sources(shipped), "bib").count("@book{xu-memoir,") == 1


@pytest.mark.parametrize("name", [*ATTACKS, "50% of $1 & #2_a^b~c{d}\\e"])
def test_hostile_names_stay_text_in_bibtex(name: str) -> None:
    ((_, fields),) = entries(as_text(Sources(parse_case(hostile_case(name))), "bib")).items()
    assert re.sub(r"\\[#$%&_]|\\text\w+\{\}", "", fields["title"][2:-2]).isprintable()
    assert not re.search(r"(?<!\\)[#$%&_]", fields["title"])


def test_sources_are_csl_json(shipped: Case) -> None:
    found = {each["id"]: each for each in json.loads(as_text(Sources(shipped), "csl"))}
    assert set(found) == set(shipped.sources)
    assert found["tel-21039"]["issued"] == {"date-parts": [[1951, 6, 21]]}
    assert found["tel-21039"]["type"] == "manuscript"
    assert found["xu-memoir"]["type"] == "book"
    assert run("list", "--sources", "--format", "csl").code == 0


def test_a_page_tells_its_sources_to_programs(shipped: Case) -> None:
    """Zotero finds a source in each COinS span."""
    page = as_text(compare_scenarios(shipped), "html")
    spans = [parse_qs(unescape(each)) for each in re.findall('class="Z3988" title="([^"]*)"', page)]
    titles = [each["rft.title"][0] for each in spans]
    assert "Telegram No. 21334, Mao Zedong to Stalin" in titles
    assert {each["ctx_ver"][0] for each in spans} == {"Z39.88-2004"}


def test_without_a_browser_paper_is_refused_with_a_way_out(
    shipped: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliveries.formats.paper.BROWSERS", ("no-such-browser",))
    with pytest.raises(WriteError) as caught:
        as_bytes(Handout(compare_scenarios(shipped)), "paper")
    assert "none is here" in str(caught.value)
    assert caught.value.hint == "write .html instead, and print it from any browser"
    assert "chromium" in BROWSERS


def test_a_browser_that_fails_is_named(
    shipped: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr("deliveries.formats.paper.BROWSERS", (str(broken),))
    with pytest.raises(WriteError, match="did not print: no display"):
        as_bytes(Handout(compare_scenarios(shipped)), "paper")


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", ["handout", "blank", "key"])
def test_the_main_case_is_two_pages(
    browser: Browser, shipped: Case, tmp_path: Path, kind: str, paper: str
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(as_bytes(Handout(compare_scenarios(shipped), kind), "html"))  # type: ignore[arg-type]  # one of them
    page = browser.new_page()
    page.goto(path.as_uri())
    printed = page.pdf(format=paper)
    page.close()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 2


@pytest.mark.slow
def test_paper_is_printed_by_the_browser_that_is_here(browser: Browser, tmp_path: Path) -> None:
    assert browser.is_connected()
    done = run("handout", "-r", "guns-1952", "--pdf", folder=tmp_path)
    assert (done.code, done.stderr) == (0, "wrote handout.pdf\n")
    pages = PdfReader(tmp_path / "handout.pdf").pages
    assert "Guns and ammunition" in pages[0].extract_text()
