"""What tests of ``pat combine`` share: results in files, and how a run of it ended."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.core.samples import Document, all_answered, as_bytes, record


class Run(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def group(self) -> Document:
        """The group file that was printed."""
        found: Document = json.loads(self.out)
        return found


Combine = Callable[..., Run]


def result(answer: int = 3, result_id: str = "", day: int = 0, **more: Any) -> Document:
    """Return a result with the same answer everywhere; id and day of saving where given.

    Unless another mode is given it is for an open round, where few people make a group.
    """
    given = {"mode": "open", **({"result_id": result_id} if result_id else {})}
    if day:
        given["saved_at"] = f"2026-10-{day:02}T09:00:00Z"
    return record(all_answered(answer), **{**given, **more})


def put(*documents: Document | bytes, folder: str = ".") -> list[str]:
    """Write the documents as ``1.json``, ``2.json`` …; return the names."""
    names = [str(Path(folder) / f"{number}.json") for number in range(1, len(documents) + 1)]
    for name, each in zip(names, documents, strict=True):
        Path(name).write_bytes(each if isinstance(each, bytes) else as_bytes(each))
    return names


def people(*answers: int, **more: Any) -> list[str]:
    """Write a result for each answer, with ids of their own; return the names."""
    return put(*(result(answer, f"id-{place}", **more) for place, answer in enumerate(answers)))


def counts(group: Document, code: str = "1A") -> list[int]:
    """Return how many gave 1, 2, 3 and 4."""
    return [group["statements"][code]["counts"][key] for key in "1234"]


def statuses(group: Document) -> list[tuple[str, str]]:
    """Return name and status of each file."""
    return [(line["name"], line["status"]) for line in group["files"]]
