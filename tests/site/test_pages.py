"""All pages as built: parts filled, links alive, nothing from elsewhere, the notice in place."""

import json
import re
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from jsonschema import Draft202012Validator

from pat_core.instrument.checklists import CHECKLIST_IDS
from tests.core.samples import NUMBERS

PRINCIPLES = [f"/guidance/principle-{number}/" for number in NUMBERS]
PUBLISHED = [
    *("/", "/assess/", "/method/", "/privacy/", "/sources/", "/developers/", "/typology/"),
    *("/checkup/", "/checkup/it/"),
    *("/facilitate/", "/facilitate/kit/", "/method/groups/", "/developers/group-file/"),
    *("/guidance/", "/guidance/problems/", *PRINCIPLES),
    *("/checklists/", *(f"/checklists/{name}/" for name in CHECKLIST_IDS)),
]
RESULTS_OR_STATEMENTS = [
    *("/", "/assess/", "/method/", "/method/groups/", "/facilitate/kit/", "/sources/"),
    *PRINCIPLES,
]
NOTES = ["/typology/", *(name for name in PUBLISHED if name.startswith("/checklists/"))]
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "form": "action",
}


def _words(element) -> str:
    return " ".join(element.get_text().split())


def _loaded(page):
    """Yield every address that a browser asks for by itself."""
    for tag, attribute in LOADING.items():
        yield from (element[attribute] for element in page.select(f"{tag}[{attribute}]"))
    for link in page.select("link[href]"):
        if not {"canonical", "prev", "next"} & set(link["rel"]):
            yield link["href"]


def _has_host(address: str) -> bool:
    return bool(urlsplit(address).netloc)


def test_pages_of_the_contract_are_there(pages):
    """Links that people have sent round keep working."""
    assert set(PUBLISHED) <= set(pages)


def test_every_part_is_filled(site):
    """No page still asks for a part, nor shows a piece of a template."""
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<!-- pat:" not in text, path
        assert not re.search(r"{{|{%", text), path
    assert "{partnership}" not in (site / "assess" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RESULTS_OR_STATEMENTS)
def test_notice_stands_wherever_statements_or_results_do(pages, instrument, name):
    """Our restatement, not validated anew, not to be mixed with paper scores."""
    assert instrument.texts.notice in _words(pages[name].main)


def test_licences_are_named(pages):
    """Each page says under what terms it stands, and the sources page whose work it rests on."""
    for name, page in pages.items():
        footer = _words(page.footer)
        assert "MIT" in footer, name
        assert "CC BY 4.0" in footer, name
    text = _words(pages["/sources/"].main)
    cues = ("MIT", "CC BY 4.0", "Crown copyright", "independent restatement")
    for cue in (*cues, "Hardy", "Hudson", "Waddington", "Pyodide", "MPL-2.0", "PSF-2.0"):
        assert cue in text


def test_headings_lead_through_each_page(pages):
    """One heading of the first level, no level skipped on the way down, none twice in a step."""
    for name, page in pages.items():
        levels = [int(h.name[1]) for h in page.main.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, name
        steps = [b - a for a, b in pairwise(levels)]
        assert max(steps, default=0) <= 1, name
    headings = [_words(h) for h in pages["/assess/"].select("form h2")]
    assert len(headings) == len(set(headings))


def test_page_titles_tell_pages_apart(pages):
    """No two pages share a title."""
    titles = [_words(page.title) for name, page in pages.items() if name != "/404.html"]
    assert len(titles) == len(set(titles))


def test_language_is_named(pages):
    """Every page says in which language it is."""
    for name, page in pages.items():
        assert page.html["lang"] == "en", name


def test_ids_are_unique_and_what_points_to_them_finds_them(pages):
    """Labels, descriptions and names of parts point to one element each; ``__`` is the theme's."""
    for name, page in pages.items():
        ids = [element["id"] for element in page.select("[id]")]
        assert sorted(set(ids)) == sorted(ids), name
        for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            wanted = {word for element in page.select(f"[{key}]") for word in element[key].split()}
            missing = {word for word in wanted - set(ids) if not word.startswith("__")}
            assert missing == set(), (name, key)


def test_links_and_anchors_resolve(pages, site):
    """Every link within the site leads to a file that is there, and to a place in it."""
    for name, page in pages.items():
        anchors = {element["id"] for element in page.select("[id]")}
        for link in page.select("a[href]"):
            address = urlsplit(urljoin(f"http://site{name}", link["href"]))
            if address.netloc != "site":
                continue
            target = site / unquote(address.path).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (name, link["href"])
            if address.fragment and target.suffix == ".html":
                other = pages[address.path]
                ids = anchors if other is page else {e["id"] for e in other.select("[id]")}
                assert unquote(address.fragment) in ids, (name, link["href"])


def test_pages_load_nothing_from_elsewhere(pages, site):
    """What a browser fetches by itself lies in the site, and is there."""
    for name, page in pages.items():
        for address in _loaded(page):
            if address.startswith("data:"):
                continue
            assert not _has_host(address), (name, address)
            path = unquote(urlsplit(urljoin(f"http://site{name}", address)).path)
            assert (site / path.lstrip("/")).is_file(), (name, address)


def test_styles_load_nothing_from_elsewhere(site):
    """No style sheet of the theme or of ours asks for a font or a picture of another host."""
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]*)", text)
        addresses += re.findall(r"@import\s+[\"']([^\"']+)", text)
        assert [a for a in addresses if _has_host(a)] == [], path


