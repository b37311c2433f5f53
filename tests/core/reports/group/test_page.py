"""What a group sees, as HTML."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from pat_core import Instrument, load_instrument, score_answers
from pat_core.group.disclosure.subgroups import SHOWN_ONCE
from pat_core.group.document.change import change_since
from pat_core.group.statistics.pairs import Pairs
from pat_core.group.statistics.scenario import ADVICE
from pat_core.group.statistics.topics import RULES
from pat_core.reports.group.page import render_group
from pat_core.reports.group.sections.open_profiles import render_profiles
from pat_core.reports.group.sections.plan_table import plan_table
from tests.core.group_samples import group, sheets
from tests.core.html_tree import Node, parse_html
from tests.core.samples import CODES, ROOT, all_answered

if TYPE_CHECKING:
    from pat_core.documents.figures import ListName

HOSTILE = "</bdi></p><script>alert(1)</script>\u202e<img src=x onerror=alert(2)>"
ACTION = dict.fromkeys(("topic", "what", "who", "by", "know", "review", "state", "counts"), "")
PLAN: Any = {
    "rows": [
        {**ACTION, "topic": "2B", "what": "Agree aims", "who": "Chair", "by": "2027-01-15"}
        | {"know": "Signed"},
        {**ACTION, "topic": "principle-4", "what": HOSTILE, "state": "dropped"}
        | {"counts": "median: 6"},
    ],
    "next_assessment": "2027-10-01",
}


def _page(document: Any) -> Node:
    return parse_html(render_group(document, load_instrument()))


def _marked(page: Node, name: str) -> dict[str | None, Node]:
    """Return every element that carries a data attribute, by its value."""
    key = f"data-{name}"
    return {node.attributes[key]: node for node in page.walk() if key in node.attributes}


def _part(page: Node, name: str) -> str:
    return _marked(page, "section")[name].text


@pytest.fixture(scope="module")
def found(instrument: Instrument) -> Any:
    """Return the group file of the six people."""
    return group(instrument, invited_people=12, invited_partners=7)


def test_parts_stand_in_the_order_of_a_discussion(found: Any) -> None:
    """Who took part comes first, the scenario last, and what is not there leaves no heading."""
    names = "summary topics picture aggregate principles significance success types scenario"
    assert list(_marked(_page(found), "section")) == names.split()


def test_summary_says_who_took_part(found: Any) -> None:
    """People and partners of those invited, how complete, and what it is not for."""
    words = _part(_page(found), "summary")
    for each in ("6 of 12", "2 of 7", "1 person named none", "97% answered", "not for ranking"):
        assert each in words
    assert "One partner gives over half of the answers: 4 of 6 people." in words
    fewer = {**found, "invited": {"people": 5, "partners": 1}}
    for each in ("6 (5 invited)", "2 (1 invited)"):
        assert each in _part(_page(fewer), "summary")
    even = {**found, "partners": {**found["partners"], "over_half": False}}
    assert "over half" not in _part(_page(even), "summary")


def test_scores_are_averages_to_one_decimal(found: Any) -> None:
    """Each marked figure is the average of all answers; without one, it is its range."""
    averages = {key: node.text for key, node in _marked(_page(found), "score").items()}
    typed = ["22.8", "15.2", "12.2", "6.3", "17.0", "between 16.2 and 19.2"]
    typed.append("between 89.5 and 93.0")
    assert averages == dict(zip([*"123456", "aggregate"], typed, strict=True))


def test_band_is_that_of_the_average(found: Any) -> None:
    """12.2 is above 12 and has the band that starts at 13; an open band names all it can be."""
    principles = {**found["principles"]}
    principles["5"] = {**principles["5"], "possible_mean": [11.8, 18.4], "band": None}
    page = _page({**found, "principles": principles})
    rows = _marked(page, "section")["picture"].all("tr")
    typed = ["19–24", "13–18", "above 12 (13–18)", "above 6 (7–12)"]
    typed += ["7–12 or 13–18 or 19–24 (between 11.8 and 18.4)", "13–18 or 19–24", "73–108"]
    assert [row.elements[2].text for row in rows] == ["Band of the average", *typed]


def test_dartboard_is_explained_as_far_as_it_is_drawn(instrument: Instrument) -> None:
    """Range and hatching are named only where the picture has them."""
    nobody = [sheets()[0].__class__("-" * 43)] * 6
    shown = {"range": group(instrument), "none": group(instrument, [sheets()[4]] * 5)}
    shown["hatched"] = group(instrument, nobody)
    captions = {
        name: _marked(_page(document), "section")["picture"].all("figcaption")[0].text
        for name, document in shown.items()
    }
    assert "a line shows the range" in captions["range"]
    assert "a line" not in captions["none"] + captions["hatched"]
    assert "Hatched" in captions["hatched"]
    assert "Hatched" not in captions["range"] + captions["none"]


def test_readings_are_as_the_figures_allow(found: Any, instrument: Instrument) -> None:
    """The reading of a band, those of two neighbours, or why there is none."""
    bands = instrument.principles[0].bands
    principles: Any = {number: {**own} for number, own in found["principles"].items()}
    for number, kind, own in (
        ("2", "between", [[7, 12], [13, 18]]),
        ("3", "spread", []),
        ("5", "unknown", []),
    ):
        principles[number]["reading"] = {"kind": kind, "bands": own, "borderline": False}
    principles["5"] |= {"band_counts": None, "band_open": None}
    parts = _marked(_page({**found, "principles": principles}), "principle")
    shown = {number: node.all("p", "pat-reading")[0] for number, node in parts.items()}
    kinds = [node.attributes["data-reading"] for node in shown.values()]
    assert kinds == ["band", "between", "spread", "band", "unknown", "unknown"]
    assert bands[0].reading in shown["1"].text
    low, high = (instrument.principles[1].bands[place].reading for place in (2, 1))
    assert shown["2"].text == f"Between 7–12 and 13–18. 7–12: {low} 13–18: {high}"
    assert "no two neighbouring bands hold two thirds of the people" in shown["3"].text
    assert "is withheld, because somebody's answers" in shown["5"].text
    assert "for more than a third of the people it is not known" in shown["6"].text
    assert ["Borderline" in node.text for node in shown.values()] == [
        *(False, False, False, True, False, False)
    ]


def test_people_in_each_band_are_drawn(found: Any) -> None:
    """Every principle and the aggregate have a bar, unless its counts are withheld."""
    principles: Any = {**found["principles"]}
    principles["5"] = {**principles["5"], "band_counts": None, "band_open": None}
    page = _page({**found, "principles": principles})
    titles = [node.attributes["id"] for node in page.walk() if node.name == "title"]
    bars = [name for name in titles if name and name.startswith("pat-bands-")]
    assert bars == [f"pat-bands-{number}-title" for number in ("aggregate", *"12346")]


def test_principle_says_its_scores_in_words(found: Any, instrument: Instrument) -> None:
    """Missing answers, average and band; partners and complete scores where they are shown."""
    words = _marked(_page(found), "principle")["5"].text
    for sentence in (
        "6 people; of all 36 answers, 3% can't say.",
        "Average: 17.0.",
        "Band: 13–18.",
    ):
        assert sentence in words
    assert "Complete scores" not in words
    assert "partner" not in words.split("Average")[1].split("5A")[0]
    named = _marked(_page(group(instrument, mode="open")), "principle")["5"].text
    assert "Complete scores: 5 of 6. Median 18, from 12 to 18." in named
    assert "Each partner counted once: 18.0." in named


def test_every_statement_has_its_figures(found: Any) -> None:
    """A block a statement, with its text, its counts in words and its bar."""
    blocks = _marked(_page(found), "statement")
    assert list(blocks) == [*CODES, "success"]
    words = blocks["5E"].text
    assert "5 of 6 answered" in words
    assert (
        "Strongly disagree 1, disagree 4, agree 0, strongly agree 0, can't say 1, no answer 0."
        in words
    )
    assert len(blocks["5E"].all("svg")) == 1
    assert "median 2.5" in blocks["2C"].text


def test_agreement_is_put_in_words_from_five_answers_on(found: Any) -> None:
    """With four answers there is none; a split is marked."""
    blocks = _marked(_page(found), "statement")
    words = ("mostly agree", "mostly disagree", "mixed", "split")
    facts = {code: [item.text for item in block.all("li")] for code, block in blocks.items()}
    assert not set(words) & set(facts["6A"])
    assert "mostly agree" in facts["6B"]
    assert "mostly disagree" in facts["3B"]
    assert "split" in facts["2B"]
    assert blocks["2B"].all("strong", "pat-divided")


def test_page_holds_words_and_no_indices(found: Any) -> None:
    """Consensus, W, A and chance are for the files and the method page."""
    words = _page(found).text.lower()
    for name in ("consensus", "kendall", "by chance", "van der eijk"):
        assert name not in words


def test_withheld_statement_says_so(found: Any) -> None:
    """It keeps its text and has neither counts nor a bar, on aims too."""
    withheld = {"withheld": True}
    statements = {**found["statements"], "4E": withheld}
    page = _page({**found, "statements": statements, "success": withheld})
    for code in ("4E", "success"):
        block = _marked(page, "statement")[code]
        assert "Withheld: fewer than 5 people answered it." in block.text
        assert not block.all("svg")


def test_topics_come_first_and_the_lists_are_folded(found: Any, instrument: Instrument) -> None:
    """Each topic has the name of its principle or its statement, and its evidence in a line."""
    section = _marked(_page(found), "section")["topics"]
    topics = section.all("ol")[0].elements
    assert len(topics) == len(found["start"]["topics"]) <= 5
    for item, topic in zip(topics, found["start"]["topics"], strict=True):
        assert topic["why"] in item.text
    assert found["start"]["strength"]["why"] in section.text
    assert section.all("details")[0].all("dl")
    single = {"topic": "4E", "codes": ["4E"], "why": "Disagree 5 of 6 on 4E."}
    words = _part(_page({**found, "start": {"topics": [single], "strength": None}}), "topics")
    text = next(s.text for s in instrument.statements if s.code == "4E")
    assert f"4E {text} Disagree 5 of 6" in words
    assert "strength to keep" not in words


def test_nothing_stands_out_is_said(found: Any) -> None:
    """A group without topics is told so."""
    words = _part(_page({**found, "start": {"topics": [], "strength": None}}), "topics")
    assert "Nothing stands out." in words


def test_lists_are_counted_before_they_are_read(found: Any) -> None:
    """At a glance: how many statements are on each list, and which."""
    topics = _marked(_page(found), "section")["topics"]
    tiles = [[each.text for each in tile.elements] for tile in topics.all("dl")[0].elements]
    assert [name for name, _ in tiles] == [rule.heading for rule in RULES.values()]
    for (_, words), codes in zip(tiles, found["lists"].values(), strict=True):
        assert words == f"{len(codes)}{' '.join(codes)}"


def test_lists_hold_their_statements_and_rules(found: Any) -> None:
    """Five lists, each with its rule, in the order of the group file; an empty one says so."""
    lists = _marked(_page({**found, "lists": {**found["lists"], "concerns": []}}), "list")
    assert list(lists) == list(RULES)
    for name, node in lists.items():
        assert RULES[cast("ListName", name)].rule in node.text
    assert [each.text for each in lists["least_agreed"].all("span", "pat-code")] == found["lists"][
        "least_agreed"
    ]
    assert lists["concerns"].all("li") == []
    assert "No statement." in lists["concerns"].text


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"n": 5, "kendall_w": 0.96}, "There is largely one order among the ratings of the 5"),
        ({"n": 9, "kendall_w": 0.4}, "There is a common order, with many exceptions"),
        ({"n": 5, "kendall_w": 0.4}, "There is no common order"),
        ({"n": 10, "kendall_w": 0.21}, "There is a common order"),
        ({"n": 10, "kendall_w": 0.2}, "There is no common order"),
        ({"n": 4, "kendall_w": 0.9}, "shown where 5 people or more rated all six. Here it is 4."),
        ({"n": 6, "kendall_w": None}, "is not shown: not everybody rated all six, or each gave"),
    ],
)
def test_agreement_on_significance_is_put_in_words(found: Any, figures: Any, words: str) -> None:
    """From five raters on, and by how far it is beyond what chance gives."""
    given = {**found, "significance_agreement": {**figures, "by_chance": 0.2}}
    assert words in _part(_page(given), "significance")


def test_types_say_whether_people_share_one_picture(found: Any) -> None:
    """One type for all, one for two thirds, or several."""
    now, needed = _marked(_page(found), "types").values()
    assert "All 5 who chose see the same type." in now.text
    assert "do not share one picture: the 6 who chose see 2 types" in needed.text
    assert "Co-ordination · Delivery: 5 of 5" in now.text


def test_withheld_significance_and_types_say_so(found: Any) -> None:
    """The cells, the reason once, and no picture of the types."""
    withheld = {"withheld": True}
    significance = {**found["significance"], "2": withheld}
    typology = {**found["typology"], "now": withheld}
    page = _page({**found, "significance": significance, "typology": typology})
    assert _marked(page, "section")["significance"].all("tr")[-1].text.count("withheld") == 4
    assert _part(page, "significance").count("Withheld: fewer than 5 people rated it.") == 1
    assert "Withheld:" not in _part(_page(found), "significance")
    now, needed = _marked(page, "types").values()
    assert "Withheld: fewer than 5 people chose a type." in now.text
    assert not now.all("svg")
    assert needed.all("svg")


def test_withheld_parts_are_named_and_empty(instrument: Instrument) -> None:
    """A part below the threshold has its name and no figure."""
    people = sheets("bbmmmm") + sheets("mmmmmm")
    words = _part(_page(group(instrument, people, "level")), "parts")
    assert "Withheld: Board or elected member, Senior or middle management." in words
    assert "fewer than 5 people" in words
    assert "The facilitator holds the files" in words
    assert "Principle" not in words


def test_parts_stand_side_by_side(instrument: Instrument) -> None:
    """Shown parts have a column each; a figure that is withheld says so."""
    people = sheets("bbbbbb") + sheets("mmmmmm")
    node = _marked(_page(group(instrument, people, "level")), "section")["parts"]
    first = node.all("tr")[1]
    assert [cell.text for cell in first.elements[1:]] == [
        "Board or elected member (6): 23 (19–24)",
        "Senior or middle management (6): 23 (19–24)",
    ]
    assert "withheld" in node.all("details")[0].text


@pytest.mark.parametrize("mode", ["partner", "open"])
def test_partners_stand_by_name_whatever_their_size(instrument: Instrument, mode: str) -> None:
    """Each has its averages with bands, the aggregate, its counts in bands and a dartboard."""
    whole, *_ = sheets()
    gap = whole.__class__("?" + "3" * 42, organisation="Quay")
    people = [gap, *[whole.__class__("3" * 43, organisation="Abbey")] * 2]
    document = group(instrument, people, "organisation", mode=mode)
    node = _marked(_page(document), "section")["parts"]
    rows = [[cell.text for cell in row.elements] for row in node.all("table")[0].all("tr")]
    assert node.all("h3")[0].text == "By partner"
    assert "whatever its size" in node.text
    assert rows[0] == ["Principle", "Abbey (2)", "Quay (1)"]
    assert rows[1][1:] == [
        "Abbey (2): 18.0 (13–18)",
        "Quay (1): between 16.0 and 19.0 (13–18 or 19–24)",
    ]
    assert rows[2][1:] == ["Abbey (2): 18.0 (13–18)", "Quay (1): 18.0 (13–18)"]
    assert rows[7][1:] == [
        "Abbey (2): 108.0 (73–108)",
        "Quay (1): between 106.0 and 109.0 (73–108 or 109–144)",
    ]
    folded = [[cell.text for cell in row.elements] for row in node.all("table")[1].all("tr")]
    assert folded[1][1:] == ["Abbey (2): 2 in 13–18", "Quay (1): 1 open"]
    assert len(node.all("svg")) == 2
    assert "withheld" not in node.text.casefold()


def test_many_dartboards_are_folded(instrument: Instrument) -> None:
    """Nine partners have their dartboards in a fold."""
    whole, *_ = sheets()
    people = [whole.__class__(whole.marks, organisation=f"Quay {n}") for n in range(9)]
    node = _marked(_page(group(instrument, people, "organisation", mode="partner")), "section")
    folds = [fold.elements[0].text for fold in node["parts"].all("details") if fold.all("svg")]
    assert folds == ["Dartboards"]


def test_parts_of_a_confidential_round_show_rounded_averages(instrument: Instrument) -> None:
    """What nearly all say is said in words; what is withheld has no number."""
    people = sheets("bbbbbb") + sheets("mmmmmm")
    document = group(instrument, people, "level")
    board = document["by"]["level"]["board"]
    board["principles"]["1"] = {"withheld": True}
    board["principles"]["2"] = {"estimate": None, "band": None}
    board["principles"]["3"] = {"estimate": 6, "band": [6, 6]}
    board["statements"]["1A"] = {"nearly_all": "disagree"}
    node = _marked(_page(document), "section")["parts"]
    means = [row.elements[1].text for row in node.all("table")[0].all("tr")[1:]]
    name = "Board or elected member (6): "
    assert means[:3] == [f"{name}withheld", f"{name}–", f"{name}6 (6)"]
    assert len(means) == 6
    assert f"{name}nearly all disagree" in node.all("details")[0].text
    assert not node.all("svg")


def test_change_gives_counts_first(instrument: Instrument) -> None:
    """Agree then and now, medians, what is clear, and that a fall may be frankness."""
    earlier = group(instrument, plan={"rows": PLAN["rows"][:1], "next_assessment": ""})
    better = [sheet.__class__("4" * 36 + sheet.marks[36:]) for sheet in sheets()]
    found = group(instrument, better)
    found["change"] = change_since(earlier, found, instrument)
    words = _part(_page(found), "change")
    assert "0 of 6 → 6 of 6" in words
    assert "A fall may mean that people are franker" in words
    assert "Agree aims" in words
    found["change"] = {**found["change"], "withheld": "Too few joined.", "statements": {}}
    words = _part(_page(found), "change")
    assert "Too few joined." in words
    assert "→" not in words


def test_same_people_stand_below_the_change(instrument: Instrument) -> None:
    """Pairs have a row a figure: up, same, down and how many; one that is withheld says so."""
    earlier, found = group(instrument), group(instrument, sheets()[::-1])
    pairs = Pairs({str(n): each.marks for n, each in enumerate(sheets())}, {})
    pairs = pairs._replace(now=dict(zip("012345", reversed(pairs.earlier.values()), strict=True)))
    found["change"] = change_since(earlier, found, instrument, pairs)
    (scores,) = _marked(_page(found), "section")["change"].all("section")[0].all("table")
    rows = {
        row.elements[0].text[:2]: [cell.text for cell in row.elements[1:]]
        for row in scores.all("tr")
    }
    assert rows["2."] == ["2", "2", "2", "6"]
    assert rows["5."] == ["–", "–", "–", "withheld"]
    assert "6 people" in _part(_page(found), "change")


def test_receipts_are_listed_last(instrument: Instrument) -> None:
    """Everybody finds their receipt; who has none is not made to think that theirs is lost."""
    assert "receipts" not in _marked(_page(group(instrument)), "section")
    page = _page(group(instrument, receipts=["K7MPQ2", "AC2D3E", "HJK4M5"]))
    assert [code.text for code in _marked(page, "section")["receipts"].all("code")] == [
        *("AC2D3E", "HJK4M5", "K7MPQ2")
    ]
    assert "3 sheets were counted without a receipt" in _part(page, "receipts")
    whole = _page(group(instrument, receipts=["K7MPQ2"] * 6))
    assert "without a receipt" not in _part(whole, "receipts")


def test_very_many_receipts_are_not_all_printed(instrument: Instrument) -> None:
    """The group file holds them all."""
    document = group(instrument, receipts=["K7MPQ2"] * 2_001)
    page = _page({**document, "respondents": 2_001})
    assert len(_marked(page, "section")["receipts"].all("code")) == 2_000
    assert "And 1 more" in _part(page, "receipts")


def test_own_answers_stand_beside_the_private_counts(instrument: Instrument) -> None:
    """A sentence for each topic, the counts beside it, and a number only if there is one."""
    assert "own" not in _marked(_page(group(instrument)), "section")
    document = group(instrument)
    document["own"] = {"1B": {"sentence": HOSTILE}, "3": {"sentence": "Not discussed"}}
    words = _part(_page(document), "own")
    assert HOSTILE in words
    assert "Principle 3" in words
    assert "agree: 6 of 6" in words
    assert "On the scale" not in words
    document["own"]["1B"]["answer"] = 1
    assert "Strongly disagree" in _part(_page(document), "own")


def test_parts_of_other_people_stay_out(instrument: Instrument) -> None:
    """Once parts were shown, a group that was counted anew says why it has none."""
    people = sheets("bbbbbb")
    words = _part(_page(group(instrument, people, "level", parts_withheld=SHOWN_ONCE)), "parts")
    assert SHOWN_ONCE in words
    assert "Withheld:" not in words


def test_scenario_is_last_and_for_the_partners_to_decide(found: Any) -> None:
    """It gives the evidence, what it looks most like and the advice; or why there is none."""
    words = _part(_page(found), "scenario")
    letter = found["scenario"]["looks_like"]
    assert "leaves it to you to decide" in words
    assert f"this looks most like {letter}. Which one are you in?" in words
    for sentence in (*found["scenario"]["because"], *ADVICE[letter].points):
        assert sentence in words
    none = {"looks_like": None, "because": [], "blocked": ["Too few."]}
    words = _part(_page({**found, "scenario": none}), "scenario")
    assert "No scenario is suggested." in words
    assert "Too few." in words


def test_what_is_handed_on_names_no_scenario(found: Any, instrument: Instrument) -> None:
    """Before the group has chosen, there is the evidence and no letter."""
    page = parse_html(render_group(found, instrument, names_scenario=False))
    words = _part(page, "scenario")
    for sentence in found["scenario"]["because"]:
        assert sentence in words
    assert not re.search(r"\b[BC]\b|looks most like", words)


def test_hostile_text_is_only_text(instrument: Instrument) -> None:
    """Markup in labels, names and comments comes out as text, kept in its own direction."""
    people = [sheet.__class__(sheet.marks, organisation=HOSTILE) for sheet in sheets()]
    comments = [{"place": "1A", "text": HOSTILE, "reworded": True}]
    given = {"partnership": HOSTILE, "round": HOSTILE, "comments": comments}
    page = _page(group(instrument, people, "organisation", **given))
    assert not page.all("script")
    assert not page.all("img")
    assert [node.text for node in page.all("bdi")].count(HOSTILE) >= 4
    assert "In the facilitator's words." in _part(page, "comments")


def test_only_what_the_page_lets_in_is_used(instrument: Instrument) -> None:
    """Every element and attribute is on the list of the page's script; ids are there once."""
    script = (ROOT / "docs/assets/app/shared/safe-insert.js").read_text("utf-8")
    elements, marks, attributes = (
        set("".join(re.findall(r'"([^"]*)"', each)).split())
        for each in re.findall(r"new Set\((.*?)\.split", script, re.DOTALL)
    )
    found = group(instrument, sheets("bbbbbb") + sheets("mmmmmm"), "level", plan=PLAN)
    found["change"] = change_since(found, found, instrument)
    page = _page(found)
    ids = []
    for node in page.walk():
        assert node.name in elements
        for name in node.attributes:
            assert name.lower() in attributes | marks, name
        ids += [node.attributes["id"]] if "id" in node.attributes else []
    assert len(ids) == len(set(ids))


