"""Gives each list of the theme's navigation a name, where the theme leaves it without one.

The theme labels a section that has a page of its own with an empty element, so a screen reader
would find several lists without a name. The title of each is beside it all the same.
"""

import re

__all__ = ["name_navigation"]

_LIST = re.compile(
    r'aria-labelledby="__nav_[\d_]+_label"'
    r'(?P<rest>[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span[^>]*></span>\s*'
    r"(?P<name>[^<]+?)\s*</label>)"
)


def name_navigation(html: str) -> str:
    """Return a page in which every list of the navigation is named by its own title."""
    return _LIST.sub(lambda match: f'aria-label="{match["name"]}"{match["rest"]}', html)
