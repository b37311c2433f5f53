"""The frozen list of inline scripts that pages may hold, and the rule for an import map.

The list is in ``inline-scripts.toml``. A script that is not on it ends the build, so a script that
a new version of the theme brings does not get into a page's policy unseen.
"""

import hashlib
import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from site_hooks.policy.page_check import PolicyError

__all__ = ["FILE", "Inventory", "InventoryError", "KnownScript", "load_inventory", "module_hashes"]

FILE = Path(__file__).parent / "inline-scripts.toml"
_FIELDS = {"name": str, "sha256": str, "origin": str, "does": str, "why": str}
_ROOT = 'new URL("{root}",location)'
"""How the theme writes the link to the top of the site; ``{root}`` differs from page to page."""
_INTEGRITY = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/]+=*")
_FIRST_WORDS = 60


class InventoryError(PolicyError):
    """A script is not on the list, or the list or an import map is malformed."""


@dataclass(frozen=True)
class KnownScript:
    """One script that was reviewed and is needed."""

    name: str
    sha256: str
    """The hash of the text as UTF-8, hexadecimal; of a text that varies, with ``{root}`` in it."""
    origin: str
    does: str
    why: str
    varies: bool = False
    """Whether the text holds the link from the page to the top of the site, once."""


@dataclass(frozen=True)
class Inventory:
    """All inline scripts that pages may hold."""

    scripts: tuple[KnownScript, ...]

    def entry_for(self, text: str, root: str) -> KnownScript:
        """Return the entry of a script's *text* on a page from which *root* leads to the top.

        Raises:
            InventoryError: it is not on the list; the message says how one gets there.
        """
        marked = text.replace(_ROOT.format(root=root), _ROOT, 1)
        # A text that already holds the mark must not pass for one in which it was put here.
        varies = marked != text and text.count("{root}") == 0
        digest = _sha256(marked if varies else text)
        for script in self.scripts:
            if script.sha256 == digest and script.varies == varies:
                return script
        words = " ".join(text.split())[:_FIRST_WORDS]
        raise InventoryError(
            f"the inline script {words!r} is not in site_hooks/policy/{FILE.name}. If it must be"
            f' inline, add a [[script]] there with sha256 = "{digest}"'
            f"{' and varies = true' if varies else ''}, and say where it comes from, what it does"
            " and why; else move it into a file"
        )


@cache
def load_inventory(path: Path = FILE) -> Inventory:
    """Read the list in *path*.

    Raises:
        InventoryError: an entry lacks a field, has an unknown one, or is listed twice.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("script", [])
    scripts = tuple(_known_script(entry) for entry in entries)
    if len({script.sha256 for script in scripts}) < len(scripts):
        raise InventoryError(f"{path.name} names a script twice")
    return Inventory(scripts)


def _known_script(entry: Mapping[str, object]) -> KnownScript:
    texts = {key: value for key, value in entry.items() if isinstance(value, str) and value}
    varies = entry.get("varies", False)
    if texts.keys() != _FIELDS.keys() or not isinstance(varies, bool):
        raise InventoryError(f"{FILE.name}: an entry needs {', '.join(_FIELDS)}: {entry!r}")
    if entry.keys() - _FIELDS.keys() - {"varies"}:
        raise InventoryError(f"{FILE.name}: an entry has an unknown field: {entry!r}")
    return KnownScript(**texts, varies=varies)


def module_hashes(text: str, page: str) -> dict[str, str]:
    """Return the hash of each module in an import map on *page*, by the module's path in the site.

    *page* is a path from the site's top. A hash is written as in an ``integrity`` attribute. A map
    may hold nothing else: it must not map the name of one module to another.

    Raises:
        InventoryError: it is not JSON, holds more, or has an address outside the site.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise InventoryError(f"the import map is no JSON: {error}") from error
    if not isinstance(content, dict) or content.keys() != {"integrity"}:
        raise InventoryError("an import map may hold 'integrity' and nothing else")
    if not isinstance(content["integrity"], dict):
        raise InventoryError("the 'integrity' of an import map gives a hash for each address")
    hashes = {}
    for address, value in content["integrity"].items():
        if not isinstance(value, str) or not _INTEGRITY.fullmatch(value):
            raise InventoryError(f"the import map's hash of {address!r} is {value!r}")
        hashes[_path_in_site(address, page)] = value
    return hashes


def _path_in_site(address: str, page: str) -> str:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    if not re.match(r"\.{1,2}/", address) or path.startswith("../") or "\\" in address:
        raise InventoryError(f"the import map's address {address!r} does not stay inside the site")
    return path


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
