"""What comes to the desk while something else is being read, in a folder, or beside its place."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from pat_core import Instrument
from pat_core.files.result_code import write_code
from tests.browser.desk import Desk, desk_with_group, divided_group, result
from tests.browser.holding import held_back


def drop_from_disk(page: Page, place: str, *paths: Path) -> None:
    """Drop files and folders as a person does who drags them out of a window of the system."""
    box = page.locator(place).bounding_box()
    assert box, place
    session = page.context.new_cdp_session(page)
    given = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": given})
    session.detach()


def test_files_that_come_while_others_are_read_are_read_too(page: Page) -> None:
    """One, and five more a moment later: six are read, and the closing words count them all."""
    one, *five = [result("3" * 36, number) for number in range(6)]
    progress = page.locator("[data-progress-text]")
    with held_back(page):
        desk = Desk(page).open()
        desk.choose_files([one])
        expect(progress).to_contain_text("of 1 file")
        desk.choose_files(five)
        expect(progress).to_contain_text("of 6 files")
    expect(desk.lines).to_have_count(6)
    expect(desk.status).to_have_text("6 files read.")


def test_code_that_is_pasted_while_another_is_read_stays(
    page: Page, instrument: Instrument
) -> None:
    """Only what was read leaves the box; a refused code stays in it, to be put right."""
    first, second = (write_code(mark * 43, place, instrument) for place, mark in enumerate("32"))
    box = page.locator("[name=codes]")
    with held_back(page):
        desk = Desk(page).open()
        desk.add_codes(first)
        box.fill(f"{first}\n{second}")
    expect(desk.lines).to_have_count(1)
    expect(box).to_have_value(f"\n{second}")
    wrong = second.replace(second[5], "A" if second[5] != "A" else "C", 1)
    desk.add_codes(f"{second}\n{wrong}")
    expect(desk.lines).to_have_count(3)
    expect(box).to_have_value(wrong)
    desk.press("add-codes")
    expect(desk.status).to_contain_text("Put it right first")
    expect(desk.lines).to_have_count(3)


def test_dropped_folder_is_read_and_a_bad_file_is_named(desk: Desk, tmp_path: Path) -> None:
    """Beside the drop zone, too; what is no answer is passed over aloud, a folder's inside read."""
    folder = tmp_path / "Returns"
    (folder / "late").mkdir(parents=True)
    for number, name in enumerate(("a.json", "B.PAT.JSON", "late/c.pat.json.txt")):
        (folder / name).write_bytes(result("3" * 36, number)[1])
    (folder / "notes.docx").write_bytes(b"x")
    alone = tmp_path / "alone.json"
    alone.write_bytes(result("3" * 36, 9)[1])
    drop_from_disk(desk.page, "header", folder, alone)
    expect(desk.lines).to_have_count(4)
    assert set(desk.statuses()) == {"a.json", "B.PAT.JSON", "c.pat.json.txt", "alone.json"}
    expect(desk.status).to_have_text(re.compile(r"^4 files read\. .*1 file was passed over.*notes"))
    assert "/facilitate/" in desk.page.url


def test_file_that_is_gone_keeps_no_other_from_being_read(desk: Desk, tmp_path: Path) -> None:
    """It was chosen, and changed before its turn came: it is named, and the others count."""
    paths = [tmp_path / f"{number}.json" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(result("3" * 36, number)[1])
    desk.page.evaluate("Object.assign(window, { slice: Blob.prototype.slice })")
    desk.page.evaluate(
        """() => { Blob.prototype.slice = function (...at) {
          return this.name === "1.json" ? { size: 0 } : window.slice.apply(this, at); }; }"""
    )
    desk.page.locator("#pat-files input[type=file]").set_input_files(paths)
    expect(desk.lines).to_have_count(3)
    expect(desk.line("1.json")).to_have_attribute("data-status", "refused")
    expect(desk.line("1.json")).to_contain_text("copy it to this computer")
    expect(desk.summary).to_have_text("2 used, 1 refused.")
    desk.page.evaluate("() => { Blob.prototype.slice = window.slice; }")


def test_file_dropped_on_the_workshop_is_refused_aloud(page: Page, tmp_path: Path) -> None:
    """Nothing is taken in behind the projector, and the browser does not open it either."""
    desk = desk_with_group(page, divided_group())
    desk.press("workshop")
    path = tmp_path / "late.json"
    path.write_bytes(result("3" * 36, 20)[1])
    drop_from_disk(page, "[data-workshop]", path)
    expect(desk.workshop.get_by_role("status")).to_contain_text("No file is taken in")
    desk.press("close-workshop")
    expect(desk.lines).to_have_count(8)
