"""Writes the site's bill of materials, as CycloneDX 1.6 in JSON.

It lists what is sent to a browser, with the hash of each file. It holds no time, and its serial
number comes from its content, so two builds are alike. What only builds or tests the site is not in
it: that is listed, with hashes, in ``requirements/`` and ``package-lock.json``.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from site_hooks.software.shipped import Component

__all__ = ["FILE", "bill_of_materials", "write_bill"]

FILE = "sbom.cdx.json"


def write_bill(site: Path, components: Sequence[Component]) -> None:
    """Write the bill into *site*; all files of the *components* must be there already."""
    text = json.dumps(bill_of_materials(site, components), indent=1, ensure_ascii=False)
    (site / FILE).write_text(text + "\n", encoding="utf-8")


def bill_of_materials(site: Path, components: Sequence[Component]) -> dict[str, Any]:
    """Return the bill of *components*, of which the first is the site itself.

    Raises:
        ValueError: a pattern of a component fits no file of *site*; the message names both.
    """
    whole, *others = (_entry(component, site) for component in components)
    whole["type"] = "application"
    content = {
        "metadata": {"component": whole},
        "components": others,
        "dependencies": [
            {"ref": whole["bom-ref"], "dependsOn": [entry["bom-ref"] for entry in others]},
            *({"ref": entry["bom-ref"]} for entry in others),
        ],
    }
    number = uuid.UUID(bytes=hashlib.sha256(json.dumps(content).encode()).digest()[:16], version=4)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        **content,
    }


def _entry(component: Component, site: Path) -> dict[str, Any]:
    """Return the entry of a component; its files and inner components are entries inside it."""
    entry: dict[str, Any] = {"type": "library", "name": component.name}
    if component.purl:
        entry["bom-ref"] = component.purl
    if component.version:
        entry["version"] = component.version
    if component.use:
        entry["description"] = component.use
    entry["licenses"] = [{"license": {"id": component.licence}}]
    if component.purl:
        entry["purl"] = component.purl
    if component.source:
        entry["externalReferences"] = [{"type": "vcs", "url": component.source}]
    inner = [_entry(one, site) for one in component.inside]
    inner += [_file(path, site) for path in _files(component, site)]
    return {**entry, "components": inner} if inner else entry


def _files(component: Component, site: Path) -> Iterable[Path]:
    paths: set[Path] = set()
    for pattern in (*component.files, *component.optional_files):
        fitting = {path for path in site.glob(pattern) if path.is_file()}
        if not fitting and pattern in component.files:
            raise ValueError(f"{component.name}: no file of the site fits {pattern!r}")
        paths |= fitting
    return sorted(paths)


def _file(path: Path, site: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "name": path.relative_to(site).as_posix(),
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }
