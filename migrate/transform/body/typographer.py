"""Quotes, dashes and ellipses as Goldmark's typographer writes them (goldmark's ``extension/typographer.go``).

Owns: which signs of the source become which. Does not own: guillemets, and signs that the site sets (`typography`).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from migrate.model.goldmark import Goldmark
from migrate.transform.body.linkify import HOST, PATH, trim_address
from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.rawtext import GUARD

__all__ = ["may_hold_signs", "write_typography"]

_MAY = re.compile(r"['\"]|--|\.\.\.")
_SIGN = re.compile(r"['\"]|---?|\.\.\.")
_DASHES = {"--": "–", "---": "—", "...": "…"}
_ADDRESS = re.compile(rf"(?<![\w/.@:])(?:(?:https?|ftp)://|www\.){HOST}{PATH}")
_VERBATIM = frozenset(("CodeBlock", "HtmlBlock", "MetadataBlock"))
_INLINE = frozenset(("Emphasis", "Image", "Link", "Strikethrough", "Strong", "Subscript", "Superscript"))
_PUNCTUATION = frozenset(b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPACES = frozenset(b" \t\n\v\f\r")
_AHEAD = 8
"""More bytes of the line than any rule looks at."""
_FAR = 80
"""Signs of a line within which these bytes stand, words that stand for others included."""


class _Inline(NamedTuple):
    """Words, code or a tag in a paragraph."""

    start: int
    end: int
    block: int
    """Number of the block that they stand in."""
    words: bool
    """Whether signs are looked for there."""
    linked: bool
    """Whether they are words of a link already, in which addresses are words."""


def may_hold_signs(text: str) -> bool:
    """Tell quickly whether a sign may be there that the typographer changes."""
    return _MAY.search(text) is not None


def write_typography(text: str, pieces: Pieces) -> str:
    """Return Markdown with the signs that readers see.

    They are punctuation for Markdown, as those of the source are.
    """
    settings = pieces.builder.settings
    inlines = list(_inlines_of(text, settings.goldmark))
    # Where each block begins and ends.
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for found in inlines:
        first.setdefault(found.block, found.start)
        last[found.block] = found.end
    addresses = list(_addresses(text)) if settings.linkify and not settings.blackfriday else []
    out: list[str] = []
    done = at = 0
    quotes = _Quotes()
    for found in inlines:
        for match in _SIGN.finditer(text, found.start, found.end) if found.words else ():
            start = match.start()
            if start < done or _is_escaped(text, start):
                continue
            while at < len(addresses) and addresses[at][1] <= start:
                at += 1
            if not found.linked and at < len(addresses) and addresses[at][0] <= start:
                continue
            sign = _DASHES.get(match[0])
            if sign is None:
                before = "\n" if start == first[found.block] else _before(text, start, pieces)
                sign = quotes.sign(before, _ahead(text, start, last[found.block], pieces))
            if sign:
                out += (text[done:start], sign)
                done = match.end()
    out.append(text[done:])
    return "".join(out)


def _inlines_of(text: str, goldmark: Goldmark) -> Iterator[_Inline]:
    places = Places(text)
    block = linked = verbatim = 0
    for event, place in engine(goldmark, typographer=False).events_with_range(text):
        started, ended = tag_of(event, "Start"), tag_of(event, "End")
        tag = started or ended
        if tag:
            step = 1 if started else -1
            if tag == "Link":
                linked += step
            elif tag in _VERBATIM:
                verbatim += step
            if tag not in _INLINE:
                block += 1
        elif not isinstance(event, str) and not verbatim:
            yield _Inline(places.at(place["start"]), places.at(place["end"]), block, "Text" in event, linked > 0)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    if "://" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            yield match.start(), match.start() + len(trim_address(match[0]))


def _is_escaped(text: str, at: int) -> bool:
    start = at
    while text.startswith("\\", start - 1) and start:
        start -= 1
    return (at - start) % 2 == 1


def _before(text: str, at: int, pieces: Pieces) -> str:
    """Return the sign before a place, that of what a placeholder stands for."""
    while at and text[at - 1] == GUARD:
        at -= 1
    if text.startswith("z", at - 1) and pieces.placeholders.nonce in text[max(at - _FAR, 0) : at]:
        return pieces.placeholders.source_of(text[max(at - _FAR, 0) : at])[-1:] or "\n"
    return text[at - 1] if at else "\n"


def _ahead(text: str, at: int, end: int, pieces: Pieces) -> bytes:
    """Return the beginning of the rest of the line, which ends with the block."""
    line = text[at : min(at + _FAR, end)].partition("\n")
    rest = (line[0] + line[1]).replace(GUARD, "")
    return pieces.placeholders.source_of(rest).encode("utf-8", "replace")[: 4 * _AHEAD]


class _Quotes:
    """Decides on the quotes of a text from its beginning to its end; what a block leaves open stays so in the next."""

    __slots__ = ("double", "single")

    def __init__(self) -> None:
        self.double = self.single = 0
        """How many quotes are open."""

    def sign(self, before: str, line: bytes) -> str:
        """Return what stands for the quote with which `line` begins; "" where it stays."""
        run = len(line) - len(line.lstrip(line[:1]))
        after = _rune(line, run) if run < len(line) else " "
        opens, closes = _flanks(before, after)
        if line.startswith(b'"'):
            return self._double(before, line, opens=opens, closes=closes)
        return self._single(before, line, opens=opens, closes=closes)

    def _double(self, before: str, line: bytes, *, opens: bool, closes: bool) -> str:
        if opens and not closes:
            self.double += 1
            return "“"
        if self.double and _ends(line, opens=opens, closes=closes):
            if line[1:2] == b'"' and unicodedata.category(before) == "Nd":
                # The sign of inches.
                return ""
            self.double -= 1
            return "”"
        return ""

    def _single(self, before: str, line: bytes, *, opens: bool, closes: bool) -> str:
        if _is_apostrophe(before, line, opens=opens, closes=closes):
            return "’"
        if opens and not closes:
            if _is_contraction(line):
                return "’"
            self.single += 1
            return "‘"
        if len(line) > 2 and not _rune(line, 1).isdigit():
            # A plural that possesses, or a letter left out.
            return "’"
        if self.single and _ends(line, opens=opens, closes=closes):
            self.single -= 1
            return "’"
        return ""


def _is_apostrophe(before: str, line: bytes, *, opens: bool, closes: bool) -> bool:
    if opens and not closes and len(line) > 3 and line[1:3].isdigit() and line[3:4] == b"s":
        after = _rune(line, 4) if len(line) > 4 else " "
        if _is_space(after) or _is_sign(after):
            return True
    if len(line) < 2:
        return False
    if (_is_punctuation(before) or before.isspace()) and line[1:2] in (b"t", b"e", b"n", b"l"):
        return True
    return (before.isalpha() or unicodedata.category(before) == "Nd") and _rune(line, 1).isalpha()


def _is_contraction(line: bytes) -> bool:
    """Tell whether letters behind an apostrophe stand alone: those of "I'm" and "you're"."""
    if line[1:2] in (b"s", b"m", b"t", b"d") and len(line) > 1:
        return len(line) < 3 or _is_byte_edge(line[2])
    return line[1:3] in (b"ve", b"ll", b"re") and (len(line) < 4 or _is_byte_edge(line[3]))


def _ends(line: bytes, *, opens: bool, closes: bool) -> bool:
    """Tell whether an open quote may end at the beginning of `line`."""
    if not closes:
        return False
    if not opens:
        return True
    return len(line) > 1 and _is_punctuation(_rune(line, 1)) and (len(line) == 2 or _is_byte_edge(line[2]))


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a quote between these may open and may close, by the rules of emphasis."""
    opens = not _is_space(after) and (not _is_sign(after) or _is_space(before) or _is_sign(before))
    closes = not _is_space(before) and (not _is_sign(before) or _is_space(after) or _is_sign(after))
    return opens, closes


def _rune(line: bytes, at: int) -> str:
    return line[at:].decode("utf-8", "replace")[:1] or "\n"


def _is_byte_edge(byte: int) -> bool:
    return byte in _PUNCTUATION or byte in _SPACES


def _is_space(char: str) -> bool:
    return char.isspace()


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char).startswith("P")


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
