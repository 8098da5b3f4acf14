"""One shortcode tag at a time: the tokens between ``{{<`` and ``>}}``, by Hugo's grammar.

Owns: names, parameters, quotes, the closing slash, and every error that can happen in a tag, with Hugo's own message
and place (https://gohugo.io/content-management/shortcodes/). Does not own: the text around tags, and what belongs
together.
"""

import re
import unicodedata

from migrate.extract.shortcodes.tokens import Token, TokenType, Value, typed_value

__all__ = ["TagError", "TagLexer"]

_SPACE = "\t\n\v\f\r "
_SPACES = re.compile(f"[{_SPACE}]*+")
_TO_SPACE = re.compile(f"[^{_SPACE}]*+")
# ASCII that is no letter, digit, underscore, hyphen or dot: a range up to the last sign of Unicode takes ten times
# as long to compile.
_NO_WORD = r"\x00-,/:-@\[-\^`\{-\x7f"
_WORD = re.compile(rf"[^{_NO_WORD}.]*+")
_WORD_OR_DOT = re.compile(rf"[^{_NO_WORD}]*+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

# The inside of quotes, where a backslash before the closing quote keeps it from closing; before a backtick it is an
# error. Quotes that were themselves written with a backslash end at the next quote, with or without one.
_QUOTED = re.compile(r'[^"\\\n]*+(?:\\(?:"|(?![`"]))[^"\\\n]*+)*+')
_ESCAPE_QUOTED = re.compile(r'[^"\\\n]*+(?:\\(?![`"])[^"\\\n]*+)*+')
_TO_OPENING_QUOTE = _ESCAPE_QUOTED

_UNQUOTED_HINT = "Note: Parameters with non-alphanumeric args must be quoted"
_INLINE = "inline "
_MOST_TOKENS = 20_000
"""Names, keys and values in one tag; Hugo has no limit, but a tag that is never closed can swallow a book."""


class TagError(Exception):
    """A tag that Hugo refuses; `start` is the place that it reports, `end` how far it had read."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class TagLexer:
    """Lexes the tags of one text; what Hugo remembers from tag to tag is remembered here."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._opened: set[str] = set()
        """Every name that was ever opened; closing does not take it out again."""
        self._last_name = ""
        self.inline_name = ""
        """The inline shortcode that is open; while it is, only its closing tag is a tag."""
        self._tokens: list[Token] = []
        self._right = ">}}"
        self._named: bool | None = None
        """Whether the tag's parameters have names; None before the first one."""
        self._expects_name = True
        self._closing = False

    def lex(self, position: int) -> list[Token]:
        """Return the tokens of the tag that starts at `position` with ``{{<`` or ``{{%``.

        Raises:
            TagError: Hugo refuses the tag; `tokens` holds what it had found before.

        """
        text = self._text
        markup = text.startswith("{{%", position)
        self._right = "%}}" if markup else ">}}"
        self._tokens = []
        self._named = None
        self._expects_name = True
        self._closing = False
        self._emit(TokenType.LEFT_MARKUP if markup else TokenType.LEFT, position, position + 3)
        position += 3
        while True:
            position = _skip_spaces(text, position)
            if text.startswith(self._right, position):
                self._emit(TokenType.RIGHT_MARKUP if markup else TokenType.RIGHT, position, position + 3)
                return self._tokens
            if position >= len(text):
                raise TagError("unclosed shortcode action", position, position)
            if len(self._tokens) > _MOST_TOKENS:
                raise TagError("more parameters than a shortcode can have", position, position)
            position = self._element(position)

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the tag that was lexed last, whole or up to its error."""
        return self._tokens

    def _element(self, position: int) -> int:
        """Lex what starts at `position` inside a tag; return where it ends."""
        character = self._text[position]
        match character:
            case "=":
                return self._value(_skip_spaces(self._text, position + 1))
            case "/":
                return self._slash(position)
            case "\\":
                if self._text.startswith(('"', "`"), position + 1):
                    return self._param(position + 1, escaped=True)
                return position + 1
        if not self._expects_name and (character in '"`-' or _is_word(character)):
            return self._param(position, escaped=False)
        if _is_word(character):
            return self._name(position)
        message = f"unrecognized character in shortcode action: {_describe(character)}. {_UNQUOTED_HINT}"
        raise TagError(message, position, position + 1)

    def _slash(self, position: int) -> int:
        if not self._last_name:
            raise TagError("got closing shortcode, but none is open", position, position + 1)
        self._closing = True
        self._expects_name = True
        self.inline_name = ""
        self._emit(TokenType.CLOSE, position, position + 1)
        return position + 1

    def _name(self, position: int) -> int:
        text = self._text
        end = position
        inline = False
        while True:
            end = _end_of_word(_WORD, text, end)
            if text.startswith("/", end):
                end += 1
            elif text.startswith(".", end):
                inline = text.startswith(_INLINE, end + 1)
                if not inline:
                    message = "period in shortcode name only allowed for inline identifiers"
                    raise TagError(message, position, end + 1)
                end += 1
            else:
                break
        name = text[position:end]
        closing = self._closing
        if closing and name not in self._opened:
            raise TagError(f"closing tag for shortcode '{name}' does not match start tag", position, end)
        self._closing = False
        self._opened.add(name)
        self._last_name = name
        self._expects_name = False
        self._emit(TokenType.INLINE_NAME if inline else TokenType.NAME, position, end)
        if closing:
            return self._end_of_closing(end)
        self.inline_name = name if inline else self.inline_name
        return end

    def _end_of_closing(self, position: int) -> int:
        end = _skip_spaces(self._text, position)
        if not self._text.startswith(self._right, end):
            raise TagError("unclosed shortcode", end, end + 1)
        return end

    def _param(self, position: int, *, escaped: bool) -> int:
        """Lex a positional parameter or the key of a named one."""
        text = self._text
        character = text[position]
        if character == "`" and escaped:
            raise TagError("unrecognized escape character", position, position + 1)
        if character in '"`':
            if self._named:
                message = "got quoted positional parameter. Cannot mix named and positional parameters"
                raise TagError(message, position, position + 1)
            self._named = False
            if character == '"':
                return self._quoted(position, position, TokenType.PARAM, escaped=escaped)
            return self._raw(position, TokenType.PARAM)
        end = _end_of_word(_WORD_OR_DOT, text, position)
        named = end > position and text.startswith("=", end)
        if self._named is None:
            self._named = named
        elif named != self._named:
            kind = "named" if named else "positional"
            message = f"got {kind} parameter '{text[position:end]}'. Cannot mix named and positional parameters"
            raise TagError(message, position, end)
        self._emit(TokenType.PARAM, position, end, typed_value(text[position:end]))
        return end

    def _value(self, position: int) -> int:
        """Lex the value of a named parameter, after its ``=``."""
        text = self._text
        if text.startswith('"', position):
            return self._quoted(position, position, TokenType.PARAM_VALUE, escaped=False)
        if text.startswith("\\", position):
            return self._quoted(position, None, TokenType.PARAM_VALUE, escaped=True)
        if text.startswith("`", position):
            return self._raw(position, TokenType.PARAM_VALUE)
        end = _end_of_word(_TO_SPACE, text, position)
        self._emit(TokenType.PARAM_VALUE, position, end, typed_value(text[position:end]))
        return end

    def _raw(self, position: int, kind: str) -> int:
        end = self._text.find("`", position + 1)
        if end < 0:
            message = f"unterminated raw string in shortcode parameter-argument: '{self._text[position + 1 :]}'"
            raise TagError(message, position + 1, len(self._text))
        self._emit(kind, position + 1, end, self._text[position + 1 : end], quoted=True)
        return end + 1

    def _quoted(self, position: int, quote: int | None, kind: str, *, escaped: bool) -> int:
        """Lex a value in double quotes; `quote` is where they open, None when that is still to be found."""
        text = self._text
        if quote is None:
            quote = self._run(_TO_OPENING_QUOTE, position, position)
            quote = quote + 1 if text[quote] == "\\" else quote
        start = quote + 1
        end = self._run(_ESCAPE_QUOTED if escaped else _QUOTED, start, start)
        value = text[start:end]
        if '\\"' in value:
            value = value.replace("\\", "")
        self._emit(kind, start, end, value, quoted=True, shown=value)
        return end + 2 if text[end] == "\\" else end + 1

    def _run(self, pattern: re.Pattern[str], position: int, start: int) -> int:
        """Return where a run that has to end at a quote ends: at the quote or at its backslash."""
        text = self._text
        end = _end_of_word(pattern, text, position)
        if text.startswith(('"', '\\"'), end):
            return end
        if text.startswith("\\", end):
            raise TagError("unrecognized escape character", start, end + 1)
        shown = text[start : end + 1]
        message = f"unterminated quoted string in shortcode parameter-argument: '{shown}'"
        raise TagError(message, start, min(end + 1, len(text)))

    def _emit(
        self,
        kind: str,
        start: int,
        end: int,
        value: Value | None = None,
        *,
        quoted: bool = False,
        shown: str | None = None,
    ) -> None:
        text = self._text[start:end] if shown is None else shown
        self._tokens.append(Token(kind, start, end, text, value, quoted))


def _skip_spaces(text: str, position: int) -> int:
    match = _SPACES.match(text, position)
    return position if match is None else match.end()


def _end_of_word(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Return where `pattern` stops; beyond ASCII, where the first character stands that is no letter or digit."""
    match = pattern.match(text, position)
    end = position if match is None else match.end()
    if pattern in (_WORD, _WORD_OR_DOT):
        for foreign in _NOT_ASCII.finditer(text, position, end):
            if not _is_word(foreign[0]):
                return foreign.start()
    return end


def _is_word(character: str) -> bool:
    """Return whether a name may start with `character`: a letter, a decimal digit or ``_``."""
    if character.isascii():
        return character.isalnum() or character == "_"
    category = unicodedata.category(character)
    return category[0] == "L" or category == "Nd"


def _describe(character: str) -> str:
    """Return `character` as Go's ``%#U`` does: the code point and, if it can be printed, the character."""
    point = f"U+{ord(character):04X}"
    printable = character == " " or unicodedata.category(character)[0] in "LMNPS"
    return f"{point} '{character}'" if printable else point
