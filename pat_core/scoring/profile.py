"""A profile as a JSON document, "pat-profile", version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pat_core.documents.result import ProfileDocument, ScoreCardDocument
    from pat_core.model import Profile, ScoreCard

__all__ = ["profile_document"]


def profile_document(profile: Profile) -> ProfileDocument:
    """Return *profile* as the JSON object that files and programs exchange."""
    return {
        "format": "pat-profile",
        "format_version": 1,
        "scoring_version": profile.scoring_version,
        "principles": {number: _card_document(card) for number, card in profile.principles},
        "aggregate": _card_document(profile.aggregate),
    }


def _card_document(card: ScoreCard) -> ScoreCardDocument:
    return {
        "answered": card.answered,
        "items": card.items,
        "cant_say": card.cant_say,
        "columns": {str(value): total for value, total in card.columns},
        "score": card.score,
        "possible": list(card.possible),
        "band": [card.band.low, card.band.high] if card.band else None,
        "reading": card.band.reading if card.band else None,
    }
