"""How much an outsider, and one of the people themselves, can work out; for the method page.

``.venv-attack/bin/python -m tests.attack.rates`` writes the table that the page prints. It takes
minutes; ``--seconds`` says how many at most.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from pat_core.instrument.catalogue import load_instrument
from tests.attack.groups import random_rows
from tests.attack.publication import Publication
from tests.attack.search import Attack, Outcome
from tests.attack.unknown import OPEN_MARKS, Row

TARGET = Path(__file__).parents[2] / "docs" / "method" / "disclosure-rates.json"
_SHAPES = ((6,), (8,), (6, 6), (5, 5, 5), (4, 3, 2, 2, 1))
_MOODS = ("agreeing", "split", "even", "alike")
_MISSING = (0.0, 0.03, 0.07)
_LOOKERS = ("Somebody who knows who took part", "One of the people, who knows their own answers")


def main(arguments: Sequence[str]) -> int:
    """Attack random groups until the time is up, and write what was found; return 0."""
    parser = argparse.ArgumentParser(description="Say how much can be worked out from results.")
    parser.add_argument("--seconds", type=int, default=600)
    chosen = parser.parse_args(arguments)
    counts, groups = measure(time.monotonic() + chosen.seconds)
    TARGET.write_text(json.dumps(_table(counts, groups), indent=1) + "\n", encoding="utf-8")
    print(TARGET.read_text("utf-8"))
    return 0


def measure(until: float) -> tuple[list[Counter[str]], int]:
    """Return the counts of an outsider and of an insider, and how many groups were attacked."""
    instrument = load_instrument()
    counts, groups = [Counter[str](), Counter[str]()], 0
    while time.monotonic() < until:
        chance = Random(groups)
        sizes = _SHAPES[groups % len(_SHAPES)]
        rows = random_rows(sizes, chance.choice(_MISSING), chance.choice(_MOODS), chance)
        publication = Publication.of_one_round(len(rows), instrument, "organisation")
        for looker, known in enumerate(([], [chance.randrange(len(rows))])):
            outcome = Attack(publication, rows).run(known)
            counts[looker].update(_counted(outcome, rows, known))
        groups += 1
    return counts, groups


def _counted(outcome: Outcome, rows: Sequence[Row], known: Iterable[int]) -> dict[str, int]:
    """Return how many answers of others there are, how many are known, and how many may be."""
    others = [row for index, row in enumerate(rows) if index not in set(known)]
    given = sum(mark not in OPEN_MARKS for row in others for mark in row.sheet.marks[:36])
    return {
        "answers": given,
        "known": sum(len(question.people) for question in outcome.named),
        "undecided": sum(len(question.people) for question in outcome.undecided),
    }


def _table(counts: Sequence[Counter[str]], groups: int) -> dict[str, object]:
    """Return the table in the shape that the page reads; see ``site_hooks.pages.rates``."""
    return {
        "caption": f"What can be worked out from the results of {groups} made-up groups of 6 to 15"
        " people, Combined only",
        "headings": ["Who looks", "Answers of others", "Known for certain", "Not decided in time"],
        "rows": [
            [name, *(_words(own, key) for key in ("answers", "known", "undecided"))]
            for name, own in zip(_LOOKERS, counts, strict=True)
        ],
    }


def _words(counts: Counter[str], key: str) -> str:
    if key == "answers":
        return f"{counts[key]:,}"
    return f"{counts[key]:,} ({100 * counts[key] / counts['answers']:.2f}%)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
