"""Contentful's Rich Text: node types, what may stand where, and how nodes are built.

Follows https://www.contentful.com/developers/docs/concepts/rich-text/ and the containment rules of the official
``@contentful/rich-text-types``. Nodes are plain JSON objects (typed dictionaries), so that building a document is
building its JSON.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias, TypedDict, cast

from migrate.model.canonical import JsonObject

__all__ = [
    "BLOCKS_IN_DOCUMENT",
    "BLOCKS_IN_LIST_ITEM",
    "CHILDREN",
    "INLINES",
    "MARKS",
    "Document",
    "Mark",
    "Node",
    "TextNode",
    "as_json",
    "asset_block",
    "asset_hyperlink",
    "block",
    "document",
    "entry_block",
    "entry_hyperlink",
    "entry_inline",
    "hyperlink",
    "text",
]


class Mark(TypedDict):
    """One mark of a text node."""

    type: str


class TextNode(TypedDict):
    """A leaf; ``nodeType`` is ``text``."""

    nodeType: Literal["text"]
    value: str
    marks: list[Mark]
    data: dict[str, object]


class Element(TypedDict):
    """Any node that is not text."""

    nodeType: str
    data: dict[str, object]
    content: list["Node"]


Node: TypeAlias = TextNode | Element
Document: TypeAlias = Element


def as_json(node: Node) -> JsonObject:
    """Return `node` as the plain JSON object that it is; type checkers do not see that a typed dictionary is one."""
    return cast("JsonObject", node)


MARKS: tuple[str, ...] = (
    "bold",
    "italic",
    "underline",
    "code",
    "superscript",
    "subscript",
    "strikethrough",
)
"""The seven marks, in the canonical order in which they stand on a text node."""

INLINES: frozenset[str] = frozenset(
    {
        "hyperlink",
        "entry-hyperlink",
        "asset-hyperlink",
        "resource-hyperlink",
        "embedded-entry-inline",
        "embedded-resource-inline",
    }
)
HEADINGS: tuple[str, ...] = tuple(f"heading-{level}" for level in range(1, 7))
BLOCKS_IN_LIST_ITEM: frozenset[str] = frozenset(
    {
        "paragraph",
        *HEADINGS,
        "ordered-list",
        "unordered-list",
        "hr",
        "blockquote",
        "embedded-entry-block",
        "embedded-asset-block",
        "embedded-resource-block",
    }
)
BLOCKS_IN_DOCUMENT: frozenset[str] = BLOCKS_IN_LIST_ITEM | {"table"}
_TEXT = frozenset({"text"})
_PHRASING = _TEXT | INLINES
_LINKS = ("hyperlink", "entry-hyperlink", "asset-hyperlink", "resource-hyperlink")
_VOID = (
    "hr",
    "embedded-entry-block",
    "embedded-asset-block",
    "embedded-resource-block",
    "embedded-entry-inline",
    "embedded-resource-inline",
)

CHILDREN: dict[str, frozenset[str]] = {
    "document": BLOCKS_IN_DOCUMENT,
    "paragraph": _PHRASING,
    **dict.fromkeys(HEADINGS, _PHRASING),
    **dict.fromkeys(_LINKS, _TEXT),
    "ordered-list": frozenset({"list-item"}),
    "unordered-list": frozenset({"list-item"}),
    "list-item": BLOCKS_IN_LIST_ITEM,
    "blockquote": frozenset({"paragraph"}),
    "table": frozenset({"table-row"}),
    "table-row": frozenset({"table-cell", "table-header-cell"}),
    "table-cell": frozenset({"paragraph"}),
    "table-header-cell": frozenset({"paragraph"}),
    **dict.fromkeys(_VOID, frozenset[str]()),
}
"""Node type → node types that it may hold (the vendor's validator, not the wider web editor)."""


def text(value: str, marks: Iterable[str] = ()) -> TextNode:
    """Return a text node; `marks` are written in canonical order and once each."""
    held = set(marks)
    return {
        "nodeType": "text",
        "value": value,
        "marks": [{"type": mark} for mark in MARKS if mark in held] if held else [],
        "data": {},
    }


def block(node_type: str, content: Sequence[Node] = ()) -> Element:
    """Return a node with empty ``data``: paragraph, heading, list, item, quote, table, row, cell, hr."""
    return {"nodeType": node_type, "data": {}, "content": list(content)}


def document(content: Sequence[Node]) -> Document:
    """Return a document node."""
    return block("document", content)


def _target(node_type: str, link_type: str, entity_id: str, content: Sequence[Node] = ()) -> Element:
    link = {"sys": {"type": "Link", "linkType": link_type, "id": entity_id}}
    return {"nodeType": node_type, "data": {"target": link}, "content": list(content)}


def entry_block(entry_id: str) -> Element:
    """Return an embedded entry between blocks."""
    return _target("embedded-entry-block", "Entry", entry_id)


def entry_inline(entry_id: str) -> Element:
    """Return an embedded entry between words."""
    return _target("embedded-entry-inline", "Entry", entry_id)


def asset_block(asset_id: str) -> Element:
    """Return an embedded asset between blocks (there is no inline form)."""
    return _target("embedded-asset-block", "Asset", asset_id)


def hyperlink(uri: str, content: Sequence[Node]) -> Element:
    """Return a link to an address."""
    return {"nodeType": "hyperlink", "data": {"uri": uri}, "content": list(content)}


def entry_hyperlink(entry_id: str, content: Sequence[Node]) -> Element:
    """Return a link to an entry; it has no place for a fragment."""
    return _target("entry-hyperlink", "Entry", entry_id, content)


def asset_hyperlink(asset_id: str, content: Sequence[Node]) -> Element:
    """Return a link to the file of an asset."""
    return _target("asset-hyperlink", "Asset", asset_id, content)
