"""The family of errors, and the names that others may import."""

import inspect

import pytest

import pat_core
from pat_core import errors


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name != "PatError"])
def test_every_kind_is_a_pat_error_and_a_value_error(name: str) -> None:
    """A caller may catch the family, or what Python raises for a bad value."""
    kind = getattr(errors, name)
    assert issubclass(kind, errors.PatError)
    assert issubclass(kind, ValueError)


def test_family_is_not_every_value_error() -> None:
    """Whoever catches the family lets the faults of this package pass."""
    assert not issubclass(errors.PatError, ValueError)


def test_public_names_are_listed_once_and_exist() -> None:
    """Every public name can be imported, and the list is sorted so that it reads well."""
    names = pat_core.__all__
    assert len(set(names)) == len(names)
    assert names == sorted(names)
    assert all(hasattr(pat_core, name) for name in names)


@pytest.mark.parametrize("name", [name for name in pat_core.__all__ if name != "Answers"])
def test_public_names_are_documented(name: str) -> None:
    """Every public class and function says what it is, in a text of its own."""
    thing = getattr(pat_core, name)
    text = inspect.getdoc(thing) or ""
    assert text.endswith(".") or "\n" in text
    assert not text.startswith(f"{name}(")


def test_api_scores_a_file_in_three_steps() -> None:
    """The public names are enough to go from bytes to figures."""
    raw = b'{"format": "pat-result", "format_version": 1, "instrument": {"id": "pat-2003"},'
    raw += b'"responses": {"1A": {"answer": 4}}}'
    instrument = pat_core.load_instrument()
    found = pat_core.read_result(raw, "mine.pat.json", instrument)
    profile = pat_core.score_answers(found.result.answers, instrument)
    assert pat_core.profile_document(profile)["aggregate"]["possible"] == [39, 144]
