"""HTML and SVG that is escaped by construction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core.text.display import visible_lines
from pat_core.text.markup import Markup, element, isolated, join
from tests.core.html_tree import parse_html
from tests.core.strategies import texts

HOSTILE = "<script>alert(1)</script>&amp;\"'"


def test_text_is_escaped_and_markup_is_not() -> None:
    """A plain string among the children is text; an element is markup."""
    found = element("p", "a < b & c", element("b", "d > e"))
    assert found == "<p>a &lt; b &amp; c<b>d &gt; e</b></p>"
    assert isinstance(found, Markup)


def test_attribute_is_escaped() -> None:
    """No attribute's value can end it."""
    assert element("a", title="\"><b>'") == '<a title="&quot;&gt;&lt;b&gt;&#x27;"></a>'


def test_attribute_names_are_written_for_html() -> None:
    """An underscore stands for a hyphen, and a last one keeps clear of Python's own words."""
    assert element("p", class_="x", data_score="1") == '<p class="x" data-score="1"></p>'
    assert element("th", scope="col", tabindex=0) == '<th scope="col" tabindex="0"></th>'


def test_attribute_may_be_bare_or_absent() -> None:
    """True writes the bare name; None and False leave the attribute out."""
    assert element("td", hidden=True, title=None, lang=False) == "<td hidden></td>"


@pytest.mark.parametrize("name", ["br", "hr", "input"])
def test_void_element_has_no_end(name: str) -> None:
    """What HTML never closes is not closed."""
    assert element(name, id="a") == f'<{name} id="a">'


@pytest.mark.parametrize("name", ["path", "rect", "circle", "line"])
def test_shape_is_closed_in_itself(name: str) -> None:
    """An SVG shape without children is written short, and one with a title is not."""
    assert element(name, width=3) == f'<{name} width="3"/>'
    assert element(name, element("title", "t")) == f"<{name}><title>t</title></{name}>"


def test_children_may_be_nested_and_missing() -> None:
    """Lists and generators are taken one after the other; None is left out."""
    assert join("a", None, ["b", ("c", None)], (x for x in "<>")) == "abc&lt;&gt;"
    assert join() == ""


def test_markup_says_so_to_template_engines() -> None:
    """A template engine asks markup for its HTML, and does not escape it again."""
    html = element("b", "a < b").__html__()
    assert html == "<b>a &lt; b</b>"
    assert type(html) is str


def test_own_text_is_isolated() -> None:
    """A person's text in another direction cannot turn what stands around it."""
    assert isolated("a < b") == "<bdi>a &lt; b</bdi>"


@pytest.mark.parametrize(
    "name", ["style", "style_", "onclick", "on_click", "onload", "STYLE", "onClick", "OnLoad"]
)
def test_what_the_policy_refuses_cannot_be_written(name: str) -> None:
    """Event handlers and style attributes are refused, however they are spelt."""
    with pytest.raises(ValueError, match="security policy"):
        element("p", **{name: "x"})


def test_text_put_together_by_hand_is_text_again() -> None:
    """Markup joined to a string by other means is escaped: only this module makes markup."""
    assert element("p", element("b", "a") + "<i>") == "<p>&lt;b&gt;a&lt;/b&gt;&lt;i&gt;</p>"


@given(texts | st.just(HOSTILE), texts)
def test_any_text_is_only_text(text: str, title: str) -> None:
    """Whatever comes in comes out of a parser as that text; only unseen signs are written out."""
    root = parse_html(element("p", text, title=title))
    (paragraph,) = root.elements
    assert paragraph.name == "p"
    assert paragraph.elements == []
    assert paragraph.text == visible_lines(text)
    assert paragraph.attributes == {"title": visible_lines(title)}
