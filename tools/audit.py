"""Looks up the pinned packages in the public lists of known holes; it needs the internet.

It asks about every lock file: those of Python in ``requirements/`` and that of npm. Packages that
another system or another Python would get are asked about there.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = "could not be looked up: this check needs the internet, and no list answered."
PYTHON_OPTIONS = ("--require-hashes", "--disable-pip", "--progress-spinner", "off")
SERVICE = ("--vulnerability-service", "osv", "--format", "json")
# Without the internet this ends soon, and not after npm's own minutes.
NODE_OPTIONS = ("--json", "--fetch-retries=0", "--fetch-timeout=30000")


def run(command: list[str]) -> str:
    """Run *command* and return what it prints; its status says only that something was found."""
    return subprocess.run(
        command, cwd=ROOT, env=setup.environment(), capture_output=True, text=True, check=False
    ).stdout


def python_locks() -> list[Path]:
    """Return the lock files of Python."""
    return sorted((ROOT / "requirements").glob("*.txt"))


def python_holes() -> list[str] | None:
    """Return the known holes in the Python packages, or None where the list did not answer."""
    program = str(setup.VENV / "bin" / "pip-audit")
    holes = []
    for lock in python_locks():
        found = read_python(run([program, "-r", str(lock), *PYTHON_OPTIONS, *SERVICE]))
        if found is None:
            return None
        holes += [f"{lock.name}: {hole}" for hole in found]
    return holes


def read_python(answer: str) -> list[str] | None:
    """Return the holes in one answer of pip-audit; None where it does not know of each package."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return None
    if any("skip_reason" in package for package in packages):
        return None
    return [
        f"{package['name']} {package['version']}: {hole['id']}{_mended(hole.get('fix_versions'))}"
        for package in packages
        for hole in package.get("vulns", [])
    ]


def _mended(versions: list[str] | None) -> str:
    return f" (mended in {', '.join(versions)})" if versions else ""


def node_holes() -> list[str] | None:
    """Return the known holes in the Node packages, or None where the list did not answer."""
    return read_node(run([str(setup.VENV / "bin" / "npm"), "audit", *NODE_OPTIONS]))


def read_node(answer: str) -> list[str] | None:
    """Return the holes in an answer of npm; None where it is none."""
    try:
        found = json.loads(answer)["vulnerabilities"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return None
    return [
        f"package-lock.json: {name}: {hole['severity']}{''.join(_titles(hole))}"
        for name, hole in found.items()
    ]


def _titles(hole: dict[str, object]) -> Iterator[str]:
    """Yield what a hole is called; where it comes through another package, that is told there."""
    causes = hole.get("via", [])
    for cause in causes if isinstance(causes, list) else []:
        if isinstance(cause, dict):
            yield f": {cause['title']}"


def main() -> int:
    """Print what is known; return 0 only when everything was looked up and nothing was found."""
    status = 0
    for kind, holes in (("Python", python_holes()), ("Node", node_holes())):
        if holes is None:
            print(f"The {kind} packages {OFFLINE}", file=sys.stderr)
            status = 1
        elif holes:
            print(f"Known holes in the {kind} packages:", *holes, sep="\n  ")
            status = 1
        else:
            print(f"No hole is known in the {kind} packages.")
    return status


if __name__ == "__main__":
    sys.exit(main())
