"""Questions that tests ask of a built page: its text, its sections, its lists, its links."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

SITE = "site"
_LISTS = ("ol", "ul", "table")


def words(element: Tag) -> str:
    """Return the text of an element, with one space between words."""
    return " ".join(element.get_text().split())


def content(page: BeautifulSoup) -> Any:
    """Return what a page is about: all but header, navigation and footer.

    Not given as a tag: a test that looks for something in it and finds nothing fails by itself.
    """
    (article,) = page.select("article")
    return article


def section(page: BeautifulSoup, heading: str) -> BeautifulSoup:
    """Return what stands under the one heading that holds this, up to the next as high."""
    (found,) = [
        each
        for each in content(page).find_all(re.compile("^h[2-6]$"))
        if re.search(heading, words(each), re.IGNORECASE)
    ]
    inner = []
    for each in found.find_next_siblings():
        if re.fullmatch("h[1-6]", each.name) and each.name <= found.name:
            break
        inner.append(str(each))
    return BeautifulSoup("".join(inner), "html.parser")


def entries(part: Tag) -> list[int]:
    """Return how many items or rows each list and table of a part has; inner lists do not count."""
    outer = [each for each in part.find_all(_LISTS) if not each.find_parent(_LISTS)]
    return [
        len(each.select("tbody tr") if each.name == "table" else each.select(":scope > li"))
        for each in outer
    ]


def targets(name: str, links: Iterable[Tag]) -> set[str]:
    """Return the addresses within the site that links on the page called *name* lead to."""
    addresses = [urlsplit(urljoin(f"http://{SITE}{name}", str(link["href"]))) for link in links]
    return {address.path for address in addresses if address.netloc == SITE}
