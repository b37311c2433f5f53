"""The words of the checkup page: its checks in groups, each with its outcomes and what to do.

Scripts only find out which outcome it is; the words are data, and all of them are in the page.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pat_core import Instrument
from pat_core.scoring.principles import score_answers

__all__ = ["READERS", "STATUSES", "Check", "Group", "Outcome", "known_sheet", "load_checkup"]

STATUSES = {"fine": "Fine", "look": "To look at", "fails": "Fails", "untried": "Not tried"}
"""The name of each status on the page."""
READERS = {"visitor": "As a visitor", "publisher": "If you publish the site", "it": "For IT"}
"""The readers of advice, and what the page calls them."""
_FILE = Path(__file__).with_name("checkup.toml")


@dataclass(frozen=True)
class Outcome:
    """One possible outcome of a check: its code, how good it is, and what it means."""

    code: str
    status: str
    says: str
    advice: Mapping[str, str]
    """What to do, by reader; without those who need do nothing."""

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"outcome {self.code!r} has the status {self.status!r}")
        if self.status in ("look", "fails") and not self.advice:
            raise ValueError(f"outcome {self.code!r} says nobody what to do")


@dataclass(frozen=True)
class Check:
    """One check, with all its possible outcomes."""

    id: str
    title: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Group:
    """Checks that belong together."""

    id: str
    title: str
    checks: tuple[Check, ...]


def load_checkup(path: Path = _FILE) -> tuple[Group, ...]:
    """Return the checks, in the order in which they run.

    Raises:
        ValueError: a status or a reader is unknown, an outcome is listed twice, or one that is not
            fine has no advice for anybody.
    """
    groups = tuple(_group(table) for table in tomllib.loads(path.read_text("utf-8"))["group"])
    codes = [o.code for group in groups for check in group.checks for o in check.outcomes]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"{path.name}: the outcome {twice[0]!r} stands there twice")
    return groups


def known_sheet(instrument: Instrument) -> str:
    """Return a complete record, and the scores that Python must give it, as JSON text."""
    values = sorted(instrument.values)
    turns = enumerate(instrument.codes)
    answers = {code: values[(at * at + at // 5) % len(values)] for at, code in turns}
    profile = score_answers(answers, instrument)
    return json.dumps(
        {
            "record": {
                "format": "pat-result",
                "format_version": 1,
                "instrument": {"id": instrument.id},
                "responses": {code: {"answer": answer} for code, answer in answers.items()},
            },
            "principles": {number: card.score for number, card in profile.principles},
            "aggregate": profile.aggregate.score,
        }
    )


def _group(table: Mapping[str, Any]) -> Group:
    return Group(table["id"], table["title"], tuple(_check(check) for check in table["check"]))


def _check(table: Mapping[str, Any]) -> Check:
    outcomes = tuple(_outcome(outcome) for outcome in table["outcome"])
    return Check(table["id"], table["title"], outcomes)


def _outcome(table: Mapping[str, Any]) -> Outcome:
    advice = {reader: table[reader] for reader in READERS if reader in table}
    if unknown := table.keys() - {"code", "status", "says", *READERS}:
        raise ValueError(f"outcome {table['code']!r} has an unknown key {sorted(unknown)[0]!r}")
    return Outcome(table["code"], table["status"], table["says"], advice)
