"""One respondent's result as HTML."""

import re

import pytest
from hypothesis import given

from pat_core import Instrument, Result, load_instrument, score_answers
from pat_core.reports.person.result_page import render_result
from tests.core import strategies
from tests.core.html_tree import Node, parse_html
from tests.core.samples import (
    Document,
    all_answered,
    answers_with_total,
    example_document,
    record,
)

DISAGREED, AGREED = "Where you disagreed", "Where you strongly agreed"
UNSAID, OTHERS = "Where you can't say", "Your other comments"


def _page(document: Document) -> Node:
    """Return the tree of a result's page."""
    instrument, result = load_instrument(), Result(document)
    return parse_html(render_result(result, score_answers(result.answers, instrument), instrument))


def _figures(page: Node) -> dict[str | None, str]:
    """Return the text of each element that says which score it holds."""
    marked = [node for node in page.walk() if "data-score" in node.attributes]
    assert len(marked) == 7
    return {node.attributes["data-score"]: node.text for node in marked}


def _listed(page: Node, heading: str) -> list[str]:
    """Return the codes of the statements under a heading."""
    return [node.text for node in page.section(heading).all("span", "pat-code")]


@given(strategies.answer_sheets.filter(bool))
def test_figures_equal_the_profile(answers: dict[str, int | None]) -> None:
    """Each marked figure is the profile's score, or its possible range."""
    profile = score_answers(answers, load_instrument())
    cards = [*profile.principles, ("aggregate", profile.aggregate)]
    expected = {
        part: str(card.score) if card.is_complete else f"{card.possible[0]}–{card.possible[1]}"
        for part, card in cards
    }
    assert _figures(_page(record(answers))) == expected


@given(strategies.good_documents)
def test_any_result_makes_well_formed_html(document: Document) -> None:
    """Whatever a file holds, every element is closed and none carries style or a handler."""
    for node in _page(document).walk():
        for name in node.attributes:
            assert name != "style"
            assert not name.startswith("on")


def test_only_known_elements_are_used() -> None:
    """A page is made of plain elements: no script, no form, no frame, no link."""
    allowed = (
        "section h3 p strong figure figcaption div table caption thead tbody tr th td dl dt dd"
    )
    allowed += " ul ol li span bdi svg title desc defs pattern line g path rect text"
    assert {node.name for node in _page(example_document()).walk()} <= set(allowed.split())


HOSTILE = '</bdi></p><img src=x onerror="alert(1)"><script>alert(2)</script>&lt;b&gt; {partnership}'


def test_hostile_text_is_only_text() -> None:
    """Markup in names, labels and comments comes out as text and makes no element."""
    document = record(
        {},
        partnership=HOSTILE,
        round=HOSTILE,
        respondent={"name": HOSTILE, "organisation": HOSTILE},
        responses={"1A": {"answer": 1, "comment": HOSTILE}, "1B": {"comment": HOSTILE}},
        success={"answer": 1, "comment": HOSTILE},
    )
    page = _page(document)
    assert not page.all("img")
    assert not page.all("script")
    own_texts = [node.text for node in page.all("bdi")]
    assert own_texts.count(HOSTILE) == len(own_texts) == 5


def test_labels_stand_on_top() -> None:
    """Partnership, round and day are named first, and nothing where none is given."""
    (labels,) = _page(example_document()).all("p", "pat-result-labels")
    assert labels.text == "Harbour Lane Partnership · Autumn 2026 · 6 October 2026"
    assert not _page(record()).all("p", "pat-result-labels")


def test_counts_say_what_was_answered() -> None:
    """A partial sheet adds to the count how many were "can't say", and what a range is."""
    (full,) = _page(record(all_answered(3))).all("p", "pat-answered")
    assert full.text == "You answered 36 of 36 statements."
    (partial,) = _page(record({"1A": 3, "1B": None, "1C": None})).all("p", "pat-answered")
    assert "You answered 1 of 36 statements." in partial.text
    assert 'To 2 you said "can\'t say".' in partial.text
    assert "nothing is guessed" in partial.text


def test_aggregate_has_its_reading(instrument: Instrument) -> None:
    """A complete sheet has an aggregate score with the reading of its band."""
    section = _page(record(all_answered(4))).section(instrument.texts.aggregate_name)
    assert "Your aggregate score: 144 of 144." in section.text
    assert instrument.aggregate_bands[0].reading in section.text


def test_open_aggregate_has_a_range_and_no_reading(instrument: Instrument) -> None:
    """An aggregate that is still open is called possible, and no band's reading is given."""
    section = _page(record({"1A": 4})).section(instrument.texts.aggregate_name)
    assert "possible aggregate score: 39–144 of 144" in section.text
    assert not any(band.reading in section.text for band in instrument.aggregate_bands)


def _with_principle_at(number: str, score: int, others: int) -> Document:
    codes = [number + letter for letter in "ABCDEF"]
    return record({**all_answered(others), **answers_with_total(score, codes)})


