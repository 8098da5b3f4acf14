"""Editor interfaces: how the web app would show each field.

Owns their life: one comes into being when its content type is first activated. Fields that it does not name are shown
with the default control of their type.
"""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.lifecycle import next_sys
from migrate.rehearsal.payload import Object, link, list_at, object_at, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.records import Record, all_records, delete_record, find, save

__all__ = ["ENDPOINTS", "ensure_editor_interface", "remove_editor_interface"]

_WIDGETS = {
    "Symbol": "singleLine",
    "Text": "markdown",
    "RichText": "richTextEditor",
    "Integer": "numberEditor",
    "Number": "numberEditor",
    "Date": "datePicker",
    "Boolean": "boolean",
    "Object": "objectEditor",
    "Location": "locationEditor",
    "Link Entry": "entryLinkEditor",
    "Link Asset": "assetLinkEditor",
    "Array Symbol": "tagInput",
    "Array Link Entry": "entryLinksEditor",
    "Array Link Asset": "assetLinksEditor",
    "ResourceLink": "resourceLinkEditor",
    "Array ResourceLink": "resourceLinksEditor",
}
_PARTS = ("sidebar", "controls", "editor", "editors", "editorLayout", "groupControls")


def ensure_editor_interface(call: Call, content_type: Record) -> None:
    """Make the editor interface of a content type that was activated, or raise the version of the one it has.

    The migration tool counts on the version: it predicts that every activation raises it by one.
    """
    known = find(call.transaction, content_type.env, "EditorInterface", content_type.id)
    if known is not None:
        save(call.transaction, replace(known, sys=next_sys(call, known.sys)))
        return
    sys: Object = {
        "id": "default",
        "type": "EditorInterface",
        "space": content_type.sys["space"],
        "environment": content_type.sys["environment"],
        "version": 1,
        "createdAt": call.now,
        "createdBy": link("User", call.user),
        "updatedAt": call.now,
        "updatedBy": link("User", call.user),
        "contentType": link("ContentType", content_type.id),
    }
    save(call.transaction, Record(content_type.env, "EditorInterface", content_type.id, sys, {"controls": []}))


def remove_editor_interface(transaction: Transaction, content_type: Record) -> None:
    """Remove the editor interface of a content type that goes away."""
    record = find(transaction, content_type.env, "EditorInterface", content_type.id)
    if record is not None:
        delete_record(transaction, record)


def _shown(call: Call, record: Record) -> Object:
    content_type = find(call.transaction, record.env, "ContentType", record.id)
    fields = list_at(content_type.body if content_type else {}, "fields")
    controls = list_at(record.body, "controls")
    named = {text_at(control, "fieldId") for control in controls}
    missing = [_default_control(object_at(field)) for field in fields if text_at(field, "id") not in named]
    return {"sys": record.sys, **record.body, "controls": [*controls, *missing]}


def _default_control(field: Object) -> Object:
    items = object_at(field, "items")
    kind = " ".join(
        part
        for part in (
            text_at(field, "type"),
            text_at(items, "type"),
            text_at(field, "linkType") or text_at(items, "linkType"),
        )
        if part
    )
    return {"fieldId": field["id"], "widgetId": _WIDGETS.get(kind, "singleLine"), "widgetNamespace": "builtin"}


def _find(call: Call) -> Record:
    place = place_of(call)
    record = find(call.transaction, place.env, "EditorInterface", call.path["content_type"])
    if record is None:
        raise not_found("EditorInterface", call.path["content_type"], place.space, place.environment)
    return record


def _get(call: Call) -> Answer:
    return json_answer(_shown(call, _find(call)))


def _put(call: Call) -> Answer:
    record = _find(call)
    check_version(call, record.sys)
    sent = read_object(call)
    body: Object = {part: sent[part] for part in _PARTS if sent.get(part) is not None}
    body.setdefault("controls", [])
    changed = replace(record, sys=next_sys(call, record.sys), body=body)
    save(call.transaction, changed)
    return json_answer(_shown(call, changed))


def _get_all(call: Call) -> Answer:
    place: Place = place_of(call)
    items = [_shown(call, record) for record in all_records(call.transaction, place.env, "EditorInterface")]
    return json_answer({"sys": {"type": "Array"}, "total": len(items), "skip": 0, "limit": 1000, "items": [*items]})


_ONE = "/spaces/{space}/environments/{environment}/content_types/{content_type}/editor_interface"
_ALL = "/spaces/{space}/environments/{environment}/editor_interfaces"

ENDPOINTS = (
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("GET", _ALL, _get_all),
)
