"""Attributes of raw HTML that an empty line cuts before their quote is closed.

A browser reads such an attribute on to the next quote of the page. Goldmark writes quotes of words as entities, which
close nothing, and the engine writes them as they are. Owns: writing them as Goldmark does where an attribute is open.
"""

import re

from migrate.transform.body.markdown import engine, tag_of
from migrate.transform.body.parts import Pieces

__all__ = ["has_hidden_quote", "has_open_quote", "hide_quotes", "show_quotes"]

_MARK = "\ufdd1"
_STAND_IN = f"\u2e17{_MARK}\u2e17"
"""A character that no text has, between signs that are punctuation, as the quote is: they count beside ``*``."""
_OPEN = re.compile(r"<[A-Za-z][^<>\"'\n]*(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*=[ \t]*\"[^\"]*\Z")
_CUT = re.compile(r"<[A-Za-z][^>\n]*=[ \t]*\"[^\"\n]*\n(?:[^\"\n]+\n)*[ \t]*\n")
"""The same in a text, with the empty line behind it."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def has_open_quote(text: str) -> bool:
    """Tell quickly whether an empty line may cut an attribute."""
    return '="' in text and _MARK not in text and _CUT.search(text) is not None


def hide_quotes(text: str, pieces: Pieces) -> str:
    """Return Markdown with another sign for each quote among words, where some attribute is open."""
    data = text.encode("utf-8", "replace")
    out: list[bytes] = []
    done = 0
    cut = False
    for event, place in engine(pieces.builder.settings.goldmark, typographer=False).events_with_range(text):
        if isinstance(event, str):
            continue
        first, last = place["start"], place["end"]
        if tag_of(event, "Start") == "HtmlBlock":
            block = _COMMENT.sub("", data[first:last].decode("utf-8", "replace"))
            opened = _OPEN.search(block)
            if opened is not None:
                cut = True
                written = opened[0].strip()
                action = "a browser takes what follows, to the next quote, for a part of the attribute"
                pieces.builder.note("html-attribute-open", written, action, written)
        elif ("Text" in event or "Code" in event) and b'"' in data[first:last]:
            out += (data[done:first], data[first:last].replace(b'"', _STAND_IN.encode()))
            done = last
    if not cut:
        return text
    out.append(data[done:])
    return b"".join(out).decode("utf-8", "replace")


def has_hidden_quote(html: str) -> bool:
    """Tell quickly whether such a sign stands in `html`."""
    return _MARK in html


def show_quotes(html: str, pieces: Pieces) -> str:
    """Return `html` with the entity where the sign stands."""
    return html.replace(_STAND_IN, "&quot;")
