"""The export: the contract of its rows, and what Contentful's import tool reads."""

import json
from dataclasses import replace

import pytest

from migrate.model.canonical import JsonObject
from migrate.model.findings import Finding, Severity
from migrate.model.space import (
    DesiredAsset,
    DesiredContentType,
    DesiredEntry,
    DesiredLocale,
    DesiredSpace,
    DesiredTag,
    FileOrigin,
    PublishState,
)
from migrate.report.export import export_contentful, export_files, export_ndjson

_NOTE = Finding("content/a.md", 3, 1, "image-details", Severity.NOTE, "Sea", "kept in an embedded image entry")
_ENTRY = DesiredEntry(
    id="posts.a",
    content_type="post",
    fields={"title": {"en-US": "Ä"}},
    tags=("ours",),
    publish=PublishState.PUBLISHED,
    schedule=(),
    sources={"en-US": "content/posts/a.md"},
    urls={"en-US": "/posts/a/"},
    findings=(_NOTE,),
)


def _asset(asset_id: str, origin: FileOrigin, name: str = "a b.png") -> DesiredAsset:
    file = {"fileName": name, "contentType": "image/png", **({"upload": origin.url} if origin.url else {})}
    fields: JsonObject = {"title": {"en-US": "Sea"}, "file": {"en-US": file}}
    return DesiredAsset(asset_id, fields, origin, ("ours",), PublishState.PUBLISHED, ())


_LOCAL = _asset("local", FileOrigin("static/a b.png", "", "00", 3, "https://old.example/a%20b.png"))
_PRIVATE = _asset("private", FileOrigin("assets/c.png", "", "01", 3), "c.png")
_INLINE = _asset("inline", FileOrigin("data:image/gif;base64,R0lG", "", "02", 3), "i.gif")
_REMOTE = _asset("remote", FileOrigin("", "https://other.example/r.png", "", 0), "r.png")
_SPACE = DesiredSpace(
    locales=(
        DesiredLocale("en-US", "English", None, default=True),
        DesiredLocale("de", "Deutsch", "en-US", default=False),
    ),
    tags=(DesiredTag("ours", "Ours"),),
    content_types=(
        DesiredContentType("tag", {"name": "Tag", "fields": []}, None),
        DesiredContentType("post", {"name": "Post", "fields": []}, {"controls": []}),
    ),
    assets=(_INLINE, _LOCAL, _PRIVATE, _REMOTE),
    entries=(_ENTRY,),
    redirects=(),
    findings=(replace(_NOTE, code="field-key-unmapped"),),
    owner_tag="ours",
    pages=7,
)


def _rows(space: DesiredSpace) -> list[dict[str, object]]:
    return [json.loads(row) for row in export_ndjson(space)]


def test_rows_are_sorted_and_whole() -> None:
    """Types in alphabetical order, ids inside them, the summary last, one line each."""
    lines = list(export_ndjson(_SPACE))
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    rows = _rows(_SPACE)
    assert [row["type"] for row in rows] == ["asset"] * 4 + ["contentType"] * 2 + ["entry", "summary"]
    assert [row["contentType"]["sys"]["id"] for row in rows[4:6]] == ["post", "tag"]  # type: ignore[index]


def test_entry_row() -> None:
    """An entry carries payload, sources, state, URLs and findings, and nothing else."""
    assert _rows(_SPACE)[6] == {
        "type": "entry",
        "entry": {
            "sys": {
                "id": "posts.a",
                "type": "Entry",
                "contentType": {"sys": {"type": "Link", "linkType": "ContentType", "id": "post"}},
            },
            "fields": {"title": {"en-US": "Ä"}},
            "metadata": {"tags": [{"sys": {"type": "Link", "linkType": "Tag", "id": "ours"}}]},
        },
        "sources": {"en-US": "content/posts/a.md"},
        "publish": "published",
        "url": {"en-US": "/posts/a/"},
        "findings": [
            {
                "code": "image-details",
                "severity": "note",
                "source": "content/a.md",
                "line": 3,
                "column": 1,
                "text": "Sea",
                "action": "kept in an embedded image entry",
            }
        ],
    }


def test_asset_sources() -> None:
    """The source is the file of the site or the address; the bytes of an inline image are not repeated."""
    sources = [row["source"] for row in _rows(_SPACE)[:4]]
    assert sources == ["data:image/gif;base64", "static/a b.png", "assets/c.png", "https://other.example/r.png"]


def test_summary_counts_findings_of_everything() -> None:
    """Findings of entries, assets and the site are in the counts; those of the site stand nowhere else."""
    assert _rows(_SPACE)[-1] == {
        "type": "summary",
        "pages": 7,
        "entries": 1,
        "assets": 4,
        "findings": {"field-key-unmapped": 1, "image-details": 1},
        "siteFindings": [finding.to_json() for finding in _SPACE.findings],
    }
    assert _SPACE.findings


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (PublishState.PUBLISHED, {"version": 2, "publishedVersion": 1}),
        (PublishState.ARCHIVED, {"version": 2, "archivedVersion": 1}),
        (PublishState.DRAFT, {"version": 1}),
        (PublishState.SCHEDULED, {"version": 1}),
    ],
)
def test_states_for_the_import_tool(state: PublishState, expected: dict[str, int]) -> None:
    """The tool publishes what has a published version, and archives what has an archived one."""
    space = replace(_SPACE, entries=(replace(_ENTRY, publish=state),))
    (entry,) = json.loads(b"".join(export_contentful(space)))["entries"]
    versions = {key: held for key, held in entry["sys"].items() if key.endswith("ersion")}
    assert versions == expected


def test_files_for_the_import_tool_lie_where_the_addresses_say() -> None:
    """Each local file is found under host and path of its address, with and without escapes."""
    held = json.loads(b"".join(export_contentful(_SPACE)))
    addresses = {asset["sys"]["id"]: asset["fields"]["file"]["en-US"]["url"] for asset in held["assets"]}
    assert addresses == {
        "inline": "https://files.invalid/inline/i.gif",
        "local": "https://old.example/a%20b.png",
        "private": "https://files.invalid/private/c.png",
        "remote": "https://other.example/r.png",
    }
    files = {file.path: file.content for file in export_files(_SPACE, str.encode)}
    assert files == {
        "files.invalid/inline/i.gif": b"data:image/gif;base64,R0lG",
        "old.example/a%20b.png": b"static/a b.png",
        "old.example/a b.png": b"static/a b.png",
        "files.invalid/private/c.png": b"assets/c.png",
    }


def test_the_rest_for_the_import_tool() -> None:
    """Locales, tags and editor interfaces are in the file as the tool expects them."""
    held = json.loads(b"".join(export_contentful(_SPACE)))
    assert [(locale["code"], locale["default"], locale["optional"]) for locale in held["locales"]] == [
        ("en-US", True, False),
        ("de", False, True),
    ]
    assert held["tags"] == [{"sys": {"id": "ours", "type": "Tag", "visibility": "private"}, "name": "Ours"}]
    assert [row["sys"]["contentType"]["sys"]["id"] for row in held["editorInterfaces"]] == ["post"]
    assert held["webhooks"] == []


def test_only_local_files() -> None:
    """The first of two imports holds the assets that are uploaded, and nothing else."""
    held = json.loads(b"".join(export_contentful(_SPACE, only_local_files=True)))
    assert [asset["sys"]["id"] for asset in held["assets"]] == ["inline", "local", "private"]
    assert (held["entries"], held["contentTypes"]) == ([], [])
