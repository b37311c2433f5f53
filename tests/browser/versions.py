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
from site_hooks.policy import write_policies
from tools import serve

_POLICY = re.compile(r'\n  <meta (?:http-equiv="Content-Security-Policy"|name="referrer")[^>]*>')


class Host:
    """Serves one folder; `renew` puts another version there, and takes the old build away."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        (build,) = (folder / "build").iterdir()
        self.build = build.name

    def renew(self, *, keep_old: bool = False) -> str:
        """Put up the site under another build's name, which is returned."""
        old = self.build
        new = hashlib.sha256(old.encode()).hexdigest()[:16]
        bundles = self.folder / "build"
        if keep_old:
            shutil.copytree(bundles / old, bundles / new)
        else:
            (bundles / old).rename(bundles / new)
        note = bundles / new / BUILD_NOTE
        former = _integrity(note)
        note.write_text(note.read_text("utf-8").replace(old, new), "utf-8")
        present = _integrity(note)
        for page in self.folder.rglob("*.html"):
            html = _POLICY.sub("", page.read_text("utf-8"))
            page.write_text(html.replace(old, new).replace(former, present), "utf-8")
        write_policies(self.folder)
        for name in ("build.json", "sw.js"):
            (self.folder / name).unlink()
        write_offline(self.folder, new)
        self.build = new
        return new


def _integrity(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@contextmanager
def renewable(site: Path, folder: Path, cache_control: str = "no-cache") -> Iterator[Host]:
    """Serve a copy of *site* in *folder* while the block runs."""
    shutil.copytree(site, folder)
    with serve.start(folder, cache_control=cache_control) as url:
        yield Host(folder, url)
