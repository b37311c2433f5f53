"""Results as the rows of a CSV table, for a spreadsheet or a statistics program.

Answers are the numbers 4 to 1, ``cant-say``, or nothing. Texts hold nothing that a spreadsheet
would take for a formula, wherever it may split them: see ``csv_safety``.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from pat_core.model import Instrument, Profile, Result, ScoreCard
from pat_core.text.csv_safety import safe_text

__all__ = ["format_row", "table_header", "table_row"]

CANT_SAY = "cant-say"
_LABELS = (
    *("result_id", "revision", "saved_at", "pairing_token"),
    *("partnership", "round", "mode", "threshold", "purpose"),
)
_DETAILS = ("name", "organisation", "sector", "level")
_CARD = ("score", "possible_low", "possible_high", "band", "answered", "cant_say")


def table_header(instrument: Instrument) -> list[str]:
    """Return the column names: file, labels, answers, significance, success, then the scores."""
    parts = [*(p.number for p in instrument.principles), "aggregate"]
    return [
        "file",
        *_LABELS,
        *_DETAILS,
        *instrument.codes,
        *(f"significance_{p.number}" for p in instrument.principles),
        "success",
        *(f"{figure}_{part}" for part in parts for figure in _CARD),
    ]


def table_row(name: str, result: Result, profile: Profile, instrument: Instrument) -> list[str]:
    """Return the cells of one result, in the order of :func:`table_header`."""
    answers, significance = result.answers, result.significance
    success = {"success": result.success["answer"]} if "answer" in result.success else {}
    cards = [card for _, card in profile.principles] + [profile.aggregate]
    return [
        safe_text(name),
        *(safe_text(result.text(key)) for key in _LABELS),
        *(safe_text(result.detail(key)) for key in _DETAILS),
        *(_answer(answers, code) for code in instrument.codes),
        *(_answer(significance, p.number) for p in instrument.principles),
        _answer(success, "success"),
        *(cell for card in cards for cell in _card_cells(card)),
    ]


def format_row(cells: list[str]) -> str:
    """Return one line of CSV, quoted where necessary, with the line end that spreadsheets use."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _answer(answers: Mapping[str, int | None], key: str) -> str:
    if key not in answers:
        return ""
    answer = answers[key]
    return CANT_SAY if answer is None else str(answer)


def _card_cells(card: ScoreCard) -> Iterator[str]:
    yield "" if card.score is None else str(card.score)
    yield from (str(end) for end in card.possible)
    # "7-12" would reach a spreadsheet as the seventh of December.
    yield f"{card.band.low} to {card.band.high}" if card.band else ""
    yield str(card.answered)
    yield str(card.cant_say)
