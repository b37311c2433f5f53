"""What arrives of a group: files, codes, paper sheets and rows become entries, or are refused."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, PatError
from pat_core.errors import GroupFileError
from pat_core.files.result_code import tag_of, write_code
from pat_core.files.sheet import Sheet
from pat_core.group.intake.arrivals import code_entries, paper_entry, read_entries
from pat_core.group.intake.entries import Entry, entry_document, entry_from
from tests.core.samples import all_answered, as_bytes, example_document, record
from tests.core.strategies import json_values, rough_documents

MARKS = "4233313332343?33224443432" + "21?2132?-22" + "24355?" + "3"
"""The worked example, typed from its rows: 6D is blank, 3B, 5D, 6C and the last weight are "?"."""


def _refusal(raw: bytes, instrument: Instrument, name: str = "a.pat.json") -> str:
    (entry,) = read_entries(raw, name, instrument)
    assert entry.sheet is None
    assert entry.refused
    return entry.refused


def _document() -> Any:
    """Return an entry as a workspace file holds it."""
    return {
        "name": "a.pat.json",
        "kind": "file",
        "digest": "0f" * 32,
        "result_id": "r1",
        "revision": 3,
        "saved_at": "2026-10-06T09:40:00Z",
        "pairing_token": "K7PM-W3XN-9ACD",
        "partnership": "Harbour",
        "round": "Autumn",
        "purpose": "routine",
        "mode": "open",
        "threshold": 4,
        "wording": "sha256:x",
        "tag": 7,
        "marks": MARKS,
        "now": "coordination/delivery",
        "needed": "",
        "level": "board",
        "sector": "",
        "organisation": "The Quay\nTrust",
        "respondent": "Ann",
        "comments": [["1A", "Good."], ["success", "Yes."]],
        "remarks": ["something"],
        "receipt": "K7MPQ2",
    }


@pytest.mark.parametrize(
    ("receipt", "kept"), [("K7MPQ2", "K7MPQ2"), ("k7mpq2", ""), ("K7MPQ", ""), (777777, "")]
)
def test_entry_has_the_receipt_of_its_file(
    receipt: object, kept: str, instrument: Instrument
) -> None:
    """A receipt is six capitals and digits; any other is left out with a remark."""
    raw = as_bytes({**record(all_answered(3)), "receipt": receipt})
    (entry,) = read_entries(raw, "a.pat.json", instrument)
    assert entry.receipt == kept
    assert any("receipt" in remark for remark in entry.remarks) is (not kept)
    assert entry_from(entry_document(entry), instrument) == entry


@pytest.mark.parametrize("receipt", ["k7mpq2", "K7MPQ22"])
def test_bad_receipt_in_a_workspace_is_refused(receipt: object, instrument: Instrument) -> None:
    """A workspace is written by the page, which keeps no bad receipt."""
    with pytest.raises(GroupFileError, match=r"receipt is .* six capital letters and digits"):
        entry_from({**_document(), "receipt": receipt}, instrument)


def test_result_file_is_one_entry(instrument: Instrument) -> None:
    """A result file gives one entry with its sheet, its details and its comments."""
    raw = as_bytes(example_document())
    (entry,) = read_entries(raw, "a.pat.json", instrument)
    assert (entry.name, entry.kind, entry.refused) == ("a.pat.json", "file", "")
    assert entry.digest == hashlib.sha256(raw).hexdigest()
    assert entry.sheet == Sheet(
        MARKS, "coordination/delivery", "integration/delivery", "management", "voluntary"
    )
    assert entry.result_id == "3f0c8a52-7d41-4b8e-9a63-51c2e4d7b096"
    assert entry.saved_at == "2026-10-06T09:40:00Z"
    assert (entry.partnership, entry.round) == ("Harbour Lane Partnership", "Autumn 2026")
    assert (entry.mode, entry.purpose, entry.wording) == ("confidential", "routine", "")
    assert entry.tag == tag_of(entry.result_id) is not None
    assert entry.comments[0] == ("1A", "The night shelter opened on time and is full.")
    assert entry.comments[-1][0] == "success"
    assert entry.remarks == ()


def test_entry_tells_what_could_not_be_read(instrument: Instrument) -> None:
    """A bad answer is a blank mark and a remark; another wording is a remark, and is kept."""
    document = record({"1A": 7, "1B": 2})
    document["instrument"]["wording"] = "sha256:other"
    (entry,) = read_entries(as_bytes(document), "a.json", instrument)
    assert entry.sheet is not None
    assert entry.sheet.marks.startswith("-2-")
    assert entry.wording == "sha256:other"
    assert len(entry.remarks) == 2
    assert entry.remarks[0].startswith("statement 1A: 7 is no answer")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (record({}), "holds no answers"),
        (record({}, significance={"1": 3}), "holds no answers"),
        ({"format": "pat-group"}, "the file of a whole group"),
        ({"x": 1, "format": "pat-round"}, "the set-up of a round"),
        ({"format": "pat-workspace"}, "it is a workspace"),
        ({"format": "pat-profile"}, "it is a profile"),
        ({"format": "other"}, 'format is "other"'),
        (record(instrument={"id": "pat-2003", "scoring": "sha256:x"}), "other scoring rules"),
        ([1, 2], "holds a list"),
    ],
)
def test_file_of_another_kind_is_refused(
    document: object, said: str, instrument: Instrument
) -> None:
    """What holds no answers of one person is refused; the sentence does not repeat the name."""
    refusal = _refusal(b"\xef\xbb\xbf " + as_bytes(document), instrument)
    assert said in refusal
    assert "a.pat.json" not in refusal


def test_large_group_file_is_told_as_one(instrument: Instrument) -> None:
    """A group file beyond the size of a result is refused for what it is, not for its size."""
    raw = as_bytes({"format": "pat-workspace", "entries": ["x" * 2_100_000]})
    assert "it is a workspace" in _refusal(raw, instrument)
    assert "more than 2,000,000 bytes" in _refusal(b'{"a": "' + b"x" * 2_000_000, instrument)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe{", b"[]", b"\x00\x01", b"plain words", b"\x89PNG"])
def test_what_is_no_file_of_ours_is_refused(raw: bytes, instrument: Instrument) -> None:
    """Whatever the bytes, there is one refused entry with a sentence."""
    assert _refusal(raw, instrument)


def test_workbook_is_told_how_to_come_in(instrument: Instrument) -> None:
    """A workbook is refused with the way out, whatever its name."""
    for name in ("a.xlsx", "a.csv"):
        assert "CSV UTF-8" in _refusal(b"PK\x03\x04rest", instrument, name)


def test_rows_of_a_csv_are_entries(instrument: Instrument) -> None:
    """Each row of a spreadsheet is an entry of its own, named by its row, or refused by itself."""
    raw = b"1A,1B,name,result_id\n3,,Ann,r1\n,,Bob,\n3,,Ann,r1\n"
    first, second, third = read_entries(raw, "a.csv", instrument)
    assert (first.name, first.kind, first.respondent) == ("a.csv, row 2", "row", "Ann")
    assert first.tag == tag_of("r1")
    assert first.sheet == Sheet("3" + "-" * 42)
    assert (second.name, second.refused) == ("a.csv, row 3", "holds no answers")
    assert third.digest == first.digest != second.digest


def test_csv_without_rows_or_headings_is_refused(instrument: Instrument) -> None:
    """A spreadsheet that gives nobody's answers is one refused file."""
    assert "no row below" in _refusal(b"1A,1B\n", instrument, "a.csv")
    assert "no statement code" in _refusal(b"x,y\n1,2\n", instrument, "a.csv")


