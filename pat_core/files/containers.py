"""Files of other kinds: what a file is if it is not one of ours, and what to do about it.

On its way by mail, a result may be packed, wrapped, photographed, or kept behind a sign-in page.
Such a file is recognised by its content, since its name may say anything. There is one sentence for
each kind, the same on the page and on the command line. JSON, and plain text with a heading row, is
never taken for one of these kinds.
"""

import re

__all__ = ["container_cause"]

_SENT = "choose the file that the respondent saved"
_UNPACK = "unpack it and choose the files in it"
_ATTACHED = "open it, save the file that is attached to it, and choose that"
_AS_CSV = 'save its sheet as "CSV UTF-8" in the spreadsheet program, and choose that'

_MAIL = f"it is an e-mail, not the file attached to it; {_ATTACHED}"
_SEALED = f"it is an encrypted or signed e-mail, not the file attached to it; {_ATTACHED}"
_WRAPPED = (
    "it is a winmail.dat, in which Outlook wrapped an attachment of an e-mail; open it with a"
    " program that unwraps such files, or ask for the attachment once more, packed as ZIP"
)
_OLD_OFFICE = (
    "it is an e-mail saved by Outlook, or a file of an older Office program; of an e-mail, save the"
    f" file that is attached to it, and choose that; of a workbook, {_AS_CSV}"
)
_LOCKED = f"it is an Office file with a password; if it is a workbook, open it and {_AS_CSV}"
_ZIP_OF_WHAT = f"it is a packed file (ZIP), or a workbook; {_UNPACK}, or {_AS_CSV}"
_WORKBOOK = f"it is a workbook; {_AS_CSV}"
_DOCUMENT = f"it is a document of a word processor, not a result; {_SENT}"
_SLIDES = f"it is a presentation, not a result; {_SENT}"
_APPLE_OFFICE = f"it is a file of Pages, Numbers or Keynote; if it is a sheet, {_AS_CSV}"
_PDF = f"it is a PDF, from which no answers can be read; {_SENT}"
_PICTURE = f"it is a picture, from which no answers can be read; {_SENT}"
_SOUND = f"it is a film or a sound, not a result; {_SENT}"
_LINK = "it is only a link to a file; open the link, download the file, and choose that"
_WEB_PAGE = (
    "it is a web page, such as a report, or the sign-in page of the place where the file lies;"
    " open that place in the browser, download the file itself, and choose that"
)
_XML = f"it is XML, which no result is; {_SENT}"
_COMPANION = (
    "it is a hidden companion that macOS puts beside a file; leave it out, and choose the file"
    " that has the same name without ._ in front"
)
_APPLE_LIST = (
    "it is a link or a stand-in that macOS made in place of a file; open it, or wait until the file"
    " is downloaded, and choose that"
)
_ENTRY = f"it is a contact or a date of a calendar, not a result; {_SENT}"
_PROGRAM = f"it is a program, not a result; do not open it, and {_SENT}"
_SPSS = "it is a file of SPSS; save it as CSV in UTF-8, and choose that"
_DATABASE = f"it is a database, not a result; {_SENT}"
_ZEROS = (
    "it holds nothing but zeros: it is damaged, or was not downloaded to the end; copy or download"
    " it once more"
)


def _packed(by: str) -> str:
    return f"it is a packed file ({by}); {_UNPACK}"


