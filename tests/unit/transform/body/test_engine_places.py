"""Places of the engine are found again in the text, whatever letters stand before them."""

import re

import pytest

from migrate.model.goldmark import Goldmark
from migrate.transform.body.engine_places import BytePositions, EnginePlaces
from migrate.transform.body.markdown import engine


@pytest.mark.parametrize("text", ["plain", "über \N{GRINNING FACE} <b>", "a\ud800b", ""])
def test_positions_are_counted_on_from_the_last_one(text: str) -> None:
    """Every position, once and twice in a row, is what counting from the start gives."""
    positions = BytePositions(text)
    for place in range(len(text) + 1):
        assert positions.at(place) == positions.at(place) == len(text[:place].encode("utf-8", "replace"))


def test_a_position_is_in_a_place_or_not() -> None:
    """Raw HTML holds the words that stand in it, and no others."""
    text = "ä x\n\n<div>\nü x\n</div>\n\nx <b>x</b> ß x\n"
    places = EnginePlaces(text, engine(Goldmark(), typographer=False), lambda event: "Html" in event)
    held = [places.hold(match.start()) for match in re.finditer("x", text)]
    assert held == [False, True, False, False, False]
