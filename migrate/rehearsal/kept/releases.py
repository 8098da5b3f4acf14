"""Releases: entries and assets that are published together.

Owns their state, their lists and their actions, which are carried out at once by what runs bulk actions: all or
nothing. Releases with entries of their own (the second form) are not emulated.
"""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, bad_request, json_answer, unprocessable
from migrate.rehearsal.bulk_runner import run_bulk_action
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.jobs import Job
from migrate.rehearsal.kept.endpoints import add, found
from migrate.rehearsal.kept.home import home_of
from migrate.rehearsal.kept.kind import Kind, Parent, as_sent
from migrate.rehearsal.lifecycle import next_sys
from migrate.rehearsal.payload import Json, Object, link, list_at, new_id, object_at, text_at
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, all_records, find, save, to_payload

__all__ = ["ENDPOINTS", "RELEASE", "RELEASE_ACTION"]


def _body(call: Call, sent: Object, before: Object | None) -> Object:
    if text_at(sent, "sys", "schemaVersion") == "Release.v2":
        raise bad_request("The rehearsal space does not emulate releases of the form Release.v2.")
    if not text_at(sent, "title"):
        raise unprocessable("ValidationFailed", "Validation error", [{"name": "required", "path": ["title"]}])
    place = home_of(call, RELEASE).place
    errors: list[Object] = []
    for item in list_at(sent, "entities", "items"):
        kind, entity_id = text_at(item, "sys", "linkType"), text_at(item, "sys", "id")
        if kind not in ("Entry", "Asset") or find(call.transaction, place.env, kind, entity_id) is None:
            errors.append({"error": _missing(kind, entity_id)})
    if errors:
        raise unprocessable("ValidationFailed", "Validation error", errors)
    return {**as_sent(call, sent, before), "entities": {"sys": {"type": "Array"}, "items": _items(sent)}}


def _missing(kind: str, entity_id: str) -> Object:
    return {
        "sys": {"type": "Error", "id": "NotFound"},
        "message": "The resource could not be found.",
        "details": {"sys": {"type": kind, "id": entity_id}},
    }


def _items(body: Object) -> list[Json]:
    return list_at(body, "entities", "items")


_PATH = "/spaces/{space}/environments/{environment}/releases"
RELEASE = Kind(
    "Release",
    _PATH,
    _body,
    verbs=("create", "read", "update", "delete"),
    sys=lambda call, sent: {"status": "active"},
)
RELEASE_ACTION = Kind(
    "ReleaseAction", f"{_PATH}/{{release}}/actions", verbs=("read",), parent=Parent("release", "Release", "release")
)


def _list(call: Call) -> Answer:
    """Answer with the releases that the query asks for; what it says of entities is looked up here."""
    place = home_of(call, RELEASE).place
    asked = {name: value for name, value in call.query if name.startswith("entities")}
    query = [(name, value) for name, value in call.query if name not in asked and name != "sys.schemaVersion"]
    if asked:
        fitting = [record.id for record in all_records(call.transaction, place.env, "Release") if _fits(record, asked)]
        named = [value for name, value in query if name == "sys.id[in]"]
        query = [pair for pair in query if pair[0] != "sys.id[in]"]
        wanted = set(",".join(named).split(",")) if named else set(fitting)
        query.append(("sys.id[in]", ",".join(release for release in fitting if release in wanted)))
    return simple_page(replace(call, query=(*query, ("cursor", "true"))), place, "Release")


def _fits(record: Record, asked: dict[str, str]) -> bool:
    items = _items(record.body)
    if "entities[exists]" in asked and (asked["entities[exists]"] == "true") != bool(items):
        return False
    ids, kind = asked.get("entities.sys.id[in]"), asked.get("entities.sys.linkType")
    fitting = [item for item in items if kind in (None, text_at(item, "sys", "linkType"))]
    if ids is not None:
        return any(text_at(item, "sys", "id") in ids.split(",") for item in fitting)
    return bool(fitting) or kind is None


def _act(call: Call, action: str) -> Answer:
    release = _named(call)
    if action != "validate":
        check_version(call, release.sys)
    home = home_of(replace(call, path={**call.path, "release": release.id}), RELEASE_ACTION)
    items: list[Json] = [{"entity": item} for item in _items(release.body)]
    payload: Object = {"action": action, "items": items, "user": call.user}
    job = Job(home.place.space, home.place.env, "release", release.id, call.now, "waiting", payload)
    done = run_bulk_action(call.transaction, job, call.options, call.now)
    result = object_at(done.payload, "result")
    body: Object = {"action": action, **({"error": result["error"]} if "error" in result else {})}
    within = replace(call, path={**call.path, "release": release.id})
    record = add(within, RELEASE_ACTION, new_id(), body, {"status": result["status"]})
    if action != "validate":
        last = {**next_sys(call, release.sys), "lastAction": link("ReleaseAction", record.id)}
        save(call.transaction, replace(release, sys=last))
    return json_answer(to_payload(record), 201 if action == "validate" else 200)


def _validate(call: Call) -> Answer:
    read_object(call)
    return _act(call, "validate")


def _restate(call: Call, status: str) -> Answer:
    record = _named(call)
    check_version(call, record.sys)
    if record.sys["status"] == status:
        raise bad_request(f"The release is {status} already.")
    sys = {key: value for key, value in next_sys(call, record.sys).items() if key not in ("archivedAt", "archivedBy")}
    if status == "archived":
        sys = {**sys, "archivedAt": call.now, "archivedBy": link("User", call.user)}
    changed = replace(record, sys={**sys, "status": status})
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _named(call: Call) -> Record:
    return found(call, RELEASE)


def _all_actions(call: Call) -> Answer:
    return simple_page(
        replace(call, query=(*call.query, ("cursor", "true"))), home_of(call, RELEASE).place, RELEASE_ACTION.type
    )


_ONE = f"{_PATH}/{{id}}"

ENDPOINTS = (
    Endpoint("GET", _PATH, _list),
    Endpoint("PUT", f"{_ONE}/published", lambda call: _act(call, "publish"), writes=True),
    Endpoint("DELETE", f"{_ONE}/published", lambda call: _act(call, "unpublish"), writes=True),
    Endpoint("POST", f"{_ONE}/validate", _validate, writes=True),
    Endpoint("PUT", f"{_ONE}/archived", lambda call: _restate(call, "archived"), writes=True),
    Endpoint("DELETE", f"{_ONE}/archived", lambda call: _restate(call, "active"), writes=True),
    Endpoint("GET", "/spaces/{space}/environments/{environment}/release_actions", _all_actions),
)
