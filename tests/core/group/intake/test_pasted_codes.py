"""Codes in pasted text: found as people send them, and nothing else made of what stands around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, load_instrument
from pat_core.files.result_code import UNSEEN, read_code, write_code
from pat_core.group.intake.arrivals import code_entries
from pat_core.group.intake.pasted_codes import find_codes
from tests.core.files.test_result_code import marks_of_sheets, tags

ONE = "FPAY C2CC 5MMM 977W 6DVJ JKPH NKMJ H26N"
TWO = "JXA9 DVCX HTTV TNM7 JYKN NRD5 TE58 WXP8"
SIX = "FPAYC 2CC5M MM977 W6DVJ JKPHN KMJH2 6N"
BARE = ONE.replace(" ", "")


def _found(text: str, instrument: Instrument) -> list[str]:
    """Return what stands there: codes in their usual form, the line and cause of anything else."""
    return [
        write_code(each.marks, each.tag, instrument) if each.marks else f"{each.line}: {each.cause}"
        for each in find_codes(text, instrument)
    ]


@pytest.mark.parametrize("gap", [*"\xad\u200b\u200d\u200e\u202a\u2060\ufe0f\ufeff\u3164\U000e0041"])
def test_what_nobody_sees_is_passed_over(gap: str, instrument: Instrument) -> None:
    """Invisible characters inside, between and around groups come along with many a copy."""
    for text in (ONE.replace(" ", f" {gap}"), gap + ONE.replace(" ", gap), gap.join(ONE) + gap):
        assert _found(text, instrument) == [ONE]
        assert read_code(text, instrument) == read_code(ONE, instrument)


@pytest.mark.parametrize(
    "around",
    [
        *("“{}”", "„{}“", "«{}»", '"{}"', "'{}'.", "‘{}’", "`{}`", "*{}*", "_{}_", "({})", "[{}]"),
        *("<{}>", "> {}", ">> {}", "• {}", "- {}", "* {}", "– {}", "{}.", "{}!", "{}…", "| {} |"),
        *("1. {}", "2) {}", "1: {}", "\xa0{}\xa0", "\t{}\t", "　{}", "—{}—"),
    ],
)
def test_quoting_and_bullets_are_taken_off(around: str, instrument: Instrument) -> None:
    """What mail programs, lists and writers put around a code is no part of it."""
    assert _found(around.format(ONE), instrument) == [ONE]
    if not any(digit in around for digit in "12"):
        assert read_code(around.format(ONE), instrument) == read_code(ONE, instrument)


@pytest.mark.parametrize(
    "break_", ["\n", "\r\n", "\n> ", " =\n", "-\n", "\n\n", "\u2028", "\n  \n"]
)
@pytest.mark.parametrize("code", [ONE, ONE.lower(), ONE.replace(" ", "-"), SIX])
def test_code_may_be_broken_over_lines(break_: str, code: str, instrument: Instrument) -> None:
    """Mail breaks a code at any gap, and quotes each line; phones break it more than once."""
    gap = "-" if "-" in code else " "
    groups = code.split(gap)
    for at in range(1, len(groups)):
        text = f"{gap.join(groups[:at])}{break_}{gap.join(groups[at:])}"
        assert _found(f"{TWO}\n{text}\n{TWO}", instrument) == [TWO, ONE, TWO]
    assert _found(break_.join(groups), instrument) == [ONE]


@pytest.mark.parametrize("between", ["\n", ", ", ";", " ", "", " and ", " / ", "\n\n", "，", " | "])
def test_codes_stand_beside_each_other(between: str, instrument: Instrument) -> None:
    """One a line, with signs between, or nothing at all: 64 characters can be two codes."""
    for first, second in ((ONE, TWO), (BARE, TWO.replace(" ", "")), (BARE, TWO)):
        assert _found(first + between + second, instrument) == [ONE, TWO]


def test_words_around_a_code_are_passed_over_and_told(instrument: Instrument) -> None:
    """A sentence may stand around a code; what was not used is remarked on."""
    text = f"Hi Bea,\nmy code is {ONE}, thanks.\nBest wishes, Ann (2026)\n{TWO}"
    first, second = code_entries(text, instrument)
    assert (first.refused, second.refused, second.remarks) == ("", "", ())
    (remark,) = first.remarks
    assert remark.startswith('words around the codes are passed over: "Hi Bea \\u2026 my code is')


def test_words_alone_are_refused(instrument: Instrument) -> None:
    """Where no code was found, everything is told, each line with its number."""
    found = _found("Dear Bea\n\nmy code", instrument)
    assert [each[:3] for each in found] == ["1: ", "3: "]
    assert _found("???", instrument) == ["1: the text holds no code"]
    assert _found(" \n,;\u3000\n", instrument) == []


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (ONE[:-1] + "2", "3: the check characters of the code do not fit"),
        (BARE[:-1], "3: the code has 31 characters"),
        ("FPAY C2CO 5MMM", "3: character 8 of the code is 'O'"),
        ("ACDE", "3: the code has 4 characters"),
        (ONE[:20] + "\n" + ONE[20:-1] + "2", "3: the check characters of the code do not fit"),
    ],
)
def test_what_looks_like_a_code_is_told(rest: str, said: str, instrument: Instrument) -> None:
    """Beside good codes, part of one or a mistyped one is refused with its line, as it was put."""
    found = find_codes(f"{TWO}\n\n{rest}, {TWO}", instrument)
    assert [bool(each.marks) for each in found] == [True, False, True]
    assert found[1].text == rest
    assert f"{found[1].line}: {found[1].cause}".startswith(said)


def test_blank_code_is_refused(instrument: Instrument) -> None:
    """A code is good and yet nobody's answers."""
    blank = write_code("-" * 43, 5, instrument)
    assert _found(f"{blank}\n{ONE}", instrument) == ["1: holds no answers", ONE]


def test_codes_are_numbered_on(instrument: Instrument) -> None:
    """Who adds one code at a time gets a name of its own for each."""
    entries = code_entries(f"{ONE}\nACDE 23", instrument, start=5)
    assert [entry.name for entry in entries] == ["code 5", "code 6"]
    assert entries[1].refused.startswith("line 2: ")


@given(
    st.lists(st.tuples(marks_of_sheets, tags), min_size=1, max_size=4),
    st.text(f" \n>{UNSEEN.replace('-', '')[:9]}", min_size=1, max_size=6),
)
def test_any_codes_in_any_wrapping_are_found(codes: list[tuple[str, int]], gap: str) -> None:
    """However the groups of several codes are parted, each code comes back, in order."""
    instrument = load_instrument()
    groups = [g for code in codes for g in write_code(*code, instrument).split()]
    found = find_codes(gap.join(groups), instrument)
    told = [(each.marks, each.tag) for each in found if each.marks]
    assert told == [code for code in codes if code[0][:36] != "-" * 36]


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    """Whatever is pasted gives sentences, and holds no code by chance."""
    assert all(each.cause for each in find_codes(text, load_instrument()))
