from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries.errors import UnreadableError
from deliveries.numbers import decimal, exact, in_grains, mixed, parse_exact, percent, plain

EXACT = st.fractions(min_value=0, max_value=10**9, max_denominator=10**5)


def test_a_number_that_python_is_given() -> None:
    assert [exact(8), exact(Fraction(8, 3)), exact("2 2/3")] == [8, Fraction(8, 3), Fraction(8, 3)]


@pytest.mark.parametrize("value", [2.5, float("nan"), True, -3, Fraction(-1, 2), "-3", None, b"4"])
def test_what_is_no_number_in_python(value: object) -> None:
    with pytest.raises(UnreadableError):
        exact(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", Fraction(60)),
        ("0", Fraction(0)),
        ("8/3", Fraction(8, 3)),
        ("2 2/3", Fraction(8, 3)),
        ("2.5", Fraction(5, 2)),
        ("0.1", Fraction(1, 10)),
        ("1.125", Fraction(9, 8)),
        ("0.500", Fraction(1, 2)),
        ("1234.500", Fraction(2469, 2)),
        ("16/6", Fraction(8, 3)),
    ],
)
def test_a_number_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_exact(text) == value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("60-70", "only what a tranche brings can be a range"),
        ("60 to 70", "only what a tranche brings can be a range"),
        ("about 60", "put the number alone"),
        ("~60", "put the number alone"),
        ("10 t", "write the number alone, without a unit"),
        ("20-", "write the sign before the number"),
        ("-5", "never negative"),
        ("010", "leading zero"),
        ("1_000", "without separators"),
        ("1,000", "without separators"),
        ("1e3", "write the number out"),
        ("1e-15", "at most 15 digits, please"),
        ("0x10", "decimal digits"),
        ("19:51", "time of day"),
        ("1/0", "divided by nought"),
        (".5", "before the point"),
        ("25%", "as a fraction"),
        (".nan", "`unknown`"),
        (".inf", "`unknown`"),
        (".NaN", "`unknown`"),
        ("84.000", "write 84 or 84000"),
        ("1.250", "write 1.25 or 1250"),
        ("100.000", "write 100 or 100000"),
        ("1951-07", "looks like a date"),
        ("no", "write a number like"),
        ("2 3", "write a number like"),
        ("1/2/3", "write a number like"),
        ("٣", "write 3"),
        ("9" * 16, "at most 15 digits"),
        ("", "write a number like"),
    ],
)
def test_what_another_reader_might_misread_is_refused(text: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_exact(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x" * 40, "x" * 40), ("x" * 41, "x" * 37 + "..."), ("9" * 41, "9" * 37 + "...")],
)
def test_a_long_text_is_not_repeated_in_full(text: str, shown: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_exact(text)
    assert str(caught.value).startswith(f"'{shown}' is ")


@given(EXACT)
def test_an_exact_number_survives_its_text(value: Fraction) -> None:
    assert parse_exact(str(value)) == value


@given(EXACT, st.integers(1, 1000))
def test_grains_hold_a_value_exactly(value: Fraction, times: int) -> None:
    grains = in_grains(value, value.denominator * times)
    assert Fraction(grains, value.denominator * times) == value


@pytest.mark.parametrize(
    ("value", "as_mixed", "as_decimal", "as_plain"),
    [
        (Fraction(8, 3), "2⅔", "2.67", "2.666667"),
        (Fraction(11, 6), "1⅚", "1.83", "1.833333"),
        (Fraction(-22, 3), "−7⅓", "−7.33", "-7.333333"),
        (Fraction(1, 2), "½", "0.5", "0.5"),
        (Fraction(-1, 2), "−½", "−0.5", "-0.5"),
        (Fraction(113, 36), "3 5/36", "3.14", "3.138889"),
        (Fraction(5, 36), "5/36", "0.14", "0.138889"),
        (Fraction(1, 128), "1/128", "0.0078", "0.0078125"),
        (Fraction(1320), "1,320", "1,320", "1320"),
        (Fraction(2469135, 2), "1,234,567½", "1,234,567.5", "1234567.5"),
        (Fraction(0), "0", "0", "0"),
        (Fraction(1, 3_000_000), "1/3000000", "0.00000033", "0.000000"),
        (Fraction(2_000_001, 2_000_003), "2000001/2000003", "1.00", "0.999999"),
    ],
)
def test_numbers_for_people_and_for_files(
    value: Fraction, as_mixed: str, as_decimal: str, as_plain: str
) -> None:
    assert (mixed(value), decimal(value), plain(value)) == (as_mixed, as_decimal, as_plain)


@given(EXACT)
def test_a_decimal_that_ends_is_exact_and_any_other_is_within_half_of_its_last_place(
    value: Fraction,
) -> None:
    twos_and_fives = value.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    error = abs(Fraction(plain(value)) - value)
    assert error == 0 if twos_and_fives == 1 else error <= Fraction(1, 2_000_000)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(16, 60), "27%"),
        (Fraction(10, 60), "17%"),
        (Fraction(1), "100%"),
        (Fraction(999, 1000), ">99%"),
        (Fraction(1, 1000), "<1%"),
        (Fraction(0), "0%"),
        (Fraction(1, 200), "1%"),
        (Fraction(3, 2), "150%"),
        (Fraction(1001, 1000), "100%"),
    ],
)
def test_per_cent_never_claims_what_is_not_quite_so(share: Fraction, text: str) -> None:
    assert percent(share) == text


def test_a_decimal_that_rounds_up_to_the_next_whole() -> None:
    assert plain(Fraction(2_999_999_999, 3_000_000_000)) == "1.000000"
    assert plain(Fraction(-2_999_999_999, 3_000_000_000)) == "-1.000000"
    assert plain(Fraction(999_999, 1_000_000)) == "0.999999"
    assert plain(Fraction(998, 999)) == "0.998999"
