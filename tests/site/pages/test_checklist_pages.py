"""The checklists as built: a box and a note for each check, and a place among the others."""

import pytest

from pat_core.instrument.checklists import CHECKLIST_IDS, load_checklists
from pat_core.instrument.sources import load_sources
from tests.core.samples import CODES
from tests.site.reading import content, targets, words

LENGTHS = {
    "sounding-out": 7,  # Hudek (2007), "Checklist for Partnership Working"
    "key-questions": 22,  # QCA guide, "Key Question Checklist": 3 + 5 + 4 + 3 + 4 + 3
    "setting-up": 36,  # Hardy, Hudson and Waddington (2003): six elements of six principles
    "obstacles": 11,  # Matrix (2004), box 1
}


@pytest.fixture(scope="module")
def lists(instrument):
    """Return the lists that the package carries, by id."""
    return {checklist.id: checklist for checklist in load_checklists(instrument)}


@pytest.fixture(scope="module")
def forms(pages):
    """Return the form of each list by id."""
    return {
        name: content(pages[f"/checklists/{name}/"]).select_one(f'form[data-checklist="{name}"]')
        for name in CHECKLIST_IDS
    }


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_each_check_has_a_box_in_its_label(forms, lists, name):
    """Each check is one checkbox, with the name that records go by, in a label that holds it."""
    boxes = forms[name].select('input[type="checkbox"]')
    assert [box["name"] for box in boxes] == [
        f"check/{name}/{check.id}" for check in lists[name].checks
    ]
    for box, check in zip(boxes, lists[name].checks, strict=True):
        assert words(box.find_parent("label")).endswith(check.text)


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_each_check_has_a_note_with_a_label(forms, lists, name):
    """Each check has one field for a note, with a label that says on what, and that it may stay."""
    notes = forms[name].select("textarea")
    assert [note["name"] for note in notes] == [
        f"note/{name}/{check.id}" for check in lists[name].checks
    ]
    for note, check in zip(notes, lists[name].checks, strict=True):
        (label,) = forms[name].select(f'label[for="{note["id"]}"]')
        assert words(label) == f"Note on: {check.text} (optional)"
        assert forms[name].select(f'button[data-note-for="{note["name"]}"]')


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_help_belongs_to_its_box(forms, lists, name):
    """What helps with a check stands below it, and its box says so to whoever does not see it."""
    for check in lists[name].checks:
        (box,) = forms[name].select(f'input[name="check/{name}/{check.id}"]')
        described = box.get("aria-describedby")
        described_by = words(forms[name].select_one(f"#{described}")) if described else ""
        assert described_by == check.help, check.id


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_groups_have_their_headings(forms, lists, name):
    """The checks stand under the headings of their groups, each group with all of its own."""
    groups = forms[name].select("section.pat-check-group")
    assert [words(group.h2) for group in groups] == [group.title for group in lists[name].groups]
    counts = [len(group.select('input[type="checkbox"]')) for group in groups]
    assert counts == [len(group.checks) for group in lists[name].groups]


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_nothing_is_filled_in_beforehand(forms, name):
    """A blank list prints as a blank list, and takes nothing but ticks and notes."""
    assert forms[name].select("input[checked]") == []
    assert [note for note in forms[name].select("textarea") if note.get_text()] == []
    assert {field["type"] for field in forms[name].select("input")} == {"checkbox"}


@pytest.mark.parametrize("name", CHECKLIST_IDS)
def test_page_says_what_a_tick_means(pages, lists, name):
    """Before the first box stands when to use the list, what a tick means, and no score."""
    text = words(content(pages[f"/checklists/{name}/"]))
    before = text[: text.index(lists[name].checks[0].text)]
    for part in (lists[name].introduction, lists[name].use, lists[name].tick, "No score"):
        assert part in before
    assert lists[name].place in text


@pytest.mark.parametrize("name", LENGTHS)
def test_list_is_as_long_as_in_its_source(forms, name):
    """A list that repeats one of a source has as many boxes as that has points."""
    assert len(forms[name].select('input[type="checkbox"]')) == LENGTHS[name]


def test_setting_up_leads_to_what_lies_behind(forms):
    """Each of the 36 elements has a link to its statement, in the order of the sheets."""
    links = forms["setting-up"].select('li a[href*="#statement-"]')
    assert [link["href"].partition("#statement-")[2] for link in links] == CODES


def test_index_shows_all_lists(pages, lists):
    """The eight lists stand in order, with use, length, and the kind and date of evidence."""
    entries = pages["/checklists/"].select(".pat-checklists > div")
    assert len(entries) == 8
    sources = load_sources()
    for entry, each in zip(entries, lists.values(), strict=True):
        assert targets("/checklists/", entry.select("a")) == {f"/checklists/{each.id}/"}
        source = sources[each.source]
        evidence = f"{source.kind.capitalize()}, {source.date}."
        for part in (each.title, each.use, f"{len(each.checks)} checks.", evidence):
            assert part in words(entry)


def test_facilitator_s_file_takes_each_list_by_itself(assess, lists):
    """The assessment asks for each list anew whether it goes into the file, and assumes no."""
    labels = assess.select("[data-include-checklist]")
    assert [label["data-include-checklist"] for label in labels] == list(lists)
    for label, each in zip(labels, lists.values(), strict=True):
        (box,) = label.select('input[type="checkbox"]')
        assert box["name"] == f"include-checklist-{each.id}"
        assert not box.has_attr("checked")
        assert each.title in words(label)
