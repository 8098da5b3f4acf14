"""A body cut into text, tags and the summary divider, going on after every error.

Owns: recovery. A tag that Hugo refuses stays in the text, and scanning goes on behind its opening delimiter, so that
the tags after it are still found. Does not own: which tags belong together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from migrate.extract.shortcodes.lexer import INLINE_NESTING, UNCLOSED_ESCAPE, closes_inline
from migrate.extract.shortcodes.tags import TagError, TagLexer
from migrate.extract.shortcodes.tokens import Token, TokenType, Value
from migrate.model.quick import quick

__all__ = ["Divider", "Piece", "Problem", "Scan", "Tag", "Text", "scan"]


@quick
@dataclass(frozen=True, slots=True)
class Text:
    """Text from `start` to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Divider:
    """The summary divider with the white space after it."""

    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class Tag:
    """One shortcode tag."""

    start: int
    end: int
    name: str
    """As written; "" for a closing tag without a name, which closes whatever is open."""
    markdown: bool
    closes: bool
    """``{{< /name >}}``."""
    self_closing: bool
    """``{{< name />}}``."""
    positional: tuple[Value, ...]
    named: dict[str, Value]
    inline: bool
    """``{{< name.inline >}}``, which brings its template as inner content."""


Piece = Text | Divider | Tag


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that Hugo refuses."""

    offset: int
    """The place that Hugo reports."""
    start: int
    """Where the tag concerned starts."""
    end: int
    """How far it goes, or how far Hugo had read."""
    code: str
    message: str


@dataclass(slots=True)
class Scan:
    """What a body consists of, in order and without gaps but for the markers of escapes."""

    pieces: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


_TAG = re.compile(r"\{\{[<%]")
_SPACES = re.compile("[\t\n\v\f\r ]*+")
_RESCANS = 1
"""How many times the length of the body may be read again after errors before the rest is taken as text."""
_FREE_RESCANS = 100_000
"""Characters that a short body may be read again on top of that."""
_COST_OF_ERROR = 256
"""What an error costs at least, in characters."""


def scan(text: str, divider: str) -> Scan:
    """Cut `text` into pieces; takes time proportional to its length whatever it holds."""
    return _Scanner(text, divider).run()


class _Scanner:
    def __init__(self, text: str, divider: str) -> None:
        self._text = text
        self._divider = divider
        self._tags = TagLexer(text)
        self._scan = Scan()
        self._start = 0
        """Where the text starts that is in no piece yet."""
        self._budget = _RESCANS * len(text) + _FREE_RESCANS
        self._last_escape_end: dict[str, int] = {right: text.rfind("*/" + right) for right in (">}}", "%}}")}

    def run(self) -> Scan:
        text = self._text
        position = 0
        divider = text.find(self._divider)
        # Each is looked for by itself, which takes a fifth of the time of looking for both.
        while (tag := _TAG.search(text, position)) is not None or divider >= 0:
            if divider >= 0 and (tag is None or divider < tag.start()):
                position = self._take_divider(divider)
                divider = -1
            elif tag is not None:
                position = self._take_tag(tag.start())
                if 0 <= divider < position:
                    divider = text.find(self._divider, position)
            if self._budget < 0:
                self._fail("shortcode-errors", "there are too many errors to go on", position, position, position)
                break
        self._take_text(len(text))
        return self._scan

    def _take_text(self, end: int) -> None:
        if end > self._start:
            self._scan.pieces.append(Text(self._start, end))
        self._start = end

    def _take_divider(self, position: int) -> int:
        self._take_text(position)
        spaces = _SPACES.match(self._text, position + len(self._divider))
        end = len(self._text) if spaces is None else spaces.end()
        self._scan.pieces.append(Divider(position, end))
        self._start = end
        return end

    def _take_tag(self, position: int) -> int:
        """Take the tag at `position`; return where scanning goes on."""
        text = self._text
        inline = self._tags.inline_name
        if inline and not closes_inline(text, position, inline):
            self._tags.inline_name = ""
            self._fail("shortcode-syntax", INLINE_NESTING, position, position, position + 3)
            return position + 3
        if text.startswith("/*", position + 3):
            return self._take_escape(position)
        try:
            tokens = self._tags.lex(position)
        except TagError as error:
            self._budget -= max(error.end - position, _COST_OF_ERROR)
            self._fail("shortcode-syntax", error.message, error.start, position, error.end)
            return position + 3
        end = tokens[-1].end
        tag = self._tag(tokens)
        if isinstance(tag, str):
            self._fail("shortcode-syntax", tag, position, position, end)
            return end
        self._take_text(position)
        self._scan.pieces.append(tag)
        self._start = end
        return end

    def _take_escape(self, position: int) -> int:
        """Take ``{{</* x */>}}`` as the text ``{{< x >}}``."""
        text = self._text
        right = "%}}" if text[position + 2] == "%" else ">}}"
        close = text.find("*/" + right, position + 3) if self._last_escape_end[right] > position else -1
        if close <= position + 4:
            self._fail("shortcode-syntax", UNCLOSED_ESCAPE, position, position, position + 5)
            return position + 3
        self._take_text(position + 3)
        self._start = position + 5
        self._take_text(close)
        self._start = close + 2
        return close + 5

    def _tag(self, tokens: Sequence[Token]) -> Tag | str:
        """Return what the tokens of a tag say, or why they say nothing."""
        name_token = next((token for token in tokens if token.type in _NAMES), None)
        name = "" if name_token is None else name_token.text
        inline = name_token is not None and name_token.type == TokenType.INLINE_NAME
        slash = next((index for index, token in enumerate(tokens) if token.type == TokenType.CLOSE), 0)
        if not name and slash != 1:
            return "shortcode has no name"
        positional: list[Value] = []
        named: dict[str, Value] = {}
        for index, token in enumerate(tokens):
            if token.type != TokenType.PARAM or token.value is None:
                continue
            following = tokens[index + 1]
            if following.type != TokenType.PARAM_VALUE:
                positional.append(token.value)
            elif following.value is not None:
                named[token.text] = following.value
        if positional and named:
            return "positional and named parameters are mixed"
        markdown = tokens[0].type == TokenType.LEFT_MARKUP
        start, end = tokens[0].start, tokens[-1].end
        return Tag(start, end, name, markdown, slash == 1, slash > 1, tuple(positional), named, inline)

    def _fail(self, code: str, message: str, offset: int, start: int, end: int) -> None:
        self._scan.problems.append(Problem(offset, start, end, code, message))


_NAMES = frozenset({TokenType.NAME, TokenType.INLINE_NAME})
