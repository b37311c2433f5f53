"""The security policy: on every page, in time, with the right hashes; and what it refuses."""

import base64
import hashlib
import json
import re

import pytest
from bs4 import BeautifulSoup

from site_hooks.policy.inventory import Inventory, KnownScript
from site_hooks.policy.page_policy import PolicyError, policy_for, write_policies
from tests.site.building import ROOT

POLICY = "Content-Security-Policy"
PAGE = '<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
SHORT = "document.title = 'é';"
GUARDED = {"/assess/", "/checkup/", "/facilitate/"}
"""The pages that may show text from foreign files; all others are only read."""
ALONE = "/404.html"
"""The page that loads nothing, since a host shows it under any address."""
SEARCH = "form[name=search], [data-md-component^=search], header [for=__search]"
READING_SCRIPTS = ["dompurify/purify.min.js", "app/reading/search.js"]


def _known(*texts: str) -> Inventory:
    """Return an inventory that has these scripts."""
    return Inventory(
        tuple(
            KnownScript("a test's", hashlib.sha256(text.encode("utf-8")).hexdigest(), "", "", "")
            for text in texts
        )
    )


def _says(kind: str) -> str:
    return f'<meta name="pat-kind" content="{kind}">'


def _directives(page) -> dict[str, list[str]]:
    """Return the page's policy: each directive with its words."""
    (tag,) = page.select(f'meta[http-equiv="{POLICY}"]')
    parts = [part.split() for part in tag["content"].split(";")]
    return {name: words for name, *words in parts}


def _loading(pages) -> dict[str, BeautifulSoup]:
    """Return all pages but the one that loads nothing."""
    return {name: page for name, page in pages.items() if name != ALONE}


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _inline_scripts(page) -> list[str]:
    data_blocks = ("application/json", "application/ld+json")
    scripts = page.select("script:not([src])")
    return [script.string or "" for script in scripts if script.get("type") not in data_blocks]


def test_policy_comes_before_anything_it_must_bind(pages):
    """On every page it is the first thing after the character set."""
    for name, page in pages.items():
        first, second, *_ = page.head.find_all(True)
        assert first.get("charset") == "utf-8", name
        assert second.get("http-equiv") == POLICY, name


def test_hashes_are_those_of_the_inline_scripts(pages):
    """Every inline script of a page is in its policy by hash, and nothing else is."""
    for name, page in pages.items():
        hashes = {word for word in _directives(page)["script-src"] if word.startswith("'sha256-")}
        assert hashes == {_hash(script) for script in _inline_scripts(page)}, name


def test_no_page_tells_another_place_where_it_was(pages):
    """A link that is followed says nothing of the page, whatever the host sends."""
    for name, page in pages.items():
        (tag,) = page.select("meta[name=referrer]")
        assert tag["content"] == "no-referrer", name
        assert page.select("[referrerpolicy]") == [], name


def test_policy_lets_a_page_speak_to_its_own_place_only(pages):
    """No directive names a host or allows more than is needed; Trusted Types are required."""
    allowed = {"'self'", "'none'", "'wasm-unsafe-eval'", "data:", "blob:"}
    for name, page in _loading(pages).items():
        directives = _directives(page)
        own = ["pat-html"] if name in GUARDED else ["default", "dompurify"]
        assert sorted(directives.pop("trusted-types")) == sorted([*own, "pat-worker"]), name
        assert directives.pop("require-trusted-types-for") == ["'script'"], name
        words = {word for words in directives.values() for word in words}
        assert {word for word in words - allowed if not word.startswith("'sha256-")} == set(), name
        assert directives["default-src"] == directives["connect-src"] == ["'self'"], name
        assert directives["style-src"] == ["'self'"], name
        assert "data:" not in directives["script-src"], name


