"""Addresses as the source writes them: what Goldmark's linkify sees before entities and escapes are resolved.

Owns: telling `linkify`, which reads the finished text, where the source says otherwise. Does not own: what an address
is, nor signs without which an address is none (`linkify.protect_escapes`).
"""

import re
from html import escape, unescape

import pyromark

from migrate.transform.body.builder import Builder, Deferred
from migrate.transform.body.engine_places import BytePositions
from migrate.transform.body.linkify import (
    ENTITY_ADDRESS,
    HELD_ENTITY,
    depth_after,
    escape_address,
    has_address_before,
    split_autolinks,
    trim_address,
)
from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.rawtext import GUARD
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.runs import CODE, Link
from migrate.transform.body.tree import Element, attributes

__all__ = [
    "guard_after_signs",
    "guard_before_escapes",
    "has_entity_in_address",
    "has_sign_before_address",
    "link_in_code_tags",
    "protect_entities",
]

_QUOTE = re.compile(
    r"(?<!\]\()(&(?:quot|apos|[lr][sd]quo|hellip|[nm]dash|[lr]aquo|#(?:34|39|8211|8212|821[67]|822[01]|8230)"
    r"|#[xX](?:22|27|201[3489cdCD]));|[“‘–—…«»])(?=(?:https?|ftp)://|www\.|[a-zA-Z0-9][\w.+-]*@)"
)
"""A sign before which an address begins only where the typographer makes it: not where the source has it itself."""
_BEGINS = r"(?:https?://|ftp://|www\.|[a-zA-Z0-9][\w.+-]*@)"
_BEFORE_ADDRESS = re.compile(rf"[;“‘–—…«»]{_BEGINS}")
_SEMICOLON_BEFORE_ADDRESS = re.compile(f";{_BEGINS}")
"""One sign is looked for many times as fast as one of several."""
_ESCAPE_IN_ADDRESS = re.compile(
    r"(?:(?<!\]\()|(?<=\\\]\())(?<!\]: )(?<![^ \n*_~(])((?:https?://|ftp://|www\.)[^\s\\<>\"`]+)(?=\\[!-/:-@\[-`{-~])"
)
_ESCAPE_BEFORE_ADDRESS = re.compile(
    r"(?<!\\)(?<!\]\()((?:\\\\)*\\[!-/:-@\[-`{-~])(?=(?:https?|ftp)://|www\.|[a-zA-Z0-9][\w.+-]*@)"
)
"""A sign behind which no address begins, since it is escaped."""
_MAY_BE_BEFORE_ADDRESS = re.compile(rf"\\[!-/:-@\[-`{{-~]{_BEGINS}")
_ESCAPE_IN_MAIL = re.compile(r"(?<![^ \n*_~(])(?=[a-zA-Z0-9][\w.+-]*\\[!-/:-@\[-`{-~][^\s@]*@)")
_ESCAPE_BEFORE_AT = re.compile(r"\\[!-/:-@\[-`{-~][^\s@]*@")
"""What the pattern above needs, found sixty times faster: backslashes are rare, words are not."""
_ESCAPED_BRACKET = re.compile(r"(?P<skip>\]\([^()\s]*\)|<[^<>\s]*>)|(?P<even>(?<!\\)(?:\\\\)*)(?=\\[\[\]])")
_CODE_TAG = re.compile(
    r"(?P<start><(?P<tag>code|kbd|samp|tt)(?:\s[^<>]*)?>)(?P<words>[^<`]*?(?:://|www\.|@)[^<`]*)(?P<end></(?P=tag)>)",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(("Link", "Image", "CodeBlock", "HtmlBlock", "MetadataBlock"))


def has_entity_in_address(text: str) -> bool:
    """Tell quickly whether an address may hold an entity."""
    return "&" in text and HELD_ENTITY.search(text) is not None


def protect_entities(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for addresses in words that hold entities, which readers see as written.

    Goldmark takes an address from the source: of ``http://here.org/?a=1&amp;b=2`` both text and destination keep
    the ``&amp;``. An entity at the end is no part of it. Hugo's link hook prints the text without escaping it, so that
    readers see the sign there.
    """
    if not has_entity_in_address(text):
        return text
    inside = _words(text, engine(pieces.builder.settings.goldmark, typographer=False))
    by_hook = pieces.builder.settings.goldmark.links_by_hook
    out: list[str] = []
    done = 0
    for match in ENTITY_ADDRESS.finditer(text):
        start = match.start()
        if start < done or not any(first <= start < last for first, last in inside):
            continue
        # What stands for a sign that is escaped, or for a call, is no part of it here.
        written, held, _ = match[0].partition(pieces.placeholders.nonce)
        address = trim_address(written)
        end = start + len(address)
        if held and "&" not in address and not text.startswith("&", end):
            continue
        if depth_after(text[max(text.rfind("\n\n", 0, start), 0) : start]):
            # What may still be the text of a link holds no address of its own.
            continue
        shown = unescape(address) if by_hook else address
        # What follows would be taken for a part of the address once its entity is resolved.
        guard = GUARD if text.startswith("&", end) else ""
        out += (text[done:start], _placed(shown, address, pieces, escape_address(address)), guard)
        done = end
    out.append(text[done:])
    return "".join(out)


def link_in_code_tags(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for addresses between tags such as ``<code>``, which Goldmark takes for words.

    Once rendered they look as between backquotes, where an address is no link.
    """
    matches = [match for match in _CODE_TAG.finditer(text) if "](" not in match["words"]]
    if not matches:
        return text
    settings = pieces.builder.settings
    inline = _inline_tags(text, engine(settings.goldmark, typographer=False))
    positions = BytePositions(text)
    out: list[str] = []
    done = 0
    for match in matches:
        if positions.at(match.start()) not in inline:
            continue
        start, end = match["start"], match["end"]
        if match["tag"].lower() == "code":
            # What is between these tags would stay as it is written.
            key = pieces.defer(_code(start))
            start = pieces.placeholders.add(Standing(opening(key, block=False), start))
            end = pieces.placeholders.add(Standing(closing(block=False), end))
        out += (text[done : match.start()], start)
        for piece, uri in split_autolinks(match["words"], settings.goldmark):
            out.append(_placed(piece, piece, pieces, uri) if uri else piece)
        out.append(end)
        done = match.end()
    out.append(text[done:])
    return "".join(out)


def _code(start: str) -> Deferred:
    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        names = list(attributes(start))
        if names:
            builder.note("attributes-dropped", start, f"left out {', '.join(names)}", start)
        builder.walk(element[2], marks | CODE, link)

    return act


def _inline_tags(text: str, chosen: pyromark.Markdown) -> set[int]:
    """Return at which byte tags stand between words: not in code, nor in blocks of HTML."""
    return {
        place["start"]
        for event, place in chosen.events_with_range(text)
        if isinstance(event, dict) and "InlineHtml" in event
    }


def _placed(shown: str, address: str, pieces: Pieces, uri: str) -> str:
    html = f"{opening(pieces.defer(_link(shown, uri)), block=False)}{escape(shown)}{closing(block=False)}"
    return pieces.placeholders.add(Standing(html, address))


def _link(shown: str, uri: str) -> Deferred:

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        builder.text(shown, marks, link or Link("hyperlink", {"uri": uri}, uri, ""))

    return act


def _words(text: str, chosen: pyromark.Markdown) -> list[tuple[int, int]]:
    """Return start and end of each stretch of words outside links, code and raw HTML."""
    places = Places(text)
    found: list[tuple[int, int]] = []
    outside = seen = 0
    for event, place in chosen.events_with_range(text):
        if isinstance(event, str):
            continue
        outside += (tag_of(event, "Start") in _OUTSIDE) - (tag_of(event, "End") in _OUTSIDE)
        if "Text" in event and not outside and place["start"] >= seen:
            found.append((places.at(place["start"]), places.at(place["end"])))
            seen = place["end"]
    return found


def has_sign_before_address(text: str) -> bool:
    """Tell quickly whether `guard_after_signs` may have something to do."""
    return (_SEMICOLON_BEFORE_ADDRESS if text.isascii() else _BEFORE_ADDRESS).search(text) is not None


def guard_after_signs(text: str, pieces: Pieces) -> str:
    """Return Markdown with a guard before each address that a finished sign, or a quote's entity, directly precedes."""
    return _QUOTE.sub(rf"\1{GUARD}", text)


def guard_before_escapes(text: str, pieces: Pieces) -> str:
    """Return Markdown with a guard where a backslash ends an address, or keeps a word or sign from being special."""
    if has_address_before(text, "\\"):
        text = _ESCAPE_IN_ADDRESS.sub(rf"\1{GUARD}", text)
    if _MAY_BE_BEFORE_ADDRESS.search(text) is not None:
        text = _ESCAPE_BEFORE_ADDRESS.sub(rf"\1{GUARD}", text)
    if "@" in text and _ESCAPE_BEFORE_AT.search(text) is not None:
        text = _ESCAPE_IN_MAIL.sub(GUARD, text)
    if ("\\[" in text or "\\]" in text) and ("://" in text or "www." in text or "@" in text):
        text = _ESCAPED_BRACKET.sub(lambda match: match["skip"] or match["even"] + GUARD, text)
    return text
