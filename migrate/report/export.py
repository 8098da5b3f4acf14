"""The desired space as a file: one JSON object a line, or the format of Contentful's own import tool.

Owns both formats. ``ndjson`` is the contract for outside checks: rows sorted by type, then id, the summary last, each
row canonical JSON, so that the same site gives the same bytes anywhere. Findings stand in the row of what they are
about; those about the site as a whole, and about files of which nothing was made, in the summary. ``contentful`` is the
format of ``contentful-import`` (https://github.com/contentful/contentful-import).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.data_uri import is_data_uri
from migrate.model.findings import Finding
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

__all__ = ["ExportFile", "ExportFormat", "export_contentful", "export_files", "export_ndjson"]

_FILE_HOST = "files.invalid"
"""Stands for files that are not published, in addresses; such a host cannot exist (RFC 2606)."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class ExportFormat(StrEnum):
    """What `export` writes: the desired space, or its redirects for a web server."""

    NDJSON = "ndjson"
    CONTENTFUL = "contentful"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    VERCEL = "vercel"
    NGINX = "nginx"


def export_ndjson(space: DesiredSpace) -> Iterator[bytes]:
    """Yield the rows of the export, each ending with a line feed."""
    counts: dict[str, int] = {}
    for asset in space.assets:
        _count(counts, asset.findings)
        yield _row({"type": "asset", "asset": _asset(asset), "source": _source(asset), **_findings(asset.findings)})
    for content_type in sorted(space.content_types, key=lambda held: held.id):
        yield _row({"type": "contentType", "contentType": _content_type(content_type)})
    for entry in space.entries:
        _count(counts, entry.findings)
        yield _row(
            {
                "type": "entry",
                "entry": _entry(entry),
                "sources": dict(entry.sources),
                "publish": entry.publish.value,
                "url": dict(entry.urls),
                **_findings(entry.findings),
            }
        )
    _count(counts, space.findings)
    yield _row(
        {
            "type": "summary",
            "pages": space.pages,
            "entries": len(space.entries),
            "assets": len(space.assets),
            "findings": counts,
            "siteFindings": [finding.to_json() for finding in space.findings],
        }
    )


