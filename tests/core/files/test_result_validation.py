"""What stands inside a result: good entries are used, bad ones set aside and named."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from pat_core import (
    Instrument,
    Problem,
    ReadResult,
    ResultFileError,
    check_result,
    load_instrument,
)
from pat_core.files.strict_json import shown
from tests.core import strategies
from tests.core.samples import CODES, Document, record


def _read(document: Document) -> ReadResult:
    return check_result(document, "a.pat.json", load_instrument())


def _unread(found: ReadResult) -> Document:
    unread: Document = found.result.document.get("unread", {})
    return unread


def _only_problem(found: ReadResult) -> Problem:
    """Return the one problem of *found*, which must be one that leaves an entry unread."""
    (problem,) = found.problems
    assert problem.is_unread
    assert not found.is_whole
    return problem


def test_problem_reads_as_place_and_sentence() -> None:
    """A problem as text is its place, a colon, and what it is."""
    assert str(Problem("round", "5 stands there")) == "round: 5 stands there"


BAD_ANSWERS = [7, 0, 5, -1, 2.5, True, False, "3", "", [], [3], {}, 1e300]


@pytest.mark.parametrize("answer", BAD_ANSWERS, ids=repr)
def test_bad_answer_is_blank_and_kept_as_it_came(answer: object) -> None:
    """An answer off the scale moves to unread with its comment; the other answers are used."""
    entry = {"answer": answer, "comment": "why", "x": 1}
    found = _read(record({}, responses={"1A": entry, "1B": {"answer": 2}}))
    assert found.result.answers == {"1B": 2}
    assert _unread(found) == {"1A": entry}
    problem = _only_problem(found)
    assert "1A" in problem.place
    assert "4, 3, 2, 1" in problem.message
    assert "null" in problem.message


BAD_ENTRIES = [7, True, "3", None, [], [{"answer": 3}], {"comment": 5}, {"comment": None}]


@pytest.mark.parametrize("entry", BAD_ENTRIES, ids=repr)
def test_entry_of_another_kind_is_blank_and_kept(entry: object) -> None:
    """A response that is no object, or whose comment is no text, is set aside whole."""
    found = _read(record({}, responses={"2C": entry, "2D": {"answer": None}}))
    assert found.result.answers == {"2D": None}
    assert _unread(found) == {"2C": entry}
    assert "2C" in _only_problem(found).place


@pytest.mark.parametrize(
    "code", ["1a", "7A", "1G", "", "1A ", "1A\n", "A1", "__proto__", "constructor"]
)
def test_key_that_is_no_code_is_kept_aside(code: str) -> None:
    """Among the responses every key is a code: any other is set aside, a good answer or not."""
    found = _read(record({}, responses={code: {"answer": 3}, "6F": {"answer": 4}}))
    assert found.result.answers == {"6F": 4}
    assert _unread(found) == {code: {"answer": 3}}
    assert "no code" in _only_problem(found).message


@pytest.mark.parametrize(("given_answer", "read"), [(3.0, 3), (4, 4), (1.0, 1), (None, None)])
def test_whole_number_is_the_number(given_answer: object, read: int | None) -> None:
    """3.0, as some programs write 3, is 3, and null is "can't say"."""
    found = _read(record({"5E": given_answer}))
    assert found.result.answers == {"5E": read}
    assert not isinstance(found.result.answers["5E"], float)
    assert found.is_whole


@pytest.mark.parametrize(("value", "read"), [(1, 1), (3.0, 3), (1_000_000, 1_000_000)])
def test_revision_is_a_whole_number(value: object, read: int) -> None:
    """The number that orders versions is kept as a whole one."""
    found = _read(record(revision=value))
    assert found.result.document["revision"] == read
    assert found.is_whole


@pytest.mark.parametrize("value", [0, -1, 2.5, True, "3", None, [], 1_000_001], ids=repr)
def test_bad_revision_is_blank_and_kept(value: object) -> None:
    """A version that nobody can order by its number goes by its time."""
    found = _read(record(revision=value))
    assert "revision" not in found.result.document
    assert _unread(found) == {"revision": value}
    assert "a whole number from 1 to 1,000,000" in _only_problem(found).message


def test_response_without_answer_is_blank_and_good() -> None:
    """A comment may stand without an answer, and an empty entry is no fault."""
    found = _read(record({}, responses={"1A": {"comment": "later"}, "1B": {}}))
    assert found.is_whole
    assert found.result.answers == {}
    assert found.result.comments == {"1A": "later"}


def test_responses_are_put_in_the_order_of_the_sheets() -> None:
    """Whatever order the file has, the codes come out in the instrument's."""
    found = _read(record(dict.fromkeys(reversed(CODES), 2)))
    assert list(found.result.document["responses"]) == CODES