def test_page_that_stands_alone_may_load_nothing(pages):
    """Only its own style and the data of a picture; no script, no request, no Trusted Type."""
    page = pages[ALONE]
    directives = _directives(page)
    assert directives.pop("style-src") == [_hash(style.string) for style in page.select("style")]
    assert directives.pop("img-src") == ["data:"]
    assert directives.pop("require-trusted-types-for") == ["'script'"]
    assert {word for words in directives.values() for word in words} == {"'none'"}


def test_only_pages_that_run_python_may_run_it(pages):
    """WebAssembly, and a worker from a blob: a page that is only read has no use for them."""
    for name, page in _loading(pages).items():
        directives = _directives(page)
        python = name in GUARDED
        assert ("'wasm-unsafe-eval'" in directives["script-src"]) == python, name
        assert directives["worker-src"] == (["'self'", "blob:"] if python else ["'self'"]), name


def test_guarded_pages_have_no_search(pages):
    """Neither form nor button, and none of the scripts that would let the theme's search work."""
    assert set(pages) >= GUARDED
    for name in GUARDED:
        assert pages[name].select(SEARCH) == [], name
        scripts = [script["src"] for script in pages[name].select("script[src]")]
        assert not [src for src in scripts for own in READING_SCRIPTS if src.endswith(own)], name


def test_all_other_pages_have_the_search(pages):
    """One form, one button; its policy is made before the theme's script runs."""
    for name in set(_loading(pages)) - GUARDED:
        assert len(pages[name].select("form[name=search]")) == 1, name
        assert len(pages[name].select("header > nav > label[for=__search]")) == 1, name
        first, second, third, *_ = (script["src"] for script in pages[name].select("script[src]"))
        assert first.endswith(READING_SCRIPTS[0]), name
        assert second.endswith(READING_SCRIPTS[1]), name
        assert "/javascripts/bundle." in third, name


