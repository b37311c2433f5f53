"""Small samples that several tests share: answers, files, the worked example, golden copies."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
SCHEMAS = ROOT / "docs" / "schemas"

NUMBERS = "123456"
LETTERS = "ABCDEF"
CODES = [number + letter for number in NUMBERS for letter in LETTERS]
"""The statement codes, typed here a second time so that the instrument cannot vouch for itself."""

Document = Any
"""A JSON document, which tests bend in ways that its type does not allow."""


def vectors(name: str) -> Document:
    """Return one file of ``tests/vectors``."""
    found: Document = json.loads((TESTS / "vectors" / name).read_text(encoding="utf-8"))
    return found


def all_answered(answer: int) -> dict[str, int | None]:
    """Return the same answer to every statement."""
    return dict.fromkeys(CODES, answer)


def answers_with_total(total: int, codes: list[str]) -> dict[str, int | None]:
    """Return answers that add up to *total*, as even as they can be."""
    low, more = divmod(total, len(codes))
    return {code: low + (place < more) for place, code in enumerate(codes)}


def record(answers: Any = None, **more: Any) -> Document:
    """Return a result document that holds what is required, these answers, and *more*."""
    given = {"1A": 3} if answers is None else answers
    return {
        "format": "pat-result",
        "format_version": 1,
        "instrument": {"id": "pat-2003"},
        "responses": {code: {"answer": answer} for code, answer in given.items()},
        **more,
    }


def as_bytes(document: object) -> bytes:
    """Return *document* as a file holds it."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8")


def compare_with_copy(path: Path, text: str) -> None:
    """Hold *text* against the copy at *path*, byte for byte; ``PAT_RENEW=1`` writes it anew."""
    if os.environ.get("PAT_RENEW") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        pytest.skip(f"{path.name} was written anew")
    assert path.read_bytes().decode("utf-8") == text


def example_document() -> Document:
    """Return the worked example: an invented answer sheet of an invented partnership."""
    rows = {
        "1": "423331",
        "2": "333234",
        "3": "3?3322",
        "4": "444343",
        "5": "221?21",
        "6": "32?322",
    }
    responses: Document = {
        number + letter: {"answer": None if mark == "?" else int(mark)}
        for number, marks in rows.items()
        for letter, mark in zip(LETTERS, marks, strict=True)
    }
    for code, comment in _EXAMPLE_COMMENTS.items():
        responses[code]["comment"] = comment
    del responses["6D"]["answer"]
    return {
        **record(result_id="3f0c8a52-7d41-4b8e-9a63-51c2e4d7b096", saved_at="2026-10-06T09:40:00Z"),
        "partnership": "Harbour Lane Partnership",
        "round": "Autumn 2026",
        "mode": "confidential",
        "purpose": "routine",
        "respondent": {
            "name": "",
            "organisation": "",
            "sector": "voluntary",
            "level": "management",
        },
        "responses": responses,
        "significance": {"1": 2, "2": 4, "3": 3, "4": 5, "5": 5, "6": None},
        "success": {"answer": 3, "comment": "On course with the pier, behind with the clinic."},
        "typology": {
            "now": {"collaboration": "coordination", "function": "delivery"},
            "needed": {"collaboration": "integration", "function": "delivery"},
        },
    }


_EXAMPLE_COMMENTS = {
    "1A": "The night shelter opened on time and is full.",
    "1F": "Two of us still plan the same outreach twice.",
    "3B": "I only know how it looks from my own desk.",
    "4C": "The rent saved went to the smallest group first: well done.",
    "5C": "Nobody could tell me last month who pays for the van.",
    "6C": "We have not been going for long enough to say.",
    "6D": "I left this open: the first review is in December.",
}
