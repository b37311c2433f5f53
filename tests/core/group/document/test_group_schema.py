"""The group file's JSON Schema, held against what is written and read, by another validator."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.sheet import Sheet
from pat_core.group.document.beside import group_beside
from pat_core.group.document.group_file import check_group, read_group, write_group
from pat_core.group.document.trend import after_rounds
from pat_core.group.statistics.pairs import Pairs
from pat_core.group.statistics.tally import LABEL_KINDS
from tests.core.group_documents import as_read, group_of, marks, random_sheets
from tests.core.samples import CODES, NUMBERS, SCHEMAS, Document, compare_with_copy

jsonschema = pytest.importorskip("jsonschema")

EXAMPLE = SCHEMAS / "example.pat-group.json"
SCHEMA: Document = json.loads((SCHEMAS / "pat-group-2.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

# Twelve invented people: what each answered, principle by principle.
_PEOPLE = """
444333 333323 333332 444333 332122 233322 front_line
343344 332233 343?22 433433 332?12 323222 front_line
434343 343332 233323 344433 231132 332232 front_line
433333 233333 333232 333343 322122 232223 front_line
444443 333233 2-3322 443333 332222 323322 front_line
333443 323322 322322 333333 22-112 222322 front_line
443433 333332 433433 344334 432233 333332 front_line
443334 334333 343433 444434 333233 333333 management
344443 433334 343343 434444 343333 334333 management
434444 344343 443334 443443 333333 343334 management
444444 443444 444444 444444 433343 434443 board
343434 433344 443434 444344 343433 433344 board
"""
_RATINGS = ["344523", "345532", "?44543", "254534", "345523", "235443"] * 2
_PARTNERS = ["Council", "Health Board", "Hillside Trust", "Youth Link"] * 3


def _sheets(rows: list[str]) -> list[Sheet]:
    sheets = []
    for row, rating, partner in zip(rows, _RATINGS, _PARTNERS, strict=False):
        *answers, level = row.split()
        sheets.append(
            Sheet(
                f"{''.join(answers)}{rating}{answers[0][-1]}",
                "coordination/delivery" if rating[0] == "3" else "cooperation/delivery",
                "integration/delivery",
                level,
                organisation=partner,
            )
        )
    return sheets


def _example(instrument: Instrument) -> Document:
    """Return the worked example: a second round of an invented partnership."""
    rows = _PEOPLE.strip().splitlines()
    row = {
        "topic": "5D",
        "what": "Write down who answers for which part of the work",
        "who": "Council",
        "by": "2026-12-15",
        "know": "Every partner has the list",
        "review": "2027-02-01",
        "state": "",
        "counts": "agree: 4 of 11",
    }
    plan = {"rows": [row], "next_assessment": "2027-10-01"}
    earlier_plan = {"rows": [{**row, "topic": "3E", "state": "carried"}], "next_assessment": ""}
    about = {"partnership": "Harbour Lane Partnership", "purpose": "routine"}
    rounds = _sheets(rows[1:8]), _sheets(rows)
    earlier = group_of(
        rounds[0],
        instrument,
        "level",
        **about,
        made_at="2025-10-20T10:00:00Z",
        round="Autumn 2025",
        plan=earlier_plan,
    )
    document = group_of(
        rounds[1],
        instrument,
        "level",
        **about,
        round="Autumn 2026",
        invited_people=15,
        invited_partners=5,
        comments=[{"place": "5D", "text": "Nobody has a list of tasks.", "reworded": True}],
        plan=plan,
        receipts=["K7MPX2", "AC2D3E"],
        file_counts={"used": 12, "duplicate": 1, "held": 0, "refused": 1},
    )
    pairs = Pairs(*({str(n): sheets[n].marks for n in range(7)} for sheets in rounds))
    earlier["own"] = {"3E": {"sentence": "Not discussed"}}
    document = after_rounds(document, [earlier], pairs, instrument)
    other = group_of(rounds[1][3:], instrument, "level", **about, round="Spring 2026")
    own = {"5D": {"sentence": "We agree that tasks are not written down.", "answer": 2}}
    return as_read({**document, "own": own, "beside": group_beside(other, document)})


def _rounded(value: Any) -> Any:
    """Return *value* with its numbers to nine places: the last ones are the machine's."""
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value


