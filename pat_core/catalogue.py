"""The only reader of ``data/``: builds the instrument, refuses what breaks one of its rules.

Facts (codes, values, bands, pages) and wording are two TOML files, so that another wording or a
translation can stand beside the facts. Each has a fingerprint: the SHA-256 of its canonical JSON.
"""

import hashlib
import json
import pkgutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pat_core.errors import InstrumentError
from pat_core.model import (
    Band,
    Choice,
    Citation,
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

Table = Mapping[str, Any]

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


@cache
def load_instrument() -> Instrument:
    """Return the instrument that this package carries.

    Raises:
        InstrumentError: the facts or the wording are incomplete or contradict each other.
    """
    return build_instrument(_read("instrument.toml"), _read("wording.toml"))


def build_instrument(facts_toml: str, wording_toml: str) -> Instrument:
    """Return the instrument made of the two TOML texts.

    Raises:
        InstrumentError: a text is no TOML, or its content breaks a rule; the message says where.
    """
    facts = _parse(facts_toml, "facts")
    wording = _parse(wording_toml, "wording")
    _refuse_empty_text(facts, "facts")
    _refuse_empty_text(wording, "wording")
    try:
        return _build(facts, wording)
    except KeyError as error:
        raise InstrumentError(f"the instrument lacks {error.args[0]!r}") from error


def _build(facts: Table, wording: Table) -> Instrument:
    """Put facts and wording together; a KeyError names what is missing."""
    _check_shape(facts, wording)
    principles = tuple(
        _principle(number, facts, wording) for number in facts["pages"]["principles"]
    )
    aggregate = wording["aggregate"]
    return Instrument(
        id=facts["id"],
        version=facts["version"],
        scoring_version=facts["scoring_version"],
        scoring_fingerprint=_fingerprint(_scoring_rules(facts)),
        wording_fingerprint=_fingerprint(_wording_asked(wording)),
        scale=_scale(facts["scale"], wording["scale"], "scale"),
        principles=principles,
        aggregate_bands=_bands(
            facts["bands"]["aggregate"],
            aggregate["readings"],
            _range(facts, principles),
            "aggregate",
        ),
        low_principle_score=facts["low_principle_score"],
        significance=_significance(facts, wording["significance"]),
        success=Success(**_only(wording["success"], Success)),
        typology=_typology(facts["typology"], wording["typology"]),
        purposes=tuple(
            Purpose(code=code, **_only(wording["purposes"][code], Purpose, "code"))
            for code in facts["purposes"]
        ),
        levels=_choices(facts["levels"], wording["levels"]),
        sectors=_choices(facts["sectors"], wording["sectors"]),
        modes=_choices(facts["modes"], wording["modes"]),
        texts=Texts(**{key: wording[key] for key in _TEXT_KEYS}, aggregate_name=aggregate["name"]),
        citation=Citation(**facts["citation"]),
        typology_citation=Citation(**facts["typology"]["citation"]),
        pages={key: page for key, page in facts["pages"].items() if isinstance(page, int)},
    )


def _read(name: str) -> str:
    """Return a file of ``data/``, from a folder or from inside an archive."""
    raw = pkgutil.get_data("pat_core", f"data/{name}")
    if raw is None:
        raise InstrumentError(f"data/{name} is not in the package")
    return raw.decode("utf-8")


def _parse(text: str, what: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"the {what} are no TOML: {error}") from error


def _refuse_empty_text(value: object, place: str) -> None:
    """Refuse a text without a visible character, wherever it stands."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_empty_text(inner, f"{place}, {key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value, start=1):
            _refuse_empty_text(inner, f"{place}, entry {index}")
    elif isinstance(value, str) and not value.strip():
        raise InstrumentError(f"{place}: the text is empty")


def _check_shape(facts: Table, wording: Table) -> None:
    """Hold the codes of the facts against those of the wording: six by six, no more, no less."""
    numbers, letters = list(facts["pages"]["principles"]), facts["statements_per_principle"]
    if len(numbers) != 6 or len(letters) != 6:
        raise InstrumentError(
            f"the instrument has {len(numbers)} principles of {len(letters)} statements;"
            " it must be 6 of 6"
        )
    codes = [number + letter for number in numbers for letter in letters]
    _same_codes("principles", numbers, wording["principles"])
    _same_codes("statements", codes, wording["statements"])
    _same_codes("scale", map(str, facts["scale"]), wording["scale"])
    for key in ("purposes", "levels", "sectors", "modes"):
        _same_codes(key, facts[key], wording[key])
    _same_codes("about_knowing", {*facts["about_knowing"], *codes}, codes)
    if "{partnership}" not in wording["stem"]:
        raise InstrumentError("the stem of the wording has no place {partnership}")


def _same_codes(what: str, wanted: Iterable[str], found: Iterable[str]) -> None:
    """Refuse *found* where it has not exactly the codes in *wanted*."""
    needed, given = set(wanted), set(found)
    if missing := sorted(needed - given):
        raise InstrumentError(f"{what}: {missing[0]!r} is missing")
    if extra := sorted(given - needed):
        raise InstrumentError(f"{what}: {extra[0]!r} is not a code of this instrument")


def _principle(number: str, facts: Table, wording: Table) -> Principle:
    text = wording["principles"][number]
    statements = tuple(
        _statement(number + letter, facts, wording) for letter in facts["statements_per_principle"]
    )
    values = facts["scale"]
    whole = (len(statements) * min(values), len(statements) * max(values))
    return Principle(
        number=number,
        name=text["name"],
        about=text["about"],
        page=facts["pages"]["principles"][number],
        statements=statements,
        bands=_bands(facts["bands"]["principle"], text["readings"], whole, f"principle {number}"),
    )


def _statement(code: str, facts: Table, wording: Table) -> Statement:
    text = wording["statements"][code]
    return Statement(
        code=code,
        element=text["element"],
        text=text["statement"],
        explanation=text["explanation"],
        about_knowing=code in facts["about_knowing"],
    )


def _range(facts: Table, principles: Sequence[Principle]) -> tuple[int, int]:
    """Return the lowest and the highest total over all statements."""
    items = sum(len(principle.statements) for principle in principles)
    return items * min(facts["scale"]), items * max(facts["scale"])


def _bands(
    ranges: Sequence[Sequence[int]], readings: Table, whole: tuple[int, int], where: str
) -> tuple[Band, ...]:
    """Return bands that cover *whole* without gap or overlap, highest first."""
    keys = [str(low) if low == high else f"{low}-{high}" for low, high in ranges]
    _same_codes(f"readings of {where}", keys, readings)
    bands = tuple(
        Band(low, high, readings[key]) for (low, high), key in zip(ranges, keys, strict=True)
    )
    ends = [whole[1] + 1, *(band.low for band in bands)]
    for above, band in zip(ends, bands, strict=False):
        if band.high != above - 1:
            raise InstrumentError(
                f"bands of {where}: {band.span} must end at {above - 1}, next below {above}"
            )
    if ends[-1] != whole[0]:
        raise InstrumentError(f"bands of {where} end at {ends[-1]}; they must reach {whole[0]}")
    return bands


def _scale(values: Sequence[int], labels: Table, where: str) -> tuple[ScalePoint, ...]:
    _same_codes(where, map(str, values), labels)
    return tuple(ScalePoint(value, labels[str(value)]) for value in values)


def _significance(facts: Table, text: Table) -> Significance:
    scale = _scale(facts["significance_scale"], text["scale"], "significance")
    return Significance(text["question"], text["help"], scale)


def _typology(facts: Table, text: Table) -> Typology:
    return Typology(
        introduction=text["introduction"],
        question_now=text["question_now"],
        question_needed=text["question_needed"],
        collaborations=_defined(facts["collaborations"], text["collaboration"]),
        functions=_defined(facts["functions"], text["function"]),
    )


def _choices(codes: Sequence[str], labels: Table) -> tuple[Choice, ...]:
    return tuple(Choice(code, labels[code]) for code in codes)


def _defined(codes: Sequence[str], texts: Table) -> tuple[Choice, ...]:
    return tuple(Choice(code, texts[code]["label"], texts[code]["definition"]) for code in codes)


def _only(text: Table, kind: type, *without: str) -> dict[str, str]:
    """Return the texts that *kind* has fields for."""
    return {key: text[key] for key in kind.__dataclass_fields__ if key not in without}  # type: ignore[attr-defined]


def _scoring_rules(facts: Table) -> Table:
    """Return what decides a score: codes, values, bands."""
    return {
        "scoring_version": facts["scoring_version"],
        "scale": facts["scale"],
        "principles": list(facts["pages"]["principles"]),
        "statements": facts["statements_per_principle"],
        "bands": facts["bands"],
    }


def _wording_asked(wording: Table) -> Table:
    """Return the texts that a respondent answers to; a new reading or help changes none."""
    asked = ("language", "stem", "scale", "cant_say", "statements")
    return {
        **{key: wording[key] for key in asked},
        "significance": [wording["significance"]["question"], wording["significance"]["scale"]],
        "success": wording["success"]["statement"],
    }


def _fingerprint(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of *value*: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()
