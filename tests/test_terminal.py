"""Text for a terminal, from one small table that has a bit of everything."""

from fractions import Fraction

from rich.text import Text

from deliveries.formats.cells import Style
from deliveries.formats.table import table_lines, wrapped
from deliveries.formats.terminal import report_lines
from deliveries.months import Window
from deliveries.tables import Band, Cell, Column, Gauge, Gauges, Notes, Row, Share, Table
from tests.report_data import Said

JULY = Window.parse("1951-07")
SHEET = Table(
    "Guns, month by month",
    (
        Column("month", "", align="left"),
        Column("a.delivered", "month", "Plan A"),
        Column("a.gap", "gap", "Plan A"),
        Column("b.band", "may be", "The other plan, by its long name", align="right"),
    ),
    (
        Row((
            Cell(JULY),
            Cell(Fraction(8, 3)),
            Cell(Fraction(-22, 3), "?", "open"),
            Cell(Band(Fraction(4), Fraction(1600))),
        )),
        Row((Cell(JULY.shifted(1), "◂"), Cell(1320), Cell(5, tone="ahead"), Cell())),
        Row((
            Cell("Year 1951"), Cell(Fraction(3968, 3)), Cell(), Cell(Share(Fraction(1, 3))),
        ), "subtotal"),
    ),
)  # fmt: skip


def drawn(table: Table, width: int | None = None, style: Style | None = None) -> str:
    return "\n".join(line.plain.rstrip() for line in table_lines(table, style or Style(), width))


def test_a_table_aligns_numbers_at_the_point() -> None:
    assert drawn(SHEET).splitlines() == [
        "                               The other",
        "                            plan, by its",
        "                   Plan A      long name",
        "             ────────────   ────────────",
        "              month   gap         may be",
        "────────────────────────────────────────",
        "Jul 1951         2⅔  −7⅓?     4 to 1,600",
        "Aug 1951 ◂   1,320    5",
        "Year 1951    1,322⅔                  33%",
        "────────────────────────────────────────",
    ]


def test_the_same_in_ascii_and_decimals() -> None:
    assert drawn(SHEET, style=Style(decimals=True, encoding="ascii")).splitlines() == [
        "                                   The other",
        "                                plan, by its",
        "                       Plan A      long name",
        "             ----------------   ------------",
        "                month     gap         may be",
        "--------------------------------------------",
        "Jul 1951         2.67  -7.33?     4 to 1,600",
        "Aug 1951 <   1,320      5",
        "Year 1951    1,322.67                    33%",
        "--------------------------------------------",
    ]


def test_a_table_too_wide_goes_on_below() -> None:
    assert drawn(SHEET, width=34).splitlines() == [
        "                   Plan A",
        "             ────────────",
        "              month   gap",
        "─────────────────────────",
        "Jul 1951         2⅔  −7⅓?",
        "Aug 1951 ◂   1,320    5",
        "Year 1951    1,322⅔",
        "─────────────────────────",
        "",
        "                The other",
        "             plan, by its",
        "                long name",
        "             ────────────",
        "                   may be",
        "─────────────────────────",
        "Jul 1951       4 to 1,600",
        "Aug 1951 ◂",
        "Year 1951             33%",
        "─────────────────────────",
    ]


def test_colour_says_nothing_that_the_sign_does_not() -> None:
    lines = list(table_lines(SHEET, Style(), None))
    styles = {str(span.style) for line in lines for span in line.spans if span.style}
    assert {"dim", "green", "bold"} <= styles | {str(line.style) for line in lines}


def test_text_in_a_last_column_wraps() -> None:
    table = Table(
        "",
        (Column("id", "id", align="left"), Column("title", "title", align="left")),
        (
            Row((Cell("a"), Cell("one two three four five six"))),
            Row((Cell("bb"), Cell("許 seven"))),
        ),
    )
    assert drawn(table, width=26).splitlines() == [
        "id   title",
        "───────────────────────",
        "a    one two three four",
        "     five six",
        "bb   許 seven",
        "───────────────────────",
    ]


def test_sentences_wrap_between_words_and_hang() -> None:
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wrapped("one two three four", 12, indent=2) == ["  one two", "    three", "    four"]
    assert wrapped("許許 許許 許", 9) == ["許許 許許", "許"]
    assert wrapped("https://a.example/very/long", 9) == ["https://a.example/very/long"]


def test_a_report_in_its_order() -> None:
    report = Said(
        "The verdict.",
        Gauges(
            "Of 60", (Gauge("A", Fraction(1, 2), Fraction(1), Band(Fraction(30), Fraction(60))),)
        ),
        Table("A table", (Column("x", "x", align="left"),), (Row((Cell("y"),)),)),
        Notes("Notes", ("A note.",)),
        assumptions=("One.", "Two."),
        sources=("letter: A letter",),
    )
    lines = report_lines(report, Style(), width=80, wraps=True)
    assert [line.plain for line in lines] == [
        "The verdict.",
        "",
        "Of 60",
        "  A  ███████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  30 to 60",
        "",
        "A table",
        "x",
        "─",
        "y",
        "─",
        "",
        "Notes",
        "  A note.",
        "",
        "Assumed",
        "  One.",
        "  Two.",
        "",
        "Sources",
        "  letter: A letter",
    ]
    short = report_lines(report, Style(), width=80, full=False)
    assert [line.plain for line in short][-2:] == ["", "  2 assumptions, 1 source: --full"]


def test_a_value_is_written_by_its_kind() -> None:
    style = Style()
    assert style.value(None) == ""
    assert style.cell(Cell("x", "?")) == "x ?"
    ends = [(None, None), (70, None), (None, 10), (0, 10), (4, 10), (16, 16), (0, 0)]
    assert [style.value(Band(*each)) for each in ends] == [
        "unknown", "at least 70", "at most 10", "at most 10", "4 to 10", "16", "0",
    ]  # fmt: skip
    assert style.value(Band(Share(Fraction(0)), Share(Fraction(1, 6)))) == "at most 17%"
    assert style.value(Band(0, "not reached")) == "0 to not reached"
    assert isinstance(next(iter(table_lines(SHEET, style, None))), Text)


def test_a_block_has_no_rule_without_a_name_and_no_aside_that_is_empty() -> None:
    table = Table(
        "",
        (
            Column("a", align="left"),
            Column("b", "plain"),
            Column("c", "one", "Named"),
            Column("d", "two", "Last"),
        ),
        (
            Row((Cell("By May"), Cell(1), Cell(2), Cell(3))),
            Row((Cell("  read evenly"), Cell(), Cell(), Cell(4)), "aside"),
        ),
    )
    assert drawn(table, 40).splitlines() == [
        "                        Named   Last",
        "                        ─────   ────",
        "                plain     one    two",
        "────────────────────────────────────",
        "By May              1       2      3",
        "  read evenly                      4",
        "────────────────────────────────────",
    ]
    assert drawn(table, 30).splitlines() == [
        "                        Named",
        "                        ─────",
        "                plain     one",
        "─────────────────────────────",
        "By May              1       2",
        "─────────────────────────────",
        "",
        "                Last",
        "                ────",
        "                 two",
        "────────────────────",
        "By May             3",
        "  read evenly      4",
        "────────────────────",
    ]
