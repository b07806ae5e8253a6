import pytest

from deliveries.text import to_ascii, visible


@pytest.mark.parametrize("text", ["[sic]", "[bold]x[/]", "Xú Xiàngqián", "2⅔ – §4", "許"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\nc", "a␉b␊c"),
        ("a\x7fb\x9bc", "a␡b\ufffdc"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u2028b", "a\ufffdb"),
        ("a\ufffe\uffff", "a\ufffd\ufffd"),
        ("אב", "\u2068אב\u2069"),
        ("אב גד 12, הו 7", "\u2068אב גד\u2069 12, \u2068הו\u2069 7"),
    ],
)
def test_what_would_act_on_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2⅔", "2 2/3"),
        ("⅔", "2/3"),
        ("−7⅓", "-7 1/3"),
        ("█▒·", "#+."),
        ("Jul–Dec", "Jul-Dec"),
        ("é許", "\\xe9\\u8a31"),
    ],
)
def test_ascii_says_the_same(text: str, shown: str) -> None:
    assert to_ascii(text) == shown
