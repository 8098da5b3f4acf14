"""Uploads: bytes that wait for an asset to use them, for a day. The upload host is this server as well.

Follows recordings of the upload host: its answers have no rate-limit headers, so the limit of the management API does
not count them, and its errors have the shape that they have there.
"""

from datetime import datetime, timedelta

from migrate.rehearsal.answers import Answer, Refusal, bad_request, json_answer
from migrate.rehearsal.blobs import read_blob, store_blob
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.payload import Object, link, new_id, timestamp
from migrate.rehearsal.places import place_of

__all__ = ["ENDPOINTS", "read_upload"]

_NOT_FOUND = "The resource could not be found."

_DAYS = 2
"""An upload ends with the day after the one on which it was made."""


def _post(call: Call) -> Answer:
    place = place_of(call)
    media_type = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/octet-stream":
        raise bad_request('The "Content-Type" header must be "application/octet-stream"')
    if not call.body:
        raise bad_request('The "Content-Length" header must be greater than 0')
    upload = new_id()
    today = datetime.fromisoformat(call.now).replace(hour=0, minute=0, second=0, microsecond=0)
    expires = timestamp(today + timedelta(days=_DAYS))
    call.transaction.execute(
        "INSERT INTO upload VALUES (?, ?, ?, ?, ?, ?, ?)",
        (place.space, upload, place.environment, call.now, expires, call.user, store_blob(call.transaction, call.body)),
    )
    return json_answer(_payload(place.space, (upload, place.environment, call.now, expires, call.user)), 201)


def _payload(space: str, row: tuple[str, str, str, str, str]) -> Object:
    upload, environment, created, expires, user = row
    return {
        "sys": {
            "id": upload,
            "type": "Upload",
            "createdAt": created,
            "expiresAt": expires,
            "createdBy": link("User", user),
            "space": link("Space", space),
            "environment": link("Environment", environment),
        }
    }


def _row(call: Call) -> tuple[str, str, str, str, str]:
    space, upload = place_of(call).space, call.path["upload"]
    row: tuple[str, str, str, str, str] | None = call.transaction.execute(
        "SELECT id, environment, created_at, expires_at, created_by FROM upload WHERE space = ? AND id = ?",
        (space, upload),
    ).fetchone()
    if row is None or row[3] <= call.now:
        # Here alone, details are a text.
        raise Refusal(404, "NotFound", _NOT_FOUND, _NOT_FOUND)
    return row


def _get(call: Call) -> Answer:
    return json_answer(_payload(call.path["space"], _row(call)))


def _delete(call: Call) -> Answer:
    upload = _row(call)[0]
    call.transaction.execute("DELETE FROM upload WHERE space = ? AND id = ?", (call.path["space"], upload))
    return Answer(204)


def read_upload(call: Call, upload: str) -> bytes | None:
    """Return the bytes of an upload of the space that the request is about, or None."""
    row = call.transaction.execute(
        "SELECT blob FROM upload WHERE space = ? AND id = ? AND expires_at > ?", (call.path["space"], upload, call.now)
    ).fetchone()
    return read_blob(call.transaction, row[0]) if row else None


_ALL = "/spaces/{space}/environments/{environment}/uploads"

ENDPOINTS = (
    Endpoint("POST", _ALL, _post, writes=True, upload=True),
    Endpoint("GET", f"{_ALL}/{{upload}}", _get, upload=True),
    Endpoint("DELETE", f"{_ALL}/{{upload}}", _delete, writes=True, upload=True),
)
