"""Files, codes and spreadsheets become a group: what counts, what is shown, and when."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from pat_core.files.result_code import write_code
from tests.browser.desk import Desk, Named, document_of, result, shared_desk
from tests.core.samples import CODES, NUMBERS, as_bytes, record

AGREE = "3" * 36
FOREIGN = "<img src=x onerror=alert(1)>"
TURNED = "Ada \u202eylop"
"""A name that would turn the letters after it round, if nothing held it back."""


def people(number: int, first: int = 0, **more: Any) -> list[Named]:
    """Return results that differ in a statement each, numbered from *first*."""
    return [
        result(AGREE[:place] + "2" + AGREE[place + 1 :], place, **more)
        for place in range(first, first + number)
    ]


# What becomes of each file


@pytest.fixture(scope="module")
def arrived(browser, address):
    """Return the page with a file for every fate, five of which count."""
    named: dict[str, Any] = {"partnership": "Harbour Lane", "round": "Spring"}
    files = people(4, **named)
    old = result("1" * 36, 7, saved_at="2026-10-01T09:00:00Z", **named)
    new = result("4" * 36, 7, saved_at="2026-10-02T09:00:00Z", **named)
    other_rules = {"id": "pat-2003", "scoring": "sha256:" + "0" * 64}
    files += [
        ("again.json", files[0][1]),
        ("old.json", old[1]),
        ("new.json", new[1]),
        ("autumn.json", result(AGREE, 8, partnership="Harbour Lane", round="Autumn")[1]),
        ("damaged.json", files[0][1][:-30]),
        ("rules.json", as_bytes({**record(), "instrument": other_rules})),
        ("group.json", b'{"format": "pat-group"}'),
        ("blank.json", as_bytes(record({}))),
        ("empty.json", b""),
        ("shopping.txt", b"milk, eggs"),
    ]
    with shared_desk(browser, address) as desk:
        yield desk.add_files(files)


def test_each_file_is_named_with_its_status(arrived):
    """Used, duplicate, held aside or refused; and how many there are of each."""
    used = [f"{number}.pat.json" for number in range(4)]
    refused = ["damaged", "rules", "group", "blank", "empty"]
    assert arrived.statuses() == {
        **dict.fromkeys([*used, "new.json"], "used"),
        **dict.fromkeys(["again.json", "old.json"], "duplicate"),
        "autumn.json": "held",
        **{f"{name}.json": "refused" for name in refused},
        "shopping.txt": "refused",
    }
    expect(arrived.summary).to_have_text(
        "5 used, 2 left out as a duplicate, 1 held aside, 6 refused."
    )


def test_each_line_says_why(arrived):
    """One plain cause beside each status that is not simply "used"."""
    causes = {
        "again.json": "the same file again: 0.pat.json",
        "old.json": "another version of new.json",
        "new.json": "the newest of 2 versions",
        "autumn.json": "names the round 'Autumn'; this one is 'Spring'",
        "damaged.json": "no JSON",
        "rules.json": "scoring",
        "group.json": "a whole group",
        "blank.json": "holds no answers",
    }
    for name, cause in causes.items():
        expect(arrived.line(name)).to_contain_text(cause)


def test_nothing_is_shown_while_the_collection_is_open(arrived):
    """No figure, no download, no comment: somebody could compare before and after a file."""
    expect(arrived.group).to_be_empty()
    expect(arrived.page.locator("#pat-profiles, [data-comment-list]").first).to_be_empty()
    for action in ("workshop", "download-group", "download-csv", "print"):
        expect(arrived.page.locator(f"[data-action={action}]:visible")).to_have_count(0)


def test_facilitator_admits_and_chooses(desk):
    """The older version takes the newer one's place, and another round's file is let in."""
    files = people(5, round="Spring")
    files += [("old.json", result("1" * 36, 7, saved_at="2026-10-01")[1])]
    files += [("new.json", result("4" * 36, 7, saved_at="2026-10-02")[1])]
    files += [("autumn.json", result("2" * 36, 8, round="Autumn")[1])]
    desk.add_files(files)
    desk.decide("old.json", "Use it")
    expect(desk.line("new.json")).to_have_attribute("data-status", "duplicate")
    desk.decide("autumn.json", "Use it")
    expect(desk.line("autumn.json")).to_have_attribute("data-status", "used")
    desk.reveal()
    # Five say 3 to statement 6F, the older version 1, the admitted file 2.
    assert desk.counts()["6F"] == [1, 1, 5, 0, 0, 0]


# Other ways in


@pytest.fixture(scope="module")
def mixed(browser, address, instrument):
    """Return the page with three codes, one wrong, a spreadsheet of two, and a dropped file."""
    codes = [write_code(mark * 43, place, instrument) for place, mark in enumerate("32")]
    wrong = codes[0].replace(codes[0][5], "A" if codes[0][5] != "A" else "C", 1)
    rows = [",".join(["organisation", *CODES]), ",".join(["Quay", *AGREE]), ",".join(["", *AGREE])]
    with shared_desk(browser, address) as desk:
        desk.add_codes(f"{codes[0]}\n{codes[1].lower().replace(' ', '')}\n\n{wrong}\n")
        expect(desk.lines).to_have_count(3)
        desk.add_files([("sheet.csv", "\r\n".join(rows).encode("utf-8-sig"))], lines=2)
        desk.drop_files([result("4" * 36, 1)])
        expect(desk.lines).to_have_count(6)
        yield desk


def test_pasted_codes_count_and_a_wrong_one_is_found(mixed):
    """Small letters and missing spaces do no harm; one wrong character does, named by its line."""
    expect(mixed.line("code 1")).to_have_attribute("data-status", "used")
    expect(mixed.line("code 2")).to_have_attribute("data-status", "used")
    expect(mixed.line("code 3")).to_have_attribute("data-status", "refused")
    expect(mixed.line("code 3")).to_contain_text("line 4: the check characters")
    expect(mixed.page.locator("[name=codes]")).to_have_value(re.compile("^.{39}$"))


def test_spreadsheet_is_a_line_for_each_person(mixed):
    """Equal answers without an id are asked about, never dropped."""
    assert mixed.line("sheet.csv, row 2").get_attribute("data-status") == "used"
    row = mixed.line("sheet.csv, row 3")
    expect(row).to_contain_text("possibly the same person as sheet.csv, row 2")
    assert row.get_attribute("data-status") == "used"
    expect(row.get_by_role("button", name="Leave it out")).to_be_visible()


def test_dropped_file_is_one_like_others(mixed):
    """Dropping is choosing; the place says so and forgets that something was over it."""
    assert mixed.line("1.pat.json").get_attribute("data-status") == "used"
    expect(mixed.page.locator("#pat-files[data-is-over]")).to_have_count(0)


# The group


@pytest.fixture(scope="module")
def files() -> list[Named]:
    """Eight results with gaps: "can't say", blanks, and one hardly begun."""
    marks = ["44332", "33?22", "12344", "4-321", "33333", "2?-21", "43434", "11111"]
    return [
        *(result((text * 8)[:36], place) for place, text in enumerate(marks)),
        result("?3" + "-" * 34, 9),
    ]


@pytest.fixture(scope="module")
def shown(browser, address, files):
    with shared_desk(browser, address) as desk:
        yield desk.add_files(files).reveal()


def test_every_count_is_what_python_counts_elsewhere(shown, files, instrument):
    """The answers to 36 statements and to the one on aims, from the same files."""
    document = document_of(files, instrument)
    figures = {**document["statements"], "success": document["success"]}
    keys = ("1", "2", "3", "4")
    assert shown.counts() == {
        code: [*(each["counts"][key] for key in keys), each["cant_say"], each["blank"]]
        for code, each in figures.items()
    }


def test_every_average_is_what_python_works_out_elsewhere(shown, files, instrument):
    """To one decimal, for six principles and the aggregate."""
    document = document_of(files, instrument)
    every = {**document["principles"], "aggregate": document["aggregate"]}
    assert set(every) == {*NUMBERS, "aggregate"}
    assert shown.means() == {number: f"{each['estimate']:.1f}" for number, each in every.items()}


def test_reader_is_taken_to_the_group(shown):
    """The heading has the focus; the collection is closed and can be opened again."""
    assert shown.page.evaluate("document.activeElement.id") == "see"
    expect(shown.page.locator("[data-action=reveal]")).to_be_hidden()
    expect(shown.page.locator("[data-action=reopen]")).to_be_visible()
    expect(shown.page.locator("[name=threshold]").last).to_be_disabled()


def test_late_file_is_free_to_come_in_until_others_see_the_group(desk):
    """The figures were on the facilitator's screen alone, so one more file gives nobody away."""
    desk.add_files(people(6)).reveal().press("reopen")
    desk.add_files(people(1, 6))
    expect(desk.line("6.pat.json")).to_have_attribute("data-status", "used")
    assert sum(desk.reveal().counts()["6F"]) == 7


