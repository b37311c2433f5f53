"""Foreign text inside a sentence: nothing steers, turns or hides."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, ResultFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.files.result_file import read_result
from pat_core.text.display import visible
from tests.core.samples import as_bytes, record


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jx\x07", "\\x1b[2Jx\\x07"),
        ("a\r\nb\x9b1m", "a\\x0d\\x0ab\\x9b1m"),
        ("\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066"),
        ("a\u200b\ufeff\u00adb", "a\\u200b\\ufeff\\xadb"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_not_seen_is_written_out(text: str, shown: str) -> None:
    """Controls, marks of direction and of no width, tags and halves become escapes."""
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["", "Zoë’s – 😀", "مرحبا", "a\\u202e", "日本　語", "e\u0301"])
def test_what_is_seen_stays(text: str) -> None:
    """Letters of every writing, spaces and accents stand as they are."""
    assert visible(text) == text


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    """No control and no mark of format is left, by Python's own tables."""
    assert not {unicodedata.category(sign) for sign in visible(text)} & {"Cc", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.bidirectional(s) in _TURNING for s in visible(text))


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}


@pytest.mark.parametrize("most", [10, 60])
def test_long_text_loses_its_middle(most: int) -> None:
    """Of a long text start and end are shown, of a short one all."""
    assert visible("a" * most, most) == "a" * most
    shown = visible("start" + "x" * 100_000 + "end", most)
    assert len(shown) == most
    assert (shown[0], "…" in shown) == ("s", True)


HOSTILE = "\x1b]0;x\x07\u202e\u2066\u200b\n" + "k" * 100_000


@pytest.mark.parametrize(
    "change",
    [
        {"responses": {HOSTILE: {"answer": 1}, "1A": {"answer": 2}}},
        {"significance": {HOSTILE: 1}},
        {"checklists": {HOSTILE: {HOSTILE: {"done": HOSTILE}}}},
        {"checklists": {HOSTILE: HOSTILE}},
        {"unread": {HOSTILE: HOSTILE}},
        {"mode": HOSTILE, "saved_at": HOSTILE, "respondent": {"level": HOSTILE}},
        {"success": {"answer": HOSTILE}, "typology": {"now": {"function": HOSTILE}}},
        {"scores": {"aggregate": {"score": HOSTILE}}},
    ],
)
def test_remarks_hold_nothing_hidden(change: dict[str, object], instrument: Instrument) -> None:
    """A remark on a bad entry shows key and value short, and everything in them."""
    read = read_result(as_bytes(record(**change)), "a", instrument)
    assert read.problems
    for problem in map(str, read.problems):
        assert problem == visible(problem)
        assert len(problem) < 500


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({HOSTILE: 1})[:-1] + f',"{HOSTILE[6:9]}":"\\ud800"}}',
        json.dumps({"a": {HOSTILE: {"b": "x\0"}}}),
        json.dumps({HOSTILE: 1})[:-1] + "," + json.dumps({HOSTILE: 1})[1:],
        json.dumps({"format": HOSTILE}),
        json.dumps({"format": "pat-result", "format_version": HOSTILE}),
        json.dumps({"format": "pat-result", "format_version": 1, "instrument": HOSTILE}),
    ],
)
def test_refusals_hold_nothing_hidden(text: str, instrument: Instrument) -> None:
    """A refusal shows keys and values of the file short, and everything in them."""
    with pytest.raises(ResultFileError) as caught:
        read_result(text.encode(), "a.pat.json", instrument)
    assert str(caught.value) == visible(str(caught.value))
    assert len(str(caught.value)) < 500


def test_places_in_group_files_hold_nothing_hidden() -> None:
    """The place of a value in a group file or workspace is shown in the same way."""
    place = ForeignValue({HOSTILE: 1}, "a").at(HOSTILE).place
    assert place == visible(place)
    assert len(place) < 200
