"""The instrument that the package carries: its facts, its wording and its fingerprints."""

import re

import pytest

from pat_core import Instrument, build_instrument, load_instrument
from tests.core.samples import CODES, vectors
from tests.core.toml_texts import Change, Table, changed, texts

NAMES = {
    "1": "Recognise and accept the need for partnership",
    "2": "Develop clarity and realism of purpose",
    "3": "Ensure commitment and ownership",
    "4": "Develop and maintain trust",
    "5": "Create clear and robust partnership arrangements",
    "6": "Monitor, measure and learn",
}
PAGES = {"1": 15, "2": 19, "3": 23, "4": 27, "5": 31, "6": 35}
ABOUT_KNOWING = ["1B", "1C", "1D", "1E", "1F", "2E", "5A", "5B", "5C", "5D"]
NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|none|nobody|cannot)\b|n't\b", re.IGNORECASE)
STATEMENTS = vectors("statements.json")


def test_names_are_those_of_the_source(instrument: Instrument) -> None:
    """The six principles carry the names of the source, in its order."""
    assert {principle.number: principle.name for principle in instrument.principles} == NAMES


def test_pages_are_those_of_the_contents_list(instrument: Instrument) -> None:
    """Each principle and each table has the page of the source on which its section starts."""
    assert {principle.number: principle.page for principle in instrument.principles} == PAGES
    tables = {"purposes": 7, "stages": 9, "scale": 13, "significance": 38, "success": 38}
    tables |= {"bands": 41, "aggregate_bands": 41}
    assert {key: instrument.pages[key] for key in tables} == tables


def test_sources_are_named(instrument: Instrument) -> None:
    """Both sources are cited with author, year and title, so that a reader can find them."""
    assert instrument.citation.year == 2003
    assert all(name in instrument.citation.authors for name in ("Hardy", "Hudson", "Waddington"))
    assert instrument.typology_citation.year == 2004
    assert instrument.typology_citation.title == "Partnerships: where next?"


def test_scale_has_the_four_labels(instrument: Instrument) -> None:
    """Answers run from 4, strongly agree, to 1, strongly disagree."""
    labels = [(4, "Strongly agree"), (3, "Agree"), (2, "Disagree"), (1, "Strongly disagree")]
    assert [(point.value, point.label) for point in instrument.scale] == labels


def test_significance_runs_from_much_less_to_much_more(instrument: Instrument) -> None:
    """Significance has five points in words, and 5 is the most significant."""
    labels = {point.value: point.label for point in instrument.significance.scale}
    assert sorted(labels) == [1, 2, 3, 4, 5]
    starts = ("Much less", "A little less", "About as", "A little more", "Much more")
    assert all(labels[value].startswith(start) for value, start in enumerate(starts, start=1))


def test_codes_of_files_are_fixed(instrument: Instrument) -> None:
    """The codes that people's files carry never change."""
    codes = {
        key: " ".join(choice.code for choice in getattr(instrument, key))
        for key in ("purposes", "levels", "sectors", "modes")
    }
    assert codes == {
        "purposes": "developmental routine diagnostic",
        "levels": "board management front_line none",
        "sectors": "public private voluntary community other",
        "modes": "confidential partner open",
    }
    assert (instrument.id, instrument.scoring_version) == ("pat-2003", 1)


def test_typology_has_three_by_three(instrument: Instrument) -> None:
    """Three levels of collaboration and three functions, each with a definition."""
    typology = instrument.typology
    choices = typology.collaborations + typology.functions
    codes = "cooperation coordination integration strategic commissioning delivery"
    assert [choice.code for choice in choices] == codes.split()
    assert all(choice.definition.endswith(".") for choice in choices)


def test_statements_about_knowing_are_marked(instrument: Instrument) -> None:
    """Only statements on what is known, clear or understood carry the hint on "disagree"."""
    marked = [statement.code for statement in instrument.statements if statement.about_knowing]
    assert marked == ABOUT_KNOWING


@pytest.mark.parametrize("code", CODES)
def test_statement_keeps_its_meaning(instrument: Instrument, code: str) -> None:
    """Each statement says all that the source's statement says, and no other statement does."""
    cues = STATEMENTS["statements"][code]
    matching = [
        statement.code
        for statement in instrument.statements
        if all(re.search(cue, statement.text, re.IGNORECASE) for cue in cues)
    ]
    assert matching == [code]


@pytest.mark.parametrize("code", CODES)
def test_explanation_belongs_to_its_statement(instrument: Instrument, code: str) -> None:
    """Each explanation is about its own statement."""
    statement = instrument.statements[CODES.index(code)]
    assert re.search(STATEMENTS["explanations"][code], statement.explanation, re.IGNORECASE)


def test_statements_add_no_negation(instrument: Instrument) -> None:
    """Only 3E and 3F hold a "not", one each, as in the source: agreeing is always healthier."""
    for statement in instrument.statements:
        allowed = 1 if statement.code in ("3E", "3F") else 0
        assert len(NEGATION.findall(statement.text)) <= allowed, statement.code


def test_close_statements_stay_distinct(instrument: Instrument) -> None:
    """No two statements have the same text, element or explanation."""
    for key in ("text", "element", "explanation"):
        assert len({getattr(s, key) for s in instrument.statements}) == len(CODES), key


