"""What no text can hold: found, taken out, and told in words."""

import pytest
from hypothesis import given

from pat_core.text.cleaning import clean_text, is_clean, plain_lines, what_is_cleaned
from tests.core.strategies import odd_texts

ONE = "1 character that no text can hold was taken out"


@pytest.mark.parametrize(
    ("text", "clean", "what"),
    [
        ("", "", ""),
        ("Quay\t😀\r\n\x0b\x1b\ufeff\u202e", "Quay\t😀\r\n\x0b\x1b\ufeff\u202e", ""),
        ("a\0b", "ab", ONE),
        ("\0a\0", "a", "2 characters that no text can hold were taken out"),
        (
            "é\ud83d",
            "é\ufffd",
            "half of a character was replaced by the sign for a missing one",
        ),
        (
            "\0\ude00\ud83d",
            "\ufffd\ufffd",
            f"{ONE}; 2 halves of characters were replaced by the sign for a missing one",
        ),
    ],
)
def test_nul_goes_and_halves_are_replaced(text: str, clean: str, what: str) -> None:
    """Nothing else changes, and what changes is told."""
    assert (clean_text(text), what_is_cleaned(text)) == (clean, what)
    assert is_clean(text) == (text == clean)


@given(odd_texts)
def test_clean_text_can_be_written(text: str) -> None:
    """It is UTF-8 without NUL, and cleaning it again changes nothing."""
    clean = clean_text(text)
    assert b"\0" not in clean.encode()
    assert clean_text(clean) == clean
    assert is_clean(clean)


def test_lines_end_alike() -> None:
    """Windows and old systems end lines in other ways; a line stays a line."""
    assert plain_lines("a\r\nb\rc\n\r\n\td") == "a\nb\nc\n\n\td"
