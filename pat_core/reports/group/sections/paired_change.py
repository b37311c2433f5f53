"""The section on the same people in two rounds: how many went up, stayed, or went down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.reports.group.sections.words import NONE, counted, plain_table
from pat_core.text.markup import Child, Markup, element

if TYPE_CHECKING:
    from pat_core.documents.change import Paired, PairedChange
    from pat_core.model import Instrument

__all__ = ["render_paired"]

_HEADINGS = ("Up", "Same", "Down", "Pairs")
_ABOUT = (
    " put a random token of their own into their file, in both rounds. The counts below are of"
    " these people only. Up is a higher score."
)
_RULE = (
    "Our rule: statements are not compared in this way, because that could give single answers"
    " away. A score is withheld where fewer of these people than the threshold have it in both"
    " rounds, or where those left out are fewer than the threshold, but not none."
)


def render_paired(paired: PairedChange, instrument: Instrument) -> Markup:
    """Return the change for those who gave the same token in both rounds."""
    scores = [_row(p.title, paired["principles"][p.number]) for p in instrument.principles]
    return element(
        "section",
        element("h4", "The same people, earlier and now"),
        element("p", element("strong", counted(paired["n"])), _ABOUT),
        element("p", _RULE, class_="pat-rule"),
        plain_table(
            "Scores of the same people",
            ("Principle", *_HEADINGS),
            [*scores, _row(instrument.texts.aggregate_name, paired["aggregate"])],
        ),
    )


def _row(name: Child, figures: Paired) -> list[Child]:
    if "withheld" in figures:
        return [name, NONE, NONE, NONE, "withheld"]
    steps = figures["up"], figures["same"], figures["down"], figures["n"]
    return [name, *map(str, steps)]
