"""The section with all profiles of an open round by name, as in the third stage of the PAT."""

from collections.abc import Sequence

from pat_core.drawing.dartboard import draw_dartboard, figure_of
from pat_core.model import Instrument, Profile
from pat_core.reports.group.sections.words import fold, page_section, plain_table
from pat_core.text.markup import Child, Markup, element, isolated

__all__ = ["NamedProfile", "render_profiles"]

NamedProfile = tuple[str, str, Profile]
"""A respondent's name, their organisation, and their profile; either text may be empty."""


def render_profiles(profiles: Sequence[NamedProfile], instrument: Instrument) -> Markup:
    """Return every profile by name, in alphabetical order, never in order of the scores."""
    ordered = sorted(profiles, key=lambda named: (named[1].casefold(), named[0].casefold()))
    headings = [
        "Person",
        *(f"Principle {principle.number}" for principle in instrument.principles),
        "Aggregate",
    ]
    return page_section(
        "profiles",
        "Each person's profile",
        element(
            "p",
            "In this round each person is shown by name, as everybody was told before they"
            " answered. People are listed by partner and name. Where answers are missing, there is"
            " a range.",
        ),
        plain_table(
            "Scores of each person", headings, (_row(named) for named in ordered), "pat-profiles"
        ),
        fold("Dartboards", element("div", _boards(ordered, instrument), class_="pat-boards")),
    )


def _row(named: NamedProfile) -> list[Child]:
    profile = named[2]
    cards = [*(card for _, card in profile.principles), profile.aggregate]
    return [_label(named), *(figure_of(card) for card in cards)]


def _boards(profiles: Sequence[NamedProfile], instrument: Instrument) -> list[Markup]:
    return [
        element(
            "figure",
            element("figcaption", _label(named)),
            draw_dartboard(named[2], instrument, name=f"pat-profile-{place}"),
            class_="pat-small-board",
        )
        for place, named in enumerate(profiles, start=1)
    ]


def _label(named: NamedProfile) -> Child:
    name, organisation, _ = named
    given: list[Child] = [isolated(text) for text in (organisation, name) if text]
    return [given[0], ", ", given[1]] if len(given) > 1 else given or "Not named"
