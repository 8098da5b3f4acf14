"""The structure of Rich Text documents: which keys a node has and which nodes may stand in it.

Owns structure alone, which is checked whenever an entry is saved. What a field enables is checked on publishing: see
`richtext_options`. Written from the published node model, independently of the code that makes documents.

Findings have the names and paths of the official validator: ``in``, ``required``, ``unexpected``, ``type``, ``size``.
Below a faulty node nothing is checked. Nothing recurses, because documents may be nested deeper than Python's stack.
"""

from collections.abc import Callable, Iterator, Mapping

from migrate.rehearsal.payload import Json, Object

__all__ = ["CHILDREN", "DOCUMENT", "check_document"]

DOCUMENT = "document"

_HEADINGS = tuple(f"heading-{level}" for level in range(1, 7))
_LINKS = ("hyperlink", "entry-hyperlink", "asset-hyperlink", "resource-hyperlink")
_VOID_BLOCKS = ("hr", "embedded-entry-block", "embedded-asset-block", "embedded-resource-block")
_VOID_INLINES = ("embedded-entry-inline", "embedded-resource-inline")
_IN_ITEM = ("paragraph", *_HEADINGS, "ordered-list", "unordered-list", "blockquote", *_VOID_BLOCKS)
_INLINES = ("text", *_LINKS, *_VOID_INLINES)

CHILDREN: Mapping[str, tuple[str, ...]] = {
    DOCUMENT: (*_IN_ITEM, "table"),
    "paragraph": _INLINES,
    **dict.fromkeys(_HEADINGS, _INLINES),
    **dict.fromkeys(_LINKS, ("text",)),
    "ordered-list": ("list-item",),
    "unordered-list": ("list-item",),
    "list-item": _IN_ITEM,
    "blockquote": ("paragraph",),
    "table": ("table-row",),
    "table-row": ("table-cell", "table-header-cell"),
    "table-cell": ("paragraph",),
    "table-header-cell": ("paragraph",),
    **dict.fromkeys((*_VOID_BLOCKS, *_VOID_INLINES), ()),
}
"""What each node may hold."""

_NEVER_EMPTY = frozenset({"table", "table-row", "table-cell", "table-header-cell"})
_NODE_KEYS = ("nodeType", "data", "content")
_TEXT_KEYS = ("nodeType", "data", "value", "marks")

_Path = tuple[str | int, ...]


def check_document(document: Json, path: tuple[str | int, ...]) -> list[Object]:
    """Return what is wrong with a document; `path` leads to it and begins every finding's path."""
    if not isinstance(document, dict):
        return [_finding("type", path, document, f'The type of "{path[1]}" is incorrect, expected type: RichText')]
    if document.get("nodeType") != DOCUMENT:
        return [_not_expected((*path, "nodeType"), document.get("nodeType"), (DOCUMENT,))]
    findings: list[Object] = []
    waiting: list[tuple[Object, _Path]] = [(document, path)]
    while waiting:
        node, where = waiting.pop()
        found = list(_node_findings(node, where))
        findings.extend(found)
        if found or node["nodeType"] == "text":
            continue
        children = node["content"]
        assert isinstance(children, list)  # noqa: S101 - _node_findings made sure
        waiting.extend(
            (child, (*where, "content", index))
            for index, child in reversed(list(enumerate(children)))
            if isinstance(child, dict)
        )
    return findings


def _node_findings(node: Object, path: _Path) -> Iterator[Object]:
    kind = node["nodeType"]
    keys = _TEXT_KEYS if kind == "text" else _NODE_KEYS
    yield from _key_findings(node, keys, path)
    if kind == "text":
        yield from _text_findings(node, path)
        return
    data = node.get("data")
    if "data" in node and not isinstance(data, dict):
        yield _finding("type", (*path, "data"), data, 'The type of "data" is incorrect, expected type: Object')
    elif isinstance(data, dict):
        check = _DATA.get(str(kind))
        if check is not None:
            yield from check(data, (*path, "data"))
    if "content" in node:
        yield from _content_findings(str(kind), node["content"], (*path, "content"))


def _content_findings(kind: str, content: Json, path: _Path) -> Iterator[Object]:
    if not isinstance(content, list):
        yield _finding("type", path, content, 'The type of "content" is incorrect, expected type: Array')
        return
    allowed = CHILDREN[kind]
    if not allowed and content:
        yield {**_finding("size", path, content, "Size must be at most 0"), "max": 0}
        return
    if not content and kind in _NEVER_EMPTY:
        yield {**_finding("size", path, content, "Size must be at least 1"), "min": 1}
    for index, child in enumerate(content):
        where = (*path, index)
        if not isinstance(child, dict):
            yield _finding("type", where, child, "The type of the node is incorrect, expected type: Object")
        elif child.get("nodeType") not in allowed:
            yield _not_expected((*where, "nodeType"), child.get("nodeType"), allowed)


