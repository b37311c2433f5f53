"""A group's report as a file of its own."""

from dataclasses import replace
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.reports.group.report import write_report
from pat_core.reports.style import STYLE
from tests.core.group_samples import group
from tests.core.html_tree import Node, parse_html

HOSTILE = "</title></style><script>alert(1)</script>"


def _report(instrument: Instrument, **details: Any) -> Node:
    text = write_report(group(instrument, **details), instrument)
    assert text.startswith("<!doctype html>\n")
    return parse_html(text)


def test_report_asks_for_nothing(instrument: Instrument) -> None:
    """No script, no picture, no address; its policy allows its own style sheet alone."""
    page = _report(instrument)
    names = {node.name for node in page.walk()}
    assert not names & {"script", "img", "link", "iframe", "object", "form", "a", "use", "image"}
    policies = [n for n in page.all("meta") if "http-equiv" in n.attributes]
    assert [n.attributes["content"] for n in policies] == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    for node in page.walk():
        assert not {"src", "href", "style"} & set(node.attributes)


def test_style_sheet_stands_as_it_is() -> None:
    """It holds nothing that would be escaped, and fetches nothing."""
    assert not set(STYLE) & set("<>&\"'")
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    for each in ("prefers-color-scheme: dark", "forced-colors: active", "@media print"):
        assert each in STYLE


@pytest.mark.parametrize("name", ["partnership", "round"])
def test_hostile_labels_are_only_text(instrument: Instrument, name: str) -> None:
    """A name that ends the title or the style sheet is text in both places."""
    page = _report(instrument, **{name: HOSTILE})
    assert not page.all("script")
    assert HOSTILE in page.all("title")[0].text
    assert HOSTILE in [node.text for node in page.all("bdi")]


def test_report_holds_the_same_figures(instrument: Instrument) -> None:
    """The page's parts are all there, below headings of the first and second level."""
    page = _report(instrument, mode="open")
    assert page.all("h1")[0].text == "Harbour Lane"
    assert [node.text for node in page.all("h2")] == ["What the group sees"]
    scores = [node.text for node in page.walk() if "data-score" in node.attributes]
    assert scores == ["22.8", "15.2", "12.2", "6.3", "17.0", "18.2", "91.6"]


def test_languages_are_those_of_the_sentences(instrument: Instrument) -> None:
    """A wording in another language changes the language of statements, not that of the report."""
    texts = replace(instrument.texts, language="cy")
    page = _report(replace(instrument, texts=texts))
    (document,) = page.all("html")
    assert document.attributes["lang"] == "en"
    spans = [node for node in page.walk() if "lang" in node.attributes and node.name == "span"]
    assert {node.attributes["lang"] for node in spans} == {"cy"}
    assert {node.text for node in spans} >= {statement.text for statement in instrument.statements}


def test_plan_is_in_the_report(instrument: Instrument) -> None:
    """Where there is a plan, it stands under its own heading."""
    empty = dict.fromkeys(("by", "know", "review", "state", "counts"), "")
    rows = [{**empty, "topic": "1A", "what": "Hold a fair", "who": "All"}]
    page = _report(instrument, plan={"rows": rows, "next_assessment": ""})
    assert page.all("h2")[1].text == "What the group will do"
    assert "Hold a fair" in page.all("table")[-1].text
