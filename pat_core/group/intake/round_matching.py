"""Whether an entry fits the group: its partnership, round, purpose, mode and wording.

An entry that does not fit is held until somebody admits it; see ``selection``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pat_core.model import CONFIDENTIAL
from pat_core.modes import MODE_NAMES, has_threshold
from pat_core.text.display import MAX_NAME, visible
from pat_core.text.name_key import name_key, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["COMPARED", "Agreed", "agreed_values", "differences_from"]

COMPARED = ("partnership", "round", "purpose", "mode", "wording")
"""The details of an entry that are compared, in the order of :data:`Values`."""

Values = tuple[str, str, str, str, str]
"""The five details in :data:`COMPARED` as one person gave them; empty where not given."""

_NAMED_ROUNDS = 5
"""How many rounds a question names."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The details on which a group agrees; see :func:`agreed_values`."""

    values: Mapping[str, str]
    """Partnership, round, purpose, mode and wording; empty where nobody gave one."""
    tied_rounds: tuple[str, ...] = ()
    """The rounds that equally many people name, if nobody has chosen one of them."""

    @property
    def question(self) -> str:
        """A question that must be answered before the group can be shown; or empty."""
        if not self.tied_rounds:
            return ""
        named = [_quoted(name) for name in self.tied_rounds[:_NAMED_ROUNDS]]
        more = len(self.tied_rounds) - len(named)
        rounds = ", ".join([*named, *([f"{more} more"] if more else [])])
        return f"Equally many people name each of these rounds: {rounds}. Say which one this is."


def agreed_values(people: Iterable[tuple[timedelta, Values]], wanted: Mapping[str, str]) -> Agreed:
    """Return the partnership, round, purpose, mode and wording of the group.

    Each is what *wanted* says, or else what most *people* say. A person is counted once, with the
    time of saving; who says nothing has no vote. If a round is wanted, only the people of that
    round vote on the rest. Between equally common rounds somebody must choose; equally common modes
    give "confidential"; otherwise the first in the order of characters wins. A name is spelled as
    it was written first. So the order of loading decides nothing.
    """
    votes, written = Counter[Values](), dict[Values, timedelta]()
    for moment, values in people:
        votes[values] += 1
        written[values] = min(moment, written.get(values, moment))
    if name := wanted.get("round"):
        position, round_key = COMPARED.index("round"), name_key(name)
        votes = Counter(
            {v: n for v, n in votes.items() if name_key(v[position]) in ("", round_key)}
        )
    agreed, tied = {}, list[str]()
    for position, key in enumerate(COMPARED):
        common = [wanted[key]] if wanted.get(key) else _most_common(votes, written, position)
        if key == "mode" and len(common) > 1:
            common = [CONFIDENTIAL]
        if key == "round" and len(common) > 1:
            tied, common = common, []
        agreed[key] = common[0] if common else ""
    return Agreed(agreed, tuple(tied))


def _most_common(
    votes: Mapping[Values, int], written: Mapping[Values, timedelta], position: int
) -> list[str]:
    """Return the names at *position* with the most votes, as they were written first, sorted."""
    given = [values for values in votes if values[position]]
    people = Counter[str]()
    for values in given:
        people[name_key(values[position])] += votes[values]
    most = max(people.values(), default=0)
    shown = spellings((written[values], values[position]) for values in given)
    return sorted(text for key, text in shown.items() if people[key] == most)


def differences_from(given: Mapping[str, str], group: Agreed) -> str:
    """Return how *given* differs from *group*, in words; empty if it does not.

    Only details that both give are compared. But answers that name no mode differ from a round that
    is not confidential.
    """
    if given["round"] and group.tied_rounds:
        # What else differs depends on the round that will be chosen.
        return f"names the round {_quoted(given['round'])}; it is not known yet which round this is"
    differences = []
    for key in COMPARED:
        here, there = given[key], group.values[key]
        if here and there and name_key(here) != name_key(there):
            differences.append(_difference(key, here, there))
    mode = group.values["mode"]
    if not has_threshold(mode) and not given["mode"]:
        differences.append(
            f'does not say how its answers may be shown; this round is "{MODE_NAMES[mode]}"'
        )
    return ", and ".join(differences)


def _difference(key: str, here: str, there: str) -> str:
    if key == "wording":
        return "was answered in another wording than the others"
    if key == "mode":
        here, there = MODE_NAMES[here], MODE_NAMES[there]
        return f'was given for a round that is "{here}"; this one is "{there}"'
    return f"names the {key} {_quoted(here)}; this one is {_quoted(there)}"


def _quoted(name: str) -> str:
    return f"'{visible(name, MAX_NAME)}'"
