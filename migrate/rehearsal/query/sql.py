"""Conditions and orders as SQL over the rows of `entity`.

Owns which paths may be asked for and how they compare. Values reach SQL only as parameters; paths only after they
have been matched against a fixed syntax.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from migrate.rehearsal.answers import Refusal, invalid_query
from migrate.rehearsal.payload import timestamp
from migrate.rehearsal.query.geo import near_distance, within_test
from migrate.rehearsal.query.parameters import Condition

__all__ = ["FieldType", "Scope", "Where", "build_order", "build_where"]


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a query must know of a field: its type, and the type of a list's items."""

    type: str
    items: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query runs over.

    Attributes:
        kind: kind of entity.
        fields: types of the fields by id, once a content type is chosen; None before.
        locale: the locale whose values count; "" looks at all of them.
        body: SQL of the JSON text that holds fields and metadata.
        sys: SQL of the JSON text of `sys`.

    """

    kind: str
    fields: Mapping[str, FieldType] | None
    locale: str
    default_locale: str
    body: str = "body"
    sys: str = "sys"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL and its parameters."""

    sql: str
    values: tuple[object, ...] = ()


_COLUMN = {
    "sys.id": "id",
    "sys.version": "version",
    "sys.contentType.sys.id": "content_type",
    "sys.createdAt": "created_at",
    "sys.updatedAt": "updated_at",
    "sys.publishedAt": "published_at",
    "sys.publishedVersion": "published_version",
    "sys.archivedVersion": "archived_version",
}
_DATES = frozenset(
    {"sys.createdAt", "sys.updatedAt", "sys.publishedAt", "sys.firstPublishedAt", "sys.archivedAt", "sys.deletedAt"}
)
_NUMBERS = frozenset({"sys.version", "sys.publishedVersion", "sys.archivedVersion", "sys.publishedCounter"})
_SYS_PATH = re.compile(r"sys(\.[A-Za-z]+)+")
_FIELD_PATH = re.compile(r"fields\.([A-Za-z][A-Za-z0-9_]{0,63})(?:\.([A-Za-z0-9_\-]+))?((?:\.[A-Za-z]+)*)")
_COMPARE = {"": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def build_where(condition: Condition, scope: Scope) -> Where:
    """Return the SQL of one condition.

    Raises:
        Refusal: 400 when the path or the operator does not apply.

    """
    path = condition.path
    named = _NAMED.get(path)
    if named is not None:
        return named(condition, scope)
    if _SYS_PATH.fullmatch(path):
        return _sys_condition(condition, scope)
    if path.startswith("fields."):
        return _field_condition(condition, scope)
    # Collections of things without fields can be asked for by their own properties, such as a tag's name.
    if scope.kind not in ("Entry", "Asset") and re.fullmatch(r"[A-Za-z]+", path):
        return _compare(f"json_extract({scope.body}, '$.{path}')", condition, str)
    raise unknown_path(path)


def build_order(order: Sequence[str], scope: Scope) -> str:
    """Return the SQL after ORDER BY for paths with a leading ``-`` for descending."""
    parts = []
    for path in order:
        name = path.removeprefix("-").removeprefix("+")
        direction = " DESC" if path.startswith("-") else ""
        if name in _COLUMN:
            parts.append(_COLUMN[name] + direction)
        elif _SYS_PATH.fullmatch(name):
            parts.append(f"json_extract({scope.sys}, '${name.removeprefix('sys')}'){direction}")
        elif (match := _FIELD_PATH.fullmatch(name)) and (scope.fields is not None or scope.kind == "Asset"):
            _field_type(scope, match[1], name)
            locale = match[2] or scope.locale or scope.default_locale
            parts.append(f"json_extract({scope.body}, '$.fields.{match[1]}.\"{locale}\"'){direction}")
        elif scope.kind not in ("Entry", "Asset") and re.fullmatch(r"[A-Za-z]+", name):
            parts.append(f"json_extract({scope.body}, '$.{name}'){direction}")
        else:
            raise unknown_path(name)
    return ", ".join(parts)


def unknown_path(path: str) -> Refusal:
    """400: the path means nothing here."""
    return invalid_query(
        "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type of"
        " a field.",
        [{"name": "unknown", "path": [path], "details": f'The path "{path}" is not recognized'}],
    )


def _sys_condition(condition: Condition, scope: Scope) -> Where:
    path = condition.path
    if path in ("sys.type", "sys.archivedAt") and condition.operator == "exists" and path == "sys.archivedAt":
        return _exists("archived_version", condition)
    column = _COLUMN.get(path) or f"json_extract({scope.sys}, '${path.removeprefix('sys')}')"
    if path in _DATES:
        return _compare(column, condition, _date)
    if path in _NUMBERS:
        return _compare(column, condition, _number)
    return _compare(column, condition, str)


def _field_condition(condition: Condition, scope: Scope) -> Where:
    match = _FIELD_PATH.fullmatch(condition.path)
    if match is None:
        raise unknown_path(condition.path)
    field, second, rest = match[1], match[2] or "", match[3]
    if scope.fields is None and scope.kind == "Entry":
        raise invalid_query(
            "When querying for entries by a field, a content type must be named with content_type.",
            [{"name": "contentTypeMissing", "path": ["content_type"]}],
        )
    field_type = _field_type(scope, field, condition.path)
    tail = f".{second}{rest}" if second else rest
    # What follows the field is a locale or a way into its value: sys.id of a link, fileName of a file.
    locale = scope.locale
    if second and second not in ("sys", "url", "fileName", "contentType", "details", "lat", "lon"):
        locale, tail = second, rest
    source = f"json_each({scope.body}, '$.fields.{field}') AS place"
    only: tuple[str, tuple[str, ...]] = ("place.key = ? AND ", (locale,)) if locale else ("", ())
    convert = _CONVERT.get(field_type.items or field_type.type, str)
    if condition.operator == "exists":
        wanted = _flag(condition)
        sql = f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}place.type <> 'null')"
        return Where(sql if wanted else f"NOT {sql}", only[1])
    if field_type.type == "Array":
        return _list_condition(condition, source, only, tail, convert)
    if field_type.type == "Location":
        return _location_condition(condition, source, only)
    column = f"json_extract(place.value, '${tail}')" if tail else "place.value"
    if tail:
        only = (f"{only[0]}place.type = 'object' AND ", only[1])
    return _any_locale(condition, source, only, column, convert)


