"""The build: strict, refusing in words, and open to another wording."""

import hashlib
import json
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from site_hooks.bundle import build_bundle
from tests.site.building import ROOT, derived_config, only_one_build, run_mkdocs

WORDING = ROOT / "pat_core" / "instrument" / "data" / "wording.toml"
OTHER_STATEMENT = "Mae gan y bartneriaeth lwyddiannau amlwg."


@pytest.fixture(scope="module")
def other_wording(tmp_path_factory):
    """Build with a wording that has another language and another statement 1A."""
    folder = tmp_path_factory.mktemp("other")
    text = WORDING.read_text(encoding="utf-8")
    first = tomllib.loads(text)["statements"]["1A"]["statement"]
    text = text.replace(first, OTHER_STATEMENT).replace('language = "en"', 'language = "cy"')
    (folder / "wording-cy.toml").write_text(text, encoding="utf-8")
    extra = {"pat": {"wording": str(folder / "wording-cy.toml")}}
    with only_one_build():
        done = run_mkdocs(derived_config(folder, extra=extra), folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def _assess(site):
    return BeautifulSoup((site / "assess" / "index.html").read_text("utf-8"), "html.parser")


def test_app_sources_are_not_copied_beside_the_bundle(site):
    """What the browser runs stands in the bundle only."""
    assert not (site / "assets" / "app").exists()


def test_bundle_is_named_after_its_content(bundle):
    """The folder's name comes from the sizes and hashes of all files, worked out here anew."""
    files = {}
    for path in sorted(bundle.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.is_file() and name != "app/shared/build.js":
            raw = path.read_bytes()
            files[name] = {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    text = json.dumps(files, separators=(",", ":"))
    assert bundle.name == hashlib.sha256(text.encode()).hexdigest()[:16]
    note = (bundle / "app" / "shared" / "build.js").read_text("utf-8")
    assert f'BUILD = "{bundle.name}"' in note
    for name, file in files.items():
        is_python = name.startswith(("runtime/", "app/python/worker")) and name[-4:] != ".txt"
        assert (file["sha256"] in note) >= is_python, name


def test_list_names_every_file_of_the_site(site, bundle):
    """Whoever publishes the site can see whether all of it has arrived."""
    listed = json.loads((site / "build.json").read_text("utf-8"))
    assert listed["build"] == bundle.name
    for name, file in listed["files"].items():
        raw = (site / name).read_bytes()
        assert file == {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}, name
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert there - listed["files"].keys() == {"build.json"}


def test_bundle_gets_another_name_when_a_file_changes(tmp_path):
    """A browser that keeps a bundle for ever can never mix it with a later one."""
    (tmp_path / "build").mkdir()
    for name in ("pat_core", "node_modules", ".venv", "build/cache"):
        (tmp_path / name).symlink_to(ROOT / name)
    app = shutil.copytree(ROOT / "docs" / "assets" / "app", tmp_path / "docs" / "assets" / "app")
    with only_one_build():
        names = [build_bundle(tmp_path, WORDING).id, build_bundle(tmp_path, WORDING).id]
        (app / "styles" / "print.css").write_text("/* changed */\n", encoding="utf-8")
        names.append(build_bundle(tmp_path, WORDING).id)
    assert names[0] == names[1] != names[2]


def test_unknown_part_fails_the_build_with_a_sentence(tmp_path):
    """A page that asks for a part that there is not is named, and so is the part."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n<!-- pat:no-such-part -->\n")
    config = derived_config(tmp_path, docs_dir=str(tmp_path / "docs"), nav=[{"Home": "index.md"}])
    with only_one_build():
        done = run_mkdocs(config, tmp_path / "site")
    assert done.returncode != 0
    assert "index.md: no part is called 'no-such-part'" in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_wording_fails_the_build_with_a_sentence(tmp_path):
    """A wording that lacks a statement is named with what it lacks."""
    text = WORDING.read_text(encoding="utf-8").replace("[statements.6F]", "[statements.6G]")
    (tmp_path / "short.toml").write_text(text, encoding="utf-8")
    extra = {"pat": {"wording": str(tmp_path / "short.toml")}}
    with only_one_build():
        done = run_mkdocs(derived_config(tmp_path, extra=extra), tmp_path / "site")
    assert done.returncode != 0
    assert "short.toml" in done.stderr
    assert "6F" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_wording_shows_on_the_page(other_wording):
    """The page takes statement and language from the wording that the publisher chose."""
    text = _assess(other_wording).select_one("#statement-1A legend [lang]")
    assert text.get_text() == OTHER_STATEMENT
    assert text["lang"] == "cy"


def test_other_wording_goes_to_the_browser(other_wording):
    """Python in the browser reads the same wording, and no second one."""
    (library,) = other_wording.glob("build/*/runtime/library.zip")
    with zipfile.ZipFile(library) as archive:
        texts = [name for name in archive.namelist() if "wording" in name]
        assert OTHER_STATEMENT in archive.read(texts[0]).decode("utf-8")
    assert texts == ["pat_core/instrument/data/wording.toml"]


def test_other_wording_changes_one_fingerprint_only(other_wording, site, instrument):
    """The wording's fingerprint changes; that of the scoring rules does not."""
    other, ours = (_assess(folder).select_one("#pat-assess") for folder in (other_wording, site))
    assert other["data-wording"] != ours["data-wording"]
    assert other["data-scoring"] == ours["data-scoring"]
    assert ours["data-wording"] == instrument.wording_fingerprint
    assert ours["data-scoring"] == instrument.scoring_fingerprint
