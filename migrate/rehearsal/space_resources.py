"""Things that belong to a space as a whole and are only kept: webhook definitions and roles.

Owns their endpoints, so that exports and imports are whole. No webhook is ever called and no role restricts anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from migrate.rehearsal.answers import Answer, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.lifecycle import next_sys
from migrate.rehearsal.payload import Object, link, new_id
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload

__all__ = ["ENDPOINTS"]


@dataclass(frozen=True, slots=True)
class _Resource:
    """One kind of thing: its type, its path below the space, and what is stored of a payload."""

    kind: str
    path: str
    checked: Callable[[Object], Object]


def _place(call: Call) -> Place:
    # The master environment stands for the whole space in the file.
    return place_of(replace(call, path={**call.path, "environment": "master"}))


def _webhook(sent: Object) -> Object:
    errors: list[Object] = []
    name, url, topics = sent.get("name"), sent.get("url"), sent.get("topics", [])
    if not isinstance(name, str) or not name:
        errors.append({"name": "required", "path": "name", "value": name})
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        errors.append({"name": "invalid", "path": "url", "value": url})
    if not isinstance(topics, list):
        errors.append({"name": "type", "path": "topics", "value": topics})
    if errors:
        raise validation_failed(errors)
    # The password is never shown again, so it is not kept.
    kept = {key: value for key, value in sent.items() if key not in ("sys", "httpBasicPassword")}
    return {"httpBasicUsername": None, "headers": [], "topics": [], **kept}


def _role(sent: Object) -> Object:
    name = sent.get("name")
    if not isinstance(name, str) or not name:
        raise validation_failed([{"name": "required", "path": ["name"], "value": name}])
    kept = {key: value for key, value in sent.items() if key != "sys"}
    return {"description": None, "policies": [], "permissions": {}, **kept}


def _endpoints(resource: _Resource) -> tuple[Endpoint, ...]:
    def found(call: Call) -> Record:
        record = find(call.transaction, _place(call).env, resource.kind, call.path["id"])
        if record is None:
            raise not_found(resource.kind, call.path["id"], call.path["space"])
        return record

    def create(call: Call, entity_id: str) -> Answer:
        place = _place(call)
        record = Record(
            place.env,
            resource.kind,
            entity_id,
            _first_sys(call, place, resource.kind, entity_id),
            resource.checked(read_object(call)),
        )
        save(call.transaction, record)
        return json_answer(to_payload(record), 201, Location=f"/spaces/{place.space}/{resource.path}/{entity_id}")

    def put(call: Call) -> Answer:
        record = find(call.transaction, _place(call).env, resource.kind, call.path["id"])
        if record is None:
            return create(call, check_id(call.path["id"]))
        check_version(call, record.sys)
        changed = replace(record, sys=next_sys(call, record.sys), body=resource.checked(read_object(call)))
        save(call.transaction, changed)
        return json_answer(to_payload(changed))

    def delete(call: Call) -> Answer:
        delete_record(call.transaction, found(call))
        return Answer(204)

    every = f"/spaces/{{space}}/{resource.path}"
    one = f"{every}/{{id}}"
    return (
        Endpoint("GET", every, lambda call: simple_page(call, _place(call), resource.kind)),
        Endpoint("POST", every, lambda call: create(call, new_id()), writes=True),
        Endpoint("GET", one, lambda call: json_answer(to_payload(found(call)))),
        Endpoint("PUT", one, put, writes=True),
        Endpoint("DELETE", one, delete, writes=True),
    )


def _first_sys(call: Call, place: Place, kind: str, entity_id: str) -> Object:
    user = link("User", call.user)
    return {
        "type": kind,
        "id": entity_id,
        "version": 0,
        "space": link("Space", place.space),
        "createdAt": call.now,
        "createdBy": user,
        "updatedAt": call.now,
        "updatedBy": user,
    }


def _webhook_health(call: Call) -> Answer:
    sys: Object = {"type": "Webhook", "id": call.path["id"], "space": link("Space", _place(call).space)}
    return json_answer({"sys": sys, "calls": {"total": 0, "healthy": 0}})


def _none(call: Call) -> Answer:
    _place(call)
    return json_answer({"sys": {"type": "Array"}, "total": 0, "skip": 0, "limit": 100, "items": []})


_EMPTY = ("api_keys", "preview_api_keys", "space_memberships", "space_members")

ENDPOINTS = (
    *_endpoints(_Resource("WebhookDefinition", "webhook_definitions", _webhook)),
    *_endpoints(_Resource("Role", "roles", _role)),
    Endpoint("GET", "/spaces/{space}/webhooks/{id}/calls", _none),
    Endpoint("GET", "/spaces/{space}/webhooks/{id}/health", _webhook_health),
    *(Endpoint("GET", f"/spaces/{{space}}/{name}", _none) for name in _EMPTY),
    Endpoint("GET", "/spaces/{space}/environments/{environment}/extensions", _none),
)