def _any_locale(
    condition: Condition, source: str, only: tuple[str, tuple[str, ...]], column: str, convert: "Converter"
) -> Where:
    negative = condition.operator in ("ne", "nin")
    positive = Condition(
        condition.path, {"ne": "", "nin": "in"}.get(condition.operator, condition.operator), condition.values
    )
    inner = _compare(column, positive, convert)
    sql = f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}{inner.sql})"
    return Where(f"NOT {sql}" if negative else sql, (*only[1], *inner.values))


def _list_condition(
    condition: Condition, source: str, only: tuple[str, tuple[str, ...]], tail: str, convert: "Converter"
) -> Where:
    column = f"json_extract(item.value, '${tail}')" if tail else "item.value"
    items = f"{source}, json_each(place.value) AS item"
    guard = (f"{only[0]}place.type = 'array' AND ", only[1])
    if condition.operator == "all":
        each = [
            _any_locale(Condition(condition.path, "", (value,)), items, guard, column, convert)
            for value in condition.values
        ]
        return Where(" AND ".join(part.sql for part in each), tuple(v for part in each for v in part.values))
    return _any_locale(condition, items, guard, column, convert)


def _location_condition(condition: Condition, source: str, only: tuple[str, tuple[str, ...]]) -> Where:
    lat, lon = "json_extract(place.value, '$.lat')", "json_extract(place.value, '$.lon')"
    if condition.operator == "within":
        sql, values = within_test(lat, lon, condition.values)
        return Where(f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}{sql})", (*only[1], *values))
    if condition.operator == "near":
        near_distance(condition.values)
        return Where(f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}1)", only[1])
    raise unknown_path(condition.path)


Converter = Callable[[str], object]


def _compare(column: str, condition: Condition, convert: Converter) -> Where:
    operator = condition.operator
    if operator == "exists":
        return _exists(column, condition)
    if operator in ("in", "nin"):
        values = tuple(convert(value) for value in condition.values)
        marks = ", ".join("?" * len(values))
        if operator == "in":
            return Where(f"{column} IN ({marks})", values)
        return Where(f"({column} IS NULL OR {column} NOT IN ({marks}))", values)
    value = convert(condition.values[0])
    if operator == "ne":
        return Where(f"{column} IS NOT ?", (value,))
    if operator == "match":
        return Where(f"{column} LIKE ? ESCAPE '\\'", (f"%{_like(condition.values[0])}%",))
    if operator not in _COMPARE:
        raise unknown_path(f"{condition.path}[{operator}]")
    return Where(f"{column} {_COMPARE[operator]} ?", (value,))