@pytest.mark.parametrize("way", ["download-csv", "print", "workshop"])
def test_late_file_waits_once_others_have_seen_the_group(desk, way):
    """Presented, printed or downloaded: from then on a single file would show what it holds."""
    desk.add_files(people(6)).reveal()
    desk.page.evaluate("window.print = () => undefined")
    desk.press(way)
    if way == "workshop":
        desk.press("close-workshop")
    desk.press("reopen")
    desk.add_files(people(1, 6))
    expect(desk.line("6.pat.json")).to_have_attribute("data-status", "held")


def test_late_file_waits_for_four_others(desk):
    """Reopened, nothing is shown; one more file would reveal a person, five count."""
    desk.add_files(people(6)).reveal().saved("download-group")
    desk.press("reopen")
    expect(desk.group).to_be_empty()
    desk.add_files(people(1, 6))
    expect(desk.line("6.pat.json")).to_have_attribute("data-status", "held")
    expect(desk.line("6.pat.json")).to_contain_text("waits until 5 late files are there (now 1)")
    desk.reveal()
    expect(desk.group).to_contain_text("6 people")
    desk.press("reopen")
    desk.add_files(people(4, 7))
    assert set(desk.statuses().values()) == {"used"}
    assert sum(desk.reveal().counts()["6F"]) == 11