@pytest.mark.parametrize("score", [6, 11, 12])
@pytest.mark.parametrize("others", [3, 4])
def test_low_principle_is_named_under_a_good_aggregate(score: int, others: int) -> None:
    """A principle at 12 or less is named, with its score, where the aggregate reads well."""
    (warning,) = _page(_with_principle_at("5", score, others)).all("p", "pat-look-closer")
    assert f"principle 5 (Create clear and robust partnership arrangements), at {score}" in (
        warning.text
    )
    assert "12 or less" in warning.text


def test_principle_at_thirteen_is_not_named() -> None:
    """From 13 on a principle is in the second band and needs no such warning."""
    assert not _page(_with_principle_at("5", 13, 4)).all("p", "pat-look-closer")


def test_principle_that_may_reach_thirteen_is_not_named() -> None:
    """While the missing answer can still lift a principle over 12, it is not called low."""
    document = _with_principle_at("5", 12, 4)
    del document["responses"]["5F"]
    page = _page(document)
    assert _figures(page)["5"] == "11–14"
    assert not page.all("p", "pat-look-closer")


def test_principle_that_cannot_reach_thirteen_is_named() -> None:
    """A principle that is low whatever the missing answer may be is named with its range."""
    document = _with_principle_at("5", 6, 4)
    document["responses"]["5F"]["answer"] = None
    (warning,) = _page(document).all("p", "pat-look-closer")
    assert "at 6–9." in warning.text


def test_no_principle_is_named_under_a_low_aggregate() -> None:
    """Where the aggregate itself reads badly, it hides nothing."""
    assert not _page(record(all_answered(2))).all("p", "pat-look-closer")


def test_several_low_principles_are_all_named() -> None:
    """Two low principles are both named, in the order of the principles."""
    document = _with_principle_at("2", 12, 4)
    low = answers_with_total(6, [f"6{letter}" for letter in "ABCDEF"])
    document["responses"].update({code: {"answer": answer} for code, answer in low.items()})
    (warning,) = _page(document).all("p", "pat-look-closer")
    assert re.search(r"principles 2 \(.*\), at 12; 6 \(.*\), at 6\.", warning.text)


def test_picture_stands_beside_the_same_figures(instrument: Instrument) -> None:
    """Dartboard, table and the note on the bands stand together under one heading."""
    section = _page(example_document()).section("Your profile")
    assert len(section.all("svg", "pat-dartboard")) == 1
    assert len(section.all("table", "pat-table")) == 1
    assert instrument.texts.band_note in section.text
    assert "Much more significant than the others" in section.text


def test_every_principle_has_its_reading(instrument: Instrument) -> None:
    """Each principle stands with its name and the reading of its own band."""
    section = _page(record(all_answered(1))).section("What your answers suggest")
    names = [node.text for node in section.all("dt")]
    assert names == [f"{p.number}. {p.name}" for p in instrument.principles]
    readings = [node.text for node in section.all("dd")]
    assert readings == [p.bands[3].reading for p in instrument.principles]


def test_missing_reading_is_explained() -> None:
    """Without a certain band there is a sentence on why, with the range or the empty count."""
    section = _page(record({"1A": 4, "1B": 4})).section("What your answers suggest")
    first, second, *_ = [node.text for node in section.all("dd")]
    assert "2 of 6" in first
    assert "from 12 to 24" in first
    assert "none of its statements" in second


def test_statements_are_listed_by_answer_without_a_rank() -> None:
    """All answered 1 or 2, all answered 4, and all "can't say" are listed in sheet order."""
    answers: dict[str, int | None] = {**all_answered(3), "6F": 1, "1B": 2, "3C": 4, "2A": 4}
    page = _page(record({**answers, "4D": None, "1A": None}))
    assert _listed(page, DISAGREED) == ["1B", "6F"]
    assert _listed(page, AGREED) == ["2A", "3C"]
    assert _listed(page, UNSAID) == ["1A", "4D"]
    assert OTHERS not in page.headings()


@pytest.mark.parametrize(
    ("answer", "counts"), [(1, (36, 0)), (2, (36, 0)), (4, (0, 36)), (3, (0, 0))]
)
def test_no_statement_is_left_out(answer: int, counts: tuple[int, int]) -> None:
    """The lists are as long as the answers ask for; an empty one says so in a sentence."""
    page = _page(record(all_answered(answer)))
    assert (len(_listed(page, DISAGREED)), len(_listed(page, AGREED))) == counts
    if not counts[0]:
        assert "You disagreed with no statement." in page.section(DISAGREED).text
    if not counts[1]:
        assert "You strongly agreed with no statement." in page.section(AGREED).text