@pytest.mark.parametrize("value", [0, 6, 7, 2.5, True, "3", {}, []], ids=repr)
def test_bad_significance_is_blank_and_kept(value: object) -> None:
    """Significance off its five points is set aside under a name of its own."""
    found = _read(record(significance={"1": value, "2": 5, "3": 3.0, "4": None}))
    assert found.result.significance == {"2": 5, "3": 3, "4": None}
    assert _unread(found) == {"significance-1": value}
    problem = _only_problem(found)
    assert "significance" in problem.place
    assert "1, 2, 3, 4, 5" in problem.message


@pytest.mark.parametrize("key", ["0", "7", "1A", "aggregate", "__proto__"])
def test_significance_of_no_principle_is_kept_aside(key: str) -> None:
    """Among the significances every key is a principle's number."""
    found = _read(record(significance={key: 3}))
    assert "significance" not in found.result.document
    assert _unread(found) == {f"significance-{key}": 3}
    assert "no code" in _only_problem(found).message


BAD_DETAILS: list[tuple[tuple[str, ...], Any, str]] = [
    (("result_id",), "", "1 to 100"),
    (("result_id",), "x" * 101, "1 to 100"),
    (("result_id",), 5, "1 to 100"),
    (("saved_at",), "yesterday", "ISO 8601"),
    (("saved_at",), "2026-13-01T00:00:00Z", "ISO 8601"),
    (("saved_at",), 1791279600, "ISO 8601"),
    (("saved_at",), True, "ISO 8601"),
    (("receipt",), "k7mpq2", "six capital letters and digits"),
    (("receipt",), 777777, "six capital letters and digits"),
    (("copy",), "public", "private"),
    (("partnership",), 5, "text"),
    (("partnership",), None, "text"),
    (("partnership",), True, "text"),
    (("round",), ["1"], "text"),
    (("mode",), "secret", "confidential, partner, open"),
    (("mode",), None, "confidential, partner, open"),
    (("mode",), True, "confidential, partner, open"),
    (("purpose",), "audit", "developmental, routine, diagnostic"),
    (("respondent", "name"), {}, "text"),
    (("respondent", "organisation"), 1.5, "text"),
    (("respondent", "sector"), "charity", "public, private, voluntary, community, other"),
    (("respondent", "level"), "Board", "board, management, front_line, none"),
    (("typology", "now", "collaboration"), "merger", "cooperation, coordination, integration"),
    (("typology", "needed", "function"), 3, "strategic, commissioning, delivery"),
    (("checklists", "start", "c1", "done"), "yes", "true or false"),
    (("checklists", "start", "c1", "note"), 5, "text"),
]