def test_one_person_cannot_be_taken_out_of_what_was_shown(desk):
    """Leaving out one file that was shown keeps it, and says so."""
    other = ("autumn.json", result("1" * 36, 8, round="Autumn")[1])
    desk.add_files([*people(6, round="Spring"), other])
    desk.decide("autumn.json", "Use it")
    expect(desk.line("autumn.json")).to_have_attribute("data-status", "used")
    desk.reveal().saved("download-group")
    desk.press("reopen")
    desk.decide("autumn.json", "Leave it out")
    expect(desk.line("autumn.json")).to_contain_text("so it stays in use")
    assert desk.line("autumn.json").get_attribute("data-status") == "used"


def test_too_small_group_is_not_shown(desk):
    """There is no way round it: more people, a later date, or new terms for everybody."""
    desk.load_round(mode="confidential", partnership="Harbour Lane", round="Spring")
    desk.add_files(people(3, mode="confidential"))
    refusal = desk.page.locator("[data-refusal-text]")
    desk.press("reveal")
    expect(refusal).to_contain_text("Only 3 people's answers are used")
    expect(refusal).to_be_focused()
    expect(desk.group).to_be_empty()
    desk.press("extend-date")
    expect(desk.page.locator("#round-date")).to_be_focused()
    desk.press("reveal")
    desk.press("ask-partner")
    invitation = desk.page.locator("[name=invitation]")
    expect(invitation).to_be_focused()
    expect(invitation).to_have_value(re.compile("ask everybody again.*By partner", re.S))
    expect(invitation).to_have_value(re.compile("&mode=partner&"))
    expect(desk.line("0.pat.json")).to_contain_text("more would be shown than was promised")
    expect(refusal).to_be_hidden()


def test_round_by_partner_shows_partners_and_no_person(desk):
    """Each organisation by name, even of one person; no other kind of label can be chosen."""
    desk.load_round(mode="partner", partnership="Harbour Lane", by="organisation")
    named = {"name": FOREIGN, "organisation": "Quay"}
    desk.add_files(people(2, mode="partner", respondent=named))
    desk.unfold_all()
    expect(desk.radio("kind", "organisation")).to_be_checked()
    expect(desk.radio("kind", "level")).to_be_disabled()
    expect(desk.page.locator("[data-threshold]")).to_be_hidden()
    desk.reveal()
    expect(desk.page.locator("#pat-profiles")).to_be_empty()
    expect(desk.group).not_to_contain_text(FOREIGN)
    group = desk.saved("download-group")
    assert (group["mode"], list(group["by"]["organisation"])) == ("partner", ["Quay"])


def test_threshold_can_be_raised_and_not_lowered(desk):
    """Files say what was promised; what is less cannot be chosen."""
    desk.add_files(people(8, mode="confidential", threshold=6))
    desk.unfold_all()
    threshold = desk.page.locator("[data-options] [name=threshold]")
    expect(threshold).to_have_value("6")
    expect(threshold.locator("option:disabled")).to_have_text(["3", "4", "5"])
    threshold.select_option("8")
    expect(threshold).to_have_value("8")
    assert desk.reveal().saved("download-group")["threshold"] == 8


def test_open_round_shows_profiles_by_name(desk):
    """As everybody was told; a file given in confidence never enters it, not even by choice."""
    desk.load_round(mode="open", partnership="Harbour Lane")
    named = {"respondent": {"name": FOREIGN, "organisation": TURNED}}
    files = [result(AGREE, place, mode="open", **named) for place in range(2)]
    desk.add_files([*files, ("secret.json", result(AGREE, 5, mode="confidential")[1])])
    secret = desk.line("secret.json")
    expect(secret).to_have_attribute("data-status", "held")
    expect(secret).to_contain_text("more would be shown than was promised")
    expect(secret.get_by_role("button")).to_have_count(0)
    desk.reveal()
    row = desk.page.locator("#pat-profiles tbody tr").first
    expect(row).to_contain_text(FOREIGN)
    expect(row.locator("bdi").first).to_have_text(TURNED)
    expect(row.locator("[data-score], td").first).to_have_text("18")
    expect(desk.page.locator("#pat-profiles tbody tr")).to_have_count(2)


