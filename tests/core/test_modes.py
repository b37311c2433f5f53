"""What each mode of a round allows to be shown."""

import pytest

from pat_core import Instrument
from pat_core.modes import MODE_NAMES, has_threshold, shows_more, shows_partners, shows_people


@pytest.mark.parametrize(
    ("mode", "people", "partners", "threshold"),
    [
        ("", False, False, True),
        ("confidential", False, False, True),
        ("partner", False, True, False),
        ("open", True, True, False),
    ],
)
def test_each_mode_keeps_its_promise(
    mode: str, people: bool, partners: bool, threshold: bool
) -> None:
    """People, partners or nobody by name; where somebody is named there is no threshold."""
    assert (shows_people(mode), shows_partners(mode)) == (people, partners)
    assert has_threshold(mode) is threshold


def test_more_is_shown_from_mode_to_mode() -> None:
    """Confidential shows least and open most; no mode is as good as confidential."""
    order = ("confidential", "partner", "open")
    for place, mode in enumerate(order):
        for other, promised in enumerate(order):
            assert shows_more(mode, promised) is (place > other)
        assert shows_more(mode, "") is (place > 0)
        assert not shows_more("", mode)


def test_names_are_those_of_the_instrument(instrument: Instrument) -> None:
    """Each mode of the instrument has a name, and its sentence begins with it."""
    assert [mode.code for mode in instrument.modes] == list(MODE_NAMES)
    for mode in instrument.modes:
        assert mode.label.startswith(f"{MODE_NAMES[mode.code]}: ")
