"""Whether an entry fits the group: its partnership, round, purpose, mode and wording.

What does not fit is held until somebody admits it; see ``selection``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from pat_core.text.display import MAX_NAME, visible
from pat_core.text.name_key import name_key, spellings

__all__ = ["COMPARED", "CONFIDENTIAL", "OPEN", "Agreed", "agreed_values", "differences_from"]

COMPARED = ("partnership", "round", "purpose", "mode", "wording")
"""What of an entry is compared, in the order of :data:`Values`."""
OPEN, CONFIDENTIAL = "open", "confidential"
"""The mode of a round in which profiles are shown by name, and of one in which none is."""

Values = tuple[str, str, str, str, str]
"""What one person's answers say of the five in :data:`COMPARED`; empty where they say nothing."""

_NAMED_ROUNDS = 5
"""How many rounds a question names."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the group is of; see :func:`agreed_values`."""

    values: Mapping[str, str]
    """Partnership, round, purpose, mode and wording; empty where nobody says it."""
    tied_rounds: tuple[str, ...] = ()
    """The rounds that equally many people name, where nobody has said which one is meant."""

    @property
    def question(self) -> str:
        """What must be answered before the group can be shown, in a sentence; or nothing."""
        if not self.tied_rounds:
            return ""
        named = [_quoted(name) for name in self.tied_rounds[:_NAMED_ROUNDS]]
        more = len(self.tied_rounds) - len(named)
        rounds = ", ".join([*named, *([f"{more} more"] if more else [])])
        return f"Equally many people name each of these rounds: {rounds}. Say which one this is."


def agreed_values(people: Iterable[tuple[timedelta, Values]], wanted: Mapping[str, str]) -> Agreed:
    """Return of which partnership, round, purpose, mode and wording the group is.

    They are what *wanted* says, and else what most *people* say. Each person comes once, with the
    time of saving; who says nothing has no vote. Where a round is wanted, only those of it vote on
    the rest. Between equally common rounds somebody must choose; of equally common modes it is
    confidence, and of the others the first in the order of characters. A name is spelled as it was
    written first. So no order of loading decides.
    """
    votes, written = Counter[Values](), dict[Values, timedelta]()
    for moment, values in people:
        votes[values] += 1
        written[values] = min(moment, written.get(values, moment))
    if name := wanted.get("round"):
        place, key = COMPARED.index("round"), name_key(name)
        votes = Counter({v: n for v, n in votes.items() if name_key(v[place]) in ("", key)})
    found, tied = {}, list[str]()
    for place, key in enumerate(COMPARED):
        common = [wanted[key]] if wanted.get(key) else _most_common(votes, written, place)
        if key == "mode" and len(common) > 1:
            common = [CONFIDENTIAL]
        if key == "round" and len(common) > 1:
            tied, common = common, []
        found[key] = common[0] if common else ""
    return Agreed(found, tuple(tied))


def _most_common(
    votes: Mapping[Values, int], written: Mapping[Values, timedelta], place: int
) -> list[str]:
    """Return the names with the most votes, as they were written first, in their order."""
    given = [values for values in votes if values[place]]
    people = Counter[str]()
    for values in given:
        people[name_key(values[place])] += votes[values]
    most = max(people.values(), default=0)
    shown = spellings((written[values], values[place]) for values in given)
    return sorted(text for key, text in shown.items() if people[key] == most)


def differences_from(given: Mapping[str, str], group: Agreed) -> str:
    """Return in what *given* differs from *group*, where both say something; else nothing.

    What does not say on which terms it was given differs from a round that is not confidential,
    too.
    """
    if given["round"] and group.tied_rounds:
        # What else differs follows from the round that will be chosen.
        return f"names the round {_quoted(given['round'])}; it is not known yet which round this is"
    found = []
    for key in COMPARED:
        here, there = given[key], group.values[key]
        if here and there and name_key(here) != name_key(there):
            found.append(_difference(key, here, there))
    mode = group.values["mode"]
    if mode not in ("", CONFIDENTIAL) and not given["mode"]:
        found.append(f"does not say whether it was given in confidence; this round is {mode}")
    return ", and ".join(found)


def _difference(key: str, here: str, there: str) -> str:
    special = {
        "wording": "was answered in another wording than the others",
        "mode": f"was given for a round that is {here}; this one is {there}",
    }
    return special.get(key, f"names the {key} {_quoted(here)}; this one is {_quoted(there)}")


def _quoted(name: str) -> str:
    return f"'{visible(name, MAX_NAME)}'"
