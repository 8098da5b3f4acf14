"""What must hold of every desired space: Contentful's own rules, checked without a server."""

import re
from collections.abc import Iterator, Mapping, Sequence

from migrate.model.canonical import Json
from migrate.model.space import DesiredEntry, DesiredSpace

__all__ = ["broken_space_rules"]

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{3})?)?[+-]\d\d:\d\d)?\Z")
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "Symbol": str,
    "Text": str,
    "RichText": dict,
    "Integer": int,
    "Number": (int, float),
    "Date": str,
    "Boolean": bool,
    "Object": (dict, list),
    "Location": dict,
    "Link": dict,
    "Array": list,
}


def broken_space_rules(space: DesiredSpace, known_assets: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield one sentence for each rule that `space` breaks; `known_assets` are in the target already."""
    locales = {locale.code for locale in space.locales}
    default = next(locale.code for locale in space.locales if locale.default)
    types = {held.id: held.payload for held in space.content_types}
    entries = {entry.id: entry.content_type for entry in space.entries}
    assets = {asset.id for asset in space.assets} | known_assets
    ids = [entry.id for entry in space.entries]
    yield from _sorted_ids("entries", ids)
    yield from _sorted_ids("assets", [asset.id for asset in space.assets])
    for entry in space.entries:
        if entry.content_type not in types:
            yield f"{entry.id}: no content type {entry.content_type}"
            continue
        fields = {str(field["id"]): field for field in _maps(types[entry.content_type]["fields"])}
        for field_id, values in entry.fields.items():
            field = fields.get(field_id)
            if field is None or not isinstance(values, Mapping):
                yield f"{entry.id}.{field_id}: no such field"
                continue
            if not set(values) <= (locales if field["localized"] else {default}):
                yield f"{entry.id}.{field_id}: locales {sorted(values)}"
            for value in values.values():
                yield from _value(f"{entry.id}.{field_id}", field, value)
                yield from _links(f"{entry.id}.{field_id}", value, entries, assets)
        yield from _required(entry, fields, default)


def _sorted_ids(what: str, ids: Sequence[str]) -> Iterator[str]:
    if list(ids) != sorted(set(ids)):
        yield f"{what} are not sorted and unique"
    yield from (f"{what}: '{held}' is no id" for held in ids if not _ID.match(held))


def _required(entry: DesiredEntry, fields: Mapping[str, Mapping[str, Json]], default: str) -> Iterator[str]:
    if entry.publish.value not in ("published", "scheduled"):
        return
    for field_id, field in fields.items():
        held = entry.fields.get(field_id)
        if field["required"] and not (isinstance(held, Mapping) and default in held):
            yield f"{entry.id}.{field_id}: required and missing, yet {entry.publish.value}"


def _value(where: str, field: Mapping[str, Json], value: Json) -> Iterator[str]:
    kind = str(field["type"])
    if not isinstance(value, _TYPES[kind]) or (kind in ("Integer", "Number") and isinstance(value, bool)):
        yield f"{where}: {type(value).__name__} is no {kind}"
        return
    if isinstance(value, str):
        limit = {"Symbol": 256, "Text": 50_000}.get(kind)
        if limit is not None and len(value) > limit:
            yield f"{where}: {len(value)} characters"
        if kind == "Date" and not _DATE.match(value):
            yield f"{where}: '{value}' is no date"
    items = field.get("items")
    if kind == "Array" and isinstance(items, Mapping) and isinstance(value, Sequence):
        if len(value) > 1000:
            yield f"{where}: {len(value)} items"
        for item in value:
            yield from _value(where, {**items, "type": items["type"]}, item)


def _links(where: str, value: Json, entries: Mapping[str, str], assets: set[str] | frozenset[str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        sys = value.get("sys")
        if isinstance(sys, Mapping) and sys.get("type") == "Link":
            known = assets if sys["linkType"] == "Asset" else entries.keys()
            if sys["id"] not in known:
                yield f"{where}: link to missing {sys['linkType']} {sys['id']}"
            return
        for held in value.values():
            yield from _links(where, held, entries, assets)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for held in value:
            yield from _links(where, held, entries, assets)


def _maps(value: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(value, Sequence):
        yield from (held for held in value if isinstance(held, Mapping))
