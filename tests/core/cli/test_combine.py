"""``pat combine``: what it counts, refuses and warns of, and where results come from."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from pat_core import Instrument
from pat_core.cli.main import main
from pat_core.files.result_code import write_code
from tests.core.combining import Combine, Run, counts, people, put, result, statuses
from tests.core.samples import Document, all_answered, as_bytes, record

# What counts.


def test_group_is_printed_where_no_file_is_named(combine: Combine) -> None:
    """Without ``--out`` the group file goes to standard output, and nothing else."""
    run = combine(*people(1, 2, 3, 3, 4))
    assert (run.status, run.err) == (0, "")
    assert (run.group["format"], run.group["format_version"]) == ("pat-group", 2)
    assert (run.group["respondents"], counts(run.group)) == (5, [1, 1, 2, 1])
    assert run.group["threshold"] == 5
    assert run.group["file_counts"] == _file_counts(used=5)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (2, 1, 3)])
def test_newest_version_is_used(combine: Combine, order: Sequence[int]) -> None:
    """Of files with one id the newest counts, in whatever order they come, and all is well."""
    names = put(result(1, "a", 1), result(2, "a", 3), result(4, "a", 2))
    run = combine(*(names[number - 1] for number in order))
    assert run.status == 0
    assert counts(run.group) == [0, 1, 0, 0]
    assert run.group["file_counts"] == _file_counts(used=1, duplicate=2)
    assert dict(statuses(run.group)) == {
        "1.json": "duplicate",
        "2.json": "used",
        "3.json": "duplicate",
    }
    assert run.err.count("duplicate: another version of 2.json: that one was saved") == 2


@pytest.mark.parametrize("saved_at", ["", "2026-10-06", "2026-10-06T00:00:00Z"])
def test_versions_of_unknown_order_are_held(combine: Combine, saved_at: str) -> None:
    """Without a revision, and with a time that is unknown, neither of two versions is used."""
    early, late = result(1, "a", 5), result(4, "a")
    names = put(early, {**late, **({"saved_at": saved_at} if saved_at else {})}, result(2))
    for extra in ([], ["--admit"]):
        run = combine(*names, *extra)
        assert (run.status, counts(run.group)) == (1, [0, 1, 0, 0])
        assert run.group["file_counts"] == _file_counts(used=1, held=2)
        assert "pat: 1.json: held: has other answers than 2.json, another version" in run.err


def test_revision_orders_versions(combine: Combine) -> None:
    """A correction of the same day with its time left out counts by its revision."""
    first = {**result(1, "a", 5), "revision": 1}
    later = {**result(4, "a"), "revision": 2, "saved_at": "2026-10-05"}
    for documents in ([first, later], [later, first]):
        assert counts(combine(*put(*documents)).group) == [0, 0, 0, 1]


def test_date_that_lies_ahead_is_told(combine: Combine) -> None:
    """A wrong clock may make a file the newest, but not in silence."""
    wrong, right = result(1, "a"), result(4, "a", 1)
    run = combine(*put({**wrong, "saved_at": "2099-01-01T09:00:00Z"}, right))
    assert "pat: 1.json: is dated 2099-01-01 09:00:00Z, which lies ahead" in run.err
    assert run.status == 0


def test_zones_are_seen(combine: Combine) -> None:
    """Ten o'clock two hours east of Greenwich is before nine o'clock there."""
    east = {**result(1, "a"), "saved_at": "2026-10-05T10:00:00+02:00"}
    west = {**result(4, "a"), "saved_at": "2026-10-05T09:00:00Z"}
    assert counts(combine(*put(east, west)).group) == [0, 0, 0, 1]


def test_same_file_twice_counts_once(combine: Combine) -> None:
    """A file that is given twice is a duplicate of itself; two equal files are that too."""
    names = put(result(3, "a", 1), result(3, "a", 1))
    run = combine(names[0], *names)
    assert run.status == 0
    assert (run.group["respondents"], run.group["file_counts"]["duplicate"]) == (1, 2)
    assert "pat: 2.json: duplicate: the same file again: 1.json" in run.err


@pytest.mark.parametrize("answered", [{"1A": 3}, all_answered(3)])
def test_files_without_id_are_never_duplicates(combine: Combine, answered: Document) -> None:
    """Equal files without an id are all used, and reported as possibly one person's."""
    names = put(record(answered, mode="open"), record(answered, mode="open"))
    run = combine(*names)
    assert run.status == 0
    assert (run.group["respondents"], run.group["file_counts"]) == (2, _file_counts(used=2))
    assert run.err.splitlines() == ["pat: 2.json: used: possibly the same person as 1.json"]
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
    run = combine(*put(result(3), record({"1A": 4, "1B": None}, mode="open")))
    assert run.status == 0
    assert counts(run.group) == [0, 0, 1, 1]
    assert (run.group["statements"]["1B"]["cant_say"], run.group["statements"]["2A"]["n"]) == (1, 1)