def test_success_statement_is_on_aims(instrument: Instrument) -> None:
    """The extra statement is on aims and objectives, and says that it is in no score."""
    assert "aims and objectives" in instrument.success.statement
    assert "no score" in instrument.success.help


def test_notice_says_what_this_is(instrument: Instrument) -> None:
    """The notice names the source, calls this an unvalidated restatement, and warns of mixing."""
    for part in (
        "restatement",
        "Hardy, Hudson and Waddington",
        "2003",
        "not been validated",
        "mix",
    ):
        assert part in instrument.texts.notice


def test_cant_say_has_its_label(instrument: Instrument) -> None:
    """The label of "can't say" names both reasons for it."""
    assert instrument.texts.cant_say == "Can't say: too early, or not mine to judge"


def test_band_note_explains_the_narrow_band(instrument: Instrument) -> None:
    """The note gives the scores of all "agree" and all "disagree", and the lowest band's width."""
    for part in ("18", "108", "12", "72", "second band", "third band", "one point wide"):
        assert part in instrument.texts.band_note


def test_stem_asks_about_the_partnership_as_a_whole(instrument: Instrument) -> None:
    """The stem has a place for the name, and asks about the whole, not one's own organisation."""
    stem = instrument.texts.stem
    assert "{partnership}" in stem
    assert "whole" in stem
    assert "your own organisation" in stem


def test_purpose_for_new_partnerships_says_what_may_be_early(instrument: Instrument) -> None:
    """A new partnership is told that 1A and principle 6 may be too early to judge."""
    introduction = instrument.purposes[0].introduction
    assert "1A" in introduction
    assert "principle 6" in introduction
    assert all(purpose.next_steps.endswith(".") for purpose in instrument.purposes)


def test_loaded_instrument_is_built_from_the_two_files(instrument: Instrument) -> None:
    """What is loaded equals what the two TOML texts give, and is built once."""
    load_anew = load_instrument.__wrapped__  # The other tests have filled the cache.
    assert load_anew() == instrument
    assert load_instrument() is load_instrument()


def test_written_out_anew_the_instrument_is_the_same(instrument: Instrument) -> None:
    """Comments and layout of the TOML files change nothing, not even a fingerprint."""
    assert build_instrument(*changed(lambda facts, wording: None)) == instrument


def test_fingerprints_look_as_files_carry_them(instrument: Instrument) -> None:
    """Both fingerprints are SHA-256 in lower-case hexadecimal, and they differ."""
    prints = {instrument.scoring_fingerprint, instrument.wording_fingerprint}
    assert len(prints) == 2
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", fingerprint) for fingerprint in prints)


def _move_band(facts: Table, wording: Table) -> None:
    facts["bands"]["aggregate"][0] = [110, 144]
    facts["bands"]["aggregate"][1] = [73, 109]
    readings = wording["aggregate"]["readings"]
    readings["110-144"], readings["73-109"] = readings.pop("109-144"), readings.pop("73-108")


@pytest.mark.parametrize(
    ("change", "scoring", "asked"),
    [
        (_move_band, True, False),
        (lambda facts, wording: facts.update(scoring_version=2), True, False),
        (
            lambda facts, wording: wording["statements"]["2B"].update(statement="Other."),
            False,
            True,
        ),
        (lambda facts, wording: wording["statements"]["2B"].update(explanation="O."), False, True),
        (lambda facts, wording: wording["scale"].update({"3": "Rather agree"}), False, True),
        (lambda facts, wording: wording.update(cant_say="Pass"), False, True),
        (lambda facts, wording: wording["success"].update(statement="Other."), False, True),
        (lambda facts, wording: wording["significance"].update(question="How?"), False, True),
        (
            lambda facts, wording: wording["aggregate"]["readings"].update({"36": "O."}),
            False,
            False,
        ),
        (lambda facts, wording: wording["principles"]["4"].update(about="Other."), False, False),
        (lambda facts, wording: wording.update(notice="Another notice."), False, False),
        (lambda facts, wording: facts["pages"].update(bands=42), False, False),
    ],
)
def test_fingerprints_change_with_what_they_stand_for(
    instrument: Instrument, change: Change, scoring: bool, asked: bool
) -> None:
    """Rules change one fingerprint, the texts that people answer to the other, the rest neither."""
    other = build_instrument(*changed(change))
    assert (other.scoring_fingerprint != instrument.scoring_fingerprint) == scoring
    assert (other.wording_fingerprint != instrument.wording_fingerprint) == asked


def test_another_wording_with_the_same_codes_loads(instrument: Instrument) -> None:
    """A translation must keep the codes; every text may be different."""
    facts, wording = texts()
    other = build_instrument(facts, re.sub(r'= "', '= "Neu: ', wording))
    assert other.codes == instrument.codes
    assert other.scoring_fingerprint == instrument.scoring_fingerprint
    assert other.wording_fingerprint != instrument.wording_fingerprint
    assert all(statement.text.startswith("Neu: ") for statement in other.statements)
    assert all(band.reading.startswith("Neu: ") for band in other.aggregate_bands)
