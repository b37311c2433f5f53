"""The codebook of a group's workbook: what each column means, and what each code stands for."""

from collections.abc import Iterable, Iterator, Sequence

from pat_core.group.statistics.tally import NOT_GIVEN
from pat_core.group.statistics.topics import RULES
from pat_core.model import Band, Instrument
from pat_core.reports.group.tables.column import Column
from pat_core.reports.group.tables.score_cells import Row

__all__ = ["CODEBOOK_COLUMNS", "codebook_rows"]

CODEBOOK_COLUMNS = (
    Column("entry", "Entry", "What the line explains: a column, or a kind of code.", "text", 22),
    Column(
        "name", "Name or code", "Name of the column in CSV, or the code.", "text", 22, is_mixed=True
    ),
    Column("label", "Label", "Heading of the column, or what people read.", "text", 50),
    Column("meaning", "Meaning", "What it means.", "text", 70),
    Column("allowed", "Allowed values", "What a cell may hold.", "text", 44),
    Column("sheets", "Sheets", "Where the column is.", "text", 40),
)


def codebook_rows(
    sheets: Sequence[tuple[str, Sequence[Column]]], instrument: Instrument
) -> list[Row]:
    """Return a row for each column of *sheets* (pairs of name and columns), then for each code."""
    own = ("Codebook", CODEBOOK_COLUMNS)
    return [*_column_rows([*sheets, own]), *_code_rows(instrument)]


def _column_rows(sheets: Iterable[tuple[str, Sequence[Column]]]) -> Iterator[Row]:
    """Yield a row for each column; worksheets with the same column under one heading share it."""
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for sheet, columns in sheets:
        for column in columns:
            key = (column.name, column.heading, column.meaning, column.allowed)
            places.setdefault(key, []).append(sheet)
    for (name, heading, meaning, allowed), names in places.items():
        yield {
            "entry": "column",
            "name": name,
            "label": heading,
            "meaning": meaning,
            "allowed": allowed,
            "sheets": ", ".join(names),
        }


def _code_rows(instrument: Instrument) -> Iterator[Row]:
    for entry, code, label, meaning in _codes(instrument):
        name = int(code) if code.isdecimal() else code
        yield {"entry": entry, "name": name, "label": label, "meaning": meaning}


_Code = tuple[str, str, str, str]
"""Kind, code, label and meaning."""


def _codes(instrument: Instrument) -> Iterator[_Code]:
    """Yield every code of a group's tables."""
    for principle in instrument.principles:
        yield "principle", principle.number, principle.name, principle.about
        for statement in principle.statements:
            yield "statement", statement.code, statement.text, statement.element
    aims = "The extra statement on aims; it is outside every score."
    yield "statement", "success", instrument.success.statement, aims
    for principle in instrument.principles:
        yield "topic of the plan", f"principle-{principle.number}", principle.name, ""
    yield from _bands(instrument)
    for point in instrument.scale:
        yield "answer", str(point.value), point.label, ""
    for point in instrument.significance.scale:
        yield "significance", str(point.value), point.label, instrument.significance.question
    yield from _choices(instrument)
    for name, (heading, rule) in RULES.items():
        yield "list", name, heading, rule


def _bands(instrument: Instrument) -> Iterator[_Code]:
    """Yield the bands, the lowest first, with their readings."""
    for principle in instrument.principles:
        yield from _band_codes(f"band of principle {principle.number}", principle.bands)
    yield from _band_codes("band of the aggregate", instrument.aggregate_bands)


def _band_codes(entry: str, bands: Sequence[Band]) -> Iterator[_Code]:
    for place, band in enumerate(sorted(bands, key=lambda band: band.low), 1):
        yield entry, f"{band.low} to {band.high}", f"Band {place}", band.reading


def _choices(instrument: Instrument) -> Iterator[_Code]:
    kinds = (
        ("level", instrument.levels),
        ("sector", instrument.sectors),
        ("mode", instrument.modes),
        ("collaboration", instrument.typology.collaborations),
        ("function", instrument.typology.functions),
    )
    for kind, choices in kinds:
        for choice in choices:
            yield kind, choice.code, choice.label, choice.definition
    for purpose in instrument.purposes:
        yield "purpose", purpose.code, purpose.label, ""
    yield "level, sector or organisation", NOT_GIVEN, "Not given", "People who gave no label."
