"""One verdict in every Python: thousands of damaged files, and what was said of each.

The copies in ``tests/golden/verdicts`` were written by one Python; each that runs these tests must
say the same, byte for byte: CPython from 3.11 on, and the browser's Pyodide.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest

from pat_core import Instrument, PatError, score_answers
from pat_core.files.result_file import read_result, write_result
from pat_core.group.desk.workspace import read_workspace, write_workspace
from pat_core.group.document.group_file import read_group, write_group
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.intake.entries import entry_document
from pat_core.group.round.rounds import read_round, round_document
from pat_core.scoring.profile import profile_document
from tests.core.mutations import Chance, damaged
from tests.core.samples import SCHEMAS, TESTS, as_bytes, compare_with_copy, example_document, record

LOT = 100
"""How many verdicts one line of a copy stands for."""

Verdict = Callable[[bytes, Instrument], str]


def _of_result(raw: bytes, instrument: Instrument) -> str:
    read = read_result(raw, "a.pat.json", instrument)
    profile = profile_document(score_answers(read.result.answers, instrument))
    told = [str(problem) for problem in read.problems]
    return json.dumps([told, profile]) + write_result(read.result, instrument)


def _of_entries(raw: bytes, instrument: Instrument) -> str:
    return json.dumps([entry_document(e) for e in read_entries(raw, "a.csv", instrument)])


def _of_group(raw: bytes, instrument: Instrument) -> str:
    read = read_group(raw, "a.pat-group.json", instrument)
    return json.dumps(read.remarks) + write_group(read.document)


def _of_round(raw: bytes, instrument: Instrument) -> str:
    read = read_round(raw, "a.pat-round.json", instrument)
    return json.dumps([round_document(read.round), read.remarks])


def _of_workspace(raw: bytes, instrument: Instrument) -> str:
    read = read_workspace(raw, "a.pat-workspace.json", instrument)
    return json.dumps(read.remarks) + write_workspace(read.state)


def _small() -> bytes:
    return as_bytes(
        record(
            {"1A": 3, "1B": None, "6F": 1},
            saved_at="2026-10-06T09:40:00Z",
            partnership="Harbour\u202e Lane",
            significance={"1": 2},
            x_tool={"été": [1, [2.5, {"a": "\\u00e9"}], "\U0001f600"]},
            checklists={"readiness": {"a": {"done": True, "note": "n"}}},
        )
    )


def _large() -> bytes:
    return json.dumps(example_document(), ensure_ascii=False, indent=1).encode()


def _group() -> bytes:
    return (SCHEMAS / "example.pat-group.json").read_bytes()


def _table() -> bytes:
    return (
        "file,partnership,1A,1B,1C,1A-comment,level,saved_at\r\n"
        'a,Lane,4,3,2,"x;\'=1",board,2026-10-06\r\n'
        "b,Lane,1,cant-say,,\u202e,Front line,\r\n"
    ).encode()


def _round() -> bytes:
    return as_bytes(
        {
            "format": "pat-round",
            "format_version": 1,
            "partnership": "Lane",
            "delete_on": "2026-12-31",
            "labels": ["level"],
            "invited": [{"partner": "A", "people": 3}],
            "threshold": 5,
        }
    )


def _workspace() -> bytes:
    entry = {"name": "a", "kind": "paper", "digest": "0" * 64, "marks": "3" * 43, "choice": ""}
    return as_bytes(
        {"format": "pat-workspace", "format_version": 1, "round": None, "entries": [entry]}
    )


KINDS: dict[str, tuple[Callable[[], bytes], Verdict, int]] = {
    "small": (_small, _of_result, 4_000),
    "large": (_large, _of_result, 2_000),
    "rows": (_table, _of_entries, 1_500),
    "round": (_round, _of_round, 1_000),
    "workspace": (_workspace, _of_workspace, 1_000),
    "group": (_group, _of_group, 300),
}


def _verdicts(kind: str, instrument: Instrument) -> Iterator[str]:
    whole, verdict, count = KINDS[kind]
    chance, raw = Chance(sum(kind.encode())), whole()
    for _ in range(count):
        try:
            yield verdict(damaged(chance, raw), instrument)
        except PatError as error:
            yield f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_python_says_the_same(kind: str, instrument: Instrument) -> None:
    """What is said of thousands of damaged files is the same in every Python, byte for byte."""
    verdicts = list(_verdicts(kind, instrument))
    refused = [each for each in verdicts if "Error: " in each[:20]]
    if kind != "rows":
        assert len(verdicts) / 20 < len(refused) < len(verdicts), "some are used, some refused"
    lots = ["\n".join(verdicts[at : at + LOT]) for at in range(0, len(verdicts), LOT)]
    text = "".join(f"{sha256(lot.encode()).hexdigest()}\n" for lot in lots)
    compare_with_copy(TESTS / "golden" / "verdicts" / f"{kind}.txt", text)


def test_damage_is_the_same_everywhere() -> None:
    """The chance is a sum of our own, so that every Python damages the files alike."""
    chance = Chance(1)
    assert [chance.below(1_000) for _ in range(5)] == FIRST_FIVE


FIRST_FIVE = [774, 153, 196, 870, 34]
