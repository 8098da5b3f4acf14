"""Markdown attributes, ``{.class #id key=value}``, which have no place in Rich Text: findings tell of them.

Owns: where they stand behind headings and below blocks. Does not own: those of fences (`fences`).
"""

import re
from html import escape

from migrate.transform.body.engine_places import EnginePlaces
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
_PARAGRAPH = re.compile(rf"<p>{_LIST}</p>\n?|\n{_LIST}(?=</p>|</li>|\n</li>)")
_ROW = re.compile(rf"<tr><td[^>]*>{_LIST}</td>(?:<td[^>]*></td>)*</tr>\n?")
_ENDS = ("}</p>", "}</li>", "}\n</li>", "}</td>")
"""How the attributes of blocks end."""
_LINE = re.compile(rf"^[ \t>]*(?P<list>{_LIST})[ \t]*\n(?=[ \t>]*[^\s>])", re.MULTILINE)
"""Attributes with more of the same block below them."""
_PARTS = "a"
"""Follows the nonce; placeholders have a number there."""


def cut_heading_attributes(html: str, pieces: Pieces) -> str:
    """Return `html` without the attributes at the ends of headings."""

    def cut(match: re.Match[str]) -> str:
        pieces.builder.explicit_ids += re.findall(r"#([^\s{}#.=]+)", match[1])
        pieces.builder.note("heading-id-dropped", match[1], "left the attributes of the heading out", match[1])
        return match[2]

    return _HEADING.sub(cut, html)


def may_end_block(html: str) -> bool:
    """Tell quickly whether attributes may stand at the end of a block."""
    return any(end in html for end in _ENDS) or f"q{_PARTS}</h1>" in html


def cut_block_attributes(html: str, pieces: Pieces) -> str:
    """Return `html` without the attributes below blocks."""

    def cut(match: re.Match[str]) -> str:
        written = re.sub(r"<[^>]*>", "", match[0]).strip()
        _tell(pieces, written)
        return ""

    def part(match: re.Match[str]) -> str:
        _tell(pieces, pieces.placeholders.in_text(match[1]))
        # What stands above it and what stands below are two paragraphs.
        return "<p></p>"

    nonce = pieces.placeholders.nonce
    html = re.sub(rf"<h1>({nonce}\d+z){nonce}{_PARTS}</h1>\n?", part, html)
    return _ROW.sub(cut, _PARAGRAPH.sub(cut, html))


def _tell(pieces: Pieces, written: str) -> None:
    pieces.builder.note("block-attributes-dropped", written, "left the attributes of the block out", written)


def has_attribute_line(text: str) -> bool:
    """Tell quickly whether a line of attributes may stand in the middle of a block."""
    return "}\n" in text and _LINE.search(text) is not None


def part_at_attributes(text: str, pieces: Pieces) -> str:
    """Return Markdown that ends a paragraph at a line of attributes, as Goldmark does: with a heading in its place."""
    verbatim = EnginePlaces(
        text,
        engine(pieces.builder.settings.goldmark, typographer=False),
        lambda event: "Html" in event or tag_of(event, "Start") == "CodeBlock",
    )

    def part(match: re.Match[str]) -> str:
        if verbatim.hold(match.start("list")):
            return match[0]
        before = match[0][: match.start("list") - match.start()]
        written = pieces.placeholders.add(Standing(escape(match["list"]), match["list"]))
        return f"{before}# {written}{pieces.placeholders.nonce}{_PARTS}\n"

    return _LINE.sub(part, text)
