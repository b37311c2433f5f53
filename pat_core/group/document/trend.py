"""All earlier rounds of a group: of each, the figures that it shows by itself.

No difference is worked out here. Which change may be shown is decided in ``change``, for the latest
earlier round; the other rounds are only set beside each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pat_core.group.document.change import change_since, refuse_other_rules
from pat_core.group.document.reading import MAX_PEOPLE, Reading
from pat_core.group.document.recalculation import ends_of
from pat_core.group.round.plans import check_plan
from pat_core.group.round.rounds import DEFAULT_THRESHOLD, MAX_THRESHOLD, MIN_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pat_core.documents.change import EstimateFigures, TrendPoint
    from pat_core.documents.figures import ScoreFigures
    from pat_core.documents.group import GroupDocument
    from pat_core.files.json_reader import ForeignValue
    from pat_core.group.statistics.pairs import Pairs
    from pat_core.model import Band, Instrument

__all__ = [
    "MAX_ROUNDS",
    "after_rounds",
    "check_estimates",
    "check_trend",
    "estimate_of",
    "estimates_of",
    "join_rounds",
    "trend_over",
]

MAX_ROUNDS = 100
"""How many earlier rounds a group file may hold."""


def after_rounds(
    document: GroupDocument,
    earlier: Sequence[GroupDocument],
    pairs: Pairs | None,
    instrument: Instrument,
) -> GroupDocument:
    """Return *document* with its trend, and with the change since the latest round in *earlier*.

    *earlier* is in the order of time and holds a round at least. *pairs* are the people of the
    latest one and of this one who gave a token.

    Raises:
        GroupFileError: a round was scored by other rules than this one.
    """
    for other in earlier:
        refuse_other_rules(other, document)
    change = change_since(earlier[-1], document, instrument, pairs)
    return {**document, "change": change, "trend": trend_over(earlier)}


def join_rounds(rounds: Sequence[GroupDocument]) -> GroupDocument:
    """Return the latest of *rounds*, which are in the order of time, with the others as its trend.

    Raises:
        GroupFileError: two of them were scored by different rules.
    """
    *others, latest = rounds
    for other in others:
        refuse_other_rules(other, latest)
    return {**latest, "trend": trend_over(rounds)[:-1]} if others else latest


def trend_over(earlier: Iterable[GroupDocument]) -> list[TrendPoint]:
    """Return a point for each round in *earlier*, which are in the order of time.

    A group document brings the trend that it holds along. A round that comes twice counts once.
    """
    points: dict[tuple[str, str, int], TrendPoint] = {}
    for document in earlier:
        for point in (*document.get("trend", ()), _point(document)):
            points.setdefault((point["round"], point["made_at"], point["respondents"]), point)
    return list(points.values())[-MAX_ROUNDS:]


def _point(document: GroupDocument) -> TrendPoint:
    return {
        "made_at": document["made_at"],
        "round": document["round"],
        "mode": document["mode"],
        "threshold": document["threshold"],
        "respondents": document["respondents"],
        "principles": estimates_of(document["principles"]),
        "aggregate": estimate_of(document["aggregate"]),
        "plan": document["plan"],
    }


def estimates_of(principles: Mapping[str, ScoreFigures]) -> dict[str, EstimateFigures]:
    """Return estimate and band of each principle, by its number."""
    return {number: estimate_of(figures) for number, figures in principles.items()}


def estimate_of(figures: ScoreFigures) -> EstimateFigures:
    """Return estimate and band of a principle or of the aggregate."""
    return {"estimate": figures["estimate"], "band": figures["band"]}


def check_trend(foreign: ForeignValue, instrument: Instrument, cuts: list[str]) -> list[TrendPoint]:
    """Return the trend in a foreign group file.

    The file holds no counts of these rounds, so their figures are kept if they are possible. A
    round that had too few people to be shown has none; its places are added to *cuts*.

    Raises:
        GroupFileError: something is not of its kind, or not possible.
    """
    return [_check_point(point, instrument, cuts) for point in foreign.list(MAX_ROUNDS)]


def _check_point(foreign: ForeignValue, instrument: Instrument, cuts: list[str]) -> TrendPoint:
    people = foreign.at("respondents").whole(0, MAX_PEOPLE)
    threshold = foreign.at("threshold", DEFAULT_THRESHOLD).whole(MIN_THRESHOLD, MAX_THRESHOLD)
    mode = foreign.at("mode").choice(["", *(mode.code for mode in instrument.modes)])
    reading = Reading(instrument, people, 0, mode, threshold, cuts)
    principles, aggregate = check_estimates(foreign, reading)
    return {
        **foreign.object(),
        "made_at": foreign.at("made_at").moment(),
        "round": foreign.at("round").text(),
        "mode": mode,
        "threshold": threshold,
        "respondents": people,
        "principles": principles,
        "aggregate": aggregate,
        "plan": check_plan(foreign.at("plan", {}), instrument),
    }


def check_estimates(
    foreign: ForeignValue, reading: Reading
) -> tuple[dict[str, EstimateFigures], EstimateFigures]:
    """Return the estimates of the principles and of the aggregate that a foreign value holds."""
    instrument = reading.instrument
    bands = {principle.number: principle.bands for principle in instrument.principles}
    principles = {
        number: _check_estimate(figures, bands[number], reading)
        for number, figures in foreign.at("principles").all_of(list(bands))
    }
    aggregate = foreign.at("aggregate")
    return principles, _check_estimate(aggregate, instrument.aggregate_bands, reading)


def _check_estimate(
    foreign: ForeignValue, bands: Sequence[Band], reading: Reading
) -> EstimateFigures:
    estimate, band = foreign.at("estimate"), _check_band(foreign.at("band"), bands)
    if estimate.is_null():
        return {"estimate": None, "band": band}
    number = estimate.number(*ends_of(bands))
    if reading.is_few(reading.people):
        reading.cut(foreign)
        return {"estimate": None, "band": None}
    return {"estimate": number, "band": band}


def _check_band(foreign: ForeignValue, bands: Sequence[Band]) -> list[int] | None:
    if foreign.is_null():
        return None
    spans = [[band.low, band.high] for band in bands]
    if foreign.raw not in spans:
        foreign.refuse(f"null or one of {', '.join(map(str, spans))}")
    return [end.whole(*ends_of(bands)) for end in foreign.list()]
