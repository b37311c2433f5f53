"""Reads a built page: collects what its policy depends on, and refuses what has no place in it.

It refuses what a browser would refuse under the policy, and what no policy governs, such as an
address that the browser looks up in advance. Links that a person follows may lead anywhere.
"""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["ALONE", "PageFacts", "PolicyError", "is_outside", "read_page"]

KIND = "pat-kind"
"""The name of the ``<meta>`` in which the theme's templates state the kind of a page."""
ALONE = "alone"
"""The kind of a page that loads nothing, so that its style is inline."""

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_IGNORED = re.compile(r"[\t\n\r]")
_BLANK = "".join(map(chr, range(0x21)))
_STYLE_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)

_ADDRESSES = frozenset(
    [
        *("action", "archive", "background", "classid", "code", "codebase", "data", "dynsrc"),
        *("formaction", "href", "icon", "longdesc", "lowsrc", "manifest", "poster", "profile"),
        "src",
    ]
)
_LISTS_OF_ADDRESSES = frozenset({"attributionsrc", "imagesrcset", "ping", "srcset"})
_LINKED = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
"""Links that may lead out of the site."""
_NOT_LOADED = frozenset({"canonical"})
"""The only kind of ``<link>`` that may have an outside address: a browser does not load it."""

_OTHER_PAGES = dict.fromkeys(
    ("applet", "embed", "fencedframe", "frame", "frameset", "iframe", "object", "portal"),
    "it shows what is not of this page",
)
_MISREAD = dict.fromkeys(
    ("listing", "noembed", "noframes", "plaintext", "xmp"), "browsers read it in their own way"
)
_ANIMATED = dict.fromkeys(
    ("animate", "animatemotion", "animatetransform", "set"), "it can change an address"
)
_NO_PLACE = {
    **_OTHER_PAGES,
    **_MISREAD,
    **_ANIMATED,
    "base": "it would change where addresses lead",
}
_DATA = "application/json"
_IMPORT_MAP = "importmap"
_RUNS = frozenset({"", "module"})


class PolicyError(ValueError):
    """The site holds something that its policy would refuse, or that no policy governs."""


def is_outside(address: str) -> bool:
    """Return whether *address* has a host or a scheme of its own, as a browser reads it."""
    plain = _IGNORED.sub("", address).strip(_BLANK).replace("\\", "/")
    return bool(_OUTSIDE.match(plain))


@dataclass
class PageFacts:
    """What a page's policy depends on."""

    scripts: list[tuple[int, str]] = field(default_factory=list)
    """The inline scripts that run: the line of each, from 1 on, and its text."""
    import_maps: list[tuple[int, str]] = field(default_factory=list)
    styles: list[tuple[int, str]] = field(default_factory=list)
    """The inline style sheets: the line and the text of each."""
    kinds: list[str] = field(default_factory=list)
    """The kinds that the page states; it should be one."""
    search: int = 0
    """The line of the search; 0 where there is none."""


def read_page(html: str) -> PageFacts:
    """Return what the policy of the page *html* depends on.

    Raises:
        PolicyError: the page holds something forbidden; the message names line and cause.
    """
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return reader.facts


