"""Names the parts of the theme's navigation, where the theme leaves a part without a name.

A section with a page of its own gets a label without text, so that a screen reader would meet
several parts of the navigation called nothing. Each part carries its title all the same.
"""

import re

__all__ = ["name_navigation"]

_PART = re.compile(
    r'aria-labelledby="__nav_[\d_]+_label"'
    r'(?P<rest>[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span[^>]*></span>\s*'
    r"(?P<name>[^<]+?)\s*</label>)"
)


def name_navigation(html: str) -> str:
    """Return a page in which every part of the navigation is named by its own title."""
    return _PART.sub(lambda part: f'aria-label="{part["name"]}"{part["rest"]}', html)
