"""Colons at the beginning of lines, which Goldmark and the engine take for definitions under different conditions.

Owns where a colon begins no definition, so that it stays a sign of the text. Does not own what definitions become.
"""

import re
from collections.abc import Iterator

from migrate.transform.body.emoji_text import emojify_line_starts
from migrate.transform.body.line_starts import LineStart
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["has_colon_first", "protect_colons"]

_FIRST = LineStart(r"[ \t>]*:")
_BEFORE_WORD = LineStart(r"[ \t>]*:(?![ \t])")
_COLON = re.compile(r"^([ \t>]*):(?!-+:?[ \t]*(?:\||$))(?![ \t])", re.MULTILINE)
"""Other blanks, such as that of French before a colon's like, make no definition."""
_MAY_BE_INDENTED = LineStart(r"[ \t>]*[ \t]:[ \t]")
_INDENTED = re.compile(r"^[ \t>]*[ \t]:(?=[ \t])", re.MULTILINE)
_QUOTE = re.compile(r"(?: *> ?)*")
_ITEM = re.compile(r" *(?:[-*+:]|\d{1,9}[.)]|\[\^[^\]\s]+\]:)(?: +|$)")
_DEFINED_CODE = 8
"""Blanks behind the colon of a definition from which on they begin code."""
_FAR = 400
"""Lines above in which the list item around a line is looked for."""


def has_colon_first(text: str) -> bool:
    """Tell quickly whether a line begins with a colon, be it behind blanks or signs of a quote."""
    return ":" in text and _FIRST.within(text)


def protect_colons(text: str, pieces: Pieces) -> str:
    """Keep colons that begin no definition: smileys, without a blank behind them, and those that stand deeper."""
    touched = _BEFORE_WORD.within(text)
    if touched and pieces.builder.settings.emoji:
        text = emojify_line_starts(text, pieces)
    if _MAY_BE_INDENTED.within(text):
        text = "".join(_lines(text, pieces))
    if not touched:
        return text
    return _COLON.sub(lambda match: match[1] + pieces.placeholders.add(Standing(":", ":")), text)


def _lines(text: str, pieces: Pieces) -> Iterator[str]:
    """Yield the lines with placeholders for colons that stand deeper than the text of the block around them."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        start = "\n" if at else ""
        match = _INDENTED.match(line)
        if match is None or not _is_inset(lines, at):
            yield start + line
            continue
        yield f"{start}{line[: match.end() - 1]}{pieces.placeholders.add(Standing(':', ':'))}{line[match.end() :]}"


def _is_inset(lines: list[str], at: int) -> bool:
    """Tell whether a line stands deeper than where the text of its list item begins, or that of the page."""
    depth, rest = _unquoted(lines[at])
    limit = column = _indent(rest)
    for line in reversed(lines[max(0, at - _FAR) : at]):
        levels, rest = _unquoted(line)
        if levels < depth or not limit:
            break
        # A quote in the same item tells nothing of where the item begins.
        if levels > depth or not rest.strip() or _indent(rest) >= limit:
            continue
        limit = _indent(rest)
        for begins in reversed(list(_items(rest))):
            if begins <= column:
                return begins < column
    return column > 0


def _items(line: str) -> Iterator[int]:
    """Yield the columns at which the text of each list item, note and definition begins that opens on a line."""
    match = _ITEM.match(line)
    while match is not None:
        sign = match[0].rstrip()
        blanks = len(match[0]) - len(sign)
        if sign.lstrip().startswith("["):
            yield 4
        elif sign.endswith(":"):
            yield match.start() + len(sign) + (5 if blanks >= _DEFINED_CODE else blanks)
        else:
            # Five blanks begin code, one column behind the sign.
            yield match.start() + len(sign) + (1 if blanks > 4 else blanks)
        match = _ITEM.match(line, match.end()) if match.end() < len(line) else None


def _unquoted(line: str) -> tuple[int, str]:
    """Return how many quotes a line stands in, and the rest of it."""
    line = line.expandtabs(4)
    prefix = _QUOTE.match(line)
    end = prefix.end() if prefix is not None else 0
    return line[:end].count(">"), line[end:]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
