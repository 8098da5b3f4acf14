"""Personal access tokens: made, listed and revoked. They open nothing here: the server's own token does that."""

import secrets

from migrate.rehearsal.answers import Answer, json_answer
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.bodies import named
from migrate.rehearsal.kept.endpoints import change, found
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.payload import Object
from migrate.rehearsal.records import to_payload

__all__ = ["ACCESS_TOKEN", "ENDPOINTS"]


def _body(call: Call, sent: Object, before: Object | None) -> Object:
    kept = named(call, sent, before)
    return {"scopes": [], **kept, "revokedAt": None, "token": f"CFPAT-{secrets.token_hex(20)}"}


ACCESS_TOKEN = Kind(
    "PersonalAccessToken",
    "/users/me/access_tokens",
    _body,
    verbs=("list", "create", "read"),
    first_version=0,
    limit=25,
    once=("token",),
)


def _revoke(call: Call) -> Answer:
    record = found(call, ACCESS_TOKEN)
    return json_answer(to_payload(change(call, ACCESS_TOKEN, record, {**record.body, "revokedAt": call.now})))


ENDPOINTS = (Endpoint("PUT", f"{ACCESS_TOKEN.path}/{{id}}/revoked", _revoke, writes=True),)