# Whatever comes in


def test_foreign_text_stays_text(desk):
    """Names of files and people, labels and comments: no markup, no request, no turned line."""
    respondent = {"organisation": FOREIGN, "name": TURNED}
    files = [result(AGREE, place, respondent=respondent, round=FOREIGN) for place in range(5)]
    commented = record({"1A": {}}, result_id="5", partnership=TURNED)
    commented["responses"] = {"1A": {"answer": 3, "comment": FOREIGN}}
    files += [(f"{FOREIGN}.json", as_bytes(commented))]
    desk.unfold_all()
    desk.radio("kind", "organisation").check()
    desk.add_files(files)
    expect(desk.line(f"{FOREIGN}.json").locator("bdi")).to_have_text(f"{FOREIGN}.json")
    expect(desk.page.locator("label.pat-merge bdi", has_text=FOREIGN)).to_have_count(1)
    desk.reveal()
    comment = desk.page.locator("[data-comments] bdi")
    expect(comment).to_have_text(FOREIGN)
    desk.page.get_by_label("Release it as it is").check()
    expect(desk.group.locator("[data-section=comments]")).to_contain_text(FOREIGN)
    expect(desk.page.locator("img[src=x]")).to_have_count(0)


# When something goes wrong


def crash(desk: Desk) -> None:
    """End Python in the middle, as a device does that runs out of memory."""
    (worker,) = desk.page.workers
    with desk.page.expect_event("worker"):
        worker.evaluate("() => { setTimeout(() => { throw new Error('broken on purpose'); }); }")


def test_crash_loses_nothing(page, faults):
    """What lies on the desk is the page's: a fresh Python gets all of it again."""
    desk = Desk(page).open().add_files(people(5))
    crash(desk)
    desk.add_files(people(1, 5))
    crash(desk)
    desk.reveal()
    assert sum(desk.counts()["1A"]) == 6
    faults[:] = [fault for fault in faults if "broken on purpose" not in fault]


def test_runtime_that_did_not_arrive_is_told_and_fetched_again(page, faults):
    """A plain sentence and no lines; choosing the files once more is enough."""
    page.route("**/group.zip", lambda route: route.abort())
    desk = Desk(page).open()
    desk.choose_files(people(5))
    expect(desk.problem).to_contain_text("did not arrive")
    expect(desk.lines).to_have_count(0)
    page.unroute("**/group.zip")
    desk.add_files(people(5)).reveal()
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


# The next worker does not get the first question that it is asked.
DEAF = """() => {
  const { postMessage } = Worker.prototype;
  window.unheard = 0;
  Worker.prototype.postMessage = function (message, ...more) {
    if (message.type === "start") window.fresh = this;
    if (message.type === "call" && this === window.fresh && window.unheard === 0)
      window.unheard += 1;
    else
      postMessage.call(this, message, ...more);
  };
}"""


def test_question_that_takes_too_long_is_given_up(own_page):
    """What was there before stays, and Python works again."""
    own_page.clock.install()
    desk = Desk(own_page).open().add_files(people(5))
    (worker,) = own_page.workers
    own_page.evaluate(DEAF)
    worker.evaluate("() => { setTimeout(() => { for (;;) {} }); }")
    desk.choose_files(people(2, 5))
    expect(own_page.locator("[data-progress]")).to_be_visible()
    # A fresh Python is asked once more, and hears nothing either.
    with own_page.expect_event("worker"):
        own_page.clock.fast_forward("03:00")
    assert desk.becomes(lambda: own_page.evaluate("window.unheard") == 1)
    own_page.clock.fast_forward("03:00")
    expect(desk.problem).to_contain_text("took too long")
    desk.add_files(people(2, 5))
    assert len(desk.statuses()) == 7


def test_without_webassembly_the_page_says_so(launch, new_context):
    """What is off, and what to do; nothing is half done."""
    page = new_context(on=launch("--js-flags=--jitless")).new_page()
    desk = Desk(page).open()
    desk.choose_files(people(5))
    expect(desk.problem).to_contain_text("WebAssembly")
    expect(desk.problem).to_be_focused()
    expect(desk.lines).to_have_count(0)
    desk.press("reveal")
    expect(desk.problem).to_contain_text("nothing to show yet")
