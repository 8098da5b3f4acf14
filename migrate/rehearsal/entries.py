"""Entries: saving, patching, deleting, references. States are changed in `states`."""

from collections.abc import Iterator

from migrate.rehearsal.answers import Answer, Refusal, bad_request, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, check_version, read_json, read_object, sent_version
from migrate.rehearsal.entry_writes import create_entry, update_entry
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.json_patch import apply_patch
from migrate.rehearsal.payload import Json, Object, new_id
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import entity_page
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import Record, find, find_links, to_payload
from migrate.rehearsal.states import find_entity, state_endpoints

__all__ = ["ENDPOINTS"]


def _get_all(call: Call) -> Answer:
    return entity_page(call, place_of(call), "Entry")


def _get_public(call: Call) -> Answer:
    return entity_page(call, place_of(call), "Entry", public=True)


def _get(call: Call) -> Answer:
    return json_answer(to_payload(find_entity(call, "Entry")))


def _post(call: Call) -> Answer:
    return _create(call, place_of(call), new_id())


def _put(call: Call) -> Answer:
    place = place_of(call)
    record = find(call.transaction, place.env, "Entry", call.path["entry"])
    if record is not None:
        check_version(call, record.sys)
        return json_answer(to_payload(update_entry(call, record, read_object(call))))
    if sent_version(call):
        raise not_found("Entry", call.path["entry"], place.space, place.environment)
    return _create(call, place, check_id(call.path["entry"]))


def _create(call: Call, place: Place, entry: str) -> Answer:
    content_type = call.headers.get("x-contentful-content-type", "")
    if not content_type:
        raise bad_request('The header "X-Contentful-Content-Type" is missing.', {"header": "X-Contentful-Content-Type"})
    return json_answer(to_payload(create_entry(call, place, entry, content_type, read_object(call))), 201)


def _patch(call: Call) -> Answer:
    record = find_entity(call, "Entry")
    check_version(call, record.sys)
    media_type = call.headers.get("content-type", "").partition(";")[0]
    if media_type != "application/json-patch+json":
        raise Refusal(415, "UnsupportedMediaType", "A patch must be sent as application/json-patch+json.")
    patched = apply_patch({**record.body}, read_json(call))
    return json_answer(to_payload(update_entry(call, record, patched)))


def _references(call: Call) -> Answer:
    place = place_of(call)
    record = find(call.transaction, place.env, "Entry", call.path["entry"])
    if record is None:
        # Not a 404: a missing entry has no references.
        return json_answer({"sys": {"type": "Array"}, "items": []})
    depth = parse_parameters(call.query).include
    entries: list[Json] = []
    assets: list[Json] = []
    errors: list[Json] = []
    seen = {("Entry", record.id)}
    level = [record]
    for _ in range(2 if depth is None else depth):
        following: list[Record] = []
        for kind, target in _new_links(level, seen):
            found = find(call.transaction, record.env, kind, target)
            if found is None:
                details: Object = {"type": "Link", "linkType": kind, "id": target}
                errors.append({"sys": {"id": "notResolvable", "type": "error"}, "details": details})
                continue
            (entries if kind == "Entry" else assets).append(to_payload(found))
            following.append(found)
        level = following
    includes = {name: items for name, items in (("Entry", entries), ("Asset", assets)) if items}
    answer: Object = {"sys": {"type": "Array"}, "items": [to_payload(record)], "includes": {**includes}}
    if errors:
        answer["errors"] = errors
    return json_answer(answer)


def _new_links(records: list[Record], seen: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for record in records:
        for pair in find_links(record.body.get("fields")):
            if pair[0] in ("Entry", "Asset") and pair not in seen:
                seen.add(pair)
                yield pair


_BASE = "/spaces/{space}/environments/{environment}"
_ONE = f"{_BASE}/entries/{{entry}}"

ENDPOINTS = (
    Endpoint("GET", f"{_BASE}/entries", _get_all),
    Endpoint("POST", f"{_BASE}/entries", _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("PATCH", _ONE, _patch, writes=True),
    Endpoint("GET", f"{_ONE}/references", _references),
    Endpoint("GET", f"{_BASE}/public/entries", _get_public),
    *state_endpoints("Entry", _ONE),
)