@pytest.mark.parametrize(("path", "value", "allowed"), BAD_DETAILS)
def test_bad_detail_is_blank_and_named(path: tuple[str, ...], value: object, allowed: str) -> None:
    """A detail off its rule is taken out, kept under its path, and told with what is allowed."""
    document: Document = {path[-1]: value, "x": 1}
    for key in reversed(path[:-1]):
        document = {key: document}
    found = _read(record({"1A": 3}, **document))
    assert _unread(found) == {"/".join(path): value}
    place: Any = found.result.document
    for key in path[:-1]:
        place = place[key]
    assert path[-1] not in place
    assert place["x"] == 1
    assert allowed in _only_problem(found).message


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("saved_at", "2026-10-06"),
        ("saved_at", "2026-10-06T09:40:00.123Z"),
        ("saved_at", "2026-10-06T09:40:00+02:00"),
        ("mode", ""),
        ("purpose", ""),
        ("partnership", ""),
        ("result_id", "any text will do"),
    ],
)
def test_detail_within_its_rule_is_left_alone(path: str, value: str) -> None:
    """Times with and without a clock, and empty texts for "not given", are no fault."""
    found = _read(record(**{path: value}))
    assert found.is_whole
    document: Document = found.result.document
    assert document[path] == value


@pytest.mark.parametrize(
    "path", ["respondent", "significance", "success", "typology", "checklists"]
)
@pytest.mark.parametrize("value", [None, 5, "text", True, [1]], ids=repr)
def test_section_that_is_no_object_is_set_aside(path: str, value: object) -> None:
    """A whole section of another kind is kept under its name; the answers are used."""
    found = _read(record(**{path: value}))
    assert path not in found.result.document
    assert _unread(found) == {path: value}
    assert found.result.answers == {"1A": 3}
    problem = _only_problem(found)
    assert problem.place == path
    assert shown(value) in problem.message
    assert "object" in problem.message


@pytest.mark.parametrize(
    ("document", "unread"),
    [
        ({"typology": {"now": 5}}, {"typology/now": 5}),
        ({"typology": {"needed": None}}, {"typology/needed": None}),
        ({"checklists": {"start": []}}, {"checklists/start": []}),
        ({"checklists": {"start": {"c1": True}}}, {"checklists/start/c1": True}),
    ],
)
def test_inner_section_that_is_no_object_is_set_aside(document: Document, unread: Document) -> None:
    """Sections within sections are set aside by their path."""
    found = _read(record(**document))
    assert _unread(found) == unread
    assert _only_problem(found).place == next(iter(unread))


@pytest.mark.parametrize("entry", [{"answer": 7}, {"answer": "3", "comment": "c"}, {"comment": 1}])
def test_bad_success_is_blank_and_kept(entry: Document) -> None:
    """The statement on aims follows the rules of any other statement."""
    found = _read(record(success=entry))
    assert "success" not in found.result.document
    assert _unread(found) == {"success": entry}
    assert "aims" in _only_problem(found).place


def test_good_success_is_read() -> None:
    """An answer on aims may be 3.0, or null, or absent beside a comment."""
    assert _read(record(success={"answer": 3.0})).result.document["success"] == {"answer": 3}
    for entry in ({"answer": None}, {"comment": "unsure"}):
        found = _read(record(success=entry))
        assert found.is_whole
        assert found.result.document["success"] == entry


def test_unknown_keys_are_kept_at_every_level(instrument: Instrument) -> None:
    """A key of a later version or another tool is handed on, but for the two maps of codes."""
    extra: Document = {"x": [1], "__proto__": {"a": 1}, "constructor": None}
    document = record(
        {},
        **extra,
        instrument={"id": instrument.id, **extra},
        responses={"1A": {"answer": 3, **extra}},
        respondent={"name": "A", **extra},
        success={"answer": 2, **extra},
        typology={"now": {"function": "delivery", **extra}, **extra},
        checklists={"start": {"c1": {"done": True, **extra}}},
    )
    found = _read(document)
    assert found.problems == ()
    assert found.result.document == document


