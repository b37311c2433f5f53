"""Nobody's answer can be worked out from what a confidential group shows.

Every group is made up with a seed. The attacker has the group file; that the tables and reports
hold nothing else is a test of theirs.
"""

from random import Random
from typing import TYPE_CHECKING

import pytest

from pat_core.model import Instrument
from tests.attack.groups import random_rows, random_sizes, second_round
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


@pytest.mark.xfail(reason="five late people who all say the same follow from the two files")
def test_late_files_name_nobody(instrument: Instrument) -> None:
    """Whoever has the files of the first twelve people and of seventeen cannot tell them apart."""
    rows = random_rows([17], 0.03, "agreeing", Random(0))
    outcome = Attack(Publication.with_late_files(12, 17, instrument), rows).run()
    assert outcome.asked
    assert not outcome.named


@pytest.mark.parametrize("seed", range(how_many("groups in two rounds", 1, 40)))
def test_two_rounds_of_the_same_people_name_nobody(instrument: Instrument, seed: int) -> None:
    """Both files and the change, with everybody's token; one answers more in the second round."""
    chance = Random(seed)
    rows = second_round(random_rows([9], 0.07, "agreeing", chance), chance)
    outcome = Attack(Publication.of_two_rounds(9, instrument), rows).run()
    assert outcome.asked
    assert not outcome.named
