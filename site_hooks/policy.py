"""The Content-Security-Policy of each built page, as a meta tag with the hashes of its own scripts.

A page may speak to the place that it came from and to nobody else. Whatever the policy would refuse
in the browser (a style attribute, an event handler, a foreign script) already ends the build.

There are two kinds of page. One that is only read has the theme's search, and for its sake a
Trusted Types policy that covers the whole page. Every other page is guarded: it may show text from
foreign files, so it has neither.
"""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

__all__ = ["PolicyError", "policy_for", "write_policies"]

_TEMPLATE = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'none';"
    " object-src 'none'; base-uri 'none'; form-action 'none';"
    " require-trusted-types-for 'script'; trusted-types {policies}"
)
_GUARDED = "pat-worker pat-html"
_POLICIES = {"reading": "default dompurify pat-worker", "guarded": _GUARDED}
"""The Trusted Types policies that a page may make, by what it says of itself."""
_KIND = "pat-kind"
"""The name of the ``<meta>`` with which the theme's templates say of what kind a page is."""
_CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
_RUNS = frozenset({"", "importmap", "module", "text/javascript"})


class PolicyError(ValueError):
    """A page holds something that its policy would refuse."""


def write_policies(site: Path) -> int:
    """Write the policy into every page below *site* and return how many there are.

    Raises:
        PolicyError: a page holds what no policy here allows; the message names page and place.
    """
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        html = page.read_text("utf-8")
        try:
            page.write_text(_with_policy(html), "utf-8")
        except PolicyError as error:
            raise PolicyError(f"{page.relative_to(site)}: {error}") from error
    return len(pages)


def policy_for(html: str) -> str:
    """Return the policy that fits the kind of a page and its inline scripts.

    Raises:
        PolicyError: the page holds a style, a handler or an address that the policy refuses, or a
            search where there must be none.
    """
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    hashes = dict.fromkeys(_hash(script) for script in reader.scripts)
    return _TEMPLATE.format(
        hashes="".join(f" {value}" for value in hashes), policies=_policies(reader)
    )


def _policies(reader: "_PageReader") -> str:
    """Return the policies of a page's kind; a page that does not say its kind is guarded."""
    if len(reader.kinds) > 1 or not _POLICIES.keys() >= set(reader.kinds):
        raise PolicyError(f"the page says of its kind: {', '.join(reader.kinds)}")
    policies = _POLICIES[reader.kinds[0]] if reader.kinds else _GUARDED
    if reader.search and policies == _GUARDED:
        raise PolicyError(f"line {reader.search}: a search stands in a guarded page")
    return policies


def _with_policy(html: str) -> str:
    policy = policy_for(html)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    # Right after the character set: a policy binds only what follows it.
    changed, count = _CHARSET.subn(lambda found: f"{found.group()}\n      {tag}", html, count=1)
    if not count:
        raise PolicyError('there is no <meta charset="utf-8"> to put the policy after')
    return changed


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


class _PageReader(HTMLParser):
    """Collects what a page's policy depends on and refuses what that policy would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.kinds: list[str] = []
        """What the page says of its kind."""
        self.search = 0
        """The line of the search, from 1 on."""
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in given:
            if name == "style" or name.startswith("on"):
                self._refuse(tag, f"the attribute {name!r}")
        if tag == "style":
            self._refuse(tag, "an inline style sheet")
        loads = tag in ("script", "img", "iframe") or given.get("rel") in ("stylesheet", "icon")
        address = given.get("src") or (given.get("href", "") if tag == "link" else "")
        if loads and re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", address):
            self._refuse(tag, f"the outside address {address!r}")
        if tag == "meta" and given.get("name") == _KIND:
            self.kinds.append(given.get("content", ""))
        # The theme's script looks for these.
        form = tag == "form" and "search" in (given.get("name"), given.get("id"))
        if form or given.get("data-md-component") == "search":
            self.search = self.getpos()[0]
        if tag == "script" and "src" not in given and given.get("type", "") in _RUNS:
            self._open = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts[-1] += data

    def _refuse(self, tag: str, what: str) -> None:
        line, _ = self.getpos()
        raise PolicyError(f"line {line}: <{tag}> has {what}, which the policy refuses")
