"""Every package that set-up installs is pinned with hashes."""

import base64
import json
import re
import tomllib

import pytest

from tests.site.building import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PACKAGES = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]

GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_with_hashes(lock):
    """Each has one exact version, at least one SHA-256, and no address to fetch it from."""
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock.read_text("utf-8")).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^]]*\])?==[^\s;]+( ;.*?)? \\\n", entry), entry[:80]
        lines = [line.strip().removesuffix(" \\") for line in entry.splitlines()[1:]]
        assert lines, entry[:80]
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines), entry[:80]
        assert "://" not in entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_file_holds_all_that_its_group_names(lock):
    """A package added to a group of pyproject.toml needs `make lock` before it is installed."""
    locked = re.findall(r"(?m)^([a-z0-9.-]+)(?:\[.*?\])?==(\S+)", lock.read_text("utf-8").lower())
    for requirement in _requirements(lock.stem):
        name, version = re.findall(r"^([\w.-]+)(?:==([\w.]+))?", requirement.lower())[0]
        versions = [version for package, version in locked if package == name.replace("_", "-")]
        assert versions, requirement
        assert version in ("", *versions), requirement


def _requirements(group: str) -> list[str]:
    """Return what *group* and the groups in it name."""
    names = []
    for entry in GROUPS[group]:
        names += [entry] if isinstance(entry, str) else _requirements(entry["include-group"])
    return names


def test_lock_files_are_those_of_three_groups():
    """What builds, tests and checks; what the core's tests need elsewhere; and what attacks."""
    assert [lock.stem for lock in LOCKS] == ["attack", "core-tests", "dev"]


def test_every_node_package_is_pinned_with_a_hash():
    """An exact version and a SHA-512; the first entry is the project itself."""
    assert len(PACKAGES) > 20
    for name, package in PACKAGES.items():
        if name:
            kind, _, digest = package["integrity"].partition("-")
            assert (kind, len(base64.b64decode(digest))) == ("sha512", 64), name
            assert re.fullmatch(r"\d+\.\d+\.\d+\S*", package["version"]), name
            assert "resolved" not in package, name
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"(npm:\S+@)?\d+\.\d+\.\d+\S*", version) for version in wanted.values())


def test_no_package_runs_a_script_when_it_is_installed():
    """Neither npm's settings nor a package asks for it."""
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text("utf-8").splitlines()
