"""What a page looks like on A4: its sheets as text."""

import io
import re

from playwright.sync_api import Page
from pypdf import PdfReader


def words(text: str) -> str:
    return " ".join(text.split())


def sheets(page: Page) -> list[str]:
    """Return the text on each sheet of paper, with single spaces."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [words(sheet.extract_text()) for sheet in pages]


def printed(page: Page) -> str:
    """Return the text on all sheets of paper."""
    return " ".join(sheets(page))


def squeezed(text: str) -> str:
    """Return the letters only, since a line that breaks in print may lose its space."""
    return re.sub(r"\W+", "", text)
