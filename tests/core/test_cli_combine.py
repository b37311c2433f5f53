"""``pat combine``: what it counts, refuses and warns of, and where results come from."""

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from tests.core.combining import Combine, Run, counts, people, put, result, statuses
from tests.core.samples import Document, all_answered, as_bytes, record

# What counts.


def test_group_is_printed_where_no_file_is_named(combine: Combine) -> None:
    """Without ``--out`` the group file goes to standard output, and nothing else."""
    run = combine(*people(1, 2, 3, 3, 4))
    assert (run.status, run.err) == (0, "")
    assert (run.group["format"], run.group["format_version"]) == ("pat-group", 1)
    assert (run.group["respondents"], counts(run.group)) == (5, [1, 1, 2, 1])
    assert run.group["threshold"] == 5
    assert run.group["file_counts"] == {"used": 5}


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (2, 1, 3)])
def test_newest_version_is_used(combine: Combine, order: Sequence[int]) -> None:
    """Of files with one id the newest counts, in whatever order they come, and all is well."""
    names = put(result(1, "a", 1), result(2, "a", 3), result(4, "a", 2))
    run = combine(*(names[number - 1] for number in order))
    assert run.status == 0
    assert counts(run.group) == [0, 1, 0, 0]
    assert run.group["file_counts"] == {"used": 1, "duplicate": 2}
    assert dict(statuses(run.group)) == {
        "1.json": "duplicate",
        "2.json": "used",
        "3.json": "duplicate",
    }
    assert run.err.count("older version") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026-10-05", "2026-10-05T00:00:01Z"), ("", "2026-10-05"), ("", "0001-01-01T00:00+14:00")],
)
def test_moment_decides_and_no_date_is_the_oldest(combine: Combine, one: str, other: str) -> None:
    """A day is its midnight in UTC; a result without a date is older than any with one."""
    early, late = (
        {**result(answer, "a"), **({"saved_at": at} if at else {})}
        for answer, at in ((1, one), (4, other))
    )
    for documents in ([early, late], [late, early]):
        assert counts(combine(*put(*documents)).group) == [0, 0, 0, 1]


def test_zones_are_seen(combine: Combine) -> None:
    """Ten o'clock two hours east of Greenwich is before nine o'clock there."""
    east = {**result(1, "a"), "saved_at": "2026-10-05T10:00:00+02:00"}
    west = {**result(4, "a"), "saved_at": "2026-10-05T09:00:00Z"}
    assert counts(combine(*put(east, west)).group) == [0, 0, 0, 1]


def test_equally_new_versions_are_told_apart_by_their_bytes(combine: Combine) -> None:
    """At one moment the file with the larger SHA-256 counts, whichever comes first."""
    both = [result(answer, "a", 1) for answer in (1, 4)]
    larger = max(both, key=lambda each: sha256(as_bytes(each)).hexdigest())
    expected = [1, 0, 0, 0] if larger is both[0] else [0, 0, 0, 1]
    for documents in (both, both[::-1]):
        assert counts(combine(*put(*documents)).group) == expected


def test_same_file_twice_counts_once(combine: Combine) -> None:
    """A file that is given twice is a duplicate of itself; two equal files are that too."""
    names = put(result(3, "a", 1), result(3, "a", 1))
    run = combine(names[0], *names)
    assert run.status == 0
    assert (run.group["respondents"], run.group["file_counts"]["duplicate"]) == (1, 2)
    assert "pat: 2.json: duplicate: the same file again" in run.err


@pytest.mark.parametrize("answered", [{"1A": 3}, all_answered(3)])
def test_files_without_id_are_never_duplicates(combine: Combine, answered: Document) -> None:
    """Equal files without an id are all used, and reported as possibly one person's."""
    names = put(record(answered), record(answered))
    run = combine(*names)
    assert run.status == 0
    assert (run.group["respondents"], run.group["file_counts"]) == (2, {"used": 2})
    assert run.err.splitlines()[0] == ("pat: 2.json: used: possibly the same person as 1.json")
    assert run.group["files"][1]["reason"] == "possibly the same person as 1.json"
    assert "possibly the same person as 1.json" in combine(names[0], names[0]).err