def test_csv_is_known_by_its_headings(instrument: Instrument) -> None:
    """A CSV under any name is read by its heading row; JSON under the name of a CSV is JSON."""
    assert read_entries(b"\xef\xbb\xbf1A;1B\r\n3;4\r\n", "answers", instrument)[0].kind == "row"
    assert read_entries(as_bytes(record()), "a.pat.json.txt", instrument)[0].kind == "file"


@given(st.binary(max_size=60), st.sampled_from(["a", "a.csv", "a.json"]))
def test_no_bytes_raise(instrument: Instrument, raw: bytes, name: str) -> None:
    """Foreign bytes give entries, never an error."""
    for start in (b"", b"{", b"1A,1B\n", b'1A,"1B'):
        assert read_entries(start + raw, name, instrument)


@given(rough_documents())
def test_every_read_entry_survives_a_workspace(instrument: Instrument, document: Any) -> None:
    """What was read of any file comes back the same out of its JSON."""
    for entry in read_entries(as_bytes(document), "a.json", instrument):
        written = json.loads(json.dumps(entry_document(entry)))
        assert entry_from(written, instrument) == entry


def test_codes_come_one_a_line_or_parted(instrument: Instrument) -> None:
    """Codes are parted by lines, commas and semicolons; groups of four stay together."""
    code = write_code(MARKS, 77, instrument)
    other = write_code("1" * 36 + "-" * 7, 5, instrument).replace(" ", "-").lower()
    text = f"\n{code}\n\n {other} ; {code}, {other}\n"
    entries = code_entries(text, instrument)
    assert [entry.name for entry in entries] == ["code 1", "code 2", "code 3", "code 4"]
    assert {entry.kind for entry in entries} == {"code"}
    assert entries[0].sheet == Sheet(MARKS)
    assert [entry.tag for entry in entries] == [77, 5, 77, 5]
    assert entries[1].digest == entries[3].digest != entries[0].digest


