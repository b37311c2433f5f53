"""An earlier round: from its group file, its results, or the workspace that was kept of it."""

import json
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.group.desk.desk import Desk
from pat_core.group.desk.earlier_round import read_earlier
from pat_core.group.desk.workspace import write_workspace
from pat_core.group.document.discrepancies import MAX_REMARKS
from pat_core.group.document.group_file import write_group
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.intake.entries import entry_document
from tests.core.group_documents import MADE_AT, group_of, marks
from tests.core.samples import all_answered, as_bytes, record

PLAN = {"rows": [], "next_assessment": "2027-05-01"}
File = tuple[str, bytes]


def _results(people: int, **more: Any) -> list[File]:
    """Return results of people, each with an id, a token and a day of their own."""
    return [
        (
            f"{number}.json",
            as_bytes(
                record(
                    all_answered(3),
                    result_id=f"r{number}",
                    pairing_token=f"T-{number}",
                    saved_at=f"2025-10-{number + 1:02}",
                    **more,
                )
            ),
        )
        for number in range(people)
    ]


def _workspace(instrument: Instrument, people: int, **more: Any) -> File:
    """Return a workspace in which the last one's result was left out."""
    found = [each for name, raw in _results(people) for each in read_entries(raw, name, instrument)]
    entries: Any = [{**entry_document(entry), "choice": ""} for entry in found]
    entries[-1]["choice"] = "leave"
    state: Any = {"entries": entries, "plan": PLAN, **more}
    return "old.pat-workspace.json", write_workspace(state).encode()


def test_what_was_taken_out_of_a_workspace_is_told(instrument: Instrument) -> None:
    """A text of it that no file can hold is read without that, and its place is named."""
    found = read_earlier([_workspace(instrument, 6, said={"1A": "a\0b"})], instrument)
    assert found.remarks[0] == "said/1A: 1 character that no text can hold was taken out"
    assert found.document["respondents"] == 5


def test_group_file_is_the_round_itself(instrument: Instrument) -> None:
    """Its figures are read, and nobody can be found again in it."""
    document = group_of([marks()] * 6, instrument, round="Spring")
    found = read_earlier([("g", write_group(document).encode())], instrument)
    assert (found.document["round"], found.document["respondents"], found.tokens) == (
        *("Spring", 6),
        {},
    )


def test_results_are_counted_as_on_the_desk(instrument: Instrument) -> None:
    """Result files make the round, made when the newest was saved; tokens come along."""
    files = [*_results(6), ("bad.json", b"{")]
    found = read_earlier(files, instrument)
    assert found.document == {
        **Desk.of(
            [entry for name, raw in files for entry in read_entries(raw, name, instrument)],
            instrument,
        ).document("2025-10-06", instrument),
        "plan": {},
    }
    assert found.tokens == {f"t{n}": marks(significance="------", success="-") for n in range(6)}
    assert found.summary == "6 used, 1 refused."
    (remark,) = found.remarks
    assert remark.startswith("bad.json: line 1, column 2: this is no JSON")


def test_altered_figures_are_told(instrument: Instrument) -> None:
    """Of a group file as of single results: each that was altered, by its name and place."""
    files = _results(5)
    altered = {**json.loads(files[0][1]), "scores": {"aggregate": {"score": 144}}}
    found = read_earlier([("one.json", as_bytes(altered)), *files[1:]], instrument)
    place = "one.json: scores/aggregate/score"
    told = "the file says 144, its answers give 108; the answers are believed"
    assert found.remarks == [f"{place}: {told}"]
    aggregate = {**found.document["aggregate"], "mean": 144}
    group: Any = {**found.document, "aggregate": aggregate}
    assert read_earlier([("g", write_group(group).encode())], instrument).remarks == [
        "aggregate/mean: the file says 144, its counts give 108.0; the counts are believed"
    ]