def test_equal_answers_without_id_are_reported(combine: Combine) -> None:
    """Equal answers in other bytes are reported from twelve answered statements on."""
    twelve = dict(list(all_answered(2).items())[:12])
    assert "possibly" in combine(*put(record(twelve), record(twelve, round="x"))).err
    eleven = dict(list(twelve.items())[:11])
    assert "possibly" not in combine(*put(record(eleven), record(eleven, round="x"))).err


def test_unfinished_file_counts_where_it_has_answers(combine: Combine) -> None:
    """What is blank or "can't say" is counted as such, and the rest used."""
    run = combine(*put(result(3), record({"1A": 4, "1B": None})))
    assert run.status == 0
    assert counts(run.group) == [0, 0, 1, 1]
    assert (run.group["statements"]["1B"]["cant_say"], run.group["statements"]["2A"]["n"]) == (1, 1)


def test_unread_entry_ends_with_1_and_the_rest_is_used(combine: Combine) -> None:
    """A bad answer is named, and all others count."""
    run = combine(*put(result(3), record({"1A": 7, "1B": 2})))
    assert run.status == 1
    assert run.err.startswith("pat: 2.json: statement 1A: 7 is no answer")
    assert (counts(run.group), counts(run.group, "1B")) == ([0, 0, 1, 0], [0, 1, 1, 0])


def test_refused_files_are_named_and_the_rest_used(combine: Combine) -> None:
    """Damaged, foreign and empty files are told with their cause, and stand in the group file."""
    other = record(instrument={"id": "pat-2003", "scoring": "sha256:" + "0" * 64})
    names = put(result(3), b"{broken", other, record({}), {"format": "pat-group"})
    run = combine(*names, "missing.json")
    assert (run.status, run.group["respondents"]) == (1, 1)
    causes = ("no JSON", "other scoring rules", "holds no answers", "a whole group", "cannot be")
    told = [*run.err.splitlines()[:5]]
    for line, entry, cause in zip(told, run.group["files"][1:], causes, strict=True):
        assert cause in line
        assert (entry["status"], cause in entry["reason"]) == ("refused", True)
        assert line == f"pat: {entry['name']}: {entry['reason']}"
    assert run.group["file_counts"] == {"used": 1, "refused": 5}


@pytest.mark.parametrize("extra", [[], ["--out", "g.json", "--csv", "g.csv"]])
def test_nothing_usable_ends_with_2_and_writes_nothing(combine: Combine, extra: list[str]) -> None:
    """Where no file can be used there is no group."""
    run = combine(*put(b"{broken", record({})), "missing.json", *extra)
    assert (run.status, run.out) == (2, "")
    assert len(run.err.splitlines()) == 3
    assert sorted(os.listdir()) == ["1.json", "2.json"]  # noqa: PTH208


# Another round.


DIFFERENCES = [
    ({"partnership": "Pier"}, {"partnership": "Dock"}, "names the partnership 'Dock'"),
    ({"round": "Spring"}, {"round": "Autumn"}, "names the round 'Autumn'"),
    ({"mode": "confidential"}, {"mode": "open"}, "for a round that is open"),
    (
        {"instrument": {"id": "pat-2003", "wording": "sha256:" + "1" * 64}},
        {"instrument": {"id": "pat-2003", "wording": "sha256:" + "2" * 64}},
        "in another wording",
    ),
]


@pytest.mark.parametrize(("first", "second", "said"), DIFFERENCES)
def test_other_round_is_used_with_a_warning(
    combine: Combine, first: Document, second: Document, said: str
) -> None:
    """A file of another partnership, round, mode or wording counts, and is told."""
    run = combine(*put(result(3, **first), result(2, **second)))
    assert (run.status, run.group["respondents"]) == (0, 2)
    assert any(line.startswith("pat: 2.json: used: ") and said in line for line in _told(run))
    assert said in run.group["files"][1]["reason"]


@pytest.mark.parametrize(("first", "second", "said"), DIFFERENCES)
def test_strict_round_refuses_another(
    combine: Combine, first: Document, second: Document, said: str
) -> None:
    """With ``--strict-round`` the same file is refused, and the others used."""
    names = put(result(3, **first), result(2, **second), result(4, **first))
    run = combine("--strict-round", *names)
    assert (run.status, run.group["respondents"]) == (1, 2)
    assert (counts(run.group), run.group["file_counts"]["refused"]) == ([0, 0, 1, 1], 1)
    assert any(line.startswith("pat: 2.json: ") and said in line for line in _told(run))


