"""Random answers and result documents for Hypothesis."""

import json
from typing import Any

from hypothesis import strategies as st

from tests.core.samples import CODES, NUMBERS, Document, record

answers = st.sampled_from([1, 2, 3, 4, None])
answer_sheets = st.dictionaries(st.sampled_from(CODES), answers)
full_sheets = st.fixed_dictionaries({code: st.integers(1, 4) for code in CODES})

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
odd_texts = st.text(
    st.characters(exclude_categories=[])
    | st.sampled_from([*"\0\r\n\t\x0b\x0c\x1b\x7f\x85\ufffe\ud83d\ude00\u202e\u2028=;,'␀␦"]),
    max_size=12,
).map(lambda text: str(json.loads(json.dumps(text))))
"""Texts with what no text can hold, and all else that may come from a clipboard."""
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
unknown_keys = st.dictionaries(
    st.sampled_from(["x_tool", "__proto__", "constructor", "toString", "été", "1A", ""]),
    json_values,
    max_size=2,
)


def _object(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """Return objects with some of *keys*, and with unknown ones."""
    known = st.fixed_dictionaries({}, optional=keys)
    return st.builds(lambda extra, known: {**extra, **known}, unknown_keys, known)


responses = st.dictionaries(st.sampled_from(CODES), _object(answer=answers, comment=texts))
_type = _object(
    collaboration=st.sampled_from(["", "cooperation", "coordination", "integration"]),
    function=st.sampled_from(["", "strategic", "commissioning", "delivery"]),
)
_sections = _object(
    result_id=st.uuids(version=4).map(str),
    saved_at=st.sampled_from(["2026-10-06T09:40:00Z", "2026-10-06", "2026-10-06T09:40:00.5+01:00"]),
    partnership=texts,
    round=texts,
    mode=st.sampled_from(["", "confidential", "open"]),
    purpose=st.sampled_from(["", "developmental", "routine", "diagnostic"]),
    respondent=_object(
        name=texts,
        organisation=texts,
        sector=st.sampled_from(["", "public", "private", "voluntary", "community", "other"]),
        level=st.sampled_from(["", "board", "management", "front_line", "none"]),
    ),
    significance=st.dictionaries(
        st.sampled_from(list(NUMBERS)), st.sampled_from([1, 2, 3, 4, 5, None]), min_size=1
    ),
    success=_object(answer=answers, comment=texts).filter(bool),
    typology=_object(now=_type, needed=_type),
    checklists=st.dictionaries(
        texts,
        st.dictionaries(texts, _object(done=st.booleans(), note=texts), max_size=2),
        max_size=2,
    ),
)
good_documents: st.SearchStrategy[Document] = st.builds(
    lambda sections, given: record({}, **{**sections, "responses": given}), _sections, responses
)


@st.composite
def rough_documents(draw: st.DrawFn) -> Document:
    """Return documents in which up to three places hold a value that may not belong there."""
    document: Document = draw(good_documents)
    for _ in range(draw(st.integers(0, 3))):
        parent: Any = document
        for _ in range(draw(st.integers(0, 4))):
            children = [inner for inner in parent.values() if isinstance(inner, dict)]
            if not children:
                break
            parent = draw(st.sampled_from(children))
        keys = st.sampled_from(sorted(parent)) if parent else texts
        key = draw(keys | st.sampled_from(["1a", "7A", "9", "1A\n", "responses", "answer"]))
        parent[key] = draw(json_values | st.sampled_from([7, True, "3", 3.0, 2.5, None, {}, []]))
    return document
