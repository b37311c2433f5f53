"""The partnership type: the gap between the one that a partnership has and the one it needs.

The three levels and the three functions are those of Matrix (2004), figure 1. No type is better
than another, so nothing here ranks or scores; sentences that go beyond the briefing say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pat_core.documents.result import TypeDocument
    from pat_core.model import Choice, Typology

__all__ = ["describe_gap", "function_gap", "level_gap"]


def describe_gap(now: TypeDocument, needed: TypeDocument, typology: Typology) -> tuple[str, ...]:
    """Return the gap between two types in sentences.

    A half, collaboration or function, that was chosen for only one of the two is left out.
    """
    sentences: tuple[str, ...] = ()
    if now.get("collaboration") and needed.get("collaboration"):
        sentences += level_gap(now["collaboration"], needed["collaboration"], typology)
    if now.get("function") and needed.get("function"):
        sentences += function_gap(now["function"], needed["function"], typology)
    return sentences


def level_gap(now: str, needed: str, typology: Typology) -> tuple[str, ...]:
    """Return the gap between two levels of collaboration, given by code, in sentences."""
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
    """Return the gap between two functions, given by code, in sentences."""
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
