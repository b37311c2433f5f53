"""The sources that this site restates: who wrote them, when, and what kind of evidence they are."""

from dataclasses import dataclass

from pat_core.errors import InstrumentError
from pat_core.instrument.toml_section import Section, parse_section, read_data

__all__ = ["KINDS", "Source", "build_sources", "load_sources"]

KINDS = ("research-based tool", "consultancy briefing", "guide", "views of one event")
"""The kinds of evidence, as readers are told them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source, as a reader would look for it, and what it can carry."""

    id: str
    authors: str
    year: str
    """Four digits, or "undated"."""
    title: str
    publisher: str
    kind: str
    date: str
    """When it was made, in words."""
    caution: str
    """What this kind of evidence can carry, and what it cannot."""


def load_sources() -> dict[str, Source]:
    """Return the sources that this package names, by id, in the order of their file.

    Raises:
        InstrumentError: an entry is incomplete.
    """
    return build_sources(read_data("sources.toml"))


def build_sources(text: str) -> dict[str, Source]:
    """Return the sources in a TOML text, by id.

    Raises:
        InstrumentError: the text breaks a rule; the message says where.
    """
    entries = parse_section(text, "sources").section("sources")
    return {each: _source(each, entries.section(each)) for each in entries}


def _source(each: str, section: Section) -> Source:
    source = Source(
        id=each,
        **section.texts("authors", "year", "title", "publisher", "kind", "date", "caution"),
    )
    if source.kind not in KINDS:
        raise InstrumentError(
            f"{section.place}: kind is {source.kind!r}; allowed is one of {', '.join(KINDS)}"
        )
    return source
