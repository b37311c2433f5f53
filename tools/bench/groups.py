"""Measures how many results become one group: in the browser, and in Python on this machine.

Both take the same steps, through the same calls of the core: files are read in lots, all are
sorted, and the group is worked out and written as HTML. What the browser does besides also counts:
it reads files through the page, passes everything to its worker and back, and lays the result out.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pat_core import load_instrument
from pat_core.browser.group import answer_call
from pat_core.files.result_file import check_result, write_result
from tools.bench import BenchError
from tools.bench.figures import Round
from tools.bench.pages import Sheet
from tools.bench.visits import Visitor

__all__ = ["MANY", "add_groups", "combine_natively", "write_results"]

MANY, THOUSAND = 10_000, 1_000
LOT = 100
"""How many files the page passes to Python at once."""
ANSWERS = (*(1, 2, 2, 3, 3, 3, 3, 4, 4) * 4, None)
"""All are equally likely, so that about four people in ten have a complete aggregate."""
PATIENCE_MS = 300_000
FACILITATE = "facilitate/"
OPTIONS = {"kind": "level", "merged": {}, "threshold": 5}
"""Those with which the page starts: parts by level."""

# Counts from the event itself: Playwright and the choosing of files take no part of the time.
WATCH = """([event, selector]) => {
  window.patTook = new Promise(resolve => {
    document.addEventListener(event, ({ timeStamp }) => {
      const watcher = new MutationObserver(() => {
        if (document.querySelector(selector)) {
          watcher.disconnect();
          resolve(performance.now() - timeStamp);
        }
      });
      watcher.observe(document.body, { attributes: true, childList: true, subtree: true });
    }, { capture: true, once: true });
  });
}"""
LISTED = "#pat-file-list li:nth-of-type(2)"
SHOWN = '#pat-group[aria-busy="false"] [data-statement]'
MEAN = '#pat-group [data-score="aggregate"]'


class Combined(NamedTuple):
    """How long it took, and the average over all principles as a page shows it."""

    milliseconds: float
    average: str


def write_results(folder: Path, number: int, sheet: Sheet) -> list[Path]:
    """Write *number* result files as people would send them; return their paths.

    Answers come from a hash, so they are always the same; every tenth person has left a comment.
    """
    folder.mkdir()
    instrument = load_instrument()
    levels = [level.code for level in instrument.levels]
    paths = []
    for place in range(number):
        lots = hashlib.sha512(str(place).encode()).digest()
        responses: dict[str, dict[str, Any]] = {
            code: {"answer": ANSWERS[lot % len(ANSWERS)]}
            for code, lot in zip(instrument.codes, lots, strict=False)
        }
        if place % 10 == 0:
            responses["1A"]["comment"] = f"Words of person {place}."
        level = levels[lots[-1] % len(levels)]
        document = {
            **sheet,
            "result_id": f"00000000-0000-4000-8000-{place:012}",
            "success": {"answer": 1 + lots[-2] % 4},
            "responses": responses,
            "respondent": {"organisation": f"Partner {place % 40}", "level": level},
        }
        path = folder / f"{place:05}.pat.json"
        result = check_result(document, path.name, instrument).result
        path.write_text(write_result(result, instrument), encoding="utf-8")
        paths.append(path)
    return paths


def add_groups(measured: Round, visitor: Visitor, paths: Sequence[Path], number: int) -> None:
    """Combine all of *paths* in the browser and natively, and a tenth of them in the browser.

    In every other round the order is the opposite one. The names of the figures expect
    :data:`MANY` files.
    """
    fewer = paths[: len(paths) // 10]
    ways: dict[str, Callable[[], Combined]] = {
        "ours": lambda: combine_in_browser(visitor, paths),
        "native": lambda: combine_natively(paths),
        "of_1k": lambda: combine_in_browser(visitor, fewer),
    }
    combined = {name: ways[name]() for name in list(ways)[:: -1 if number % 2 else 1]}
    if combined["ours"].average != combined["native"].average:
        raise BenchError("the browser and Python here do not make the same group")
    took = {name: one.milliseconds for name, one in combined.items()}
    measured.compared["combine_10k_ms"] = {"ours": took["ours"], "native": took["native"]}
    measured.compared["combine_thousand_ms"] = {
        "ours": round(took["ours"] * THOUSAND / len(paths), 1),
        "of_1k": round(took["of_1k"] * THOUSAND / len(fewer), 1),
    }


def combine_in_browser(visitor: Visitor, paths: Sequence[Path]) -> Combined:
    """Choose the files on a page whose Python has started, and have the group shown."""
    with visitor.opened(FACILITATE) as page:
        page.set_default_timeout(PATIENCE_MS)
        files = page.locator("#pat-files input[type=file]")
        nothing = {"name": "empty.json", "mimeType": "application/json", "buffer": b""}
        files.set_input_files(nothing)  # type: ignore[arg-type]
        page.locator("#pat-file-list li").wait_for()
        page.evaluate(WATCH, ["change", LISTED])
        files.set_input_files(list(paths))
        read: float = page.evaluate("window.patTook")
        page.evaluate(WATCH, ["click", SHOWN])
        page.locator('[data-action="reveal"]').click()
        shown: float = page.evaluate("window.patTook")
        return Combined(round(read + shown, 1), page.locator(MEAN).inner_text())


def combine_natively(paths: Sequence[Path]) -> Combined:
    """Do in this Python what the page asks of the browser's, from the files to the HTML."""
    began = time.perf_counter()
    entries: list[dict[str, Any]] = []
    for start in range(0, len(paths), LOT):
        files = [
            {"name": path.name, "base64": base64.b64encode(path.read_bytes()).decode()}
            for path in paths[start : start + LOT]
        ]
        entries += _ask("read_results", files=files)["entries"]
    desk = {"entries": entries, "round": None, "revealed": [], "options": OPTIONS}
    _ask("sort_entries", **desk)
    shown = _ask("show_group", **desk, comments={}, earlier=None, made_at="2026-11-20T10:00:00Z")
    took = (time.perf_counter() - began) * 1000
    return Combined(round(took, 1), f"{shown['group']['aggregate']['estimate']:.1f}")


def _ask(name: str, **payload: Any) -> dict[str, Any]:
    """Call the core in the form in which the page calls it."""
    reply: dict[str, Any] = json.loads(answer_call(name, json.dumps(payload)))["ok"]
    return reply
