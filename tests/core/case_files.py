"""The cases that others can use, too: files in ``docs/schemas/cases``, and the verdict on each."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from pat_core import Instrument, PatError, score_answers
from pat_core.files.result_file import read_result
from pat_core.group.desk.workspace import read_workspace
from pat_core.group.document.group_file import read_group
from pat_core.group.round.rounds import read_round
from pat_core.scoring.profile import profile_document
from tests.core.samples import SCHEMAS

FOLDER = SCHEMAS / "cases"
INDEX = FOLDER / "cases.json"
USED, IN_PART, BLANK, REFUSED = "used", "used in part", "blank", "refused"

Case = Any

_FIGURES = ("score", "possible", "band")
_READERS: dict[str, Callable[[bytes, str, Instrument], Any]] = {
    "group": read_group,
    "round": read_round,
    "workspace": read_workspace,
}


def index() -> Any:
    """Return the index: what the folder is, and its cases."""
    found: Any = json.loads(INDEX.read_text(encoding="utf-8"))
    return found


def cases(kind: str | None = None) -> Iterator[Case]:
    """Yield the cases, of one kind if it is named."""
    return (case for case in index()["cases"] if kind in (None, case["kind"]))


def content_of(case: Case) -> bytes:
    """Return the bytes of a case: those of its file, or what its recipe makes."""
    if "made_of" in case:
        parts: list[str] = [part["text"] * part["times"] for part in case["made_of"]]
        return "".join(parts).encode()
    return (FOLDER / str(case["file"])).read_bytes()


def mark_of(case: Case) -> str:
    """Return what tells a case from a changed one: digest of its bytes, verdict, scores.

    The figures of a group are no part of it: what a group shows may change with its format.
    """
    verdict = {key: case.get(key) for key in ("kind", "verdict", "unread", "scores")}
    digest = sha256(content_of(case)).hexdigest()[:24]
    seal = sha256(json.dumps(verdict, sort_keys=True).encode()).hexdigest()[:24]
    return f"{digest} {seal} {case['file']}"


def verdict_on(case: Case, instrument: Instrument) -> Case:
    """Return what this program says of a case, in the keys of the index."""
    name, content = case["file"], content_of(case)
    try:
        if case["kind"] == "result":
            return _verdict_on_result(content, name, instrument)
        read = _READERS[case["kind"]](content, name, instrument)
    except PatError as error:
        return {"verdict": REFUSED, "cause": str(error).removeprefix(f"{name}: ")}
    if case["kind"] == "round":
        return {"verdict": USED, **({"told": read.remarks} if read.remarks else {})}
    figures = {"group": _estimates(read.document)} if case["kind"] == "group" else {}
    return {"verdict": USED, "told": read.remarks, **figures}


def _verdict_on_result(content: bytes, name: str, instrument: Instrument) -> Case:
    read = read_result(content, name, instrument)
    unread = {"unread": list(read.result.document.get("unread", {}))}
    verdict = USED if read.is_whole else IN_PART
    if not read.result.has_answers:
        return {
            "verdict": BLANK,
            "cause": "holds no answers",
            **({} if read.is_whole else unread),
            "told": [str(problem) for problem in read.problems],
        }
    return {
        "verdict": verdict,
        **({} if read.is_whole else unread),
        "told": [str(problem) for problem in read.problems],
        "scores": scores_of(profile_document(score_answers(read.result.answers, instrument))),
    }


def scores_of(profile: Case) -> Case:
    """Return score, range and band of each card of a profile."""
    cards = {**profile["principles"], "aggregate": profile["aggregate"]}
    return {name: {key: card[key] for key in _FIGURES} for name, card in cards.items()}


def _estimates(document: Case) -> Case:
    cards = {**document["principles"], "aggregate": document["aggregate"]}
    estimates = {name: card["estimate"] for name, card in cards.items()}
    return {"respondents": document["respondents"], "estimates": estimates}