def _told(run: Run) -> list[str]:
    return run.err.splitlines()


def test_what_is_not_said_is_no_other_round(combine: Combine) -> None:
    """A file without a round is of any; what the first leaves open, the next one names."""
    names = put(result(1), result(2, round="Spring"), result(3, round="  spring "), result(4))
    assert (combine("--strict-round", *names).status, combine(*names).err.count("round")) == (0, 0)
    assert combine(*names).group["round"] == "Spring"
    Path("5.json").write_bytes(as_bytes(result(1, round="Autumn")))
    run = combine("--strict-round", *names, "5.json")
    assert (run.status, run.group["file_counts"]) == (1, {"used": 4, "refused": 1})


def test_group_names_the_round_of_the_files(combine: Combine) -> None:
    """Partnership, round, purpose and mode are those of the files."""
    about = {"partnership": "Pier", "round": "Spring", "purpose": "diagnostic", "mode": "open"}
    group = combine(*people(1, 2, **about)).group
    assert {key: group[key] for key in about} == about


def test_group_without_a_mode_is_confidential(combine: Combine) -> None:
    """Where no file says how it was given, the threshold holds."""
    assert combine(*people(1, 2)).group["mode"] == "confidential"


@pytest.mark.parametrize("modes", [("open", "confidential"), ("open", "", "confidential", "open")])
def test_file_given_in_confidence_makes_no_open_group(combine: Combine, modes: list[str]) -> None:
    """Whatever the others say: what was given in confidence never enters an open view."""
    run = combine(*put(*(result(3, f"id-{n}", mode=mode) for n, mode in enumerate(modes))))
    assert run.group["mode"] == "confidential"
    assert "pat: some results were given in confidence" in run.err
    refused = combine(
        "--strict-round", *put(result(3, mode="open"), result(2, mode="confidential"))
    )
    assert refused.group["mode"] == "open"


def test_small_confidential_group_is_warned_of(combine: Combine) -> None:
    """Below the threshold the answers of each can be worked out; an open group knows that."""
    warning = "pat: 4 people answered, fewer than the threshold of 5"
    assert warning in combine(*people(1, 2, 3, 4)).err
    assert combine("--threshold", "4", *people(1, 2, 3, 4)).err == ""
    assert combine(*people(1, 2, 3, 4, mode="open")).err == ""


# Where results come from.


def test_folder_is_read_in_order(combine: Combine) -> None:
    """The ``*.json`` of a folder come sorted by name, whatever else lies there."""
    Path("in").mkdir()
    for name in ("b.json", "10.json", "2.pat.json", "note.txt"):
        (Path("in") / name).write_bytes(as_bytes(result(3, name)))
    group = combine("in").group
    expected = [str(Path("in") / name) for name in ("10.json", "2.pat.json", "b.json")]
    assert statuses(group) == [(name, "used") for name in expected]


def test_standard_input_holds_one_result_or_many(combine: Combine) -> None:
    """What comes in by "-" is one result, spread over lines or not, or JSON Lines."""
    one = json.dumps(result(4), indent=1).encode()
    assert counts(combine("-", stdin=one).group) == [0, 0, 0, 1]
    lines = b"\n".join(as_bytes(result(answer, f"id-{answer}")) for answer in (1, 2, 2))
    run = combine("-", *put(result(3, "x")), stdin=lines)
    # The two lines of one id are one person's.
    assert (run.status, counts(run.group)) == (0, [1, 1, 1, 0])


def test_spreadsheet_stands_for_its_rows(combine: Combine) -> None:
    """A CSV file, or one on standard input, is a result a row; other files count beside it."""
    rows = b"\xef\xbb\xbflevel,1A,1B\r\nboard,1,4\r\n,,\r\nboard,cant-say,4\r\n"
    Path("rows.csv").write_bytes(rows)
    run = combine("rows.csv", *put(result(3)))
    assert run.status == 0
    assert (counts(run.group), run.group["statements"]["1A"]["cant_say"]) == ([1, 0, 1, 0], 1)
    assert [name for name, _ in statuses(run.group)][:2] == ["rows.csv, row 2", "rows.csv, row 4"]
    assert combine("-", stdin=rows).group["respondents"] == 2


