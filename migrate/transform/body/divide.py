"""Bodies that are too long for one field are divided over linked entries, and nothing of them is left out."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from migrate.model.canonical import Json, quick_json
from migrate.model.richtext import Element, document, entry_block
from migrate.transform.body.builder import Builder
from migrate.transform.body.shape import close_document
from migrate.transform.body.weights import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_REFERENCES,
    SHARE,
    Weight,
    at_most,
    cut,
    fits,
    total,
    weigh,
)

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "MAX_REFERENCES", "document_within_limits", "fits_a_request", "within_limits"]

_FULL = 0.95
"""What fields may take of a request; the rest is for tags and punctuation."""
_UTF8 = 3
_SHOWN = 80
"""Characters of the beginning that the finding shows."""
_NODE = 250
"""Bytes of JSON that one tag gives rise to at most: an item with its paragraph and text."""
_LIGHT = 1_000
"""Nodes of a document up to which it is not weighed, with texts as long as it has nodes."""
_SHORT = 60_000


def fits_a_request(fields: Mapping[str, Json]) -> bool:
    """Tell whether one request can write these fields, all locales together."""
    return len(quick_json(fields)) <= MAX_BYTES * _FULL


def within_limits(builder: Builder, blocks: list[Element], html: str) -> list[Element]:
    """Return `blocks` when one field can hold them; else the links to entries that hold them in turn.

    `html` is what they were made from: its length and its tags bound what they weigh, so that few need weighing.
    """
    share = SHARE * builder.context.share
    tags = html.count("<") - html.count("</")
    size = len(html) if html.isascii() else _UTF8 * len(html)
    if fits((len(html), 2 * size + _NODE * tags, tags), share):
        return blocks
    return _divided(builder, blocks, share)


def document_within_limits(builder: Builder, blocks: list[Element]) -> list[Element]:
    """Return the blocks of the document of an embedded entry, or links in turn where no field can hold them."""
    if _is_light(blocks):
        return blocks
    divided = _divided(builder, blocks, SHARE)
    # The entry that holds the links stands before its parts.
    builder.entries.out_of_order |= divided is not blocks
    return divided


def _is_light(blocks: Sequence[Element]) -> bool:
    """Tell quickly whether blocks are so few and so short that any field holds them."""
    nodes = characters = 0
    stack: list[Any] = list(blocks)
    while stack and nodes <= _LIGHT and characters <= _SHORT:
        here = stack.pop()
        nodes += 1
        if here["nodeType"] == "text":
            characters += len(here["value"])
        else:
            stack += here["content"]
            characters += len(str(here["data"].get("uri", ""))) if here["data"] else 0
    return not stack and nodes <= _LIGHT and characters <= _SHORT


def _divided(builder: Builder, blocks: list[Element], share: float) -> list[Element]:
    if fits(at_most(blocks), share):
        return blocks
    weights = [weigh(node) for node in blocks]
    if fits(total(weights), share):
        return blocks
    parts: list[list[Element]] = [[]]
    held = Weight(0, 0, 0)
    for node, weight in _pieces(builder, blocks, weights):
        more = total((held, weight))
        # Each part is an entry of its own, which may be as large as any.
        if parts[-1] and not fits(more):
            parts.append([])
            more = weight
        parts[-1].append(node)
        held = more
    builder.note("body-divided", _beginning(blocks), f"divided into {len(parts)} bodyPart entries")
    links = []
    for number, part in enumerate(parts, 1):
        fields: dict[str, Json] = {
            "name": f"Part {number} of {len(parts)}",
            "body": cast("Json", document(close_document(part))),
        }
        links.append(entry_block(builder.entries.add("bodyPart", fields)))
    return close_document(links)


def _pieces(builder: Builder, blocks: Sequence[Element], weights: Sequence[Weight]) -> Sequence[tuple[Element, Weight]]:
    """Return the blocks, those that no field holds in pieces, each with its weight."""
    found: list[tuple[Element, Weight]] = []
    for node, weight in zip(blocks, weights, strict=True):
        if fits(weight):
            found.append((node, weight))
            continue
        pieces = cut(node)
        if node["nodeType"] == "ordered-list":
            _tell_starts(builder, pieces)
        found += ((piece, weigh(piece)) for piece in pieces)
    return found


def _tell_starts(builder: Builder, lists: Sequence[Element]) -> None:
    """Tell of each list but the first that its numbers begin anew."""
    for part in lists[1:]:
        builder.note("list-start", _beginning([part]), "the list begins at 1 again, where it goes on from another part")


def _beginning(blocks: list[Element]) -> str:
    """Return the first text of a body."""
    stack: list[Any] = list(reversed(blocks))
    while stack:
        here = stack.pop()
        if here["nodeType"] != "text":
            stack += reversed(here["content"])
        elif here["value"].strip():
            return str(here["value"]).strip()[:_SHOWN]
    return ""
