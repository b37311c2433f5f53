"""The colours of pictures and of the pages and reports around them, in a light and a dark scheme.

This is their only source. Pictures carry the light ones as attributes, so that they can be read
without a style sheet; ``style`` writes both as CSS custom properties.
"""

__all__ = ["DARK", "INK", "LIGHT", "LINE", "PAPER", "SHADES", "STRONG_AGAINST", "WEAK_AGAINST"]

LIGHT = {
    "ink": "#1d1d1f",
    "paper": "#ffffff",
    "soft": "#eef3f8",
    "line": "#6b7785",
    "focus": "#b4450b",
    "warn": "#8a1c1c",
    "ring-1": "#c8dcee",
    "ring-2": "#86b3d6",
    "ring-3": "#3f7fb5",
    "ring-4": "#12436d",
    "against-1": "#f3c9a5",
    "against-2": "#8a3206",
}
DARK = {
    "ink": "#f1f3f5",
    "paper": "#1e2129",
    "soft": "#262c37",
    "line": "#96a3b2",
    "focus": "#ffb27a",
    "warn": "#ff9c9c",
    "ring-1": "#2b4257",
    "ring-2": "#3a6a92",
    "ring-3": "#5b9bd0",
    "ring-4": "#a9d4f5",
    "against-1": "#8f5a33",
    "against-2": "#ffb27a",
}

INK = "#3a3a3a"
"""Ink of a picture without a style sheet, softer than that of the text on a page."""
PAPER, LINE = LIGHT["paper"], LIGHT["line"]
SHADES = tuple(LIGHT[f"ring-{place}"] for place in (1, 2, 3, 4))
"""Of the four bands, the lowest first. Place and printed range tell them apart, too."""
WEAK_AGAINST, STRONG_AGAINST = LIGHT["against-1"], LIGHT["against-2"]
"""Of those who disagree, and of those who strongly disagree."""
