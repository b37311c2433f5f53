"""The attack finds somebody in each kind of output that gave people away in version 1.

The outputs were written by the command line before version 2, from made-up answers. They are kept
so that an attack that finds nobody anywhere cannot pass.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pat_core.files.sheet import Sheet
from pat_core.model import Instrument
from tests.attack.unknown import Places, Row, Unknown
from tests.attack.version_1 import bind_first, bind_paired, score_lists

OUTPUTS = Path(__file__).parent / "outputs-of-version-1"


class Output(NamedTuple):
    """Who took part, and the group files; each row is counted in the file of its round."""

    rows: list[Row]
    documents: list[Any]
    rounds: list[int]

    @classmethod
    def read(cls, name: str) -> "Output":
        """Return the output of this name."""
        given = json.loads((OUTPUTS / f"{name}.json").read_text(encoding="utf-8"))
        people = given["people"]
        rows = [
            Row(
                Sheet(p["marks"], level=p["level"], organisation=p["organisation"]),
                p["person"],
            )
            for p in people
        ]
        return cls(rows, given["documents"], [person["round"] for person in people])

    def unknown(self, instrument: Instrument, without: Iterable[str] = ()) -> Unknown:
        """Return what is unknown, bound by all that the files say."""
        unknown = Unknown(self.rows, Places.of(instrument))
        for number, document in enumerate(self.documents):
            members = [index for index, own in enumerate(self.rounds) if own == number]
            bind_first(unknown, document, members, instrument, without)
        if "change" in self.documents[-1] and "pairs" not in without:
            half = len(self.rows) // 2
            pairs = [(index, index + half) for index in range(half)]
            bind_paired(unknown, self.documents[-1]["change"], pairs)
        return unknown

    def is_known(self, who: int, code: str, ins: Instrument, without: Iterable[str] = ()) -> bool:
        """Return whether only one answer to a statement, or to success, is possible."""
        unknown = self.unknown(ins, without)
        places = unknown.places
        unknown.demand_other([(who, places.statements.get(code, places.success))])
        return unknown.solve(20) is None


@pytest.mark.parametrize(
    ("name", "who", "code", "without"),
    [
        ("one-person-incomplete", 14, "2C", ["scores", "part scores"]),
        ("partner-of-one", 0, "success", ["partners"]),
        ("partner-of-one-among-differing-answers", 0, "3A", ["partners"]),
        ("one-answer-in-twenty", 3, "4E", None),
        ("board-of-six", 0, "1A", ["parts"]),
        ("one-person", 0, "1A", None),
    ],
)
def test_the_attack_names_somebody(
    instrument: Instrument, name: str, who: int, code: str, without: list[str] | None
) -> None:
    """Somebody's answer is known, and without the figures in question it is not.

    Where the counts alone give it away, nothing can be left out.
    """
    output = Output.read(name)
    assert output.is_known(who, code, instrument)
    if without:
        assert not output.is_known(who, code, instrument, without)


def test_the_same_people_in_two_rounds_give_away_who_answers_only_now(
    instrument: Instrument,
) -> None:
    """Counts of both rounds, and how many went up and down, leave one answer for the eleventh."""
    output = Output.read("one-who-answers-only-now")
    scores = ["scores", "part scores"]
    known = [code for code in ("1A", "5A", "6A") if output.is_known(11, code, instrument, scores)]
    assert known == ["1A", "5A", "6A"]
    assert not output.is_known(11, "1A", instrument, [*scores, "pairs"])


def test_mean_median_consensus_and_bands_of_a_part_are_its_list_of_scores(
    instrument: Instrument,
) -> None:
    """In five of six principles only one list of six scores is possible: the true one."""
    output = Output.read("board-of-six")
    board = output.documents[0]["by"]["level"]["board"]["principles"]
    places = Places.of(instrument).principles
    unique = 0
    for number, figures in board.items():
        lists = score_lists(figures, instrument)
        marks = [row.sheet.marks for row in output.rows if row.sheet.level == "board"]
        assert tuple(sorted(sum(int(own[p]) for p in places[number]) for own in marks)) in lists
        unique += len(lists) == 1
    assert unique == 5
