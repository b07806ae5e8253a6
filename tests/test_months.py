from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.errors import UnreadableError
from deliveries.months import LAST_MONTH, By, Date, Month, OpenWindow, Window

MONTHS = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1951-07", "1951-07", "1951-07"),
        ("1951-07..1951-12", "1951-07", "1951-12"),
        ("1951-12..1952-01", "1951-12", "1952-01"),
        ("1952", "1952-01", "1952-12"),
        ("1952..1953", "1952-01", "1953-12"),
        ("1954-H1", "1954-01", "1954-06"),
        ("1954-H2", "1954-07", "1954-12"),
        ("1951-Q1", "1951-01", "1951-03"),
        ("1951-Q3", "1951-07", "1951-09"),
        ("1951-Q3..1952-H1", "1951-07", "1952-06"),
        ("1951-07 .. 1952", "1951-07", "1952-12"),
    ],
)
def test_a_window_includes_its_first_and_its_last_month(text: str, first: str, last: str) -> None:
    assert Window.parse(text) == Window(Month.parse(first), Month.parse(last))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1951-7", "'1951-7' is not a window of months", "write 1951-07"),
        ("1951/07", "'1951/07' is not a window of months", "write 1951-07"),
        ("1951-07-01", "'1951-07-01' is not a window of months", "whole months: write 1951-07"),
        ("1951-13", "'1951-13' has no month 13", "months run from 01 to 12"),
        ("1951-00", "'1951-00' has no month 00", "months run from 01 to 12"),
        ("1951-Q5", "is not a window of months", "write 1951-07, 1951-07..1951-12"),
        ("1953..1952", "'1953..1952' ends before it begins", "write 1952..1953"),
        ("1800..1951", "'1800..1951' has 1,824 months", "at most 1,200"),
        ("0000", "'0000' is before the year 1", "from 0001 to 9999"),
        ("", "'' is not a window", "write 1951-07"),
        ("1951..", "'1951..' is not a window", "write both ends"),
    ],
)
def test_what_is_no_window(text: str, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        Window.parse(text)
    assert message in str(caught.value)
    assert hint in caught.value.hint


@given(MONTHS, st.integers(0, 1100))
def test_a_window_is_written_so_that_it_reads_the_same(first: Month, length: int) -> None:
    if length > LAST_MONTH - first:
        return
    window = Window(first, first + length)
    assert Window.parse(str(window)) == window
    assert len(window) == len(list(window)) == length + 1


@given(MONTHS, st.integers(0, 100), st.sampled_from(By))
def test_periods_cover_a_window_without_gap_or_overlap(first: Month, more: int, by: By) -> None:
    if not 2 <= first.year < 9980:
        return
    window = Window(first, first + more)
    periods = window.periods(by)
    assert all(len(period) == by.months for period in periods)
    assert all(one.last + 1 == other.first for one, other in pairwise(periods))
    assert periods[0].first <= window.first <= periods[0].last
    assert periods[-1].first <= window.last <= periods[-1].last
    assert (periods[0].first.number - 1) % by.months == 0


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("1951-07", "Jul 1951", "July 1951"),
        ("1951-07..1951-09", "Q3 1951", "July to September 1951"),
        ("1951-07..1951-12", "H2 1951", "July to December 1951"),
        ("1951-07..1951-11", "Jul–Nov 1951", "July to November 1951"),
        ("1952", "1952", "1952"),
        ("1952..1953", "1952–1953", "1952 to 1953"),
        ("1951-07..1952-06", "Jul 1951–Jun 1952", "July 1951 to June 1952"),
    ],
)
def test_a_window_in_a_table_and_in_a_sentence(text: str, short: str, long: str) -> None:
    window = Window.parse(text)
    assert (window.short(), window.long()) == (short, long)


def test_months_count_across_years() -> None:
    assert Month.parse("1951-11") + 3 == Month.parse("1952-02")
    assert Month.parse("1951-07") + -7 == Month.parse("1950-12")
    assert Month.parse("1954-06") - Month.parse("1951-12") == 30


def test_a_month_stays_within_the_years_that_can_be_written() -> None:
    with pytest.raises(UnreadableError):
        Month.parse("9999-12") + 1


