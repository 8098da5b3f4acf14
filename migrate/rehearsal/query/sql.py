"""Conditions and orders as SQL over the rows of `entity`.

Owns which paths may be asked for. Values reach SQL only as parameters; paths only after they have been matched against
a fixed syntax.
"""

import re
from collections.abc import Mapping, Sequence

from migrate.rehearsal.query.compare import (
    Converter,
    FieldType,
    Scope,
    Where,
    any_locale,
    as_boolean,
    as_date,
    as_day,
    as_number,
    compare,
    content_type_missing,
    exists,
    is_wanted,
    unknown_path,
)
from migrate.rehearsal.query.geo import near_distance, within_test
from migrate.rehearsal.query.named import NAMED
from migrate.rehearsal.query.parameters import Condition
from migrate.rehearsal.query.references import is_about_linked, linked_condition, linked_ids

__all__ = ["build_order", "build_where"]

_DATES = frozenset(
    {"sys.createdAt", "sys.updatedAt", "sys.publishedAt", "sys.firstPublishedAt", "sys.archivedAt", "sys.deletedAt"}
)
_NUMBERS = frozenset({"sys.version", "sys.publishedVersion", "sys.archivedVersion", "sys.publishedCounter"})
_INSIDE = frozenset({"sys", "fields", "url", "fileName", "contentType", "details", "lat", "lon"})
"""What may follow a field's id and is no locale."""
_SYS_PATH = re.compile(r"sys(\.[A-Za-z]+)+")
_FIELD_PATH = re.compile(r"fields\.([A-Za-z][A-Za-z0-9_]{0,63})(?:\.([A-Za-z0-9_\-]+))?((?:\.[A-Za-z]+)*)")


def build_where(condition: Condition, scope: Scope) -> Where:
    """Return the SQL of one condition.

    Raises:
        Refusal: 400 when the path or the operator does not apply.

    """
    path = condition.path
    named = NAMED.get(path)
    if named is not None:
        return named(condition, scope)
    if _SYS_PATH.fullmatch(path):
        return _sys_condition(condition, scope)
    if path.startswith("fields."):
        return _field_condition(condition, scope)
    # Collections of things without fields can be asked for by their own properties, such as a tag's name.
    if scope.kind not in ("Entry", "Asset") and re.fullmatch(r"[A-Za-z]+", path):
        return compare(f"json_extract({scope.body}, '$.{path}')", condition, str)
    raise unknown_path(path)


def build_order(order: Sequence[str], scope: Scope) -> str:
    """Return the SQL after ORDER BY for paths with a leading ``-`` for descending."""
    parts = []
    for path in order:
        name = path.removeprefix("-").removeprefix("+")
        direction = " DESC" if path.startswith("-") else ""
        if column := scope.column(name):
            parts.append(column + direction)
        elif _SYS_PATH.fullmatch(name):
            parts.append(f"json_extract({scope.sys}, '${name.removeprefix('sys')}'){direction}")
        elif (match := _FIELD_PATH.fullmatch(name)) and (scope.fields is not None or scope.kind == "Asset"):
            locale, tail = _split(match, scope.locale or scope.default_locale)
            if _field_type(scope, match[1], name).type not in _ORDERED and not tail:
                raise unknown_path(name)
            value = f"json_extract({scope.body}, '$.fields.{match[1]}.\"{locale}\"{tail}')"
            dated = _field_type(scope, match[1], name).type == "Date"
            parts.append((f"julianday({value})" if dated else value) + direction)
        elif scope.kind not in ("Entry", "Asset") and re.fullmatch(r"[A-Za-z]+", name):
            parts.append(f"json_extract({scope.body}, '$.{name}'){direction}")
        else:
            raise unknown_path(name)
    return ", ".join(parts)


def _sys_condition(condition: Condition, scope: Scope) -> Where:
    path = condition.path
    if path in ("sys.type", "sys.archivedAt") and condition.operator == "exists" and path == "sys.archivedAt":
        return exists("archived_version", condition)
    column = scope.column(path) or f"json_extract({scope.sys}, '${path.removeprefix('sys')}')"
    if path in _DATES:
        return compare(column, condition, as_date)
    if path in _NUMBERS:
        return compare(column, condition, as_number)
    return compare(column, condition, str)


