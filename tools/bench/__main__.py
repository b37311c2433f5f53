"""Measures the site beside stock Pyodide and plain Material, and writes build/bench.json.

`bench.py --rounds N` sets how many rounds there are. No figure here passes or fails anything: what
a figure means, and what it does not, is in docs/developers/benchmarks.md.
"""

import argparse
import json
import math
import os
import platform
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tools.bench import server as bench_server
from tools.bench.command_line import CROWD, CombineFailedError, combine_by_command, multiply_results
from tools.bench.figures import Round, document, table
from tools.bench.groups import MANY, add_groups, write_results
from tools.bench.pages import BuildFailedError, Sheet, assemble, choices, read_sheet
from tools.bench.texts import add_texts
from tools.bench.visits import QUICK, SLOW, Conditions, PageFailedError, Visitor
from tools.browsers.chromium import find_browser, launch_arguments

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "build" / "bench.json"
WORK = ROOT / "build" / "bench"
ROUNDS = 7
FEWEST_ROUNDS = 3
GROUP_ROUNDS = 2
LONGEST_S = 345
"""How long a run may last; on a busy machine it goes fewer rounds, but at least the fewest."""
ALL_TRIES = 30
"""How often at least the way from answer to profile is gone, over all rounds."""
HOMES = {"ours": "", "plain": "plain/"}


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write; return the exit status."""
    chosen = parse(arguments)
    path = find_browser()
    if path is None:
        print("No Chromium was found: `make setup-test` finds or installs one.", file=sys.stderr)
        return 1
    # Stopped in either way, it takes its browser along.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with fresh_folder(), sync_playwright() as engines:
            browser = engines.chromium.launch(executable_path=path, args=launch_arguments())
            run(browser, WORK / "site", chosen)
    except (BuildFailedError, CombineFailedError, PageFailedError, PlaywrightError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def fresh_folder() -> Iterator[None]:
    """Have an empty folder to work in while the block runs.

    Its name never changes: what a run leaves that was killed, the next one clears away.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(WORK)


def parse(arguments: Sequence[str]) -> int | None:
    """Return how many rounds are wanted, or None where that was not said."""
    parser = argparse.ArgumentParser(description="Measure the site; write build/bench.json.")
    parser.add_argument(
        "--rounds", type=int, metavar="N", help=f"instead of {ROUNDS}, however long"
    )
    rounds: int | None = parser.parse_args(arguments).rounds
    if rounds is not None and rounds < 1:
        parser.error("there must be one round at least")
    return rounds


def run(browser: Browser, folder: Path, chosen: int | None) -> None:
    """Build what is visited into *folder*, go the rounds, print the table and write the file."""
    began = time.monotonic()
    load_before = os.getloadavg()
    sheet = read_sheet()
    say("Building the site, and the plain one")
    assemble(folder, sheet)
    with bench_server.start(folder) as server:
        visitor = Visitor(browser, server)
        say("Warming up: every page once, not counted")
        go_round(visitor, sheet, 0, tries=1, slow=QUICK)
        rounds = go_rounds(visitor, sheet, chosen, began)
        combine_groups(rounds[:GROUP_ROUNDS], visitor, sheet)
    lengthen_texts(rounds[:GROUP_ROUNDS])
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "chromium": browser.version,
        "load_before": [round(load, 2) for load in load_before],
        "load_after": [round(load, 2) for load in os.getloadavg()],
    }
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    found = document(rounds, made_at=made_at, machine=machine)
    TARGET.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{table(rounds)}\n")
    print(
        f"{machine['cores']} cores, Python {machine['python']}, Chromium {machine['chromium']};"
        f" load average {load_before[0]:.1f} before, {os.getloadavg()[0]:.1f} after."
    )
    print(
        f"{len(rounds)} rounds in {time.monotonic() - began:.0f} s; every round is in"
        f" {TARGET.relative_to(ROOT)}. Read the ratios: docs/developers/benchmarks.md says how."
    )


