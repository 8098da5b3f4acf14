"""Fields that get another id: `newId` takes effect when the content type is next activated.

Owns carrying the values of all entries along. No entry gets another version by it: the migration tool, which renames
fields this way, counts on the versions that it knows.
"""

from dataclasses import replace

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at
from migrate.rehearsal.records import Record, find, save
from migrate.rehearsal.snapshots import keep_snapshots_of

__all__ = ["rename_fields"]


def rename_fields(transaction: Transaction, record: Record) -> Record:
    """Give the fields of a content type their new ids, in its entries and its editor interface too.

    Args:
        transaction: where entries and the editor interface are written; the content type itself is not.
        record: the content type that is being activated.

    Returns:
        The content type without any `newId`.

    """
    ids = {
        text_at(field, "id"): text_at(field, "newId")
        for field in list_at(record.body, "fields")
        if text_at(field, "newId") not in ("", text_at(field, "id"))
    }
    body: Object = {**record.body, "fields": [_renamed(object_at(field)) for field in list_at(record.body, "fields")]}
    display = text_at(record.body, "displayField")
    if display in ids:
        body["displayField"] = ids[display]
    if ids:
        keep_snapshots_of(transaction, record.env, record.id)
    for old, new in ids.items():
        _move_values(transaction, record, old, new)
    _move_controls(transaction, record, ids)
    return replace(record, body=body)


def _renamed(field: Object) -> Object:
    new_id = text_at(field, "newId")
    kept = {key: value for key, value in field.items() if key != "newId"}
    return {**kept, "id": new_id} if new_id else kept


def _move_values(transaction: Transaction, record: Record, old: str, new: str) -> None:
    source, target = f'$.fields."{old}"', f'$.fields."{new}"'
    for column in ("body", "kept_body"):
        transaction.execute(
            f"UPDATE entity SET {column} ="
            f" json_remove(json_set({column}, ?1, json_extract({column}, ?2)), ?2)"
            f" WHERE env = ?3 AND kind = 'Entry' AND content_type = ?4 AND json_type({column}, ?2) IS NOT NULL",
            (target, source, record.env, record.id),
        )
    transaction.execute(
        "UPDATE unique_value SET field = ? WHERE env = ? AND content_type = ? AND field = ?",
        (new, record.env, record.id, old),
    )


def _move_controls(transaction: Transaction, record: Record, ids: dict[str, str]) -> None:
    interface = find(transaction, record.env, "EditorInterface", record.id)
    if ids and interface is not None:
        save(transaction, replace(interface, body=object_at(_with_new_ids(interface.body, ids))))


def _with_new_ids(value: Json, ids: dict[str, str]) -> Json:
    """Return part of an editor interface, naming each field by its new id."""
    if isinstance(value, list):
        return [_with_new_ids(item, ids) for item in value]
    if not isinstance(value, dict):
        return value
    field_id = text_at(value, "fieldId")
    named: Object = {"fieldId": ids[field_id]} if field_id in ids else {}
    return {**{key: _with_new_ids(item, ids) for key, item in value.items()}, **named}
