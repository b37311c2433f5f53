"""The Content-Security-Policy of each built page, as a meta tag with the hashes of its own scripts.

A page may connect to its own host and to no other. Whatever the policy would refuse in the browser
(a style attribute, an event handler, a foreign script) already ends the build, and so does an
inline script that is not on the frozen list.

There are three kinds of page. One for reading has the theme's search, which needs a Trusted Types
policy for the whole page. A guarded one may show text from foreign files, so it has neither; it
runs Python. One that stands alone loads nothing at all, and its style is inline. A page that does
not state its kind may do less than the first two.
"""

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from site_hooks.policy.file_check import check_drawing, check_script, check_style
from site_hooks.policy.inventory import Inventory, InventoryError, load_inventory, module_hashes
from site_hooks.policy.page_check import ALONE, PageFacts, PolicyError, read_page

__all__ = ["PolicyError", "policy_for", "write_policies"]

_TEMPLATE = (
    "default-src {own}; script-src {own}{wasm}{hashes}; style-src {style};"
    " img-src {picture}; connect-src {own}; worker-src {own}{blob}; frame-src 'none';"
    " object-src 'none'; base-uri 'none'; form-action 'none';"
    " require-trusted-types-for 'script'; trusted-types {policies}"
)
_GUARDED = "guarded"
_PYTHON = {"wasm": " 'wasm-unsafe-eval'", "blob": " blob:"}
"""What only Python needs on this site: WebAssembly, and a worker from a blob."""
_LEAST = {
    "own": "'self'",
    "wasm": "",
    "style": "'self'",
    "picture": "'self' data:",
    "blob": "",
    "policies": "'none'",
}
_KINDS: Mapping[str, Mapping[str, str]] = {
    "reading": {**_LEAST, "policies": "default dompurify pat-worker"},
    _GUARDED: {**_LEAST, **_PYTHON, "policies": "pat-worker pat-html"},
    ALONE: {**_LEAST, "own": "'none'", "picture": "data:"},
    "": _LEAST,
}
"""What a page may do, by its kind."""
_REFERRER = '<meta name="referrer" content="no-referrer">'
_CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
_CHECKS: Mapping[str, Callable[[str], None]] = {
    "**/*.css": check_style,
    "**/*.svg": check_drawing,
    "build/*/app/**/*.js": check_script,
}


def write_policies(site: Path, inventory: Inventory | None = None) -> int:
    """Write the policy into every page below *site* and return how many there are.

    *inventory* lists the inline scripts that may be there, by default those of this project.

    Raises:
        PolicyError: a file holds something forbidden; the message names file and place.
    """
    for pattern, check in _CHECKS.items():
        for path in sorted(site.glob(pattern)):
            with _Named(path, site):
                check(path.read_text("utf-8"))
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        with _Named(page, site):
            html = page.read_text("utf-8")
            name = page.relative_to(site).as_posix()
            facts = read_page(html)
            _check_modules(facts, site, name)
            policy = _policy(facts, _root(name), inventory or load_inventory())
            page.write_text(_with_policy(html, policy), "utf-8")
    return len(pages)


def policy_for(html: str, root: str = ".", inventory: Inventory | None = None) -> str:
    """Return the policy that fits the kind of a page and its inline scripts.

    *root* leads from the page to the top of the site.

    Raises:
        PolicyError: the page holds a style, a handler or an address that the policy refuses, an
            unknown inline script, or a search where there must be none.
    """
    return _policy(read_page(html), root, inventory or load_inventory())


class _Named:
    """Puts a file's name before the sentence of an error."""

    def __init__(self, path: Path, site: Path) -> None:
        self._name = path.relative_to(site).as_posix()

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, PolicyError):
            raise PolicyError(f"{self._name}: {error}") from error


def _policy(facts: PageFacts, root: str, inventory: Inventory) -> str:
    kind = _kind(facts)
    for line, script in facts.scripts:
        try:
            inventory.entry_for(script, root)
        except InventoryError as error:
            raise PolicyError(f"line {line}: {error}") from error
    # Browsers let a script-src decide on import maps too.
    texts = [text for _, text in facts.scripts + facts.import_maps]
    hashes = "".join(f" '{value}'" for value in dict.fromkeys(map(_hash, texts)))
    return _TEMPLATE.format(hashes=hashes, **{**_KINDS[kind], **_style(facts)})


def _style(facts: PageFacts) -> Mapping[str, str]:
    """Return the sources of styles for a page with inline style sheets; else nothing."""
    for line, text in facts.styles:
        try:
            check_style(text)
        except PolicyError as error:
            raise PolicyError(f"line {line}: in the style sheet, {error}") from error
    hashes = " ".join(f"'{_hash(text)}'" for _, text in facts.styles)
    return {"style": hashes} if hashes else {}


def _kind(facts: PageFacts) -> str:
    """Return the kind that the page states, which must be known; empty where it states none."""
    kind = facts.kinds[0] if facts.kinds else ""
    if facts.kinds and (len(facts.kinds) > 1 or kind not in _KINDS.keys() - {""}):
        raise PolicyError(f"the page says of its kind: {', '.join(facts.kinds)}")
    if facts.search and kind != "reading":
        raise PolicyError(f"line {facts.search}: a search stands in a guarded page")
    return kind


def _root(page: str) -> str:
    """Return the link from *page* to the top of the site, as the theme writes it."""
    return posixpath.relpath(".", posixpath.dirname(page) or ".")


def _check_modules(facts: PageFacts, site: Path, page: str) -> None:
    """Refuse an import map whose hashes are not those of the files in the site."""
    for line, text in facts.import_maps:
        try:
            for path, wanted in module_hashes(text, page).items():
                name = wanted.partition("-")[0]
                if not (site / path).is_file():
                    raise InventoryError(f"the import map names {path!r}, which is no file")
                if _hash((site / path).read_bytes(), name) != wanted:
                    raise InventoryError(f"the import map has another hash than {path!r}")
        except InventoryError as error:
            raise PolicyError(f"line {line}: {error}") from error


def _with_policy(html: str, policy: str) -> str:
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    # Right after the character set: a policy holds only for what follows it.
    changed, count = _CHARSET.subn(
        lambda match: f"{match.group()}\n  {tag}\n  {_REFERRER}", html, count=1
    )
    if not count:
        raise PolicyError('there is no <meta charset="utf-8"> to put the policy after')
    return changed


def _hash(content: str | bytes, name: str = "sha256") -> str:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    digest = hashlib.new(name, raw).digest()
    return f"{name}-{base64.b64encode(digest).decode('ascii')}"