@pytest.mark.parametrize("text", ["1951-06-21", "1951-06", "1951"])
def test_a_date_is_as_exact_as_it_is_known(text: str) -> None:
    assert str(Date.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "long"),
    [("1951-06-01", "1 June 1951"), ("1951-06", "June 1951"), ("1951", "1951")],
)
def test_a_date_in_a_sentence(text: str, long: str) -> None:
    assert Date.parse(text).long() == long


def test_a_date_may_be_known_by_its_limit_and_comes_before_that() -> None:
    before = replace(Date.parse("1951-06-21"), before=True)
    assert (before.long(), str(before)) == ("before 21 June 1951", "before 1951-06-21")
    assert before.month == Month.parse("1951-06")
    dates = [Date.parse("1951-06-21"), before, Date.parse("1951-06-20"), Date.parse("1952")]
    said = [each.long() for each in sorted(dates, key=lambda each: each.last_day)]
    assert said == ["20 June 1951", "before 21 June 1951", "21 June 1951", "1952"]


HOW_DATES = "write 1951-06-21, 1951-06 or 1951"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1951-06-31", "June 1951 has no day 31", ""),
        ("1951-06-00", "June 1951 has no day 0", ""),
        ("1951-13", "'1951-13' has no month 13", "months run from 01 to 12"),
        ("21 June 1951", "'21 June 1951' is not a date", HOW_DATES),
        ("1951-6-21", "'1951-6-21' is not a date", HOW_DATES),
        ("0000", "'0000' is before the year 1", "years run from 0001 to 9999"),
    ],
)
def test_what_is_no_date(text: str, message: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        Date.parse(text)
    assert (str(caught.value), caught.value.hint) == (message, hint)


HOW_MONTHS = "a month is written like 1951-07"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1951-06-21", "a month has no day: write 1951-06"),
        ("1951-1", "write 1951-01"),
        ("1951/12", "write 1951-12"),
        ("1951/13", HOW_MONTHS),
        ("1951.0", HOW_MONTHS),
        ("July 1951", "write 1951-07"),
        ("Julie 1951", HOW_MONTHS),
    ],
)
def test_what_is_no_month(text: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        Month.parse(text)
    assert (str(caught.value), caught.value.hint) == (f"'{text}' is not a month", hint)


HOW_WINDOWS = "write 1951-07, 1951-07..1951-12, 1952, 1952..1953, 1954-H1 or 1951-Q3"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1951-07 to 1951-12", "write 1951-07..1951-12"),
        (
            "1951-07-15",
            "a window counts whole months: write 1951-07, or in a record `date: 1951-07-15`",
        ),
        ("1951-07-01..1951-12-31", "a window counts whole months: write 1951-07..1951-12"),
        ("1951/1", "write 1951-01"),
        ("1951/12..1952", "write 1951-12..1952"),
        ("1951/07..1951/12", "write 1951-07..1951-12"),
        ("1951 h2..1952 H1", "write 1951-H2..1952-H1"),
        ("1951/13", HOW_WINDOWS),
        ("1951..1952..1953", HOW_WINDOWS),
        ("..1951", "write both ends of a window, as in 1951-07..1951-12"),
    ],
)
def test_what_a_window_is_written_like(text: str, hint: str) -> None:
    for kind in (Window, OpenWindow):
        with pytest.raises(UnreadableError) as caught:
            kind.parse(text)
        assert (str(caught.value), caught.value.hint) == (
            f"'{text}' is not a window of months",
            hint,
        )


def test_a_month_that_is_not_names_what_was_written() -> None:
    for parse in (Month.parse, Date.parse, Window.parse, OpenWindow.parse):
        with pytest.raises(UnreadableError, match=r"^'1951-13' has no month 13$"):
            parse("1951-13")
    with pytest.raises(UnreadableError, match=r"^'x\.\.' is not a window of months$"):
        OpenWindow.parse("x..")


def test_only_a_date_with_a_month_has_a_month() -> None:
    assert Date.parse("1951").month is None
    assert Date.parse("1951-06-21").month == Month.parse("1951-06")


@pytest.mark.parametrize("number", [7.0, True])
def test_a_month_is_made_of_whole_numbers(number: int) -> None:
    for year, month in ((1951, number), (number, 7)):
        with pytest.raises(UnreadableError, match="are whole numbers"):
            Month(year, month)
