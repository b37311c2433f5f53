"""The same people in two rounds: found by a token of their own, and shown only as counts."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from pat_core import Instrument
from pat_core.errors import GroupFileError
from pat_core.files.sheet import Sheet
from pat_core.group.document.change import change_since
from pat_core.group.document.group_file import check_group
from pat_core.group.statistics.figures import figure_at, figure_paths
from pat_core.group.statistics.pairs import Pairs, marks_by_token
from tests.core.group_documents import as_read, group_of, marks, random_sheets
from tests.sampling import how_many

THRESHOLD = 5

Document = Any


def _tokens(sheets: dict[str, str]) -> dict[str, str]:
    return marks_by_token((token, Sheet(each)) for token, each in sheets.items())


def _change(
    instrument: Instrument,
    earlier: dict[str, str],
    now: dict[str, str],
    others: int = 0,
    **details: Any,
) -> Document:
    """Return the change between people with a token; *others* without one are in both rounds."""
    rest = [marks("2")] * others
    then, since = (
        group_of([*each.values(), *rest], instrument, **details) for each in (earlier, now)
    )
    return change_since(then, since, instrument, Pairs(_tokens(earlier), _tokens(now)))


def _people(*answers: str) -> dict[str, str]:
    """Return people with a token each, who give the same answer to every statement."""
    return {f"token {place}": marks(answer) for place, answer in enumerate(answers)}


def test_the_same_people_are_counted_up_same_and_down(instrument: Instrument) -> None:
    """Answers, principle scores, aggregate and success are set side by side, person by person."""
    before = _people("2", "2", "3", "3", "4", "3")
    after = _people("3", "3", "3", "2", "4", "3")
    paired = _change(instrument, before, after)["paired"]
    assert paired["n"] == 6
    expected = {"n": 6, "up": 2, "same": 3, "down": 1}
    assert paired["statements"] == dict.fromkeys(instrument.codes, expected)
    assert paired["principles"] == dict.fromkeys("123456", expected)
    assert paired["aggregate"] == expected
    assert paired["success"] == {"n": 6, "up": 0, "same": 6, "down": 0}


def test_spelling_of_a_token_is_of_no_account() -> None:
    """Case, dashes and spaces do not count; a token that two gave is nobody's."""
    sheets = [("K7PM-w3xn", Sheet("a")), ("ACDE", Sheet("b")), ("ac de", Sheet("c"))]
    assert marks_by_token(sheets) == {"k7pmw3xn": "a"}
    assert marks_by_token([("", Sheet("a")), ("--", Sheet("b"))]) == {}


def test_only_those_who_answered_in_both_rounds_are_a_pair(instrument: Instrument) -> None:
    """Who left a statement open in one round is no pair there, nor in its principle."""
    before = _people(*"2222222222")
    after = _people(*"3333333333")
    for token in list(after)[:5]:
        after[token] = marks("3", _1A="?")
    paired = _change(instrument, before, after)["paired"]
    assert paired["statements"]["1A"] == {"n": 5, "up": 5, "same": 0, "down": 0}
    assert paired["principles"]["1"]["n"] == paired["aggregate"]["n"] == 5
    assert paired["principles"]["2"]["n"] == 10


@pytest.mark.parametrize(
    ("people", "others", "is_shown"),
    [(5, 0, True), (4, 6, False), (6, 1, False), (6, 4, False), (6, 5, True)],
)
def test_few_pairs_and_few_others_are_withheld(
    instrument: Instrument, people: int, others: int, is_shown: bool
) -> None:
    """Pairs are shown from the threshold on, and only beside nobody or as many who are none."""
    change = _change(instrument, _people(*"2" * people), _people(*"3" * people), others)
    assert change["withheld"] == ""
    assert change["paired"]["n"] == people
    assert ("withheld" not in change["paired"]["statements"]["1A"]) is is_shown


@pytest.mark.parametrize(("others", "is_shown"), [("3", False), ("4", True)])
def test_one_who_answered_once_is_not_given_away(
    instrument: Instrument, others: str, is_shown: bool
) -> None:
    """Where all pairs stay the same, an answer that came new would follow from the counts."""
    before = {**_people(*"3333333"), "last": marks("3", _1A="?")}
    after = {**_people(*"333333", others), "last": marks("3", _1A="1")}
    paired = _change(instrument, before, after)["paired"]
    assert ("withheld" not in paired["statements"]["1A"]) is is_shown
    assert paired["statements"]["1B"]["n"] == 8


@pytest.mark.parametrize("mode", ["confidential", "open"])
def test_tokens_that_contradict_their_round_pair_nobody(instrument: Instrument, mode: str) -> None:
    """Whatever tokens a foreign workspace claims, what is shown can be written and read again."""
    unsaid = [marks("3"), *[marks("3", _1A="?")] * 5]
    then, since = (group_of(each, instrument, mode=mode) for each in (unsaid, [marks("3")] * 6))
    six = _tokens(_people(*"333333"))
    change: Any = change_since(then, since, instrument, Pairs(six, six))
    assert change["paired"]["statements"]["1A"] == {"withheld": True}
    assert change["paired"]["statements"]["1B"]["n"] == 6
    read = check_group(as_read({**since, "change": change}), "g", instrument)
    assert read["change"]["paired"] == change["paired"]
    seven = _tokens(_people(*"3333333"))
    assert "paired" not in change_since(then, since, instrument, Pairs(seven, seven))


def test_open_rounds_withhold_no_pair(instrument: Instrument) -> None:
    """Where profiles are shown by name, so is what few people have changed."""
    change = _change(instrument, _people("2"), _people("3"), 6, mode="open")
    assert change["paired"]["statements"]["1A"] == {"n": 1, "up": 1, "same": 0, "down": 0}


