"""The tokens of a whole text, as Hugo's page lexer gives them.

Owns: text, indentation, escapes, the summary divider and, at the start of a file, the front matter as a token. Stops
at the first error, as Hugo does; reading bodies for a migration goes on (`migrate.extract.shortcodes.parse`) and
shares `TagLexer` with this module.
"""

import re

from migrate.extract.frontmatter.handlers import split
from migrate.extract.frontmatter.split import SplitError
from migrate.extract.shortcodes.tags import TagError, TagLexer
from migrate.extract.shortcodes.tokens import Token, TokenType

__all__ = ["DIVIDER", "INLINE_NESTING", "ORG_DIVIDER", "UNCLOSED_ESCAPE", "closes_inline", "lex"]

DIVIDER = "<!--more-->"
ORG_DIVIDER = "# more"

INLINE_NESTING = "inline shortcodes do not support nesting"
UNCLOSED_ESCAPE = "comment must be closed"

_INDENTED = re.compile(r"(?P<text>.*\n)?(?P<indentation>[ \t\r]+)\Z", re.DOTALL)
_SPACES = re.compile("[\t\n\v\f\r ]*+")
_BEFORE_CLOSING_NAME = re.compile(r"\{\{[<%]\s*/\s*")


def lex(text: str, start: str = "main") -> list[Token]:
    """Return the tokens of `text`, up to the first error.

    Args:
        text: a body, or a whole file.
        start: "main" for a body, "intro" for a whole file with its front matter.

    """
    tokens: list[Token] = []
    position, divider = _lex_intro(text, tokens) if start == "intro" else (0, DIVIDER)
    if position >= 0:
        _Lexer(text, position, divider, tokens).run()
    return tokens


def closes_inline(text: str, position: int, name: str) -> bool:
    """Return whether the tag at `position` is the closing tag of the inline shortcode `name`, as Hugo looks for it."""
    match = _BEFORE_CLOSING_NAME.match(text, position)
    return match is not None and text.startswith(f"{name} ", match.end())


def _lex_intro(text: str, tokens: list[Token]) -> tuple[int, str]:
    """Emit marks and front matter; return where the body starts (-1 after an error) and its summary divider."""
    data = text.encode("utf-8", "surrogatepass")
    try:
        parts = split(data)
    except SplitError as error:
        tokens.append(Token(TokenType.ERROR, 0, 0, str(error)))
        return -1, DIVIDER

    def characters(offset: int) -> int:
        return len(data[:offset].decode("utf-8", "surrogatepass"))

    for first, last in parts.opening.ignored:
        tokens.append(_token(text, TokenType.IGNORE, characters(first), characters(last)))
    if parts.handler is None:
        return characters(parts.block.body), DIVIDER
    name = parts.handler.name
    block = _token(
        text, TokenType.FRONT_MATTER + name.upper(), characters(parts.block.start), characters(parts.block.end)
    )
    tokens.append(block)
    return characters(parts.block.body), ORG_DIVIDER if name == "org" else DIVIDER


def _token(text: str, kind: str, start: int, end: int) -> Token:
    return Token(kind, start, end, text[start:end])


class _Lexer:
    """The main section; `_start` is where the text starts that no token holds yet."""

    def __init__(self, text: str, position: int, divider: str, tokens: list[Token]) -> None:
        self._text = text
        self._start = position
        self._divider = divider
        self._tokens = tokens
        self._tags = TagLexer(text)

    def run(self) -> None:
        """Emit all tokens up to the end of the text or an error."""
        text = self._text
        with_divider = re.compile(r"\{\{|" + re.escape(self._divider))
        pattern = with_divider
        position = self._start
        while match := pattern.search(text, position):
            position = match.start()
            self._emit_text(position)
            if match[0] == self._divider:
                pattern = re.compile(r"\{\{")
                position = self._end_of_spaces(match.end())
                self._emit(TokenType.DIVIDER, position)
            elif text.startswith(("{{<", "{{%"), position):
                end = self._lex_tag(position)
                if end is None:
                    return
                position = end
            else:
                position += 1
        self._emit_text(len(text))
        self._emit(TokenType.EOF, len(text))

    def _lex_tag(self, position: int) -> int | None:
        """Emit the tokens of a tag or an escape; return where it ends, None after an error."""
        text = self._text
        inline = self._tags.inline_name
        if inline and not closes_inline(text, position, inline):
            self._fail(INLINE_NESTING, position)
            return None
        if text.startswith("/*", position + 3):
            return self._lex_escape(position)
        try:
            tokens = self._tags.lex(position)
        except TagError as error:
            self._tokens.extend(self._tags.tokens)
            self._fail(error.message, error.start)
            return None
        self._tokens.extend(tokens)
        self._start = tokens[-1].end
        return self._start

    def _lex_escape(self, position: int) -> int | None:
        """Emit ``{{</* x */>}}`` as the text that it stands for."""
        text = self._text
        right = "%}}" if text[position + 2] == "%" else ">}}"
        close = text.find("*/" + right, position + 3)
        if close <= position + 4:
            self._fail(UNCLOSED_ESCAPE, position)
            return None
        self._emit_text(position + 3)
        self._start = position + 5
        self._emit_text(close)
        self._start = close + 2
        self._emit_text(close + 5)
        return close + 5

    def _emit(self, kind: str, end: int) -> None:
        self._tokens.append(_token(self._text, kind, self._start, end))
        self._start = end

    def _emit_text(self, end: int) -> None:
        """Emit the text up to `end`; white space after its last line end is a token of its own."""
        if end <= self._start:
            return
        match = _INDENTED.match(self._text[self._start : end])
        if match is None:
            self._emit(TokenType.TEXT, end)
            return
        if match["text"]:
            self._emit(TokenType.TEXT, self._start + match.end("text"))
        self._emit(TokenType.INDENTATION, end)

    def _fail(self, message: str, position: int) -> None:
        self._tokens.append(Token(TokenType.ERROR, position, position, message))

    def _end_of_spaces(self, position: int) -> int:
        match = _SPACES.match(self._text, position)
        return position if match is None else match.end()
