"""Words inside raw HTML blocks, in which Goldmark makes no links of bare addresses, no emoji and no marks.

The rendered HTML does not tell them from words of Markdown. Where it matters, a sign that no source holds is put
before each address in such a block, and the words that carry it become nodes of their own; other signs go into
placeholders.
"""

import re
from collections.abc import Callable
from functools import cache

import pyromark

from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.settings import BodySettings
from migrate.transform.body.tree import Node

__all__ = [
    "GUARD",
    "GUARD_IN_ADDRESS",
    "RAW_TEXT_TAG",
    "free_addresses",
    "guard_html",
    "guard_raw_blocks",
    "has_raw_signs",
    "part_guarded",
    "protect_raw_signs",
    "raw_html_end",
]

RAW_TEXT_TAG = "#raw"
GUARD = "\ufdd0"  # A character that Unicode keeps free for uses such as this.
GUARD_IN_ADDRESS = "%EF%B7%90"
"""How the engine writes the guard in the destination of a link."""
_SPACE = re.compile(r"\s")
_AFTER_BRACKET = re.compile(r"[\s*_~(]")
_TAG = re.compile(r"(<[A-Za-z/!?][^>]*>)")
_START = re.compile(r"<[A-Za-z/!?]")
_BEFORE_BLOCK = re.compile(r"[^A-Za-z<\[]*(?:\[[^\]]*\][^A-Za-z<\[]*)*")
"""What stands on its line before a tag that may begin a raw HTML block: only signs of quotes, lists and notes."""
_TO_ITS_END = re.compile(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
"""Beginning of a raw HTML block that no empty line ends."""
_OVER_EMPTY_LINES = re.compile(r"<(?:\?|!(?!--)|script|pre|style|textarea)", re.IGNORECASE)
"""The same, but for comments."""
_ADDRESS = re.compile(r"((?:https?|ftp)://)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*[\r\n]")
_TAG_ON_A_LINE = re.compile(r"<[A-Za-z/!?][^>\r\n]*>")


def guard_raw_blocks(text: str, engine: pyromark.Markdown, nonce: str) -> str:
    """Return Markdown with a guard before each address that stands in a raw HTML block outside its tags.

    `nonce` begins the placeholders, which may stand for addresses too.
    """
    if nonce not in text and not _has_bare_address(text):
        return text
    target = re.compile(rf"(https?://|ftp://|www\.|@|{nonce}\d)")
    if not _may_hold(text, target):
        return text

    def guarded(piece: str) -> str:
        return target.sub(GUARD + r"\1", piece)

    return _in_raw_blocks(text, engine, guarded)


def has_raw_signs(text: str, settings: BodySettings) -> bool:
    """Tell whether `text` has a sign that means something in Markdown on this site only, and raw HTML."""
    if not settings.unsafe or settings.blackfriday or "<" not in text:
        return False
    pattern = _signs_of(settings)
    return pattern is not None and pattern.search(text) is not None and _START.search(text) is not None


def protect_raw_signs(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for what is not that sign in raw HTML blocks: emoji and marks."""
    settings = pieces.builder.settings
    pattern = _signs_of(settings)
    if pattern is None:
        return text

    def put(match: re.Match[str]) -> str:
        return pieces.placeholders.add(Standing(match[0], match[0]))

    def protected(piece: str) -> str:
        return pattern.sub(put, piece)

    return _in_raw_blocks(text, engine(settings.goldmark, typographer=False), protected)


def _signs_of(settings: BodySettings) -> re.Pattern[str] | None:
    goldmark = settings.goldmark
    signs = (
        (goldmark.mark, "=="),
        (goldmark.insert, "++"),
        (goldmark.superscript, "^"),
        (goldmark.subscript, "~"),
    )
    return _pattern_of(settings.emoji, tuple(sign for on, sign in signs if on))


@cache
def _pattern_of(emoji: bool, signs: tuple[str, ...]) -> re.Pattern[str] | None:
    choices = [re.escape(sign) for sign in signs]
    choices += [":(?=[a-z0-9_+-]+:)"] if emoji else []
    return re.compile("|".join(choices)) if choices else None


def _in_raw_blocks(text: str, engine: pyromark.Markdown, change: Callable[[str], str]) -> str:
    """Return `text` with what stands between the tags of raw HTML blocks changed."""
    data = text.encode("utf-8", "replace")
    out: list[bytes] = []
    done = 0
    for event, place in engine.events_with_range(text[: raw_html_end(text)]):
        if isinstance(event, str) or "Html" not in event:
            continue
        piece = data[place["start"] : place["end"]].decode("utf-8", "replace")
        changed = _between_tags(piece, change)
        if changed != piece:
            out += (data[done : place["start"]], changed.encode("utf-8", "replace"))
            done = place["end"]
    if not out:
        return text
    out.append(data[done:])
    return b"".join(out).decode("utf-8", "replace")


def raw_html_end(text: str) -> int:
    """Return how far the engine has to read Markdown to tell all raw HTML in it: to an empty line behind the last tag.

    Nothing behind that line changes what stands before it.
    """
    at = text.rfind("<")
    while at >= 0 and _START.match(text, at) is None:
        at = text.rfind("<", 0, at)
    if at < 0:
        return 0
    comment = text.rfind("<!--")
    closed = text.find("-->", comment) if comment >= 0 else at
    if closed < 0 or "\r" in text or _OVER_EMPTY_LINES.search(text) is not None:
        return len(text)
    end = text.find("\n\n", max(at, closed))
    return end + 2 if end >= 0 else len(text)


def guard_html(html: str) -> str:
    """Return raw HTML with a guard before each address with a scheme that stands outside its tags."""
    return _between_tags(html, lambda text: _ADDRESS.sub(GUARD + r"\1", text)) if "://" in html else html


def _between_tags(html: str, change: Callable[[str], str]) -> str:
    parts = _TAG.split(html)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _may_hold(text: str, target: re.Pattern[str]) -> bool:
    """Tell quickly whether a line that a raw HTML block could reach has a target outside its tags."""
    seen = done = 0
    for match in _START.finditer(text):
        start = match.start()
        line = max(text.rfind("\n", seen, start), text.rfind("\r", seen, start)) + 1
        first, seen = line or not seen, start
        if not first or _BEFORE_BLOCK.fullmatch(text, line, start) is None:
            continue
        blank = None
        if _TO_ITS_END.match(text, start) is None:
            if start < done:
                continue
            blank = _BLANK_LINE.search(text, start)
        end = blank.start() if blank is not None else len(text)
        if target.search(_TAG_ON_A_LINE.sub("", text[max(start, done) : end])):
            return True
        done = max(done, end)
    return False


def _has_bare_address(text: str) -> bool:
    """Tell quickly whether any address stands outside quotes, brackets and tags."""
    at = text.find("://")
    while at >= 0:
        start = at - 5 if text.startswith("https", at - 5) else at - 4
        if start <= 0 or text[start - 1] in " \t\n*_~(>`":
            return True
        at = text.find("://", at + 3)
    return "www." in text or "@" in text


def free_addresses(html: str, pieces: Pieces) -> str:
    """Return `html` without guards in destinations of links, where the signs before them end no address."""
    return html.replace(GUARD_IN_ADDRESS, "")


def part_guarded(nodes: list[Node], html: str) -> list[Node]:
    """Return the tree with guarded texts as nodes of the tag `RAW_TEXT_TAG`, guards taken out."""
    return _parted(nodes) if GUARD in html else nodes


def _parted(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            first, *rest = node.split(GUARD)
            out.append(first)
            for piece in rest:
                # Up to the next space it is what the guard stands before; behind a bracket also up to what may be
                # followed by an address.
                space = (_AFTER_BRACKET if piece[:1] in ("[", "]") else _SPACE).search(piece)
                end = space.start() if space is not None else len(piece)
                out += ((RAW_TEXT_TAG, "", [piece[:end]]), piece[end:])
        else:
            out.append((node[0], node[1].replace(GUARD, ""), _parted(node[2])))
    return out
