"""Paragraphs of Markdown, line by line: those of the page, of quotes, list items, notes and definitions.

Owns: where the engine finds them when it knows no tables, as Goldmark does before it makes tables of some, and what
their lines begin with. Does not own: what is made of them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from migrate.model.goldmark import Goldmark
from migrate.transform.body.markdown import Places, engine, tag_of

__all__ = ["Line", "Paragraph", "paragraphs_of"]

_ITEMS = frozenset(("DefinitionListDefinition", "FootnoteDefinition", "Item"))
_HOLDERS = _ITEMS | frozenset(("Heading", "Paragraph"))
"""Blocks whose words are a paragraph, or were one until the line under them made a heading of it."""
_BLOCKS = _HOLDERS | frozenset(
    ("BlockQuote", "CodeBlock", "DefinitionList", "DefinitionListTitle", "HtmlBlock", "List", "MetadataBlock", "Table")
)
_MARKER = re.compile(r"(?:[-*+:]|\d{1,9}[.)])([ \t]*)")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:[ ]*")
_SIGN = re.compile(r"[^>\t]")
_QUOTE = -1
"""Stands among the columns of the items around a paragraph for a quote, in which columns are counted anew."""


class Line(NamedTuple):
    """The words of one line."""

    start: int
    end: int
    deep: bool
    """Whether they stand four blanks or more behind where the text of the block around them begins."""


class Paragraph(NamedTuple):
    """A paragraph in a text."""

    lines: list[Line]
    before: str
    """What a line begins with that stands as deep as the paragraph: blanks, and the signs of quotes."""
    underlined: bool
    """Whether the line below makes a heading of it."""


def paragraphs_of(text: str, goldmark: Goldmark) -> Iterator[Paragraph]:
    """Yield the paragraphs in the order of the text."""
    places = Places(text)
    blocks: list[str] = []
    columns: list[int] = []
    first = last = -1
    for event, place in engine(goldmark, typographer=False, tables=False).events_with_range(text):
        # Most events are words.
        is_tag = "Start" in event or "End" in event
        started, ended = (tag_of(event, "Start"), tag_of(event, "End")) if is_tag else ("", "")
        if started in _BLOCKS or ended in _BLOCKS or event == "Rule":
            if first >= 0:
                within = (places.at(first), places.at(last))
                yield _paragraph(text, *within, columns, underlined=blocks[-1] == "Heading")
            first = -1
            if started:
                blocks.append(started)
            elif ended:
                blocks.pop()
            if started in _ITEMS:
                columns.append(_column_in(text, places.at(place["start"])))
            elif started == "BlockQuote":
                columns.append(_QUOTE)
            elif ended in _ITEMS or ended == "BlockQuote":
                columns.pop()
        elif blocks and blocks[-1] in _HOLDERS:
            first = place["start"] if first < 0 else first
            last = place["end"]


def _paragraph(text: str, first: int, last: int, columns: Sequence[int], *, underlined: bool) -> Paragraph:
    if text.startswith("\\", first - 1) and first:
        # The engine tells where the sign stands that is escaped.
        first -= 1
    start = text.rfind("\n", 0, first) + 1
    before = _SIGN.sub(" ", _NOTE.sub("    ", text[start:first]))
    blank = _before(before.count(">"))
    lines = [Line(first, _end(text, first), deep=False)]
    while lines[-1].end < last:
        start = lines[-1].end + 1
        match = blank.match(text, start)
        first = match.end() if match is not None else last
        lines.append(Line(first, _end(text, first), _depth(text[start:first], columns) > 3))
    return Paragraph(lines, before, underlined)


@cache
def _before(quotes: int) -> re.Pattern[str]:
    """Return the pattern of what a line in so many quotes begins with; any sign more is a word of the line."""
    return re.compile(rf"(?:[ \t]*>){{0,{quotes}}}[ \t]*")


def _end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _depth(before: str, columns: Sequence[int]) -> int:
    """Return how far behind the text of its block a line stands that begins with `before`."""
    column = _column(before)
    quotes = before.count(">")
    depth = 0
    for begins in columns:
        if begins == _QUOTE:
            if not quotes:
                break
            quotes -= 1
            depth = 0
        elif begins <= column:
            depth = begins
    return column - depth


def _column_in(text: str, start: int) -> int:
    """Return the column at which the text of an item begins whose sign stands at `start`, or behind blanks there."""
    while text.startswith((" ", "\t"), start):
        start += 1
    before = text[text.rfind("\n", 0, start) + 1 : start]
    match = _MARKER.match(text, start)
    if match is None:
        return _column(before) + 4
    sign = match[0].rstrip()
    behind = _column(before + "x" * len(sign) + match[1]) - _column(before + "x" * len(sign))
    # Five blanks begin code, one column behind the sign; none are at the end of a line.
    return _column(before) + len(sign) + (behind if 0 < behind < 5 else 1)


def _column(before: str) -> int:
    """Return the column behind `before`, or behind the last quote in it and the blank that belongs to it."""
    whole = before.expandtabs(4)
    at = whole.rfind(">") + 1
    return len(whole) - at - (1 if at and whole.startswith(" ", at) else 0)