def test_many_remarks_are_counted(instrument: Instrument) -> None:
    """Only so many are told one by one."""
    bad = [(f"bad{number}.json", b"{") for number in range(MAX_REMARKS + 3)]
    found = read_earlier([*_results(5), *bad], instrument)
    assert (len(found.remarks), found.remarks[-1]) == (MAX_REMARKS + 1, "and 3 more")


def test_workspace_brings_choices_and_plan(instrument: Instrument) -> None:
    """Who was left out stays out, and what was agreed is there to look back on."""
    found = read_earlier([_workspace(instrument, 7)], instrument)
    assert found.document["respondents"] == len(found.tokens) == 6
    assert found.document["plan"]["next_assessment"] == "2027-05-01"


@pytest.mark.parametrize("people", [1, 5])
def test_few_results_are_no_round_to_compare_with(instrument: Instrument, people: int) -> None:
    """Fewer than the threshold would be shown one by one; in an open round all are anyway."""
    threshold = {"options": {"threshold": 6}}
    files = [_workspace(instrument, people + 1, **threshold)]
    with pytest.raises(GroupFileError, match=f"{people} results?, fewer than the threshold of 6"):
        read_earlier(files, instrument)
    assert read_earlier(_results(people, mode="open"), instrument).document["mode"] == "open"


@pytest.mark.parametrize(
    ("files", "cause"),
    [
        ([("a.json", b"{")], "a.json: "),
        ([], "no results are in it"),
        ([("w.json", b'{"format": "pat-workspace", "format_version": 1}')], "no results are in it"),
        ([("g.json", b'{"format": "pat-group", "format_version": 9}')], "newer than this program"),
        ([("w.json", b'{"format": "pat-workspace", "entries": 1}')], "w.json: format_version"),
    ],
)
def test_what_holds_no_round_is_refused(
    instrument: Instrument, files: list[File], cause: str
) -> None:
    """A sentence says why, whatever kind of file it was."""
    with pytest.raises(GroupFileError, match=cause):
        read_earlier(files, instrument)


def test_one_bad_file_does_not_spoil_the_others(instrument: Instrument) -> None:
    """Group files among many results are refused one by one, as on the desk."""
    group = write_group(group_of([marks()] * 6, instrument, made_at=MADE_AT)).encode()
    found = read_earlier([*_results(5), ("g.json", group)], instrument)
    assert found.summary == "5 used, 1 refused."


def test_several_group_files_are_the_rounds_before(instrument: Instrument) -> None:
    """In whatever order they are opened, the latest is compared with, and has the trend."""
    files = [
        (f"{year}.json", write_group(_of_year(year, instrument)).encode())
        for year in (2025, 2023, 2024)
    ]
    read = read_earlier(files, instrument)
    assert read.document["round"] == "2025"
    assert [point["round"] for point in read.document["trend"]] == ["2023", "2024"]
    assert read.remarks == []


def _of_year(year: int, instrument: Instrument) -> Any:
    made_at = f"{year}-10-20T10:00:00Z"
    return group_of([marks()] * 5, instrument, round=str(year), made_at=made_at)


def test_remark_on_one_of_several_group_files_names_it(instrument: Instrument) -> None:
    """An altered figure is reported with the name of its file."""
    altered = _of_year(2024, instrument)
    altered["statements"]["1A"]["median"] = 1
    documents = {"a.json": _of_year(2023, instrument), "b.json": altered}
    files = [(name, write_group(document).encode()) for name, document in documents.items()]
    (remark,) = read_earlier(files, instrument).remarks
    assert remark.startswith("b.json: statements/1A/median: the file says 1")


def test_group_file_among_results_is_refused_like_before(instrument: Instrument) -> None:
    """Results of one round are one group; the file of a whole group is no result."""
    group = ("g.json", write_group(_of_year(2024, instrument)).encode())
    read = read_earlier([*_results(5), group], instrument)
    assert read.document["respondents"] == 5
    assert any("g.json" in remark for remark in read.remarks)
