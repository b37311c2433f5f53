"""What a browser needs to keep the site for hours without a connection: a list, and a worker.

``build.json`` lists every file of the site with size and hash; ``sw.js`` is the service worker with
the part of that list which it keeps. A file that does not fit its hash is never kept, so whatever
answers without a connection is of one build.
"""

import json
from pathlib import Path

from site_hooks.bundle import list_files

__all__ = ["LIST", "write_list"]

LIST = "build.json"


def write_list(site: Path, build: str) -> None:
    """Write into *site* the list of all its files, under the name of the *build*."""
    text = json.dumps({"build": build, "files": list_files(site)}, indent=0)
    (site / LIST).write_text(text + "\n", encoding="utf-8")