def export_contentful(space: DesiredSpace, *, only_local_files: bool = False) -> Iterator[bytes]:
    """Yield the chunks of one JSON file that ``contentful-import --content-file`` reads.

    What is published here has a ``publishedVersion``, what is archived an ``archivedVersion``; the tool does the same
    to its copy. Scheduled entries are drafts there, since the tool knows no schedules. Files of the site are named
    by their address on the published site: while that is public, Contentful fetches them by itself, and one run of the
    tool does it. Otherwise they are uploaded. The tool either uploads every file from a folder or none, so that takes
    two runs: first the content file made with `only_local_files`, with ``--upload-assets --assets-directory FOLDER``
    and the folder of `export_files`; then the whole one with ``--skip-asset-updates``.

    Args:
        space: the space.
        only_local_files: write nothing but the assets whose bytes are files of the site.
    """
    content_types = () if only_local_files else space.content_types
    entries = () if only_local_files else space.entries
    assets = (held for held in space.assets if not only_local_files or _is_local(held.origin))
    parts: tuple[tuple[str, Iterable[Json]], ...] = (
        ("contentTypes", (_published(_content_type(held)) for held in content_types)),
        ("tags", (_tag(held) for held in space.tags)),
        ("editorInterfaces", (held for kind in content_types if (held := _editor_interface(kind)) is not None)),
        ("entries", (_with_state(_entry(held), held.publish) for held in entries)),
        ("assets", (_with_state(_asset_with_url(held), held.publish) for held in assets)),
        ("locales", (_locale(held) for held in space.locales)),
        ("webhooks", ()),
    )
    for place, (name, rows) in enumerate(parts):
        yield b'{"%s":[' % name.encode() if place == 0 else b',"%s":[' % name.encode()
        for number, row in enumerate(rows):
            yield (b"\n" if number == 0 else b",\n") + canonical_json(row)
        yield b"]"
    yield b"}\n"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of the site that belongs beside the export."""

    path: str
    """Relative to the folder that ``--assets-directory`` names."""
    content: bytes


def export_files(space: DesiredSpace, read: Callable[[str], bytes]) -> Iterator[ExportFile]:
    """Yield the files of the site that the assets of `space` need, as ``contentful-import`` looks for them.

    Args:
        space: the space.
        read: returns the bytes of a file by its path relative to the site, such as `SiteReader.read`.

    """
    for asset in space.assets:
        origin = asset.origin
        if not _is_local(origin):
            continue
        content = read(origin.path)
        address = urlsplit(_address(asset))
        folder = unquote(f"{address.netloc}{address.path}").rpartition("/")[0]
        # Some versions of the tool look for the path in the address, others for the file name of the asset.
        last = address.path.rpartition("/")[2]
        for name in dict.fromkeys(name.replace("/", "-") for name in (last, unquote(last), _file_name(asset))):
            yield ExportFile(f"{folder}/{name}", content)


def _row(row: JsonObject) -> bytes:
    return canonical_json(row) + b"\n"


def _count(counts: dict[str, int], findings: Iterable[Finding]) -> None:
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1


def _findings(findings: Iterable[Finding]) -> JsonObject:
    return {"findings": [finding.to_json() for finding in findings]}


def _source(asset: DesiredAsset) -> str:
    origin = asset.origin
    # The bytes of an image that was written into the page are not repeated here.
    return origin.path.partition(",")[0] if is_data_uri(origin.path) else origin.path or origin.url


def _link(link_type: str, entity_id: str) -> JsonObject:
    return {"sys": {"type": "Link", "linkType": link_type, "id": entity_id}}


def _metadata(tags: Iterable[str]) -> JsonObject:
    return {"tags": [_link("Tag", tag) for tag in tags]}


def _asset(asset: DesiredAsset) -> JsonObject:
    return {"sys": {"id": asset.id, "type": "Asset"}, "fields": asset.fields, "metadata": _metadata(asset.tags)}


def _entry(entry: DesiredEntry) -> JsonObject:
    return {
        "sys": {"id": entry.id, "type": "Entry", "contentType": _link("ContentType", entry.content_type)},
        "fields": entry.fields,
        "metadata": _metadata(entry.tags),
    }


def _content_type(held: DesiredContentType) -> JsonObject:
    return {"sys": {"id": held.id, "type": "ContentType"}, **held.payload}


def _tag(tag: DesiredTag) -> JsonObject:
    return {"sys": {"id": tag.id, "type": "Tag", "visibility": "private"}, "name": tag.name}


def _locale(locale: DesiredLocale) -> JsonObject:
    return {
        # The tool reads the id of every locale, and sends none.
        "sys": {"id": locale.code, "type": "Locale"},
        "code": locale.code,
        "name": locale.name,
        "fallbackCode": locale.fallback,
        "default": locale.default,
        "contentManagementApi": True,
        "contentDeliveryApi": True,
        "optional": not locale.default,
    }


def _editor_interface(held: DesiredContentType) -> JsonObject | None:
    if held.editor_interface is None:
        return None
    sys: JsonObject = {"id": "default", "type": "EditorInterface", "contentType": _link("ContentType", held.id)}
    return {"sys": sys, **held.editor_interface}


def _published(payload: JsonObject) -> JsonObject:
    return _with_state(payload, PublishState.PUBLISHED)


def _with_state(payload: JsonObject, state: PublishState) -> JsonObject:
    sys = payload["sys"]
    if not isinstance(sys, dict):
        raise AssertionError(payload)
    match state:
        case PublishState.PUBLISHED:
            return {**payload, "sys": {**sys, "version": 2, "publishedVersion": 1}}
        case PublishState.ARCHIVED:
            return {**payload, "sys": {**sys, "version": 2, "archivedVersion": 1}}
        case _:
            return {**payload, "sys": {**sys, "version": 1}}


def _is_local(origin: FileOrigin) -> bool:
    return bool(origin.path)


def _address(asset: DesiredAsset) -> str:
    """Return the address by which the export names the file of an asset."""
    origin = asset.origin
    return origin.url or origin.public_url or f"https://{_FILE_HOST}/{asset.id}/{_safe(_file_name(asset))}"


def _file_name(asset: DesiredAsset) -> str:
    for file in _files(asset).values():
        return str(file["fileName"])
    raise AssertionError(asset.id)


def _files(asset: DesiredAsset) -> dict[str, dict[str, Json]]:
    files = asset.fields["file"]
    if not isinstance(files, dict):
        raise AssertionError(asset.id)
    return files


def _asset_with_url(asset: DesiredAsset) -> JsonObject:
    """Return the asset with the address under which ``contentful-import`` looks for its file."""
    url = _address(asset)
    files: dict[str, Json] = {
        locale: {"fileName": file["fileName"], "contentType": file["contentType"], "url": url}
        for locale, file in _files(asset).items()
    }
    return {**_asset(asset), "fields": {**asset.fields, "file": files}}


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-") or "file"
