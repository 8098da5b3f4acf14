"""Entries: saving, patching, deleting, references. States are changed in `states`."""

from collections.abc import Iterator
from dataclasses import replace

from migrate.rehearsal.answers import Answer, Refusal, bad_request, invalid_entry, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, check_version, read_json, read_object, sent_version
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.json_patch import apply_patch
from migrate.rehearsal.lifecycle import field_status, first_sys, next_sys, published_locales
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.payload import Json, Object, link, new_id, object_at, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.publication import content_type_of, unknown_content_type
from migrate.rehearsal.query.collection import entity_page
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import Record, find, find_links, save, to_payload
from migrate.rehearsal.rules.model import ContentType
from migrate.rehearsal.rules.values import check_metadata, check_values, refuse_unknown_fields
from migrate.rehearsal.states import find_entity, state_endpoints

__all__ = ["ENDPOINTS", "create_entry", "update_entry"]

_EMPTY_METADATA: Object = {"tags": [], "concepts": []}


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


def create_entry(call: Call, place: Place, entry: str, content_type_id: str, sent: Object) -> Record:
    """Save a new entry, with the default values of its content type, and return it.

    Raises:
        Refusal: 422 when a rule is broken.

    """
    content_type = content_type_of(call.transaction, place.env, content_type_id)
    if content_type is None:
        raise invalid_entry([unknown_content_type(content_type_id)])
    fields = _with_defaults(_sent_fields(sent), content_type)
    codes = _check(call, place.env, content_type, fields, sent)
    sys = first_sys(call, place, "Entry", entry)
    sys["contentType"] = link("ContentType", content_type_id)
    body: Object = {"metadata": _metadata(sent, _EMPTY_METADATA), "fields": fields}
    sys["fieldStatus"] = field_status(codes, (), body, None)
    record = Record(place.env, "Entry", entry, sys, body)
    save(call.transaction, record)
    return record


def update_entry(call: Call, record: Record, sent: Object) -> Record:
    """Replace an entry by what was sent and return it; fields that were not sent are gone.

    Raises:
        Refusal: 400 when the entry is archived, 422 when a rule is broken.

    """
    if record.archived:
        raise bad_request("Cannot update archived")
    content_type_id = text_at(record.sys, "contentType", "sys", "id")
    content_type = content_type_of(call.transaction, record.env, content_type_id)
    if content_type is None:
        raise invalid_entry([unknown_content_type(content_type_id)])
    fields = _sent_fields(sent)
    codes = _check(call, record.env, content_type, fields, sent)
    kept = object_at(record.body, "metadata") if call.options.open_points.keep_metadata else _EMPTY_METADATA
    body: Object = {"metadata": _metadata(sent, kept), "fields": fields}
    sys = next_sys(call, record.sys)
    sys["fieldStatus"] = field_status(codes, published_locales(record.sys), body, record.public_body)
    changed = replace(record, sys=sys, body=body)
    save(call.transaction, changed)
    return changed


def _check(call: Call, env: int, content_type: ContentType, fields: Object, sent: Object) -> list[str]:
    refuse_unknown_fields(fields, content_type)
    locales = locales_of(call.transaction, env)
    codes = [locale.code for locale in locales]
    check_values(fields, content_type, codes, codes[0])
    check_metadata(sent.get("metadata"))
    return codes


def _sent_fields(sent: Object) -> Object:
    fields = sent.get("fields", {})
    if not isinstance(fields, dict):
        raise invalid_entry(
            [{"name": "type", "type": "Object", "path": ["fields"], "details": 'The type of "fields" is incorrect'}]
        )
    return fields


def _metadata(sent: Object, otherwise: Object) -> Json:
    metadata = object_at(sent, "metadata")
    return {"tags": metadata["tags"], "concepts": metadata.get("concepts", [])} if metadata else otherwise


def _with_defaults(fields: Object, content_type: ContentType) -> Object:
    filled = dict(fields)
    for field in content_type.fields:
        if isinstance(field.default_value, dict) and field.id not in filled:
            filled[field.id] = field.default_value
    return filled


def _patch(call: Call) -> Answer:
    record = find_entity(call, "Entry")
    check_version(call, record.sys)
    media_type = call.headers.get("content-type", "").partition(";")[0]
    if media_type != "application/json-patch+json":
        raise Refusal(415, "UnsupportedMediaType", "A patch must be sent as application/json-patch+json.")
    patched = apply_patch({**record.body}, read_json(call))
    return json_answer(to_payload(update_entry(call, record, patched)))


def _references(call: Call) -> Answer:
    record = find_entity(call, "Entry")
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
