"""Files of two builds never meet: what does not belong to the page is refused by its name."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Assess
from tests.core.samples import all_answered
from tests.sampling import sample
from tools import serve

RUNTIME = (
    "runtime/library.zip",
    "runtime/lock.js",
    "runtime/pyodide.asm.js",
    "runtime/pyodide.asm.wasm",
    "runtime/pyodide.js",
)
WORKER = (
    "app/python/verified-fetch.js",
    "app/python/layers.js",
    "app/python/protocol.js",
    "app/python/worker.js",
    "app/shared/digest.js",
)
MODULES = ("app/assess/page.js", "app/storage/session.js", "app/assess/result-view.js")
REFUSED = re.compile("not the one that belongs to this page")
LOADS = "performance.getEntriesByType('navigation')[0].type"


@pytest.fixture
def bundle(site: Path, tmp_path: Path) -> Path:
    """Return the bundle of a copy of the site that a test may spoil."""
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    (found,) = (copy / "build").iterdir()
    return found


@pytest.fixture
def page(new_context, bundle: Path) -> Iterator[Page]:
    with serve.start(bundle.parents[1]) as url:
        yield new_context(base_url=url).new_page()


def flip(path: Path, place: int) -> None:
    """Change one bit of a file; a negative *place* counts from its end."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


FLIPPED = [(name, place) for name in RUNTIME for place in (0, 40, -1)]


@pytest.mark.parametrize(("name", "place"), sample("flipped bits", FLIPPED, 3))
def test_flipped_bit_is_refused_by_name(page, bundle, faults, name, place):
    """One bit in any file of the runtime: no score, the file's name, and the answers are there."""
    flip(bundle / name, place)
    page.goto("assess/")
    loads = page.evaluate(LOADS)
    assess = Assess(page).wait()
    assess.answer(all_answered(3))
    expect(page.locator("[data-status]")).to_contain_text("loaded once more")
    assert (loads, page.evaluate(LOADS)) == ("navigate", "reload")
    assess.wait()
    assert len(assess.answers()) == 36
    assess.show_result()
    expect(assess.result).to_contain_text(REFUSED)
    expect(assess.result).to_contain_text(f"{name} is not the file that belongs to build")
    assert assess.figures() == {}
    assert "scores" not in json.loads(assess.download("download-copy")[1])
    assert page.evaluate(LOADS) == "reload"
    faults.clear()


@pytest.mark.parametrize("name", sample("altered scripts of the worker", WORKER, 2))
def test_altered_script_of_the_worker_is_refused_by_name(page, bundle, faults, name):
    """The worker's own scripts are looked at before it starts."""
    path = bundle / name
    path.write_text(path.read_text("utf-8") + "// from another build\n", "utf-8")
    if name in ("app/python/verified-fetch.js", "app/python/protocol.js", "app/shared/digest.js"):
        # The page itself consists of these too, so it does not even begin.
        page.goto("assess/")
        expect(page.locator("[data-broken]")).to_be_visible()
    else:
        assess = Assess(page).open()
        assess.answer({"1A": 3})
        expect(page.locator("[data-status]")).to_contain_text("loaded once more")
        assess.wait().show_result()
        expect(assess.result).to_contain_text(f"{name} is not the file that belongs to build")
    faults.clear()


@pytest.mark.parametrize("name", MODULES)
def test_altered_module_of_the_page_is_not_run(page, bundle, faults, name):
    """The browser refuses it; the page is loaded once more, says so, and can still be read."""
    path = bundle / name
    path.write_text(path.read_text("utf-8") + "window.altered = true;\n", "utf-8")
    page.goto("assess/")
    broken = page.locator("[data-broken]")
    expect(broken).to_contain_text("This page is not complete")
    assert page.evaluate(LOADS) == "reload"
    assert page.evaluate("window.altered") is None
    expect(page.locator("fieldset").first).to_be_visible()
    faults.clear()


def test_page_of_a_build_that_is_gone_says_so(page, bundle, faults):
    """A page that a cache has kept, on a site that has been renewed since."""
    bundle.rename(bundle.with_name("0123456789abcdef"))
    page.goto("assess/")
    expect(page.locator("[data-broken]")).to_be_visible()
    assert page.evaluate(LOADS) == "reload"
    faults.clear()


OTHERS = {
    "runtime/library.zip": b"",
    "runtime/lock.js": b"\n",
    "runtime/pyodide.asm.js": b"\n",
    # A section of its own, which no runtime minds: kind, length, and a name of one letter.
    "runtime/pyodide.asm.wasm": b"\0\2\1x",
    "runtime/pyodide.js": b"\n",
}
"""What makes of each file another that works as well: the hardest to tell."""
MIXTURES = range(1, 2 ** len(RUNTIME))


@pytest.mark.parametrize("mixture", sample("mixtures of two builds", MIXTURES, 2))
def test_mixture_of_two_builds_never_scores(page, bundle, faults, mixture):
    """Whatever part of the runtime is another build's: no figure, and the answers are there."""
    for place, (name, more) in enumerate(OTHERS.items()):
        if mixture >> place & 1:
            path = bundle / name
            content = path.read_bytes()
            # An archive's comment stands at its end, after its length.
            path.write_bytes(content + more if more else content[:-2] + b"\1\0x")
    assess = Assess(page).open()
    assess.answer(all_answered(3))
    expect(page.locator("[data-status]")).to_contain_text("loaded once more")
    assess.wait().show_result()
    expect(assess.result).to_contain_text(REFUSED)
    assert assess.figures() == {}
    assert len(assess.answers()) == 36
    faults.clear()


def test_cache_that_kept_an_old_file_does_no_harm(page, bundle):
    """Where only the browser's own copy is old, the file is fetched anew, and all is well."""
    asked = []

    def hand_out_old(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(body=b"old", content_type="application/zip")
        else:
            route.continue_()

    page.route("**/library.zip", hand_out_old)
    assess = Assess(page).open()
    assess.answer(all_answered(2)).show_result()
    assert assess.figures()["aggregate"] == "72"
    assert len(asked) == 2


def test_plain_http_works_with_the_same_care(launch, new_context, bundle, faults):
    """Without a secure context the hashes are worked out by the library, and nothing passes."""
    browser = launch("--host-resolver-rules=MAP plain.example 127.0.0.1")
    with serve.start(bundle.parents[1]) as url:
        plain = url.replace("127.0.0.1", "plain.example")
        page = new_context(on=browser, base_url=plain).new_page()
        assess = Assess(page).open()
        assert page.evaluate("isSecureContext") is False
        assess.answer(all_answered(3)).show_result()
        assert assess.figures()["aggregate"] == "108"
        flip(bundle / "runtime/library.zip", -1)
        assess.reload()
        expect(page.locator("[data-status]")).to_contain_text("loaded once more")
        assess.wait().wait_for_result()
        expect(assess.result).to_contain_text("library.zip is not the file")
    faults.clear()
