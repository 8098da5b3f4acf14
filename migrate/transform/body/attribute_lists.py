"""Markdown attributes, ``{.class #id key=value}``, which have no place in Rich Text: findings tell of them.

Owns: where they stand behind headings and below blocks. Does not own: those of fences (`fences`).
"""

import re
from html import escape

from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.line_starts import LineStart
from migrate.transform.body.markdown import engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = [
    "cut_block_attributes",
    "cut_heading_attributes",
    "has_attribute_line",
    "may_end_block",
    "part_at_attributes",
]

_PAIR = r"""(?:[#.][^\s{}#.="']*|[A-Za-z_:][\w:.-]*=(?:"[^"]*"|&quot;.*?&quot;|[^\s{}"']+))"""
_LIST = rf"\{{(?:\s*{_PAIR}(?:[\s,]*{_PAIR})*\s*)?\}}"
"""Attributes; without one there is no blank between the brackets."""
_HEADING = re.compile(rf"\s*({_LIST})(</h[1-6]>)")
_PARAGRAPH = re.compile(rf"<p>{_LIST}</p>\n?|\n{_LIST}(?=</p>|</li>|</dd>|\n</li>)")
_ROW = re.compile(rf"<tr><td[^>]*>{_LIST}</td>(?:<td[^>]*></td>)*</tr>\n?")
_END = re.compile(r"\}(?:</p>|\n?</li>|</dd>|</td>)")
"""How the attributes of blocks end."""
_LINE = re.compile(
    rf"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)*)(?P<list>{_LIST})(?P<rest>[^\n]*)(?:\n|\Z)"
    r"(?P<below>(?=[ \t>]*[^\s>]))?",
    re.MULTILINE,
)
"""A line that begins with attributes; what stands behind them on it belongs to them, as Goldmark has it."""
_MAY_BE = LineStart(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\{\s*(?:[#.}]|[A-Za-z_:][\w:.-]*=)")
_DEEP = 4
"""Columns from which on a line outside of lists is code, or goes on a paragraph."""
_PARTS = "a"
"""Follows the nonce; placeholders have a number there."""


def cut_heading_attributes(html: str, pieces: Pieces) -> str:
    """Return `html` without the attributes at the ends of headings."""

    def cut(match: re.Match[str]) -> str:
        written = pieces.placeholders.in_text(match[1])
        pieces.builder.explicit_ids += re.findall(r"#([^\s{}#.=]+)", written)
        pieces.builder.note("heading-id-dropped", written, "left the attributes of the heading out", written)
        return match[2]

    return _HEADING.sub(cut, html)


def may_end_block(html: str) -> bool:
    """Tell quickly whether attributes may stand at the end of a block."""
    return ("}" in html and _END.search(html) is not None) or f"q{_PARTS}</h1>" in html


def cut_block_attributes(html: str, pieces: Pieces) -> str:
    """Return `html` without the attributes below blocks."""

    def cut(match: re.Match[str]) -> str:
        written = re.sub(r"<[^>]*>", "", match[0]).strip()
        _tell(pieces, written)
        return ""

    def part(match: re.Match[str]) -> str:
        _tell(pieces, match[1])
        # What stands above it and what stands below are two paragraphs.
        return "<p></p>"

    nonce = pieces.placeholders.nonce
    html = re.sub(rf"<h1>({nonce}\d+z){nonce}{_PARTS}</h1>\n?", part, html)
    return _ROW.sub(cut, _PARAGRAPH.sub(cut, html))


def _tell(pieces: Pieces, written: str) -> None:
    written = pieces.placeholders.in_text(written)
    pieces.builder.note("block-attributes-dropped", written, "left the attributes of the block out", written)


def has_attribute_line(text: str) -> bool:
    """Tell quickly whether a line of attributes may stand in the middle of a block, or words behind them."""
    return "{" in text and _MAY_BE.within(text) and any(map(_is_more, _LINE.finditer(text)))


def _is_more(match: re.Match[str]) -> bool:
    return match["below"] is not None or bool(match["rest"].strip())


def part_at_attributes(text: str, pieces: Pieces) -> str:
    """Return Markdown that ends a paragraph at a line of attributes, as Goldmark does: with a heading in its place."""
    chosen = engine(pieces.builder.settings.goldmark, typographer=False)
    verbatim = EnginePlaces(
        text, chosen, lambda event: "Html" in event or tag_of(event, "Start") in ("CodeBlock", "HtmlBlock")
    )
    items = EnginePlaces(text, chosen, lambda event: tag_of(event, "Start") == "Item")

    def part(match: re.Match[str]) -> str:
        start = match.start("list")
        if not _is_more(match) or verbatim.hold(start):
            return match[0]
        before = match["before"]
        deep = len(before.rpartition(">")[2].expandtabs(_DEEP)) >= _DEEP
        if deep and not before.rstrip().endswith(("-", "*", "+", ".", ")")) and not items.hold(start):
            return match[0]
        line = match[0].removeprefix(before).rstrip()
        written = pieces.placeholders.add(Standing(escape(line), line))
        return f"{before}# {written}{pieces.placeholders.nonce}{_PARTS}\n"

    return _LINE.sub(part, text)
