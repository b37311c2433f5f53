"""Files of other kinds: told by their content, with a sentence on what to do; text never is one."""

import gzip
import io
import json
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_core import Instrument, ResultFileError, read_result
from pat_core.files.containers import container_cause
from pat_core.group.desk.workspace import read_workspace
from pat_core.group.document.group_file import read_group
from pat_core.group.intake.arrivals import read_entries
from pat_core.group.round.rounds import read_round
from tests.core.samples import as_bytes, record
from tests.core.strategies import rough_documents

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
MAIL = b"From: Ann <ann@example.org>\r\nTo: us\r\nSubject: my result\r\n\r\nHere it is.\r\n"


def _zip(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, as_bytes(record({"1A": 3})))
    return made.getvalue()


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("a.pat.json"))
    return made.getvalue()


def _ole(part: str) -> bytes:
    return OLE + part.encode("utf-16-le") + bytes(500)


KINDS = {
    "zip": (_zip("a.pat.json"), "packed file (ZIP); unpack"),
    "zip of workbooks": (_zip("a.xlsx", "xl/workbook.xml"), "packed file (ZIP); unpack"),
    "empty zip": (_zip(), "packed file (ZIP)"),
    "xlsx": (_zip("[Content_Types].xml", "xl/workbook.xml"), "it is a workbook; save its sheet"),
    "xlsb": (_zip("_rels/.rels", "xl/workbook.bin"), "it is a workbook"),
    "docx": (_zip("[Content_Types].xml", "word/document.xml"), "a word processor"),
    "pptx": (_zip("[Content_Types].xml", "ppt/presentation.xml"), "a presentation"),
    "numbers": (_zip("Index/Document.iwa"), "Pages, Numbers or Keynote"),
    "gzip": (gzip.compress(b"{}"), "(gzip); unpack"),
    "bzip2": (b"BZh91AY&SY" + bytes(9), "(bzip2)"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "(7z)"),
    "rar": (b"Rar!\x1a\x07\x01\0", "(RAR)"),
    "tar": (_tar(), "(tar)"),
    "msg or other": (OLE, "an e-mail saved by Outlook"),
    "msg": (_ole("__substg1.0_1000001E"), "it is an e-mail, not the file attached to it"),
    "xls": (_ole("Workbook"), "it is a workbook"),
    "doc": (_ole("WordDocument"), "a word processor"),
    "locked": (_ole("EncryptedPackage"), "with a password"),
    "winmail.dat": (b"\x78\x9f\x3e\x22\x35\xbd", "a winmail.dat"),
    "mail": (MAIL, "it is an e-mail, not the file attached to it; open it, save the file"),
    "mbox": (b"From ann Mon Oct  5\n" + MAIL, "it is an e-mail"),
    "received": (b"Received: from a\n by b\nX-Y: z\nFrom: c\n\n", "it is an e-mail"),
    "part": (b"--x\r\nContent-Type: text/plain\r\nMIME-Version: 1.0\r\n", "it is an e-mail"),
    "German": (b"Von:\tAnn\r\nGesendet:\tMontag\r\nAn:\tuns\r\nBetreff:\tx\r\n", "an e-mail"),
    "mht": (b"From: <Saved>\nSnapshot-Content-Location: x\nSubject: y\n\n", "it is a web page"),
    "pgp": (b"-----BEGIN PGP MESSAGE-----\n", "encrypted or signed"),
    "p7m": (bytes.fromhex("3082010006092a864886f70d010703"), "encrypted or signed"),
    "pdf": (b"%PDF-1.7\n", "it is a PDF"),
    "rtf": (b"{\\rtf1\\ansi 1A}", "a word processor"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>Sign in</title>", "it is a web page"),
    "old html": (b"<!-- saved --><!-- x -->\n<HTML><head>", "it is a web page"),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x">', "it is a web page"),
    "html as xls": (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "a workbook"),
    "xml": (b'<?xml version="1.0"?><result/>', "it is XML"),
    "webloc": (b'<?xml version="1.0"?>\n<!DOCTYPE plist>\n<plist><dict/>', "that macOS made"),
    "icloud": (b"bplist00\xd4\1", "that macOS made"),
    "url": (b"[InternetShortcut]\r\nURL=https://x", "only a link"),
    "lnk": (b"L\0\0\0\x01\x14\x02\0", "only a link"),
    "companion": (b"\0\x05\x16\x07\0\x02\0\0Mac OS X", "hidden companion"),
    "png": (b"\x89PNG\r\n\x1a\n", "it is a picture"),
    "jpeg": (b"\xff\xd8\xff\xe1", "it is a picture"),
    "heic": (b"\0\0\0\x18ftypheic", "it is a picture"),
    "webp": (b"RIFF\x10\0\0\0WEBP", "it is a picture"),
    "mp4": (b"\0\0\0\x18ftypisom", "a film or a sound"),
    "vcard": (b"BEGIN:VCARD\r\n", "a contact or a date"),
    "spss": (b"$FL2@(#) SPSS", "a file of SPSS"),
    "zeros": (bytes(6_000), "nothing but zeros"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["a.pat.json", "a.csv", "a.txt", "a"])
def test_every_kind_has_one_sentence_everywhere(
    kind: str, name: str, instrument: Instrument
) -> None:
    """Whoever reads the file, under whatever name, says what it is and what to do."""
    raw, said = KINDS[kind]
    cause = container_cause(raw)
    assert said in cause
    assert "; " in cause.removeprefix("it is") or ": " in cause
    assert [entry.refused for entry in read_entries(raw, name, instrument)] == [cause]
    for read in (read_result, read_group, read_round, read_workspace):
        with pytest.raises(ValueError, match="it ") as caught:
            read(raw, name, instrument)
        assert str(caught.value) == f"{name}: {cause}"


@pytest.mark.parametrize("kind", ["zip", "xlsx", "mail", "html", "pdf"])
def test_large_container_is_not_told_as_too_large(kind: str, instrument: Instrument) -> None:
    """A photo or an archive is often large; that is not what is wrong with it."""
    raw, said = KINDS[kind]
    with pytest.raises(ResultFileError) as caught:
        read_result(raw + bytes(2_000_000), "a", instrument)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"{}",
        b"\xef\xbb\xbf{}",
        b"null",
        b'"From: a\\nTo: b"',
        b'"1234ftyp"',
        b"-1",
        b"0.5",
        b"[1]",
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-16-le"),
        '{"a": 1}'.encode("utf-32"),
        b"\xef\xbb\xbf" + b" " * 254 + b'"ustar"',
        b"Date: 2026-10-06\nPlace: the Quay\n",
        b"subject: x\nname: y\n",
        b"From 1A to 6F\n",
        b"MZ,BM,ID3,1A\n",
    ],
)
def test_text_is_no_container(raw: bytes) -> None:
    """JSON in any spelling, and other text, goes on to whoever reads it."""
    assert container_cause(raw) == ""


@given(rough_documents() | st.recursive(st.none() | st.text() | st.floats(), st.lists))
def test_no_json_is_a_container(document: object) -> None:
    """Nothing that JSON can say is taken for another kind of file."""
    for indent in (None, 1):
        for ascii_only in (True, False):
            text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
            assert container_cause(text.encode("utf-8", "surrogatepass")) == ""


def test_many_comments_take_no_time() -> None:
    """A page that starts with hundreds of comments is told at once."""
    assert container_cause(b"<!---->" * 580) == ""
