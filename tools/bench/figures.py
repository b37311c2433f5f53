"""What the raw rounds come to: ratios, figures, and the table that is printed.

Nothing here measures; everything is worked out from the rounds, so that who doubts a figure can
work it out again from build/bench.json.
"""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

__all__ = [
    "RATIOS",
    "Ratio",
    "Round",
    "Spread",
    "document",
    "figures",
    "medians",
    "percentile",
    "ratios",
    "spread",
    "table",
]


@dataclass(frozen=True)
class Round:
    """One round: everything measured once, close together in time."""

    load: float
    """How many programs wanted a core when the round began, as the system counts them."""
    compared: dict[str, dict[str, float]] = field(default_factory=dict)
    """For each comparison its sides, such as ``{"cold_ms": {"ours": …, "stock": …}}``.

    What takes long is compared in the first rounds only.
    """
    single: dict[str, float] = field(default_factory=dict)
    """What is measured of ours alone; what takes long, in the first round only."""
    answer_to_profile_ms: list[float] = field(default_factory=list)
    """Each try of this round."""


class Ratio(NamedTuple):
    """A ratio by its name: ours in one comparison, divided by another side of it."""

    name: str
    comparison: str
    other: str


RATIOS = (
    Ratio("cold", "cold_ms", "stock"),
    Ratio("cold_slow", "cold_slow_ms", "stock"),
    Ratio("warm", "warm_ms", "stock"),
    Ratio("bytes", "cold_bytes", "stock"),
    Ratio("cold_to_floor", "cold_ms", "floor"),
    Ratio("lcp", "lcp_ms", "plain"),
    Ratio("lcp_slow", "lcp_slow_ms", "plain"),
    Ratio("browser_to_native_10k", "combine_10k_ms", "native"),
    Ratio("growth_10k", "combine_thousand_ms", "of_1k"),
    Ratio("growth_text", "growth_text_ms", "single"),
)


class Spread(NamedTuple):
    """The middle of some values, with the lowest and the highest: the two say how noisy it was."""

    median: float
    low: float
    high: float


def spread(values: Iterable[float]) -> Spread:
    """Return median, lowest and highest of *values*."""
    known = list(values)
    return Spread(statistics.median(known), min(known), max(known))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the lowest of *values* that at least *percent* of them do not exceed.

    This is the nearest rank: always a value that was measured, never one between two.
    """
    rank = max(1, math.ceil(len(values) * percent / 100))
    return sorted(values)[rank - 1]


def ratios(rounds: Sequence[Round]) -> dict[str, Spread]:
    """Return each ratio's spread over the rounds.

    Both sides of a round met about the same noise, so they are divided round by round; the middle
    of those ratios is steadier than the ratio of two middles.
    """
    return {
        ratio.name: spread(
            sides["ours"] / sides[ratio.other] for sides in _sides(ratio.comparison, rounds)
        )
        for ratio in RATIOS
    }


def figures(rounds: Sequence[Round]) -> dict[str, Spread]:
    """Return each figure with its lowest and highest value.

    The figure itself is the median of the rounds; for the way from answer to profile it is the
    95th percentile of all tries.
    """
    tries = [value for round_ in rounds for value in round_.answer_to_profile_ms]
    found = {"answer_to_profile_p95_ms": Spread(percentile(tries, 95), min(tries), max(tries))}
    for name in rounds[0].single:
        found[name] = spread(each.single[name] for each in rounds if name in each.single)
    # One number for the site: the worse of the two pages, in each round.
    found["cls"] = spread(
        max(round_.single["cls_home"], round_.single["cls_assess"]) for round_ in rounds
    )
    return found


def medians(rounds: Sequence[Round]) -> dict[str, dict[str, Spread]]:
    """Return the spread of each side of each comparison."""
    return {
        comparison: {
            side: spread(values[side] for values in _sides(comparison, rounds)) for side in sides
        }
        for comparison, sides in rounds[0].compared.items()
    }


def _sides(comparison: str, rounds: Iterable[Round]) -> Iterator[dict[str, float]]:
    """Yield the sides of a comparison in each round that has it."""
    return (round_.compared[comparison] for round_ in rounds if comparison in round_.compared)


def document(
    rounds: Sequence[Round], *, made_at: str, machine: Mapping[str, object]
) -> dict[str, object]:
    """Return what build/bench.json holds."""
    of_ratios, of_figures = ratios(rounds), figures(rounds)
    return {
        "made_at": made_at,
        "machine": dict(machine),
        "ratios": {name: round(found.median, 4) for name, found in of_ratios.items()},
        "figures": {name: round(found.median, 4) for name, found in of_figures.items()},
        "ranges": {
            name: [round(found.low, 4), round(found.high, 4)]
            for name, found in {**of_ratios, **of_figures}.items()
        },
        "rounds": [asdict(round_) for round_ in rounds],
    }


# The table.


def table(rounds: Sequence[Round]) -> str:
    """Return all that was measured as plain text, for people."""
    return "\n".join([*_aligned(_ratio_rows(rounds)), "", *_aligned(_figure_rows(rounds))])


def _ratio_rows(rounds: Sequence[Round]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("ratio", "ours ÷ other", "low–high", "ours", "low–high", "other", "its", "low–high")
    ]
    sides, found = medians(rounds), ratios(rounds)
    for name, comparison, other in RATIOS:
        unit = _unit_of(comparison)
        ours, theirs = (_cells(sides[comparison][side], unit) for side in ("ours", other))
        rows.append((name, *_cells(found[name], None), *ours, other, *theirs))
    return rows


def _figure_rows(rounds: Sequence[Round]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("figure", "value", "low–high")]
    for name, found in figures(rounds).items():
        rows.append((name, *_cells(found, _unit_of(name))))
    return rows


class _Unit(NamedTuple):
    """A unit, and how many of the unit in the rounds make one of it."""

    name: str
    size: float


def _unit_of(name: str) -> _Unit | None:
    """Return the unit for people of the values of that name, which ends in their own unit."""
    units = {"_ms": _Unit("ms", 1), "_s": _Unit("s", 1), "_bytes": _Unit("kB", 1000)}
    return next((unit for ending, unit in units.items() if name.endswith(ending)), None)


def _cells(found: Spread, unit: _Unit | None) -> tuple[str, str]:
    """Return a spread as two cells: the median, and from where to where it went."""
    if unit is None:
        return f"{found.median:.3f}", f"{found.low:.3f}–{found.high:.3f}"
    median, low, high = (f"{value / unit.size:,.0f}" for value in found)
    return f"{median} {unit.name}", f"{low}–{high}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return *rows* as lines whose columns stand under each other, the first to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return lines
