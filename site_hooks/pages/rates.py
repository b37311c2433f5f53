"""How often the rules for groups err, from the files that ``make method`` and the attacks write."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["RateTable", "rate_tables"]


class RateTable(NamedTuple):
    """One table of the method page."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def rate_tables(folder: Path) -> list[RateTable]:
    """Return the tables of the rates in *folder*, those of disclosure only where they are there."""
    rates = json.loads((folder / "rates.json").read_text("utf-8"))
    sizes = [f"{size} people" for size in sorted({rate["people"] for rate in rates["groups"]})]
    tables = [
        RateTable(
            "How often the figures look most like one scenario",
            ("Group", "Left blank", *sizes),
            list(_group_rows(rates["groups"], _meant)),
        ),
        RateTable(
            "How often something stands out that should not, or the one topic that should",
            ("Group", "Left blank", *sizes),
            list(_group_rows([r for r in rates["groups"] if not _is_serious(r)], _stands_out)),
        ),
        RateTable(
            "How often a statement is split, by how many of all people disagree with it",
            ("Disagree", *sizes),
            [[f"{row['share']}%", *map(_percent, row["rates"])] for row in rates["divided"]],
        ),
        RateTable(
            "Clear changes among 36 statements between two rounds in which nothing has changed",
            ("Rate", *sizes),
            [
                ["On average", *(f"{rate['per_round']:.1f}" for rate in rates["change"])],
                ["At least one", *(_percent(rate["any"]) for rate in rates["change"])],
            ],
        ),
    ]
    return [*tables, *_disclosure(folder / "disclosure-rates.json")]


def _group_rows(
    rates: Sequence[dict[str, Any]], figure: Callable[[dict[str, Any]], tuple[str, float]]
) -> Iterator[list[str]]:
    """Yield a row for each kind of group and share of blanks; *figure* gives name and share."""

    def row_of(rate: dict[str, Any]) -> tuple[str, float, float]:
        return rate["kind"], rate["correlation"], rate["missing"]

    for (kind, correlation, missing), own in groupby(rates, row_of):
        cells = [figure(rate) for rate in own]
        together = "answers go together" if correlation else "answers independent"
        name = f"{kind[:1].upper()}{kind[1:]}, {together}: {cells[0][0]}"
        yield [name, f"{100 * missing:.0f}%", *(_percent(share) for _, share in cells)]


def _is_serious(rate: dict[str, Any]) -> bool:
    return "low" in rate["kind"]


def _meant(rate: dict[str, Any]) -> tuple[str, float]:
    letter = "C" if _is_serious(rate) else "A"
    return letter, rate["looks_like"][letter]


def _stands_out(rate: dict[str, Any]) -> tuple[str, float]:
    if "50" in rate["kind"]:
        return "its topic", rate["has_watched_topic"]
    return "any topic", rate["has_topics"]


def _disclosure(path: Path) -> list[RateTable]:
    """Return the table of what the attacks on finished outputs found, if there is one.

    The file holds "caption", "headings" and "rows", as texts.
    """
    if not path.exists():
        return []
    table = json.loads(path.read_text("utf-8"))
    return [RateTable(table["caption"], table["headings"], table["rows"])]


def _percent(share: float) -> str:
    """Return a share in whole percent; one above nothing is never called 0%."""
    return "under 1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"
