"""A space's content in the form that contentful-import takes, made to measure for tests."""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

__all__ = ["content_file", "link", "png"]

Payload = dict[str, Any]
"""JSON as tests write it down; what the server does with it is what they are about."""


def link(kind: str, entity_id: str) -> Payload:
    """Return a link."""
    return {"sys": {"type": "Link", "linkType": kind, "id": entity_id}}


def png(width: int, height: int) -> bytes:
    """Return a grey image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def content_file(folder: Path, entries: int, assets: int) -> Path:
    """Write ``content.json`` and the assets' files into `folder`, the way contentful-export leaves them."""
    content = {
        "contentTypes": [_content_type()],
        "editorInterfaces": [_editor_interface()],
        "tags": [{"sys": {"id": "news", "type": "Tag", "visibility": "public"}, "name": "News"}],
        "locales": [_locale("en-US", None), _locale("de", "en-US")],
        "entries": [_entry(number, assets) for number in range(entries)],
        "assets": [_asset(number) for number in range(assets)],
    }
    for number in range(assets):
        path = folder / f"images.ctfassets.net/source/asset{number}/hash/picture{number}.png"
        path.parent.mkdir(parents=True)
        path.write_bytes(png(3 + number, 2))
    file = folder / "content.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def _content_type() -> Payload:
    def field(field_id: str, kind: str, **more: object) -> Payload:
        flags = {"localized": False, "required": False, "validations": [], "disabled": False, "omitted": False}
        return {"id": field_id, "name": field_id.title(), "type": kind, **flags, **more}

    return {
        "sys": {"id": "post", "type": "ContentType", "publishedVersion": 1},
        "name": "Post",
        "displayField": "title",
        "fields": [
            field("title", "Symbol", required=True, localized=True),
            field("body", "RichText"),
            field("hero", "Link", linkType="Asset"),
            field("related", "Array", items={"type": "Link", "linkType": "Entry", "validations": []}),
        ],
    }


def _editor_interface() -> Payload:
    return {
        "sys": {"id": "default", "type": "EditorInterface", "contentType": link("ContentType", "post")},
        "controls": [{"fieldId": "title", "widgetId": "singleLine", "widgetNamespace": "builtin"}],
    }


def _locale(code: str, fallback: str | None) -> Payload:
    return {
        "sys": {"type": "Locale", "id": f"locale-{code}"},
        "name": {"en-US": "English (United States)"}.get(code, code),
        "code": code,
        "fallbackCode": fallback,
        "default": fallback is None,
        "optional": fallback is not None,
        "contentManagementApi": True,
        "contentDeliveryApi": True,
    }


def _entry(number: int, assets: int) -> Payload:
    text = {"nodeType": "text", "value": f"Body {number}", "marks": [{"type": "bold"}], "data": {}}
    body = {
        "nodeType": "document",
        "data": {},
        "content": [{"nodeType": "paragraph", "data": {}, "content": [text]}],
    }
    fields: Payload = {"title": {"en-US": f"Title {number}", "de": f"Titel {number}"}, "body": {"en-US": body}}
    if number < assets:
        fields["hero"] = {"en-US": link("Asset", f"asset{number}")}
    if number:
        fields["related"] = {"en-US": [link("Entry", f"entry{number - 1}")]}
    sys = {"id": f"entry{number}", "type": "Entry", "contentType": link("ContentType", "post")}
    return {
        "sys": {**sys, "publishedVersion": 3, "version": 4},
        "metadata": {"tags": [link("Tag", "news")], "concepts": []},
        "fields": fields,
    }


def _asset(number: int) -> Payload:
    file = {
        "fileName": f"picture{number}.png",
        "contentType": "image/png",
        "url": f"//images.ctfassets.net/source/asset{number}/hash/picture{number}.png",
    }
    return {
        "sys": {"id": f"asset{number}", "type": "Asset", "publishedVersion": 3, "version": 4},
        "metadata": {"tags": [], "concepts": []},
        "fields": {"title": {"en-US": f"Picture {number}"}, "file": {"en-US": file}},
    }
