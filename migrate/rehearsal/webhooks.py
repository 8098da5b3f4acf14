"""Webhook definitions and roles, kept so that exports and imports are whole. No webhook is ever called."""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.lifecycle import next_sys
from migrate.rehearsal.payload import Object, link, new_id
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload

__all__ = ["ENDPOINTS"]

_KIND = "WebhookDefinition"
_HTTP = ("http://", "https://")


def _place(call: Call) -> Place:
    # They belong to the space; its master environment stands for it in the file.
    return place_of(replace(call, path={**call.path, "environment": "master"}))


def _get_all(call: Call) -> Answer:
    return simple_page(call, _place(call), _KIND)


def _find(call: Call) -> Record:
    place = _place(call)
    record = find(call.transaction, place.env, _KIND, call.path["webhook"])
    if record is None:
        raise not_found(_KIND, call.path["webhook"], place.space)
    return record


def _get(call: Call) -> Answer:
    return json_answer(to_payload(_find(call)))


def _post(call: Call) -> Answer:
    return _create(call, new_id())


def _put(call: Call) -> Answer:
    record = find(call.transaction, _place(call).env, _KIND, call.path["webhook"])
    if record is None:
        return _create(call, call.path["webhook"])
    check_version(call, record.sys)
    changed = replace(record, sys=next_sys(call, record.sys), body=_checked(read_object(call)))
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _create(call: Call, webhook: str) -> Answer:
    place = _place(call)
    user = link("User", call.user)
    sys: Object = {
        "type": _KIND,
        "id": webhook,
        "version": 0,
        "space": link("Space", place.space),
        "createdAt": call.now,
        "createdBy": user,
        "updatedAt": call.now,
        "updatedBy": user,
    }
    record = Record(place.env, _KIND, webhook, sys, _checked(read_object(call)))
    save(call.transaction, record)
    return json_answer(to_payload(record), 201, Location=f"/spaces/{place.space}/webhook_definitions/{webhook}")


def _checked(sent: Object) -> Object:
    errors: list[Object] = []
    name, url, topics = sent.get("name"), sent.get("url"), sent.get("topics", [])
    if not isinstance(name, str) or not name:
        errors.append({"name": "required", "path": "name", "value": name})
    if not isinstance(url, str) or not url.startswith(_HTTP):
        errors.append({"name": "invalid", "path": "url", "value": url})
    if not isinstance(topics, list):
        errors.append({"name": "type", "path": "topics", "value": topics})
    if errors:
        raise validation_failed(errors)
    # The password is never shown again, so it is not kept.
    return {key: value for key, value in sent.items() if key not in ("sys", "httpBasicPassword")}


def _delete(call: Call) -> Answer:
    delete_record(call.transaction, _find(call))
    return Answer(204)


def _no_calls(call: Call) -> Answer:
    _find(call)
    return _empty(call)


def _empty(call: Call) -> Answer:
    _place(call)
    return json_answer({"sys": {"type": "Array"}, "total": 0, "skip": 0, "limit": 100, "items": []})


_ALL = "/spaces/{space}/webhook_definitions"
_ONE = f"{_ALL}/{{webhook}}"
_EMPTY = ("roles", "api_keys", "preview_api_keys", "space_memberships", "space_members")

ENDPOINTS = (
    Endpoint("GET", _ALL, _get_all),
    Endpoint("POST", _ALL, _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("DELETE", _ONE, _delete, writes=True),
    Endpoint("GET", "/spaces/{space}/webhooks/{webhook}/calls", _no_calls),
    *(Endpoint("GET", f"/spaces/{{space}}/{name}", _empty) for name in _EMPTY),
    Endpoint("GET", "/spaces/{space}/environments/{environment}/extensions", _empty),
)
