"""Handouts and worksheets: what they ask is answered by hand here, and they need nothing else."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import deliveries
from deliveries.analysis.comparison import Comparison, Handout, Paper, compare_scenarios
from deliveries.case import Case
from deliveries.months import By
from deliveries.numbers import mixed
from deliveries.read import parse_case
from deliveries.reports import View, report
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.worksheet import (
    BLANKS,
    choose_blanks,
    open_questions,
    pivot_places,
    questions,
)
from deliveries.tables import Notes, Picture, Table
from tests.hostile import NAMES
from tests.terminal import run

KINDS: tuple[Paper, ...] = ("handout", "blank", "key")


def as_handout(comparison: Comparison, kind: Paper = "handout", seed: int = 1) -> str:
    return deliveries.as_text(Handout(comparison, kind, seed), "html")


ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p",
    "strong", "ul", "li", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span",
    "figure", "svg", "g", "path", "rect", "line", "text", "tspan",
}  # fmt: skip
"""All that a page of ours is made of, links apart."""


class Tags(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    return tags


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())


def test_what_a_class_is_asked_about_june_1951(shipped: Case) -> None:
    """16 of 60 is 27%; 60 less 16 is 44; 8/3, 29/2 and 37/2 are in the design of the measures."""
    asked = list(questions(compare_scenarios(shipped), None, View()))
    answers = {each.text: each.answer for each in asked}
    by_need = "What share of the 60 division sets would be there by December 1951 under"
    assert answers[f"{by_need} the General Staff's calculation?"] == "16 of 60: 27%."
    assert answers[f"{by_need} Stalin's reply?"] == "At most 10 of 60: at most 17%."
    behind = (
        "At the end of which month is the General Staff's calculation furthest behind Mao's plan"
    )
    gap = f"{behind}, and by how much, read evenly?"
    assert answers[gap] == "December 1951: 44 division sets behind."
    working = {each.text: each.working for each in asked}
    assert working[gap] == ("16 − 60 = −44", "The sources allow 44 to 50.")
    carry = (
        "How many division sets a month must transport carry, at the least, to bring by December "
        "1951"
    )
    assert (
        answers[f"{carry} what the General Staff's calculation schedules by then?"] == "2⅔ a month."
    )
    waits = [answer for text, answer in answers.items() if text.startswith("How many months")]
    assert waits == ["3½ months.", "14½ months.", "18½ months."]
    ranges = [each.working[1:] for each in asked if each.text.startswith("How many months")]
    assert ranges == [(), ("The sources allow 5⅖ to 23⅗.",), ("The sources allow 6⅖ to 36.",)]
    opened = {
        each.text: each for each in open_questions(compare_scenarios(shipped), "", unsaid=True)
    }
    assert any(text.startswith("Why can these proposals not") for text in opened)
    answers = {text: each.answer for text, each in opened.items()}
    unsaid = "What do the sources of this scenario not say: The General Staff's calculation?"
    assert answers[unsaid] == "How what comes in July to December 1951 falls month by month."


def test_what_came_is_a_part_of_what_was_promised(shipped: Case) -> None:
    """7,898 and 2,375 by August 1943, of twice 7,000: 10,273 is 73%."""
    asked = questions(compare_scenarios(shipped, request="hump-1943"), None, View())
    text = (
        "By August 1943, what part of what Roosevelt's promise has by then "
        "does Army transport and CNAC have?"
    )
    answers = {each.text: each.answer for each in asked}
    assert answers[text] == "10,273 of 14,000 short tons: 73%."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "request_id", ["sixty-divisions", "thirty-six-divisions", "guns-1953", "hump-1943"]
)
def test_every_request_makes_a_page_that_needs_nothing(
    shipped: Case, request_id: str, kind: Paper
) -> None:
    comparison = compare_scenarios(shipped, request=request_id)
    page = as_handout(comparison, kind)
    tags = parsed(page)
    names = [tag for tag, _ in tags.seen]
    assert not {"script", "link", "img", "iframe", "object", "foreignobject"} & set(names)
    assert not [attrs for _, attrs in tags.seen if "src" in attrs]
    assert ("svg" in names) == (kind == "handout")
    assert "url(" not in page
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    links = [attrs["href"] for tag, attrs in tags.seen if tag == "a"]
    assert all(link and link.startswith("https://") for link in links)
    assert page == as_handout(comparison, kind)


def test_the_key_has_what_the_blank_lacks(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    table = ComparisonReport(comparison, View(By.quarter)).pivot(None)
    blanks = choose_blanks(table, pivot_places(comparison, None, table), 5)
    assert len(blanks) == BLANKS
    assert [blank.letter for blank in blanks] == list("abcdefgh")
    blank = as_handout(comparison, kind="blank", seed=5)
    key = as_handout(comparison, kind="key", seed=5)
    for each in blanks:
        assert table.rows[each.row].cells[each.column].value == each.value
        assert f">({each.letter}) {mixed(each.value)}</td>" in key
        assert re.search(rf'<td class="blank">\({each.letter}\) *</td>', blank)
    assert blank.count('class="blank"') == key.count('class="answer"') == BLANKS
    assert "27%" not in blank
    assert "27%" in key
    assert "asks for all 60" not in text_of(blank)


@pytest.mark.parametrize("kind", KINDS[:2])
def test_what_is_assumed_of_the_request_is_said_where_it_is_told(
    shipped: Case, kind: Paper
) -> None:
    question = text_of(as_handout(compare_scenarios(shipped), kind=kind))
    question = question.partition("Who proposed what")[0]
    assert "When: before 21 June 1951." in question
    assert "Assumed, dated: the telegram of 21 June follows it" in question
    assert "Assumed, needed by: the telegram says the present year" in question


def test_the_seed_chooses_the_cells(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    pages = {as_handout(comparison, kind="blank", seed=seed) for seed in (1, 1, 2, 3)}
    assert len(pages) == 3


def test_each_working_ends_in_its_answer(shipped: Case) -> None:
    """The General Staff's second quarter of 1952: 16 and 44 x 6/24, less 16 and 44 x 3/24."""
    page = text_of(as_handout(compare_scenarios(shipped), kind="key", seed=3))
    assert "(c) The General Staff's calculation, April to June 1952, in that time: 5½" in page
    assert "Due by then, read evenly, 6 of 24 months: 44 × 6/24 = 11" in page
    assert (
        "There by then: 16 + 11 = 27 Less what was there before April 1952: 27 − 21½ = 5½" in page
    )