def test_unread_entry_ends_with_1_and_the_rest_is_used(combine: Combine) -> None:
    """A bad answer is named, and all others count."""
    run = combine(*put(result(3), record({"1A": 7, "1B": 2}, mode="open")))
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
    assert run.group["file_counts"] == _file_counts(used=1, refused=5)


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
    ({"mode": "partner"}, {"mode": "open"}, 'for a round that is "Named"'),
    (
        {"instrument": {"id": "pat-2003", "wording": "sha256:" + "1" * 64}},
        {"instrument": {"id": "pat-2003", "wording": "sha256:" + "2" * 64}},
        "in another wording",
    ),
]


@pytest.mark.parametrize(("most", "other", "said"), DIFFERENCES)
def test_what_most_do_not_say_is_held(
    combine: Combine, most: Document, other: Document, said: str
) -> None:
    """A file of another partnership, round, mode or wording is held; most people decide."""
    names = put(result(2, "x", **other), result(3, "a", **most), result(4, "b", **most))
    run = combine(*names)
    assert (run.status, counts(run.group)) == (1, [0, 0, 1, 1])
    assert run.group["file_counts"] == _file_counts(used=2, held=1)
    assert any(line.startswith("pat: 1.json: held: ") and said in line for line in _told(run))
    assert said in run.group["files"][0]["reason"]


@pytest.mark.parametrize(("most", "other", "said"), DIFFERENCES)
def test_held_file_can_be_admitted(
    combine: Combine, most: Document, other: Document, said: str
) -> None:
    """With ``--admit`` the same file is used, and told."""
    names = put(result(2, "x", **other), result(3, "a", **most), result(4, "b", **most))
    run = combine("--admit", *names)
    assert (run.status, counts(run.group)) == (0, [0, 1, 1, 1])
    assert any(line.startswith("pat: 1.json: used: ") and said in line for line in _told(run))


@pytest.mark.parametrize("less", ["confidential", "partner"])
def test_file_never_enters_a_round_that_shows_more(combine: Combine, less: str) -> None:
    """Whoever was promised that less is shown stays out, whatever is asked for."""
    modes = (less, "open", "open", "")
    names = put(*(result(n + 1, f"id-{n}", mode=mode) for n, mode in enumerate(modes)))
    assert counts(combine(*names).group) == [0, 1, 1, 0]
    run = combine("--admit", *names)
    assert (run.status, counts(run.group), run.group["mode"]) == (1, [0, 1, 1, 1], "open")
    assert 'so it never enters one that is "Named"' in run.err.splitlines()[0]


def test_tied_modes_make_a_confidential_group(combine: Combine) -> None:
    """Where as many gave their answers in confidence as not, the group is confidential."""
    modes = ["open"] * 3 + ["confidential"] * 3
    names = put(*(result(3, f"id-{n}", mode=mode, threshold=3) for n, mode in enumerate(modes)))
    run = combine(*names)
    assert (run.status, run.group["mode"], run.group["respondents"]) == (1, "confidential", 3)


def test_tied_round_is_asked_for(combine: Combine) -> None:
    """Between two rounds nobody guesses: ``--round`` says which one is meant."""
    spring = [result(1, f"s{n}", round="Spring", mode="open") for n in range(3)]
    autumn = [result(4, f"a{n}", round="Autumn", mode="confidential") for n in range(3)]
    names = put(*spring, *autumn, result(2, mode="", threshold=4))
    run = combine(*names)
    assert (run.status, run.out) == (2, "")
    assert run.err.endswith("'Autumn', 'Spring'. Say which one this is. Name it with --round.\n")
    for name, mode, used in (("autumn", "confidential", 4), ("Spring", "open", 3)):
        run = combine("--round", name, *names)
        assert (run.status, run.group["mode"], run.group["respondents"]) == (1, mode, used)


