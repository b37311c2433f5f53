"""Says how hard each built page is to read, as a Flesch-Kincaid grade: a year of US school.

`python -m tools.readability [SITE]` prints a table, the hardest page first, and writes
build/readability.json. A grade plus five is about the age of a reader who can follow. It is a hint
and never a failure: it knows how long words and sentences are, and nothing of what they say.

Of the library's measures this one suits short public texts best: SMOG is made for texts of thirty
sentences and more, and Dale-Chall goes by a list of words that American children knew.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from textstat.textstat import textstatistics  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
TARGET = ROOT / "build" / "readability.json"

LEVEL = 8
"""Pages above this grade are named: up to it, a reader of thirteen or fourteen can follow.

Headings and list items count as short sentences. A page's running text alone is up to two harder.
"""
NOT_MARKED = "/developers/"
"""Pages below this address are measured, but written for people who know the terms."""

CONTENT = ("article.md-typeset, article .md-typeset", "main", "body")
"""What holds a page's content: the first of these that the page has."""
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


# From a page to its sentences.


def holds_figures(table: Tag) -> bool:
    """Tell whether most cells of *table* hold no words to speak of."""
    cells = [len(WORD.findall(cell.get_text(" "))) for cell in table.select("td")]
    return 2 * sum(words < FEWEST_WORDS for words in cells) > len(cells)


def part_links(content: Tag) -> None:
    """Put a full stop where a semicolon follows a link: such a row of links is a list."""
    for link in content.select("a"):
        after = link.next_sibling
        if isinstance(after, NavigableString) and after.startswith(";"):
            after.replace_with("." + after[1:])


def blocks(html: str) -> list[str]:
    """Return what a reader of the page reads: each paragraph, list item, heading and cell."""
    page = BeautifulSoup(html, "html.parser")
    content = next(filter(None, map(page.select_one, CONTENT)), page)
    left_out = content.select(LEFT_OUT)
    for element in [*left_out, *filter(holds_figures, content.select("table"))]:
        element.extract()
    part_links(content)
    for element in content.find_all(True):
        if element.name not in INLINE:
            element.insert_before("\f")
            element.append("\f")
    return [" ".join(block.split()) for block in content.get_text().split("\f") if block.strip()]


def sentences(html: str) -> list[str]:
    """Return the sentences of a page; a list item or heading is one even without a full stop."""
    found = []
    for block in blocks(html):
        # The library ends a sentence at every dot, and joins words at a dash.
        plain = re.sub(r"(?<=\w)\.(?=\w)", "", block.replace("’", "'"))
        found += SENTENCE_END.split(re.sub(r"[–—/…]", " ", plain))
    ended = [sentence.rstrip(".:;, ") + "." for sentence in found]
    return [sentence for sentence in ended if len(WORD.findall(sentence)) >= FEWEST_WORDS]


# From sentences to figures.


def measure(address: str, html: str) -> Page:
    """Return the figures of one page."""
    text = " ".join(sentences(html))
    grade = float(library.flesch_kincaid_grade(text))
    mean = float(library.words_per_sentence(text))
    return Page(address, round(grade, 1), int(library.lexicon_count(text)), round(mean, 1))


def measure_site(site: Path) -> list[Page]:
    """Return the figures of every page below *site*, the hardest first."""
    pages = []
    for path in site.rglob("*.html"):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        pages.append(measure(address, path.read_text(encoding="utf-8")))
    return sorted(pages, key=lambda page: (-page.grade, page.address))


def table(pages: Iterable[Page]) -> str:
    """Return the figures for people, with a mark at each page above the level."""
    rows = ["grade  words  per sentence    page"]
    for page in pages:
        figures = f"{page.grade:5.1f}{page.words:7,}{page.words_per_sentence:14.1f}"
        rows.append(f"{figures}  {'!' if page.is_marked else ' '} {page.address}")
    return "\n".join(rows)


def middle(pages: Iterable[Page]) -> float:
    """Return the median grade of all pages that have a sentence."""
    return round(median([page.grade for page in pages if page.words] or [0.0]), 1)


def closing(pages: Sequence[Page]) -> str:
    """Return the line that sums the pages up and names those above the level."""
    marked = [page.address for page in pages if page.is_marked]
    named = f"{len(marked)} above {LEVEL}: {', '.join(marked)}" if marked else f"0 above {LEVEL}"
    return f"{len(pages)} pages, median grade {middle(pages)}; {named}"


def document(pages: Sequence[Page]) -> dict[str, object]:
    """Return the figures for programs."""
    return {
        "measure": "Flesch-Kincaid grade (US school grade)",
        "library": f"textstat {version('textstat')}",
        "level": LEVEL,
        "median": middle(pages),
        "pages": [{**asdict(page), "marked": page.is_marked} for page in pages],
    }


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write; return 1 only where there is no page to measure."""
    parser = argparse.ArgumentParser(description="Say how hard each built page is to read.")
    parser.add_argument("site", nargs="?", type=Path, default=SITE, metavar="SITE")
    site: Path = parser.parse_args(arguments).site
    pages = measure_site(site)
    if not pages:
        print(f"There is no built page in {site}: `make site` builds the site.", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    written = json.dumps(document(pages), indent=1, ensure_ascii=False)
    TARGET.write_text(written + "\n", encoding="utf-8")
    print(table(pages), "", closing(pages), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
