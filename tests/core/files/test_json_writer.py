"""What is written is held to what its reader takes."""

import json
from typing import Any

import pytest

from pat_core.errors import GroupFileError, ResultFileError
from pat_core.files.json_writer import FileKind, write_json
from pat_core.files.strict_json import parse_json

SMALL = FileKind("result file", 1_000_000, "shorten it", ResultFileError)


def _nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(depth - 1):
        document = {"a": document}
    return document


def _of_size(size: int, sign: str) -> dict[str, Any]:
    """Return a document whose file has *size* bytes."""
    room = size - len(json.dumps({"a": ""}, indent=1))
    return {"a": sign * (room // len(sign.encode())) + "x" * (room % len(sign.encode()))}


@pytest.mark.parametrize("sign", ["x", "é", "😀"])
def test_file_of_the_limit_is_written_and_one_byte_more_is_not(sign: str) -> None:
    """The limit counts bytes, as the reader does."""
    raw = write_json(_of_size(SMALL.limit, sign), SMALL).encode()
    assert len(raw) == SMALL.limit
    parse_json(raw, "a", limit=SMALL.limit)
    with pytest.raises(ResultFileError, match=r"would have 1\.1 MB, and one is read up to 1 MB"):
        write_json(_of_size(SMALL.limit + 1, sign), SMALL)


def test_sentence_says_what_takes_the_room() -> None:
    """The place of the one long text is named, with its size and what to do."""
    document = {"responses": {"1A": {"comment": "x" * 2_200_000}, "1B": {"comment": "y" * 900}}}
    with pytest.raises(ResultFileError) as caught:
        write_json(document, SMALL)
    assert str(caught.value) == (
        "the result file would have 2.3 MB, and one is read up to 1 MB, so it was not written."
        " Most of it is in responses/1A/comment (2.3 MB): shorten it"
    )


def test_of_many_equal_parts_their_whole_is_named() -> None:
    """No single entry of a large list is to blame."""
    document = {"round": None, "entries": [{"name": "x" * 300_000} for _ in range(5)]}
    kind = FileKind("workspace", 1_000_000, "split it", GroupFileError)
    with pytest.raises(GroupFileError, match=r"Most of it is in entries \(1.6 MB\): split it"):
        write_json(document, kind)


def test_file_that_would_be_too_deep_is_not_written() -> None:
    """Thirty-two is read; thirty-three would be refused."""
    parse_json(write_json(_nested(32), SMALL).encode(), "a")
    with pytest.raises(ResultFileError, match="would be nested more than 32 deep"):
        write_json(_nested(33), SMALL)
