"""Puts a release into build/release: sources, wheel, site, the list of its parts, and checksums.

The sources are those of the last commit, so a folder with uncommitted changes is refused. Files get
the time of that commit, so the same commit gives the same archives.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
RELEASE = ROOT / "build" / "release"


def git(*words: str) -> str:
    """Run git with the arguments *words* and return what it prints."""
    done = subprocess.run(["git", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


def write_sources(stem: str) -> None:
    """Write every committed file into one archive."""
    target = RELEASE / f"{stem}.tar.gz"
    git("archive", "--format=tar.gz", f"--prefix={stem}/", f"--output={target}", "HEAD")


def write_wheel(commit_time: int) -> None:
    """Write the wheel of pat_core."""
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(commit_time)}
    words = [*command, "--quiet", "--wheel-dir", str(RELEASE), "."]
    subprocess.run(words, cwd=ROOT, env=variables, check=True)


def write_site(stem: str, commit_time: int) -> None:
    """Write the built site into one archive, sorted by name."""
    stamp = time.gmtime(commit_time)[:6]
    with zipfile.ZipFile(RELEASE / f"{stem}-site.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SITE.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(SITE).as_posix(), stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())


def write_parts_list(stem: str) -> None:
    """Copy the list of what the site is made of."""
    shutil.copyfile(SITE / "sbom.cdx.json", RELEASE / f"{stem}-sbom.cdx.json")


def write_checksums() -> None:
    """Write SHA256SUMS in the format that `sha256sum --check` reads, and print it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(RELEASE.iterdir())
    ]
    (RELEASE / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    print("".join(lines), end="")


def main() -> int:
    """Write the release of the last commit."""
    if git("status", "--porcelain"):
        print("There are changes that are not committed; a release holds commits.", file=sys.stderr)
        return 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stem = f"{project['name']}-{project['version']}"
    commit_time = int(git("log", "-1", "--format=%ct"))
    os.umask(0o022)
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    write_sources(stem)
    write_wheel(commit_time)
    write_site(stem, commit_time)
    write_parts_list(stem)
    write_checksums()
    return 0


if __name__ == "__main__":
    sys.exit(main())
