"""What LibreOffice makes of a file: each cell as its kind and its content."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

IS_HERE = shutil.which("soffice") is not None
COMMA, SEMICOLON, TAB = 44, 59, 9

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class Cell(NamedTuple):
    """A cell: its kind, such as "string" or "float", its text, and its formula if it has one."""

    kind: str
    text: str
    formula: str | None


def csv_filter(separator: int = COMMA, *, evaluates: bool) -> str:
    """Return the options for a CSV file in UTF-8: with *evaluates*, formulas are run."""
    run = "true" if evaluates else "false"
    return f"CSV:{separator},34,76,1,,0,false,true,false,false,false,0,{run}"


def open_sheets(path: Path, options: str = "") -> list[list[list[Cell]]]:
    """Return the cells of a file by sheet and row, as LibreOffice reads them."""
    folder = path.parent
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *([f"--infilter={options}"] if options else []),
        *("--convert-to", "ods:calc8", "--outdir", str(folder / "ods"), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with zipfile.ZipFile(folder / "ods" / f"{path.stem}.ods") as archive:
        root = ET.fromstring(archive.read("content.xml"))
    return [
        [list(_cells(row)) for row in sheet.iter(f"{_TABLE}table-row")]
        for sheet in root.iter(f"{_TABLE}table")
    ]


def _cells(row: ET.Element) -> Iterator[Cell]:
    for cell in row.iterfind(f"{_TABLE}table-cell"):
        found = Cell(
            cell.get(f"{_OFFICE}value-type", ""),
            "\n".join(_words(each) for each in cell.iterfind(f"{_TEXT}p")),
            cell.get(f"{_TABLE}formula"),
        )
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        yield from [found] * (repeated if found.kind else min(repeated, 200))


def _words(element: ET.Element) -> str:
    """Return the text of a paragraph, in which runs of spaces and tabs are elements."""
    text = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            text += " " * int(child.get(f"{_TEXT}c", "1"))
        else:
            text += {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(child.tag, "")
            text += _words(child)
        text += child.tail or ""
    return text
