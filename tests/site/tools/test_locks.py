"""What is installed is pinned with hashes, and is looked up in the lists of known holes."""

import base64
import json
import re

import pytest

from tests.site.building import ROOT
from tools import audit

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PACKAGES = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]

CLEAN = {"dependencies": [{"name": "a", "version": "1.0", "vulns": []}]}
HOLE = {"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"], "description": "…"}
NODE_CLEAN: dict[str, dict[str, object]] = {"vulnerabilities": {}}
NODE_HOLE = {"vulnerabilities": {"b": {"severity": "high", "via": [{"title": "It leaks"}, "c"]}}}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_with_hashes(lock):
    """One exact version, at least one SHA-256, and no place from which it would come."""
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock.read_text("utf-8")).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^]]*\])?==[^\s;]+( ;.*?)? \\\n", entry), entry[:80]
        lines = [line.strip().removesuffix(" \\") for line in entry.splitlines()[1:]]
        assert lines, entry[:80]
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines), entry[:80]
        assert "://" not in entry


def test_every_list_of_wishes_has_its_lock():
    """A list without a lock would be installed as it comes."""
    wishes = {path.stem for path in (ROOT / "requirements").glob("*.in")}
    assert wishes == {lock.stem for lock in LOCKS} == {"dev", "core-tests", "uv"}


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
    assert all(re.fullmatch(r"(npm:\S+@)?\d+\.\d+\.\d+\S*", each) for each in wanted.values())


def test_no_package_runs_a_script_when_it_is_installed():
    """Neither npm's settings nor a package asks for it."""
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text("utf-8").splitlines()


def test_answers_about_python_are_read():
    """Each hole is told with its package, its name and the version that mends it."""
    assert audit.read_python(json.dumps(CLEAN)) == []
    found = {"dependencies": [{"name": "a", "version": "1.0", "vulns": [HOLE]}]}
    expected = ["a 1.0: PYSEC-1 (mended in 1.1, 2.0)"]
    assert audit.read_python(json.dumps(found)) == expected


def test_answers_about_node_are_read():
    """Each hole is told with its package, how bad it is, and its title."""
    assert audit.read_node(json.dumps(NODE_CLEAN)) == []
    assert audit.read_node(json.dumps(NODE_HOLE)) == ["package-lock.json: b: high: It leaks"]


@pytest.mark.parametrize("answer", ["", "no answer", "[]", "{}", '{"message": "405"}', "null"])
def test_answer_that_is_none_is_not_taken_for_good_news(answer):
    """Nothing known and nothing heard are not the same."""
    assert audit.read_python(answer) is None
    assert audit.read_node(answer) is None


def test_package_that_was_passed_over_is_no_good_news():
    """What the list was not asked about is not known to be sound."""
    passed = {"dependencies": [*CLEAN["dependencies"], {"name": "b", "skip_reason": "not found"}]}
    assert audit.read_python(json.dumps(passed)) is None


def test_every_lock_file_is_asked_about(monkeypatch, capsys):
    """Those of Python one by one, then that of npm; nothing found is status 0."""
    asked: list[list[str]] = []

    def answer(command: list[str]) -> str:
        asked.append(command)
        return json.dumps({**CLEAN, **NODE_CLEAN})

    monkeypatch.setattr(audit, "run", answer)
    assert audit.main() == 0
    assert [command[2] for command in asked[:-1]] == [str(lock) for lock in LOCKS]
    assert asked[-1][0].endswith("/npm")
    said = capsys.readouterr().out
    assert said == "No hole is known in the Python packages.\nNo hole is known in the Node packages.\n"


def test_hole_ends_with_status_1(monkeypatch, capsys):
    """It is named with its lock file."""
    holes = {"dependencies": [{"name": "a", "version": "1.0", "vulns": [HOLE]}]}
    monkeypatch.setattr(audit, "run", lambda _: json.dumps({**holes, **NODE_HOLE}))
    assert audit.main() == 1
    said = capsys.readouterr().out
    assert "dev.txt: a 1.0: PYSEC-1" in said
    assert "package-lock.json: b: high" in said


def test_without_the_internet_it_says_so(monkeypatch, capsys):
    """Both kinds, in words, and with status 1."""
    monkeypatch.setattr(audit, "run", lambda _: "")
    assert audit.main() == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.count("this check needs the internet, and no list answered") == 2