_START = rb"(?:\xef\xbb\xbf)?\s*"
_TAG = rb"<(?:!doctype\s+html|html|head|body|script|meta|title|table|div)\b"
_KINDS: tuple[tuple[bytes, str], ...] = (
    (rb"x\x9f>\x22", _WRAPPED),
    (rb"\x1f\x8b", _packed("gzip")),
    (rb"BZh[1-9]1AY&SY", _packed("bzip2")),
    (rb"\xfd7zXZ\0", _packed("xz")),
    (rb"7z\xbc\xaf\x27\x1c", _packed("7z")),
    (rb"Rar!\x1a\x07", _packed("RAR")),
    (rb"\x28\xb5\x2f\xfd", _packed("zstd")),
    (rb"MSCF\0\0\0\0", _packed("CAB")),
    (rb"(?=[^\0]{0,256}\0).{257}ustar", _packed("tar")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP", _PICTURE),
    (rb"\0\0.{2}ftyp(?:hei|hev|mif|msf|avif)", _PICTURE),
    (rb"\0\0.{2}ftyp|RIFF|ID3[\x02-\x04]|OggS\0|\x1aE\xdf\xa3|\xff[\xf2\xf3\xfa\xfb]", _SOUND),
    (rb"\0\x05\x16[\0\x07]\0", _COMPANION),
    (rb"bplist0", _APPLE_LIST),
    (rb"L\0\0\0\x01\x14\x02\0", _LINK),
    (rb"\x7fELF|MZ.{0,60}?\0", _PROGRAM),
    (rb"\$FL[23]@\(#\)", _SPSS),
    (rb"SQLite format 3\0", _DATABASE),
    (rb"0[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", _SEALED),
    (_START + rb"-----BEGIN (?:PGP|PKCS7|CMS)", _SEALED),
    (_START + rb"%(?:PDF-|!PS)", _PDF),
    (_START + rb"\{\\rtf", _DOCUMENT),
    (_START + rb"\[(?:InternetShortcut|Desktop Entry)\]", _LINK),
    (_START + rb"(?i:BEGIN:V(?:CARD|CALENDAR))", _ENTRY),
    (_START + rb"<[?!a-z].*?urn:schemas-microsoft-com:office:(?:spreadsheet|excel)", _WORKBOOK),
    (_START + rb"<[?!].*?<plist\b", _APPLE_LIST),
    (_START + rb"(?i:(?>(?><\?xml\b[^>]*>|<!--.*?-->)\s*)*+" + _TAG + rb")", _WEB_PAGE),
    (_START + rb"<\?xml\b|" + _START + rb"<svg\b", _XML),
)
"""How the files of each kind start, in the order in which they are tried.

The expressions are compiled when the first file comes that is not obviously JSON, because that
would slow down the start of a page.
"""
_HEAD = 4_096
"""How many bytes at the start are examined, except for the parts of an Office file."""

_AFTER_BRACKET = tuple(bytes([byte]) for byte in b'"{[]} \t\r\n')
"""What may follow the first bracket of JSON; such a file is not examined any further."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_NAME = 30
"""Where in a ZIP the name of its first member starts."""
_OFFICE_MEMBERS = (
    *(b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"xl/", b"word/", b"ppt/"),
    *(b"mimetype", b"Index/", b"Metadata/", b"Data/", b"preview"),
)
"""The first member of an Office file has one of these names."""
_IN_ZIP = (
    (b"xl/workbook.", _WORKBOOK),
    (b"word/document.", _DOCUMENT),
    (b"ppt/presentation.", _SLIDES),
    (b"opendocument.spreadsheet", _WORKBOOK),
    (b"opendocument.text", _DOCUMENT),
    (b"opendocument.presentation", _SLIDES),
    (b"Index/Document.iwa", _APPLE_OFFICE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (
    ("__substg1.0_", _MAIL),
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _DOCUMENT),
    ("PowerPoint Document", _SLIDES),
    ("Workbook", _WORKBOOK),
)

_MAIL_START = _START + rb"(?:From [^\r\n]*\s+|--[^\r\n]*\s+)?"
_MAIL_LINE = rb"([!-9;-~]+) ?:[^\r\n]*(?:\r\n?|\n)(?:[ \t][^\r\n]*(?:\r\n?|\n))*"
_ON_THE_WAY = {"received", "return-path", "message-id", "mime-version", "delivered-to"}
_ON_THE_WAY |= {"content-type", "content-transfer-encoding"}
_SUBJECT = {"subject", "betreff", "objet", "onderwerp", "asunto", "oggetto"}
_PEOPLE = {"from", "to", "von", "an", "de", "van", "aan", "para", "da"}
_SAVED_PAGE = {"snapshot-content-location"}
"""Lines with which an e-mail starts; programs that save one as text use the local language."""


def container_cause(raw: bytes) -> str:
    """Return what kind of file *raw* is and what to do, as a sentence; empty for plain text.

    If a file was not read completely, its start is enough.
    """
    if raw[:1] in (b"{", b"[") and raw[1:2] in _AFTER_BRACKET:
        return ""
    if raw.startswith(_ZIP):
        return _zip_cause(raw)
    if raw.startswith(_OLE):
        causes = (cause for name, cause in _IN_OLE if _wide(name) in raw)
        return next(causes, _OLD_OFFICE)
    head = raw[:_HEAD]
    for pattern, cause in _KINDS:
        if re.match(pattern, head, re.DOTALL):
            return cause
    if raw and not head.strip(b"\0") and not raw.strip(b"\0"):
        return _ZEROS
    return _mail_cause(head)


def _wide(name: str) -> bytes:
    """Return a *name* of ASCII letters as an OLE file writes it: two bytes for each letter."""
    return b"".join(bytes([ord(letter), 0]) for letter in name)


def _zip_cause(raw: bytes) -> str:
    """Return what a ZIP is: an Office file, by its members, or a container for other files."""
    if raw.startswith(_OFFICE_MEMBERS, _ZIP_NAME):
        return next((cause for name, cause in _IN_ZIP if name in raw), _ZIP_OF_WHAT)
    return _packed("ZIP") if len(raw) > _ZIP_NAME else _ZIP_OF_WHAT


def _mail_cause(head: bytes) -> str:
    """Return the sentence on an e-mail if *head* starts with lines such as "Subject: …"."""
    start, names = re.match(_MAIL_START, head), []
    head = head[start.end() if start else 0 :]
    while line := re.match(_MAIL_LINE, head):
        names.append(line[1].decode("ascii").casefold())
        head = head[line.end() :]
    known = set(names)
    if known & _SAVED_PAGE:
        return _WEB_PAGE
    is_mail = known & _ON_THE_WAY or (known & _SUBJECT and known & _PEOPLE)
    return _MAIL if is_mail and len(names) > 1 else ""
