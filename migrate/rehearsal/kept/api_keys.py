"""Delivery keys and the preview key that comes with each."""

import secrets

from migrate.rehearsal.call import Call
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.kept.bodies import named
from migrate.rehearsal.kept.endpoints import add
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.payload import Object, link, new_id, text_at
from migrate.rehearsal.records import Record, delete_record, find

__all__ = ["API_KEY", "PREVIEW_API_KEY", "opens"]

_POLICIES: Object = {"policies": [{"effect": "allow", "actions": "all"}]}

PREVIEW_API_KEY = Kind(
    "PreviewApiKey", "/spaces/{space}/preview_api_keys", verbs=("list", "read"), first_version=0, limit=25
)


def _body(call: Call, sent: Object, before: Object | None) -> Object:
    kept = {"description": None, **named(call, sent, before)}
    if before is not None:
        return {**kept, **{key: before[key] for key in ("accessToken", "policies", "preview_api_key")}}
    preview: Object = {
        "name": kept["name"],
        "description": None,
        "accessToken": secrets.token_hex(32),
        **_POLICIES,
        "environments": sent.get("environments") or [link("Environment", "master")],
    }
    preview_id = new_id()
    add(call, PREVIEW_API_KEY, preview_id, preview)
    key: Object = {"accessToken": secrets.token_hex(32), **_POLICIES}
    return {**kept, **key, "preview_api_key": link("PreviewApiKey", preview_id)}


def _after(call: Call, before: Record | None, after: Record | None) -> None:
    if before is None or after is not None:
        return
    preview = find(
        call.transaction, before.env, PREVIEW_API_KEY.type, text_at(before.body, "preview_api_key", "sys", "id")
    )
    if preview is not None:
        delete_record(call.transaction, preview)


API_KEY = Kind("ApiKey", "/spaces/{space}/api_keys", _body, first_version=0, limit=25, after=_after)


def opens(transaction: Transaction, kind: str, space: str, token: str) -> bool:
    """Tell whether `token` is a key of that kind that was made in `space`."""
    row = transaction.execute(
        "SELECT 1 FROM entity JOIN environment ON environment.pk = entity.env"
        " WHERE space = ? AND kind = ? AND json_extract(body, '$.accessToken') = ?",
        (space, kind, token),
    ).fetchone()
    return row is not None
