"""Builds the instrument from two TOML files, and refuses files that break one of its rules.

One file holds the facts (codes, values, bands, pages of the source), the other the wording, so that
a translation replaces one file and touches no figure. Two fingerprints identify the instrument: one
of the rules that decide a score, and one of the texts that a respondent answers to.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache

from pat_core.errors import InstrumentError
from pat_core.instrument.toml_section import Section, parse_section, read_data, same_codes
from pat_core.model import (
    Band,
    Choice,
    Citation,
    GapTexts,
    Instrument,
    Principle,
    Purpose,
    ScalePoint,
    Significance,
    Statement,
    Success,
    Texts,
    Typology,
)

__all__ = ["build_instrument", "load_instrument"]

_TEXT_KEYS = (
    "language",
    "version",
    "title",
    "notice",
    "stem",
    "stem_unnamed",
    "knowing_hint",
    "agreeing_note",
    "band_note",
    "cant_say",
)
_GAP_KEYS = (
    *("same_level", "closer", "closer_view", "looser", "looser_view"),
    *("same_function", "other_function", "other_function_view"),
)


@cache
def load_instrument() -> Instrument:
    """Return the instrument that this package carries.

    Raises:
        InstrumentError: the facts or the wording are incomplete, or do not fit each other.
    """
    return build_instrument(read_data("instrument.toml"), read_data("wording.toml"))


def build_instrument(facts_toml: str, wording_toml: str) -> Instrument:
    """Return the instrument that two TOML texts describe.

    Raises:
        InstrumentError: a text is not TOML, or its content breaks a rule; the message says where.
    """
    facts = parse_section(facts_toml, "facts")
    wording = parse_section(wording_toml, "wording")
    _check_shape(facts)
    _check_codes(facts, wording)
    pages = facts.section("pages")
    principles = tuple(_principle(n, facts, wording) for n in pages.section("principles"))
    aggregate = wording.section("aggregate")
    return Instrument(
        id=facts.text("id"),
        version=facts.text("version"),
        scoring_version=facts.whole("scoring_version"),
        scoring_fingerprint=_fingerprint(_scoring_rules(facts)),
        wording_fingerprint=_fingerprint(_wording_asked(wording)),
        scale=_scale(facts.whole_list("scale"), wording.section("scale")),
        principles=principles,
        aggregate_bands=_bands(
            facts.section("bands").pairs("aggregate"),
            aggregate.section("readings"),
            _score_range(sum(len(p.statements) for p in principles), facts),
            "aggregate",
        ),
        low_principle_score=facts.whole("low_principle_score"),
        significance=_significance(facts, wording.section("significance")),
        success=Success(**wording.section("success").texts("statement", "help", "comment_label")),
        typology=_typology(facts.section("typology"), wording.section("typology")),
        purposes=tuple(_purpose(code, wording) for code in facts.text_list("purposes")),
        levels=_choices("levels", facts, wording),
        sectors=_choices("sectors", facts, wording),
        modes=_choices("modes", facts, wording),
        texts=Texts(**wording.texts(*_TEXT_KEYS), aggregate_name=aggregate.text("name")),
        citation=_citation(facts),
        typology_citation=_citation(facts.section("typology")),
        pages={key: pages.whole(key) for key in pages if key != "principles"},
    )


def _check_shape(facts: Section) -> None:
    """Refuse any shape but six principles of six statements with four answers and four bands.

    Pictures, result codes and the schemas of the files are made for this shape alone.
    """
    numbers = list(facts.section("pages").section("principles"))
    letters = facts.text_list("statements_per_principle")
    if len(numbers) != 6 or len(letters) != 6:
        raise InstrumentError(
            f"the instrument has {len(numbers)} principles of {len(letters)} statements;"
            " it must be 6 of 6"
        )
    scale = facts.whole_list("scale")
    if scale != [4, 3, 2, 1]:
        raise InstrumentError(f"the scale of answers is {scale}; it must be [4, 3, 2, 1]")
    for kind in ("principle", "aggregate"):
        count = len(facts.section("bands").pairs(kind))
        if count != 4:
            raise InstrumentError(f"the instrument has {count} bands of {kind}; it must be 4")


def _check_codes(facts: Section, wording: Section) -> None:
    """Refuse a wording that does not have exactly the codes that the facts name."""
    numbers = facts.section("pages").section("principles")
    letters = facts.text_list("statements_per_principle")
    codes = [number + letter for number in numbers for letter in letters]
    same_codes("principles", numbers, wording.section("principles"))
    same_codes("statements", codes, wording.section("statements"))
    for key in ("purposes", "levels", "sectors", "modes"):
        same_codes(key, facts.text_list(key), wording.section(key))
    same_codes("about_knowing", {*facts.text_list("about_knowing"), *codes}, codes)
    if "{partnership}" not in wording.text("stem"):
        raise InstrumentError("the stem of the wording has no place {partnership}")


def _principle(number: str, facts: Section, wording: Section) -> Principle:
    text = wording.section("principles").section(number)
    letters = facts.text_list("statements_per_principle")
    statements = tuple(_statement(number + letter, facts, wording) for letter in letters)
    return Principle(
        number=number,
        name=text.text("name"),
        about=text.text("about"),
        page=facts.section("pages").section("principles").whole(number),
        statements=statements,
        bands=_bands(
            facts.section("bands").pairs("principle"),
            text.section("readings"),
            _score_range(len(statements), facts),
            f"principle {number}",
        ),
    )


def _statement(code: str, facts: Section, wording: Section) -> Statement:
    text = wording.section("statements").section(code)
    return Statement(
        code=code,
        element=text.text("element"),
        text=text.text("statement"),
        explanation=text.text("explanation"),
        about_knowing=code in facts.text_list("about_knowing"),
    )


def _score_range(statements: int, facts: Section) -> tuple[int, int]:
    """Return the lowest and the highest sum of answers to this number of *statements*."""
    values = facts.whole_list("scale")
    return statements * min(values), statements * max(values)


def _bands(
    ranges: Sequence[tuple[int, int]], readings: Section, scores: tuple[int, int], where: str
) -> tuple[Band, ...]:
    """Return the bands with their readings, highest first.

    Raises:
        InstrumentError: they do not cover *scores*, the lowest and the highest, without gap or
            overlap.
    """
    keys = [str(low) if low == high else f"{low}-{high}" for low, high in ranges]
    same_codes(f"readings of {where}", keys, readings)
    bands = tuple(
        Band(low, high, readings.text(key)) for (low, high), key in zip(ranges, keys, strict=True)
    )
    ends = [scores[1] + 1, *(band.low for band in bands)]
    for above, band in zip(ends, bands, strict=False):
        if band.high != above - 1:
            raise InstrumentError(
                f"bands of {where}: {band.span} must end at {above - 1}, next below {above}"
            )
    if ends[-1] != scores[0]:
        raise InstrumentError(f"bands of {where} end at {ends[-1]}; they must reach {scores[0]}")
    return bands


def _scale(values: Sequence[int], labels: Section) -> tuple[ScalePoint, ...]:
    same_codes(labels.place, map(str, values), labels)
    return tuple(ScalePoint(value, labels.text(str(value))) for value in values)


def _significance(facts: Section, text: Section) -> Significance:
    scale = _scale(facts.whole_list("significance_scale"), text.section("scale"))
    return Significance(text.text("question"), text.text("help"), scale)


def _typology(facts: Section, text: Section) -> Typology:
    return Typology(
        **text.texts("introduction", "question_now", "question_needed"),
        collaborations=_defined(facts.text_list("collaborations"), text.section("collaboration")),
        functions=_defined(facts.text_list("functions"), text.section("function")),
        gap=GapTexts(**text.section("gap").texts(*_GAP_KEYS)),
    )


def _purpose(code: str, wording: Section) -> Purpose:
    text = wording.section("purposes").section(code)
    return Purpose(code, **text.texts("label", "introduction", "next_steps"))


def _choices(key: str, facts: Section, wording: Section) -> tuple[Choice, ...]:
    labels = wording.section(key)
    return tuple(Choice(code, labels.text(code)) for code in facts.text_list(key))


def _defined(codes: Sequence[str], texts: Section) -> tuple[Choice, ...]:
    same_codes(texts.place, codes, texts)
    return tuple(Choice(code, **texts.section(code).texts("label", "definition")) for code in codes)


def _citation(facts: Section) -> Citation:
    source = facts.section("citation")
    return Citation(
        authors=source.text("authors"),
        year=source.whole("year"),
        title=source.text("title"),
        publisher=source.text("publisher"),
    )


def _scoring_rules(facts: Section) -> object:
    """Return all facts that decide a score: codes, values of the answers, bands."""
    return {
        "scoring_version": facts.whole("scoring_version"),
        "scale": facts.whole_list("scale"),
        "principles": list(facts.section("pages").section("principles")),
        "statements": facts.text_list("statements_per_principle"),
        "bands": facts.section("bands").values,
    }


def _wording_asked(wording: Section) -> object:
    """Return the texts that a respondent answers to; readings and help texts are not among them."""
    significance = wording.section("significance")
    return {
        **wording.texts("language", "stem", "cant_say"),
        "scale": wording.section("scale").values,
        "statements": wording.section("statements").values,
        "significance": [significance.text("question"), significance.section("scale").values],
        "success": wording.section("success").text("statement"),
    }


def _fingerprint(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of *value*: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()
