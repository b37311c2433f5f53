"""What goes out of the facilitator's page, and what opens again."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from playwright.sync_api import expect

from pat_core.group.document.group_file import read_group
from pat_core.reports.group.report import write_report
from pat_core.reports.group.tables.csv_table import write_group_csv
from tests.browser.desk import Named, document_of, result, shared_desk
from tests.core.group_documents import as_read

EXPORTS = ("group", "csv", "xlsx", "plan", "report")
COMMENTS = {"1A": "Kept to myself", "3B": "Ours to tell", "success": "Said too sharply"}
NAME = "Ada Lovelock"


def people(number: int, mark: str = "3", **more: Any) -> list[Named]:
    """Return results that differ in a statement each; *mark* is what the others have."""
    return [
        result(mark * place + "2" + mark * (35 - place), place, **more) for place in range(number)
    ]


def commented(files: list[Named]) -> list[Named]:
    """Return *files*, the first with comments and a name."""
    name, content = files[0]
    document = json.loads(content)
    for code in ("1A", "3B"):
        document["responses"][code]["comment"] = COMMENTS[code]
    document["success"] = {"answer": 3, "comment": COMMENTS["success"]}
    document["respondent"] = {"name": NAME, "level": "board"}
    return [(name, json.dumps(document).encode()), *files[1:]]


@pytest.fixture(scope="module")
def files() -> list[Named]:
    return commented(people(8, partnership="Harbour Lane", round="Spring 2027"))


@pytest.fixture(scope="module")
def shown(browser, address, files):
    with shared_desk(browser, address) as desk:
        yield desk.add_files(files).reveal()


@pytest.fixture(scope="module")
def saved(shown) -> dict[str, Named]:
    """Return name and content of each download."""
    return {what: shown.save(f"download-{what}") for what in EXPORTS}


def unpacked(content: bytes) -> str:
    """Return all text of a file, also of a packed one."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


# What goes out


def test_files_are_named_after_the_round(saved):
    """A safe name that says whose it is and what it is."""
    stem = "harbour-lane-spring-2027"
    assert [name for name, _ in saved.values()] == [
        f"{stem}.pat-group.json",
        *(f"{stem}-{end}" for end in ("group.csv", "group.xlsx", "plan.csv", "report.html")),
    ]


def test_group_file_is_what_python_makes_elsewhere(saved, files, instrument):
    """Every figure, from the same files; only when it was made differs."""
    found = read_group(saved["group"][1], "group", instrument).document
    details = {"partnership": "Harbour Lane", "round": "Spring 2027"}
    counts = {"used": 8, "duplicate": 0, "held": 0, "refused": 0}
    expected = document_of(files, instrument, **details, file_counts=counts)
    for key in ("made_at", "plan"):
        del found[key], expected[key]
    assert as_read(found) == as_read(expected)


def test_no_download_tells_who_answered(saved):
    """No file's name, no id, no person's name; and no comment that nobody has released."""
    for what, (_, content) in saved.items():
        text = unpacked(content)
        for secret in ("0.pat.json", "00000000-0000-4000", NAME, *COMMENTS.values()):
            assert secret not in text, (what, secret)


