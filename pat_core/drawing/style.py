"""The CSS of pictures: one source for the site's pages, their printed form, and a group's report.

The text holds no quotation mark, no ampersand and no angle bracket, so that a report can carry it
as it is.
"""

from collections.abc import Mapping

from pat_core.drawing.palette import DARK, LIGHT

__all__ = ["PICTURE_STYLE", "write_palette", "write_site_style"]

PICTURE_STYLE = """
.pat-chart, .pat-dartboard { display: block; height: auto; width: 100%; }
.pat-bands { max-width: 25rem; }
.pat-chart text, .pat-dartboard text { fill: var(--pat-ink); }
.pat-dartboard .pat-ring, .pat-dartboard .pat-plate, .pat-dartboard .pat-ring-plate {
  fill: var(--pat-paper); stroke: var(--pat-line); }
.pat-dartboard .pat-ring-plate { stroke: none; }
.pat-dartboard .pat-ring-1, .pat-chart .pat-shade-1 { fill: var(--pat-ring-1); }
.pat-dartboard .pat-ring-2, .pat-chart .pat-shade-2, .pat-chart .pat-for-1 {
  fill: var(--pat-ring-2); }
.pat-dartboard .pat-ring-3, .pat-chart .pat-shade-3 { fill: var(--pat-ring-3); }
.pat-dartboard .pat-ring-4, .pat-chart .pat-shade-4, .pat-chart .pat-for-2, .pat-chart .pat-dot {
  fill: var(--pat-ring-4); }
.pat-dartboard .pat-hatch-line { stroke: var(--pat-ring-4); }
.pat-dartboard .pat-halo { stroke: var(--pat-paper); }
.pat-dartboard .pat-range { stroke: var(--pat-ink); }
.pat-chart .pat-on-strong, .pat-chart .pat-paper { fill: var(--pat-paper); }
.pat-chart .pat-block, .pat-chart .pat-thin-line { stroke: var(--pat-line); }
.pat-chart .pat-ink-line { stroke: var(--pat-ink); }
.pat-chart .pat-mark { fill: var(--pat-ink); }
.pat-chart .pat-against-1 { fill: var(--pat-against-1); }
.pat-chart .pat-against-2 { fill: var(--pat-against-2); }
@media print { .pat-chart, .pat-dartboard { print-color-adjust: exact; } }
@media (forced-colors: active) {
  .pat-chart text, .pat-dartboard text { fill: CanvasText; }
  .pat-dartboard .pat-ring, .pat-dartboard .pat-plate, .pat-dartboard .pat-ring-plate,
  .pat-chart:where(:not(.pat-bands)) .pat-block, .pat-chart .pat-paper {
    fill: Canvas; stroke: CanvasText; }
  .pat-chart .pat-paper:not(.pat-block) { stroke: none; }
  .pat-dartboard .pat-ring[class*=pat-ring-], .pat-dartboard .pat-part, .pat-chart .pat-against-2,
  .pat-chart .pat-for-2, .pat-types .pat-shade-4 { fill: Highlight; }
  .pat-chart .pat-on-strong { fill: HighlightText; }
  .pat-chart .pat-dot, .pat-chart .pat-mark { fill: CanvasText; }
  .pat-chart .pat-ink-line, .pat-chart .pat-thin-line, .pat-dartboard .pat-hatch-line,
  .pat-dartboard .pat-range { stroke: CanvasText; }
  .pat-dartboard .pat-halo { stroke: Canvas; } }
"""


def write_palette(dark_media: str, dark_selector: str) -> str:
    """Return the palette as custom properties, ``--pat-ink`` and so on, in CSS.

    The dark colours apply to *dark_selector* under the media query *dark_media*.
    """
    dark = _rule(dark_selector, DARK)
    return f"{_rule(':root', LIGHT)}\n@media {dark_media} {{ {dark} }}"


def write_site_style() -> str:
    """Return the style sheet with the palette and the pictures of the site's pages.

    The theme marks its dark scheme in the page; paper is always light.
    """
    return write_palette("screen", "[data-md-color-scheme=slate]") + PICTURE_STYLE


def _rule(selector: str, colours: Mapping[str, str]) -> str:
    properties = "; ".join(f"--pat-{name}: {colour}" for name, colour in colours.items())
    return f"{selector} {{ {properties}; }}"
