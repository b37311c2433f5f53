"""The questionnaire as built: whole, in order, and readable before any script runs."""

import pytest

from tests.core.samples import CODES, NUMBERS

ANSWERS = ["4", "3", "2", "1", "cant-say"]
CHOICES = {
    **dict.fromkeys(CODES, ANSWERS),
    **{f"significance-{number}": ["5", "4", "3", "2", "1", "cant-say"] for number in NUMBERS},
    "success": ANSWERS,
    "now-collaboration": ["cooperation", "coordination", "integration"],
    "needed-collaboration": ["cooperation", "coordination", "integration"],
    "now-function": ["strategic", "commissioning", "delivery"],
    "needed-function": ["strategic", "commissioning", "delivery"],
    "purpose": ["developmental", "routine", "diagnostic"],
    "sector": ["public", "private", "voluntary", "community", "other"],
    "level": ["board", "management", "front_line", "none"],
}
TEXTS = {
    *(f"{code}-comment" for code in CODES),
    *("success-comment", "partnership", "round", "name", "organisation"),
}
ACTIONS = {
    *("start", "next", "back", "show-result", "download-result", "download-copy", "load-result"),
    *("print", "erase", "confirm-erase"),
}


def _words(element) -> str:
    return " ".join(element.get_text().split())


@pytest.fixture(scope="module")
def form(assess):
    return assess.select_one("form#pat-assess")


@pytest.fixture(scope="module")
def statements(form):
    """Return the fieldset of each of the 36 statements."""
    return {code: form.select_one(f"fieldset#statement-{code}") for code in CODES}


@pytest.mark.parametrize("name", CHOICES)
def test_choice_has_exactly_its_radios(form, name):
    """Each choice of the contract is a group of radios with these values in this order."""
    radios = form.select(f'input[name="{name}"]')
    assert [radio["value"] for radio in radios] == CHOICES[name]
    assert {radio["type"] for radio in radios} == {"radio"}


def test_text_fields_are_those_of_the_contract(form):
    """Comments, details and the token are text; no other field takes text."""
    texts = form.select('textarea, input:not([type="radio"], [type="checkbox"], [type="file"])')
    assert sorted(field["name"] for field in texts) == sorted([*TEXTS, "pairing_token"])


def test_no_other_radio_takes_an_answer(form):
    """Beside the contract's choices there is only where answers are kept."""
    names = {radio["name"] for radio in form.select('input[type="radio"]')}
    assert names - set(CHOICES) == {"keep"}


def test_actions_are_those_of_the_contract(assess):
    """Scripts and checks of others find each button by its action."""
    actions = {button["data-action"] for button in assess.select("button[data-action]")}
    assert actions >= ACTIONS


def test_statement_is_a_fieldset_led_by_its_text(statements, instrument):
    """The first child of each fieldset is the legend, with code and text of the instrument."""
    for statement in instrument.statements:
        first = statements[statement.code].find(True, recursive=False)
        assert first.name == "legend"
        assert _words(first) == f"{statement.code} {statement.text}"


def test_statements_stand_in_order(form):
    """36 statements from 1A to 6F, each once."""
    order = [fieldset["data-statement"] for fieldset in form.select("fieldset[data-statement]")]
    assert order == [*CODES, "success"]


def test_nothing_is_selected_beforehand(form):
    """No answer, label or comment is there before a person gives it."""
    chosen = [field["name"] for field in form.select("input[checked]")]
    assert set(chosen) <= {"keep", "include-labels", "include-time", "include-token"}
    assert [field["name"] for field in form.select("textarea") if field.get_text()] == []
    assert form.select('input[type="text"][value]') == []


def test_options_stand_in_full_words(statements, instrument):
    """Every statement offers the same whole words, whatever stands elsewhere."""
    labels = [*(point.label for point in instrument.scale), instrument.texts.cant_say]
    for fieldset in statements.values():
        radios = fieldset.select('input[type="radio"]')
        assert [_words(radio.find_parent("label")) for radio in radios] == labels


