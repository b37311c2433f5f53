"""Results counted one by one: the order of the files does not matter, and little is kept."""

import random
import tracemalloc
from hashlib import sha256
from typing import Any

import pytest

from pat_core import Instrument, Result
from pat_core.group.document import GroupDetails, group_document
from pat_core.group.gathering import Gathering
from pat_core.result_file import read_result
from tests.core.samples import CODES, Document, as_bytes, record

LEVELS = ("board", "management", "front_line", "")


def _random_results(chance: random.Random, count: int) -> list[Document]:
    """Return results of fewer people than *count*: some in several versions, some without id."""
    found = []
    for _ in range(count):
        answers = {c: chance.choice([1, 2, 3, 4, 4, None]) for c in CODES if chance.random() > 0.1}
        document = record(answers or {"1A": 1})
        if chance.random() < 0.8:
            document["result_id"] = f"id-{chance.randrange(count // 2)}"
        if chance.random() < 0.8:
            document["saved_at"] = f"2026-10-0{chance.randint(1, 4)}"
        document["respondent"] = {
            "level": chance.choice(LEVELS),
            "organisation": chance.choice(["Pier", "Dock", ""]),
        }
        document["typology"] = {"now": {"collaboration": "integration", "function": "delivery"}}
        document["significance"] = {"1": chance.randint(1, 5), "2": None}
        found += [document] * chance.choice([1, 1, 1, 2])
    return found


def _gathered(documents: list[Document], instrument: Instrument, kind: str = "level") -> Gathering:
    gathering = Gathering(instrument, kind, is_strict=False, keeps_comments=True)
    for number, document in enumerate(documents):
        raw = as_bytes(document)
        gathering.take(f"{number}.json", read_result(raw, "x", instrument).result, raw)
    return gathering


def _figures(gathering: Gathering, instrument: Instrument) -> dict[str, Any]:
    return group_document(gathering.tally, GroupDetails(made_at=""), instrument)


def _expected_people(documents: list[Document]) -> int:
    """Return how many people there are: one for each id, and one for each file without."""
    ids = {document["result_id"] for document in documents if "result_id" in document}
    return len(ids) + sum("result_id" not in document for document in documents)


@pytest.mark.parametrize("seed", range(25))
def test_order_of_the_files_does_not_matter(seed: int, instrument: Instrument) -> None:
    """Every figure is the same in whatever order the files come, duplicates among them."""
    chance = random.Random(seed)
    documents = _random_results(chance, chance.choice([4, 12, 30]))
    kind = chance.choice(["level", "organisation", ""])
    first = _gathered(documents, instrument, kind)
    shuffled = _gathered(chance.sample(documents, len(documents)), instrument, kind)
    assert _figures(shuffled, instrument) == _figures(first, instrument)
    assert (shuffled.counts, shuffled.comments) == (first.counts, first.comments)
    assert first.counts["used"] == _expected_people(documents)


@pytest.mark.parametrize("seed", range(10))
def test_versions_that_gave_way_leave_no_trace(seed: int, instrument: Instrument) -> None:
    """The figures are those of the newest versions alone."""
    documents = _random_results(random.Random(seed), 20)
    newest: dict[str, Document] = {}
    for document in documents:
        key = document.get("result_id", "")
        other = newest.get(key)
        if key and (other is None or _age(document) > _age(other)):
            newest[key] = document
    alone = [*newest.values(), *(each for each in documents if "result_id" not in each)]
    first, second = _gathered(documents, instrument), _gathered(alone, instrument)
    assert _figures(first, instrument) == _figures(second, instrument)


def _age(document: Document) -> tuple[str, str]:
    return document.get("saved_at", ""), sha256(as_bytes(document)).hexdigest()


def test_line_of_a_version_that_gave_way_says_so(instrument: Instrument) -> None:
    """The lines tell which file counts, even where a newer one came after the last line kept."""
    documents = [record(result_id=f"id-{number}") for number in range(1_000)]
    again = [record({"1A": 4}, result_id="id-3", saved_at=f"2026-10-0{day}") for day in (1, 2)]
    gathering = _gathered([*documents, *again], instrument)
    statuses = [line["status"] for line in gathering.lines]
    assert (len(statuses), statuses[3], statuses.count("used")) == (1_000, "duplicate", 999)
    assert gathering.counts == {"used": 1_000, "duplicate": 2}


def test_version_whose_line_was_not_kept_gives_way_too(instrument: Instrument) -> None:
    """Beyond the files that are listed one by one, a newer version still takes the place."""
    documents = [record({"1A": 1}, result_id=f"id-{number}") for number in range(1_001)]
    again = record({"1A": 4}, result_id="id-1000", saved_at="2026-10-01")
    gathering = _gathered([*documents, again], instrument)
    figures = _figures(gathering, instrument)["statements"]["1A"]
    assert (figures["n"], figures["counts"]["4"]) == (1_001, 1)
    assert gathering.counts == {"used": 1_001, "duplicate": 1}


def test_little_is_kept_of_each_file(instrument: Instrument) -> None:
    """What is remembered grows by less than 250 bytes a file, names and lines left out."""
    gathering = Gathering(instrument, "level", is_strict=False, keeps_comments=False)
    people = [Result({**record(), "result_id": f"{n:032}"}) for n in range(6_000)]

    def take(some: list[Result]) -> None:
        for each in some:
            gathering.take("x.json", each, each.text("result_id").encode())

    take(people[:2_000])
    tracemalloc.start()
    take(people[2_000:])
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert gathering.counts["used"] == 6_000
    assert 50 < grown / 4_000 < 250
