"""A web space on which newer versions of the site are put up, each with a build of its own."""

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_hooks.bundle import BUILD_NOTE
from site_hooks.offline import write_offline
from site_hooks.policy.page_policy import write_policies
from tools import serve

_POLICY = re.compile(r'\n  <meta (?:http-equiv="Content-Security-Policy"|name="referrer")[^>]*>')

PAGES = {
    *("404.html", "index.html", "guidance/index.html", "privacy/index.html"),
    *("assess/index.html", "facilitate/index.html", "checkup/index.html"),
}
"""The pages that are put up here; every one is rewritten for every version."""


class Host:
    """Serves one folder; `renew` puts another version there, and takes the old build away."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        (build,) = (folder / "build").iterdir()
        self.build = build.name

    def renew(self, *, keep_old: bool = False) -> str:
        """Put up the site under another build's name, which is returned."""
        new = hashlib.sha256(self.build.encode()).hexdigest()[:16]
        # Made beside, and put in place at once: nobody meets half of it.
        made, former = (
            self.folder.with_name(f"{self.folder.name}-{name}") for name in (new, "old")
        )
        shutil.copytree(self.folder, made)
        bundles = made / "build"
        if keep_old:
            shutil.copytree(bundles / self.build, bundles / new)
        else:
            (bundles / self.build).rename(bundles / new)
        _rename_build(made, self.build, new)
        self.folder.rename(former)
        made.rename(self.folder)
        shutil.rmtree(former)
        self.build = new
        return new


def _rename_build(site: Path, old: str, new: str) -> None:
    """Give the build another name in all that tells it, as a build of other content would."""
    note = site / "build" / new / BUILD_NOTE
    former = _integrity(note)
    note.write_text(note.read_text("utf-8").replace(old, new), "utf-8")
    present = _integrity(note)
    for page in site.rglob("*.html"):
        html = _POLICY.sub("", page.read_text("utf-8"))
        page.write_text(html.replace(old, new).replace(former, present), "utf-8")
    write_policies(site)
    _write_lists(site, new)


def _write_lists(site: Path, build: str) -> None:
    """Write anew what lists the files of the site, for a build of that name."""
    for name in ("build.json", "sw.js"):
        (site / name).unlink()
    write_offline(site, build)


def _integrity(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@contextmanager
def renewable(site: Path, folder: Path, cache_control: str = "no-cache") -> Iterator[Host]:
    """Serve a copy of *site* with some of its pages in *folder* while the block runs."""
    shutil.copytree(site, folder)
    for page in folder.rglob("*.html"):
        if page.relative_to(folder).as_posix() not in PAGES:
            page.unlink()
    (build,) = (folder / "build").iterdir()
    _write_lists(folder, build.name)
    with serve.start(folder, cache_control=cache_control) as url:
        yield Host(folder, url)
