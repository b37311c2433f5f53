"""Result codes: what goes in comes out, and every slip of one or two characters is found."""

import itertools
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, ScoreRangeError, load_instrument
from pat_core.errors import ResultCodeError
from pat_core.files.result_code import ALPHABET, TAGS, read_code, tag_of, write_code

# Typed a second time, so that the code under test cannot vouch for itself.
LETTERS = "ACDEFHJKMNPRTVWXY23456789"
PRIME = 15_619

marks_of_sheets = st.tuples(
    st.text("1234?-", min_size=36, max_size=36),
    st.text("12345?-", min_size=6, max_size=6),
    st.sampled_from("1234?-"),
).map("".join)
tags = st.integers(0, 2**18 - 1)


def _spelt(number: int) -> str:
    """Return the code of a number in front of its check characters, worked out in other steps."""
    check = next(c for c in range(PRIME) if (number * 25**3 + c) % PRIME == 0)
    value = number * 25**3 + check
    return "".join(LETTERS[value // 25**power % 25] for power in range(31, -1, -1))


def _is_no_code(text: str) -> bool:
    value = 0
    for character in text:
        value = value * 25 + LETTERS.index(character)
    return value % PRIME != 0


def _random_codes(count: int, seed: int = 2003) -> list[str]:
    chance = random.Random(seed)
    instrument = load_instrument()
    return [
        write_code(
            "".join(chance.choices("1234?-", k=36) + chance.choices("12345?-", k=6)) + "4",
            chance.randrange(TAGS),
            instrument,
        ).replace(" ", "")
        for _ in range(count)
    ]


@given(marks_of_sheets, tags)
def test_code_reads_back(marks: str, tag: int) -> None:
    """Any marks and any tag come back from their code as they went in."""
    instrument = load_instrument()
    assert read_code(write_code(marks, tag, instrument), instrument) == (marks, tag)


@given(marks_of_sheets, tags)
def test_code_is_always_eight_groups_of_four(marks: str, tag: int) -> None:
    """Every code is 32 characters of the alphabet, which holds none of two that look alike."""
    code = write_code(marks, tag, load_instrument())
    assert re.fullmatch(f"[{LETTERS}]{{4}}( [{LETTERS}]{{4}}){{7}}", code)


@pytest.mark.parametrize(
    ("marks", "tag"),
    [("-" * 43, 0), ("4" * 36 + "5" * 6 + "4", 2**18 - 1), ("?" * 42 + "-", 1), ("1" * 43, 77)],
)
def test_layout_is_the_one_on_paper(instrument: Instrument, marks: str, tag: int) -> None:
    """The number is built as the module says, so that codes of today can be read for good."""
    number = 0
    for place, mark in enumerate(marks):
        states = "-?12345" if 36 <= place < 42 else "-?1234"
        number = number * len(states) + states.index(mark)
    assert write_code(marks, tag, instrument).replace(" ", "") == _spelt(
        (number * TAGS + tag) * 8 + 1
    )


def test_alphabet_is_fixed() -> None:
    """It has 25 characters, and of the pairs that are often mixed up one at most."""
    assert ALPHABET == LETTERS
    assert len(set(LETTERS)) == 25
    for alike in ("0OQ", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(LETTERS)) <= 1


def test_prime_finds_every_slip() -> None:
    """It divides neither a difference of characters nor 25^k - 1, for any two of 32 places.

    A wrong character changes the number by d · 25^i, a swap by d · 25^i · (25^k - 1), 0 < d < 25.
    """
    assert all(PRIME % factor for factor in range(2, 125))
    assert PRIME < 25**3
    assert all((25**k - 1) % PRIME for k in range(1, 32))
    assert not any(_is_no_code(code) for code in _random_codes(50))


@pytest.mark.parametrize("code", _random_codes(12))
def test_every_wrong_character_is_found(instrument: Instrument, code: str) -> None:
    """Each of the 32 characters in turn, read as each of the 24 others, is refused."""
    wrong = [
        code[:i] + other + code[i + 1 :]
        for i, own in enumerate(code)
        for other in LETTERS
        if other != own
    ]
    assert len(wrong) == 32 * 24
    for text in wrong:
        with pytest.raises(ResultCodeError, match="check characters"):
            read_code(text, instrument)


@pytest.mark.parametrize("code", _random_codes(12, seed=36))
def test_every_swap_is_found(instrument: Instrument, code: str) -> None:
    """Any two characters that differ and changed places, near or far, are found."""
    tried = 0
    for i, j in itertools.combinations(range(32), 2):
        swapped = code[:i] + code[j] + code[i + 1 : j] + code[i] + code[j + 1 :]
        if swapped != code:
            tried += 1
            with pytest.raises(ResultCodeError, match="check characters"):
                read_code(swapped, instrument)
    assert tried > 400


@pytest.mark.parametrize(
    "other",
    [
        str.lower,
        lambda code: code.replace(" ", ""),
        lambda code: code.replace(" ", "-"),
        lambda code: code.replace(" ", " – "),
        lambda code: f"\n{code.replace(' ', chr(0xA0))}\t",
        lambda code: code.translate(str.maketrans("2586V", "ZSBGU")),
        lambda code: code.translate(str.maketrans("2586V", "zsbgu")),
    ],
)
def test_small_slips_of_the_hand_are_forgiven(instrument: Instrument, other) -> None:
    """Small letters, other gaps, and look-alikes outside the alphabet read as what they mean."""
    for code in _random_codes(20, seed=6):
        grouped = " ".join(code[i : i + 4] for i in range(0, 32, 4))
        assert read_code(other(grouped), instrument) == read_code(code, instrument)


@pytest.mark.parametrize("character", [*"0OQ1ILoil", "É", "!", "ß", "😀", "\0"])
def test_character_outside_the_alphabet_is_named(instrument: Instrument, character: str) -> None:
    """What could be several characters, or none, is refused with its place."""
    (code,) = _random_codes(1)
    with pytest.raises(ResultCodeError, match=r"^character 7 of the code is "):
        read_code(code[:6] + character + code[7:], instrument)


@pytest.mark.parametrize("length", [0, 1, 28, 31, 33, 64])
def test_other_lengths_are_refused_with_the_count(instrument: Instrument, length: int) -> None:
    """A character too few or too many is told as that."""
    with pytest.raises(ResultCodeError, match=rf"has {length} characters.* has 32"):
        read_code("A" * length, instrument)


@pytest.mark.parametrize("version", [0, 2, 7])
def test_unknown_version_is_refused_by_name(instrument: Instrument, version: int) -> None:
    """A code that another version wrote, check characters and all, is not guessed at."""
    with pytest.raises(ResultCodeError, match=f"version {version}; .* version 1"):
        read_code(_spelt(1000 * 8 + version), instrument)


def test_number_that_no_sheet_gives_is_refused(instrument: Instrument) -> None:
    """Check characters that fit by chance do not make a sheet out of too large a number."""
    first_beyond = 6**37 * 7**6 * 2**18 * 8 + 1
    with pytest.raises(ResultCodeError, match="do not fit"):
        read_code(_spelt(first_beyond), instrument)
    assert read_code(_spelt(first_beyond - 8), instrument) == ("4" * 36 + "5" * 6 + "4", TAGS - 1)


@pytest.mark.parametrize("tag", [-1, 2**18])
def test_tag_out_of_range_is_refused(instrument: Instrument, tag: int) -> None:
    """A tag that no code holds is told, and not cut."""
    with pytest.raises(ResultCodeError, match="0 to 262143"):
        write_code("-" * 43, tag, instrument)


@pytest.mark.parametrize("marks", ["", "-" * 42, "5" + "-" * 42, "-" * 42 + "5", "0" + "-" * 42])
def test_marks_of_no_sheet_are_refused(instrument: Instrument, marks: str) -> None:
    """A code is made of a whole sheet, whose marks are allowed where they stand."""
    with pytest.raises(ScoreRangeError):
        write_code(marks, 0, instrument)


def test_instrument_that_asks_more_is_refused(instrument: Instrument) -> None:
    """A longer questionnaire gets a sentence in place of a code that cannot be read."""
    longer = replace(instrument, principles=instrument.principles * 2)
    with pytest.raises(ResultCodeError, match="85 answers of pat-2003 are more than 32"):
        write_code("4" * 72 + "5" * 12 + "4", 0, longer)


def test_shorter_instrument_has_codes_of_its_own(instrument: Instrument) -> None:
    """How many answers a code holds, and of which scale, is the instrument's to say."""
    shorter = replace(instrument, principles=instrument.principles[:2])
    marks = "432?-1" * 2 + "5-" + "?"
    assert read_code(write_code(marks, 9, shorter), shorter) == (marks, 9)


def test_tag_is_that_of_the_id() -> None:
    """The last 18 bits of the id's SHA-256; the published hash of "abc" ends in f20015ad."""
    assert tag_of("abc") == 0x20015AD % 2**18
    assert tag_of(" abc ") == tag_of("abc")
    assert tag_of("") is None
    assert tag_of("  ") is None


@given(st.text(max_size=60) | st.text(LETTERS, min_size=32, max_size=32).filter(_is_no_code))
def test_any_other_text_is_refused(text: str) -> None:
    """Whatever else is pasted gives a plain sentence, and never another exception."""
    with pytest.raises(ResultCodeError, match="code"):
        read_code(text, load_instrument())
