"""The first section of a group's page: whose it is, who took part, how much they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.modes import MODE_NAMES, shows_partners
from pat_core.reports.group.sections.words import GAPS, counted, day_of, page_section, percent
from pat_core.text.markup import Child, Markup, element, isolated

if TYPE_CHECKING:
    from pat_core.documents.group import GroupDocument
    from pat_core.model import Instrument

__all__ = ["NOT_FOR_RANKING", "render_summary"]

NOT_FOR_RANKING = (
    "These figures are for developing this partnership. They are not for ranking partnerships, and"
    " not for judging contracts."
)


def render_summary(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return who took part, how complete the answers are, and what the figures are not for."""
    return page_section(
        "summary",
        "Who took part",
        _labels(document, instrument),
        element(
            "dl",
            _fact("People", _people(document)),
            _fact("Partners", _partners(document)),
            _fact("Answers", _answers(document)),
            class_="pat-tiles",
        ),
        _warning(document),
        element("p", NOT_FOR_RANKING, class_="pat-purpose-note"),
    )


def _labels(document: GroupDocument, instrument: Instrument) -> Markup:
    """Return partnership, round, day and mode in one line."""
    purposes = {purpose.code: purpose.label for purpose in instrument.purposes}
    labels: list[Child] = [
        *(isolated(name) for name in (document["partnership"], document["round"]) if name),
        day_of(document["made_at"]),
        purposes.get(document["purpose"]),
        MODE_NAMES.get(document["mode"]),
    ]
    shown = [label for label in labels if label]
    dotted = [label if not place else [" · ", label] for place, label in enumerate(shown)]
    return element("p", dotted, class_="pat-result-labels")


def _fact(name: str, words: tuple[str, str]) -> Markup:
    """Return one fact: a large figure, and in small print what it leaves out."""
    large, small = words
    return element(
        "div",
        element("dt", name),
        element("dd", element("strong", large), element("span", small) if small else None),
    )


def _people(document: GroupDocument) -> tuple[str, str]:
    people, invited = document["respondents"], document["invited"]["people"]
    whole = document["completeness"]["whole_sheets"]
    small = f"{counted(whole)} answered every statement"
    return _out_of(people, invited), small


def _partners(document: GroupDocument) -> tuple[str, str]:
    partners, invited = document["partners"], document["invited"]["partners"]
    n = partners["n"]
    small = f"{counted(partners['unnamed'])} named none" if partners["unnamed"] else ""
    if not n:
        return "not known", small
    return _out_of(n, invited), small


def _out_of(n: int, invited: int | None) -> str:
    """Return how many of those invited took part; guests and unknown names may make it more."""
    if invited is None:
        return f"{n:,}"
    return f"{n:,} of {invited:,}" if n <= invited else f"{n:,} ({invited:,} invited)"


def _answers(document: GroupDocument) -> tuple[str, str]:
    counts = document["completeness"]
    gaps = [
        f"{percent(counts[key], counts['items'])} {label}" for key, label in GAPS if counts[key]
    ]
    return f"{percent(counts['answered'], counts['items'])} answered", ", ".join(gaps)


def _warning(document: GroupDocument) -> Markup | None:
    """Return the warning for a group in which one partner outweighs all others."""
    partners = document["partners"]
    if not partners["over_half"]:
        return None
    share = f"{partners['largest']:,} of {counted(document['respondents'])}"
    return element(
        "p",
        element("strong", "One partner gives over half of the answers"),
        f": {share}.",
        " Compare each mean with the one that counts each partner once."
        if shows_partners(document["mode"])
        else None,
        class_="pat-warning",
    )
