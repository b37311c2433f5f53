"""Unanimous subgroups: found where everything that is shown requires what they answered."""

from fractions import Fraction
from functools import partial

import pytest

from pat_core.group.disclosure.cells import Counts, no_cells, statement_cells
from pat_core.group.disclosure.exchanges import estimates_of, is_anybody_exposed, rounded

pytestmark = pytest.mark.same_everywhere

RULE = partial(statement_cells, hidden=(), threshold=5)
MIXED: Counts = (1, 1, 2, 1)


@pytest.mark.parametrize(
    ("estimate", "points"),
    [("14.49", 14), ("14.5", 15), ("15.5", 16), ("14.51", 15), ("16", 16)],
)
def test_halves_go_up(estimate: str, points: int) -> None:
    """Not to the even number, as Python rounds."""
    assert rounded(Fraction(estimate)) == points


def test_estimate_is_exact_and_needs_every_statement() -> None:
    """A third stays a third; a subgroup without answers to a statement has no estimate."""
    statements: list[dict[str, Counts]] = [
        {"a": (0, 0, 2, 1), "b": MIXED},
        {"a": (1, 0, 0, 0), "b": (0, 0, 0, 0)},
    ]
    cells = list(map(no_cells, statements))
    assert estimates_of(cells, "ab") == {"a": Fraction(10, 3) + 1}


def _principle(statement: dict[str, Counts]) -> list[dict[str, Counts]]:
    return [statement, *[dict.fromkeys(statement, MIXED)] * 5]


def test_rounded_points_that_only_one_answer_explains() -> None:
    """Five statements are shown in full, so the points of a give away its mean in the sixth."""
    statement = {"a": (0, 0, 0, 5), "b": (1, 2, 1, 1), "c": MIXED}
    cells = list(map(RULE, _principle(statement)))
    assert cells[0].without == {"a", "b"}
    estimates = estimates_of(cells, "abc")
    assert (estimates["a"], estimates["b"]) == (Fraction(17), Fraction("15.4"))
    # With one answer less a has 16.8 or less often, and b 15.6: the first rounds to 17 again, the
    # second to 16. But a may give 4 for 1: then it has 16.4 and b 16.
    assert is_anybody_exposed(cells, estimates, RULE)
    lower = {**estimates, "b": Fraction(15)}
    assert not is_anybody_exposed(cells, lower, RULE)
    # Nothing ties the answers of a to its points when they are not shown.
    assert not is_anybody_exposed(cells, {}, RULE)


def test_second_exchange_may_make_up_for_the_first() -> None:
    """What a loses in one statement it may gain in another whose counts are not shown either."""
    first = {"a": (0, 0, 0, 5), "b": (1, 2, 1, 1), "c": MIXED}
    second = {"a": (0, 0, 5, 0), "b": (0, 2, 1, 2), "c": MIXED}
    cells = [RULE(first), RULE(second), *[RULE(dict.fromkeys("abc", MIXED))] * 4]
    tight = {label: Fraction(1, 2) for label in "ab"}
    assert not is_anybody_exposed(cells, tight, RULE)


def test_whole_group_alike_is_known_in_any_case() -> None:
    """The invitation says so: all, or all but one, answered alike."""
    statement: dict[str, Counts] = {"a": (0, 0, 5, 0), "b": (0, 0, 5, 1)}
    cells = list(map(RULE, _principle(statement)))
    assert not is_anybody_exposed(cells, estimates_of(cells, "ab"), RULE)
