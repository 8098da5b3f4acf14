"""The part of a document before Hugo's summary divider (https://gohugo.io/content-management/summaries/)."""

from typing import Any

from migrate.model.richtext import Element
from migrate.transform.body.shape import settle

__all__ = ["take_summary"]


def take_summary(blocks: list[Element], divider: str) -> tuple[list[Element], list[Element] | None]:
    """Return the blocks without the divider, and the blocks before it; None when the divider is not among them.

    `divider` is the word that stands in a text for ``<!--more-->``; "" when the body has none.
    """
    if not divider:
        return blocks, None
    before = _cut(blocks, divider)
    if before is None:
        return blocks, None
    _erase(blocks, divider)
    kept = [node for node in blocks if not _is_blank(node)]
    return settle(kept), settle([node for node in before if not _is_blank(node)])


def _cut(nodes: list[Any], divider: str) -> list[Any] | None:
    """Return copies of what stands before the divider; None when it is not below `nodes`."""
    for position, node in enumerate(nodes):
        if node["nodeType"] == "text":
            at = node["value"].find(divider)
            if at >= 0:
                return [*nodes[:position], {**node, "value": node["value"][:at].rstrip(" \n")}]
        else:
            inner = _cut(node["content"], divider)
            if inner is not None:
                return [*nodes[:position], {**node, "content": inner}]
    return None


def _erase(nodes: list[Any], divider: str) -> None:
    for position, node in enumerate(nodes):
        if node["nodeType"] == "text":
            if divider in node["value"]:
                # Only the white space beside the divider goes; that at the ends parts this text from its neighbours.
                head, _, tail = node["value"].partition(divider)
                head, tail = head.rstrip(" \n"), tail.lstrip(" \n")
                node["value"] = f"{head} {tail}" if tail and (head or position) else head or tail
        else:
            _erase(node["content"], divider)


def _is_blank(node: Any) -> bool:
    return node["nodeType"] == "paragraph" and all(
        child["nodeType"] == "text" and not child["value"] for child in node["content"]
    )
