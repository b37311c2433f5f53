"""Installs a browser where there is none, by whichever command works here."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["ROOT", "debian_commands", "install", "is_root"]

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "build" / "logs" / "browser.log"


def is_root() -> bool:
    """Tell whether this process has all rights; Windows has no such user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def debian_commands(*packages: str) -> list[list[str]]:
    """Return the command that installs *packages* from Debian; none where we may not."""
    if not (is_root() and shutil.which("apt-get")):
        return []
    script = "apt-get update -qq && apt-get install -y -qq --no-install-recommends "
    return [["sh", "-c", script + " ".join(packages)]]


def install(
    name: str, commands: Sequence[Sequence[str]], find: Callable[[], Path | None]
) -> Path | None:
    """Run one command after another until *find* returns a path; their output goes into a log."""
    print(f"Set-up: {name} for the browser tests", flush=True)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        with LOG.open("ab") as out:
            subprocess.run(command, stdout=out, stderr=out, env=variables, check=False)
        path = find()
        if path is not None:
            return path
    return None
