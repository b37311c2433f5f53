"""The typed shapes of documents, held against the JSON Schemas and against what is written."""

import json
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from pat_core import Instrument, check_result
from pat_core.documents.group import GroupDocument
from pat_core.documents.result import AnswersDocument, ProfileDocument, ResultDocument
from pat_core.documents.round import RoundDocument
from pat_core.documents.workspace import EntryDocument, WaitingComment, WorkspaceDocument
from pat_core.files.sheet import document_of
from pat_core.group.desk.workspace import check_workspace
from pat_core.group.document.group_file import check_group
from pat_core.group.intake.arrivals import code_entries, paper_entry, read_entries
from pat_core.group.intake.comments import collect_comments
from pat_core.group.intake.entries import entry_document, refused_entry
from pat_core.group.round.rounds import round_document, round_from
from tests.core.samples import SCHEMAS, Document

_GROUP: Document = json.loads((SCHEMAS / "pat-group-2.json").read_text("utf-8"))
_GROUP_EXAMPLE: Document = json.loads((SCHEMAS / "example.pat-group.json").read_text("utf-8"))
_RESULT: Document = json.loads((SCHEMAS / "pat-result-1.json").read_text("utf-8"))
_RESULT_EXAMPLE: Document = json.loads((SCHEMAS / "example.pat.json").read_text("utf-8"))


def _hints(shape: Any) -> dict[str, Any]:
    """Return the types of a TypedDict's keys, without Required and NotRequired."""
    return get_type_hints(shape)


def _members(shape: Any) -> list[Any]:
    """Return the types of a union, None left out; of any other type, itself."""
    members = get_args(shape) if get_origin(shape) in (Union, UnionType) else (shape,)
    return [member for member in members if member is not NoneType]


# --- held against a JSON Schema ---------------------------------------------------------------


class _Comparison:
    """One schema against one shape: each difference is a sentence with its place."""

    def __init__(self, schema: Document) -> None:
        self._definitions = schema.get("$defs", {})
        self.differences: list[str] = []

    def compare(self, schema: Document, shape: Any, place: str) -> None:
        """Compare what a *schema* allows with a *shape*, and all that stands below."""
        schemas = [each for each in self._alternatives(schema) if each.get("type") != "null"]
        shapes = _members(shape)
        if shapes != [str] and len(schemas) != len(shapes):
            self.differences.append(f"{place}: {len(schemas)} schemas, {len(shapes)} shapes")
        for inner, member in self._matched(schemas, shapes):
            self._compare_one(inner, member, place)

    def _alternatives(self, schema: Document) -> list[Document]:
        if "$ref" in schema:
            return self._alternatives(self._definitions[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return [inner for each in schema["anyOf"] for inner in self._alternatives(each)]
        return [schema]

    @staticmethod
    def _matched(schemas: list[Document], shapes: list[Any]) -> list[tuple[Document, Any]]:
        """Pair the schemas of a union with the TypedDicts that have the same keys."""
        if len(schemas) == 1 or not all(map(is_typeddict, shapes)):
            return list(zip(schemas, shapes, strict=False))
        by_keys = {frozenset(_hints(shape)): shape for shape in shapes}
        return [(each, by_keys.get(frozenset(each.get("properties", ())))) for each in schemas]

    def _compare_one(self, schema: Document, shape: Any, place: str) -> None:
        if is_typeddict(shape):
            self._compare_object(schema, shape, place)
        elif get_origin(shape) is dict:
            self._compare_table(schema, shape, place)
        elif get_origin(shape) in (list, tuple):
            for item in set(get_args(shape)):
                self.compare(schema.get("items", {}), item, f"{place}[]")
        elif get_origin(shape) is Literal:
            allowed = schema.get("enum", [schema.get("const")])
            self._check(place, set(allowed) - {None}, set(get_args(shape)), "codes")
        elif schema.get("type") in ("object", "array") and shape is not object:
            self.differences.append(f"{place}: the shape is {shape}")

    def _compare_object(self, schema: Document, shape: Any, place: str) -> None:
        hints, properties = _hints(shape), schema.get("properties", {})
        self._check(place, set(properties), set(hints), "keys")
        optional = set(schema.get("required", ())) & shape.__optional_keys__
        self._check(place, optional, set(), "keys that only the schema requires")
        for key in hints.keys() & properties.keys():
            self.compare(properties[key], hints[key], f"{place}/{key}")

    def _compare_table(self, schema: Document, shape: Any, place: str) -> None:
        key, value = get_args(shape)
        properties, rest = schema.get("properties", {}), schema.get("additionalProperties")
        if get_origin(key) is Literal:
            self._check(place, set(properties), set(get_args(key)), "codes")
        elif not rest and not properties and value is not object:
            self.differences.append(f"{place}: the schema names no keys")
        for inner in [*properties.values(), *([rest] if rest else [])]:
            self.compare(inner, value, f"{place}/*")

    def _check(self, place: str, schema: set[Any], shape: set[Any], what: str) -> None:
        if schema != shape:
            only = f"in the schema only {schema - shape}, in the shape only {shape - schema}"
            self.differences.append(f"{place}: {what}: {only}")


def _differences(schema: Document, shape: Any) -> list[str]:
    comparison = _Comparison(schema)
    comparison.compare(schema, shape, "")
    return comparison.differences


def test_shapes_are_those_of_the_schemas() -> None:
    """Every key and code of the schemas is in the shapes, and the other way round."""
    assert _differences(_RESULT, ResultDocument) == []
    assert _differences(_GROUP, GroupDocument) == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("properties", "threshold"),
        ("$defs/statement/properties", "chance"),
        ("$defs/scores/properties/reading/properties", "kind"),
        ("$defs/part_scores/properties", "mean"),
        ("$defs/steps/properties", "up"),
        ("$defs/row/properties", "review"),
        ("properties/by/properties", "sector"),
        ("properties/lists/properties", "not_known"),
        ("properties/change/properties/paired/properties", "aggregate"),
    ],
)
def test_comparison_sees_a_key_that_one_side_lacks(path: str, key: str) -> None:
    """The test above can fail: a key taken away, or added, at any depth is found."""
    for alter in (lambda keys: keys.pop(key), lambda keys: keys.update(another={})):
        schema = json.loads(json.dumps(_GROUP))
        keys = schema
        for step in path.split("/"):
            keys = keys[step]
        alter(keys)
        assert _differences(schema, GroupDocument), (path, key)


