"""Text in a cell of a CSV file: nothing is run, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core.text.csv_safety import looks_like_formula, original_text, safe_text, without_controls

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−"
UNSEEN = "\u200b\u200e\u2060\ufeff\xad\u202e\x00\x1b\x9b"
rough_texts = st.text(
    st.sampled_from(SIGNS + UNSEEN + ";, \t\r\n\"'a1\u00a0\u3000\u2028␀␊␦2400"), max_size=12
)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1",
        "\u00a0=1",
        "  \u00a0 @a",
        "＝1",
        '"=1"',
    ],
)
def test_formula_is_made_text(text: str) -> None:
    """What a spreadsheet would run is led by an apostrophe, spaces before it or not."""
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; =1,-2;+3", "a;' =1,'-2;'+3"),
        ('a;"=1+1"', 'a;\'"=1+1"'),
        ("a\t=1", "a␉=1"),
        ("a\r\n=1", "a␍␊=1"),
        (";\t@A1", ";'␉@A1"),
        ("\t=1", "'␉=1"),
        ("\0=1", "'␀=1"),
        ("'=1", "''=1"),
    ],
)
def test_no_piece_of_a_text_is_a_formula(text: str, safe: str) -> None:
    """Where a program splits lines at semicolons or tabs, no piece of a text starts a formula."""
    assert safe_text(text) == safe


@pytest.mark.parametrize("separator", [";", "\t", ","])
@given(text=st.text(st.sampled_from("=+-@＝;, \t\r\n\"'a1"), max_size=12))
def test_no_split_lays_a_formula_bare(separator: str, text: str) -> None:
    """However a line is split, no piece of it starts with a formula sign."""
    (line,) = safe_text("a" + separator + text).splitlines()
    for piece in line.split(separator):
        assert not piece.replace('"', "").strip().startswith(tuple("=+-@＝"))


@pytest.mark.parametrize(
    "text", ["", "Harbour Lane", "a = b", "1-2", "'a", "€ 5", "(=1)", "one; two, three"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    """Text that no spreadsheet runs is left alone."""
    assert safe_text(text) == text


@given(st.one_of(rough_texts, st.text(max_size=20)))
def test_every_text_comes_back(text: str) -> None:
    """The rule can be undone: no text, however rough, is lost, and no two become one."""
    assert original_text(safe_text(text)) == text


@given(rough_texts)
def test_cell_is_one_line_of_plain_characters(text: str) -> None:
    """No control is left, so that a row is one line for every program."""
    assert len(f"a{safe_text(text)}b".splitlines()) == 1
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in safe_text(text))


@given(rough_texts)
def test_no_cell_looks_like_a_formula(text: str) -> None:
    """Seen by a program that drops spaces, quotes and what is not seen, no sign comes first."""
    for piece in safe_text(text).replace(",", ";").split(";"):
        assert piece[:1] == "'" or not looks_like_formula(piece)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0\u3000", *UNSEEN, "\t", "\r", "\n", '"', "'"])
def test_sign_is_known_behind_anything(sign: str, before: str) -> None:
    """Every sign is found behind spaces of any kind, quotes, controls and unseen characters."""
    assert looks_like_formula(f"{before}{sign}1")
    assert safe_text(f"{before}{sign}1").startswith("'")


def test_pictures_that_stood_there_are_told_from_ours() -> None:
    """A picture of a control in a text is written in digits, so that it comes back as a picture."""
    assert safe_text("a\n␊␦\x85") == "a␊␦240a␦2426␦0085"


def test_lines_may_stay_in_a_workbook() -> None:
    """A cell of a workbook keeps line breaks and tabs; every other control has its picture."""
    assert without_controls("=a\tb\nc\x00\u2028\ufffe") == "=a\tb\nc␀␦2028␦fffe"
    assert without_controls("a\r\n\r\nb\rc") == "a\n\nb\nc"
