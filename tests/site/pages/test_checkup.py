"""The checkup's data and page: every outcome that a script may find has its words, and no other."""

import gzip
import json
import re
from pathlib import Path

import pytest

from pat_core.scoring.principles import score_answers
from site_hooks.pages.checkup import READERS, STATUSES, load_checkup
from tests.site.building import ROOT
from tests.site.reading import words

PROBES = ROOT / "docs" / "assets" / "app" / "checkup"
OUTCOMES = {
    outcome.code: outcome
    for group in load_checkup()
    for check in group.checks
    for outcome in check.outcomes
}
CHECKS = [check for group in load_checkup() for check in group.checks]
SMALL = """
[[group]]
id = "g"
title = "G"
[[group.check]]
id = "c"
title = "C"
"""


def _outcome(code: str, status: str, more: str = "") -> str:
    return f'[[group.check.outcome]]\ncode = "{code}"\nstatus = "{status}"\nsays = "x"\n{more}\n'


def test_scripts_and_words_agree():
    """Each code in the probes has its words, and each word its code."""
    text = "".join(path.read_text("utf-8") for path in sorted(PROBES.glob("*.js")))
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|secure|framed|alone|missing|blocked)"', text))
    named |= set(re.findall(r'"(unchanged)"', text))
    assert OUTCOMES.keys() - named == set()
    asked = re.findall(r'outcome\(\s*"([a-z-]+)"', text)
    asked += re.findall(r'\? "([a-z-]+)"\s*: "[a-z-]+"[,)]', text)
    assert {code for code in asked if code not in OUTCOMES} == set()
    assert set(re.findall(r'name: "([a-z]+)"', text)) == {check.id for check in CHECKS}


def test_page_runs_the_checks_in_its_order():
    """The script's list of probes is that of the page."""
    start = (PROBES / "page.js").read_text("utf-8")
    rows = re.findall(r"\.\.\.\[(.+)\]", start)
    probes = re.findall(r"([a-z]+?)(?:Probe\(root(?:, python)?\))?(?:, |$)", ", ".join(rows))
    assert [name for name in probes if name] == [check.id for check in CHECKS]


def test_page_holds_every_outcome(pages):
    """All outcomes, how good each is and what to do are in the HTML, hidden by nothing."""
    page = pages["/checkup/"]
    for code, outcome in OUTCOMES.items():
        (place,) = page.select(f"[data-outcome={code}]")
        assert place["data-means"] == outcome.status
        assert STATUSES[outcome.status] in words(place)
        for text in (outcome.says, *outcome.advice.values()):
            assert " ".join(text.replace("`", "").split()) in words(place), code
        assert [words(dt) for dt in place.select("dt")] == [READERS[who] for who in outcome.advice]
        assert not place.has_attr("hidden")


def test_known_sheet_is_scored_by_python(pages, instrument):
    """The expected figures come from the rules, not from a script; all of them are different."""
    (data,) = pages["/checkup/"].select("script[data-sheet]")
    sheet = json.loads(data.string)
    answers = {code: each["answer"] for code, each in sheet["record"]["responses"].items()}
    assert list(answers) == list(instrument.codes)
    assert set(answers.values()) == set(instrument.values)
    profile = score_answers(answers, instrument)
    assert sheet["principles"] == {number: card.score for number, card in profile.principles}
    assert sheet["aggregate"] == profile.aggregate.score
    assert len(set(sheet["principles"].values())) == 6


def test_stated_size_is_measured(pages, site):
    """The page says what a checkup fetches, and the page for IT how large things are."""
    listed = json.loads((site / "build.json").read_text("utf-8"))["files"]
    packed = {
        name: min(len(gzip.compress((site / name).read_bytes())), file["size"])
        for name, file in listed.items()
        if not name.endswith((".map", ".gz"))
    }
    fetched = sum(packed.values()) / 1e6
    low, high = re.findall(r"(\d) to (\d) MB", words(pages["/checkup/"].main))[0]
    assert int(low) <= fetched <= int(high)
    table = words(pages["/checkup/it/"].main)
    assert f"{low} to {high} MB packed, under 21 MB unpacked" in table
    assert sum(listed[name]["size"] for name in packed) < 21e6
    runtime = sum(
        size
        for name, size in packed.items()
        if "/runtime/" in name and not name.endswith(("group.zip", "workbook.zip", ".txt"))
    )
    stated = re.search(r"The runtime, once for each visitor and build ([\d.]+) MB", table)
    assert stated
    assert float(stated[1]) == pytest.approx(runtime / 1e6, abs=0.15)


def test_page_for_it_names_the_types_that_are_there(pages, site):
    """Every kind of file that a visitor gets is in the table of types."""
    endings = {Path(name).suffix for name in json.loads((site / "build.json").read_text())["files"]}
    endings -= {".conf", ".map", ".gz", ".txt", ".xml", ""}
    table = words(pages["/checkup/it/"].main)
    assert [ending for ending in sorted(endings) if f"{ending} " not in table] == []


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (_outcome("a", "good"), "status"),
        (_outcome("a", "fails"), "nobody"),
        (_outcome("a", "fine", 'nurse = "y"'), "nurse"),
        (_outcome("a", "fine") + _outcome("a", "fine"), "twice"),
    ],
)
def test_faulty_data_ends_the_build(tmp_path, outcome, said):
    """An unknown status or reader, a fault without advice, and a code used twice."""
    path = tmp_path / "checkup.toml"
    path.write_text(SMALL + outcome, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_checkup(path)
