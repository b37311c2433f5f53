"""The vendored module behind the QR codes: the pinned one, with its licence."""

import json

from tests.site.building import ROOT

PACKAGE = ROOT / "node_modules" / "lean-qr"


def test_module_is_the_pinned_one_and_brings_its_licence(bundle, pages):
    """What draws the codes is the version that package.json names, and so do we."""
    pinned = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]["lean-qr"]
    assert json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"] == pinned
    script = (bundle / "lean-qr" / "lean-qr.js").read_bytes()
    assert script == (PACKAGE / "index.mjs").read_bytes()
    assert "David Evans" in (bundle / "lean-qr" / "LICENCE.txt").read_text("utf-8")
    assert "lean-qr.js" in (bundle / "runtime" / "LICENCES.txt").read_text("utf-8")
    (row,) = [tr for tr in pages["/sources/"].select("tr") if "Lean QR" in tr.get_text()]
    assert [pinned, "MIT"] == [cell.get_text() for cell in row.select("td")]


def test_module_is_locked_by_its_hash_and_needs_nothing_else():
    """The lock file holds its integrity; it brings no dependency and no script to install."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry = lock["packages"]["node_modules/lean-qr"]
    assert entry["integrity"].startswith("sha512-")
    assert not {"dependencies", "hasInstallScript"} & entry.keys()


def test_only_one_component_knows_the_module():
    """Another module for the codes would change one file."""
    app = ROOT / "docs" / "assets" / "app"
    knowing = [path.name for path in app.rglob("*.js") if "lean-qr" in path.read_text("utf-8")]
    assert knowing == ["qr-code.js"]
