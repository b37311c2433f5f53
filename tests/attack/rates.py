"""Measures how many answers an attacker can work out, for the method page.

``.venv-attack/bin/python -m tests.attack.rates`` writes ``docs/method/disclosure-rates.json``. It
takes about ten minutes. An outsider knows everything but the answers; a respondent also knows their
own. Answers that all, or all but one, of the group gave alike are left out.
"""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from pat_core.instrument.catalogue import load_instrument
from tests.attack.groups import random_rows
from tests.attack.publication import Publication
from tests.attack.search import Attack, Outcome

if TYPE_CHECKING:
    from pat_core.documents.figures import LabelKind

TARGET = Path(__file__).parents[2] / "docs" / "method" / "disclosure-rates.json"
SHAPES = ((6,), (2, 2, 2, 2), (4, 3, 2, 2, 1), (5, 5, 5, 5), (7, 5, 5, 5), (6, 4, 3, 3, 2, 2, 2))
MISSING = 0.03
GROUPS = 5
_RESPONDENTS = 2
"""How many respondents of each group attack the others."""


class Rate(NamedTuple):
    """How many answers were asked about, worked out, and left undecided."""

    answers: int
    named: int
    undecided: int

    @classmethod
    def of(cls, outcomes: Iterable[tuple[Attack, Outcome]]) -> "Rate":
        """Return the sums over several attacks, in answers of single people."""
        answers = named = undecided = 0
        for attack, outcome in outcomes:
            answers += attack.answers
            named += sum(len(question.people) for question in outcome.named)
            undecided += sum(len(question.people) for question in outcome.undecided)
        return cls(answers, named, undecided)

    def __str__(self) -> str:
        return f"{self.named} of {self.answers:,}"


def measure(sizes: Sequence[int], groups: int = GROUPS) -> tuple[Rate, Rate]:
    """Return the rates of outsiders and of respondents in groups with parts of these *sizes*."""
    instrument = load_instrument()
    kind: LabelKind = "level" if len(sizes) <= 4 else "organisation"
    outside, inside = [], []
    for seed in range(groups):
        chance = Random(f"{sizes} {seed}")
        rows = random_rows(sizes, MISSING, chance.choice(("agreeing", "split")), chance)
        attack = Attack(Publication.of_one_round(len(rows), instrument, kind), rows)
        outside.append((attack, attack.run()))
        attackers = chance.sample(range(len(rows)), _RESPONDENTS)
        inside += [(attack, attack.run([index])) for index in attackers]
    return Rate.of(outside), Rate.of(inside)


def table(rates: Iterable[tuple[Sequence[int], tuple[Rate, Rate]]]) -> dict[str, object]:
    """Return the rates of several shapes as the page shows them."""
    rows = [
        [
            ", ".join(map(str, sizes)),
            str(outside),
            str(inside),
            f"{outside.undecided + inside.undecided}",
        ]
        for sizes, (outside, inside) in rates
    ]
    return {
        "caption": (
            "Answers that can be worked out from a group file that is shown Combined only, with a"
            f" threshold of 5 and {MISSING:.0%} of the answers left open"
        ),
        "headings": [
            "People in each part",
            "By an outsider",
            "By a respondent, who knows their own answers",
            "Undecided: the attack found no other possibility, and no proof that there is none",
        ],
        "rows": rows,
    }


def main() -> None:
    """Measure all shapes, two at a time, and write the table."""
    with ProcessPoolExecutor(2) as processes:
        rates = list(zip(SHAPES, processes.map(measure, SHAPES), strict=True))
    TARGET.write_text(json.dumps(table(rates), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
