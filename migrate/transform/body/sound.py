"""HTML that a browser reads just as it is written, read without the HTML5 parser.

Most of what stands for shortcodes is put between blocks of Markdown, so that tags close in their order and stand where
HTML has a place for them. The HTML5 parser would change nothing then, and takes three times as long. Owns: telling
such HTML, and its tree. Does not own: HTML of any other kind (`html`), nor what a tree is (`tree`).
"""

import re
from functools import lru_cache

from migrate.transform.body.tree import BLOCK_ENDS, MAX_DEPTH, Node, unescape

__all__ = ["parse_sound"]

_TAGS = re.compile(r"(<[^>]*>)")
_NEVER = ("<script", "<iframe", "<!--", "\r", "\f")
"""What is found fast, and is never read here."""
_OTHER_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#39|#x27);)")
_WITH_ATTRIBUTES = re.compile(r"<([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*=\"[^\"<>]*\")*)(?: ?/)?>")
_NAMES = re.compile(r" ([a-z0-9-]+)=\"[^\"]*\"")
_VOID = frozenset({"br", "hr", "img", "input"})
_PHRASES = frozenset(
    {
        "a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "kbd", "mark", "q",
        "s", "small", "span", "strong", "sub", "sup", "u",
    }
)  # fmt: skip
"""What stands between words."""
_BOXES = frozenset(
    {
        "article", "aside", "blockquote", "center", "details", "div", "figcaption", "figure", "footer", "header",
        "section", "summary",
    }
)  # fmt: skip
"""Blocks that hold blocks and words."""
_FLOW = _PHRASES | _BOXES | {"dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"}
_PARTS = {
    "dl": frozenset({"dd", "dt"}),
    "ol": frozenset({"li"}),
    "table": frozenset({"tbody", "thead"}),
    "tbody": frozenset({"tr"}),
    "thead": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "ul": frozenset({"li"}),
}
"""Elements that hold such elements and no words."""
_HOLDERS = _BOXES | {"", "dd", "dt", "li", "td", "th"}
_INSIDE = {
    **dict.fromkeys((*_PHRASES, "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"), _PHRASES),
    **dict.fromkeys(_HOLDERS, _FLOW),
    **_PARTS,
}
"""What may stand in each element; "" is the body."""
_BARE = {f"<{name}>": name for name in _INSIDE if name and name not in _VOID}
_ENDS = {f"</{name}>": name for name in _INSIDE if name and name not in _VOID}


# One loop, because a call for each tag costs a quarter of the whole conversion.
def parse_sound(html: str) -> list[Node] | None:  # noqa: C901
    """Return the nodes of `html`, as `tree.parse` does; None where the HTML5 parser must be asked."""
    if any(sign in html for sign in _NEVER) or _OTHER_ENTITY.search(html) is not None:
        return None
    root: list[Node] = []
    children = root
    stack: list[tuple[str, list[Node]]] = []
    inside = ""
    in_link = False
    after_block = True
    pieces = _TAGS.split(html)
    tags = iter(pieces[1::2])
    for text in pieces[::2]:
        if text:
            if inside in _PARTS and text.strip(" \t\n"):
                return None
            if not (after_block and text == "\n"):
                if inside == "pre" and not children and text[0] == "\n":
                    return None
                children.append(unescape(text) if "&" in text else text)
        piece = next(tags, "")
        if not piece:
            break
        name = _ENDS.get(piece)
        if name is not None:
            if name != inside:
                return None
            in_link = in_link and name != "a"
            after_block = piece in BLOCK_ENDS
            inside, children = stack.pop()
            continue
        after_block = False
        name = _BARE.get(piece)
        if name is None:
            name = _name_of(piece)
        if name not in _INSIDE[inside] or (in_link and name == "a"):
            return None
        if name in _VOID:
            children.append((name, piece, []))
            continue
        if len(stack) >= MAX_DEPTH or piece.endswith("/>"):
            return None
        in_link = in_link or name == "a"
        inner: list[Node] = []
        children.append((name, piece, inner))
        stack.append((inside, children))
        inside, children = name, inner
    return None if stack else root


@lru_cache(maxsize=4096)
def _name_of(tag: str) -> str:
    """Return the name of a start tag whose attributes are all read as they are written, else ""."""
    match = _WITH_ATTRIBUTES.fullmatch(tag)
    if match is None:
        return ""
    names = _NAMES.findall(match[2])
    return match[1] if len(names) < 2 or len(set(names)) == len(names) else ""
