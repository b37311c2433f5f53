"""The checklists that the package carries: all points of their sources, under permanent ids."""

from typing import Any

import pytest

from pat_core import Instrument, InstrumentError
from pat_core.files.result_file import check_result
from pat_core.instrument.checklists import (
    CHECKLIST_IDS,
    Checklist,
    build_checklist,
    load_checklists,
)
from pat_core.instrument.sources import load_sources
from tests.core.samples import CODES, record
from tests.core.toml_texts import Table, write

IDS = {
    "sounding-out": """
        extra-value common-language chemistry reputation roles-and-responsibilities
        long-or-short-term dependability
    """,
    "before-signing": """
        right-name roles-clear set-up-with-care
        who-holds-power governance-written governance-before-award right-size
        who-is-key if-they-leave other-than-penalties
        exclusivity-found no-conflict-of-interest no-unfair-advantage
        who-owns-tools exclusive-tools public-money-sharing
        same-basic-values greatest-need-served money-not-over-values local-fit
        risks-listed share-fits-role small-bodies-understand purpose-kept
    """,
    "key-questions": """
        outside-policies inside-issues who-asked-for-it
        possible-partners-told helps-and-hindrances main-purpose building-capacity roles-of-each
        first-structures operating-plan growth-and-closure key-targets
        management-team clear-ways-to-be-heard keep-and-develop
        monitoring-systems signs-of-success three-dimensions who-gathers
        limiting-factors future-and-targets celebrating
    """,
    "setting-up": """
        1A 1B 1C 1D 1E 1F 2A 2B 2C 2D 2E 2F 3A 3B 3C 3D 3E 3F
        4A 4B 4C 4D 4E 4F 5A 5B 5C 5D 5E 5F 6A 6B 6C 6D 6E 6F
    """,
    "accountability": """
        body-role partnership-role body-and-partnership
        board-role sub-group-roles member-roles fits-function
        decision-process decision-level strategic-decisions open-decisions no-side-deals
        one-system system-for-all-work
        risks-assessed risks-prevented risks-contingency risks-shared
        providers-known providers-position providers-decisions needs-analysis needs-used
    """,
    "obstacles": """
        shared-vision partners-targets local-and-national-targets risk-sharing taking-part
        ideologies conflict-and-decisions right-level governance trust-and-people performance
    """,
    "preparing": """
        purpose-agreed hopes-heard place-in-review
        levels-chosen setting-up-and-hosting findings-and-planning
        facilitator-chosen help-at-the-start help-with-findings
        ending-agreed ending-told frankness-assured
        context-known context-note
    """,
    "action-plan": """
        findings-discussed scenario-agreed specialist-help
        next-check changes-that-count
        concerns-named causes-sought sensitivity-judged
        urgent-first everything-reviewed new-start-considered
        strengths-kept fits-our-setting plan-seen leads-and-dates check-back
    """,
}
"""Every id of every list, typed here a second time, since people's files name checks by them."""

GROUP_SIZES = {
    # Hudek (2007), "Checklist for Partnership Working": seven numbered factors.
    "sounding-out": [7],
    # QCA guide, "Key Question Checklist": the questions under each of its six numbered ones.
    "key-questions": [3, 5, 4, 3, 4, 3],
    # Hardy, Hudson and Waddington (2003), "Elements of the principle": A to F, six times.
    "setting-up": [6, 6, 6, 6, 6, 6],
    # Matrix (2004), box 1: eleven obstacles.
    "obstacles": [11],
}
GROUP_CUES = {
    # AJC (2012), learning point 1: what it is called, and who holds the power; 2: key
    # individuals; 3: exclusivity, intellectual property, ethical values; 6: risk. Points 4 and 5,
    # on scale and size, are among the checks on values and on power.
    "before-signing": "term power people exclusiv property value risk",
    # Matrix (2004), box 2: five processes and structures. The sixth group, on commissioning, comes
    # from the section on accountability above the box.
    "accountability": "accountable parts decision project risk commission",
    # Hardy, Hudson and Waddington (2003), stage 1: the four points of the drawing (purpose,
    # contributions, how it is facilitated, how it is actioned), then the stage's last paragraph,
    # on the context.
    "preparing": "purpose role facilitat end context",
    # The same, stage 4: what comes before a scenario, scenarios A, B and C, what holds for all.
    "action-plan": "before,scenario a,scenario b,scenario c,every",
}


