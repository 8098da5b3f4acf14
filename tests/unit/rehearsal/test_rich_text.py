from typing import Any

import pytest

from migrate.rehearsal.rules.richtext import check_document
from tests.unit.rehearsal.conftest import Api, Payload, link, symbol


def node(kind: str, *content: Payload, **data: Any) -> Payload:
    """Return a node."""
    return {"nodeType": kind, "data": data, "content": list(content)}


def text(value: str, *marks: str) -> Payload:
    """Return a text node."""
    return {"nodeType": "text", "value": value, "marks": [{"type": mark} for mark in marks], "data": {}}


def document(*content: Payload) -> Payload:
    """Return a document."""
    return node("document", *content)


def findings(*content: Payload) -> list[tuple[str, list[Any]]]:
    """Return names and paths of what is wrong with a document."""
    found = check_document(document(*content), ("fields", "body", "en-US"))
    return [(str(one["name"]), list(one["path"])[3:]) for one in found]  # type: ignore[arg-type]


PARAGRAPH = node("paragraph", text("x", "bold"))
ROW = node("table-row", node("table-header-cell", PARAGRAPH), node("table-cell", PARAGRAPH, colspan=2))


@pytest.mark.parametrize(
    "block",
    [
        PARAGRAPH,
        node("heading-6", text("x"), node("hyperlink", text("y"), uri="https://example.com")),
        node("unordered-list", node("list-item", PARAGRAPH, node("ordered-list", node("list-item")))),
        node("blockquote", PARAGRAPH),
        node("table", ROW),
        node("hr"),
        node("embedded-asset-block", target=link("Asset", "a")),
        node("paragraph", node("embedded-entry-inline", target=link("Entry", "e"))),
    ],
)
def test_valid_blocks(block: Payload) -> None:
    """Every kind of block in its place is accepted."""
    assert findings(block) == []


@pytest.mark.parametrize(
    ("block", "name", "path"),
    [
        (text("x"), "in", ["content", 0, "nodeType"]),
        (node("list-item"), "in", ["content", 0, "nodeType"]),
        (node("script"), "in", ["content", 0, "nodeType"]),
        (node("blockquote", node("blockquote")), "in", ["content", 0, "content", 0, "nodeType"]),
        (node("unordered-list", PARAGRAPH), "in", ["content", 0, "content", 0, "nodeType"]),
        (node("table"), "size", ["content", 0, "content"]),
        (node("hr", text("x")), "size", ["content", 0, "content"]),
        ({"nodeType": "paragraph", "content": []}, "required", ["content", 0, "data"]),
        ({"nodeType": "paragraph", "data": {}}, "required", ["content", 0, "content"]),
        ({**node("paragraph"), "class": "x"}, "unexpected", ["content", 0, "class"]),
        (node("paragraph", node("hyperlink", title="x", uri="u")), "unexpected", None),
        (node("paragraph", node("hyperlink", uri=1)), "type", None),
        (node("embedded-entry-block", target=link("Asset", "a")), "in", None),
        (node("embedded-entry-block"), "required", None),
        (node("paragraph", {"nodeType": "text", "value": "x", "data": {}}), "required", None),
        (node("paragraph", {**text("x"), "marks": [{"type": "bold", "object": "mark"}]}), "unexpected", None),
    ],
)
def test_invalid_blocks(block: Payload, name: str, path: list[Any] | None) -> None:
    """Every kind of fault has its name and leads to its place."""
    found = findings(block)[0]
    assert (name, found[1] if path is None else path) == found


def test_depth_is_no_problem() -> None:
    """A document deeper than any stack is checked to its bottom."""
    deep = PARAGRAPH
    for _ in range(5000):
        deep = node("unordered-list", node("list-item", deep))
    assert findings(deep) == []


@pytest.mark.parametrize(
    ("rule", "block", "name"),
    [
        ({"enabledNodeTypes": ["heading-2"]}, node("heading-3", text("x")), "enabledNodeTypes"),
        ({"enabledNodeTypes": ["heading-2"]}, node("heading-2", text("x")), None),
        ({"enabledNodeTypes": []}, PARAGRAPH, None),
        ({"enabledMarks": ["italic"]}, PARAGRAPH, "enabledMarks"),
        ({"enabledMarks": ["bold"]}, PARAGRAPH, None),
        (
            {"nodes": {"embedded-entry-block": [{"linkContentType": ["other"]}]}},
            node("embedded-entry-block", target=link("Entry", "target")),
            "linkContentType",
        ),
        (
            {"nodes": {"embedded-entry-block": [{"size": {"max": 0}}]}},
            node("embedded-entry-block", target=link("Entry", "target")),
            "nodes",
        ),
        ({"size": {"max": 0}}, PARAGRAPH, "size"),
    ],
)
def test_what_a_field_enables_binds_on_publishing(api: Api, rule: Payload, block: Payload, name: str | None) -> None:
    """The document can be saved; whether it can be published depends on the field."""
    api.activate("target", symbol("title"))
    api.entry("target", "target", title="T")
    api.activate("post", {"id": "body", "type": "RichText", "validations": [rule]})
    api.entry("one", "post", body=document(block))
    response = api.request("PUT", "entries/one/published", version=1)
    assert name == (None if response.is_success else response.json()["details"]["errors"][0]["name"])


def test_links_inside_documents_are_resolved_on_publishing(api: Api) -> None:
    """An embedded entry that is not there stops publication and is named with its path."""
    api.activate("post", {"id": "body", "type": "RichText"})
    api.entry("one", "post", body=document(node("embedded-entry-block", target=link("Entry", "gone"))))
    refused = api.refused("PUT", "entries/one/published", version=1)
    path = ["fields", "body", "en-US", "content", 0, "data", "target"]
    assert ("UnresolvedLinks", path) == (refused[1], refused[2]["errors"][0]["path"])
