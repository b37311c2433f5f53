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
from pat_core.group.statistics.pairs import Pairs, marks_by_token
from tests.core.group_documents import as_read, group_of, marks, random_sheets
from tests.sampling import how_many

THRESHOLD = 5

Document = Any


def _tokens(sheets: dict[str, str]) -> dict[str, str]:
    return marks_by_token((token, Sheet(own)) for token, own in sheets.items())


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
        group_of([*tokens.values(), *rest], instrument, **details) for tokens in (earlier, now)
    )
    return change_since(then, since, instrument, Pairs(_tokens(earlier), _tokens(now)))


def _people(*answers: str) -> dict[str, str]:
    """Return people with a token each, who give the same answer to every statement."""
    return {f"token {place}": marks(answer) for place, answer in enumerate(answers)}


def test_the_same_people_are_counted_up_same_and_down(instrument: Instrument) -> None:
    """Principle scores and the aggregate are compared person by person, and nothing else is."""
    before = _people("2", "2", "3", "3", "4", "3")
    after = _people("3", "3", "3", "2", "4", "3")
    expected = {"n": 6, "up": 2, "same": 3, "down": 1}
    assert _change(instrument, before, after)["paired"] == {
        "n": 6,
        "principles": dict.fromkeys("123456", expected),
        "aggregate": expected,
    }


def test_spelling_of_a_token_is_of_no_account() -> None:
    """Case, dashes and spaces do not count; a token that two gave is nobody's."""
    sheets = [("K7PM-w3xn", Sheet("a")), ("ACDE", Sheet("b")), ("ac de", Sheet("c"))]
    assert marks_by_token(sheets) == {"k7pmw3xn": "a"}
    assert marks_by_token([("", Sheet("a")), ("--", Sheet("b"))]) == {}


def test_only_those_who_answered_in_both_rounds_are_a_pair(instrument: Instrument) -> None:
    """Who left a statement open in one round has no score there, and is left out."""
    before, after = _people(*"2222222222"), _people(*"3333333333")
    for token in list(after)[:5]:
        after[token] = marks("3", _1A="?")
    paired = _change(instrument, before, after)["paired"]
    assert paired["principles"]["1"] == {"n": 5, "up": 5, "same": 0, "down": 0}
    assert paired["principles"]["1"]["n"] == paired["aggregate"]["n"] == 5
    assert paired["principles"]["2"]["n"] == 10


@pytest.mark.parametrize(
    ("people", "others", "is_shown"),
    [(5, 0, True), (4, 0, False), (4, 6, False), (6, 1, False), (6, 4, False), (6, 5, True)],
)
def test_few_pairs_and_few_others_are_withheld(
    instrument: Instrument, people: int, others: int, is_shown: bool
) -> None:
    """Pairs are shown from the threshold on, and only beside nobody or as many who are none."""
    change = _change(instrument, _people(*"2" * people), _people(*"3" * people), others)
    assert change["withheld"] == ""
    assert change["paired"]["n"] == people
    assert ("withheld" not in change["paired"]["principles"]["1"]) is is_shown


@pytest.mark.parametrize("round_", ["earlier", "now"])
@pytest.mark.parametrize(("incomplete", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_those_without_a_score_are_left_out_like_those_without_a_token(
    instrument: Instrument, round_: str, incomplete: int, is_shown: bool
) -> None:
    """One person who answers only now must not follow from the counts of both rounds."""
    before, after = _people(*"2" * 12), _people(*"3" * 12)
    gaps = before if round_ == "earlier" else after
    for token in list(gaps)[:incomplete]:
        gaps[token] = marks("3", _4E="?")
    paired = _change(instrument, before, after)["paired"]
    assert ("withheld" not in paired["principles"]["4"]) is is_shown
    assert paired["aggregate"] == paired["principles"]["4"]
    assert paired["principles"]["5"]["n"] == 12


@pytest.mark.parametrize("mode", ["confidential", "open"])
def test_tokens_that_contradict_their_round_pair_nobody(instrument: Instrument, mode: str) -> None:
    """Whatever tokens a foreign workspace claims, what is shown can be written and read again."""
    then, since = (group_of([marks("3")] * n, instrument, mode=mode) for n in (11, 6))
    six = _tokens(_people(*"333333"))
    change: Any = change_since(then, since, instrument, Pairs(six, six))
    read = check_group(as_read({**since, "change": change}), "g", instrument)
    assert read["change"]["paired"] == change["paired"]
    seven = _tokens(_people(*"3333333"))
    assert "paired" not in change_since(then, since, instrument, Pairs(seven, seven))


def test_open_rounds_withhold_no_pair(instrument: Instrument) -> None:
    """Where profiles are shown by name, so is what few people have changed."""
    change = _change(instrument, _people("2"), _people("3"), 6, mode="open")
    assert change["paired"]["principles"]["1"] == {"n": 1, "up": 1, "same": 0, "down": 0}


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


def _check_left_out(document: Document, change: Document) -> int:
    """Fail where what is shown of pairs leaves fewer people than the threshold apart.

    Returns how many figures are shown.
    """
    paired = change["paired"]
    figures = [*paired["principles"].values(), paired["aggregate"]]
    shown = [figure for figure in figures if "withheld" not in figure]
    for figure in shown:
        assert figure["up"] + figure["same"] + figure["down"] == figure["n"] >= THRESHOLD
        for people in (change["respondents"], document["respondents"]):
            assert people == figure["n"] or people - figure["n"] >= THRESHOLD
    return len(shown)


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
            shown += _check_left_out(now, change)
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
        (_say(-1, "aggregate", "down"), "change/paired/aggregate/down", "a whole number"),
        (_say(5, "n"), "principles/1", "a whole number from 0 to 5"),
        (_say({"withheld": False}, "principles", "1"), "principles/1", "allowed is figures"),
        (_say({}, "principles"), "change/paired/principles/1", "is missing"),
    ],
)
def test_impossible_pairs_in_a_file_are_refused(
    instrument: Instrument, spoil: Callable[[Document], None], place: str, cause: str
) -> None:
    """A group file that contradicts itself is named by its place."""
    document = _file(instrument)
    check_group(document, "g.json", instrument)
    spoil(document["change"]["paired"])
    with pytest.raises(GroupFileError, match=f"^g.json: .*{place}.*{cause}"):
        check_group(document, "g.json", instrument)


@pytest.mark.parametrize("n", [4, 5])
def test_file_that_shows_too_much_is_cut(instrument: Instrument, n: int) -> None:
    """Pairs that would be withheld today are, and statements are never compared."""
    document = _file(instrument)
    paired = document["change"]["paired"]
    paired["statements"] = {"1A": {"n": 6, "up": 6, "same": 0, "down": 0}}
    paired["success"] = paired["statements"]["1A"]
    paired["principles"]["1"] = {"n": n, "up": n, "same": 0, "down": 0}
    read: Any = check_group(document, "g.json", instrument)["change"]["paired"]
    assert read["principles"]["1"] == {"withheld": True}
    assert read["principles"]["2"]["n"] == 6
    assert set(read) == {"n", "principles", "aggregate"}


def test_withheld_change_takes_no_pairs_in(instrument: Instrument) -> None:
    """Where the change is withheld, a foreign file cannot bring pairs back."""
    document = _file(instrument)
    document["change"]["withheld"] = "Withheld."
    assert "paired" not in check_group(document, "g", instrument)["change"]
