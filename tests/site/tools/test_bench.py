"""What the benchmarks compute from their rounds; nothing is measured here, and no time judged."""

import itertools
import json
import time
from typing import Any

import pytest

from pat_core.files.result_file import read_result
from pat_core.files.strict_json import MAX_RESULT_BYTES
from tools.bench import BenchError
from tools.bench import __main__ as bench
from tools.bench import command_line as bench_cli
from tools.bench import figures as bench_figures
from tools.bench import groups as bench_groups
from tools.bench import pages as bench_pages
from tools.bench import server as bench_server
from tools.bench import texts as bench_texts
from tools.bench.figures import Round, Spread, percentile, ratios, table

CONTRACT_RATIOS = {
    *("cold", "cold_slow", "warm", "bytes", "cold_to_floor", "lcp"),
    *("browser_to_native_10k", "growth_10k", "growth_text"),
}
CONTRACT_FIGURES = {
    *("answer_to_profile_p95_ms", "main_thread_block_ms", "first_view_bytes", "cls"),
    "cli_100k_s",
    "cli_100k_peak_mb",
}


def made_up_round(ours: float, stock: float, *, cls_home=0.0, tries=(20.0,)) -> Round:
    """Return a round in which ours and the others always took the same time."""
    pair = {"ours": ours, "stock": stock}
    paint = {"ours": 300.0, "plain": 200.0}
    return Round(
        load=0.5,
        compared={
            "cold_ms": {**pair, "floor": 250.0},
            "cold_bytes": {"ours": 4_000_000, "stock": 5_000_000, "floor": 2_800_000},
            "warm_ms": pair,
            "warm_bytes": {"ours": 0, "stock": 0},
            "cold_slow_ms": pair,
            "lcp_ms": paint,
            "lcp_slow_ms": paint,
            "combine_10k_ms": {"ours": 20 * ours, "native": 5000.0},
            "combine_thousand_ms": {"ours": 2 * ours, "of_1k": 4000.0},
            "growth_text_ms": {"ours": 2 * ours, "single": ours},
        },
        single={
            "cls_home": cls_home,
            "main_thread_block_ms": 60.0,
            "first_view_bytes": 120_000,
            "cls_assess": 0.02,
            "cli_100k_s": 47.0,
            "cli_100k_peak_mb": 58.0,
        },
        answer_to_profile_ms=list(tries),
    )


@pytest.fixture
def rounds():
    """Three rounds; the second met a busy machine, which slowed both sides alike."""
    return [
        made_up_round(1000.0, 4000.0, tries=[10.0, 30.0]),
        made_up_round(3000.0, 10_000.0, tries=[20.0, 90.0]),
        made_up_round(1000.0, 2000.0, cls_home=0.05, tries=[40.0, 50.0]),
    ]


@pytest.fixture
def document(rounds):
    made = bench_figures.document(rounds, made_at="2026-01-02T03:04:05+00:00", machine={"cores": 2})
    return json.loads(json.dumps(made))


def test_spread_is_median_lowest_and_highest():
    assert Spread.of([5.0, 1.0, 3.0]) == Spread(3.0, 1.0, 5.0)
    assert Spread.of([4.0, 1.0]) == Spread(2.5, 1.0, 4.0)


@pytest.mark.parametrize(
    ("count", "percent", "expected"),
    [(1, 95, 1), (20, 95, 19), (30, 95, 29), (35, 95, 34), (100, 95, 95), (10, 50, 5), (3, 0, 1)],
)
def test_percentile_is_a_value_that_was_measured(count, percent, expected):
    """At least so many of a hundred values are not above it, in whatever order they come."""
    assert percentile(list(range(count, 0, -1)), percent) == expected


def test_ratios_are_divided_round_by_round(rounds):
    """The median of 0.25, 0.3 and 0.5, and not the ratio of the median times."""
    assert ratios(rounds)["cold"] == Spread(0.3, 0.25, 0.5)
    assert ratios(rounds)["cold_to_floor"] == Spread(4.0, 4.0, 12.0)
    assert ratios(rounds)["bytes"].median == 0.8


