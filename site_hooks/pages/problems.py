"""The index by problem: what people say, and which pages of the site help."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PartnershipProblem", "read_problems"]


@dataclass(frozen=True)
class PartnershipProblem:
    """One problem in the words of the people who have it."""

    id: str
    says: str
    """The problem as somebody would say it."""
    behind: str
    """What may lie behind it."""
    first: str
    """What to do first."""
    statements: tuple[str, ...]
    pages: tuple[str, ...]
    """Paths of guidance, below ``docs/``."""
    checklists: tuple[str, ...]
    """Paths of checklists, below ``docs/``, with a fragment where one check is meant."""


def read_problems(path: Path) -> list[PartnershipProblem]:
    """Return the problems in a TOML file, in its order.

    Raises:
        ValueError: the file is not TOML, or an entry lacks a key or has an unknown one.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("problems", [])
    problems = []
    for entry in entries:
        try:
            lists = {key: tuple(entry[key]) for key in ("statements", "pages", "checklists")}
            problems.append(PartnershipProblem(**{**entry, **lists}))
        except KeyError as error:
            raise ValueError(f"{path.name}: {entry.get('id', '?')}: {error} is missing") from error
        except TypeError as error:
            raise ValueError(f"{path.name}: {entry.get('id', '?')}: {error}") from error
    return problems