def go_rounds(visitor: Visitor, sheet: Sheet, chosen: int | None, began: float) -> list[Round]:
    """Go as many rounds as were chosen, else the usual number as far as there is time."""
    wanted = chosen or ROUNDS
    tries = math.ceil(ALL_TRIES / min(wanted, FEWEST_ROUNDS))
    rounds: list[Round] = []
    longest = 0.0
    for number in range(1, wanted + 1):
        round_began = time.monotonic()
        late = round_began - began + longest > LONGEST_S
        if chosen is None and late and number > FEWEST_ROUNDS:
            say(f"No time for more: this machine is slow or busy; {len(rounds)} rounds were gone")
            break
        say(f"Round {number} of {wanted}")
        rounds.append(go_round(visitor, sheet, number, tries=tries, slow=SLOW))
        longest = max(longest, time.monotonic() - round_began)
    return rounds


def combine_groups(rounds: Sequence[Round], visitor: Visitor, sheet: Sheet) -> None:
    """Measure how results become a group; it takes long, so only these rounds have it.

    The command line's great many are combined once, in the first of them.
    """
    say(f"Writing {MANY:,} results")
    paths = write_results(WORK / "results", MANY, sheet)
    for number, measured in enumerate(rounds, 1):
        say(f"Combining {MANY:,} results, round {number} of {len(rounds)}")
        add_groups(measured, visitor, paths, number)
    say(f"Combining {CROWD:,} results on the command line")
    multiply_results(paths, WORK / "crowd", CROWD)
    cost = combine_by_command(WORK / "crowd", CROWD)
    rounds[0].single["cli_100k_s"] = cost.seconds
    rounds[0].single["cli_100k_peak_mb"] = cost.peak_mb


def lengthen_texts(rounds: Sequence[Round]) -> None:
    """Measure how the time for one result grows with its text, in these rounds only."""
    for number, measured in enumerate(rounds, 1):
        say(f"Reading results with texts of two lengths, round {number} of {len(rounds)}")
        add_texts(measured)


def say(line: str) -> None:
    """Print *line* at once."""
    print(line, flush=True)


# One round.


def go_round(visitor: Visitor, sheet: Sheet, number: int, *, tries: int, slow: Conditions) -> Round:
    """Measure everything once; what is compared stands close together in time."""
    measured = Round(round(os.getloadavg()[0], 2))
    add_starts(measured, visitor, number)
    add_slow_starts(measured, visitor, number, slow)
    for name, conditions in (("lcp_ms", QUICK), ("lcp_slow_ms", slow)):
        paints = {side: visitor.paint(HOMES[side], conditions) for side in in_turn(HOMES, number)}
        measured.compared[name] = {side: paint.milliseconds for side, paint in paints.items()}
        if conditions is QUICK:
            measured.single["cls_home"] = paints["ours"].shift
    add_assessment(measured, visitor, sheet, tries)
    return measured


def in_turn(names: Iterable[str], number: int) -> list[str]:
    """Return *names*, in every other round the other way round: being first is no advantage."""
    return list(names)[:: -1 if number % 2 else 1]


def add_starts(measured: Round, visitor: Visitor, number: int) -> None:
    """Start Python for the first time and again, ours and stock; fetch the WebAssembly alone."""
    visits = {"ours": 2, "stock": 2, "floor": 1}
    starts = {
        kind: visitor.start_python(kind, QUICK, visits=visits[kind])
        for kind in in_turn(visits, number)
    }
    if starts["ours"][0].result != starts["stock"][0].result:
        raise PageFailedError("ours and stock Pyodide do not give the same result")
    compared = measured.compared
    compared["cold_ms"] = {kind: found[0].milliseconds for kind, found in starts.items()}
    compared["cold_bytes"] = {kind: found[0].sent for kind, found in starts.items()}
    del starts["floor"]
    compared["warm_ms"] = {kind: found[1].milliseconds for kind, found in starts.items()}
    compared["warm_bytes"] = {kind: found[1].sent for kind, found in starts.items()}


def add_slow_starts(measured: Round, visitor: Visitor, number: int, conditions: Conditions) -> None:
    """Start Python for the first time on a slow line and a slow processor."""
    measured.compared["cold_slow_ms"] = {
        kind: visitor.start_python(kind, conditions, visits=1)[0].milliseconds
        for kind in in_turn(("ours", "stock"), number)
    }


def add_assessment(measured: Round, visitor: Visitor, sheet: Sheet, tries: int) -> None:
    """Use the assessment as a person does."""
    found = visitor.assess(choices(sheet), tries)
    measured.single["main_thread_block_ms"] = found.longest_task_ms
    measured.single["first_view_bytes"] = found.first_view_bytes
    measured.single["cls_assess"] = found.shift
    measured.answer_to_profile_ms.extend(found.tries_ms)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
