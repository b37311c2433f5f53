"""Two builds of one commit are alike in every byte, wherever and however they are made."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from site_hooks.commit import commit_time, fix_time
from tests.site.building import ROOT, copy_sources, derived_config, only_one_build, run_mkdocs

OTHER_DAY = 86_400 * 400
NAME = "https://example.org/partnership/"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _elsewhere(folder: Path) -> Path:
    """Copy the project to *folder*, with other file times, no history and nothing built yet."""
    copy_sources(folder)
    # As in an archive of a commit; all other times are those of the copy.
    time = commit_time(ROOT)
    os.utime(folder / "mkdocs.yml", (time, time))
    return folder


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory):
    """Build the site here, and from nothing elsewhere under other circumstances."""
    here = tmp_path_factory.mktemp("here")
    # With an address of its own, the site has a map with dates in it.
    with only_one_build():
        done = run_mkdocs(derived_config(here, site_url=NAME), here / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    root = _elsewhere(tmp_path_factory.mktemp("elsewhere"))
    text = (root / "mkdocs.yml").read_text("utf-8")
    time = (root / "mkdocs.yml").stat().st_mtime
    (root / "mkdocs.yml").write_text(text.replace('site_url: ""', f'site_url: "{NAME}"'), "utf-8")
    os.utime(root / "mkdocs.yml", (time, time))
    others = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}
    environment = {**os.environ, **others, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    built = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, umask=0o077
    )
    assert built.returncode == 0, built.stderr
    return _contents(here / "site"), _contents(root / "site")


def test_two_builds_are_alike_in_every_byte(two_builds):
    """Another folder, umask, time zone, language, order of hashes, times of files, empty cache."""
    here, there = two_builds
    assert len(here) > 100
    assert {"assess/index.html", "build.json", "sbom.cdx.json", "sw.js", "sitemap.xml"} <= here.keys()
    assert any(name.endswith("runtime/library.zip") for name in here)
    assert there.keys() == here.keys()
    assert [name for name in here if there[name] != here[name]] == []


def test_dates_are_those_of_the_commit(two_builds):
    """The map of the site, and the packed one, tell of no other day; no file tells of a folder."""
    here, _ = two_builds
    day = datetime.fromtimestamp(commit_time(ROOT), UTC).strftime("%Y-%m-%d").encode()
    dates = re.findall(rb"<lastmod>([^<]*)<", here["sitemap.xml"])
    assert len(dates) > 50
    assert set(dates) == {day}
    assert gzip.decompress(here["sitemap.xml.gz"]) == here["sitemap.xml"]
    for name, content in here.items():
        assert str(ROOT).encode() not in content, name


def test_page_for_what_is_not_there_knows_its_folder(two_builds):
    """With an address in the settings it leads into the site from any other address."""
    page = BeautifulSoup(two_builds[0]["404.html"], "html.parser")
    assert page.select("script, link[rel=stylesheet], img") == []
    found = [str(link["href"]).removeprefix("/partnership/") for link in page.select("main a")]
    assert found == ["", "assess/", "facilitate/", "guidance/"]


def test_time_is_that_of_the_commit_or_of_the_archive(tmp_path):
    """Without a history the file's own time counts, and what a builder is told comes first."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    assert commit_time(ROOT) == int(subprocess.run(git, capture_output=True, check=True).stdout)
    (tmp_path / "mkdocs.yml").touch()
    os.utime(tmp_path / "mkdocs.yml", (OTHER_DAY, OTHER_DAY))
    told = {"SOURCE_DATE_EPOCH": "1"}
    untold: dict[str, str] = {}
    for environment in (told, untold):
        fix_time(tmp_path, environment)
    assert (told, untold) == ({"SOURCE_DATE_EPOCH": "1"}, {"SOURCE_DATE_EPOCH": str(OTHER_DAY)})
