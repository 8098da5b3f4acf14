"""Serving the files of assets with their media type."""

from urllib.parse import unquote

from migrate.rehearsal.answers import Answer, not_found
from migrate.rehearsal.blobs import read_blob
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.payload import object_at, parse_object, text_at

__all__ = ["ENDPOINTS"]

# What a browser shows must not run as a page of this server, whatever was uploaded.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Access-Control-Allow-Origin": "*",
}


def _get(call: Call) -> Answer:
    data = read_blob(call.transaction, call.path["digest"])
    if data is None:
        raise not_found("File", call.path["name"])
    return Answer(200, data, _media_type(call), _HEADERS)


def _media_type(call: Call) -> str:
    """Return the media type of the asset's file; the asset may have been changed since, and then it is bytes."""
    rows = call.transaction.execute(
        "SELECT body, public_body FROM entity JOIN environment ON environment.pk = env"
        " WHERE environment.space = ? AND kind = 'Asset' AND entity.id = ?",
        (call.path["space"], call.path["asset"]),
    ).fetchall()
    wanted = f"/{call.path['digest']}/"
    for text in (text for row in rows for text in row if text is not None):
        for file in object_at(parse_object(text), "fields", "file").values():
            if wanted in unquote(text_at(file, "url")):
                return text_at(file, "contentType") or "application/octet-stream"
    return "application/octet-stream"


ENDPOINTS = (Endpoint("GET", "/files/{space}/{asset}/{digest}/{name}", _get, open=True),)
