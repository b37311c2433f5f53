"""Works out ratios and figures from the raw rounds, and prints them as a table.

Nothing here measures, so whoever doubts a figure can work it out again from build/bench.json.
"""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

__all__ = ["RATIOS", "Round", "Spread", "document", "figures", "percentile", "ratios", "table"]


@dataclass(frozen=True)
class Round:
    """One round: everything measured once, close together in time."""

    load: float
    """The system's load average when the round began."""
    compared: dict[str, dict[str, float]] = field(default_factory=dict)
    """For each comparison its sides, such as ``{"cold_ms": {"ours": …, "stock": …}}``.

    What takes long is compared in the first rounds only.
    """
    single: dict[str, float] = field(default_factory=dict)
    """What is measured of ours alone; what takes long, in the first round only."""
    answer_to_profile_ms: list[float] = field(default_factory=list)
    """Each try of this round."""


RATIOS = {
    "cold": ("cold_ms", "stock"),
    "cold_slow": ("cold_slow_ms", "stock"),
    "warm": ("warm_ms", "stock"),
    "bytes": ("cold_bytes", "stock"),
    "cold_to_floor": ("cold_ms", "floor"),
    "lcp": ("lcp_ms", "plain"),
    "lcp_slow": ("lcp_slow_ms", "plain"),
    "browser_to_native_10k": ("combine_10k_ms", "native"),
    "growth_10k": ("combine_thousand_ms", "of_1k"),
    "growth_text": ("growth_text_ms", "single"),
}
"""Each ratio by its name: ours in one comparison, divided by another side of it."""


class Spread(NamedTuple):
    """The median of some values, with the lowest and the highest: these two show the noise."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Return the spread of *values*, of which there is at least one."""
        known = list(values)
        return cls(statistics.median(known), min(known), max(known))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the lowest of *values* that at least *percent* of them do not exceed.

    This is the nearest rank: always a value that was measured, never one between two.
    """
    rank = max(1, math.ceil(len(values) * percent / 100))
    return sorted(values)[rank - 1]


def side(rounds: Iterable[Round], comparison: str, name: str) -> Spread:
    """Return the spread of one side of a comparison, over the rounds that have it."""
    return Spread.of(sides[name] for sides in _sides(comparison, rounds))


def ratios(rounds: Sequence[Round]) -> dict[str, Spread]:
    """Return each ratio's spread over the rounds.

    Both sides of a round met about the same noise, so they are divided round by round; the median
    of those ratios is steadier than the ratio of two medians.
    """
    return {
        name: Spread.of(sides["ours"] / sides[other] for sides in _sides(comparison, rounds))
        for name, (comparison, other) in RATIOS.items()
    }


def figures(rounds: Sequence[Round]) -> dict[str, Spread]:
    """Return each figure with its lowest and highest value.

    The figure itself is the median of the rounds; for the time from answer to profile it is the
    95th percentile of all tries.
    """
    tries = [value for measured in rounds for value in measured.answer_to_profile_ms]
    spreads = {"answer_to_profile_p95_ms": Spread(percentile(tries, 95), min(tries), max(tries))}
    for name in rounds[0].single:
        values = [measured.single[name] for measured in rounds if name in measured.single]
        spreads[name] = Spread.of(values)
    # One number for the site: the worse of the two pages, in each round.
    pages = ("cls_home", "cls_assess")
    spreads["cls"] = Spread.of(max(measured.single[page] for page in pages) for measured in rounds)
    return spreads


def _sides(comparison: str, rounds: Iterable[Round]) -> list[dict[str, float]]:
    """Return the sides of a comparison in each round that has it."""
    return [measured.compared[comparison] for measured in rounds if comparison in measured.compared]


def document(
    rounds: Sequence[Round], *, made_at: str, machine: Mapping[str, object]
) -> dict[str, object]:
    """Return what build/bench.json holds."""
    of_ratios, of_figures = ratios(rounds), figures(rounds)
    return {
        "made_at": made_at,
        "machine": dict(machine),
        "ratios": {name: round(spread.median, 4) for name, spread in of_ratios.items()},
        "figures": {name: round(spread.median, 4) for name, spread in of_figures.items()},
        "ranges": {
            name: [round(spread.low, 4), round(spread.high, 4)]
            for name, spread in {**of_ratios, **of_figures}.items()
        },
        "rounds": [asdict(measured) for measured in rounds],
    }


# The table.

_UNITS = {"_ms": ("ms", 1), "_s": ("s", 1), "_bytes": ("kB", 1000)}
"""By the end of a figure's name: the unit for people, and how many of the figure's make one."""


def table(rounds: Sequence[Round]) -> str:
    """Return all that was measured as plain text, for people."""
    of_ratios = [
        ("ratio", "ours ÷ other", "low–high", "ours", "low–high", "other", "its", "low–high")
    ]
    for name, spread in ratios(rounds).items():
        comparison, other = RATIOS[name]
        ours, theirs = (_cells(side(rounds, comparison, of), comparison) for of in ("ours", other))
        of_ratios.append((name, *_cells(spread), *ours, other, *theirs))
    of_figures = [("figure", "value", "low–high")]
    of_figures += [(name, *_cells(spread, name)) for name, spread in figures(rounds).items()]
    return "\n".join([*_aligned(of_ratios), "", *_aligned(of_figures)])


def _cells(spread: Spread, name: str = "") -> tuple[str, str]:
    """Return a spread as two cells, the median and the range, in the unit that *name* ends in."""
    for ending, (unit, size) in _UNITS.items():
        if name.endswith(ending):
            median, low, high = (f"{value / size:,.0f}" for value in spread)
            return f"{median} {unit}", f"{low}–{high}"
    return f"{spread.median:.3f}", f"{spread.low:.3f}–{spread.high:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return *rows* as lines in columns: the first is flush left, all others are flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return lines
