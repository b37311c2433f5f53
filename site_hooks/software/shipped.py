"""What the site is made of: every component that a browser is sent, with version and licence.

The facts are in ``shipped.toml``. The page of sources and the bill of materials (``sbom.py``) are
both made from what is read here, so they cannot disagree.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from site_hooks.bundle import Bundle

__all__ = ["Component", "shipped_components", "write_licences"]

HERE = Path(__file__).parent
_THEME = "mkdocs-material"
_RULE = "\n\n" + "=" * 78 + "\n\n"


@dataclass(frozen=True)
class Component:
    """One software component of the site, our own or a third party's."""

    name: str
    use: str
    """What it does here, in a few words; empty for a component inside another."""
    licence: str
    """An SPDX identifier."""
    version: str
    """Empty where it is not known."""
    purl: str = ""
    source: str = ""
    files: tuple[str, ...] = ()
    """Patterns of its files, from the top of the site; each fits at least one file."""
    optional_files: tuple[str, ...] = ()
    text: str = ""
    """The file with the text of its licence, also from the top of the site."""
    inside: tuple["Component", ...] = ()


def shipped_components(root: Path, bundle: Bundle) -> tuple[Component, ...]:
    """Return all components of the site that is built from the project in *root* with *bundle*."""
    versions = _Versions(root, bundle)
    listed = tomllib.loads((HERE / "shipped.toml").read_text(encoding="utf-8"))["component"]
    return tuple(_component(fields, versions, bundle.id) for fields in listed)


class _Versions:
    """Looks up versions where they are defined."""

    def __init__(self, root: Path, bundle: Bundle) -> None:
        lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
        self._packages = lock["packages"]
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        self._project = str(project["project"]["version"])
        self._python = bundle.runtime.python

    def find(self, where: str) -> str:
        """Return the version that ``version_of`` in the list refers to, or raise KeyError."""
        kind, _, name = where.partition(":")
        if kind == "npm":
            return str(self._packages[f"node_modules/{name}"]["version"])
        if kind == "python":
            return version(name)
        return {"runtime": self._python, "project": self._project}[kind]


def _component(fields: Mapping[str, Any], versions: _Versions, build: str) -> Component:
    given = dict(fields)
    where = given.pop("version_of", "")
    number = versions.find(where) if where else given.pop("version", "")
    names = {"version": number, "build": build}
    return Component(
        name=given["name"],
        use=given.get("use", ""),
        licence=given["licence"],
        version=number,
        purl=given.get("purl", "").format(**names),
        source=given.get("source", "").format(**names),
        files=tuple(pattern.format(**names) for pattern in given.get("files", ())),
        optional_files=tuple(given.get("optional_files", ())),
        text=given.get("text", "").format(**names),
        inside=tuple(_component(inner, versions, build) for inner in given.get("inside", ())),
    )


def write_licences(site: Path, root: Path) -> None:
    """Write into *site* the licences that are nowhere else in it: the project's and the theme's."""
    folder = site / "licences"
    folder.mkdir(exist_ok=True)
    texts = {"project.txt": [root / "LICENSE", root / "LICENSE-TEXT"], "theme.txt": _theme_texts()}
    for name, paths in texts.items():
        content = [path.read_text(encoding="utf-8").strip() for path in paths]
        text = _RULE.join(content).replace("{material}", version(_THEME))
        (folder / name).write_text(text + "\n", encoding="utf-8")


def _theme_texts() -> list[Path]:
    theme = distribution(_THEME)
    own = next(file for file in theme.files or () if file.name == "LICENSE" and "info" in str(file))
    icons = "material/templates/.icons/material/LICENSE"
    folder = HERE / "licences" / "theme"
    places = [Path(str(theme.locate_file(place))) for place in (own, icons)]
    return [folder / "parts.txt", *places, folder / "Apache-2.0.txt"]
