"""The order in which a reader meets the embedded entries of a document."""

from collections.abc import Sequence
from typing import Any

from migrate.model.richtext import Element
from migrate.transform.context import EmbeddedEntry

__all__ = ["in_document_order"]


def in_document_order(blocks: list[Element], entries: Sequence[EmbeddedEntry]) -> tuple[EmbeddedEntry, ...]:
    """Return `entries` sorted by where they stand, an entry before those that its own body embeds."""
    if len(entries) < 2:
        return tuple(entries)
    by_id = {entry.id: entry for entry in entries}
    ordered: dict[str, EmbeddedEntry] = {}
    _visit(blocks, by_id, ordered)
    for entry in entries:
        ordered.setdefault(entry.id, entry)
    return tuple(ordered.values())


def _visit(nodes: Sequence[Any], by_id: dict[str, EmbeddedEntry], ordered: dict[str, EmbeddedEntry]) -> None:
    stack: list[Any] = list(reversed(nodes))
    while stack and len(ordered) < len(by_id):
        node = stack.pop()
        kind = node["nodeType"]
        if kind == "text":
            continue
        if kind.startswith("embedded-entry"):
            entry = by_id.get(node["data"]["target"]["sys"]["id"])
            if entry is not None and entry.id not in ordered:
                ordered[entry.id] = entry
                for value in reversed(tuple(entry.fields.values())):
                    if isinstance(value, dict) and value.get("nodeType") == "document":
                        stack.extend(reversed(value["content"]))
        else:
            content = node.get("content", ())
            stack += content[::-1]
