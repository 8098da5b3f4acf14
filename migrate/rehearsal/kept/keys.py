"""Keys that a client asks for and never sees again: to read protected files, and to upload."""

import secrets
from datetime import datetime, timedelta

from migrate.rehearsal.answers import validation_failed
from migrate.rehearsal.call import Call, read_object
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.payload import Object, timestamp

__all__ = ["ASSET_KEY", "UPLOAD_CREDENTIAL", "new_asset_key"]

_LONGEST = timedelta(hours=48)
_UPLOAD_LIFE = timedelta(hours=1)


def new_asset_key(call: Call) -> Object:
    """Return a key to protected files, as long as the request asks for.

    Raises:
        Refusal: 422 when the end lies in the past or further away than 48 hours.

    """
    return _asset_key(call, read_object(call), None)


def _asset_key(call: Call, sent: Object, before: Object | None) -> Object:
    expires = sent.get("expiresAt")
    now = datetime.fromisoformat(call.now).timestamp()
    if not isinstance(expires, int) or not now <= expires <= now + _LONGEST.total_seconds() + 1:
        details = "A time in seconds, at most 48 hours from now"
        raise validation_failed([{"name": "range", "path": ["expiresAt"], "value": expires, "details": details}])
    return {"policy": secrets.token_urlsafe(32), "secret": secrets.token_urlsafe(32)}


def _upload_credential(call: Call, sent: Object, before: Object | None) -> Object:
    ends = datetime.fromisoformat(call.now) + _UPLOAD_LIFE
    credentials: Object = {
        "policy": secrets.token_urlsafe(32),
        "signature": secrets.token_urlsafe(32),
        "createdAt": call.now,
        "expiresAt": timestamp(ends),
    }
    return {"uploadCredentials": credentials}


_ENVIRONMENT = "/spaces/{space}/environments/{environment}"

ASSET_KEY = Kind("AssetKey", f"{_ENVIRONMENT}/asset_keys", _asset_key, verbs=("create",), once=("policy", "secret"))
UPLOAD_CREDENTIAL = Kind(
    "UploadCredential",
    f"{_ENVIRONMENT}/upload_credentials",
    _upload_credential,
    verbs=("create",),
    once=("uploadCredentials",),
)