def test_strict_round_is_accepted_and_ignored(combine: Combine) -> None:
    """Scripts that use the former option still run; they are told that it does nothing."""
    names = people(1, 2, 3, 3, 4)
    plain, strict = combine(*names), combine("--strict-round", *names)
    assert (strict.status, counts(strict.group)) == (0, counts(plain.group))
    assert strict.err.startswith("pat: --strict-round is not needed any more")


def _file_counts(**given: int) -> dict[str, int]:
    return {**dict.fromkeys(("used", "duplicate", "held", "refused"), 0), **given}


def _told(run: Run) -> list[str]:
    return run.err.splitlines()


def test_what_is_not_said_is_no_other_round(combine: Combine) -> None:
    """A file without a round is of any; the round is spelled as it was written first."""
    names = put(
        result(1),
        result(2, "b", 5, round="Spring"),
        result(3, "c", 4, round="  spring "),
        result(4),
        result(1, round="Autumn"),
    )
    run = combine(*names)
    assert (run.status, run.group["round"]) == (1, "spring")
    assert run.group["file_counts"] == _file_counts(used=4, held=1)


def test_spellings_of_an_organisation_are_one_partner(combine: Combine) -> None:
    """Quotation marks, dashes, case and spaces make no second partner."""
    spelled = ["St Mary\u2019s", "St Mary's", "ST  MARY'S", "St Mary\u00b4s"]
    documents = [
        result(3, f"id-{n}", n + 1, respondent={"organisation": each})
        for n, each in enumerate(spelled)
    ]
    run = combine("--by", "organisation", "--threshold", "3", *put(*documents[::-1]))
    assert list(run.group["by"]["organisation"]) == ["St Mary\u2019s"]
    assert run.group["partners"]["n"] == 1


def test_group_names_the_round_of_the_files(combine: Combine) -> None:
    """Partnership, round, purpose and mode are those of the files."""
    about = {"partnership": "Pier", "round": "Spring", "purpose": "diagnostic", "mode": "open"}
    group = combine(*people(1, 2, **about)).group
    assert {key: group[key] for key in about} == about


def test_group_without_a_mode_is_confidential(combine: Combine) -> None:
    """Where no file says how it was given, the threshold holds."""
    assert combine(*people(1, 2, 3, 4, 4, mode="")).group["mode"] == "confidential"


@pytest.mark.parametrize("mode", ["confidential", ""])
def test_too_small_confidential_group_is_not_made(combine: Combine, mode: str) -> None:
    """With fewer people than were promised there are no figures in any output."""
    outputs = ["--out", "g.json", "--csv", "g.csv", "--report", "g.html"]
    run = combine(*people(1, 2, 3, 4, mode=mode), *outputs)
    assert (run.status, run.out) == (2, "")
    assert "Only 4 people's answers are used, and figures are shown from 5 people on" in run.err
    assert "Give people more time" in run.err
    assert not any(Path(name).exists() for name in ("g.json", "g.csv", "g.html"))


@pytest.mark.parametrize("mode", ["open", "partner"])
def test_small_group_is_made_where_names_are_shown(combine: Combine, mode: str) -> None:
    """Where people agreed to be shown by name there is no threshold."""
    run = combine(*people(1, 2, mode=mode))
    assert (run.status, run.err, run.group["respondents"]) == (0, "", 2)


@pytest.mark.parametrize(
    ("promised", "asked", "used"),
    [
        ((), [], 5),
        ((3,), [], 3),
        ((3, 4), [], 4),
        ((4,), ["--threshold", "6"], 6),
        ((6,), ["--threshold", "3"], 6),
        ((), ["--threshold", "3"], 5),
    ],
)
def test_threshold_is_the_highest_that_was_promised(
    combine: Combine, promised: Sequence[int], asked: list[str], used: int
) -> None:
    """The highest that a used file names is a floor, 5 without any; an option only raises it."""
    documents = [result(3, f"id-{n}", mode="confidential") for n in range(6)]
    for document, threshold in zip(documents, promised, strict=False):
        document["threshold"] = threshold
    refused = result(3, "x", mode="confidential", threshold=10, partnership="Elsewhere")
    documents = [{**document, "partnership": "Pier"} for document in documents]
    run = combine(*asked, *put(*documents, refused))
    assert (run.status, run.group["threshold"]) == (1, used)
    assert ("it can be raised, but not lowered" in run.err) == (asked == ["--threshold", "3"])


