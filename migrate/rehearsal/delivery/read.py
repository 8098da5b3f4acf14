"""Entries, assets, content types and locales over the delivery and preview APIs.

Owns the endpoints, and resolving links into `includes`. The same addresses under ``/delivery`` show what is published,
under ``/preview`` what is being worked on.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from migrate.rehearsal.answers import Answer, Refusal, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.delivery.localized import ALL_LOCALES, Reader, fallback_chain
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.payload import Json, Object, dump, list_at, object_at, parse_object, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import page_links
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.query.rows import PREVIEW, PUBLISHED, View, find_rows
from migrate.rehearsal.query.selection import select_parts
from migrate.rehearsal.records import all_records, find_links

__all__ = ["DELIVERY_TYPE", "ENDPOINTS", "delivered", "reader_for"]

DELIVERY_TYPE = "application/vnd.contentful.delivery.v1+json"

_COLUMNS = {"sys.updatedAt": "published_at", "sys.createdAt": "json_extract(public_sys, '$.firstPublishedAt')"}
_VIEWS = {
    "delivery": replace(PUBLISHED, one_locale=True, columns=_COLUMNS, default_order="published_at DESC, id"),
    "preview": PREVIEW,
}
_CHUNK = 500
_DEFAULT_INCLUDE = 1


def delivered(value: Object, status: int = 200) -> Answer:
    """Answer with JSON of the delivery API; websites of any origin may read it."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return Answer(status, dump(value).encode(), DELIVERY_TYPE, headers)


def reader_for(call: Call, place: Place, locale: str) -> Reader:
    """Return how a request that asks for `locale` sees entities; "" is the default locale.

    Raises:
        Refusal: 400 when there is no such locale.

    """
    locales = locales_of(call.transaction, place.env)
    default = locales[0].code
    code = locale or default
    if code != ALL_LOCALES and all(one.code != code for one in locales):
        raise Refusal(400, "BadRequest", f"Unknown locale: {code}", {"errors": []})
    localized: dict[str, frozenset[str]] = {}
    hidden: dict[str, frozenset[str]] = {}
    for record in all_records(call.transaction, place.env, "ContentType"):
        fields = [object_at(field) for field in list_at(record.public_body or record.body, "fields")]
        localized[record.id] = frozenset(text_at(field, "id") for field in fields if field.get("localized"))
        hidden[record.id] = frozenset(text_at(field, "id") for field in fields if field.get("omitted"))
    tags = frozenset(
        record.id
        for record in all_records(call.transaction, place.env, "Tag")
        if record.sys.get("visibility") == "public"
    )
    return Reader(code, fallback_chain(locales, code), default, localized, hidden, tags)


