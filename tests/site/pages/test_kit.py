"""The facilitator's kit as built: minutes add up, every question is there, none is personal."""

import re

import pytest

from pat_core.instrument.questions import load_questions
from tests.core.samples import CODES, NUMBERS
from tests.site.reading import content, section, targets, words

KIT = "/facilitate/kit/"
PARTS = [
    *("Help from inside or outside", "Briefing sheet", "Opening words and ground rules"),
    *("Timetables", "How to run a topic", "When to stop and speak with people one by one"),
    *("After the workshop", "Two questions for each statement"),
]


@pytest.fixture(scope="module")
def kit(pages):
    return pages[KIT]


def _minutes(part):
    """Return the column of minutes of the one table of a part."""
    (table,) = part.select("table")
    column = [words(cell) for cell in table.select("thead th")].index("Minutes")
    return [int(words(row.select("td")[column])) for row in table.select("tbody tr")]


def test_every_part_is_there(kit):
    """Each part is a heading of its own, in the order in which it is needed."""
    headings = [words(heading) for heading in content(kit).select(".pat-kit-part h2")]
    assert headings == PARTS


def test_every_part_says_what_it_rests_on(kit):
    """Each part gives a page of the 2003 tool, and says what in it is ours."""
    for heading in PARTS:
        said = [words(hint) for hint in section(kit, f"^{heading}$").select(".pat-hint")]
        assert said, heading
        for hint in said:
            assert re.match(r"What this (sheet )?rests on: ", hint), heading
            assert re.search(r"\bp\. \d", hint), heading
            assert re.search(r"\b(is|are) ours\b", hint), heading


@pytest.mark.parametrize(("whole", "topics"), [(60, 2), (90, 3), (180, 5)])
def test_minutes_of_a_timetable_add_up(kit, whole, topics):
    """The minutes add up to the heading's, and each row starts where the last one ended."""
    part = section(kit, f"^{whole} minutes")
    minutes = _minutes(part)
    starts = [int(words(row.select("td")[0])) for row in part.select("tbody tr")]
    assert sum(minutes) == whole
    assert starts == [sum(minutes[:row]) for row in range(len(minutes))]
    assert len(re.findall(r"Topic \d", words(part))) == topics


def test_a_topic_takes_what_the_timetables_give_it(kit):
    """The steps of a topic add up to the fifteen minutes that each timetable reserves for one."""
    assert sum(_minutes(section(kit, "^How to run a topic$"))) == 15
    rows = [[words(cell) for cell in row.select("td")] for row in kit.select("tbody tr")]
    topics = [row for row in rows if len(row) == 3 and re.fullmatch(r"Topic \d", row[2])]
    assert len(topics) == 2 + 3 + 5
    assert {row[1] for row in topics} == {"15"}


def test_every_timetable_ends_with_a_plan(kit):
    """Plan, date of the next assessment, and who tells those who were absent come last."""
    for whole in (60, 90, 180):
        *_, plan, close = section(kit, f"^{whole} minutes").select("tbody tr")
        for part in ("what, who, by when", "next assessment"):
            assert part in words(plan)
        assert "who tells those who were absent" in words(close)


@pytest.mark.parametrize("code", CODES)
def test_each_statement_has_its_two_questions(kit, instrument, code):
    """Code and text of a statement stand above its two questions, below its principle."""
    entry = kit.select_one(f"#ask-{code}")
    statement = instrument.statements[CODES.index(code)]
    assert words(entry.dt) == f"{code} {statement.text}"
    asked = tuple(words(question) for question in entry.select("dd"))
    assert asked == load_questions(instrument)[code]
    part = entry.find_parent("section")
    assert words(part.h3).startswith(f"Principle {code[0]}: ")
    assert targets(KIT, part.select("a")) == {f"/guidance/principle-{code[0]}/"}


def test_questions_are_seventy_two(kit):
    """None is there twice or too long, and each is a question; six statements a principle."""
    asked = [words(question) for question in kit.select(".pat-asked dd")]
    assert len(asked) == len(set(asked)) == 72
    assert [text for text in asked if len(text.split()) > 20 or not text.endswith("?")] == []
    assert [len(part.select("dt")) for part in kit.select(".pat-asked")] == [6] * len(NUMBERS)


def test_briefing_says_what_people_must_know(kit):
    """It says what this is and is not, who sees what, how long it takes and what follows."""
    part = section(kit, "^Briefing sheet$")
    leads = [words(lead) for lead in part.select("p > strong")]
    assert leads == [
        *("What this is.", "What it is not.", "How to answer.", "Who sees what."),
        "What happens with it.",
    ]
    text = words(part)
    for cue in ("15 minutes", "Combined only", "By partner", "Named", "deleted on", "rank"):
        assert cue in text
    assert len(text.split()) < 380


def test_nobody_is_asked_for_an_answer(kit):
    """The kit makes no false promise, and no question in it asks for a person."""
    text = words(content(kit))
    assert not re.search(r"anonym|guarantee|vote", text, re.IGNORECASE)
    assert "Never ask who said it." in text
    sentences = re.split(r"(?<=[.?!:])\s+", text)
    questions = [sentence for sentence in sentences if sentence.endswith("?")]
    assert len(questions) > 72
    after_persons = r"^\W*(who|whose|which of you)\b|\b(said|answered|gave|wrote)\b"
    assert [text for text in questions if re.search(after_persons, text, re.IGNORECASE)] == []
