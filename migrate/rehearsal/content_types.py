"""Content types and their editor interfaces: saving, activating, deactivating, removing fields.

Owns the life of a content type. Does not own what a valid one is: see `rules.content_model`.
"""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, bad_request, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object, sent_version
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.editor_interfaces import ensure_editor_interface, remove_editor_interface
from migrate.rehearsal.field_renames import rename_fields
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.lifecycle import first_sys, next_sys, published_sys, unpublished_sys
from migrate.rehearsal.payload import Object, list_at, new_id, object_at, text_at
from migrate.rehearsal.places import place_of
from migrate.rehearsal.query.collection import entity_page, simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload
from migrate.rehearsal.rules.content_model import check_change, check_content_type
from migrate.rehearsal.snapshots import keep_snapshots_of, take_snapshot

__all__ = ["ENDPOINTS", "find_content_type"]

_FIELD_DEFAULTS: Object = {
    "localized": False,
    "required": False,
    "validations": [],
    "disabled": False,
    "omitted": False,
}


def find_content_type(call: Call) -> Record:
    """Return the content type that the path names.

    Raises:
        Refusal: 404 when there is none.

    """
    place = place_of(call)
    record = find(call.transaction, place.env, "ContentType", call.path["content_type"])
    if record is None:
        raise not_found("ContentType", call.path["content_type"], place.space, place.environment)
    return record


def _get_all(call: Call) -> Answer:
    return simple_page(call, place_of(call), "ContentType")


def _get_public(call: Call) -> Answer:
    return entity_page(call, place_of(call), "ContentType", public=True)


def _get(call: Call) -> Answer:
    return json_answer(to_payload(find_content_type(call)))


def _get_published(call: Call) -> Answer:
    record = find_content_type(call)
    if record.public_sys is None or record.public_body is None:
        raise not_found("ContentType", record.id, call.path["space"], call.path["environment"])
    return json_answer({"sys": record.public_sys, **record.public_body})


def _post(call: Call) -> Answer:
    return _create(call, new_id())


def _put(call: Call) -> Answer:
    place = place_of(call)
    content_type = call.path["content_type"]
    record = find(call.transaction, place.env, "ContentType", content_type)
    if record is None:
        # A client that updates what is gone has to be told; 0 and nothing mean that it expects to create.
        if sent_version(call):
            raise not_found("ContentType", content_type, place.space, place.environment)
        return _create(call, check_id(content_type))
    check_version(call, record.sys)
    changed = replace(record, sys=next_sys(call, record.sys), body=_checked_body(read_object(call)))
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _create(call: Call, content_type: str) -> Answer:
    place = place_of(call)
    body = _checked_body(read_object(call))
    record = Record(place.env, "ContentType", content_type, first_sys(call, place, "ContentType", content_type), body)
    save(call.transaction, record)
    return json_answer(to_payload(record), 201)


def _checked_body(sent: Object) -> Object:
    """Return what is stored of a content type: with defaults, without fields that are marked as deleted."""
    errors = check_content_type(sent)
    if errors:
        raise validation_failed(errors)
    fields = [
        {**_FIELD_DEFAULTS, **{key: value for key, value in object_at(field).items() if key != "deleted"}}
        for field in list_at(sent, "fields")
        if object_at(field).get("deleted") is not True
    ]
    body: Object = {
        "displayField": sent.get("displayField") or None,
        "name": sent["name"],
        "description": sent.get("description"),
        "fields": [*fields],
    }
    if sent.get("metadata") is not None:
        body["metadata"] = sent["metadata"]
    return body


def _delete(call: Call) -> Answer:
    record = find_content_type(call)
    check_version(call, record.sys, required=False)
    if record.published:
        raise bad_request("Cannot delete published")
    _refuse_entries(call.transaction, record)
    remove_editor_interface(call.transaction, record)
    delete_record(call.transaction, record)
    return Answer(204)


def _publish(call: Call) -> Answer:
    record = find_content_type(call)
    check_version(call, record.sys)
    if record.public_body is not None:
        errors = check_change(record.public_body, record.body)
        if errors:
            raise validation_failed(errors)
        _remove_dropped_fields(call.transaction, record)
    record = rename_fields(call.transaction, record)
    sys = published_sys(call.now, call.user, record.sys)
    changed = replace(record, sys=sys, public_sys=sys, public_body=record.body)
    save(call.transaction, changed)
    take_snapshot(call.transaction, changed, call.now, call.user)
    ensure_editor_interface(call, changed)
    return json_answer(to_payload(changed))


def _remove_dropped_fields(transaction: Transaction, record: Record) -> None:
    """Remove the values of fields that are no longer there; such fields must have been omitted before."""
    kept = {text_at(field, "id") for field in list_at(record.body, "fields")}
    for value in list_at(record.public_body, "fields"):
        field = object_at(value)
        field_id = text_at(field, "id")
        if field_id in kept:
            continue
        if field.get("omitted") is not True:
            raise bad_request("You need to omit a field before deleting it.", {"path": ["fields", field_id]})
        keep_snapshots_of(transaction, record.env, record.id)
        transaction.execute(
            "UPDATE entity SET body = json_remove(body, ?1), kept_body = json_remove(kept_body, ?1)"
            " WHERE env = ?2 AND kind = 'Entry' AND content_type = ?3",
            (f'$.fields."{field_id}"', record.env, record.id),
        )


def _unpublish(call: Call) -> Answer:
    record = find_content_type(call)
    check_version(call, record.sys, required=False)
    if not record.published:
        raise bad_request("Not published")
    _refuse_entries(call.transaction, record)
    sys = unpublished_sys(call.now, call.user, record.sys)
    changed = replace(record, sys=sys, public_sys=None, public_body=None)
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _refuse_entries(transaction: Transaction, record: Record) -> None:
    row = transaction.execute(
        "SELECT total FROM tally WHERE env = ? AND kind = 'Entry' AND content_type = ?", (record.env, record.id)
    ).fetchone()
    if row and row[0]:
        raise bad_request("Content Type has entries")


_ALL = "/spaces/{space}/environments/{environment}/content_types"
_ONE = f"{_ALL}/{{content_type}}"

ENDPOINTS = (
    Endpoint("GET", _ALL, _get_all),
    Endpoint("POST", _ALL, _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("DELETE", _ONE, _delete, writes=True),
    Endpoint("GET", f"{_ONE}/published", _get_published),
    Endpoint("PUT", f"{_ONE}/published", _publish, writes=True),
    Endpoint("DELETE", f"{_ONE}/published", _unpublish, writes=True),
    Endpoint("GET", "/spaces/{space}/environments/{environment}/public/content_types", _get_public),
)
