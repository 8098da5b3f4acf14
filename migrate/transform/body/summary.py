"""The part of a document before Hugo's summary divider (https://gohugo.io/content-management/summaries/).

The divider is a word of its own in the texts until the document is whole; then it is taken out of everything.
"""

from typing import Any

from migrate.model.richtext import Element
from migrate.transform.body.shape import settle
from migrate.transform.context import EmbeddedEntry

__all__ = ["erase_divider", "take_summary"]


def take_summary(blocks: list[Element], divider: str) -> tuple[list[Element], list[Element] | None]:
    """Return the blocks without the divider, and the blocks before it; None when the divider is not among them.

    `divider` is the word that stands in a text for ``<!--more-->``; "" when the body has none.
    """
    if not divider:
        return blocks, None
    before = _cut(blocks, divider)
    kept = [node for node in blocks if not _is_only(node, divider)]
    _erase(kept, divider)
    if before is None:
        return kept, None
    return settle(kept), settle([node for node in before if not _shows_nothing(node)])


def erase_divider(entries: list[EmbeddedEntry], divider: str) -> list[EmbeddedEntry]:
    """Return `entries` without the divider, which a shortcode or a code block may have taken in."""
    if not divider:
        return entries
    return [
        EmbeddedEntry(
            entry.id, entry.content_type, {name: _without(value, divider) for name, value in entry.fields.items()}
        )
        for entry in entries
    ]


def _without(value: Any, divider: str) -> Any:
    if isinstance(value, str):
        return value.replace(f"\n\n{divider}\n\n", "\n").replace(divider, "") if divider in value else value
    if isinstance(value, list):
        return [_without(item, divider) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, divider) for name, item in value.items()}
    return value


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
    for node in nodes:
        if node["nodeType"] == "text":
            if divider in node["value"]:
                node["value"] = " ".join(
                    part for part in (p.strip(" \n") for p in node["value"].split(divider)) if part
                )
        else:
            _erase(node["content"], divider)


def _is_only(node: Any, divider: str) -> bool:
    return node["nodeType"] == "paragraph" and [child.get("value", "").strip() for child in node["content"]] == [
        divider
    ]


def _shows_nothing(node: Any) -> bool:
    return node["nodeType"] == "paragraph" and all(
        child["nodeType"] == "text" and not child["value"] for child in node["content"]
    )
