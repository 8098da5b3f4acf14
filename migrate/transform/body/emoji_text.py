"""Names of emoji between colons become their characters, where a site asks for it (``enableEmoji``).

Owns: where such a name is one. Does not own: the names (`emoji_names`).
"""

import re
from collections.abc import Mapping

from migrate.transform.body.builder import Builder
from migrate.transform.body.emoji_names import emoji_names
from migrate.transform.body.extras import OUTSIDE
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.rawtext import GUARD
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element

__all__ = ["emojify", "emojify_line_starts", "may_hold_escaped_colon", "protect_escaped_colons"]

_ENTITY = r"&(?:#0*58|#[xX]0*3[aA]|colon);"
_COLON = rf"(?:\\:|{_ENTITY})"
_COLON_ENTITY = re.compile(_ENTITY)
_ESCAPED_COLON = re.compile(
    rf"(?<!\\)(?P<before>(?:\\\\)*)(?P<colon>{_COLON})(?=[a-z0-9_+-]+(?::|{_COLON}))"
    rf"|(?P<name>:[a-z0-9_+-]+)(?P<last>{_COLON})"
)
"""A colon behind a backslash, or written as an entity, where an emoji could begin or end."""
_OUTSIDE = re.compile(f"({OUTSIDE})", re.DOTALL)
_ADDRESSES = re.compile(r"((?<![^\s*_~(>])(?:(?:https?|ftp)://|www\.)[^\s<:/?#]+(?::\d+)?[/#?][^\s<]*)")
"""What stands right behind the name of a host alone may be an emoji."""
_ADDRESS_BEFORE = re.compile(r"(?:(?:https?|ftp)://|www\.)[^\s<]*\Z")
_BEGINS = re.compile(r"(?:https?|ftp)://|www\.|[a-zA-Z0-9][\w.+-]*@")
"""An address right behind an emoji is one, since no text goes on there: it is a node of its own for Goldmark."""
_FAR = 400
_EMOJI_START = re.compile(r"^([ \t>]*):(?P<name>[a-z0-9_+-]+):", re.MULTILINE)
_EMOJI_LIKE = re.compile(r":(?=([a-z0-9_+-]+):)")


def emojify(html: str, pieces: Pieces) -> str:
    """Return `html` with ``:names:`` of emoji as characters."""
    like = _EMOJI_LIKE.findall(html)
    if not like:
        return html
    names = emoji_names()
    if not any(name in names for name in like):
        # Most pages have none: no need to tell code and tags from text.
        return html

    settings = pieces.builder.settings
    links = settings.linkify and ("://" in html or "www." in html or "@" in html)
    parting = pieces if links and not settings.blackfriday else None
    # Texts and what stands between them take turns.
    parts = _OUTSIDE.split(html)
    parts[::2] = [_with_emoji(text, names, parting, links=links) if ":" in text else text for text in parts[::2]]
    return "".join(parts)


def _with_emoji(text: str, names: Mapping[str, str], parting: Pieces | None, *, links: bool) -> str:
    if links and ("://" in text or "www." in text):
        parts = _ADDRESSES.split(text)
        parts[::2] = [_with_emoji(part, names, parting, links=False) for part in parts[::2]]
        return "".join(parts)
    out: list[str] = []
    done = 0
    for match in _EMOJI_LIKE.finditer(text):
        # The colon that ends a name which is none may begin the next one.
        if match.start() >= done and match[1] in names:
            before, done = done, match.end(1) + 1
            sign = names[match[1]]
            if parting is not None and _BEGINS.match(text, done) is not None:
                sign = _parted(sign, parting)
            out += (text[before : match.start()], sign)
    out.append(text[done:])
    return "".join(out)


def _parted(sign: str, pieces: Pieces) -> str:
    """Return HTML that shows `sign` apart from the text behind it."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        builder.text(sign, marks, link)

    return f"{opening(pieces.defer(act), block=False)}{sign}{closing(block=False)}"


def may_hold_escaped_colon(text: str) -> bool:
    """Tell quickly whether a colon may be there with which no emoji begins or ends."""
    return "\\:" in text or _COLON_ENTITY.search(text) is not None


def protect_escaped_colons(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for colons behind a backslash, with which no emoji begins."""
    links = pieces.builder.settings.linkify and not pieces.builder.settings.blackfriday

    def put(match: re.Match[str]) -> str:
        written = match["colon"] or match["last"]
        sign = pieces.placeholders.add(Standing(":", written, in_tag=":"))
        before = match["name"] or match["before"]
        # An address ends at the backslash.
        ended = links and _ADDRESS_BEFORE.search(text, max(match.start() - _FAR, 0), match.end() - len(written))
        return f"{before}{GUARD if ended else ''}{sign}"

    return _ESCAPED_COLON.sub(put, text)


def emojify_line_starts(text: str, pieces: Pieces) -> str:
    """Return Markdown with the emoji at the starts of its lines in placeholders."""
    names = emoji_names()

    links = pieces.builder.settings.linkify and not pieces.builder.settings.blackfriday

    def put(match: re.Match[str]) -> str:
        sign = names.get(match["name"])
        if sign is None:
            return match[0]
        shown = _parted(sign, pieces) if links and _BEGINS.match(text, match.end()) is not None else sign
        return match[1] + pieces.placeholders.add(Standing(shown, match[0].lstrip(" \t>")))

    return _EMOJI_START.sub(put, text)
