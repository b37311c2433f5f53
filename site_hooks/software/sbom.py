"""The bill of materials beside the site, in the form CycloneDX 1.6 as JSON.

It lists what is sent to a browser, with the hash of each file. It bears no time, and its number
comes from its content, so two builds are alike. What only builds or tests the site is not on it:
that stands, with hashes, in ``requirements/`` and ``package-lock.json``.
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


def write_bill(site: Path, parts: Sequence[Component]) -> None:
    """Write into *site* what it is made of; all files of the *parts* must be there already."""
    text = json.dumps(bill_of_materials(site, parts), indent=1, ensure_ascii=False)
    (site / FILE).write_text(text + "\n", encoding="utf-8")


def bill_of_materials(site: Path, parts: Sequence[Component]) -> dict[str, Any]:
    """Return the bill of *parts*, of which the first is the site itself.

    Raises:
        ValueError: a pattern of a part fits no file of *site*; the message names both.
    """
    whole, *others = (_component(part, site) for part in parts)
    whole["type"] = "application"
    content = {
        "metadata": {"component": whole},
        "components": others,
        "dependencies": [
            {"ref": whole["bom-ref"], "dependsOn": [each["bom-ref"] for each in others]},
            *({"ref": each["bom-ref"]} for each in others),
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


def _component(part: Component, site: Path) -> dict[str, Any]:
    """Return a part as a component, its files and what is inside it as components of its own."""
    found: dict[str, Any] = {"type": "library", "name": part.name}
    if part.purl:
        found["bom-ref"] = part.purl
    if part.version:
        found["version"] = part.version
    if part.use:
        found["description"] = part.use
    found["licenses"] = [{"license": {"id": part.licence}}]
    if part.purl:
        found["purl"] = part.purl
    if part.source:
        found["externalReferences"] = [{"type": "vcs", "url": part.source}]
    inner = [_component(each, site) for each in part.inside]
    inner += [_file(path, site) for path in _files(part, site)]
    return {**found, "components": inner} if inner else found


def _files(part: Component, site: Path) -> Iterable[Path]:
    found: set[Path] = set()
    for pattern in (*part.files, *part.optional_files):
        fitting = {path for path in site.glob(pattern) if path.is_file()}
        if not fitting and pattern in part.files:
            raise ValueError(f"{part.name}: no file of the site fits {pattern!r}")
        found |= fitting
    return sorted(found)


def _file(path: Path, site: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file",
        "name": path.relative_to(site).as_posix(),
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }
