"""Writes how often the rules for groups err, for the method page: ``make method``.

The page shows the file that this writes. It takes minutes; ``--groups`` makes it shorter.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pat_core import Instrument, load_instrument
from tools.method.rates import (
    SHARES,
    SIZES,
    change_rate,
    consensus_by_chance,
    divided_share,
    group_rates,
    kendall_w_by_chance,
)

_FOLDER = Path(__file__).parents[2] / "docs" / "method"
TARGET = _FOLDER / "rates.json"
DISCLOSURE = _FOLDER / "disclosure-rates.json"
"""What the attacks on finished outputs found; ``make test-long`` writes it."""
GROUPS = 400
_RATERS = (5, 6, 8, 10)
_FIRST_SIZES = (5, 8, 12)


def main(arguments: Sequence[str]) -> int:
    """Measure and write; return 0."""
    parser = argparse.ArgumentParser(description="Say how often the rules for groups err.")
    parser.add_argument("--groups", type=int, default=GROUPS, help="of each kind and size")
    parser.add_argument("--out", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    rates = measure(chosen.groups, load_instrument())
    chosen.out.write_text(json.dumps(rates, indent=1) + "\n", encoding="utf-8")
    print(f"{chosen.out}: {time.monotonic() - began:.0f} s, {chosen.groups} groups of each kind")
    return 0


def measure(groups: int, instrument: Instrument) -> dict[str, object]:
    """Return all rates as the file holds them."""
    return {
        "groups": group_rates(groups, instrument),
        "change": [change_rate(people, 5 * groups, instrument) for people in SIZES],
        "divided": [
            {"share": share, "rates": [divided_share(n, share, instrument) for n in SIZES]}
            for share in SHARES
        ],
        "consensus": {str(people): consensus_by_chance(people) for people in _FIRST_SIZES},
        "kendall_w": {str(people): kendall_w_by_chance(people, 50 * groups) for people in _RATERS},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
