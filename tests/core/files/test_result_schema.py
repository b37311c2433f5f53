"""The published JSON Schema, held against the reader by an independent validator.

For what JSON Schema can say, it accepts exactly the documents that the reader uses whole.
"""

import json
from typing import Any

import pytest
from hypothesis import given

from pat_core import (
    Instrument,
    ResultFileError,
    check_result,
    load_instrument,
    profile_document,
    read_result,
    score_answers,
    write_result,
)
from tests.core import strategies
from tests.core.samples import (
    CODES,
    SCHEMAS,
    Document,
    all_answered,
    compare_with_copy,
    example_document,
    record,
)

jsonschema = pytest.importorskip("jsonschema")

EXAMPLE = SCHEMAS / "example.pat.json"
SCHEMA: Document = json.loads((SCHEMAS / "pat-result-1.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def _is_used_whole(document: object) -> bool:
    """Return whether the reader takes *document* and sets nothing aside."""
    try:
        found = check_result(document, "d", load_instrument())
    except ResultFileError:
        return False
    earlier = document.get("unread", {}) if isinstance(document, dict) else {}
    return bool(found.result.document.get("unread", {}) == earlier)


def test_schema_is_good_and_stands_alone() -> None:
    """The schema is valid draft 2020-12, and neither its id nor a reference needs a host."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "pat-result-1.json"
    references = [node["$ref"] for node in _nodes(SCHEMA) if "$ref" in node]
    assert references
    assert all(reference.startswith("#/$defs/") for reference in references)


def test_every_part_is_explained_to_people() -> None:
    """Whatever has a name in the schema has a title and a description."""
    for node in _nodes(SCHEMA):
        for name, part in {**node.get("properties", {}), **node.get("$defs", {})}.items():
            assert part.get("title"), name
            assert part.get("description", "").endswith("."), name


def test_codes_are_those_of_the_instrument(instrument: Instrument) -> None:
    """Every list of codes in the schema is the instrument's, with the empty text for not given."""
    properties = SCHEMA["properties"]
    respondent, kind = properties["respondent"]["properties"], SCHEMA["$defs"]["type"]["properties"]
    typology = instrument.typology
    pairs: list[tuple[Document, tuple[Any, ...]]] = [
        (properties["mode"], instrument.modes),
        (properties["purpose"], instrument.purposes),
        (respondent["sector"], instrument.sectors),
        (respondent["level"], instrument.levels),
        (kind["collaboration"], typology.collaborations),
        (kind["function"], typology.functions),
    ]
    for found, choices in pairs:
        assert found["enum"] == [*(choice.code for choice in choices), ""]
    points = [point.value for point in instrument.significance.scale]
    assert properties["significance"]["additionalProperties"]["enum"] == [*points, None]
    answers = SCHEMA["$defs"]["response"]["properties"]["answer"]["enum"]
    assert answers == [*instrument.values, None]


@pytest.mark.parametrize("code", CODES)
def test_every_code_may_be_answered(code: str) -> None:
    """Each of the 36 codes is a key of the responses, in capital letters only."""
    assert VALIDATOR.is_valid(record({code: 1}))
    assert not VALIDATOR.is_valid(record({code.lower(): 1}))


GOOD: dict[str, Document] = {
    "what is required": record({}),
    "all answered": record(all_answered(4)),
    "can't say": record({"1A": None}),
    "a point and nought": record({"1A": 3.0}, format_version=1.0),
    "a comment alone": record({}, responses={"1A": {"comment": "c"}, "1B": {}}),
    "no time of day": record(saved_at="2026-10-06"),
    "a distance from UTC": record(saved_at="2026-10-06T09:40:00.25+05:30"),
    "not given": record(mode="", purpose="", respondent={"name": "", "sector": "", "level": ""}),
    "empty sections": record(
        respondent={}, significance={}, success={}, typology={}, checklists={}
    ),
    "unknown keys": record(x=1, respondent={"x": 1}, typology={"x": 5, "now": {"x": 1}}),
    "something unread before": record({}, unread={"1A": 7, "mode": 5}),
    "the worked example": example_document(),
}


@pytest.mark.parametrize("document", GOOD.values(), ids=GOOD.keys())
def test_good_sample_is_accepted_by_both(document: Document) -> None:
    """What the reader uses whole follows the schema."""
    assert VALIDATOR.is_valid(document)
    assert _is_used_whole(document)


BAD: dict[str, object] = {
    "a list": [record()],
    "nothing": None,
    "another format": record(format="pat-profile"),
    "a later format": record(format_version=2),
    "true for one": record(format_version=True),
    "another instrument": record(instrument={"id": "pat-2004"}),
    "an instrument by name only": record(instrument="pat-2003"),
    "a scoring of another kind": record(instrument={"id": "pat-2003", "scoring": 5}),
    "no responses": {key: value for key, value in record().items() if key != "responses"},
    "a list of responses": record(responses=[]),
    "answer 7": record({"1A": 7}),
    "answer 0": record({"1A": 0}),
    "answer true": record({"1A": True}),
    "answer as text": record({"1A": "3"}),
    "a bare answer": record(responses={"1A": 3}),
    "null for a response": record(responses={"1A": None}),
    "a comment of null": record(responses={"1A": {"answer": 3, "comment": None}}),
    "code 1a": record({"1a": 3}),
    "code 7A": record({"7A": 3}),
    "a code with a line end": record({"1A\n": 3}),
    "significance 6": record(significance={"1": 6}),
    "significance true": record(significance={"1": True}),
    "significance of 7": record(significance={"7": 1}),
    "a word for a time": record(saved_at="today"),
    "a time of null": record(saved_at=None),
    "no id": record(result_id=""),
    "a long id": record(result_id="x" * 101),
    "a number for a name": record(respondent={"name": 5}),
    "an unknown level": record(respondent={"level": "chair"}),
    "an unknown sector": record(respondent={"sector": "Public"}),
    "no object": record(typology=None),
    "an unknown function": record(typology={"now": {"function": "cooperation"}}),
    "a tick of one": record(checklists={"a": {"b": {"done": 1}}}),
    "a check of true": record(checklists={"a": {"b": True}}),
    "success 5": record(success={"answer": 5}),
    "a list of unread": record(unread=[1]),
}


@pytest.mark.parametrize("document", BAD.values(), ids=BAD.keys())
def test_bad_sample_is_refused_by_both(document: object) -> None:
    """What the reader refuses, or uses only in part, breaks the schema."""
    assert not VALIDATOR.is_valid(document)
    assert not _is_used_whole(document)


@pytest.mark.parametrize("time", ["20261006T094000Z", "2026-W41-2", "2026-10-06q09:40:00"])
def test_rare_form_of_a_time_is_refused_by_both(time: str) -> None:
    """One way to write a time is enough, the same under every Python and for every other reader."""
    assert not VALIDATOR.is_valid(record(saved_at=time))
    assert not _is_used_whole(record(saved_at=time))


@given(strategies.good_documents)
def test_random_good_document_is_accepted_by_both(document: Document) -> None:
    """Documents with any of the listed keys, and any others beside them, follow the schema."""
    assert VALIDATOR.is_valid(document)
    assert _is_used_whole(document)


# The reader makes these anew, or holds them against what no schema knows.
MADE_ANEW = ("notice", "scoring_version", "scores")


@given(strategies.rough_documents())
def test_schema_accepts_what_the_reader_uses_whole(document: Document) -> None:
    """On documents with up to three slips, the schema and the reader agree."""
    for key in MADE_ANEW:
        document.pop(key, None)
    if isinstance(document.get("instrument"), dict):
        document["instrument"] = {"id": document["instrument"].get("id")}
    assert VALIDATOR.is_valid(document) == _is_used_whole(document)


@pytest.mark.parametrize("sample", ["full", "partial", "blank", "example"])
def test_written_file_follows_the_schema(instrument: Instrument, sample: str) -> None:
    """Whatever this project writes is valid, scores included."""
    documents = {
        "full": record(all_answered(2)),
        "partial": record({"1A": 4, "6F": None}),
        "blank": record({}),
        "example": example_document(),
    }
    found = check_result(documents[sample], "d", instrument)
    VALIDATOR.validate(json.loads(write_result(found.result, instrument)))


@pytest.mark.parametrize("key", ["answered", "columns", "score", "possible", "band", "reading"])
def test_scores_that_are_no_profile_break_the_schema(instrument: Instrument, key: str) -> None:
    """The schema describes the whole profile, so that others may read it from a file."""
    scores: Document = profile_document(score_answers({}, instrument))
    scores["aggregate"][key] = {"wrong": "kind"} if key != "columns" else 5
    assert not VALIDATOR.is_valid(record(scores=scores))
    del scores["aggregate"][key]
    assert not VALIDATOR.is_valid(record(scores=scores))


def test_example_is_what_this_version_writes(instrument: Instrument) -> None:
    """The worked example is the file that the present code writes (``PAT_RENEW=1`` renews it)."""
    found = check_result(example_document(), "example", instrument)
    compare_with_copy(EXAMPLE, write_result(found.result, instrument) + "\n")


def test_example_follows_the_schema_and_is_read_whole(instrument: Instrument) -> None:
    """The worked example is valid, is used whole, and leaves nothing to tell."""
    raw = EXAMPLE.read_bytes()
    VALIDATOR.validate(json.loads(raw))
    found = read_result(raw, EXAMPLE.name, instrument)
    assert found.problems == ()
    assert found.result.text("partnership") == "Harbour Lane Partnership"
    assert len(found.result.comments) == 7


def test_example_has_the_figures_added_up_by_hand() -> None:
    """The scores in the worked example are those of its answers, added up on paper."""
    scores = json.loads(EXAMPLE.read_bytes())["scores"]
    cards = {**scores["principles"], "all": scores["aggregate"]}
    assert {part: card["score"] for part, card in cards.items()} == {
        "1": 16,
        "2": 18,
        "3": None,
        "4": 22,
        "5": None,
        "6": None,
        "all": None,
    }
    assert {part: card["possible"] for part, card in cards.items()} == {
        "1": [16, 16],
        "2": [18, 18],
        "3": [14, 17],
        "4": [22, 22],
        "5": [9, 12],
        "6": [11, 17],
        "all": [90, 102],
    }
    assert {part: card["band"] for part, card in cards.items()} == {
        "1": [13, 18],
        "2": [13, 18],
        "3": [13, 18],
        "4": [19, 24],
        "5": [7, 12],
        "6": None,
        "all": [73, 108],
    }


def _nodes(value: Any) -> list[Document]:
    """Return every object in *value*."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [node for each in inner for node in _nodes(each)]
    return [value, *found] if isinstance(value, dict) else found
