"""Pages of a collection: counting, paging by number or by cursor, and joining rows into a response.

Owns the queries that lists run. Rows are joined as texts; only a selection is parsed. Totals come from the tally when
nothing but the content type is asked for, so that a page costs the same whatever the size of the space.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from migrate.rehearsal.answers import Answer, Refusal, invalid_query
from migrate.rehearsal.call import Call
from migrate.rehearsal.payload import dump, list_at, object_at, parse_object, text_at
from migrate.rehearsal.places import Place
from migrate.rehearsal.query.parameters import Condition, Parameters, parse_parameters
from migrate.rehearsal.query.selection import select_parts
from migrate.rehearsal.query.sql import FieldType, Scope, Where, build_order, build_where
from migrate.rehearsal.records import find, full_text

__all__ = ["entity_page", "field_types", "simple_page"]

_DEFAULT_ORDER = "updated_at DESC, id"
_CREATED_ORDER = "created_at, id"


def simple_page(call: Call, place: Place, kind: str) -> Answer:
    """Answer with the page of locales, tags, content types … that the query asks for, oldest first."""
    return _page(call, place, kind, "", _CREATED_ORDER)


def entity_page(call: Call, place: Place, kind: str, *, public: bool = False) -> Answer:
    """Answer with the page of entries or assets that the query asks for, last changed first.

    Args:
        call: the request.
        place: the environment.
        kind: Entry, Asset or ContentType.
        public: whether the last published state is shown, and only what has one.

    """
    return _page(call, place, kind, "public_" if public else "", _DEFAULT_ORDER)


def field_types(call: Call, place: Place, conditions: Sequence[Condition]) -> Mapping[str, FieldType] | None:
    """Return the field types of the one content type that the conditions name, or None.

    Raises:
        Refusal: 400 when there is no such content type.

    """
    named = [
        condition.values[0]
        for condition in conditions
        if condition.path in ("content_type", "sys.contentType.sys.id")
        and condition.operator in ("", "in")
        and len(condition.values) == 1
    ]
    if not named:
        return None
    record = find(call.transaction, place.env, "ContentType", named[0])
    if record is None:
        raise invalid_query(
            "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type"
            " of a field.",
            [{"name": "unknownContentType", "value": f"DOESNOTEXIST: {named[0]}", "path": ["content_type"]}],
        )
    return {
        text_at(field, "id"): FieldType(text_at(field, "type"), text_at(object_at(field, "items"), "type"))
        for field in list_at(record.body, "fields")
    }


def _page(call: Call, place: Place, kind: str, prefix: str, default_order: str) -> Answer:
    parameters = parse_parameters(call.query)
    scope = Scope(
        kind=kind,
        fields=field_types(call, place, parameters.conditions) if kind == "Entry" else None,
        locale=parameters.locale if parameters.locale != "*" else "",
        default_locale=_default_locale(call, place) if parameters.order else "",
        body=f"{prefix}body",
        sys=f"{prefix}sys",
    )
    wheres = [Where("env = ? AND kind = ?", (place.env, kind))]
    if prefix:
        wheres.append(Where("published_version IS NOT NULL"))
    wheres.extend(build_where(condition, scope) for condition in parameters.conditions)
    condition = " AND ".join(where.sql for where in wheres)
    values = tuple(value for where in wheres for value in where.values)
    order = build_order(parameters.order, scope) or default_order
    if parameters.cursor:
        return _cursor_page(call, parameters, scope, (condition, values), order)
    total = _total(call, place, kind, prefix, parameters, (condition, values))
    rows = call.transaction.execute(
        # The inner query walks an index without touching the rows that are skipped.
        f"SELECT {scope.sys}, {scope.body} FROM entity JOIN (SELECT pk AS page_pk FROM entity WHERE {condition}"
        f" ORDER BY {order} LIMIT ? OFFSET ?) ON pk = page_pk ORDER BY {order}",
        (*values, parameters.limit, parameters.skip),
    )
    head = f'{{"sys":{{"type":"Array"}},"total":{total},"skip":{parameters.skip},"limit":{parameters.limit},"items":['
    return Answer(200, f"{head}{','.join(_items(rows, parameters.select))}]}}".encode())


def _items(rows: object, select: Sequence[str]) -> list[str]:
    texts: list[str] = []
    for sys, body in rows:  # type: ignore[attr-defined]
        texts.append(_item(sys, body, select))
    return texts


def _item(sys: str, body: str, select: Sequence[str]) -> str:
    if not select:
        return full_text(sys, body)
    if all(path == "sys" for path in select):
        return f'{{"sys":{sys}}}'
    return dump(select_parts(parse_object(full_text(sys, body)), select))


def _total(
    call: Call, place: Place, kind: str, prefix: str, parameters: Parameters, where: tuple[str, tuple[object, ...]]
) -> int:
    if not prefix and all(c.path == "content_type" and not c.operator for c in parameters.conditions):
        types = [condition.values[0] for condition in parameters.conditions]
        sql = "SELECT coalesce(sum(total), 0) FROM tally WHERE env = ? AND kind = ?" + " AND content_type = ?" * len(
            types
        )
        row = call.transaction.execute(sql, (place.env, kind, *types)).fetchone()
    else:
        row = call.transaction.execute(f"SELECT count(*) FROM entity WHERE {where[0]}", where[1]).fetchone()
    return int(row[0])


def _cursor_page(
    call: Call, parameters: Parameters, scope: Scope, where: tuple[str, tuple[object, ...]], order: str
) -> Answer:
    """Answer with a page that is found by token; the token holds where the page begins."""
    start = _read_token(parameters.token)
    rows = call.transaction.execute(
        f"SELECT {scope.sys}, {scope.body} FROM entity WHERE {where[0]} ORDER BY {order} LIMIT ? OFFSET ?",
        (*where[1], parameters.limit + 1, start),
    ).fetchall()
    pages: dict[str, str] = {}
    if len(rows) > parameters.limit:
        pages["next"] = _page_url(call, "pageNext", start + parameters.limit)
    if start:
        pages["prev"] = _page_url(call, "pagePrev", max(0, start - parameters.limit))
    items = ",".join(_items(rows[: parameters.limit], parameters.select))
    head = f'{{"sys":{{"type":"Array"}},"limit":{parameters.limit},"pages":{json.dumps(pages)},"items":['
    return Answer(200, f"{head}{items}]}}".encode())


def _page_url(call: Call, name: str, start: int) -> str:
    kept = [(key, value) for key, value in call.query if key not in ("pageNext", "pagePrev", "cursor")]
    token = base64.urlsafe_b64encode(str(start).encode()).decode().rstrip("=")
    return f"{call.request_path}?{urlencode([*kept, (name, token)])}"


def _read_token(token: str) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError):
        raise Refusal(400, "InvalidQuery", "The page token is not valid.", {"errors": []}) from None


def _default_locale(call: Call, place: Place) -> str:
    row = call.transaction.execute(
        "SELECT json_extract(body, '$.code') FROM entity WHERE env = ? AND kind = 'Locale'"
        " AND json_extract(body, '$.default')",
        (place.env,),
    ).fetchone()
    return str(row[0]) if row else ""
