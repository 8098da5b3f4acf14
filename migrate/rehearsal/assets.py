"""Assets: saving, and asking for their files to be processed. States are changed in `states`."""

from dataclasses import replace

from migrate.rehearsal.answers import (
    Answer,
    Refusal,
    bad_request,
    invalid_entry,
    json_answer,
    not_found,
    version_mismatch,
)
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object, sent_version
from migrate.rehearsal.files import to_placeholder
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.jobs import Job, add_job, due_in
from migrate.rehearsal.lifecycle import field_status, first_sys, next_sys, published_locales
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.payload import Json, Object, new_id, object_at, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import entity_page
from migrate.rehearsal.records import Record, find, save, to_payload
from migrate.rehearsal.rules.files import check_asset_values
from migrate.rehearsal.rules.values import check_metadata
from migrate.rehearsal.states import find_entity, state_endpoints

__all__ = ["ENDPOINTS"]

_EMPTY_METADATA: Object = {"tags": [], "concepts": []}


def _get_all(call: Call) -> Answer:
    return entity_page(call, place_of(call), "Asset")


def _get_public(call: Call) -> Answer:
    return entity_page(call, place_of(call), "Asset", public=True)


def _get(call: Call) -> Answer:
    return json_answer(to_payload(find_entity(call, "Asset")))


def _post(call: Call) -> Answer:
    return _create(call, place_of(call), new_id())


def _put(call: Call) -> Answer:
    place = place_of(call)
    record = find(call.transaction, place.env, "Asset", call.path["asset"])
    if record is None:
        if sent_version(call):
            raise not_found("Asset", call.path["asset"], place.space, place.environment)
        return _create(call, place, check_id(call.path["asset"]))
    check_version(call, record.sys)
    if record.archived:
        raise bad_request("Cannot update archived")
    fields, metadata, codes = _checked(call, place)
    if metadata is None:
        keep = call.options.open_points.keep_metadata
        metadata = object_at(record.body, "metadata") if keep else _EMPTY_METADATA
    body: Object = {"metadata": metadata, "fields": fields}
    sys = next_sys(call, record.sys)
    sys["fieldStatus"] = field_status(codes, published_locales(record.sys), body, record.public_body)
    changed = replace(record, sys=sys, body=body)
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _create(call: Call, place: Place, asset: str) -> Answer:
    fields, metadata, codes = _checked(call, place)
    sys = first_sys(call, place, "Asset", asset)
    body: Object = {"metadata": metadata or _EMPTY_METADATA, "fields": fields}
    sys["fieldStatus"] = field_status(codes, (), body, None)
    record = Record(place.env, "Asset", asset, sys, body)
    save(call.transaction, record)
    return json_answer(to_payload(record), 201)


def _checked(call: Call, place: Place) -> tuple[Object, Object | None, list[str]]:
    """Return fields, metadata when sent, and the codes of all locales."""
    sent = read_object(replace(call, body=to_placeholder(call.body, call.host)))
    fields = sent.get("fields", {})
    if not isinstance(fields, dict):
        raise invalid_entry(
            [{"name": "type", "type": "Object", "path": ["fields"], "details": 'The type of "fields" is incorrect'}]
        )
    codes = [locale.code for locale in locales_of(call.transaction, place.env)]
    check_asset_values(fields, codes)
    check_metadata(sent.get("metadata"))
    metadata = object_at(sent, "metadata")
    kept: Json = metadata.get("concepts", [])
    return fields, {"tags": metadata["tags"], "concepts": kept} if metadata else None, codes


def _process(call: Call) -> Answer:
    record = find_entity(call, "Asset")
    sent = sent_version(call)
    # All locales are asked for with the same version, and the first may be ready before the last is asked for.
    if sent is not None and sent > record.version:
        raise version_mismatch()
    locale = call.path["locale"]
    file = object_at(record.body, "fields", "file", locale)
    if not file:
        raise not_found("File", locale, call.path["space"], call.path["environment"])
    if not text_at(file, "upload") and not text_at(file, "uploadFrom", "sys", "id"):
        raise Refusal(422, "InvalidEntry", "There is nothing to process.", {"errors": _nothing_to_process(locale)})
    asked = record.version if sent is None else sent
    payload: Object = {"asset": record.id, "locale": locale, "version": asked, "user": call.user}
    slow = call.fault.seconds if call.fault is not None and call.fault.kind == "slow-processing" else 0.0
    due = due_in(call.now, call.options.processing_delay + slow)
    place = place_of(call)
    add_job(call.transaction, Job(place.space, place.env, "process", new_id(), due, "waiting", payload))
    return Answer(204)


def _nothing_to_process(locale: str) -> list[Json]:
    return [
        {
            "name": "required",
            "path": ["fields", "file", locale, "upload"],
            "details": 'The property "upload" is required here',
        }
    ]


_BASE = "/spaces/{space}/environments/{environment}"
_ONE = f"{_BASE}/assets/{{asset}}"

ENDPOINTS = (
    Endpoint("GET", f"{_BASE}/assets", _get_all),
    Endpoint("POST", f"{_BASE}/assets", _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("PUT", f"{_ONE}/files/{{locale}}/process", _process, writes=True),
    Endpoint("GET", f"{_BASE}/public/assets", _get_public),
    *state_endpoints("Asset", _ONE),
)