def _text_findings(node: Object, path: _Path) -> Iterator[Object]:
    if "value" in node and not isinstance(node["value"], str):
        yield _finding(
            "type", (*path, "value"), node["value"], 'The type of "value" is incorrect, expected type: String'
        )
    if "data" in node and not isinstance(node["data"], dict):
        yield _finding("type", (*path, "data"), node["data"], 'The type of "data" is incorrect, expected type: Object')
    marks = node.get("marks", [])
    if not isinstance(marks, list):
        yield _finding("type", (*path, "marks"), marks, 'The type of "marks" is incorrect, expected type: Array')
        return
    for index, mark in enumerate(marks):
        where = (*path, "marks", index)
        if not isinstance(mark, dict):
            yield _finding("type", where, mark, "The type of the mark is incorrect, expected type: Object")
            continue
        # The service refuses other keys here, although the official validator lets them pass.
        yield from _key_findings(mark, ("type",), where)
        if "type" in mark and not isinstance(mark["type"], str):
            yield _finding(
                "type", (*where, "type"), mark["type"], 'The type of "type" is incorrect, expected type: String'
            )


def _key_findings(value: Object, keys: tuple[str, ...], path: _Path) -> Iterator[Object]:
    for key in keys:
        if key not in value:
            yield _finding("required", (*path, key), None, f'The property "{key}" is required here')
    for key in value:
        if key not in keys:
            yield _finding("unexpected", (*path, key), value[key], f'The property "{key}" is not expected')


def _uri(data: Object, path: _Path) -> Iterator[Object]:
    yield from _key_findings(data, ("uri",), path)
    if "uri" in data and not isinstance(data["uri"], str):
        yield _finding("type", (*path, "uri"), data["uri"], 'The type of "uri" is incorrect, expected type: String')


def _target(link: tuple[str, str, str]) -> Callable[[Object, _Path], Iterator[Object]]:
    """Return the check of a target; `link` is its type, its linkType and the key that identifies it."""
    wanted = dict(zip(("type", "linkType"), link[:2], strict=True))

    def check(data: Object, path: _Path) -> Iterator[Object]:
        yield from _key_findings(data, ("target",), path)
        if "target" not in data:
            return
        target = data["target"]
        if not isinstance(target, dict) or not isinstance(target.get("sys"), dict):
            if isinstance(target, dict) and "sys" not in target:
                yield _finding("required", (*path, "target", "sys"), None, 'The property "sys" is required here')
            else:
                yield _finding(
                    "type", (*path, "target"), target, 'The type of "target" is incorrect, expected type: Object'
                )
            return
        sys = target["sys"]
        assert isinstance(sys, dict)  # noqa: S101 - tested just above
        where = (*path, "target", "sys")
        yield from _key_findings(sys, ("type", "linkType", link[2]), where)
        for key, expected in wanted.items():
            if key in sys and sys[key] != expected:
                yield _not_expected((*where, key), sys[key], (expected,))
        if link[2] in sys and not isinstance(sys[link[2]], str):
            yield _finding(
                "type", (*where, link[2]), sys[link[2]], f'The type of "{link[2]}" is incorrect, expected type: String'
            )

    return check


def _spans(data: Object, path: _Path) -> Iterator[Object]:
    for key, value in data.items():
        if key not in ("colspan", "rowspan"):
            yield _finding("unexpected", (*path, key), value, f'The property "{key}" is not expected')
        elif isinstance(value, bool) or not isinstance(value, int | float):
            yield _finding("type", (*path, key), value, f'The type of "{key}" is incorrect, expected type: Number')


_ENTRY = _target(("Link", "Entry", "id"))
_ASSET = _target(("Link", "Asset", "id"))
_RESOURCE = _target(("ResourceLink", "Contentful:Entry", "urn"))

_DATA: Mapping[str, Callable[[Object, _Path], Iterator[Object]]] = {
    "hyperlink": _uri,
    "entry-hyperlink": _ENTRY,
    "embedded-entry-block": _ENTRY,
    "embedded-entry-inline": _ENTRY,
    "asset-hyperlink": _ASSET,
    "embedded-asset-block": _ASSET,
    "resource-hyperlink": _RESOURCE,
    "embedded-resource-block": _RESOURCE,
    "embedded-resource-inline": _RESOURCE,
    "table-cell": _spans,
    "table-header-cell": _spans,
}


def _finding(name: str, path: _Path, value: Json, details: str) -> Object:
    found: Object = {"name": name, "details": details, "path": list(path)}
    if name not in ("required", "size"):
        found["value"] = value
    return found


def _not_expected(path: _Path, value: Json, expected: tuple[str, ...]) -> Object:
    return {
        **_finding("in", path, value, "Value must be one of expected values"),
        "expected": [*sorted(expected)],
    }
