"""The sources that the package carries: author, year, title and kind of evidence."""

from typing import Any

import pytest

from pat_core import Instrument, InstrumentError
from pat_core.instrument.sources import KINDS, build_sources, load_sources
from pat_core.model import Citation
from tests.core.toml_texts import Table, write

# As on each source's own title page; the guide gives no year.
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


def test_there_are_five_sources() -> None:
    """The five sources come in a fixed order."""
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
def test_source_says_what_it_cannot_show(name: str) -> None:
    """The caution is a whole sentence that names a limit of this kind of evidence."""
    caution = load_sources()[name].caution
    assert caution.endswith(".")
    assert any(cue in caution for cue in ("cannot", "not how", "no data"))


def test_dates_hold_the_year() -> None:
    """Each date in words contains the year, or says that there is none."""
    for name, source in load_sources().items():
        assert source.year in source.date, name


def test_both_files_cite_alike(instrument: Instrument) -> None:
    """The two sources that the instrument cites are cited in the same words in both files."""
    sources = load_sources()
    cited = {"pat-2003": instrument.citation, "matrix-2004": instrument.typology_citation}
    for name, citation in cited.items():
        source = sources[name]
        given = Citation(source.authors, int(source.year), source.title, source.publisher)
        assert given == citation, name
    assert instrument.id == "pat-2003"


def _one(**keys: Any) -> str:
    """Return one source called "one" as TOML; keys replace its own, and None removes one."""
    names = ("authors", "year", "title", "publisher", "date", "caution")
    table: Table = {**dict.fromkeys(names, "Text"), "kind": "guide", **keys}
    source = {key: value for key, value in table.items() if value is not None}
    return write({"sources": {"one": source}})


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_evidence_is_allowed(kind: str) -> None:
    """A source may be of any of the kinds."""
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
    """Whatever is missing, empty or of another type is named with its place."""
    with pytest.raises(InstrumentError) as caught:
        build_sources(text)
    for part in parts:
        assert part in str(caught.value)
