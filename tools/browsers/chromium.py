"""Finds, or installs, the Chromium in which the site is tested.

`chromium.py` prints its path; `chromium.py --install` installs one where there is none. Tests and
benchmarks ask `find_browser` for it, and start it with `launch_arguments`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Run as a file, it has to find its neighbours.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.browsers.installing import debian_commands, install, is_root

COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable"),
)
USUAL_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
    *("--disable-sync", "--no-first-run"),
)
PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as engines:
    print(engines.chromium.executable_path)
"""


def launch_arguments() -> list[str]:
    """Return the switches for a quiet browser that asks no other host for anything.

    Chromium refuses to start its sandbox for root, so only root goes without one.
    """
    return [*QUIET, "--no-sandbox"] if is_root() else [*QUIET]


def candidates() -> Iterator[Path]:
    """Yield where a Chromium may be, the likeliest place first."""
    yield from (Path(path) for path in map(shutil.which, COMMANDS) if path)
    yield from map(Path, USUAL_PLACES)
    answer = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHT_PATH], capture_output=True, text=True, check=False
    )
    if answer.returncode == 0:
        yield Path(answer.stdout.strip())


def find_browser() -> Path | None:
    """Return the path of a Chromium, or None; PAT_BROWSER overrides the search."""
    chosen = os.environ.get("PAT_BROWSER")
    if chosen:
        path = shutil.which(chosen)
        return Path(path) if path else None
    return next((path for path in candidates() if path.is_file()), None)


def ensure_browser() -> Path | None:
    """Return the path of a Chromium, installing one where there is none; None if that fails."""
    path = find_browser()
    if path is not None or os.environ.get("PAT_BROWSER"):
        return path
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    commands = [*debian_commands("chromium", "fonts-liberation"), playwright]
    return install("a Chromium", commands, find_browser)


def main(arguments: list[str]) -> int:
    """Print the browser's path, or say in one line that there is none."""
    installing = arguments == ["--install"]
    path = ensure_browser() if installing else find_browser()
    chosen = os.environ.get("PAT_BROWSER")
    if path is None and chosen:
        print(f"PAT_BROWSER is {chosen!r}, and no such program is here.", file=sys.stderr)
    elif path is None:
        print(
            "No Chromium was found: install Chromium, Chrome or Edge, "
            "or put the path of one into PAT_BROWSER.",
            file=sys.stderr,
        )
    elif not installing:
        print(path)
    return int(path is None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
