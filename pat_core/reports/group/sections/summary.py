"""What stands first on a group's page: whose it is, who took part, and how much they answered."""

from pat_core.model import Instrument
from pat_core.reports.group.sections.words import Figures, counted, day_of, part, percent
from pat_core.text.markup import Child, Markup, element, isolated

__all__ = ["NOT_FOR_RANKING", "render_summary"]

NOT_FOR_RANKING = (
    "These figures are for developing this partnership. They are not for ranking partnerships, and"
    " not for judging contracts."
)


def render_summary(document: Figures, instrument: Instrument) -> Markup:
    """Return who took part, how complete the answers are, and what the figures are not for."""
    return part(
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


def _labels(document: Figures, instrument: Instrument) -> Markup:
    """Return partnership, round, day and mode in one line."""
    purposes = {purpose.code: purpose.label for purpose in instrument.purposes}
    found: list[Child] = [
        *(isolated(document[key]) for key in ("partnership", "round") if document[key]),
        day_of(document["made_at"]),
        purposes.get(document["purpose"]),
        f"{document['mode'].capitalize()} round" if document["mode"] else None,
    ]
    shown = [each for each in found if each]
    dotted = [each if not place else [" · ", each] for place, each in enumerate(shown)]
    return element("p", dotted, class_="pat-result-labels")


def _fact(name: str, words: tuple[str, str]) -> Markup:
    """Return one fact: a large figure, and what it leaves out."""
    large, small = words
    return element(
        "div",
        element("dt", name),
        element("dd", element("strong", large), element("span", small) if small else None),
    )


def _people(document: Figures) -> tuple[str, str]:
    people, invited = document["respondents"], document["invited"]["people"]
    whole = document["completeness"]["whole_sheets"]
    small = f"{counted(whole)} answered every statement"
    return _out_of(people, invited), small


def _partners(document: Figures) -> tuple[str, str]:
    partners, invited = document["partners"], document["invited"]["partners"]
    n = partners["n"]
    small = f"{counted(partners['unnamed'])} named none" if partners["unnamed"] else ""
    if not n:
        return "not known", small
    return _out_of(n, invited), small


def _out_of(n: int, invited: int | None) -> str:
    """Return how many came of those invited; guests, and names of their own, may make it more."""
    if invited is None:
        return f"{n:,}"
    return f"{n:,} of {invited:,}" if n <= invited else f"{n:,} ({invited:,} invited)"


def _answers(document: Figures) -> tuple[str, str]:
    found = document["completeness"]
    missing = [
        f"{percent(found[key], found['items'])} {words}"
        for key, words in (("cant_say", "can't say"), ("blank", "left blank"))
        if found[key]
    ]
    return f"{percent(found['answered'], found['items'])} answered", ", ".join(missing)


def _warning(document: Figures) -> Markup | None:
    """Return the warning for a group in which one partner outweighs all others."""
    partners = document["partners"]
    if not partners["over_half"]:
        return None
    share = f"{partners['largest']:,} of {counted(document['respondents'])}"
    return element(
        "p",
        element("strong", "One partner gives over half of the answers"),
        f": {share}. Compare each mean with the one that counts each partner once, where that is"
        " given.",
        class_="pat-warning",
    )
