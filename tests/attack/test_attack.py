"""Nobody's answer can be worked out from what a confidential group shows.

Every group is made up with a seed. The attacker has the group file; that the tables and reports
hold nothing else is a test of theirs.
"""

from random import Random
from typing import TYPE_CHECKING

import pytest

from pat_core.model import Instrument
from tests.attack.groups import random_rows, random_sizes
from tests.attack.publication import Publication
from tests.attack.search import Attack
from tests.sampling import how_many

if TYPE_CHECKING:
    from pat_core.documents.figures import LabelKind

_MOODS = ("agreeing", "split", "even", "alike")
_SHARES_MISSING = (0.0, 0.03, 0.07, 0.2)
GROUPS = how_many("groups attacked", 4, 300)


@pytest.mark.parametrize("seed", range(1, GROUPS + 1))
def test_nobody_is_named(instrument: Instrument, seed: int) -> None:
    """No answer is the only possible one."""
    chance = Random(seed)
    sizes = random_sizes(chance)
    missing, mood = chance.choice(_SHARES_MISSING), chance.choice(_MOODS)
    rows = random_rows(sizes, missing, mood, chance)
    kind: LabelKind = "level" if len(sizes) <= 4 else "organisation"
    outcome = Attack(Publication.of_one_round(len(rows), instrument, kind), rows).run()
    assert outcome.asked
    assert not outcome.named
