"""What the site is made of: the list on the page of sources, and the bill of materials."""

import hashlib
import json
import re
import tomllib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from site_hooks.software.sbom import FILE, bill_of_materials
from site_hooks.software.shipped import Component
from tests.site.building import ROOT

LISTED = tomllib.loads((ROOT / "site_hooks" / "software" / "shipped.toml").read_text("utf-8"))[
    "component"
]


@pytest.fixture(scope="module")
def bill(site):
    return json.loads((site / FILE).read_text("utf-8"))


def _components(bill):
    return [bill["metadata"]["component"], *bill["components"]]


def _files(component) -> dict[str, str]:
    inner = component.get("components", [])
    files = [entry for entry in inner if entry["type"] == "file"]
    return {file["name"]: file["hashes"][0]["content"] for file in files}


def test_bill_keeps_to_the_published_form(bill):
    """It passes the schema of its form, which one of the test packages brings along."""
    package = find_spec("cyclonedx.schema")
    assert package
    assert package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "_res"
    names = ("bom-1.6", "spdx", "jsf-0.82")
    schemas = [
        json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8")) for name in names
    ]
    # The schemas refer to each other by the names of these files.
    resources = [
        (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", Resource.from_contents(schema))
        for name, schema in zip(names, schemas, strict=True)
    ]
    check = jsonschema.Draft7Validator(schemas[0], registry=Registry().with_resources(resources))
    assert list(check.iter_errors(bill)) == []
    wrong = json.loads(json.dumps(bill))
    wrong["components"][0]["licenses"][0]["license"]["id"] = "MPL2"
    assert list(check.iter_errors(wrong))


def test_bill_hashes_are_those_of_the_files(bill, site):
    """Each file on the bill is in the site, as described."""
    for component in _components(bill):
        for name, digest in _files(component).items():
            assert digest == hashlib.sha256((site / name).read_bytes()).hexdigest(), name


def test_every_file_that_is_no_page_belongs_to_a_part(bill, site):
    """Everything that a browser loads has a component, a licence and a hash."""
    known = {name for component in _components(bill) for name in _files(component)}
    for folder in ("build", "assets"):
        names = {p.relative_to(site).as_posix() for p in (site / folder).rglob("*") if p.is_file()}
        ours = {"assets/icon.svg"} | {
            name for name in names if name.endswith("runtime/LICENCES.txt")
        }
        assert names - known == ours & names, folder


def test_bill_has_no_time_and_a_number_of_its_content(bill, site, tmp_path):
    """Two builds are alike, and two different sites have different numbers."""
    assert "timestamp" not in json.dumps(bill)
    component = Component("a", "b", "MIT", "1", purl="pkg:generic/a@1", files=("*.js",))
    numbers = []
    for text in ("1", "1", "2"):
        (tmp_path / "a.js").write_text(text)
        numbers.append(bill_of_materials(tmp_path, [component])["serialNumber"])
    assert numbers[0] == numbers[1] != numbers[2]


def test_pattern_without_a_file_ends_the_build(tmp_path):
    """A component whose files moved is noticed."""
    component = Component("a", "b", "MIT", "1", purl="pkg:generic/a@1", files=("gone/*.js",))
    with pytest.raises(ValueError, match=r"a: no file of the site fits 'gone/\*\.js'"):
        bill_of_materials(tmp_path, [component])
    optional = Component(
        "a", "b", "MIT", "1", purl="pkg:generic/a@1", optional_files=("gone/*.js",)
    )
    assert "components" not in bill_of_materials(tmp_path, [optional])["metadata"]["component"]


def test_versions_are_those_that_are_pinned(bill):
    """What the bill says is what the lock files and the environment have."""
    versions = {component["name"]: component.get("version") for component in _components(bill)}
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in (("Pyodide", "pyodide"), ("Lean QR", "lean-qr")):
        assert versions[name] == lock[f"node_modules/{package}"]["version"]
    assert versions["XlsxWriter"] == version("XlsxWriter")
    assert versions["Material for MkDocs"] == version("mkdocs-material")


def test_page_of_sources_lists_the_same(bill, pages):
    """Name, version and licence, each licence linked to a text on the site."""
    table = pages["/sources/"].select_one("#software ~ .pat-table-frame table")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
    expected = []
    for component in _components(bill):
        inner = [entry for entry in component.get("components", []) if entry["type"] == "library"]
        names = [f"{component['name']}: {component['description']}"]
        names += [f"{entry['name']}: inside {component['name']}" for entry in inner]
        for name, each in zip(names, [component, *inner], strict=True):
            licence = each["licenses"][0]["license"]["id"]
            expected.append([name, each.get("version", "not given"), licence])
    assert rows == expected
    assert len(rows) > 15


def test_licence_texts_lie_in_the_site(pages, site):
    """Every link of the list leads to a file that names the licence."""
    words = {"MIT": "Permission is hereby granted", "MPL-2.0": "Mozilla Public License Version 2.0"}
    words |= {"PSF-2.0": "PYTHON SOFTWARE FOUNDATION LICENSE", "Apache-2.0": "Apache License"}
    words |= {"BSD-2-Clause": "Redistribution and use in source and binary forms"}
    links = pages["/sources/"].select("#software ~ .pat-table-frame tbody a")
    checked = set()
    for link in links:
        text = (site / "sources" / link["href"]).resolve().read_text("utf-8")
        licence = link.get_text()
        if licence in words:
            assert words[licence].lower() in " ".join(text.split()).lower(), licence
            checked.add(licence)
    assert checked == words.keys()


def test_what_is_inside_the_theme_is_what_its_maps_name(site):
    """The theme's source maps tell which packages are in its files; a new one is noticed."""
    named = set()
    for path in (site / "assets").rglob("*.map"):
        for source in json.loads(path.read_text("utf-8"))["sources"]:
            named.update(re.findall(r".*node_modules/((?:@[^/]+/)?[^/]+)/", source))
    theme = next(entry for entry in LISTED if entry["name"] == "Material for MkDocs")
    listed = {inner["name"] for inner in theme["inside"]} - {"Font Awesome Free (one icon)"}
    assert named == listed | {"lunr"}


def test_versions_inside_the_theme_are_those_of_its_files(site):
    """They are written into our list by hand, so they are looked up in the files."""
    (bundle,) = site.glob("assets/javascripts/bundle.*.js")
    (search,) = site.glob("assets/javascripts/workers/search.*.js")
    assert "clipboard.js v2.0.11" in bundle.read_text("utf-8")
    assert "not as bright - 2.3.9" in search.read_text("utf-8")
    components = {component["name"]: component for component in LISTED}
    theme = components["Material for MkDocs"]
    inside = {component["name"]: component.get("version") for component in theme["inside"]}
    assert inside["clipboard"] == "2.0.11"
    assert components["Lunr"]["version"] == "2.3.9"


def test_languages_of_the_search_are_left_out(site):
    """The search is in English, for which the theme needs none of its languages."""
    assert not (site / "assets" / "javascripts" / "lunr").exists()
