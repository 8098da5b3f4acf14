"""HTML as a light tree: tuples that plain Python walks fast.

Owns: turning *well-formed* HTML text into nested tuples, at a bounded depth. Does not own: repairing HTML (see `html`)
or any meaning of tags.

A node is a text (``str``, entities already decoded) or an `Element`, a tuple ``(tag, start tag as written, children)``.
Reading a page this way costs a third of walking the parser's own nodes, which is why the HTML5 parser is asked to
serialise its repaired tree and only where the page holds HTML that Markdown did not write.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

__all__ = [
    "BLOCKS",
    "BLOCK_ENDS",
    "MAX_DEPTH",
    "Element",
    "Node",
    "attributes",
    "deepest_text",
    "elements",
    "parse",
    "plain_text",
    "unescape",
]

Element: TypeAlias = tuple[str, str, list["Node"]]
Node: TypeAlias = "str | Element"

MAX_DEPTH = 100
"""Levels of nesting that are kept; what is deeper is flattened (the vendor's renderer overflows at 1,600)."""

_TAGS = re.compile(
    r"(<!--.*?-->|<[!?][^>]*>"
    # Elements whose content is not markup come as one piece.
    r"|<(?P<raw>script|style|xmp|iframe|noembed|noframes)\b[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>.*?</(?P=raw)>"
    r"|</?[A-Za-z][^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)",
    re.DOTALL,
)
_PLAIN_TAGS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:="([^"]*)")?""")
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    }
)  # fmt: skip
_RAW_TEXT = frozenset(
    {
        "script", "style", "xmp", "iframe", "noembed", "noframes",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var",
    }
)  # fmt: skip
_BARE = {
    f"<{name}>": name
    for name in (
        "p", "em", "strong", "a", "code", "del", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5",
        "h6", "pre", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "dl", "dt", "dd", "div",
        "span", "b", "i", "u", "s", "center",
    )
}  # fmt: skip
BLOCKS = frozenset(
    {
        "p", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "tr", "td", "th",
        "blockquote", "div",
    }
)  # fmt: skip
"""Elements that begin and end lines."""
BLOCK_ENDS = frozenset(f"</{name}>" for name in BLOCKS - {"td", "th"})
"""End tags after which a line end is no text."""


def unescape(text: str) -> str:
    """Decode the entities that serialised HTML uses; the Markdown engine writes two kinds of apostrophe."""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&nbsp;", "\xa0")
        .replace("&amp;", "&")
    )


def attributes(start_tag: str) -> dict[str, str]:
    """Return the attributes of a start tag; one without a value is ``""``."""
    end = _NAME.match(start_tag)
    found = _ATTRIBUTE.findall(start_tag, end.end() if end else 1, len(start_tag) - 1)
    return {name: unescape(value) if "&" in value else value for name, value in found}


def _pieces(html: str, *, foreign: bool) -> list[str]:
    if not foreign:
        return _PLAIN_TAGS.split(html)
    # The group for raw-text names adds an entry to each split; it is taken out again.
    pieces = _TAGS.split(html)
    del pieces[2::3]
    return pieces


# One loop, because a call for each tag costs a quarter of the whole conversion.
def parse(html: str, *, foreign: bool) -> tuple[list[Node], bool]:  # noqa: C901  # as said above
    """Return the nodes of well-formed `html`, and whether anything was deeper than `MAX_DEPTH`.

    `foreign` says that there may be more in it than a Markdown renderer writes: comments, scripts, quotes in tags.
    Beyond the depth limit tags go, texts and void elements stay, and a line end stands where a block began or ended.
    """
    root: list[Node] = []
    children = root
    stack: list[list[Node]] = []
    ignored = 0
    flattened = False
    after_block = True
    pieces = _pieces(html, foreign=foreign)
    # Texts and tags take turns; a text stands at both ends.
    tags = iter(pieces[1::2])
    for text in pieces[::2]:
        if text and not (after_block and text == "\n"):
            children.append(unescape(text) if "&" in text else text)
        piece = next(tags, "")
        if not piece:
            break
        second = piece[1]
        if second == "/":
            after_block = piece in BLOCK_ENDS
            if ignored:
                ignored -= 1
                if after_block:
                    children.append("\n")
            elif stack:
                children = stack.pop()
            continue
        after_block = False
        name = _BARE.get(piece)
        if name is None:
            if second == "!" or second == "?":
                children.append(("!", piece, []))
                continue
            match = _NAME.match(piece)
            name = match[1] if match else ""
            if name in _VOID:
                children.append((name, piece, []))
                continue
            if foreign and name in _RAW_TEXT:
                children.append((name, piece, []))
                continue
        if len(stack) >= MAX_DEPTH:
            ignored += 1
            flattened = True
            if name not in _INLINE:
                children.append("\n")
            continue
        inner: list[Node] = []
        children.append((name, piece, inner))
        stack.append(children)
        children = inner
    return root, flattened


def elements(nodes: list[Node]) -> Iterator[Element]:
    """Yield every element below `nodes` in document order."""
    stack: list[Element] = [node for node in reversed(nodes) if not isinstance(node, str)]
    while stack:
        node = stack.pop()
        yield node
        inner = node[2]
        # Most elements hold a text and nothing else.
        if inner and (len(inner) > 1 or not isinstance(inner[0], str)):
            stack += [node for node in reversed(inner) if not isinstance(node, str)]


def deepest_text(nodes: list[Node]) -> str:
    """Return the text of the first element that is as deep as elements can be, "" when none is."""
    level: list[Node] = nodes
    for _ in range(MAX_DEPTH - 1):
        level = [inner for node in level if not isinstance(node, str) for inner in node[2]]
    found = (plain_text(node[2]) for node in level if not isinstance(node, str))
    return next(filter(str.strip, found), "")


def plain_text(nodes: list[Node]) -> str:
    """Return the texts below `nodes`, as they stand, with a line end for ``<br>`` and after blocks."""
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return nodes[0]
    parts: list[str] = []
    stack: list[Node] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node[0] == "br":
            parts.append("\n")
        else:
            if node[0] in BLOCKS:
                stack.append("\n")
            stack.extend(reversed(node[2]))
    return "".join(parts)
