"""One assessment in Firefox, from the first answer to the file and back."""

import json
import time
from collections.abc import Iterator

import pytest

from tests.browser.sharing import PATIENCE
from tests.browser.traitor.acts import Visit
from tests.core.samples import all_answered
from tools.browsers import firefox

ANSWERS = {code: str(answer) for code, answer in all_answered(2).items()}


@pytest.fixture(scope="module")
def started() -> Iterator[firefox.Firefox]:
    """Start Firefox, if there is one."""
    program = firefox.find_firefox()
    if program is None:
        pytest.skip(firefox.ABSENT)
    with firefox.start(program) as browser:
        yield browser


def downloaded(browser: firefox.Firefox) -> str:
    """Return the text of the one file that came, as soon as it is whole."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        files = list(browser.downloads.iterdir())
        if len(files) == 1 and files[0].suffix == ".json" and files[0].stat().st_size:
            return files[0].read_text("utf-8")
        time.sleep(0.05)
    raise AssertionError(f"no file came, but {list(browser.downloads.iterdir())}")


def test_one_assessment_in_firefox(started: firefox.Firefox, address: str):
    """All 36 answers are scored, saved in a file with their scores, and there after a reload."""
    page = started.new_page()
    visit = Visit(page, address).answer(ANSWERS)
    assert visit.show_result() == "72"
    page.click('[data-action="download-result"]')
    file = json.loads(downloaded(started))
    assert {code: str(each["answer"]) for code, each in file["responses"].items()} == ANSWERS
    assert file["scores"]["aggregate"]["score"] == 72
    page.reload()
    visit.wait()
    assert visit.read()["answers"] == ANSWERS
    assert page.faults() == []