def test_what_takes_long_is_compared_in_the_first_rounds_only(rounds):
    """20,000 and 60,000 ms to 5,000: the median of 4 and 12 is 8, whatever comes later."""
    for name in ("combine_10k_ms", "combine_thousand_ms"):
        del rounds[2].compared[name]
    assert ratios(rounds)["browser_to_native_10k"] == Spread(8.0, 4.0, 12.0)
    assert bench_figures.side(rounds, "combine_10k_ms", "ours") == Spread(4e4, 2e4, 6e4)
    for late in rounds[1:]:
        del late.single["cli_100k_s"]
    assert bench_figures.figures(rounds)["cli_100k_s"] == Spread(47.0, 47.0, 47.0)


@pytest.mark.parametrize("name", bench_texts.SHAPES)
def test_texts_of_all_shapes_are_what_they_are_meant_to_be(name):
    """Each fills its file in both lengths, within what is read, and is read or refused as said."""
    shape = bench_texts.SHAPES[name]
    for length in (50_000, 100_000):
        raw = shape.make(length)
        assert 0.9 * length < len(raw) < 1.1 * length
        assert bench_texts.is_read(raw) == shape.is_read
    assert len(shape.make(2 * shape.length)) < MAX_RESULT_BYTES


def test_text_that_grows_most_is_the_figure(rounds, monkeypatch):
    """Both lengths are measured for every shape; the worst of them counts, and all are kept."""
    sides = {"a": {"ours": 3.0, "single": 2.0}, "b": {"ours": 9.0, "single": 4.0}}
    monkeypatch.setattr(bench_texts, "SHAPES", dict.fromkeys(sides))
    measured_sides = itertools.cycle(sides.values())
    monkeypatch.setattr(bench_texts, "measure", lambda _: next(measured_sides))
    for measured in rounds[:2]:
        bench_texts.add_texts(measured)
    assert rounds[0].compared["growth_text_ms"] == sides["b"]
    assert rounds[0].compared["growth_text: a"] == sides["a"]
    assert ratios(rounds[:2])["growth_text"].median == 2.25


def test_both_lengths_of_a_text_are_measured():
    """Both take some time; no test judges which is the longer."""
    shape = bench_texts.Shape(lambda length: b"[" * length, is_read=False, length=1_000)
    sides = bench_texts.measure(shape)
    assert set(sides) == {"ours", "single"}
    assert min(sides.values()) > 0


def test_results_to_combine_are_such_as_people_send(tmp_path, instrument):
    """Each is read without a problem, and is another person's."""
    sheet = bench_pages.read_sheet()
    paths = bench_groups.write_results(tmp_path / "results", 20, sheet)
    readings = [read_result(path.read_bytes(), path.name, instrument) for path in paths]
    assert [reading for reading in readings if reading.problems] == []
    assert len({reading.result.text("result_id") for reading in readings}) == 20
    assert bench_groups.combine_natively(paths).average.count(".") == 1


def test_percentile_is_taken_over_the_tries_of_all_rounds(rounds):
    values = bench_figures.figures(rounds)
    assert values["answer_to_profile_p95_ms"] == Spread(90.0, 10.0, 90.0)


def test_shift_is_that_of_the_worse_page(rounds):
    """One number for the site: the home page in the third round, the assessment in the others."""
    assert bench_figures.figures(rounds)["cls"] == Spread(0.02, 0.02, 0.05)


def test_document_has_the_promised_names(document):
    assert set(document["ratios"]) >= CONTRACT_RATIOS
    assert set(document["figures"]) >= CONTRACT_FIGURES
    numbers = [*document["ratios"].values(), *document["figures"].values()]
    assert all(isinstance(number, int | float) for number in numbers)


def test_document_holds_every_raw_round(document, rounds):
    """Whoever doubts a figure can work it out again from the file alone."""
    again = [Round(**raw) for raw in document["rounds"]]
    assert again == rounds
    assert {name: spread.median for name, spread in ratios(again).items()} == document["ratios"]