def test_cell_that_is_not_read_ends_with_1(combine: Combine) -> None:
    """A cell that says nothing known is named with row and column, and the rest used."""
    Path("rows.csv").write_bytes(b"1A,1B\n9,4\n2,2\n")
    run = combine("rows.csv")
    assert (run.status, counts(run.group)) == (1, [0, 1, 0, 0])
    assert 'pat: rows.csv: row 2, column 1A: "9" is not read' in run.err


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        (b"a,b\n1,2\n", "no statement code stands in the first 20 rows"),
        (b"1A,1A\n1,2\n", "stands twice"),
        (b"1A,1B\n1,2\n\xff,3\n", "no UTF-8"),
        (b'1A,1B\n1,2\n"3,4\n', "no CSV"),
        (b"1A,1B\n", "holds no row"),
    ],
)
def test_damaged_spreadsheet_is_refused_as_a_whole(
    combine: Combine, rows: bytes, cause: str
) -> None:
    """No row of a spreadsheet counts that cannot be read to its end."""
    Path("rows.csv").write_bytes(rows)
    run = combine("rows.csv", *put(result(3)))
    assert (run.status, run.group["respondents"]) == (1, 1)
    assert run.err.startswith("pat: rows.csv: ")
    assert cause in _told(run)[0]


def test_spreadsheet_may_be_larger_than_a_result(combine: Combine) -> None:
    """Many people in one table are read, though a result of that size is not."""
    Path("rows.CSV").write_bytes(
        b"1A,1B-comment\n" + b"3,\n" * 4 + (b"3," + b"x" * 999 + b"\n") * 2_500
    )
    run = combine("rows.CSV", "--out", "g.json")
    assert run.status == 0
    assert json.loads(Path("g.json").read_bytes())["respondents"] == 2_504


# Usage.


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--threshold", "2", "1.json"],
        ["--threshold", "11", "1.json"],
        ["--threshold", "five", "1.json"],
        ["--threshold", "4.0", "1.json"],
        ["--threshold"],
        ["--by", "name", "1.json"],
        ["--out"],
        ["--what", "1.json"],
        ["--out", "g.json"],
    ],
)
def test_wrong_usage_ends_with_64(combine: Combine, arguments: list[str]) -> None:
    """A wrong command line is told with how it goes, and nothing is read or written."""
    people(3)
    run = combine(*arguments)
    assert (run.status, run.out) == (64, "")
    assert run.err.startswith("usage: pat ")
    assert not Path("g.json").exists()


@pytest.mark.parametrize("threshold", ["3", "10"])
def test_threshold_can_be_3_to_10(combine: Combine, threshold: str) -> None:
    """The threshold stands in the group file, and hides the parts below it."""
    documents = [
        result(3, f"id-{n}", respondent={"level": "board" if n < 4 else "management"})
        for n in range(8)
    ]
    group = combine("--threshold", threshold, *put(*documents)).group
    assert group["threshold"] == int(threshold)
    withheld = ["withheld" in part for part in group["by"]["level"].values()]
    assert withheld == [threshold == "10"] * 2


def test_kind_of_label_can_be_chosen(combine: Combine) -> None:
    """Parts are by level unless another label is named, or none."""
    names = people(1, 2, 3, 3, 4, respondent={"sector": "public", "organisation": "Pier"})
    assert list(combine(*names).group["by"]) == ["level"]
    for kind, label in (("sector", "public"), ("organisation", "Pier"), ("level", "not given")):
        assert combine("--by", kind, *names).group["by"][kind][label]["n"] == 5
    assert combine("--by", "none", *names).group["by"] == {}


def test_help_names_every_option(combine: Combine) -> None:
    """The help of the command names what the contract names."""
    run = combine("--help")
    assert run.status == 0
    options = ("threshold", "strict-round", "comments", "since", "out", "report", "csv", "xlsx")
    assert all(f"--{option}" in run.out for option in options)