def test_schema_is_good_and_stands_alone() -> None:
    """The schema is valid draft 2020-12, and neither its id nor a reference needs a host."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "pat-group-2.json"
    references = {node["$ref"] for node in _nodes(SCHEMA) if "$ref" in node}
    assert references == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def test_every_part_is_explained_to_people() -> None:
    """Whatever has a name in the schema has a title and a description."""
    for node in _nodes(SCHEMA):
        for name, part in {**node.get("properties", {}), **node.get("$defs", {})}.items():
            if isinstance(part, dict):
                assert part.get("title"), name
                assert part.get("description", "").endswith("."), name


def test_codes_are_those_of_the_instrument(instrument: Instrument) -> None:
    """Statements, principles, modes, purposes and types are the instrument's."""
    properties = SCHEMA["properties"]
    assert properties["statements"]["required"] == list(instrument.codes) == CODES
    assert properties["principles"]["required"] == list(NUMBERS)
    assert properties["mode"]["enum"] == [*(mode.code for mode in instrument.modes), ""]
    assert properties["purpose"]["enum"] == [*(use.code for use in instrument.purposes), ""]
    assert tuple(properties["by"]["properties"]) == LABEL_KINDS
    cells = SCHEMA["$defs"]["types"]["properties"]["cells"]["propertyNames"]["pattern"]
    typology = instrument.typology
    levels = "|".join(choice.code for choice in typology.collaborations)
    functions = "|".join(choice.code for choice in typology.functions)
    assert cells == f"^({levels})/({functions})$"


@pytest.mark.parametrize("seed", range(12))
def test_written_file_follows_the_schema(instrument: Instrument, seed: int) -> None:
    """Whatever this project writes of a random group is valid."""
    chance = random.Random(seed)
    sheets = random_sheets(chance, chance.randint(0, 25))
    document = group_of(sheets, instrument, chance.choice(("", *LABEL_KINDS)))
    VALIDATOR.validate(json.loads(write_group(document)))


def test_every_key_that_is_written_is_in_the_schema(instrument: Instrument) -> None:
    """No figure goes out that the schema does not explain."""
    document = _example(instrument)
    assert document.keys() == SCHEMA["properties"].keys()
    defs = SCHEMA["$defs"]
    part = document["by"]["level"]["front_line"]
    people = _sheets(_PEOPLE.strip().splitlines())
    named = group_of(people, instrument, "level", mode="open")["by"]["level"]["front_line"]
    change = document["change"]
    pairs: list[tuple[Document, Document]] = [
        (document["statements"]["1A"], defs["statement"]),
        (document["principles"]["1"], defs["scores"]),
        (document["significance"]["1"], defs["rating"]),
        (document["typology"]["now"], defs["types"]),
        (named, defs["part_figures"]),
        (named["statements"]["1B"], defs["part_statement"]),
        (named["principles"]["1"], defs["part_scores"]),
        (part["principles"]["1"], defs["part_estimate"]),
        (change, SCHEMA["properties"]["change"]),
        (change["statements"]["1A"], defs["statement_change"]),
        (change["principles"]["1"], defs["score_change"]),
        (change["paired"], SCHEMA["properties"]["change"]["properties"]["paired"]),
        (_steps(change["paired"]), defs["steps"]),
        (document["trend"][0], SCHEMA["properties"]["trend"]["items"]),
        (document["trend"][0]["principles"]["1"], defs["estimate"]),
        (document["beside"], SCHEMA["properties"]["beside"]),
        (document["beside"]["statements"]["1A"], defs["support"]),
        (document["own"]["5D"], defs["own_answers"]["additionalProperties"]),
        (document["plan"]["rows"][0], defs["row"]),
    ]
    for found, schema in pairs:
        assert found.keys() == schema["properties"].keys(), schema["title"]


def _steps(paired: Document) -> Document:
    """Return the figures of one score of the same people that are not withheld."""
    return next(own for own in paired["principles"].values() if "withheld" not in own)