def test_each_comment_has_a_label_of_its_own(form):
    """Every comment is optional and says to what it belongs."""
    labels = [
        _words(form.select_one(f'label[for="{area["id"]}"]')) for area in form.select("textarea")
    ]
    assert labels[:36] == [f"Comment on {code} (optional)" for code in CODES]
    assert labels[36].endswith("(optional)")
    assert len(labels) == len(set(labels)) == 37


def test_explanation_stands_with_its_statement(statements, instrument):
    """The source asks people to bear it in mind, so it is open text and no hint."""
    for statement in instrument.statements:
        details = statements[statement.code].select_one("details[open]")
        assert statement.explanation in _words(details)
        assert statement.element in _words(details)


def test_hint_on_knowing_stands_where_it_belongs(statements, instrument):
    """Ten statements say that not knowing may be an answer, and their fieldset points there."""
    hint = instrument.texts.knowing_hint
    hinted = [code for code, fieldset in statements.items() if hint in _words(fieldset)]
    assert hinted == ["1B", "1C", "1D", "1E", "1F", "2E", "5A", "5B", "5C", "5D"]
    for code, fieldset in statements.items():
        described = fieldset.get("aria-describedby", "")
        assert described == (f"hint-{code}" if code in hinted else "")


def test_stem_stands_on_each_step(form):
    """Each of the six steps, and the one on aims, says what the statements are about."""
    for step in [*NUMBERS, "success"]:
        section = form.select_one(f'section[data-step="{step}"]')
        assert "How far do you agree" in _words(section)
        assert section.select_one(".pat-stem [data-partnership]")


def test_scores_and_tables_stand_on_paper_only(form):
    """Nothing in the form is a matrix; the tables are those of the paper version."""
    tables = form.select("table")
    assert [table for table in tables if not table.find_parent(class_="pat-paper")] == []


def test_paper_version_has_key_sheet_and_board(form, instrument):
    """With pencil and page alone a person can score: key, columns, sheet, board, readings."""
    sheet = form.select_one(".pat-score-sheet")
    text = _words(sheet)
    assert "Strongly agree 4; Agree 3; Disagree 2; Strongly disagree 1" in text
    assert len(form.select("section.pat-principle .pat-paper table")) == 6
    assert sheet.select_one('svg[role="img"] title')
    readings = [band.reading for p in instrument.principles for band in p.bands]
    readings += [band.reading for band in instrument.aggregate_bands]
    assert [reading for reading in readings if reading not in text] == []


def test_form_is_not_checked_by_the_browser(form):
    """Nothing is required, nothing is cut short, and no slider stands for a rating."""
    assert form.has_attr("novalidate")
    assert form.select("[required], [maxlength], [pattern], [role=radiogroup]") == []
    assert form.select('input[type="range"]') == []


def test_questions_of_the_introduction_are_answered(assess):
    """Before the first statement: what for, how long, what leaves, what the file will hold."""
    text = _words(assess.select_one("section[data-step=intro]"))
    for cue in ("36 short statements", "minutes", "Nothing leaves this browser", "file will hold"):
        assert cue in text


def test_new_partnership_reads_what_may_be_early(form, instrument):
    """One of the three purposes says that 1A and principle 6 may come too soon."""
    texts = [purpose.introduction for purpose in instrument.purposes]
    codes = [purpose.code for purpose in instrument.purposes]
    assert {place["data-purpose"] for place in form.select("[data-purpose]")} == set(codes)
    assert [text for text in texts if "1A" in text and "rinciple 6" in text]


def test_page_says_what_not_to_write_in_comments(assess):
    """Before the first comment: name nobody, it may be disclosed, it is no alarm."""
    page = _words(assess.select_one("#pat-assess"))
    before = page[: page.index("Comment on 1A")]
    for cue in ("do not name people", "disclose", "no channel"):
        assert cue in before


def test_nothing_claims_that_a_file_is_nameless(pages):
    """A small group knows its people: no page promises more than it can keep."""
    texts = {name: page.get_text().lower() for name, page in pages.items()}
    assert [name for name, text in texts.items() if "anonym" in text] == []
