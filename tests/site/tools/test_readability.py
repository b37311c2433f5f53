"""How hard the pages are to read: what counts, what does not, and that nothing fails."""

import json

import pytest

from tools import readability

SIMPLE = "<p>We met at noon. The cat sat on the mat. Ask your friends what they need.</p>"
HARD = (
    "<p>Organisational accountability arrangements necessitate comprehensive consultation with"
    " representatives of participating institutions, notwithstanding considerable administrative"
    " inconvenience and occasional disagreements about the interpretation of responsibilities.</p>"
)
WITH_LINKS = "<p>See: <a>Who carries the risk?</a>; <a>When key people leave</a>.</p>"


def page_of(content: str) -> str:
    return (
        "<!doctype html><title>A title that nobody counts</title>"
        "<nav><ul><li>Home is where the heart is</li></ul></nav>"
        f'<main><article class="md-content__inner md-typeset">{content}</article></main>'
        "<footer><p>What stands below every page does not count.</p></footer>"
    )


def grade(content: str) -> float:
    return readability.measure("/", page_of(content)).grade


@pytest.fixture(autouse=True)
def written(monkeypatch, tmp_path):
    """Return where the figures go, so that those of the last real run stay."""
    target = tmp_path / "build" / "readability.json"
    monkeypatch.setattr(readability, "TARGET", target)
    return target


@pytest.fixture
def small_site(tmp_path):
    """Write a site with an easy page, a hard one, and a hard one for developers."""
    folder = tmp_path / "site"
    contents = {"": SIMPLE, "guidance/hard/": HARD, "developers/": HARD}
    for address, content in contents.items():
        path = folder / address / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page_of(content), encoding="utf-8")
    return folder


def test_simple_sentences_have_a_lower_grade_than_long_ones():
    assert grade(SIMPLE) < 3
    assert grade(HARD) > 2 * readability.LEVEL


def test_figures_are_those_that_a_person_counts():
    """Sixteen words in three sentences, each of one syllable."""
    page = readability.measure("/", page_of(SIMPLE))
    assert (page.words, page.words_per_sentence) == (16, 5.3)
    assert page.grade == round(0.39 * 16 / 3 + 11.8 * 1 - 15.59, 1)


@pytest.mark.parametrize(
    "left_out",
    [
        f"<div hidden>{HARD}</div>",
        f'<span class="pat-hidden">{HARD}</span>',
        f"<pre><code>{HARD}</code></pre>",
        f"<nav>{HARD}</nav>",
        f"<svg><title>{HARD}</title></svg>",
        f"<noscript>{HARD}</noscript>",
        f'<script type="application/json">{HARD}</script>',
        f'<aside class="pat-basis"><h2>What this page rests on</h2>{HARD}</aside>',
        '<button type="button">Organisational accountability arrangements</button>',
        "<select><option>Organisational accountability arrangements</option></select>",
        '<label for="a">Organisational accountability arrangements</label><input id="a">',
        '<label><input type="radio">Organisational accountability arrangements</label>',
        "<table><tr><th>Organisational accountability arrangements</th><td>24</td></tr></table>",
        "<h2>Go on</h2>",
    ],
)
def test_what_is_not_read_as_text_does_not_count(left_out):
    assert readability.sentences(page_of(left_out + SIMPLE)) == readability.sentences(
        page_of(SIMPLE)
    )


def test_what_a_reader_reads_counts():
    """A point to tick stands in a label, and a table may hold sentences."""
    box = '<label><input type="checkbox"> <span>We know our goal</span></label>'
    cells = "<table><tr><td>We know our goal.</td><td>They know it too.</td></tr></table>"
    assert readability.sentences(page_of(box)) == ["We know our goal."]
    assert readability.sentences(page_of(cells)) == ["We know our goal.", "They know it too."]


def test_heading_item_and_linked_name_are_sentences_of_their_own():
    content = f"<h2>What to do</h2><ul><li>ask early <b>and</b> often;</li></ul>{WITH_LINKS}"
    assert readability.sentences(page_of(content)) == [
        *("What to do.", "ask early and often."),
        *("See: Who carries the risk?.", "When key people leave."),
    ]


def test_dot_inside_a_word_ends_no_sentence():
    assert readability.sentences(page_of("<p>It needs Python 3.13 or pat.json here.</p>")) == [
        "It needs Python 313 or patjson here."
    ]


def test_every_built_page_has_a_figure(site):
    measured = {page.address: page for page in readability.measure_site(site)}
    files = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    assert set(measured) == {"/" + name.removesuffix("index.html") for name in files}
    assert {address for address, page in measured.items() if page.words < 50} <= {"/404.html"}


def test_hard_page_is_named_and_nothing_fails(small_site, written, capsys):
    """Pages for developers are measured and not named."""
    assert readability.main([str(small_site)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].endswith(f"; 1 above {readability.LEVEL}: /guidance/hard/")
    assert lines[-1].startswith("3 pages, median grade ")
    assert [line.split()[-1] for line in lines if " ! " in line] == ["/guidance/hard/"]
    pages = json.loads(written.read_text(encoding="utf-8"))["pages"]
    assert [page["address"] for page in pages] == ["/developers/", "/guidance/hard/", "/"]
    assert [page["marked"] for page in pages] == [False, True, False]


def test_missing_site_is_said_in_a_sentence(tmp_path, written, capsys):
    assert readability.main([str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "There is no built page in" in said.err
    assert not written.exists()
