"""The files of a release: the same site gives the same archive."""

import hashlib
import os
import zipfile

import pytest

from tests.site.building import ROOT
from tools import release

COMMIT_TIME = 1_790_000_000


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Replace the site and the folder for the release by small ones, and return them."""
    site, target = tmp_path / "site", tmp_path / "release"
    (site / "sub").mkdir(parents=True)
    target.mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", "sbom.cdx.json"):
        (site / name).write_text(name)
    monkeypatch.setattr(release, "SITE", site)
    monkeypatch.setattr(release, "RELEASE", target)
    return site, target


def test_archive_of_the_site_is_the_same_every_time(folders):
    """Order, times and rights of the files come from the release and not from the disk."""
    site, target = folders
    written = []
    for time in (1, 2_000_000_000):
        for path in site.rglob("*.txt"):
            os.utime(path, (time, time))
            path.chmod(0o600 if time == 1 else 0o644)
        release.write_site("x", COMMIT_TIME)
        written.append((target / "x-site.zip").read_bytes())
    assert written[0] == written[1]
    with zipfile.ZipFile(target / "x-site.zip") as archive:
        assert archive.namelist() == ["a.txt", "b.txt", "sbom.cdx.json", "sub/c.txt"]
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_checksums_name_every_file(folders, capsys):
    """The list of parts lies beside the archives, and each file has its line."""
    _, target = folders
    release.write_site("x", COMMIT_TIME)
    release.write_parts_list("x")
    release.write_checksums()
    lines = (target / "SHA256SUMS").read_text().splitlines()
    assert [line.split("  ")[1] for line in lines] == ["x-sbom.cdx.json", "x-site.zip"]
    for line in lines:
        digest, name = line.split("  ")
        assert digest == hashlib.sha256((target / name).read_bytes()).hexdigest()
    assert capsys.readouterr().out.splitlines() == lines


def test_security_policy_says_how_to_report_without_an_invented_address():
    """It says what is promised and how to report, and gives no address that nobody reads."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for heading in ("## What is promised", "## How to report", "## Which versions"):
        assert heading in text
    assert "@" not in text
    assert "SECURITY.md" in (ROOT / "README.md").read_text("utf-8")
