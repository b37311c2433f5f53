"""The targets: everything that reads foreign bytes, as a function that takes any bytes.

A target returns whether the bytes were read, and raises where a promise is broken: a reader either
refuses in one plain sentence, or returns what is written and read back the same. Targets that go
through the browser's entry points make the calls that the page makes, in the same order.
"""

import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

from pat_core import PatError, load_instrument
from pat_core.browser import group as web_group
from pat_core.browser import person as web
from pat_core.files.result_code import ALPHABET, CODE_LENGTH, TAGS, read_code, write_code
from pat_core.files.result_file import read_result
from pat_core.files.strict_json import parse_json
from pat_core.scoring.principles import score_answers
from pat_core.scoring.profile import profile_document
from tools.fuzz import group_targets as fuzz_group
from tools.fuzz.mutations import is_deep
from tools.fuzz.promises import ask, call, check_sentence, promise
from tools.fuzz.samples import SAMPLES, as_file, split

__all__ = ["TARGETS", "Target", "check_case"]

NAME = "foreign.pat.json"
_ADDED = ("format", "format_version", "notice", "scoring_version", "instrument")
"""Keys that writing adds to a file."""


class Target(NamedTuple):
    """A reader by its name."""

    name: str
    run: Callable[[bytes], bool]
    share: int
    """How many of each hundred cases it gets: a quick target gets more."""

    @property
    def samples(self) -> list[bytes]:
        """The good cases, from which the malformed ones are made."""
        return SAMPLES[self.name]()


def check_case(target: Target, case: bytes) -> bool:
    """Give *case* to the target, then a good file to the reader; return whether the case was read.

    Raises:
        Exception: a promise was broken, or a reader let another exception through.
    """
    was_read = target.run(case)
    promise(_good_profile() == _GOOD_PROFILE, "a good file no longer scores right after this case")
    return was_read


def _good_profile() -> object:
    instrument = load_instrument()
    good = read_result(SAMPLES["result"]()[0], "good", instrument)
    return profile_document(score_answers(good.result.answers, instrument))


def read_json(case: bytes) -> bool:
    """Read bytes as strict JSON; what was read can be written, and is read back the same."""
    try:
        value, remarks = parse_json(case, NAME)
    except PatError as error:
        check_sentence(str(error), f"{NAME}: ")
        return False
    for remark in remarks:
        check_sentence(str(remark))
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    again = parse_json(text.encode(), NAME)
    promise(again == (value, ()), "what was read is not read back the same")
    return True


def read_one_result(case: bytes) -> bool:
    """Read a result, show it, write it, read it again and show that."""
    reply = call(web, "read_file", as_file(NAME, case))
    if reply.ok is None:
        check_sentence(reply.refusal, f"{NAME}: ")
        return False
    for problem in reply.ok["problems"]:
        check_sentence(problem)
    record = reply.ok["record"]
    shown, again = _shown(record), _written_and_read(record)
    own, own_again = (
        {key: value for key, value in one.items() if key not in _ADDED} for one in (record, again)
    )
    promise(own_again == own, "the record that was written is not read back the same")
    promise(_written_and_read(again) == again, "written a second time, the record is another")
    promise(_shown(again) == shown, "the result that was written and read back shows another")
    promise("<script" not in shown["html"].lower(), "text of the file became a script")
    _check_code_of(shown, reply.ok["answered"])
    _check_aggregate(record["responses"], shown["profile"]["aggregate"])
    return True


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return ask(web, "show_result", {"record": record})


def _written_and_read(record: dict[str, Any]) -> dict[str, Any]:
    content = ask(web, "write_file", {"record": record})["text"].encode()
    again: dict[str, Any] = ask(web, "read_file", as_file(NAME, content))["record"]
    return again


def _check_code_of(shown: dict[str, Any], answered: int) -> None:
    """Promise that the code on the page holds as many answers as the page counts."""
    if shown["code"]:
        marks, _ = read_code(shown["code"], load_instrument())
        given = sum(mark.isdigit() for mark in marks[: len(load_instrument().codes)])
        promise(
            given == answered == shown["profile"]["aggregate"]["answered"],
            "file, profile and code count other answers",
        )


def _check_aggregate(responses: dict[str, Any], aggregate: dict[str, Any]) -> None:
    """Promise that the aggregate is that of its answers, added up here a second time."""
    answers = [entry["answer"] for entry in responses.values() if entry.get("answer") is not None]
    missing = aggregate["items"] - len(answers)
    possible = [sum(answers) + missing, sum(answers) + 4 * missing]
    score = None if missing else sum(answers)
    stated = (aggregate["score"], aggregate["possible"])
    promise(stated == (score, possible), "the aggregate is not that of its answers")


def read_one_code(case: bytes) -> bool:
    """Read a result code: what was read is written the same, and a code with a slip is refused.

    The same text goes to the call that reads many codes. Few texts are codes by chance, so each
    case also seeds the answers of a sheet, whose code is tried with slips.
    """
    text = case.decode("utf-8", "replace")
    fuzz_group.read_codes(text)
    instrument = load_instrument()
    chance = random.Random(case)  # noqa: S311 - cases are no secrets
    answers, ratings = chance.choices("1234?-", k=37), chance.choices("12345?-", k=6)
    marks = "".join([*answers[:36], *ratings, answers[36]])
    _try_slips(write_code(marks, chance.randrange(TAGS), instrument).replace(" ", ""), chance)
    try:
        marks, tag = read_code(text, instrument)
    except PatError as error:
        check_sentence(str(error))
        return False
    code = write_code(marks, tag, instrument).replace(" ", "")
    promise(read_code(code, instrument) == (marks, tag), "a code is not read back the same")
    promise(len(code) == CODE_LENGTH, f"a code has {len(code)} characters")
    _try_slips(code, chance)
    return True


def _try_slips(code: str, chance: random.Random) -> None:
    """Promise that a code with a wrong character, or with two that changed places, is refused."""
    for place in chance.sample(range(CODE_LENGTH - 1), 8):
        own, after = code[place], code[place + 1]
        other = chance.choice(ALPHABET.replace(own, ""))
        _promise_refused(code[:place] + other + code[place + 1 :])
        if after != own:
            _promise_refused(code[:place] + after + own + code[place + 2 :])


def _promise_refused(code: str) -> None:
    try:
        read_code(code, load_instrument())
    except PatError as error:
        check_sentence(str(error))
    else:
        promise(is_kept=False, sentence=f"a mistyped code is taken for a good one: {code}")


def make_call(case: bytes) -> bool:
    """Make one call as the page does; the case holds its name, and then nearly any text.

    A page writes only payloads made from what Python gave it, so none is nested very deep.
    """
    if is_deep(case):
        return False
    name, *rest = (part.decode("utf-8", "replace") for part in split(case))
    module = web if name in web.CALLS else web_group
    return call(module, name, "".join(rest)).ok is not None


TARGETS = (
    Target("json", read_json, 33),
    Target("result", read_one_result, 20),
    Target("code", read_one_code, 20),
    Target("round", fuzz_group.read_one_round, 10),
    Target("spreadsheet", fuzz_group.read_one_spreadsheet, 6),
    Target("files", fuzz_group.read_many_files, 2),
    Target("workspace", fuzz_group.read_one_workspace, 2),
    Target("earlier", fuzz_group.read_one_earlier, 2),
    Target("group", fuzz_group.read_one_group, 2),
    Target("call", make_call, 3),
)
"""All targets; a test checks that their shares add up to a hundred."""
_GOOD_PROFILE = _good_profile()
