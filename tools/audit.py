"""Looks up the pinned packages in the public lists of known holes; it needs the internet."""

import json
import subprocess
import sys
from pathlib import Path

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = "could not be looked up: this check needs the internet, and no list answered."


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run *command* and keep what it says."""
    return subprocess.run(
        command, cwd=ROOT, env=setup.environment(), capture_output=True, text=True, check=False
    )


def python_holes() -> list[str] | None:
    """Return the known holes in the Python packages, or None where the list did not answer."""
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    options += ["--vulnerability-service", "osv", "--format", "json"]
    holes = []
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        done = run([str(setup.VENV / "bin" / "pip-audit"), "-r", str(lock), *options])
        if not done.stdout.strip():
            return None
        for package in json.loads(done.stdout)["dependencies"]:
            if "skip_reason" in package:
                return None
            name = f"{package['name']} {package.get('version', '')}"
            holes += [f"{lock.name}: {name}: {hole['id']}" for hole in package.get("vulns", [])]
    return holes


def node_holes() -> list[str] | None:
    """Return the known holes in the Node packages, or None where the list did not answer."""
    done = run([str(setup.VENV / "bin" / "npm"), "audit", "--json"])
    try:
        found = json.loads(done.stdout)["vulnerabilities"]
    except (json.JSONDecodeError, KeyError):
        return None
    return [f"package-lock.json: {name}: {hole['severity']}" for name, hole in found.items()]


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
