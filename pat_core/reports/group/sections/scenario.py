"""The section on the follow-up scenario: evidence for the partners' own decision, and last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.statistics.scenario import ADVICE, NOTE, scenario_rules
from pat_core.reports.group.sections.words import bullets, fold, page_section
from pat_core.text.markup import Markup, element, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pat_core.documents.figures import ScenarioLetter
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["render_scenario"]


def render_scenario(
    document: GroupDocument, instrument: Instrument, *, names_scenario: bool
) -> Markup:
    """Return the evidence on the scenarios, or why there is none.

    With *names_scenario*, it also says which scenario the figures look most like, with the source's
    advice and our rules. In what is handed on, no letter stands before the group has chosen.
    """
    scenario = document["scenario"]
    letter = scenario["looks_like"]
    return page_section(
        "scenario",
        "What might follow",
        element("p", NOTE, class_="pat-rule"),
        bullets(scenario["because"]) if letter else _none(scenario["blocked"]),
        _most_like(letter, instrument) if letter and names_scenario else None,
    )


def _most_like(letter: ScenarioLetter, instrument: Instrument) -> Markup:
    advice = ADVICE[letter]
    return join(
        element("p", f"By our rule, this looks most like {letter}. Which one are you in?"),
        element("h4", f"{letter}: {advice.heading}", data_scenario=letter),
        element("p", f"What the source advises, in our words ({advice.place}):"),
        bullets(advice.points),
        fold("The rules of all scenarios", bullets(scenario_rules(instrument).values())),
    )


def _none(reasons: Iterable[str]) -> Markup:
    return join(
        element("p", element("strong", "No scenario is suggested."), data_scenario="none"),
        bullets(reasons),
    )
