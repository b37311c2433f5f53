"""No order of loading changes a figure: on the page, and on the command line.

A group with everything that can happen: files twice, versions of one result, twins without an id,
other partnerships, rounds given in confidence, files that are refused.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.cli.main import main
from pat_core.group.desk.desk import desk_from
from pat_core.group.document.group_file import write_group
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.intake.entries import entry_document
from pat_core.group.intake.selection import CHOICES
from pat_core.reports.group.page import render_group
from tests.core.group_documents import MADE_AT
from tests.core.mutations import Chance, damaged
from tests.core.samples import CODES, Document, as_bytes, record
from tests.sampling import how_many

pytestmark = pytest.mark.same_everywhere

PARTNERS = ["Pier", "pier ", "Dock", "__proto__", "constructor", "toString", "not given", ""]


def _answers(chance: Chance) -> dict[str, int | None]:
    return {c: chance.choice([1, 2, 3, 4, 4, None]) for c in CODES if chance.below(10)} or {"1A": 1}


def _result(chance: Chance, number: int, **more: Any) -> Document:
    given: Document = {
        "result_id": f"id-{number}",
        "saved_at": f"2026-10-0{1 + chance.below(5)}T09:00:00Z",
        "partnership": "Harbour Lane",
        "round": "Autumn",
        "mode": "confidential",
        "respondent": {
            "level": chance.choice(["board", "management", "front_line", ""]),
            "organisation": chance.choice(PARTNERS),
        },
        "significance": {"1": 1 + chance.below(5), "2": None},
        "success": {"answer": chance.choice([1, 2, 3, 4, None]), "comment": f"c{number}"},
        "typology": {"now": {"collaboration": "integration", "function": "delivery"}},
        "pairing_token": f"token-{number}",
    }
    return record(_answers(chance), **{**given, **more})


def _files(chance: Chance, *, agreed: bool) -> list[tuple[str, bytes]]:
    """Return names and contents; with *agreed*, all that is used names one round."""
    results = [_result(chance, number) for number in range(24)]
    results += [_result(chance, number % 6, saved_at="2026-10-03T10:00:00Z") for number in range(6)]
    twins = [_result(chance, 0, result_id="", saved_at="") for _ in range(2)]
    results += [each for twin in twins for each in (twin, twin)]
    if not agreed:
        for name in ("harbour lane", "Elm Street", "Elm Street"):
            results.append(_result(chance, 30 + len(results), partnership=name))
        results += [_result(chance, 50 + n, mode=mode) for n, mode in enumerate(["open", ""] * 2)]
        results += [_result(chance, 60, instrument={"id": "pat-2003", "wording": "sha256:x"})]
        results += [_result(chance, 7, saved_at="2026-10-03")]
    contents = [as_bytes(result) for result in results]
    contents += [contents[0], contents[0], contents[7], contents[24]]
    contents += [b"", b"{", b"[1]", damaged(chance, contents[3])[:-9], as_bytes(record({}))]
    contents += [as_bytes(record(instrument={"id": "other"}))]
    return [(f"{place:02d}.pat.json", content) for place, content in enumerate(contents)]


def _desk_group(entries: list[Document], options: Document, instrument: Instrument) -> str:
    """Return all that the desk makes of *entries*: document, page, comments, tokens, statuses."""
    desk = desk_from({"entries": entries, "options": options}, instrument)
    document = desk.document(MADE_AT, instrument)
    tokens = sorted(desk.tokens.items())
    statuses = sorted(Counter(line.status for line in desk.lines).items())
    return "\n".join(
        [write_group(document), json.dumps([desk.comments, tokens, statuses, desk.mark])]
    )


@pytest.mark.parametrize("agreed", [True, False])
def test_order_on_the_desk_changes_nothing(agreed: bool, instrument: Instrument) -> None:
    """All orders that were tried give one group document, byte for byte, and one set used."""
    chance = Chance(11 + agreed)
    entries = [
        {**entry_document(entry), "choice": ""}
        for name, content in _files(chance, agreed=agreed)
        for entry in read_entries(content, name, instrument)
    ]
    options = {"kind": "organisation", "merged": {"pier ": "Pier"}, "threshold": 3}
    expected = _desk_group(entries, options, instrument)
    assert ('"held", ' in expected) == (not agreed)
    for _ in range(how_many("orders of loading on the desk", 150, 1_000)):
        assert _desk_group(chance.shuffled(entries), options, instrument) == expected


def test_choices_move_with_their_entries(instrument: Instrument) -> None:
    """What was chosen for a file is chosen for it in every order."""
    chance = Chance(5)
    entries = [
        {**entry_document(entry), "choice": chance.choice(CHOICES) if place < 30 else ""}
        for place, (name, content) in enumerate(_files(chance, agreed=False))
        for entry in read_entries(content, name, instrument)
    ]
    options = {"kind": "level", "merged": {}, "threshold": 3}
    expected = _desk_group(entries, options, instrument)
    for _ in range(100):
        assert _desk_group(chance.shuffled(entries), options, instrument) == expected


def test_copies_have_no_vote(instrument: Instrument) -> None:
    """A file that comes ten times does not decide which partnership the group is of."""
    chance = Chance(3)
    one = as_bytes(_result(chance, 1, partnership="Elm Street"))
    others = [as_bytes(_result(chance, n)) for n in (2, 3)]
    entries = [
        {**entry_document(e), "choice": ""}
        for content in [one] * 10 + others
        for e in read_entries(content, "a", instrument)
    ]
    assert desk_from({"entries": entries}, instrument).values["partnership"] == "Harbour Lane"


def _combined(names: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return exit status and group file of ``pat combine``, without what names files and times."""
    status = main(["combine", *names, "--by", "organisation", "--threshold", "3", "--comments"])
    document = json.loads(capsys.readouterr().out)
    statuses = Counter(file["status"] for file in document.pop("files"))
    assert dict(statuses) == {key: n for key, n in document["file_counts"].items() if n}
    document.pop("made_at")
    return status, write_group(document)


@pytest.mark.parametrize("agreed", [True, False])
def test_order_on_the_command_line_changes_nothing(
    agreed: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever comes first, the group file is the same."""
    chance = Chance(21 + agreed)
    monkeypatch.chdir(tmp_path)
    names = []
    for name, content in _files(chance, agreed=agreed):
        Path(name).write_bytes(content)
        names.append(name)
    expected = _combined(names, capsys)
    assert expected[0] == 1
    for _ in range(how_many("orders of loading on the command line", 75, 1_000)):
        assert _combined(chance.shuffled(names), capsys) == expected


def test_page_is_the_same_in_every_order(instrument: Instrument) -> None:
    """What the group sees follows from the document alone, so it is the same, too."""
    chance = Chance(8)
    files = _files(chance, agreed=True)

    def page() -> str:
        entries = [
            {**entry_document(entry), "choice": ""}
            for name, content in chance.shuffled(files)
            for entry in read_entries(content, name, instrument)
        ]
        desk = desk_from({"entries": entries}, instrument)
        return render_group(desk.document(MADE_AT, instrument), instrument)

    expected = page()
    assert all(page() == expected for _ in range(10))
