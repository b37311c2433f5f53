"""Says how hard each built page is to read, as a Flesch-Kincaid grade: a year of US school.

`python -m tools.readability [SITE]` prints a table, the hardest page first, and writes
build/readability.json. A grade plus five is about the age of a reader who can follow. It is a hint
and never a failure: it knows how long words and sentences are, and nothing of what they say. Of the
library's measures it suits short public texts best: SMOG needs texts of thirty sentences, and
Dale-Chall goes by a list of words that American children knew.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from textstat.textstat import textstatistics  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build" / "readability.json"
LEVEL = 8
"""Pages above this grade are named: up to it, a reader of thirteen or fourteen can follow.

Headings and list items count as short sentences. A page's running text alone is up to two harder.
"""
NOT_MARKED = "/developers/"
"""Pages below this address are measured, but written for people who know the terms."""
CONTENT = ("article.md-typeset, article .md-typeset", "main", "body")
"""Selectors of a page's content: the first that fits counts."""
LEFT_OUT = (
    "script, style, template, noscript, nav, svg, pre, code, [hidden], .pat-hidden, .pat-basis, "
    "button, input, select, textarea, label[for], label:has(input[type=radio])"
)
INLINE = {"a", "abbr", "b", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"}
"""All other elements end what stood before them, as a full stop does."""
FEWEST_WORDS = 3
"""Of a shorter sentence the library counts the words and not the sentence, so it is left out."""
SENTENCE_END = re.compile(r"(?<=[.!?])\W*\s")
WORD = re.compile(r"[^\W\d_][\w'-]*")

library = textstatistics()
library.set_lang("en_GB")


@dataclass(frozen=True)
class Page:
    """One page's address, and what was measured on it."""

    address: str
    grade: float
    words: int
    words_per_sentence: float

    @property
    def is_marked(self) -> bool:
        """Whether the page is above the level, and held to it."""
        return self.grade > LEVEL and not self.address.startswith(NOT_MARKED)


def holds_figures(table: Tag) -> bool:
    """Tell whether most cells of *table* hold hardly any words."""
    cells = [len(WORD.findall(cell.get_text(" "))) for cell in table.select("td")]
    return 2 * sum(words < FEWEST_WORDS for words in cells) > len(cells)


def blocks(html: str) -> list[str]:
    """Return what a reader of the page reads: each paragraph, list item, heading and cell."""
    page = BeautifulSoup(html, "html.parser")
    content = next(filter(None, map(page.select_one, CONTENT)), page)
    for element in [*content.select(LEFT_OUT), *filter(holds_figures, content.select("table"))]:
        element.extract()
    # A row of links with semicolons between them is a list.
    for link in content.select("a"):
        after = link.next_sibling
        if isinstance(after, NavigableString) and after.startswith(";"):
            after.replace_with("." + after[1:])
    for element in content.find_all(True):
        if element.name not in INLINE:
            element.insert_before("\f")
            element.append("\f")
    return [" ".join(block.split()) for block in content.get_text().split("\f") if block.strip()]


def sentences(html: str) -> list[str]:
    """Return the sentences of a page; a list item or heading is one even without a full stop."""
    parts: list[str] = []
    for block in blocks(html):
        # The library ends a sentence at every dot, and joins words at a dash.
        plain = re.sub(r"(?<=\w)\.(?=\w)", "", block.replace("’", "'"))
        parts += SENTENCE_END.split(re.sub(r"[–—/…]", " ", plain))
    ended = [part.rstrip(".:;, ") + "." for part in parts]
    return [sentence for sentence in ended if len(WORD.findall(sentence)) >= FEWEST_WORDS]


def measure(address: str, html: str) -> Page:
    """Return the figures of one page."""
    text = " ".join(sentences(html))
    grade, mean = library.flesch_kincaid_grade(text), library.words_per_sentence(text)
    words = int(library.lexicon_count(text))
    return Page(address, round(float(grade), 1), words, round(float(mean), 1))


def measure_site(site: Path) -> list[Page]:
    """Return the figures of every page below *site*, the hardest first."""
    pages = []
    for path in site.rglob("*.html"):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        pages.append(measure(address, path.read_text(encoding="utf-8")))
    return sorted(pages, key=lambda page: (-page.grade, page.address))


def report(pages: Sequence[Page], middle: float) -> str:
    """Return the table for people, with a mark at each page above the level, and its last line."""
    rows = ["grade  words  per sentence    page"]
    for page in pages:
        figures = f"{page.grade:5.1f}{page.words:7,}{page.words_per_sentence:14.1f}"
        rows.append(f"{figures}  {'!' if page.is_marked else ' '} {page.address}")
    marked = [page.address for page in pages if page.is_marked]
    names = f": {', '.join(marked)}" if marked else ""
    last = f"{len(pages)} pages, median grade {middle}; {len(marked)} above {LEVEL}{names}"
    return "\n".join([*rows, "", last])


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write; return 1 only where there is no page to measure."""
    parser = argparse.ArgumentParser(description="Say how hard each built page is to read.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", metavar="SITE")
    site: Path = parser.parse_args(arguments).site
    pages = measure_site(site)
    if not pages:
        print(f"There is no built page in {site}: `make site` builds the site.", file=sys.stderr)
        return 1
    middle = round(median([page.grade for page in pages if page.words] or [0.0]), 1)
    document = {
        "measure": "Flesch-Kincaid grade (US school grade)",
        "library": f"textstat {version('textstat')}",
        "level": LEVEL,
        "median": middle,
        "pages": [{**asdict(page), "marked": page.is_marked} for page in pages],
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(report(pages, middle))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
