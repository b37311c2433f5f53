"""The sources that this site restates: who wrote them, when, and which kind of evidence."""

from dataclasses import dataclass

from pat_core.errors import InstrumentError
from pat_core.instrument.toml_section import Section, parse_section, read_data

__all__ = ["KINDS", "Source", "build_sources", "load_sources"]

KINDS = ("research-based tool", "consultancy briefing", "guide", "views of one event")
"""The kinds of evidence, in the words that readers see."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what a reader needs to find it, and how much weight it can bear."""

    id: str
    authors: str
    year: str
    """Four digits, or "undated"."""
    title: str
    publisher: str
    kind: str
    date: str
    """When it was written, in words."""
    caution: str
    """What this kind of evidence can show, and what it cannot."""


def load_sources() -> dict[str, Source]:
    """Return the sources that this package carries, by id, in the order of their file.

    Raises:
        InstrumentError: a source is incomplete.
    """
    return build_sources(read_data("sources.toml"))


def build_sources(text: str) -> dict[str, Source]:
    """Return the sources in a TOML text, by id.

    Raises:
        InstrumentError: the text breaks a rule; the message says where.
    """
    sources = parse_section(text, "sources").section("sources")
    return {name: _source(name, sources.section(name)) for name in sources}


def _source(name: str, section: Section) -> Source:
    source = Source(
        id=name,
        **section.texts("authors", "year", "title", "publisher", "kind", "date", "caution"),
    )
    if source.kind not in KINDS:
        raise InstrumentError(
            f"{section.place}: kind is {source.kind!r}; allowed is one of {', '.join(KINDS)}"
        )
    return source
