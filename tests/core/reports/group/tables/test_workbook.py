"""A group as a workbook: read back as the archive of XML that it is."""

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pat_core import Instrument, PatError
from pat_core.files.sheet import Sheet
from pat_core.reports.group.tables.workbook import write_workbook
from pat_core.reports.group.tables.worksheets import group_worksheets
from tests.core.group_documents import group_of, marks

pytest.importorskip("xlsxwriter")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ['=HYPERLINK("http://a.example","a")', "@SUM(1)", "-1+1", "+1", " =1", "_x0041_"]
Cells = dict[str, str | float]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _texts(parts: dict[str, bytes]) -> list[str]:
    """Return the shared texts of a workbook."""
    root = ET.fromstring(parts["xl/sharedStrings.xml"])
    return ["".join(each.text or "" for each in item.iter(f"{MAIN}t")) for item in root]


def _cells(content: bytes) -> dict[str, Cells]:
    """Return the cells of each sheet by their place: texts, and numbers as numbers."""
    parts = _parts(content)
    texts = _texts(parts)
    names = [
        each.get("name", "")
        for each in ET.fromstring(parts["xl/workbook.xml"]).iterfind(f"{MAIN}sheets/{MAIN}sheet")
    ]
    found: dict[str, Cells] = {}
    for place, name in enumerate(names, 1):
        found[name] = {}
        for cell in ET.fromstring(parts[f"xl/worksheets/sheet{place}.xml"]).iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v")
            if value is not None:
                kind = cell.get("t", "n")
                assert kind in ("n", "s"), "a number or a text, and nothing else"
                found[name][cell.get("r", "")] = texts[int(value)] if kind == "s" else float(value)
    return found


def _group(instrument: Instrument, text: str = "a", **details: Any) -> Any:
    """Return a group that holds *text* wherever people write freely."""
    sheets = [Sheet(marks(_1A=mark), organisation=text) for mark in "44332?"]
    row = {"topic": "1A", "state": "", **dict.fromkeys(("what", "who", "know", "counts"), text)}
    row |= {"by": "2027-01-15", "review": "in spring"}
    comments = [{"place": "1A", "text": text, "reworded": False}]
    given = {"partnership": text, "round": text, "comments": comments, "plan": {"rows": [row]}}
    return group_of(sheets, instrument, "organisation", **{**given, **details})


def test_numbers_are_numbers_and_texts_are_texts(instrument: Instrument) -> None:
    """The first statement's row holds its code, its text and its typed figures."""
    cells = _cells(write_workbook(_group(instrument), instrument))["Statements"]
    assert cells["A2"] == "1A"
    assert cells["B2"] == instrument.statements[0].text
    row = [cells[f"{letter}2"] for letter in "CDEFGHIJK"]
    assert row == [5.0, 0.0, 1.0, 2.0, 2.0, 1.0, 0.0, pytest.approx(3.2), 3.0]


def test_every_cell_is_written(instrument: Instrument) -> None:
    """Each sheet holds as many cells as its headings and its rows have."""
    document = _group(instrument)
    cells = _cells(write_workbook(document, instrument))
    for sheet in group_worksheets(document, instrument):
        filled = sum(
            row.get(column.name) not in (None, "") for row in sheet.rows for column in sheet.columns
        )
        assert len(cells[sheet.name]) == len(sheet.columns) + filled, sheet.name


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_or_a_link(instrument: Instrument, text: str) -> None:
    """What looks like a formula stays the text that it is, and nothing leads out of the file."""
    content = write_workbook(_group(instrument, text), instrument)
    for name, part in _parts(content).items():
        if name.startswith(("xl/worksheets/", "xl/tables/")):
            assert b"<f>" not in part
            assert b"<f " not in part
            assert b"ormula>" not in part
            assert b"hyperlink" not in part
        assert b'TargetMode="External"' not in part
    cells = _cells(content)
    written = text.replace("_x0041_", "_x005F_x0041_")
    assert cells["Overview"]["B2"] == cells["Comments"]["C2"] == written
    assert cells["Plan"]["D2"] == written


