"""A sample of the fuzzing that ``make fuzz`` does whole: the kept cases, then seeded new ones."""

import json
import random
import sys
from pathlib import Path

import pytest

from pat_core import load_instrument
from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.errors import GroupFileError, ResultFileError
from pat_core.files.result_file import read_result
from pat_core.files.strict_json import depth_of
from pat_core.group.document.group_file import read_group
from pat_core.group.round.rounds import read_round
from tests.core.fuzz_counts import count
from tests.core.samples import as_bytes, record
from tests.sampling import IS_LONG, SEED
from tools.fuzz.mutations import mutate
from tools.fuzz.promises import BrokenPromiseError, check_sentence
from tools.fuzz.search import Trial, kept_cases
from tools.fuzz.targets import TARGETS, Target, check_case

pytestmark = pytest.mark.same_everywhere

SAMPLE, LONG = (2_500, 40_000) if sys.platform != "emscripten" else (500, 2_500)
"""How many cases all targets get together, in a short run and in a long one; Pyodide is slower."""

each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@pytest.mark.parametrize(
    ("target", "path"),
    [(target, path) for target in TARGETS for path in kept_cases(target)],
    ids=lambda value: value.stem if isinstance(value, Path) else value.name,
)
def test_what_once_broke_something_keeps_its_promises(target: Target, path: Path) -> None:
    """Every case with which a fuzzer once broke something is tried for good."""
    count(target.name)
    check_case(target, path.read_bytes())


@each_target
def test_good_files_keep_their_promises(target: Target) -> None:
    """Nearly everything that the fuzzers start from is read, so that their cases get far."""
    good = [check_case(target, case) for case in target.samples]
    count(target.name, len(good))
    assert sum(good) >= len(good) - 2
    assert good[0]


@each_target
def test_malformed_files_keep_their_promises(target: Target) -> None:
    """Good files with odd values, missing and doubled keys, and slips of the bytes."""
    trial = Trial(target)
    trial.property(max(10, (LONG if IS_LONG else SAMPLE) * target.share // 100), SEED)()
    count(target.name, trial.tried)


def test_shares_are_a_hundred() -> None:
    """The cases of a run are all given out."""
    assert sum(target.share for target in TARGETS) == 100
    assert len({target.name for target in TARGETS}) == len(TARGETS)


@each_target
def test_cases_are_some_read_and_some_refused(target: Target) -> None:
    """A fuzzer whose cases were all refused, or all read, would try next to nothing."""
    chance = random.Random(2003)
    samples = target.samples
    was_read = [
        check_case(target, mutate(chance.choice(samples), chance, samples)) for _ in range(40)
    ]
    count(target.name, len(was_read))
    assert any(was_read)
    assert target.name == "files" or not all(was_read)


@pytest.mark.parametrize("target", ["json", "result", "round", "group", "workspace"])
def test_crash_is_not_mistaken_for_a_refusal(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that lets another exception through breaks its promise."""

    def crash(*_: object, **__: object) -> None:
        raise KeyError("answer")

    for module in ("files.result_file", "group.round.rounds", "group.document.group_file"):
        monkeypatch.setattr(f"pat_core.{module}.parse_json", crash)
    monkeypatch.setattr("tools.fuzz.targets.parse_json", crash)
    (broken,) = [other for other in TARGETS if other.name == target]
    with pytest.raises(KeyError):
        broken.run(b"{}")


@pytest.mark.parametrize(
    "sentence",
    [
        "b.json: the file is empty",
        "a.json: ",
        "a.json: no",
        "a.json: the key \x1b[31m stands twice",
        "a.json: one line\nand another",
        "a.json: the key \u202e stands twice",
        "a.json: " + "long " * 300,
    ],
)
def test_sentence_that_is_not_plain_breaks_a_promise(sentence: str) -> None:
    """So do refusals without name or cause, with hidden characters, or too long to read."""
    check_sentence("a.json: the file is empty", "a.json: ")
    with pytest.raises(BrokenPromiseError):
        check_sentence(sentence, "a.json: ")


def test_deep_value_is_quarantined_so_that_the_file_can_be_read_again() -> None:
    """A value too deep for ``unread`` is kept there as text, another as it is."""
    instrument = load_instrument()
    for depth, is_text in ((30, False), (31, True)):
        value = json.loads("[" * depth + "]" * depth)
        raw = as_bytes(record(saved_at=value))
        unread = read_result(raw, "a", instrument).result.document["unread"]["saved_at"]
        assert unread == (json.dumps(value) if is_text else value)


def test_group_file_that_a_workspace_could_not_hold_is_refused() -> None:
    """A group file nested as deep as is read at all would not open again inside a workspace."""
    raw = b'{"format": "pat-group", "x": ' + b"[" * 31 + b"]" * 31 + b"}"
    assert depth_of(json.loads(raw)) == 32
    with pytest.raises(GroupFileError, match=r"^g: nested more than 31 deep"):
        read_group(raw, "g", load_instrument())


@pytest.mark.parametrize("raw", [b'"pat-round"', b'["pat-round"]', b"7", b"null"])
def test_set_up_that_is_no_object_is_refused(raw: bytes) -> None:
    """Not even where it is the name of the format."""
    with pytest.raises((GroupFileError, ResultFileError), match=r"^r: format is "):
        read_round(raw, "r", load_instrument())


def test_characters_that_no_file_may_hold_are_taken_out_of_what_a_page_sends() -> None:
    """NUL is left out; half a character, where a field cut one in two, is replaced."""
    document = record({"1A": 3}, partnership="Quay\0 \ud83d", round="Whole 😀")
    reply = json.loads(web.answer_call("write_file", json.dumps({"record": document})))
    result = read_result(reply["ok"]["text"].encode(), "a", load_instrument()).result
    assert (result.text("partnership"), result.text("round")) == ("Quay \ufffd", "Whole 😀")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "-1e999", "9" * 20 + "e400"])
def test_number_that_json_cannot_hold_is_refused_by_an_entry_point(number: str) -> None:
    """It would make a reply that no page can read."""
    reply = json.loads(web_group.answer_call("write_workspace", f'{{"state": {{"x": {number}}}}}'))
    assert reply["error"]["name"] == "CallError"
    assert f"the payload holds {number[:20]}" in reply["error"]["message"]
