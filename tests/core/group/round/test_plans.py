"""Plans: what a row may hold, what goes on to the next round, and the counts to move."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.json_reader import ForeignValue
from pat_core.group.round.plans import check_plan, counts_for, fill_counts
from tests.core.group_documents import group_of, marks

ROW = {
    "topic": "3B",
    "what": "Agree who decides",
    "who": "Chair",
    "by": "2027-01-15",
    "know": "It is minuted",
    "review": "2027-03-01",
    "state": "",
    "counts": "agree: 5 of 8",
}
PLAN = {"rows": [ROW], "next_assessment": "2027-10-01"}


def _checked(plan: object, instrument: Instrument) -> Any:
    return check_plan(ForeignValue(plan, "f"), instrument)


def test_whole_plan_is_taken_as_it_is(instrument: Instrument) -> None:
    """A plan of the known shape, with keys of others in it, comes back the same."""
    plan = {**PLAN, "rows": [{**ROW, "x_cost": 5}], "x": [1]}
    assert _checked(plan, instrument) == plan


def test_fields_left_out_are_empty(instrument: Instrument) -> None:
    """A row may hold less; a group without a plan stays so."""
    found = _checked({"rows": [{"what": "Meet"}]}, instrument)
    assert found == {
        "rows": [{**dict.fromkeys(ROW, ""), "what": "Meet"}],
        "next_assessment": "",
    }
    assert _checked({}, instrument) == {}


def _plan(**row: Any) -> Any:
    return {"rows": [{**ROW, **row}]}


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        (None, "f: the content is null"),
        ([], "f: the content is "),
        ({"rows": {}}, "f: rows is {}"),
        ({"rows": ["x"]}, 'f: rows/0 is "x"'),
        ({"rows": [{}] * 201}, "f: rows holds 201 entries; at most 200"),
        ({"next_assessment": 5}, "f: next_assessment is 5"),
        (_plan(what="x" * 2001), "f: rows/0/what holds 2,001 characters; at most 2,000"),
        (_plan(who=None), "f: rows/0/who is null"),
        (_plan(who="\ud800"), "f: rows/0/who is "),
        (_plan(state="open"), 'f: rows/0/state is "open"; allowed is one of nothing, done'),
        (_plan(topic="1a"), 'f: rows/0/topic is "1a"'),
        (_plan(topic="1A\n"), "f: rows/0/topic is "),
        (_plan(topic=["1A"]), "f: rows/0/topic is "),
    ],
)
def test_what_is_no_plan_is_refused_by_its_place(
    instrument: Instrument, plan: object, place: str
) -> None:
    """The message says where it stands and what is allowed."""
    with pytest.raises(GroupFileError) as caught:
        _checked(plan, instrument)
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize(
    ("topic", "is_known"),
    [
        *[(topic, True) for topic in ("", "6F", "principle-6", "success")],
        *[(topic, False) for topic in ("7A", "principle-7")],
    ],
)
def test_topic_in_a_file_is_one_of_the_instrument(
    instrument: Instrument, topic: str, is_known: bool
) -> None:
    """A file may only start rows from statements and principles that there are."""
    plan = _plan(topic=topic)
    if is_known:
        assert _checked(plan, instrument)["rows"][0]["topic"] == topic
    else:
        with pytest.raises(GroupFileError, match="rows/0/topic"):
            _checked(plan, instrument)


def test_counts_say_what_a_row_means_to_move(instrument: Instrument) -> None:
    """For a statement who agrees, for a principle its average, however a topic names it."""
    sheets = [marks("3")] * 5 + [marks("2", _1A="?", success="1")] * 3
    document = group_of(sheets, instrument)
    assert counts_for("1A", document) == "agree: 5 of 5"
    assert counts_for("1B", document) == "agree: 5 of 8"
    assert counts_for("success", document) == "agree: 5 of 8"
    assert counts_for("principle-2", document) == "average: 15.8"
    assert counts_for("1", document) == counts_for("principle-1", document) == "average: 16.1"
    assert counts_for("", document) == ""


def test_what_is_not_known_has_no_counts(instrument: Instrument) -> None:
    """Without an answer there is no average; what the round withholds is not named."""
    document = group_of(
        [*[marks("3", _4A="-")] * 3, *[marks("3", _4A="-", _1A="?")] * 2], instrument
    )
    assert counts_for("principle-4", document) == ""
    assert counts_for("1A", document) == ""


def test_rows_say_which_counts_they_mean_to_move(instrument: Instrument) -> None:
    """Counts are filled in where a row has a topic and says none; what it says stays."""
    rows = [_plan(counts="")["rows"][0], ROW, {**ROW, "topic": "", "counts": ""}]
    document: Any = {**group_of([marks()], instrument), "plan": {"rows": rows}}
    found = [row["counts"] for row in fill_counts(document)["plan"]["rows"]]
    assert found == [counts_for("3B", document), "agree: 5 of 8", ""]
    without_plan: Any = {"plan": {}}
    assert fill_counts(without_plan) == without_plan
