"""What is left to see of real shapes of groups: protection that hides everything is no use."""

import random
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.files.sheet import Sheet
from tests.core.group_documents import group_of
from tests.sampling import how_many

SHAPES = {
    "22 as 7, 5, 5, 5": (7, 5, 5, 5),
    "22 as 6, 4, 3, 3, 2, 2, 2": (6, 4, 3, 3, 2, 2, 2),
    "12 as 4, 3, 2, 2, 1": (4, 3, 2, 2, 1),
    "20 as 4 × 5": (5, 5, 5, 5),
    "8 as 2 × 4": (4, 4),
}
MOODS = ((2, 8, 55, 35), (1, 1, 1, 1), (10, 25, 45, 20))
"""How often each answer is given, the lowest first: a healthy group, by chance, mixed."""


def _sheets(chance: random.Random, sizes: tuple[int, ...], missing: float) -> list[Sheet]:
    weights = chance.choice(MOODS)

    def mark() -> str:
        is_missing = chance.random() < missing
        return chance.choice("?-") if is_missing else chance.choices("1234", weights)[0]

    return [
        Sheet("".join(mark() for _ in range(36)) + "3333333", organisation=f"Partner {place}")
        for place, size in enumerate(sizes)
        for _ in range(size)
    ]


def _groups(instrument: Instrument, sizes: tuple[int, ...], missing: float, mode: str) -> list[Any]:
    name = f"groups of {sum(sizes)}, {mode}, for what they show"
    return [
        group_of(
            _sheets(random.Random(seed), sizes, missing), instrument, "organisation", mode=mode
        )
        for seed in range(how_many(name, 20, 500))
    ]


def _shown(document: Any) -> int:
    """Return how many statements of the whole group are shown."""
    return sum("withheld" not in figures for figures in document["statements"].values())


def _shows_every_part(document: Any) -> bool:
    """Return whether every part of the group shows a figure for every principle."""
    return all(
        "withheld" not in part
        and all(own.get("estimate") is not None for own in part["principles"].values())
        for part in document["by"]["organisation"].values()
    )


def test_four_parts_of_five_are_seen_side_by_side(instrument: Instrument) -> None:
    """Nine of ten groups show every part in every principle, and nearly all statements."""
    groups = _groups(instrument, SHAPES["20 as 4 × 5"], 0.03, "confidential")
    assert 10 * sum(map(_shows_every_part, groups)) >= 9 * len(groups)
    assert all(_shown(document) >= 34 for document in groups)


def test_six_people_see_nearly_all_statements(instrument: Instrument) -> None:
    """With 7 % of the answers missing, 32 of 36 statements are shown in nine of ten groups."""
    groups = _groups(instrument, (6,), 0.07, "confidential")
    assert 10 * sum(_shown(document) >= 32 for document in groups) >= 9 * len(groups)


@pytest.mark.parametrize("sizes", SHAPES.values(), ids=SHAPES.keys())
def test_whole_group_has_a_figure_for_every_principle(
    instrument: Instrument, sizes: tuple[int, ...]
) -> None:
    """However a group is divided, its dartboard is full, in nine of ten groups at least."""
    groups = _groups(instrument, sizes, 0.03, "confidential")
    full = [
        all(own["estimate"] is not None for own in document["principles"].values())
        for document in groups
    ]
    assert 10 * sum(full) >= 9 * len(groups)


@pytest.mark.parametrize("sizes", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("mode", ["partner", "open"])
def test_partners_are_always_seen(
    instrument: Instrument, sizes: tuple[int, ...], mode: str
) -> None:
    """By partner, and with names, nothing is withheld, whatever the size."""
    for document in _groups(instrument, sizes, 0.03, mode):
        assert _shown(document) == 36
        parts = document["by"]["organisation"].values()
        assert [part["n"] for part in parts] == list(sizes)
        for part in parts:
            assert not any("withheld" in own for own in part["statements"].values())
            assert all(own["possible_mean"] for own in part["principles"].values())