class _PageReader(HTMLParser):
    """Collects the facts, and refuses what is forbidden in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.facts = PageFacts()
        self._inline: list[str] | None = None
        """The text, in pieces, of the inline script or style sheet that is being read."""
        self._foreign: list[str] = []
        """The ``<svg>`` and ``<math>`` elements that are open."""
        self._script_type = ""
        self._inline_line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _NO_PLACE:
            self._refuse(tag, f"no place here: {_NO_PLACE[tag]}")
        if len(given) < len(attrs):
            self._refuse(tag, "an attribute twice, of which parsers do not take the same one")
        for name, value in given.items():
            self._check_attribute(tag, name, value, given)
        if tag == "meta":
            self._check_meta(given)
        if tag in ("svg", "math"):
            self._foreign.append(tag)
        if tag == "script":
            self._check_script(given)
        if tag == "style":
            self._check_style()
        # The theme's script looks for these.
        form = tag == "form" and "search" in (given.get("name"), given.get("id"))
        if form or given.get("data-md-component") == "search":
            self.facts.search = self._line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._refuse(tag, "a slash at its end, which some parsers take for the end of it")
        super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._foreign and tag == self._foreign[-1]:
            self._foreign.pop()
        if tag in ("script", "style") and self._inline is not None:
            text = "".join(self._inline)
            if tag == "script":
                self._end_script(text)
            else:
                self.facts.styles.append((self._inline_line, text))
            self._inline = None

    def handle_data(self, data: str) -> None:
        if self._inline is not None:
            self._inline.append(data)

    def handle_comment(self, data: str) -> None:
        if re.search(r"[<>]", data):
            self._refuse("!--", "markup in a comment, where parsers do not agree")

    def unknown_decl(self, data: str) -> None:
        self._refuse("![", f"the declaration {data[:20]!r}")

    def handle_pi(self, data: str) -> None:
        self._refuse("?", f"the instruction {data[:20]!r}")

    def close(self) -> None:
        super().close()
        if self._inline is not None:
            self._refuse(self.lasttag, "no end")

    def _check_attribute(self, tag: str, name: str, value: str, given: dict[str, str]) -> None:
        # In a drawing an address may have a prefix: xlink:href.
        plain = name.rpartition(":")[2]
        if plain == "style" or plain.startswith("on"):
            self._refuse(tag, f"the attribute {name!r}, which the policy refuses")
        if name in ("srcdoc", "nonce", "xml:base"):
            self._refuse(tag, f"the attribute {name!r}")
        if name == "referrerpolicy" and value.strip().lower() != "no-referrer":
            self._refuse(tag, f"the referrer policy {value!r}")
        addresses = _STYLE_ADDRESS.findall(value)
        if plain in _ADDRESSES and not _may_leave(tag, plain, value, given):
            addresses.append(value)
        if plain in _LISTS_OF_ADDRESSES:
            addresses += re.split(r"[\s,]+", value)
        for address in filter(is_outside, addresses):
            self._refuse(tag, f"the outside address {address!r} in {name!r}")

    def _check_meta(self, given: dict[str, str]) -> None:
        if "http-equiv" in given:
            self._refuse("meta", f"http-equiv={given['http-equiv']!r}, which only the build writes")
        name = given.get("name", "").strip().lower()
        if name == "referrer":
            self._refuse("meta", "a referrer policy, which only the build writes")
        if name == KIND:
            self.facts.kinds.append(given.get("content", ""))

    def _check_script(self, given: dict[str, str]) -> None:
        self._script_type = given.get("type", "")
        if self._foreign:
            self._refuse("script", f"its place in <{self._foreign[-1]}>")
        if self._script_type not in _RUNS | {_DATA, _IMPORT_MAP}:
            self._refuse("script", f"the unknown type {self._script_type!r}")
        if "src" not in given:
            self._inline, self._inline_line = [], self._line()
        elif self._script_type not in _RUNS:
            self._refuse("script", f"both src and the type {self._script_type!r}")

    def _check_style(self) -> None:
        if self.facts.kinds != [ALONE] or self._foreign:
            self._refuse("style", "no place here: it is an inline style sheet")
        self._inline, self._inline_line = [], self._line()

    def _end_script(self, text: str) -> None:
        if re.search(r"<!--|<script", text, re.IGNORECASE):
            self._refuse("script", "'<!--' or '<script' inside, which hides where it ends")
        if self._script_type in _RUNS:
            self.facts.scripts.append((self._inline_line, text))
        elif self._script_type == _IMPORT_MAP:
            self.facts.import_maps.append((self._inline_line, text))
        else:
            try:
                json.loads(text)
            except json.JSONDecodeError:
                self._refuse("script", f"the type {_DATA!r} but is no JSON")

    def _line(self) -> int:
        return self.getpos()[0]

    def _refuse(self, tag: str, what: str) -> None:
        raise PolicyError(f"line {self._line()}: <{tag}> has {what}")


def _may_leave(tag: str, name: str, address: str, given: dict[str, str]) -> bool:
    """Return whether an address may lead out of the site, or hold the data of a picture."""
    if tag in ("a", "area") and name == "href":
        return bool(_LINKED.match(address))
    rel = given.get("rel", "").lower()
    if tag == "link" and name == "href" and rel in _NOT_LOADED:
        return True
    is_picture = (tag, name) == ("img", "src") or (tag, name, rel) == ("link", "href", "icon")
    return is_picture and address.lower().startswith("data:image/")