@pytest.mark.parametrize(
    ("stay", "leave", "join", "is_withheld"),
    [(8, 0, 0, False), (8, 1, 1, True), (8, 5, 5, False), (8, 5, 1, True), (0, 6, 6, False)],
)
def test_who_joined_and_left_is_known_where_all_gave_a_token(
    instrument: Instrument, stay: int, leave: int, join: int, is_withheld: bool
) -> None:
    """Groups of one size are not taken for the same people where tokens tell better."""
    before = {f"t{number}": marks("2") for number in range(stay + leave)}
    numbers = [*range(stay), *range(100, 100 + join)]
    after = {f"t{number}": marks("3") for number in numbers}
    change = _change(instrument, before, after)
    assert bool(change["withheld"]) is is_withheld
    assert (f"{join} joined and {leave} left" in change["withheld"]) is is_withheld
    assert ("paired" in change) is (not is_withheld and stay > 0)


def test_one_person_without_a_token_leaves_only_the_sizes(instrument: Instrument) -> None:
    """Who came and who went is not guessed."""
    before, after = _people(*"22222222"), _people(*"33333333")
    after["another"] = after.pop("token 0")
    assert _change(instrument, before, after)["withheld"]
    assert _change(instrument, before, after, others=1)["withheld"] == ""


def _attack(document: Document, change: Document, instrument: Instrument) -> int:
    """Fail where what is shown of pairs leaves fewer people than the threshold apart.

    Returns how many figures are shown.
    """
    shown = 0
    paired = change["paired"]
    others = [people - paired["n"] for people in (change["respondents"], document["respondents"])]
    for place in figure_paths(instrument):
        found = figure_at(paired, place)
        if "withheld" in found:
            continue
        shown += 1
        steps = [found[step] for step in ("up", "same", "down")]
        assert sum(steps) == found["n"] >= THRESHOLD
        assert all(rest == 0 or rest >= THRESHOLD for rest in others)
        pair = figure_at(change, place)
        wholes = [n for _, n in pair["agree"]] if "agree" in pair else pair["n"]
        few = any(0 < whole - found["n"] < THRESHOLD for whole in wholes)
        assert not (few and max(steps) == found["n"]), place
    return shown


def test_nobody_stands_alone_in_random_rounds(instrument: Instrument) -> None:
    """Over random rounds, in every shown figure pairs and all others are many or none."""
    shown = 0
    runs = how_many("random pairs of rounds", 40, 2_000)
    for seed in range(runs):
        chance = random.Random(seed)
        everybody = random_sheets(chance, 40, gaps=chance.choice((0, 0.05)))
        before, after = (chance.sample(range(30), chance.randint(5, 25)) for _ in range(2))
        if chance.random() < 0.3:
            after = before
        late = [Sheet(s.marks[::-1].translate(str.maketrans("5", "4"))) for s in everybody]
        earlier = group_of([everybody[n] for n in before], instrument)
        now = group_of([late[n] for n in after], instrument)
        kept = set(chance.sample(range(30), chance.randint(0, 30)))
        pairs = Pairs(
            *(
                {str(n): sheets[n].marks for n in who if n in kept}
                for sheets, who in ((everybody, before), (late, after))
            )
        )
        change = change_since(earlier, now, instrument, pairs)
        if "paired" in change:
            shown += _attack(now, change, instrument)
            assert (
                check_group(as_read({**now, "change": change}), "g", instrument)["change"] == change
            )
    assert shown > runs


def _file(instrument: Instrument) -> Document:
    before, after = _people(*"222223"), _people(*"333333")
    document = group_of(list(after.values()), instrument)
    pairs = Pairs(_tokens(before), _tokens(after))
    earlier = group_of(list(before.values()), instrument)
    return as_read({**document, "change": change_since(earlier, document, instrument, pairs)})


def _say(value: object, *keys: str) -> Callable[[Document], None]:
    def change(paired: Document) -> None:
        for key in keys[:-1]:
            paired = paired[key]
        paired[keys[-1]] = value

    return change


@pytest.mark.parametrize(
    ("spoil", "place", "cause"),
    [
        (_say(7, "n"), "change/paired/n", "a whole number from 0 to 6"),
        (_say(4, "aggregate", "up"), "change/paired/aggregate", "adds up to"),
        (_say(-1, "success", "down"), "change/paired/success/down", "a whole number"),
        (_say({"n": 4, "up": 4, "same": 0, "down": 0}, "statements", "1A"), "1A", "fewer people"),
        (_say({"n": 5, "up": 5, "same": 0, "down": 0}, "statements", "1A"), "1A", "fewer people"),
        (_say(5, "n"), "statements/1A", "a whole number from 0 to 5"),
        (_say({"withheld": False}, "principles", "1"), "principles/1", "allowed is figures"),
        (_say({}, "statements"), "change/paired/statements/1A", "is missing"),
    ],
)
def test_impossible_pairs_in_a_file_are_refused(
    instrument: Instrument, spoil: Callable[[Document], None], place: str, cause: str
) -> None:
    """A group file that shows too few pairs, or contradicts itself, is named by its place."""
    document = _file(instrument)
    check_group(document, "g.json", instrument)
    spoil(document["change"]["paired"])
    with pytest.raises(GroupFileError, match=f"^g.json: .*{place}.*{cause}"):
        check_group(document, "g.json", instrument)


def test_withheld_change_takes_no_pairs_in(instrument: Instrument) -> None:
    """Where the change is withheld, a foreign file cannot bring pairs back."""
    document = _file(instrument)
    document["change"]["withheld"] = "Withheld."
    assert "paired" not in check_group(document, "g", instrument)["change"]
