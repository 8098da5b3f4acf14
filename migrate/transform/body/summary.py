"""The part of a document before Hugo's summary divider (https://gohugo.io/content-management/summaries/).

The divider goes through Markdown as a word between empty lines, as in Hugo. In the tree it becomes a node of its own;
the walk notes how many blocks stood before it.
"""

from typing import cast

from migrate.model.richtext import Element as RichElement
from migrate.transform.body.shape import settle
from migrate.transform.body.tree import Element, Node, elements

__all__ = ["DIVIDER_TAG", "part_divider", "summary_of"]

DIVIDER_TAG = "#more"
_DIVIDER: Element = (DIVIDER_TAG, "", [])
_READS_ITS_PARTS = frozenset(
    ("audio", "code", "dl", "figure", "object", "picture", "pre", "select", "svg", "table", "video")
)
"""Elements that do not walk through all that they hold: a divider in one of them stands after it."""


def part_divider(nodes: list[Node], divider: str) -> list[Node]:
    """Return the tree with a node of the tag `DIVIDER_TAG` for the divider; it is taken out of code and attributes.

    `divider` is the word that stands for ``<!--more-->``; "" when the body has none.
    """
    if not divider:
        return nodes
    parting = _Parting(divider)
    out = parting.parted(nodes, inside_code=False)
    return [*out, _DIVIDER] if parting.in_code else out


class _Parting:
    """Looks for the divider, and for the paragraph that ends the summary where the divider is a line of code."""

    __slots__ = ("divider", "in_code")

    def __init__(self, divider: str) -> None:
        self.divider = divider
        self.in_code = False
        """Whether the divider stood in code and no paragraph has ended since: Hugo looks for the next ``</p>``."""

    def parted(self, nodes: list[Node], *, inside_code: bool) -> list[Node]:
        out: list[Node] = []
        divider = self.divider
        for node in nodes:
            if isinstance(node, str):
                if divider not in node:
                    out.append(node)
                elif inside_code:
                    out.append(node.replace(f"{divider}\n", "").replace(divider, ""))
                    self.in_code = True
                else:
                    before, _, after = node.partition(divider)
                    out += (before, _DIVIDER, after.replace(divider, ""))
                continue
            tag, start, children = node
            inner = self.parted(children, inside_code=inside_code or tag in ("pre", "code"))
            start = start.replace(divider, "")
            if tag in _READS_ITS_PARTS and _holds_divider(inner):
                out += ((tag, start, _without_divider(inner)), _DIVIDER)
            else:
                out.append((tag, start, _inside_items(inner) if tag in ("ul", "ol") else inner))
            if tag == "p" and self.in_code:
                out.append(_DIVIDER)
                self.in_code = False
        return out


def _holds_divider(nodes: list[Node]) -> bool:
    return any(node[0] == DIVIDER_TAG for node in elements(nodes))


def _without_divider(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node[0] != DIVIDER_TAG and (node[0] != "p" or node[2] != [_DIVIDER]):
            out.append((node[0], node[1], _without_divider(node[2])))
    return out


def _inside_items(nodes: list[Node]) -> list[Node]:
    """Return the parts of a list with a divider between two items at the end of the first one."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node[0] == "li" or not _holds_divider([node]):
            out.append(node)
            continue
        at = next((at for at in range(len(out) - 1, -1, -1) if out[at][0] == "li"), None)
        if at is None:
            out.append(node)
            continue
        tag, start, children = cast("Element", out[at])
        out[at] = (tag, start, [*children, _DIVIDER])
        out += _without_divider([node])
    return out


def summary_of(
    blocks: list[RichElement], count: int | None, last: RichElement | None = None
) -> list[RichElement] | None:
    """Return the first `count` of `blocks` as a document of their own; None without a divider.

    `last` is the block inside the last of them at which the divider stands, when it stands inside one; then the
    summary ends there, as Hugo's does.
    """
    if count is None:
        return None
    before = blocks[:count]
    if before and last is not None:
        cut = _cut_after(before[-1], last)
        if cut is not None:
            before[-1] = cut
    return settle(before)


def _cut_after(node: RichElement, last: RichElement) -> RichElement | None:
    """Return `node` without what follows `last` inside it; None when it is elsewhere, or in a table: rows stay."""
    if node is last:
        return node
    if node["nodeType"] == "table":
        return None
    for position, child in enumerate(node["content"]):
        if child["nodeType"] == "text":
            continue
        cut = _cut_after(cast("RichElement", child), last)
        if cut is not None:
            return {**node, "content": [*node["content"][:position], cut]}
    return None