def test_bad_code_is_refused_by_line(instrument: Instrument) -> None:
    """A code that cannot be read is an entry too, with its line; so is one without answers."""
    blank = write_code("-" * 43, 5, instrument)
    first, second = code_entries(f"\nACDE FHJK\n{blank}", instrument)
    assert first.refused.startswith("line 2: the code has 8 characters")
    assert second.refused == "line 3: holds no answers"
    assert code_entries(" \n,;\n", instrument) == []


def test_paper_sheet_is_an_entry(instrument: Instrument) -> None:
    """A sheet typed in has its marks, labels and token; two with other names are two."""
    given = {"level": "board", "sector": "", "pairing_token": "K7PM"}
    entry = paper_entry(MARKS, "paper 1", given, instrument)
    assert (entry.name, entry.kind, entry.pairing_token) == ("paper 1", "paper", "K7PM")
    assert entry.sheet == Sheet(MARKS, level="board")
    assert entry.digest != paper_entry(MARKS, "paper 2", {"level": "board"}, instrument).digest


@pytest.mark.parametrize(
    ("marks", "labels"),
    [("-" * 43, {}), ("7" * 43, {}), ("3" * 42, {}), (MARKS, {"level": "chief"})],
)
def test_paper_sheet_keeps_the_rules(
    marks: str, labels: dict[str, str], instrument: Instrument
) -> None:
    """A paper sheet with a mark or a label that does not exist is refused by name."""
    with pytest.raises(GroupFileError, match=r"^paper 3: "):
        paper_entry(marks, "paper 3", labels, instrument)


def test_entry_is_read_from_a_workspace(instrument: Instrument) -> None:
    """Every key of the published shape has its place; unknown ones are passed over."""
    entry = entry_from({**_document(), "choice": "use"}, instrument)
    assert entry_document(entry) == _document()
    assert entry.comments == (("1A", "Good."), ("success", "Yes."))
    least = {"name": "p", "kind": "paper", "digest": "0" * 64, "marks": MARKS}
    assert entry_from(least, instrument) == Entry("p", "paper", "0" * 64, sheet=Sheet(MARKS))


def test_refused_entry_is_read_from_a_workspace(instrument: Instrument) -> None:
    """A refused entry holds its sentence and nothing else."""
    document = {"name": "b", "kind": "code", "digest": "a" * 64, "refused": "line 2: no."}
    entry = entry_from(document, instrument)
    assert (entry.sheet, entry.refused) == (None, "line 2: no.")
    assert entry_document(entry) == document


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", None),
        ("name", "half \ud800"),
        ("name", "a\0"),
        ("kind", "pigeon"),
        ("digest", "0F" * 32),
        ("digest", "0f" * 32 + "\n"),
        ("refused", " "),
        ("result_id", "x" * 101),
        ("saved_at", "yesterday"),
        ("purpose", "fun"),
        ("mode", ["open"]),
        ("tag", -1),
        ("tag", 2**18),
        ("tag", True),
        ("tag", 10**400),
        ("tag", 1.5),
        ("marks", MARKS[:-1]),
        ("marks", "5" + MARKS[1:]),
        ("marks", "-" * 43),
        ("now", "coordination"),
        ("level", "chief"),
        ("organisation", {"a": 1}),
        ("comments", [["9Z", "text"]]),
        ("comments", [["1A"]]),
        ("comments", [["1A", 3]]),
        ("comments", [[["1A"], "text"]]),
        ("comments", {"1A": "text"}),
        ("comments", [["1A", "text"]] * 38),
        ("remarks", [3]),
        ("remarks", ["\ud800"]),
    ],
)
def test_foreign_entry_is_refused_by_place(key: str, value: object, instrument: Instrument) -> None:
    """What no entry holds is refused with the place and the key."""
    with pytest.raises(GroupFileError, match=rf"^entries/4: {key}"):
        entry_from({**_document(), key: value}, instrument, "entries/4")


@given(st.sampled_from(sorted(_document())), json_values)
def test_wrong_kinds_in_an_entry_raise_only_ours(
    instrument: Instrument, key: str, value: object
) -> None:
    """Any JSON value in any place is read, or refused with an error of this package."""
    try:
        entry = entry_from({**_document(), key: value}, instrument)
    except PatError:
        return
    assert entry_from(entry_document(entry), instrument) == entry


@given(json_values)
def test_what_is_no_entry_is_refused(instrument: Instrument, value: object) -> None:
    """No other JSON value passes for an entry."""
    with pytest.raises(GroupFileError):
        entry_from(value, instrument)
