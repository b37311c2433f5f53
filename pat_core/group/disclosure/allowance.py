"""What the numbers of people invited to a round will allow to be shown, before anybody is asked.

It takes for granted that all of them answer, but for one warning: fewer usually do. That six in ten
count as usual is this project's own rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pat_core.files.result_validation import MIN_THRESHOLD
from pat_core.group.disclosure.cells import hidden_labels
from pat_core.group.statistics.tally import ORGANISATION
from pat_core.modes import has_threshold, shows_partners, shows_people
from pat_core.text.sentences import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pat_core.group.round.rounds import Round

__all__ = ["Allowance", "allowance_of"]

FEWEST_PARTNERS, MOST_PARTNERS = 4, 7
"""For how many partners it is recommended to show each by name. Our rule."""

_NOT_SAID = "Say below how many people are invited, and this page says what you will see of them."
_BY_PARTNER = (
    "Shown By partner, each partner's combined profile would be seen by name, whatever its size."
    f" That is recommended for {FEWEST_PARTNERS} to {MOST_PARTNERS} partners who have agreed to it."
)


class Allowance(NamedTuple):
    """What will be seen, in sentences."""

    seen: str
    changes: list[str]
    """What would show more."""
    warning: str = ""
    """Why nothing may be seen; empty where enough people are invited."""


def allowance_of(set_up: Round) -> Allowance:
    """Return what the people invited in *set_up* will allow to be shown."""
    people = sum(invited.people for invited in set_up.invited)
    sizes = {invited.partner: invited.people for invited in set_up.invited if invited.partner}
    if not people:
        return Allowance(_NOT_SAID, [])
    if not has_threshold(set_up.mode):
        return Allowance(_seen_by_name(set_up.mode, sizes), [])
    if people < set_up.threshold:
        invited = "1 person is" if people == 1 else f"{people} people are"
        nothing = (
            f"With these numbers you will see nothing: {invited} invited, and figures are shown"
            f" from {set_up.threshold} people on."
        )
        return Allowance(nothing, _changes(set_up, people, sizes))
    seen = f"With these numbers you will see: the whole group; {_seen_parts(set_up, sizes)}."
    return Allowance(seen, _changes(set_up, people, sizes), _warning(people, set_up.threshold))


def _seen_by_name(mode: str, sizes: Mapping[str, int]) -> str:
    """Return what is seen where partners are shown by name."""
    who = f"each of the {len(sizes)} partners by name" if len(sizes) > 1 else "each partner by name"
    if shows_people(mode):
        return f"With these numbers you will see: the whole group; {who}; each person by name."
    seen = f"With these numbers you will see: the whole group; {who}; no person by name."
    return " ".join(filter(None, [seen, _seen_of_one(sizes.items())]))


def _seen_of_one(sizes: Iterable[tuple[str, int]]) -> str:
    """Return what is seen of partners with one person; empty where there is none."""
    names = [name for name, people in sizes if people == 1]
    if len(names) == 1:
        return f"From {names[0]} only one person is invited, so its profile is that person's."
    if names:
        return (
            f"From {listed(names)} only one person each is invited, so the profile of such a"
            " partner is that person's."
        )
    return ""


def _seen_parts(set_up: Round, sizes: Mapping[str, int]) -> str:
    """Return which parts of the group are seen, as the end of a sentence."""
    if not set_up.by:
        return "no part of it by itself"
    if set_up.by != ORGANISATION or not sizes:
        return f"a part of it, by {set_up.by}, only from {set_up.threshold} people on"
    shown = _shown(sizes, set_up.threshold)
    if not shown:
        return "no organisation by itself"
    if len(shown) == len(sizes):
        return "every organisation by itself"
    return f"by themselves only {listed(shown)}"


def _shown(sizes: Mapping[str, int], threshold: int) -> list[str]:
    """Return the partners that are seen by themselves, in the order given."""
    hidden = hidden_labels(sizes, threshold)
    return [name for name in sizes if name not in hidden]


def _changes(set_up: Round, people: int, sizes: Mapping[str, int]) -> list[str]:
    """Return what would show more than the set-up does."""
    changes = [_lower_threshold(set_up, people, sizes)]
    if people >= set_up.threshold and set_up.by == ORGANISATION:
        changes.append(_blocks(sizes, set_up.threshold))
    if len(sizes) > 1 and not shows_partners(set_up.mode):
        changes.append(_BY_PARTNER)
    return [change for change in changes if change]


def _lower_threshold(set_up: Round, people: int, sizes: Mapping[str, int]) -> str:
    """Return what the highest lower threshold that shows more would show; empty if none does."""
    if people < set_up.threshold:
        is_enough = people >= MIN_THRESHOLD
        return f"With a threshold of {people} you would see the whole group." if is_enough else ""
    if set_up.by != ORGANISATION:
        return ""
    shown = _shown(sizes, set_up.threshold)
    for threshold in range(set_up.threshold - 1, MIN_THRESHOLD - 1, -1):
        more = [name for name in _shown(sizes, threshold) if name not in shown]
        if more:
            return f"With a threshold of {threshold} you would also see {listed(more)} by name."
    return ""


def _blocks(sizes: Mapping[str, int], threshold: int) -> str:
    """Return how partners that are too small could be seen together; empty if they cannot."""
    shown = _shown(sizes, threshold)
    blocks, people = [list[str]()], [0]
    for name in (name for name in sizes if name not in shown):
        if people[-1] >= threshold:
            blocks.append([])
            people.append(0)
        blocks[-1].append(name)
        people[-1] += sizes[name]
    if len(blocks) > 1 and people[-1] < threshold:
        rest, few = blocks.pop(), people.pop()
        blocks[-1] += rest
        people[-1] += few
    # One block of all partners would be the whole group.
    if people[-1] < threshold or len(blocks) + len(shown) < 2:
        return ""
    named = [f"{listed(block)} ({n} people)" for block, n in zip(blocks, people, strict=True)]
    return f"Small partners that count as one could be seen together, by name: {'; '.join(named)}."


def _warning(people: int, threshold: int) -> str:
    """Return why nothing may be seen in the end; empty if six in ten answers are enough."""
    if 6 * people >= 10 * threshold:
        return ""
    return (
        f"Often about six in ten answer. Of {people} people that is {6 * people // 10}, fewer than"
        f" the {threshold} from whom on figures are shown: then there would be none. Invite more"
        " people, or agree on other terms, before you ask anybody."
    )
