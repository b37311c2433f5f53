"""Result files: what is required, refused, remarked, brought up to date, and written."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from pat_core import (
    Instrument,
    ReadResult,
    Result,
    ResultFileError,
    check_result,
    load_instrument,
    profile_document,
    read_result,
    score_answers,
    write_result,
)
from pat_core.files import result_file
from tests.core import strategies
from tests.core.samples import Document, all_answered, as_bytes, example_document, record


def _read(document: object) -> ReadResult:
    return read_result(as_bytes(document), "b.pat.json", load_instrument())


def _refusal(document: object) -> str:
    """Return the sentence with which *document* is refused, without the name that leads it."""
    with pytest.raises(ResultFileError) as caught:
        _read(document)
    name, _, message = str(caught.value).partition(": ")
    assert name == "b.pat.json"
    return message


def _written(found: ReadResult) -> Document:
    document: Document = json.loads(write_result(found.result, load_instrument()))
    return document


def test_required_keys_are_enough() -> None:
    """Format, its version, the instrument's id and the responses make a valid file."""
    found = _read(record({"1A": 3, "1B": None}))
    assert found.name == "b.pat.json"
    assert found.result.answers == {"1A": 3, "1B": None}
    assert found.problems == ()
    assert found.is_whole


def test_sheet_without_answers_is_read_as_blank() -> None:
    """A file in which nobody has answered yet is a blank sheet, not an error."""
    found = _read(record({}))
    assert found.is_whole
    assert not found.result.has_answers


@pytest.mark.parametrize("key", ["format", "format_version", "instrument", "responses"])
def test_each_required_key_is_asked_for(key: str) -> None:
    """Without one of the four, the file is refused and the key is named."""
    document = record()
    del document[key]
    assert key in _refusal(document)


@pytest.mark.parametrize(
    ("value", "kind"),
    [([1], "a list"), ("text", "text"), (5, "a number"), (1.5, "a number"), (None, "null")],
)
def test_file_that_is_no_object_is_refused(value: object, kind: str) -> None:
    """A file that holds another JSON value is refused by what it holds."""
    message = _refusal(value)
    assert f"holds {kind};" in message
    assert "one JSON object" in message


@pytest.mark.parametrize(
    ("value", "kind"), [([], "a list"), ("x", "text"), (3, "a number"), (None, "null")]
)
def test_responses_of_another_kind_are_refused(value: object, kind: str) -> None:
    """Without an object of responses there is nothing to use."""
    message = _refusal(record(responses=value))
    assert "responses" in message
    assert kind in message