def test_index_leads_to_nothing_hidden(site):
    """Of a guarded page the index holds the introduction only; the steps are shown one by one."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"] for entry in index["docs"]}
    for name in GUARDED:
        own = {place for place in places if f"/{place}".partition("#")[0] == name}
        assert own == {name.lstrip("/")}
        assert "data-search" not in (site / name.strip("/") / "index.html").read_text("utf-8")


def test_sanitiser_is_the_pinned_one_and_brings_its_licence(bundle, pages):
    """What stands behind the search is the version that package.json names, and so do we."""
    pinned = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]["dompurify"]
    text = (bundle / "dompurify" / "purify.min.js").read_text(encoding="utf-8")
    assert f"DOMPurify {pinned} " in text.splitlines()[0]
    assert "sourceMappingURL" not in text
    assert "DOMPurify" in (bundle / "runtime" / "LICENCES.txt").read_text(encoding="utf-8")
    (row,) = [tr for tr in pages["/sources/"].select("tr") if "DOMPurify" in tr.get_text()]
    assert [pinned, "MPL-2.0"] == [cell.get_text() for cell in row.select("td")]


def test_no_page_needs_what_the_policy_refuses(pages):
    """No style attribute, no inline style sheet, no handler, in any page, pictures included."""
    for name, page in pages.items():
        assert name == ALONE or page.find_all("style") == [], name
        for element in page.find_all(True):
            bad = [key for key in element.attrs if key == "style" or key.startswith("on")]
            assert bad == [], (name, element.name)
            for key in ("href", "src", "action"):
                assert not str(element.get(key, "")).lower().startswith("javascript:"), name


def test_page_without_character_set_ends_the_build(tmp_path):
    """There must be a place for the policy to stand at."""
    (tmp_path / "bare.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"^bare\.html: .*charset"):
        write_policies(tmp_path)


@pytest.mark.parametrize("kind", ["", _says("guarded")])
@pytest.mark.parametrize(
    "search",
    ['<form name="search">', '<form id="search">', '<div data-md-component="search"></div>'],
)
def test_search_on_a_guarded_page_ends_the_build(tmp_path, kind, search):
    """A page that does not say that it is only read is guarded."""
    (tmp_path / "bad.html").write_text(PAGE.format(head=kind, body=search), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"^bad\.html: line 1: a search"):
        write_policies(tmp_path)
    assert "default" in policy_for(PAGE.format(head=_says("reading"), body=search))


@pytest.mark.parametrize("says", [_says("other"), _says(""), _says("guarded") + _says("reading")])
def test_page_of_no_clear_kind_ends_the_build(says):
    """A page says once what it is, in a word that is known."""
    with pytest.raises(PolicyError, match="kind"):
        policy_for(PAGE.format(head=says, body=""))


@pytest.mark.parametrize("kind", ["", _says("guarded"), _says("reading")])
def test_style_sheet_in_another_page_ends_the_build(kind):
    """Only a page that stands alone holds its style, and that names no other place."""
    style = "<style>p { color: red }</style>"
    with pytest.raises(PolicyError, match="line 1: <style>"):
        policy_for(PAGE.format(head=kind + style, body=""))
    assert _hash("p { color: red }") in policy_for(
        PAGE.format(head=_says("alone") + style, body="")
    )
    outside = "<style>\n@import 'x.css'</style>"
    with pytest.raises(PolicyError, match="line 1: in the style sheet, line 2: @import"):
        policy_for(PAGE.format(head=_says("alone") + outside, body=""))


def test_page_that_says_nothing_may_do_least():
    """Whoever forgets to say what a page is opens nothing."""
    assert policy_for(PAGE.format(head=_says("guarded"), body="")).endswith(" pat-worker pat-html")
    policy = policy_for(PAGE.format(head="", body=""))
    assert policy.endswith("trusted-types 'none'")
    assert "wasm" not in policy
    assert "blob:" not in policy


def test_icon_of_another_place_ends_the_build_too(tmp_path):
    """Styles, drawings and our own scripts are looked at as well as pages, and named."""
    for name, text in (
        ("look.css", "p {}\n@import 'x.css';"),
        ("icon.svg", "<svg>\n<image href='https://x.example/p.png'/></svg>"),
        ("build/1/app/shared/a.js", '\nfetch("https://x.example/")'),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PolicyError, match=rf"^{re.escape(name)}: line 2: "):
            write_policies(tmp_path)
        path.unlink()


def test_each_script_is_hashed_as_it_stands(tmp_path):
    """Line ends, other alphabets and repeats are no trouble; data blocks need no hash."""
    scripts = [SHORT, "\n  let a = 1 < 2 && '<p>';\n", SHORT]
    tags = "".join(f"<script>{text}</script>" for text in scripts)
    data = '<script type="application/json">{"a": 1}</script>'
    page = PAGE.format(head=tags + data, body='<script type="module">import "./a.js";</script>')
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    known = _known(SHORT, scripts[1], 'import "./a.js";')
    assert write_policies(tmp_path, inventory=known) == 1
    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    hashes = re.findall(r"'sha256-[^']+'", written)
    assert hashes == [_hash(text) for text in (SHORT, scripts[1], 'import "./a.js";')]
    assert written.index("Content-Security-Policy") < written.index("<script")


def test_theme_is_asked_for_nothing_from_elsewhere(pages):
    """No font, no count of a repository's stars, no link for sharing a search, no diagrams."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "font: false" in settings
    assert "use_align_attribute: true" in settings
    assert not re.search(r"repo_url|search\.share|mermaid", settings)
    for name, page in pages.items():
        assert page.select(".md-source, .mermaid, [data-md-component=source]") == [], name


def test_page_of_the_benchmark_runs_python_under_the_same_policy():
    """What is measured is the policy of the pages that people use."""
    page = (ROOT / "tools" / "bench" / "web" / "page.html").read_text("utf-8")
    assert policy_for(page.replace("$record", "{}")) == policy_for(
        PAGE.format(head=_says("guarded"), body="")
    )
