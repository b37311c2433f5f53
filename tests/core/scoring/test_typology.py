"""The type that a partnership has and the one that it needs: what lies between, in sentences."""

from dataclasses import fields, replace
from itertools import product

import pytest

from pat_core import Instrument
from pat_core.documents.result import TypeDocument
from pat_core.model import GapTexts, Typology
from pat_core.scoring.typology import describe_gap, function_gap, level_gap

LEVELS = ["cooperation", "coordination", "integration"]
"""From the loosest to the closest, typed here a second time."""
FUNCTIONS = ["strategic", "commissioning", "delivery"]
TYPES = list(product(LEVELS, FUNCTIONS))


@pytest.fixture(scope="module")
def typology(instrument: Instrument) -> Typology:
    """Return the typology with sentences that name themselves, so that a test can tell them."""
    names = [field.name for field in fields(GapTexts)]
    texts = {name: name if name.endswith("_view") else f"{name}: {{now}}" for name in names}
    texts |= {name: f"{name}: {{now}}, {{needed}}" for name in ("closer", "looser")}
    texts["other_function"] += ", {needed}"
    return replace(instrument.typology, gap=GapTexts(**texts))


@pytest.mark.parametrize(
    ("now", "needed", "sentences"),
    [
        ("coordination", "coordination", ["same_level: Co-ordination"]),
        ("cooperation", "integration", ["closer: Co-operation, Integration", "closer_view"]),
        ("cooperation", "coordination", ["closer: Co-operation, Co-ordination", "closer_view"]),
        ("integration", "coordination", ["looser: Integration, Co-ordination", "looser_view"]),
    ],
)
def test_level_gap_goes_by_the_order_of_levels(
    typology: Typology, now: str, needed: str, sentences: list[str]
) -> None:
    """The same, a closer and a looser level have sentences of their own, with both labels."""
    assert list(level_gap(now, needed, typology)) == sentences


@pytest.mark.parametrize(("now", "needed"), [*product(FUNCTIONS, repeat=2)])
def test_function_gap_knows_no_order(typology: Typology, now: str, needed: str) -> None:
    """Functions are the same or others; none stands above another."""
    starts = [sentence.partition(":")[0] for sentence in function_gap(now, needed, typology)]
    other = ["other_function", "other_function_view"]
    assert starts == (["same_function"] if now == needed else other)


def test_whole_gap_has_level_first_and_then_function(typology: Typology) -> None:
    """Two whole types give the sentences of the levels, then those of the functions."""
    now: TypeDocument = {"collaboration": "integration", "function": "strategic"}
    needed: TypeDocument = {"collaboration": "cooperation", "function": "delivery"}
    assert describe_gap(now, needed, typology) == (
        "looser: Integration, Co-operation",
        "looser_view",
        "other_function: Strategic, Delivery",
        "other_function_view",
    )


@pytest.mark.parametrize(
    ("now", "needed", "sentences"),
    [
        ({}, {}, ()),
        ({"collaboration": "cooperation", "function": "delivery"}, {}, ()),
        ({}, {"collaboration": "cooperation"}, ()),
        ({"collaboration": "cooperation"}, {"function": "delivery"}, ()),
        ({"collaboration": ""}, {"collaboration": "integration"}, ()),
        (
            {"collaboration": "cooperation", "function": "delivery"},
            {"function": "delivery"},
            ("same_function: Delivery",),
        ),
        (
            {"collaboration": "cooperation"},
            {"collaboration": "cooperation", "function": ""},
            ("same_level: Co-operation",),
        ),
    ],
)
def test_half_that_is_missing_is_left_out(
    typology: Typology, now: TypeDocument, needed: TypeDocument, sentences: tuple[str, ...]
) -> None:
    """A half that was chosen for only one of the two types has no sentence."""
    assert describe_gap(now, needed, typology) == sentences


@pytest.mark.parametrize(("now", "needed"), [*product(TYPES, repeat=2)])
def test_every_pair_of_types_has_its_sentences(
    instrument: Instrument, now: tuple[str, str], needed: tuple[str, str]
) -> None:
    """Each of the 81 pairs is told with the labels of both types, and no place stays open."""
    types: list[TypeDocument] = [
        {"collaboration": level, "function": function} for level, function in (now, needed)
    ]
    told = describe_gap(types[0], types[1], instrument.typology)
    text = " ".join(told)
    choices = instrument.typology.collaborations + instrument.typology.functions
    labels = {choice.code: choice.label for choice in choices}
    assert all(labels[code] in text for code in (*now, *needed))
    assert "{" not in text
    assert len(told) == 2 + sum(a != b for a, b in zip(now, needed, strict=True))