@pytest.mark.parametrize(("text", "marked"), [("=1", "1"), ("a=1", None)])
def test_formula_like_text_survives_an_edit(
    instrument: Instrument, text: str, marked: str | None
) -> None:
    """Text with a formula sign is marked as text, so that editing it makes no formula of it."""
    parts = _parts(write_workbook(_group(instrument, text), instrument))
    sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])
    (cell,) = (each for each in sheet.iter(f"{MAIN}c") if each.get("r") == "B2")
    formats = list(ET.fromstring(parts["xl/styles.xml"]).iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    assert formats[int(cell.get("s", "0"))].get("quotePrefix") == marked


def test_overlong_text_is_cut_with_a_mark(instrument: Instrument) -> None:
    """A cell holds 32,767 UTF-16 units; a longer text is cut, and says so."""
    for text in ("a" * 40_000, "😀" * 20_000):
        cells = _cells(write_workbook(_group(instrument, text), instrument))["Comments"]
        found = str(cells["C2"])
        assert found.endswith(" … [cut here: a cell holds no more]")
        assert 32_760 < len(found.encode("utf-16-le")) // 2 <= 32_767
    whole = "a" * 32_767
    assert _cells(write_workbook(_group(instrument, whole), instrument))["Comments"]["C2"] == whole


def test_controls_are_pictures(instrument: Instrument) -> None:
    """What XML cannot hold is written as its picture, or in digits; line breaks stay."""
    content = write_workbook(_group(instrument, "a\x00b\x0bc\ud800d\nf\uffff"), instrument)
    assert _cells(content)["Comments"]["C2"] == "a␀b␋c␦d800d\nf␦ffff"


def test_dates_are_dates(instrument: Instrument) -> None:
    """A day of the plan is a typed date; other words in its place stay words."""
    plan = {"rows": [], "next_assessment": "2027-02-30"}
    cells = _cells(write_workbook(_group(instrument, plan=plan), instrument))["Plan"]
    assert cells["F2"] == "2027-02-30"
    cells = _cells(write_workbook(_group(instrument), instrument))["Plan"]
    assert cells["F2"] == 46_402, "days from the last of 1899 to 15 January 2027"
    assert cells["H2"] == "in spring"


def test_charts_have_alternative_text(instrument: Instrument) -> None:
    """Both charts say in words what they show, and read their figures from the sheets."""
    document = _group(instrument)
    parts = _parts(write_workbook(document, instrument))
    drawing = ET.fromstring(parts["xl/drawings/drawing1.xml"])
    described = [each.get("descr") for each in drawing.iter() if each.tag.endswith("}cNvPr")]
    charts = next(sheet for sheet in group_worksheets(document, instrument) if sheet.charts).charts
    assert described == [chart.description for chart in charts]
    assert b"Principles!$F$2:$F$7" in parts["xl/charts/chart1.xml"]
    assert b"Statements!$D$2:$D$37" in parts["xl/charts/chart2.xml"]


def test_equal_groups_give_equal_bytes(instrument: Instrument) -> None:
    """Nothing but the group file enters the workbook."""
    content = write_workbook(_group(instrument), instrument)
    assert content == write_workbook(_group(instrument), instrument)


@pytest.mark.parametrize(
    ("made_at", "created"),
    [
        ("2026-11-20T10:00:00Z", b"2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00", b"2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00+01:00", b"2026-11-20T09:00:00Z"),
        ("", b"1980-01-01T00:00:00Z"),
    ],
)
def test_time_of_creation_is_that_of_the_file(
    instrument: Instrument, made_at: str, created: bytes
) -> None:
    """A workbook was made when its group file was; a file without a time gives a fixed one."""
    parts = _parts(write_workbook(_group(instrument, made_at=made_at), instrument))
    assert parts["docProps/core.xml"].count(created) == 2


def test_empty_group_has_no_number_that_is_none(instrument: Instrument) -> None:
    """A group in which nobody answered anything still gives a whole workbook."""
    content = write_workbook(group_of([marks("-", "------", "-")], instrument), instrument)
    assert "J2" not in _cells(content)["Statements"]
    assert b"nan" not in _parts(content)["xl/worksheets/sheet4.xml"].lower()


def test_missing_package_is_said_plainly(
    instrument: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without XlsxWriter the error says what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(PatError, match=r"pip install partnership-assessment-tool\[xlsx\]"):
        write_workbook(_group(instrument), instrument)


@pytest.mark.needs_process
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_sees_numbers_and_no_formula(instrument: Instrument, tmp_path: Path) -> None:
    """LibreOffice opens the workbook, takes figures for numbers, and finds no formula."""
    book = tmp_path / "group.xlsx"
    book.write_bytes(write_workbook(_group(instrument, HOSTILE[0]), instrument))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(book)], check=True, capture_output=True, timeout=120
    )
    with zipfile.ZipFile(tmp_path / "group.ods") as archive:
        content = archive.read("content.xml")
    assert b"table:formula" not in content
    assert b'office:value-type="float" office:value="3.2"' in content
    assert b'office:date-value="2027-01-15"' in content
