"""Answer sheets with their figures, and one page of every kind."""

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.core.samples import CODES, NUMBERS, all_answered
from tests.sampling import sample
from tests.site.building import ROOT

KINDS = {
    "home": "",
    "guidance with an admonition": "guidance/need/",
    "problem index": "guidance/problems/",
    "principle": "guidance/principle-1/",
    "cycle": "guidance/cycle/",
    "typology": "typology/",
    "list of checklists": "checklists/",
    "checklist": "checklists/setting-up/",
    "assessment": "assess/",
    "sources": "sources/",
    "method": "method/",
    "method of a group": "method/groups/",
    "facilitator's desk": "facilitate/",
    "facilitator's kit": "facilitate/kit/",
    "live view": "privacy/",
    "checkup": "checkup/",
    "for developers": "developers/result-file/",
    "not found": "404.html",
}
"""One page of every kind, by its address."""

MAIN_KINDS = [
    *("guidance with an admonition", "checklist", "assessment"),
    *("facilitator's desk", "live view", "checkup"),
]
"""Those with which most people work."""


def of_every_kind(name: str, pages: Iterable[str], size: int) -> list[str]:
    """Return one page of every kind and *size* of the others; all of them in a long run."""
    there = list(pages)
    assert [page for page in KINDS.values() if page not in there] == []
    others = [page for page in there if page not in KINDS.values()]
    return [*KINDS.values(), *sample(name, others, size)]


def of_main_kinds(name: str, pages: Iterable[str], size: int) -> list[str]:
    """Return the main pages and *size* of all others; all of them in a long run."""
    main = [KINDS[kind] for kind in MAIN_KINDS]
    return [*main, *sample(name, [page for page in pages if page not in main], size)]


def from_rows(*rows: str) -> dict[str, int | None]:
    """Return the answers of six rows of marks: 4 to 1, "?" for "can't say", "." for none."""
    marks = zip(CODES, "".join(rows), strict=True)
    return {code: None if mark == "?" else int(mark) for code, mark in marks if mark != "."}


def random_answers(seed: int) -> dict[str, int | None]:
    """Return a sheet in which some statements are left out or "can't say"."""
    chance = random.Random(seed)
    marks = chance.choices("4321?.", weights=[6, 8, 5, 3, 1, 1], k=36)
    return from_rows("".join(marks))


Figures = dict[str, str]


def _figures(*figures: str) -> Figures:
    return dict(zip([*NUMBERS, "aggregate"], figures, strict=True))


# Worked out by hand, with the paper sheet: the answers, and what must stand in the result.
BY_HAND: dict[str, tuple[dict[str, int | None], Figures]] = {
    "strongly agree throughout": (all_answered(4), _figures(*["24"] * 6, "144")),
    "agree throughout": (all_answered(3), _figures(*["18"] * 6, "108")),
    "disagree throughout": (all_answered(2), _figures(*["12"] * 6, "72")),
    "strongly disagree throughout": (all_answered(1), _figures(*["6"] * 6, "36")),
    "the source's sheet, then each band's edge": (
        from_rows("423331", "444322", "333333", "322222", "222222", "111112"),
        _figures("16", "19", "18", "13", "12", "7", "85"),
    ),
    "one statement left out": (
        from_rows("42333.", "42332.", "333333", "222222", "444444", "111111"),
        _figures("16–19", "15–18", "18", "12", "24", "6", "91–97"),
    ),
    "can't say counts as left out": (
        from_rows("??????", "4?????", "44444?", "......", "3.3.3.", "2?2.22"),
        _figures("6–24", "9–24", "21–24", "6–24", "12–21", "10–16", "64–133"),
    ),
}


def score_on_command_line(folder: Path, name: str, text: str) -> Any:
    """Write the file and return what ``pat score`` prints of it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pat_core", "score", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