def test_scripts_of_the_app_name_no_other_place(bundle):
    """Our scripts hold no address with a host, so there is nothing that they could ask for."""
    scripts = sorted((bundle / "app").rglob("*.js"))
    assert len(scripts) > 15
    for path in scripts:
        # The name of a namespace looks like an address; nobody goes there.
        text = path.read_text("utf-8").replace('"http://www.w3.org/2000/svg"', "")
        assert not re.search(r"\b(?:https?|wss?):|[\"'`]//\w", text), path


def _early(page) -> set[str]:
    """Return the modules that a page names in its head, below the folder of the app."""
    return {link["href"].split("/app/")[1] for link in page.select("link[rel=modulepreload]")}


def _imports(module, app) -> set[str]:
    """Return what a module imports before it runs, below the folder of the app."""
    text = (app / module).read_text(encoding="utf-8")
    statements = re.findall(r"^(?:import|export)\b[^;]*;", text, re.MULTILINE)
    names = [re.search(r'(?:from|import)\s*"(\.[^"]+)";$', each) for each in statements]
    paths = [(app / module).parent.joinpath(name[1]).resolve() for name in names if name]
    return {path.relative_to(app).as_posix() for path in paths}


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("/assess/", "assess/page.js"),
        ("/facilitate/", "facilitate/page.js"),
        ("/checkup/", "checkup/page.js"),
        ("/privacy/", "privacy/page.js"),
        *((n, "checklists/page.js") for n in NOTES),
    ],
)
def test_page_of_the_app_loads_its_modules_early(pages, bundle, name, start):
    """A page names in its head the script that it starts with, and all that follows from it."""
    (script,) = pages[name].select('script[type="module"][src]')
    assert script["src"].endswith(f"/app/{start}")
    wanted, waiting = set(), {start}
    while waiting:
        wanted |= waiting
        waiting = {each for one in waiting for each in _imports(one, bundle / "app")} - wanted
    assert _early(pages[name]) == wanted


def test_every_module_is_loaded_by_a_page(pages, bundle):
    """Nothing lies idle: what no page loads early is the worker's, or a script of its own."""
    modules = {path.relative_to(bundle / "app").as_posix() for path in bundle.glob("app/**/*.js")}
    early = {module for page in pages.values() for module in _early(page)}
    late = {"python/worker.js", "python/worker-lockdown.js", "python/layers.js", "checkup/echo.js"}
    late |= {"reading/offline.js", "reading/search.js"}
    assert modules - early == late


def test_only_pages_that_work_out_scores_load_the_bridge_to_python(pages):
    """Pages with notes, and those that are only read, ask for nothing that starts Python."""
    with_bridge = {
        name for name, page in pages.items() if any(m.startswith("python/") for m in _early(page))
    }
    assert with_bridge == {"/assess/", "/facilitate/", "/checkup/"}
    others = {*NOTES, "/privacy/"}
    assert {name for name, page in pages.items() if _early(page)} == {*with_bridge, *others}


def test_schema_and_example_are_published(site):
    """The schema stands where the contract says, and the example beside it fits."""
    schema = json.loads((site / "schemas" / "pat-result-1.json").read_text(encoding="utf-8"))
    example = json.loads((site / "schemas" / "example.pat.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(example)


def test_method_page_holds_every_table(pages, instrument):
    """Statements, values, bands, readings and pages of the source: nothing is left to guess."""
    text = _words(pages["/method/"].main)
    wanted = [statement.text for statement in instrument.statements]
    wanted += [statement.explanation for statement in instrument.statements]
    wanted += [band.reading for p in instrument.principles for band in p.bands]
    wanted += [band.reading for band in instrument.aggregate_bands]
    wanted += [point.label for point in instrument.significance.scale]
    assert [words for words in wanted if words not in text] == []


def test_sources_page_shows_both_fingerprints(pages, instrument):
    """A file can be held against the rules and the words of this site."""
    text = _words(pages["/sources/"].main)
    assert instrument.scoring_fingerprint in text
    assert instrument.wording_fingerprint in text


def test_no_cookie_banner_and_no_account(pages):
    """There is nothing to agree to and nowhere to sign in."""
    for name, page in pages.items():
        assert page.select('input[type="password"], input[type="email"]') == [], name
        assert page.select('[data-md-component="consent"]') == [], name