def test_a_group_of_one_and_of_nobody_is_shown(instrument: Instrument) -> None:
    """Without answers, too, every part is there and every element closed."""
    blank = sheets()[0].__class__("-" * 43)
    for people in ([blank], sheets()[:1], []):
        assert len(_marked(_page(group(instrument, people)), "score")) == 7


def test_open_profiles_stand_in_the_order_of_the_alphabet(instrument: Instrument) -> None:
    """Names decide, never scores; hostile ones are text."""
    low, high = (score_answers(all_answered(n), instrument) for n in (1, 4))
    named = [("Zoe", "Quay", high), ("Ann", "Quay", low), (HOSTILE, "abbey", low), ("", "", high)]
    page = parse_html(render_profiles(named, instrument))
    rows = [row.elements[0].text for row in page.all("tr")[1:]]
    assert rows == ["Not named", f"abbey, {HOSTILE}", "Quay, Ann", "Quay, Zoe"]
    assert page.all("tr")[4].elements[-1].text == "144"
    assert len(page.all("svg")) == 4


def test_plan_has_a_row_for_each_action(instrument: Instrument) -> None:
    """Topics have their names, dates are written out, empty columns are left out."""
    table = plan_table(PLAN, instrument)
    assert table is not None
    page = parse_html(table)
    first, second = ([cell.text for cell in row.elements] for row in page.all("tr")[1:])
    assert first[:5] == [
        "2B Set clear joint aims and objectives",
        "Agree aims",
        "Chair",
        "15 January 2027",
        "Signed",
    ]
    assert second[0] == "Principle 4: Develop and maintain trust"
    assert (second[1], second[-2:]) == (HOSTILE, ["dropped", "median: 6"])
    assert "Review" not in page.text
    assert "Next assessment: 1 October 2027." in page.text
    assert plan_table({}, instrument) is None


def test_pages_use_no_forbidden_word() -> None:
    """What is ours is never called anonymous."""
    folder = Path(ROOT / "pat_core" / "reports")
    for path in folder.glob("*.py"):
        assert "anonym" not in path.read_text("utf-8").lower(), path.name
