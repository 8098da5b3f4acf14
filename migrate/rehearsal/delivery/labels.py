"""Tags and taxonomy over the delivery and preview APIs: what content is sorted by."""

from collections.abc import Callable
from dataclasses import replace

from migrate.rehearsal.answers import Answer, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.delivery.read import delivered
from migrate.rehearsal.kept.home import ORGANIZATION_ENV
from migrate.rehearsal.kept.keys import new_asset_key
from migrate.rehearsal.kept.taxonomy import CONCEPT, CONCEPT_SCHEME, ancestors, descendants
from migrate.rehearsal.payload import Json, Object, list_at, object_at, parse_object, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import page_links
from migrate.rehearsal.query.rows import View, find_rows
from migrate.rehearsal.records import Record, find, to_payload

__all__ = ["ENDPOINTS"]

_OLDEST_FIRST = View(default_order="created_at, id")
_PUBLIC_TAGS = View(condition="json_extract(sys, '$.visibility') = 'public'", default_order="created_at, id")
_MOST_TAGS = ("limit", "1000")


def _shown(payload: Object) -> Object:
    """Leave out what only the management API tells: who it was, and for whom."""
    sys = {key: value for key, value in object_at(payload, "sys").items() if key not in _MANAGED}
    return {**payload, "sys": sys}


_MANAGED = ("createdBy", "updatedBy", "organization")


def _tags(call: Call) -> Answer:
    query = call.query if any(name == "limit" for name, _ in call.query) else (*call.query, _MOST_TAGS)
    found = find_rows(replace(call, query=query), place_of(call), "Tag", _PUBLIC_TAGS)
    items: list[Json] = [_shown({"sys": parse_object(sys), **parse_object(body)}) for sys, body in found.rows]
    paging: Object = {"total": found.total, "skip": found.parameters.skip, "limit": found.parameters.limit}
    return delivered({"sys": {"type": "Array"}, **paging, "items": items})


def _tag(call: Call) -> Answer:
    place = place_of(call)
    record = find(call.transaction, place.env, "Tag", call.path["id"])
    if record is None or record.sys.get("visibility") != "public":
        raise not_found("Tag", call.path["id"], place.space, place.environment)
    return delivered(_shown(to_payload(record)))


def _list(kind: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        place_of(call)
        scheme = next((value for name, value in call.query if name == "conceptScheme"), "")
        query = [pair for pair in call.query if pair[0] != "conceptScheme"]
        if scheme:
            query.append(("sys.id[in]", ",".join(_concepts_of(call, scheme))))
        asked = replace(call, query=(*query, ("cursor", "true")))
        found = find_rows(asked, Place("", "", ORGANIZATION_ENV), kind, _OLDEST_FIRST)
        rows = found.rows[: found.parameters.limit]
        items: list[Json] = [_shown({"sys": parse_object(sys), **parse_object(body)}) for sys, body in rows]
        paging: Object = {"limit": found.parameters.limit, "pages": page_links(asked, found)}
        return delivered({"sys": {"type": "Array"}, **paging, "items": items})

    return handler


def _concepts_of(call: Call, scheme: str) -> list[str]:
    record = find(call.transaction, ORGANIZATION_ENV, CONCEPT_SCHEME.type, scheme)
    return [] if record is None else [text_at(item, "sys", "id") for item in list_at(record.body, "concepts")]


def _one(kind: str) -> Callable[[Call], Answer]:
    return lambda call: delivered(_shown(to_payload(_named(call, kind))))


def _named(call: Call, kind: str) -> Record:
    place = place_of(call)
    record = find(call.transaction, ORGANIZATION_ENV, kind, call.path["id"])
    if record is None:
        raise not_found(kind, call.path["id"], place.space, place.environment)
    return record


def _related(reach: Callable[[Call, str], list[Record]]) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        start = _named(call, CONCEPT.type).id
        items: list[Json] = [_shown(to_payload(record)) for record in reach(call, start)]
        return delivered({"sys": {"type": "Array"}, "limit": 100, "items": items, "pages": {}})

    return handler


def _asset_key(call: Call) -> Answer:
    place_of(call)
    return delivered(new_asset_key(call))


def _endpoints(api: str) -> tuple[Endpoint, ...]:
    base = f"/{api}/spaces/{{space}}/environments/{{environment}}"
    concepts, schemes = f"{base}/taxonomy/concepts", f"{base}/taxonomy/concept-schemes"
    return (
        Endpoint("GET", f"{base}/tags", _tags),
        Endpoint("GET", f"{base}/tags/{{id}}", _tag),
        Endpoint("GET", concepts, _list(CONCEPT.type)),
        Endpoint("GET", f"{concepts}/{{id}}", _one(CONCEPT.type)),
        Endpoint("GET", f"{concepts}/{{id}}/ancestors", _related(ancestors)),
        Endpoint("GET", f"{concepts}/{{id}}/descendants", _related(descendants)),
        Endpoint("GET", schemes, _list(CONCEPT_SCHEME.type)),
        Endpoint("GET", f"{schemes}/{{id}}", _one(CONCEPT_SCHEME.type)),
        Endpoint("POST", f"{base}/asset_keys", _asset_key),
    )


ENDPOINTS = (*_endpoints("delivery"), *_endpoints("preview"))
