"""Raised and lowered text (``x^2^``, ``H~2~O``), as Hugo's extension of Goldmark pairs its signs.

A sign opens where no space follows it and closes where none stands before it, by the rules of emphasis; both stand in
one block, whatever is between them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from migrate.transform.body.extras import BARE_ADDRESS
from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["raise_and_lower"]

_SIGN = re.compile(rf"{BARE_ADDRESS}|(?<![\\^~])(?:\^(?!\^)|~(?!~))")
_TAGS = {"^": "sup", "~": "sub"}
_INLINE = frozenset(("Emphasis", "Strong", "Link", "Image"))


def raise_and_lower(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for the elements of raised and lowered text."""
    goldmark = pieces.builder.settings.goldmark
    signs = ("^" if goldmark.superscript else "") + ("~" if goldmark.subscript else "")
    if all(text.count(sign) < 2 for sign in signs):
        return text
    out: list[str] = []
    done = 0
    pairs = [pair for words in _blocks(text, pieces) for pair in _pairs(text, words, signs)]
    ends = sorted([(start, "") for start, _ in pairs] + [(end, "/") for _, end in pairs])
    for at, slash in ends:
        tag = Standing(f"<{slash}{_TAGS[text[at]]}>", text[at])
        out += (text[done:at], pieces.placeholders.add(tag))
        done = at + 1
    out.append(text[done:])
    return "".join(out)


def _blocks(text: str, pieces: Pieces) -> Iterator[list[tuple[int, int]]]:
    """Yield for each block where its words stand."""
    goldmark = replace(pieces.builder.settings.goldmark, strikethrough=False, delete_extra=False)
    places = Places(text)
    words: list[tuple[int, int]] = []
    seen = 0
    for event, place in engine(goldmark, typographer=False).events_with_range(text):
        if isinstance(event, str):
            continue
        name = tag_of(event, "Start") or tag_of(event, "End")
        if name and name not in _INLINE:
            yield words
            words = []
        if "Text" in event and place["start"] >= seen:
            words.append((places.at(place["start"]), places.at(place["end"])))
            seen = place["end"]
    yield words


def _pairs(text: str, words: list[tuple[int, int]], signs: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the signs that belong together."""
    open_at: list[int] = []
    for start, end in words:
        for match in _SIGN.finditer(text, start, end):
            at = match.start()
            if text[at] not in signs:
                continue
            before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
            opens = not after.isspace() and (after.isalnum() or not before.isalnum())
            closes = not before.isspace() and (before.isalnum() or not after.isalnum())
            partner = next((other for other in reversed(open_at) if text[other] == text[at]), None)
            if closes and partner is not None and partner + 1 < at:
                yield partner, at
                del open_at[open_at.index(partner) :]
            elif opens:
                open_at.append(at)