def _field_condition(condition: Condition, scope: Scope) -> Where:
    match = _FIELD_PATH.fullmatch(condition.path)
    if match is None:
        raise unknown_path(condition.path)
    field = match[1]
    if scope.fields is None and scope.kind == "Entry":
        raise content_type_missing("When querying for entries by a field")
    field_type = _field_type(scope, field, condition.path)
    locale, tail = _split(match, scope.locale)
    if condition.operator in _RANGES and not tail and (field_type.items or field_type.type) not in _RANGED:
        raise unknown_path(f"{condition.path}[{condition.operator}]")
    source = f"json_each({scope.body}, '$.fields.{field}') AS place"
    only: tuple[str, tuple[str, ...]] = ("place.key = ? AND ", (locale,)) if locale else ("", ())
    convert = as_number if tail.startswith(".details.") else _CONVERT.get(field_type.items or field_type.type, str)
    if is_about_linked(tail):
        ids = linked_ids(f"json_each(entity.{scope.body}, '$.fields.{field}') AS place", only, field_type)
        return linked_condition(condition, scope, ids, tail, scope.linked.get(field), _field_condition)
    if condition.operator == "exists":
        there = f"place.type = 'object' AND json_extract(place.value, '${tail}') IS NOT NULL" if tail else _NOT_NULL
        sql = f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}{there})"
        return Where(sql if is_wanted(condition) else f"NOT {sql}", only[1])
    if field_type.type == "Array":
        return _list_condition(condition, source, only, tail, convert)
    if field_type.type == "Location":
        return _location_condition(condition, source, only)
    column = f"json_extract(place.value, '${tail}')" if tail else "place.value"
    if field_type.type == "Date" and condition.operator != "match":
        # Dates are kept as they were sent, with any offset, and compared as instants.
        column, convert = f"julianday({column})", as_day
    if tail:
        only = (f"{only[0]}place.type = 'object' AND ", only[1])
    return any_locale(condition, source, only, column, convert)


def _split(match: re.Match[str], locale: str) -> tuple[str, str]:
    """Return the locale and the way into the value that follow a field's id: ``sys.id`` of a link, a file's name."""
    second, rest = match[2] or "", match[3]
    if not second:
        return locale, ""
    return (locale, f".{second}{rest}") if second in _INSIDE else (second, rest)


def _list_condition(
    condition: Condition, source: str, only: tuple[str, tuple[str, ...]], tail: str, convert: "Converter"
) -> Where:
    column = f"json_extract(item.value, '${tail}')" if tail else "item.value"
    items = f"{source}, json_each(place.value) AS item"
    guard = (f"{only[0]}place.type = 'array' AND ", only[1])
    if condition.operator == "all":
        each = [
            any_locale(Condition(condition.path, "", (value,)), items, guard, column, convert)
            for value in condition.values
        ]
        return Where(" AND ".join(part.sql for part in each), tuple(v for part in each for v in part.values))
    return any_locale(condition, items, guard, column, convert)


def _location_condition(condition: Condition, source: str, only: tuple[str, tuple[str, ...]]) -> Where:
    lat, lon = "json_extract(place.value, '$.lat')", "json_extract(place.value, '$.lon')"
    if condition.operator == "within":
        sql, values = within_test(lat, lon, condition.values)
        return Where(f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}{sql})", (*only[1], *values))
    if condition.operator == "near":
        near_distance(condition.values)
        return Where(f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}1)", only[1])
    raise unknown_path(condition.path)


_NOT_NULL = "place.type <> 'null'"
_RANGES = frozenset({"lt", "lte", "gt", "gte"})
_RANGED = frozenset({"Integer", "Number", "Date"})
_ORDERED = _RANGED | {"Symbol", "Boolean", "Location"}
"""Types of fields that ranges and orders apply to, as in contentful.js; links are ordered by the id behind them."""
_CONVERT: Mapping[str, Converter] = {"Integer": as_number, "Number": as_number, "Boolean": as_boolean}

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
