"""What a content type must look like to be saved, and what of it may change once it is published.

Owns field ids, types and the shape of validations. Follows the field types and validations of Contentful's content
model; drafts are checked as strictly as publishing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at

__all__ = ["FIELD_TYPES", "check_change", "check_content_type"]

FIELD_TYPES = (
    "Symbol",
    "Text",
    "RichText",
    "Integer",
    "Number",
    "Date",
    "Boolean",
    "Object",
    "Location",
    "Link",
    "Array",
    "ResourceLink",
)
MAX_FIELDS = 50
_FIELD_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_DISPLAY_TYPES = ("Symbol", "Text")
_LINK_TYPES = ("Entry", "Asset")
_ITEM_TYPES = ("Symbol", "Link", "ResourceLink")
_FLAGS = ("localized", "required", "disabled", "omitted")

NODE_TYPES = (
    *(f"heading-{level}" for level in range(1, 7)),
    *("ordered-list", "unordered-list", "hr", "blockquote", "table"),
    *("embedded-entry-block", "embedded-asset-block", "embedded-resource-block"),
    *("hyperlink", "entry-hyperlink", "asset-hyperlink", "resource-hyperlink"),
    *("embedded-entry-inline", "embedded-resource-inline"),
)
MARKS = ("bold", "italic", "underline", "code", "superscript", "subscript", "strikethrough")
MIMETYPE_GROUPS = (
    *("attachment", "plaintext", "image", "audio", "video", "richtext", "presentation", "spreadsheet"),
    *("pdfdocument", "archive", "code", "markup"),
)


@dataclass(frozen=True, slots=True)
class _Keyword:
    """Where a validation may stand, and what its argument must be."""

    types: tuple[str, ...]
    argument: str


_TEXTS = ("Symbol", "Text")
_KEYWORDS: Mapping[str, _Keyword] = {
    "size": _Keyword((*_TEXTS, "Array", "RichText", "Object"), "bounds"),
    "range": _Keyword(("Integer", "Number"), "bounds"),
    "dateRange": _Keyword(("Date",), "dates"),
    "regexp": _Keyword(_TEXTS, "pattern"),
    "prohibitRegexp": _Keyword(_TEXTS, "pattern"),
    "unique": _Keyword(("Symbol", "Integer", "Number"), "flag"),
    "in": _Keyword((*_TEXTS, "Integer", "Number"), "list"),
    "linkContentType": _Keyword(("Link", "ResourceLink"), "names"),
    "linkMimetypeGroup": _Keyword(("Link",), "names"),
    "assetFileSize": _Keyword(("Link",), "bounds"),
    "assetImageDimensions": _Keyword(("Link",), "dimensions"),
    "enabledMarks": _Keyword(("RichText",), "marks"),
    "enabledNodeTypes": _Keyword(("RichText",), "nodes"),
    "nodes": _Keyword(("RichText",), "object"),
    "linkField": _Keyword(("Link",), "flag"),
    "present": _Keyword(FIELD_TYPES, "flag"),
    "relationshipType": _Keyword(("Link", "Array", "ResourceLink"), "names"),
}


def check_content_type(sent: Object) -> list[Object]:
    """Return what is wrong with a content type as it was sent; an empty list means that it may be saved."""
    errors: list[Object] = []
    name = sent.get("name")
    if not isinstance(name, str) or not name:
        errors.append(_error("required" if name in (None, "") else "type", ["name"], name))
    fields = sent.get("fields", [])
    if not isinstance(fields, list):
        errors.append(_error("type", ["fields"], fields))
        return errors
    if len(fields) > MAX_FIELDS:
        errors.append({**_error("size", ["fields"], len(fields)), "max": MAX_FIELDS})
    ids: list[str] = []
    for index, field in enumerate(fields):
        if isinstance(field, dict):
            errors.extend(_field_errors(field, ["fields", index]))
            ids.append(text_at(field, "id"))
        else:
            errors.append(_error("type", ["fields", index], field))
    for index, field_id in enumerate(ids):
        if field_id in ids[:index]:
            errors.append({**_error("uniqueFieldIds", ["fields", index, "id"], field_id)})
    errors.extend(_rename_errors(fields))
    errors.extend(_display_errors(sent, fields))
    return errors


def _rename_errors(fields: list[Json]) -> Iterator[Object]:
    """Yield what is wrong with new ids: their syntax, and two fields that would have one id."""
    left = [object_at(field) for field in fields if object_at(field).get("deleted") is not True]
    ids = [text_at(field, "newId") or text_at(field, "id") for field in left]
    for index, field in enumerate(fields):
        new_id = object_at(field).get("newId")
        if new_id is None:
            continue
        if not isinstance(new_id, str) or not _FIELD_ID.fullmatch(new_id):
            yield _error("regexp", ["fields", index, "newId"], new_id)
        elif ids.count(new_id) > 1:
            yield _error("uniqueFieldIds", ["fields", index, "newId"], new_id)


def check_change(before: Object, after: Object) -> list[Object]:
    """Return what may not change between the published content type and the one to publish."""
    old = {text_at(field, "id"): object_at(field) for field in list_at(before, "fields")}
    errors: list[Object] = []
    for index, value in enumerate(list_at(after, "fields")):
        field = object_at(value)
        known = old.get(text_at(field, "id"))
        if known is None:
            continue
        same = all(known.get(key) == field.get(key) for key in ("type", "linkType"))
        if not same or _items_kind(known) != _items_kind(field):
            errors.append(
                {
                    **_error("fieldTypeChanged", ["fields", index, "type"], field.get("type")),
                    "details": "The type of a published field cannot be changed",
                }
            )
    return errors


def _items_kind(field: Object) -> tuple[str, str]:
    items = object_at(field, "items")
    return text_at(items, "type"), text_at(items, "linkType")


def _field_errors(field: Object, path: list[Json]) -> Iterator[Object]:
    field_id, kind = field.get("id"), field.get("type")
    if not isinstance(field_id, str) or not _FIELD_ID.fullmatch(field_id):
        yield _error("required" if field_id in (None, "") else "regexp", [*path, "id"], field_id)
    if not isinstance(field.get("name"), str) or not field["name"]:
        yield _error("required", [*path, "name"], field.get("name"))
    if kind not in FIELD_TYPES:
        yield {**_error("in", [*path, "type"], kind), "expected": list(FIELD_TYPES)}
        return
    yield from (
        _error("type", [*path, flag], field[flag]) for flag in _FLAGS if not isinstance(field.get(flag, False), bool)
    )
    yield from _link_errors(field, path)
    if kind == "Array":
        items = object_at(field, "items")
        if items.get("type") not in _ITEM_TYPES:
            yield {**_error("in", [*path, "items", "type"], items.get("type")), "expected": list(_ITEM_TYPES)}
        else:
            yield from _link_errors(items, [*path, "items"])
            yield from _rule_errors(items.get("validations", []), str(items["type"]), [*path, "items", "validations"])
    yield from _rule_errors(field.get("validations", []), str(kind), [*path, "validations"])


def _link_errors(field: Object, path: list[Json]) -> Iterator[Object]:
    if field.get("type") == "Link" and field.get("linkType") not in _LINK_TYPES:
        yield {**_error("in", [*path, "linkType"], field.get("linkType")), "expected": list(_LINK_TYPES)}


def _display_errors(sent: Object, fields: list[Json]) -> Iterator[Object]:
    display = sent.get("displayField")
    if display in (None, ""):
        return
    types = [text_at(field, "type") for field in fields if text_at(field, "id") == display]
    if not types or types[0] not in _DISPLAY_TYPES:
        yield {
            **_error("in" if types else "unknown", ["displayField"], display),
            "details": "No text field has this id",
        }


def _rule_errors(rules: Json, kind: str, path: list[Json]) -> Iterator[Object]:
    if not isinstance(rules, list):
        yield _error("type", path, rules)
        return
    for index, rule in enumerate(rules):
        keywords = [key for key in rule if key not in ("message",)] if isinstance(rule, dict) else []
        if not isinstance(rule, dict) or len(keywords) != 1:
            yield {**_error("type", [*path, index], rule), "details": "A validation is an object with one keyword"}
            continue
        keyword = _KEYWORDS.get(keywords[0])
        if keyword is None:
            yield _error("unknown", [*path, index], rule)
        elif kind not in keyword.types:
            yield {
                **_error("unexpected", [*path, index], rule),
                "details": f'The validation "{keywords[0]}" does not apply to {kind}',
            }
        elif not _argument_fits(keyword.argument, rule[keywords[0]]):
            yield _error("type", [*path, index, keywords[0]], rule[keywords[0]])


def _argument_fits(argument: str, value: Json) -> bool:
    match argument:
        case "flag":
            return isinstance(value, bool)
        case "bounds":
            return _is_bounds(value)
        case "dimensions":
            return isinstance(value, dict) and all(_is_bounds(value.get(side) or {}) for side in ("width", "height"))
        case "dates":
            return isinstance(value, dict) and all(part is None or isinstance(part, str) for part in value.values())
        case "pattern":
            return isinstance(value, dict) and isinstance(value.get("pattern"), str)
        case "list":
            return isinstance(value, list) and bool(value)
        case "names":
            names = [value] if isinstance(value, str) else value
            return isinstance(names, list) and all(isinstance(name, str) for name in names)
        case "marks":
            return isinstance(value, list) and all(mark in MARKS for mark in value)
        case "nodes":
            return isinstance(value, list) and all(node in NODE_TYPES for node in value)
        case _:
            return isinstance(value, dict)


def _is_bounds(value: Json) -> bool:
    return isinstance(value, dict) and all(
        value.get(side) is None or (isinstance(value[side], int | float) and not isinstance(value[side], bool))
        for side in ("min", "max")
    )


def _error(name: str, path: list[Json], value: Json) -> Object:
    return {"name": name, "path": path, "value": value}
