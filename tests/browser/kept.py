"""What a visited site keeps for hours without a connection, as a test can wait for it."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page

# Asks again and again until all of these are kept; gives the names of the stores.
WAIT = """async names => {
  const { scope } = await navigator.serviceWorker.ready;
  for (;;) {
    const stores = (await caches.keys()).filter(name => name.startsWith("pat-"));
    const kept = new Set();
    for (const store of stores)
      for (const request of await (await caches.open(store)).keys()) kept.add(request.url);
    if (names.every(name => kept.has(scope + name.replace(/index\\.html$/, "")))) return stores;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}"""
LIST = re.compile(r'files: (\{"[^}]*\})')


def listed(site: Path) -> list[str]:
    """Return the names of all files that the service worker of a built site may keep."""
    match = LIST.search((site / "sw.js").read_text("utf-8"))
    assert match, "the service worker has no list"
    return list(json.loads(match[1]))


def wait_until_kept(page: Page, site: Path, *, with_python: bool = False) -> list[str]:
    """Wait until all is kept that a reader needs, or a person who scores; return the stores."""
    names = [name for name in listed(site) if with_python or "/runtime/" not in name]
    stores: list[str] = page.evaluate(WAIT, names)
    return stores
