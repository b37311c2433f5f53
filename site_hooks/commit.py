"""The time that a build counts as its own, so that two builds of one commit are alike."""

import os
import subprocess
from collections.abc import MutableMapping
from pathlib import Path

__all__ = ["commit_time", "fix_time"]

VARIABLE = "SOURCE_DATE_EPOCH"
"""What builders agree to read: seconds since 1970 (reproducible-builds.org, 2017)."""


def fix_time(root: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Let the builder take the time of the commit in *root*, unless it was told another."""
    environment.setdefault(VARIABLE, str(commit_time(root)))


def commit_time(root: Path) -> int:
    """Return when the last commit in *root* was made, in seconds since 1970.

    An archive of a commit holds no history, but gives the commit's time to each file.
    """
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode == 0:
            return int(done.stdout)
    return int((root / "mkdocs.yml").stat().st_mtime)
