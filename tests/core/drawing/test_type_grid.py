"""Nine squares with how many chose each type."""

from pat_core import Instrument
from pat_core.documents.figures import TypeFigures
from pat_core.drawing.type_grid import draw_type_grid
from tests.core.picture_rules import description, parse_picture, texts, with_class
from tests.core.samples import TESTS, compare_with_copy

FIGURES: TypeFigures = {
    "n": 10,
    "cells": {"cooperation/strategic": 1, "coordination/delivery": 7, "integration/delivery": 2},
}


def test_grid_equals_its_golden_copy(instrument: Instrument) -> None:
    """The drawing is the one that people looked at, and it keeps the rules of pictures."""
    text = draw_type_grid(FIGURES, instrument.typology, name="types", title="Now")
    parse_picture(text)
    compare_with_copy(TESTS / "golden" / "type-grid.svg", text + "\n")


def test_counts_stand_in_their_squares(instrument: Instrument) -> None:
    """Rows are the levels, columns the functions, and noughts are printed too."""
    root = parse_picture(draw_type_grid(FIGURES, instrument.typology, name="t", title="Now"))
    numbers = [text for text in texts(root) if text.isdigit()]
    assert numbers == ["1", "0", "0", "0", "0", "7", "0", "0", "2"]
    assert description(root) == (
        "Co-operation and strategic: 1; Co-ordination and delivery: 7; Integration and delivery: 2."
        " In all: 10."
    )


def test_more_people_make_a_darker_square(instrument: Instrument) -> None:
    """Up to a third, up to two thirds, and more have three shades; nobody has none."""
    figures: TypeFigures = {
        "n": 9,
        "cells": {
            "cooperation/strategic": 3,
            "cooperation/delivery": 6,
            "integration/delivery": 7,
        },
    }
    root = parse_picture(draw_type_grid(figures, instrument.typology, name="t", title="Now"))
    shades = [(node.get("class") or "").split()[1] for node in with_class(root, "pat-block")]
    assert (shades[0], shades[2], shades[8]) == ("pat-shade-1", "pat-shade-2", "pat-shade-4")
    assert shades.count("pat-paper") == 6


def test_nobody_is_a_grid_of_noughts(instrument: Instrument) -> None:
    """Without a choice the grid is empty and says so."""
    empty: TypeFigures = {"n": 0, "cells": {}}
    root = parse_picture(draw_type_grid(empty, instrument.typology, name="t", title="Now"))
    assert description(root) == "Nobody chose a type."
    assert len(with_class(root, "pat-paper")) == 9