@pytest.fixture(scope="module")
def lists(instrument: Instrument) -> dict[str, Checklist]:
    """Return the lists that the package carries, by id."""
    return {checklist.id: checklist for checklist in load_checklists(instrument)}


def test_there_are_eight_lists(lists: dict[str, Checklist]) -> None:
    """The eight lists come in the order in which a partnership needs them."""
    assert len(lists) == 8
    assert list(lists) == list(CHECKLIST_IDS) == list(IDS)


@pytest.mark.parametrize("name", IDS)
def test_ids_are_permanent(lists: dict[str, Checklist], name: str) -> None:
    """Every id that a file may hold still exists, and a new one is entered here too."""
    ids, known = [check.id for check in lists[name].checks], IDS[name].split()
    gone = [id_ for id_ in known if id_ not in ids]
    assert not gone, (
        f"{name}: {gone} is gone, but people's files hold ticks and notes under it: reword the"
        " check as you like, and keep its id"
    )
    assert ids == known, f"{name}: an id is permanent, so enter the new one in this table"


@pytest.mark.parametrize("name", GROUP_SIZES)
def test_groups_are_as_long_as_in_the_source(lists: dict[str, Checklist], name: str) -> None:
    """A list that restates a list of the source has as many points in each group."""
    assert [len(group.checks) for group in lists[name].groups] == GROUP_SIZES[name]


@pytest.mark.parametrize("name", GROUP_CUES)
def test_groups_are_those_of_the_source(lists: dict[str, Checklist], name: str) -> None:
    """A list made from a chapter of the source has a group for each of its points, in order."""
    cues = GROUP_CUES[name].split("," if "," in GROUP_CUES[name] else None)
    titles = [group.title.lower() for group in lists[name].groups]
    assert [cue in title for cue, title in zip(cues, titles, strict=True)] == [True] * len(cues)


def test_key_questions_are_twenty_two(lists: dict[str, Checklist]) -> None:
    """The 22 questions are grouped by the six stages, in order."""
    assert len(lists["key-questions"].checks) == 22
    starts = [group.about.partition(":")[0] for group in lists["key-questions"].groups]
    assert starts == [f"Stage {number}" for number in range(1, 7)]


def test_setting_up_is_made_of_the_elements(
    lists: dict[str, Checklist], instrument: Instrument
) -> None:
    """The list has the 36 elements from 1A to 6F, in order and as the instrument words them."""
    checks = lists["setting-up"].checks
    assert [check.id for check in checks] == CODES
    assert [check.text for check in checks] == [s.element for s in instrument.statements]


def test_no_two_checks_of_a_list_read_alike(lists: dict[str, Checklist]) -> None:
    """No list has the same text twice."""
    for checklist in lists.values():
        texts = [check.text for check in checklist.checks]
        assert len(set(texts)) == len(texts), checklist.id


def test_every_list_names_its_source(lists: dict[str, Checklist]) -> None:
    """Each list says which source it rests on, and every source has a list."""
    assert {checklist.source for checklist in lists.values()} == set(load_sources())


def test_a_result_file_can_hold_every_check(
    lists: dict[str, Checklist], instrument: Instrument
) -> None:
    """A file with a tick and a note at every check is read without a problem."""
    tick = {"done": True, "note": "Agreed in May."}
    ticked = {
        name: {check.id: tick for check in checklist.checks} for name, checklist in lists.items()
    }
    read = check_result(record(checklists=ticked), "kept.json", instrument)
    assert read.problems == ()
    assert read.result.document["checklists"] == ticked


