"""Snapshots: what an entry or content type was each time it was published.

The latest snapshot of a published entry is the published state that the entity has anyway. It is stored as "" and
written out when that state goes, so that publishing does not store everything twice.
"""

from migrate.rehearsal.answers import Answer, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Object, dump, link, new_id, parse_object
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import Record, find, to_payload

__all__ = ["ENDPOINTS", "PAYLOAD", "keep_snapshot", "keep_snapshots_of", "take_snapshot"]

PAYLOAD = (
    "CASE payload WHEN '' THEN (SELECT '{\"sys\":' || public_sys || ',' || substr(public_body, 2) FROM entity"
    " WHERE entity.env = snapshot.env AND entity.kind = snapshot.kind AND entity.id = snapshot.id) ELSE payload END"
)
"""SQL of the JSON text that a row of `snapshot` stands for."""


def take_snapshot(transaction: Transaction, record: Record, now: str, user: str) -> None:
    """Keep the state of `record`, which has just been published."""
    payload = "" if record.kind == "Entry" else dump(to_payload(record))
    transaction.execute(
        "INSERT INTO snapshot (env, kind, id, snapshot, created_at, created_by, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (record.env, record.kind, record.id, new_id(), now, user, payload),
    )


def keep_snapshot(transaction: Transaction, record: Record) -> None:
    """Write out the snapshot of the published state of an entry, before that state changes."""
    if record.kind == "Entry" and record.public_sys is not None and record.public_body is not None:
        transaction.execute(
            "UPDATE snapshot SET payload = ? WHERE env = ? AND kind = 'Entry' AND id = ? AND payload = ''",
            (dump({"sys": record.public_sys, **record.public_body}), record.env, record.id),
        )


def keep_snapshots_of(transaction: Transaction, env: int, content_type: str) -> None:
    """Write out those of all entries of a content type, before values are removed from them."""
    transaction.execute(
        f"UPDATE snapshot SET payload = {PAYLOAD} WHERE env = ?1 AND kind = 'Entry' AND payload = ''"
        " AND id IN (SELECT id FROM entity WHERE env = ?1 AND kind = 'Entry' AND content_type = ?2)",
        (env, content_type),
    )


_COLUMNS = f"snapshot, created_at, created_by, {PAYLOAD}"


def _shown(place: Place, kind: str, row: tuple[str, str, str, str]) -> Object:
    snapshot, created_at, created_by, payload = row
    author = link("User", created_by)
    return {
        "sys": {
            "space": link("Space", place.space),
            "environment": link("Environment", place.environment),
            "id": snapshot,
            "type": "Snapshot",
            "createdAt": created_at,
            "createdBy": author,
            "updatedAt": created_at,
            "updatedBy": author,
            "snapshotType": "publish",
            "snapshotEntityType": kind,
        },
        "snapshot": parse_object(payload),
    }


def _entity(call: Call, kind: str) -> tuple[Place, str]:
    place = place_of(call)
    entity_id = call.path["content_type" if kind == "ContentType" else "entry"]
    if find(call.transaction, place.env, kind, entity_id) is None:
        raise not_found(kind, entity_id, place.space, place.environment)
    return place, entity_id


def _list(call: Call, kind: str) -> Answer:
    place, entity_id = _entity(call, kind)
    parameters = parse_parameters(call.query)
    rows = call.transaction.execute(
        f"SELECT {_COLUMNS} FROM snapshot WHERE env = ? AND kind = ? AND id = ? ORDER BY pk DESC LIMIT ? OFFSET ?",
        (place.env, kind, entity_id, parameters.limit, parameters.skip),
    ).fetchall()
    return json_answer(
        {
            "sys": {"type": "Array"},
            "skip": parameters.skip,
            "limit": parameters.limit,
            "items": [_shown(place, kind, row) for row in rows],
        }
    )


def _one(call: Call, kind: str) -> Answer:
    place, entity_id = _entity(call, kind)
    row = call.transaction.execute(
        f"SELECT {_COLUMNS} FROM snapshot WHERE env = ? AND kind = ? AND id = ? AND snapshot = ?",
        (place.env, kind, entity_id, call.path["snapshot"]),
    ).fetchone()
    if row is None:
        raise not_found("Snapshot", call.path["snapshot"], place.space, place.environment)
    return json_answer(_shown(place, kind, row))


_BASE = "/spaces/{space}/environments/{environment}"
_ENTRY = f"{_BASE}/entries/{{entry}}/snapshots"
_CONTENT_TYPE = f"{_BASE}/content_types/{{content_type}}/snapshots"

ENDPOINTS = (
    Endpoint("GET", _ENTRY, lambda call: _list(call, "Entry")),
    Endpoint("GET", f"{_ENTRY}/{{snapshot}}", lambda call: _one(call, "Entry")),
    Endpoint("GET", _CONTENT_TYPE, lambda call: _list(call, "ContentType")),
    Endpoint("GET", f"{_CONTENT_TYPE}/{{snapshot}}", lambda call: _one(call, "ContentType")),
)
