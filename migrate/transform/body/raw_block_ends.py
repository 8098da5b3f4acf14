"""Ends of raw HTML blocks that nothing but an end tag ends: ``<pre>``, ``<script>``, ``<style>`` and ``<textarea>``.

For Goldmark the end tag of any of the four ends such a block; the engine reads on to the tag of its own name. Owns: an
end tag at that place, which is taken away again. Does not own: end tags where nothing is open (`stray_ends`).
"""

import re

import pyromark

from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces

__all__ = ["drop_block_ends", "end_raw_blocks", "has_other_end"]

_START = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*<(pre|script|style|textarea)\b", re.MULTILINE | re.IGNORECASE
)
_END = re.compile(r"</(pre|script|style|textarea)>", re.IGNORECASE)
_MARK = "x"
"""Follows the nonce; placeholders have a number there."""


def has_other_end(text: str) -> bool:
    """Tell quickly whether such a block may hold the end tag of another name."""
    if "</" not in text:
        return False
    ends = {name.lower() for name in _END.findall(text)}
    return bool(ends) and any(ends - {name.lower()} for name in _START.findall(text))


def end_raw_blocks(text: str, pieces: Pieces) -> str:
    """Return Markdown with the end tag of its own name where another one ends a block."""
    mark = f"{pieces.placeholders.nonce}{_MARK}"
    chosen = engine(pieces.builder.settings.goldmark, typographer=False)
    at = 0
    while at >= 0:
        text, at = _ended(text, at, mark, chosen)
    return text


def _ended(text: str, done: int, mark: str, chosen: pyromark.Markdown) -> tuple[str, int]:
    """Return the text with the first block behind `done` ended, and where it ends; -1 where none is left."""
    places = Places(text)
    for event, place in chosen.events_with_range(text):
        if tag_of(event, "Start") != "HtmlBlock":
            continue
        start, end = places.at(place["start"]), places.at(place["end"])
        opened = _START.match(text[start:end])
        if start < done or opened is None:
            continue
        closed = _END.search(text, start, end)
        if closed is None or closed[1].lower() == opened[1].lower():
            continue
        line = text.find("\n", closed.end(), end)
        if 0 <= line < end - 1 and _END.search(text, closed.end(), line) is None:
            written = f"</{opened[1]}>{mark}"
            return text[:line] + written + text[line:], line + len(written)
    return text, -1


def drop_block_ends(html: str, pieces: Pieces) -> str:
    """Return `html` without these end tags."""
    return re.sub(rf"</\w+>{pieces.placeholders.nonce}{_MARK}", "", html)
