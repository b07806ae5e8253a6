"""HTML, read back by a parser of it: every tag closed, every name still text."""

from fractions import Fraction
from html import unescape
from html.parser import HTMLParser

import pytest

from deliveries.formats import Options
from deliveries.formats.html import as_html, write
from deliveries.tables import Band, Cell, Column, Gauge, Gauges, Notes, Row, Table
from deliveries.text import visible
from tests.hostile import NAMES
from tests.report_data import Said, everywhere
from tests.test_terminal import SHEET


class Reader(HTMLParser):
    """Reads a fragment; fails where tags do not balance."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append(data)


def test_a_sheet_is_a_table_with_scopes() -> None:
    text = as_html(Said("The verdict.", SHEET))
    part = '<span class="part" style="min-width:1.5ch">'
    rows = (
        '<td></td><th scope="colgroup" colspan="2">Plan A</th>',
        '<th scope="colgroup" colspan="1">The other plan, by its long name</th>',
        '<td></td><th scope="col">month</th><th scope="col">gap</th><th scope="col">may be</th>',
        f'<tr><th scope="row" class="text">Jul 1951</th><td>2{part}⅔</span></td>',
        f"<td>−7{part}⅓</span>{part}?</span></td><td>4 to 1,600</td></tr>",
        f'<th scope="row" class="text">Aug 1951 ◂</th><td>1,320{part}</span></td>',
        f"<td>5{part}</span>{part}</span></td><td></td></tr>",
        '<tr class="subtotal"><th scope="row" class="text">Year 1951</th>',
        f"<td>1,322{part}⅔</span></td><td></td><td>33%</td></tr>",
    )
    assert [row for row in rows if row not in text] == []
    assert text.index("<thead>") < text.index(rows[0]) < text.index("</thead><tbody>")
    assert "<caption>Guns, month by month</caption>" in text
    assert '<p class="lead">The verdict.</p>' in text


def test_bars_have_text_beside_them_and_notes_are_lists() -> None:
    band = Band(Fraction(30), Fraction(40))
    bars = Gauges("Of 60", (Gauge("A", Fraction(1, 2), Fraction(2, 3), band),))
    text = as_html(Said("", bars, Notes("Notes", ("A note.",))))
    drawn = "███████████████▒▒▒▒▒··········"
    assert f'<td class="bar" aria-hidden="true">{drawn}</td><td class="text">30 to 40</td>' in text
    assert '<div class="wide" role="group" aria-label="Of 60" tabindex="0"><table>' in text
    assert "<ul>\n<li>A note.</li>\n</ul>" in text
    assert 'class="lead"' not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_text_wherever_it_stands(name: str) -> None:
    read = Reader(as_html(everywhere(name)))
    assert {tag for tag, _ in read.seen}.isdisjoint({"script", "a", "img", "link"})
    drawn = "▒" * 30
    assert set(read.texts) == {visible(name), drawn}


def test_nothing_is_fetched_and_nothing_reaches_beyond_the_fragment() -> None:
    text = as_html(Said("x", SHEET))
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    rules = [rule for rule in style.replace("@media print {", "").split("}") if rule.strip()]
    for rule in rules:
        assert all(part.strip().startswith(".deliveries") for part in rule.split("{")[0].split(","))
    assert all(sign not in text for sign in ("src=", "href=", "url(", "@import", "<script"))


def test_a_mixed_number_keeps_its_space() -> None:
    rows = tuple(Row((Cell("x"), Cell(Fraction(each, 9)))) for each in (6500, 2))
    text = as_html(Said("", Table("", (Column("x", align="left"), Column("n")), rows)))
    assert ">722<span" in text
    assert ">\u00a02/9</span>" in text
    assert "<td>2/9<span" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_and_its_names_stay_text(name: str) -> None:
    text = b"".join(write(everywhere(name), Options())).decode()
    assert text.startswith("<!doctype html>\n")
    assert "default-src 'none'" in text
    assert not any(sign in text for sign in ("<script", "src=", "href=", "@import"))
    assert visible(name) in unescape(text)
