"""Tags: names for entries and assets. Names and ids are unique, visibility never changes."""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, not_found, precondition_failed, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.lifecycle import first_sys, next_sys
from migrate.rehearsal.payload import Object, new_id, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload

__all__ = ["ENDPOINTS"]

_MAX_NAME = 256
_MAX_TAGS = 1000
_VISIBILITIES = ("private", "public")


def _get_all(call: Call) -> Answer:
    return simple_page(call, place_of(call), "Tag")


def _find(call: Call, place: Place) -> Record:
    record = find(call.transaction, place.env, "Tag", call.path["tag"])
    if record is None:
        raise not_found("Tag", call.path["tag"], place.space, place.environment)
    return record


def _get(call: Call) -> Answer:
    return json_answer(to_payload(_find(call, place_of(call))))


def _post(call: Call) -> Answer:
    return _create(call, place_of(call), new_id())


def _put(call: Call) -> Answer:
    place = place_of(call)
    record = find(call.transaction, place.env, "Tag", call.path["tag"])
    if record is None:
        return _create(call, place, check_id(call.path["tag"]))
    check_version(call, record.sys)
    name = _checked_name(call, place, read_object(call), record.id)
    changed = replace(record, sys=next_sys(call, record.sys), body={"name": name})
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _create(call: Call, place: Place, tag: str) -> Answer:
    sent = read_object(call)
    name = _checked_name(call, place, sent, tag)
    visibility = (
        text_at(sent, "sys", "visibility") or call.headers.get("x-contentful-tag-visibility") or _VISIBILITIES[0]
    )
    if visibility not in _VISIBILITIES:
        raise validation_failed(
            [{"name": "in", "path": ["sys", "visibility"], "value": visibility, "expected": [*_VISIBILITIES]}]
        )
    count = call.transaction.execute(
        "SELECT count(*) FROM entity WHERE env = ? AND kind = 'Tag'", (place.env,)
    ).fetchone()[0]
    if count >= _MAX_TAGS:
        raise validation_failed([{"name": "size", "path": ["tags"], "max": _MAX_TAGS, "value": count + 1}])
    sys = {key: value for key, value in first_sys(call, place, "Tag", tag).items() if key != "publishedCounter"}
    record = Record(place.env, "Tag", tag, {**sys, "visibility": visibility}, {"name": name})
    save(call.transaction, record)
    return json_answer(to_payload(record), 201)


def _checked_name(call: Call, place: Place, sent: Object, tag: str) -> str:
    name = sent.get("name")
    if not isinstance(name, str) or not name or len(name) > _MAX_NAME:
        kind = "required" if name in (None, "") else "size" if isinstance(name, str) else "type"
        raise validation_failed([{"name": kind, "path": ["name"], "value": name}])
    if call.transaction.execute(
        "SELECT 1 FROM entity WHERE env = ? AND kind = 'Tag' AND id <> ? AND json_extract(body, '$.name') = ?",
        (place.env, tag, name),
    ).fetchone():
        raise validation_failed([{"name": "taken", "path": ["name"], "value": name}])
    return name


def _delete(call: Call) -> Answer:
    place = place_of(call)
    record = _find(call, place)
    check_version(call, record.sys)
    used = call.transaction.execute(
        "SELECT 1 FROM link JOIN entity ON pk = source WHERE target_kind = 'Tag' AND target_id = ? AND env = ? LIMIT 1",
        (record.id, place.env),
    ).fetchone()
    if used:
        raise precondition_failed("The tag is in use.", [{"name": "reference", "path": ["metadata", "tags"]}])
    delete_record(call.transaction, record)
    return Answer(204)


_ALL = "/spaces/{space}/environments/{environment}/tags"
_ONE = f"{_ALL}/{{tag}}"

ENDPOINTS = (
    Endpoint("GET", _ALL, _get_all),
    Endpoint("POST", _ALL, _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("DELETE", _ONE, _delete, writes=True),
)
