"""The sources that are named: who, when, what, and what kind of evidence."""

from typing import Any

import pytest

from pat_core import Instrument, InstrumentError
from pat_core.instrument.sources import KINDS, build_sources, load_sources
from pat_core.model import Citation
from tests.core.toml_texts import Table, write

# Each as it stands on the source's own first page; the guide bears no year.
SOURCES = {
    "pat-2003": ("2003", "Hardy", "The Partnership Assessment Tool", "research-based tool"),
    "matrix-2004": ("2004", "Matrix", "Partnerships: where next?", "consultancy briefing"),
    "qca-guide": (
        "undated",
        "Qualifications and Curriculum Authority",
        "A Guide To Working In Partnership",
        "guide",
    ),
    "ajc-2012": (
        "2012",
        "Academy for Justice",
        "Models of partnership working",
        "views of one event",
    ),
    "open-agenda-2007": (
        "2007",
        "Krysia Hudek",
        "From policy to practice: what does a successful partnership look like?",
        "views of one event",
    ),
}


def test_five_sources_are_named() -> None:
    """The five sources stand in their order, and no sixth."""
    assert list(load_sources()) == list(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_source_is_named_as_it_names_itself(name: str) -> None:
    """Year, author, title and kind of evidence are those of the source."""
    year, author, title, kind = SOURCES[name]
    source = load_sources()[name]
    assert source.id == name
    assert (source.year, source.kind) == (year, kind)
    assert author in source.authors
    assert source.title.endswith(title)


@pytest.mark.parametrize("name", SOURCES)
def test_source_says_what_it_cannot_carry(name: str) -> None:
    """The caution is one whole sentence that gives a limit."""
    caution = load_sources()[name].caution
    assert caution.endswith(".")
    assert any(cue in caution for cue in ("cannot", "not how", "no data"))


def test_dates_hold_the_year_of_making() -> None:
    """Each date in words holds the year, but for the guide, which has none."""
    for name, source in load_sources().items():
        assert source.year in source.date, name


def test_both_files_cite_alike(instrument: Instrument) -> None:
    """The two sources that the instrument cites too stand in both files in the same words."""
    sources = load_sources()
    cited = {"pat-2003": instrument.citation, "matrix-2004": instrument.typology_citation}
    for name, citation in cited.items():
        source = sources[name]
        given = Citation(source.authors, int(source.year), source.title, source.publisher)
        assert given == citation, name
    assert instrument.id == "pat-2003"


def _one(**keys: Any) -> str:
    """Return the TOML of one source called "one"; a key that is None is left out."""
    names = ("authors", "year", "title", "publisher", "date", "caution")
    table: Table = {**dict.fromkeys(names, "Text"), "kind": "guide", **keys}
    source = {key: value for key, value in table.items() if value is not None}
    return write({"sources": {"one": source}})


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_evidence_is_allowed(kind: str) -> None:
    """A source of any of the kinds is taken as it stands."""
    assert build_sources(_one(kind=kind))["one"].kind == kind


BROKEN: list[tuple[str, list[str]]] = [
    (_one(kind="blog"), ["sources, one", "'blog'", "views of one event"]),
    (_one(kind="Guide"), ["sources, one", "'Guide'", "allowed"]),
    (_one(kind=None), ["sources, one", "'kind' is missing"]),
    (_one(caution=None), ["sources, one", "'caution' is missing"]),
    (_one(year=2003), ["sources, one, year", "2003", "text"]),
    (_one(title=" "), ["sources, one, title", "empty"]),
    (write({"sources": {"one": "Hardy"}}), ["sources, one", "'Hardy'", "a table"]),
    ("", ["'sources' is missing"]),
    ("= broken", ["the sources cannot be read as TOML", "line 1"]),
]


@pytest.mark.parametrize(("text", "parts"), BROKEN, ids=[" ".join(parts) for _, parts in BROKEN])
def test_broken_source_is_refused_by_its_place(text: str, parts: list[str]) -> None:
    """Whatever is missing, empty or of another kind is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_sources(text)
    for part in parts:
        assert part in str(caught.value)
