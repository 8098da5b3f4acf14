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
_ROUNDS = 20
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
    # What stands behind such an end may begin a block of its own.
    for _ in range(_ROUNDS):
        ended = _ended(text, mark, chosen)
        if ended == text:
            break
        text = ended
    return text


def _ended(text: str, mark: str, chosen: pyromark.Markdown) -> str:
    """Return the text with an end for each block that the engine sees."""
    places = Places(text)
    out: list[str] = []
    done = 0
    for event, place in chosen.events_with_range(text):
        if tag_of(event, "Start") != "HtmlBlock":
            continue
        start, end = places.at(place["start"]), places.at(place["end"])
        opened = _START.match(text[start:end])
        closed = _END.search(text, start, end) if opened is not None else None
        if opened is None or closed is None or closed[1].lower() == opened[1].lower():
            continue
        line = text.find("\n", closed.end(), end)
        if 0 <= line < end - 1 and _END.search(text, closed.end(), line) is None:
            out += (text[done:line], f"</{opened[1]}>{mark}")
            done = line
    out.append(text[done:])
    return "".join(out)


def drop_block_ends(html: str, pieces: Pieces) -> str:
    """Return `html` without these end tags."""
    return re.sub(rf"</\w+>{pieces.placeholders.nonce}{_MARK}", "", html)
