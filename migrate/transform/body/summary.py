"""The part of a document before Hugo's summary divider (https://gohugo.io/content-management/summaries/).

The divider goes through Markdown as a word between empty lines, as in Hugo. In the tree it becomes a node of its own;
the walk notes how many blocks stood before it.
"""

from migrate.model.richtext import Element as RichElement
from migrate.transform.body.shape import settle
from migrate.transform.body.tree import Node

__all__ = ["DIVIDER_TAG", "part_divider", "summary_of"]

DIVIDER_TAG = "#more"


def part_divider(nodes: list[Node], divider: str) -> list[Node]:
    """Return the tree with a node of the tag `DIVIDER_TAG` for the divider; it is taken out of code and attributes.

    `divider` is the word that stands for ``<!--more-->``; "" when the body has none.
    """
    return _parted(nodes, divider, inside_code=False) if divider else nodes


def _parted(nodes: list[Node], divider: str, *, inside_code: bool) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            if divider not in node:
                out.append(node)
            elif inside_code:
                out.append(node.replace(f"\n\n{divider}\n\n", "\n").replace(divider, ""))
            else:
                before, _, after = node.partition(divider)
                out += [before, (DIVIDER_TAG, "", []), after.replace(divider, "")]
            continue
        tag, start, children = node
        inner = _parted(children, divider, inside_code=inside_code or tag in ("pre", "code"))
        out.append((tag, start.replace(divider, ""), inner))
    return out


def summary_of(blocks: list[RichElement], count: int | None) -> list[RichElement] | None:
    """Return the first `count` of `blocks` as a document of their own; None without a divider."""
    return None if count is None else settle(blocks[:count])
