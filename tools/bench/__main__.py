"""Measures the site beside stock Pyodide and plain Material, and writes build/bench.json.

`python -m tools.bench --rounds N` sets how many rounds there are. No figure passes or fails.
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

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tools.bench import ROOT, BenchError
from tools.bench import server as bench_server
from tools.bench.command_line import CROWD, combine_by_command, multiply_results
from tools.bench.figures import Round, document, table
from tools.bench.groups import MANY, add_groups, write_results
from tools.bench.pages import Sheet, assemble, choices, read_sheet
from tools.bench.texts import add_texts
from tools.bench.visits import QUICK, SLOW, Conditions, Visitor
from tools.browsers.chromium import find_browser, launch_arguments

TARGET = ROOT / "build" / "bench.json"
WORK = ROOT / "build" / "bench"
ROUNDS, FEWEST_ROUNDS, GROUP_ROUNDS = 7, 3, 2
LONGEST_S = 345
"""How long a run may last; on a busy machine it goes fewer rounds, but at least the fewest."""
ALL_TRIES = 30
"""How often the way from answer to profile is timed at least, over all rounds."""
HOMES = {"ours": "", "plain": "plain/"}


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write; return the exit status."""
    chosen = parse(arguments)
    path = find_browser()
    if path is None:
        print("No Chromium was found: `make setup-test` finds or installs one.", file=sys.stderr)
        return 1
    # Stopped in either way, it ends its browser too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with fresh_folder(), sync_playwright() as engines:
            browser = engines.chromium.launch(executable_path=path, args=launch_arguments())
            run(browser, chosen)
    except (BenchError, PlaywrightError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def fresh_folder() -> Iterator[None]:
    """Provide an empty folder to work in while the block runs.

    Its name never changes, so a run clears away what a killed one left.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(WORK)


def parse(arguments: Sequence[str]) -> int | None:
    """Return how many rounds are wanted, or None for the usual number."""
    parser = argparse.ArgumentParser(description="Measure the site; write build/bench.json.")
    parser.add_argument(
        "--rounds", type=int, metavar="N", help=f"instead of {ROUNDS}, however long"
    )
    rounds: int | None = parser.parse_args(arguments).rounds
    if rounds is not None and rounds < 1:
        parser.error("there must be one round at least")
    return rounds


def run(browser: Browser, chosen: int | None) -> None:
    """Build what is visited, go the rounds, print the table and write the file."""
    began, load_before = time.monotonic(), os.getloadavg()
    sheet = read_sheet()
    say("Building the site, and the plain one")
    assemble(WORK / "site", sheet)
    with bench_server.start(WORK / "site") as server:
        visitor = Visitor(browser, server)
        say("Warming up: every page once, not counted")
        go_round(visitor, sheet, 0, tries=1, slow=QUICK)
        rounds = go_rounds(visitor, sheet, chosen, began)
        first_rounds = rounds[:GROUP_ROUNDS]
        combine_groups(first_rounds, visitor, sheet)
    for number, measured in enumerate(first_rounds, 1):
        say(f"Reading results with texts of two lengths, round {number} of {len(first_rounds)}")
        add_texts(measured)
    load_after = os.getloadavg()
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "chromium": browser.version,
        "load_before": [round(load, 2) for load in load_before],
        "load_after": [round(load, 2) for load in load_after],
    }
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    content = json.dumps(
        document(rounds, made_at=made_at, machine=machine), indent=1, ensure_ascii=False
    )
    TARGET.write_text(content + "\n", encoding="utf-8")
    say(
        f"\n{table(rounds)}\n\n"
        f"{machine['cores']} cores, Python {machine['python']}, Chromium {machine['chromium']};"
        f" load average {load_before[0]:.1f} before, {load_after[0]:.1f} after.\n"
        f"{len(rounds)} rounds in {time.monotonic() - began:.0f} s; every round is in"
        f" {TARGET.relative_to(ROOT)}. Read the ratios: docs/developers/benchmarks.md says how."
    )


def go_rounds(visitor: Visitor, sheet: Sheet, chosen: int | None, began: float) -> list[Round]:
    """Go as many rounds as were chosen, else the usual number if there is time for them."""
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
    """Measure how results become a group; this takes long, so only these rounds have it.

    The command line's crowd is combined once, in the first of them.
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


def say(line: str) -> None:
    """Print *line* at once."""
    print(line, flush=True)


# One round.


def go_round(visitor: Visitor, sheet: Sheet, number: int, *, tries: int, slow: Conditions) -> Round:
    """Measure everything once; what is compared is measured close together in time."""
    measured = Round(round(os.getloadavg()[0], 2))
    add_starts(measured, visitor, number, slow)
    for name, conditions in (("lcp_ms", QUICK), ("lcp_slow_ms", slow)):
        paints = {side: visitor.paint(HOMES[side], conditions) for side in in_turn(HOMES, number)}
        measured.compared[name] = {side: paint.milliseconds for side, paint in paints.items()}
        if conditions is QUICK:
            measured.single["cls_home"] = paints["ours"].shift
    assessment = visitor.assess(choices(sheet), tries)
    measured.single["main_thread_block_ms"] = assessment.longest_task_ms
    measured.single["first_view_bytes"] = assessment.first_view_bytes
    measured.single["cls_assess"] = assessment.shift
    measured.answer_to_profile_ms.extend(assessment.tries_ms)
    return measured


def in_turn(names: Iterable[str], number: int) -> list[str]:
    """Return *names*, reversed in every other round: being first is no advantage."""
    return list(names)[:: -1 if number % 2 else 1]


def add_starts(measured: Round, visitor: Visitor, number: int, slow: Conditions) -> None:
    """Start Python for the first time and again, ours and stock, then under *slow* conditions.

    The floor only fetches and compiles the WebAssembly.
    """
    visits = {"ours": 2, "stock": 2, "floor": 1}
    starts = {
        kind: visitor.start_python(kind, QUICK, visits=visits[kind])
        for kind in in_turn(visits, number)
    }
    if starts["ours"][0].result != starts["stock"][0].result:
        raise BenchError("ours and stock Pyodide do not give the same result")
    for place, name in enumerate(("cold", "warm")):
        visit = {kind: made[place] for kind, made in starts.items() if place < len(made)}
        measured.compared[f"{name}_ms"] = {kind: one.milliseconds for kind, one in visit.items()}
        measured.compared[f"{name}_bytes"] = {kind: one.sent for kind, one in visit.items()}
    measured.compared["cold_slow_ms"] = {
        kind: visitor.start_python(kind, slow, visits=1)[0].milliseconds
        for kind in in_turn(("ours", "stock"), number)
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