def test_table_is_python_s_and_can_be_parsed(saved, instrument):
    """Marked for spreadsheets, as wide in every row, with the group's own figures."""
    text = saved["csv"][1].decode("utf-8")
    document = read_group(saved["group"][1], "group", instrument).document
    assert text.replace("\r\n", "\n") == write_group_csv(document, instrument).replace("\r\n", "\n")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_workbook_has_numbers_and_no_formula(saved):
    """A whole archive; in its sheets no cell is worked out by the spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(saved["xlsx"][1])) as workbook:
        assert workbook.testzip() is None
        names = [name for name in workbook.namelist() if name.startswith("xl/worksheets/sheet")]
        sheets = [workbook.read(name).decode() for name in names]
    assert len(sheets) >= 3
    assert sum(sheet.count("<v>") for sheet in sheets) > 500
    assert not re.search(r"<f[ >/]", "".join(sheets))


def test_report_is_python_s_and_stands_alone(saved, instrument, page):
    """No script, nothing from elsewhere; it is the report of the group file."""
    text = saved["report"][1].decode("utf-8")
    document = read_group(saved["group"][1], "group", instrument).document
    assert text == write_report(document, instrument)
    assert not re.search(r"<script|<link|\son\w+=|@import|url\(", text)
    assert re.findall(r"""(?:src|href|action)=["'](?!#)[^"']*""", text) == []


# Comments


def test_released_comments_go_out_as_decided(desk, files):
    """As it is, in other words and marked so, or not at all; the same in every form."""
    desk.add_files(files).reveal()
    page = desk.page
    for words, choice in zip(COMMENTS.values(), ("Hold", "as it is", "other words"), strict=True):
        field = page.locator(".pat-comment-choice", has_text=words)
        field.get_by_label(re.compile(choice)).first.check()
    page.locator("[data-comments] textarea:visible").fill("Said kindly")
    page.locator("[data-comments] textarea:visible").blur()
    expect(desk.group).to_contain_text("Said kindly")
    desk.wait_for_group()
    for what in ("group", "xlsx", "report", "csv"):
        text = unpacked(desk.save(f"download-{what}")[1])
        there = [words for words in (*COMMENTS.values(), "Said kindly") if words in text]
        assert there in ([COMMENTS["3B"], "Said kindly"], []), what
        assert there or what == "csv"


# What opens again


def test_workspace_opens_again_with_all_that_was_there(desk, files):
    """Files, choices, ways of looking, decisions, plan; closed again, it is the same group."""
    page = desk.page
    other = ("autumn.json", result("4" * 36, 9, round="Autumn")[1])
    desk.add_files([*files, other])
    desk.decide("autumn.json", "Use it")
    expect(desk.line("autumn.json")).to_have_attribute("data-status", "used")
    desk.unfold("How the group will be looked at")
    page.locator("[data-options] [name=threshold]").select_option("6")
    desk.radio("kind", "sector").check()
    desk.reveal()
    page.locator(".pat-comment-choice", has_text="Ours to tell").get_by_label("as it is").check()
    desk.press("add-action")
    desk.row_field(0, "what").fill("Agree who decides")
    expect(desk.group).to_contain_text("Ours to tell")
    desk.wait_for_group()
    before, statuses = desk.saved("download-group"), desk.statuses()
    _, workspace = desk.save("download-workspace")
    page.goto("about:blank")
    desk.open().open_file("workspace", workspace)
    expect(desk.lines).to_have_count(len(statuses))
    assert desk.statuses() == statuses
    expect(desk.group).to_be_empty()
    assert desk.whats() == ["Agree who decides"]
    after = desk.reveal().saved("download-group")
    assert after["threshold"] == 6
    assert list(after["by"]) == ["sector"]
    assert {**after, "made_at": ""} == {**before, "made_at": ""}


def test_group_file_alone_opens_group_and_workshop(desk, saved):
    """Whoever gets it sees the group and has every download, without a single answer."""
    desk.open_file("group", saved["group"][1])
    desk.wait_for_group()
    assert sum(desk.counts()["1A"]) == 8
    expect(desk.lines).to_have_count(0)
    expect(desk.page.locator("[data-comments]")).to_be_hidden()
    again = json.loads(desk.save("download-group")[1])
    assert again == json.loads(saved["group"][1])
    desk.press("workshop")
    expect(desk.workshop).to_be_visible()
    desk.press("close-workshop")


def test_file_of_another_kind_is_refused_with_its_name(desk, saved, files):
    """In one sentence; what is on the page stays."""
    desk.add_files(files)
    for what, content in (("workspace", saved["group"][1]), ("group", files[0][1])):
        desk.choose_files([("wrong.json", content)], f"[name={what}]")
        expect(desk.problem).to_contain_text("wrong.json")
        expect(desk.status).not_to_contain_text("Reading")
    expect(desk.lines).to_have_count(8)


def test_opened_file_takes_the_place_of_others_only_when_told(desk, saved, files):
    """Whoever keeps what is here loses nothing; whoever opens it has that group alone."""
    desk.add_files(files[:3])
    page = desk.page
    group = saved["group"]
    for action, lines in (("leave-file", 3), ("take-file", 0)):
        desk.choose_files([group], "[name=group]")
        expect(page.locator("[data-open-offered]")).to_have_text(group[0])
        assert desk.lines.count() == 3
        desk.press(action)
        expect(page.locator("[data-open-choice]")).to_be_hidden()
        expect(desk.lines).to_have_count(lines)
    desk.wait_for_group()
    assert sum(desk.counts()["1A"]) == 8


def test_what_would_be_lost_is_named_wherever_something_is_opened(desk, saved, files):
    """Notes alone are enough to ask; what lies in a workspace as it is now is not asked about."""
    page, group = desk.page, saved["group"]
    desk.open_file("group", group[1])
    desk.wait_for_group()
    desk.press("workshop")
    desk.press("first-topic")
    page.locator("[data-topic-said]").fill("Nobody knows who decides")
    desk.press("close-workshop")
    lost = page.locator("[data-open-lost]")
    for what in ("group", "workspace"):
        content = group[1] if what == "group" else desk.save("download-workspace")[1]
        page.locator("[data-next-assessment]").fill("2027-10-01")
        desk.choose_files([(f"{what}.json", content)], f"[name={what}]")
        expect(page.locator("[data-open-choice]")).to_be_visible()
        desk.press("leave-file")
        told = "notes on 1 topic and the date of the next assessment"
        expect(lost).to_have_text(told if what == "group" else "the date of the next assessment")
        page.locator("[data-next-assessment]").fill("")
    workspace = desk.save("download-workspace")[1]
    desk.open_file("workspace", workspace)
    expect(page.locator("[data-open-choice]")).to_be_hidden()


def test_note_that_is_too_long_is_counted_and_not_written(desk, saved):
    """12,042 characters of minutes stay, and the page says before it writes a file what to do."""
    desk.open_file("group", saved["group"][1])
    desk.wait_for_group()
    desk.press("workshop")
    desk.press("first-topic")
    said = desk.page.locator("[data-topic-said]")
    said.fill("x" * 12_042)
    expect(desk.workshop).to_contain_text("2,042 characters too long: 10,000 fit")
    assert len(said.input_value()) == 12_042
    desk.press("close-workshop")
    desk.press("download-workspace")
    expect(desk.problem).to_contain_text("The workspace was not written yet")
    expect(desk.problem.locator("li")).to_contain_text("2,042 characters too long")
    desk.press("workshop")
    said.fill("x" * 10_000)
    expect(desk.workshop.locator("[data-fault]")).to_have_count(0)
    desk.press("close-workshop")
    assert len(next(iter(desk.saved("download-workspace")["said"].values()))) == 10_000


def test_organisations_are_merged_while_the_group_is_looked_at_by_level(desk):
    """Two spellings are one partner then, and the choice is kept by the workspace."""
    named = [{"respondent": {"organisation": name}} for name in ("Quay", "The Quay", "Pier")]
    desk.add_files([result("3" * 36, place, **named[place % 3]) for place in range(9)])
    desk.unfold("How the group will be looked at")
    desk.page.get_by_label("The Quay (3) counts as").fill("Quay")
    desk.page.get_by_label("The Quay (3) counts as").blur()
    group = desk.reveal().saved("download-group")
    assert (list(group["by"]), group["partners"]["n"]) == (["level"], 2)
    options = desk.saved("download-workspace")["options"]
    assert (options["kind"], options["partners"]) == ("level", {"The Quay": "Quay"})


@pytest.mark.parametrize("what", ["group", "earlier"])
def test_altered_group_file_is_told(desk, saved, what):
    """A figure that the counts do not give is named with both values, to be looked at first."""
    group = json.loads(saved["group"][1])
    group["principles"]["1"]["mean"] = 24
    desk.open_file(what, json.dumps(group).encode())
    expect(desk.problem).to_be_focused()
    expect(desk.problem).to_contain_text("principles/1/mean: the file says 24, its counts give")


def test_earlier_results_that_were_not_used_are_told(desk):
    """How many there are of each kind, and of each that was not used, why."""
    earlier = [*people(6, round="Spring 2027"), ("bad.pat.json", b"{")]
    desk.choose_files(earlier, "[name=earlier]")
    expect(desk.status).to_contain_text("Of its results: 6 used, 1 refused.")
    expect(desk.problem.locator("li")).to_have_count(1)
    expect(desk.problem).to_contain_text("bad.pat.json: line 1, column 2")


def test_earlier_round_stands_beside_this_one(desk, saved):
    """Counts first: 8 of 8 agreed on 6F then, none of 8 now; taken away, nothing of it is left."""
    desk.add_files(people(8, mark="1", partnership="Harbour Lane", round="Autumn")).reveal()
    desk.open_file("earlier", saved["group"][1])
    change = desk.group.locator("[data-section=change]")
    expect(change).to_contain_text("Spring 2027")
    expect(change.locator("tr", has_text="6F")).to_contain_text("8 of 8 → 0 of 8")
    assert desk.saved("download-group")["change"]["statements"]["6F"]["clear"] is True
    desk.press("drop-earlier")
    expect(change).to_have_count(0)
    assert "change" not in desk.saved("download-group")
