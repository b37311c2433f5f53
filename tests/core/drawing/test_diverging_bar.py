"""A statement's answers as one bar around a line."""

from typing import Any

import pytest

from pat_core import Instrument
from pat_core.drawing.diverging_bar import draw_bar_key, draw_diverging_bar
from tests.core.picture_rules import description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

SAMPLES = {
    "divided": ((2, 6, 4, 2), 1, 15),
    "narrow": ((1, 30, 1, 8), 20, 60),
    "nobody": ((0, 0, 0, 0), 3, 3),
}


def _figures(counts: tuple[int, ...], cant_say: int, people: int) -> Any:
    return {
        "counts": {str(value): n for value, n in enumerate(counts, start=1)},
        "cant_say": cant_say,
        "blank": people - sum(counts) - cant_say,
    }


def _bar(instrument: Instrument, counts: tuple[int, ...], cant_say: int, people: int) -> str:
    figures = _figures(counts, cant_say, people)
    return draw_diverging_bar(figures, people, instrument, name="bar", title="Answers to 1A")


@pytest.mark.parametrize("sample", SAMPLES)
def test_bar_equals_its_golden_copy(instrument: Instrument, sample: str) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = _bar(instrument, *SAMPLES[sample])
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / f"diverging-bar-{sample}.svg", text + "\n")


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_count_above_nought_is_printed(instrument: Instrument, sample: str) -> None:
    """Wide or narrow, each block has its number, and "can't say" too."""
    counts, cant_say, _ = SAMPLES[sample]
    printed = texts(parse_picture(_bar(instrument, *SAMPLES[sample])))
    assert sorted(printed) == sorted(str(n) for n in (*counts, cant_say) if n)


def test_disagree_lies_left_of_the_line_and_agree_right(instrument: Instrument) -> None:
    """Blocks meet at the line, the stronger ones outside."""
    root = parse_picture(_bar(instrument, (2, 6, 4, 2), 0, 14))
    ends = {}
    for name in ("pat-against-2", "pat-against-1", "pat-for-1", "pat-for-2"):
        (block,) = with_class(root, name)
        x, width = float(block.get("x") or 0), float(block.get("width") or 0)
        ends[name] = x, x + width
    order = list(ends.values())
    line = 180.0
    assert order[1][1] == pytest.approx(line, abs=0.2)
    assert order[2][0] == pytest.approx(line, abs=0.2)
    assert [a[1] for a in order[:-1]] == pytest.approx([b[0] for b in order[1:]], abs=0.2)


def test_a_person_is_as_wide_in_every_bar(instrument: Instrument) -> None:
    """The scale is that of the group, whatever the answers to one statement."""
    widths = []
    for counts in ((0, 0, 3, 0), (0, 7, 3, 0), (0, 0, 3, 7)):
        (block,) = with_class(parse_picture(_bar(instrument, counts, 0, 10)), "pat-for-1")
        widths.append(block.get("width"))
    assert widths == ["45", "45", "45"]


def test_blocks_never_run_into_those_who_cannot_say(instrument: Instrument) -> None:
    """All who can agree and all who can't say, together the whole group, stay apart."""
    root = parse_picture(_bar(instrument, (0, 0, 0, 7), 3, 10))
    (agree,), (unsaid,) = with_class(root, "pat-for-2"), with_class(root, "pat-paper")
    end = float(agree.get("x") or 0) + float(agree.get("width") or 0)
    assert end + 15 < float(unsaid.get("x") or 0)
    assert unsaid.get("stroke-dasharray")


def test_words_hold_all_counts(instrument: Instrument) -> None:
    """In words, noughts and blank ones are counted too."""
    root = parse_picture(_bar(instrument, (2, 0, 4, 2), 1, 12))
    assert description(root) == (
        "Strongly disagree 2, disagree 0, agree 4, strongly agree 2, can't say 1, no answer 3."
    )


def test_key_names_every_block(instrument: Instrument) -> None:
    """The key shows all five kinds in the order of the bar."""
    root = parse_picture(draw_bar_key(instrument))
    words = "Strongly disagree Disagree Agree Strongly agree Can't say"
    assert " ".join(texts(root)) == words
