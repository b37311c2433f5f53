"""The dartboard: one profile in six sectors, a ring for each band, the lowest in the middle.

Rings are filled from the middle up to the band of the score. Where answers are missing, the rings
that the score can still reach are hatched.
"""

from pat_core.drawing.board import (
    PLATE_RADIUS,
    Sector,
    draw_board,
    draw_figure_plate,
    draw_hatch,
    draw_number,
    draw_open_ring,
    draw_ring,
    draw_ring_labels,
    point_at,
    sectors_of,
)
from pat_core.model import Instrument, Profile, ScoreCard
from pat_core.scoring.principles import band_for
from pat_core.text.markup import Markup, element

__all__ = ["describe_profile", "draw_blank_dartboard", "draw_dartboard", "figure_of"]


def draw_dartboard(profile: Profile, instrument: Instrument, *, name: str = "dartboard") -> Markup:
    """Return the picture as an SVG element, with *name* at the start of its ids."""
    sectors = sectors_of(instrument)
    cards = [card for _, card in profile.principles]
    hatch = f"{name}-hatch"
    return draw_board(
        name,
        "Dartboard: your six principle scores",
        describe_profile(profile, instrument),
        draw_hatch(hatch),
        (_draw_sector(s, card, hatch) for s, card in zip(sectors, cards, strict=True)),
        draw_ring_labels(sectors[0].bands),
        (_draw_plate(s, card) for s, card in zip(sectors, cards, strict=True)),
    )


def draw_blank_dartboard(instrument: Instrument, *, name: str = "blank-dartboard") -> Markup:
    """Return an empty board to shade by hand."""
    sectors = sectors_of(instrument)
    return draw_board(
        name,
        "Blank dartboard, to shade by hand",
        "Six sectors, one for each principle, and four rings, one for each band, the lowest in the"
        " middle. Shade each sector from the middle up to the ring of its score.",
        (_draw_empty_sector(sector) for sector in sectors),
        draw_ring_labels(sectors[0].bands),
    )


def describe_profile(profile: Profile, instrument: Instrument) -> str:
    """Return the figures in words, for those who do not see the picture."""
    parts = [
        f"principle {number} {figure_of(card)}"
        + ("" if card.is_complete else f" possible, {card.answered} of {card.items} answered")
        for number, card in profile.principles
    ]
    top = instrument.principles[0].bands[0].high
    return f"Scores out of {top}: {'; '.join(parts)}."


def figure_of(card: ScoreCard) -> str:
    """Return the score as text, or the possible range where an answer is missing."""
    low, high = card.possible
    return str(card.score) if card.score is not None else f"{low}–{high}"


def _draw_sector(sector: Sector, card: ScoreCard, hatch: str) -> Markup:
    """Return one sector's rings: filled up to the band, hatched where the score is still open."""
    low, high = (sector.bands.index(band_for(end, sector.bands)) for end in card.possible)
    rings = []
    for ring in range(len(sector.bands)):
        is_open = not card.is_complete and low <= ring <= high
        rings.append(draw_ring(sector, ring, is_filled=ring <= low and not is_open))
        if is_open:
            rings.append(draw_open_ring(sector, ring, hatch))
    return element("g", rings, draw_number(sector), data_sector=sector.number)


def _draw_empty_sector(sector: Sector) -> Markup:
    rings = [draw_ring(sector, ring, is_filled=False) for ring in range(len(sector.bands))]
    return element("g", rings, draw_number(sector), data_sector=sector.number)


def _draw_plate(sector: Sector, card: ScoreCard) -> Markup:
    return draw_figure_plate(figure_of(card), point_at(PLATE_RADIUS, sector.middle))
