"""When two spellings are one name."""

from datetime import timedelta

import pytest

from pat_core.text.name_key import name_key, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Lane", " harbour  LANE\n"),
        ("Caf\u00e9 Soci\u00e9t\u00e9", "Cafe\u0301 Socie\u0301te\u0301"),
        ("St Mary's", "St Mary\u2019s"),
        ("St Mary's", "St Mary\u00b4s"),
        ('The "Pier"', "the \u201cPier\u201d"),
        ("Bath-Wells", "Bath\u2013Wells"),
        ("Bath-Wells", "Bath\u2011Wells"),
        ("Harbour Lane", "Harbour\u00a0Lane"),
        ("Office", "O\ufb03ce"),
        ("STRASSE", "stra\u00dfe"),
        ("\u0130zmir", "i\u0307zmir"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    """Letters composed or not, case, quotation marks, dashes and spaces make no other name."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("other", ["Harbour-Lane", "Harbour Lanes", "Harb\u00f6ur Lane", ""])
def test_other_names_stay_apart(other: str) -> None:
    """Whatever else differs makes another name."""
    assert name_key("Harbour Lane") != name_key(other)


def test_key_of_a_key_is_the_key() -> None:
    """Nothing is left that another pass would change."""
    for text in ("\u0390\u2019 \u1fd3", "\u1e9e\u00b4", "\uff02A\uff02 \u2033"):
        assert name_key(name_key(text)) == name_key(text)


def test_first_written_spelling_is_shown() -> None:
    """The earliest spelling is shown, whatever came first; of one time, the first by characters."""
    day = timedelta(days=1)
    written = [(2 * day, "PIER"), (day, "Pier"), (day, "pier"), (day, "Dock")]
    for each in (written, written[::-1]):
        assert spellings(each) == {"pier": "Pier", "dock": "Dock"}