def test_comments_stand_beside_their_statements() -> None:
    """Every comment stands by its statement once, in its list or among the other comments."""
    document = example_document()
    page = _page(document)
    shown = [node.text for node in page.all("p", "pat-comment")]
    written = [e["comment"] for e in document["responses"].values() if "comment" in e]
    assert sorted(shown) == sorted([*written, document["success"]["comment"]])
    assert _listed(page, OTHERS) == ["6D"]
    beside = {item.elements[0].text: item.all("p") for item in page.section(UNSAID).all("li")}
    assert {code: [p.text for p in found] for code, found in beside.items()} == {
        "3B": [document["responses"]["3B"]["comment"]],
        "5D": [],
        "6C": [document["responses"]["6C"]["comment"]],
    }


def test_answer_stands_by_its_statement(instrument: Instrument) -> None:
    """An item holds code, statement and the label of the answer."""
    (item,) = _page(record({"2B": 1})).section(DISAGREED).all("li")
    text = instrument.statements[7].text
    assert item.text == f"2B {text} Strongly disagree"


@pytest.mark.parametrize(
    ("success", "given"),
    [
        ({"answer": 4}, "Strongly agree"),
        ({"answer": None}, "Can't say: too early, or not mine to judge"),
        ({"comment": "c"}, "No answer"),
    ],
)
def test_success_stands_outside_every_score(success: Document, given: str) -> None:
    """The answer on aims is shown as its own, and changes no figure."""
    page = _page(record({"1A": 3}, success=success))
    section = page.section("Achieving its aims")
    assert given in section.text
    assert "outside every score" in section.text
    assert _figures(page) == _figures(_page(record({"1A": 3})))


@pytest.mark.parametrize("success", [{}, {"comment": "  "}])
def test_success_is_left_out_where_nothing_was_said(success: Document) -> None:
    """No heading stands over nothing."""
    assert "Achieving its aims" not in _page(record(success=success)).headings()


def test_type_of_partnership_is_given_as_chosen() -> None:
    """Both types, or the part of one that was chosen, are given by their labels."""
    section = _page(example_document()).section("Type of partnership")
    items = [node.text for node in section.all("li")]
    assert items == [
        "As it is now: Co-ordination · Delivery",
        "As it needs to be: Integration · Delivery",
    ]
    half = _page(record(typology={"now": {"function": "strategic"}, "needed": {"function": ""}}))
    assert [node.text for node in half.section("Type of partnership").all("li")] == [
        "As it is now: Strategic"
    ]
    assert "Type of partnership" not in _page(record()).headings()


def test_gap_between_types_stands_below_them(instrument: Instrument) -> None:
    """After both types come the sentences on what lies between, level first, then function."""
    gap = instrument.typology.gap
    section = _page(example_document()).section("Type of partnership")
    assert [node.name for node in section.elements] == ["h3", "ul", "p", "p", "p"]
    closer, view, same = [node.text for node in section.all("p")]
    assert closer.startswith("Now: Co-ordination. Needed: Integration.")
    assert view == gap.closer_view
    assert same == gap.same_function.replace("{now}", "Delivery")


@pytest.mark.parametrize(
    ("typology", "count"),
    [
        ({"now": {"collaboration": "cooperation", "function": "delivery"}}, 0),
        ({"now": {"collaboration": "cooperation"}, "needed": {"function": "delivery"}}, 0),
        ({"now": {"function": "delivery"}, "needed": {"function": "delivery"}}, 1),
        ({"now": {"collaboration": "integration"}, "needed": {"collaboration": "cooperation"}}, 2),
    ],
)
def test_gap_is_told_only_where_both_types_are_known(typology: Document, count: int) -> None:
    """A half that was chosen for one of the two types is shown, and nothing is made of it."""
    section = _page(record(typology=typology)).section("Type of partnership")
    assert len(section.all("p")) == count
    assert len(section.all("li")) == len(typology)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_next_steps_are_those_of_the_purpose(instrument: Instrument, place: int) -> None:
    """What to do next follows the purpose, and says that nothing has been sent."""
    purpose = instrument.purposes[place]
    section = _page(record(purpose=purpose.code)).section("What to do next")
    found = [each.next_steps in section.text for each in instrument.purposes]
    assert found == [each is purpose for each in instrument.purposes]
    assert "Nothing has been sent" in section.text
    assert "facilitator" in section.text


def test_next_steps_without_a_purpose_are_general(instrument: Instrument) -> None:
    """Without a purpose, the steps that always hold still stand."""
    section = _page(record()).section("What to do next")
    assert not any(each.next_steps in section.text for each in instrument.purposes)
    assert len(section.all("li")) == 3


def test_notice_stands_on_every_result(instrument: Instrument) -> None:
    """Each result says that this is our restatement, not validated anew."""
    (notice,) = _page(record()).all("p", "pat-notice")
    assert notice.text == instrument.texts.notice


def test_headings_start_at_the_third_level() -> None:
    """A result fits under a page's own headings without a gap."""
    names = {node.name for node in _page(example_document()).walk()}
    assert {name for name in names if re.fullmatch(r"h[1-6]", name)} == {"h3"}