def _small(*groups: Table, **keys: Any) -> str:
    """Return a list called "small" as TOML; keys replace its own, and None removes one."""
    table: Table = {
        **dict.fromkeys(("title", "use", "introduction", "tick", "place"), "Text."),
        "id": "small",
        "source": "pat-2003",
        "groups": list(groups) or [{"title": "One", "checks": [_check("a")]}],
        **keys,
    }
    return write({key: value for key, value in table.items() if value is not None})


def _check(id_: str, **keys: Any) -> Table:
    return {"id": id_, "text": f"Text of {id_}.", **keys}


def _group(*checks: Any, **keys: Any) -> Table:
    return {"title": "A group", "checks": list(checks), **keys}


def test_groups_and_checks_keep_their_order(instrument: Instrument) -> None:
    """The order is that of the file; a check's help and a group's introduction are optional."""
    text = _small(_group(_check("b", help="H."), _check("a")), _group(_check("c-1"), about="A."))
    built = build_checklist(text, "small", instrument)
    assert [(check.id, check.help) for check in built.checks] == [
        ("b", "H."),
        ("a", ""),
        ("c-1", ""),
    ]
    assert [(group.title, group.about) for group in built.groups] == [
        ("A group", ""),
        ("A group", "A."),
    ]


BROKEN: list[tuple[str, list[str]]] = [
    (_small(id="other"), ["'other'", "must be 'small'"]),
    (_small(id=None), ["'id' is missing"]),
    (_small(tick=None), ["'tick' is missing"]),
    (_small(source=None), ["'source' is missing"]),
    (_small(groups=None), ["'groups' is missing"]),
    (_small(groups=[]), ["groups", "a list of tables"]),
    (_small(groups=["One"]), ["groups", "a list of tables"]),
    (_small(title=8), ["title", "8", "text"]),
    (_small(use=" \n"), ["use", "empty"]),
    (_small(_group()), ["groups 1, checks", "a list of tables"]),
    (_small(_group(_check("a")), {"checks": [_check("b")]}), ["groups 2", "'title' is missing"]),
    (_small(_group(_check("a"), {"id": "b"})), ["groups 1, checks 2", "'text' is missing"]),
    (_small(_group({"text": "T."})), ["groups 1, checks 1", "'id' is missing"]),
    (_small(_group(_check("a", text=""))), ["entry 1, checks, entry 1, text", "empty"]),
    (_small(_group(_check("a", help=" "))), ["entry 1, help", "empty"]),
    (_small(_group(_check("a", help=5))), ["checks 1, help", "5", "text"]),
    (_small(_group(_check("a"), _check("a"))), ["'a' is there twice"]),
    (_small(_group(_check("a")), _group(_check("b"), _check("a"))), ["'a' is there twice"]),
    (_small(_group(_check("a_b"))), ["'a_b'", "words and hyphens"]),
    (_small(_group(_check("a/b"))), ["'a/b'", "words and hyphens"]),
    (_small(_group(_check("a b"))), ["'a b'", "words and hyphens"]),
    (_small(_group(_check("-a"))), ["'-a'", "words and hyphens"]),
    (_small(_group(_check("é"))), ["'é'", "words and hyphens"]),
    (_small(**{"from": "statements"}), ["from", "'statements'", "'elements'"]),
    (_small() + "= broken\n", ["cannot be read as TOML", "line"]),
]


@pytest.mark.parametrize(("text", "parts"), BROKEN, ids=[" ".join(parts) for _, parts in BROKEN])
def test_broken_list_is_refused_by_its_place(
    instrument: Instrument, text: str, parts: list[str]
) -> None:
    """Whatever is missing, empty, repeated or of another type is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_checklist(text, "small", instrument)
    for part in ("checklist 'small'", *parts):
        assert part in str(caught.value)
