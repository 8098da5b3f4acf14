"""Bodies that are too long for one field are divided over linked entries, never cut."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from migrate.model.canonical import Json, canonical_json
from migrate.model.richtext import Element, document, entry_block
from migrate.transform.body.builder import Builder
from migrate.transform.body.shape import close_document

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "MAX_REFERENCES", "fits_a_request", "within_limits"]

MAX_CHARACTERS = 200_000
MAX_BYTES = 1_000_000
MAX_REFERENCES = 1_000
"""What a Rich Text field holds (https://www.contentful.com/developers/docs/technical-limits/)."""

# A share of each limit, so that the fields around a body fit into the same request.
_SHARE = 0.8
_FULL = 0.95
"""What fields may take of a request; the rest is for tags and punctuation."""
_UTF8 = 3
_SHOWN = 80
"""Characters of the beginning that the finding shows."""
_NODE = 250
"""Bytes of JSON that one tag gives rise to at most: an item with its paragraph and text."""


def fits_a_request(fields: Mapping[str, Json]) -> bool:
    """Tell whether one request can write these fields, all locales together."""
    return len(canonical_json(fields)) <= MAX_BYTES * _FULL


def within_limits(builder: Builder, blocks: list[Element], html: str) -> list[Element]:
    """Return `blocks` when one field can hold them; else the links to entries that hold them in turn.

    `html` is what they were made from: its length and its tags bound what they weigh, so that few need weighing.
    """
    share = _SHARE * builder.context.share
    tags = html.count("<") - html.count("</")
    size = len(html) if html.isascii() else _UTF8 * len(html)
    if _fits((len(html), 2 * size + _NODE * tags, tags), share):
        return blocks
    weights = [_weight(node) for node in blocks]
    if _fits(_total(weights), share):
        return blocks
    parts: list[list[Element]] = [[]]
    held = (0, 0, 0)
    for node, weight in zip(blocks, weights, strict=True):
        more = _total([held, weight])
        # Each part is an entry of its own, which may be as large as any.
        if parts[-1] and not _fits(more, _SHARE):
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


def _weight(block: Element) -> tuple[int, int, int]:
    """Return characters, bytes of JSON with the comma after it, and references of a block."""
    characters = references = 0
    stack: list[Any] = [block]
    while stack:
        here = stack.pop()
        if here["nodeType"] == "text":
            characters += len(here["value"])
        else:
            if here["data"]:
                references += "target" in here["data"]
            stack += here["content"]
    return characters, len(canonical_json(cast("Json", block))) + 1, references


def _total(weights: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return (sum(w[0] for w in weights), sum(w[1] for w in weights), sum(w[2] for w in weights))


def _fits(weight: tuple[int, int, int], share: float) -> bool:
    return (
        weight[0] <= MAX_CHARACTERS * _SHARE and weight[1] <= MAX_BYTES * share and weight[2] <= MAX_REFERENCES * _SHARE
    )
