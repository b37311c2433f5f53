"""The picture of a profile: golden copies, well-formed, and true to the figures."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from pat_core import Instrument, Profile, load_instrument, score_answers
from pat_core.drawing.dartboard import (
    describe_profile,
    draw_blank_dartboard,
    draw_dartboard,
    figure_of,
)
from tests.core import strategies
from tests.core.samples import LETTERS, TESTS, all_answered, compare_with_copy

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES: dict[str, dict[str, int | None]] = {
    "complete": {
        number + letter: int(mark)
        for number, marks in zip(
            "123456", ["423331", "444444", "333333", "222222", "111111", "444111"], strict=True
        )
        for letter, mark in zip(LETTERS, marks, strict=True)
    },
    "partial": {
        **dict.fromkeys(["1A", "1B", "1C", "1D", "1E", "2A", "2B", "2C"], 4),
        **dict.fromkeys(["3A", "3B", "3C", "3D", "3E"], 1),
        **dict.fromkeys(["4A", "4B", "4C", "4D", "4E", "4F"], 2),
        **dict.fromkeys(["5A", "5B", "6A"]),
    },
    "nothing": {},
    "highest": all_answered(4),
    "lowest": all_answered(1),
}


def _profile(sample: str) -> Profile:
    return score_answers(SAMPLES[sample], load_instrument())


def _picture(sample: str) -> ElementTree.Element:
    return ElementTree.fromstring(draw_dartboard(_profile(sample), load_instrument()))


def _texts(root: ElementTree.Element, class_: str) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text") if node.get("class") == class_]


def _sectors(sample: str) -> list[ElementTree.Element]:
    return [node for node in _picture(sample).iter(f"{SVG}g") if node.get("data-sector")]


@pytest.mark.parametrize("sample", SAMPLES)
def test_picture_equals_its_golden_copy(instrument: Instrument, sample: str) -> None:
    """The drawing is the one that people looked at (``PAT_RENEW=1`` renews the copies)."""
    copy = TESTS / "golden" / f"dartboard-{sample}.svg"
    compare_with_copy(copy, draw_dartboard(_profile(sample), instrument) + "\n")


@pytest.mark.parametrize("sample", SAMPLES)
def test_picture_is_xml_with_title_and_description(instrument: Instrument, sample: str) -> None:
    """The picture parses as XML, is named, and says in words what it shows."""
    root = _picture(sample)
    assert root.tag == f"{SVG}svg"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text
    assert description.text == describe_profile(_profile(sample), instrument)
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby") or "").split() == [title.get("id"), description.get("id")]


@pytest.mark.parametrize("sample", SAMPLES)
def test_picture_needs_no_style_and_no_script(sample: str) -> None:
    """No style, no script, no handler and no address: the pages' policy would refuse them."""
    for node in _picture(sample).iter():
        assert node.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}use")
        for name in node.attrib:
            assert name != "style"
            assert "href" not in name
            assert not name.startswith("on")


def test_ids_keep_two_pictures_apart(instrument: Instrument) -> None:
    """Two pictures on one page share no id, and each refers to its own."""
    ids = []
    for name in ("now", "then"):
        text = draw_dartboard(_profile("partial"), instrument, name=name)
        found = re.findall(r' id="([^"]+)"', text)
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(found)
        ids += found
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize(
    ("sample", "figures"),
    [
        ("complete", ["16", "24", "18", "12", "6", "15"]),
        ("partial", ["21–24", "15–24", "6–9", "12", "6–24", "6–24"]),
        ("nothing", ["6–24"] * 6),
        ("highest", ["24"] * 6),
        ("lowest", ["6"] * 6),
    ],
)
def test_picture_prints_the_figures(sample: str, figures: list[str]) -> None:
    """Each sector holds its score, or its possible range, in the order of the principles."""
    root = _picture(sample)
    assert _texts(root, "pat-figure") == figures
    assert _texts(root, "pat-sector-number") == list("123456")
    assert _texts(root, "pat-ring-label") == ["6", "7–12", "13–18", "19–24"]


@given(strategies.answer_sheets)
def test_figures_are_those_of_the_profile(answers: dict[str, int | None]) -> None:
    """Whatever was answered, picture and description hold the profile's own figures."""
    profile = score_answers(answers, load_instrument())
    picture = draw_dartboard(profile, load_instrument())
    figures = [figure_of(card) for _, card in profile.principles]
    assert _texts(ElementTree.fromstring(picture), "pat-figure") == figures
    words = describe_profile(profile, load_instrument())
    for (number, card), figure in zip(profile.principles, figures, strict=True):
        assert f"principle {number} {figure}" in words
        assert (f"{card.answered} of 6 answered" in words) or card.is_complete


@pytest.mark.parametrize(
    ("sample", "filled", "hatched"),
    [
        ("complete", [3, 4, 3, 2, 1, 3], [0, 0, 0, 0, 0, 0]),
        ("partial", [3, 2, 0, 2, 0, 0], [1, 2, 2, 0, 4, 4]),
        ("nothing", [0] * 6, [4] * 6),
        ("highest", [4] * 6, [0] * 6),
        ("lowest", [1] * 6, [0] * 6),
    ],
)
def test_rings_show_the_band(sample: str, filled: list[int], hatched: list[int]) -> None:
    """Rings are filled up to the band, and hatched over what the score may still reach."""
    classes = [[node.get("class") or "" for node in sector] for sector in _sectors(sample)]
    assert [sum("pat-ring-" in kind for kind in sector) for sector in classes] == filled
    assert [sum("pat-open" in kind for kind in sector) for sector in classes] == hatched


@pytest.mark.parametrize("sample", SAMPLES)
def test_filled_ring_differs_from_paper(sample: str) -> None:
    """Without any style sheet too, filled rings have colours of their own and open ones none."""
    fills: dict[str, set[str]] = {"filled": set(), "open": set()}
    for sector in _sectors(sample):
        for node in sector:
            kind = "filled" if "pat-ring-" in (node.get("class") or "") else "open"
            fills[kind].add(node.get("fill") or "")
    assert not fills["filled"] & fills["open"]
    assert len(fills["filled"]) == {"complete": 4, "partial": 3, "nothing": 0, "highest": 4}.get(
        sample, 1
    )


def test_blank_board_is_empty_and_named(instrument: Instrument) -> None:
    """The board to shade by hand has sectors and ring labels, and no figure and no filled ring."""
    text = draw_blank_dartboard(instrument)
    compare_with_copy(TESTS / "golden" / "dartboard-blank.svg", text + "\n")
    root = ElementTree.fromstring(text)
    assert _texts(root, "pat-figure") == []
    assert _texts(root, "pat-sector-number") == list("123456")
    assert _texts(root, "pat-ring-label") == ["6", "7–12", "13–18", "19–24"]
    assert "pat-ring-1" not in text
    assert "by hand" in (root[0].text or "")


def test_description_says_what_is_missing(instrument: Instrument) -> None:
    """In words too, a range is called possible, with the count of what was answered."""
    words = describe_profile(_profile("partial"), instrument)
    assert "principle 3 6–9 possible, 5 of 6 answered" in words
    assert "principle 4 12;" in words
    assert words.startswith("Scores out of 24:")
