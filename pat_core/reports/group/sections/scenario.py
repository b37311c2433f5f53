"""The section on the follow-up scenario: our own suggestion, for discussion, and therefore last."""

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


def render_scenario(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return the suggested scenario with reasons and advice, or why there is none."""
    scenario = document["scenario"]
    letter = scenario["letter"]
    return page_section(
        "scenario",
        "What might follow",
        element("p", NOTE, class_="pat-rule"),
        _suggested(letter, scenario["because"]) if letter else _none(scenario["blocked"]),
        fold("The rules of all scenarios", bullets(scenario_rules(instrument).values())),
    )


def _suggested(letter: ScenarioLetter, reasons: Iterable[str]) -> Markup:
    advice = ADVICE[letter]
    return join(
        element("h4", f"Scenario {letter}: {advice.heading}", data_scenario=letter),
        element("p", "Our rule points here because:"),
        bullets(reasons),
        element("p", f"What the source advises, in our words ({advice.place}):"),
        bullets(advice.points),
    )


def _none(reasons: Iterable[str]) -> Markup:
    return join(
        element("p", element("strong", "No scenario is suggested."), data_scenario="none"),
        bullets(reasons),
    )