def test_all_bad_entries_are_named_and_the_rest_is_used() -> None:
    """Nine bad entries of one file are each named; the 35 good answers are in use."""
    document = record(dict.fromkeys(CODES, 4), mode=5, significance={"1": 9, "2": 5})
    document["responses"]["3F"] = "agree"
    document["responses"]["x" * 80] = {"answer": 1}
    found = _read(document)
    assert len(found.result.answers) == 35
    assert sorted(_unread(found)) == sorted(["3F", "x" * 80, "mode", "significance-1"])
    assert len(found.problems) == 4
    assert all(len(str(problem)) < 250 for problem in found.problems)


def test_problem_holds_no_control_character() -> None:
    """A foreign key cannot write on the reader's terminal: it is shown escaped."""
    hostile = "\x1b[31m\n<b>"
    found = _read(record(responses={hostile: 1}, significance={hostile: 1}))
    found_too = _read(record(checklists={hostile: {hostile: 5}}, unread={hostile: 1}))
    for problem in (*found.problems, *found_too.problems):
        assert str(problem).isprintable(), str(problem)


def test_earlier_unread_is_kept_and_told_again() -> None:
    """What an earlier reader set aside stays in the file, and is told while it matters."""
    found = _read(record({"1B": 2}, unread={"1A": {"answer": 7}}))
    assert _unread(found) == {"1A": {"answer": 7}}
    assert "1A" in _only_problem(found).place


def test_earlier_unread_is_not_told_once_answered() -> None:
    """An answer given since settles the matter; what stood there before is still kept."""
    unread = {"1A": {"answer": 7}, "1A+": {"answer": 8}}
    found = _read(record({"1A": 2}, unread=unread))
    assert found.problems == ()
    assert _unread(found) == unread


def test_earlier_unread_is_told_where_only_a_comment_came_since() -> None:
    """A comment alone leaves the statement blank, so what stood there is told on."""
    found = _read(record({}, responses={"1A": {"comment": "c"}}, unread={"1A": {"answer": 7}}))
    assert "1A" in _only_problem(found).place


def test_earlier_unread_detail_is_not_told_once_given() -> None:
    """A significance, a success or a label given since settles the matter like an answer."""
    found = _read(
        record(
            significance={"1": 3},
            success={"answer": 3},
            mode="open",
            respondent={"level": "board"},
            unread={"significance-1": 9, "success": 5, "mode": 5, "respondent/level": 5},
        )
    )
    assert found.problems == ()


def test_second_bad_entry_does_not_overwrite_the_first() -> None:
    """What was set aside before and what is set aside now are both kept."""
    found = _read(record({}, responses={"1A": 8}, unread={"1A": 7, "1A+": 6}))
    assert _unread(found) == {"1A": 7, "1A+": 6, "1A++": 8}


@pytest.mark.parametrize("value", [5, "text", [1], None])
def test_unread_of_another_kind_is_kept_too(value: object) -> None:
    """Even ``unread`` itself may be something else; it is kept inside a good one."""
    found = _read(record(unread=value))
    assert _unread(found) == {"unread": value}
    assert not found.is_whole


@given(strategies.rough_documents())
def test_nothing_is_lost_and_nothing_is_changed(document: Document) -> None:
    """Each response lands in use or in unread, and the caller's own document is left alone."""
    before = deepcopy(document)
    try:
        found = _read(document)
    except ResultFileError:
        return
    finally:
        assert document == before
    kept = found.result.document["responses"]
    for code, entry in before["responses"].items():
        assert kept.get(code) == entry or entry in _unread(found).values()


@pytest.mark.parametrize(("bad", "told"), [(100, 100), (101, 101), (5_000, 101)])
def test_flood_of_problems_is_cut_and_counted(bad: int, told: int) -> None:
    """Nobody reads thousands of causes: a hundred are named, the rest counted, and all kept."""
    found = _read(record(responses={f"x{place}": 1 for place in range(bad)}))
    assert len(found.problems) == told
    assert len(_unread(found)) == bad
    if bad > 100:
        assert f"{bad - 100:,} further" in found.problems[-1].message
    assert not found.is_whole
