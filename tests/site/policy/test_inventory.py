"""The frozen list of inline scripts, and what an import map may say."""

import base64
import hashlib
import json

import pytest

from site_hooks.policy.inventory import (
    Inventory,
    InventoryError,
    KnownScript,
    load_inventory,
    module_hashes,
)
from site_hooks.policy.page_policy import PolicyError, policy_for, write_policies

PAGE = '<!doctype html><html><head><meta charset="utf-8">\n{}\n</head><body></body></html>'
MARKED = 'scope=new URL("{root}",location),rest()'


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _integrity(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def _map(text: str) -> str:
    return PAGE.format(f'<script type="importmap">{text}</script>')


@pytest.fixture
def varying() -> Inventory:
    return Inventory((KnownScript("a", _sha256(MARKED), "b", "c", "d", varies=True),))


@pytest.fixture
def with_module(tmp_path):
    """Return a site with one module, a page that maps it, and a function to write that page."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "a.js").write_bytes(b"export {};")
    (tmp_path / "sub").mkdir()

    def write(content: object) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "sub" / "index.html").write_text(_map(text), encoding="utf-8")

    return tmp_path, write


def test_every_entry_is_needed_by_some_page(pages):
    """What no page uses any more is off the list, and each entry says why it is on it."""
    used = set()
    inventory = load_inventory()
    for name, page in pages.items():
        depth = name.count("/") - 1
        root = "/".join([".."] * depth) or "."
        for script in page.select("script:not([src]):not([type]), script[type=module]:not([src])"):
            used.add(inventory.entry_for(script.string, root).name)
    assert used == {script.name for script in inventory.scripts}


def test_unknown_script_ends_the_build_and_says_how_to_add_it(tmp_path):
    """Page, line, the first words, the hash to write down, and where."""
    script = "document.title = 'é';\n  " + "and so on; " * 20
    (tmp_path / "new.html").write_text(PAGE.format(f"<script>{script}</script>"), encoding="utf-8")
    with pytest.raises(PolicyError) as raised:
        write_policies(tmp_path)
    message = str(raised.value)
    assert message.startswith("new.html: line 2: the inline script \"document.title = 'é'; and so")
    assert "site_hooks/policy/inline-scripts.toml" in message
    assert f'sha256 = "{_sha256(script)}"' in message
    assert len(message) < 400


def test_one_changed_character_makes_a_script_unknown(site):
    """What is frozen is the text, not its beginning or its place."""
    html = (site / "index.html").read_text("utf-8")
    assert html.count("matchMedia(") == 1
    bare = html.replace('http-equiv="Content-Security-Policy"', "").replace('name="referrer"', "")
    assert "sha256-" in policy_for(bare)
    with pytest.raises(PolicyError, match="inline-scripts"):
        policy_for(bare.replace("matchMedia(", "matchmedia("))


def test_the_way_to_the_top_may_vary_and_nothing_else(varying):
    """It must be the way from that very page, and stand in its one place."""
    assert varying.entry_for(MARKED.replace("{root}", "../.."), "../..").name == "a"
    for text in (
        MARKED.replace("{root}", ".."),
        MARKED.replace("{root}", "https://x.example/"),
        MARKED,
        MARKED.replace("{root}", "../..") + MARKED.replace("{root}", "../.."),
        MARKED.replace("{root}", "../..").replace("rest", "more"),
    ):
        with pytest.raises(InventoryError, match="inline-scripts"):
            varying.entry_for(text, "../..")


def test_message_tells_of_a_script_that_varies(varying):
    """Its hash is taken with the mark, as the list wants it."""
    changed = MARKED.replace("rest", "more")
    with pytest.raises(InventoryError, match=rf'"{_sha256(changed)}" and varies = true'):
        varying.entry_for(changed.replace("{root}", ".."), "..")


@pytest.mark.parametrize(
    ("entry", "cause"),
    [
        ('name = "a"', "needs"),
        ('name = "a"\nsha256 = "b"\norigin = "c"\ndoes = "d"\nwhy = ""', "needs"),
        ('name = "a"\nsha256 = "b"\norigin = "c"\ndoes = "d"\nwhy = "e"\nmore = 1', "unknown"),
    ],
)
def test_entry_that_says_too_little_is_refused(tmp_path, entry, cause):
    """An entry without a reason is no entry."""
    (tmp_path / "list.toml").write_text(f"[[script]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(InventoryError, match=cause):
        load_inventory(tmp_path / "list.toml")


def test_entry_that_stands_there_twice_is_refused(tmp_path):
    """Whoever takes one out would think that the script is gone."""
    entry = '[[script]]\nname = "a"\nsha256 = "b"\norigin = "c"\ndoes = "d"\nwhy = "e"\n'
    (tmp_path / "list.toml").write_text(entry * 2, encoding="utf-8")
    with pytest.raises(InventoryError, match="twice"):
        load_inventory(tmp_path / "list.toml")


def test_import_map_is_hashed_and_bound_to_files(with_module):
    """Its hash is in the policy, since browsers ask for it; its own hashes are those of files."""
    site, write = with_module
    content = {"integrity": {"../app/a.js": _integrity(b"export {};")}}
    write(content)
    assert write_policies(site) == 1
    digest = base64.b64encode(hashlib.sha256(json.dumps(content).encode()).digest()).decode()
    written = (site / "sub" / "index.html").read_text("utf-8")
    assert f"script-src 'self' 'sha256-{digest}';" in written


GOOD = _integrity(b"export {};")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{", "no JSON"),
        ([], "nothing else"),
        ({}, "nothing else"),
        ({"integrity": {}, "imports": {"a": "../app/a.js"}}, "nothing else"),
        ({"integrity": {}, "scopes": {}}, "nothing else"),
        ({"integrity": ["../app/a.js"]}, "hash for each address"),
        ({"integrity": {"../app/a.js": "abc"}}, "hash of '../app/a.js' is 'abc'"),
        ({"integrity": {"../app/a.js": 1}}, "hash of"),
        ({"integrity": {"../app/a.js": _integrity(b"other")}}, "another hash"),
        ({"integrity": {"../app/b.js": GOOD}}, "no file"),
        ({"integrity": {"https://x.example/a.js": GOOD}}, "inside the site"),
        ({"integrity": {"//x.example/a.js": GOOD}}, "inside the site"),
        ({"integrity": {"../../a.js": GOOD}}, "inside the site"),
        ({"integrity": {"/app/a.js": GOOD}}, "inside the site"),
        ({"integrity": {"app": GOOD}}, "inside the site"),
    ],
)
def test_import_map_that_says_more_ends_the_build(with_module, content, cause):
    """It names modules of this site with their hashes; it sends nothing elsewhere."""
    site, write = with_module
    write(content)
    with pytest.raises(PolicyError, match=rf"^sub/index\.html: line 2: .*{cause}"):
        write_policies(site)


def test_modules_are_found_from_the_page():
    """Addresses are seen from the page, paths from the top."""
    text = json.dumps({"integrity": {"./a.js": "sha256-AAAA", "../b/c.js": "sha512-BBBB"}})
    expected = {"d/a.js": "sha256-AAAA", "b/c.js": "sha512-BBBB"}
    assert module_hashes(text, "d/index.html") == expected