@pytest.mark.parametrize(
    ("found", "part"),
    [
        ("pat-profile", "profile"),
        ("pat-group", "group"),
        ("PAT-RESULT", '"PAT-RESULT"'),
        (None, "null"),
        (5, "5"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_other_format_is_refused_by_name(found: object, part: str) -> None:
    """A profile, a group or a foreign file is told apart and named."""
    assert part in _refusal(record(format=found))


@pytest.mark.parametrize("version", [2, 99])
def test_newer_format_is_refused_by_name(version: int) -> None:
    """A file of a later format says its version, ours, and where to go with it."""
    message = _refusal(record(format_version=version))
    for part in (f"format_version is {version}", "newer", "up to 1"):
        assert part in message


@pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.5, [1]])
def test_impossible_format_version_is_refused(version: object) -> None:
    """What is no version that ever was is named beside what is allowed."""
    message = _refusal(record(format_version=version))
    assert "format_version is" in message
    assert "allowed is 1" in message


def test_format_version_may_be_one_point_nought() -> None:
    """1.0 is 1, as it is for answers."""
    found = _read(record(format_version=1.0))
    assert found.is_whole
    assert _written(found)["format_version"] == 1


def test_older_format_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step from an older format makes the next one, and the file is then read as of today."""

    def upgrade(document: Document) -> Document:
        given_answers = document.pop("answers")
        responses = {code: {"answer": answer} for code, answer in given_answers.items()}
        return {**document, "responses": responses}

    monkeypatch.setitem(result_file._UPGRADES, 0, upgrade)
    old = {**record({}, format_version=0), "answers": {"1A": 4}}
    del old["responses"]
    found = _read(old)
    assert found.result.answers == {"1A": 4}
    assert _written(found)["format_version"] == 1


@pytest.mark.parametrize("section", [{"id": "pat-2030"}, {"id": None}, {}, "pat-2003", None, [1]])
def test_other_instrument_is_refused(section: object) -> None:
    """Answers to another questionnaire are refused; the message names the one that is scored."""
    message = _refusal(record(instrument=section))
    assert "instrument" in message
    assert '"pat-2003"' in message


@pytest.mark.parametrize("found", ["sha256:" + "0" * 64, "", None, 5])
def test_other_scoring_rules_are_refused(found: object) -> None:
    """Answers given under other scoring rules cannot be scored by ours."""
    message = _refusal(record(instrument={"id": "pat-2003", "scoring": found}))
    assert "instrument/scoring" in message
    assert "other scoring rules" in message


def test_own_fingerprints_pass_without_a_word(instrument: Instrument) -> None:
    """A file of this very instrument gives nothing to tell."""
    section = {
        "id": instrument.id,
        "version": instrument.version,
        "scoring": instrument.scoring_fingerprint,
        "wording": instrument.wording_fingerprint,
    }
    assert _read(record(instrument=section)).problems == ()


@pytest.mark.parametrize("found", ["sha256:" + "0" * 64, "", None])
def test_other_wording_is_remarked(found: object) -> None:
    """Answers to another wording are used, with a remark that leaves the file whole."""
    read = _read(record(instrument={"id": "pat-2003", "wording": found}))
    (remark,) = read.problems
    assert remark.place == "instrument/wording"
    assert not remark.is_unread
    assert read.is_whole
    assert read.result.answers == {"1A": 3}


def _with_scores(change: Any) -> Document:
    """Return a full record with the scores that the reader would find, after *change*."""
    document = record(all_answered(3))
    profile = score_answers(all_answered(3), load_instrument())
    document["scores"] = profile_document(profile)
    change(document["scores"])
    return document


DIFFERENCES: list[tuple[str, Any]] = [
    ("answered", 5),
    ("columns", {"4": 24, "3": 0, "2": 0, "1": 0}),
    ("score", 19),
    ("score", None),
    ("possible", [6, 24]),
    ("band", [19, 24]),
    ("band", None),
]


@pytest.mark.parametrize("part", ["principles/4", "aggregate"])
@pytest.mark.parametrize(("key", "value"), DIFFERENCES)
def test_figure_that_the_answers_do_not_give_is_told(part: str, key: str, value: object) -> None:
    """A wrong figure in the file is told with both figures; the answers are believed."""

    def change(scores: Document) -> None:
        card = scores["aggregate"] if part == "aggregate" else scores["principles"]["4"]
        card[key] = value

    read = _read(_with_scores(change))
    (remark,) = read.problems
    assert remark.place == f"scores/{part}/{key}"
    assert "believed" in remark.message
    assert read.is_whole
    profile = score_answers(read.result.answers, load_instrument())
    assert profile.aggregate.score == 108


def _no_change(scores: Document) -> None:
    """Leave the scores as they are."""


SILENT = {
    "the same figures": _no_change,
    "another reading": lambda scores: scores["aggregate"].update(reading="Other."),
    "another count of can't say": lambda scores: scores["aggregate"].update(cant_say=3),
    "a key left out": lambda scores: scores["aggregate"].pop("score"),
    "a principle left out": lambda scores: scores["principles"].pop("4"),
    "whole numbers with a point": lambda scores: scores["aggregate"].update(score=108.0),
    "another scoring version": lambda scores: scores.update(
        scoring_version=0, aggregate={"score": 1}
    ),
    "principles of another kind": lambda scores: scores.update(principles=[1]),
    "nothing at all": lambda scores: scores.clear(),
}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT.keys())
def test_difference_that_is_not_told(change: Any) -> None:
    """Readings may change, and other scoring versions may count otherwise: neither is told."""
    assert _read(_with_scores(change)).problems == ()


@pytest.mark.parametrize("scores", [None, 5, "none", [1]])
def test_scores_of_another_kind_are_passed_over(scores: object) -> None:
    """The reader works out its own figures, so scores that are none do no harm."""
    read = _read(record(scores=scores))
    assert read.is_whole
    assert "scores" not in read.result.document


def test_written_file_has_its_keys_in_order() -> None:
    """What the file is comes first, unknown keys come late, and scores come last."""
    document = {"x": 1, **example_document()}
    keys = list(_written(_read(document)))
    assert keys[:5] == ["format", "format_version", "notice", "scoring_version", "instrument"]
    assert keys[5:7] == ["result_id", "saved_at"]
    assert keys[-2:] == ["x", "scores"]
    assert keys.index("responses") < keys.index("significance") < keys.index("typology")


def test_written_file_names_this_instrument(instrument: Instrument) -> None:
    """The file carries id, version and both fingerprints of the instrument that wrote it."""
    document = _written(_read(record()))
    assert document["scoring_version"] == 1
    assert document["instrument"] == {
        "id": "pat-2003",
        "version": instrument.version,
        "scoring": instrument.scoring_fingerprint,
        "wording": instrument.wording_fingerprint,
    }


def test_written_file_carries_the_notice(instrument: Instrument) -> None:
    """Every file says what the tool is, whatever stood there before."""
    assert _written(_read(record(notice="Validated!")))["notice"] == instrument.texts.notice


def test_written_scores_are_worked_out_anew(instrument: Instrument) -> None:
    """False scores in a file are replaced by those that its answers give."""
    document = record({"1A": 4}, scores={"aggregate": {"score": 144}})
    own = profile_document(score_answers({"1A": 4}, instrument))
    assert _written(_read(document))["scores"] == own


def test_text_is_written_as_it_is(instrument: Instrument) -> None:
    """Letters of any script are written as themselves, so that people can read their file."""
    text = write_result(Result(record({}, partnership="Łódź – ゆ 😀")), instrument)
    assert "Łódź – ゆ 😀" in text
    text.encode("utf-8")


def test_reading_leaves_the_document_alone(instrument: Instrument) -> None:
    """Checking a document does not change the caller's own, good or bad."""
    document = record(
        {"1A": 3.0, "1B": 7},
        respondent={"level": 5},
        success={"answer": 3.0},
        significance={"1": 3.0},
        typology={"now": {"function": 5}},
        checklists={"start": {"c1": {"done": 5}}},
        scores={"x": 1},
        unread={"1A": 7},
    )
    before = deepcopy(document)
    check_result(document, "page", instrument)
    assert document == before


@given(strategies.good_documents)
def test_what_is_written_reads_back_the_same(document: Document) -> None:
    """Every entry and every unknown key at every level survives being written and read."""
    first = _read(document)
    assert first.problems == ()
    second = read_result(
        write_result(first.result, load_instrument()).encode(), "c", load_instrument()
    )
    assert second.problems == ()
    own = {**second.result.document, "instrument": document["instrument"]}
    own = {key: own[key] for key in own if key not in ("scoring_version", "notice")}
    assert own == document


@given(strategies.rough_documents())
def test_any_document_is_read_or_refused_in_a_sentence(document: Document) -> None:
    """A foreign document is refused in a sentence, or read, and then writes and reads the same."""
    try:
        first = _read(document)
    except ResultFileError:
        assert _refusal(document)
        return
    text = write_result(first.result, load_instrument())
    second = read_result(text.encode(), "c", load_instrument())
    assert write_result(second.result, load_instrument()) == text
    assert second.result.answers == first.result.answers


@pytest.mark.parametrize("extra", [0, 1, 2])
@pytest.mark.parametrize(
    "key", ["success", "mode", "unread", "respondent", "typology", "significance", "checklists"]
)
def test_file_as_deep_as_allowed_opens_again(key: str, extra: int, instrument: Instrument) -> None:
    """What is set aside stands a level deeper in the file that is written; that can be read."""
    deep: object = "x"
    for _ in range(31 - extra):
        deep = [deep]
    found = read_result(as_bytes(record(**{key: deep})), "a", instrument)
    assert not found.is_whole
    text = write_result(found.result, instrument)
    again = read_result(text.encode(), "a", instrument)
    assert again.result.document["unread"] == found.result.document["unread"]
    assert again.result.document["unread"][key] == (json.dumps(deep) if extra < 1 else deep)
