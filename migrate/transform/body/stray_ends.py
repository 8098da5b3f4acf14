"""End tags of elements that keep their content, such as ``</pre>``, where nothing is open.

One at the beginning of a line begins a block of HTML for the engine and a paragraph for Goldmark, so that what follows
is Markdown. Does not own: what stands before it.
"""

import re

from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["has_stray_end", "part_stray_ends"]

_END = re.compile(r"^[ \t>]*</(?:pre|script|style|textarea)[ \t]*>", re.MULTILINE | re.IGNORECASE)


def has_stray_end(text: str) -> bool:
    """Tell quickly whether such a tag may begin a line."""
    return "</" in text and _END.search(text) is not None


def part_stray_ends(text: str, pieces: Pieces) -> str:
    """Return Markdown with a word that shows nothing before each tag that would begin a block."""
    places = Places(text)
    out: list[str] = []
    done = 0
    for event, place in engine(pieces.builder.settings.goldmark, typographer=False).events_with_range(text):
        if tag_of(event, "Start") != "HtmlBlock":
            continue
        start = places.at(place["start"])
        match = _END.match(text, text.rfind("\n", 0, start) + 1)
        if match is not None and match.end() > start:
            at = text.index("<", start)
            out += (text[done:at], pieces.placeholders.add(Standing("", "")))
            done = at
    out.append(text[done:])
    return "".join(out)