def test_document_says_how_noisy_it_was(document):
    names = {*document["ratios"], *document["figures"]}
    assert set(document["ranges"]) == names
    assert document["ranges"]["cold"] == [0.25, 0.5]


def test_table_names_everything(rounds, document):
    lines = table(rounds).splitlines()
    starts = {line.split()[0].rstrip(":") for line in lines if line}
    assert starts >= {*document["ratios"], *document["figures"]}
    assert max(map(len, lines)) <= 110


def test_command_combines_all_that_it_is_given(tmp_path):
    """Every result of a crowd is another person's, and the files of the run are removed."""
    paths = bench_groups.write_results(tmp_path / "results", 7, bench_pages.read_sheet())
    bench_cli.multiply_results(paths, tmp_path / "crowd", 20)
    assert len(list((tmp_path / "crowd").iterdir())) == 20
    cost = bench_cli.combine_by_command(tmp_path / "crowd", 20)
    assert cost.seconds > 0
    assert 5 < cost.peak_mb < 500
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_command_that_leaves_people_out_is_no_figure(tmp_path):
    paths = bench_groups.write_results(tmp_path / "results", 5, bench_pages.read_sheet())
    with pytest.raises(BenchError, match="counted 5 people, not 6"):
        bench_cli.combine_by_command(paths[0].parent, 6)


def test_table_shows_median_and_range(rounds):
    cold = next(line for line in table(rounds).splitlines() if line.startswith("cold "))
    cells = [cell for cell in cold.split("  ") if cell]
    assert [cell.strip() for cell in cells] == [
        *("cold", "0.300", "0.250–0.500", "1,000 ms", "1,000–3,000"),
        *("stock", "4,000 ms", "2,000–10,000"),
    ]


def test_sides_take_turns_in_being_first():
    assert bench.in_turn(["ours", "stock"], 1) == bench.in_turn(["stock", "ours"], 2)


def test_number_of_rounds_can_be_chosen(capsys):
    assert bench.parse([]) is None
    assert bench.parse(["--rounds", "3"]) == 3
    with pytest.raises(SystemExit):
        bench.parse(["--rounds", "0"])
    assert "one round" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("chosen", "spent", "gone"), [(None, 0.0, 7), (None, 1e6, 3), (2, 0.0, 2), (9, 1e6, 9)]
)
def test_late_run_goes_fewer_rounds_unless_they_were_chosen(monkeypatch, chosen, spent, gone):
    """On a busy machine there are fewer rounds, and tries enough all the same."""
    tries_of_rounds = []

    def go_round(*_, tries, **__):
        tries_of_rounds.append(tries)
        return made_up_round(1000.0, 4000.0)

    monkeypatch.setattr(bench, "go_round", go_round)
    visitor: Any = None
    rounds = bench.go_rounds(visitor, {}, chosen, time.monotonic() - spent)
    assert len(rounds) == gone
    assert sum(tries_of_rounds) >= bench.ALL_TRIES


def test_sheet_is_what_a_page_would_hold():
    """It has a radio for each answer given, and no score that was worked out before."""
    sheet = bench_pages.read_sheet()
    chosen = bench_pages.choices(sheet)
    assert "scores" not in sheet
    assert set(chosen.values()) <= {"4", "3", "2", "1", "cant-say"}
    assert len(chosen) > 30


def test_bytes_queue_up_on_a_slow_line():
    """At 8 Mbit/s a million bytes take a second, and whoever comes after them waits longer."""
    line = bench_server.Line(megabits=8, latency_ms=0)
    first = line.turn(1_000_000, now=100.0)
    assert first == pytest.approx(1 - bench_server.CATCH_UP)
    assert line.turn(500_000, now=100.0) == pytest.approx(first + 0.5)


def test_idle_line_saves_up_nothing():
    """After a long rest the line is as slow as before; it only catches up after a late wake-up."""
    line = bench_server.Line(megabits=8, latency_ms=0)
    line.turn(1_000_000, now=100.0)
    assert line.turn(1_000_000, now=500.0) == pytest.approx(1 - bench_server.CATCH_UP)
