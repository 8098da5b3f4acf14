"""Places that the engine tells, in bytes, and positions in the text, in characters: one walk over both.

Counting anew for each position takes time by the square of the text's length.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping

import pyromark

__all__ = ["BytePositions", "EnginePlaces"]


class BytePositions:
    """Turns positions in a text, which ascend, into positions in its bytes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.isascii()
        self._position = self._bytes = 0

    def at(self, position: int) -> int:
        """Return how many bytes stand before `position`, which is none before the last one asked for."""
        if self._plain:
            return position
        self._bytes += len(self._text[self._position : position].encode("utf-8", "replace"))
        self._position = position
        return self._bytes


class EnginePlaces:
    """Where events of some kind stand in a text.

    Args:
        text: Markdown.
        engine: reads it.
        chosen: tells of an event of the engine that is no text whether its place counts.
    """

    def __init__(self, text: str, engine: pyromark.Markdown, chosen: Callable[[Mapping[str, object]], bool]) -> None:
        events = engine.events_with_range(text)
        held = (at for event, at in events if not isinstance(event, str) and chosen(event))
        places = sorted((at["start"], at["end"]) for at in held)
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._positions = BytePositions(text)

    def hold(self, position: int) -> bool:
        """Tell whether `position`, which is none before the last one asked for, lies in one of the places."""
        at = self._positions.at(position)
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._ends[number]
