"""Rich Text documents for tests: valid ones drawn from the node model by a seed, and ones with a fault put in."""

import copy
import random
from collections.abc import Iterator

from tests.clients.content import Payload, link

__all__ = ["drawn_document", "mutated"]

_BLOCKS = (
    *("paragraph", "paragraph", "heading-1", "heading-4", "ordered-list", "unordered-list", "hr", "blockquote"),
    *("embedded-entry-block", "embedded-asset-block", "embedded-resource-block", "table"),
)
_INLINES = (
    *("text", "text", "text", "hyperlink", "entry-hyperlink", "asset-hyperlink", "resource-hyperlink"),
    *("embedded-entry-inline", "embedded-resource-inline"),
)
_MARKS = ("bold", "italic", "underline", "code", "superscript", "subscript", "strikethrough")
_TYPES = (*_BLOCKS, *_INLINES, "list-item", "table-row", "table-cell", "table-header-cell", "document", "script", "")
_RESOURCE = {"sys": {"type": "ResourceLink", "linkType": "Contentful:Entry", "urn": "crn:contentful:::content:x"}}


def drawn_document(chance: random.Random) -> Payload:
    """Return a valid document."""
    return _node("document", [_block(chance, 0) for _ in range(chance.randint(0, 4))])


def _node(kind: str, content: list[Payload], data: Payload | None = None) -> Payload:
    return {"nodeType": kind, "data": data or {}, "content": content}


def _block(chance: random.Random, depth: int, *, table: bool = True) -> Payload:
    kind = chance.choice(_BLOCKS if table else _BLOCKS[:-1]) if depth < 3 else "paragraph"
    if kind.endswith("list"):
        items = [
            _node("list-item", [_block(chance, depth + 1, table=False) for _ in range(chance.randint(0, 2))])
            for _ in range(chance.randint(0, 3))
        ]
        return _node(kind, items)
    if kind == "table":
        return _node(kind, [_row(chance) for _ in range(chance.randint(1, 2))])
    if kind == "blockquote":
        return _node(kind, [_paragraph(chance) for _ in range(chance.randint(0, 2))])
    if kind.startswith("embedded"):
        return _node(kind, [], {"target": _target(kind)})
    return _node(kind, [] if kind == "hr" else _paragraph(chance)["content"])


def _row(chance: random.Random) -> Payload:
    cells = []
    for _ in range(chance.randint(1, 3)):
        data: Payload = {"colspan": 2} if chance.random() < 0.2 else {}
        cells.append(_node(chance.choice(["table-cell", "table-header-cell"]), [_paragraph(chance)], data))
    return _node("table-row", cells)


def _paragraph(chance: random.Random) -> Payload:
    return _node("paragraph", [_inline(chance) for _ in range(chance.randint(0, 3))])


def _inline(chance: random.Random) -> Payload:
    kind = chance.choice(_INLINES)
    if kind == "text":
        marks = [{"type": mark} for mark in chance.sample(_MARKS, chance.randint(0, 2))]
        return {"nodeType": "text", "value": chance.choice(["", "a", "two\nlines", "ü"]), "marks": marks, "data": {}}
    data: Payload = {"uri": "https://example.com/"} if kind == "hyperlink" else {"target": _target(kind)}
    text = {"nodeType": "text", "value": "link", "marks": [], "data": {}}
    return _node(kind, [text] if kind.endswith("hyperlink") else [], data)


def _target(kind: str) -> Payload:
    if "resource" in kind:
        return copy.deepcopy(_RESOURCE)
    return link("Asset" if "asset" in kind else "Entry", "target")


def mutated(document: Payload, chance: random.Random) -> Payload:
    """Return the document with one thing changed, which may or may not make it invalid."""
    changed = copy.deepcopy(document)
    place = chance.choice(list(_objects(changed)))
    key = chance.choice([*place, "extra"]) if place else "extra"
    match chance.randrange(5):
        case 0:
            place.pop(key, None)
        case 1:
            place[key] = chance.choice([None, 1, "text", [], {}, True])
        case 2 if "nodeType" in place:
            place["nodeType"] = chance.choice(_TYPES)
        case 3 if isinstance(place.get("content"), list):
            place["content"].append(chance.choice([_block(chance, 2), _inline(chance), _row(chance)]))
        case 4 if isinstance(place.get("content"), list):
            place["content"] = []
        case _:
            place["extra"] = "key"
    return changed


def _objects(value: object) -> Iterator[Payload]:
    """Yield every object of a document but marks, on which the service is stricter than the validator."""
    if isinstance(value, dict):
        yield value
        for key, part in value.items():
            if key != "marks":
                yield from _objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part)