BAD: dict[str, tuple[str, object]] = {
    "another format": ("format", "pat-result"),
    "a later format": ("format_version", 3),
    "another instrument": ("instrument/id", "pat-2004"),
    "an unknown mode": ("mode", "secret"),
    "people as text": ("respondents", "6"),
    "too many people": ("respondents", 1_000_001),
    "a low threshold": ("threshold", 2),
    "less than nobody": ("statements/1A/counts/1", -1),
    "an unknown answer": ("statements/1A/counts/5", 0),
    "a statement of 7": ("statements/7A", {}),
    "a principle of 7": ("principles/7", {}),
    "no scores": ("principles/1/scores", []),
    "a rating of 6": ("significance/1/counts/6", 0),
    "an agreement of 2": ("significance_agreement/kendall_w", 2),
    "an unknown type": ("typology/now/cells/x", 1),
    "an unknown kind": ("by/age", {}),
    "a comment on nothing": ("comments", [{"place": "7A", "text": "x"}]),
    "a plan of text": ("plan", "x"),
    "an unknown state": ("plan", {"rows": [{"state": "open"}]}),
    "an unknown topic": ("plan", {"rows": [{"topic": "7A"}]}),
    "a file of number": ("files", [{"name": 5, "status": "used"}]),
    "an unknown status": ("files", [{"name": "a", "status": "lost"}]),
    "a change of text": ("change", "x"),
}


@pytest.mark.parametrize(("place", "value"), BAD.values(), ids=BAD.keys())
def test_bad_sample_is_refused_by_both(instrument: Instrument, place: str, value: object) -> None:
    """What breaks the schema, the reader refuses too."""
    document = as_read(group_of([marks()] * 6, instrument))
    assert VALIDATOR.is_valid(document)
    parent = document
    *above, key = place.split("/")
    for each in above:
        parent = parent[each]
    parent[key] = value
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(GroupFileError):
        check_group(document, "g", instrument)


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_required_keys_are_those_that_the_reader_needs(instrument: Instrument, key: str) -> None:
    """Without any of them, both refuse; without all the others, both accept."""
    document = as_read(group_of([marks()] * 6, instrument))
    least = {each: document[each] for each in SCHEMA["required"]}
    assert VALIDATOR.is_valid(least)
    assert (
        check_group(least, "g", instrument)["statements"]
        == check_group(document, "g", instrument)["statements"]
    )
    del least[key]
    assert not VALIDATOR.is_valid(least)
    with pytest.raises(GroupFileError):
        check_group(least, "g", instrument)


def test_example_is_what_this_version_writes(instrument: Instrument) -> None:
    """The worked example is the file that the present code writes (``PAT_RENEW=1`` renews it)."""
    document = _example(instrument)
    is_there = EXAMPLE.exists()
    if not is_there or _rounded(json.loads(EXAMPLE.read_bytes())) != _rounded(document):
        compare_with_copy(EXAMPLE, write_group(document) + "\n")


def test_example_follows_the_schema_and_is_read_whole(instrument: Instrument) -> None:
    """The worked example is valid, and reads back to its own figures."""
    raw = EXAMPLE.read_bytes()
    VALIDATOR.validate(json.loads(raw))
    found = as_read(read_group(raw, EXAMPLE.name, instrument).document)
    assert _rounded(found) == _rounded(json.loads(raw))


def test_example_has_the_figures_counted_by_hand() -> None:
    """Counts in the worked example are those of its twelve sheets, counted on paper."""
    example = json.loads(EXAMPLE.read_bytes())
    assert example["respondents"] == 12
    assert example["statements"]["1A"]["counts"] == {"1": 0, "2": 0, "3": 4, "4": 8}
    assert example["statements"]["5D"]["counts"] == {"1": 4, "2": 3, "3": 3, "4": 1}
    assert example["by"]["level"]["board"] == {"withheld": True}
    assert example["by"]["level"]["management"] == {"withheld": True}
    assert example["by"]["level"]["front_line"]["n"] == 7
    assert example["change"]["respondents"] == 7


def _nodes(value: Any) -> Iterator[Document]:
    """Yield every object in *value*."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    for each in inner:
        yield from _nodes(each)