def test_a_case_with_next_to_nothing_in_it() -> None:
    case = parse_case(
        "title: T\nrequests: {r: {title: T, recipient: A, supplier: B, unit: gun,"
        " scenarios: {s: {kind: record, tranches: [{quantity: unknown, window: 1951-07}]}}}}"
    )
    for kind in KINDS:
        page = text_of(as_handout(compare_scenarios(case), kind=kind))
        assert ("Who asked: A." in page) == (kind != "key")
        assert "unknown" in page


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_text(name: str) -> None:
    case = parse_case(
        "title: T\nsources: {d: {title: T, grade: ours, url: 'https://a.example/x'}}\nrequests: {r:"
        " {title: T, recipient: A, supplier: B, unit: gun, source: d,"
        " scenarios: {s: {kind: plan, tranches: [{quantity: 1, window: 1951-07}]}}}}"
    )
    scenario = case.requests["r"].scenarios["s"].model_copy(update={"title": name})
    changed = {"title": name, "unit": name, "note": name, "scenarios": {"s": scenario}}
    request = case.requests["r"].model_copy(update=changed)
    source = case.sources["d"].model_copy(update={"title": name, "url": f"javascript:{name}"})
    hostile = case.model_copy(update={"requests": {"r": request}, "sources": {"d": source}})
    comparison = compare_scenarios(hostile)
    for kind in KINDS[1:]:  # one without a chart, one with it and all else
        tags = parsed(as_handout(comparison, kind))
        assert {tag for tag, _ in tags.seen} <= ELEMENTS
        assert not [attrs for tag, attrs in tags.seen if tag == "a"]
        assert not [key for _, attrs in tags.seen for key in attrs if key.startswith("on")]


def test_a_worksheet_keeps_its_answers_to_itself(shipped: Case) -> None:
    blank = Handout(compare_scenarios(shipped), "blank", 5)
    assert report(blank).tables == {}
    assert deliveries.as_dict(blank)["verdict"] == ""


def test_the_command_line(tmp_path: Path) -> None:
    assert run("handout", "-o", "page.html", folder=tmp_path).code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == run("handout").stdout
    assert run("handout", "--blank", "--key").code == 2
    assert run("handout", "--seed", "-1", "--blank").code == 2


def test_the_chart_of_a_paper_is_drawn_small_so_that_its_words_can_be_read(shipped: Case) -> None:
    paper = report(Handout(compare_scenarios(shipped)))
    (picture,) = (part for part in paper.flat() if isinstance(part, Picture))
    assert picture.chart.small
    (width,) = re.findall(r'<svg[^>]* width="([0-9]+)"', deliveries.as_text(paper, "html"))
    assert int(width) < 620


def test_of_one_scenario_the_name_stands_over_the_items_once(shipped: Case) -> None:
    paper = report(Handout(compare_scenarios(shipped, request="thirty-six-divisions")))
    items, measures = (part for part in paper.flat() if isinstance(part, Table))
    assert items.title == measures.title == "Mao's request"
    assert [column.key for column in items.columns] == ["item", "1951-01", "1951-02"]
    lines = [line for part in paper.flat() if isinstance(part, Notes) for line in part.lines]
    assert not any(line.startswith("To date") for line in lines)


def test_the_line_of_a_record_reads_nothing_evenly(shipped: Case) -> None:
    paper = report(Handout(compare_scenarios(shipped, request="hump-1943")))
    lines = [line for part in paper.flat() if isinstance(part, Notes) for line in part.lines]
    (band,) = (line for line in lines if line.startswith("The band, shaded"))
    assert band.endswith("in the last. The bar along them is a record's one figure.")


@pytest.mark.parametrize("seed", range(1, 10))
def test_no_cell_is_taken_out_that_repeats_the_one_above_it(shipped: Case, seed: int) -> None:
    comparison = compare_scenarios(shipped)
    table = ComparisonReport(comparison, View(By.quarter)).pivot(None)
    blanks = choose_blanks(table, pivot_places(comparison, None, table), seed)
    mao = [blank for blank in blanks if blank.place.entry.id == "mao-one-sixth"]
    assert all(blank.place.window.last.year == 1951 for blank in mao)
