"""Which round a group is of, and which entries fit it."""

from datetime import timedelta
from itertools import permutations

import pytest

from pat_core import Instrument
from pat_core.group.desk.desk import Line
from pat_core.group.intake.entries import Entry
from pat_core.group.intake.round_matching import Agreed, agreed_values, differences_from
from pat_core.group.round.rounds import Round
from tests.core.selecting import AUTUMN, an_entry, desk_of, lines_of, statuses_of


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"round": "Spring"}, "names the round 'Spring'; this one is 'Autumn'"),
        ({"partnership": "Pier"}, "names the partnership 'Pier'; this one is 'Harbour'"),
        ({"purpose": "diagnostic"}, "names the purpose 'diagnostic'; this one is 'routine'"),
        ({"mode": "open"}, 'was given for a round that is "Named"; this one is "Combined only"'),
        ({"wording": "sha256:b"}, "was answered in another wording than the others"),
    ],
)
def test_other_round_is_held_until_admitted(
    more: dict[str, str], reason: str, instrument: Instrument
) -> None:
    """What belongs to another round is held aside with the difference, until it is admitted."""
    others = [an_entry(name, wording="sha256:a") for name in "ab"]
    entries = [*others, an_entry("c", **more)]
    held = lines_of(entries, instrument, AUTUMN)["c"]
    assert held == Line("c", "held", reason, (), ("use", "leave"), "held")
    admitted = lines_of(entries, instrument, AUTUMN, {"c": "use"})["c"]
    assert admitted == Line("c", "used", reason, (), ("leave",))


def test_names_that_fit_are_used(instrument: Instrument) -> None:
    """The spelling of a name makes no other round, and what says nothing fits."""
    entries = [an_entry("a", partnership=" HARBOUR ", round="autumn"), an_entry("b", kind="code")]
    assert set(statuses_of(lines_of(entries, instrument, AUTUMN)).values()) == {"used"}


def test_all_differences_are_named(instrument: Instrument) -> None:
    """Several differences stand in one reason."""
    entry = an_entry("a", round="Spring", purpose="diagnostic")
    assert lines_of([entry], instrument, AUTUMN)["a"].reason == (
        "names the round 'Spring'; this one is 'Autumn',"
        " and names the purpose 'diagnostic'; this one is 'routine'"
    )


def _agreed(entries: list[Entry], wanted: Round | None, instrument: Instrument) -> Agreed:
    return desk_of(entries, [], instrument, wanted=wanted).selection.agreed


def test_without_a_set_up_most_people_decide(instrument: Instrument) -> None:
    """What was not set up is what most people say; who says it in several versions has one vote."""
    entries = [
        an_entry("a", round="Spring"),
        an_entry("b", round="Autumn", saved_at="2026-10-07"),
        an_entry("c", round="AUTUMN", saved_at="2026-10-06"),
        *(an_entry(f"v{n}", result_id="r", revision=n, round="Spring") for n in range(1, 4)),
        an_entry("v4", result_id="r", revision=4, round="autumn "),
    ]
    assert statuses_of(lines_of(entries, instrument))["a"] == "held"
    wanted = Round(partnership="Harbour", mode="open")
    agreed = _agreed(entries, wanted, instrument)
    assert agreed == _agreed(entries[::-1], wanted, instrument)
    assert agreed.values == {
        "partnership": "Harbour",
        "round": "AUTUMN",
        "purpose": "",
        "mode": "open",
        "wording": "",
    }


def test_tied_round_is_asked_for(instrument: Instrument) -> None:
    """Between rounds that equally many name nobody but the facilitator chooses."""
    entries = [an_entry("a", round="Spring"), an_entry("b", round="Autumn"), an_entry("c")]
    for some in permutations(entries):
        agreed = _agreed(list(some), None, instrument)
        assert (agreed.tied_rounds, agreed.values["round"]) == (("Autumn", "Spring"), "")
        assert agreed.question == (
            "Equally many people name each of these rounds: 'Autumn', 'Spring'."
            " Say which one this is."
        )
        statuses = statuses_of(lines_of(list(some), instrument))
        assert statuses == {"a": "held", "b": "held", "c": "used"}
    chosen = lines_of(entries, instrument, Round(mode="", round="spring"))
    assert statuses_of(chosen) == {"a": "used", "b": "held", "c": "used"}


def test_tied_mode_is_confidential_and_other_ties_go_by_characters() -> None:
    """Where modes tie, the stricter promise holds; other ties are not worth a question."""
    people = [
        (timedelta(), ("Pier", "", "routine", "open", "")),
        (timedelta(), ("Dock", "", "diagnostic", "confidential", "")),
    ]
    for some in (people, people[::-1]):
        values = agreed_values(some, {}).values
        assert (values["partnership"], values["purpose"]) == ("Dock", "diagnostic")
        assert values["mode"] == "confidential"


def test_only_people_of_the_wanted_round_vote_on_the_rest() -> None:
    """Once a round is named, another round's people do not decide its mode."""
    people = [
        (timedelta(), ("Pier", "Spring", "", "open", "")),
        *[(timedelta(), ("Pier", "Autumn", "", "confidential", ""))] * 2,
    ]
    assert agreed_values(people, {"round": "SPRING"}).values["mode"] == "open"


_MODES = ("confidential", "partner", "open")
"""From the one that shows least to the one that shows most."""


@pytest.mark.parametrize("given", _MODES)
@pytest.mark.parametrize("round_", _MODES)
def test_answers_enter_only_a_round_that_shows_no_more(
    given: str, round_: str, instrument: Instrument
) -> None:
    """Whoever was promised that less is shown cannot be admitted, whatever is chosen."""
    entry, wanted = an_entry("a", mode=given), Round(mode=round_)
    never = _MODES.index(round_) > _MODES.index(given)
    for choice in ("", "use", "leave"):
        line = lines_of([entry], instrument, wanted, {"a": choice})["a"]
        if never:
            assert (line.status, line.choices) == ("held", ())
            assert "more would be shown than was promised" in line.reason
        elif choice == "leave":
            assert line.status == "held"
        else:
            assert line.status == ("used" if choice or given == round_ else "held")


@pytest.mark.parametrize("mode", ["partner", "open"])
def test_unknown_terms_are_asked_about_where_names_are_shown(
    mode: str, instrument: Instrument
) -> None:
    """What does not say on which terms it was given waits; a typed-in sheet does not."""
    entries = [an_entry("code", kind="code"), an_entry("sheet", kind="paper")]
    lines = lines_of(entries, instrument, Round(mode=mode))
    assert statuses_of(lines) == {"code": "held", "sheet": "used"}
    assert "does not say how its answers may be shown" in lines["code"].reason
    admitted = lines_of(entries, instrument, Round(mode=mode), {"code": "use"})
    assert admitted["code"].status == "used"


def test_nothing_said_is_no_difference() -> None:
    """Where either side says nothing, nothing differs."""
    nothing = dict.fromkeys(("partnership", "round", "purpose", "mode", "wording"), "")
    spring = {**nothing, "round": "Spring"}
    assert differences_from(nothing, Agreed(spring)) == ""
    assert differences_from(spring, Agreed(nothing)) == ""
    assert differences_from(spring, Agreed({**nothing, "round": "May"})).startswith("names the ro")
