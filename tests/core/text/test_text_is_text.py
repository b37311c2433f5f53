"""Text from a file is only ever text: every report is the same tree, whatever the texts say."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings

from pat_core import Instrument, Result, load_instrument, score_answers
from pat_core.files.sheet import Sheet
from pat_core.group.document.change import change_since
from pat_core.group.document.group_file import check_group
from pat_core.reports.group.page import render_group
from pat_core.reports.group.report import write_report
from pat_core.reports.group.sections.open_profiles import render_profiles
from pat_core.reports.person.result_page import render_result
from pat_core.text.display import HIDDEN, paired, visible_lines
from pat_core.text.markup import LONG as LONG_NAME
from pat_core.text.markup import element, isolated
from tests.core.group_documents import group_of, marks
from tests.core.html_tree import Node, parse_html
from tests.core.nasty import LONG, nasty_texts
from tests.core.samples import CODES, example_document

pytestmark = pytest.mark.same_everywhere

HARMLESS = "Harbour Lane"
_TURNING = re.compile(f"(?![\t\n\r])[{HIDDEN}]")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"

Shape = tuple[Any, ...]


def _person(text: str, instrument: Instrument) -> str:
    document = example_document()
    document |= {"partnership": text, "round": text, "respondent": {"organisation": text}}
    document["responses"] = {code: {"answer": 3, "comment": text} for code in CODES}
    document["success"] = {"answer": 2, "comment": text}
    result = Result(document)
    return render_result(result, score_answers(result.answers, instrument), instrument)


def _group(text: str, instrument: Instrument) -> Any:
    """Return a group with *text* wherever a group file may hold one, read as a foreign one is."""
    given: Any = {"partnership": text, "round": text, "threshold": 3}
    sheets = [Sheet(marks(), organisation=text if place < 5 else "") for place in range(10)]
    now = group_of(sheets, instrument, "organisation", **given)
    earlier = group_of([marks("2")] * 10, instrument, **given)
    field = text[:1_900]
    row = dict.fromkeys(("what", "who", "by", "know", "review", "counts"), field)
    now["plan"] = {
        "rows": [{**row, "topic": topic} for topic in ("1A", "principle-3", "")],
        "next_assessment": field,
    }
    earlier["plan"] = now["plan"]
    now["change"] = change_since(earlier, now, instrument)
    now["change"]["remarks"] = [text]
    now["comments"] = [{"place": place, "text": text} for place in (*CODES, "success")]
    now["files"] = [{"name": text, "status": "refused", "reason": text}]
    return check_group(json.loads(json.dumps(now)), "a", instrument)


def _with_reason(text: str, instrument: Instrument) -> str:
    """Return the page of a group of which nothing is shown but *text* for a reason, twice."""
    document = _group(HARMLESS, instrument)
    document["by"], document["parts_withheld"] = {"level": {"board": {"withheld": True}}}, text
    document["change"] = {**document["change"], "withheld": text}
    return render_group(document, instrument)


REPORTS: dict[str, Callable[[str, Instrument], str]] = {
    "person": _person,
    "page": lambda text, instrument: render_group(_group(text, instrument), instrument),
    "report": lambda text, instrument: write_report(_group(text, instrument), instrument),
    "reasons": _with_reason,
    "profiles": lambda text, instrument: render_profiles(
        [(text, text, score_answers({"1A": 3}, instrument))], instrument
    ),
}


def _shape(node: Node) -> Shape:
    """Return names and attributes of a tree, without any text, and without the mark of length."""
    own = {
        key: None if key == "data-label" or node.name == "bdi" else value
        for key, value in node.attributes.items()
        if (node.name, key) != ("bdi", "class")
    }
    return node.name, own, [_shape(child) for child in node.elements]


def _texts(node: Node, inside: bool = False) -> Iterator[tuple[bool, str]]:
    """Yield every text and every value of an attribute, and whether a ``<bdi>`` holds it."""
    yield from ((False, value or "") for value in node.attributes.values())
    for child in node.children:
        if isinstance(child, Node):
            yield from _texts(child, inside or child.name == "bdi")
        elif node.name != "style":
            yield inside, child


def _breaks_out(text: str) -> bool:
    """Whether an isolate ends, or outlasts, the element that holds *text*."""
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0 or (depth and sign in "\r\n\u2028\u2029"):
            return True
    return depth > 0


@pytest.mark.parametrize("kind", REPORTS)
def test_shape_never_follows_from_a_text(kind: str, instrument: Instrument) -> None:
    """No text adds, takes away or changes an element or an attribute, and none turns another."""
    report = REPORTS[kind]
    harmless = _shape(parse_html(report(HARMLESS, instrument)))

    @settings(max_examples=12)
    @given(nasty_texts)
    @example(LONG)
    @example("</title><script>alert(1)</script>]]><!--\u202e\u2069\u2066")
    def check(text: str) -> None:
        text = f"x{text}".replace("\x00", "\x01") if kind != "person" else f"x{text}"
        tree = parse_html(report(text, instrument))
        assert _shape(tree) == harmless
        for held, found in _texts(tree):
            assert not _breaks_out(found) if held else not _TURNING.search(found)

    check()


@pytest.mark.parametrize("kind", REPORTS)
def test_pictures_are_xml_whatever_the_texts_say(kind: str, instrument: Instrument) -> None:
    """Every picture is well-formed XML, and says the same as with harmless texts."""
    pictures = re.compile(r"<svg.*?</svg>", re.DOTALL)
    nasty = "x]]></svg><!--\u202e\x01\ufffe&amp;"
    found = pictures.findall(REPORTS[kind](nasty, instrument))
    assert found == pictures.findall(REPORTS[kind](HARMLESS, instrument))
    for picture in found:
        ET.fromstring(picture)


def test_long_names_are_whole_and_marked() -> None:
    """A name of any length stands whole in the page; a class lets a style sheet shorten it."""
    assert isolated("W" * LONG_NAME) == f"<bdi>{'W' * LONG_NAME}</bdi>"
    name = "W" * 100_000
    assert isolated(name) == f'<bdi class="pat-long-name">{name}</bdi>'
    report = write_report(_group(name, load_instrument()), load_instrument())
    assert f"<title>{name} – {name} – " in report


@given(nasty_texts)
def test_nothing_gets_out_of_an_isolating_element(text: str) -> None:
    """What is held has its own isolates in pairs, line by line, and loses nothing that is seen."""
    kept = paired(text)
    assert not _breaks_out(kept)
    assert paired(kept) == kept
    if not _breaks_out(text) and visible_lines(text) == text:
        assert kept == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u2069b", "a\\u2069b"),
        ("a\u2066b", "a\\u2066b"),
        ("\u2066a\u2069", "\u2066a\u2069"),
        ("\u2067a\u2068b\u2069", "\\u2067a\u2068b\u2069"),
        ("\u2066a\nb\u2069", "\\u2066a\nb\\u2069"),
        ("\u202ea\u200f", "\u202ea\u200f"),
        ("a\tb\r\nc\x00\x9b", "a\tb\r\nc\\x00\\x9b"),
    ],
)
def test_isolates_are_kept_in_pairs(text: str, kept: str) -> None:
    """An isolate without its other half is written out; marks that end with the element stay."""
    assert paired(text) == kept


@given(nasty_texts)
def test_plain_text_and_attributes_hide_nothing(text: str) -> None:
    """Outside an isolating element nothing hidden stands: not in a title, picture or attribute."""
    root = parse_html(element("div", element("title", text), element("p", text, title=text)))
    for held, found in _texts(root):
        assert not held
        assert not _TURNING.search(found)
