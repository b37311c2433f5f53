"""The index of all pages: what the front matter of each says, and the link from one to another."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["LinkError", "PageEntry", "PageIndex"]


class LinkError(ValueError):
    """A page names another that does not exist."""


@dataclass(frozen=True)
class PageEntry:
    """One page."""

    path: str
    """Of its Markdown, below ``docs/``."""
    url: str
    """Of the built page, below the site's top, such as ``guidance/need/``."""
    title: str
    meta: Mapping[str, Any]

    def listed(self, key: str) -> list[str]:
        """Return the list under *key* in the front matter; empty where there is none."""
        return [str(entry) for entry in self.meta.get(key) or []]


class PageIndex:
    """All pages of one build."""

    def __init__(self, pages: Iterable[PageEntry]) -> None:
        self._pages = {page.path: page for page in pages}

    def __getitem__(self, path: str) -> PageEntry:
        """Return the page whose Markdown is *path*.

        Raises:
            LinkError: there is none.
        """
        if path not in self._pages:
            raise LinkError(f"there is no page {path!r}")
        return self._pages[path]

    def link(self, here: PageEntry, there: str) -> str:
        """Return the relative link from *here* to *there*, a path with or without a fragment.

        Raises:
            LinkError: there is no such page.
        """
        path, _, fragment = there.partition("#")
        target = self[path].url
        way = posixpath.relpath(f"/{target}", f"/{here.url}")
        if not target or target.endswith("/"):
            way += "/"
        return f"{way}#{fragment}" if fragment else way

    def bearing_on(self, code: str) -> list[PageEntry]:
        """Return the pages whose front matter says that they bear on a statement."""
        return [page for page in self._pages.values() if code in page.listed("statements")]
