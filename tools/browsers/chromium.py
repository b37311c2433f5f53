"""Finds, or installs, the Chromium in which the site is tested.

`browser.py` prints its path; `browser.py --install` installs one where there is none. The tests and
the benchmarks ask `find_browser` for it, and start it with `LAUNCH_ARGUMENTS`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
USUAL_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
DEBIAN_PACKAGES = ("chromium", "fonts-liberation")

PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as engines:
    print(engines.chromium.executable_path)
"""


def launch_arguments() -> list[str]:
    """Return the switches for a quiet browser that asks no other host for anything.

    Chromium refuses to start its sandbox for root, so only root goes without one.
    """
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    return [*quiet, "--no-sandbox"] if is_root() else quiet


def is_root() -> bool:
    """Tell whether this process has all rights; Windows has no such user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def candidates() -> Iterator[Path]:
    """Yield where a Chromium may be, the likeliest place first."""
    for command in COMMANDS:
        path = shutil.which(command)
        if path is not None:
            yield Path(path)
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
        found = shutil.which(chosen)
        return Path(found) if found else None
    return next((path for path in candidates() if path.is_file()), None)


def install_commands() -> list[list[str]]:
    """Return the commands that may install a Chromium here; each is tried on its own."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    return [*debian_commands(DEBIAN_PACKAGES), playwright]


def debian_commands(packages: Sequence[str]) -> list[list[str]]:
    """Return the command that installs *packages* from Debian; none where we may not."""
    if not (is_root() and shutil.which("apt-get")):
        return []
    script = "apt-get update -qq && apt-get install -y -qq --no-install-recommends "
    return [["sh", "-c", script + " ".join(packages)]]


def try_commands(commands: Sequence[Sequence[str]], find: Callable[[], Path | None]) -> Path | None:
    """Run one command after the other until *find* has a path; what they say goes into a log."""
    log = ROOT / "build" / "logs" / "browser.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        with log.open("ab") as out:
            subprocess.run(command, stdout=out, stderr=out, env=variables, check=False)
        found = find()
        if found is not None:
            return found
    return None


def ensure_browser() -> Path | None:
    """Return the path of a Chromium, installing one where there is none; None if that fails."""
    found = find_browser()
    if found is not None or os.environ.get("PAT_BROWSER"):
        return found
    print("Set-up: a Chromium for the browser tests", flush=True)
    return try_commands(install_commands(), find_browser)


def main(arguments: list[str]) -> int:
    """Print the browser's path, or say in one line that there is none."""
    installing = arguments == ["--install"]
    found = ensure_browser() if installing else find_browser()
    if found is None:
        chosen = os.environ.get("PAT_BROWSER")
        print(
            f"PAT_BROWSER is {chosen!r}, and no such program is here."
            if chosen
            else "No Chromium was found: install Chromium, Chrome or Edge, "
            "or put the path of one into PAT_BROWSER.",
            file=sys.stderr,
        )
        return 1
    if not installing:
        print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
