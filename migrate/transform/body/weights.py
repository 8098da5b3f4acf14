"""What blocks weigh against the limits of a Rich Text field, and how one that is too heavy is cut.

A block becomes blocks of its kind that follow each other: a paragraph is cut between words, a list between items, a
table between rows. Does not own: where the pieces go (`divide`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast

from migrate.model.canonical import Json, quick_json
from migrate.model.richtext import Element, Node, block
from migrate.transform.body.shape import empty_paragraph, settle

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_REFERENCES",
    "SHARE",
    "Weight",
    "at_most",
    "cut",
    "fits",
    "total",
    "weigh",
]

MAX_CHARACTERS = 200_000
MAX_BYTES = 1_000_000
MAX_REFERENCES = 1_000
"""What a Rich Text field holds (https://www.contentful.com/developers/docs/technical-limits/)."""
SHARE = 0.8
"""A share of each limit, so that the fields around a body fit into the same request."""
_TEXT = 50_000
"""Characters of a text from which on it is cut: far below the limit, since marks and escapes are bytes too."""
_BLANK = re.compile(r"\s")
_VALUE = re.compile(rb'"value":"((?:[^"\\]|\\.)*+)"')
_INLINE = frozenset(("asset-hyperlink", "embedded-entry-inline", "entry-hyperlink", "hyperlink", "resource-hyperlink"))
"""Nodes beside which the web editor keeps a text, be it an empty one."""


class Weight(NamedTuple):
    """What counts of a block."""

    characters: int
    size: int
    """Bytes of JSON with the comma after it."""
    references: int


def total(weights: Sequence[Weight]) -> Weight:
    """Return what blocks weigh together."""
    return Weight(sum(w[0] for w in weights), sum(w[1] for w in weights), sum(w[2] for w in weights))


def weigh(node: Node) -> Weight:
    """Return what a block weighs."""
    characters = references = 0
    stack: list[Any] = [node]
    while stack:
        here = stack.pop()
        if here["nodeType"] == "text":
            characters += len(here["value"])
        else:
            if here["data"]:
                references += "target" in here["data"]
            stack += here["content"]
    return Weight(characters, len(quick_json(cast("Json", node))) + 1, references)


def at_most(nodes: Sequence[Node]) -> Weight:
    """Return what blocks can weigh together at most, in a fraction of the time: signs beyond ASCII count as several."""
    data = quick_json(cast("Json", nodes))
    return Weight(sum(map(len, _VALUE.findall(data))), len(data), data.count(b'"target":'))


def fits(weight: tuple[int, int, int], share: float = SHARE) -> bool:
    """Tell whether a field holds so much; `share` is how much of its bytes it may fill."""
    return (
        weight[0] <= MAX_CHARACTERS * SHARE and weight[1] <= MAX_BYTES * share and weight[2] <= MAX_REFERENCES * SHARE
    )


def cut(node: Element) -> list[Element]:
    """Return the blocks that a block becomes that no field holds; it alone where one does."""
    return cast("list[Element]", _cut(node))


def _cut(node: Node) -> list[Node]:
    if node["nodeType"] == "text":
        texts = _parted(str(cast("Any", node)["value"]))
        return [cast("Node", {**node, "value": text}) for text in texts]
    if fits(weigh(node)):
        return [node]
    whole = cast("Element", node)
    if whole["nodeType"] == "table-row":
        return list(_rows(whole))
    pieces = (piece for child in whole["content"] for piece in _cut(child))
    made = _MADE.get(whole["nodeType"], _plain)
    return [cast("Node", {**whole, "content": made(group)}) for group in _groups(pieces, whole)]


def _groups(pieces: Iterable[Node], around: Element) -> list[list[Node]]:
    """Return the pieces in as few groups as fit, each with what stands around it."""
    frame = Weight(0, len(quick_json(cast("Json", {**around, "content": []}))) + 1, "target" in around["data"])
    groups: list[list[Node]] = []
    held = frame
    for piece in pieces:
        weight = weigh(piece)
        if not groups or (groups[-1] and not fits(total((held, weight)))):
            groups.append([])
            held = frame
        groups[-1].append(piece)
        held = total((held, weight))
    return groups


def _rows(row: Element) -> list[Element]:
    """Return rows that hold the pieces of each cell below each other."""
    cells = [_cut(cell) for cell in row["content"]]
    return [
        block(
            "table-row",
            [pieces[at] if at < len(pieces) else block(pieces[0]["nodeType"], [empty_paragraph()]) for pieces in cells],
        )
        for at in range(max(map(len, cells)))
    ]


def _parted(text: str) -> list[str]:
    """Cut a text between words, where it has any; the sign that parts them stays at the end of the piece before."""
    pieces: list[str] = []
    while len(text) > _TEXT:
        ends = [match.start() for match in _BLANK.finditer(text, _TEXT // 2, _TEXT)]
        at = ends[-1] + 1 if ends else _TEXT
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text]


def _plain(content: Sequence[Node]) -> list[Node]:
    return list(content)


def _words(content: Sequence[Node]) -> list[Node]:
    """Return the content of a paragraph as the web editor keeps it: with texts at its edges, and no blank there."""
    held: list[Any] = _linked(content)
    if held[0]["nodeType"] in _INLINE:
        held.insert(0, {"nodeType": "text", "value": "", "marks": [], "data": {}})
    if held[-1]["nodeType"] in _INLINE:
        held.append({"nodeType": "text", "value": "", "marks": [], "data": {}})
    value = held[-1]["value"]
    held[-1] = {**held[-1], "value": value[:-1] if value[-1:].isspace() else value}
    return held


def _linked(content: Sequence[Node]) -> list[Node]:
    """Return texts and links with texts in a row that look alike as one."""
    held: list[Any] = []
    for node in cast("Sequence[Any]", content):
        last = held[-1] if held else None
        if last is not None and last["nodeType"] == node["nodeType"] == "text" and last["marks"] == node["marks"]:
            held[-1] = {**last, "value": last["value"] + node["value"]}
        else:
            held.append(node)
    return held


def _item(content: Sequence[Node]) -> list[Node]:
    return list(settle(cast("list[Element]", list(content)), item=True))


_MADE: dict[str, Callable[[Sequence[Node]], list[Node]]] = {
    "paragraph": _words,
    **dict.fromkeys((f"heading-{level}" for level in range(1, 7)), _words),
    **dict.fromkeys(_INLINE, _linked),
    "list-item": _item,
}
"""Kind of block → what makes the content of a piece of it."""
