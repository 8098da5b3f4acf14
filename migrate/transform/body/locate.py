"""Where in the source file a construct stands.

HTML has lost the lines of its Markdown, so the construct's own text is looked for in the source. The same text asked
for again gives its next occurrence, so findings of one kind walk down the page as their constructs do. A text never
asked for is looked for from the beginning, until that has cost as much as on no ordinary page; from then on it is
looked for where the last one was found, so that thousands of findings on one page cost thousands of short looks.
"""

from migrate.model.source import SourceBody

__all__ = ["Locator"]

_LINE_ENDS = ("", "\n", "\r")
_FIRST_WORDS = 8
_LONG_WORD = 6
"""A shorter word alone is found in too many places."""
_ENOUGH = 400_000_000
"""Characters read in looking through the whole body, which takes a part of a second."""
_NEAR = 50_000
"""Characters before and behind the last place to look through from then on."""


class Locator:
    """Finds positions in one body; asked only when there is something to report."""

    __slots__ = ("_body", "_counted", "_cursors", "_last", "_line", "_read", "elsewhere")

    def __init__(self, body: SourceBody) -> None:
        self._body = body
        self._cursors: dict[str, int] = {}
        # Where lines have been counted up to: constructs are mostly asked for in their order.
        self._counted = 0
        self._line = body.line
        self._last = self._read = 0
        self.elsewhere: tuple[int, int] = (body.line, 0)
        """Where to look for what the source does not hold: its first line, or the call whose output is being read."""

    @property
    def body_text(self) -> str:
        """The body as in the file."""
        return self._body.text

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column (both 1-based) of an offset in the body's text."""
        text = self._body.text
        if offset < self._counted:
            self._line -= text.count("\n", offset, self._counted)
        else:
            self._line += text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line, offset - text.rfind("\n", 0, offset)

    def find(self, needle: str) -> tuple[int, int]:
        """Return where `needle` stands next, or else its first words; `elsewhere` when neither does.

        What a reader sees as one line may have marks in the source, so that only its beginning stands there as it is.
        """
        offset = self._next(needle) if needle else -1
        if offset < 0 and self.elsewhere == (self._body.line, 0):
            words = needle.split()
            beginnings = [" ".join(words[:count]) for count in range(1, min(len(words) - 1, _FIRST_WORDS) + 1)]
            if beginnings and len(beginnings[0]) < _LONG_WORD:
                del beginnings[0]
            # Where the shortest one does not stand no longer one does.
            if beginnings and self._find(beginnings[0], 0) >= 0:
                offset = next((at for at in map(self._next, reversed(beginnings)) if at >= 0), -1)
        return self.position(offset) if offset >= 0 else self.elsewhere

    def _next(self, needle: str) -> int:
        start = self._cursors.get(needle, 0)
        offset = self._find(needle, start)
        if offset < 0 and start:
            offset = self._find(needle, 0)
        if offset >= 0:
            self._cursors[needle] = offset + len(needle)
            self._last = offset
        return offset

    def _find(self, needle: str, start: int) -> int:
        text = self._body.text
        if self._read > _ENOUGH:
            return text.find(needle, max(start, self._last - _NEAR), self._last + _NEAR)
        offset = text.find(needle, start)
        self._read += (len(text) if offset < 0 else offset) - start
        return offset

    def find_line(self, line: str) -> tuple[int, int]:
        """Return where a line with this text stands next, indented or quoted or not."""
        text = self._body.text
        line = line.strip()
        key = f"\n{line}"
        offset = self._find(line, self._cursors.get(key, 0)) if line else -1
        while offset >= 0:
            end = offset + len(line)
            start = text.rfind("\n", 0, offset) + 1
            if text[end : end + 1] in _LINE_ENDS and not text[start:offset].strip(" \t>"):
                self._cursors[key] = end
                self._last = start
                return self.position(start)
            offset = self._find(line, end)
        return self.find(line)

    def offset(self, needle: str) -> int:
        """Return the offset of the next occurrence without passing over it; -1 when there is none."""
        return self._body.text.find(needle, self._cursors.get(needle, 0)) if needle else -1
