"""Whether any line of a text begins with a pattern, told fast.

A pattern that begins with ``^`` is tried at every sign of a text; one that begins with a line end only behind these,
which takes a tenth of the time. Owns the question. Does not own what is done where the answer is yes.
"""

import re

__all__ = ["LineStart"]


class LineStart:
    r"""A pattern for the beginning of a line.

    Args:
        pattern: what begins a line; ends of lines in it are written as ``(?=\n|\Z)``.
    """

    __slots__ = ("_first", "_other")

    def __init__(self, pattern: str) -> None:
        self._first = re.compile(pattern)
        self._other = re.compile(rf"\n(?:{pattern})")

    def within(self, text: str) -> bool:
        """Tell whether any line of `text` begins so."""
        return self._other.search(text) is not None or self._first.match(text) is not None
