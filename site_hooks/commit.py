"""The time of a build: that of its commit, so that two builds of one commit are alike."""

import os
import subprocess
from collections.abc import MutableMapping
from pathlib import Path

__all__ = ["commit_time", "fix_time"]

VARIABLE = "SOURCE_DATE_EPOCH"
"""The variable that builders read: seconds since 1970 (reproducible-builds.org, 2017)."""


def fix_time(root: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set the build's time to that of the commit in *root*, unless it is already set."""
    environment.setdefault(VARIABLE, str(commit_time(root)))


def commit_time(root: Path) -> int:
    """Return when the last commit in *root* was made, in seconds since 1970.

    An archive of a commit has no history, but each of its files has the commit's time.
    """
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode == 0:
            return int(done.stdout)
    return int((root / "mkdocs.yml").stat().st_mtime)
