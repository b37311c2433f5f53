"""The follow-up scenario on a group's page: last, ours, and for discussion."""

from pat_core.group.statistics.scenario import ADVICE, NOTE, scenario_rules
from pat_core.model import Instrument
from pat_core.reports.group.sections.words import Figures, bullets, fold, part
from pat_core.text.markup import Markup, element, join

__all__ = ["render_scenario"]


def render_scenario(document: Figures, instrument: Instrument) -> Markup:
    """Return the suggested scenario with its reasons and the source's advice, or why none is."""
    found = document["scenario"]
    letter = found["letter"]
    return part(
        "scenario",
        "What might follow",
        element("p", NOTE, class_="pat-rule"),
        _suggested(letter, found) if letter else _none(found),
        fold("The rules of all scenarios", bullets(scenario_rules(instrument).values())),
    )


def _suggested(letter: str, found: Figures) -> Markup:
    advice = ADVICE[letter]
    return join(
        element("h4", f"Scenario {letter}: {advice.heading}", data_scenario=letter),
        element("p", "Our rule points here because:"),
        bullets(found["because"]),
        element("p", f"What the source advises, in our words ({advice.place}):"),
        bullets(advice.points),
    )


def _none(found: Figures) -> Markup:
    return join(
        element("p", element("strong", "No scenario is suggested."), data_scenario="none"),
        bullets(found["blocked"]),
    )
