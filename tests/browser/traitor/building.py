"""Builds the site from a copy of the sources whose core has been turned."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.traitor.replies import REPLIES
from tests.site.building import NAMED, ROOT, SOURCES, copy_sources, only_one_build

HERE = Path(__file__).parent
KEPT = ROOT / "build" / "traitor"
ENTRY_POINT = Path("pat_core", "browser", "person.py")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
LAST_LINES = """

from pat_core.turned import turned  # noqa: E402

answer_call = turned(answer_call)
"""


def script(*names: str) -> str:
    """Return scripts of this folder, one after the other."""
    return "\n".join((HERE / name).read_text("utf-8") for name in names)


def turned_sites() -> tuple[Path, Path]:
    """Return the site with the turned core, and the same without its pages' policy.

    They are built once for each state of the sources.
    """
    folder = KEPT / _fingerprint()
    with only_one_build():
        if not (folder / "open" / "assess" / "index.html").exists():
            _forget_others()
            _copy_sources(folder)
            _turn(folder)
            _build(folder)
            _open(folder)
    return folder / "site", folder / "open"


def _fingerprint() -> str:
    files = [ROOT / name for name in (*SOURCES, *NAMED)] + [HERE]
    files += [inner for folder in files for inner in folder.rglob("*")]
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _forget_others() -> None:
    """Delete what was built of other sources, but for the library, which costs most."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.iterdir():
        if old.name != "cache":
            shutil.rmtree(old)


def _copy_sources(folder: Path) -> None:
    folder.mkdir()
    copy_sources(folder)
    (folder / "build").mkdir()
    (folder / "build" / "cache").symlink_to(KEPT / "cache", target_is_directory=True)
    (KEPT / "cache").mkdir(exist_ok=True)


def _turn(folder: Path) -> None:
    """Put the traitor behind the entry point; until a mark comes, it does what is asked."""
    texts = {"BAD_REPLIES": REPLIES, "EVERYWHERE": script("everywhere.js")}
    texts["HELPERS"] = script("helpers.js")
    lines = [f"{name} = {value!r}\n" for name, value in texts.items()]
    core = folder / "pat_core"
    (core / "turned_texts.py").write_text("".join(lines), "utf-8")
    shutil.copyfile(HERE / "turned_core.py", core / "turned.py")
    with (folder / ENTRY_POINT).open("a", encoding="utf-8") as module:
        module.write(LAST_LINES)


def _build(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _open(folder: Path) -> None:
    """Copy the site and take the policy out of the assessment, to see what it would let out."""
    shutil.copytree(folder / "site", folder / "open", dirs_exist_ok=True)
    page = folder / "open" / "assess" / "index.html"
    html, count = POLICY.subn("", page.read_text("utf-8"))
    assert count == 1, "the assessment has no policy to take out"
    page.write_text(html, "utf-8")