# --- held against what is written -------------------------------------------------------------


def _faults(value: Any, shape: Any, place: str = "") -> list[str]:
    """Return in what a *value* differs from a *shape*; keys that the shape lacks are a fault."""
    if get_origin(shape) in (Union, UnionType):
        tried = [_faults(value, member, place) for member in get_args(shape)]
        return min(tried, key=len)
    if is_typeddict(shape):
        return _faults_of_object(value, shape, place)
    if get_origin(shape) is Literal:
        return [] if value in get_args(shape) else [f"{place}: {value!r} is no code"]
    if get_origin(shape) is dict:
        key_type, inner = get_args(shape)
        return _not_a(dict, value, place) or [
            fault
            for key, member in value.items()
            for fault in (
                *_faults(key, key_type, f"{place} key"),
                *_faults(member, inner, f"{place}/{key}"),
            )
        ]
    if get_origin(shape) in (list, tuple):
        inner = get_args(shape)[0]
        return _not_a((list, tuple), value, place) or [
            fault
            for index, item in enumerate(value)
            for fault in _faults(item, inner, f"{place}/{index}")
        ]
    return _not_a((int, float) if shape is float else shape, value, place)


def _faults_of_object(value: Any, shape: Any, place: str) -> list[str]:
    if faults := _not_a(dict, value, place):
        return faults
    hints = _hints(shape)
    return [
        *(f"{place}: lacks {key}" for key in sorted(shape.__required_keys__ - value.keys())),
        *(f"{place}: has {key}" for key in sorted(value.keys() - hints.keys())),
        *(
            fault
            for key in hints.keys() & value.keys()
            for fault in _faults(value[key], hints[key], f"{place}/{key}")
        ),
    ]


def _not_a(kind: Any, value: object, place: str) -> list[str]:
    return [] if isinstance(value, kind) else [f"{place}: {value!r} is no {kind}"]


def _pruned(value: Any, schema: Document, definitions: Document) -> Any:
    """Return *value* with the keys that its schema requires, and no other."""
    if "$ref" in schema:
        return _pruned(value, definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema or not isinstance(value, dict):
        return value
    kept, rest = schema.get("properties", {}), schema.get("additionalProperties")
    is_table = rest is not None or all(key.isdigit() for key in kept)
    required = value.keys() if is_table else schema.get("required", ())
    return {key: _pruned(value[key], kept.get(key, rest or {}), definitions) for key in required}


def test_group_that_is_read_has_every_key(instrument: Instrument) -> None:
    """What the schema does not require of a group file, its reader fills in."""
    least = _pruned(_GROUP_EXAMPLE, _GROUP, _GROUP["$defs"])
    assert len(least) == len(_GROUP["required"])
    assert _faults(check_group(_GROUP_EXAMPLE, "example", instrument), GroupDocument) == []
    assert _faults(check_group(least, "least", instrument), GroupDocument) == []


def test_result_that_is_read_has_no_other_key(instrument: Instrument) -> None:
    """A result keeps what the file gave, in the shape of the file."""
    read = check_result(_RESULT_EXAMPLE, "example", instrument)
    assert _faults(read.result.document, ResultDocument) == []
    assert _faults(_RESULT_EXAMPLE["scores"], ProfileDocument) == []
    marks = "4" * len(instrument.codes) + "5" * len(instrument.principles) + "3"
    assert _faults(document_of(marks, instrument), AnswersDocument) == []


def test_round_and_workspace_have_every_key(instrument: Instrument) -> None:
    """An empty set-up and workspace are written with all keys; so are those that hold something."""
    set_up = {"labels": ["level"], "invited": [{"partner": "Quay", "people": 3}]}
    for given in ({}, set_up):
        assert _faults(round_document(round_from(given, instrument)), RoundDocument) == []
    filled = {
        "round": set_up,
        "earlier": _GROUP_EXAMPLE,
        "plan": _GROUP_EXAMPLE["plan"],
        "comments": {"1": {"state": "held"}},
        "said": {"1A": "Said"},
        "agenda": {"minutes": {"1A": 5}},
        "entries": [entry_document(refused_entry("a", "file", "0" * 64, "no"))],
    }
    for given in ({}, filled):
        assert _faults(check_workspace(given, "w", instrument), WorkspaceDocument) == []


def test_entries_have_every_key(instrument: Instrument) -> None:
    """Whatever arrives is written as one of the two kinds of entry."""
    marks = "4" * len(instrument.codes) + "5" * len(instrument.principles) + "3"
    raw = json.dumps(_RESULT_EXAMPLE).encode()
    entries = [
        *read_entries(raw, "example.pat.json", instrument),
        *read_entries(b"{", "broken", instrument),
        *code_entries("ABCD EF23", instrument),
        paper_entry(marks, "paper", {"level": "board"}, instrument),
    ]
    assert [bool(entry.refused) for entry in entries] == [False, True, True, False]
    for entry in entries:
        assert _faults(entry_document(entry), EntryDocument) == []
    for comment in collect_comments(entries):
        assert _faults(comment, WaitingComment) == []