def _exists(column: str, condition: Condition) -> Where:
    return Where(f"{column} IS NOT NULL" if _flag(condition) else f"{column} IS NULL")


def _flag(condition: Condition) -> bool:
    return condition.values[0].lower() not in ("false", "0")


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _date(text: str) -> object:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid_query(f'The value "{text}" is not a date.') from None
    return timestamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _number(text: str) -> object:
    try:
        return int(text) if text.lstrip("-").isdigit() and len(text) < 19 else float(text)
    except ValueError:
        raise invalid_query(f'The value "{text}" is not a number.') from None


def _boolean(text: str) -> object:
    return 1 if text.lower() == "true" else 0


_CONVERT: Mapping[str, Converter] = {"Integer": _number, "Number": _number, "Boolean": _boolean}

_ASSET_FIELDS: Mapping[str, FieldType] = {
    "title": FieldType("Symbol"),
    "description": FieldType("Text"),
    "file": FieldType("Object"),
}


def _field_type(scope: Scope, field: str, path: str) -> FieldType:
    fields = _ASSET_FIELDS if scope.kind == "Asset" else scope.fields or {}
    if field not in fields:
        raise unknown_path(path)
    return fields[field]


def _content_type(condition: Condition, scope: Scope) -> Where:
    return _compare("content_type", condition, str)


def _full_text(condition: Condition, scope: Scope) -> Where:
    words = condition.values[0].split()
    atoms = f"json_tree({scope.body}, '$.fields') AS t"
    test = f"EXISTS (SELECT 1 FROM {atoms} WHERE t.type = 'text' AND t.atom LIKE ? ESCAPE '\\')"
    return Where(" AND ".join([test] * len(words)) or "1", tuple(f"%{_like(word)}%" for word in words))


def _links_to(kind: str) -> Callable[[Condition, Scope], Where]:
    def where(condition: Condition, scope: Scope) -> Where:
        return Where(
            "pk IN (SELECT source FROM link WHERE target_kind = ? AND target_id = ?)", (kind, condition.values[0])
        )

    return where


def _metadata(name: str) -> Callable[[Condition, Scope], Where]:
    def where(condition: Condition, scope: Scope) -> Where:
        source = f"json_each({scope.body}, '$.metadata.{name}') AS place"
        if condition.operator == "exists":
            sql = f"EXISTS (SELECT 1 FROM {source})"
            return Where(sql if _flag(condition) else f"NOT {sql}")
        column = "json_extract(place.value, '$.sys.id')"
        if condition.operator == "all":
            each = [
                _any_locale(Condition(condition.path, "", (value,)), source, ("", ()), column, str)
                for value in condition.values
            ]
            return Where(" AND ".join(part.sql for part in each), tuple(v for part in each for v in part.values))
        return _any_locale(condition, source, ("", ()), column, str)

    return where


def _mimetype_group(condition: Condition, scope: Scope) -> Where:
    # Imported late would hide it; the groups are rules of assets and stand there.
    from migrate.rehearsal.rules.mimetypes import sql_patterns

    tests = [
        f"json_extract(place.value, '$.contentType') LIKE '{pattern}'" for pattern in sql_patterns(condition.values[0])
    ]
    return Where(
        f"EXISTS (SELECT 1 FROM json_each({scope.body}, '$.fields.file') AS place WHERE {' OR '.join(tests) or '0'})"
    )


_NAMED: Mapping[str, Callable[[Condition, Scope], Where]] = {
    "content_type": _content_type,
    "query": _full_text,
    "links_to_entry": _links_to("Entry"),
    "links_to_asset": _links_to("Asset"),
    "metadata.tags": _metadata("tags"),
    "metadata.tags.sys.id": _metadata("tags"),
    "metadata.concepts": _metadata("concepts"),
    "metadata.concepts.sys.id": _metadata("concepts"),
    "metadata.concepts.descendants": _metadata("concepts"),
    "mimetype_group": _mimetype_group,
}