@pytest.mark.parametrize("threshold", [2, 11, 4.5, "5", True])
def test_bad_threshold_is_left_out_with_a_remark(combine: Combine, threshold: object) -> None:
    """What is no whole number from 3 to 10 promises nothing, and is named."""
    names = people(1, 2, 3, 4, 4, mode="confidential")
    bad = put(result(1, "id-9", mode="confidential", threshold=threshold), folder=".")
    run = combine(*names, *bad)
    assert run.status == 1
    assert "pat: 1.json: threshold: " in run.err
    assert "allowed: a whole number from 3 to 10" in run.err


def test_confidential_group_names_no_file(combine: Combine) -> None:
    """Neither names nor causes stand in it, only what became of how many; they are reported."""
    documents = [result(3, f"id-{n}", mode="confidential") for n in range(5)]
    Path("Kim Person.json").write_bytes(b"{broken")
    run = combine("Kim Person.json", *put(*documents, documents[0]))
    assert "pat: Kim Person.json: " in run.err
    statuses_of = [(line["name"], line["status"], line["reason"]) for line in run.group["files"]]
    expected = ["used"] * 5 + ["duplicate", "refused"]
    assert statuses_of == [("", status, "") for status in expected]
    assert ".json" not in run.out


def test_division_is_warned_of_once(combine: Combine) -> None:
    """Whoever publishes a second view of a confidential round can give people away."""
    names = people(1, 2, 3, 4, 4, mode="confidential")
    assert combine("--out", "g.json", "--csv", "g.csv", *names).err.count("side by side") == 1


def test_partner_round_has_parts_by_organisation_alone(combine: Combine) -> None:
    """Each partner is shown whatever its size, and no other part."""
    documents = [
        result(
            n + 1, f"id-{n}", mode="partner", respondent={"organisation": name, "level": "board"}
        )
        for n, name in enumerate(["Quay", "Quay", "Pier"])
    ]
    names = put(*documents)
    for by in ("level", "sector", "organisation"):
        assert list(combine("--by", by, *names).group["by"]) == ["organisation"]
    assert combine("--by", "none", *names).group["by"] == {}


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
    rows = b"\xef\xbb\xbfmode,1A,1B\r\nopen,1,4\r\n,,\r\nopen,cant-say,4\r\n"
    Path("rows.csv").write_bytes(rows)
    run = combine("rows.csv", *put(result(3)))
    assert run.status == 0
    assert (counts(run.group), run.group["statements"]["1A"]["cant_say"]) == ([1, 0, 1, 0], 1)
    assert [name for name, _ in statuses(run.group)][:2] == ["rows.csv, row 2", "rows.csv, row 4"]
    assert combine("-", stdin=rows).group["respondents"] == 2


def test_text_file_of_codes_stands_for_its_people(combine: Combine, instrument: Instrument) -> None:
    """Codes copied from messages into a text file count; one that is mistyped is told."""
    codes = [write_code(str(mark) * 36 + "-" * 7, mark, instrument) for mark in (1, 4)]
    text = "\n".join([codes[0], f"My code is {codes[1]}.", "FPAY C2CC 5MMM"])
    Path("codes.txt").write_text(text, encoding="utf-8")
    names = people(3, 3, 3, mode="confidential")
    run = combine("codes.txt", *names)
    assert (run.status, counts(run.group)) == (1, [1, 0, 3, 1])
    assert "pat: codes.txt, code 3: line 3: " in run.err
    assert main(["validate", "codes.txt"]) == 1


def test_cell_that_is_not_read_ends_with_1(combine: Combine) -> None:
    """A cell that says nothing known is named with row and column, and the rest used."""
    Path("rows.csv").write_bytes(b"mode,1A,1B\nopen,9,4\nopen,2,2\n")
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


@pytest.mark.parametrize("threshold", [3, 10])
def test_threshold_hides_the_parts_below_it(combine: Combine, threshold: int) -> None:
    """The threshold stands in the group file, and no part of fewer people is shown."""
    about: Document = {"mode": "confidential", "threshold": 3}
    documents = [
        result(3, f"id-{n}", respondent={"level": "board" if n < 5 else "management"}, **about)
        for n in range(10)
    ]
    group = combine("--threshold", str(threshold), *put(*documents)).group
    assert group["threshold"] == threshold
    withheld = ["withheld" in part for part in group["by"]["level"].values()]
    assert withheld == [threshold == 10] * 2


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
    options = ("threshold", "admit", "round", "comments", "since", "out", "report", "csv", "xlsx")
    assert all(f"--{option}" in run.out for option in options)
