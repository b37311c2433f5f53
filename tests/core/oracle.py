"""A second scorer, slow and obvious, that shares no line with the first.

It follows every total that the missing answers can still lead to, and knows the bands only from
the vectors, which were typed from the source.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.core.samples import CODES, NUMBERS, vectors

PRINCIPLE_BANDS = vectors("principle-scores.json")["bands"]
AGGREGATE_BANDS = vectors("aggregate-scores.json")["bands"]

Sheet = dict[str, Any]


def slow_profile(answers: Mapping[str, int | None]) -> dict[str, Sheet]:
    """Return the figures of each principle, and of all under "aggregate"."""
    sheets = {
        number: _slow_sheet(answers, [c for c in CODES if c.startswith(number)], PRINCIPLE_BANDS)
        for number in NUMBERS
    }
    return {**sheets, "aggregate": _slow_sheet(answers, CODES, AGGREGATE_BANDS)}


def _slow_sheet(
    answers: Mapping[str, int | None], codes: Sequence[str], bands: Mapping[str, list[int]]
) -> Sheet:
    totals, ticks, cant_say = {0}, {"4": 0, "3": 0, "2": 0, "1": 0}, 0
    for code in codes:
        answer = answers.get(code)
        if answer is None:
            totals = {total + choice for total in totals for choice in (1, 2, 3, 4)}
            cant_say += code in answers
        else:
            totals = {total + answer for total in totals}
            ticks[str(answer)] += 1
    names = {name for name, scores in bands.items() if totals & set(scores)}
    band = sorted(int(end) for end in names.pop().split("-")) if len(names) == 1 else None
    return {
        "answered": sum(ticks.values()),
        "items": len(codes),
        "cant_say": cant_say,
        "columns": {value: count * int(value) for value, count in ticks.items()},
        "score": min(totals) if len(totals) == 1 else None,
        "possible": [min(totals), max(totals)],
        "band": band * 2 if band and len(band) == 1 else band,
    }
