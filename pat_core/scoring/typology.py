"""The partnership type: what lies between the one that a partnership has and the one it needs.

The three levels and the three functions are those of Matrix (2004), figure 1. No type is better
than another, so nothing here ranks or scores; sentences that go beyond the briefing say so.
"""

from collections.abc import Mapping, Sequence

from pat_core.model import Choice, Typology

__all__ = ["describe_gap", "function_gap", "level_gap"]


def describe_gap(
    now: Mapping[str, str], needed: Mapping[str, str], typology: Typology
) -> tuple[str, ...]:
    """Return the gap in sentences, for two types of ``collaboration`` and ``function`` by code.

    A half that was chosen for only one of the two is left out.
    """
    sentences: tuple[str, ...] = ()
    for key, between in (("collaboration", level_gap), ("function", function_gap)):
        if now.get(key) and needed.get(key):
            sentences += between(now[key], needed[key], typology)
    return sentences


def level_gap(now: str, needed: str, typology: Typology) -> tuple[str, ...]:
    """Return what lies between two levels of collaboration, given by code."""
    levels = typology.collaborations
    here, there = _place(now, levels), _place(needed, levels)
    gap = typology.gap
    if here == there:
        sentences: tuple[str, ...] = (gap.same_level,)
    elif here < there:
        sentences = (gap.closer, gap.closer_view)
    else:
        sentences = (gap.looser, gap.looser_view)
    return _filled(sentences, levels[here], levels[there])


def function_gap(now: str, needed: str, typology: Typology) -> tuple[str, ...]:
    """Return what lies between two functions, given by code."""
    functions = typology.functions
    here, there = _place(now, functions), _place(needed, functions)
    gap = typology.gap
    same = here == there
    sentences = (gap.same_function,) if same else (gap.other_function, gap.other_function_view)
    return _filled(sentences, functions[here], functions[there])


def _place(code: str, choices: Sequence[Choice]) -> int:
    return [choice.code for choice in choices].index(code)


def _filled(sentences: Sequence[str], now: Choice, needed: Choice) -> tuple[str, ...]:
    return tuple(
        sentence.replace("{now}", now.label).replace("{needed}", needed.label)
        for sentence in sentences
    )
