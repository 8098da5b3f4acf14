"""What Contentful's web editor would change in a document when it loads it, as rules of our own.

Follows what the editor does on load and on the first edit of a node: it appends a paragraph, fills empty containers,
merges equal texts, puts empty texts around inlines, deletes links without text, parts or merges lists.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from migrate.model.richtext import CHILDREN, MARKS

__all__ = ["changes"]

_LISTS = ("ordered-list", "unordered-list")
_LINKS = ("hyperlink", "entry-hyperlink", "asset-hyperlink")
_INLINES = (*_LINKS, "embedded-entry-inline")
_TEXT_BLOCKS = ("paragraph", *(f"heading-{level}" for level in range(1, 7)))


def changes(document: Any) -> list[str]:
    """Return what the editor, or the API, would not leave as it is; empty for a canonical document."""
    found = []
    if not document["content"] or document["content"][-1]["nodeType"] != "paragraph":
        found.append("no paragraph at the end")
    stack = [document]
    while stack:
        node = stack.pop()
        found += _of_node(node)
        stack += [child for child in node["content"] if child["nodeType"] != "text"]
    return found


def _of_node(node: Any) -> Iterator[str]:
    kind, children = node["nodeType"], node["content"]
    if set(node) != {"nodeType", "data", "content"}:
        yield f"{kind} has keys {sorted(node)}"
    for child in children:
        if child["nodeType"] not in CHILDREN[kind]:
            yield f"{child['nodeType']} in {kind}"
    if kind in _TEXT_BLOCKS:
        yield from _of_text_block(kind, children)
    if kind in (*_TEXT_BLOCKS, *_LINKS):
        yield from _of_texts(children)
    if kind in _LINKS and not "".join(child["value"] for child in children).strip():
        yield "link without text"
    if kind in (*_LISTS, "list-item", "blockquote", "table", "table-row", "table-cell") and not children:
        yield f"empty {kind}"
    if kind == "list-item" and children and children[0]["nodeType"] in _LISTS:
        yield "list first in an item"
    if kind == "table" and len({len(row["content"]) for row in children}) > 1:
        yield "uneven rows"
    for before, after in pairwise(children):
        if before["nodeType"] in _LISTS and before["nodeType"] == after["nodeType"]:
            yield "lists of one kind in a row"


def _of_text_block(kind: str, children: list[Any]) -> Iterator[str]:
    if not children:
        yield f"{kind} without a text"
    elif children[0]["nodeType"] in _INLINES or children[-1]["nodeType"] in _INLINES:
        yield f"inline at the edge of a {kind}"
    for before, after in pairwise(children):
        if before["nodeType"] in _INLINES and after["nodeType"] in _INLINES:
            yield "two inlines in a row"


def _of_texts(children: list[Any]) -> Iterator[str]:
    for child in children:
        if child["nodeType"] == "text":
            names = [mark["type"] for mark in child["marks"]]
            if names != [name for name in MARKS if name in names]:
                yield f"marks {names}"
            if "\r" in child["value"]:
                yield "carriage return"
    for before, after in pairwise(children):
        if before["nodeType"] == after["nodeType"] == "text" and before["marks"] == after["marks"]:
            yield "equal texts in a row"
