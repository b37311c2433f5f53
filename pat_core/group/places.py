"""Where the figures of a group stand in its document, for whoever goes through all of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from pat_core.model import Instrument

__all__ = ["Place", "figure_at", "places_of"]

Place = tuple[str, str]
"""A key of the group document and a code below it; the code is empty where there is only one."""


def places_of(instrument: Instrument) -> Iterator[Place]:
    """Yield the place of each statement and principle, of the aggregate, and of success."""
    yield from (("statements", code) for code in instrument.codes)
    yield from (("principles", principle.number) for principle in instrument.principles)
    yield from (("aggregate", ""), ("success", ""))


def figure_at(document: Mapping[str, Any], place: Place) -> Any:
    """Return what a document, or a part of one in the same shape, holds at *place*."""
    key, code = place
    return document[key][code] if code else document[key]