def _entities(api: str, kind: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        place = place_of(call)
        parameters = parse_parameters(call.query)
        reader = reader_for(call, place, parameters.locale)
        found = find_rows(call, place, kind, _VIEWS[api], reader.default)
        rows = [(parse_object(sys), parse_object(body)) for sys, body in found.rows[: parameters.limit]]
        items: list[Json] = [_selected(reader.entity(sys, body), parameters.select) for sys, body in rows]
        paging: Object = {"total": found.total, "skip": parameters.skip, "limit": parameters.limit}
        if parameters.cursor:
            paging = {"limit": parameters.limit, "pages": page_links(call, found)}
        answer: Object = {"sys": {"type": "Array"}, **paging, "items": items}
        if kind == "Entry":
            depth = _DEFAULT_INCLUDE if parameters.include is None else parameters.include
            # Links of fields that are not shown are not followed.
            shown = [(sys, select_parts(body, parameters.select)) for sys, body in rows]
            answer.update(_includes(call, place, _VIEWS[api], reader, shown, depth))
        return delivered(answer)

    return handler


def _entity(api: str, kind: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        place = place_of(call)
        reader = reader_for(call, place, parse_parameters(call.query).locale)
        entity_id = call.path["id"]
        found = _fetch(call, place, _VIEWS[api], {(kind, entity_id)})
        if not found:
            raise not_found(kind, entity_id, place.space, place.environment)
        return delivered(reader.entity(*found[kind, entity_id]))

    return handler


def _selected(item: Object, select: Collection[str]) -> Object:
    return select_parts(item, [*select, "sys"]) if select else item


_Pair = tuple[Object, Object]


def _includes(call: Call, place: Place, view: View, reader: Reader, rows: Iterable[_Pair], depth: int) -> Object:
    """Return the entities that the rows link to, down to `depth`, and errors for those that are not there.

    The depth counts entries: assets that the last of them link to are included too, as all recordings show.
    """
    seen = {("Entry", str(sys["id"])) for sys, _ in rows}
    included: dict[str, list[Json]] = {"Entry": [], "Asset": []}
    errors: list[Json] = []
    level = list(rows)
    for step in range(depth + 1 if depth else 0):
        kinds = ("Entry", "Asset") if step < depth else ("Asset",)
        wanted = {
            pair
            for sys, body in level
            for pair in find_links(reader.entity(sys, body)["fields"])
            if pair[0] in kinds and pair not in seen
        }
        seen |= wanted
        found = _fetch(call, place, view, wanted)
        for kind, entity in sorted(wanted):
            if (kind, entity) in found:
                included[kind].append(reader.entity(*found[kind, entity]))
            else:
                details: Object = {"type": "Link", "linkType": kind, "id": entity}
                errors.append({"sys": {"id": "notResolvable", "type": "error"}, "details": details})
        level = list(found.values())
    shown: Object = {}
    if errors:
        shown["errors"] = errors
    if included["Entry"] or included["Asset"]:
        shown["includes"] = {kind: items for kind, items in included.items() if items}
    return shown


def _fetch(call: Call, place: Place, view: View, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], _Pair]:
    found: dict[tuple[str, str], _Pair] = {}
    for kind in ("Entry", "Asset"):
        ids = sorted(entity for linked, entity in wanted if linked == kind)
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            rows = call.transaction.execute(
                f"SELECT id, {view.prefix}sys, {view.prefix}body FROM entity WHERE env = ? AND kind = ?"
                f" AND {view.condition} AND id IN ({', '.join('?' * len(part))})",
                (place.env, kind, *part),
            )
            for entity, sys, body in rows:
                found[kind, entity] = (parse_object(sys), parse_object(body))
    return found


def _content_type(sys: Object, body: Object) -> Object:
    shown = {key: sys[key] for key in ("space", "id", "type", "createdAt", "updatedAt", "environment")}
    shown["revision"] = sys.get("publishedCounter", 0)
    fields: list[Json] = [
        {key: value for key, value in object_at(field).items() if key not in _FOR_EDITORS}
        for field in list_at(body, "fields")
    ]
    return {"sys": shown, **{key: body.get(key) for key in ("displayField", "name", "description")}, "fields": fields}


# What only those who write need to know of a field.
_FOR_EDITORS = ("defaultValue", "validations")


def _content_types(call: Call) -> Answer:
    place = place_of(call)
    found = find_rows(call, place, "ContentType", replace(PUBLISHED, default_order="created_at, id"))
    items: list[Json] = [_content_type(parse_object(sys), parse_object(body)) for sys, body in found.rows]
    return delivered(_array(items, found.total or 0, found.parameters.skip, found.parameters.limit))


def _one_content_type(call: Call) -> Answer:
    place = place_of(call)
    row = call.transaction.execute(
        "SELECT public_sys, public_body FROM entity WHERE env = ? AND kind = 'ContentType' AND id = ?"
        " AND published_version IS NOT NULL",
        (place.env, call.path["id"]),
    ).fetchone()
    if row is None:
        raise not_found("ContentType", call.path["id"], place.space, place.environment)
    return delivered(_content_type(parse_object(row[0]), parse_object(row[1])))


def _locales(call: Call) -> Answer:
    items: list[Json] = []
    for record in all_records(call.transaction, place_of(call).env, "Locale"):
        shown = {key: record.body[key] for key in ("code", "name", "default", "fallbackCode")}
        items.append({**shown, "sys": {"id": record.id, "type": "Locale", "version": record.version}})
    return delivered(_array(items, len(items), 0, 1000))


def _space(call: Call) -> Answer:
    place = place_of(replace(call, path={**call.path, "environment": "master"}))
    locales: list[Json] = [
        {"code": locale.code, "default": locale.default, "name": locale.name, "fallbackCode": locale.fallback or None}
        for locale in locales_of(call.transaction, place.env)
    ]
    return delivered({"sys": {"type": "Space", "id": place.space}, "name": place.space, "locales": locales})


def _array(items: list[Json], total: int, skip: int, limit: int) -> Object:
    return {"sys": {"type": "Array"}, "total": total, "skip": skip, "limit": limit, "items": items}


def _endpoints(api: str) -> tuple[Endpoint, ...]:
    base = f"/{api}/spaces/{{space}}/environments/{{environment}}"
    return (
        Endpoint("GET", f"/{api}/spaces/{{space}}", _space),
        Endpoint("GET", f"{base}/entries", _entities(api, "Entry")),
        Endpoint("GET", f"{base}/entries/{{id}}", _entity(api, "Entry")),
        Endpoint("GET", f"{base}/assets", _entities(api, "Asset")),
        Endpoint("GET", f"{base}/assets/{{id}}", _entity(api, "Asset")),
        Endpoint("GET", f"{base}/content_types", _content_types),
        Endpoint("GET", f"{base}/content_types/{{id}}", _one_content_type),
        Endpoint("GET", f"{base}/locales", _locales),
    )


ENDPOINTS = (*_endpoints("delivery"), *_endpoints("preview"))
