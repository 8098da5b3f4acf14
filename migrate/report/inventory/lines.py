"""Lines of offsets that are asked for in their order, so that a long text is counted once and not for each of them."""

from typing import AnyStr, Generic

__all__ = ["Lines"]


class Lines(Generic[AnyStr]):
    """The lines of one text."""

    __slots__ = ("_counted", "_end", "_first", "_line", "_text")

    def __init__(self, text: AnyStr, end: AnyStr, first: int) -> None:
        self._text: AnyStr = text
        self._end: AnyStr = end
        self._first = self._line = first
        self._counted = 0

    def at(self, offset: int) -> int:
        """Return the line of `offset`, the first one being that of the text; any order is right, ascending is quick."""
        if offset < self._counted:
            self._counted, self._line = 0, self._first
        self._line += self._text.count(self._end, self._counted, offset)
        self._counted = offset
        return self._line
