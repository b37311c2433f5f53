"""The pages as they know of each other: what each says of itself, and the way to another."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Book", "Leaf", "LinkError"]


class LinkError(ValueError):
    """A page names another that is not there."""


@dataclass(frozen=True)
class Leaf:
    """One page."""

    path: str
    """Of its Markdown, below ``docs/``."""
    url: str
    """Of the built page, below the site's top, such as ``guidance/need/``."""
    title: str
    meta: Mapping[str, Any]

    def listed(self, key: str) -> list[str]:
        """Return the list that the front matter holds under *key*; empty where there is none."""
        return [str(entry) for entry in self.meta.get(key) or []]


class Book:
    """All pages of one build."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._leaves = {leaf.path: leaf for leaf in leaves}

    def __getitem__(self, path: str) -> Leaf:
        """Return the page whose Markdown is *path*.

        Raises:
            LinkError: there is none.
        """
        if path not in self._leaves:
            raise LinkError(f"there is no page {path!r}")
        return self._leaves[path]

    def link(self, here: Leaf, there: str) -> str:
        """Return the address that leads from *here* to *there*, a path with or without a fragment.

        Raises:
            LinkError: there is no such page.
        """
        path, _, fragment = there.partition("#")
        target = self[path].url
        way = posixpath.relpath(f"/{target}", f"/{here.url}")
        if not target or target.endswith("/"):
            way += "/"
        return f"{way}#{fragment}" if fragment else way

    def bearing_on(self, code: str) -> list[Leaf]:
        """Return the pages that say in their front matter that they bear on a statement."""
        return [leaf for leaf in self._leaves.values() if code in leaf.listed("statements")]
