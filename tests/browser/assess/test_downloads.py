"""The two downloads: what is in them, what is left out, and that nothing is sent."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import expect

from tests.browser.holding import PYTHON, held_back
from tests.browser.pages import Assess, read_download
from tests.browser.sharing import SharedPage
from tests.core.samples import SCHEMAS, all_answered

SCHEMA = Draft202012Validator(json.loads((SCHEMAS / "pat-result-1.json").read_text("utf-8")))
FILE_NAME = re.compile(r"([a-z0-9-]+)-(\d{4}-\d\d-\d\d)-([0-9a-f]{8})\.pat\.json")
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# As it is when the result is shown for the first time.
UNTICK_THE_NAME_ONLY = """() => {
  const boxes = ["name", "labels", "time", "comment"].map((what) => `[name^=include-${what}]`);
  for (const box of document.querySelectorAll(boxes.join())) {
    if (box.checked === (box.name === "include-name")) box.click();
  }
}"""
SECRETS = ["Ada Lovelace", "Number Works", "Very private words", "Words on the aims"]


@pytest.fixture(scope="module")
def filled_once(kept_open: SharedPage) -> SharedPage:
    """Return a page on which somebody has filled in everything."""
    assess = Assess(kept_open.page)
    assess.field("partnership").fill("Harbour & Côte/Lane")
    assess.field("round").fill("Spring 2027")
    assess.radio("purpose", "routine").check()
    assess.answer(
        {**all_answered(3), "2B": None, "significance-1": 5, "significance-2": None, "success": 2}
    )
    assess.choose({"sector": "voluntary", "level": "board", "now-function": "delivery"})
    assess.comment("1A", SECRETS[2])
    assess.comment("4D", "May be read by all")
    assess.comment("success", SECRETS[3])
    assess.press("start")
    assess.page.evaluate("location.hash = 'details'")
    assess.field("name").fill(SECRETS[0])
    assess.field("organisation").fill(SECRETS[1])
    assess.wait_until_stored("respondent/organisation", SECRETS[1])
    return kept_open


@pytest.fixture
def filled(filled_once: SharedPage) -> Iterator[Assess]:
    """Return the result step of that person, with everything in the file but the name."""
    assess = Assess(filled_once.page)
    if assess.step != "result":
        assess.page.evaluate("location.hash = 'result'")
    assess.wait_for_result()
    assess.page.evaluate(UNTICK_THE_NAME_ONLY)
    preview = assess.page.locator("[data-preview]")
    expect(preview).to_contain_text(SECRETS[3])
    expect(preview).to_contain_text(SECRETS[2])
    expect(preview).to_contain_text(SECRETS[1])
    expect(preview).not_to_contain_text(SECRETS[0])
    yield assess
    filled_once.expect_no_faults()


def test_copy_holds_everything(filled: Assess):
    """What a person keeps for themselves is all that they entered, with the scores."""
    _, text = filled.download("download-copy")
    kept = json.loads(text)
    SCHEMA.validate(kept)
    assert kept["respondent"] == {
        "name": SECRETS[0],
        "organisation": SECRETS[1],
        "sector": "voluntary",
        "level": "board",
    }
    assert kept["responses"]["1A"] == {"answer": 3, "comment": SECRETS[2]}
    assert kept["responses"]["2B"] == {"answer": None}
    assert kept["significance"] == {"1": 5, "2": None}
    assert kept["success"] == {"answer": 2, "comment": SECRETS[3]}
    assert kept["typology"] == {"now": {"function": "delivery"}}
    assert (kept["purpose"], kept["round"]) == ("routine", "Spring 2027")
    assert kept["scores"]["aggregate"]["answered"] == 35


def test_file_names_are_safe_and_tell_files_apart(filled: Assess):
    """Partnership, day and the start of the id; no sign that a disk or a mailer stumbles over."""
    for action in ("download-copy", "download-result"):
        name, text = filled.download(action)
        document = json.loads(text)
        found = FILE_NAME.fullmatch(name)
        assert found, name
        assert found.groups() == (
            "harbour-cote-lane",
            document["saved_at"][:10],
            document["result_id"][:8],
        )
        assert UUID4.fullmatch(document["result_id"])


def test_name_stays_out_of_the_facilitators_file(filled: Assess):
    """It goes in only where it is ticked; labels and comments are in until they are taken out."""
    handed_on = json.loads(filled.download("download-result")[1])
    SCHEMA.validate(handed_on)
    assert "name" not in handed_on["respondent"]
    assert handed_on["respondent"]["sector"] == "voluntary"
    assert handed_on["responses"]["1A"]["comment"] == SECRETS[2]
    filled.page.locator("[name=include-name]").check()
    handed_on = json.loads(filled.download("download-result")[1])
    assert handed_on["respondent"]["name"] == SECRETS[0]


def test_all_that_points_to_a_person_can_be_left_out(filled: Assess):
    """Labels, each comment and the time of day go; the answers, and the other comment, stay."""
    for box in ("labels", "time", "comment-1A", "comment-success"):
        filled.page.locator(f"[name=include-{box}]").uncheck()
    _, text = filled.download("download-result")
    handed_on = json.loads(text)
    SCHEMA.validate(handed_on)
    assert [secret for secret in SECRETS if secret in text] == []
    assert handed_on.get("respondent", {}) == {}
    assert handed_on["responses"]["4D"]["comment"] == "May be read by all"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", handed_on["saved_at"])
    assert handed_on["scores"]["aggregate"]["answered"] == 35
    _, copy = filled.download("download-copy")
    assert all(secret in copy for secret in SECRETS)


def test_preview_is_the_file(filled: Assess):
    """A person sees, to the letter, what the file for the facilitator holds."""
    for box in ("labels", "comment-1A", "name"):
        _, text = filled.download("download-result")
        assert filled.page.locator("[data-preview]").text_content() == text
        filled.page.locator(f"[name=include-{box}]").click()


def test_preview_of_a_file_that_went_out_outlives_the_start_of_python(assess: Assess):
    """Python comes after the download: what is shown is still that file; the next has scores."""
    with held_back(assess.page, PYTHON):
        assess.answer({"1A": 3})
        assess.page.evaluate("location.hash = 'result'")
        preview = assess.page.locator("[data-preview]")
        expect(preview).to_contain_text("pat-result")
        _, text = assess.download("download-result")
        assert "scores" not in json.loads(text)
    assess.wait_for_result()
    # Python answers one after the other: what was asked of it when it came is answered by now.
    assert "scores" in json.loads(assess.download("download-copy")[1])
    assert preview.text_content() == text
    assess.page.locator("[name=include-labels]").click()
    expect(preview).to_contain_text("scores")


def test_preview_follows_each_tick(filled: Assess):
    """What is ticked shows in the preview before anything is downloaded."""
    preview = filled.page.locator("[data-preview]")
    expect(preview).to_contain_text(SECRETS[2])
    expect(preview).not_to_contain_text(SECRETS[0])
    filled.page.locator("[name=include-comment-1A]").uncheck()
    expect(preview).not_to_contain_text(SECRETS[2])
    filled.page.locator("[name=include-name]").check()
    expect(preview).to_contain_text(SECRETS[0])


def test_choice_to_leave_out_survives_a_look_back(filled: Assess):
    """Who unticks a comment and goes to change an answer does not hand it on by surprise."""
    filled.page.locator("[name=include-comment-1A]").uncheck()
    filled.press("back")
    filled.expect_step("check")
    filled.press("show-result")
    filled.wait_for_result()
    assert SECRETS[2] not in filled.download("download-result")[1]


def test_revision_rises_with_each_file_that_leaves(filled: Assess):
    """Copy and file for the facilitator count together, and the preview tells the next one."""
    numbers = []
    for action in ("download-copy", "download-result", "download-result"):
        before = json.loads(filled.page.locator("[data-preview]").text_content() or "")["revision"]
        numbers.append(json.loads(filled.download(action)[1])["revision"])
        assert before in (numbers[-1], numbers[-1] - 1)
    first = numbers[0]
    assert numbers == [first, first + 1, first + 2]
    filled.reload()
    filled.wait_for_result()
    expect(filled.page.locator("[data-preview]")).to_contain_text(f'"revision": {first + 3}')


def test_each_file_for_the_facilitator_has_a_receipt(filled: Assess):
    """The person sees it after each download and finds it again later; a copy is marked private."""
    shown = filled.page.locator("[data-receipt]")
    receipts = []
    for _ in range(2):
        file = json.loads(filled.download("download-result")[1])
        assert "copy" not in file
        expect(filled.page.locator("[data-preview]")).to_contain_text(file["receipt"])
        expect(shown).to_have_text(file["receipt"])
        expect(filled.status).to_contain_text(file["receipt"])
        receipts.append(file["receipt"])
    assert len(set(receipts)) == 2
    copy = json.loads(filled.download("download-copy")[1])
    assert (copy["receipt"], copy["copy"]) == (receipts[-1], "private")
    filled.reload()
    filled.wait_for_result()
    expect(shown).to_have_text(receipts[-1])


def test_too_large_a_file_is_told_and_not_written(assess: Assess):
    """It would be refused on opening; so the page names the comment, while it can be shortened."""
    assess.answer({"1A": 3})
    assess.comment("1B", "é" * 1_100_000)
    expect(assess.page.locator("#field-1B-comment-length")).to_contain_text("1,100,000 characters")
    given: list[str] = []
    assess.page.on("download", lambda download: given.append(download.suggested_filename))
    for prepare in (lambda: assess.press("download-copy"), assess.show_result):
        prepare()
        expect(assess.page.locator(":text('too large'):visible")).to_have_count(1)
        expect(assess.page.locator(":text('Statement 1B: 2,2'):visible")).to_have_count(1)
    assess.press("download-result")
    expect(assess.problem).to_contain_text("still here")
    assert given == []
    assess.comment("1B", "é")
    assert json.loads(assess.download("download-result")[1])["responses"]["1B"]["comment"] == "é"


def test_page_says_that_nothing_was_sent(filled: Assess):
    """Before and after a download, in words."""
    filled.reload()
    filled.wait_for_result()
    section = filled.page.locator("section[data-step=result]")
    expect(section).to_contain_text("Nothing has been sent")
    expect(section).to_contain_text("travels under your own name")
    expect(filled.status).not_to_contain_text("Nothing has been sent")
    filled.download("download-result")
    expect(filled.status).to_contain_text("Nothing has been sent")


def test_file_is_bytes_to_the_browser(filled: Assess):
    """The type keeps a browser from showing the file instead of saving it."""
    filled.page.evaluate(
        """() => {
          const make = URL.createObjectURL;
          URL.createObjectURL = blob => {
            document.body.dataset.blobType = blob.type;
            URL.createObjectURL = make;
            return make.call(URL, blob);
          };
        }"""
    )
    filled.download("download-copy")
    assert filled.page.locator("body").get_attribute("data-blob-type") == "application/octet-stream"


def test_ctrl_s_saves_a_copy(filled: Assess):
    """The keys that everybody knows do the same as the button."""
    with filled.page.expect_download() as coming:
        filled.page.keyboard.press("Control+s")
    name, text = read_download(coming.value)
    assert FILE_NAME.fullmatch(name)
    assert json.loads(text)["respondent"]["name"] == SECRETS[0]


def test_key_without_a_name_does_no_harm(filled: Assess):
    """A browser that fills a field in by itself sends one."""
    filled.page.evaluate("document.dispatchEvent(new Event('keydown'))")


def test_file_is_shared_where_that_is_possible_and_is_the_previewed_one(assess: Assess):
    """No button promises what this browser cannot do; on phones the system gets the same file."""
    button = assess.page.locator("[data-action=share-result]")
    assess.page.evaluate("navigator.canShare = () => false")
    assess.answer(all_answered(2)).show_result()
    expect(button).to_be_hidden()
    assess.page.evaluate(
        """() => {
          navigator.canShare = () => true;
          navigator.share = async ({ files: [file] }) => {
            document.body.dataset.shared = JSON.stringify([file.name, await file.text()]);
          };
        }"""
    )
    assess.press("back")
    assess.show_result()
    expect(button).to_be_visible()
    body = assess.page.locator("body")
    assert body.get_attribute("data-shared") is None
    assess.press("share-result")
    expect(body).to_have_attribute("data-shared", re.compile("pat-result"))
    name, text = json.loads(body.get_attribute("data-shared") or "")
    assert FILE_NAME.fullmatch(name)
    assert text == assess.page.locator("[data-preview]").text_content()


def test_nothing_is_sent(address, filled: Assess):
    """From answers to download, the page asks its own site for its own files, and says nothing."""
    asked: list[tuple[str, str, str | None]] = []
    filled.page.on("request", lambda r: asked.append((r.method, r.url, r.post_data)))
    filled.reload()
    filled.wait_for_result()
    filled.download("download-result")
    filled.download("download-copy")
    assert len(asked) > 20
    for method, url, body in asked:
        place = urlsplit(url.removeprefix("blob:"))
        assert (method, place.netloc, body) == ("GET", urlsplit(address).netloc, None)
        assert place.query == ""


def test_after_loading_only_the_runtime_is_fetched(assess: Assess):
    """Answering, scoring and saving ask for nothing but Python's own files."""
    asked: list[str] = []
    assess.page.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    assess.answer(all_answered(4)).show_result()
    assess.download("download-result")
    files = [
        path
        for path in asked
        if re.match(r"/build/\w+/(runtime|app/(python|shared|storage))/", path)
    ]
    others = {path for path in asked if path not in files}
    assert {path.rpartition("/")[2] for path in files} >= {"library.zip", "pyodide.asm.wasm"}
    # Scripts are looked at before they run, so they come once more, from the browser's own copy.
    archives = [path for path in files if not path.endswith(".js")]
    assert len(archives) == len(set(archives)) == 2
    assert max(map(files.count, files)) <= 2
    # The browser itself asks for the page's icon; the worker's one line has a blob's address.
    assert {path for path in others if path.startswith("/")} <= {"/assets/icon.svg"}


def test_whole_way_works_offline_once_python_is_there(assess: Assess, faults):
    """The connection may go at any time after that: answering, scoring and saving go on."""
    assess.press("start")
    assess.radio("1A", 4).check()
    assess.expect_state("ready")
    assess.page.context.set_offline(True)
    assess.answer(all_answered(4)).show_result()
    assert assess.figures()["aggregate"] == "144"
    assert json.loads(assess.download("download-result")[1])["scores"]["aggregate"]["score"] == 144
    # The browser looks for the page's icon again when the address changes.
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]
