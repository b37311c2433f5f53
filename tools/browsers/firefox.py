"""Finds, or installs, the Firefox in which the site is tested, and drives it.

`firefox.py --install` installs Debian's where there is none. Tests that find none are skipped.
Playwright drives only a Firefox of its own making, so this one is driven over WebDriver BiDi by
`firefox.mjs`: a line of JSON goes in for each command, and one comes back.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

# Run as a file, it has to find its neighbours.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.browsers.installing import ROOT, debian_commands, install

COMMANDS = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
DRIVER = Path(__file__).with_name("firefox.mjs")
NODE = ROOT / ".venv" / "bin" / "node"
ABSENT = "no Firefox here (apt-get install firefox-esr, or put the path of one into PAT_FIREFOX)"


class FirefoxError(Exception):
    """Firefox, or a page in it, failed at a command; the message is its own."""


def find_firefox() -> Path | None:
    """Return the path of a Firefox, or None; PAT_FIREFOX overrides the search."""
    chosen = os.environ.get("PAT_FIREFOX")
    paths = map(shutil.which, [chosen] if chosen else COMMANDS)
    return next((Path(path) for path in paths if path), None)


def ensure_firefox() -> Path | None:
    """Return the path of a Firefox, installing Debian's where there is none; None if that fails."""
    path, commands = find_firefox(), debian_commands("firefox-esr")
    if path is not None or os.environ.get("PAT_FIREFOX") or not commands:
        return path
    return install("Debian's Firefox", commands, find_firefox)


class Firefox:
    """A Firefox that runs without a window; *downloads* is the folder for its files."""

    def __init__(self, commands: IO[str], replies: IO[str], downloads: Path) -> None:
        self._commands, self._replies = commands, replies
        self.downloads = downloads
        self.version: str = self._read()

    def new_page(self) -> "FirefoxPage":
        """Open an empty page."""
        return FirefoxPage(self, self.run("open"))

    def run(self, name: str, at: int = 0, *given: object) -> Any:
        """Send a command for the page number *at*, and return the reply.

        Raises:
            FirefoxError: it failed.
        """
        try:
            self._commands.write(json.dumps({"do": name, "at": at, "given": given}) + "\n")
            self._commands.flush()
        except BrokenPipeError:
            raise FirefoxError("the driver has ended") from None
        return self._read()

    def _read(self) -> Any:
        line = self._replies.readline()
        if not line:
            raise FirefoxError("the driver has ended")
        reply = json.loads(line)
        if "error" in reply:
            raise FirefoxError(reply["error"])
        return reply["value"]


class FirefoxPage:
    """A page, with those of Playwright's methods that tests of both browsers use."""

    def __init__(self, firefox: Firefox, number: int) -> None:
        self._firefox = firefox
        self._number = number

    def goto(self, address: str) -> None:
        """Go to an address and wait until the page is loaded."""
        self._firefox.run("goto", self._number, address)

    def reload(self) -> None:
        """Load the page anew and wait for it."""
        self._firefox.run("reload", self._number)

    def evaluate(self, function: str, argument: object = None) -> Any:
        """Call the text of a function in the page, and return its result, awaited if need be."""
        return self._firefox.run("evaluate", self._number, f"({function})({json.dumps(argument)})")

    def click(self, selector: str) -> None:
        """Click on the first element that fits, with the mouse."""
        self._firefox.run("click", self._number, selector)

    def faults(self) -> list[str]:
        """Return what the page has reported as an error since the last call."""
        faults: list[str] = self._firefox.run("faults", self._number)
        return faults

    def close(self) -> None:
        """Close the page."""
        self._firefox.run("close", self._number)


@contextmanager
def start(program: Path) -> Iterator[Firefox]:
    """Run Firefox, with a fresh profile, while the block runs.

    Raises:
        FirefoxError: it did not start.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [str(NODE), str(DRIVER), str(program), folder],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as driver,
    ):
        # Leaving the block closes the driver's input, and with that it ends Firefox and itself.
        if driver.stdin and driver.stdout:
            yield Firefox(driver.stdin, driver.stdout, Path(folder))


def main(arguments: list[str]) -> int:
    """Print Firefox's path, or say in one line that there is none; with ``--install``, install."""
    installing = arguments == ["--install"]
    path = ensure_firefox() if installing else find_firefox()
    if path is None:
        print(f"Set-up: skipped: {ABSENT}" if installing else f"There is {ABSENT}.")
        return int(not installing)
    if not installing:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
