"""Where in the source file a construct stands.

HTML has lost the lines of its Markdown, so the construct's own text is looked for in the source. The same text asked
for again gives its next occurrence, so findings of one kind walk down the page as their constructs do.
"""

from migrate.model.source import SourceBody

__all__ = ["Locator"]

_LINE_ENDS = ("", "\n", "\r")
_FIRST_WORDS = 8
_LONG_WORD = 6
"""A shorter word alone is found in too many places."""


class Locator:
    """Finds positions in one body; asked only when there is something to report."""

    __slots__ = ("_body", "_counted", "_cursors", "_line", "elsewhere")

    def __init__(self, body: SourceBody) -> None:
        self._body = body
        self._cursors: dict[str, int] = {}
        # Where lines have been counted up to: constructs are mostly asked for in their order.
        self._counted = 0
        self._line = body.line
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
            self._counted, self._line = 0, self._body.line
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
            for count in range(min(len(words) - 1, _FIRST_WORDS), 0, -1):
                beginning = " ".join(words[:count])
                if count == 1 and len(beginning) < _LONG_WORD:
                    break
                offset = self._next(beginning)
                if offset >= 0:
                    break
        return self.position(offset) if offset >= 0 else self.elsewhere

    def _next(self, needle: str) -> int:
        start = self._cursors.get(needle, 0)
        offset = self._body.text.find(needle, start)
        if offset < 0 and start:
            offset = self._body.text.find(needle)
        if offset >= 0:
            self._cursors[needle] = offset + len(needle)
        return offset

    def find_line(self, line: str) -> tuple[int, int]:
        """Return where a line with this text stands next, indented or quoted or not."""
        text = self._body.text
        line = line.strip()
        key = f"\n{line}"
        offset = text.find(line, self._cursors.get(key, 0)) if line else -1
        while offset >= 0:
            end = offset + len(line)
            start = text.rfind("\n", 0, offset) + 1
            if text[end : end + 1] in _LINE_ENDS and not text[start:offset].strip(" \t>"):
                self._cursors[key] = end
                return self.position(start)
            offset = text.find(line, end)
        return self.find(line)

    def offset(self, needle: str) -> int:
        """Return the offset of the next occurrence without passing over it; -1 when there is none."""
        return self._body.text.find(needle, self._cursors.get(needle, 0)) if needle else -1
