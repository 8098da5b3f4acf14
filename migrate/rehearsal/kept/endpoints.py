"""The endpoints of a kept kind, made from its row.

Owns what creating, reading, changing and deleting mean for anything that is only kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from migrate.rehearsal.answers import Answer, bad_request, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, check_version, read_json, read_object, sent_version
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.json_patch import apply_patch
from migrate.rehearsal.kept.home import Home, home_of
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.lifecycle import next_sys, published_sys, unpublished_sys
from migrate.rehearsal.payload import Object, link, new_id, text_at
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload

__all__ = ["add", "change", "endpoints_of", "found"]

_SINGLE = "default"


def endpoints_of(kind: Kind) -> tuple[Endpoint, ...]:
    """Return the rows of the routing table for one kind."""
    rows = []
    for verb in kind.verbs:
        method, suffix, handler = VERBS[verb]
        template = kind.path + (suffix.removeprefix("/{id}") if kind.single else suffix)
        rows.append(Endpoint(method, template, _bound(kind, handler), writes=method != "GET"))
    return tuple(rows)


def found(call: Call, kind: Kind) -> Record:
    """Return the thing that the path names.

    Raises:
        Refusal: 404 when there is none.

    """
    home = home_of(call, kind)
    record = find(call.transaction, home.place.env, kind.type, _id(call, kind))
    if record is None or not _hangs_from(record, home, kind):
        raise not_found(kind.type, _id(call, kind), home.place.space, call.path.get("environment", ""))
    return record


def add(call: Call, kind: Kind, entity_id: str, body: Object, parts: Object | None = None) -> Record:
    """Store a new thing; `parts` are added to its `sys`."""
    home = home_of(call, kind)
    user = link("User", call.user)
    sys: Object = {
        "type": kind.type,
        "id": entity_id,
        "version": kind.first_version,
        **home.links,
        "createdAt": call.now,
        "createdBy": user,
        "updatedAt": call.now,
        "updatedBy": user,
        **(parts or {}),
    }
    record = Record(home.place.env, kind.type, entity_id, sys, body)
    save(call.transaction, record)
    kind.after(call, None, record)
    return record


def change(call: Call, kind: Kind, record: Record, body: Object) -> Record:
    """Store another body for a thing, which is a version of its own."""
    changed = replace(record, sys=next_sys(call, record.sys), body=body)
    save(call.transaction, changed)
    kind.after(call, record, changed)
    return changed


def _id(call: Call, kind: Kind) -> str:
    if not kind.single:
        return call.path["id"]
    return call.path[kind.parent.parameter] if kind.parent else _SINGLE


def _hangs_from(record: Record, home: Home, kind: Kind) -> bool:
    if kind.parent is None:
        return True
    key = kind.parent.key
    return text_at(record.sys, key, "sys", "id") == text_at(home.links, key, "sys", "id")


def _list(call: Call, kind: Kind) -> Answer:
    home = home_of(call, kind)
    query = call.query
    if all(name != "limit" for name, _ in query):
        query = (*query, ("limit", str(kind.limit)))
    if kind.cursor:
        query = (*query, ("cursor", "true"))
    if kind.parent is not None:
        query = (*query, (f"sys.{kind.parent.key}.sys.id", call.path[kind.parent.parameter]))
    return simple_page(replace(call, query=query), home.place, kind.type)


def _create(call: Call, kind: Kind) -> Answer:
    return _created(call, kind, new_id() if not kind.single else _id(call, kind))


def _created(call: Call, kind: Kind, entity_id: str) -> Answer:
    home = home_of(call, kind)
    parent = kind.parent
    if parent is not None and find(call.transaction, home.place.env, parent.kind, call.path[parent.parameter]) is None:
        raise not_found(parent.kind, call.path[parent.parameter], home.place.space, call.path.get("environment", ""))
    sent = read_object(call)
    body = kind.body(call, sent, None)
    stored = {key: value for key, value in body.items() if key not in kind.once}
    record = _again(call, add(call, kind, entity_id, stored, kind.sys(call, sent)))
    return json_answer({**to_payload(record), **body}, 201, Location=call.request_path)


def _read(call: Call, kind: Kind) -> Answer:
    if kind.unset is not None:
        home = home_of(call, kind)
        if find(call.transaction, home.place.env, kind.type, _id(call, kind)) is None:
            sys: Object = {"type": kind.type, "id": _id(call, kind), "version": 0, **home.links}
            return json_answer({"sys": sys, **kind.unset})
    return json_answer(to_payload(found(call, kind)))


def _update(call: Call, kind: Kind) -> Answer:
    return _updated(call, kind, found(call, kind))


def _updated(call: Call, kind: Kind, record: Record) -> Answer:
    sent = read_object(call)
    named = sent.get("sys")
    if sent_version(call) is None and isinstance(named, dict) and "version" in named:
        # The newer part of the API takes the version from the body.
        if named["version"] != record.sys["version"]:
            check_version(call, record.sys)
    else:
        check_version(call, record.sys, required=kind.needs_version)
    changed = change(call, kind, record, kind.body(call, sent, record.body))
    return json_answer(to_payload(_again(call, changed)))


def _again(call: Call, record: Record) -> Record:
    """Return a thing as it is after what followed from its change."""
    return find(call.transaction, record.env, record.kind, record.id) or record


def _upsert(call: Call, kind: Kind) -> Answer:
    home = home_of(call, kind)
    record = find(call.transaction, home.place.env, kind.type, _id(call, kind))
    if record is None:
        return _created(call, kind, check_id(_id(call, kind)))
    return _updated(call, kind, record)


def _patch(call: Call, kind: Kind) -> Answer:
    record = found(call, kind)
    check_version(call, record.sys)
    patched = apply_patch(record.body, read_json(call))
    return json_answer(to_payload(change(call, kind, record, kind.body(call, patched, record.body))))


def _delete(call: Call, kind: Kind) -> Answer:
    record = found(call, kind)
    check_version(call, record.sys, required=False)
    if record.published and "unpublish" in kind.verbs:
        raise bad_request("Cannot delete published")
    delete_record(call.transaction, record)
    kind.after(call, record, None)
    return Answer(204)


def _publish(call: Call, kind: Kind) -> Answer:
    record = found(call, kind)
    check_version(call, record.sys)
    sys = published_sys(call.now, call.user, record.sys)
    return _restated(call, replace(record, sys=sys, public_sys=sys, public_body=record.body))


def _unpublish(call: Call, kind: Kind) -> Answer:
    record = found(call, kind)
    check_version(call, record.sys, required=False)
    if not record.published:
        raise bad_request("Not published")
    sys = unpublished_sys(call.now, call.user, record.sys)
    return _restated(call, replace(record, sys=sys, public_sys=None, public_body=None))


def _restated(call: Call, record: Record) -> Answer:
    save(call.transaction, record)
    return json_answer(to_payload(record))


VERBS: Mapping[str, tuple[str, str, Callable[[Call, Kind], Answer]]] = {
    "list": ("GET", "", _list),
    "create": ("POST", "", _create),
    "read": ("GET", "/{id}", _read),
    "update": ("PUT", "/{id}", _update),
    "upsert": ("PUT", "/{id}", _upsert),
    "patch": ("PATCH", "/{id}", _patch),
    "delete": ("DELETE", "/{id}", _delete),
    "publish": ("PUT", "/{id}/published", _publish),
    "unpublish": ("DELETE", "/{id}/published", _unpublish),
}


def _bound(kind: Kind, handler: Callable[[Call, Kind], Answer]) -> Callable[[Call], Answer]:
    return lambda call: handler(call, kind)
